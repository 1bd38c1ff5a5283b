# ruff: noqa: E501 (tables of cases, one a line)
"""What an analyst does on the desk besides reading: saved views, pairs, every field, adding, protecting; and its CSV."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import desk_made as made
import made_up
import pytest
from brellin import added as report_of_brellin
from brellin import gathered as gathered_apart
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from rashomon import ledger as book
from rashomon.desk.manual_claims import places_of
from rashomon.desk.workers import Gathering
from rashomon.errors import RashomonError
from rashomon.ledger.core import queries
from rashomon.ledger.decide.corrections import FIELDS
from rashomon.ledger.read import detail, facets, saved_filters
from rashomon.ledger.read.facets import Wanted
from rashomon.ledger.write import store_reports


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made.ledger(tmp_path / "case.rashomon")


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with made.desk(path) as found:
        yield found


def decided(path: Path) -> list[tuple[str, str | None, str | None]]:
    with book.open_ledger(path) as ledger:
        return [(d.verb, d.field or d.person, d.value) for d in book.decisions(ledger)]


def keys(path: Path) -> dict[str, str]:
    with book.open_ledger(path) as ledger:
        return {report.id: report.key for report, _ in book.all_read(ledger)}


def send(client: TestClient, page: str, address: str, **form: str) -> str:
    """Posts a form of a page; gives where it leads, or the error's page."""
    text = client.get(page).text
    told = made.hidden(text if 'name="seen"' in text else client.get("/review").text)
    answer = client.post(address, data={"by": "A. Editor", "next": page} | form | told)
    return answer.headers.get("location", "") or answer.text


# --- saved views ----------------------------------------------------------------------------------------------------


def save(client: TestClient, name: str, query: str) -> str:
    return send(client, "/review", "/views", do="save", name=name, query=query)


def shelf(client: TestClient, page: str = "/") -> dict[str, str]:
    """The saved views of a page, as words."""
    text = client.get(page).text
    if 'id="views-head"' not in text:
        return {}
    strip = text.split('id="views-head"')[1].split("</section>")[0]
    found = re.findall(r'<li[^>]*><a href="([^"]*)"[^>]*><bdi>(.*?)</bdi></a>(.*?)</li>', strip, re.DOTALL)
    return {unescape(name): re.sub(r"<[^>]+>", "", rest).strip() for _href, name, rest in found}


def test_a_filter_is_found_again_by_its_name(client: TestClient, path: Path) -> None:
    assert shelf(client) == {}
    assert "Save this filter as" in client.get("/matters?status=disputed").text
    assert "Save this filter as" not in client.get("/matters").text, "everything is no filter"
    save(client, " Who  disagrees ", "?status=disputed&page=7&nonsense=1&sort=date".removeprefix("?"))
    assert shelf(client) == {"Who disagrees": "1"}
    opened = client.get("/matters?status=disputed&sort=date").text
    assert "Saved by A. Editor." in opened
    assert "You looked at it on" in opened
    with book.open_ledger(path) as ledger:
        assert [v.query for v in saved_filters.saved_views(ledger, "")] == ["status=disputed&sort=date"]
    with made.desk(path, by="B. Reader") as other:
        assert shelf(other) == {"Who disagrees": "1"}, "whoever opens the ledger has it"
        assert "You have not looked at it yet." in other.get("/matters?status=disputed&sort=date").text
    send(client, "/matters?status=disputed&sort=date", "/views", do="drop", name="Who disagrees")
    assert shelf(client) == {}


