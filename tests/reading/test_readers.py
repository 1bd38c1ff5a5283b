"""Languages: English is one of several, and another is a line in the registry."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import made_up
import pytest
from plain_report import SAID, report

import rashomon
from rashomon import ledger as book
from rashomon.model import Reading, Report
from rashomon.reading import readers
from rashomon.world import World, load_world

TONGUE = "xq"  # no language has this code


def read_tongue(reports: Iterable[Report], world: World) -> Iterator[tuple[Report, Reading]]:
    """A whole reader: it finds nothing, and says that it read."""
    for r in reports:
        nothing = {"statements": (), "places": (), "times": (), "counts": (), "main": None, "killed": None}
        same = {name: getattr(r, name) for name in ("id", "outlet", "published", "language", "sha256")}
        yield r, Reading(**same, version="made up", world=world.sha256, **nothing, method="surface")  # type: ignore[arg-type]


@pytest.fixture
def _tongue(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("made_up_tongue")
    module.read = read_tongue  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(readers.READERS, TONGUE, module.__name__)


MIXED = [report("Ondo ru.", "a", TONGUE), report(SAID, "b"), report("Die Armee schoss.", "c", "de"),
         report("Ru ondo.", "d", TONGUE), report(SAID, "e", None)]  # fmt: skip


@pytest.mark.usefixtures("_tongue")
def test_each_report_goes_to_the_reader_of_its_language_and_the_order_stays() -> None:
    found = list(rashomon.read(MIXED, load_world()))
    assert [(r.id, reading and (reading.id, reading.method)) for r, reading in found] == [
        ("a", ("a", "surface")), ("b", ("b", "parsed")), ("c", None), ("d", ("d", "surface")), ("e", ("e", "parsed")),
    ]  # fmt: skip
    assert [len(reading.statements) for _, reading in found if reading] == [0, 1, 0, 1]


@pytest.mark.usefixtures("_tongue")
def test_its_reading_is_kept_and_says_how_it_was_made(tmp_path: Path) -> None:
    with book.open_ledger(tmp_path / "case.rashomon") as ledger:
        for r, reading in rashomon.read(MIXED[:4], load_world()):
            book.add(ledger, r, reading, made_up.NOW)
        kept = {r.id: reading.method for r, reading in book.all_read(ledger)}
    assert kept == {"a": "surface", "b": "parsed", "d": "surface"}


def test_without_its_line_nobody_reads_it() -> None:
    assert [reading is None for _, reading in readers.read(MIXED, load_world())] == [True, False, True, True, False]


def test_no_reports_need_no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(readers.READERS, "en", "no_such_module")
    assert list(readers.read([], load_world())) == []
    assert [reading for _, reading in readers.read([MIXED[2]], load_world())] == [None]
    with pytest.raises(ModuleNotFoundError):
        list(readers.read([MIXED[1]], load_world()))
