"""Signing in at a desk that several share: what is asked of whom, and what an attacker meets."""

from __future__ import annotations

import asyncio
import html
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path

import desk_made as made
import made_up
import pytest
import team_made
from argon2 import DEFAULT_MEMORY_COST, DEFAULT_TIME_COST
from starlette.testclient import TestClient
from team_made import PASSWORD, PEOPLE

from rashomon import ledger as book
from rashomon.desk import door, login
from rashomon.desk import workers as clock
from rashomon.desk.attempts import MOST, Attempts
from rashomon.desk.door import kept_as
from rashomon.desk.safety import FORM_COOKIE, SIGNED_IN, is_known, safety
from rashomon.errors import RashomonError
from rashomon.ledger.read import members as asked
from rashomon.ledger.write import change_members


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return team_made.shared(tmp_path / "case.rashomon")


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with team_made.desk(path) as client:
        yield client


def try_password(client: TestClient, name: str, password: str) -> tuple[int, str]:
    token = made.hidden_form(client.get("/sign-in").text)
    answer = client.post("/sign-in", data={"form": token, "name": name, "password": password})
    return answer.status_code, answer.text


# --- who is asked ---------------------------------------------------------------------------------------------------


def test_one_person_on_loopback_is_asked_nothing(tmp_path: Path) -> None:
    with made.desk(made.ledger(tmp_path / "case.rashomon")) as client:
        page = client.get("/").text
        assert "Sign out" not in page
        assert client.get("/sign-in").headers["location"] == "/"
        assert client.get("/team").status_code == 404
        assert "rashomon users add" in client.get("/team").text


def test_an_open_desk_asks_from_the_first_member_on(tmp_path: Path) -> None:
    path = made.ledger(tmp_path / "case.rashomon")
    with made.desk(path) as client:
        assert client.get("/").status_code == 200
        with book.open_ledger(path) as ledger:
            change_members.add_member(ledger, PEOPLE["owner"], "owner", PASSWORD, made_up.NOW)
        assert client.get("/").status_code == 303
        assert client.get("/static/desk.css").status_code == 200
        with book.open_ledger(path) as ledger:
            change_members.remove_member(ledger, PEOPLE["owner"])
        assert client.get("/").status_code == 200


@pytest.mark.parametrize("address", ["", "https://desk.example"])
def test_beyond_loopback_an_member_stands_in_for_the_token(path: Path, address: str) -> None:
    safe = safety("127.0.0.1" if address else "0.0.0.0", None, address)
    assert safe.token  # for when nobody is left who may sign in: then nobody gets in by it, as nobody was told
    with team_made.desk(path, safe) as client:
        client.base_url = "https://127.0.0.1:8000"  # a client sends no cookie of HTTPS over HTTP
        assert client.get("/").headers["location"] == "/sign-in?next=%2F"
        assert client.post("/enter", data={"token": safe.token}).status_code == 401
        assert team_made.sign_in(client, "reader") == 303
        assert client.get("/").status_code == 200
        with book.open_ledger(path) as ledger:
            for role in ("reader", "analyst", "editor", "owner"):
                change_members.remove_member(ledger, PEOPLE[role])
        assert client.get("/").headers["location"] == "/enter?next=%2F"


def test_nothing_is_answered_before_signing_in(client: TestClient) -> None:
    for address in ("/", "/matters?q=x%26y", "/reports/x", "/export", "/team", "/no/such/page", "/enter"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["location"][:14]) == (303, "/sign-in?next=")
        assert answer.text == ""
    assert client.get("/matters?q=x%26y").headers["location"] == "/sign-in?next=%2Fmatters%3Fq%3Dx%2526y"
    for address in ("/matters.json", "/matters.csv"):
        assert client.get(address).status_code == 401
    for address in ("/decide", "/flag", "/export", "/add", "/team", "/sign-out", "/language"):
        assert client.post(address, data={"verb": "accept"}).status_code == 401
    assert 'name="password"' in client.get("/sign-in").text


