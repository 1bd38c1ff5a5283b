"""Which matters bear a tag, or are somebody's to see to: they, their incident, a claim or a report of theirs?"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from functools import partial
from operator import eq
from typing import Literal

import numpy as np

from rashomon.ledger.core.file import Ledger
from rashomon.ledger.read.beside_things import Written, written
from rashomon.ledger.read.list_index import Fits, Lines, held, lines_of, lines_with

Which = Literal["tag", "assigned"]
VERBS = {"tag": "tag", "assigned": "assign"}


def borne(ledger: Ledger, which: Which) -> list[str]:
    """The tags that are borne, or the names to whom something is assigned, as first written, by name."""
    called: dict[str, str] = {}
    for w in _of(ledger, which):
        called.setdefault(same(w.value), w.value)
    return [called[key] for key in sorted(called)]


def bearing(ledger: Ledger, which: Which, values: Collection[str]) -> Fits:
    """For each line whether it bears one of the values, whatever their case."""
    wanted, lines = frozenset(map(same, values)), lines_of(ledger)
    some = [w for w in _of(ledger, which) if same(w.value) in wanted]
    return held(ledger, ("bearing", which, wanted), lambda db: _bearing(db, lines, some))


def same(name: str) -> str:
    return " ".join(name.split()).casefold()


def _of(ledger: Ledger, which: Which) -> list[Written]:
    return [w for w in written(ledger) if w.verb == VERBS[which] and w.id]


def _bearing(db: sqlite3.Connection, lines: Lines, some: Iterable[Written]) -> Fits:
    there = np.zeros(len(lines.ids), dtype=np.bool_)
    for w in some:
        if w.what == "incident":
            there |= lines.incident.fits(partial(eq, w.id))
        elif w.what == "report":
            ask = "SELECT DISTINCT matter FROM matter_claim WHERE claim > ?1 || '.' AND claim < ?1 || '/'"
            there[[n for (m,) in db.execute(ask, (w.id,)) if (n := lines.at.get(m)) is not None]] = True
        elif w.what == "claim":
            there[lines_with(db, w.id, lines)] = True
        elif (n := lines.at.get(w.id)) is not None:
            there[n] = True
    return there
