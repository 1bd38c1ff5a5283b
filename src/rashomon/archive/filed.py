"""What each report tells, on the disk while an archive is gathered: by family of kinds and slot of days.

Of each telling there is what it is compared by, and packed by itself all that its matters are made of.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, get_type_hints

from rashomon.archive.compiled_records import packed, unpacked
from rashomon.matters.accounts import Account, Origin, one_of_each
from rashomon.matters.blocking import UNDATED
from rashomon.matters.incidents import shelved_as, window_of
from rashomon.matters.report_events import Telling, Told
from rashomon.model import Count, Place, Reason, Report, Span, Statement
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

    reports: Mapping[str, bytes]
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


def _at(of: type, *names: str) -> Iterator[int]:
    fields_in_order = [f.name for f in fields(of)]
    return map(fields_in_order.index, names)


CLAIM, STATEMENT, REPORT, PLACE, COUNTS, REASON, CLAIMED, FAMILY, KILLED, FIGURES, BESIDE, SPEAKER = _at(
    Account, "claim", "statement", "report", "place", "counts", "reason", "claimed", "family", "killed", "figures",
    "beside", "speaker",
)  # fmt: skip
T_FAMILY, T_REPORT, T_ACCOUNTS, T_PLACE = _at(Telling, "family", "report", "accounts", "place")


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
        whole = packed(_packed(some))
        with files[drawer].open("ab") as stream:
            stream.write(len(whole).to_bytes(8, "little") + whole)
    return files


def _packed(told: Sequence[tuple[int, Telling, Sequence[Account], Mapping[str, Origin]]]) -> tuple[Any, ...]:
    places = _Numbered()
    reports: dict[str, bytes] = {}
    rows = []
    for nth, telling, members, origins in told:
        if telling.report not in reports:
            reports[telling.report] = packed(members[0].report)
        statements = _Numbered()
        mine = [_account(a, statements, places) for a in members]
        compared = [*fields_of(telling)]
        compared[T_FAMILY], compared[T_ACCOUNTS] = telling.family.name, None
        compared[T_PLACE] = places.number(telling.place)
        rows.append((nth, compared, packed((mine, statements.values, origins))))
    return reports, [(tuple(p.span), *fields_of(p)[1:]) for p in places.values], rows


class _Numbered:
    """Numbers for objects, each of which is kept once."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.numbers: dict[int, int] = {}

    def number(self, value: Any) -> int | None:
        if value is None:
            return None
        if (found := self.numbers.get(id(value))) is None:
            self.numbers[id(value)] = found = len(self.values)
            self.values.append(value)
        return found


def _account(a: Account, statements: _Numbered, places: _Numbered) -> list[Any]:
    """Its fields, with numbers for what it shares with others."""
    values = list(fields_of(a))
    values[CLAIM] = a.statement.claims.index(a.claim)
    values[STATEMENT], values[REPORT], values[SPEAKER] = statements.number(a.statement), None, None
    values[PLACE] = places.number(a.place)
    if a.counts:
        values[COUNTS] = [fields_of(c) for c in a.counts]
        values[KILLED] = [a.counts.index(c) for c in a.killed]
    if a.reason is not None:
        values[REASON] = fields_of(a.reason)
    values[CLAIMED], values[FAMILY] = a.claimed.id, a.family.name
    return values


def lying_in(
    files: Iterable[Path],
    kinds: Kinds,
    families: Mapping[str, Family],
    known: dict[tuple[object, ...], Place],
    wanted: Container[tuple[str, int]] | None = None,
) -> Iterator[Filed]:
    """The tellings in the files of a drawer, or those of them that are wanted, by their `order`.

    `known` has places that were seen before: of equal ones there is one.
    """
    make_place, make, lying = putting_together(Place), putting_together(Telling), _lying()
    for file in files:
        whole, at = memoryview(file.read_bytes()), 0
        while at < len(whole):
            begin, size = at + 8, int.from_bytes(whole[at : at + 8], "little")
            at = begin + size
            reports, places, rows = unpacked(lying, whole[begin:at])
            unpacked_places = [make_place((Span(*span), *rest)) for span, *rest in places]
            shared = Shared(reports, one_of_each(unpacked_places, known))
            for nth, filed, inner in rows:
                if wanted is not None and (filed[T_REPORT], nth) not in wanted:
                    continue
                compared = [*filed]
                compared[T_FAMILY] = family_named(compared[T_FAMILY], kinds, families)
                compared[T_ACCOUNTS] = ()
                if compared[T_PLACE] is not None:
                    compared[T_PLACE] = shared.places[compared[T_PLACE]]
                telling = make(compared)
                yield Filed(telling.report, nth, telling, inner, shared)


@cache
def _lying() -> Any:
    """What `_packed` makes, for whoever unpacks it."""
    compared = get_type_hints(Telling) | {"family": str, "accounts": None, "place": int | None}
    compared["tolls"] = frozenset[int | float]  # as they were written
    row = tuple[int, tuple[*compared.values()], bytes]  # type: ignore[misc, valid-type]
    return tuple[dict[str, bytes], list[list[Any]], list[row]]  # type: ignore[valid-type]


def family_named(name: str, kinds: Kinds, families: Mapping[str, Family]) -> Family:
    return families.get(name) or kind_of(kinds, name).family


def families_of(kinds: Kinds) -> dict[str, Family]:
    return {f.name: f for kind in kinds.values() for f in (kind.family, kind.deed) if f is not None}


def told_in(
    filed: Filed, kinds: Kinds, families: Mapping[str, Family], reports: dict[str, Report]
) -> tuple[Told, dict[str, Origin]]:
    """All accounts of a telling, and where they came from. `reports` has those that were unpacked before."""
    mine, statements, origins = unpacked(tuple[list[list[Any]], list[Statement], dict[str, Origin]], filed.packed)
    report = reports.get(filed.key)
    if report is None:
        reports[filed.key] = report = unpacked(Report, filed.shared.reports[filed.key])
    make, make_count, places = putting_together(Account), putting_together(Count), filed.shared.places
    found: list[Account] = []
    for values in mine:
        statement = statements[values[STATEMENT]]
        values[CLAIM] = statement.claims[values[CLAIM]]
        values[STATEMENT], values[REPORT], values[SPEAKER] = statement, report, statement.speaker
        if values[PLACE] is not None:
            values[PLACE] = places[values[PLACE]]
        counts = values[COUNTS] = tuple([make_count((Span(*span), *rest)) for span, *rest in values[COUNTS]])
        values[KILLED] = tuple([counts[n] for n in values[KILLED]])
        if values[REASON] is not None:
            text, span, *sort = values[REASON]
            values[REASON] = Reason(text, Span(*span), *sort)
        values[CLAIMED] = kind_of(kinds, values[CLAIMED])
        values[FAMILY] = family_named(values[FAMILY], kinds, families)
        values[FIGURES], values[BESIDE] = frozenset(values[FIGURES]), frozenset(values[BESIDE])
        found.append(make(values))
    return (filed.telling.family, found), origins
