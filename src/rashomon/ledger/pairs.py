"""Which two matters may be one, and of which did a person say already that they are, or are not?

Two matters are proposed where they ask the same at the same place within a week and stand for two happenings. A pair
that was ruled on is never proposed again, whatever its matters are called by now: the ruling is looked up by the
claims that they rest on, and where none of its words is found any more, by the names that the matters had.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from rashomon.errors import RashomonError
from rashomon.ledger.anchors import Anchor, Where, span_now
from rashomon.ledger.asking import now_called
from rashomon.ledger.close import chosen, decisions_with
from rashomon.ledger.decisions import Decision, standing
from rashomon.ledger.effects import Held, rulings_of
from rashomon.ledger.facets import Listed, Wanted, _lines, _prepare, _where
from rashomon.ledger.file import Ledger, asking, in_words, writing
from rashomon.ledger.tables import once as _once
from rashomon.ledger.writing import ADDED, frozen_text, iso, storable
from rashomon.matters import Ruling
from rashomon.matters.rulings import settle

DAYS = 7
"""How far apart two matters may lie in time to be proposed as one."""
MOST_PAIRS = 1000
"""Pairs are counted up to here: how many more there are helps nobody."""


@dataclass(frozen=True, slots=True)
class Joins:
    """What people ruled on what belongs together, by matters as they are called now."""

    groups: dict[str, frozenset[str]]
    """By matter: the sets of claims that somebody ruled to be one, of which it has some."""
    apart: dict[str, frozenset[str]]
    """By such a set: those that somebody ruled to be of another happening."""
    named: frozenset[frozenset[str]]
    """Pairs that were ruled on under their names, where the words are lost."""

    def settles(self, one: str, other: str) -> bool:
        """Whether somebody ruled these two the same or different: then they are not proposed."""
        mine, its = (self.groups.get(m, frozenset()) for m in (one, other))
        parted = any(self.apart.get(g, frozenset()) & its for g in mine)
        return bool(mine & its) or parted or frozenset((one, other)) in self.named


@dataclass(frozen=True, slots=True)
class Near:
    """The matters near one: those of its happening, and those that may be the same; of these, who is unsure, by id."""

    together: list[Listed]
    proposed: list[Listed]
    unsure: dict[str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two matters to be looked at, and how many pairs of the queue are left with them (no more than `MOST_PAIRS`)."""

    one: Listed
    other: Listed
    left: int
    unsure: str | None


@in_words
def near(ledger: Ledger, matter: str, most: int = 8) -> Near:
    """The matters near one, no more than `most` of each sort, the nearest in time first."""
    _prepare(ledger, Wanted())
    joins = _joins(ledger)
    with asking(ledger) as db:
        at = db.execute("SELECT n FROM temp.line WHERE id = ?", (matter,)).fetchone()
        if at is None:
            return Near([], [], {})
        together = db.execute(
            "SELECT o.n FROM temp.line m JOIN temp.line o ON o.incident = m.incident AND o.n <> m.n WHERE m.n = ?"
            " ORDER BY o.n LIMIT ?",
            (at[0], most),
        ).fetchall()
        rows = db.execute(
            f"SELECT m.id, o.id, o.n {_PAIRS} AND m.n = ? AND 'set_aside' NOT IN (m.review, o.review)"
            f" ORDER BY {_APART}, o.n",
            at,
        )
        free = [n for one, other, n in rows if not joins.settles(one, other)][:most]
        asked = _unsure(db)
        proposed = _lines(db, free)
        doubts = {o.id: asked[pair] for o in proposed if (pair := frozenset((matter, o.id))) in asked}
        return Near(_lines(db, [n for (n,) in together]), proposed, doubts)


@in_words
def next_pair(
    ledger: Ledger, wanted: Wanted, *, after: tuple[str, str] | None = None, unsure: bool = False
) -> Pair | None:
    """The first pair of the queue after a pair, going round at the end; None: the queue is empty.

    A pair is in the queue where one of its matters fits the filter. `unsure`: the queue of those that were put off.
    """
    _ready(ledger, wanted)
    joins = _joins(ledger)
    with asking(ledger) as db:
        asked = _unsure(db)

        def queue(start: int) -> Iterator[tuple[str, str, int, int]]:
            for one, other, m, o in _candidates(db, wanted, start):
                if not joins.settles(one, other) and (frozenset((one, other)) in asked) is unsure:
                    yield one, other, m, o

        found = next(queue(_position(db, after)), None) or next(queue(0), None)
        if found is None:
            return None
        left = sum(1 for _ in islice(queue(0), MOST_PAIRS))
        one, other = _lines(db, found[2:])
        return Pair(one, other, left, asked.get(frozenset((one.id, other.id))))


