"""Which camps' agreement is no second opinion."""

from __future__ import annotations

import pytest

from rashomon.matters.camps import Sides


def sides(**allies: str) -> Sides:
    return Sides(
        {a: frozenset(b.split()) for a, b in allies.items()}, {}, {}, {}, states=frozenset({"ondessa", "velm"})
    )


SIDES = sides(government="helpers", rebels="")


@pytest.mark.parametrize(
    ("a", "b", "allied"),
    [
        ("rebels", "rebels", True),
        ("government", "helpers", True),  # by the list of either
        ("government", "rebels", False),
        ("government", "ondessa", True),  # "the army" may be that of the state that another report names
        ("ondessa", "velm", False),
        ("peoples_defence_force", "pdf", True),  # by its initials
        ("peoples_defence_force", "pdc", False),
        ("north_east_unit", "neu", True),
    ],
)
def test_who_stands_with_whom(a: str, b: str, allied: bool) -> None:
    assert SIDES.allied(a, b) is allied
    assert SIDES.allied(b, a) is allied


def test_a_camp_of_the_pack_is_no_initials_of_another() -> None:
    assert not sides(pdf="").allied("peoples_defence_force", "pdf")