def test_new_is_what_changed_since_you_said_that_you_looked(client: TestClient, path: Path) -> None:
    save(client, "struck", "kind=airstrike")
    with book.open_ledger(path) as ledger:  # as if it had been looked at long ago
        ledger.db.execute("UPDATE looked SET at = '2026-02-01T00:00:00+00:00'")
    assert shelf(client) == {"struck": "1 1 new"}
    assert shelf(client, "/matters?kind=airstrike") == {"struck": "1 1 new"}, "opening a list is not reading it"
    text = client.get("/").text
    fresh = unescape(re.search(r'<a class="new" href="([^"]+)"', text)[1])  # type: ignore[index]
    assert "since=2026-02-01" in fresh
    assert ">1 matter about" in client.get(fresh).text
    send(client, "/", "/views", do="look", name="struck", at="2026-03-02T00:00:00+00:00")
    assert shelf(client) == {"struck": "1"}
    send(client, "/", "/views", do="look", name="struck", at="2026-01-01T00:00:00+00:00")
    assert shelf(client) == {"struck": "1"}, "an older page takes nothing back"
    with book.open_ledger(path) as ledger:
        later = made_up.NOW.replace(year=2027)
        report = made_up.report("fourth.txt", "The army struck Brellin", outlet="Courier")
        book.add(ledger, report, made_up.reading(report), later)
        of = queries.generation(ledger)
        book.store_matters(ledger, made_up.gather(book.ruled_read(ledger)), later, of)
    assert shelf(client) == {"struck": "1 1 new"}


@pytest.mark.parametrize(
    "query", ["bbox=30,30,40,40", "at=nowhere", "q=army&bbox=30,30,40,40", "from=2010-01-01&to=2040-01-01"]
)
def test_a_view_is_counted_on_a_desk_that_was_just_opened(path: Path, query: str) -> None:
    """What a filter needs is made by the front page itself, where nothing was listed with that filter before."""
    with book.open_ledger(path) as ledger:
        saved_filters.save_view(ledger, "here", query, by="A. Editor", now=made_up.NOW)
    with made.desk(path) as client:
        counted = shelf(client)["here"].split()[0]
        assert f">{counted} matter" in client.get(f"/matters?{query}").text


def test_counts_are_of_the_ledger_as_it_is_though_lists_are_made_at_the_start(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # matters that were made up and are gathered anew by the real rules meanwhile are other ones
    monkeypatch.setattr(Gathering, "_gather", lambda self, ledger: None)
    with made.desk(path) as client:
        for _ in range(20):  # until all that is made at the start is made
            before = client.get("/map").text
        [claim, *_] = keys_of_claims(path)
        with book.open_ledger(path) as ledger:
            [matter] = {m.id for m in facets.of_claims(ledger, [claim])}
            book.decide(ledger, "set_aside", matter, by="B", why="", now=made_up.NOW)
        total = int(re.search(r">(\d+) matters?", before)[1])  # type: ignore[index]
        assert f">{total - 1} matter" in client.get("/map").text
        assert f">{total - 1} matter" in client.get("/matters").text
        assert "review=set_aside" in client.get("/matters").text, "the facet counts it"


def keys_of_claims(path: Path) -> list[str]:
    with book.open_ledger(path) as ledger:
        return [
            c
            for m in facets.listed(ledger, Wanted())[1]
            for c in [*detail.look_at_matter(ledger, m.id).matter.positions[0].claims]
        ]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"do": "save", "name": "", "query": "status=agreed"}, "it has no name"),
        ({"do": "save", "name": "x" * 81, "query": "status=agreed"}, "too long"),
        ({"do": "save", "name": "all", "query": "page=2"}, "it has no filter"),
        ({"do": "save", "name": "taken", "query": "status=agreed"}, "another filter under this name"),
        ({"do": "look", "name": "gone", "at": "2026-01-01"}, "deleted it meanwhile"),
        ({"do": "burn", "name": "taken"}, "nothing that can be done"),
    ],
)
def test_what_cannot_be_done_with_a_view_says_why(client: TestClient, form: dict[str, str], says: str) -> None:
    save(client, "taken", "status=disputed")
    assert says in send(client, "/review", "/views", **form)
    assert shelf(client) == {"taken": "1"}


def test_deleting_a_view_that_is_gone_is_no_error(client: TestClient) -> None:
    assert send(client, "/review", "/views", do="drop", name="none") == "/review"


def test_forgetting_a_person_takes_the_views_that_look_for_them(path: Path) -> None:
    with book.open_ledger(path) as ledger:
        for name, query in (("Jonah Brasc", "kind=control"), ("by words", "q=jonah+br%C3%A1sc"), ("other", "q=army")):
            saved_filters.save_view(ledger, name, query, by="Jonah Brasc" if name == "other" else "A", now=made_up.NOW)
        book.forget_person(ledger, ["Jonah Brasc"], by=None, now=made_up.NOW)
        book.purge(ledger)
        assert [(v.name, v.query) for v in saved_filters.saved_views(ledger, "A")] == [("other", "q=army")]
    data = path.read_bytes().lower()
    assert b"jonah" not in data
    assert b"br%c3%a1sc" not in data


