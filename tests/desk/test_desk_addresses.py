"""Addresses: what is no filter is refused in words, reports are found however their file was named, whole counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import desk_made as made
import made_up
import pytest
from starlette.testclient import TestClient

from rashomon import ledger as book
from rashomon.ledger.read import beside_index, facets, history
from rashomon.world import load_world

WRONG = [
    # address, what stands in the refusal
    ("/incidents?status=dispute", "disputed, conceded"),
    ("/matters?from=notadate", "2016-08-05"),
    ("/matters?to=2016-13-01", "2016-08-05"),
    ("/matters?since=lately", "2016-08-05"),
    ("/matters?outlets=Lantern", "The filters are status"),
    ("/matters?outlet=Nobody%20Prints%20This", "Lantern"),
    ("/matters?camp=nobody", "government"),
    ("/matters?kind=dancing", "airstrike"),
    ("/matters?asks=whatever", "occurrence"),
    ("/matters?sort=size", "date"),
    ("/matters?review=maybe", "signed_off"),
    ("/matters?page=0", "a number"),
    ("/map?bbox=1,2,3", "west"),
    ("/review?status=dispute", "disputed"),
    ("/matters.json?status=dispute", "disputed"),
    ("/incidents.csv?place=Kastrel&stauts=disputed", "The filters are"),
]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with made.desk(made.ledger(tmp_path / "case.rashomon")) as found:
        yield found


@pytest.mark.parametrize(("address", "said"), WRONG)
def test_what_is_no_filter_is_refused_with_what_is_allowed(client: TestClient, address: str, said: str) -> None:
    found = client.get(address)
    assert found.status_code == 400
    assert said in found.text


@pytest.mark.parametrize(
    "address",
    [
        "/matters?status=disputed&q=&from=",
        "/review?queue=all&after=x",
        "/matters.csv?excel=1",
        "/map?at=x",
        "/matters?place=x",
    ],
)
def test_what_is_a_filter_is_none_of_these(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 200


def test_a_filter_by_outlet_has_what_its_reports_tell_of(client: TestClient) -> None:
    text = client.get("/matters?outlet=Lantern").text
    assert "Quennet" in text
    assert "hold Kastrel" not in text
    assert "of which Lantern tells" in text
    # Of a file the choice of rows must not tell who printed words whose outlet is held back.
    assert all(c["outlet"] is None for c in client.get("/matters.json").json()["claims"])
    assert client.get("/matters.json?outlet=Lantern").json()["matters"] == []


def test_a_filter_by_question_is_a_facet_too(client: TestClient) -> None:
    text = client.get("/matters?asks=control").text
    assert "asking who holds it" in text
    assert "Brellin" not in text.split("<tbody>")[1].split("</tbody>")[0]


@pytest.mark.parametrize("asked", ["azaz.txt", "./azaz.txt", "north/azaz.txt", "/srv/calls/case/north/azaz.txt"])
def test_a_report_is_found_however_its_path_was_typed(tmp_path: Path, asked: str) -> None:
    some = [made_up.report("north/azaz.txt", "The army struck Brellin"), made_up.report("az.txt", "The army left")]
    with made.desk(made.ledger(tmp_path / "case.rashomon", some)) as client:
        found = client.get(f"/reports/{asked}")
        assert found.status_code == 200
        assert "north/azaz.txt" in found.text
        assert client.get(f"/reports/{asked}.json").status_code == 200
        assert client.get("/reports/zaz.txt").status_code == 404


def test_a_table_for_excel_begins_with_a_byte_order_mark(client: TestClient) -> None:
    plain, marked = client.get("/matters.csv").content, client.get("/matters.csv?excel=1").content
    assert marked == b"\xef\xbb\xbf" + plain
    assert not plain.startswith(b"\xef\xbb\xbf")
    assert 'href="/matters.csv?excel=1"' in client.get("/matters").text


def test_what_a_place_and_a_speaker_count_is_all_of_it(tmp_path: Path) -> None:
    some = [
        made_up.report(f"{n}.txt", f"The army struck Brellin. The army holds Brellin. Note {n}") for n in range(205)
    ]
    path = made.ledger(tmp_path / "case.rashomon", some)
    with made.desk(path) as client:
        text = client.get("/places/pack%3Ax/Brellin").text
    assert "410 claims" in text
    assert "All of them as a list" not in text  # both its matters are there


def test_matters_are_counted_beyond_those_that_are_listed(tmp_path: Path) -> None:
    with book.open_ledger(made.ledger(tmp_path / "case.rashomon")) as ledger:
        names = [m.id for m in book.matters(ledger)]
        number, rows = facets.of_matters(ledger, names, limit=1)
        assert (number, len(rows)) == (len(names), 1)


def test_the_past_of_a_matter_is_told_without_going_through_decisions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made.ledger(tmp_path / "case.rashomon")
    with book.open_ledger(path) as ledger:
        one = book.matters(ledger)[0].id
        book.decide(ledger, "accept", one, by="A. Editor", why="", now=made_up.NOW)
        whole = [e for e in book.history(ledger, one) if e.what != "decision"]
        monkeypatch.setattr("rashomon.ledger.read.history.decisions_of", None)
        assert history.became(ledger, one) == whole != []


def test_what_is_told_in_passing_is_folded_under_the_list_and_stands_on_the_page(tmp_path: Path) -> None:
    path = tmp_path / "beside.rashomon"
    report = made_up.report("one.txt", "The army struck Kastrel. People fled Kastrel.")
    raid, passing = (found := made_up.reading(report)).statements
    fled = replace(passing.claims[0], kind="displacement", actor=None, reason=None, counts=())
    with book.open_ledger(path) as there:
        book.add(there, report, replace(found, statements=(raid, replace(passing, claims=(fled,)))), made_up.NOW)
        book.gather_matters(there, load_world(()), made_up.NOW)
        [(folded, home)] = beside_index.beside(there).items()
    with made.desk(path) as client:
        rows, more = client.get("/incidents").text, client.get("/incidents?beside=1").text
        assert f"/incidents/{home}" in rows and f"/incidents/{folded}" not in rows
        assert "1 incident<" in rows and "beside=1" in rows
        assert f"/incidents/{home}" in more and f"/incidents/{folded}" in more
        assert f"/incidents/{folded}" in client.get(f"/incidents/{home}").text
        assert f"/incidents/{home}" in client.get(f"/incidents/{folded}").text
        assert client.get("/incidents?beside=yes").status_code == 400
