"""Which matters are there, how many of each sort, and which claim is to be looked at next? Fast, for the desk."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import numpy as np

from rashomon.ledger.asking import fts_words
from rashomon.ledger.boxes import IN_BOX, PLOTTED, Box, numbers_of
from rashomon.ledger.file import Ledger, asking, in_words, writing
from rashomon.ledger.records import sentence
from rashomon.ledger.tables import LINE
from rashomon.ledger.tables import fresh as _fresh
from rashomon.ledger.tables import held as _held
from rashomon.ledger.tables import once as _once

Numbers = np.ndarray[Any, np.dtype[np.int32]]

Review = Literal["unreviewed", "in_part", "reviewed", "signed_off", "set_aside"]
Sort = Literal["status", "date", "changed", "place"]
REVIEWS: tuple[Review, ...] = get_args(Review)
SORTS: tuple[Sort, ...] = get_args(Sort)
FACETS = ("status", "kind", "place", "camp", "review")
Queue = Literal["unreviewed", "flagged", "ruled", "all"]
QUEUES: tuple[Queue, ...] = get_args(Queue)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list. Within a field any of the values, across fields all of them; empty is no filter."""

    status: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    """A kind of matter, or of its claims."""
    place: tuple[str, ...] = ()
    """The name of its place, whole, in any case."""
    camp: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    """Of `REVIEWS`. Matters that were set aside are listed only where this says so."""
    words: str = ""
    """Of statements and speakers as in `search`; or part of a place's name; or a matter's id."""
    since: str | None = None
    """A day or an instant: what is new or changed from then on."""
    days: tuple[str | None, str | None] = (None, None)
    """From and to, as ISO days, both included: what may have happened then. Where a matter has one day, open towards
    the past or what comes, that day counts; a matter with none fits no days."""
    at: str = ""
    """The id of its place in the gazetteer, or the name of a place that is in none."""
    bbox: Box | None = None
    """The circle in which its place lies reaches into it. Known to a country only, or to no point: in no box."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A matter as a line of a list."""

    id: str
    question: str
    kind: str
    claim_kind: str
    status: str
    disputed: tuple[str, ...]
    place: str | None
    place_id: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    precision: str
    date: tuple[str | None, str | None]
    camps: tuple[str, ...]
    reports: int
    review: Review
    changed: str


@dataclass(frozen=True, slots=True)
class Queued:
    """A claim to be looked at: the matter that it answers, if any, and how many of its queue are left with it."""

    claim: str
    matter: str | None
    left: int


@in_words
def listed(
    ledger: Ledger, wanted: Wanted, *, sort: Sort = "status", limit: int = 50, offset: int = 0
) -> tuple[int, list[Listed]]:
    """How many matters fit, and a page of them."""
    _prepare(ledger, wanted)
    total = len(numbers(ledger, wanted))
    with asking(ledger) as db:
        where, values = _where(wanted)
        ask = f"SELECT n FROM temp.line m WHERE {where} ORDER BY {ORDERS[sort]} LIMIT ? OFFSET ?"  # noqa: S608
        return total, _lines(db, [row[0] for row in db.execute(ask, (*values, limit, offset))])


@in_words
def how_many(ledger: Ledger, wanted: Wanted) -> int:
    """How many matters fit; kept until the ledger moves on, so that many filters can be counted on one page."""
    _fresh(ledger)
    ask = f"how many {wanted}"
    if not ledger.db.execute("SELECT 1 FROM temp.answer WHERE ask = ?", (ask,)).fetchone():
        _prepare(ledger, wanted)

    def counted(db: sqlite3.Connection) -> int:
        where, values = _where(wanted)
        return int(db.execute(f"SELECT count(*) FROM temp.line m WHERE {where}", values).fetchone()[0])  # noqa: S608

    return int(_once(ledger, ask, counted))


@in_words
def fitting(ledger: Ledger, wanted: Wanted) -> list[str]:
    """Ids of all matters that fit, in the order of the list."""
    _prepare(ledger, wanted)
    with asking(ledger) as db:
        where, values = _where(wanted)
        return [r[0] for r in db.execute(f"SELECT id FROM temp.line m WHERE {where} ORDER BY rank, n", values)]  # noqa: S608


