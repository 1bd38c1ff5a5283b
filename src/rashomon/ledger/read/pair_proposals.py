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
from typing import Any, NamedTuple

import numpy as np

from rashomon.errors import RashomonError
from rashomon.ledger.core.anchors import Anchor, Where, span_now
from rashomon.ledger.core.file import Ledger, asking, in_words, writing
from rashomon.ledger.core.queries import now_called
from rashomon.ledger.core.rows import ADDED, frozen_text, iso, storable
from rashomon.ledger.decide.apply_decisions import Held, rulings_of
from rashomon.ledger.decide.decisions import Decision, standing
from rashomon.ledger.read.detail import chosen, decisions_with
from rashomon.ledger.read.facets import ASIDE, Listed, Wanted, folded, listed_as, numbers
from rashomon.ledger.read.list_index import Lines, Numbers, coded, held, laid_of, lines_of
from rashomon.matters import Ruling
from rashomon.matters.constraints import settle

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
    lines, laid = lines_of(ledger), laid_of(ledger)
    joins, pairs = _joins(ledger), _pairs_of(ledger)
    at = lines.at.get(matter)
    if at is None:
        return Near([], [], {})
    together = np.flatnonzero(lines.incident.codes == lines.incident.codes[at]).tolist()
    mine, others = pairs.one == at, pairs.other == at
    other = np.concatenate((pairs.other[mine], pairs.one[others]))
    apart = np.concatenate((pairs.apart[mine], pairs.apart[others]))
    nearest = other[np.lexsort((other, apart))].tolist() if laid.review[at] != ASIDE else []
    free = (n for n in nearest if laid.review[n] != ASIDE and not joins.settles(matter, lines.ids[n]))
    with asking(ledger) as db:
        asked = _unsure(db)
        proposed = listed_as(db, lines, laid, islice(free, most))
        doubts = {o.id: asked[pair] for o in proposed if (pair := frozenset((matter, o.id))) in asked}
        beside = [n for n in together if n != at][:most]
        return Near(listed_as(db, lines, laid, beside), proposed, doubts)


@in_words
def next_pair(
    ledger: Ledger, wanted: Wanted, *, after: tuple[str, str] | None = None, unsure: bool = False
) -> Pair | None:
    """The first pair of the queue after a pair, going round at the end; None: the queue is empty.

    A pair is in the queue where one of its matters fits the filter. `unsure`: the queue of those that were put off.
    """
    lines, laid = lines_of(ledger), laid_of(ledger)
    joins, pairs = _joins(ledger), _pairs_of(ledger)
    there = (laid.review[pairs.one] != ASIDE) & (laid.review[pairs.other] != ASIDE)
    if wanted != Wanted():
        fits = np.zeros(len(lines.ids), dtype=np.bool_)
        fits[numbers(ledger, wanted)] = True
        there &= fits[pairs.one] | fits[pairs.other]
    candidates = np.flatnonzero(there)
    with asking(ledger) as db:
        asked = _unsure(db)

        def queue(start: int) -> Iterator[tuple[int, int]]:
            for n in candidates[candidates >= start]:
                m, o = int(pairs.one[n]), int(pairs.other[n])
                one, other = lines.ids[m], lines.ids[o]
                if not joins.settles(one, other) and (frozenset((one, other)) in asked) is unsure:
                    yield m, o

        found = next(queue(_position(db, lines, pairs, after)), None) or next(queue(0), None)
        if found is None:
            return None
        left = sum(1 for _ in islice(queue(0), MOST_PAIRS))
        one, other = listed_as(db, lines, laid, found)
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


# What is proposed


class _Pairs(NamedTuple):
    """Pairs of lines in the order of the queue: by the first of the two, then the nearest in time."""

    one: Numbers
    other: Numbers
    apart: np.ndarray[Any, np.dtype[np.float64]]
    """Days between the two."""


def _pairs_of(ledger: Ledger) -> _Pairs:
    lines = lines_of(ledger)
    return held(ledger, "pairs", lambda db: _paired(db, lines), ruled=False)