def test_a_ledger_that_cannot_be_written_shows_its_views(path: Path) -> None:
    with book.open_ledger(path) as ledger:
        saved_filters.save_view(ledger, "kept", "status=disputed", by="A. Editor", now=made_up.NOW)
    with book.open_ledger(path, readonly=True) as ledger:
        assert [v.name for v in saved_filters.saved_views(ledger, "A. Editor")] == ["kept"]
        assert facets.how_many(ledger, Wanted(status=("disputed",))) == 1
        with pytest.raises(RashomonError, match="reading only"):
            saved_filters.save_view(ledger, "more", "status=agreed", by="A. Editor", now=made_up.NOW)


# --- pairs ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    """Three reports of a strike on one town, taken for three strikes."""
    path = tmp_path / "pairs.rashomon"
    with book.open_ledger(path) as ledger:
        for name in ("a", "b", "c"):
            report_of_brellin(ledger, name)
        gathered_apart(ledger)
    return path


def pair_on(text: str) -> str:
    found = re.search(r'id="ruling".*?name="target" value="(M-\w+ M-\w+)"', text, re.DOTALL)
    return found[1] if found else ""


def test_pairs_are_answered_one_after_another(pairs: Path) -> None:
    with made.desk(pairs) as client:
        page, seen = "/review?queue=joins", []
        for verb, left in (("unsure", 3), ("different", 2)):
            text = client.get(page).text
            assert f">{left} pairs left" in text.replace("\n", "")
            seen.append(pair_on(text))
            page = send(client, page, "/decide", verb=verb, target=seen[-1], next=onward(text))
            assert unquote(page).endswith(f"after={seen[-1].replace(' ', '~')}")
        text = client.get(page).text  # the matters were gathered anew, by the real rules
        assert pair_on(text) not in seen
        assert [d[0] for d in decided(pairs)] == ["different"], "unsure is no ruling"
        assert "≠" in text
        matter = client.get(f"/matters/{seen[1].split()[0]}").text
        assert seen[1].split()[1] not in re.findall(r'name="target" value="M-\w+ (M-\w+)"', matter)


def onward(text: str) -> str:
    return unescape(re.findall(r'name="next" value="([^"]*after[^"]*)"', text)[-1])


def test_a_pair_that_was_put_off_waits_in_a_queue_of_its_own(pairs: Path) -> None:
    with made.desk(pairs) as client:
        pair = pair_on(client.get("/review?queue=joins").text)
        send(client, "/review?queue=joins", "/decide", verb="unsure", target=pair)
        put_off = client.get("/review?queue=unsure").text
        assert pair_on(put_off) == pair
        assert "A. Editor was unsure" in put_off
        assert "A. Editor was unsure" in client.get(f"/matters/{pair.split()[0]}").text
        assert "no two matters" in send(
            client, "/review", "/decide", verb="unsure", target=f"{pair.split()[0]} M-NONE22"
        )
        assert "not of two matters" in send(client, "/review", "/decide", verb="unsure", target="M-NONE22")


def test_a_pair_that_somebody_ruled_on_meanwhile_is_told_so(pairs: Path) -> None:
    with made.desk(pairs) as client:
        text = client.get("/review?queue=joins").text
        with book.open_ledger(pairs) as other:
            book.decide(other, "different", *pair_on(text).split(), by="C. Other", why="", now=made_up.NOW)
        form = {"verb": "same", "target": pair_on(text), "by": "A. Editor", "next": "/review"}
        answer = client.post("/decide", data=form | made.hidden(text))
        assert (answer.status_code, "C. Other" in answer.text) == (409, True)
    assert [d[0] for d in decided(pairs)] == ["different"]


# --- every field ----------------------------------------------------------------------------------------------------

NEW = {
    "kind": "shelling", "polarity": "affirmed", "modality": "planned", "stance": "denies", "manner": "direct", "part": "part",
    "killed": "3-5", "injured": "7-", "date": "2026-02-20/2026-02-22", "speaker_camp": "local", "actor_camp": "unknown",
    "target_camp": "narrator", "holder_camp": "media",
}  # fmt: skip


