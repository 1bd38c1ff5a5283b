"""Ids that stay: through a new report, a new reading, a join and a split; and old ids lead on."""

from __future__ import annotations

from pathlib import Path

import made_up
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon import ledger as book
from rashomon.ledger import Ledger
from rashomon.ledger.core import ids
from rashomon.model import Matter


@pytest.fixture
def ledger(tmp_path: Path):
    with book.open_ledger(tmp_path / "case.rashomon") as opened:
        yield opened
        assert book.check(opened) == []


def anchors(letters: str) -> frozenset[ids.Anchor]:
    return frozenset((letter, 0, 1, "airstrike") for letter in letters)


def groups(**of: str) -> dict[str, frozenset[ids.Anchor]]:
    return {name: anchors(letters) for name, letters in of.items()}


@pytest.mark.parametrize(
    ("old", "new", "kept", "leads"),
    [
        # the same again; one more claim; one claim fewer
        ({"M1": "abc"}, {"x": "abc"}, {"x": "M1"}, {}),
        ({"M1": "abc"}, {"x": "abcd"}, {"x": "M1"}, {}),
        ({"M1": "abc"}, {"x": "a"}, {"x": "M1"}, {}),
        # two joined: the larger id stays, the other leads to it
        ({"M1": "ab", "M2": "cde"}, {"x": "abcde"}, {"x": "M2"}, {"M1": "x"}),
        # one split: the larger half keeps the id
        ({"M1": "abcde"}, {"x": "ab", "y": "cde"}, {"y": "M1"}, {}),
        # nothing of it is left
        ({"M1": "ab"}, {"x": "cd"}, {}, {"M1": None}),
        # a claim moves over
        ({"M1": "abc", "M2": "def"}, {"x": "ab", "y": "cdef"}, {"x": "M1", "y": "M2"}, {}),
    ],
)
def test_which_group_keeps_which_id(old: dict, new: dict, kept: dict, leads: dict) -> None:
    was, now = groups(**old), groups(**new)
    found = ids.inherit(now, was, set(old))
    assert found == kept
    assert ids.leads_to({o: a for o, a in was.items() if o not in found.values()}, now) == leads


POWER = st.dictionaries(st.sampled_from("uvwxyz"), st.text("abcdefgh", min_size=1).map(anchors))


@given(new=POWER, old=POWER.map(lambda d: {f"M-{k}": v for k, v in d.items()}))
def test_ids_are_given_once_and_only_for_shared_claims(new: dict, old: dict) -> None:
    kept = ids.inherit(new, old, set(old))
    assert len(set(kept.values())) == len(kept)
    assert all(new[n] & old[o] for n, o in kept.items())
    # nobody who shares a claim with an id that nobody took goes without one
    free = old.keys() - kept.values()
    assert not [(n, o) for n in new.keys() - kept.keys() for o in free if new[n] & old[o]]


@given(st.sets(st.text(max_size=3), max_size=40))
def test_a_fresh_id_is_never_one_that_is_taken(of: set[str]) -> None:
    taken: set[str] = set()
    for name in sorted(of):
        fresh = ids.mint("M", [name], taken)
        assert fresh not in taken
        taken.add(fresh)
        longer = ids.mint("M", [name], taken)
        assert longer not in taken
        taken.add(longer)


def store(ledger: Ledger, *matters: Matter) -> list[Matter]:
    return list(book.store_matters(ledger, matters, made_up.NOW))


def told(ledger: Ledger, *names: str) -> list:
    return [
        (r, s, c) for r, reading in book.all_read(ledger) for s in reading.statements for c in s.claims if r.id in names
    ]


