# ruff: noqa: E501 (tables of cases, one a line)
"""The desk over HTTP: every page, what is refused, what stands in a page of hostile reports, two people at once."""

from __future__ import annotations

import asyncio
import io
import json
import re
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import desk_made as made
import made_up
import pytest
from file_words import words_of
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from rashomon import ledger as book
from rashomon.desk import safety as safety_module
from rashomon.desk.filters import address, view_of
from rashomon.desk.safety import HEADERS, TooSoon, enter, inside, is_known, safety
from rashomon.desk.view_models import draw_ranges, pieces
from rashomon.errors import RashomonError
from rashomon.ledger.write import store_reports
from rashomon.model import Span
from rashomon.sharing import FORMATS

SCRIPTS = {f"/static/{name}.js" for name in ("desk", "leaflet", "land", "map")}
BLOCKS = {"p", "form", "div", "ul", "ol", "dl", "table", "section", "details", "figure", "h1", "h2", "h3"}
VOID = {"meta", "link", "input", "br", "img", "hr", "path", "rect", "circle"}
ALLOWED = re.findall(
    r"\w+",
    "html head meta title link script body a header nav form label input button main section h1 h2 h3 ul ol li p strong"
    " em span bdi progress aside table caption thead tbody tr th td abbr time div article figure figcaption blockquote"
    " mark cite details summary dialog dl dt dd kbd footer svg g path circle rect text tspan defs lineargradient stop"
    " select optgroup option pre textarea datalist fieldset legend pattern",
)


