"""Coverage side by side: who tells of which incident, on the page, in its files and from the command line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import desk_made as made
import exports_made
import made_up
import pytest
from starlette.testclient import TestClient

from rashomon import ledger as book
from rashomon.cli import main
from rashomon.ledger.read.coverage_index import By, Coverage, coverage
from rashomon.ledger.read.facets import Wanted
from rashomon.sharing.coverage_table import told_of

TOLD = [
    ("a.txt", "The army holds Kastrel. The army struck Brellin", "government", {"outlet": "Gazette"}),
    ("b.txt", "The army does not holds Kastrel", "opposition", {"outlet": "Lantern", "language": "ar"}),
    ("c.txt", "The army holds Kastrel. The army struck Ondessa", "government", {"outlet": "Lantern"}),
    ("d.txt", "The army struck Ondessa", "narrator", {"outlet": "Gazette"}),
    ("e.txt", "The army struck Dereny", "local", {"outlet": None}),
]
"""Kastrel is told of by both sides and outlets, Brellin by the government in the Gazette, Ondessa by the government and
an outlet itself, Dereny by local people in an outlet that is not known."""


def fill(path: Path) -> Path:
    with book.open_ledger(path) as ledger:
        for name, text, camp, about in TOLD:
            report = made_up.report(name, text, **about)
            book.add(ledger, report, made_up.reading(report, camp=camp), made_up.NOW)
        made.gathered(ledger)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return fill(tmp_path / "case.rashomon")


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with made.desk(path) as found:
        yield found


def covered(path: Path, by: By, wanted: Wanted | None = None, **more: str) -> tuple[Coverage, dict[str, list[int]]]:
    """What is found, and the reports of each incident by its place."""
    with book.open_ledger(path) as ledger:
        places = {m.incident: m.place for m in book.matters(ledger)}
        found = coverage(ledger, wanted or Wanted(), by, limit=50, offset=0, **more)
    return found, {str(places[r.incident]): list(r.reports) for r in found.rows}


COUNTS = [
    (
        "camp",
        {"government": (3, 2, 1), "narrator": (1, 0, 3), "opposition": (1, 0, 3), "local": (1, 1, 3)},
        {"Kastrel": {"government": 2, "opposition": 1}, "Ondessa": {"government": 1, "narrator": 1}},
    ),
    (
        "outlet",
        {"Gazette": (3, 1, 1), "Lantern": (2, 0, 2)},
        {"Kastrel": {"Gazette": 1, "Lantern": 2}, "Brellin": {"Gazette": 1}, "Dereny": {}},
    ),
    ("language", {"en": (4, 3, 0), "ar": (1, 0, 3)}, {"Kastrel": {"en": 2, "ar": 1}}),
]


@pytest.mark.parametrize(("by", "tellers", "rows"), COUNTS, ids=[c[0] for c in COUNTS])
def test_reports_are_counted_for_each_teller(
    path: Path, by: By, tellers: dict[str, tuple[int, int, int]], rows: dict[str, dict[str, int]]
) -> None:
    found, by_place = covered(path, by)
    assert {t.name: (t.tells, t.alone, t.silent) for t in found.tellers} == tellers
    names = [t.name for t in found.tellers]
    for place, told in rows.items():
        assert {n: x for n, x in zip(names, by_place[place], strict=True) if x} == told


CHOSEN = [
    ("camp", {"only": "government"}, ["Brellin", "Ondessa"]),
    ("camp", {"only": "narrator"}, []),
    ("camp", {"without": "local"}, ["Brellin", "Kastrel", "Ondessa"]),
    ("camp", {"without": "nobody"}, ["Brellin", "Dereny", "Kastrel", "Ondessa"]),
    ("camp", {"only": "nobody"}, []),
    ("outlet", {"only": "Gazette"}, ["Brellin"]),
    ("outlet", {"without": "Lantern"}, ["Brellin", "Dereny"]),
]


@pytest.mark.parametrize(("by", "chosen", "places"), CHOSEN)
def test_what_one_alone_tells_of_and_what_one_leaves_out(
    path: Path, by: By, chosen: dict[str, str], places: list[str]
) -> None:
    found, by_place = covered(path, by, **chosen)
    assert sorted(by_place) == places
    assert found.total == len(places)


def test_filters_of_the_lists_hold(path: Path) -> None:
    assert list(covered(path, "camp", Wanted(status=("disputed",)))[1]) == ["Kastrel"]


def test_what_most_tell_of_comes_first_or_what_one_tells_most_of(path: Path) -> None:
    assert next(iter(covered(path, "camp")[1])) in ("Kastrel", "Ondessa")
    assert next(iter(covered(path, "outlet", order="Lantern")[1])) == "Kastrel"
    assert next(iter(covered(path, "camp", order="local")[1])) == "Dereny"


def test_what_is_set_aside_is_left_out(path: Path) -> None:
    with book.open_ledger(path) as ledger:
        matter = next(m.id for m in book.matters(ledger) if m.place == "Dereny")
        book.decide(ledger, "set_aside", matter, by="A", why="", now=made_up.NOW)
    found, by_place = covered(path, "camp")
    assert "Dereny" not in by_place and "local" not in {t.name for t in found.tellers}
    assert list(covered(path, "camp", Wanted(review=("set_aside",)))[1]) == ["Dereny"]


def test_the_page_leads_on_from_every_number(client: TestClient) -> None:
    text = client.get("/coverage?by=outlet").text
    links = {x.replace("&amp;", "&") for x in re.findall(r'href="(/(?:coverage|incidents/)[^"]*)"', text)}
    assert any("only=Gazette" in x for x in links) and any("without=Lantern" in x for x in links)
    assert [x for x in links if client.get(x.split("#")[0]).status_code != 200] == []
    assert "Told of by Gazette alone" in client.get("/coverage?by=outlet&only=Gazette").text


@pytest.mark.parametrize("asked", ["by=colour", "by=camp&unheard=1", "status=proven"])
def test_what_is_no_filter_is_refused(client: TestClient, asked: str) -> None:
    assert client.get(f"/coverage?{asked}").status_code == 400
    assert client.get(f"/coverage.csv?{asked}").status_code == 400


def rows_of(text: str) -> dict[str, dict[str, str]]:
    return {row["place_name"]: row for row in csv.DictReader(io.StringIO(text))}


def test_files_are_of_what_may_leave(client: TestClient) -> None:
    """Of a protected speaker the profile tells no outlet; the side stands, and so does an outlet's own voice."""
    rows = rows_of(client.get("/coverage.csv").text)
    assert rows["Kastrel"]["government"] != "0" and rows["Kastrel"]["opposition"] != "0"
    assert rows_of(client.get("/coverage.csv?only=government").text).keys() == {"Brellin", "Ondessa"}
    by_outlet = rows_of(client.get("/coverage.csv?by=outlet").text)
    assert {place: row["Gazette"] for place, row in by_outlet.items() if row["Gazette"] != "0"} == {"Ondessa": "1"}
    assert "Lantern" not in by_outlet["Kastrel"]
    told = client.get("/coverage.json?without=local").json()
    assert {row["place"] for row in told["coverage"]} == {"Brellin", "Kastrel", "Ondessa"}
    assert client.get("/coverage.xlsx").content.startswith(b"PK")


