"""What is only told beside another incident: one passing sentence of an outlet, of the same place and days."""

from __future__ import annotations

from typing import Any

import pytest
from matters_made import MILL, NARRATOR, TARN, entity, killed, party, report, said, world

from rashomon.matters import gather
from rashomon.matters.told_beside import told_beside

WATCH = entity("watch")
DAY, LATER = "2031-05-03", "2031-05-04"
RAID = said(WATCH, "airstrike", day=DAY, actor=party("crown"), counts=(killed(3),))


def fled(**fields: Any) -> dict[str, Any]:
    return said(fields.pop("who", NARRATOR), fields.pop("kind", "displacement"), **{"day": DAY, **fields})


@pytest.mark.parametrize(
    ("other", "beside"),
    [
        (fled(), True),
        (fled(day=None), True),
        (fled(place=None), True),
        (fled(kind="negotiation"), True),
        (fled(place=MILL), False),  # elsewhere
        (fled(day=LATER), False),
        (fled(who=WATCH), True),  # of what lasts, whoever says so
        (fled(who=WATCH, kind="negotiation"), False),  # of a deed, only the outlet
        (fled(polarity="denied"), False),
        (fled(kind="bombing", counts=(killed(2),)), False),
        (fled(kind="bombing", actor=party("league")), False),
        (fled(kind="control", holder=party("crown")), False),
    ],
)
def test_what_is_told_in_passing_stands_beside_what_happened(other: dict[str, Any], beside: bool) -> None:
    matters = gather([report("one", RAID, other)], world())
    raid = next(m.incident for m in matters if m.kind == "death_toll" and m.claim_kind == "airstrike")
    assert set(told_beside(matters).values()) == ({raid} if beside else set())
    assert raid not in told_beside(matters)


def test_it_stands_beside_nothing_in_another_report_or_alone() -> None:
    assert told_beside(gather([report("one", RAID), report("two", fled())], world())) == {}
    assert told_beside(gather([report("one", fled(), fled(kind="negotiation"))], world())) == {}


def test_of_several_it_stands_beside_the_one_that_most_is_told_of() -> None:
    shelling = said(WATCH, "shelling", day=DAY, actor=party("league"), target=party("crown"))
    raids = [RAID, said(WATCH, "airstrike", day=DAY, actor=party("crown"), target=party("league"))]
    matters = gather([report("one", *raids, shelling, fled(place=TARN))], world())
    assert set(told_beside(matters).values()) == {next(m.incident for m in matters if m.kind == "death_toll")}
