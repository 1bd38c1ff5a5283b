"""Adding from Python: what becomes of each input, and that one bad report stops no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import made_up
import pytest

import rashomon
from rashomon import work
from rashomon.errors import RashomonError
from rashomon.ledger.core import queries
from rashomon.ledger.write import store_reports
from rashomon.model import Reading, Refusal, Report
from rashomon.reading import pipeline
from rashomon.reading.isolated import read

WORLD = rashomon.load_world([])


@pytest.fixture(autouse=True)
def made_up_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_made_up(reports: Iterable[Report], world: Any) -> Iterator[tuple[Report, Reading | None]]:
        for report in list(reports):
            if "break" in report.text:
                raise ValueError("broken")
            told = made_up.reading(report, world=world.sha256, packs=world.names)
            yield report, told if report.language == "en" else None

    monkeypatch.setattr(pipeline, "read", read_made_up)


def reports(*texts: str, language: str = "en") -> list[Report]:
    return [Report(f"r{n}", text, f"{n:064}", language=language) for n, text in enumerate(texts)]


def test_a_report_that_breaks_the_reading_gives_a_refusal_and_the_rest_are_read() -> None:
    told = [reading for _, reading in read(reports("The army holds Kastrel", "break it", "The army left"), WORLD)]
    assert [type(t) for t in told] == [Reading, Refusal, Reading]
    assert isinstance(told[1], Refusal)
    assert told[1].id == "r1"
    assert "broken" in told[1].error


def test_what_becomes_of_each_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The army holds Kastrel")
    (tmp_path / "b.bin").write_bytes(bytes(range(256)))
    german = reports("Kastrel ist nicht gefallen", language="de")
    broken = reports("break it")
    with rashomon.open_ledger(tmp_path / "x.rashomon") as ledger:
        inputs = [str(tmp_path / "a.txt"), str(tmp_path / "none.txt"), *german, *broken, *german]
        became = list(rashomon.add(ledger, inputs, world=WORLD))
        assert [(b.how, b.unread) for b in became] == [
            ("new", False), ("refused", False), ("new", True), ("refused", False), ("same", True),
        ]  # fmt: skip
        assert all(b.why for b in became if b.how == "refused")
        assert rashomon.ledger.is_gathered(ledger)


def test_what_another_world_read_is_read_again(tmp_path: Path) -> None:
    with rashomon.open_ledger(tmp_path / "x.rashomon") as ledger:
        list(rashomon.add(ledger, reports("The army holds Kastrel"), world=WORLD))
        other = rashomon.load_world(["syria"])
        assert [b.how for b in rashomon.add(ledger, [], world=other)] == ["again"]
        assert list(rashomon.add(ledger, [], world=other)) == []


def test_each_report_is_read_with_the_packs_that_its_words_call_for(tmp_path: Path) -> None:
    def packs() -> dict[str, tuple[str, ...]]:
        return {report.text: reading.packs for report, reading in queries.all_read(ledger)}

    here, there = "The Syrian army left Homs", "The council holds Kastrel"
    syria = {here: ("syria",), there: ()}
    with rashomon.open_ledger(tmp_path / "x.rashomon") as ledger:
        list(rashomon.add(ledger, reports(here, there)))
        assert packs() == syria and queries.all_packs(ledger) == ("syria",)
        assert [b.how for b in rashomon.add(ledger, [])] == []
        store_reports.remember_packs(ledger, ["none"])
        assert [b.how for b in rashomon.add(ledger, [])] == ["again", "again"]
        assert packs() == {here: (), there: ()} and queries.all_packs(ledger) == ()
        store_reports.remember_packs(ledger, [])
        assert [b.how for b in rashomon.add(ledger, [])] == ["again", "again"]
        assert packs() == syria and work.whole_world(ledger).names == ("syria",)


def test_a_fault_of_the_ledger_stops_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def add(*_: Any) -> None:
        raise RashomonError("x.rashomon", "it is locked", "Wait.")

    monkeypatch.setattr(work.book, "add", add)
    with rashomon.open_ledger(tmp_path / "x.rashomon") as ledger, pytest.raises(RashomonError, match="it is locked"):
        list(rashomon.add(ledger, reports("The army holds Kastrel"), world=WORLD))
