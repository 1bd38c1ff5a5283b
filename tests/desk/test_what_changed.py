"""What changed since this browser last looked, and as a feed: of what may leave, and as feed readers take it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import desk_made as made
import feedparser
import made_up
import pytest
from starlette.testclient import TestClient

from rashomon import ledger as book

LATER = made_up.NOW.replace(day=20)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made.ledger(tmp_path / "case.rashomon")


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with made.desk(path) as found:
        yield found


def comes(path: Path, text: str, **about: object) -> None:
    """A report that comes on 20 March."""
    from rashomon.ledger.core import queries

    with book.open_ledger(path) as ledger:
        report = made_up.report("late.txt", text, **about)
        book.add(ledger, report, made_up.reading(report, camp="opposition"), LATER)
        of = queries.generation(ledger)
        book.store_matters(ledger, made_up.gather(book.ruled_read(ledger)), LATER, of)


def test_what_was_seen_is_not_shown_again(client: TestClient) -> None:
    assert client.get("/changes").text.count('class="change"') == 4
    token = made.hidden_form(client.get("/changes").text)
    answer = client.post("/changes", data={"form": token})
    assert (answer.status_code, answer.headers["location"]) == (303, "/changes")
    text = client.get("/changes").text
    assert "Since this browser last looked:" in text and "Nothing changed since then." in text
    assert 'class="change"' in client.get("/changes?since=2026-01-01").text, "a day that is asked for wins"


def test_a_cookie_is_of_one_ledger_and_a_bad_one_is_none(client: TestClient, path: Path, tmp_path: Path) -> None:
    client.post("/changes", data={"form": made.hidden_form(client.get("/changes").text)})
    [name] = [n for n in client.cookies if n.startswith("rashomon_looked_")]
    with made.desk(made.ledger(tmp_path / "other.rashomon")) as other:
        other.cookies.set(name, client.cookies[name])
        assert "Since this browser last looked" not in other.get("/changes").text
    client.cookies.set(name, "no day")
    assert client.get("/changes").status_code == 200


def test_without_a_form_of_ours_nothing_is_kept(client: TestClient) -> None:
    assert client.post("/changes", data={"form": "made up"}).status_code == 403
    assert not [n for n in client.cookies if n.startswith("rashomon_looked_")]


def test_a_feed_reader_gets_what_changed(client: TestClient, path: Path) -> None:
    comes(path, "The army does not holds Quennet")
    answer = client.get("/changes.atom?since=2026-03-10")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(answer.text)
    assert not feed.bozo and feed.feed.title == "case.rashomon: What changed"
    [entry] = feed.entries
    assert entry.title == "Disputed: control of a place, Quennet, by 27 February 2026"
    assert entry.updated == LATER.isoformat()
    assert "before: One origin" in entry.summary
    assert client.get(entry.link.removeprefix(made.BASE)).status_code == 200
    assert entry.id.startswith("urn:x-rashomon:")


def test_without_a_day_the_feed_has_the_last_two_weeks(client: TestClient, path: Path) -> None:
    assert len(feedparser.parse(client.get("/changes.atom").text).entries) == 4
    comes(path, "The army does not holds Quennet")
    assert len(feedparser.parse(client.get("/changes.atom").text).entries) == 1


def test_an_empty_ledger_has_an_empty_feed(tmp_path: Path) -> None:
    with made.desk(made.ledger(tmp_path / "none.rashomon", [])) as client:
        feed = feedparser.parse(client.get("/changes.atom").text)
        assert not feed.bozo and feed.entries == []


def test_hostile_words_make_no_markup_in_the_feed(client: TestClient, path: Path) -> None:
    comes(path, "The army holds <script>x</script>]]><entry>")
    text = client.get("/changes.atom").text
    assert "<script" not in text and text.count("<entry>") == text.count("</entry>")
    assert not feedparser.parse(text).bozo


def test_what_the_profile_holds_back_is_not_in_the_feed(client: TestClient, path: Path) -> None:
    report = made_up.report("t.txt", "Tamsin Keld told of it. The army struck Dereny")
    with book.open_ledger(path) as ledger:
        reading = made.said_by(report, "Tamsin Keld")
        torture = tuple(
            replace(s, claims=tuple(replace(c, kind="torture") for c in s.claims)) for s in reading.statements
        )
        book.add(ledger, report, replace(reading, statements=torture), LATER)
        made.gathered(ledger)
    assert "torture" in client.get("/changes?since=2026-01-01").text
    text = client.get("/changes.atom?since=2026-01-01").text
    assert "torture" not in text and "Tamsin" not in text and "Brellin" in text