@in_words
def put_off(ledger: Ledger, one: str, other: str, *, by: str, now: datetime) -> None:
    """Notes that a person could not say whether two matters are the same. No ruling: they stay proposed, as unsure."""
    with writing(ledger) as db:
        names = sorted(now_called(db, m) or m for m in (one, other))
        there = [db.execute("SELECT 1 FROM matter WHERE id = ? AND live", (m,)).fetchone() for m in names]
        if not all(there) or names[0] == names[1]:
            raise RashomonError(f"{one} and {other}", "they are no two matters (any more)", "Go on to the next pair.")
        db.execute("INSERT OR REPLACE INTO unsure VALUES (?, ?, ?, ?)", (*names, storable(by), iso(now)))


# What is proposed, as SQL

_APART = "abs(julianday(coalesce(o.day_to, o.day_from)) - julianday(coalesce(m.day_to, m.day_from)))"
_PAIRS = (
    "FROM temp.line m CROSS JOIN temp.line o INDEXED BY line_folded ON o.folded = m.folded AND o.folded <> ''"
    " AND o.n <> m.n AND o.claim_kind = m.claim_kind AND o.kind = m.kind AND o.incident <> m.incident"
    f" WHERE {_APART} <= {DAYS}"
)


def _ready(ledger: Ledger, wanted: Wanted) -> None:
    """Makes the table of pairs where there is none of the matters as they are: in memory, as the other lists are."""
    _prepare(ledger, wanted)
    db = ledger.db
    now = db.execute("SELECT gathered, past FROM temp.made").fetchone()
    there = db.execute("SELECT 1 FROM sqlite_temp_schema WHERE name = 'paired'").fetchone()
    if there and db.execute("SELECT gathered, past FROM temp.paired").fetchone() == now:
        return
    db.execute("BEGIN")
    try:
        for name in ("pair", "paired"):
            db.execute(f"DROP TABLE IF EXISTS temp.{name}")
        db.execute("CREATE TABLE temp.pair (n INTEGER PRIMARY KEY, one, other)")
        db.execute(
            f"INSERT INTO temp.pair (one, other) SELECT m.n, o.n {_PAIRS} AND o.n > m.n ORDER BY m.n, {_APART}, o.n"
        )
        db.execute("CREATE INDEX temp.pair_one ON pair (one, other)")
        db.execute("CREATE TABLE temp.paired AS SELECT gathered, past FROM temp.made")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _candidates(db: sqlite3.Connection, wanted: Wanted, after: int) -> Iterator[tuple[str, str, int, int]]:
    """Pairs after a position, found one by one: whoever asks for the next does not wait for all."""
    where, values = _where(wanted)
    fit = f"(SELECT m.n FROM temp.line m WHERE {where})"  # noqa: S608
    fits, told = ("", ()) if wanted == Wanted() else (f" AND (p.one IN {fit} OR p.other IN {fit})", values * 2)
    yield from db.execute(
        "SELECT m.id, o.id, m.n, o.n FROM temp.pair p JOIN temp.line m ON m.n = p.one JOIN temp.line o ON o.n = p.other"  # noqa: S608
        f" WHERE p.n > ? AND m.review <> 'set_aside' AND o.review <> 'set_aside'{fits} ORDER BY p.n",
        (after, *told),
    )


def _position(db: sqlite3.Connection, pair: tuple[str, str] | None) -> int:
    """Where a pair stands in the queue; of one that was joined since, where its first matter begins."""
    if pair is None:
        return 0
    one, other = (
        db.execute("SELECT n FROM temp.line WHERE id = ?", (now_called(db, m) or m,)).fetchone() for m in pair
    )
    if one and other:
        there = db.execute("SELECT n FROM temp.pair WHERE (one, other) = (?, ?)", (*one, *other)).fetchone()
        if there:
            return int(there[0])
    row = db.execute("SELECT min(n) - 1 FROM temp.pair WHERE one >= ?", one).fetchone() if one else None
    return int(row[0] or 0) if row else 0