def form_of(text: str) -> dict[str, str]:
    """The fields of the form for editing, as a browser would send them untouched."""
    form = text.split('class="edit"')[1].split("</form>")[0]
    found = {n: unescape(v) for n, v in re.findall(r'<input[^>]*? name="((?:field|was)-\w+)" value="([^"]*)"', form)}
    for name, options in re.findall(r'<select[^>]*? name="(field-\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected>', options) or re.search(
            r'<option value="([^"]*)"', options
        )
        assert chosen
        found[name] = unescape(chosen[1])
    return found


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_can_be_edited_and_is_then_shown_so(client: TestClient, path: Path, field: str) -> None:
    text = client.get("/review").text
    claim, shown = made.claim_of(text), form_of(text)
    assert {n.removeprefix("field-") for n in shown if n.startswith("field-")} == set(FIELDS)
    sent = client.post("/decide", data=shown | {"verb": "correct", "target": claim, "by": "A"} | made.hidden(text))
    assert "no field was changed" in sent.text, "a form that nobody touched corrects nothing"
    value = NEW.get(field, "Corrected words")
    changed = shown | {f"field-{field}": value, "verb": "correct", "target": claim, "by": "A", "next": "/review"}
    assert client.post("/decide", data=changed | made.hidden(text)).status_code == 303
    assert decided(path) == [("correct", field, value)]
    again = client.get(f"/review?claim={claim}").text
    assert form_of(again)[f"field-{field}"] == value, "shown as it was corrected, and not a change if sent again"


# --- adding ---------------------------------------------------------------------------------------------------------


def text_of(path: Path, name: str) -> str:
    with book.open_ledger(path) as ledger:
        return next(report.text for report, _ in book.all_read(ledger) if report.id == name)


def test_words_are_found_and_become_a_claim(client: TestClient, path: Path) -> None:
    key, text = keys(path)["first.txt"], text_of(path, "first.txt")
    page = f"/reports/{key}"
    found = send(client, page, "/find", report=key, words="ARMY  struck\nbrellin", near="")
    start = text.index("army struck")
    assert found == f"{page}?at={start}-{start + len('army struck Brellin')}#add"
    form = client.get(found).text
    assert "<mark>army struck Brellin</mark>" in form
    assert 'class="chosen' in form or " chosen" in form
    sent = send(
        client, page, "/decide", verb="add", report=key, start=str(start), end=str(start + 11), target=key,
        **{"field-kind": "shelling", "field-speaker": "Selma Orvik", "field-stance": "claims", "field-killed": "4-6",
           "field-place": "Brellin", "field-actor": "", "field-polarity": "affirmed"},
    )  # fmt: skip
    assert sent == f"{page}?act=1#d1"
    with book.open_ledger(path) as ledger:
        [made_] = book.decisions(ledger)
        assert (made_.verb, made_.one[0].quote, made_.one[0].kind) == ("add", "army struck", "shelling")
        assert '"actor"' not in str(made_.value)
    shown = client.get(page).text
    assert "Selma Orvik" in shown
    assert "added by a person" in shown
    card = client.get(f"/review?claim={key}.d1.c1").text
    assert "4–6" in card or "4-6" in card
    assert "Selma Orvik" in card


def test_a_claim_of_a_speaker_who_is_there_keeps_that_speaker(client: TestClient, path: Path) -> None:
    key = keys(path)["first.txt"]
    page = f"/reports/{key}"
    form = client.get(f"{page}?at=25-44").text
    sayers = re.findall(r'<option value="(\w+\.s\d+\.c\d+)"( selected)?>([^<]*)<', form)
    assert [s[2] for s in sayers] == ["1: The Watch (reports)", "2: The Watch (reports)"]
    assert [bool(s[1]) for s in sayers] == [False, True], "the one in whose words it stands is chosen"
    send(client, page, "/decide", verb="add", report=key, start="25", end="44", target=sayers[1][0],
         **{"field-kind": "killing", "field-speaker": "Somebody Else", "field-polarity": "denied"})  # fmt: skip
    with book.open_ledger(path) as ledger:
        assert "speaker" not in str(book.decisions(ledger)[0].value)
        said = [s for r, reading in book.ruled_read(ledger) if r.key == key for s in reading.statements]
        assert [[c.kind for c in s.claims] for s in said] == [["control"], ["airstrike", "killing"]]