class Page(HTMLParser):
    """Every element with its attributes, and what is not closed as it was opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if "p" in self.open and tag in BLOCKS:  # a browser would close the paragraph here
            self.wrong.append(f"{tag} in p")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made.ledger(tmp_path / "case.rashomon")


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with made.desk(path) as found:
        yield found


def matters(path: Path) -> list[str]:
    with book.open_ledger(path) as ledger:
        return [m.id for m in book.matters(ledger)]


def incidents(path: Path) -> list[str]:
    with book.open_ledger(path) as ledger:
        return [i.id for i in book.incidents(ledger)]


def pages(path: Path) -> list[str]:
    """An address of every kind of page, for every matter and report there is."""
    with book.open_ledger(path) as ledger:
        keys = [report.key for report, _ in book.all_read(ledger)]
        claims = [c.id for _, r in book.all_read(ledger) for s in r.statements for c in s.claims]
        places = {p.gazetteer for _, r in book.all_read(ledger) for p in r.places if p.gazetteer}
    return [
        *(
            "/",
            "/incidents",
            "/incidents?status=disputed&sort=date&camp=monitor",
            "/incidents?kind=control&q=a",
            "/matters",
        ),
        *("/matters?status=disputed&sort=date", "/matters?q=army&since=2020-01-01", "/review", "/map"),
        *(
            "/changes",
            "/control",
            "/coverage",
            "/coverage?by=outlet",
            "/changes?since=2020-01-01",
            "/changes?since=2199-01-01",
            "/changes?since=2020-01-01",
        ),
        *("/export", "/export?format=csv", "/export?format=jsonl&profile=full", "/review?queue=all"),
        *(f"/incidents/{i}" for i in incidents(path)),
        *(f"/matters/{m}" for m in matters(path)),
        *(f"/matters/{m}?history=1" for m in matters(path)),
        *(f"/reports/{k}" for k in keys),
        *(f"/reports/{k}?at=0-8#add" for k in keys),
        *(f"/reports/{k}?at=0-8&at=9-12" for k in keys),
        *("/review?queue=joins", "/review?queue=unsure", "/review?queue=ruled", "/matters?place=nobody"),
        *(f"/review?claim={c}" for c in claims),
        *(f"/places/{p}" for p in sorted(places) if "/" not in p.split("/", 1)[1] and "?" not in p and "#" not in p),
    ]


# --- pages ----------------------------------------------------------------------------------------------------------


def test_every_page_answers_with_its_headers_and_is_well_formed(client: TestClient, path: Path) -> None:
    for address_ in pages(path):
        answer = client.get(address_)
        assert answer.status_code == 200, f"{address_}: {answer.text[:200]}"
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, address_
        assert answer.headers["Cache-Control"] == "no-store"
        page = Page(answer.text)
        assert page.wrong == [], address_
        assert page.open == [], address_
        ids = [a["id"] for _, a in page.elements if a.get("id")]
        assert len(ids) == len(set(ids)), address_
        labelled = {a.get("for") for t, a in page.elements if t == "label"}
        for tag, a in page.elements:
            if tag in ("input", "select") and a.get("type") not in ("hidden", "checkbox"):
                assert a.get("id") in labelled, f"{address_}: {a}"


def test_hostile_reports_are_shown_as_text(client: TestClient, path: Path) -> None:
    for address_ in pages(path):
        text = client.get(address_).text
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", text), address_
        for tag, attributes in Page(text).elements:
            assert tag in ALLOWED, f"{address_}: <{tag}>"
            assert not [a for a in attributes if a.startswith("on") or a == "style"], address_
            for name in ("href", "src", "action"):
                value = attributes.get(name)
                assert value is None or re.match(r"[/#?](?!/)", value) or value == "", f"{address_}: {name}={value}"
            if tag == "script":
                assert attributes.get("src") in SCRIPTS
    assert "&lt;script&gt;alert(1)" in client.get("/reports/hostile%3Cb%3E.txt").text


def test_nothing_on_a_page_comes_from_elsewhere() -> None:
    room = Path(made.make_app.__code__.co_filename).parent
    for file in [*room.glob("templates/*.html"), *room.glob("static/*")]:
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|@import|url\(|\beval\b|innerHTML", text), file.name
        if file.suffix == ".html":
            assert "|safe" not in text, file.name
            assert not re.search(r"<script(?! src=\"/static)|<style|\sstyle=|\son(?!ly=)\w+=", text), file.name


@pytest.mark.parametrize(
    ("address_", "status"),
    [
        ("/nothing", 404), ("/matters/M-NOTONE", 404), ("/reports/none", 404), ("/places/pack:x/Nowhere9", 404),
        ("/speakers/nobody", 404), ("/static/../app.py", 404), ("/static/%2e%2e%2fapp.py", 404), ("/static/app.py", 404),
        ("/matters?page=999999", 200), ("/matters?page=-1&sort=drop&status=none&review=x&since=yesterday", 400),
        ("/matters?q=%22%00*", 200), ("/review?after=none&queue=none", 200), ("/review?claim=none", 200),
        ("/matters?" + "&".join(f"place=p{i}" for i in range(500)), 200),
    ],
)  # fmt: skip
def test_addresses_that_somebody_typed(client: TestClient, address_: str, status: int) -> None:
    answer = client.get(address_)
    assert answer.status_code == status
    assert "Traceback" not in answer.text


def test_an_old_id_leads_on_and_a_lost_one_says_so(client: TestClient, path: Path) -> None:
    with book.open_ledger(path) as ledger:
        one = matters(path)[0]
        ledger.db.execute("INSERT INTO redirect VALUES ('M-OLD222', ?, '2026-01-01'), ('M-LOST22', NULL, '')", (one,))
    answer = client.get("/matters/M-OLD222")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/matters/{one}")
    gone = client.get("/matters/M-LOST22")
    assert (gone.status_code, "claimed any more" in gone.text) == (404, True)


def test_words_say_their_language_wherever_they_stand(tmp_path: Path) -> None:
    report = replace(made_up.report("first.txt", "The army holds Kastrel"), language="fr")
    with made.desk(made.ledger(tmp_path / "case.rashomon", [report])) as client:
        elements = Page(client.get("/places/pack:x/Kastrel").text).elements
    assert "fr" in [a.get("lang") for tag, a in elements if tag == "td" and a.get("dir") == "auto"]


def test_no_page_of_a_private_person(tmp_path: Path) -> None:
    path = made.ledger(tmp_path / "case.rashomon")
    with book.open_ledger(path) as ledger:
        store_reports.remember_packs(ledger, [made.pack(tmp_path / "pack")])
    with made.desk(path) as client:
        assert "The Watch" in client.get("/speakers/watch").text
        for name in ("keld", "Tamsin Keld", "nobody"):
            for ending in ("", ".json"):
                answer = client.get(f"/speakers/{name}{ending}")
                assert answer.status_code == 404, name
                assert "Tamsin" not in answer.text
        with book.open_ledger(path) as ledger:
            book.decide(ledger, "protect", "The Watch", by="A. Editor", why="", now=made_up.NOW)
        refused = client.get("/speakers/watch")
        assert (refused.status_code, "protect" in refused.text) == (404, True)


# --- the view is the address ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "4 matters"),
        ("status=disputed", "1 matter whose status is disputed"),
        ("kind=airstrike&place=Brellin", "1 matter about air or drone strike and in Brellin"),
        ("status=disputed&status=agreed&since=2020-01-01", "1 matter whose status is disputed or agreed and new or changed since 2020-01-01"),
        ("q=struck", "1 matter with the words “struck”"),
    ],
)  # fmt: skip
def test_the_sentence_says_what_the_address_asks_for(client: TestClient, query: str, sentence: str) -> None:
    assert f">{sentence}</h1>" in client.get(f"/matters?{query}").text


def test_facets_lead_to_their_filter_and_out_of_it_again(client: TestClient) -> None:
    text = client.get("/matters?status=disputed").text
    assert 'href="/matters" aria-label="Drop the filter disputed"' in text
    assert 'href="/matters?status=disputed&amp;kind=control"' in text


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["status", "kind", "place", "camp", "review", "q", "since", "sort", "page"]),
            st.text(max_size=30),
        )
    )
)
def test_an_address_made_of_a_view_is_that_view(query: list[tuple[str, str]]) -> None:
    view = view_of(query)
    from urllib.parse import parse_qsl, urlsplit

    again = view_of(parse_qsl(urlsplit(address("/matters", view)).query, keep_blank_values=True))
    assert again == view


# --- who may ask ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "10.0.0.5", "["])
def test_a_name_that_is_not_ours_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/matters", headers={"host": host})
    assert answer.status_code == 421
    assert "matter" not in answer.text


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_loopback_is_ours_under_its_names(client: TestClient, host: str) -> None:
    assert client.get("/export", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    ("listens", "host", "known"),
    [
        ("0.0.0.0", "192.168.1.7:8000", True),
        ("0.0.0.0", "evil.example", False),
        ("desk.example", "desk.example", True),
        ("127.0.0.1", "192.168.1.7", False),
    ],
)
def test_names_of_this_machine(listens: str, host: str, known: bool) -> None:
    assert is_known(host, safety(listens, "a long enough token")) is known


def test_another_host_asks_for_a_token(path: Path) -> None:
    safe = safety("0.0.0.0", None)
    assert safe.token is not None
    assert len(safe.token) >= 20
    with made.desk(path, safe) as client:
        for address_ in ("/", "/matters", "/reports/x", "/export"):
            answer = client.get(address_)
            assert (answer.status_code, answer.headers["location"][:12]) == (303, "/enter?next=")
        assert client.get("/matters.json").status_code == 401
        assert client.post("/decide", data={"verb": "accept"}).status_code == 401
        assert client.get("/enter").status_code == 200
        assert client.post("/enter", data={"token": "wrong", "next": "/"}).status_code == 403
        entered = client.post("/enter", data={"token": safe.token, "next": "//evil.example/"})
        assert (entered.status_code, entered.headers["location"]) == (303, "/")
        assert "HttpOnly" in entered.headers["set-cookie"]
        assert "samesite=strict" in entered.headers["set-cookie"].lower()
        assert safe.token not in entered.headers["set-cookie"]
        assert client.get("/matters").status_code == 200


def test_guesses_come_one_after_the_other_also_where_they_are_sent_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety_module, "WRONG_TOKEN_SECONDS", 0.3)
    safe = safety("0.0.0.0", "the right token")

    async def guess(token: str, address: str) -> bool | None:
        try:
            return await enter(safe, token, address)
        except TooSoon:
            return None

    async def campaign() -> list[bool | None]:
        at_once = [guess(f"a wrong token {n}", "192.0.2.7") for n in range(50)]
        same_network = [guess(safe.token or "", "192.0.2.7"), guess("wrong", "2001:db8::1"), guess("x", "2001:db8::2")]
        return await asyncio.gather(*at_once, *same_network, guess(safe.token or "", "192.0.2.8"))

    answers = asyncio.run(campaign())
    assert answers == [False, *[None] * 49, None, False, None, True]
    time.sleep(0.3)
    assert asyncio.run(guess(safe.token or "", "192.0.2.7")) is True
    asyncio.run(guess("wrong", "192.0.2.9"))
    assert len(safe.held_off) == 1  # what is over is not kept


def test_a_guess_too_soon_is_told_to_wait(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    safe = safety("0.0.0.0", None)
    safe.held_off["testclient"] = time.monotonic() + 60
    with made.desk(path, safe) as client:
        answer = client.post("/enter", data={"token": safe.token})
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("origin", ["http://[x", "http://[", "http://127.0.0.1]:8000", "//[::"])
def test_an_origin_that_is_no_address_is_not_ours(client: TestClient, origin: str) -> None:
    for address_ in ("/decide", "/flag", "/language", "/find", "/views", "/export", "/enter"):
        assert client.post(address_, headers={"Origin": origin}).status_code == 403


def test_a_short_token_is_refused() -> None:
    with pytest.raises(RashomonError, match="shorter"):
        safety("0.0.0.0", "short")


@pytest.mark.parametrize(
    "path_", ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil", "x", "/a\nb"]
)
def test_a_form_leads_on_only_to_our_own_pages(path_: str) -> None:
    assert inside(path_) == "/"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    assert client.request(method, "/matters").status_code == 405


def test_a_form_needs_its_token_and_our_own_page(client: TestClient, path: Path) -> None:
    one = matters(path)[0]
    fields = {"verb": "accept", "target": one, "by": "A. Editor", "next": "/"}
    assert client.post("/decide", data=fields).status_code == 403
    told = made.hidden(client.get(f"/matters/{one}").text)
    assert client.post("/decide", data=fields | told | {"form": "0" * 64}).status_code == 403
    for headers in (
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": "null"},
    ):
        assert client.post("/decide", data=fields | told, headers=headers).status_code == 403
    with made.desk(path) as other:  # another run, another key
        assert other.post("/decide", data=fields | told).status_code == 403
    with book.open_ledger(path) as ledger:
        assert book.decisions(ledger) == []
    assert client.post("/decide", data=fields | told, headers={"origin": made.BASE}).status_code == 303


def test_a_large_form_is_refused(client: TestClient) -> None:
    assert client.post("/decide", data={"why": "x" * 300_000}).status_code == 413


def test_cookies_cannot_be_read_by_scripts_or_sent_by_others(client: TestClient) -> None:
    told = client.get("/").headers["set-cookie"].lower()
    assert "httponly" in told
    assert "samesite=strict" in told


# --- deciding -------------------------------------------------------------------------------------------------------


def decided(path: Path) -> list[tuple[str, str, str]]:
    with book.open_ledger(path) as ledger:
        return [(d.verb, d.by, d.why) for d in book.decisions(ledger)]


def test_reviewing_goes_from_claim_to_claim(client: TestClient, path: Path) -> None:
    seen = []
    for verb in ("accept", "reject", "accept"):
        text = client.get("/review").text
        claim = made.claim_of(text)
        seen.append(claim)
        onward = re.search(r'name="next" value="([^"]*after[^"]*)"', text)
        assert onward
        form = {
            "verb": verb,
            "target": claim,
            "why": "heard it",
            "by": "B. Reader",
            "next": onward[1].replace("&amp;", "&"),
        }
        answer = client.post("/decide", data=form | made.hidden(text))
        assert answer.status_code == 303
        after = client.get(answer.headers["location"]).text
        assert made.claim_of(after) not in seen
        assert 'value="B. Reader"' in after
    assert decided(path) == [
        ("accept", "B. Reader", "heard it"),
        ("reject", "B. Reader", "heard it"),
        ("accept", "B. Reader", "heard it"),
    ]
    text = client.get("/review").text
    assert re.findall(r'class="verb (\w+)"', text) == ["accept", "reject", "accept"]
    assert "It is out" in client.get(f"/review?claim={seen[1]}").text
    number = re.search(r'name="verb" value="undo"><input type="hidden" name="target" value="(\d+)"', text)
    assert number
    client.post(
        "/decide", data={"verb": "undo", "target": number[1], "by": "B. Reader", "next": "/review"} | made.hidden(text)
    )
    assert decided(path)[-1][0] == "undo"


def test_a_stale_form_is_told_so_and_nothing_is_written(client: TestClient, path: Path) -> None:
    first = client.get("/review").text
    claim = made.claim_of(first)
    with book.open_ledger(path) as other:
        book.decide(other, "reject", claim, by="C. Other", why="of another town", now=made_up.NOW)
    form = {"verb": "accept", "target": claim, "by": "A. Editor", "next": "/review"}
    answer = client.post("/decide", data=form | made.hidden(first))
    assert answer.status_code == 409
    assert "C. Other" in answer.text
    assert [d[:2] for d in decided(path)] == [("reject", "C. Other")]


def test_a_decision_on_something_else_meanwhile_is_no_hindrance(client: TestClient, path: Path) -> None:
    first = client.get("/review").text
    claim = made.claim_of(first)
    with book.open_ledger(path) as other:
        rest = [c.id for _, r in book.all_read(other) for s in r.statements for c in s.claims if c.id != claim]
        book.decide(other, "accept", rest[0], by="C. Other", why="", now=made_up.NOW)
    form = {"verb": "accept", "target": claim, "by": "A. Editor", "next": "/review"}
    assert client.post("/decide", data=form | made.hidden(first)).status_code == 303


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"verb": "accept", "by": " ", "target": "M"}, "nobody is named"),
        ({"verb": "forget", "target": "M"}, "none that can be made here"),
        ({"verb": "accept", "target": "M-NONE22"}, "there is no such"),
        ({"verb": "undo", "target": "x"}, "no number"),
        ({"verb": "undo", "target": "99"}, "no such decision"),
        ({"verb": "correct", "target": "M"}, "no field was changed"),
        ({"verb": "same", "target": "M-NONE22"}, "no such"),
    ],
)
def test_what_cannot_be_decided_says_why(path: Path, form: dict[str, str], says: str) -> None:
    with made.desk(path, by="") as client:
        told = made.hidden(client.get("/review").text)
        answer = client.post("/decide", data={"by": "A. Editor", "next": "/"} | form | told)
        assert answer.status_code == 400
        assert says in answer.text
    assert decided(path) == []


def test_correcting_writes_only_what_was_changed(client: TestClient, path: Path) -> None:
    text = client.get("/review").text
    claim = made.claim_of(text)
    form = {"verb": "correct", "target": claim, "by": "A. Editor", "next": "/review"}
    form |= {"field-holder": "the council", "was-holder": "the army", "field-kind": "control", "was-kind": "control"}
    assert client.post("/decide", data=form | made.hidden(text)).status_code == 303
    with book.open_ledger(path) as ledger:
        assert [(d.field, d.value) for d in book.decisions(ledger)] == [("holder", "the council")]
    card = client.get(f"/review?claim={claim}").text
    assert "the council" in card
    assert "corrected by a person" in card


def test_every_ruling_on_a_matter(client: TestClient, path: Path) -> None:
    def ruled(verb: str, *targets: str) -> None:
        text = client.get(f"/matters/{targets[0]}").text
        form = {"verb": verb, "target": " ".join(targets), "why": "", "by": "A. Editor", "next": "/matters"}
        assert client.post("/decide", data=form | made.hidden(text)).status_code == 303, verb

    first, _, other, *_ = matters(path)
    ruled("different", first, other)
    signed, aside, *_ = matters(path)  # what there is after the ruling
    ruled("sign_off", signed)
    ruled("set_aside", aside)
    assert [d[0] for d in decided(path)] == ["different", "sign_off", "set_aside"]
    listed = client.get("/matters").text
    assert "signed off" in listed
    assert signed in made.matter_ids(listed)
    assert aside not in made.matter_ids(listed)
    assert aside in made.matter_ids(client.get("/matters?review=set_aside").text)


def test_matters_are_gathered_anew_after_a_rejection(client: TestClient, path: Path) -> None:
    text = client.get("/review").text
    form = {"verb": "reject", "target": made.claim_of(text), "by": "A. Editor", "next": "/"}
    client.post("/decide", data=form | made.hidden(text))
    with book.open_ledger(path) as ledger:
        assert book.is_gathered(ledger)


def test_flags(client: TestClient) -> None:
    text = client.get("/review").text
    claim = made.claim_of(text)
    client.post("/flag", data={"target": claim, "up": "1", "next": "/review"} | made.hidden(text))
    flagged = client.get("/review?queue=flagged").text
    assert made.claim_of(flagged) == claim
    assert "⚑" in flagged


# --- what leaves ----------------------------------------------------------------------------------------------------

NAMES = ("Jonah Brascombe", "Mirel Taveshian", "Oslin Drayfield")


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hundred reports in which a private person speaks and is named."""
    path = tmp_path_factory.mktemp("seeded") / "case.rashomon"
    with book.open_ledger(path) as ledger:
        for n in range(200):
            name = NAMES[n % len(NAMES)]
            text = f"{name} said on day {n} that the army holds Kastrel. The army struck Place{n % 7}"
            report = made_up.report(f"{n}.txt", text, outlet=f"Outlet {n % 5}", title=f"{name} speaks")
            book.add(ledger, replace(report, author=name), made.said_by(report, name), made_up.NOW)
        made.gathered(ledger)
    return path


