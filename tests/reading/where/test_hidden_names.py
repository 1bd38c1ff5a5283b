"""A place in the name of an outlet or of somebody is no place; and in what an unknown village lies."""

from __future__ import annotations

import pytest

from rashomon.model import Place, Report
from rashomon.reading import pipeline
from rashomon.world import World, load_world


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(("syria",))


def places(text: str, world: World) -> list[Place]:
    report = Report("r", text, "0" * 64, language="en", published="2024-05-06")
    ((_, reading),) = pipeline.read([report], world)
    assert reading is not None
    return list(reading.places)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Jerusalem Post said that shells hit the market of Homs.", ["Homs"]),
        ("Shells hit Homs on Monday, the Washington Post said.", ["Homs"]),
        ("Shells hit a market in Jerusalem on Monday.", ["Jerusalem"]),
    ],
)
def test_the_place_in_a_name_of_an_outlet_is_none(text: str, names: list[str], world: World) -> None:
    assert [p.name for p in places(text, world)] == names


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("Shells hit Tel Kassar, a village in the east of Homs.", "Homs"),
        ("Shells hit the village of Tel Kassar in the outskirts of Homs.", "Homs"),
        ("Shells hit the village of Tel Kassar, east of Homs.", None),
        ("The army took Tel Kassar, two villages in Orvan", None),  # the last word of a text is no area
    ],
)
def test_in_what_an_unknown_village_lies(text: str, within: str | None, world: World) -> None:
    assert [p.within for p in places(text, world) if p.name == "Tel Kassar"] == [within]
