"""Where words stand on the drawings: inside the frame, beside what they name, and over nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from rashomon.pages import drawing
from rashomon.pages.drawing import Box, text_box
from rashomon.pages.outlines import FEW, MAP_HEIGHT, MAP_WIDTH, Pin, View
from rashomon.pages.timeline import _short, ticks

SHAPE = MAP_WIDTH / MAP_HEIGHT
VIEW = View(0.0, -1.0, 2 * SHAPE, 1.0)
"""On the equator, where a degree is as long to the east as to the north: 215 pixels."""
TEXT = 8 * 12.5 * 0.54
"""Pixels of "Kessin 1" in letters of 12.5."""


def pin(x: float, y: float, area: bool = False, radius_km: float = 0.0) -> Pin:
    """A place so many pixels from the left and the top of the view."""
    lon, lat = x / VIEW.scale / VIEW.squeeze, 1.0 - y / VIEW.scale
    return Pin("Kessin", lat, lon, radius_km, "disputed", area, (1,))


@pytest.mark.parametrize(
    ("anchor", "left", "right"), [("start", 98, 156), ("middle", 71, 129), ("end", 44, 102)]
)  # ten letters of ten pixels are 54 wide; two of air on each side
def test_the_box_of_a_text(anchor: str, left: float, right: float) -> None:
    box = text_box(100, 50, "Ten lett.s", anchor, 10)
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx((left, 40, right, 53))


@pytest.mark.parametrize(
    ("other", "hits"),
    [
        (Box(5, 5, 15, 15), True), (Box(2, 2, 3, 3), True), (Box(-5, 2, 15, 3), True),
        (Box(10, 0, 20, 10), False), (Box(-10, 0, 0, 10), False), (Box(0, 10, 10, 20), False),
        (Box(0, -9, 9, 0), False),
    ],
    ids=["a corner", "inside", "across", "right of it", "left of it", "below", "above"],
)  # fmt: skip
def test_boxes_that_touch_do_not_hit(other: Box, hits: bool) -> None:
    box = Box(0, 0, 10, 10)
    assert box.hits(other) is other.hits(box) is hits


def placed(p: Pin, taken: Sequence[Box] = (), must: bool = True) -> tuple[float, float, str] | None:
    """How far from its pin a label stands, and on which side of that point; None where there is no label."""
    svg = drawing._pin_label(p, VIEW, list(taken), must)
    if not svg:
        return None
    text = ElementTree.fromstring(svg)
    at = (float(text.get(name, "")) - found for name, found in (("x", VIEW.x(p.lon)), ("y", VIEW.y(p.lat))))
    right, down = (round(far, 1) for far in at)
    return right, down, text.get("text-anchor", "")


RIGHT, LEFT, ABOVE, BELOW = (12, 4, "start"), (-12, 4, "end"), (0, -13, "middle"), (0, 22, "middle")


@pytest.mark.parametrize(
    ("at", "taken", "stands"),
    [
        ((300, 200), [], RIGHT),
        ((300, 200), [Box(312, 195, 320, 205)], LEFT),
        ((300, 220), [Box(0, 215, MAP_WIDTH, 245)], ABOVE),
        ((300, 210), [Box(0, 190, MAP_WIDTH, 206)], BELOW),
        ((MAP_WIDTH - 4.1 - 12 - TEXT, 200), [], RIGHT),  # two pixels of air, and two to the frame
        ((MAP_WIDTH - 3.9 - 12 - TEXT, 200), [], LEFT),
        ((4.1 + 12 + TEXT, 200), [Box(90, 150, MAP_WIDTH, 250)], LEFT),
        ((3.9 + 12 + TEXT, 200), [Box(90, 195, MAP_WIDTH, 205)], ABOVE),
        ((300, 13 + 12.5 + 2.1), [Box(0, 28, MAP_WIDTH, 60)], ABOVE),
        ((300, 13 + 12.5 + 1.9), [Box(0, 28, MAP_WIDTH, 60)], (10, -10, "start")),
        ((300, MAP_HEIGHT - 22 - 12.5 * 0.3 - 2.1), [Box(0, 0, MAP_WIDTH, 410)], BELOW),
        ((300, MAP_HEIGHT - 22 - 12.5 * 0.3 - 1.9), [Box(0, 0, MAP_WIDTH, 410)], RIGHT),
    ],
    ids=[
        "right of the pin", "its right is taken", "both sides are taken", "above too", "as far right as it goes",
        "too far right", "as far left as it goes", "too far left", "as high as it goes", "too high",
        "as low as it goes", "too low, and no room elsewhere",
    ],
)  # fmt: skip
def test_a_label_stands_where_nothing_is_yet(
    at: tuple[float, float], taken: list[Box], stands: tuple[float, float, str]
) -> None:
    assert placed(pin(*at), taken) == stands


def test_of_few_places_each_has_a_label_and_of_many_those_with_room() -> None:
    everything = [Box(0, 0, MAP_WIDTH, MAP_HEIGHT)]
    assert placed(pin(300, 200), everything, must=True) == RIGHT
    assert placed(pin(300, 200), everything, must=False) is None
    outside = pin(-300, 200)
    assert placed(outside, must=True) is None


def test_a_label_takes_its_room() -> None:
    taken: list[Box] = []
    drawing._pin_label(pin(300, 200), VIEW, taken, must=True)
    assert len(taken) == 1
    assert placed(pin(300, 202), taken) == LEFT


@pytest.mark.parametrize(
    ("taken", "down"),
    [([], -26), ([(170, 180)], 35), ([(170, 180), (225, 240)], 4), ([(170, 180), (225, 240), (193, 197)], 10.5)],
    ids=["above its ring", "below", "in the middle", "in the lower half"],
)
def test_an_area_has_its_name_around_or_in_its_ring(taken: list[tuple[float, float]], down: float) -> None:
    km = 111.32 * 21 / VIEW.scale  # a ring of 21 pixels
    boxes = [Box(0, top, MAP_WIDTH, bottom) for top, bottom in taken]
    assert placed(pin(300, 200, area=True, radius_km=km), boxes) == (0, down, "middle")


@pytest.mark.parametrize(
    ("numbers", "matters", "told"),
    [
        ((1, 2), 0, "1, 2"),
        ((1, 2, 3, 4, 5), 0, "1, 2, 3, 4, 5"),
        ((1, 2, 3, 4, 5, 6), 0, "1, 2, 3, 4, 5 …"),
        ((), 1200, "(1,200)"),
    ],
)
def test_a_label_has_the_numbers_of_its_matters(numbers: tuple[int, ...], matters: int, told: str) -> None:
    svg = drawing._pin_label(replace(pin(300, 200), numbers=numbers, matters=matters), VIEW, [], must=True)
    assert "".join(ElementTree.fromstring(svg).itertext()) == f"Kessin {told}"


def texts(svg: str, of: str) -> list[str]:
    return [t.text or "" for t in ElementTree.fromstring(f"<g>{svg}</g>").iter("text") if t.get("class") == of]


@pytest.mark.parametrize(
    ("west", "south", "height", "degrees"),
    [
        # steps of a degree or two, and none where a line meets the scale bar or the words at the right edge
        (9.3, -2.4, 5.0, ["2° N", "0°", "10° E", "12° E", "14° E"]),
        (
            -3.0,
            40.1,
            1.0,
            [f"40.{n}° N" for n in (2, 4, 6, 8)] + ["41.0° N"] + [f"{n / 10}° W" for n in range(14, 30, 2)],
        ),
        (178.1, -2.4, 5.0, ["2° N", "0°", "180° W", "178° W", "176° W"]),
    ],
    ids=["whole degrees", "tenths", "across the 180th meridian"],
)
def test_lines_of_the_graticule_are_named(west: float, south: float, height: float, degrees: list[str]) -> None:
    squeeze = View(0, south, 1, south + height).squeeze
    view = View(west, south, west + height * SHAPE / squeeze, south + height)
    named = texts("".join(drawing._graticule(view)), "degree")
    assert sorted(named) == sorted(degrees)


@pytest.mark.parametrize(
    ("height", "told", "pixels"),
    [
        (2.0, "50 km", 50 / 111.32 * MAP_HEIGHT / 2),
        (0.5, "10 km", 10 / 111.32 * MAP_HEIGHT / 0.5),
        (0.9, "20 km", 20 / 111.32 * MAP_HEIGHT / 0.9),
    ],
)  # the longest of 1, 2, 5 and so on within a fifth of the width
def test_the_bar_of_the_scale_is_a_round_figure_long(height: float, told: str, pixels: float) -> None:
    bar = drawing.scale_bar(View(0.0, 0.0, height * SHAPE, height))
    assert texts(bar, "degree") == [told]
    length = re.search(r"h([\d.]+)v", bar)
    assert length and float(length[1]) == pytest.approx(pixels, abs=0.06)
    assert pixels <= MAP_WIDTH * 0.2


def test_of_many_places_the_first_are_named_to_who_cannot_see_the_map() -> None:
    many = [replace(pin(40 * n, 200), label=f"Town {n}", numbers=(n,)) for n in range(1, FEW + 2)]
    told = ElementTree.fromstring(drawing.draw_map(many)).get("aria-label", "")
    assert told.startswith(f"Map of {FEW + 1} places: Town 1, Town 2, ")
    assert told.endswith(f"Town {FEW} and others")
    assert "others" not in drawing.draw_map(many[:FEW])


def test_matters_at_one_point_are_one_pin_of_the_most_contested_status() -> None:
    rank = {"disputed": 0, "agreed": 1}
    found = drawing.pins(
        [
            ("Kessin", 10.0, 20.0, 3.0, "settlement", "agreed", 1),
            ("Kessin", 10.00001, 20.00002, 5.0, "settlement", "disputed", 2),
            ("Kessin Province", 10.0, 20.0, None, "admin1", "agreed", 3),
            ("Ondessa", 10.0, 21.0, 1.0, "settlement", "agreed", 4),
        ],
        rank,  # type: ignore[arg-type]
    )
    assert found == [
        Pin("Kessin", 10.0, 20.0, 5.0, "disputed", False, (1, 2)),
        Pin("Kessin Province", 10.0, 20.0, 0.0, "agreed", True, (3,)),
        Pin("Ondessa", 10.0, 21.0, 1.0, "agreed", False, (4,)),
    ]


# The timeline


def test_an_open_bar_is_clear_where_nothing_is_known() -> None:
    """Solid at the day that is told, which is the right end of "by that day" and the left one of "from that day"."""
    day = date(2031, 5, 14)
    bars = [drawing.Bar(1, "by", "disputed", None, day), drawing.Bar(2, "from", "disputed", day, None)]
    svg = ElementTree.fromstring(drawing.draw_timeline(bars))
    stops = {g.get("id"): [(s.get("offset"), s.get("class")) for s in g] for g in svg.iter("linearGradient")}
    assert stops == {
        "from-disputed": [("0", "clear disputed"), ("1", "solid disputed")],
        "to-disputed": [("0", "solid disputed"), ("1", "clear disputed")],
    }


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2031-05-01", "2031-05-06", ["2 May", "3 May", "4 May", "5 May", "6 May"]),
        ("2031-05-01", "2031-05-07", ["2 May", "4 May", "6 May"]),
        ("2031-05-01", "2031-06-01", ["5 May", "12 May", "19 May", "26 May"]),
        ("2031-05-05", "2031-05-31", ["5 May", "12 May", "19 May", "26 May"]),
        ("2031-05-01", "2031-07-23", ["5 May", "19 May", "2 Jun", "16 Jun", "30 Jun", "14 Jul"]),
        ("2030-12-30", "2031-01-03", ["31 Dec 2030", "1 Jan", "2 Jan", "3 Jan"]),
        ("2031-01-01", "2031-06-20", ["Jan 2031", "Feb 2031", "Mar 2031", "Apr 2031", "May 2031", "Jun 2031"]),
        ("2030-11-02", "2031-06-20", ["Jan 2031", "Mar 2031", "May 2031"]),
        ("2028-03-01", "2031-12-31", ["2029", "2030", "2031"]),
        ("2021-03-01", "2031-12-31", ["2022", "2024", "2026", "2028", "2030"]),
        ("9999-12-30", "9999-12-31", []),
    ],
    ids=[
        "days", "every second day", "Mondays", "from a Monday", "every second Monday", "over the new year", "months",
        "every second month", "years", "even years", "the last days there are",
    ],
)  # fmt: skip
def test_days_weeks_months_or_years_stand_at_the_edge(first: str, last: str, labels: list[str]) -> None:
    """As many as have room: six in 564 pixels."""
    found = list(ticks(date.fromisoformat(first), date.fromisoformat(last), 564))
    assert [label for _, label in found] == labels
    assert all(date.fromisoformat(first) <= day <= date.fromisoformat(last) for day, _ in found)


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("Who struck the market?", 22, "Who struck the market?"),
        ("Who struck the market?", 21, "Who struck the …"),
        ("Who struck, the market", 14, "Who struck …"),
        ("Who struck \u2068Kastrel Lens\u2069?", 22, "Who struck \u2068Kastrel\u2069 …"),
    ],
)
def test_what_is_too_long_ends_with_a_whole_word(text: str, most: int, short: str) -> None:
    assert _short(text, most) == short
