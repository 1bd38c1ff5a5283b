"""Which claim is to be looked at next? The claims of unclear matters first, then by the order of the list: of disputed
ones, and so on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from rashomon.ledger.core.file import Ledger, asking, in_words, writing
from rashomon.ledger.read.facets import Wanted, numbers
from rashomon.ledger.read.list_index import Laid, Lines, Numbers, held, is_there, laid_of, lines_of, lines_with
from rashomon.model import STATUSES

Queue = Literal["unreviewed", "flagged", "ruled", "all"]
QUEUES: tuple[Queue, ...] = get_args(Queue)


@dataclass(frozen=True, slots=True)
class Queued:
    """A claim to be looked at: the matter that it answers, if any, and how many of its queue are left with it."""

    claim: str
    matter: str | None
    left: int


@dataclass(frozen=True, slots=True, eq=False)
class _Claims:
    """The claims of some sort: how many stand at each line, that is with the first matter that they answer. Those that
    answer none stand after the last line."""

    at: Numbers
    some: Mapping[str, int] | None
    """The line of each of them, where they are few."""
    but: Mapping[str, int]
    """The line of each claim that stands there and is none of them."""


@in_words
def next_claim(
    ledger: Ledger, wanted: Wanted, *, queue: Queue = "unreviewed", after: str | None = None, back: bool = False
) -> Queued | None:
    """The first claim of the queue after (or, `back`, the last before) a claim, going round at the end; None: empty.

    Claims of unclear matters come first: each is settled by a reading of its words. Then those of disputed ones and on
    by the order of the list; claims that answer no matter come last.
    """
    return next(iter(_queued(ledger, wanted, queue, after, back, 1)), None)


@in_words
def some_claims(
    ledger: Ledger, wanted: Wanted, *, queue: Queue = "unreviewed", after: str | None = None, limit: int = 40
) -> list[Queued]:
    """The next claims of the queue, as `next_claim` gives them, each once."""
    return _queued(ledger, wanted, queue, after, False, limit)


def _queued(ledger: Ledger, wanted: Wanted, queue: Queue, after: str | None, back: bool, limit: int) -> list[Queued]:
    lines, laid = lines_of(ledger), laid_of(ledger)
    everything = held(ledger, "claims", lambda db: _claims_at(db, lines), ruled=False)
    claims = held(ledger, ("claims", queue), lambda db: _of_queue(db, queue, lines, laid, everything))
    at = claims.at
    if wanted != Wanted():
        fits = np.zeros(len(at), dtype=np.bool_)
        fits[numbers(ledger, wanted)] = True
        at = np.where(fits, at, 0)
    turn = _turns(laid, len(at))
    there = np.flatnonzero(at).astype(np.int32)
    there = there[np.argsort(turn[there])]
    if not len(there):
        return []
    found: dict[str, Queued] = {}
    with asking(ledger) as db:
        start = _line_of(db, after, lines) if after and is_there(db, after, lines) else None
        for line, claim in _round(db, claims, lines, there, turn, start, after or "", back):
            if claim in found:  # once round
                break
            found[claim] = Queued(claim, lines.ids[line] if line < len(lines.ids) else None, int(at.sum()))
            if len(found) == limit:
                break
    return list(found.values())


def _turns(laid: Laid, size: int) -> Numbers:
    """When the turn of each line comes: lines of unclear matters, then the others, by the order of the list."""
    turn = np.arange(size, dtype=np.int32) + np.int32(size)
    turn[np.flatnonzero(laid.status == STATUSES.index("unclear"))] -= np.int32(size)
    return turn


def _round(
    db: sqlite3.Connection,
    claims: _Claims,
    lines: Lines,
    there: Numbers,
    turn: Numbers,
    start: int | None,
    after: str,
    back: bool,
) -> Iterator[tuple[int, str]]:
    """The claims at the lines `there`, from behind one (in front of it, `back`) all round. `turn`: see `_turns`."""
    step = -1 if back else 1
    if start is not None:
        here = [start] if start in there else []
        onward = there[turn[there] < turn[start]] if back else there[turn[there] > turn[start]]
        for line in (*here, *onward[::step].tolist()):
            for claim in _standing_at(db, claims, lines, line)[::step]:
                if line != start or (claim < after if back else claim > after):
                    yield line, claim
    for line in there[::step].tolist():
        for claim in _standing_at(db, claims, lines, line)[::step]:
            yield line, claim


def _standing_at(db: sqlite3.Connection, claims: _Claims, lines: Lines, line: int) -> list[str]:
    if claims.some is not None:
        return sorted(claim for claim, at in claims.some.items() if at == line)
    if line < len(lines.ids):
        rows = db.execute("SELECT DISTINCT claim FROM matter_claim WHERE matter = ?", (lines.ids[line],))
        return sorted(c for (c,) in rows if c not in claims.but and _line_of(db, c, lines) == line)
    rows = db.execute(
        "SELECT id FROM claim WHERE report NOT IN (SELECT key FROM report WHERE NOT current)"
        " AND NOT EXISTS (SELECT 1 FROM matter_claim WHERE claim = id) ORDER BY id"
    )
    return [c for (c,) in rows if c not in claims.but]


def _line_of(db: sqlite3.Connection, claim: str, lines: Lines) -> int:
    return next(iter(lines_with(db, claim, lines)), len(lines.ids))


def _claims_at(db: sqlite3.Connection, lines: Lines) -> Numbers:
    """How many claims stand at each line."""
    first: dict[str, int] = {}
    for claim, matter in db.execute("SELECT claim, matter FROM matter_claim INDEXED BY matter_claim_claim"):
        line = lines.at.get(matter)
        if line is not None and line < first.get(claim, len(lines.ids)):
            first[claim] = line
    stands = np.fromiter(first.values(), dtype=np.int32, count=len(first))
    at = np.bincount(stands, minlength=len(lines.ids) + 1).astype(np.int32)
    at[-1] = lines.all_claims - len(first)
    return at


def _of_queue(db: sqlite3.Connection, queue: Queue, lines: Lines, laid: Laid, everything: Numbers) -> _Claims:
    if queue == "all":
        return _Claims(everything, None, {})
    some = {c: _line_of(db, c, lines) for c in (_flagged(db, lines) if queue == "flagged" else laid.verbs)}
    at = np.bincount(np.fromiter(some.values(), dtype=np.int32, count=len(some)), minlength=len(everything))
    if queue == "unreviewed":
        return _Claims(everything - at.astype(np.int32), None, some)
    return _Claims(at.astype(np.int32), some, {})


# Flags


def _flagged(db: sqlite3.Connection, lines: Lines) -> list[str]:
    rows = db.execute(
        "SELECT c.id FROM flag f JOIN claim c ON c.report = f.report AND c.trigger_start = f.span_start"
        " AND c.trigger_end = f.span_end AND c.kind = f.kind"
    )
    return [c for (c,) in rows.fetchall() if is_there(db, c, lines)]


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
