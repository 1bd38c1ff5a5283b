"""The matters of more readings than fit into memory: what one gathering of all of them gives, made piece by piece.

Three passes, each of which several processes can share. First the runs of words of all texts, which alone tell
near-copies. Then what each report tells, filed on the disk by family of kinds and slot of days: no two tellings of
other families, and none whose slots are no neighbours, are ever compared, so that some neighbouring slots at a time
show what hangs together. At last each set that hangs together is gathered by itself, beside all that stands on the same
shelves: no incident reaches further.
"""

from __future__ import annotations

import os
import pickle  # what is loaded was written by this program into a folder that is its own
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from functools import cache, partial
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeVar

import numpy as np

from rashomon.archive.by_processes import Each
from rashomon.garbage import loading
from rashomon.matters.accounts import Origin, accounts
from rashomon.matters.blocking import UNDATED, pairs_to_compare
from rashomon.matters.camps import Sides, sides
from rashomon.matters.clustering import JOIN
from rashomon.matters.disjoint_sets import root, unite
from rashomon.matters.incidents import gathered, shelved_as, tellings, window_of
from rashomon.matters.origins import Runs, near_copies, originate, runs_of
from rashomon.matters.pair_scoring import columns, weigh
from rashomon.matters.question import matters_of
from rashomon.matters.report_events import Telling, Told, telling_of
from rashomon.model import Matter, Reading, Report, Span
from rashomon.quick_records import fields_of, put_together
from rashomon.world import load_world
from rashomon.world.kinds import Family, Kind, kind_of

AT_ONCE = 5000
"""Tellings that are gathered at once, but for a set that hangs together and is larger."""
KEPT = 10_000
"""Tellings that stay in memory beside those that are gathered: they are asked for again soon, by slots of days."""
SCANNED = 3000
"""Tellings that are looked through at once for what hangs together: those of the slot between two such are twice."""
NEAR = 3
"""Slots that stay, however many tellings they have: a slot is gathered beside the one before and the one after."""

Read = Sequence[tuple[Report, Reading]]
T = TypeVar("T")


class Piece(NamedTuple):
    """Some of the readings, read when it is called. It is pickled where several processes share the work."""

    texts: Callable[[], Mapping[str, str]]
    """By the key of each report of which there is an account, which is asked before the readings are."""
    read: Callable[[], Read]


class Filed(NamedTuple):
    """What a report tells of one happening, as it is kept on the disk."""

    key: str
    nth: int
    copy: str
    """The first of the group of near-copies that the report is of."""
    told: Told
    telling: Telling
    """The same as it is compared."""
    origins: Mapping[str, Origin]


class Drawer(NamedTuple):
    """Where the tellings of a name and a slot of days lie: `shelved_as` gives the name."""

    name: str
    slot: int


Files = dict[Drawer, tuple[Path, ...]]
"""Each process files in a file of its own."""


def all_matters(
    pieces: Sequence[Piece],
    packs: tuple[str, ...],
    scratch: Path,
    keep: Callable[[Iterator[Matter], str], T],
    each: Each = map,
    at_once: int = AT_ONCE,
) -> Iterator[T]:
    """What `keep` makes of the matters of all readings of all pieces: of some at a time, with a name for them.

    The same matters as `rashomon.matters.gather` gives of all at once, in no particular order, in the world of these
    packs. `scratch` is an empty folder for what is filed. `keep` is called where they are gathered.
    """
    runs: dict[str, Runs] = {}
    keys: list[list[str]] = []
    for some in each(_runs, pieces):
        runs.update(some)
        keys.append([*some])
    copy_of = near_copies(runs)
    del runs
    group: dict[str, list[str]] = defaultdict(list)
    for key, first in copy_of.items():
        group[first].append(key)
    # The whole of each group: whether it is one of several copies changes whose voice a report is.
    around = ({k: copy_of[key] for key in mine for k in group[copy_of[key]]} for mine in keys)
    drawers: Files = defaultdict(tuple)
    for used in each(partial(_file, packs, scratch), zip(pieces, around, strict=True)):
        for drawer, file in used.items():
            drawers[drawer] = tuple(dict.fromkeys((*drawers[drawer], file)))
    by_name: dict[str, Files] = defaultdict(dict)
    for drawer, files in sorted(drawers.items()):
        by_name[drawer.name][drawer] = files
    # the largest first: whoever has it is not left alone with it at the end
    largest = sorted(by_name.items(), key=lambda named: (-_size(named[1]), named[0]))
    yield from each(partial(_of_name, packs, at_once, keep), largest)


