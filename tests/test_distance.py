"""Distances against the well-known ones of cities, and one point against many."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.distance import KM_PER_DEGREE, kilometres, kilometres_to_each, moved


class Point(NamedTuple):
    lat: float | None
    lon: float | None


LONDON, PARIS, SYDNEY, SANTIAGO = (
    Point(51.5074, -0.1278),
    Point(48.8566, 2.3522),
    Point(-33.87, 151.21),
    Point(-33.45, -70.67),
)
points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [(LONDON, PARIS, 344), (SYDNEY, SANTIAGO, 11340), (Point(0, 179.5), Point(0, -179.5), 111), (PARIS, PARIS, 0)],
)
def test_kilometres_between_cities(a: Point, b: Point, km: float) -> None:
    assert kilometres(a, b) == pytest.approx(km, rel=0.005, abs=0.001)


def test_what_has_no_point_is_at_no_distance() -> None:
    assert kilometres(PARIS, Point(None, None)) is None
    assert kilometres(Point(48.0, None), PARIS) is None


def test_a_degree_of_latitude_is_the_same_everywhere() -> None:
    for lat in (-80.0, 0.0, 33.5):
        assert kilometres(Point(lat, 12.0), Point(lat + 1, 12.0)) == pytest.approx(KM_PER_DEGREE)
    assert 111.1 < KM_PER_DEGREE < 111.3


@given(points, st.lists(points, min_size=1, max_size=4))
def test_one_to_many_is_as_one_to_each(a: Point, others: list[Point]) -> None:
    lats, lons = [p.lat for p in others], [p.lon for p in others]
    assert list(kilometres_to_each(a.lat or 0, a.lon or 0, lats, lons)) == pytest.approx(
        [kilometres(a, p) for p in others], abs=1e-6
    )


@pytest.mark.parametrize(
    ("degrees", "lat", "lon"), [(0, 1.0, 0.0), (90, 0.0, 1.0), (180, -1.0, 0.0), (270, 0.0, -1.0), (45, 0.7071, 0.7071)]
)
def test_a_point_so_far_off(degrees: float, lat: float, lon: float) -> None:
    assert moved(0.0, 0.0, KM_PER_DEGREE, degrees) == (pytest.approx(lat, abs=1e-3), pytest.approx(lon, abs=1e-3))


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(1, 200), st.floats(0, 360))
def test_a_point_so_far_off_is_so_far_off(lat: float, lon: float, km: float, degrees: float) -> None:
    there = Point(*moved(lat, lon, km, degrees))
    assert kilometres(Point(lat, lon), there) == pytest.approx(km, rel=0.01, abs=0.01)
    assert there.lon is not None and -180 <= there.lon <= 180
