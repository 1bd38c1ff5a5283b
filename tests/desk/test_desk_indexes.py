"""Lists of reports, outlets, speakers and places: counted whole, filtered, sorted, and nobody private among them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import desk_made as made
import made_up
import pytest
from starlette.testclient import TestClient

from rashomon import ledger as book
from rashomon.ledger.write import store_reports


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with made.desk(made.ledger(tmp_path / "case.rashomon")) as found:
        yield found


def names(text: str) -> list[str]:
    return re.findall(r'<td class="name"><a data-row href="[^"]*"><bdi>(.*?)</bdi>', text)


@pytest.mark.parametrize("which", ["reports", "outlets", "speakers", "places"])
def test_each_list_has_a_page_and_two_files(client: TestClient, which: str) -> None:
    assert client.get(f"/{which}").status_code == 200
    assert client.get(f"/{which}.json").json()[which] is not None
    table = list(csv.reader(io.StringIO(client.get(f"/{which}.csv").text)))
    assert table[0][0] == "name"
    assert client.get(f"/{which}.csv?excel=1").content.startswith(b"\xef\xbb\xbf")


def test_reports_are_listed_with_their_claims_and_lead_to_them(client: TestClient) -> None:
    text = client.get("/reports?sort=name").text
    assert len(names(text)) == 4
    for link in re.findall(r'data-row href="([^"]+)"', text):
        assert client.get(link).status_code == 200


FILTERS = [
    ("outlet=Lantern", 1),
    ("outlet=Ondessa%20Radio", 1),
    ("language=en", 4),
    ("language=ar", 0),
    ("q=hostile", 1),
    ("from=1990-01-01&to=1990-01-02", 0),
    ("doubts=1", 0),
]


@pytest.mark.parametrize(("asked", "number"), FILTERS)
def test_reports_by_what_they_are(client: TestClient, asked: str, number: int) -> None:
    text = client.get(f"/reports?{asked}").text
    assert len(re.findall("data-row", text)) == number


@pytest.mark.parametrize("asked", ["outlets=x", "sort=size", "page=0", "page=x", "status=disputed"])
def test_what_is_no_filter_of_a_list_is_refused(client: TestClient, asked: str) -> None:
    assert client.get(f"/reports?{asked}").status_code == 400


def test_an_outlet_leads_to_its_reports_and_its_matters(client: TestClient) -> None:
    text = client.get("/outlets").text
    assert "Lantern" in names(text)
    assert 'href="/reports?outlet=Lantern"' in text
    assert 'href="/matters?outlet=Lantern"' in text


def test_places_are_counted_and_sorted_by_claims(tmp_path: Path) -> None:
    some = [made_up.report(f"{n}.txt", f"The army struck Brellin. Note {n}") for n in range(3)]
    some.append(made_up.report("k.txt", "The army holds Kastrel"))
    with made.desk(made.ledger(tmp_path / "case.rashomon", some)) as client:
        text = client.get("/places").text
        found = names(text)
        assert found.index("Brellin") < found.index("Kastrel")
        row = text.split("<bdi>Brellin</bdi>")[1].split("</tr>")[0]
        assert re.findall(r'class="number">(\d+)<', row) == ["3", "3"]  # reports, claims
        assert client.get("/places?sort=name&q=kast").text.count("data-row") == 1


def test_no_private_person_is_among_the_speakers(tmp_path: Path) -> None:
    path = tmp_path / "case.rashomon"
    watch, keld = (
        made_up.report(f"{n}.txt", f"{n} saw it. The army struck Brellin") for n in ("The Watch", "Tamsin Keld")
    )
    with book.open_ledger(path) as ledger:
        for report, entity in ((watch, "watch"), (keld, "keld")):
            reading = made_up.reading(report)
            said = tuple(replace(s, speaker=replace(s.speaker, entity=entity)) for s in reading.statements)
            book.add(ledger, report, replace(reading, statements=said), made_up.NOW)
        store_reports.remember_packs(ledger, [made.pack(tmp_path / "pack")])
        made.gathered(ledger)
    with made.desk(path) as client:
        assert names(client.get("/speakers").text) == ["The Watch"]
        for address in (
            "/speakers",
            "/speakers.json",
            "/speakers.csv",
            "/speakers?q=Keld",
            "/places.json",
        ):
            assert "Tamsin" not in client.get(address).text.replace('value="Keld"', "")


def test_files_of_the_lists_are_made_of_what_may_leave(client: TestClient) -> None:
    """In this ledger the profile holds back who printed what: the page has the outlets, the file has none."""
    assert "Lantern" in client.get("/outlets").text
    assert client.get("/outlets.json").json()["outlets"] == []
    assert client.get("/reports.json?outlet=Lantern").json()["reports"] == []
