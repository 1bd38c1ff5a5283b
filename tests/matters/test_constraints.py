"""What people ruled on what belongs together is kept, whatever the evidence says and in whatever order reports came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matters_made import KILN, MILL, OSK, TARN, entity, killed, party, report, said, world
from tried import tried

from rashomon.matters import Ruling, gather
from rashomon.matters.clustering import gather_by_average
from rashomon.matters.constraints import settle
from rashomon.sharing import SharedMatter

WATCH, CROWN, COUNCIL = entity("watch"), entity("crown-news"), entity("league-council")


def same(*claims: str) -> Ruling:
    return Ruling("same", claims, ())


def different(one: str, other: str) -> Ruling:
    return Ruling("different", tuple(one), tuple(other))


@pytest.mark.parametrize(
    ("rulings", "groups", "apart"),
    [
        ([], [], []),
        ([same("a", "b")], ["ab"], []),
        ([same("a", "b"), same("b", "c")], ["abc"], []),
        ([different("a", "b")], ["a", "b"], ["ab"]),
        # what is apart from one is apart from all that are one with it
        ([different("a", "b"), same("b", "c")], ["a", "bc"], ["ab", "ac"]),
        # the later wins
        ([same("a", "b"), different("a", "b")], ["a", "b"], ["ab"]),
        ([different("a", "b"), same("a", "b")], ["ab"], []),
        # over several steps: of a = b = c the last said stays
        ([same("a", "b"), same("b", "c"), different("a", "c")], ["a", "bc"], ["ab", "ac"]),
        ([different("a", "c"), same("a", "b"), same("b", "c")], ["abc"], []),
        # groups: pair by pair
        ([different("ab", "cd"), same("a", "c")], ["ac", "b", "d"], ["ad", "cd", "ab", "bc", "bd"]),
        ([same("a", "b", "c"), different("a", "c")], ["ab", "c"], ["ac", "bc"]),
    ],
)
def test_contradictions_are_settled(rulings: Sequence[Ruling], groups: list[str], apart: list[str]) -> None:
    ruled = settle(rulings)
    found: dict[str, str] = {}
    for claim in sorted(ruled.group):
        found[ruled.group[claim]] = found.get(ruled.group[claim], "") + claim
    assert sorted(found.values()) == sorted(groups)
    pairs = {
        "".join(sorted((a, b)))
        for a, b in combinations("abcd", 2)
        if ruled.parts(ruled.groups_of([a]), ruled.groups_of([b]))
    }
    assert pairs == {*apart}


def test_clusters_start_as_told_and_never_hold_what_is_apart() -> None:
    alike = dict.fromkeys(combinations(range(4), 2), 9.0)
    assert gather_by_average(4, alike) == [[0, 1, 2, 3]]
    assert gather_by_average(4, {}, together=[[0, 3], [3, 1]]) == [[0, 1, 3], [2]]
    for cluster in gather_by_average(4, alike, together=[[0, 1]], apart=[(1, 2)]):
        assert not {1, 2} <= set(cluster)


def gathered(read: Sequence[Any], rulings: Sequence[Ruling] = ()) -> set[frozenset[str]]:
    """The claims of each incident, each by the number of its report and of its sentence."""
    short = {s.claims[0].id: f"{r.id}{n}" for r, reading in read for n, s in enumerate(reading.statements)}
    whole = {name: id_ for id_, name in short.items()}
    named = [
        Ruling(r.what, tuple(whole.get(c, c) for c in r.one), tuple(whole.get(c, c) for c in r.other)) for r in rulings
    ]
    found: dict[str, set[str]] = {}
    for matter in gather(read, world(), named):
        found.setdefault(matter.incident, set()).update(short[c] for p in matter.positions for c in p.claims)
    return {frozenset(claims) for claims in found.values()}


def incidents(*groups: str) -> set[frozenset[str]]:
    return {frozenset(g.split()) for g in groups}


ONE_STRIKE = [report("a", said(WATCH), said(CROWN)), report("b", said(COUNCIL), outlet="B")]
TWO_TOWNS = [
    report("a", said(WATCH), said(CROWN, place=OSK)),
    report("b", said(COUNCIL, "control", holder=party("crown")), outlet="B"),
]


@pytest.mark.parametrize(
    ("read", "rulings", "found"),
    [
        (ONE_STRIKE, [], ["a0 a1 b0"]),
        # across reports, and within one
        (ONE_STRIKE, [Ruling("different", ("a0", "a1"), ("b0",))], ["a0 a1", "b0"]),
        (ONE_STRIKE, [Ruling("different", ("a0",), ("a1",))], None),
        (ONE_STRIKE, [Ruling("different", ("a0",), ("a1", "b0")), same("a1", "b0")], ["a0", "a1 b0"]),
        (TWO_TOWNS, [], ["a0", "a1", "b0"]),
        (TWO_TOWNS, [same("a0", "a1")], ["a0 a1", "b0"]),
        # across kinds: one incident, whose questions stay apart
        (TWO_TOWNS, [same("a0", "b0")], ["a0 b0", "a1"]),
        (TWO_TOWNS, [same("a0", "b0"), same("a1", "b0"), Ruling("different", ("a0",), ("a1",))], None),
        # claims that are not there change nothing, but carry what is said of them
        (TWO_TOWNS, [same("a0", "gone"), same("gone", "a1")], ["a0 a1", "b0"]),
        (TWO_TOWNS, [Ruling("different", ("gone",), ("a1",))], ["a0", "a1", "b0"]),
    ],
)
def test_rulings(read: Sequence[Any], rulings: Sequence[Ruling], found: list[str] | None) -> None:
    got = gathered(read, rulings)
    if found is None:
        assert not any({"a0", "a1"} <= group for group in got)
    else:
        assert got == incidents(*found)


sayings = st.builds(
    said,
    st.sampled_from([WATCH, CROWN, COUNCIL]),
    st.sampled_from(["shelling", "airstrike", "control", "siege"]),
    place=st.sampled_from([TARN, MILL, KILN, OSK]),
    holder=st.sampled_from([None, party("crown")]),
    counts=st.sampled_from([(), (killed(12),)]),
)
names = st.sampled_from([f"{r}{n}" for r, n in product("pqrs", range(3))])
rulings_made = st.lists(
    st.builds(
        Ruling,
        st.sampled_from(["same", "different"]),
        st.lists(names, min_size=1, max_size=3).map(tuple),
        st.lists(names, min_size=1, max_size=3).map(tuple),
    ),
    max_size=5,
)


@tried(80, in_every_test=25)
@given(st.data())
def test_every_ruling_in_force_holds_in_any_order_of_arrival(data: Any) -> None:
    read = [
        report(name, *data.draw(st.lists(sayings, min_size=1, max_size=3)), outlet=name)
        for name in "pqrs"[: data.draw(st.integers(1, 4))]
    ]
    rulings = data.draw(rulings_made)
    found = gathered(read, rulings)
    assert gathered(data.draw(st.permutations(read)), rulings) == found
    claims = {f"{r.id}{n}" for r, reading in read for n, _ in enumerate(reading.statements)}
    assert set().union(*found) == claims and sum(map(len, found)) == len(claims), "each claim is in one incident"
    ruled = settle(rulings)
    incident = {c: group for group in found for c in group}
    for a, b in combinations(sorted(claims & set(ruled.group)), 2):
        if ruled.group[a] == ruled.group[b]:
            assert incident[a] == incident[b]
        elif ruled.parts(ruled.groups_of([a]), ruled.groups_of([b])):
            assert incident[a] != incident[b]
    if rulings and rulings[-1].what == "different":
        for a, b in product(rulings[-1].one, rulings[-1].other):
            assert a == b or not {a, b} <= claims or incident[a] != incident[b], "the last ruling always holds"


def test_every_join_says_why() -> None:
    read = [
        report("a", said(WATCH, counts=(killed(12),)), outlet="A"),
        report("b", said(CROWN, counts=(killed(12),)), said(COUNCIL, "control"), outlet="B"),
    ]
    reasons = {m.kind: m.reasons for m in gather(read, world())}
    (one,) = reasons["death_toll"]
    assert "is joined to" in one and "the same place" in one and "the same figure of dead (12)" in one
    assert reasons["control"] == (), "what one report tells needs no reason"
    ruled = gather(read, world(), [same(read[0][1].statements[0].claims[0].id, read[1][1].statements[1].claims[0].id)])
    assert any("A person ruled" in words for m in ruled for words in m.reasons)
    assert len({m.incident for m in ruled}) == 1
    assert gather(read[:1], world())[0].reasons == ()


def test_why_a_matter_was_joined_does_not_leave_with_it() -> None:
    assert "reasons" not in {f.name for f in fields(SharedMatter)}, "reasons quote words of reports"
