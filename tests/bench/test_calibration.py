"""What `rashomon bench calibration` counts, on a made-up reading."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from test_bench import FIRST_CLAIM, GOLD, HOLDER, REPORT, RIGHT, claim, first, second

from rashomon.bench.calibration import judge, table
from rashomon.bench.scoring import Figure

FIRM = replace(FIRST_CLAIM, firm=True, grades=(("place", "words"),))


def figures(**changes: Any) -> dict[str, Figure]:
    """Of the made-up reading with its first statement changed."""
    reading = replace(RIGHT, statements=(replace(first, **{"claims": (FIRM,), **changes}), second))
    return table(list(judge(GOLD, [(REPORT, reading)])))


def test_right_claims_stand_under_their_grades() -> None:
    assert figures() == {
        "firm": Figure(1, 1), "firm, in the gold": Figure(1, 1),
        "loose": Figure(1, 1), "loose, in the gold": Figure(1, 1),
        "place by words": Figure(1, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "in_the_gold"),
    [
        ({"claims": (replace(FIRM, place=1),)}, Figure(0, 1)),
        ({"claims": (replace(FIRM, holder=replace(HOLDER, camp="opposition")),)}, Figure(0, 1)),
        ({"speaker": replace(first.speaker, camp="opposition")}, Figure(0, 1)),
        ({"claims": (replace(FIRM, polarity="denied"),)}, None),  # the gold has none such
        ({"content": second.content}, None),  # its statement is none of the gold's
    ],
)
def test_what_makes_a_firm_claim_wrong(changes: dict[str, Any], in_the_gold: Figure | None) -> None:
    found = figures(**changes)
    assert found["firm"] == Figure(0, 1)
    assert found.get("firm, in the gold") == in_the_gold


def test_who_did_it_need_not_be_said() -> None:
    assert figures(claims=(replace(FIRM, holder=None),))["firm"] == Figure(1, 1)


def test_one_claim_of_the_gold_makes_one_right() -> None:
    twice = figures(claims=(FIRM, replace(claim("control", "fallen", holder=FIRM.holder, place=0), firm=True)))
    assert twice["firm"] == Figure(1, 2)


def test_background_stands_apart() -> None:
    assert figures(claims=(replace(FIRM, background=True),))["background"] == Figure(1, 1)
