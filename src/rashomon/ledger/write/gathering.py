"""Gathering: the ledger's matters are made from its readings and rulings, and only those anew that something bears on.

A report that came, changed or went bears on the tellings that it may be compared with, on its near-copies, and on what
rulings tie to it. What hangs together with those is gathered again, by the same functions that gather everything; the
result is the same to the letter.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from rashomon.garbage import loading, uncollected
from rashomon.ledger.core import blocking_index
from rashomon.ledger.core.blocking_index import Shelved, asked, tellings_in, texts_in
from rashomon.ledger.core.file import Ledger, asking, in_words, meta, set_meta, writing
from rashomon.ledger.core.queries import read_of
from rashomon.ledger.core.rows import iso
from rashomon.ledger.decide.apply_decisions import Read, effects, rulings_of
from rashomon.ledger.write.affected import (
    beside,
    copy_of_keys,
    crowded,
    groups_now,
    keys_of_numbers,
    tied_to,
    told_by,
    with_ruled,
)
from rashomon.ledger.write.store_matters import replace_matters
from rashomon.matters.accounts import Account, accounts
from rashomon.matters.camps import sides
from rashomon.matters.constraints import settle
from rashomon.matters.incidents import gathered, tellings
from rashomon.matters.origins import Runs, near_copies, originate, runs_of
from rashomon.matters.question import matters_of
from rashomon.matters.report_events import Telling, telling_of
from rashomon.model import Matter
from rashomon.world import World

T = TypeVar("T")

TRIES = 3
"""How often a plan is made without keeping others from writing."""

SHARE = 0.5
"""Where more of all reports than this changed, everything is gathered anew: it is quicker."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a gathering comes to, before it is written."""

    generation: int
    shelvings: str
    """Which state of the shelves it was made from."""
    seen: int
    """The last mark in `touched` that it heeds."""
    leaving: Collection[int] | None
    """Reports whose rows are made anew; None: all."""
    texts: Mapping[int, tuple[int, Runs]]
    tellings: Sequence[Shelved]
    components: Mapping[int, int]
    """Of tellings that stay, by id."""
    replaced: Collection[str] | None
    """Ids of the matters in whose place `matters` come; None: of all."""
    matters: Sequence[Matter]


@in_words
def gather_matters(ledger: Ledger, world: World, now: datetime) -> None:
    """Brings the ledger's matters up to what its reports say and people ruled, in one transaction.

    Only what changed since the last gathering is gathered, with all that it bears on. Everything is where the ledger
    was never gathered so, by another version or in another world, or where half of it changed.
    """
    for _ in range(TRIES):
        with asking(ledger) as db:
            plan = planned(db, world)
        with writing(ledger) as db:
            if meta(db, "shelvings") == plan.shelvings:
                return _carry_out(db, plan, world, now)
        # another program gathered, or something was forgotten: what was planned from may be gone
    with writing(ledger) as db:
        return _carry_out(db, planned(db, world), world, now)


def _carry_out(db: sqlite3.Connection, plan: Plan, world: World, now: datetime) -> None:
    if plan.leaving is None:
        blocking_index.empty(db)
    else:
        blocking_index.unshelve(db, plan.leaving)
    blocking_index.shelve(db, blocking_index.method(world), plan.texts, plan.tellings, plan.components)
    replace_matters(db, plan.matters, plan.replaced, iso(now))
    db.execute("DELETE FROM touched WHERE n <= ?", (plan.seen,))
    set_meta(db, "gathered", max(plan.generation, int(meta(db, "gathered"))))


def planned(db: sqlite3.Connection, world: World) -> Plan:
    """What is to be gathered, gathered. Changes nothing."""
    seen = db.execute("SELECT coalesce(max(n), 0) FROM touched").fetchone()[0]
    start = Plan(int(meta(db, "generation")), meta(db, "shelvings"), seen, None, {}, (), {}, None, ())
    with uncollected():
        if blocking_index.is_shelved(db, world):
            touched = {row[0] for row in db.execute("SELECT DISTINCT report FROM touched")}
            if len(touched) <= SHARE * db.execute("SELECT count(*) FROM report").fetchone()[0] + 1:
                return _part(db, world, touched, start)
        with loading():
            return _whole(db, world, start)


# Everything


def _whole(db: sqlite3.Connection, world: World, start: Plan) -> Plan:
    done = effects(db)
    read = [done.read.get(report.key, (report, reading)) for report, reading in read_of(db, None, None)]
    told = accounts(read, world.kinds)
    number = dict(db.execute("SELECT key, n FROM report"))
    kept = _runs(told, {a.key: a.key for a in told})
    copy_of, known, ruled = near_copies(kept), sides(world), settle(rulings_of(done.held))
    origins = originate(told, copy_of, known)
    every = tellings(told, origins, ruled)
    found = gathered(every, copy_of, ruled)
    return replace(
        start,
        texts={number[key]: (number[copy_of[key]], of) for key, of in kept.items()},
        tellings=_rows(found.told, number, 1, found.component),
        matters=[m for incident in found.incidents for m in matters_of(incident, origins, known)],
    )