@pytest.mark.parametrize(
    ("onward", "leads"), [("/matters", "/matters"), ("//evil.example/", "/"), ("https://evil.example", "/")]
)
def test_signing_in_leads_on_to_a_page_of_ours(client: TestClient, onward: str, leads: str) -> None:
    token = made.hidden_form(client.get("/sign-in").text)
    form = {"form": token, "name": PEOPLE["reader"], "password": PASSWORD, "next": onward}
    assert client.post("/sign-in", data=form).headers["location"] == leads


@pytest.mark.parametrize("name", ["Rhea Dunn", "rhea dunn", "  RHEA   DUNN ", "Ｒhea Dunn"])
def test_a_name_is_known_however_it_is_typed(client: TestClient, name: str) -> None:
    assert try_password(client, name, PASSWORD)[0] == 303
    assert "Rhea Dunn, reader." in re.sub("[\u2068\u2069]", "", client.get("/").text)


# --- passwords and guesses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("Rhea Dunn", ""),
        ("Rhea Dunn", PASSWORD.upper()),
        ("Rhea Dunn", PASSWORD + " "),
        ("Nobody", PASSWORD),
        ("", "x"),
    ],
)
def test_a_wrong_name_is_told_like_a_wrong_password(client: TestClient, name: str, password: str) -> None:
    status, text = try_password(client, name, password)
    assert status == 403
    assert "This is no name with its password." in text
    assert client.get("/").status_code == 303