def test_no_protected_name_leaves(seeded: Path) -> None:
    ids, parts = matters(seeded), [part for name in NAMES for part in name.split()]
    with made.desk(seeded) as client:
        page = client.get(f"/matters/{ids[0]}").text
        assert any(name in page for name in NAMES), "an analyst sees them"
        keys = list(dict.fromkeys(re.findall(r"/reports/(\w{12})", page)))[:10]
        leaving = ["/matters.json", "/matters.csv", "/matters.csv?q=brascombe", "/review.json", "/map.json"]
        leaving += [f"/matters/{m}{end}" for m in ids for end in (".json", ".csv")]
        leaving += [f"/reports/{k}.json" for k in keys] + ["/places/pack:x/Kastrel.json"]
        leaving += [f"/export?format={form}" for form in FORMATS]
        for address_ in leaving:
            answer = client.get(address_)
            assert answer.status_code == 200, address_
            text = answer.text.casefold()
            assert [part for part in parts if part.casefold() in text] == [], address_
        told = made.hidden(client.get("/export?format=csv").text)
        for form in FORMATS:
            data = client.post("/export", data={"format": form, "profile": "default"} | told).content
            inside_ = zipfile.ZipFile(io.BytesIO(data))
            for file in inside_.namelist():
                text = words_of(inside_.read(file))
                assert [part for part in parts if part in text] == [], file