def _size(drawers: Files) -> int:
    return sum(file.stat().st_size for files in drawers.values() for file in files)


@cache
def _known(packs: tuple[str, ...]) -> Sides:
    return sides(load_world(packs))


def _runs(piece: Piece) -> dict[str, Runs]:
    with loading():
        return runs_of(piece.texts())


def _file(packs: tuple[str, ...], scratch: Path, task: tuple[Piece, Mapping[str, str]]) -> dict[Drawer, Path]:
    """Puts what each report tells where it belongs, and says where that is."""
    piece, copy_of = task
    known = _known(packs)
    with loading():
        told = accounts(piece.read(), known.kinds)
        origins = originate(told, copy_of, known)
        nth = Counter[str]()
        fresh: dict[Drawer, list[Filed]] = defaultdict(list)
        for family, members in tellings(told, origins):
            key, name = members[0].key, shelved_as(family, members)
            copy = copy_of[key]
            telling = telling_of(family, members, copy)
            slot = UNDATED if telling.day is None else telling.day // window_of(family, name)
            mine = {m.claim.id: origins[m.claim.id] for m in members}
            fresh[Drawer(name, slot)].append(Filed(key, nth[key], copy, (family, members), telling, mine))
            nth[key] += 1
        files = {drawer: scratch / f"{drawer.name}.{drawer.slot}.{os.getpid()}.filed" for drawer in fresh}
        for drawer, filed in fresh.items():
            with files[drawer].open("ab") as stream:
                _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(filed)
    return files


def _of_name(
    packs: tuple[str, ...], at_once: int, keep: Callable[[Iterator[Matter], str], T], task: tuple[str, Files]
) -> T:
    name, drawers = task
    with loading():
        return keep(_matters(name, drawers, _known(packs), at_once), name)


def _matters(name: str, drawers: Files, known: Sides, at_once: int) -> Iterator[Matter]:
    families = {f.name: f for kind in known.kinds.values() for f in (kind.family, kind.deed) if f is not None}

    near: dict[int, list[Filed]] = {}  # the one that was asked for last stands last

    def in_slot(slot: int) -> list[Filed]:
        found = near.pop(slot, None)
        if found is None:
            files = drawers.get(Drawer(name, slot), ())
            found = [filed for file in files for filed in _taken(file, known.kinds, families)]
        near[slot] = found
        while len(near) > NEAR and sum(map(len, near.values())) > KEPT:
            del near[next(iter(near))]
        return found

    slots = sorted(d.slot for d in drawers)
    for together in _batches(_hanging_together(slots, in_slot), at_once):
        wanted = sorted({s + beside for s, *_ in together for beside in (-1, 0, 1)})
        mine = {(key, nth) for _, key, nth in together}
        rows = sorted((f for s in wanted for f in in_slot(s)), key=_order)
        outside = {i for i, f in enumerate(rows) if _order(f) not in mine}
        copy_of = {f.key: f.copy for f in rows}
        found = gathered([f.told for f in rows], copy_of, beside=outside, known=[f.telling for f in rows])
        origins = {id_: o for i, f in enumerate(rows) if i not in outside for id_, o in f.origins.items()}
        for incident in found.incidents:
            yield from matters_of(incident, origins, known)


def _order(filed: Filed) -> tuple[str, int]:
    """In which all tellings stand that are gathered at once."""
    return filed.key, filed.nth


