"""Where a participle belongs in a text that lost its commas. All sentences are ours, and tell of no real event."""

from __future__ import annotations

import pytest
from read_claims import claims, read, told

LONG = (
    "Rebels shelled the northern city of Hama for most of the day a monitor said on Sunday and many people left the"
    " area with what they could carry over the hills and along the small roads to the north of the river where the"
    " bridges had been closed by the army for weeks because of the snow and the fear of mines along the banks of it. "
)
"""Enough words without any comma."""


@pytest.mark.parametrize(
    ("text", "place", "target", "counts"),
    [
        ("Shells hit Talbiseh on Friday. Jets hit Saraqib killing six people.", "Saraqib", "Saraqib", [6]),
        ("Rebels fired rockets on Damascus killing three civilians.", "Damascus", "Damascus", [3]),
        ("Jets hit a crowded market in Aleppo killing ten people.", "Aleppo", "a crowded market", [10]),
        # in a text that has its commas nothing is moved
        ("Jets hit a crowded market in Aleppo, killing ten people.", "Aleppo", "a crowded market", [10]),
    ],
)
def test_what_was_hit_and_not_who_killed(text: str, place: str, target: str, counts: list[int]) -> None:
    reading = read(LONG + text)
    last = told(reading, claims(reading)[-1])
    assert (last["place"], last["target"], last["counts"]) == (place, target, counts)


def test_who_is_seen_killing_does_it() -> None:
    reading = read(LONG + "Residents saw soldiers killing ten people in Saraqib.")
    assert claims(reading)[-1].actor is not None and claims(reading)[-1].actor.text == "soldiers"