def test_an_unknown_name_costs_the_same_work(client: TestClient, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One hash is compared with in either case, made with the same costs: those that the library has as its own."""
    with book.open_ledger(path) as ledger:
        change_members.add_member(ledger, "Una Vell", "reader", PASSWORD, made_up.NOW)
    compared: list[str] = []
    real = login.passwords._hasher()

    class Counting:
        def verify(self, kept: str, password: str) -> bool:
            compared.append(kept.rpartition("$")[0].rpartition("$")[0])
            return real.verify(kept, password)

    login.passwords._nobody()
    monkeypatch.setattr(login.passwords, "_hasher", Counting)
    assert try_password(client, "Nobody At All", "not this one either")[0] == 403
    assert try_password(client, "Una Vell", "not this one either")[0] == 403
    assert len(compared) == 2
    assert len(set(compared)) == 1
    assert compared[0].startswith("$argon2id$")
    assert (real.time_cost, real.memory_cost) == (DEFAULT_TIME_COST, DEFAULT_MEMORY_COST)
    assert f"m={DEFAULT_MEMORY_COST},t={DEFAULT_TIME_COST}" in compared[0]


def test_guesses_are_held_off_and_the_right_password_waits_with_them(client: TestClient) -> None:
    assert try_password(client, PEOPLE["owner"], "a wrong password")[0] == 403
    token = made.hidden_form(client.get("/sign-in").text)
    answer = client.post("/sign-in", data={"form": token, "name": "orla  FINN", "password": PASSWORD})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert SIGNED_IN not in answer.headers.get("set-cookie", "")
    assert try_password(client, PEOPLE["reader"], PASSWORD)[0] == 303  # a colleague is not kept waiting


def test_guesses_that_come_at_once_are_one(client: TestClient) -> None:
    token = made.hidden_form(client.get("/sign-in").text)
    form = {"form": token, "name": PEOPLE["owner"]}

    async def campaign() -> list[int]:
        import httpx2

        transport = httpx2.ASGITransport(client.app)
        cookies = {FORM_COOKIE: client.cookies[FORM_COOKIE]}
        async with httpx2.AsyncClient(transport=transport, base_url=made.BASE, cookies=cookies) as at_once:
            sent = [at_once.post("/sign-in", data={**form, "password": f"guess number {n}"}) for n in range(20)]
            return sorted(answer.status_code for answer in await asyncio.gather(*sent))

    assert asyncio.run(campaign()) == [403, *[429] * 19]


@pytest.mark.parametrize(
    ("tries", "waits"),
    [
        # name, address, when -> how long
        ([("a", "x", 0), ("a", "y", 0.5), ("a", "y", 1)], [0, 0.5, 0]),
        ([("a", "x", 0), ("a", "x", 1), ("a", "x", 2), ("a", "x", 3)], [0, 0, 1, 0]),
        ([(str(n), "x", 0) for n in range(8)], [0, 0, 0, 0, 0, 0, 1, 1]),
        ([("a", "x", 0), ("a", "x", 4000), ("a", "x", 4001)], [0, 0, 0]),
    ],
)
def test_how_long_a_try_waits(tries: list[tuple[str, str, float]], waits: list[float]) -> None:
    attempts = Attempts()
    assert [attempts.begin(*one) for one in tries] == waits


def test_who_has_an_member_gets_no_guesses_by_it() -> None:
    """Signing in between them takes back what was counted of oneself alone."""
    attempts, now = Attempts(), 0.0
    for n in range(8):
        assert attempts.begin(f"victim {n}", "x", now) == 0
        now += 2.0**n
        assert attempts.begin("me", "x", now) == 0
        attempts.right("me", "x")
        now += 2.0**n
    assert attempts.begin("victim 9", "x", now - 2.0**7 + 1) == 3


def test_no_stream_of_names_fills_the_memory() -> None:
    attempts = Attempts()
    for n in range(MOST + 10):
        attempts.begin(str(n), str(n), 0)
    assert len(attempts.by_name) == len(attempts.by_address) == MOST


# --- sessions -------------------------------------------------------------------------------------------------------


def test_the_cookie_is_for_no_script_and_no_other_site(client: TestClient, path: Path) -> None:
    token = made.hidden_form(client.get("/sign-in").text)
    form = {"form": token, "name": PEOPLE["owner"], "password": PASSWORD}
    given = client.post("/sign-in", data=form).headers["set-cookie"].lower()
    assert "httponly" in given
    assert "samesite=strict" in given
    assert "secure" not in given
    assert "max-age" not in given  # it goes with the browser
    with closing(sqlite3.connect(path)) as db:
        held = " ".join(map(str, [*db.execute("SELECT * FROM session"), *db.execute("SELECT * FROM member")]))
    assert client.cookies[SIGNED_IN] not in held
    assert kept_as(client.cookies[SIGNED_IN]) in held
    assert PASSWORD not in held


def test_under_tls_cookies_are_for_nothing_else(path: Path) -> None:
    safe = safety("127.0.0.1", None, "https://desk.example")
    with team_made.desk(path, safe) as client:
        client.base_url = "https://desk.example"
        page = client.get("/sign-in")
        form = {"form": made.hidden_form(page.text), "name": PEOPLE["owner"], "password": PASSWORD}
        for answer in (page, client.post("/sign-in", data=form)):
            assert "secure" in answer.headers["set-cookie"].lower()
        assert f"__Host-{SIGNED_IN}" in client.cookies
        assert client.get("/").status_code == 200
        client.headers["cookie"] = f"{SIGNED_IN}={client.cookies[f'__Host-{SIGNED_IN}']}"
        client.cookies.clear()
        assert client.get("/").status_code == 303  # under a name that another host could have set


def test_a_session_that_was_put_there_before_is_not_taken_up(client: TestClient, path: Path) -> None:
    """Session fixation: an attacker's token, his own session's too, is another's after signing in."""
    team_made.sign_in(client, "reader")
    his = client.cookies[SIGNED_IN]
    victim = team_made.another(client)
    victim.cookies.set(SIGNED_IN, his)
    assert team_made.sign_in(victim, "owner") == 303
    cookie = SimpleCookie("; ".join(f"{c.name}={c.value}" for c in victim.cookies.jar if c.value != his))
    assert cookie[SIGNED_IN].value != his
    client.cookies.set(SIGNED_IN, his)
    assert client.get("/").status_code == 303  # and his own ended with it


@pytest.mark.parametrize("spoiled", ["", "x", "0" * 43, "{}x", "../{}", '"{}', "{} ", "%00{}", "{}; other=1"])
def test_a_spoiled_cookie_is_nobody(client: TestClient, spoiled: str) -> None:
    team_made.sign_in(client, "owner")
    token = client.cookies[SIGNED_IN]
    client.cookies.clear()
    wanted = 200 if spoiled == "{}; other=1" or spoiled == "{} " else 303
    assert client.get("/", headers={"cookie": f"{SIGNED_IN}={spoiled.format(token)}"}).status_code == wanted
    assert client.get("/", headers={"cookie": f"{SIGNED_IN}={kept_as(token)}"}).status_code == 303  # as the file has it


def test_signing_out_ends_the_session_itself(client: TestClient, path: Path) -> None:
    team_made.sign_in(client, "reader")
    token = client.cookies[SIGNED_IN]
    form = {"form": made.hidden_form(client.get("/").text)}
    assert client.post("/sign-out", data=form).headers["location"] == "/sign-in"
    assert SIGNED_IN not in client.cookies
    client.cookies.set(SIGNED_IN, token)
    assert client.get("/").status_code == 303


@pytest.mark.parametrize(
    ("minutes", "status"), [([59], 200), ([61], 303), ([50, 100, 150], 200), ([*range(50, 760, 50)], 303)]
)
def test_a_session_ends(client: TestClient, monkeypatch: pytest.MonkeyPatch, minutes: list[int], status: int) -> None:
    """After an hour without a request, and after twelve hours in any case."""
    team_made.sign_in(client, "reader")
    began = clock.utc_now()
    for at in minutes:
        monkeypatch.setattr(door, "utc_now", lambda at=at: began + timedelta(minutes=at))
        answer = client.get("/")
    assert answer.status_code == status


def test_a_session_outlives_the_desk_and_not_its_idle_hour(path: Path) -> None:
    with team_made.desk(path) as client:
        team_made.sign_in(client, "reader")
        token = client.cookies[SIGNED_IN]
    with team_made.desk(path) as client:
        client.cookies.set(SIGNED_IN, token)
        assert client.get("/").status_code == 200


def test_another_password_ends_all_sessions(client: TestClient, path: Path) -> None:
    other = team_made.another(client)
    team_made.sign_in(client, "reader")
    team_made.sign_in(other, "reader")
    form = {"form": made.hidden_form(client.get("/team").text), "do": "password"}
    new = {"password": "seven grey herons", "again": "seven grey herons"}
    assert client.post("/team", data={**form, "old": "not the old one", **new}).status_code == 400
    with book.open_ledger(path) as ledger:
        change_members.set_password(ledger, PEOPLE["reader"], new["password"])
    assert client.get("/").status_code == 303
    assert other.get("/").status_code == 303
    assert team_made.sign_in(other, "owner") == 303


def test_ones_own_password_is_changed_with_the_old_one(client: TestClient) -> None:
    team_made.sign_in(client, "analyst")
    form = {"form": made.hidden_form(client.get("/team").text), "do": "password", "old": PASSWORD}
    differing = {"password": "seven grey herons", "again": "seven gray herons"}
    assert client.post("/team", data={**form, **differing}).status_code == 400
    short = {"password": "short", "again": "short"}
    assert client.post("/team", data={**form, **short}).status_code == 400
    new = {"password": "seven grey herons", "again": "seven grey herons"}
    assert client.post("/team", data={**form, **new}).headers["location"] == "/sign-in"
    assert client.get("/").status_code == 303
    assert try_password(client, PEOPLE["analyst"], "seven grey herons")[0] == 303


def test_another_role_holds_from_the_next_page_on(client: TestClient, path: Path) -> None:
    team_made.sign_in(client, "editor")
    assert client.get("/export?format=csv&profile=full").status_code == 200
    with book.open_ledger(path) as ledger:
        change_members.set_role(ledger, PEOPLE["editor"], "reader")
    assert client.get("/export?format=csv&profile=full").status_code == 403


def test_who_is_removed_is_out(client: TestClient, path: Path) -> None:
    team_made.sign_in(client, "analyst")
    with book.open_ledger(path) as ledger:
        change_members.remove_member(ledger, PEOPLE["analyst"])
    assert client.get("/").status_code == 303


# --- forms ----------------------------------------------------------------------------------------------------------


def test_a_form_is_of_one_session(client: TestClient) -> None:
    """Cross-site request forgery by a cookie that was planted: a form that fits it fits no session but its maker's."""
    team_made.sign_in(client, "analyst")
    planted, made_by_him = client.cookies[FORM_COOKIE], made.hidden_form(client.get("/").text)
    victim = team_made.another(client)
    victim.cookies.set(FORM_COOKIE, planted)
    team_made.sign_in(victim, "owner")
    assert victim.cookies[FORM_COOKIE] == planted
    form = {"do": "add", "name": "Mal Ory", "role": "owner", "password": "seven grey herons"}
    assert victim.post("/team", data={"form": made_by_him, **form}).status_code == 403
    assert victim.post("/team", data={"form": made.hidden_form(victim.get("/").text), **form}).status_code == 303


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Host": "evil.example", "X-Forwarded-Host": "127.0.0.1:8000"}, 421),
    ],
)
def test_other_sites_sign_nobody_in_or_out(client: TestClient, headers: dict[str, str], status: int) -> None:
    token = made.hidden_form(client.get("/sign-in").text)
    form = {"form": token, "name": PEOPLE["reader"], "password": PASSWORD}
    assert client.post("/sign-in", data=form, headers=headers).status_code == status
    assert client.post("/sign-in", data={**form, "form": "not ours"}).status_code == 403
    assert team_made.sign_in(client, "reader") == 303
    out = {"form": made.hidden_form(client.get("/").text)}
    assert client.post("/sign-out", data=out, headers=headers).status_code == status
    assert client.get("/").status_code == 200


