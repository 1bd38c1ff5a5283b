"""What each report tells, on the disk while an archive is gathered: by family of kinds and slot of days.

Of each telling there is what it is compared by, and packed by itself all that its matters are made of.
"""

from __future__ import annotations

import marshal  # what is loaded was written by this program into a folder that is its own
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from rashomon.archive.packing import packer
from rashomon.matters.accounts import Account, Origin, one_of_each
from rashomon.matters.blocking import UNDATED
from rashomon.matters.incidents import shelved_as, window_of
from rashomon.matters.report_events import Telling, Told
from rashomon.model import Count, Place, Reason, Report, Statement
from rashomon.quick_records import fields_of, putting_together
from rashomon.world.kinds import Family, Kind, kind_of


class Drawer(NamedTuple):
    """Where the tellings of a name and a slot of days lie: `shelved_as` gives the name."""

    name: str
    slot: int


Files = Mapping[int, tuple[Path, ...]]
"""By slot. Each process files in a file of its own."""
Kinds = Mapping[str, Kind]


class Shared(NamedTuple):
    """What several tellings of a file have in common."""

    reports: Mapping[str, tuple[Any, ...]]
    """Packed, by their keys."""
    places: Sequence[Place]


class Filed(NamedTuple):
    """What a report tells of one happening, as it lies in its drawer."""

    key: str
    nth: int
    telling: Telling
    """As it is compared, without its accounts."""
    packed: bytes
    shared: Shared

    @property
    def order(self) -> tuple[str, int]:
        """In which all tellings stand that are gathered at once."""
        return self.key, self.nth


NAMES = [f.name for f in fields(Account)]
CLAIM, STATEMENT, REPORT, PLACE, COUNTS, REASON, CLAIMED, FAMILY, KILLED, SPEAKER = map(
    NAMES.index,
    ("claim", "statement", "report", "place", "counts", "reason", "claimed", "family", "killed", "speaker"),
)


def file_away(
    told: Iterable[tuple[int, Telling, Sequence[Account], Mapping[str, Origin]]], scratch: Path
) -> dict[Drawer, Path]:
    """Puts tellings where they belong and says where that is: the how manieth of its report each is, all accounts of
    it, and where they came from, by their claims."""
    drawers: dict[Drawer, list[tuple[int, Telling, Sequence[Account], Mapping[str, Origin]]]] = {}
    for one in told:
        telling = one[1]
        name = shelved_as(telling.family, one[2])
        slot = UNDATED if telling.day is None else telling.day // window_of(telling.family, name)
        drawers.setdefault(Drawer(name, slot), []).append(one)
    files = {drawer: scratch / f"{drawer.name}.{drawer.slot}.{os.getpid()}.filed" for drawer in drawers}
    for drawer, some in drawers.items():
        whole = marshal.dumps(_packed(some))
        with files[drawer].open("ab") as stream:
            stream.write(len(whole).to_bytes(8, "little") + whole)
    return files


def _packed(told: Sequence[tuple[int, Telling, Sequence[Account], Mapping[str, Origin]]]) -> tuple[Any, ...]:
    places: dict[int, Place] = {}
    number: dict[int, int] = {}
    reports: dict[str, tuple[Any, ...]] = {}

    def numbered(place: Place | None) -> int | None:
        if place is None:
            return None
        if id(place) not in number:
            number[id(place)] = len(number)
            places[id(place)] = place
        return number[id(place)]

    pack_report, pack_statement = packer(Report)[0], packer(Statement)[0]
    pack_count, pack_reason, pack_origin = packer(Count)[0], packer(Reason)[0], packer(Origin)[0]

    def account(a: Account, statements: dict[str, Any]) -> list[Any]:
        values = list(fields_of(a))
        statement = a.statement
        if statement.id not in statements:
            statements[statement.id] = pack_statement(statement)
        counts = a.counts
        values[CLAIM] = next(n for n, c in enumerate(statement.claims) if c is a.claim)
        values[STATEMENT], values[REPORT], values[SPEAKER] = statement.id, None, None
        values[PLACE] = numbered(a.place)
        if counts:
            values[COUNTS] = [pack_count(c) for c in counts]
            values[KILLED] = [n for n, c in enumerate(counts) if any(c is k for k in a.killed)]
        if a.reason is not None:
            values[REASON] = pack_reason(a.reason)
        values[CLAIMED], values[FAMILY] = a.claimed.id, a.family.name
        return values

    rows = []
    for nth, telling, members, origins in told:
        report = members[0].report
        if telling.report not in reports:
            reports[telling.report] = pack_report(report)
        statements: dict[str, Any] = {}
        mine = [account(a, statements) for a in members]
        by = [(id_, pack_origin(o)) for id_, o in origins.items()]
        compared = (
            telling.family.name, telling.report, None, telling.kinds, telling.sorts, numbered(telling.place),
            telling.start, telling.end, telling.day, telling.published, telling.actors, telling.targets, telling.tolls,
            telling.main, telling.words, telling.copy_of,
        )  # fmt: skip
        rows.append((telling.report, nth, compared, marshal.dumps((mine, statements, by))))
    return reports, [packer(Place)[0](p) for p in places.values()], rows