# Kinds and families are pickled by their names: they are the world's, and there is one of each. Other records by their
# fields: what the standard library does with frozen ones takes twice as long.


def _named_kind(id_: str) -> Kind:
    raise AssertionError(f"{id_} is looked up where it is loaded")


def _named_family(name: str) -> Family:
    raise AssertionError(f"{name} is looked up where it is loaded")


class _ByType(dict[type, Callable[[Any], Any]]):
    """How an object of a type is taken apart: a table, as it is asked for each of millions."""

    def __missing__(self, of: type) -> Callable[[Any], Any]:
        if not is_dataclass(of):
            raise KeyError(of)
        self[of] = reduced = partial(_apart, of)
        return reduced


def _apart(kind: type, of: Any) -> tuple[Any, ...]:
    return put_together, (kind, fields_of(of))


BY_TYPE = _ByType(
    {
        Kind: lambda of: (_named_kind, (of.id,)),
        Family: lambda of: (_named_family, (of.name,)),
        Span: lambda of: (tuple.__new__, (Span, tuple(of))),
    }
)


class _Pickler(pickle.Pickler):
    dispatch_table = BY_TYPE


class _Unpickler(pickle.Unpickler):
    def __init__(self, stream: IO[bytes], kinds: Mapping[str, Kind], families: Mapping[str, Family]) -> None:
        super().__init__(stream)
        self.kinds, self.families = kinds, families

    def find_class(self, module: str, name: str) -> Any:
        if name == _named_kind.__name__:
            return self._kind
        return self._family if name == _named_family.__name__ else super().find_class(module, name)

    def _kind(self, id_: str) -> Kind:
        return kind_of(self.kinds, id_)

    def _family(self, name: str) -> Family:
        return self.families.get(name) or kind_of(self.kinds, name).family


def _taken(file: Path, kinds: Mapping[str, Kind], families: Mapping[str, Family]) -> Iterator[Filed]:
    with file.open("rb") as stream:
        while stream.peek(1):
            yield from _Unpickler(stream, kinds, families).load()


Numbered = tuple[int, str, int]
"""The slot of a telling, and its place in `_order`."""


def _hanging_together(slots: Sequence[int], in_slot: Callable[[int], list[Filed]]) -> Iterator[list[Numbered]]:
    """Which tellings hang together over any number of pairs that weigh enough, found some neighbouring slots at a time.

    A set is given when no later slot can add to it, so that its tellings were unpacked not long ago.
    """
    number: dict[Numbered, int] = {}
    above: list[int] = []
    sets: dict[int, list[Numbered]] = {}
    for some in _several(slots, in_slot):
        last = some[-1]
        rows = sorted(((s, f) for s in (*some, last + 1) for f in in_slot(s)), key=lambda row: _order(row[1]))
        names = [(s, *_order(f)) for s, f in rows]
        for name in names:
            if name not in number:
                number[name] = len(above)
                sets[len(above)] = [name]
                above.append(len(above))
        ids = [number[name] for name in names]
        for i, j in _strong([f.telling for _, f in rows], rows[0][1]):
            one, other = root(above, ids[i]), root(above, ids[j])
            if one != other:
                unite(above, one, other)
                few, many = sorted((sets.pop(one), sets.pop(other)), key=len)
                many += few
                sets[root(above, one)] = many
        going_on = {root(above, number[name]) for name in names if name[0] > last}
        for done in sorted({root(above, number[name]) for name in names} - going_on):
            yield sorted(sets.pop(done))


def _several(slots: Sequence[int], in_slot: Callable[[int], list[Filed]]) -> Iterator[list[int]]:
    """Slots in a row, so many at a time that `SCANNED` tellings are in them, or one."""
    some: list[int] = []
    told = 0
    for slot in slots:
        told += len(in_slot(slot))
        if some and told > SCANNED:
            yield some
            some, told = [], len(in_slot(slot))
        some.append(slot)
    if some:
        yield some


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
