"""Which filters did somebody give a name, and when did each person look at them last?

Kept in the ledger, not beside it: whoever shares the file shares them, `forget` reaches them, and no file elsewhere
tells what was searched for. In a ledger that cannot be written they are there, and stay as they are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote_plus

from rashomon.errors import RashomonError
from rashomon.ledger.core.file import Ledger, asking, in_words, writing
from rashomon.ledger.core.name_search import mentions, redacted
from rashomon.ledger.core.rows import iso, storable

LONGEST_NAME, LONGEST_QUERY = 80, 4000
MOST = 100
"""Views in one ledger: each is counted on the desk."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A filter with a name: its query string, who saved it and when, and when the person who asks looked last."""

    name: str
    query: str
    by: str
    at: str
    looked: str | None


@in_words
def saved_views(ledger: Ledger, by: str) -> list[Saved]:
    """All views, by name. `looked` is of the person `by`; None where that person never did."""
    with asking(ledger) as db:
        rows = db.execute(
            "SELECT name, query, view.by, view.at, looked.at FROM view"
            " LEFT JOIN looked ON looked.view = name AND looked.by = ? ORDER BY name",
            (by,),
        )
        return [Saved(*row) for row in rows]


@in_words
def save_view(ledger: Ledger, name: str, query: str, *, by: str, now: datetime) -> str:
    """Gives a filter a name, and returns the name as it is kept. Whoever saves it has looked at it.

    Raises RashomonError where the name is empty, too long or taken by another filter, or there are too many views.
    """
    name = storable(" ".join(name.split())) or ""
    if not name or len(name) > LONGEST_NAME or len(query) > LONGEST_QUERY:
        why = "it has no name" if not name else "it is too long"
        raise RashomonError("The view", why, f"Give it a name of up to {LONGEST_NAME} characters.")
    with writing(ledger) as db:
        there = db.execute("SELECT query, by FROM view WHERE name = ?", (name,)).fetchone()
        if there and there[0] != query:
            raise RashomonError(
                f"The view “{name}”", f"{there[1]} saved another filter under this name", "Take another name."
            )
        if not there and db.execute("SELECT count(*) FROM view").fetchone()[0] >= MOST:
            raise RashomonError(f"The view “{name}”", f"there are {MOST} already", "Delete one that nobody needs.")
        db.execute("INSERT OR IGNORE INTO view VALUES (?, ?, ?, ?)", (name, query, storable(by), iso(now)))
        _look(db, name, by, iso(now))
    return name


@in_words
def drop_view(ledger: Ledger, name: str) -> None:
    """Deletes a view. What it listed stays where it is; a view that is gone already is no error."""
    with writing(ledger) as db:
        db.execute("DELETE FROM view WHERE name = ?", (name,))


@in_words
def look(ledger: Ledger, name: str, *, by: str, at: str) -> None:
    """Notes that a person has looked at a view as it was at this instant (ISO UTC); never an earlier one than before.

    Raises RashomonError where somebody deleted the view.
    """
    with writing(ledger) as db:
        if not db.execute("SELECT 1 FROM view WHERE name = ?", (name,)).fetchone():
            raise RashomonError(f"The view “{name}”", "there is none of this name", "Somebody deleted it meanwhile.")
        _look(db, name, by, at)


def _look(db: sqlite3.Connection, name: str, by: str, at: str) -> None:
    db.execute(
        "INSERT INTO looked VALUES (?, ?, ?) ON CONFLICT (view, by) DO UPDATE SET at = max(at, excluded.at)",
        (name, storable(by), at),
    )


def strike_views(db: sqlite3.Connection, names: Sequence[str]) -> None:
    """For `forget`: no view that names a person or looks for one, and no marks of that person."""
    for name, query, by in db.execute("SELECT name, query, by FROM view").fetchall():
        if mentions(name, names) or mentions(unquote_plus(query), names):
            db.execute("DELETE FROM view WHERE name = ?", (name,))
        elif mentions(by, names):
            db.execute("UPDATE view SET by = ? WHERE name = ?", (redacted(by, names), name))
    for table in ("looked", "unsure"):
        for (by,) in db.execute(f"SELECT DISTINCT by FROM {table}").fetchall():  # noqa: S608 - our names
            if mentions(by, names):
                db.execute(f"DELETE FROM {table} WHERE by = ?", (by,))  # noqa: S608 - our names
