"""What each report tells of who is private, and what all of them together: kept, so that no file waits for it.

What a report tells is found out by the sharing room, which gives the function; here it is kept, and summed up. SQLite's
triggers take it away where a report changes or is read otherwise, and keep the sums true (migrations 006 and 007).
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from rashomon.ledger.core.file import Ledger, asking, in_words, meta, set_meta, writing
from rashomon.ledger.core.queries import read_some
from rashomon.model import Reading, Report


class Tells(NamedTuple):
    """What one report tells. Persons are texts that the sharing room makes and reads; the rest are ids of claims."""

    outlet: str | None
    author: str | None
    published: str | None
    named: tuple[str, ...]
    withheld: tuple[str, ...]
    sensitive: tuple[str, ...]


Tell = Callable[[Report, Reading], Tells]
Sums = Mapping[str, Counter[str]]
"""By `outlet`, `author`, `published`, `named`: each value, how many reports tell it."""

AT_ONCE = 50
"""Reports in one transaction: others that write wait for it."""


@in_words
def hear(ledger: Ledger, method: str, tell: Tell) -> bool:
    """Keeps what some more reports tell, by the method of this name; returns whether more are left."""
    with asking(ledger) as db:
        if not unheard(db, method, 1):
            return False
    with writing(ledger) as db:
        if meta(db, "told") != method:
            db.execute("DELETE FROM heard")  # so that its rows need not be taken back one by one
            db.execute("DELETE FROM told")
            set_meta(db, "told", method)
        todo = unheard(db, method, AT_ONCE + 1)
        for report, reading in read_some(db, todo[:AT_ONCE]).values():
            told = tell(report, reading)
            texts = [json.dumps(x, ensure_ascii=False) for x in told[3:]]
            db.execute(
                "INSERT INTO told (report, outlet, author, published, named, withheld, sensitive)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (report.key, *told[:3], *texts),
            )
    return len(todo) > AT_ONCE


def unheard(db: sqlite3.Connection, method: str, most: int = -1) -> list[str]:
    """Keys of reports that are read and of which is not kept what they tell, by this method; no more than `most`."""
    ask = (
        "SELECT report FROM reading WHERE body IS NOT NULL AND report NOT IN (SELECT key FROM report WHERE NOT current)"
    )
    if meta(db, "told") == method:
        ask += " AND NOT EXISTS (SELECT 1 FROM told WHERE told.report = reading.report)"
    return [row[0] for row in db.execute(f"{ask} LIMIT ?", (most,))]


def told_of(db: sqlite3.Connection, keys: Collection[str], method: str) -> dict[str, tuple[int, Tells]]:
    """What these reports tell, as far as it is kept, each with a number that is another one when it is another."""
    found: dict[str, tuple[int, Tells]] = {}
    for key in keys if meta(db, "told") == method else ():
        row = db.execute(
            "SELECT n, outlet, author, published, named, withheld, sensitive FROM told WHERE report = ?", (key,)
        ).fetchone()
        if row:
            named, withheld, sensitive = (tuple(json.loads(text)) for text in row[4:])
            found[key] = row[0], Tells(row[1], row[2], row[3], named, withheld, sensitive)
    return found


def heard_state(db: sqlite3.Connection) -> tuple[object, ...]:
    """Another one whenever what is kept is, or reports came that are not heard."""
    state: tuple[object, ...] = db.execute(
        "SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'told'), (SELECT count(*) FROM told),"
        " (SELECT value FROM meta WHERE name = 'told'), (SELECT value FROM meta WHERE name = 'generation')"
    ).fetchone()
    return state


def sums_of(db: sqlite3.Connection, method: str) -> dict[str, Counter[str]]:
    """What the reports of which it is kept tell together."""
    found = no_sums()
    if meta(db, "told") == method:
        for what, value, reports in db.execute("SELECT what, value, reports FROM heard"):
            found[what][value] = reports
    return found


def no_sums() -> dict[str, Counter[str]]:
    return {what: Counter() for what in WHAT}


WHAT = ("outlet", "author", "published", "named")


def change(sums: Sums, told: Tells, by: int) -> None:
    """Adds what one report tells to the sums (`by` 1), or takes it from them (-1)."""
    for what, value in zip(WHAT[:3], told[:3], strict=True):
        if value is not None:
            sums[what][value] += by
    for value in told.named:
        sums["named"][value] += by
