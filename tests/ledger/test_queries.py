"""Asking: search, decisions that are only ever added, and ids that lead somewhere."""

from __future__ import annotations

from pathlib import Path

import made_up
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon import ledger as book
from rashomon.errors import RashomonError
from rashomon.ledger import Ledger
from rashomon.ledger.core import queries
from rashomon.ledger.core.driver import errors


@pytest.fixture
def ledger(tmp_path: Path):
    texts = {
        "army": "The army holds Kastrel. The army struck Brellin",
        "watch": "Café owners fled Kastrel. A tactical retreat began at Quennet",
        "arabic": "قال ناشطون إن الجيش قصف مدينة كاسترل. The army holds Kastrel",
    }
    with book.open_ledger(tmp_path / "case.rashomon") as opened:
        for name, text in texts.items():
            r = made_up.report(name, text, title=f"From the {name}", outlet=f"Outlet {name}")
            book.add(opened, r, made_up.reading(r), made_up.NOW)
        yield opened
        assert book.check(opened) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kastrel", {"army", "watch", "arabic"}),
        ("army kastrel", {"army", "arabic"}),
        ("cafe", {"watch"}),
        ("CAFÉ", {"watch"}),
        ('"tactical retreat"', {"watch"}),
        ('"retreat tactical"', set()),
        ("retr*", {"watch"}),
        ("retr", set()),
        ("ناشطون", {"arabic"}),
        ("nothing-like-this", set()),
        ('"', set()),
        ("AND OR NOT (", set()),
        ("*", set()),
        ("", set()),
        ("title:army", set()),
        ("army\0", {"army", "arabic"}),
    ],
)
def test_search(ledger: Ledger, words: str, found: set[str]) -> None:
    assert {hit.report_id for hit in book.search(ledger, words)} == found


def test_a_hit_shows_where(ledger: Ledger) -> None:
    [hit] = book.search(ledger, "retreat tactical")
    assert [hit.snippet[s:e] for s, e in hit.marks] == ["tactical", "retreat"]
    assert hit.outlet == "Outlet watch"
    assert len(hit.statements) == 1
    told = book.claim(ledger, hit.statements[0] + ".c1")
    assert told is not None
    start, end = told.statement.content[0]
    assert "tactical" in told.stored.report.text[start:end]


def test_search_finds_a_speaker_by_a_name_that_the_text_does_not_hold(ledger: Ledger) -> None:
    assert {hit.report_id for hit in book.search(ledger, '"the watch"')} == {"army", "watch", "arabic"}
    [army] = [hit for hit in book.search(ledger, '"the watch"') if hit.report_id == "army"]
    assert army.snippet.startswith("The Watch: The army")


@given(st.text(max_size=30))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_anyone_types_breaks_the_search(ledger: Ledger, words: str) -> None:
    book.search(ledger, words)


def claims_of(ledger: Ledger) -> list[str]:
    return [c.id for _, r in book.all_read(ledger) for s in r.statements for c in s.claims]


def decide(ledger: Ledger, verb: str, *targets: str, **told: object) -> int:
    return book.decide(ledger, verb, *targets, by="A. Editor", why="checked", now=made_up.NOW, **told)[0].id  # type: ignore[arg-type]


def undo(ledger: Ledger, decision: int) -> int:
    return book.undo(ledger, decision, by="A. Editor", why="second thoughts", now=made_up.NOW).id


def test_the_last_ruling_that_holds_is_the_ruling(ledger: Ledger) -> None:
    claim, other = claims_of(ledger)[:2]
    assert book.ruled(ledger) == {}
    first = decide(ledger, "accept", claim)
    second = decide(ledger, "reject", claim)
    decide(ledger, "correct", other, fields={"place": "Quennet"})
    assert book.ruled(ledger) == {claim: "reject", other: "correct"}
    undone = undo(ledger, second)
    assert book.ruled(ledger)[claim] == "accept"
    undo(ledger, undone)
    assert book.ruled(ledger)[claim] == "reject"
    undo(ledger, second)
    undo(ledger, first)
    assert claim not in book.ruled(ledger)
    assert len(book.decisions(ledger)) == 7


@pytest.mark.parametrize("sql", ["UPDATE decision SET why = 'x'", "DELETE FROM decision"])
def test_decisions_can_be_added_and_nothing_else(ledger: Ledger, sql: str) -> None:
    decide(ledger, "accept", claims_of(ledger)[0])
    with pytest.raises(errors("IntegrityError"), match="append-only"):
        ledger.db.execute(sql)
    assert [d.why for d in book.decisions(ledger)] == ["checked"]


def test_a_ruling_on_matters_names_the_ids_they_have_now(ledger: Ledger) -> None:
    one, two = book.store_matters(ledger, made_up.gather(book.all_read(ledger)), made_up.NOW)[:2]
    decide(ledger, "different", one.id, two.id)
    [decision] = book.decisions(ledger)
    assert (decision.matter, decision.other) == (one.id, two.id)
    with pytest.raises(RashomonError, match="no such decision"):
        undo(ledger, 99)


def test_what_an_id_leads_to(ledger: Ledger) -> None:
    book.store_matters(ledger, made_up.gather(book.all_read(ledger)), made_up.NOW)
    claim = claims_of(ledger)[0]
    told = book.claim(ledger, claim)
    assert told is not None
    stored = told.stored
    assert told.claim.id == claim
    assert told.claim in told.statement.claims
    for name in (stored.report.id, stored.report.key, stored.report.sha256, stored.report.text_sha256):
        assert [s.report.id for s in book.reports(ledger, name)] == [stored.report.id]
    [matter] = queries.matters_of(ledger, [claim])
    assert claim in [c for p in book.matter(ledger, matter).positions for c in p.claims]  # type: ignore[union-attr]
    assert book.claim(ledger, "no") is None
    assert book.matter(ledger, "no") is None
    assert book.reports(ledger, "no") == []