def test_words_that_stand_there_twice_are_asked_about(client: TestClient, path: Path) -> None:
    key = keys(path)["third.txt"]
    found = send(client, f"/reports/{key}", "/find", report=key, words="the army")
    assert found.count("at=") == 2
    text = client.get(found).text
    assert "stand in the text 2 times" in text
    assert len(re.findall(rf'href="/reports/{key}\?at=\d+-\d+#add"', text)) == 2
    near = send(client, f"/reports/{key}", "/find", report=key, words="the army", near="27")
    assert near.count("at=") == 1
    assert "at=24-32" in near


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"verb": "add", "start": "0", "end": "8", "target": "KEY", "field-kind": "killing"}, "it says no speaker"),
        ({"verb": "add", "start": "0", "end": "8", "target": "KEY", "field-speaker": "X"}, "it says no kind"),
        ({"verb": "add", "start": "8", "end": "8", "target": "KEY", "field-speaker": "X", "field-kind": "killing"}, "it says no quote"),
        ({"verb": "add", "start": "x", "end": "8", "target": "KEY"}, "it says no words of a report"),
        ({"verb": "add", "start": "0", "end": "8", "target": "KEY", "field-speaker": "X", "field-kind": "rain"}, "no value of this field"),
    ],
)  # fmt: skip
def test_what_cannot_be_added_says_why(client: TestClient, path: Path, form: dict[str, str], says: str) -> None:
    key = keys(path)["first.txt"]
    form = {k: v.replace("KEY", key) for k, v in form.items()}
    assert says in unescape(send(client, f"/reports/{key}", "/decide", report=key, **form))
    assert decided(path) == []


def test_words_that_are_not_there_and_reports_that_are_not(client: TestClient, path: Path) -> None:
    key = keys(path)["first.txt"]
    assert "do not stand in the text" in send(client, f"/reports/{key}", "/find", report=key, words="nowhere at all")
    assert "none of this id" in send(client, f"/reports/{key}", "/find", report="nothing", words="army")
    for query in ("at=9-3", "at=0-99999999", "at=x", "at=0-9999999999999999", "at=3-3"):
        assert client.get(f"/reports/{key}?{query}").status_code == 200


def test_the_same_addition_made_meanwhile_is_told_so(client: TestClient, path: Path) -> None:
    key = keys(path)["first.txt"]
    form = client.get(f"/reports/{key}?at=0-8").text
    with book.open_ledger(path) as other:
        book.decide(other, "add", key, quote="The army", start=0, fields={"kind": "killing", "speaker": "X"},
                    by="C. Other", why="", now=made_up.NOW)  # fmt: skip
    told = {"verb": "add", "report": key, "target": key, "start": "0", "end": "8", "by": "A", "next": "/"}
    answer = client.post("/decide", data=told | {"field-kind": "killing", "field-speaker": "Y"} | made.hidden(form))
    assert (answer.status_code, "C. Other" in answer.text) == (409, True)


@settings(max_examples=400)
@given(st.text(alphabet="ab “”'\"\n\u202e\u200f-–ß.", max_size=30), st.data())
def test_what_was_copied_from_a_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end]
    found = places_of(text, words)
    if re.search(r"[^\s\u202e\u200f]", words):
        assert any(start <= s.start and s.end <= end for s in found)
        assert places_of(text, words, near=start)[0].start <= start + len(words) - len(words.lstrip(" \n\u202e\u200f"))
    else:
        assert found == []


# --- persons --------------------------------------------------------------------------------------------------------


@pytest.fixture
def named(tmp_path: Path) -> Path:
    """Reports in which a private person speaks."""
    path = tmp_path / "named.rashomon"
    with book.open_ledger(path) as ledger:
        for n, outlet in enumerate(("Courier", "Lantern")):
            report = made_up.report(f"{n}.txt", f"Jonah Brascombe said {n} that the army holds Kastrel", outlet=outlet)
            book.add(ledger, replace(report), made.said_by(report, "Jonah Brascombe"), made_up.NOW)
        made.gathered(ledger)
    return path


