"""The lines of the desk's lists, in columns, with what people ruled laid over them; and what is asked of them, held.

A line for each matter is kept in the ledger by whatever stores the matter (`keep_lines`), so that a desk that opens
only reads them. What decisions bring about is laid over in memory and never stored.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np

from rashomon.ledger.core.file import Ledger, asking
from rashomon.ledger.core.queries import now_called
from rashomon.ledger.decide.decisions import OF_A_CLAIM, standing
from rashomon.ledger.read.detail import decisions_with, effects_some
from rashomon.ledger.read.ruled_matter import REVIEWS, by_matter, names_in, state_of
from rashomon.model import STATUSES

Numbers = np.ndarray[Any, np.dtype[np.int32]]
"""Lines by their number, from 0, or for each line which of some values it has."""
Fits = np.ndarray[Any, np.dtype[np.bool_]]
"""For each line whether it fits."""

COLUMNS = (
    "matter", "incident", "status", "kind", "claim_kind", "place", "day_from", "day_to", "changed", "camps", "place_id",
    "lat", "lon", "radius_km", "precision", "claims", "apart",
)  # fmt: skip


class Column(NamedTuple):
    """A column: each different value once, in the order in which lines have it first, and which of them a line has."""

    codes: Numbers
    values: list[Any]

    def fits(self, is_wanted: Callable[[Any], bool]) -> Fits:
        """The lines whose value is wanted: asked once of each different value."""
        wanted: Fits = np.fromiter(map(is_wanted, self.values), dtype=np.bool_, count=len(self.values))[self.codes]
        return wanted


class Whereabouts(NamedTuple):
    """Where a matter is, as far as that is known."""

    place: str | None
    place_id: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    precision: str | None

    @property
    def id(self) -> str | None:
        """Of the gazetteer, or its name where it is in none."""
        return self.place if self.place_id is None else self.place_id


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """All matters without what people ruled on them, in the order in which they are listed then."""

    ids: Sequence[str]
    at: Mapping[str, int]
    """The number of a matter's line, by its id."""
    status: Numbers
    """Of `STATUSES`."""
    incident: Column
    kind: Column
    claim_kind: Column
    spot: Column
    camps: Column
    r"""The camps that take a position, as one text: "\ngovernment\nopposition\n"."""
    changed: Column
    days: Column
    """First and last day, as ISO days or None."""
    claims: Numbers
    """How many claims a matter has."""
    all_claims: int
    """How many claims there are to review, of matters and of none."""


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """What people ruled, laid over the lines."""

    status: Numbers
    """Of `STATUSES`."""
    review: Numbers
    """Of `REVIEWS`."""
    verbs: Mapping[str, str]
    """The last ruling on each claim that somebody ruled on."""


# Kept in the ledger


def keep_lines(db: sqlite3.Connection, matters: Iterable[str] | None = None) -> None:
    """Keeps the lines of these matters (None: of all) as they are now; in the transaction that changes what they are
    made of."""
    if matters is None:
        db.execute("DELETE FROM line")
        db.execute("INSERT INTO line SELECT * FROM line_made")
        return
    names = [(m,) for m in matters]
    db.executemany("DELETE FROM line WHERE matter = ?", names)
    db.executemany("INSERT INTO line SELECT * FROM line_made WHERE matter = ?", names)


# Held in memory

HELD = 200
"""What is held at once, beside the lines themselves: lists of numbers as long as the list of matters, or shorter."""

T = TypeVar("T")


def held(ledger: Ledger, ask: Hashable, make: Callable[[sqlite3.Connection], T], ruled: bool = True) -> T:
    """What `make` finds, itself and not a copy of it: not to be changed. Kept until the ledger moves on.

    `ruled`: whether decisions and flags change it; else it is kept until reports come or matters change.
    """
    kept = ledger.kept
    with asking(ledger) as db:
        state = _state(db)[: None if ruled else 2]
        if ask in kept and kept[ask][0] == state:
            kept[ask] = kept.pop(ask)  # what is asked for again stays longest
            return cast(T, kept[ask][1])
        found = make(db)
    if not ledger.db.in_transaction:  # what may be rolled back is not kept
        kept.pop(ask, None)  # of an earlier state: made anew, it stays as long as what is new
        while len(kept) >= HELD:
            del kept[next(iter(kept))]
        kept[ask] = state, found
    return found


