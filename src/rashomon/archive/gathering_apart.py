"""The matters of more readings than fit into memory: what one gathering of all of them gives, made piece by piece.

Three passes. First the runs of words of all texts, which alone tell near-copies. Then what each report tells, filed on
the disk by family of kinds and slot of days: no two tellings of other families, and none whose slots are no neighbours,
are ever compared, so that two neighbouring slots at a time show what hangs together. At last each set that hangs
together is gathered by itself, beside all that stands on the same shelves: no incident reaches further.
"""

from __future__ import annotations

import pickle  # what is loaded was written by this process into a folder that is its own
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import IO, NamedTuple

import numpy as np

from rashomon.garbage import uncollected
from rashomon.matters.accounts import Origin, accounts
from rashomon.matters.blocking import UNDATED, pairs_to_compare
from rashomon.matters.camps import Sides, sides
from rashomon.matters.clustering import JOIN
from rashomon.matters.disjoint_sets import root, unite
from rashomon.matters.incidents import gathered, shelved_as, tellings, window_of
from rashomon.matters.origins import near_copies, originate, runs_of
from rashomon.matters.pair_scoring import columns, weigh
from rashomon.matters.question import matters_of
from rashomon.matters.report_events import Telling, Told, telling_of
from rashomon.model import Matter, Reading, Report
from rashomon.world import World
from rashomon.world.kinds import Family, Kind, kind_of

AT_ONCE = 5000
"""Tellings that are gathered at once, but for a set that hangs together and is larger."""
KEPT = 8
"""Slots that are in memory at once beside those that are gathered."""

Read = Sequence[tuple[Report, Reading]]


class Filed(NamedTuple):
    """What a report tells of one happening, as it is kept on the disk."""

    key: str
    nth: int
    told: Told
    origins: Mapping[str, Origin]


class Drawer(NamedTuple):
    """Where the tellings of a name and a slot of days lie: `shelved_as` gives the name."""

    name: str
    slot: int


def all_matters(
    read: Callable[[], Iterable[Read]], world: World, scratch: Path, at_once: int = AT_ONCE
) -> Iterator[Matter]:
    """The matters of all readings that `read` gives, some at a time, each time it is called; in no particular order.

    The same as `rashomon.matters.gather` gives of all at once. `scratch` is an empty folder for what is filed.
    """
    known = sides(world)
    with uncollected():
        copy_of = _copies(read(), known)
        drawers = _file(read(), known, copy_of, scratch)
        for name in sorted({d.name for d in drawers}):
            yield from _of_name(name, drawers, copy_of, known, at_once)


def _copies(read: Iterable[Read], known: Sides) -> dict[str, str]:
    runs = {}
    for some in read:
        runs.update(runs_of({a.key: a.report.text for a in accounts(some, known.kinds)}))
    return near_copies(runs)


def _file(read: Iterable[Read], known: Sides, copy_of: Mapping[str, str], scratch: Path) -> dict[Drawer, Path]:
    """Puts what each report tells where it belongs, and says where that is."""
    group: dict[str, list[str]] = defaultdict(list)
    for key, first in copy_of.items():
        group[first].append(key)
    drawers: dict[Drawer, Path] = {}
    for some in read:
        told = accounts(some, known.kinds)
        # The whole of each group: whether it is one of several copies changes whose voice a report is.
        around = {k: copy_of[a.key] for a in told for k in group[copy_of[a.key]]}
        origins = originate(told, around, known)
        nth = Counter[str]()
        fresh: dict[Drawer, list[Filed]] = defaultdict(list)
        for family, members in tellings(told, origins):
            key, name = members[0].key, shelved_as(family, members)
            day = telling_of(family, members, copy_of[key]).day
            slot = UNDATED if day is None else day // window_of(family, name)
            mine = {m.claim.id: origins[m.claim.id] for m in members}
            fresh[Drawer(name, slot)].append(Filed(key, nth[key], (family, members), mine))
            nth[key] += 1
        for drawer, filed in fresh.items():
            with drawers.setdefault(drawer, scratch / f"{len(drawers)}.filed").open("ab") as stream:
                _Pickler(stream).dump(filed)
    return drawers


