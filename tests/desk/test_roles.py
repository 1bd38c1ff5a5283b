"""Which role may what: the whole table, held against every route that the desk has."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import desk_made as made
import pytest
import team_made
from starlette.routing import Route

from rashomon.desk import make_app
from rashomon.desk.roles import DOES, LOOKS, MAY, NAMES, may, needed
from rashomon.desk.safety import safety
from rashomon.ledger.read.members import ROLES

AT_THE_DOOR = {"/enter", "/sign-in", "/static/{name}"}
"""What answers before it is known who asks."""


@pytest.mark.parametrize(
    ("method", "path", "asked", "role"),
    [
        ("GET", "/", {}, "reader"),
        ("GET", "/incidents", {"q": "x"}, "reader"),
        ("GET", "/incidents/I-XL35UH.csv", {}, "reader"),
        ("GET", "/incidents/I-XL35UH.docx", {}, "editor"),
        ("GET", "/matters/M-7K2QXD.md", {}, "editor"),
        ("GET", "/reports/notes.md", {}, "reader"),
        ("GET", "/matters.json", {}, "reader"),
        ("GET", "/changes", {}, "reader"),
        ("GET", "/review", {}, "reader"),
        ("GET", "/who", {}, "reader"),
        ("GET", "/log", {}, "reader"),
        ("GET", "/team", {}, "reader"),
        ("GET", "/mine", {}, "reader"),
        ("GET", "/pick/places", {"q": "x"}, "reader"),
        ("GET", "/add", {}, "analyst"),
        ("GET", "/export", {"format": "csv"}, "reader"),
        ("GET", "/export", {"format": "csv", "profile": "default"}, "reader"),
        ("GET", "/export", {"format": "csv", "profile": "full"}, "editor"),
        ("GET", "/export", {"format": "csv", "profile": "anything"}, "editor"),
        ("GET", "/unheard-of", {}, "owner"),
        ("POST", "/export", {"profile": "default"}, "reader"),
        ("POST", "/export", {"profile": "full"}, "editor"),
        ("POST", "/language", {}, "reader"),
        ("POST", "/sign-out", {}, "reader"),
        ("POST", "/decide", {"verb": "accept"}, "analyst"),
        ("POST", "/decide", {"verb": "sign_off"}, "analyst"),
        ("POST", "/decide", {"verb": "protect"}, "analyst"),
        ("POST", "/decide", {"verb": "release"}, "editor"),
        ("POST", "/flag", {}, "analyst"),
        ("POST", "/find", {}, "analyst"),
        ("POST", "/views", {}, "analyst"),
        ("POST", "/add", {}, "analyst"),
        ("POST", "/who", {}, "analyst"),
        ("POST", "/alerts", {}, "analyst"),
        ("POST", "/team", {"do": "password"}, "reader"),
        ("POST", "/team", {}, "reader"),
        ("POST", "/team", {"do": "add"}, "owner"),
        ("POST", "/team", {"do": "role"}, "owner"),
        ("POST", "/team", {"do": "reset"}, "owner"),
        ("POST", "/team", {"do": "remove"}, "owner"),
        ("POST", "/unheard-of", {}, "owner"),
        ("POST", "/decide.json", {}, "analyst"),
    ],
)
def test_what_a_request_needs(method: str, path: str, asked: Mapping[str, str], role: str) -> None:
    assert needed(method, path, asked) == role


def test_each_role_may_what_those_before_it_may() -> None:
    assert [[may(role, needs) for needs in ROLES] for role in ROLES] == [
        [True, False, False, False],
        [True, True, False, False],
        [True, True, True, False],
        [True, True, True, True],
    ]
    assert set(MAY) == set(NAMES) == set(ROLES)


def routes(tmp_path: Path) -> list[Route]:
    app = make_app(tmp_path / "case.rashomon", safety("127.0.0.1", None)).app
    return [r for r in app.routes if isinstance(r, Route)]  # type: ignore[attr-defined]


def test_every_route_is_in_the_table(tmp_path: Path) -> None:
    """What is not is open to owners alone. Put it into LOOKS or DOES of roles.py, and into the table above."""
    for route in routes(tmp_path):
        step = route.path.removeprefix("/").partition("/")[0].partition(".")[0]
        if route.path in AT_THE_DOOR:
            continue
        for method in (route.methods or set()) - {"HEAD"}:
            assert step in (LOOKS if method == "GET" else DOES), (method, route.path)


def test_every_route_asks_for_the_role(tmp_path: Path) -> None:
    for route in routes(tmp_path):
        if route.path not in AT_THE_DOOR:
            assert route.endpoint.__qualname__ == "_endpoint.<locals>.endpoint", route.path


POSTED = [
    ("analyst", "/decide", {"verb": "accept"}),
    ("analyst", "/decide", {"verb": "undo", "target": "1"}),
    ("analyst", "/flag", {"target": "x", "up": "1"}),
    ("analyst", "/find", {}),
    ("analyst", "/views", {"do": "drop", "name": "x"}),
    ("analyst", "/add", {"text": "The army holds Kastrel."}),
    ("analyst", "/who", {"do": "out"}),
    ("analyst", "/alerts", {}),
    ("editor", "/decide", {"verb": "release", "target": "Tamsin Keld"}),
    ("editor", "/export", {"format": "csv", "profile": "full"}),
    ("owner", "/team", {"do": "add", "name": "Me Too", "role": "owner", "password": "long enough a word"}),
    ("owner", "/team", {"do": "role", "name": "Rhea Dunn", "role": "owner"}),
    ("owner", "/team", {"do": "reset", "name": "Orla Finn", "password": "long enough a word"}),
    ("owner", "/team", {"do": "remove", "name": "Orla Finn"}),
]


@pytest.mark.parametrize("role", ["reader", "analyst", "editor"])
def test_a_form_sent_by_hand_gets_nobody_further(tmp_path: Path, role: str) -> None:
    """With the right token of a page of one's own, and whatever else is written into the form."""
    path = team_made.shared(tmp_path / "case.rashomon")
    with team_made.desk(path) as client:
        assert team_made.sign_in(client, role) == 303
        token = made.hidden_form(client.get("/team").text)
        for needs, address, form in POSTED:
            if not may(role, needs):  # type: ignore[arg-type]
                sent = client.post(address, data={"form": token, "role": "owner", "by": "Orla Finn", **form})
                assert sent.status_code == 403, (address, form)
                assert MAY[needs] in sent.text  # type: ignore[index]
        for address in ("/export?format=csv&profile=full", "/export?profile=default&profile=full&format=csv"):
            assert (client.get(address).status_code == 403) is (role != "editor"), address
        before = client.get("/team").text
        assert all(name in before for name in team_made.PEOPLE.values())
    with made.desk(path) as client:
        assert client.get("/").status_code == 303  # people still sign in


