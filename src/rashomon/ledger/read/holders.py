"""Who is said to have held which place? All claims of kinds that ask for a holder, by place, as read.

A siege is no holder: its kind asks for none; nobody holds a country. What is planned, predicted or only supposed is
left out, and so is what a person rejected or set aside.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from rashomon.ledger.core.file import Ledger, in_words
from rashomon.ledger.read.list_index import held, laid_of

SAID = ("happened", "ongoing")
OUT = ("reject", "set_aside")


class Holding(NamedTuple):
    """Somebody says that somebody held a place, or did not."""

    place: str
    claim: str
    holder: str | None
    """In the words of the report; None: it changed hands, and nobody says into whose."""
    holder_camp: str | None
    denied: bool
    speaker: str
    camp: str
    """The side that the account speaks for."""
    start: str | None
    end: str | None


@in_words
def holdings(ledger: Ledger, kinds: Collection[str]) -> Mapping[str, list[Holding]]:
    """By the place's id in the gazetteer, oldest first; `kinds` are those that ask for a holder."""
    every = held(ledger, ("holdings", tuple(sorted(kinds))), lambda db: _holdings(db, sorted(kinds)), ruled=False)
    out = {claim for claim, verb in laid_of(ledger).verbs.items() if verb in OUT}
    if not out:
        return every
    kept = {place: [h for h in some if h.claim not in out] for place, some in every.items()}
    return {place: some for place, some in kept.items() if some}


def _holdings(db: sqlite3.Connection, kinds: Collection[str]) -> dict[str, list[Holding]]:
    ask = (
        "SELECT c.gazetteer, c.place, c.id, c.holder, c.holder_camp, c.polarity = 'denied', s.speaker, s.camp,"  # noqa: S608
        " c.day_from, c.day_to FROM claim c JOIN statement s ON s.id = c.statement"
        " JOIN report r ON r.key = c.report AND r.current"
        f" WHERE c.kind IN ({', '.join('?' * len(kinds))}) AND c.modality IN (?, ?) AND c.gazetteer IS NOT NULL"
        " AND c.precision <> 'country'"
        " AND ifnull(c.day_to, c.day_from) IS NOT NULL ORDER BY ifnull(c.day_to, c.day_from), c.id"
    )
    found: dict[str, list[Holding]] = defaultdict(list)
    for gazetteer, place, claim, holder, camp, denied, *rest in db.execute(ask, (*kinds, *SAID)):
        found[gazetteer].append(Holding(place, claim, holder, camp, bool(denied), *rest))
    return dict(found)
