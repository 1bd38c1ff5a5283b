"""A bare body that speaks against a state is not of that state. All sentences are ours."""

from __future__ import annotations

import pytest
from read_claims import read


def camps(text: str) -> list[str]:
    return [s.speaker.camp for s in read(text, ()).statements if s.cue]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministry said a Turkish missile had wrecked the mill.", ["unknown"]),
        ("The army accused Israel of shelling the orchard on Monday.", ["unknown"]),
        ("The army said two villages were bombed by Turkey.", ["unknown"]),
        ("The defence ministry said it had shot down an Indian drone.", ["unknown"]),
        ("The navy said Iran's aggression would be answered.", ["unknown"]),
        # neither is what it says afterwards, though no other state comes up
        (
            "The army accused Israel of shelling the orchard. In the evening the army said a girl had died.",
            ["unknown"] * 2,
        ),
        # who owned the body before does not own what is told against it
        ("Israel said it hit a depot. The army said an Israeli raid had killed two men.", ["israel", "unknown"]),
        # but of its own troops a ministry speaks by the name of its land
        ("The ministry said Ukrainian troops had repelled an assault.", ["ukraine"]),
        # and where its own words say whose it is, nothing else counts
        ("The Turkish ministry said a Turkish missile had gone astray.", ["turkey"]),
    ],
)
def test_no_state_speaks_of_its_own_missiles_by_name(text: str, expected: list[str]) -> None:
    assert camps(text) == expected
