"""Which matters are there, and what did people rule on them, now or as the ledger stood at an instant?"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.ledger.core.file import Ledger, asking, in_words
from rashomon.ledger.core.queries import Stored, all_read, matter_of, names_of, now_called, stored_of
from rashomon.ledger.decide.apply_decisions import Effects, Read, effects
from rashomon.ledger.read.ruled_matter import by_matter, names_in, ruled_matter, without
from rashomon.ledger.read.ruling_sentences import said
from rashomon.model import STATUSES, Claim, Matter, Position, Statement


@dataclass(frozen=True, slots=True)
class RuledClaim:
    """A claim as people have it now, with the reading that it was in and what they ruled."""

    stored: Stored
    statement: Statement
    claim: Claim
    ruled: tuple[str, ...]
    """A sentence for each ruling that holds, oldest first."""
    out: bool
    """Whether it is rejected or set aside, and so in no matter."""


@in_words
def matters(
    ledger: Ledger,
    *,
    status: Collection[str] = (),
    kind: Collection[str] = (),
    place: str | None = None,
    camp: Collection[str] = (),
    incident: str | None = None,
    set_aside: bool = True,
    as_of: str | None = None,
) -> list[Matter]:
    """The matters, the disputed first, then by date and place; `report_ids` are all ids that the reports came under.

    `kind` is a matter's kind or the kind of its claims; `place` is in the name of its place, in any case; `camp` is one
    that takes a position; `incident` an id that may be an old one; `set_aside` False leaves out what people set aside.
    No filter, no limit. `as_of` is an instant in ISO UTC: the matters as they were stored and ruled on by then.
    """
    with asking(ledger) as db:
        there = _ruled(db, _kept(db, as_of), as_of)
        within = None if incident is None or any(m.incident == incident for m in there) else now_called(db, incident)
        found = [
            m
            for m in there
            if (incident is None or m.incident in (incident, within))
            and (not status or m.status in status)
            and fits(m, kind, place, camp)
            and (set_aside or not m.set_aside)
        ]
        return _with_all_ids(db, sorted(found, key=_order))


def fits(m: Matter, kind: Collection[str], place: str | None, camp: Collection[str]) -> bool:
    """Whether a matter is of a kind, has words in the name of its place and a position of a camp; see `matters`."""
    return (
        (not kind or m.kind in kind or m.claim_kind in kind)
        and (not place or place.casefold() in (m.place or "").casefold())
        and (not camp or any(p.camp in camp for p in m.positions))
    )


@in_words
def matter(ledger: Ledger, name: str, *, as_of: str | None = None) -> Matter | None:
    """The matter that has this id, or that had it and goes by another now (its `id` says which). None: no such id."""
    with asking(ledger) as db:
        kept = _kept(db, as_of)
        # What was called so then need not be called so now.
        wanted = name if any(m.id == name for m in kept) else now_called(db, name)
        found = _ruled(db, [m for m in kept if m.id == wanted], as_of)
        return _with_all_ids(db, found)[0] if found else None


@in_words
def in_play(ledger: Ledger, *, as_of: str | None = None) -> tuple[list[Matter], list[Read]]:
    """What an export is made from: the matters that nobody set aside, and the readings as people have them.

    Claims of which all matters are set aside are not in the readings.
    """
    with asking(ledger) as db:
        there = matters(ledger, as_of=as_of)
        kept = {c for m in there if not m.set_aside for p in m.positions for c in p.claims}
        out = {c for m in there if m.set_aside for p in m.positions for c in p.claims} - kept
        found = []
        done = effects(db, as_of).read
        for report, reading in all_read(ledger, as_of=as_of):
            reading = done[report.key][1] if report.key in done else reading
            if any(c.id in out for s in reading.statements for c in s.claims):
                reading = without(reading, out)
            found.append((report, reading))
        return [m for m in there if not m.set_aside], found


@in_words
def claim(ledger: Ledger, name: str) -> RuledClaim | None:
    """The claim of this id as people have it, one that they added or took out too. None: no such id."""
    with asking(ledger) as db:
        done = effects(db)
        row = db.execute("SELECT report FROM claim WHERE id = ?", (name,)).fetchone()
        key = row[0] if row else next((k for k, (_, g) in done.read.items() if _find(g.statements, name)), None)
        if key is None:
            return None
        stored = stored_of(db, key, names_of(db))
        held = done.claims.get(name, ())
        sentences = tuple(said(h, done, name) for h in held)
        reading = done.read[key][1] if key in done.read else stored.reading
        if reading is not None and (found := _find(reading.statements, name)):
            return RuledClaim(replace(stored, reading=reading), *found, sentences, False)
        found = _find(stored.reading.statements, name) if stored.reading else None
        return RuledClaim(stored, *found, sentences, True) if found else None


def _find(statements: Sequence[Statement], claim: str) -> tuple[Statement, Claim] | None:
    return next(((s, c) for s in statements for c in s.claims if c.id == claim), None)


def _kept(db: sqlite3.Connection, as_of: str | None) -> list[Matter]:
    if as_of is None:
        rows = db.execute("SELECT id, incident, body FROM matter WHERE live")
    else:
        rows = db.execute(
            "SELECT matter, incident, body FROM matter_past p WHERE live AND n ="
            " (SELECT max(n) FROM matter_past q WHERE q.matter = p.matter AND q.at <= ?)",
            (as_of,),
        )
    return [matter_of(row) for row in rows]


def _order(m: Matter) -> tuple[object, ...]:
    start, end = m.date or (None, None)
    return STATUSES.index(m.status), end is None, end or "", start or "", m.place or "", m.id


# What people ruled, laid over


def _ruled(db: sqlite3.Connection, found: Sequence[Matter], as_of: str | None) -> list[Matter]:
    return laid_over(db, found, effects(db, as_of))


def laid_over(db: sqlite3.Connection, found: Sequence[Matter], done: Effects) -> list[Matter]:
    """Matters with what people ruled on them: `done` is what the decisions on them bring about."""
    called = {name: now_called(db, name) for name in names_in(h.decision for h in done.held)}
    held = {h.decision.id: h for h in done.held}
    # What was called so then need not be called so now.
    about = by_matter((h.decision for h in done.held), called | {m.id: m.id for m in found if m.id in called})
    return [ruled_matter(m, [held[d.id] for d in about.get(m.id, ())], done, called) for m in found]


def _with_all_ids(db: sqlite3.Connection, found: list[Matter]) -> list[Matter]:
    return with_ids(found, ids_given(db, names_of(db)))


def ids_given(db: sqlite3.Connection, names: Mapping[str, str]) -> dict[str, list[str]]:
    """All ids that a report came under, by each name that it may be called in a matter. `names` are of `names_of`."""
    keys = {name: key for key, name in names.items()}
    keys |= dict(db.execute("SELECT alias.id, key FROM report JOIN alias ON alias.report = key AND current")) | keys
    aliases: dict[str, list[str]] = defaultdict(list)
    for key, name in db.execute("SELECT report, id FROM alias ORDER BY id"):
        aliases[key].append(name)
    return {name: aliases[key] for name, key in keys.items() if key in aliases}


def with_ids(found: list[Matter], given: Mapping[str, Sequence[str]]) -> list[Matter]:
    """Matters whose positions have all ids that their reports came under, as `ids_given` has them."""

    def position(p: Position) -> Position:
        return replace(p, report_ids=tuple(dict.fromkeys(i for name in p.report_ids for i in given.get(name, [name]))))

    return [replace(m, positions=tuple(map(position, m.positions))) for m in found]