def _unsure(db: sqlite3.Connection) -> dict[frozenset[str], str]:
    """Pairs that somebody put off, as they are called now, with who did."""
    rows = db.execute("SELECT one, other, by FROM unsure").fetchall()
    return {frozenset(now_called(db, m) or m for m in (one, other)): by for one, other, by in rows}


# What was ruled


def _joins(ledger: Ledger) -> Joins:
    """What the decisions that hold say of pairs; kept until the ledger moves on."""
    told = _once(ledger, "joins", _told)
    return Joins(
        {m: frozenset(g) for m, g in told["groups"].items()},
        {g: frozenset(o) for g, o in told["apart"].items()},
        frozenset(frozenset(pair) for pair in told["named"]),
    )


def _told(db: sqlite3.Connection) -> dict[str, Any]:
    """`Joins` as JSON has it."""
    made = standing(decisions_with(db, chosen(db, "verb IN ('same', 'different', 'split')")))
    found = _rulings(db, made)
    ruled = settle([r for d in made for r in found[d.id]])
    groups: dict[str, set[str]] = defaultdict(set)
    for claim, group in ruled.group.items():
        for (matter,) in db.execute("SELECT matter FROM matter_claim WHERE claim = ?", (claim,)):
            groups[matter].add(group)
    named = [
        [now_called(db, m) or m for m in (d.matter, d.other)]
        for d in made
        # A name may have gone to what was split off since: it counts only where words of one side are all lost.
        if d.verb == "different" and d.matter and d.other and any(not (r.one and r.other) for r in found[d.id])
    ]
    apart = {g: sorted(others) for g, others in ruled.apart.items()}
    return {"groups": {m: sorted(g) for m, g in groups.items()}, "apart": apart, "named": named}


def _rulings(db: sqlite3.Connection, made: list[Decision]) -> dict[int, tuple[Ruling, ...]]:
    """What each decision rules, by claims of the present readings: by an index, else by looking for the words."""
    there: dict[tuple[int, str, int, int, str], str] = {}
    for *spot, claim in db.execute(
        "SELECT dc.decision, dc.report, dc.span_start, dc.span_end, dc.kind, c.id FROM decision d"
        " JOIN decision_claim dc ON dc.decision = d.id JOIN report r ON r.key = dc.report AND r.current"
        " AND r.text_sha256 = dc.text_sha256 JOIN claim c ON c.report = dc.report AND c.trigger_start = dc.span_start"
        " AND c.trigger_end = dc.span_end AND c.kind = dc.kind WHERE d.verb IN ('same', 'different', 'split')"
    ):
        there[tuple(spot)] = claim
    added = {tuple(row[1:]): str(row[0]) for row in db.execute(ADDED)}

    def where(d: Decision, side: tuple[Anchor, ...]) -> tuple[Where, ...]:
        claims: list[str] = []
        for a in side:
            spot = (a.report, *a.span, a.kind)
            known = there.get((d.id, *spot)) or added.get(spot)
            claims += [known] if known else _claims_at(db, a)
        return tuple(Where("there", None, c) for c in claims)

    return {d.id: rulings_of([Held(d, where(d, d.one), where(d, d.two))]) for d in made}


def _claims_at(db: sqlite3.Connection, anchor: Anchor) -> list[str]:
    """The claims that stand where the anchored words stand now: of its kind, or, where there is none, of any.

    What takes effect asks for the kind (`anchors.claim_now`). A proposal need not: whether two accounts are of
    one happening does not hang on what it is called.
    """
    row = db.execute(
        "SELECT key, text, exact_text, text_sha256 FROM report WHERE current AND edition_of ="
        " (SELECT edition_of FROM report WHERE key = ?)",
        (anchor.report,),
    ).fetchone()
    span = span_now(anchor, frozen_text(row[1], row[2]), row[3]) if row else None
    if span is None:
        return []
    found = db.execute(
        "SELECT id, kind FROM claim WHERE report = ? AND trigger_start < ? AND trigger_end > ? ORDER BY id",
        (row[0], span.end, span.start),
    ).fetchall()
    return [c for c, kind in found if kind == anchor.kind] or [c for c, _kind in found]
