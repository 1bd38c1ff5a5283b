"""Which matters are proposed as one, and that a pair which somebody ruled on never is again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import made_up
import pytest
from brellin import added, apart, gathered
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon import ledger as book
from rashomon.errors import RashomonError
from rashomon.ledger import Ledger
from rashomon.ledger.core import queries
from rashomon.ledger.decide import decisions
from rashomon.ledger.read import pair_proposals
from rashomon.ledger.read.facets import Wanted
from rashomon.model import Span

WHO = {"by": "A. Editor", "why": "", "now": made_up.NOW}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with book.open_ledger(tmp_path / "case.rashomon") as found:
        added(found, "a")
        added(found, "b")
        gathered(found)
        yield found


def pair_of(ledger: Ledger, unsure: bool = False) -> tuple[str, str] | None:
    found = pair_proposals.next_pair(ledger, Wanted(), unsure=unsure)
    return (found.one.id, found.other.id) if found else None


def proposed(ledger: Ledger) -> set[frozenset[str]]:
    """Every pair that is proposed, in the queue or on a matter's page."""
    found: set[frozenset[str]] = set()
    after = None
    while (pair := pair_proposals.next_pair(ledger, Wanted(), after=after)) and (
        both := frozenset((pair.one.id, pair.other.id))
    ) not in found:
        found.add(both)
        after = (pair.one.id, pair.other.id)
    for m in book.matters(ledger):
        found |= {frozenset((m.id, o.id)) for o in pair_proposals.near(ledger, m.id).proposed}
    return found


def test_the_same_at_the_same_place_is_proposed(ledger: Ledger) -> None:
    one, other = sorted(m.id for m in book.matters(ledger))
    assert proposed(ledger) == {frozenset((one, other))}


@pytest.mark.parametrize(
    ("verb", "undone", "left"),
    [("different", False, 0), ("same", False, 0), ("different", True, 1), ("same", True, 1)],
)
def test_what_was_ruled_on_is_not_proposed_until_it_is_taken_back(
    ledger: Ledger, verb: decisions.Verb, undone: bool, left: int
) -> None:
    pair = pair_of(ledger)
    assert pair
    [made] = book.decide(ledger, verb, *pair, **WHO)
    if undone:
        book.undo(ledger, made.id, **WHO)
    assert len(proposed(ledger)) == left


def test_not_after_a_new_reading_that_numbers_and_cuts_otherwise(ledger: Ledger) -> None:
    pair = pair_of(ledger)
    assert pair
    book.decide(ledger, "different", *pair, **WHO)
    for report, reading in book.all_read(ledger):
        statements = tuple(
            replace(
                s,
                id=f"{report.key}.s7",
                claims=tuple(replace(c, id=f"{report.key}.s7.c3", trigger=Span(0, 8)) for c in s.claims),
            )
            for s in reading.statements
        )
        book.read_again(ledger, report.key, replace(reading, statements=statements, version="0.2.0"), made_up.NOW)
    gathered(ledger)
    assert len(book.matters(ledger)) == 2
    assert proposed(ledger) == set()


def test_not_after_a_reading_that_calls_the_kind_otherwise(ledger: Ledger) -> None:
    """The decision has no effect then; the words that it was about still tell which matters were meant."""
    pair = pair_of(ledger)
    assert pair
    book.decide(ledger, "different", *pair, **WHO)
    for report, reading in book.all_read(ledger):
        statements = tuple(
            replace(s, claims=tuple(replace(c, kind="shelling") for c in s.claims)) for s in reading.statements
        )
        book.read_again(ledger, report.key, replace(reading, statements=statements, version="0.2.0"), made_up.NOW)
    gathered(ledger)
    assert {m.claim_kind for m in book.matters(ledger)} == {"shelling"}
    assert len(book.matters(ledger)) == 2
    assert proposed(ledger) == set()


def test_not_by_its_name_where_its_words_are_lost(ledger: Ledger) -> None:
    pair = pair_of(ledger)
    assert pair
    book.decide(ledger, "different", *pair, **WHO)
    ledger.db.execute("INSERT INTO meta VALUES ('forgetting', '1')")  # lets a test take words away
    ledger.db.execute(
        "UPDATE decision_claim SET text_sha256 = 'x', quote = 'of another edition', before = '', after = ''"
    )
    assert proposed(ledger) == set()


def test_not_what_one_of_them_was_joined_to_later(ledger: Ledger) -> None:
    pair = pair_of(ledger)
    assert pair
    book.decide(ledger, "different", *pair, **WHO)
    added(ledger, "c")
    gathered(ledger, frozenset("ac"))
    a, b = (
        next(m.id for m in book.matters(ledger) if {name} & {r for p in m.positions for r in p.report_ids})
        for name in "ab"
    )
    assert a != b
    assert frozenset((a, b)) not in proposed(ledger)
    gathered(ledger)  # parted again: the third is free to be proposed with either
    ids = {
        name: next(m.id for m in book.matters(ledger) if name in {r for p in m.positions for r in p.report_ids})
        for name in "abc"
    }
    assert proposed(ledger) == {frozenset((ids["a"], ids["c"])), frozenset((ids["b"], ids["c"]))}