@in_words
def facets(ledger: Ledger, wanted: Wanted, most: int = 12) -> dict[str, list[tuple[str, int]]]:
    """For each of `FACETS` its values with the number of matters that fit the other filters; the commonest first."""
    _prepare(ledger, wanted)

    return {name: _counted(ledger, wanted, name, most) for name in FACETS}


def numbers(ledger: Ledger, wanted: Wanted, aside: bool = False) -> Numbers:
    """The lines that fit, in no order; `_prepare` comes first. `aside`: those set aside, too, where nothing else is
    wanted of the review. Asked of SQLite once for the count, all facets and the map."""
    where, values = _where(wanted, aside)
    ask = f"SELECT m.n FROM temp.line m WHERE {where}"  # noqa: S608
    return _held(
        ledger,
        f"numbers {aside} {wanted}",
        lambda db: np.fromiter((n for (n,) in db.execute(ask, values)), dtype=np.int32),
    )


def _coded(db: sqlite3.Connection, column: str) -> tuple[Numbers, list[str | None]]:
    """The values of a column, each once, and by number of the line which of them it has."""
    rows = db.execute(f"SELECT n, {column} FROM temp.line NOT INDEXED").fetchall()  # noqa: S608
    number: dict[str | None, int] = {}
    codes = np.zeros(len(rows) + 1, dtype=np.int32)  # lines are numbered from 1
    for n, value in rows:
        codes[n] = number.setdefault(value, len(number))
    return codes, list(number)


def _counted(ledger: Ledger, wanted: Wanted, name: str, most: int) -> list[tuple[str, int]]:
    codes, called = _held(ledger, f"codes {name}", lambda db: _coded(db, COLUMNS[name]), name in RULED)
    aside = name == "review" and "set_aside" in called
    found = np.bincount(codes[numbers(ledger, _without(wanted, name), aside)], minlength=len(called)).tolist()
    counted = sorted(
        ((str(value), n) for value, n in zip(called, found, strict=True) if n and value is not None),
        key=lambda c: (-c[1], c[0]),
    )
    if name == "camp":  # counted by all camps that a matter has
        each: Counter[str] = Counter()
        for camps, number in counted:
            each.update(dict.fromkeys(filter(None, camps.split("\n")), number))
        counted = sorted(each.items(), key=lambda c: (-c[1], c[0]))
    chosen = {str(v).casefold() for v in getattr(wanted, name)}
    kept = counted[:most] + [c for c in counted[most:] if str(c[0]).casefold() in chosen]
    # What was chosen stays in the list, so that it can be dropped where nothing fits it.
    there = {str(value).casefold() for value, _number in kept}
    kept += [(v, 0) for v in getattr(wanted, name) if str(v).casefold() not in there]
    return [(str(value), int(number)) for value, number in kept]


COLUMNS = {"status": "status", "kind": "claim_kind", "place": "place", "camp": "camps", "review": "review"}
RULED = ("status", "review")
"""Those that decisions change."""
ORDERS: Mapping[Sort, str] = {
    "status": "rank, n",
    "date": "day_to IS NULL, day_to DESC, day_from DESC, n",
    "changed": "changed DESC, n",
    "place": "place IS NULL, place, n",
}


@in_words
def standing_of(ledger: Ledger) -> tuple[dict[str, int], tuple[int, int]]:
    """Matters by status (without those set aside); and of the claims, how many a person ruled on, of how many."""
    _fresh(ledger)

    def counted(db: sqlite3.Connection) -> list[Any]:
        by = dict(db.execute("SELECT status, count(*) FROM temp.line WHERE review <> 'set_aside' GROUP BY status"))
        return [by, db.execute("SELECT (SELECT count(*) FROM temp.ruled), claims FROM temp.made").fetchone()]

    by, (ruled, claims) = _once(ledger, "standing", counted)
    return by, (ruled, claims)


@in_words
def of_claims(ledger: Ledger, claims: Iterable[str], limit: int = 200) -> list[Listed]:
    """The matters that these claims answer, in the order of the list."""
    _fresh(ledger)
    with asking(ledger) as db:
        ask = "SELECT m.n, m.rank FROM matter_claim mc JOIN temp.line m ON m.id = mc.matter WHERE mc.claim = ?"
        found = {row for c in claims for row in db.execute(ask, (c,)).fetchall()}
        return _lines(db, [n for n, _ in sorted(found, key=lambda r: (r[1], r[0]))[:limit]])