def test_a_proxys_headers_are_nobodys_name(client: TestClient) -> None:
    for header in ("X-Forwarded-User", "Remote-User", "X-Remote-User", "Authorization", "X-Original-URL"):
        assert client.get("/", headers={header: "Orla Finn"}).status_code == 303


@pytest.mark.parametrize(
    ("host", "known"),
    [("desk.example", True), ("desk.example:443", True), ("evil.example", False), ("127.0.0.1", True)],
)
def test_the_address_that_was_named_is_known(host: str, known: bool) -> None:
    assert is_known(host, safety("127.0.0.1", None, "https://desk.example")) is known


@pytest.mark.parametrize(
    "address", ["desk.example", "ftp://desk.example", "https://", "https://desk.example/x", "https://[x"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(RashomonError, match="--address"):
        safety("127.0.0.1", None, address)


# --- what is decided, and by whom -----------------------------------------------------------------------------------


def test_decisions_carry_the_name_of_who_is_signed_in(client: TestClient, path: Path) -> None:
    team_made.sign_in(client, "analyst")
    page = client.get("/review").text
    assert f'value="{PEOPLE["analyst"]}" required autocomplete="name" dir="auto" readonly' in page
    form = {"verb": "accept", "target": made.claim_of(page), "by": "Orla Finn", **made.hidden(page)}
    client.cookies.set("rashomon_by", "Orla%20Finn")
    answer = client.post("/decide", data=form)
    assert answer.status_code == 303
    with book.open_ledger(path) as ledger:
        assert [d.by for d in book.decisions(ledger)] == [PEOPLE["analyst"]]


def test_asking_for_the_head_of_a_page_tries_no_password(client: TestClient) -> None:
    for _ in range(3):
        assert client.head("/sign-in").status_code == 200
    team_made.sign_in(client, "analyst")
    for _ in range(3):
        assert client.head("/team").status_code == 200


def test_who_is_here_is_said(client: TestClient) -> None:
    other = team_made.another(client)
    team_made.sign_in(client, "analyst")
    team_made.sign_in(other, "reader")
    other.get("/")
    foot = client.get("/").text.partition("<footer")[2]
    assert PEOPLE["reader"] in foot
    assert PEOPLE["owner"] not in foot
    other.post("/sign-out", data={"form": made.hidden_form(other.get("/").text)})
    assert PEOPLE["reader"] not in client.get("/").text.partition("<footer")[2]


def test_an_owner_says_who_may_sign_in(client: TestClient, path: Path) -> None:
    team_made.sign_in(client, "owner")
    token = made.hidden_form(client.get("/team").text)

    def sent(**form: str) -> int:
        return client.post("/team", data={"form": token, **form}).status_code

    assert sent(do="add", name="Nia Bel", role="analyst", password="seven grey herons") == 303
    assert sent(do="add", name="nia bel", role="owner", password="seven grey herons") == 400
    assert sent(do="add", name="Nobody", role="king", password="seven grey herons") == 400
    assert sent(do="role", name="Nia Bel", role="editor") == 303
    assert sent(do="reset", name="Nia Bel", password="eight grey herons") == 303
    assert sent(do="role", name=PEOPLE["owner"], role="reader") == 400
    assert sent(do="remove", name=PEOPLE["owner"]) == 400
    assert sent(do="remove", name=PEOPLE["reader"]) == 303
    assert sent(do="nothing") == 400
    with book.open_ledger(path) as ledger:
        assert {a.name: a.role for a in asked.members(ledger)} == {
            "Nia Bel": "editor", "Orla Finn": "owner", "Edda Moor": "editor", "Ansel Roy": "analyst",
        }  # fmt: skip


def test_a_ledger_that_is_gone_lets_nobody_in(client: TestClient, path: Path) -> None:
    team_made.sign_in(client, "owner")
    path.rename(path.with_name("elsewhere.rashomon"))
    answer = client.get("/")
    assert answer.status_code == 500
    assert "case.rashomon" in answer.text


def test_a_form_that_came_after_its_session_is_kept(client: TestClient, path: Path) -> None:
    team_made.sign_in(client, "analyst")
    page = client.get("/review").text
    form = {"verb": "reject", "target": made.claim_of(page), "why": "<b>of another town</b>", **made.hidden(page)}
    with book.open_ledger(path) as ledger:
        change_members.set_password(ledger, PEOPLE["analyst"], PASSWORD)  # all sessions are over
    door_ = client.post("/decide", data=form)
    assert door_.status_code == 401
    assert "&lt;b&gt;of another town" in door_.text
    sent = dict(re.findall(r'name="((?:kept-)?\w+)" value="([^"]*)"', door_.text))
    sent = {k: html.unescape(v) for k, v in sent.items()} | {"name": PEOPLE["analyst"]}
    wrong = client.post("/sign-in", data={**sent, "password": "not the password"})
    assert 'name="kept-why"' in wrong.text
    client.app.app.user_middleware[0].kwargs["door"].attempts.by_name.clear()  # type: ignore[attr-defined]
    again = client.post("/sign-in", data={**sent, "password": PASSWORD})
    assert again.status_code == 200
    with book.open_ledger(path) as ledger:
        assert book.decisions(ledger) == []
    sent = {k: html.unescape(v) for k, v in re.findall(r'name="(\w+)" value="([^"]*)"', again.text)}
    assert sent["seen"] == form["seen"]
    assert client.post("/decide", data=sent).status_code == 303
    with book.open_ledger(path) as ledger:
        assert [(d.by, d.verb, d.why) for d in book.decisions(ledger)] == [(PEOPLE["analyst"], "reject", form["why"])]


def test_a_form_is_kept_for_its_own_address_alone(client: TestClient) -> None:
    token = made.hidden_form(client.get("/sign-in").text)
    form = {"form": token, "name": PEOPLE["reader"], "password": PASSWORD, "kept-x": "1"}
    answer = client.post("/sign-in", data={**form, "next": "/team"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/team")
    stranger = team_made.another(client)
    assert stranger.post("/decide", data={"why": "x" * 10}).text == "Sign in first, then send this again."
    stranger.get("/sign-in")
    assert stranger.post("/decide", data={"why": "x" * 300_000}).status_code == 401