def test_not_what_a_person_parted(ledger: Ledger) -> None:
    gathered(ledger, frozenset("ab"))
    [whole] = book.matters(ledger)
    first = whole.positions[0].claims[0]
    book.decide(ledger, "split", whole.id, first, **WHO)
    gathered(ledger)
    assert len(book.matters(ledger)) == 2
    assert proposed(ledger) == set()


def test_what_is_put_off_waits_apart_and_is_no_ruling(ledger: Ledger) -> None:
    pair = pair_of(ledger)
    assert pair
    pair_proposals.put_off(ledger, *pair, by="A. Editor", now=made_up.NOW)
    assert (pair_of(ledger), pair_of(ledger, unsure=True)) == (None, pair)
    assert book.decisions(ledger) == []
    assert pair_proposals.near(ledger, pair[0]).unsure == {pair[1]: "A. Editor"}
    book.decide(ledger, "different", *pair, **WHO)
    assert pair_of(ledger, unsure=True) is None
    with pytest.raises(RashomonError, match="no two matters"):
        pair_proposals.put_off(ledger, pair[0], "M-NONE22", by="A. Editor", now=made_up.NOW)


def test_set_aside_and_other_days_are_not_proposed(ledger: Ledger) -> None:
    added(ledger, "late", published="2026-03-20")
    far = [
        replace(m, date=(None, "2026-03-20")) if "late" in str(m.positions) else m
        for m in apart(book.ruled_read(ledger))
    ]
    book.store_matters(ledger, far, made_up.NOW, queries.generation(ledger))
    assert len(proposed(ledger)) == 1
    pair = pair_of(ledger)
    assert pair
    book.decide(ledger, "set_aside", pair[0], **WHO)
    assert proposed(ledger) == set()


def test_the_filter_is_of_either_matter(ledger: Ledger) -> None:
    assert pair_proposals.next_pair(ledger, Wanted(place=("Brellin",)))
    assert pair_proposals.next_pair(ledger, Wanted(place=("Kastrel",))) is None


@settings(max_examples=8, deadline=None)
@given(st.integers(2, 7), st.data())
def test_the_queue_goes_through_all_pairs_once(
    tmp_path_factory: pytest.TempPathFactory, n: int, data: st.DataObject
) -> None:
    with book.open_ledger(tmp_path_factory.mktemp("pairs") / "case.rashomon") as ledger:
        for i in range(n):
            added(ledger, f"r{i}")
        gathered(ledger)
        every = {frozenset((a.id, b.id)) for a in book.matters(ledger) for b in book.matters(ledger) if a.id < b.id}
        assert proposed(ledger) == every
        ruled = data.draw(st.sets(st.sampled_from(sorted(map(sorted, every))).map(tuple), max_size=4))
        for one, other in ruled:
            book.decide(ledger, "different", one, other, **WHO)
        assert proposed(ledger) == every - {frozenset(p) for p in ruled}
        left = pair_proposals.next_pair(ledger, Wanted())
        assert (left.left if left else 0) == len(every) - len(ruled)


def test_a_ruled_pair_is_not_proposed_on_the_desk_or_after_a_reopening(ledger: Ledger) -> None:
    pair = pair_of(ledger)
    assert pair
    book.decide(ledger, "different", *pair, **WHO)
    with book.open_ledger(ledger.path, readonly=True) as again:
        assert proposed(again) == set()


def test_what_was_put_off_outlives_a_forgetting_and_goes_with_its_matter(tmp_path: Path) -> None:
    with book.open_ledger(tmp_path / "case.rashomon") as ledger:
        added(ledger, "a", "Jonah Brasc said the army struck Brellin")
        added(ledger, "b")
        gathered(ledger)
        pair = pair_of(ledger)
        assert pair
        pair_proposals.put_off(ledger, *pair, by="A. Editor", now=made_up.NOW)
        book.forget_person(ledger, ["Jonah Brasc"], by=None, now=made_up.NOW)
        gathered(ledger)
        ids = {m.id for m in book.matters(ledger)}
        told = ledger.db.execute("SELECT one, other FROM unsure").fetchall()
        assert all({one, other} <= ids for one, other in told), "no id that was struck is left"
        book.forget_report(ledger, "b", by=None, now=made_up.NOW)
        gathered(ledger)
        assert pair_of(ledger, unsure=True) is None
        assert book.check(ledger) == []
