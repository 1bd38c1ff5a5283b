"""Why a claim was read so: in words on its page and card, in the terminal, and counted by `bench rules`."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import desk_made
import made_up
import pytest
from click.testing import CliRunner

from rashomon import ledger as book
from rashomon.bench.rules import table
from rashomon.cli import cli
from rashomon.model import Reading, Report, Span, Why
from rashomon.pages.i18n import languages
from rashomon.reading import rules

SENTENCES = {
    "made.verb": "“{words}” is a verb of saying",
    "place.same_clause": "“{words}”, same clause",
    "time.published": "before the report was published",
}


def with_why(report: Report) -> Reading:
    """A reading that says of its first statement and of the first claim in it what they went by: the report's words."""
    reading = made_up.reading(report)
    first, *rest = reading.statements
    everything = Span(0, len(report.text))
    claim = replace(first.claims[0], why=(Why("time", "time.published"), Why("place", "place.same_clause", everything)))
    said = replace(
        first,
        claims=(claim, *first.claims[1:]),
        why=(Why("camp", "camp.of_an_older_version"), Why("made", "made.verb", everything)),
    )
    return replace(reading, statements=(said, *rest))


@pytest.fixture(autouse=True)
def _sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "rules", lambda: SENTENCES)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "why.rashomon"
    with book.open_ledger(path) as open_:
        for report in desk_made.reports():
            book.add(open_, report, with_why(report), made_up.NOW)
        desk_made.gathered(open_)
    return path


def claims(path: Path) -> Iterator[tuple[Report, str]]:
    with book.open_ledger(path) as ledger:
        for report, reading in book.all_read(ledger):
            yield report, reading.statements[0].claims[0].id


@pytest.mark.parametrize("language", languages())
def test_pages_say_it_in_words_and_as_text(path: Path, language: str) -> None:
    with desk_made.desk(path, language=language) as client:
        for report, claim in claims(path):
            for address in (f"/reports/{report.key}", f"/review?claim={claim}"):
                page = client.get(address).text
                assert page.count('<details class="because">') >= 1
                assert html.escape(report.text[:9], quote=True) in page.split('class="because"', 1)[1]
                assert "camp.of_an_older_version" in page
                assert "<script>alert" not in page
                assert "<img src=x" not in page


def test_a_page_without_rules_has_no_box_for_them(tmp_path: Path) -> None:
    path = desk_made.ledger(tmp_path / "none.rashomon")
    with desk_made.desk(path) as client:
        for report, claim in claims(path):
            assert "because" not in client.get(f"/reports/{report.key}").text
            assert "because" not in client.get(f"/review?claim={claim}").text


def test_show_says_it_where_it_is_asked(path: Path) -> None:
    report, claim = next(claims(path))
    shown = CliRunner().invoke(cli, ["show", claim, "--why", "--ledger", str(path)]).output
    words = " ".join(shown.split())
    made = f"found by: “{report.text}” is a verb of saying [made.verb]"
    assert f"why: {made}; camp by: camp.of_an_older_version [camp.of_an_older_version]" in words
    assert (
        f"why: time by: before the report was published [time.published]; place by: “{report.text}”, same clause"
        in words
    )
    statement = CliRunner().invoke(cli, ["show", claim.rpartition(".")[0], "--why", "--ledger", str(path)]).output
    assert "is a verb of saying" in " ".join(statement.split())
    assert "why:" not in CliRunner().invoke(cli, ["show", claim, "--ledger", str(path)]).output
    told = json.loads(CliRunner().invoke(cli, ["show", claim, "--json", "--ledger", str(path)]).output)
    assert told["claims"][0]["why"] == {"time": "time.published", "place": "place.same_clause"}
    assert told["claims"][0]["why_at"] == {"place": [0, len(report.text)]}


def test_of_a_corrected_field_it_says_who_corrected_it_until_that_is_undone(path: Path) -> None:
    report, claim = next(claims(path))
    who = {"by": "B. <Reader>", "why": "", "now": made_up.NOW}
    with book.open_ledger(path) as ledger:
        [decision] = book.decide(ledger, "correct", claim, fields={"date": "2026-02-20"}, **who)
        book.decide(ledger, "correct", claim, fields={"stance": "claims"}, **who)

    def shown(*options: str) -> str:
        return CliRunner().invoke(cli, ["show", claim, *options, "--ledger", str(path)]).output

    words = " ".join(shown("--why").split())
    assert f"why: time corrected by B. <Reader>; place by: “{report.text}”, same clause" in words
    assert "stance corrected by B. <Reader>" in words
    assert "before the report was published" not in words
    told = json.loads(shown("--json"))
    assert told["claims"][0]["why"] == {"time": "person", "place": "place.same_clause"}
    assert "Reader" not in json.dumps(told["claims"])
    with desk_made.desk(path) as client:
        for address in (f"/reports/{report.key}", f"/review?claim={claim}"):
            page = client.get(address).text
            assert "corrected by B. &lt;Reader&gt;" in page.split('class="because"', 1)[1]
            assert "before the report was published" not in page
    with desk_made.desk(path, language="ar") as client:
        assert "corrected by B." not in client.get(f"/review?claim={claim}").text
    with book.open_ledger(path) as ledger:
        book.undo(ledger, decision.id, **who)
    assert "why: time by: before the report was published [time.published];" in " ".join(shown("--why").split())


def test_show_says_where_no_rules_were_kept(tmp_path: Path) -> None:
    path = desk_made.ledger(tmp_path / "none.rashomon")
    _, claim = next(claims(path))
    shown = CliRunner().invoke(cli, ["show", claim, "--why", "--ledger", str(path)]).output
    assert shown.count("read the report again") == 2


def test_rules_are_counted_by_how_often_and_in_how_many_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashomon.bench.rules.listed", lambda: SENTENCES | {"made.never": "", "kind.never": ""})
    one, two = (with_why(report) for report in desk_made.reports()[:2])
    twice = replace(two, statements=two.statements * 2)
    lines = table([one, twice]).splitlines()
    assert lines[0] == "2 reports, 4 of 6 rules fired"
    assert [line.split() for line in lines[3:7]] == [
        ["camp.of_an_older_version", "3", "2"],
        ["made.verb", "3", "2"],
        ["place.same_clause", "3", "2"],
        ["time.published", "3", "2"],
    ]
    assert lines[-1] == "never: kind.never, made.never"
