"""Notes, tags, assignments and rulings on many rows at once, on the pages of the desk."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import desk_made as made
import made_up
import pytest
from starlette.testclient import TestClient

from rashomon import ledger as book
from rashomon.ledger.read import beside_things as things
from rashomon.sharing import notes_table, share
from rashomon.world import load_world

BAD = "<script>alert(1)</script> \u202e {{ 7*7 }} \"'"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made.ledger(tmp_path / "case.rashomon")


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with made.desk(path, by="A. Editor") as found:
        yield found


def pages(path: Path) -> dict[str, tuple[str, str]]:
    """One page of each sort of thing: its address and the id that its form names."""
    with book.open_ledger(path) as ledger:
        m = next(m for m in book.matters(ledger) if m.place == "Brellin")
    claim = m.positions[0].claims[0]
    key = claim.split(".")[0]
    return {
        "matter": (f"/matters/{m.id}", m.id),
        "incident": (f"/incidents/{m.incident}", m.incident),
        "report": (f"/reports/{key}", key),
        "claim": (f"/review?claim={claim}", claim),
    }


def form(text: str, mark: str) -> dict[str, str]:
    """The hidden fields of the form in which a mark stands."""
    there = next(f for f in re.findall(r"<form[^>]*>.*?</form>", text, re.S) if mark in f)
    found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', there)
    return {name: html.unescape(value) for name, value in found} | {"by": "A. Editor", "why": ""}


def decided(path: Path) -> list[tuple[str, str | None]]:
    with book.open_ledger(path) as ledger:
        return [(d.verb, d.value) for d in book.decisions(ledger)]


@pytest.mark.parametrize("what", ["matter", "incident", "report", "claim"])
def test_each_page_takes_notes_tags_and_names_and_shows_them(client: TestClient, path: Path, what: str) -> None:
    address, name = pages(path)[what]
    sent = form(client.get(address).text, "value-note")
    assert sent["target"] == name
    for verb, value in (("note", f"Ask {BAD}"), ("tag", "a & b"), ("assign", "A. Editor")):
        answer = client.post("/decide", data={**sent, "verb": verb, f"value-{verb}": value}, follow_redirects=False)
        assert answer.status_code == 303, answer.text
    text = client.get(address).text
    assert "&lt;script&gt;alert(1)" in text and "<script>alert(1)" not in text
    assert 'href="/mine?tag=a%20%26%20b"' in text and ">for A. Editor<" in text
    for page in ("/mine", "/mine?tag=A+%26+B"):
        listed = client.get(page).text
        assert listed.count(f'href="{address}"') >= 2
        assert "<script>alert(1)" not in listed and "\u202e" not in listed
    assert [verb for verb, _ in decided(path)] == ["note", "tag", "assign"]


def test_what_is_taken_back_is_gone_from_the_page_and_stays_in_its_history(client: TestClient, path: Path) -> None:
    address, _name = pages(path)["matter"]
    sent = form(client.get(address).text, "value-note")
    client.post("/decide", data={**sent, "verb": "note", "value-note": "Ring the ward."})
    text = client.get(address).text
    back = form(text.split('class="notes"')[1], "undo")
    client.post("/decide", data=back)
    assert "Ring the ward." not in client.get(address).text.split("What people ruled")[0]
    assert "Ring the ward." in client.get(address).text
    assert "Ring the ward." not in client.get("/mine").text


def test_a_refusal_keeps_what_was_typed(client: TestClient, path: Path) -> None:
    address, _name = pages(path)["matter"]
    sent = form(client.get(address).text, "value-note")
    answer = client.post("/decide", data={**sent, "by": "", "verb": "tag", "value-tag": "x" * 61, "value-note": "long"})
    assert answer.status_code == 400 and "x" * 61 in answer.text and "long" in answer.text
    answer = client.post("/decide", data={**sent, "form": "old", "verb": "note", "value-note": "Ring the ward."})
    assert answer.status_code == 403 and "Ring the ward." in answer.text
    assert decided(path) == []


@pytest.mark.parametrize("address", ["/matters", "/incidents", "/"])
@pytest.mark.parametrize(("verb", "value"), [("tag", "first look"), ("assign", "B. Reader"), ("set_aside", "")])
def test_many_rows_at_once_and_one_undo(client: TestClient, path: Path, address: str, verb: str, value: str) -> None:
    text = client.get(address).text
    sent = form(text, "bulk")
    picked = dict(re.findall(r'name="(pick-\d+)" value="([^"]+)"', text))
    assert len(picked) == len(set(picked.values())) >= 2
    answer = client.post(
        "/decide", data={**sent, **picked, "verb": verb, f"value-{verb}": value}, follow_redirects=True
    )
    assert answer.status_code == 200 and "act=" in str(answer.url)
    made_now = decided(path)
    assert len(made_now) >= 2 and {v for v, _ in made_now} == {verb}
    undo = form(answer.text, 'name="act"')
    after = client.post("/decide", data=undo, follow_redirects=True)
    assert after.status_code == 200 and 'class="notice acted"' not in after.text
    assert [v for v, _ in decided(path)[len(made_now) :]] == ["undo"] * len(made_now)


def test_rows_that_nobody_chose_are_told_of(client: TestClient, path: Path) -> None:
    sent = form(client.get("/matters").text, "bulk")
    answer = client.post("/decide", data={**sent, "verb": "tag", "value-tag": "x"})
    assert answer.status_code == 400 and "no row is chosen" in answer.text
    answer = client.post("/decide", data={**sent, "verb": "protect", "pick-1": "M-1"})
    assert answer.status_code == 400 and decided(path) == []


def test_one_row_that_is_not_there_stops_all(client: TestClient, path: Path) -> None:
    _address, name = pages(path)["matter"]
    sent = form(client.get("/matters").text, "bulk")
    answer = client.post("/decide", data={**sent, "verb": "accept", "pick-1": name, "pick-2": "M-NOBODY"})
    assert answer.status_code == 400 and decided(path) == []


def test_a_form_of_rows_that_was_overtaken_writes_nothing(client: TestClient, path: Path) -> None:
    _address, name = pages(path)["matter"]
    sent = form(client.get("/matters").text, "bulk")
    with book.open_ledger(path) as ledger:
        book.decide(ledger, "accept", name, by="B. Reader", why="", now=made.made_up.NOW)
    answer = client.post("/decide", data={**sent, "verb": "set_aside", "pick-1": name})
    assert answer.status_code == 409 and len(decided(path)) == 1


def test_claims_of_a_report_are_rejected_or_parted_at_once(client: TestClient, path: Path) -> None:
    address, key = pages(path)["report"]
    text = client.get(address).text
    picked = re.findall(r'name="pick-\d+" value="([^"]+)"', text)
    assert picked and all(p.startswith(key) for p in picked)
    sent = form(text, "bulk")
    answer = client.post("/decide", data={**sent, "verb": "reject", "pick-1": picked[0]}, follow_redirects=True)
    assert answer.status_code == 200 and decided(path) == [("reject", None)]
    assert "Take it back" in answer.text


def test_a_page_that_names_an_act_that_is_none_says_nothing(client: TestClient) -> None:
    for act in ("999", "x", "9" * 30):
        answer = client.get(f"/matters?act={act}")
        assert answer.status_code == 200 and 'class="notice acted"' not in answer.text


def test_the_work_of_somebody_else_and_of_nobody(path: Path) -> None:
    with made.desk(path, by="") as client:
        assert "Nobody is named on this machine" in client.get("/mine").text
        text = client.get("/mine?name=B.%20Reader").text
        assert "The work of" in text and "B. Reader" in text


@pytest.mark.parametrize("queue", ["unreviewed", "all"])
def test_a_queue_as_a_list_has_every_claim_once_and_is_ruled_on_at_once(
    client: TestClient, path: Path, queue: str
) -> None:
    with book.open_ledger(path) as ledger:
        every = {c.id for _, r in book.all_read(ledger) for s in r.statements for c in s.claims}
    text = client.get(f"/review?as=list&queue={queue}").text
    picked = dict(re.findall(r'name="(pick-\d+)" value="([^"]+)"', text))
    assert len(picked) == len(every) and set(picked.values()) == every
    assert "<script>alert(1)" not in text
    sent = form(text, "bulk")
    answer = client.post("/decide", data={**sent, **picked, "verb": "accept"}, follow_redirects=True)
    assert answer.status_code == 200 and "Take all of it back" in answer.text
    left = re.findall(r'name="pick-\d+"', answer.text)
    assert len(left) == (0 if queue == "unreviewed" else len(every))


def test_the_file_of_notes_is_that_of_the_command(client: TestClient, path: Path) -> None:
    there = pages(path)
    with book.open_ledger(path) as ledger:
        for what, (_address, name) in there.items():
            write = {"fields": {"value": f"Ask of the {what}"}, "by": "A. Editor", "why": "", "now": made_up.NOW}
            book.decide(ledger, "note", name, **write)  # type: ignore[arg-type]
        matters, read = book.in_play(ledger)
        world, people = load_world(()), book.persons(ledger)
        notes, _held = notes_table.may_leave(
            things.written(ledger), share(matters, read, world), matters, read, world, people
        )
    assert {n.about for n in notes} == {"matter", "incident", "claim"}
    assert client.get("/notes.csv").text == notes_table.as_csv(notes)
    assert client.get("/notes.csv?excel=1").content.startswith(b"\xef\xbb\xbf")
    assert client.get("/notes.xlsx").content.startswith(b"PK")
    assert 'href="/notes.csv"' in client.get("/mine").text


# --- filters --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["matter", "incident", "report", "claim"])
def test_lists_are_filtered_by_tag_and_by_who_is_to_see_to_it(path: Path, what: str) -> None:
    """A matter bears what it bears itself, and what its incident, a claim or a report of it bears."""
    _address, name = pages(path)[what]
    with book.open_ledger(path) as ledger:
        m = next(m for m in book.matters(ledger) if m.place == "Brellin")
        far = next(other for other in book.matters(ledger) if other.place == "Kastrel")
        [tagged] = book.decide(
            ledger, "tag", name, fields={"value": "to check"}, by="A. Editor", why="", now=made_up.NOW
        )
        book.decide(ledger, "assign", name, fields={"value": "Lena Moss"}, by="A. Editor", why="", now=made_up.NOW)
    with made.desk(path) as client:
        for query in ("tag=To+Check", "assigned=lena+moss", "tag=to+check&assigned=Lena+Moss"):
            matters, incidents = client.get(f"/matters?{query}").text, client.get(f"/incidents?{query}&beside=1").text
            assert f'href="/matters/{m.id}"' in matters
            assert f'href="/incidents/{m.incident}"' in incidents
            if what != "report":  # it tells of both
                assert f'href="/matters/{far.id}"' not in matters
                assert f'href="/incidents/{far.incident}"' not in incidents
            assert 'aria-label="Drop the filter' in matters and client.get(f"/map?{query}").status_code == 200
            told = client.get(f"/matters.json?{query}").json()["matters"]
            assert m.id in {x["id"] for x in told}
        every = client.get("/matters").text
        assert 'href="/matters?tag=to+check"' in every and 'href="/matters?assigned=Lena+Moss"' in every
        assert "0 matters" in client.get("/matters?tag=never").text
        with book.open_ledger(path) as ledger:
            book.undo(ledger, tagged.id, by="A. Editor", why="", now=made_up.NOW)
        assert f'href="/matters/{m.id}"' not in client.get("/matters?tag=to+check").text, (
            "taken back, it bears it no more"
        )


# --- pages for an editor ----------------------------------------------------------------------------------------------


def test_a_page_for_an_editor_of_each_row_that_is_chosen(client: TestClient, path: Path) -> None:
    there = pages(path)
    for address, name in (("/matters", there["matter"][1]), ("/incidents?beside=1", there["incident"][1])):
        text = client.get(address).text
        assert 'formaction="/pages"' in text
        sent = form(text, 'formaction="/pages"')
        answer = client.post("/pages", data={**sent, "pick-1": name, "pick-2": "M-NOBODY"})
        assert answer.headers["content-type"] == "application/zip"
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert {f"{name}.html", f"{name}.md", "left_out.txt"} <= {*archive.namelist()}
            one = client.get(f"{address.split('?')[0]}/{name}.md").content  # it gives the time at which it was made
            assert archive.read(f"{name}.md").splitlines()[:8] == one.splitlines()[:8]
            assert b"M-NOBODY" in archive.read("left_out.txt")
    assert client.post("/pages", data=sent).status_code == 400