def test_an_export_is_what_was_shown_and_its_manifest_says_what_it_is(client: TestClient) -> None:
    shown = client.get("/export?format=jsonl").text
    told = made.hidden(shown)
    assert client.post("/export", data={"format": "jsonl"}).status_code == 403
    answer = client.post("/export", data={"format": "jsonl", "profile": "default"} | told)
    assert answer.headers["content-disposition"] == 'attachment; filename="rashomon-jsonl.zip"'
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    manifest = json.loads(archive.read("manifest.json"))
    data = archive.read(manifest["file"])
    assert manifest["sha256"] == sha256(data).hexdigest()
    assert manifest["sha256"] in shown
    assert (manifest["profile"], manifest["bytes"]) == ("default", len(data))
    full = client.post("/export", data={"format": "jsonl", "profile": "full"} | told)
    assert json.loads(zipfile.ZipFile(io.BytesIO(full.content)).read("manifest.json"))["warning"]


def test_downloads_are_of_the_filter(client: TestClient) -> None:
    found = json.loads(client.get("/matters.json?status=disputed").text)
    assert [m["status"] for m in found["matters"]] == ["disputed"]
    assert found["profile"] == "default"
    rows = client.get("/matters.csv?status=disputed").text.splitlines()
    assert len(rows) == 2


# --- parts ----------------------------------------------------------------------------------------------------------


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(-2, 45), st.integers(-2, 45)), max_size=6))
def test_pieces_are_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    found = pieces(text, [(Span(*s), "content", f"s{i}", "") for i, s in enumerate(spans)])
    assert "".join(p.text for p in found) == text
    anchors = [a for p in found for a in p.anchors]
    assert len(anchors) == len(set(anchors))


def test_ranges_are_drawn_on_one_scale() -> None:
    svg = str(draw_ranges([("one", 12, 12), ("two", 20, None), ("three", None, 9), ("<b>", None, None)]))
    assert svg.count("<rect") == 3
    assert "20+" in svg
    assert "<b>" not in svg
    assert draw_ranges([("none", None, None)]) == ""


def test_a_ledger_that_cannot_be_written_is_shown_and_says_so(path: Path) -> None:
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        with made.desk(path) as client:
            text = client.get("/review").text
            if "cannot be written here" not in text:
                pytest.skip("whoever runs this test can write everywhere (root)")
            form = {"verb": "accept", "target": made.claim_of(text), "by": "A. Editor", "next": "/"}
            assert client.post("/decide", data=form | made.hidden(text)).status_code == 400
    finally:
        path.parent.chmod(0o700)
