"""Several who did it together: "X and Y" against "X" is no dispute, against "Z" it is."""

from __future__ import annotations

from typing import Any

import pytest
from matters_made import TARN, entity, party, report, said, world

from rashomon.matters import gather

ARMY, COUNCIL, RADIO, WATCH = map(entity, ("crown-army", "league-council", "league-radio", "watch"))
CROWN, LEAGUE, GUARD = party("crown"), party("league"), party("tide_guard")
DAY = "2031-05-03"

Told = dict[str, Any]


def by(who: Any, *doers: Any, **fields: Any) -> Told:
    return said(who, "shelling", day=DAY, place=TARN, actor=doers[0], actors=doers, **fields)


def held(who: Any, *by: Any) -> Told:
    return said(who, "control", day=DAY, place=TARN, holder=by[0], holders=by)


NO = {"polarity": "denied"}


@pytest.mark.parametrize(
    ("sayings", "status"),
    [
        ([by(WATCH, CROWN, GUARD), by(COUNCIL, CROWN)], "agreed"),
        ([by(WATCH, CROWN, GUARD), by(COUNCIL, GUARD)], "agreed"),
        ([by(WATCH, GUARD), by(COUNCIL, CROWN, GUARD)], "agreed"),
        ([by(WATCH, CROWN, GUARD), by(COUNCIL, GUARD, CROWN)], "agreed"),
        ([by(WATCH, CROWN), by(COUNCIL, GUARD)], "disputed"),
        ([by(WATCH, CROWN, GUARD), by(ARMY, LEAGUE)], "disputed"),
        # a side denies its own part in what several are said to have done
        ([by(WATCH, GUARD, CROWN), by(ARMY, CROWN, **NO)], "disputed"),
        ([by(WATCH, CROWN, GUARD), by(ARMY, CROWN, **NO)], "disputed"),
    ],
)
def test_who_did_it(sayings: list[Told], status: str) -> None:
    (found,) = [m for m in gather([report("one", *sayings)], world()) if m.kind == "responsibility"]
    assert found.status == status


@pytest.mark.parametrize(
    ("sayings", "status"),
    [
        ([held(WATCH, CROWN, GUARD), held(COUNCIL, GUARD)], "agreed"),
        ([held(WATCH, CROWN), held(COUNCIL, GUARD)], "disputed"),
    ],
)
def test_who_holds_it(sayings: list[Told], status: str) -> None:
    (found,) = [m for m in gather([report("one", *sayings)], world()) if m.kind == "control"]
    assert found.status == status
