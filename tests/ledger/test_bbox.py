"""Boxes of degrees: what lies in one, what touches one, what a circle reaches."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rashomon.ledger.core.bbox import Box, is_plotted, reaches

degrees = st.floats(-180, 180, allow_nan=False)
boxes = st.tuples(degrees, st.floats(-90, 90), degrees, st.floats(-90, 90)).map(
    lambda b: (round(b[0], 4), round(min(b[1], b[3]), 4), round(b[2], 4), round(max(b[1], b[3]), 4))
)


@example(0.0, 0.0, 0.0, (-1.7422, 0.0, 0.0, 0.0))  # on the eastern edge: was outside by a rounding
@example(0.0, 0.0, 0.0, (0.0, 0.0, -1.7422, 0.0))  # the same, around the other side of the earth
@example(0.0, 180.0, 0.0, (-180.0, 0.0, 180.0, 0.0))
@given(st.floats(-90, 90), degrees, st.floats(0, 2000), boxes)
def test_what_is_in_a_box_is_reached_and_a_wider_circle_reaches_no_less(
    lat: float, lon: float, km: float, box: Box
) -> None:
    west, south, east, north = box
    across = west <= lon <= east if west <= east else lon >= west or lon <= east
    if south <= lat <= north and across:
        assert reaches(lat, lon, 0, box)
    assert reaches(lat, lon, km + 50, box) or not reaches(lat, lon, km, box)


@given(boxes)
def test_the_corners_of_a_box_are_in_it(box: Box) -> None:
    west, south, east, north = box
    assert all(reaches(lat, lon, 0, box) for lat in (south, north) for lon in (west, east))


@pytest.mark.parametrize(
    ("lat", "lon", "km", "box", "met"),
    [
        # A degree along the equator and along any meridian: 111.32 km.
        (0, 11, 111.4, (0, -1, 10, 1), True),
        (0, 11, 111.2, (0, -1, 10, 1), False),
        (0, -1, 111.4, (0, -1, 10, 1), True),
        (0, -1, 111.2, (0, -1, 10, 1), False),
        (2, 5, 111.4, (0, -1, 10, 1), True),
        (2, 5, 111.2, (0, -1, 10, 1), False),
        (-2, 5, 111.4, (0, -1, 10, 1), True),
        (-2, 5, 111.2, (0, -1, 10, 1), False),
        # Half as long at 60 degrees; near the pole never less than a twentieth.
        (60, 11, 55.7, (0, 59, 10, 61), True),
        (60, 11, 55.6, (0, 59, 10, 61), False),
        (90, 11, 5.6, (0, 90, 10, 90), True),
        (90, 11, 5.5, (0, 90, 10, 90), False),
        # Over the 180th meridian, from both sides.
        (0, 178, 111.4, (179, -1, -179, 1), True),
        (0, -178, 111.4, (179, -1, -179, 1), True),
        (0, -178, 111.2, (179, -1, -179, 1), False),
        (0, -179.5, 111.4, (178, -1, 179.6, 1), True),
        (0, 0, 1000, (179, -1, -179, 1), False),
    ],
)
def test_how_far_a_circle_reaches(lat: float, lon: float, km: float, box: Box, met: bool) -> None:
    assert reaches(lat, lon, km, box) == met


@pytest.mark.parametrize(
    ("lat", "precision", "plotted"),
    [
        (0.0, "locality", True),
        (35.0, "admin1", True),
        (35.0, "country", False),
        (35.0, "unresolved", False),
        (35.0, None, False),
        (None, "locality", False),
    ],
)
def test_only_what_is_known_more_closely_than_a_country_is_plotted(
    lat: float | None, precision: str | None, plotted: bool
) -> None:
    assert is_plotted(lat, precision) == plotted