def test_a_reader_looks(tmp_path: Path) -> None:
    """Forms that would be refused are hidden by the style sheet (test_team_browser.py)."""
    with team_made.desk(team_made.shared(tmp_path / "case.rashomon")) as client:
        assert team_made.sign_in(client, "reader") == 303
        for address in ("/review", "/matters", "/"):
            page = client.get(address)
            assert page.status_code == 200
            assert ' looks"' in page.text
        assert client.get("/add").status_code == 403
        assert "cannot be written here" not in client.get("/").text
        assert client.post("/export", data={"form": made.hidden_form(page.text), "format": "csv"}).status_code == 200
        assert client.get("/nowhere-at-all").status_code == 404


def test_taking_a_protection_back_lets_a_name_out(tmp_path: Path) -> None:
    with team_made.desk(team_made.shared(tmp_path / "case.rashomon")) as client:
        team_made.sign_in(client, "analyst")

        def ruled(verb: str, target: str) -> int:
            token = made.hidden(client.get("/review").text)
            return client.post("/decide", data={"verb": verb, "target": target, **token}).status_code

        assert ruled("protect", "Tamsin Keld") == 303
        assert ruled("undo", "1") == 403
        team_made.sign_in(client, "editor")
        assert ruled("undo", "1") == 303
        team_made.sign_in(client, "analyst")
        assert ruled("undo", "2") == 403  # of an undoing of it, too
