"""The shelves: rows by which the ledger finds what a report bears on, as `rashomon.matters.blocking` compares tellings.

They are made of readings and rulings, and are written with the matters they belong to, in one transaction. Reports are
named by their number here, so that a report that gets another key keeps its rows.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from rashomon.ledger.core.file import meta, set_meta
from rashomon.matters.blocking import CROWD, Key, shelves
from rashomon.matters.incidents import shelved_as, window_of
from rashomon.matters.origins import COMMON, Runs
from rashomon.matters.report_events import Telling
from rashomon.version import __version__
from rashomon.world import World

Shelf = tuple[int, int]
"""The number of a key, and a slot of days."""

AROUND = (-1, 0, 1)
"""The slots in which a telling looks for others, from its own."""

MANY = 500
"""Values in one query."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A telling as the ledger keeps it: its claims in their order, and the keys it is filed under and looks under."""

    id: int
    report: int
    nth: int
    component: int
    claims: tuple[str, ...]
    slot: int
    filed: tuple[int, ...]
    looked: tuple[int, ...]

    def stands_on(self) -> Iterator[Shelf]:
        return ((key, self.slot) for key in self.filed)

    def looks_on(self) -> Iterator[Shelf]:
        return ((key, self.slot + beside) for key in self.looked for beside in AROUND)


COLUMNS = "id, report, nth, component, claims, slot, filed, looked"


def method(world: World) -> str:
    """What gathering depends on besides the readings. Shelves that another method filled are made anew."""
    return f"{__version__} {_code()} {world.sha256}"


@cache
def _code() -> str:
    digest = hashlib.sha256()
    room = resources.files("rashomon.matters")
    for file in sorted((f for f in room.iterdir() if f.name.endswith((".py", ".toml"))), key=lambda f: f.name):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def number_of(name: str, key: Key) -> int:
    """A key among tellings of one name as 64 bits. Two keys of one number only make more be looked at than need be."""
    return int.from_bytes(hashlib.blake2b(repr((name, key)).encode(), digest_size=8).digest(), "big", signed=True)


def shelved(telling: Telling, id_: int, report: int, nth: int, component: int, known: dict[object, int]) -> Shelved:
    """A telling as a row. `known` keeps numbers of keys from one call to the next."""
    name = shelved_as(telling.family, telling.accounts)
    filed, looked, slot = shelves(telling, window_of(telling.family, name))

    def numbers(keys: Iterable[Key]) -> tuple[int, ...]:
        found = []
        for key in dict.fromkeys(keys):
            if (name, key) not in known:
                known[name, key] = number_of(name, key)
            found.append(known[name, key])
        return tuple(found)

    claims = tuple(a.claim.id for a in telling.accounts)
    return Shelved(id_, report, nth, component, claims, slot, numbers(filed), numbers(looked))


# Asking


