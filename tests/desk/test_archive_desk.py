"""The desk over an archive: lists, an incident, a report; and nothing that is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_made import files, incoming, quick  # noqa: F401 - a fixture
from starlette.testclient import TestClient

from rashomon import archive
from rashomon.archive import filling
from rashomon.archive.shown_rows import Archive
from rashomon.desk.archive_desk import make_archive_app
from rashomon.desk.safety import safety
from rashomon.errors import RashomonError

pytest.importorskip("duckdb", reason="DuckDB is not installed: pip install 'rashomon[archive]'")


@pytest.fixture
def folder(tmp_path: Path, quick: None) -> Path:
    [*filling.fill(tmp_path / "news", incoming(), ("none",), part=4)]
    [*archive.gather_archive(tmp_path / "news")]
    return tmp_path / "news"


@pytest.fixture
def desk(folder: Path) -> Iterator[TestClient]:
    with TestClient(make_archive_app(folder, safety("127.0.0.1", None)), base_url="http://127.0.0.1") as client:
        yield client


def test_the_list_leads_to_incidents_and_those_to_reports(desk: TestClient, folder: Path) -> None:
    was = files(folder)
    listed = desk.get("/")
    assert listed.status_code == 200 and listed.url.path == "/incidents"
    every = Archive(folder).incidents()
    assert 0 < every.total == len(every.rows)
    for told in every.rows:
        assert told["id"] in listed.text
        shown = desk.get(f"/incidents/{told['id']}")
        assert shown.status_code == 200 and (told["place"] or "no place given") in shown.text
    name = Archive(folder).incident(every.rows[0]["id"])[0].positions[0].report_ids[0]
    assert f"/reports/{name}" in desk.get(f"/incidents/{every.rows[0]['id']}").text
    report = desk.get(f"/reports/{name}")
    assert report.status_code == 200 and "Kessin" in report.text
    assert files(folder) == was


def test_an_incident_has_the_matters_that_the_views_have(folder: Path) -> None:
    db = archive.open(folder)
    told = db.execute("SELECT incident, list_sort(list(id)) FROM v_matters GROUP BY incident").fetchall()
    db.close()
    looked = Archive(folder)
    assert dict(told) == {i: sorted(m.id for m in looked.incident(i)) for i, _ in told}
    assert sum(looked.counts().values()) == len(told) == looked.incidents().total
    listed = looked.matters()
    assert listed.total == sum(len(ids) for _, ids in told) == len(listed.rows)
    asked = {m.id: m.question for i, _ in told for m in looked.incident(i)}
    assert {row["id"]: row["question"] for row in listed.rows} == asked
    one = told[0][1][0]
    assert looked.incident(one)[0].incident == told[0][0]  # by the id of a matter, too


def test_filters(desk: TestClient, folder: Path) -> None:
    looked = Archive(folder)
    page = desk.get("/matters?status=one_origin").text
    assert all(row["id"] in page for row in looked.matters(status="one_origin").rows)
    for status, n in looked.counts().items():
        assert looked.incidents(status=status).total == n
    assert looked.incidents(place="KESS").total == sum(r["place"] == "Kessin" for r in looked.incidents().rows) > 0
    assert looked.reports("harbour").total == sum(r["outlet"] == "The Harbour Post" for r in looked.reports().rows) > 0
    assert "No incident fits" in desk.get("/incidents?place=' OR 1=1 --").text
    assert desk.get("/incidents?page=99999").status_code == 200


@pytest.mark.parametrize("address", ["/incidents/I-NONE", "/reports/none", "/matters/M-NONE", "/decide", "/export"])
def test_what_is_not_there_is_said(desk: TestClient, address: str) -> None:
    assert desk.get(address).status_code == 404


def test_nothing_is_taken(desk: TestClient) -> None:
    assert desk.post("/decide", headers={"origin": "http://127.0.0.1"}).status_code in (404, 405)


def test_an_archive_that_was_not_gathered_lists_its_reports(tmp_path: Path, quick: None) -> None:
    [*filling.fill(tmp_path / "a", incoming(), ("none",), part=4)]
    looked = Archive(tmp_path / "a")
    assert looked.incidents().total == 0 and looked.reports().total > 0


@pytest.mark.parametrize(("host", "address"), [("0.0.0.0", ""), ("127.0.0.1", "https://desk.example")])
def test_others_do_not_reach_it(folder: Path, host: str, address: str) -> None:
    with pytest.raises(RashomonError, match="on this machine alone"):
        make_archive_app(folder, safety(host, "a-token-of-many-letters", address))
