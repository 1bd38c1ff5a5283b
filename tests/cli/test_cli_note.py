"""`rashomon note`, and `--to xlsx`: what leaves of an incident, a matter or a list, from the command line."""

from __future__ import annotations

from pathlib import Path

import desk_made as made
import made_up
import pytest
from file_words import words_of

from rashomon import ledger as book
from rashomon.cli import main
from rashomon.ledger.read.state_hash import state_hash


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return made.ledger(tmp_path / "case.rashomon")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


def ids(path: Path) -> tuple[str, str]:
    """An incident, and the one matter of it."""
    with book.open_ledger(path) as ledger:
        found = next(m for m in book.matters(ledger) if m.place == "Kastrel")
    return found.incident, found.id


@pytest.mark.parametrize("form", ["md", "html", "docx"])
def test_a_page_in_each_form(path: Path, form: str) -> None:
    incident, matter = ids(path)
    for name, address in ((incident, f"/incidents/{incident}"), (matter, f"/matters/{matter}")):
        assert run("note", name, "--to", form, "-o", f"note.{form}") == 0
        text = words_of(Path(f"note.{form}").read_bytes())
        assert "What of control at Kastrel?" in text
        assert address in text
        with book.open_ledger(path) as ledger:
            assert state_hash(ledger) in text


def test_it_is_printed_where_no_file_is_named(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("note", ids(path)[0], "--language", "ar") == 0
    assert capsys.readouterr().out.startswith("# ")


@pytest.mark.parametrize("name", ["I-NOBODY", "first.txt"])
def test_what_is_neither_incident_nor_matter_is_named(
    path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("note", name) == 1
    assert name in capsys.readouterr().err


@pytest.mark.parametrize("command", ["incidents", "matters"])
def test_a_workbook_of_what_was_asked_for(path: Path, command: str) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    assert run(command, "--place", "Kastrel", "--to", "xlsx", "-o", "some.xlsx") == 0
    sheet = openpyxl.load_workbook("some.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["A"]] == ["profile", "default"]
    assert run(command, "--to", "xlsx", "--as-of", "2026-01-01", "-o", "some.xlsx") == 1


def test_another_state_of_the_ledger_has_another_hash(path: Path) -> None:
    with book.open_ledger(path) as ledger:
        first = state_hash(ledger)
        assert state_hash(ledger) == first
        claim = next(c.id for _, r in book.all_read(ledger) for s in r.statements for c in s.claims)
        [made_] = book.decide(ledger, "accept", claim, by="A", why="", now=made_up.NOW)
        assert state_hash(ledger) != first
        book.undo(ledger, made_.id, by="A", why="", now=made_up.NOW)
        assert state_hash(ledger) != first, "that it was undone is a decision too"
