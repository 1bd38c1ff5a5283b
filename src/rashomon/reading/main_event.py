"""What a report is chiefly about, and the toll of that event as the report gives it.

As a coder of events would enter it: the happening that headline and lead tell of, with its fullest early claim. The
weights below were set by hand on reports of several outlets; they only order claims and leave nothing out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc

from rashomon.model import Claim, Count, Killed, Place, Statement
from rashomon.reading.how_many import toll

VIOLENT = ("chemical_attack", "suicide_bombing", "airstrike", "shelling", "bombing", "killing", "clash")
LESS = ("casualties", "control", "siege", "shootdown", "damage", "abduction", "detention", "displacement", "withdrawal")

LEAD = 900
"""Characters: about what headline and the first three sentences take."""


def main_event(
    doc: Doc, statements: Sequence[Statement], places: Sequence[Place], counts: Sequence[Count]
) -> tuple[str | None, Killed | None]:
    """The id of the main claim and the toll of its event; `doc` is the first piece of the text."""
    found = toll(doc)
    toll_at = {counts[i].span.start for i in found[0] if i < len(counts)} if found else set()
    claims = [(s, c) for s in statements for c in s.claims]
    best = max(claims, key=lambda sc: (_weight(sc[0], sc[1], places, counts, toll_at), -sc[1].trigger.start), default=None)
    killed = None
    if found is not None:
        holding = tuple(c.id for _, c in claims if any(counts[i].span.start in toll_at for i in c.counts))
        killed = Killed(_whole(found[1]), _whole(found[2]), holding)
    return (best[1].id if best else None), killed


def _whole(n: Any) -> int | None:
    return None if n is None else int(n)


def _weight(s: Statement, c: Claim, places: Sequence[Place], counts: Sequence[Count], toll_at: set[int]) -> float:
    weight = 3.0 if c.kind in VIOLENT else 1.0 if c.kind in LESS else 0.0
    weight += 2.0 if c.kind in VIOLENT[:5] else 0.0
    weight -= min(c.trigger.start, 4000) / LEAD * 1.5
    weight += 4.0 if any(counts[i].span.start in toll_at for i in c.counts) else 0.0
    weight += 0.5 if any(counts[i].what == "killed" for i in c.counts) else 0.0
    weight += 1.5 if c.actor is not None and c.actor.camp != "unknown" else 0.0
    weight += 0.5 if c.means is not None else 0.0
    weight += 0.5 if c.place is not None and c.place_from == "text" and places[c.place].precision != "country" else 0.0
    weight -= 3.0 if c.polarity == "denied" or c.modality in ("planned", "predicted", "hypothetical") else 0.0
    return weight
