"""Ids that claims had elsewhere, told to a ledger before it gathers: its matters and incidents then keep them.

An archive names what it gathers. A ledger that is cut out of it takes those names for the claims that it got, as if it
had once had such a matter and lost it: what is gathered from the same claims brings the id back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from rashomon.ledger.core.file import Ledger, in_words, writing
from rashomon.ledger.core.rows import iso, storable
from rashomon.model import Matter, as_json


@in_words
def keep_ids(ledger: Ledger, matters: Iterable[Matter], now: datetime) -> None:
    """Has the ledger keep the ids of these matters, and of their incidents, for those of their claims that it has.

    An id that is in use there stays what it is.
    """
    with writing(ledger) as db:
        for matter in matters:
            anchors = _anchors(db, [c for p in matter.positions for c in p.claims])
            if anchors and not _known(db, matter.id):
                _keep(db, matter, anchors, iso(now))


def _anchors(db: sqlite3.Connection, claims: Iterable[str]) -> list[tuple[object, ...]]:
    ask = "SELECT report, trigger_start, trigger_end, kind FROM claim WHERE id = ?"
    return [row for c in dict.fromkeys(claims) for row in db.execute(ask, (c,))]


def _known(db: sqlite3.Connection, name: str) -> bool:
    return db.execute("SELECT 1 FROM matter WHERE id = ?", (name,)).fetchone() is not None


def _keep(db: sqlite3.Connection, matter: Matter, anchors: Sequence[tuple[object, ...]], at: str) -> None:
    # Nothing of it is told: what it rests on may not be in this ledger.
    bare = replace(matter, positions=(), reason="", reasons=(), unsure=(), disputed=(), conceded_by=(), firm=0, loose=0)
    first, last = matter.date or (None, None)
    db.execute("INSERT OR IGNORE INTO incident VALUES (?, 0, ?)", (matter.incident, at))
    db.execute(
        "INSERT INTO matter VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (matter.id, matter.incident, matter.kind, matter.claim_kind, storable(matter.place), first, last,
         matter.status, json.dumps(as_json(bare)), at),
    )  # fmt: skip
    owned = [(owner, *anchor) for owner in (matter.id, matter.incident) for anchor in anchors]
    db.executemany("INSERT OR IGNORE INTO anchor VALUES (?, ?, ?, ?, ?)", owned)
