"""Does a place, which lies somewhere in a circle, reach into a box of degrees? Once in Python and once in SQL."""

from __future__ import annotations

import math
from functools import lru_cache

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees (RFC 7946, section 5). West of more than east: over the 180th meridian."""

KM_PER_DEGREE = 111.32

PLOTTED = "m.lat IS NOT NULL AND m.precision NOT IN ('country', 'unresolved')"
"""A condition on `m`, a row of the list: it has a place on a map. A circle around the middle of a country says less
than it shows."""

IN_BOX = (
    f"m.lat + coalesce(m.radius_km, 0) / {KM_PER_DEGREE} >= ? AND m.lat - coalesce(m.radius_km, 0) / {KM_PER_DEGREE}"
    " <= ? AND min(abs(m.lon - ?), 360 - abs(m.lon - ?)) <= ? + coalesce(m.radius_km, 0) / ?"
)
"""The same as `reaches`, as a condition on `m` that takes the numbers of `numbers_of`."""


def reaches(lat: float, lon: float, radius_km: float, box: Box) -> bool:
    """Whether the square around the circle meets the box. Too wide by the square's corners, never too narrow by more
    than the change of a degree of longitude's length between the two."""
    south, north, middle, _, half, km = numbers_of(box)
    high = radius_km / KM_PER_DEGREE
    away = min(abs(lon - middle), 360 - abs(lon - middle))
    return lat + high >= south and lat - high <= north and away <= half + radius_km / km


@lru_cache(maxsize=16)
def numbers_of(box: Box) -> tuple[float, ...]:
    """South, north, the middle longitude (twice), half the width in degrees, kilometres a degree of longitude."""
    west, south, east, north = box
    width = east - west if east >= west else east + 360 - west
    middle = (west + width / 2 + 180) % 360 - 180
    km = KM_PER_DEGREE * max(0.05, math.cos(math.radians((south + north) / 2)))
    return south, north, middle, middle, width / 2, km
