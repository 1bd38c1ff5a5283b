"""The description of the addresses that answer in JSON: each is one that there is, and each answer is as described."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import desk_made as made
import made_up
import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from rashomon import ledger as book
from rashomon.desk import make_app
from rashomon.desk.json_routes import JSON_ROUTES
from rashomon.desk.safety import safety
from rashomon.ledger.write import store_reports

jsonschema = pytest.importorskip("jsonschema", reason="it comes with mcp")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("openapi")
    path = folder / "case.rashomon"
    with book.open_ledger(path) as ledger:
        for n, text in enumerate(
            ("The army holds Kastrel. The army struck Brellin", "The army does not holds Kastrel")
        ):
            report = made_up.report(f"{n}.txt", text)
            book.add(ledger, report, made_up.reading(report), made_up.NOW)
        store_reports.remember_packs(ledger, [made.pack(folder / "pack")])
        made.gathered(ledger)
    return path


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with made.desk(path) as found:
        yield found


def told(client: TestClient) -> dict[str, Any]:
    answer = client.get("/openapi.json")
    assert answer.headers["content-type"].startswith("application/json")
    return dict(answer.json())


def address(route: str, path: Path) -> str:
    with book.open_ledger(path) as ledger:
        matter = book.matters(ledger)[0]
        key = book.all_read(ledger)[0][0].key
    ids = {"incidents": matter.incident, "matters": matter.id, "reports": key, "places": "pack:x/Kastrel"}
    return route.replace("{id}", quote(ids.get(route.split("/")[1], "watch")))


@pytest.mark.parametrize("route", [r.address for r in JSON_ROUTES])
def test_each_answer_is_as_it_is_described(client: TestClient, path: Path, route: str) -> None:
    document = told(client)
    ok = document["paths"][route]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    answer = client.get(address(route, path))
    assert answer.status_code == 200
    schema = {**ok, "components": document["components"]}
    jsonschema.Draft202012Validator(schema).validate(answer.json())
    assert any(answer.json().values())


def test_what_is_not_as_described_would_be_seen(client: TestClient, path: Path) -> None:
    document = told(client)
    ok = document["paths"]["/matters.json"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    answer = client.get("/matters.json").json()
    check = jsonschema.Draft202012Validator({**ok, "components": document["components"]})
    answer["matters"][0]["status"] = "proven"
    assert [e.message for e in check.iter_errors(answer)]
    del answer["claims"]
    assert [e.message for e in check.iter_errors(answer) if "claims" in e.message]


def test_every_address_that_answers_in_json_is_described(client: TestClient, path: Path) -> None:
    routes = make_app(path, safety("127.0.0.1", None)).app.routes  # type: ignore[attr-defined]
    there = {
        r.path.replace(":path", "").replace(":str", "") for r in routes if isinstance(r, Route) and ".json" in r.path
    }
    assert set(told(client)["paths"]) == there - {"/openapi.json"}


@pytest.mark.parametrize("route", [r.address for r in JSON_ROUTES if r.takes != "id"])
def test_each_parameter_is_one_that_is_taken_and_no_other_is(client: TestClient, route: str) -> None:
    values = {"from": "2026-02-01", "to": "2026-02-28", "since": "2026-02-01", "bbox": "1,1,2,2", "page": "1"}
    parameters = told(client)["paths"][route]["get"]["parameters"]
    for parameter in parameters:
        schema = parameter["schema"].get("items", parameter["schema"])
        value = values.get(parameter["name"]) or schema.get("enum", [""])[0]
        assert client.get(route, params={parameter["name"]: value}).status_code == 200, parameter["name"]
    assert client.get(route, params={"unheard": "x"}).status_code == 400


def test_what_is_not_there_is_told_as_described(client: TestClient) -> None:
    for route in ("/incidents/I-X.json", "/matters/M-X.json", "/reports/none.json", "/speakers/nobody.json"):
        assert client.get(route).status_code == 404
