"""The commands of deciding and forgetting: what they print, what they refuse, what is asked. The reading is made up."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from test_cli import Run, case, made_up_reading, run  # noqa: F401 - fixtures

import rashomon.world
from rashomon import ledger as book
from rashomon.ledger.core import queries

BY = ("--by", "A. Editor")


def claim_of(report: str) -> str:
    with book.open_ledger("case.rashomon") as ledger:
        return next(s.claims[0].id for r, g in book.all_read(ledger) if r.id == report for s in g.statements)


def matter_of(claim: str) -> str:
    with book.open_ledger("case.rashomon") as ledger:
        return queries.matters_of(ledger, [claim])[0]


def test_a_decision_is_noted_takes_effect_and_is_taken_back(case: Run) -> None:
    claim = claim_of("two")
    matter = matter_of(claim)
    ran = case("decide", "reject", claim, *BY, "--why", "of another town")
    assert ran.status == 0, ran.err
    assert "Decision 1 is noted. To take it back: rashomon decide undo 1" in ran.out
    assert f"{matter} is one origin now (was disputed)." in ran.out
    assert f"A. Editor rejected {claim}" in case("show", claim).out
    assert json.loads(case("show", claim, "--json").out)["rejected"] is True
    ran = case("decide", "undo", "1", *BY)
    assert f"{matter} is disputed now (was one origin)." in ran.out
    history = case("history", matter).out
    assert "of another town" in history
    assert "taken back by decision 2" in history
    assert [e["what"] for e in json.loads(case("history", "--json").out)] == ["decision", "decision"]


def test_who_decides_is_said_by_an_option_or_a_setting_or_it_is_an_error(
    case: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    claim = claim_of("one")
    ran = case("decide", "accept", claim)
    assert (ran.status, "--by NAME, or set RASHOMON_BY" in ran.err) == (1, True)
    monkeypatch.setenv("RASHOMON_BY", "B. Reader")
    assert case("decide", "accept", claim).status == 0
    assert case("decide", "accept", claim, *BY).status == 0
    with book.open_ledger("case.rashomon") as ledger:
        assert [d.by for d in book.decisions(ledger)] == ["B. Reader", "A. Editor"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("reject", "nothing"), 1, "no such claim or matter"),
        (("correct", "CLAIM", "--field", "kind"), 2, "give one value for each field"),
        (("correct", "CLAIM", "--field", "kind", "--value", "magic"), 1, "no value of this field"),
        (("undo", "first"), 1, "no number of a decision"),
        (("undo", "9"), 1, "no such decision"),
        (("forgive", "CLAIM"), 2, "Invalid value"),
        (("accept",), 2, "Missing argument"),
    ],
)
def test_what_is_refused(case: Run, arguments: tuple[str, ...], status: int, said: str) -> None:
    claim = claim_of("one")
    ran = case("decide", *(claim if a == "CLAIM" else a for a in arguments), *BY)
    assert (ran.status, said in ran.err) == (status, True), ran.err
    assert case("history").out == "Nobody decided anything yet.\n"


def test_set_aside_and_signed_off_in_the_list(case: Run) -> None:
    matter = matter_of(claim_of("one"))
    case("decide", "sign-off", matter, *BY)
    assert "signed off" in case("matters").out
    [told] = case("matters", "--to", "jsonl").lines
    assert (told["signed_off"]["by"], told["signed_off"]["since"], told["set_aside"]) == ("A. Editor", [], False)
    case("decide", "set-aside", matter, *BY)
    assert case("matters").out == "No matters.\n"
    assert matter in case("matters", "--set-aside").out
    assert "set aside" in case("show", matter).out


def test_the_ledger_as_it_stood(case: Run) -> None:
    assert case("matters", "--as-of", "2001-01-01").out == "No matters.\n"
    assert "Kastrel" in case("matters", "--as-of", "2999-01-01").out
    ran = case("matters", "--as-of", "tomorrow")
    assert (ran.status, "neither a date nor a time" in ran.err) == (1, True)
    assert "nothing in" in case("show", matter_of(claim_of("one")), "--as-of", "2001-01-01").err


def test_forgetting_asks_first_and_says_what_would_go(case: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashomon.world.pack_files.load_packs", lambda packs: SimpleNamespace(entities={}))
    ran = case("forget", "one", "--dry-run")
    assert (ran.status, "Nothing was changed." in ran.out, "1 edition" in ran.out) == (0, True, True)
    ran = case("forget", "one", stdin=b"n\n")
    assert ran.status == 130
    with book.open_ledger("case.rashomon") as ledger:
        assert book.summary(ledger).reports == 3
    ran = case("forget", "one", "--yes")
    assert (ran.status, "Forgotten." in ran.out) == (0, True), ran.err
    ran = case("forget", "Kastrel", "--yes")
    assert ran.status == 0, ran.err
    data = b"".join(p.read_bytes() for p in Path().glob("case.rashomon*"))
    assert b"kastrel" not in data.lower()
    assert case("forget", "Nobody Here", "--yes").status == 1
    assert case("forget").status == 2


def test_a_person_that_a_pack_lists_is_struck_out_under_every_name(case: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = SimpleNamespace(id="k", type="person", name="Kastrel", aliases=("The army",))
    monkeypatch.setattr("rashomon.world.pack_files.load_packs", lambda packs: SimpleNamespace(entities={"k": listed}))
    ran = case("forget", "kastrel", "--dry-run")
    assert "as kastrel; Kastrel; The army" in ran.out
    assert "Packs are your files" in ran.err


def test_a_pack_that_the_reports_words_called_for_says_how_else_a_person_is_called(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("The Syrian army left Homs, Damascus said.\n", encoding="utf-8")
    assert run("read", "r.txt", "--published", "2026-03-04").status == 0
    with book.open_ledger("case.rashomon") as ledger:
        assert (book.packs(ledger), queries.all_packs(ledger)) == ((), ("syria",))
    ran = run("forget", "Bashar al-Assad", "--dry-run")
    assert "A pack lists this person" in ran.err
    assert "; " in ran.out.splitlines()[0], "its other names are struck out too"


def test_exports_say_what_a_person_ruled_and_by_which_rule_a_figure_was_made(run: Run, tmp_path: Path) -> None:
    """With the real reading of one short report: persons, figures, review."""
    (tmp_path / "r.txt").write_text(
        "A strike on Quennet killed 12 people on Monday, said Oslin Drayvek, a resident."
        " The army said at least 20 people were killed in the strike on Quennet.\n"
    )
    assert run("read", "r.txt", "--published", "2026-03-04").status == 0
    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "csv").out)))
    assert "Drayvek" not in str(rows)
    assert {r["review"] for r in rows} == {"unreviewed machine reading"}
    assert run("decide", "release", "Oslin Drayvek", *BY).status == 0
    released = run("export", "--format", "csv").out
    assert "Oslin Drayvek" in released
    run("decide", "protect", "Oslin Drayvek", *BY)
    assert "Drayvek" not in run("export", "--format", "csv").out
    with book.open_ledger("case.rashomon") as ledger:
        toll = next(m for m in book.matters(ledger) if m.kind == "death_toll")
    run("decide", "correct", toll.id, "--field", "figure", "--value", "12-20", *BY)
    run("decide", "accept", toll.id, *BY)
    run("decide", "sign-off", toll.id, *BY)
    for rule, low, high in (("range", "12", ""), ("lowest_reported", "12", "12"), ("analyst", "12", "20")):
        out = run("export", "--format", "matters.csv", "--figures", rule).out
        row = next(r for r in csv.DictReader(io.StringIO(out)) if r["matter_id"] == toll.id)
        assert (row["figure_rule"], row["figure_low"], row["figure_high"]) == (rule, low, high)
        assert "signed off by a person" in row["review"]
        assert row["signed_off_at"]
        assert "A. Editor" not in out
    assert "accepted by a person on" in run("export", "--format", "csv").out
    full = run("export", "--format", "matters.csv", "--profile", "full").out
    assert "A. Editor" in full


def test_the_world_is_not_loaded_to_accept(case: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = claim_of("one")

    def fails(packs: object = ()) -> None:
        raise AssertionError("the world was loaded")

    monkeypatch.setattr(rashomon.world, "load_world", fails)
    assert case("decide", "accept", claim, *BY).status == 0


def test_notes_are_written_taken_back_at_once_and_leave_when_asked_for(run: Run, tmp_path: Path) -> None:
    """With the real reading of one short report: whose name is hidden there is hidden in a note."""
    (tmp_path / "r.txt").write_text("A strike on Quennet killed 12 people on Monday, said Oslin Drayvek, a resident.\n")
    assert run("read", "r.txt", "--published", "2026-03-04").status == 0
    claim = claim_of("r.txt")
    matter = matter_of(claim)
    assert run("decide", "note", matter, "--value", "Ring Oslin Drayvek again.", *BY).status == 0
    assert run("decide", "tag", matter, claim, "r.txt", "--value", "first look", *BY).out.count("is noted") == 3
    assert "It stands so already" in run("decide", "tag", matter, "--value", "First look", *BY).out
    assert run("decide", "assign", matter, "--value", "B. Reader", *BY).status == 0
    assert "A. Editor noted on" in run("history", matter).out
    ran = run("notes")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [(r["what"], r["text"], r["about"]) for r in rows] == [
        ("note", "Ring [name withheld] again.", "matter"),
        ("tag", "first look", "matter"),
        ("tag", "first look", "claim"),
        ("assign", "analyst 2", "matter"),
    ]
    assert "Held back: 1 row" in ran.err and "A. Editor" not in ran.out
    ran = run("notes", "--profile", "full", "-o", "notes.csv")
    assert "Full profile" in ran.err and "Drayvek again" in Path("notes.csv").read_text(encoding="utf-8")
    assert run("decide", "undo", "3", "--together", *BY).out.count("is noted") == 3
    assert "first look" not in run("notes").out
    assert "again" not in run("export", "--format", "jsonl", "--profile", "full").out


@pytest.mark.parametrize(
    "given", [("--field", "place", "--value", "x"), (), ("--value", "x", "--value", "y"), ("--field", "value")]
)
def test_a_note_takes_one_value_and_no_field(case: Run, given: tuple[str, ...]) -> None:
    ran = case("decide", "note", matter_of(claim_of("two")), *given, *BY)
    assert (ran.status, "give one --value and no --field" in ran.err) == (2, True)