def test_a_person_is_protected_and_released_from_every_page(named: Path) -> None:
    key = keys(named)["0.txt"]
    with made.desk(named) as client:
        matter = made.matter_ids(client.get("/matters").text)[0]
        pages = (f"/reports/{key}", f"/matters/{matter}", "/review", "/review?queue=all")
        for n, page in enumerate(pages):
            text = client.get(page).text
            assert '<option value="Jonah Brascombe">' in text, page
            verb = ("protect", "release")[n % 2]
            assert send(client, page, "/decide", verb=verb, target="Jonah  Brascombe").split("?act=")[0] == page
            assert decided(named)[-1] == (verb, "Jonah Brascombe", None)
            after = client.get(page).text
            assert ("protected" if verb == "protect" else "may be named") in after.split('class="ruled"')[1]
            out = client.get(f"/matters/{matter}.json").text
            assert ("Brascombe" in out) is (verb == "release"), page
        assert 'value="Jonah Brascombe" required' in client.get("/review").text, "the speaker's name stands there"


def test_protecting_whom_somebody_released_meanwhile_is_told_so(named: Path) -> None:
    with made.desk(named) as client:
        page = f"/reports/{keys(named)['0.txt']}"
        text = client.get(page).text
        with book.open_ledger(named) as other:
            book.decide(other, "release", "Jonah Brascombe", by="C. Other", why="", now=made_up.NOW)
        form = {"verb": "protect", "target": "Jonah Brascombe", "by": "A. Editor", "next": page}
        answer = client.post("/decide", data=form | made.hidden(text))
        assert (answer.status_code, "C. Other" in answer.text) == (409, True)


def test_a_ruling_on_somebody_else_is_not_shown(named: Path) -> None:
    with book.open_ledger(named) as ledger:
        book.decide(ledger, "protect", "Mirel Taveshian", by="A", why="", now=made_up.NOW)
        book.decide(ledger, "protect", "Jonah Brascombe", by="A", why="", now=made_up.NOW)
    with made.desk(named) as client:
        shown = client.get(f"/reports/{keys(named)['0.txt']}").text.split('class="ruled"')[1]
        assert "Jonah Brascombe" in shown
        assert "Mirel" not in shown


# --- csv ------------------------------------------------------------------------------------------------------------


def test_every_page_of_claims_is_csv_too_with_the_same_rows(client: TestClient, path: Path, tmp_path: Path) -> None:
    with book.open_ledger(path) as ledger:
        store_reports.remember_packs(ledger, [made.pack(tmp_path / "pack")])
    key = keys(path)["first.txt"]
    for page in (f"/reports/{key}", "/places/pack:x/Brellin", "/speakers/watch", "/review"):
        rows = list(csv.DictReader(io.StringIO(client.get(f"{page}.csv").text)))
        told = client.get(f"{page}.json").json()
        assert [r["claim_id"] for r in rows] == [c["claim_id"] for c in told["claims"]], page
        assert rows, page
        name = client.get(f"{page}.csv").headers["content-disposition"]
        assert re.fullmatch(r'attachment; filename="\w+\.csv"', name), "no name of a report or a place in it"
        if page != "/review":
            assert f'href="{page}.csv"' in unquote(client.get(page).text)
    assert client.get("/speakers/keld.csv").status_code == 404


# --- the command ----------------------------------------------------------------------------------------------------


def test_serve_prints_its_address_and_takes_another_port_where_the_usual_one_is_taken(path: Path) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):  # somebody else has it: as good
            taken.bind(("127.0.0.1", 8000))
            taken.listen()
        told = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")}
        command = [sys.executable, "-m", "rashomon.cli", "serve", "--open", "--ledger", str(path)]
        running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=told)
        try:
            assert running.stderr is not None
            first, second = running.stderr.readline(), running.stderr.readline()
        finally:
            running.terminate()
            running.wait(600)
    found = re.fullmatch(r"The desk is open: http://127\.0\.0\.1:(\d+)/ \(Ctrl-C ends it\)\n", first)
    assert found
    assert found[1] != "8000"
    assert "open that address" in second, "without a desktop no browser takes the terminal"
