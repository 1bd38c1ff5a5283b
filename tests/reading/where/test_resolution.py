"""What a name means: each piece of what speaks for a place, by itself. Places are made up; weights are the module's."""

from __future__ import annotations

from collections import Counter

import pytest

from rashomon.model import Span
from rashomon.reading.where.name_mentions import Mention
from rashomon.reading.where.resolution import WEIGHTS, _by_mentions, _group, _sense
from rashomon.world.gazetteer import Named
from rashomon.world.gazetteer_files import ALTERNATE, PRIMARY
from rashomon.world.places import Entry


def entry(name: str, feature: str = "town", country: str | None = "SY", **more: object) -> Entry:
    apart = f"made:{name}:{country}:{more.get('within')}:{more.get('lat')}"
    known = {"admin1": None, "lat": None, "lon": None, "population": 0, **more}
    return Entry(id=apart, name=name, feature=feature, country=country, **known)  # type: ignore[arg-type]


def mention(name: str, *places: Entry, **more: object) -> Mention:
    named = tuple(Named(e, PRIMARY) for e in places)
    return Mention(0, 1, Span(0, len(name)), name.lower(), named, **more)  # type: ignore[arg-type]


HERE, THERE = entry("Brel", country="SY"), entry("Brel", country="IQ")
IRAQ = mention("Iraq", entry("Iraq", "country", "IQ"))
LAND = mention("Syria", entry("Syria", "country", "SY"))


@pytest.mark.parametrize(
    ("container", "inside", "here", "there"),
    [
        (None, None, 0, 0),
        (0, None, 0, WEIGHTS["within"]),  # "Brel, Iraq"
        (None, 0, 0, WEIGHTS["inside"]),  # "Brel in Iraq"
        (0, 1, 0, WEIGHTS["within"]),  # "Brel, Iraq, in Syria": what is sure leaves out what is less so
        (1, 0, WEIGHTS["within"], 0),
    ],
)
def test_what_holds_a_name_speaks_for_the_places_in_it(
    container: int | None, inside: int | None, here: float, there: float
) -> None:
    brel = mention("Brel", HERE, THERE, container=container, inside=inside)
    group = _group([brel], [IRAQ, LAND, brel], Counter())
    assert [_by_mentions(place, group) for place in (HERE, THERE)] == [here, there]


def test_what_is_told_at_one_mention_counts_for_all_and_the_surer_telling_counts_alone() -> None:
    sure, loose = mention("Brel", HERE, THERE, container=0), mention("Brel", HERE, THERE, inside=1)
    group = _group([sure, loose], [IRAQ, LAND, sure, loose], Counter())
    assert [_by_mentions(place, group) for place in (HERE, THERE)] == [WEIGHTS["inside"], WEIGHTS["within"]]


def test_a_type_word_speaks_for_places_of_its_sort_by_how_often_it_stands_there() -> None:
    village, area = entry("Brel"), entry("Brel", "admin1")
    group = _group([mention("Brel", village, area, type="city"), mention("Brel", village, area)], [], Counter())
    assert [_by_mentions(place, group) for place in (village, area)] == [WEIGHTS["type_place"] / 2, 0]


def test_districts_of_the_town_that_is_named_most_are_meant() -> None:
    east, west = (entry("Old Gate", "district", within=town) for town in ("East", "West"))
    group = _group([mention("Old Gate", east, west)], [], Counter({"east": 4, "west": 1}))
    assert [_by_mentions(place, group) for place in (east, west)] == [WEIGHTS["part_of"], WEIGHTS["part_of"] / 4]


NEAR, FAR = entry("Brel", lat=35.0, lon=37.0), entry("Brel", lat=35.0, lon=38.0)
CLOSE = entry("Brel", lat=35.0, lon=37.1)


@pytest.mark.parametrize(
    ("scored", "tie"),
    [
        ([(5.0, Named(NEAR, PRIMARY)), (5.0, Named(FAR, PRIMARY))], (NEAR, FAR)),
        ([(5.0, Named(NEAR, PRIMARY)), (4.9, Named(FAR, PRIMARY))], ()),  # something tells
        ([(5.0, Named(NEAR, PRIMARY)), (5.0, Named(FAR, ALTERNATE))], ()),  # it is the name of one
        ([(5.0, Named(NEAR, PRIMARY)), (5.0, Named(CLOSE, PRIMARY))], ()),  # nine kilometres are one place
    ],
)
def test_places_between_which_nothing_tells_are_a_tie(
    scored: list[tuple[float, Named]], tie: tuple[Entry, ...]
) -> None:
    assert _sense(scored).tie == tie


def test_a_town_and_its_area_are_kept_both() -> None:
    town, area = entry("Brel", "city", admin1="Brel"), entry("Brel", "admin1", admin1="Brel")
    other = entry("Brel", "admin1", "IQ", admin1="Brel")
    for first, second in ((town, area), (area, town)):
        sense = _sense([(9.0, Named(first, PRIMARY)), (7.0, Named(second, PRIMARY))])
        assert (sense.entry, sense.area) == (town, area)
    assert _sense([(9.0, Named(town, PRIMARY)), (7.0, Named(other, PRIMARY))]).area is None
    assert _sense([(9.0, Named(town, PRIMARY)), (4.0, Named(area, PRIMARY))]).area is None