def test_of_what_leaves_outlets_are_counted_by_reports_that_are_told() -> None:
    claims = [
        exports_made.claim("a"),
        exports_made.claim("b"),
        exports_made.claim("c", outlet="Lantern", speaker_camp="government"),
        exports_made.claim("d", outlet=None, report_id=None, speaker_camp="local"),
    ]
    position = exports_made.position("monitor", "yes", "a", "b", "c", "d")
    shared = exports_made.shared(claims, [exports_made.matter("M-1", "occurrence", position)])
    [(_incident, told)] = told_of(shared, "outlet")
    assert told == {"Lantern": 1, "Northline": 2}
    [(_incident, told)] = told_of(shared, "camp")
    assert told == {"government": 1, "local": 1, "monitor": 2}
    assert told_of(shared, "camp", only="monitor") == []
    assert told_of(replace(shared, claims=shared.claims[:2]), "camp", only="monitor") != []


def test_from_the_command_line(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for to in ("csv", "xlsx"):
        with pytest.raises(SystemExit) as ended:
            main(["coverage", "--to", to, "-o", str(tmp_path / f"out.{to}"), "--ledger", str(path)])
        assert not ended.value.code, capsys.readouterr().err
    assert len(rows_of((tmp_path / "out.csv").read_text(encoding="utf-8"))) == 4
