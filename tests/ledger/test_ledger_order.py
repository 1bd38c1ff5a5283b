"""A reading is a pure function of its report, and matters are one of a set of reports: no order or batch changes them.

With the real reading and the real gathering, on the example reports.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import made_up
import pytest

from rashomon import examples
from rashomon import ledger as book
from rashomon.intake import receive
from rashomon.matters import gather
from rashomon.model import Matter, Reading, Report
from rashomon.reading import readers
from rashomon.world import World, load_world

Read = list[tuple[Report, Reading | None]]


@pytest.fixture(scope="module")
def world() -> World:
    return load_world([str(examples.pack())])


@pytest.fixture(scope="module")
def received() -> list[Report]:
    found = [item for item in receive([str(examples.reports())]) if isinstance(item, Report)]
    assert len(found) >= 12
    return found


@pytest.fixture(scope="module")
def read(received: list[Report], world: World) -> Read:
    return list(readers.read(received, world))


def test_a_report_reads_the_same_in_any_order_and_batch(received: list[Report], world: World, read: Read) -> None:
    expected = {report.key: reading for report, reading in read}
    shuffled = random.Random(1).sample(received, len(received))
    cut = len(shuffled) // 3
    batches = [shuffled[:cut], shuffled[cut : cut + 1], shuffled[cut + 1 :], shuffled[:cut]]
    for batch in batches:
        for report, reading in readers.read(batch, world):
            assert reading == expected[report.key], report.id


def matters_of(folder: Path, read: Sequence[tuple[Report, Reading | None]], world: World, often: bool) -> list[Matter]:
    """The matters of a ledger that these came into in this order, gathered once or after every report."""
    with book.open_ledger(folder / "case.rashomon") as ledger:
        for report, reading in read:
            book.add(ledger, report, reading, made_up.NOW)
            if often:
                book.store_matters(ledger, gather(book.all_read(ledger), world), made_up.NOW)
        book.store_matters(ledger, gather(book.all_read(ledger), world), made_up.NOW)
        assert book.check(ledger) == []
        return book.matters(ledger)


def without_ids(matters: list[Matter]) -> list[str]:
    return sorted(repr(replace(m, id="", incident="")) for m in matters)


def incidents(matters: list[Matter]) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for m in matters:
        groups.setdefault(m.incident, set()).add(repr(replace(m, id="", incident="")))
    return {frozenset(g) for g in groups.values()}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory, read: Read, world: World) -> list[Matter]:
    """Those of a ledger that they came into in the order of their names."""
    found = matters_of(tmp_path_factory.mktemp("one"), read, world, often=False)
    assert len(found) > 10
    return found


@pytest.mark.parametrize(("seed", "often"), [(1, True), (2, False)])
def test_the_ledgers_matters_do_not_depend_on_the_order_in_which_reports_came(
    tmp_path_factory: pytest.TempPathFactory,
    read: Read,
    world: World,
    expected: list[Matter],
    seed: int,
    often: bool,
) -> None:
    copies = [(replace(report, id=f"copy of {report.id}"), reading) for report, reading in read[:5]]
    other = random.Random(seed).sample([*read, *copies], len(read) + len(copies))
    found = matters_of(tmp_path_factory.mktemp("other"), other, world, often)

    def named_alike(matters: list[Matter]) -> list[Matter]:
        """The copies bring one more id each; what is compared is all else."""
        first = {c.id: r.id for (c, _), (r, _) in zip(copies, read, strict=False)}

        def name(i: str) -> str:
            return first.get(i, i)

        return [
            replace(
                m,
                reasons=tuple(words.replace("copy of ", "") for words in m.reasons),
                positions=tuple(
                    replace(
                        p,
                        report_ids=tuple(sorted({name(i) for i in p.report_ids})),
                        evidence=tuple(sorted((replace(e, report_id=name(e.report_id)) for e in p.evidence), key=repr)),
                    )
                    for p in m.positions
                ),
            )
            for m in matters
        ]

    assert without_ids(named_alike(found)) == without_ids(named_alike(expected))
    assert incidents(named_alike(found)) == incidents(named_alike(expected))
    assert len({m.id for m in found}) == len(found)


def test_the_same_bytes_under_two_names_are_one_report_and_add_no_origin(
    tmp_path: Path, read: Read, world: World
) -> None:
    once = matters_of(tmp_path, read, world, often=False)
    with book.open_ledger(tmp_path / "case.rashomon") as ledger:
        held = book.summary(ledger)
        for report, reading in read:
            assert book.add(ledger, replace(report, id=f"zz {report.id}"), reading, made_up.NOW).how == "alias"
        assert book.summary(ledger) == held
        book.store_matters(ledger, gather(book.all_read(ledger), world), made_up.NOW)
        twice = book.matters(ledger)
    assert [(m.id, m.status, [p.origins for p in m.positions]) for m in twice] == [
        (m.id, m.status, [p.origins for p in m.positions]) for m in once
    ]