@in_words
def next_claim(
    ledger: Ledger, wanted: Wanted, *, queue: Queue = "unreviewed", after: str | None = None, back: bool = False
) -> Queued | None:
    """The first claim of the queue after (or, `back`, the last before) a claim, going round at the end; None: empty.

    Claims of disputed matters come first, then by the order of the list; claims that answer no matter come last.
    """
    _fresh(ledger, "queue")
    _prepare(ledger, wanted)
    where, values = _where(wanted)
    of, values = (
        (f"temp.queue q WHERE {WANTED_CLAIMS[queue]}", ())
        if wanted == Wanted()
        else (
            f"temp.queue q WHERE {WANTED_CLAIMS[queue]} AND q.line IN (SELECT m.n FROM temp.line m WHERE {where})",  # noqa: S608
            values,
        )
    )
    count = f"SELECT count(*) FROM {of}"  # noqa: S608
    left = int(_once(ledger, f"left {queue} {wanted}", lambda db: db.execute(count, values).fetchone()[0]))
    with asking(ledger) as db:
        at = db.execute("SELECT n FROM temp.queue WHERE claim = ?", (after,)).fetchone() if after else None
        ask, order = ("q.n < ?", "DESC") if back else ("q.n > ?", "ASC")
        start = at[0] if at else (1 << 60 if back else 0)
        for begin in (start, 1 << 60 if back else 0):
            row = db.execute(
                f"SELECT q.claim, q.line FROM {of} AND {ask} ORDER BY q.n {order} LIMIT 1",  # noqa: S608
                (*values, begin),
            ).fetchone()
            if row:
                matter = db.execute("SELECT id FROM temp.line WHERE n = ?", (row[1],)).fetchone()
                return Queued(row[0], matter and matter[0], left)
    return None


WANTED_CLAIMS: Mapping[Queue, str] = {
    "unreviewed": "q.verb IS NULL",
    "flagged": "q.flagged",
    "ruled": "q.verb IS NOT NULL",
    "all": "1",
}


@in_words
def is_flagged(ledger: Ledger, claim: str) -> bool:
    """Whether somebody put a flag on this claim."""
    return ledger.db.execute(f"SELECT 1 FROM flag {_FLAGGED}", (claim,)).fetchone() is not None  # noqa: S608


_FLAGGED = (
    "WHERE (report, span_start, span_end, kind) IN (SELECT report, trigger_start, trigger_end, kind FROM claim"
    " WHERE id = ?)"
)


@in_words
def flag(ledger: Ledger, claim: str, up: bool, at: str) -> None:
    """Puts a flag on a claim, or takes it down. No ruling: nothing else changes. `at` is an instant in ISO UTC."""
    with writing(ledger) as db:
        if up:
            db.execute(
                "INSERT OR IGNORE INTO flag SELECT report, trigger_start, trigger_end, kind, ? FROM claim WHERE id = ?",
                (at, claim),
            )
        else:
            db.execute(f"DELETE FROM flag {_FLAGGED}", (claim,))  # noqa: S608


# What is asked for, as SQL


def _where(wanted: Wanted, aside: bool = False) -> tuple[str, tuple[Any, ...]]:
    """A condition on `m`, a row of `line`. Only values are put in, never words of SQL."""
    parts: list[str] = ["1"]
    values: list[str | float] = []

    def among(column: str, given: Sequence[str], nocase: str = "") -> str:
        values.extend(given)
        return f"{column} IN ({', '.join('?' * len(given))}){nocase}"

    if wanted.status:
        parts.append(among("m.status", wanted.status))
    if wanted.kind:
        parts.append(f"({among('m.kind', wanted.kind)} OR {among('m.claim_kind', wanted.kind)})")
    if wanted.place:
        parts.append(among("m.folded", [p.casefold() for p in wanted.place]))
    if wanted.camp:
        parts.append(f"({' OR '.join(['instr(m.camps, ?)'] * len(wanted.camp))})")
        values.extend(f"\n{c}\n" for c in wanted.camp)
    if wanted.review:
        parts.append(among("m.review", wanted.review))
    elif not aside:
        parts.append("m.review <> 'set_aside'")
    if wanted.since:
        parts.append("m.changed >= ?")
        values.append(wanted.since)
    for day, ask in zip(wanted.days, DAYS, strict=True):
        if day:
            parts.append(ask)
            values.append(day)
    if wanted.at:
        parts.append("m.n IN (SELECT n FROM temp.line WHERE coalesce(place_id, place) = ?)")
        values.append(wanted.at)
    if wanted.bbox:
        parts.append("m.n IN (SELECT n FROM temp.there)")
    if wanted.words.strip():
        parts.append("m.n IN (SELECT n FROM temp.hit)")
    return " AND ".join(parts), tuple(values)


