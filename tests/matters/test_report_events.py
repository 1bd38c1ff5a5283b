"""Which accounts of one report tell of one happening: what is said together, and what a side says of itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from matters_made import MILL, NARRATOR, TARN, VALE, entity, party, report, said

from rashomon.matters.accounts import Account, Origin, accounts
from rashomon.matters.report_events import better, said_together, same_statement, spares
from rashomon.model import Place
from rashomon.world.kind_files import load_kinds

ARMY, COUNCIL, WATCH = entity("crown-army"), entity("league-council"), entity("watch")
CROWN, LEAGUE = party("crown"), party("league")


def two(one: dict[str, Any], other: dict[str, Any]) -> tuple[Account, Account]:
    first, second = accounts([report("r", one, other)], load_kinds())
    return first, second


def test_what_is_said_together() -> None:
    one, other = two(said(ARMY), said(COUNCIL))
    assert same_statement(one, one) and same_statement(one, replace(one, statement=replace(one.statement)))
    assert not same_statement(one, other)
    assert said_together(one, one)
    assert not said_together(one, other)
    told_him = replace(other, statement=replace(other.statement, via=one.statement.id))
    assert said_together(one, told_him) and said_together(told_him, one)


@pytest.mark.parametrize(
    ("a", "b", "narrower"),
    [
        (TARN, None, TARN), (None, TARN, TARN), (None, None, None), (TARN, TARN, TARN),
        (TARN, MILL, MILL), (MILL, TARN, MILL), (VALE, TARN, TARN), (TARN, VALE, TARN),
        (replace(VALE, precision="country"), None, replace(VALE, precision="country")),
        (replace(VALE, precision="country"), TARN, TARN), (TARN, replace(VALE, precision="country"), TARN),
    ],
)  # fmt: skip
def test_the_narrower_of_two_places(a: Place | None, b: Place | None, narrower: Place | None) -> None:
    assert better(a, b) == narrower


def origin(camp: str, speaks: bool = True) -> Origin:
    return Origin(camp, camp, "armed_actor", camp, False, True, speaks)


HIT = {"target": CROWN}
HIT_THEM = {"target": LEAGUE}


@pytest.mark.parametrize(
    ("silent", "other", "theirs", "apart"),
    [
        # what a side reports of itself in the passive was done to it
        (said(ARMY), said(COUNCIL, actor=CROWN), origin("league"), True),
        (said(ARMY), said(COUNCIL, actor=LEAGUE), origin("league"), False),
        (said(ARMY, actor=CROWN), said(COUNCIL, actor=CROWN), origin("league"), False),
        # each side of its own harm
        (said(ARMY, **HIT), said(COUNCIL, **HIT_THEM), origin("league"), True),
        (said(ARMY, **HIT), said(COUNCIL, **HIT), origin("league"), False),
        (said(ARMY), said(COUNCIL, **HIT_THEM), origin("league"), False),
        (said(ARMY, **HIT), said(COUNCIL, **HIT_THEM), origin("league", speaks=False), False),
        (said(ARMY, **HIT), said(ARMY, **HIT_THEM), origin("crown"), False),
        (said(ARMY, "clash", **HIT), said(COUNCIL, "clash", **HIT_THEM), origin("league"), False),
        # an answer, an agreement, the outlet's own words
        (said(ARMY, polarity="denied"), said(COUNCIL, actor=CROWN), origin("league"), False),
        (said(ARMY, "agreement"), said(COUNCIL, "agreement", actor=CROWN), origin("league"), False),
        (said(NARRATOR), said(COUNCIL, actor=CROWN), origin("league"), False),
    ],
    ids=[
        "it is made the doer", "another is", "it names one", "two harms", "one thing that was hit",
        "nothing of its own", "who does not speak for a side", "one side", "both fought",
        "a denial", "an agreement", "the outlet",
    ],
)  # fmt: skip
def test_who_tells_of_another_attack(silent: Any, other: Any, theirs: Origin, apart: bool) -> None:
    one, two_ = two(silent, other)
    assert spares(one, origin("crown"), two_, theirs) is apart
    assert not spares(one, origin("crown", speaks=False), two_, theirs)
    assert not spares(one, origin("crown"), one, theirs)
