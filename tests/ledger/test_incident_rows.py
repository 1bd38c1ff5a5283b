"""An incident in one row, and how its accounts changed: tables of matters and what is told of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import made_up
import pytest

from rashomon import ledger as book
from rashomon.ledger.read import beside_index, changes, facets, incident_index
from rashomon.ledger.read.incident_list import rows_of
from rashomon.matters.incident_rows import GRAVEST, Doer, SideToll, row
from rashomon.matters.incident_timeline import said_in_turn, turns
from rashomon.matters.told_beside import told_beside
from rashomon.model import Evidence, Matter, Position, Reading, Report, Span, Status, Toll
from rashomon.world import load_world


def position(
    camp: str, answer: str | Toll, polarity: Any = "affirmed", *, origins: int = 1, claim: str = "r.s1.c1"
) -> Position:
    evidence = (Evidence("r", Span(0, 3), "the"),)
    return Position(camp, answer, polarity, origins, (claim,), ("r",), (f"who of {camp}",), evidence)


def asked(id_: str, kind: Any, status: Status, *positions: Position, **more: Any) -> Matter:
    made = Matter(
        id=id_, incident="I-1", question=f"{kind}?", kind=kind, claim_kind="airstrike", place="Kastrel",
        lat=1.0, lon=2.0, date=("2031-05-01", "2031-05-01"), status=status,
        disputed=("who",) if status == "disputed" else (), conceded_by=(), reason=f"why {status}", positions=positions,
    )  # fmt: skip
    return replace(made, **more)


@pytest.mark.parametrize(
    ("statuses", "gravest"),
    [
        (("one_origin",), "one_origin"),
        (("one_origin", "one_camp"), "one_camp"),
        (("agreed", "one_origin"), "agreed"),
        (("agreed", "unclear"), "unclear"),  # nothing is called agreed of which something is unclear
        (("unclear", "conceded"), "conceded"),
        (("agreed", "conceded", "disputed"), "disputed"),
    ],
)
def test_the_status_is_the_gravest_of_its_questions(statuses: tuple[Status, ...], gravest: Status) -> None:
    matters = [asked(f"M-{n}", "other", s, position("monitor", "yes")) for n, s in enumerate(statuses)]
    found = row(matters, 1)
    assert (found.status, found.reason) == (gravest, f"why {gravest}")


def test_who_did_it_how_many_and_who_says_so() -> None:
    who = asked(
        "M-1", "responsibility", "disputed",
        position("league", "crown"), position("crown", "crown", "denied"), position("narrator", "league", origins=3),
        position("league", "yes"),
    )  # fmt: skip
    dead = asked(
        "M-2", "death_toll", "one_camp",
        position("league", Toll(12, 12), origins=2), position("league", Toll(9, 9)),
        position("crown", Toll(0, 0), "denied"),
    )  # fmt: skip
    found = row([dead, who], 4)
    assert [q.id for q in found.questions] == ["M-1", "M-2"], "who did it comes first"
    assert found.doers == (Doer("crown", ("league",), ("crown",)), Doer("league", ("narrator",), ()))
    assert found.tolls == (SideToll("league", Toll(12, 12)),), "the first figure of a camp that gives one"
    assert [(t.camp, t.origins) for t in found.said_by] == [("league", 2), ("crown", 1), ("narrator", 3)]
    assert (found.place, found.date, found.reports, found.disputed) == (
        "Kastrel",
        ("2031-05-01", "2031-05-01"),
        4,
        ("who",),
    )


def test_the_disputed_come_first_then_by_day() -> None:
    def of(incident: str, status: Status, day: str) -> Matter:
        one = asked(f"M-{incident}", "other", status, position("monitor", "yes", claim=f"k{incident}.s1.c1"))
        return replace(one, incident=incident, date=(day, day))

    every = [of("a", "agreed", "2031-01-01"), of("b", "disputed", "2031-03-01"), of("c", "disputed", "2031-02-01")]
    assert [i.id for i in rows_of(every)] == ["c", "b", "a"]


# --- in a ledger ------------------------------------------------------------------------------------------------------


TEXTS = {
    "one": ("The army struck a market in Kastrel", "monitor", "2026-02-25"),
    "two": ("The army struck a market in Kastrel", "government", "2026-02-26"),
    "three": ("The army did not strike a market in Kastrel", "government", "2026-02-27"),
    "four": ("The army holds Ondessa", "monitor", "2026-02-27"),
}


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    with book.open_ledger(tmp_path / "case.rashomon") as found:
        for name, (text, camp, day) in TEXTS.items():
            report = made_up.report(f"{name}.txt", f"{text}.", published=day)
            book.add(found, report, made_up.reading(report, camp=camp), made_up.NOW)
        book.gather_matters(found, load_world(()), made_up.NOW)
        yield found


def test_the_desk_and_the_command_list_the_same(ledger: Any) -> None:
    every = book.incidents(ledger)
    assert len(every) > 1
    total, rows = incident_index.listed(ledger, facets.Wanted(), limit=99)
    assert (total, {i.id: i for i in rows}) == (len(every), {i.id: i for i in every})
    for status in GRAVEST:
        there = [i.id for i in book.incidents(ledger, status=[status])]
        assert incident_index.listed(ledger, facets.Wanted(status=(status,)))[0] == len(there)
        assert incident_index.standing_of(ledger).get(status, 0) == len(there)
    for wanted in (
        facets.Wanted(camp=("monitor",)),
        facets.Wanted(kind=("control",)),
        facets.Wanted(place=("kastrel",)),
    ):
        same = book.incidents(ledger, camp=wanted.camp, kind=wanted.kind, place="".join(wanted.place))
        assert {i.id for i in incident_index.listed(ledger, wanted)[1]} == {i.id for i in same}


def test_the_desk_folds_what_the_command_folds(tmp_path: Path) -> None:
    """Two things told at one place: the raid, and once, in passing, that people fled."""
    with book.open_ledger(tmp_path / "beside.rashomon") as there:
        text = "The army struck a market in Kastrel. People fled Kastrel."
        report = made_up.report("one.txt", text, published="2026-02-25")
        raid, passing = (found := made_up.reading(report)).statements
        fled = replace(passing.claims[0], kind="displacement", actor=None, reason=None, counts=())
        found = replace(found, statements=(raid, replace(passing, claims=(fled,))))
        book.add(there, report, found, made_up.NOW)
        book.gather_matters(there, load_world(()), made_up.NOW)
        folded = told_beside(book.matters(there))
        assert len(folded) == 1 < len(book.incidents(there))
        assert dict(beside_index.beside(there)) == folded
        total, rows = incident_index.listed(there, facets.Wanted(), folded=True)
        assert {i.id for i in rows} == {i.id for i in book.incidents(there)} - folded.keys()
        assert total == sum(incident_index.standing_of(there, folded=True).values()) == len(rows)
        assert sum(n for _, n in incident_index.facets(there, facets.Wanted(), folded=True)["place"]) == len(rows)
        assert incident_index.listed(there, facets.Wanted())[0] == len(book.incidents(there))


def test_facets_count_incidents(ledger: Any) -> None:
    counted = incident_index.facets(ledger, facets.Wanted())
    every = book.incidents(ledger)
    assert sum(n for _, n in counted["status"]) == len(every)
    for camp, n in counted["camp"]:
        assert n == len(book.incidents(ledger, camp=[camp])), camp
    for place, n in counted["place"]:
        assert n == len([i for i in every if i.place == place]), place


def test_what_is_set_aside_counts_no_more(ledger: Any) -> None:
    [hold] = [i for i in book.incidents(ledger) if i.what == "control"]
    for question in hold.questions:
        book.decide(ledger, "set_aside", question.id, by="A", why="", now=made_up.NOW)
    assert hold.id not in {i.id for i in book.incidents(ledger)}
    assert hold.id in {i.id for i in book.incidents(ledger, set_aside=True)}
    assert hold.id not in {i.id for i in incident_index.listed(ledger, facets.Wanted())[1]}
    aside = incident_index.listed(ledger, facets.Wanted(review=("set_aside",)))[1]
    assert [(i.id, i.status) for i in aside] == [(hold.id, hold.status)]


# --- how the accounts changed -----------------------------------------------------------------------------------------


def told(*sayings: tuple[str, str, str, str]) -> list[tuple[Report, Reading]]:
    """Reports of one sentence: name, text, camp, day."""
    found = []
    for name, text, camp, day in sayings:
        report = made_up.report(name, f"{text}.", published=day)
        found.append((report, made_up.reading(report, camp=camp)))
    return found


def test_an_answer_is_told_when_it_is_new_or_another() -> None:
    read = told(
        ("a", "x", "monitor", "2026-02-25"), ("b", "y", "monitor", "2026-02-26"), ("c", "z", "monitor", "2026-02-27")
    )
    first, second, third = [r.statements[0].claims[0].id for _, r in read]
    dead = asked(
        "M-1", "death_toll", "one_origin",
        position("monitor", Toll(5, 5), claim=first), position("monitor", Toll(9, 9), claim=third),
    )  # fmt: skip
    same = replace(dead.positions[0], claims=(first, second))
    [one, two] = said_in_turn([replace(dead, positions=(same, dead.positions[1]))], read[::-1])
    assert (one.how, one.answer, one.published, one.before) == ("first", Toll(5, 5), "2026-02-25", None)
    assert (two.how, two.answer, two.published, two.before) == ("changed", Toll(9, 9), "2026-02-27", Toll(5, 5))


def test_two_figures_in_one_report_are_no_change_of_mind() -> None:
    """A report that says five, nine and five again changed nothing twice; the next one, with eleven, changes nine."""
    read = told(("a", "x. y. z", "monitor", "2026-02-25"), ("b", "y", "monitor", "2026-02-26"))
    (first, reading), (_, later) = read
    statement = reading.statements[0]
    claim = statement.claims[0]
    three = [replace(claim, id=f"{claim.id}{n}", trigger=Span(n, n + 1)) for n in range(3)]
    read[0] = (first, replace(reading, statements=(replace(statement, claims=tuple(three)),)))
    five, nine, again = [c.id for c in three]
    next_ = later.statements[0].claims[0].id
    dead = asked(
        "M-1", "death_toll", "one_origin",
        replace(position("monitor", Toll(5, 5), claim=five), claims=(five, again)),
        position("monitor", Toll(9, 9), claim=nine), position("monitor", Toll(11, 11), claim=next_),
    )  # fmt: skip
    found = [(s.how, s.answer, s.before) for s in said_in_turn([dead], read)]
    assert found == [
        ("first", Toll(5, 5), None), ("first", Toll(9, 9), None), ("changed", Toll(11, 11), Toll(9, 9)),
    ]  # fmt: skip


def test_the_day_that_turned_a_status() -> None:
    read = told(*((name, *rest) for name, rest in list(TEXTS.items())[:3]))
    claims = {c.id for _, r in read for s in r.statements for c in s.claims}
    found = turns(read[::-1], claims, load_world(()))
    assert found[0].published == "2026-02-25" and found[0].before is None
    assert [t.published for t in found] == sorted({t.published for t in found})
    assert all(t.status != t.before for t in found)
    assert turns(read, (), load_world(())) == [], "of no claims nothing is told"


def test_what_changed_since_a_day(tmp_path: Path) -> None:
    """A second report a month later: the incident that it turns is told, with the report; nothing else is."""
    later = made_up.NOW + timedelta(days=31)
    world = load_world(())
    with book.open_ledger(tmp_path / "case.rashomon") as ledger:

        def add(name: str, at: Any) -> None:
            text, camp, day = TEXTS[name]
            report = made_up.report(f"{name}.txt", f"{text}.", published=day)
            book.add(ledger, report, made_up.reading(report, camp=camp), at)
            book.gather_matters(ledger, world, at)

        add("one", made_up.NOW)
        add("four", made_up.NOW)
        every = changes.changes(ledger, "2026-03-01")
        assert {c.before for c in every} == {None}
        assert {c.incident.id for c in every} == {i.id for i in book.incidents(ledger)}
        assert changes.changes(ledger, "2026-03-02") == []
        add("three", later)
        [change] = changes.changes(ledger, "2026-03-02")
        assert change.incident.place == "Kastrel"
        assert change.reports == ("three.txt",)
        assert (change.before, change.at[:10], changes.last_day(ledger)) == ("one_origin", "2026-04-01", "2026-04-01")
        assert all(t.before != t.now for t in change.turned)
        assert len(changes.changes(ledger, "2026-03-01", 1)) == 1


def test_figures_that_moved() -> None:
    old = asked("M-1", "death_toll", "one_origin", position("monitor", Toll(5, 5)), position("crown", Toll(1, 1)))
    new = asked("M-1", "death_toll", "one_origin", position("monitor", Toll(9, 9)), position("crown", Toll(1, 1)))
    assert changes.figures_moved([old], [new]) == [changes.FigureMoved("monitor", Toll(5, 5), Toll(9, 9))]
    assert changes.figures_moved([old], []) == [
        changes.FigureMoved("crown", Toll(1, 1), None),
        changes.FigureMoved("monitor", Toll(5, 5), None),
    ]
    assert changes.figures_moved([], [new]) == [], "of what is new nothing moved"