DAYS = ("coalesce(m.day_to, m.day_from) >= ?", "coalesce(m.day_from, m.day_to) <= ?")


def _prepare(ledger: Ledger, wanted: Wanted) -> None:
    """Makes sure that the tables are of the ledger as it is, and looks the words up."""
    if words := wanted.words.strip():
        _fresh(ledger, "told")
        _look_up(ledger.db, words)
    else:
        _fresh(ledger)
    if wanted.at:
        ledger.db.execute("CREATE INDEX IF NOT EXISTS temp.line_at ON line (coalesce(place_id, place))")
    if wanted.bbox:
        _look_in(ledger.db, wanted.bbox)


def _look_in(db: sqlite3.Connection, box: Box) -> None:
    """Puts the matters that may lie in a box into `there`, unless it was looked into last."""
    db.execute("CREATE TABLE IF NOT EXISTS temp.there (n INTEGER PRIMARY KEY)")
    db.execute("CREATE TABLE IF NOT EXISTS temp.looked_in (box)")
    asked = repr((box, db.execute("SELECT gathered, past FROM temp.made").fetchone()))
    if (last := db.execute("SELECT box FROM temp.looked_in").fetchone()) and last[0] == asked:
        return
    db.execute("DELETE FROM temp.there")
    db.execute(f"INSERT INTO temp.there SELECT m.n FROM temp.line m WHERE {PLOTTED} AND {IN_BOX}", numbers_of(box))  # noqa: S608
    db.execute("DELETE FROM temp.looked_in")
    db.execute("INSERT INTO temp.looked_in VALUES (?)", (asked,))


def _without(wanted: Wanted, name: str) -> Wanted:
    fields: dict[str, Any] = {name: ()}
    return replace(wanted, **fields)


def _look_up(db: sqlite3.Connection, words: str) -> None:
    """Puts the matters that words are found in into `hit`, unless they are what was looked up last."""
    if (last := db.execute("SELECT words FROM temp.made").fetchone()) and last[0] == words:
        return
    db.execute("DELETE FROM temp.hit")
    db.execute(
        "INSERT OR IGNORE INTO temp.hit SELECT n FROM temp.line WHERE id = ?1 OR instr(folded, ?2)",
        (words.upper(), words.casefold()),
    )
    if wanted := fts_words(words):
        db.execute(
            "INSERT OR IGNORE INTO temp.hit SELECT line FROM statement_words w CROSS JOIN temp.told t"
            " ON t.statement = w.rowid WHERE statement_words MATCH ?",
            (wanted,),
        )
    db.execute("UPDATE temp.made SET words = ?", (words,))


def _lines(db: sqlite3.Connection, numbers: Sequence[int]) -> list[Listed]:
    found = []
    for n in numbers:
        row = db.execute(
            "SELECT m.*, body FROM temp.line m JOIN matter ON matter.id = m.id WHERE m.n = ?", (n,)
        ).fetchone()
        told = dict(zip(LINE, row[:-1], strict=True))
        body = json.loads(row[-1])
        positions = body["positions"]
        found.append(
            Listed(
                **{k: told[k] for k in ("id", "kind", "claim_kind", "status", "place", "place_id", "lat", "lon")},
                **{k: told[k] for k in ("radius_km", "review", "changed")},
                precision=told["precision"] or "unresolved",
                question=sentence(body, "question"),
                disputed=tuple(body["disputed"]),
                date=(told["day_from"], told["day_to"]),
                camps=tuple(dict.fromkeys(p["camp"] for p in positions)),
                reports=len({r for p in positions for r in p["report_ids"]}),
            )
        )
    return found