def _of_name(
    name: str, drawers: Mapping[Drawer, Path], copy_of: Mapping[str, str], known: Sides, at_once: int
) -> Iterator[Matter]:
    slots = sorted(d.slot for d in drawers if d.name == name)
    families = {f.name: f for kind in known.kinds.values() for f in (kind.family, kind.deed) if f is not None}

    @lru_cache(maxsize=KEPT)
    def in_slot(slot: int) -> list[Filed]:
        file = drawers.get(Drawer(name, slot))
        return [] if file is None else list(_taken(file, known.kinds, families))

    for together in _batches(_hanging_together(slots, in_slot, copy_of), at_once):
        wanted = sorted({s + beside for s, *_ in together for beside in (-1, 0, 1)})
        mine = {(key, nth) for _, key, nth in together}
        rows = sorted((f for s in wanted for f in in_slot(s)), key=_order)
        outside = {i for i, f in enumerate(rows) if _order(f) not in mine}
        found = gathered([f.told for f in rows], copy_of, beside=outside)
        origins = {id_: o for i, f in enumerate(rows) if i not in outside for id_, o in f.origins.items()}
        for incident in found.incidents:
            yield from matters_of(incident, origins, known)


def _order(filed: Filed) -> tuple[str, int]:
    """In which all tellings stand that are gathered at once."""
    return filed.key, filed.nth


class _Pickler(pickle.Pickler):
    """Kinds and families by their names: they are the world's, and there is one of each."""

    def persistent_id(self, of: object) -> tuple[type, str] | None:
        return (Kind, of.id) if isinstance(of, Kind) else (Family, of.name) if isinstance(of, Family) else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, stream: IO[bytes], kinds: Mapping[str, Kind], families: Mapping[str, Family]) -> None:
        super().__init__(stream)
        self.kinds, self.families = kinds, families

    def persistent_load(self, name: tuple[type, str]) -> Kind | Family:
        of, called = name
        if of is Kind:
            return kind_of(self.kinds, called)
        return self.families.get(called) or kind_of(self.kinds, called).family


def _taken(file: Path, kinds: Mapping[str, Kind], families: Mapping[str, Family]) -> Iterator[Filed]:
    with file.open("rb") as stream:
        while stream.peek(1):
            yield from _Unpickler(stream, kinds, families).load()


Numbered = tuple[int, str, int]
"""The slot of a telling, and its place in `_order`."""


def _hanging_together(
    slots: Sequence[int], in_slot: Callable[[int], list[Filed]], copy_of: Mapping[str, str]
) -> list[list[Numbered]]:
    """Which tellings hang together over any number of pairs that weigh enough, found two slots at a time."""
    number: dict[Numbered, int] = {}
    above: list[int] = []
    for slot in slots:
        rows = sorted(((s, f) for s in (slot, slot + 1) for f in in_slot(s)), key=lambda row: _order(row[1]))
        for s, f in rows:
            if (s, *_order(f)) not in number:
                number[s, *_order(f)] = len(above)
                above.append(len(above))
        told = [_telling(f, copy_of) for _, f in rows]
        ids = [number[s, *_order(f)] for s, f in rows]
        for i, j in _strong(told, rows[0][1]):
            unite(above, ids[i], ids[j])
    sets: dict[int, list[Numbered]] = defaultdict(list)
    for one, n in number.items():
        sets[root(above, n)].append(one)
    return sorted(sets.values(), key=min)


def _telling(filed: Filed, copy_of: Mapping[str, str]) -> Telling:
    return telling_of(*filed.told, copy_of[filed.key])


def _strong(told: Sequence[Telling], one: Filed) -> Iterable[tuple[int, int]]:
    """Pairs that weigh enough to be of one happening."""
    family, members = one.told
    first, second, _ = pairs_to_compare(told, window_of(family, shelved_as(family, members)))
    enough = np.flatnonzero(weigh(columns(told), first, second).total >= JOIN)
    return zip(first[enough].tolist(), second[enough].tolist(), strict=True)


def _batches(sets: Iterable[list[Numbered]], at_once: int) -> Iterator[list[Numbered]]:
    batch: list[Numbered] = []
    for one in sets:
        if batch and len(batch) + len(one) > at_once:
            yield batch
            batch = []
        batch = batch + one
    if batch:
        yield batch