def _state(db: sqlite3.Connection) -> tuple[Any, ...]:
    """Reports, whatever people ruled on them; matters; and what hangs on rulings, too."""
    row: tuple[Any, ...] = db.execute(
        "SELECT (SELECT value FROM meta WHERE name = 'generation') -"
        " coalesce((SELECT value FROM meta WHERE name = 'ruled'), 0),"
        " (SELECT max(n) FROM matter_past), (SELECT max(id) FROM decision),"
        " (SELECT coalesce(group_concat(report || ' ' || span_start || ' ' || span_end || kind), '') FROM flag),"
        " (SELECT value FROM meta WHERE name = 'gathered')"
    ).fetchone()
    return row


def lines_of(ledger: Ledger) -> Lines:
    """The lines as the ledger is now."""
    return held(ledger, "lines", _lines, ruled=False)


def laid_of(ledger: Ledger) -> Laid:
    """What people ruled until now."""
    lines = lines_of(ledger)
    return held(ledger, "laid", lambda db: _laid(db, lines))


# Made


def _lines(db: sqlite3.Connection) -> Lines:
    ask = f"SELECT {', '.join(COLUMNS)} FROM"
    rows = db.execute(f"{ask} line").fetchall()
    if stale := _stale(db):
        rows = [row for row in rows if row[0] not in stale]
        rows += [row for m in sorted(stale) for row in db.execute(f"{ask} line_made WHERE matter = ?", (m,))]
    rank = {status: n for n, status in enumerate(STATUSES)}
    rows.sort(key=lambda r: (rank[r[2]], r[7] is None, r[7] or "", r[6] or "", r[5] or "", r[0]))
    told = dict(zip(COLUMNS, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(COLUMNS, ())
    apart = {claim for some in told["apart"] if some for claim in some.split(" ")}
    (current,) = db.execute(
        "SELECT (SELECT count(*) FROM claim) - (SELECT count(*) FROM claim"
        " WHERE report IN (SELECT key FROM report WHERE NOT current))"
    ).fetchone()
    where = ("place", "place_id", "lat", "lon", "radius_km", "precision")
    spot = coded(zip(*(told[name] for name in where), strict=True))
    camps = coded(told["camps"])
    return Lines(
        ids=told["matter"],
        at={m: n for n, m in enumerate(told["matter"])},
        status=np.fromiter((rank[s] for s in told["status"]), dtype=np.int32, count=len(rows)),
        incident=coded(told["incident"]),
        kind=coded(told["kind"]),
        claim_kind=coded(told["claim_kind"]),
        spot=Column(spot.codes, [Whereabouts(*s) for s in spot.values]),
        camps=Column(camps.codes, ["".join(f"\n{c}" for c in sorted(c.split("\n")) if c) + "\n" for c in camps.values]),
        changed=coded(told["changed"]),
        days=coded(zip(told["day_from"], told["day_to"], strict=True)),
        claims=np.array(told["claims"], dtype=np.int32),
        all_claims=current + len(apart),
    )


def coded(values: Iterable[Any]) -> Column:
    number: dict[Any, int] = {}
    codes = np.fromiter((number.setdefault(v, len(number)) for v in values), dtype=np.int32)
    return Column(codes, list(number))


def _stale(db: sqlite3.Connection) -> set[str]:
    """Matters that rest on reports which changed since they were gathered: their lines are made anew each time."""
    ask = (
        "SELECT DISTINCT mc.matter FROM (SELECT DISTINCT report FROM touched) t JOIN report r ON r.n = t.report"
        " JOIN matter_claim mc ON mc.claim > r.key || '.' AND mc.claim < r.key || '/'"
    )
    return {row[0] for row in db.execute(ask)}


def _laid(db: sqlite3.Connection, lines: Lines) -> Laid:
    made = standing_now(db)
    verbs = _verbs(db, made, lines)
    ask = "SELECT DISTINCT matter FROM matter_claim WHERE claim = ?"
    done = Counter(m for claim in verbs for (m,) in db.execute(ask, (claim,)))
    status, review = lines.status.copy(), np.zeros(len(lines.ids), dtype=np.int32)
    about = about_now(db, made)
    for name in done.keys() | about.keys():
        if (n := lines.at.get(name)) is not None:
            state = state_of(STATUSES[status[n]], about.get(name, ()), done[name], lines.claims[n])
            status[n], review[n] = STATUSES.index(state.status), REVIEWS.index(state.review)
    return Laid(status, review, verbs)


class Made(NamedTuple):
    """A decision, without what it is anchored to: of thousands of them that takes long to read."""

    id: int
    verb: str
    matter: str | None
    other: str | None
    value: str | None
    """Only of one that names a matter."""
    undoes: int | None


def standing_now(db: sqlite3.Connection) -> list[Made]:
    """The decisions that hold, oldest first."""
    rows = db.execute(
        "SELECT id, verb, matter, other, CASE WHEN matter IS NOT NULL THEN value END, undoes FROM decision ORDER BY id"
    )
    return standing([Made(*row) for row in rows])


def about_now(db: sqlite3.Connection, made: Sequence[Made]) -> dict[str, list[Made]]:
    """The decisions about each matter, by the id that it has now."""
    return by_matter(made, {name: now_called(db, name) for name in names_in(made)})


def _verbs(db: sqlite3.Connection, made: Sequence[Made], lines: Lines) -> dict[str, str]:
    """The last ruling on each claim that is there to review. Where the words stand as they stood by an index; else by
    looking for them."""
    verbs = {d.id: d.verb for d in made if d.verb in OF_A_CLAIM}
    rows: list[tuple[int, str]] = db.execute(
        "SELECT dc.decision, c.id FROM decision_claim dc JOIN report r ON r.key = dc.report AND r.current"
        " AND r.text_sha256 = dc.text_sha256 JOIN claim c ON c.report = dc.report AND c.trigger_start = dc.span_start"
        " AND c.trigger_end = dc.span_end AND c.kind = dc.kind"
    ).fetchall()
    here = {decision for decision, _ in rows}
    anchored = {row[0] for row in db.execute("SELECT DISTINCT decision FROM decision_claim")}
    for d in decisions_with(db, (i for i, verb in verbs.items() if verb == "add")):
        if d.verb == "add" and d.one:
            rows.append((d.id, f"{d.one[0].report}.d{d.id}.c1"))
            here.add(d.id)
    elsewhere = verbs.keys() & anchored - here
    if elsewhere:
        lost = [d for d in decisions_with(db, elsewhere) if d.id in elsewhere]
        rows += [(h.decision.id, c) for h in effects_some(db, lost).held for c in h.claims]
    last = {claim: verbs[decision] for decision, claim in sorted(rows) if decision in verbs}
    # Those that were found by the index are there; of others it has to be asked.
    sure = {claim for decision, claim in rows if decision not in elsewhere and verbs.get(decision) != "add"}
    return {claim: verb for claim, verb in last.items() if claim in sure or is_there(db, claim, lines)}


def is_there(db: sqlite3.Connection, claim: str, lines: Lines) -> bool:
    """Whether a claim is one to review: of the present edition of a report, or (added by a person) of a matter."""
    if db.execute("SELECT 1 FROM claim JOIN report ON key = report AND current WHERE id = ?", (claim,)).fetchone():
        return True
    return bool(lines_with(db, claim, lines))


def lines_with(db: sqlite3.Connection, claim: str, lines: Lines) -> list[int]:
    """The lines of the matters that a claim answers, in order."""
    rows = db.execute("SELECT DISTINCT matter FROM matter_claim WHERE claim = ?", (claim,))
    return sorted(n for (matter,) in rows if (n := lines.at.get(matter)) is not None)


def told_in(db: sqlite3.Connection, lines: Lines) -> tuple[Numbers, Numbers]:
    """Statements by their numbers, and beside each the line of a matter that it is told in."""
    stale = _stale(db)
    rows: Iterable[tuple[str, str | None]] = db.execute("SELECT matter, statements FROM line").fetchall()
    fresh = {m: s for m in stale for (s,) in db.execute("SELECT statements FROM line_made WHERE matter = ?", (m,))}
    texts: dict[int, str] = defaultdict(str)
    for matter, statements in rows:
        told = fresh.get(matter, "") if matter in stale else statements
        if told and matter in lines.at:
            texts[lines.at[matter]] = told
    each = np.fromiter((t.count(" ") + 1 for t in texts.values()), dtype=np.int32, count=len(texts))
    told_there = np.array(" ".join(texts.values()).split(), dtype=np.int32)
    return told_there, np.fromiter(texts, dtype=np.int32, count=len(texts)).repeat(each)
