"""The matters of more readings than fit into memory: what one gathering of all of them gives, made piece by piece.

Four passes, each of which several processes can share. First the runs of words of all texts, which alone tell
near-copies. Then what each report tells, filed on the disk by family of kinds and slot of days: no two tellings of
other families, and none whose slots are no neighbours, are ever compared. Third what hangs together, family by family.
At last each set that hangs together is gathered by itself: no incident reaches further.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from rashomon.archive.by_processes import Each
from rashomon.archive.filed import Drawer, Filed, Files, families_of, family_named, file_away, lying_in, told_in
from rashomon.archive.hanging_together import Batch, batches
from rashomon.garbage import loading
from rashomon.matters.accounts import Origin, accounts
from rashomon.matters.camps import Sides, sides
from rashomon.matters.incidents import PERIOD, incident, linked, tellings, window_of
from rashomon.matters.origins import Runs, near_copies, originate, runs_of
from rashomon.matters.pair_scoring import columns
from rashomon.matters.question import matters_of
from rashomon.matters.report_events import Told, telling_of, telling_something
from rashomon.model import Matter, Place, Reading, Report
from rashomon.quick_records import replace
from rashomon.world import load_world
from rashomon.world.kinds import Family

AT_ONCE = 2500
"""Tellings that are gathered at once, but for a set that hangs together and is larger."""

Read = Sequence[tuple[Report, Reading]]
T = TypeVar("T")


class Piece(NamedTuple):
    """Some of the readings, read when it is called. It is pickled where several processes share the work."""

    texts: Callable[[], Mapping[str, str]]
    """By the key of each report of which there is an account, which is asked before the readings are."""
    read: Callable[[], Read]


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
    by_name: dict[str, dict[int, tuple[Path, ...]]] = defaultdict(dict)
    for used in each(partial(_file, packs, scratch), zip(pieces, around, strict=True)):
        for (name, slot), file in used.items():
            by_name[name][slot] = tuple(dict.fromkeys((*by_name[name].get(slot, ()), file)))
    # the largest first: whoever has it is not left alone with it at the end
    largest = sorted(by_name.items(), key=lambda named: (-_size(named[1]), named[0]))
    tasks = (task for some in each(partial(_tasks, packs, at_once), largest) for task in some)
    yield from each(partial(_gathered, packs, keep), tasks)


def _size(files: Files) -> int:
    return sum(file.stat().st_size for some in files.values() for file in some)


@cache
def _known(packs: tuple[str, ...]) -> Sides:
    return sides(load_world(packs))


@cache
def _families(packs: tuple[str, ...]) -> dict[str, Family]:
    return families_of(_known(packs).kinds)


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
        found = []
        for family, members in tellings(told, origins):
            key = members[0].key
            mine = {m.claim.id: origins[m.claim.id] for m in members}
            found.append((nth[key], telling_of(family, members, copy_of[key]), members, mine))
            nth[key] += 1
        return file_away(found, scratch)


class Task(NamedTuple):
    """Tellings that are gathered at once, with a name for them, and where they lie."""

    name: str
    files: Files
    batch: Batch


def _tasks(packs: tuple[str, ...], at_once: int, task: tuple[str, Files]) -> list[Task]:
    name, files = task
    family = family_named(name.removesuffix(PERIOD), _known(packs).kinds, _families(packs))
    places: dict[tuple[object, ...], Place] = {}
    with loading():
        found = batches(
            sorted(files), lambda slot: _in_slot(packs, files[slot], places), window_of(family, name), at_once
        )
        return [
            Task(f"{name}.{n}", {slot: files[slot] for slot in {named.slot for named in batch.names}}, batch)
            for n, batch in enumerate(found)
        ]


def _in_slot(
    packs: tuple[str, ...],
    files: tuple[Path, ...],
    places: dict[tuple[object, ...], Place],
    wanted: Container[tuple[str, int]] | None = None,
) -> list[Filed]:
    return [*lying_in(files, _known(packs).kinds, _families(packs), places, wanted)]


def _gathered(packs: tuple[str, ...], keep: Callable[[Iterator[Matter], str], T], task: Task) -> T:
    with loading():
        return keep(_matters(packs, task.files, task.batch), task.name)


def _matters(packs: tuple[str, ...], files: Files, batch: Batch) -> Iterator[Matter]:
    known, families = _known(packs), _families(packs)
    wanted = {(named.key, named.nth) for named in batch.names}
    places: dict[tuple[object, ...], Place] = {}
    reports: dict[str, Report] = {}
    rows = [filed for slot in files.values() for filed in _in_slot(packs, slot, places, wanted)]
    rows.sort(key=lambda filed: filed.order)
    every: list[Told] = []
    origins: dict[str, Origin] = {}
    for filed in rows:
        told, mine = told_in(filed, known.kinds, families, reports)
        every.append(told)
        origins.update(mine)
    table = columns(
        [
            replace(filed.telling, accounts=tuple(telling_something(members)))
            for filed, (_, members) in zip(rows, every, strict=True)
        ]
    )
    found = linked(table, (batch.first, batch.second), batch.weights, batch.crowds)
    for cluster in found.clusters:
        yield from matters_of(incident(sorted(cluster), every, found.why), origins, known)
