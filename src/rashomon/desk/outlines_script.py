"""The outlines of the land as a script: the policy of the pages lets scripts be loaded from here, and nothing else."""

from __future__ import annotations

import json
from functools import cache

from rashomon.pages.outlines import Ring, crossings, outlines

SCALE = 100
"""Steps a degree, as in the outlines themselves: about a kilometre."""


@cache
def land_script() -> bytes:
    """`rashomonLand`: for each country its name, where the name may stand (longitude, latitude), how wide and high its
    largest part is in degrees, and its rings, each as whole steps from point to point: longitude, latitude, ..."""
    countries = []
    for name, rings in outlines():
        largest = max(rings, key=_extent)
        lons, lats = [p[0] for p in largest], [p[1] for p in largest]
        wide, high = max(lons) - min(lons), max(lats) - min(lats)
        countries.append([name, [round(n, 2) for n in (*_inside(largest), wide, high)], [_steps(r) for r in rings]])
    return f"const rashomonLand = {json.dumps(countries, ensure_ascii=False, separators=(',', ':'))};\n".encode()


def _extent(ring: Ring) -> float:
    lons, lats = [p[0] for p in ring], [p[1] for p in ring]
    return (max(lons) - min(lons)) * (max(lats) - min(lats))


def _inside(ring: Ring) -> tuple[float, float]:
    """The middle of the longest stretch of land at the middle latitude."""
    lat = (min(p[1] for p in ring) + max(p[1] for p in ring)) / 2
    crossed = crossings(lat, [ring])
    stretches = zip(crossed[::2], crossed[1::2], strict=True)
    start, end = max(stretches, key=lambda s: s[1] - s[0], default=(ring[0][0], ring[0][0]))
    return (start + end) / 2, lat


def _steps(ring: Ring) -> list[int]:
    flat, x, y = [], 0, 0
    for lon, lat in ring:
        to_x, to_y = round(lon * SCALE), round(lat * SCALE)
        flat += [to_x - x, to_y - y]
        x, y = to_x, to_y
    return flat