def lying_in(
    files: Iterable[Path], kinds: Kinds, families: Mapping[str, Family], known: dict[tuple[object, ...], Place]
) -> Iterator[Filed]:
    """The tellings in the files of a drawer. `known` has places that were seen before: of equal ones there is one."""
    unpack_place = packer(Place)[1]
    make = _telling()
    for file in files:
        whole, at = memoryview(file.read_bytes()), 0
        while at < len(whole):
            begin, size = at + 8, int.from_bytes(whole[at : at + 8], "little")
            at = begin + size
            reports, places, rows = marshal.loads(whole[begin:at])  # noqa: S302 - our own
            shared = Shared(reports, one_of_each([unpack_place(p) for p in places], known))
            for key, nth, compared, packed in rows:
                values = list(compared)
                values[0] = family_named(values[0], kinds, families)
                values[2] = ()
                if values[5] is not None:
                    values[5] = shared.places[values[5]]
                yield Filed(key, nth, make(values), packed, shared)


@cache
def _telling() -> Any:
    return putting_together(Telling)


def family_named(name: str, kinds: Kinds, families: Mapping[str, Family]) -> Family:
    return families.get(name) or kind_of(kinds, name).family


def families_of(kinds: Kinds) -> dict[str, Family]:
    return {f.name: f for kind in kinds.values() for f in (kind.family, kind.deed) if f is not None}


def unpacked(
    filed: Filed, kinds: Kinds, families: Mapping[str, Family], reports: dict[str, Report]
) -> tuple[Told, dict[str, Origin]]:
    """All accounts of a telling, and where they came from. `reports` has those that were unpacked before."""
    mine, packed, by = marshal.loads(filed.packed)  # noqa: S302 - our own
    report = reports.get(filed.key)
    if report is None:
        reports[filed.key] = report = packer(Report)[1](filed.shared.reports[filed.key])
    unpack_statement, unpack_count, unpack_reason = packer(Statement)[1], packer(Count)[1], packer(Reason)[1]
    statements = {id_: unpack_statement(s) for id_, s in packed.items()}
    make, places = putting_together(Account), filed.shared.places
    found: list[Account] = []
    for values in mine:
        statement = statements[values[STATEMENT]]
        values[CLAIM] = statement.claims[values[CLAIM]]
        values[STATEMENT], values[REPORT], values[SPEAKER] = statement, report, statement.speaker
        if values[PLACE] is not None:
            values[PLACE] = places[values[PLACE]]
        if values[COUNTS]:
            values[COUNTS] = counts = tuple([unpack_count(c) for c in values[COUNTS]])
            values[KILLED] = tuple([counts[n] for n in values[KILLED]])
        if values[REASON] is not None:
            values[REASON] = unpack_reason(values[REASON])
        values[CLAIMED] = kind_of(kinds, values[CLAIMED])
        values[FAMILY] = family_named(values[FAMILY], kinds, families)
        found.append(make(values))
    unpack_origin = packer(Origin)[1]
    return (filed.telling.family, found), {id_: unpack_origin(o) for id_, o in by}