def _paired(db: sqlite3.Connection, lines: Lines) -> _Pairs:
    """All two lines that ask the same at the same place within `DAYS`, and are of two happenings."""
    places = coded(map(folded, lines.spot.values))
    place = places.codes[lines.spot.codes]
    asks = coded(zip(place.tolist(), lines.claim_kind.codes.tolist(), lines.kind.codes.tolist(), strict=True)).codes
    day = np.array([_day(db, *days) for days in lines.days.values], dtype=np.float64)[lines.days.codes]
    named = np.array([bool(name) for name in places.values], dtype=np.bool_)[place]
    some = np.flatnonzero(named & ~np.isnan(day))
    some = some[np.lexsort((day[some], asks[some]))]
    # Days of one question after those of another: so the lines that are near one stand behind it, one after the other.
    wide = day[some].max(initial=0) - day[some].min(initial=0) + 3 * DAYS
    along = asks[some] * wide + day[some]
    ends = np.searchsorted(along, along + DAYS + 0.5, side="right")
    after = np.arange(1, len(some) + 1)
    each = ends - after
    first = np.repeat(np.arange(len(some)), each)
    second = np.arange(len(first)) - np.repeat(np.cumsum(each) - each, each) + np.repeat(after, each)
    a, b = some[first], some[second]
    apart = np.abs(day[b] - day[a])
    kept = (apart <= DAYS) & (lines.incident.codes[a] != lines.incident.codes[b]) & (asks[a] == asks[b])
    one, other, apart = np.minimum(a, b)[kept], np.maximum(a, b)[kept], apart[kept]
    order = np.lexsort((other, apart, one))
    return _Pairs(one[order].astype(np.int32), other[order].astype(np.int32), apart[order])


def _day(db: sqlite3.Connection, start: str | None, end: str | None) -> float | None:
    """As a number of days (SQLite's `julianday`), by its end."""
    day: float | None = db.execute("SELECT julianday(?)", (start if end is None else end,)).fetchone()[0]
    return day


def _position(db: sqlite3.Connection, lines: Lines, pairs: _Pairs, pair: tuple[str, str] | None) -> int:
    """Behind where a pair stands in the queue; of one that was joined since, where its first matter begins."""
    if pair is None:
        return 0
    one, other = (lines.at.get(now_called(db, m) or m) for m in pair)
    if one is None:
        return 0
    begin = int(np.searchsorted(pairs.one, one))
    there: list[int] = []
    if other is not None:
        there = np.flatnonzero((pairs.one == one) & (pairs.other == other)).tolist()
    return there[0] + 1 if there else begin if begin < len(pairs.one) else 0


def _unsure(db: sqlite3.Connection) -> dict[frozenset[str], str]:
    """Pairs that somebody put off, as they are called now, with who did."""
    rows = db.execute("SELECT one, other, by FROM unsure").fetchall()
    return {frozenset(now_called(db, m) or m for m in (one, other)): by for one, other, by in rows}


# What was ruled


def _joins(ledger: Ledger) -> Joins:
    """What the decisions that hold say of pairs; kept until the ledger moves on."""
    return held(ledger, "joins", _told)


def _told(db: sqlite3.Connection) -> Joins:
    made = standing(decisions_with(db, chosen(db, "verb IN ('same', 'different', 'split')")))
    found = _rulings(db, made)
    ruled = settle([r for d in made for r in found[d.id]])
    groups: dict[str, set[str]] = defaultdict(set)
    for claim, group in ruled.group.items():
        for (matter,) in db.execute("SELECT matter FROM matter_claim WHERE claim = ?", (claim,)):
            groups[matter].add(group)
    named = {
        frozenset(now_called(db, m) or m for m in (d.matter, d.other))
        for d in made
        # A name may have gone to what was split off since: it counts only where words of one side are all lost.
        if d.verb == "different" and d.matter and d.other and any(not (r.one and r.other) for r in found[d.id])
    }
    return Joins(
        {m: frozenset(g) for m, g in groups.items()},
        {g: frozenset(others) for g, others in ruled.apart.items()},
        frozenset(named),
    )


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
