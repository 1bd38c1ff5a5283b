"""Adding on the desk, and the log: what is sent is kept at once, read in the background, and told of."""

from __future__ import annotations

import re
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import desk_made as made
import made_up
import pytest
from starlette.testclient import TestClient

from rashomon import ledger as book
from rashomon.desk.uploads import name_of
from rashomon.ledger.read import incident_index, intake_log
from rashomon.ledger.write import following, intake_lines
from rashomon.model import Reading, Report
from rashomon.reading import readers

KASTREL = "The army holds Kastrel"


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Reading is made up, and waits until this is set."""
    go = threading.Event()
    go.set()

    def read(reports: Iterator[Report], world: object) -> Iterator[tuple[Report, Reading | None]]:
        for report in reports:
            assert go.wait(30)
            if "break the reading" in report.text:
                raise ValueError("broken")
            yield report, made_up.reading(report) if report.language == "en" else None

    monkeypatch.setattr(readers, "read", read)
    return go


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made.ledger(tmp_path / "case.rashomon")


@pytest.fixture
def desk(path: Path, slow: threading.Event) -> Iterator[TestClient]:
    with made.desk(path) as client:
        yield client
        slow.set()


def send(desk: TestClient, files: list[tuple[str, bytes]] = [], **form: str) -> int:  # noqa: B006 - never changed
    """Adds, and gives the number of the round."""
    token = made.hidden_form(desk.get("/add").text)
    sent = [("files", (name, data)) for name, data in files] or [("files", ("", b""))]
    answer = desk.post("/add", data={"form": token, **form}, files=sent)
    assert answer.status_code == 303, answer.text
    found = re.fullmatch(r"/add\?batch=(\d+)", answer.headers["location"])
    assert found
    return int(found[1])


def read_to_the_end(desk: TestClient, batch: int) -> str:
    for _ in range(600):
        text = desk.get(f"/add?batch={batch}").text
        if "data-again" not in text:
            return text
        time.sleep(0.05)
    raise AssertionError("it is never read")


def test_files_a_text_and_an_address_are_read_and_told_of(desk: TestClient, path: Path) -> None:
    batch = send(
        desk,
        [("in/one.txt", f"{KASTREL}. The army struck Quennet".encode()), ("two.rar", b"Rar! x")],
        text="The army does not holds Kastrel",
        url="http://127.0.0.1:1/page",
        outlet="Lantern",
        published="2026-02-20",
        by="B. Reader",
    )
    text = read_to_the_end(desk, batch)
    with book.open_ledger(path) as ledger:
        lines = intake_log.lines(ledger, batch=batch)
        [one] = book.reports(ledger, "one.txt")
    assert [(line.input, line.how, line.by, line.way) for line in lines] == [
        ("one.txt", "new", "B. Reader", "desk"),
        ("two.rar", "refused", "B. Reader", "desk"),
        (lines[2].input, "new", "B. Reader", "desk"),
        ("http://127.0.0.1:1/page", "refused", "B. Reader", "desk"),
    ]
    assert re.fullmatch(r"pasted-[0-9a-f]{8}\.txt", lines[2].input)
    assert "not on the public internet" in lines[3].why
    assert (one.report.outlet, one.report.published, one.report.published_from, one.report.added_by) == (
        "Lantern", "2026-02-20", "given", "B. Reader",
    )  # fmt: skip
    assert "it is a RAR file" in text and f'href="/reports/{one.report.key}"' in text
    assert re.search(r'href="/incidents/I-\w+"><bdi>[^<]*</bdi>[^<]*<bdi>Kastrel', text)
    assert "1 new report" in desk.get("/log").text


def test_pages_do_not_wait_while_something_is_read(desk: TestClient, slow: threading.Event) -> None:
    slow.clear()
    batch = send(desk, [("one.txt", KASTREL.encode()), ("two.txt", b"The army holds Quennet")])
    text = desk.get(f"/add?batch={batch}").text
    assert "data-again" in text and "2 still to be read" in text and "one.txt" in text
    assert desk.get("/").status_code == desk.get("/log").status_code == 200
    second = send(desk, [("three.txt", b"The army holds Brellin")])
    assert "Waits for 2 that others added before" in desk.get(f"/add?batch={second}").text
    slow.set()
    read_to_the_end(desk, batch)
    read_to_the_end(desk, second)


def test_two_at_once_lose_nothing(desk: TestClient, path: Path) -> None:
    token = made.hidden_form(desk.get("/add").text)
    batches: list[str] = []

    def one(who: int) -> None:
        for n in range(5):
            file = ("files", (f"{who}-{n}.txt", f"The army holds Town{who}{n}".encode()))
            batches.append(desk.post("/add", data={"form": token, "by": f"P{who}"}, files=[file]).headers["location"])

    both = [threading.Thread(target=one, args=(who,)) for who in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert len(set(batches)) == 10
    for where in batches:
        read_to_the_end(desk, int(where.partition("=")[2]))
    with book.open_ledger(path) as ledger:
        names = {line.id for line in intake_log.lines(ledger) if line.how == "new"}
    assert names == {f"{who}-{n}.txt" for who in range(2) for n in range(5)}


def test_what_was_taken_in_is_read_though_the_desk_was_closed(path: Path, slow: threading.Event) -> None:
    with book.open_ledger(path) as ledger:
        batch = intake_lines.take_in(
            ledger, [("one.txt", KASTREL.encode())], published=None, outlet=None, by=None, now=made_up.NOW
        )
    with made.desk(path) as desk:
        assert "1 new report" in read_to_the_end(desk, batch)


def test_a_file_that_breaks_the_reading_stops_no_other(desk: TestClient) -> None:
    text = read_to_the_end(desk, send(desk, [("a.txt", b"break the reading"), ("b.txt", KASTREL.encode())]))
    assert "1 new report" in text and "a fault in the reading" in text


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({}, "nothing was given"),
        ({"text": "  \n"}, "nothing was given"),
        ({"url": "/etc/passwd"}, "it is no URL"),
        ({"url": "file:///etc/passwd"}, "it is no URL"),
        ({"text": KASTREL, "published": "2026-13-01"}, "is no ISO 8601 date"),
        ({"text": KASTREL, "published": "2999-01-01"}, "in the future"),
    ],
)
def test_what_cannot_be_added_is_said(desk: TestClient, path: Path, form: dict[str, str], why: str) -> None:
    token = made.hidden_form(desk.get("/add").text)
    answer = desk.post("/add", data={"form": token, **form})
    assert answer.status_code == 400 and why in answer.text
    with book.open_ledger(path) as ledger:
        assert intake_log.rounds(ledger, "desk", 10) == []


def test_no_other_site_adds_anything(desk: TestClient, path: Path) -> None:
    files = [("files", ("a.txt", KASTREL.encode()))]
    assert desk.post("/add", data={"form": "wrong"}, files=files).status_code == 403
    token = made.hidden_form(desk.get("/add").text)
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        assert desk.post("/add", data={"form": token}, files=files, headers=headers).status_code == 403
    with book.open_ledger(path) as ledger:
        assert intake_lines.next_waiting(ledger) is None and intake_log.lines(ledger) == []


def test_what_is_too_large_is_refused(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASHOMON_MAX_MB", "0.5")
    token = made.hidden_form(desk.get("/add").text)
    sent = [("files", ("a.txt", b"x" * 800_000))]
    assert desk.post("/add", data={"form": token}, files=sent).status_code == 413
    assert desk.post("/decide", data={"form": token, "why": "x" * 300_000}).status_code == 413


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("report.txt", "report.txt"),
        ("C:\\Users\\jonah\\report.txt", "report.txt"),
        ("/srv/calls/report.txt", "report.txt"),
        ("../../../etc/passwd", "passwd"),
        ("..", ""),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ("\u202etxt.exe", "txt.exe"),
        ("a\x00b\x1b[2J.txt", "ab[2J.txt"),
        ("<script>.html", "<script>.html"),
        ("تقرير.pdf", "تقرير.pdf"),
        ("x" * 300 + ".html", "x" * 100 + ".html"),
    ],
)
def test_names_of_files_are_not_trusted(given: str, name: str) -> None:
    assert name_of(given) == name


def test_a_hostile_name_is_only_a_name(desk: TestClient, path: Path) -> None:
    batch = send(desk, [("<img src=x onerror=alert(1)>.txt", KASTREL.encode()), ("/etc/passwd", b"The army holds Y")])
    text = read_to_the_end(desk, batch)
    assert "<img src=x" not in text and "&lt;img src=x" in text
    with book.open_ledger(path) as ledger:
        assert [s.report.text for s in book.reports(ledger, "passwd")] == ["The army holds Y"]


def test_the_log_shows_doubts_and_older_inputs(path: Path) -> None:
    with book.open_ledger(path) as ledger:
        batch = intake_lines.begin(ledger, "read", by="A. Editor", now=made_up.NOW)
        for n in range(60):
            entry = intake_lines.Entry(batch, f"f{n}.txt", f"f{n}.txt", kept=0.1 if n == 3 else 0.9, notes=["said <b>"])
            report = made_up.report(f"f{n}.txt", f"The army holds Town{n}")
            book.add(ledger, report, made_up.reading(report), made_up.NOW, entry)
    with made.desk(path) as desk:
        first = desk.get("/log").text
        assert "f59.txt" in first and "f3.txt" not in first and "said &lt;b&gt;" in first
        older = re.search(r'href="(/log\?before=\d+)"', first)
        assert older
        second = desk.get(older[1]).text
        assert "f3.txt" in second and "f59.txt" not in second
        doubts = desk.get("/log?doubts=1").text
        assert "10 % of its page was kept" in doubts and "f4.txt" not in doubts
        assert 'href="/log?doubts=1">1 doubtful' in desk.get("/").text
        assert desk.get("/log?before=x&doubts=2").status_code == 200
        assert desk.get("/add?batch=999").status_code == desk.get("/add?batch=x").status_code == 404


def test_alerts_stand_on_the_desk_until_somebody_has_seen_them(path: Path) -> None:
    with book.open_ledger(path) as ledger:
        incident = book.matters(ledger)[0].incident
        following.begin_to_follow(ledger)
        report = made_up.report("new.txt", KASTREL + " again")
        book.add(ledger, report, made_up.reading(report), made_up.NOW)
        made.gathered(ledger)
        unsaid = following.unsaid(ledger)
        assert unsaid is not None
        following.said(ledger, unsaid, [("My <view>", incident, "control, Kastrel: new", True, False)], made_up.NOW)
    with made.desk(path) as desk:
        text = desk.get("/").text
        assert "My &lt;view&gt;" in text and f'href="/incidents/{incident}"' in text
        upto = re.search(r'name="upto" value="(\d+)"', text)
        assert upto
        form = {"form": made.hidden_form(text), "upto": upto[1]}
        assert desk.post("/alerts", data=form).status_code == 303
        assert "My &lt;view&gt;" not in desk.get("/").text


def test_what_is_sent_never_lies_in_a_temporary_file(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would lie on the disk in the clear, also of a ledger that is encrypted."""

    def on_the_disk(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file")

    monkeypatch.setattr(tempfile, "TemporaryFile", on_the_disk)
    large = f"{KASTREL}\n".encode() * 100_000
    assert len(large) > 2_000_000
    text = read_to_the_end(desk, send(desk, [("large.txt", large)]))
    assert "large.txt" in text


def test_a_page_whose_lists_moved_on_while_it_was_made_is_made_again(
    desk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reports are gathered beside the pages: a row may be asked for of a list that is no more."""
    standing, calls = incident_index.standing_of, []

    def moved_on(*given: Any) -> Any:
        calls.append(given)
        if len(calls) == 1:
            raise IndexError
        return standing(*given)

    monkeypatch.setattr(incident_index, "standing_of", moved_on)
    assert desk.get("/").status_code == 200
    assert len(calls) > 1
