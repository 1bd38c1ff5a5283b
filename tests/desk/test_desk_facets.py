"""The desk's lists say the same as the ledger's: the same matters, the same rulings, whatever was decided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import desk_made as made
import made_up
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon import ledger as book
from rashomon.ledger import Ledger
from rashomon.ledger.read import detail, facets, queues
from rashomon.ledger.read.facets import FACETS, Wanted

WHO = {"by": "A. Editor", "why": "", "now": made_up.NOW}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with book.open_ledger(made.ledger(tmp_path / "a.rashomon")) as open_:
        yield open_


def of(ledger: Ledger, kind: str, place: str) -> str:
    return next(m.id for m in book.matters(ledger) if m.claim_kind == kind and m.place == place)


def claims(ledger: Ledger) -> list[str]:
    return sorted({c for m in book.matters(ledger) for p in m.positions for c in p.claims})


def same(ledger: Ledger) -> None:
    """What is listed is what `matters` gives, in its order."""
    there = book.matters(ledger, set_aside=False)
    total, rows = facets.listed(ledger, Wanted(), limit=100)
    assert total == len(rows) == len(there)
    assert [(r.id, r.status, r.question) for r in rows] == [(m.id, m.status, m.question) for m in there]
    for row in rows:
        looked = detail.look_at_matter(ledger, row.id)
        assert looked is not None
        assert looked.matter is not None
        full = book.matter(ledger, row.id)
        assert full is not None
        assert (looked.matter.reason, looked.matter.ruled, looked.matter.signed_off) == (
            full.reason,
            full.ruled,
            full.signed_off,
        )


def test_lists_are_those_of_the_ledger(ledger: Ledger) -> None:
    same(ledger)


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_lists_are_those_of_the_ledger_after_any_decisions(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = made.ledger(tmp_path_factory.mktemp("drawn") / "a.rashomon")
    with book.open_ledger(path) as ledger:
        facets.listed(ledger, Wanted())
        for _ in range(data.draw(st.integers(1, 6))):
            verb = data.draw(st.sampled_from(["accept", "reject", "set_aside", "sign_off", "undo"]))
            if verb == "undo":
                holds = book.standing(book.decisions(ledger))
                if holds:
                    book.undo(ledger, data.draw(st.sampled_from([d.id for d in holds])), **WHO)  # type: ignore[arg-type]
            else:
                ids = [m.id for m in book.matters(ledger)] + (
                    [] if verb in ("sign_off", "set_aside") else claims(ledger)
                )
                if ids:
                    book.decide(ledger, verb, data.draw(st.sampled_from(ids)), **WHO)  # type: ignore[arg-type]
            if not book.is_gathered(ledger):
                made.gathered(ledger)
            same(ledger)
        ruled = book.ruled(ledger)
        _, (done, all_) = facets.standing_of(ledger)
        assert done == sum(c in ruled for c in claims_kept(ledger))
        assert all_ >= len(claims(ledger))


def claims_kept(ledger: Ledger) -> set[str]:
    return {c.id for _, r in book.all_read(ledger) for s in r.statements for c in s.claims}


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        (Wanted(status=("disputed",)), {"Kastrel"}),
        (Wanted(kind=("airstrike",)), {"Brellin"}),
        (Wanted(kind=("control", "airstrike"), place=("kastrel", "BRELLIN")), {"Kastrel", "Brellin"}),
        (Wanted(place=("Kastr",)), set()),
        (Wanted(words="quenn"), {"Quennet"}),
        (Wanted(words="struck"), {"Brellin"}),
        (Wanted(words='" OR 1=1 --'), set()),
        (Wanted(words="%"), set()),
        (Wanted(camp=("government",)), set()),
        (Wanted(since="2030-01-01"), set()),
        (Wanted(review=("signed_off",)), set()),
    ],
)
def test_filters(ledger: Ledger, wanted: Wanted, places: set[str]) -> None:
    total, rows = facets.listed(ledger, wanted)
    assert {r.place for r in rows} == places
    assert total == len(rows) == len(facets.fitting(ledger, wanted))


def test_a_facet_counts_under_the_other_filters(ledger: Ledger) -> None:
    found = facets.facets(ledger, Wanted(status=("disputed",)))
    assert set(found) == set(FACETS)
    assert dict(found["status"]) == {"disputed": 1, "one_origin": 3}
    assert dict(found["kind"]) == {"control": 1}
    assert dict(found["place"]) == {"Kastrel": 1}
    for name in FACETS:
        for value, number in found[name]:
            wanted = Wanted(**{"status": ("disputed",), name: (value,)})  # type: ignore[arg-type]
            assert facets.listed(ledger, wanted)[0] == number


def test_what_was_set_aside_is_listed_only_where_asked_for(ledger: Ledger) -> None:
    name = of(ledger, "airstrike", "Brellin")
    book.decide(ledger, "set_aside", name, **WHO)  # type: ignore[arg-type]
    assert name not in facets.fitting(ledger, Wanted())
    assert facets.fitting(ledger, Wanted(review=("set_aside",))) == [name]


def test_the_queue_begins_with_what_is_disputed_and_goes_round(ledger: Ledger) -> None:
    first = queues.next_claim(ledger, Wanted())
    assert first is not None
    assert first.matter == of(ledger, "control", "Kastrel")
    seen, at = [], first
    for _ in range(first.left):
        seen.append(at.claim)
        found = queues.next_claim(ledger, Wanted(), after=at.claim)
        assert found is not None
        at = found
    assert sorted(seen) == claims(ledger)
    assert at.claim == first.claim
    back = queues.next_claim(ledger, Wanted(), after=seen[1], back=True)
    assert back is not None
    assert back.claim == seen[0]


def test_a_ruled_claim_leaves_the_queue_and_comes_back_when_it_is_undone(ledger: Ledger) -> None:
    first = queues.next_claim(ledger, Wanted())
    assert first is not None
    [made_] = book.decide(ledger, "accept", first.claim, **WHO)  # type: ignore[arg-type]
    second = queues.next_claim(ledger, Wanted())
    assert second is not None
    assert (second.claim != first.claim, second.left) == (True, first.left - 1)
    [(last, about)] = detail.last_decisions(ledger)
    assert (last.id, about) == (made_.id, first.claim)
    book.undo(ledger, made_.id, **WHO)  # type: ignore[arg-type]
    assert queues.next_claim(ledger, Wanted()) == first
    assert detail.last_decisions(ledger) == []


def test_flags_are_put_up_and_taken_down_and_forgotten_with_the_report(ledger: Ledger) -> None:
    [claim, *_] = claims(ledger)
    queues.flag(ledger, claim, True, "2026-03-01T00:00:00+00:00")
    assert queues.is_flagged(ledger, claim)
    queued = queues.next_claim(ledger, Wanted(), queue="flagged")
    assert queued is not None
    assert (queued.claim, queued.left) == (claim, 1)
    queues.flag(ledger, claim, False, "2026-03-01T00:00:00+00:00")
    assert queues.next_claim(ledger, Wanted(), queue="flagged") is None
    queues.flag(ledger, claim, True, "2026-03-01T00:00:00+00:00")
    book.forget_report(ledger, claim.split(".")[0], by=None, now=made_up.NOW)
    assert ledger.db.execute("SELECT count(*) FROM flag").fetchone() == (0,)


def test_a_ledger_that_cannot_be_written_has_lists_too(tmp_path: Path) -> None:
    path = made.ledger(tmp_path / "a.rashomon")
    with book.open_ledger(path, readonly=True) as ledger:
        assert facets.listed(ledger, Wanted())[0] == 4
        assert queues.next_claim(ledger, Wanted()) is not None


def test_lists_follow_what_another_program_does(ledger: Ledger, tmp_path: Path) -> None:
    assert facets.listed(ledger, Wanted())[0] == 4
    with book.open_ledger(ledger.path) as other:
        more = made_up.report("more.txt", "The army holds Dereny")
        book.add(other, more, made_up.reading(more), made_up.NOW)
        made.gathered(other)
    assert facets.listed(ledger, Wanted())[0] == 5
    assert {r.place for r in facets.listed(ledger, Wanted(words="dereny"))[1]} == {"Dereny"}
