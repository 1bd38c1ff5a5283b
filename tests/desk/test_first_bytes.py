"""A download begins before what is in it was made: the steps are counted that were done when its first bytes came."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zipfile import ZipFile

import made_up
import pytest
from brellin import added, gathered

from rashomon import ledger as book
from rashomon.desk import make_app, workers
from rashomon.desk.safety import safety
from rashomon.ledger.read import facets
from rashomon.sharing import FORMATS, HELD_FIRST, IN_PARTS

REPORTS = 24
FILES = (
    "/matters.json", "/matters.csv", "/matters.xlsx", "/incidents.json", "/incidents.csv", "/incidents.xlsx",
    "/map.json", "/review.json", "/review.csv", "/coverage.csv", "/coverage.json", "/coverage.xlsx",
    "/coverage.csv?by=outlet&excel=1", "/reports.csv", "/reports.json", "/outlets.csv", "/outlets.json",
    "/places.csv", "/places/pack:x%2Fb.json", "/places/pack:x%2Fb.csv", "/matters.json?outlet=Outlet+of+r1",
    "/matters.csv?outlet=Outlet+of+r1", "/map.json?outlet=Outlet+of+r1", "/coverage.json?outlet=Outlet+of+r1",
)  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("begin") / "case.rashomon"
    with book.open_ledger(found) as ledger:
        for n in range(REPORTS):
            added(ledger, f"r{n}")
        gathered(ledger)
    return found


class Sent:
    """What came of a request, and how many steps were done when its first bytes came."""

    def __init__(self) -> None:
        self.status = 0
        self.steps_before = -1
        self.parts: list[bytes] = []

    @property
    def body(self) -> bytes:
        return b"".join(self.parts)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One for each part of a file that was made: here each is of one matter."""
    done: list[int] = []
    make = workers._part

    def counted(*args: Any) -> Any:
        done.append(1)
        return make(*args)

    monkeypatch.setattr(workers, "_part", counted)
    monkeypatch.setattr(workers, "AT_ONCE", 1)
    return done


def asked(path: Path, address: str, steps: list[int], form: Mapping[str, str] | None = None) -> Sent:
    """The answer as it is sent: a test client would wait for the end of it."""
    sent = Sent()
    where, _, query = address.partition("?")
    headers = [(b"host", b"127.0.0.1:8000"), (b"origin", b"http://127.0.0.1:8000")]

    async def get(app: Any, method: str, data: bytes, more: list[tuple[bytes, bytes]], into: Sent) -> dict[str, str]:
        given = [{"type": "http.request", "body": data, "more_body": False}]
        told: dict[str, str] = {}

        async def receive() -> dict[str, Any]:
            if given:
                return given.pop()
            await asyncio.sleep(3600)
            raise AssertionError

        async def send(message: dict[str, Any]) -> None:
            into.status = message.get("status", into.status)
            told.update({k.decode(): v.decode() for k, v in message.get("headers", ())})
            if body := message.get("body"):
                if into.steps_before < 0:
                    into.steps_before = len(steps)
                into.parts.append(body)

        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
            "path": where.replace("%2F", "/"), "raw_path": where.encode(), "query_string": query.encode(),
            "root_path": "", "scheme": "http", "headers": headers + more, "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8000),
        }  # fmt: skip
        await app(scope, receive, send)
        return told

    async def run() -> None:
        app = make_app(path, safety("127.0.0.1", None), by="A. Editor")
        page = Sent()
        told = await get(app, "GET", b"", [], page)
        if form is not None:
            token = page.body.decode().partition('name="form" value="')[2].partition('"')[0]
            cookie = told["set-cookie"].partition(";")[0]
            data = urlencode({**form, "form": token}).encode()
            kind = [(b"content-type", b"application/x-www-form-urlencoded"), (b"cookie", cookie.encode())]
            steps.clear()
            await get(app, "POST", data, kind, sent)
        else:
            steps.clear()
            await get(app, "GET", b"", [], sent)

    asyncio.run(run())
    return sent


@pytest.mark.parametrize("address", FILES)
def test_a_file_begins_before_it_is_made(path: Path, steps: list[int], address: str) -> None:
    sent = asked(path, address, steps)
    assert sent.status == 200
    assert sent.steps_before <= 1 < len(steps), "nearly all of it was made before its first bytes were sent"
    if address.partition("?")[0].endswith("json"):
        json.loads(sent.body)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_an_export_begins_before_it_is_made(path: Path, steps: list[int], form: str) -> None:
    sent = asked(path, "/export", steps, {"format": form, "profile": "default"})
    assert sent.status == 200
    assert sent.steps_before == 0
    held = json.loads(ZipFile(io.BytesIO(sent.body)).read("manifest.json"))
    assert held["matters"] == REPORTS == held["claims"]
    if form in IN_PARTS:
        assert len(steps) == REPORTS * (2 if form in HELD_FIRST else 1)


@pytest.mark.parametrize("end", ["json", "csv"])
def test_a_large_incident_is_made_in_parts_too(tmp_path: Path, steps: list[int], end: str) -> None:
    with book.open_ledger(tmp_path / "case.rashomon") as ledger:
        for n in range(6):
            added(ledger, f"r{n}", "The army struck Brellin and the army holds Brellin")
        gathered(ledger, frozenset(f"r{n}" for n in range(6)))
        row = facets.listed(ledger, facets.Wanted())[1][0]
        book.decide(ledger, "accept", row.id, by="A. Editor", why="", now=made_up.NOW)
        found = facets.incident_of(ledger, [row.id])[row.id]
    for address in (f"/incidents/{found}.{end}", f"/matters/{row.id}.{end}"):
        sent = asked(tmp_path / "case.rashomon", address, steps)
        assert sent.status == 200
        assert sent.steps_before <= 1
        assert len(sent.parts) > 1
