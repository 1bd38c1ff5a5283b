"""The log of what came in: a line with each report, once for what comes again, and nothing of what is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import made_up
import pytest
from test_forgetting import traces

from rashomon import ledger as book
from rashomon.errors import RashomonError
from rashomon.ledger import Ledger
from rashomon.ledger.read import intake_log as asked
from rashomon.ledger.write import intake_lines
from rashomon.ledger.write.intake_lines import Entry
from rashomon.model import Report

WHO = {"by": "A. Editor", "now": made_up.NOW}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with book.open_ledger(tmp_path / "case.rashomon") as opened:
        yield opened
        assert book.check(opened) == []


def put(ledger: Ledger, report: Report, batch: int, *, read: bool = True, **told: object) -> None:
    entry = Entry(batch, told.pop("input", report.id), report.id, report.published_from, **told)  # type: ignore[arg-type]
    book.add(ledger, report, made_up.reading(report) if read else None, made_up.NOW, entry)


def begun(ledger: Ledger) -> int:
    return intake_lines.begin(ledger, "read", **WHO)


def test_a_line_tells_what_became_of_a_report(ledger: Ledger) -> None:
    batch = begun(ledger)
    put(ledger, made_up.report("a.html", "The army holds Kastrel"), batch, kept=0.5, characters=20, furniture=5,
        guessed=["date", "encoding"], notes=["a.html: 3 pictures\nwere left out"])  # fmt: skip
    [line] = asked.lines(ledger)
    assert (line.batch, line.by, line.way, line.how, line.dated) == (batch, "A. Editor", "read", "new", "given")
    assert (line.guessed, line.notes) == (("date", "encoding"), ("a.html: 3 pictures were left out",))
    assert (line.kept, line.characters, line.furniture, line.statements, line.doubts) == (0.5, 20, 5, 1, ())
    [of] = asked.by_input([line])
    assert asked.became(of) == "1 new report"
    assert asked.guessed(of) == "date (2026-02-27), encoding"
    assert asked.left_out(of) == "25 % of the text is furniture, 50 % of the page kept"
    assert asked.notes(of) == ["3 pictures were left out"]


@pytest.mark.parametrize(
    ("statements", "language", "kept", "doubts"),
    [
        (1, "en", None, []),
        (1, "en", 0.2, []),
        (1, "en", 0.19, ["19 % of its page was kept"]),
        (0, "en", 1.0, ["no statement was found in it"]),
        (0, "en", 0.0, ["no statement was found in it", "0 % of its page was kept"]),
        (None, "fr", None, ["its language (fr) is not read"]),
        (None, None, None, ["its language (?) is not read"]),
    ],
)
def test_what_is_a_doubt(statements: int | None, language: str | None, kept: float | None, doubts: list[str]) -> None:
    assert asked.doubts_of(statements, language, kept) == doubts


def test_doubts_are_of_the_reading_as_it_is_now(ledger: Ledger) -> None:
    batch = begun(ledger)
    french = made_up.report("f.txt", "Kastrel est à l'armée", language="fr")
    put(ledger, french, batch, read=False)
    put(ledger, made_up.report("little.html", "The army holds Quennet"), batch, kept=0.1)
    put(ledger, made_up.report("well.txt", "The army holds Brellin"), batch)
    assert [line.id for line in asked.lines(ledger, doubts=True)] == ["f.txt", "little.html"]
    assert [line.doubts for line in asked.lines(ledger) if line.doubts] == [
        line.doubts for line in asked.lines(ledger, doubts=True)
    ]
    book.read_again(ledger, french.key, made_up.reading(french), made_up.NOW)
    assert [line.id for line in asked.lines(ledger, doubts=True)] == ["little.html"]


def test_what_comes_again_is_listed_once_and_last(ledger: Ledger) -> None:
    report = made_up.report("a.txt", "The army holds Kastrel")
    first = begun(ledger)
    put(ledger, report, first)
    intake_lines.note_unstored(ledger, Entry(first, "b.rtf", "b.rtf"), "refused", "b.rtf: it is RTF", made_up.NOW)
    for _ in range(3):
        batch = begun(ledger)
        put(ledger, report, batch)
        intake_lines.note_unstored(ledger, Entry(batch, "b.rtf", "b.rtf"), "refused", "b.rtf: it is RTF", made_up.NOW)
    assert [(line.batch, line.id, line.how) for line in asked.lines(ledger)] == [
        (first, "a.txt", "new"),
        (batch, "a.txt", "same"),
        (batch, "b.rtf", "refused"),
    ]
    assert asked.became(asked.by_input(asked.lines(ledger, batch=batch))[1]) == "not read: it is RTF"
    newest = asked.inputs(ledger, limit=2)
    assert [of.name for of in newest] == ["b.rtf", "a.txt"]
    assert [(of.name, of.lines[0].how) for of in asked.inputs(ledger, before=newest[-1].last)] == [("a.txt", "new")]


def test_a_file_of_many_reports_is_one_input(ledger: Ledger) -> None:
    batch = begun(ledger)
    for n in range(3):
        put(ledger, made_up.report(f"f#{n}", f"The army holds Kastrel{n}"), batch, input="factiva.html")
    intake_lines.note_unstored(ledger, Entry(batch, "factiva.html", "f#3"), "refused", "f#3: it is empty", made_up.NOW)
    [of] = asked.by_input(asked.lines(ledger))
    assert (of.name, asked.became(of), of.more) == ("factiva.html", "3 new reports, 1 not read", 0)


def test_of_a_large_file_the_doubtful_and_the_refused_are_shown_first(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "SHOWN", 3)
    batch = begun(ledger)
    for n in range(4):
        put(ledger, made_up.report(f"f#{n}", f"The army holds Kastrel{n}"), batch, input="f")
    intake_lines.note_unstored(ledger, Entry(batch, "f", "f#4"), "refused", "f#4: it is empty", made_up.NOW)
    put(ledger, made_up.report("f#5", "The army holds Quennet"), batch, input="f", kept=0.1)
    [of] = asked.inputs(ledger)
    assert [line.id for line in of.lines] == ["f#5", "f#4", "f#0"]
    assert (asked.became(of), of.more) == ("5 new reports, 1 not read", 3)
    assert asked.doubtful(ledger) == 1


def test_how_far_a_round_is_and_what_it_touched(ledger: Ledger) -> None:
    first = intake_lines.take_in(ledger, [("a.txt", b"a")], published=None, outlet=None, **WHO)
    batch = intake_lines.take_in(
        ledger, [("b.txt", b"b"), ("https://a.example/", None)], published="2026-02-01", outlet="Lantern", **WHO
    )
    told = asked.standing(ledger, batch)
    assert told is not None and (told.waiting, told.read, told.before) == (("b.txt", "https://a.example/"), 0, 1)
    put(ledger, made_up.report("b.txt", "The army holds Kastrel"), batch)
    put(ledger, made_up.report("else.txt", "The army holds Quennet"), first)
    for _ in range(2):
        waiting = intake_lines.next_waiting(ledger)
        assert waiting is not None
        intake_lines.was_read(ledger, waiting.n)
    book.store_matters(ledger, made_up.gather(book.ruled_read(ledger)), made_up.NOW)
    told = asked.standing(ledger, batch)
    assert told is not None and (told.waiting, told.read, told.before) == (("https://a.example/",), 1, 0)
    assert asked.touched(ledger, batch) == [m.incident for m in book.matters(ledger) if m.place == "Kastrel"]
    assert [(n, waits) for n, _, _, waits in asked.rounds(ledger, "desk", 5)] == [(batch, 1), (first, 0)]
    assert asked.standing(ledger, 99) is None


def test_a_report_that_is_not_stored_has_no_line(ledger: Ledger) -> None:
    """The line and the report are one transaction."""
    report = made_up.report("a.txt", "The army holds Kastrel")
    with pytest.raises(RashomonError):
        book.add(ledger, report, made_up.reading(report), made_up.NOW, Entry(999, "a.txt", "a.txt"))
    assert asked.lines(ledger) == [] and book.reports(ledger, "a.txt") == []


def test_forgetting_a_report_takes_its_lines_and_those_of_its_name(ledger: Ledger) -> None:
    batch = begun(ledger)
    put(ledger, made_up.report("zeppelin.txt", "The army holds Kastrel"), batch, notes=["zeppelin.txt: as cp1252"])
    put(ledger, made_up.report("zeppelin.txt", "The army holds Kastrel"), batch, notes=["zeppelin.txt: as cp1252"])
    put(ledger, made_up.report("one", "The army struck Brellin"), batch, input="many.html")
    put(ledger, made_up.report("two", "The army struck Quennet"), batch, input="many.html")
    for name in ("zeppelin.txt", "other.txt"):
        entry = Entry(batch, name, name)
        intake_lines.note_unstored(ledger, entry, "refused", f"{name}: it may not be read", made_up.NOW)
    book.forget_report(ledger, "zeppelin.txt", **WHO)
    book.forget_report(ledger, "two", **WHO)
    book.purge(ledger)
    assert [line.id for line in asked.lines(ledger)] == ["one", "other.txt"]
    assert traces(ledger.path, "zeppelin") == set()


def test_forgetting_a_person_strikes_the_name_out_of_the_log(ledger: Ledger) -> None:
    batch = intake_lines.begin(ledger, "read", by="Jonah Brasc", now=made_up.NOW)
    put(ledger, made_up.report("jonah-brasc.txt", "The army holds Kastrel"), batch,
        notes=["its author, Jonah", "Brasc of Kastrel"])  # fmt: skip
    entry = Entry(batch, "calls/Jonah Brasc.rtf", "calls/Jonah Brasc.rtf", notes=["a"])
    intake_lines.note_unstored(ledger, entry, "refused", "Jonah Brasc.rtf: it is RTF", made_up.NOW)
    book.forget_person(ledger, ["Jonah Brasc"], **WHO)
    book.purge(ledger)
    assert [line.how for line in asked.lines(ledger)] == ["new", "refused"]
    assert traces(ledger.path, "jonah", "brasc") == set()


def test_nothing_is_forgotten_while_something_waits_to_be_read(ledger: Ledger) -> None:
    """What waits may hold what is to be forgotten, and would bring it back."""
    batch = begun(ledger)
    put(ledger, made_up.report("a.txt", "Nurse Jonah Brasc holds Kastrel"), batch)
    intake_lines.take_in(ledger, [("b.txt", b"Jonah Brasc")], published=None, outlet=None, **WHO)
    for forget in (
        lambda: book.forget_report(ledger, "a.txt", **WHO),
        lambda: book.forget_person(ledger, ["Jonah Brasc"], **WHO),
    ):
        with pytest.raises(RashomonError, match="wait to be read"):
            forget()
    waiting = intake_lines.next_waiting(ledger)
    assert waiting is not None and (waiting.name, waiting.data, waiting.by) == ("b.txt", b"Jonah Brasc", "A. Editor")
    intake_lines.was_read(ledger, waiting.n)
    assert book.forget_person(ledger, ["Jonah Brasc"], **WHO).reports == 1
