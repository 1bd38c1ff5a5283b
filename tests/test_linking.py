"""Linking stays near linear: counted in pairs compared, not in seconds, so that a slow machine fails nothing."""

from __future__ import annotations

from collections import defaultdict

import pytest

from rashomon.bench.linking import linking, made_up
from rashomon.matters import gather
from rashomon.matters.accounts import accounts
from rashomon.matters.blocks import CROWD, NEXT_IN_CROWD, pairs_to_compare
from rashomon.matters.clusters import gather_by_average
from rashomon.matters.origins import originate
from rashomon.matters.sides import sides
from rashomon.matters.telling import Telling, tell, telling_of
from rashomon.world import load_world


def tellings(claims: int, **how: int) -> list[Telling]:
    """The tellings of the largest family of a made-up archive."""
    told = accounts(made_up(claims, **how))
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