def test_ids_in_the_ledger_through_join_split_and_reading_again(ledger: Ledger) -> None:
    for name in "abc":
        r = made_up.report(name, f"The army struck Brellin, says {name}")
        book.add(ledger, r, made_up.reading(r), made_up.NOW)

    def m(*names: str) -> Matter:
        return made_up.matter("airstrike", "Brellin", told(ledger, *names))

    def ids_now(*groups: tuple[str, ...]) -> dict[tuple[str, ...], str]:
        stored = store(ledger, *(m(*g) for g in groups))
        return {p.report_ids: x.id for x in stored for p in x.positions}

    apart = ids_now(("a", "b"), ("c",))
    assert all(len(i) == 8 and i.startswith("M-") for i in apart.values())
    joined = ids_now(("a", "b", "c"))
    assert joined[("a", "b", "c")] == apart[("a", "b")]
    found = book.matter(ledger, apart[("c",)])
    assert found is not None
    assert found.id == apart[("a", "b")]
    # Taken apart again, both have the ids they had.
    assert ids_now(("a", "b"), ("c",)) == apart
    assert book.matter(ledger, apart[("c",)]).positions[0].report_ids == ("c",)  # type: ignore[union-attr]
    # Read again with other ids of statements and claims: the anchors are the same, and so are the ids of matters.
    for r, reading in book.all_read(ledger):
        book.read_again(ledger, r.key, made_up.reading(r, version="0.2.0"), made_up.NOW)
        assert reading.version == "0.1.0"
    assert ids_now(("a", "b"), ("c",)) == apart
    # Gone altogether: the id is not found, and is not given to another.
    assert ids_now(("a", "b")) == {("a", "b"): apart[("a", "b")]}
    assert book.matter(ledger, apart[("c",)]) is None


def test_incidents_keep_their_ids_and_are_shared_by_their_matters(ledger: Ledger) -> None:
    from dataclasses import replace

    for name, text in (("a", "The army struck Brellin. The army holds Brellin"), ("b", "The army struck Kastrel")):
        r = made_up.report(name, text)
        book.add(ledger, r, made_up.reading(r), made_up.NOW)
    all_of_them = made_up.gather(book.all_read(ledger))
    one = [replace(m, incident="one" if m.place == "Brellin" else "two") for m in all_of_them]
    first = {m.place: m.incident for m in store(ledger, *one)}
    assert len(set(first.values())) == 2
    assert all(i.startswith("I-") for i in first.values())
    again = store(ledger, *[replace(m, incident="other" + m.incident, id="other" + m.id) for m in one])
    assert {m.place: m.incident for m in again} == first


def test_the_same_reports_have_the_same_ids_in_two_ledgers(tmp_path: Path) -> None:
    minted = []
    for name in ("one", "two"):
        with book.open_ledger(tmp_path / name) as ledger:
            for r in (made_up.report("a", "The army struck Brellin. The army holds Kastrel"),):
                book.add(ledger, r, made_up.reading(r), made_up.NOW)
            minted.append([(m.id, m.incident) for m in store(ledger, *made_up.gather(book.all_read(ledger)))])
    assert minted[0] == minted[1]


@pytest.mark.parametrize(
    ("filters", "places"),
    [
        ({}, ["Kastrel", "Brellin"]),
        ({"status": ["disputed"]}, ["Kastrel"]),
        ({"status": ["disputed", "one_origin"]}, ["Kastrel", "Brellin"]),
        ({"kind": ["control"]}, ["Kastrel"]),
        ({"kind": ["airstrike"]}, ["Brellin"]),
        ({"kind": ["occurrence"]}, ["Brellin"]),
        ({"place": "kast"}, ["Kastrel"]),
        ({"camp": ["monitor"]}, ["Kastrel", "Brellin"]),
        ({"camp": ["nobody"]}, []),
    ],
)
def test_filters(ledger: Ledger, filters: dict, places: list[str]) -> None:
    for name, text in (
        ("a", "The army struck Brellin. The army holds Kastrel"),
        ("b", "The army does not holds Kastrel"),
    ):
        r = made_up.report(name, text)
        book.add(ledger, r, made_up.reading(r), made_up.NOW)
    store(ledger, *made_up.gather(book.all_read(ledger)))
    assert [m.place for m in book.matters(ledger, **filters)] == places
