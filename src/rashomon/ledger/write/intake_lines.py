"""Writing down what became of each thing that came in, in the transaction that stores it, or that alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rashomon.ledger.core.file import Ledger, in_words, writing
from rashomon.ledger.core.rows import iso, storable

How = Literal["new", "edition", "alias", "same", "refused", "not_stored", "skipped"]
Way = Literal["read", "desk", "follow"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is told of one thing that came in, beside what became of it."""

    batch: int
    input: str
    id: str
    dated: str | None = None
    characters: int | None = None
    furniture: int | None = None
    kept: float | None = None
    guessed: Sequence[str] = ()
    notes: Sequence[str] = ()


@in_words
def begin(ledger: Ledger, way: Way, *, by: str | None, now: datetime) -> int:
    """A round of adding; returns its number."""
    with writing(ledger) as db:
        return new_batch(db, way, by, now)


def new_batch(db: sqlite3.Connection, way: Way, by: str | None, now: datetime) -> int:
    row = db.execute("INSERT INTO batch (at, by, way) VALUES (?, ?, ?)", (iso(now), storable(by), way))
    assert row.lastrowid is not None, "an INSERT has a row"
    return row.lastrowid


def note(db: sqlite3.Connection, entry: Entry, how: How, why: str, report: str | None, now: datetime) -> None:
    """Adds a line. One of what came before and changed nothing then either takes the place of that line."""
    db.execute(
        "INSERT OR REPLACE INTO intake (batch, at, input, id, how, why, report, dated, characters, furniture, kept,"
        " guessed, notes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            entry.batch, iso(now), storable(entry.input), storable(entry.id), how, storable(why), report, entry.dated,
            entry.characters, entry.furniture, entry.kept, _lines(entry.guessed), _lines(entry.notes),
        ),
    )  # fmt: skip


def _lines(some: Sequence[str]) -> str | None:
    """Texts as lines, which stay lines when a name is struck out of them."""
    return storable("\n".join(" ".join(text.split()) for text in some))


@in_words
def note_unstored(ledger: Ledger, entry: Entry, how: How, why: str, now: datetime) -> None:
    """Adds a line of what is not in the ledger: refused, not stored, skipped."""
    with writing(ledger) as db:
        note(db, entry, how, why, None, now)


# What waits to be read


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that the desk took in: bytes under a name that somebody gave them, or an address."""

    n: int
    batch: int
    name: str
    data: bytes | None
    """None: `name` is an address, to be fetched."""
    published: str | None
    outlet: str | None
    by: str | None


@in_words
def take_in(
    ledger: Ledger,
    some: Sequence[tuple[str, bytes | None]],
    *,
    published: str | None,
    outlet: str | None,
    by: str | None,
    now: datetime,
) -> int:
    """Keeps names with their bytes, or addresses with none, to be read; returns the number of their round."""
    with writing(ledger) as db:
        batch = new_batch(db, "desk", by, now)
        db.executemany(
            "INSERT INTO waiting (batch, name, data, published, outlet) VALUES (?, ?, ?, ?, ?)",
            [(batch, storable(name), data, published, storable(outlet)) for name, data in some],
        )
        return batch


@in_words
def next_waiting(ledger: Ledger) -> Waiting | None:
    """The oldest of what waits to be read."""
    row = ledger.db.execute(
        "SELECT w.n, w.batch, w.name, w.data, w.published, w.outlet, b.by FROM waiting w JOIN batch b ON b.n = w.batch"
        " ORDER BY w.n LIMIT 1"
    ).fetchone()
    return Waiting(*row) if row else None


@in_words
def was_read(ledger: Ledger, n: int) -> None:
    """It waits no more."""
    with writing(ledger) as db:
        db.execute("DELETE FROM waiting WHERE n = ?", (n,))
