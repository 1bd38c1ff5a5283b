"""What each piece of evidence weighs, and what a place needs."""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "strong": 2.2, "weak": 0.9, "type": 2.6, "contained": 3.5, "listed": 1.0, "dateline": 3.0, "based": 2.0,
    "known": 1.5, "words": 1.2, "home": 1.5, "own": 2.5, "common": -2.2, "lower": -2.0, "not_noun": -1.6,
    "person_before": -4.0, "run_before": -2.6, "run_after": -1.5, "organisation": -3.5, "surname": -2.5, "says": -0.7,
    "acronym": -3.0, "sounded": -2.0, "told": 1.0, "party": -3.0, "article": -2.5, "unique": 0.5, "written": 1.0,
    "threshold": 1.9,
}  # fmt: skip
"""What the words beside a name add to what the gazetteer says for it; a place has `threshold` and more. Calibrated on
news corpora by hand, as a set and with the weights of resolution.py."""
