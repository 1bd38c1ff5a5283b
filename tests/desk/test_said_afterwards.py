"""What a newcomer sees after a ruling, and what of a thing is told where it is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import brellin
import desk_made as made
import made_up
import pytest
from starlette.testclient import TestClient

from rashomon import ledger as book
from rashomon.desk.pickers import whereabouts
from rashomon.desk.request import linked
from rashomon.desk.view_models import CALLED, draw_ranges
from rashomon.message import Phrase
from rashomon.world import load_world


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made.ledger(tmp_path / "case.rashomon")


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with made.desk(path) as found:
        yield found


def of_brellin(path: Path) -> str:
    with book.open_ledger(path) as ledger:
        return next(m.id for m in book.matters(ledger) if m.place == "Brellin")


def sent(client: TestClient, address: str, **told: str) -> str:
    """The page that follows a form of this one."""
    page = made.hidden(client.get(address).text)
    answer = client.post("/decide", data=page | {"by": "ana", "next": address} | told, follow_redirects=True)
    assert answer.status_code in (200, 404), answer.text  # of what was set aside there is no page
    return answer.text


def note(text: str) -> str:
    """What the page says that was just ruled; empty where it says nothing."""
    found = re.search(r'class="notice acted".*?</form>', text, re.S)
    return re.sub(r"<[^>]+>", "", found[0].split(">", 1)[1]) if found else ""


@pytest.mark.parametrize(
    ("verb", "target", "says"),
    [
        ("protect", "Tamsin Keld", "ana ruled to protect Tamsin Keld"),
        ("set_aside", "", "ana set aside M-"),
        ("sign_off", "", "ana signed off M-"),
    ],
)
def test_the_page_says_what_was_ruled_and_takes_it_back(
    client: TestClient, path: Path, verb: str, target: str, says: str
) -> None:
    name = of_brellin(path)
    text = sent(client, f"/matters/{name}", verb=verb, target=target or name)
    assert says in note(text) and "Take it back" in note(text)
    form = re.search(r'<form[^>]*class="notice acted".*?</form>', text, re.S)
    assert form
    back = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form[0])) | {"by": "ana"}
    after = client.post("/decide", data=back, follow_redirects=True)
    assert note(after.text) == "" and after.url.path == f"/matters/{name}"
    with book.open_ledger(path) as ledger:
        assert [d.verb for d in book.decisions(ledger)] == [verb, "undo"]


def test_what_is_parted_is_said_to_be_where_it_is(client: TestClient, path: Path) -> None:
    name = of_brellin(path)
    with book.open_ledger(path) as ledger:
        claims = next(sorted(c for p in m.positions for c in p.claims) for m in book.matters(ledger) if m.id == name)
    text = sent(client, f"/matters/{name}", verb="split", target=name, **{"leaves-1": claims[0]})
    assert f"ana parted {claims[0]} from {name}" in note(text)
    with book.open_ledger(path) as ledger:
        brellin.gathered(ledger)
        other = next(m.id for m in book.matters(ledger) if claims[0] in {c for p in m.positions for c in p.claims})
    act = re.search(r'name="target" value="(\d+)"', text)
    assert act and other != name
    told = client.get(f"/matters/{name}?act={act[1]}").text
    assert f'<a href="/matters/{other}"' in told.split("notice acted")[1].split("</form>")[0]


def test_the_review_of_claims_has_a_line_of_its_own_for_it(client: TestClient) -> None:
    text = client.get("/review").text
    claim = made.claim_of(text)
    assert note(sent(client, "/review", verb="accept", target=claim)) == ""


def test_an_added_claim_is_looked_at(client: TestClient, path: Path) -> None:
    with book.open_ledger(path) as ledger:
        report = next(r for r, _ in book.all_read(ledger) if r.id == "first.txt")
    address = f"/reports/{report.key}"
    page = made.hidden(client.get(address).text)
    form = page | {
        "by": "ana", "next": f"{address}#said", "verb": "add", "report": report.key, "start": "0", "end": "8",
        "target": report.key, "field-kind": "shelling", "field-speaker": "A neighbour",
    }  # fmt: skip
    answer = client.post("/decide", data=form, follow_redirects=False)
    where = answer.headers["location"]
    part = where.split("#")[1]
    assert re.fullmatch(r"d\d+", part) and f'id="{part}"' in client.get(where.split("#")[0]).text


def test_a_corrected_place_is_said_by_its_name(client: TestClient) -> None:
    text = client.get("/review").text
    claim, place = made.claim_of(text), re.search(r'id="field-place" name="field-place" value="([^"]*)"', text)
    assert place
    told = {"verb": "correct", "target": claim, "field-place": "geonames:2988507", "was-place": place[1]}
    text = sent(client, f"/review?claim={claim}", **told)
    said = next(li for li in re.findall(r"<li.*?</li>", text, re.S) if "corrected" in li)
    assert "to Paris on" in re.sub(r"<[^>]+>", "", said) and f'<a class="id" href="/review?claim={claim}">' in said


def test_a_refusal_calls_fields_as_the_form_did(client: TestClient) -> None:
    claim = made.claim_of(client.get("/review").text)
    page = made.hidden(client.get("/review").text)
    told = {"verb": "correct", "target": claim, "field-speaker_camp": "monitor", "field-killed": "many", "by": "ana"}
    text = client.post("/decide", data=page | told).text
    assert re.findall(r'<label for="again-\d+">([^<]+?) <', text) == ["Side", "Killed", "Who decides"]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("ana parted 844c1e72e6f4.s6.c1 from M-NNFY5Q.", ["/review?claim=844c1e72e6f4.s6.c1", "/matters/M-NNFY5Q"]),
        ("I-YVLL5E leads to I-3XLL5E", ["/incidents/I-YVLL5E", "/incidents/I-3XLL5E"]),
        ("<b>M-NNFY5Q</b>", ["/matters/M-NNFY5Q"]),
        ("XM-NNFY5Q, M-NNFY5QX, M-nnfy5q, 844c1e72e6f4", []),
    ],
)
def test_ids_in_a_sentence_lead_there(text: str, links: list[str]) -> None:
    told = linked(text)
    assert re.findall(r'href="([^"]+)"', told) == links
    assert "<b>" not in told


def test_a_sentence_with_ids_is_said_in_the_language_of_the_page(client: TestClient, path: Path) -> None:
    name = of_brellin(path)
    sent(client, f"/matters/{name}", verb="sign_off", target=name)
    text = client.get(f"/matters/{name}", headers={"Accept-Language": "ar"}).text
    said = next(li for li in re.findall(r"<li.*?</li>", text, re.S) if f'href="/matters/{name}">' in li)
    assert "signed off" not in said
    assert linked(Phrase("accepted {what}", what="M-NNFY5Q")).startswith("accepted <a")


LONG = "The army struck the eastern quarter of Brellin with a great many shells while people still stood in line for"


def test_a_quote_is_cut_between_words_and_shows_that_it_is(tmp_path: Path) -> None:
    words = f"{LONG} bread {'and water ' * 20}in Brellin"
    with made.desk(made.ledger(tmp_path / "case.rashomon", [made_up.report("a.txt", words)])) as client:
        text = client.get("/review?as=list").text
        [quote] = re.findall(r"data-row [^>]*>([^<]*)</a>", text)
    assert quote.endswith("…") and len(quote) <= 206
    assert words.startswith(quote[:-1]) and words[len(quote) - 1] == " "


@pytest.mark.parametrize("what", ["matters", "incidents"])
def test_the_page_for_an_editor_stands_above_the_accounts(client: TestClient, path: Path, what: str) -> None:
    with book.open_ledger(path) as ledger:
        m = next(m for m in book.matters(ledger) if m.place == "Brellin")
    name = m.id if what == "matters" else m.incident
    text = client.get(f"/{what}/{name}").text
    assert text.count(f'href="/{what}/{name}.docx"') == 1
    assert text.index(f'href="/{what}/{name}.docx"') < text.index('class="position')


def test_who_gives_a_figure_has_room_or_shows_that_more_stands_there() -> None:
    name = "The Northern Observatory of Rights and Wrongs"
    svg = str(draw_ranges([(name, 3, 3), ("army", 1, 1)]))
    drawn = re.findall(r'class="row"[^>]*>([^<]+)<|>([^<]+)</text>', svg)
    [cut] = [a or b for a, b in drawn if (a or b).startswith("The Northern")]
    assert len(cut) == CALLED and cut.endswith("…")
    assert f"{name}: 3" in svg, "the whole name is in the words of the drawing"


def test_changes_name_reports_by_their_titles(tmp_path: Path) -> None:
    report = made_up.report("a.txt", "The army struck Brellin", title="A night in Brellin")
    with made.desk(made.ledger(tmp_path / "case.rashomon", [report])) as client:
        text = client.get("/changes?since=2000-01-01").text
    assert re.search(r'<a href="/reports/a\.txt"><bdi>A night in Brellin</bdi></a>', text)


def test_namesakes_among_places_are_told_apart(tmp_path: Path) -> None:
    """Two places of one name: each bears what it is and what it lies in."""
    world = load_world(())
    both = [e for e in world.places.find("Valencia") if e.id.startswith("geonames:")][:2]
    path = tmp_path / "case.rashomon"
    with book.open_ledger(path) as ledger:
        for n, entry in enumerate(both):
            report = made_up.report(f"{n}.txt", "The army holds Valencia" + ". So" * n)
            reading = made_up.reading(report)
            places = tuple(replace(p, gazetteer=entry.id) for p in reading.places)
            book.add(ledger, report, replace(reading, places=places), made_up.NOW)
        made.gathered(ledger)
    with made.desk(path) as client:
        rows = re.findall(r"<bdi>Valencia</bdi></a> <bdi class=\"soft\">([^<]+)</bdi>", client.get("/places").text)
        assert sorted(rows) == sorted(whereabouts(e, world) for e in both) and len(set(rows)) == 2
        assert whereabouts(both[0], world) in client.get(f"/places/{quote(both[0].id, safe='')}").text


@pytest.mark.parametrize("address", ["/", "/incidents", "/matters", "/map", "/coverage"])
def test_an_empty_ledger_says_so_and_leads_on(tmp_path: Path, address: str) -> None:
    """Of filters is spoken where there are some."""
    with made.desk(made.ledger(tmp_path / "case.rashomon", [])) as client:
        text = client.get(address).text
        filtered = client.get(f"{address}?q=water").text
    assert "Nothing is here yet" in text and "these filters" not in text
    assert "Nothing is here yet" not in filtered and "these filters" in filtered
