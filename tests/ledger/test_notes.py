"""Notes, tags and assignments: rows of the log that change nothing else, undone, exported and forgotten as it is."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import made_up
import pytest
from brellin import added, gathered

from rashomon import ledger as book
from rashomon.errors import Overtaken, RashomonError
from rashomon.ledger import Ledger
from rashomon.ledger.core import schema
from rashomon.ledger.read import beside_things, history
from rashomon.sharing import notes_table, share
from rashomon.world import load_world

WHO = {"by": "A. Editor", "why": "", "now": made_up.NOW}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with book.open_ledger(tmp_path / "case.rashomon") as opened:
        for name in ("a", "b", "c"):
            added(opened, name)
        gathered(opened)
        yield opened
        assert book.check(opened) == []


def things(ledger: Ledger) -> dict[str, str]:
    """One thing of each sort, by its id."""
    m = book.matters(ledger)[0]
    claim = m.positions[0].claims[0]
    return {"matter": m.id, "incident": m.incident, "claim": claim, "report": claim.split(".")[0]}


def write(ledger: Ledger, verb: str, value: str, *targets: str, **told: object) -> tuple[book.Decision, ...]:
    return book.decide(ledger, verb, *targets, fields={"value": value}, **{**WHO, **told})  # type: ignore[arg-type]


def held(ledger: Ledger) -> list[tuple[str, str, str, str]]:
    return [(w.verb, w.value, w.what, w.id) for w in beside_things.written(ledger)]


@pytest.mark.parametrize("what", ["matter", "incident", "claim", "report"])
@pytest.mark.parametrize(("verb", "value"), [("note", "Ask the\nward."), ("tag", "to verify"), ("assign", "B. Reader")])
def test_each_stands_on_each_thing_is_in_its_history_and_is_taken_back(
    ledger: Ledger, what: str, verb: str, value: str
) -> None:
    name = things(ledger)[what]
    before = [(m.id, m.status, m.positions) for m in book.matters(ledger)]
    [made] = write(ledger, verb, value, name)
    assert held(ledger) == [(verb, value, what, name)]
    told = beside_things.shown(ledger, beside_things.written(ledger))[name]
    assert (told.what, told.address.endswith(name)) == (what, True)
    assert any(e.what == "decision" and value in e.text for e in history.history(ledger, name))
    assert [(m.id, m.status, m.positions) for m in book.matters(ledger)] == before
    assert book.is_gathered(ledger) and book.adrift(ledger) == []
    assert book.reviews(ledger) == {} and book.ruled(ledger) == {}
    book.undo(ledger, made.id, **WHO)  # type: ignore[arg-type]
    assert held(ledger) == []


@pytest.mark.parametrize(
    ("verb", "value", "why"),
    [
        ("note", " \n ", "no words"),
        ("tag", "", "no words"),
        ("tag", "x" * 61, "too long"),
        ("note", "x" * 5001, "too long"),
        ("assign", "x" * 201, "too long"),
    ],
)
def test_what_is_refused(ledger: Ledger, verb: str, value: str, why: str) -> None:
    with pytest.raises(RashomonError, match=why):
        write(ledger, verb, value, things(ledger)["matter"])
    assert book.decisions(ledger) == []


def test_a_thing_that_is_not_there_is_refused_and_nothing_of_the_act_is_written(ledger: Ledger) -> None:
    with pytest.raises(RashomonError, match="no such"):
        write(ledger, "tag", "x", things(ledger)["matter"], "M-NOBODY")
    assert book.decisions(ledger) == []


def test_what_stands_already_is_not_written_again(ledger: Ledger) -> None:
    matter = things(ledger)["matter"]
    write(ledger, "tag", "To  verify", matter)
    assert write(ledger, "tag", "to verify", matter) == ()
    write(ledger, "assign", "B. Reader", matter)
    assert write(ledger, "assign", "B. Reader", matter) == ()
    write(ledger, "assign", "C. Other", matter)
    assert held(ledger) == [("tag", "To verify", "matter", matter), ("assign", "C. Other", "matter", matter)]
    write(ledger, "assign", "", matter)
    assert held(ledger) == [("tag", "To verify", "matter", matter)]


@pytest.mark.parametrize(
    ("first", "then", "meets"),
    [("accept", "note", False), ("note", "accept", False), ("note", "note", False), ("tag", "tag", False),
     ("assign", "assign", True), ("accept", "accept", True)],
)  # fmt: skip
def test_whom_a_form_that_was_overtaken_stops(ledger: Ledger, first: str, then: str, meets: bool) -> None:
    """A note never waits for another; of two who take a matter at once one is told."""
    matter = things(ledger)["matter"]
    seen = book.latest(ledger)
    write(ledger, first, "one", matter)
    if meets:
        with pytest.raises(Overtaken):
            write(ledger, then, "two", matter, seen=seen)
    else:
        assert write(ledger, then, "two", matter, seen=seen)


def test_an_act_of_many_is_taken_back_at_once_and_brought_back_at_once(ledger: Ledger) -> None:
    names = [m.id for m in book.matters(ledger)]
    made = write(ledger, "set_aside", "", *names)
    assert {d.act for d in made} == {made[0].id} and len(made) == len(names) == 3
    assert all(m.set_aside for m in book.matters(ledger))
    book.undo(ledger, made[1].id, **WHO)  # type: ignore[arg-type]
    undone = book.undo_act(ledger, made[2].id, **WHO)  # type: ignore[arg-type]
    assert [d.undoes for d in undone] == [made[0].id, made[2].id]
    assert not any(m.set_aside for m in book.matters(ledger))
    with pytest.raises(Overtaken):
        book.undo_act(ledger, made[0].id, **WHO)  # type: ignore[arg-type]
    book.undo_act(ledger, undone[0].id, **WHO)  # type: ignore[arg-type]
    assert sum(m.set_aside for m in book.matters(ledger)) == 2


def test_one_decision_alone_is_no_act(ledger: Ledger) -> None:
    [made] = write(ledger, "tag", "x", things(ledger)["claim"])
    assert made.act is None
    assert [d.undoes for d in book.undo_act(ledger, made.id, **WHO)] == [made.id]  # type: ignore[arg-type]


def test_all_questions_of_an_incident_are_ruled_on_by_its_name(ledger: Ledger) -> None:
    incident = things(ledger)["incident"]
    mine = [m.id for m in book.matters(ledger) if m.incident == incident]
    made = write(ledger, "set_aside", "", incident)
    assert [d.matter for d in made] == mine


def test_claims_alone_part_from_their_matters(tmp_path: Path) -> None:
    with book.open_ledger(tmp_path / "together.rashomon") as ledger:
        for name in ("a", "b", "c"):
            added(ledger, name)
        gathered(ledger, frozenset("abc"))
        [m] = book.matters(ledger)
        claims = [c for p in m.positions for c in p.claims]
        [made] = write(ledger, "split", "", *claims[:2])
        assert (made.matter, len(made.one), len(made.two)) == (m.id, 1, 2)
        with pytest.raises(RashomonError, match="no claim would stay"):
            write(ledger, "split", "", *claims)


def test_what_a_person_or_a_report_takes_along(ledger: Ledger) -> None:
    there = things(ledger)
    write(ledger, "note", "Jonah Brasc was the doctor.", there["matter"], by="Jonah Brasc")
    write(ledger, "assign", "Jonah Brasc", there["report"])
    write(ledger, "tag", "Brellin", there["claim"])
    other = next(m.id for m in book.matters(ledger) if m.id != there["matter"])
    write(ledger, "tag", "stays", other)
    book.forget_person(ledger, ["Jonah Brasc"], by=None, now=made_up.NOW)
    assert not any("Jonah" in f"{d.value}{d.by}" for d in book.decisions(ledger))
    assert held(ledger)[0][1].endswith("was the doctor.")
    book.forget_report(ledger, there["report"], by=None, now=made_up.NOW)
    assert [v for _, v, *_ in held(ledger)] == ["stays"]
    gathered(ledger)


def exported(ledger: Ledger, profile: str) -> tuple[list[dict[str, str]], int]:
    world = load_world()
    matters, read = book.in_play(ledger)
    people = book.persons(ledger)
    shared = share(matters, read, world, profile=profile, people=people)  # type: ignore[arg-type]
    found, held_back = notes_table.may_leave(
        beside_things.written(ledger), shared, matters, read, world, people, profile  # type: ignore[arg-type]
    )  # fmt: skip
    return list(csv.DictReader(io.StringIO(notes_table.as_csv(found)))), held_back


def test_what_leaves(ledger: Ledger) -> None:
    there = things(ledger)
    book.decide(ledger, "protect", "Selma Orvik", **WHO)  # type: ignore[arg-type]
    write(ledger, "note", "=Selma Orvik saw it.", there["matter"])
    write(ledger, "note", "Call the desk.", there["report"])
    write(ledger, "assign", "B. Reader", there["incident"])
    write(ledger, "tag", "x", there["claim"], by="B. Reader")
    rows, held_back = exported(ledger, "default")
    assert [(r["what"], r["about"], r["by"]) for r in rows] == [
        ("note", "matter", "analyst 1"),
        ("assign", "incident", "analyst 1"),
        ("tag", "claim", "analyst 2"),
    ]
    assert "Selma" not in str(rows) and "B. Reader" not in str(rows) and "A. Editor" not in str(rows)
    assert rows[1]["text"] == "analyst 2" and rows[2]["claim_id"] == "" and held_back == 1
    rows, held_back = exported(ledger, "full")
    assert [r["by"] for r in rows] == ["A. Editor", "A. Editor", "A. Editor", "B. Reader"] and held_back == 0
    assert rows[0]["text"] == "'=Selma Orvik saw it." and rows[1]["report_id"] in "abc"


def test_a_ledger_of_before_keeps_its_decisions_and_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA foreign_keys = ON")
    schema.migrate(db, schema.migrations()[:9])
    db.execute("INSERT INTO decision (id, at, by, why, verb, matter) VALUES (7, '2026', 'A', '', 'accept', 'M-1')")
    db.execute("INSERT INTO decision (id, at, by, why, verb, undoes) VALUES (9, '2026', 'A', '', 'undo', 7)")
    db.execute("INSERT INTO decision_claim VALUES (7, 1, 'k', 'h', 0, 3, 'airstrike', 'abc', '', '')")
    db.execute("UPDATE sqlite_sequence SET seq = 30 WHERE name = 'decision'")
    schema.migrate(db)
    assert db.execute("SELECT id, verb, undoes, act FROM decision").fetchall() == [
        (7, "accept", None, None), (9, "undo", 7, None),
    ]  # fmt: skip
    assert db.execute("SELECT decision, quote FROM decision_claim").fetchall() == [(7, "abc")]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.execute("INSERT INTO decision (at, by, why, verb, value) VALUES ('2026', 'A', '', 'note', 'x')")
    assert db.execute("SELECT max(id) FROM decision").fetchone() == (31,)
    for change in ("UPDATE decision SET why = 'y'", "DELETE FROM decision", "DELETE FROM decision_claim"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute(change)
    db.close()
