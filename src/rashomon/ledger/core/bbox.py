"""Does a place, which lies somewhere in a circle, reach into a box of degrees?"""

from __future__ import annotations

import math
from functools import lru_cache

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees (RFC 7946, section 5). West of more than east: over the 180th meridian."""

KM_PER_DEGREE = 111.32


def is_plotted(lat: float | None, precision: str | None) -> bool:
    """Whether it has a place on a map. A circle around the middle of a country says less than it shows."""
    return lat is not None and precision is not None and precision not in ("country", "unresolved")


def reaches(lat: float, lon: float, radius_km: float, box: Box) -> bool:
    """Whether the square around the circle meets the box. Too wide by the square's corners, never too narrow by more
    than the change of a degree of longitude's length between the two. What touches an edge is in."""
    south, north, west, width, km = _numbers_of(box)
    high = radius_km / KM_PER_DEGREE
    east_of_west = (lon - west) % 360
    away = 0.0 if east_of_west <= width else min(east_of_west - width, 360 - east_of_west)
    return lat + high >= south and lat - high <= north and away <= radius_km / km


@lru_cache(maxsize=16)
def _numbers_of(box: Box) -> tuple[float, ...]:
    """South, north, west, the width in degrees, kilometres a degree of longitude. The width is reckoned by the same
    steps as a place's way from the western edge, so that a place on the eastern edge is just as far and not, by a
    rounding, a little farther."""
    west, south, east, north = box
    width = east - west if east >= west else (east - west) % 360
    km = KM_PER_DEGREE * max(0.05, math.cos(math.radians((south + north) / 2)))
    return south, north, west, width, km
