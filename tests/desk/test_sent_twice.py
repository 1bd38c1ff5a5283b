"""A form that is sent twice rules once, and what cannot be written is not lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import desk_made as made
import pytest
from starlette.testclient import TestClient

from rashomon import ledger as book
from rashomon.desk.workers import Worker
from rashomon.ledger.read import facets

OURS = {"origin": made.BASE}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made.ledger(tmp_path / "case.rashomon")


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with made.desk(path, by="A. Editor") as found:
        yield found


def matter_of(path: Path) -> str:
    with book.open_ledger(path) as ledger:
        return facets.listed(ledger, facets.Wanted())[1][0].id


def claims_of(path: Path) -> list[str]:
    with book.open_ledger(path) as ledger:
        return [c.id for _, reading in book.all_read(ledger) for s in reading.statements for c in s.claims]


def decided(path: Path) -> list[tuple[str, str | None]]:
    with book.open_ledger(path) as ledger:
        return [(d.verb, d.value) for d in book.decisions(ledger)]


def form_of(client: TestClient, page: str, **told: str) -> dict[str, str]:
    """A form as it stands on a page now."""
    text = client.get(page).text
    hidden = {n: re.search(rf'name="{n}" value="([^"]*)"', text)[1] for n in ("form", "seen")}  # type: ignore[index]
    return {**hidden, "by": "A. Editor", "why": "", "next": page, **told}


@pytest.mark.parametrize("verb", ["note", "tag", "accept", "sign_off"])
def test_twice_is_once(client: TestClient, path: Path, verb: str) -> None:
    matter = matter_of(path)
    values = {"value-note": "Ask the mayor", "value-tag": "to ask"}
    form = form_of(client, f"/matters/{matter}", verb=verb, target=matter, **values)
    answers = [client.post("/decide", data=form, headers=OURS, follow_redirects=False) for _ in range(3)]
    assert [(a.status_code, a.headers.get("location")) for a in answers] == 3 * [(303, f"/matters/{matter}?act=1")]
    once = decided(path)
    assert {v for v, _ in once} == {verb}
    client.post(
        "/decide", data=form_of(client, f"/matters/{matter}", verb="note", target=matter, **values), headers=OURS
    )
    assert len(decided(path)) == len(once) + 1, "a form of the page as it is now is another one"


def test_the_same_words_from_a_page_made_anew_are_another_note(client: TestClient, path: Path) -> None:
    matter = matter_of(path)
    for _ in range(2):
        told = {"verb": "note", "target": matter, "value-note": "Called, nobody there"}
        client.post("/decide", data=form_of(client, f"/matters/{matter}", **told), headers=OURS)
    assert decided(path) == [("note", "Called, nobody there")] * 2


def test_an_old_form_after_another_ruling_is_no_repetition(client: TestClient, path: Path) -> None:
    claim = claims_of(path)[0]
    form = form_of(client, f"/review?claim={claim}", verb="accept", target=claim)
    client.post("/decide", data=form, headers=OURS)
    undo = form_of(client, "/review", verb="undo", target="1")
    client.post("/decide", data=undo, headers=OURS)
    again = client.post("/decide", data=form, headers=OURS, follow_redirects=False)
    assert again.status_code == 409  # it was taken back meanwhile: that is told, not passed over
    assert [v for v, _ in decided(path)] == ["accept", "undo"]


def test_hundreds_of_claims_are_chosen_at_once(client: TestClient, path: Path) -> None:
    claims = claims_of(path)
    picks = {f"pick-{n}": claims[n % len(claims)] for n in range(1200)}
    form = form_of(client, "/review?as=list", verb="accept", bulk="1", **picks)
    assert client.post("/decide", data=form, headers=OURS, follow_redirects=False).status_code == 303
    assert len(decided(path)) == len(claims)


def test_what_a_full_disk_refuses_comes_back_to_be_sent_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Worker] = []
    begin = Worker.__init__

    def noted(self: Worker, where: Path, name: str) -> None:
        begin(self, where, name)
        opened.append(self)

    monkeypatch.setattr(Worker, "__init__", noted)
    matter, words = matter_of(path), "Spoke to three people of the quarter. " * 120
    with made.desk(path, by="A. Editor") as client:
        form = form_of(client, f"/matters/{matter}", verb="note", target=matter, **{"value-note": words})
        for n in range(20):  # until no page of the file is left
            full = {**form, "seen": str(n), "value-note": f"{n} {words}"}
            for worker in opened:
                worker.put(lambda ledger: ledger.db.execute("PRAGMA max_page_count = 1").fetchone()).result()
            answer = client.post("/decide", data=full, headers=OURS, follow_redirects=False)
            if answer.status_code != 303:
                break
        assert answer.status_code == 400
        assert words.strip() in answer.text
        assert "Traceback" not in answer.text
        assert client.get("/matters").status_code == 200
        for worker in opened:
            worker.put(lambda ledger: ledger.db.execute("PRAGMA max_page_count = 1000000").fetchone()).result()
        assert client.post("/decide", data=full, headers=OURS, follow_redirects=False).status_code == 303
    assert ("note", full["value-note"].strip()) in decided(path)


LINES = "First the baker.\nThen the teacher.\n\nBoth say: at dawn."


def test_a_note_of_several_lines_comes_back_with_its_lines(client: TestClient, path: Path) -> None:
    told = {"verb": "note", "target": "M-NOWHERE", "value-note": LINES}
    answer = client.post("/decide", data=form_of(client, "/matters", **told), headers=OURS)
    assert answer.status_code == 400
    assert re.search(rf'<textarea [^>]*name="value-note"[^>]*>\n{LINES}</textarea>', answer.text)


@pytest.mark.parametrize("sent", [{"url": "ftp://nowhere.example"}, {"published": "2999-01-01"}])
def test_a_text_that_was_pasted_comes_back_where_something_beside_it_is_refused(
    client: TestClient, path: Path, sent: dict[str, str]
) -> None:
    form = form_of(client, "/review") | {"text": LINES, "outlet": "The Kastrel Bee", **sent}
    answer = client.post("/add", data=form, files={"files": ("", b"")}, headers=OURS)
    assert answer.status_code == 400
    assert f"\n{LINES}</textarea>" in answer.text
    for value in ("The Kastrel Bee", *sent.values()):
        assert f'value="{value}"' in answer.text


def test_where_the_ledger_is_gone_what_was_typed_can_be_copied(client: TestClient, path: Path) -> None:
    note = form_of(client, "/review", verb="note", target=matter_of(path), **{"value-note": LINES})
    pasted = form_of(client, "/review") | {"text": LINES}
    ruled = form_of(client, "/review", verb="accept", target=claims_of(path)[0])
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    for where, form in (("/decide", note), ("/add", pasted)):
        answer = client.post(where, data=form, headers=OURS)
        assert answer.status_code == 500
        assert f"\n{LINES}</textarea>" in answer.text
        assert "moved or deleted" in answer.text
    answer = client.post("/decide", data=ruled, headers=OURS)  # nothing was written but a name
    assert (answer.status_code, answer.headers["content-type"]) == (500, "text/plain; charset=utf-8")
