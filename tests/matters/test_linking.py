"""Linking stays near linear: counted in pairs compared, not in seconds, so that a slow machine fails nothing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tried import tried

from rashomon.bench.linking import linking, made_up
from rashomon.matters import gather
from rashomon.matters.accounts import accounts
from rashomon.matters.blocking import CROWD, NEXT_IN_CROWD, pairs_to_compare
from rashomon.matters.camps import sides
from rashomon.matters.clustering import gather_by_average
from rashomon.matters.incidents import ties
from rashomon.matters.origins import originate
from rashomon.matters.pair_scoring import NEVER, OTHER_PLACE, columns, evidence, weigh
from rashomon.matters.report_events import Telling, tell, telling_of
from rashomon.model import Reading, Report, When
from rashomon.world import load_world
from rashomon.world.kind_files import load_kinds


def tellings(claims: int, **how: int) -> list[Telling]:
    """The tellings of the largest family of a made-up archive."""
    told = accounts(made_up(claims, **how), load_kinds())
    origins = originate(told, {a.key: a.key for a in told}, sides(load_world(())))
    by_report = defaultdict(list)
    for account in told:
        by_report[account.key].append(account)
    found = [telling_of(f, mine, mine[0].key) for all_ in by_report.values() for f, mine in tell(all_, origins)]
    return [t for t in found if t.family.name == "attack"]


def test_made_up_claims_are_the_same_for_the_same_seed() -> None:
    assert made_up(300) == made_up(300) != made_up(300, seed=2)
    assert sum(len(s.claims) for _, r in made_up(300) for s in r.statements) >= 300


def test_ten_times_the_days_are_ten_times_the_pairs() -> None:
    small, large = tellings(500), tellings(5000)
    pairs = [len(pairs_to_compare(t, 4)[0]) for t in (small, large)]
    assert pairs[1] < 15 * pairs[0]


def test_a_crowd_in_one_place_in_one_week_does_not_explode() -> None:
    crowded = tellings(3000, a_day=1000, places=1)
    assert len(crowded) > 5 * CROWD
    first, second, crowds = pairs_to_compare(crowded, 4)
    # six looks (two orders, three slots), both sides, with room for other keys
    assert len(first) == len(second) < 4 * 6 * NEXT_IN_CROWD * len(crowded)
    assert crowds


def test_what_a_crowd_left_out_counts_for_nothing() -> None:
    chain = {(i, i + 1): 9.0 for i in range(5)}
    assert gather_by_average(6, chain, crowds=dict.fromkeys(range(6), 1)) == [[0, 1, 2, 3, 4, 5]]
    assert len(gather_by_average(6, chain)) > 1


def test_a_crowd_is_gathered_alike_in_any_order() -> None:
    read = made_up(1200, a_day=1200, places=1)
    world = load_world(())
    found = gather(read, world)
    assert found == gather(read[::-1], world)


def test_the_bench_prints_both_times_and_the_growth(capsys: pytest.CaptureFixture[str]) -> None:
    linking((200, 400), runs=2)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3 and "200 claims" in lines[0] and "times the claims" in lines[2]


@given(st.integers(0, 10_000), st.integers(1, 40))
@tried(25, in_every_test=10)
def test_a_report_changes_only_the_matters_it_bears_on(seed: int, size: int) -> None:
    """What a report adds lies near it: all that is told of elsewhere, or of another season, stays to the letter."""
    world = load_world(())
    here = made_up(size, seed=seed, places=6)
    later = [moved(report, reading) for report, reading in made_up(9, seed=seed + 1, places=6)]
    apart = {m.id: m for part in (here, later) for m in gather(part, world)}
    assert {m.id: m for m in gather([*here, *later], world)} == apart


def moved(report: Report, reading: Reading) -> tuple[Report, Reading]:
    """The same claims, of another year, under ids of their own."""
    key = hashlib.sha256(report.sha256.encode()).hexdigest()
    then = When("2032-02-29", "2032-02-29", "precise", None, "context")
    statements = [
        replace(s, id=f"later {s.id}", claims=tuple(replace(c, id=f"later {c.id}", time=then) for c in s.claims))
        for s in reading.statements
    ]
    fields = {"id": f"later {report.id}", "sha256": key, "published": "2032-03-01"}
    return replace(report, **fields), replace(reading, **fields, statements=tuple(statements))


@given(st.integers(0, 10_000))
@tried(20, in_every_test=10)
def test_what_two_tellings_weigh_depends_on_them_alone(seed: int) -> None:
    """Weighed with all others, or only the two of them: the same pieces, the same sum."""
    told = tellings(60, seed=seed, places=5)
    first, second, _ = pairs_to_compare(told, 4)
    all_, table = weigh(columns(told), first, second), columns(told)
    for k in range(0, len(first), 7):
        i, j = int(first[k]), int(second[k])
        alone = weigh(columns([told[j], told[i]]), np.array([1]), np.array([0]))
        assert alone.total[0] == all_.total[k]
        pieces = evidence(table, first[k : k + 1], second[k : k + 1])[0]
        ruled_out = OTHER_PLACE in pieces or told[i].report == told[j].report
        assert all_.total[k] == (NEVER if ruled_out else sum(p.weight for p in pieces)) / 100


def test_what_weighs_less_than_nothing_is_tied_too() -> None:
    """A ruling joins tellings whatever the evidence: the reason is told of them all the same."""
    assert ties([[0, 1]], {(0, 1): -2.0}) == [(1, 0)]
    assert ties([[0, 1, 2]], {(0, 1): -2.0, (1, 2): 5.0}) == [(1, 0), (2, 1)]