def is_shelved(db: sqlite3.Connection, world: World) -> bool:
    return meta(db, "shelved") == method(world)


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Values, as many at a time as go into one query."""
    listed = list(values)
    return (listed[i : i + MANY] for i in range(0, len(listed), MANY))


def asked(db: sqlite3.Connection, sql: str, values: Iterable[Any]) -> Iterator[Any]:
    """The rows of a query that has one IN, written as {}, for any number of values."""
    for some in chunks(values):
        yield from db.execute(sql.format(f"({', '.join('?' * len(some))})"), some).fetchall()


def tellings_in(db: sqlite3.Connection, column: str, values: Iterable[int]) -> list[Shelved]:
    """The tellings with one of these values in `id`, `report` or `component`."""
    rows = asked(db, f"SELECT {COLUMNS} FROM telling WHERE {column} IN {{}}", values)  # noqa: S608 - our names
    return [
        Shelved(id_, report, nth, component, tuple(json.loads(claims)), slot, _unpacked(filed), _unpacked(looked))
        for id_, report, nth, component, claims, slot, filed, looked in rows
    ]


def on(db: sqlite3.Connection, shelf: Shelf) -> set[int]:
    """The tellings that stand on a shelf."""
    return {row[0] for row in db.execute("SELECT telling FROM shelf WHERE key = ? AND looks = 0 AND slot = ?", shelf)}


def looking_on(db: sqlite3.Connection, shelf: Shelf) -> set[int]:
    """The tellings that look for others on a shelf."""
    key, slot = shelf
    ask = "SELECT telling FROM shelf WHERE key = ? AND looks = 1 AND slot BETWEEN ? AND ?"
    return {row[0] for row in db.execute(ask, (key, slot + AROUND[0], slot + AROUND[-1]))}


def crowd_on(db: sqlite3.Connection, shelf: Shelf) -> int:
    """How many stand on a shelf."""
    ask = "SELECT count(*) FROM shelf WHERE key = ? AND looks = 0 AND slot = ?"
    return int(db.execute(ask, shelf).fetchone()[0])


def compared_with(db: sqlite3.Connection, telling: Shelved) -> set[int]:
    """All tellings that this one may be compared with, and some that it is not."""
    found: set[int] = set()
    for shelf in telling.looks_on():
        found |= on(db, shelf)
    for shelf in telling.stands_on():
        found |= looking_on(db, shelf)
    return found


def texts_in(db: sqlite3.Connection, reports: Iterable[int]) -> dict[int, tuple[int, Runs]]:
    """For each of these reports that tells something: the first of its near-copies, and its runs."""
    rows = asked(db, "SELECT report, copy_of, runs FROM text_shelved WHERE report IN {}", reports)
    return {report: (first, np.frombuffer(runs, dtype=np.uint64)) for report, first, runs in rows}


def copies_of(db: sqlite3.Connection, firsts: Iterable[int]) -> dict[int, int]:
    """All reports of these groups of near-copies, with the first of their group."""
    return dict(asked(db, "SELECT report, copy_of FROM text_shelved WHERE copy_of IN {}", firsts))


def holders_of(db: sqlite3.Connection, runs: Iterable[int]) -> dict[int, list[int]]:
    """For each run that reports hold (signed, as SQLite has numbers), the reports."""
    found: dict[int, list[int]] = {}
    for run, report in asked(db, "SELECT run, report FROM run WHERE run IN {}", runs):
        found.setdefault(run, []).append(report)
    return found


def signed(runs: Runs) -> list[int]:
    listed: list[int] = runs.view(np.int64).tolist()
    return listed


# Writing


def touch(db: sqlite3.Connection, reports: Iterable[int]) -> None:
    """Marks reports, so that the next gathering gathers anew what they tell."""
    db.executemany("INSERT INTO touched (report) VALUES (?)", [(n,) for n in sorted(set(reports))])


def touch_ruled(db: sqlite3.Connection, decision: int) -> None:
    """Marks the reports that a decision is about, in all their editions."""
    db.execute(
        "INSERT INTO touched (report) SELECT n FROM report WHERE edition_of IN"
        " (SELECT edition_of FROM report JOIN decision_claim ON report = key WHERE decision = ?)",
        (decision,),
    )


def empty(db: sqlite3.Connection) -> None:
    """Takes all shelves away: the next gathering makes them anew, with all matters."""
    for table in ("telling", "shelf", "text_shelved", "run"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - our names
    _moved(db)
    set_meta(db, "shelved", "")


def shelve(
    db: sqlite3.Connection,
    method_: str,
    texts: Mapping[int, tuple[int, Runs]],
    tellings: Sequence[Shelved],
    components: Mapping[int, int],
) -> None:
    """Puts tellings and texts on the shelves. `components` are those of tellings that stand there already."""
    # in the order of the tables' own keys: a large archive is filed many times quicker so
    db.executemany(
        "INSERT INTO text_shelved VALUES (?, ?, ?) ON CONFLICT (report) DO UPDATE SET copy_of = excluded.copy_of",
        [(report, first, runs.tobytes()) for report, (first, runs) in sorted(texts.items(), key=lambda item: item[0])],
    )
    db.executemany(
        "INSERT OR IGNORE INTO run VALUES (?, ?)", sorted((r, n) for n, t in texts.items() for r in signed(t[1]))
    )
    db.executemany(
        "INSERT INTO telling VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (t.id, t.report, t.nth, t.component, json.dumps(t.claims), t.slot, _packed(t.filed), _packed(t.looked))
            for t in tellings
        ],
    )
    db.executemany(
        "INSERT INTO shelf VALUES (?, ?, ?, ?)",
        sorted(
            (k, looks, t.slot, t.id) for t in tellings for looks, keys in enumerate((t.filed, t.looked)) for k in keys
        ),
    )
    db.executemany("UPDATE telling SET component = ? WHERE id = ?", [(c, i) for i, c in components.items()])
    _moved(db)
    set_meta(db, "shelved", method_)


def unshelve(db: sqlite3.Connection, reports: Collection[int]) -> None:
    """Takes what these reports tell off the shelves."""
    for report, (_, runs) in texts_in(db, reports).items():
        db.executemany("DELETE FROM run WHERE run = ? AND report = ?", [(r, report) for r in signed(runs)])
        db.execute("DELETE FROM text_shelved WHERE report = ?", (report,))
    for t in tellings_in(db, "report", reports):
        places = [(k, looks, t.slot, t.id) for looks, keys in enumerate((t.filed, t.looked)) for k in keys]
        db.executemany("DELETE FROM shelf WHERE key = ? AND looks = ? AND slot = ? AND telling = ?", places)
        db.execute("DELETE FROM telling WHERE id = ?", (t.id,))
    _moved(db)


def leave_no_trace(db: sqlite3.Connection, keys: Collection[str]) -> None:
    """Takes reports that are about to be forgotten off the shelves, and marks all others that they bore on."""
    reports = {row[0] for row in asked(db, "SELECT n FROM report WHERE key IN {}", keys)}
    if meta(db, "shelved"):
        others = {n for t in tellings_in(db, "component", components_of(db, reports)) for n in (t.report,)}
        texts = texts_in(db, reports)
        others |= copies_of(db, {first for first, _ in texts.values()}).keys()
        for held in holders_of(db, {r for _, runs in texts.values() for r in signed(runs)}).values():
            if len(held) > COMMON >= len(set(held) - reports):
                others |= set(held)
        ids: set[int] = set()
        for shelf in {s for t in tellings_in(db, "report", reports) for s in t.stands_on()}:
            if crowd_on(db, shelf) > CROWD:
                ids |= on(db, shelf) | looking_on(db, shelf)
        others |= {row[0] for row in asked(db, "SELECT report FROM telling WHERE id IN {}", ids)}
        touch(db, others)
    unshelve(db, reports)


def components_of(db: sqlite3.Connection, reports: Iterable[int]) -> set[int]:
    return {row[0] for row in asked(db, "SELECT component FROM telling WHERE report IN {}", reports)}


def _moved(db: sqlite3.Connection) -> None:
    """A plan made before this is not to be carried out any more."""
    set_meta(db, "shelvings", int(meta(db, "shelvings")) + 1)


def _packed(numbers: Sequence[int]) -> bytes:
    return np.array(numbers, dtype=np.int64).tobytes()


def _unpacked(data: bytes) -> tuple[int, ...]:
    return tuple(np.frombuffer(data, dtype=np.int64).tolist())
