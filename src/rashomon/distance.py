"""How far apart do two points of the earth lie? The one great-circle distance of the house.

By the haversine formula over a sphere with the mean radius of the earth (IUGG, 6371 km), which is within .5 % of the
distance on the ellipsoid.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np

EARTH_KM = 6371.0
KM_PER_DEGREE = math.radians(EARTH_KM)
"""Of latitude: 111.19 km."""


class Located(Protocol):
    """Anything with a point, in degrees; None where it has none."""

    @property
    def lat(self) -> float | None: ...

    @property
    def lon(self) -> float | None: ...


def kilometres(a: Located, b: Located) -> float | None:
    """Between two points; None where one has none."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    lat1, lat2 = math.radians(a.lat), math.radians(b.lat)
    h = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def kilometres_to_each(lat: float, lon: float, lats: Any, lons: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The same from one point to each of many: `kilometres` of two at a time would take a hundred times as long."""
    import numpy as np

    p1, p2 = np.radians(lat), np.radians(lats)
    h = np.sin((p2 - p1) / 2) ** 2 + np.cos(p1) * np.cos(p2) * np.sin(np.radians(np.asarray(lons) - lon) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.minimum(1, np.sqrt(h)))  # type: ignore[no-any-return]


def moved(lat: float, lon: float, kilometres: float, degrees: float) -> tuple[float, float]:
    """The point that lies so far from another one, in a direction told clockwise from north; five decimals.

    >>> moved(0.0, 0.0, 111.19, 90)
    (0.0, 0.99996)
    """
    arc, turn, lat1 = kilometres / EARTH_KM, math.radians(degrees), math.radians(lat)
    lat2 = math.asin(math.sin(lat1) * math.cos(arc) + math.cos(lat1) * math.sin(arc) * math.cos(turn))
    east = math.atan2(math.sin(turn) * math.sin(arc) * math.cos(lat1), math.cos(arc) - math.sin(lat1) * math.sin(lat2))
    return round(math.degrees(lat2), 5), round((lon + math.degrees(east) + 180) % 360 - 180, 5)
