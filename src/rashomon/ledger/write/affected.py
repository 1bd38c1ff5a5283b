"""What does a report that came, changed or went bear on? Asked of the shelves, so that nothing else need be read.

It bears on what rulings tie to it, on its near-copies and their runs of words, on tellings that weigh enough with one
of its own, and, where a shelf is crowded, on those that are compared with others because of it.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rashomon.ledger.core.blocking_index import (
    Shelf,
    Shelved,
    asked,
    compared_with,
    copies_of,
    crowd_on,
    holders_of,
    looking_on,
    on,
    signed,
    tellings_in,
    texts_in,
)
from rashomon.ledger.core.from_json import compared_from_json
from rashomon.ledger.core.queries import read_some
from rashomon.ledger.decide.apply_decisions import Read, rulings_of
from rashomon.ledger.decide.decisions import standing
from rashomon.ledger.read.detail import decisions_about, effects_some
from rashomon.matters import Ruling
from rashomon.matters.accounts import Account, accounts
from rashomon.matters.blocking import CROWD
from rashomon.matters.clustering import JOIN
from rashomon.matters.incidents import shelved_as
from rashomon.matters.origins import COMMON, Runs, copied, near_copies
from rashomon.matters.pair_scoring import columns, weigh
from rashomon.matters.report_events import Telling, telling_of
from rashomon.world.kinds import Kind

TIES = ("same", "different", "split")
"""Rulings on what belongs together."""


def keys_of_numbers(db: sqlite3.Connection, reports: Iterable[int]) -> dict[int, str]:
    """The keys of those of these reports that are there."""
    return dict(asked(db, "SELECT n, key FROM report WHERE n IN {}", reports))


def with_ruled(db: sqlite3.Connection, reports: Collection[int]) -> set[int]:
    """These reports, and the current editions of those that rulings tie to them, over any number of steps."""
    found = set(reports)
    if not db.execute(f"SELECT 1 FROM decision WHERE verb IN {TIES} LIMIT 1").fetchone():  # noqa: S608 - our names
        return found
    todo = found
    while todo:
        made = standing(decisions_about(db, list(keys_of_numbers(db, todo).values()), ()))
        tied = {a.report for d in made if d.verb in TIES for a in (*d.one, *d.two)}
        ask = "SELECT n FROM report WHERE current AND edition_of IN (SELECT edition_of FROM report WHERE key IN {})"
        todo = {row[0] for row in asked(db, ask, tied)} - found
        found |= todo
    return found


def told_by(
    db: sqlite3.Connection, reports: Collection[int], kinds: Mapping[str, Kind], seen: dict[str, Read]
) -> tuple[tuple[Account, ...], tuple[Ruling, ...]]:
    """What the current ones of these reports tell, as people have it, and all rulings that any of it is tied by.

    `seen` keeps what was read, by key, for as long as the ledger is looked at in one state.
    """
    everything = keys_of_numbers(db, with_ruled(db, reports))
    done = effects_some(db, decisions_about(db, list(everything.values()), ()))
    current = {key for (key,) in asked(db, "SELECT key FROM report WHERE current AND n IN {}", reports)}
    seen |= read_some(db, current - done.read.keys() - seen.keys(), compared_from_json)
    read = [done.read.get(key) or seen[key] for key in sorted(current) if key in done.read or key in seen]
    return accounts(read, kinds), rulings_of(done.held)


# Near-copies


@dataclass(frozen=True, slots=True)
class Groups:
    """Near-copies as they are now, of the groups that may have changed."""

    first: Mapping[int, int]
    """For each report of these groups the first of its group."""
    altered: frozenset[int]
    """Reports that did not change themselves, but are of another group now, or of one no more."""


def groups_now(db: sqlite3.Connection, changed: Collection[int], kept: Mapping[int, Runs]) -> Groups:
    """Near-copies after some reports changed; `kept` has the runs of those of them that tell something.

    A run that gets or loses its holder too many counts otherwise for all who hold it: their groups are asked anew too.
    """
    was = texts_in(db, changed)
    more = Counter(r for of in kept.values() for r in signed(of))
    more.subtract(r for _, of in was.values() for r in signed(of))
    held = holders_of(db, {r for r, n in more.items() if n})
    crossing = [h for r, h in held.items() if (len(h) > COMMON) != (len(h) + more[r] > COMMON)]
    shaken = set().union(*crossing) - set(changed)
    texts = texts_in(db, shaken)
    asking = dict(kept) | {n: of for n, (_, of) in texts.items()}
    held = holders_of(db, {r for of in asking.values() for r in signed(of)})
    now = Counter(r for of in kept.values() for r in signed(of))

    def holders(run: int) -> int:
        return now[run] + len(set(held.get(run, ())) - set(changed))

    partners = _partners(db, asking, held, {r for r in held if holders(r) > COMMON}, changed)
    firsts = {first for first, _ in (*was.values(), *texts.values(), *texts_in(db, partners).values())}
    before = copies_of(db, firsts)
    texts |= texts_in(db, before.keys() - set(changed))
    everyone = dict(kept) | {n: of for n, (_, of) in texts.items()}
    if not everyone:
        return Groups({}, frozenset())
    run, times = np.unique(np.concatenate(list(everyone.values())), return_counts=True)
    shared = signed(run[times > 1])
    held |= holders_of(db, set(shared) - held.keys())
    furniture = np.array([r for r in shared if holders(r) > COMMON], dtype=np.int64).view(np.uint64)
    key_of = keys_of_numbers(db, everyone)
    number = {key: n for n, key in key_of.items()}
    copy_of = near_copies({key_of[n]: of for n, of in everyone.items()}, furniture)
    first = {number[key]: number[of] for key, of in copy_of.items()}
    size, had = Counter(first.values()), Counter(before.values())
    altered = {n for n, (old, _) in texts.items() if first[n] != old or (size[first[n]] > 1) != (had[old] > 1)}
    return Groups(first, frozenset(altered))


def _partners(
    db: sqlite3.Connection,
    asking: Mapping[int, Runs],
    held: Mapping[int, Sequence[int]],
    furniture: Collection[int],
    changed: Collection[int],
) -> set[int]:
    """The reports that did not change and are near-copies of one of those who ask."""
    shared: Counter[tuple[int, int]] = Counter()
    for n, of in asking.items():
        for run in signed(of):
            if run not in furniture:
                shared.update((n, other) for other in held.get(run, ()) if other != n and other not in changed)
    length = {n: len(of) for n, (_, of) in texts_in(db, {other for _, other in shared}).items()}
    pairs = [(other, times, min(len(asking[n]), length.get(other, 0))) for (n, other), times in shared.items()]
    times, shorter = (np.array([pair[n] for pair in pairs], dtype=np.int64) for n in (1, 2))
    return {pair[0] for pair, alike in zip(pairs, copied(times, shorter).tolist(), strict=True) if alike}


def copy_of_keys(db: sqlite3.Connection, reports: Collection[int], groups: Groups) -> dict[str, str]:
    """The first of the near-copies of each of these reports, by keys, with all others of their groups."""
    first = {first for first, _ in texts_in(db, set(reports) - groups.first.keys()).values()}
    of = copies_of(db, first) | dict(groups.first)
    key_of = keys_of_numbers(db, of)
    return {key_of[n]: key_of[one] for n, one in of.items() if n in key_of and one in key_of}


# Shelves


def crowded(db: sqlite3.Connection, old: Sequence[Shelved], fresh: Sequence[Shelved]) -> set[int]:
    """The tellings that may be compared with others now, since what came or went stands among too many."""
    found: set[int] = set()
    more = _more(old, fresh)
    for shelf in {s for t in (*old, *fresh) for s in t.stands_on()}:
        before = crowd_on(db, shelf)
        if max(before, before + more[shelf]) > CROWD:
            found |= on(db, shelf) | looking_on(db, shelf)
    return found


def beside(
    db: sqlite3.Connection, mine: Sequence[Shelved], old: Sequence[Shelved], fresh: Sequence[Shelved]
) -> set[int]:
    """The tellings on crowded shelves on which these look: all that stand there decide which of them are compared."""
    found: set[int] = set()
    more = _more(old, fresh)
    for shelf in {s for t in mine for s in t.looks_on()}:
        if crowd_on(db, shelf) + more[shelf] > CROWD:
            found |= on(db, shelf)
    return found - {t.id for t in (*mine, *old)}


def _more(old: Sequence[Shelved], fresh: Sequence[Shelved]) -> Counter[Shelf]:
    """How many more stand on each shelf than did."""
    more = Counter(s for t in fresh for s in t.stands_on())
    more.subtract(s for t in old for s in t.stands_on())
    return more


def tied_to(
    db: sqlite3.Connection,
    fresh: Sequence[Shelved],
    told: Mapping[int, Telling],
    old: Collection[int],
    groups: Groups,
    kinds: Mapping[str, Kind],
    seen: dict[str, Read],
) -> set[int]:
    """The components of tellings that weigh enough with one of the fresh ones (`told` by id), but of `old`."""
    near = {t.id: compared_with(db, t) - set(old) for t in fresh}
    there = {t.id: t for t in tellings_in(db, "id", set().union(*near.values()))}
    reports = {t.report for t in there.values()}
    by_claim = {a.claim.id: a for a in told_by(db, reports, kinds, seen)[0]}
    copy_of = copy_of_keys(db, reports, groups)
    of: dict[int, Telling] = dict(told)
    for id_, row in there.items():
        members = [by_claim[c] for c in row.claims]
        of[id_] = telling_of(members[0].family, members, copy_of.get(members[0].key, members[0].key))
    name = {id_: shelved_as(t.family, t.accounts) for id_, t in of.items()}
    found: set[int] = set()
    by_name: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for id_, others in near.items():
        for other in others:
            if name[id_] == name[other]:
                by_name[name[id_]].append((id_, other))
    for pairs in by_name.values():
        ids = sorted({i for pair in pairs for i in pair})
        at = {id_: i for i, id_ in enumerate(ids)}
        mine, theirs = (np.array([at[pair[side]] for pair in pairs], dtype=np.int64) for side in (0, 1))
        enough = weigh(columns([of[i] for i in ids]), mine, theirs).total >= JOIN
        found |= {there[ids[i]].component for i in theirs[enough].tolist()}
    return found