def _runs(told: Iterable[Account], name: Mapping[str, T]) -> dict[T, Runs]:
    """The runs of the texts that tell something, by what `name` calls their keys."""
    return runs_of({name[a.key]: a.report.text for a in told})


def _rows(told: Sequence[Telling], number: Mapping[str, int], first: int, component: Sequence[int]) -> list[Shelved]:
    """Tellings as rows with ids from `first` on; components are named by the id of one telling in them."""
    nth: Counter[str] = Counter()
    known: dict[object, int] = {}
    rows = []
    for i, telling in enumerate(told):
        key = telling.report
        rows.append(blocking_index.shelved(telling, first + i, number[key], nth[key], first + component[i], known))
        nth[key] += 1
    return rows


# What something bears on


def _part(db: sqlite3.Connection, world: World, touched: set[int], start: Plan) -> Plan:
    known, seen = sides(world), dict[str, Read]()
    dirty = with_ruled(db, touched)
    told, rulings = told_by(db, dirty, world.kinds, seen)
    number = {key: n for n, key in keys_of_numbers(db, dirty).items()}
    kept = _runs(told, number)
    groups = groups_now(db, dirty, kept)
    if groups.altered - dirty:
        dirty = with_ruled(db, dirty | groups.altered)
        told, rulings = told_by(db, dirty, world.kinds, seen)
        number = {key: n for n, key in keys_of_numbers(db, dirty).items()}
        kept = _runs(told, number)
    # what they tell now, and where that stands
    copy_of = copy_of_keys(db, dirty, groups)
    every = tellings(told, originate(told, copy_of, known), settle(rulings))
    first = db.execute("SELECT coalesce(max(id), 0) + 1 FROM telling").fetchone()[0]
    told_now = [telling_of(family, members, copy_of[members[0].key]) for family, members in every]
    fresh = _rows(told_now, number, first, range(len(every)))
    old = tellings_in(db, "report", dirty)
    # what hangs together with that, or did
    of = {t.id: telling for t, telling in zip(fresh, told_now, strict=True)}
    components = {t.component for t in (*old, *tellings_in(db, "id", crowded(db, old, fresh)))}
    components |= tied_to(db, fresh, of, {t.id for t in old}, groups, world.kinds, seen)
    reached = tellings_in(db, "component", components)
    staying = [t for t in reached if t.report not in dirty]
    aside = tellings_in(db, "id", beside(db, [*staying, *fresh], old, fresh))
    # and all of it gathered
    there = {t.report for t in (*staying, *fresh, *aside)}
    told, rulings = told_by(db, there, world.kinds, seen)
    key_of, by_claim = keys_of_numbers(db, there), {a.claim.id: a for a in told}
    rows = sorted([*staying, *fresh, *aside], key=lambda t: (key_of[t.report], t.nth))
    every = [(by_claim[t.claims[0]].family, [by_claim[c] for c in t.claims]) for t in rows]
    copy_of, outside = copy_of_keys(db, there, groups), {t.id for t in aside}
    origins = originate(told, copy_of, known)
    found = gathered(every, copy_of, settle(rulings), {i for i, t in enumerate(rows) if t.id in outside})
    component = {t.id: rows[found.component[i]].id for i, t in enumerate(rows)}
    stored = {n: first for n, (first, _) in texts_in(db, dirty - groups.first.keys()).items()}
    return replace(
        start,
        leaving=dirty,
        texts={n: ({**stored, **groups.first}[n], of) for n, of in kept.items()},
        tellings=[replace(t, component=component[t.id]) for t in fresh],
        components={t.id: component[t.id] for t in staying},
        replaced=_resting_on(db, number, {c for t in (*old, *reached) for c in t.claims}),
        matters=[m for incident in found.incidents for m in matters_of(incident, origins, known)],
    )


def _resting_on(db: sqlite3.Connection, keys: Iterable[str], claims: Iterable[str]) -> set[str]:
    """The matters that rest on these claims, or on any claim of these reports, which may have lost some."""
    found = {row[0] for row in asked(db, "SELECT matter FROM matter_claim WHERE claim IN {}", claims)}
    ask = "SELECT matter FROM matter_claim WHERE claim > ? || '.' AND claim < ? || '/'"
    return found | {row[0] for key in keys for row in db.execute(ask, (key, key))}
