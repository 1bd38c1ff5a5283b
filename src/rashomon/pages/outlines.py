"""What land does a map show? The stretch of it that its places need, and outlines of countries cut to that.

Longitudes go past 180 where the stretch crosses the antimeridian.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from rashomon.model import Status

MAP_WIDTH, MAP_HEIGHT = 640, 430
KM_PER_DEGREE = 111.32
FEW = 12
"""Pins of which every one is labelled, whether or not there is room."""
LEAST_KM = 24.0
"""The least height of a map: closer, and an outline says nothing any more."""

Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True, slots=True)
class Pin:
    """One place on the map: its middle, how far around it the place may lie, and the matters there."""

    label: str
    lat: float
    lon: float
    radius_km: float
    status: Status
    area: bool
    """A whole first-order area: drawn as a ring, not as a pin."""
    numbers: tuple[int, ...]
    matters: int = 0
    """How many, where they are too many to bear numbers."""


@dataclass(frozen=True, slots=True)
class View:
    west: float
    south: float
    east: float
    north: float

    @property
    def squeeze(self) -> float:
        return math.cos(math.radians((self.south + self.north) / 2))

    @property
    def scale(self) -> float:
        """Pixels for a degree of latitude."""
        return MAP_HEIGHT / (self.north - self.south)

    def x(self, lon: float) -> float:
        return (lon - self.west) * self.squeeze * self.scale

    def y(self, lat: float) -> float:
        return (self.north - lat) * self.scale

    def km(self, kilometres: float) -> float:
        return kilometres / KM_PER_DEGREE * self.scale


def view_of(pins: Sequence[Pin]) -> View:
    """The extent that holds all pins with their circles, with air around them, in the shape of the map."""
    middle = sum(p.lat for p in pins) / len(pins)
    squeeze = max(0.05, math.cos(math.radians(middle)))
    south = min(p.lat - p.radius_km / KM_PER_DEGREE for p in pins)
    north = max(p.lat + p.radius_km / KM_PER_DEGREE for p in pins)
    west = min(p.lon - p.radius_km / KM_PER_DEGREE / squeeze for p in pins)
    east = max(p.lon + p.radius_km / KM_PER_DEGREE / squeeze for p in pins)
    height = max(north - south, LEAST_KM / KM_PER_DEGREE, (east - west) * squeeze * MAP_HEIGHT / MAP_WIDTH) * 1.24
    height = min(height, 170.0)
    lat, lon = (south + north) / 2, (west + east) / 2
    lat = max(-90 + height / 2, min(90 - height / 2, lat))
    squeeze = max(0.05, math.cos(math.radians(lat)))
    width = height * MAP_WIDTH / MAP_HEIGHT / squeeze
    return View(lon - width / 2, lat - height / 2, lon + width / 2, lat + height / 2)


@dataclass(frozen=True, slots=True)
class _Outline:
    """A ring with its bounds: west, south, east, north."""

    points: Ring
    bounds: tuple[float, float, float, float]


def near(pins: Sequence[Pin]) -> tuple[list[Pin], list[Pin]]:
    """Pins for one map, and those so far from most matters that a map of all would show nothing of the rest."""
    if len(pins) <= 3:
        return list(pins), []
    weighted = [p for p in pins for _ in range(p.matters or len(p.numbers))]
    lat = sorted(p.lat for p in weighted)[len(weighted) // 2]
    lon = sorted(p.lon for p in weighted)[len(weighted) // 2]

    def away(p: Pin) -> float:
        east = (p.lon - lon + 180) % 360 - 180
        return math.hypot(p.lat - lat, east * math.cos(math.radians(lat))) * KM_PER_DEGREE

    reach = 3 * max(100.0, sorted(map(away, weighted))[int(len(weighted) * 0.8)])
    return [p for p in pins if away(p) <= reach], [p for p in pins if away(p) > reach]


@cache
def _outlines() -> tuple[tuple[str, tuple[_Outline, ...]], ...]:
    data = json.loads((Path(__file__).parent / "outlines.json").read_text(encoding="utf-8"))
    arcs: list[Ring] = []
    for flat in data["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in zip(flat[::2], flat[1::2], strict=True):
            x, y = x + dx, y + dy
            arc.append((x / data["scale"], y / data["scale"]))
        arcs.append(arc)

    def outline(ring: list[int]) -> _Outline:
        points = _unwrapped([p for i in ring for p in (arcs[i] if i >= 0 else arcs[~i][::-1])[:-1]])
        lons, lats = [p[0] for p in points], [p[1] for p in points]
        return _Outline(points, (min(lons), min(lats), max(lons), max(lats)))

    return tuple((c["name"], tuple(outline(ring) for ring in c["rings"])) for c in data["countries"])


def outlines() -> Iterator[tuple[str, list[Ring]]]:
    """The countries with their rings of (longitude, latitude), going on past the 180th meridian where they cross it."""
    for name, rings in _outlines():
        yield name, [r.points for r in rings]


def _unwrapped(ring: Ring) -> Ring:
    """A ring that crosses the 180th meridian as one that goes on past it; one around a pole is closed at the pole."""
    shift = 0.0
    out: Ring = []
    for lon, lat in [*ring, ring[0]]:
        if out and abs(lon + shift - out[-1][0]) > 180:
            shift += 360.0 if lon + shift < out[-1][0] else -360.0
        out.append((lon + shift, lat))
    if out[-1][0] == out[0][0]:
        return out[:-1]
    pole = -90.0 if sum(lat for _, lat in ring) < 0 else 90.0
    return [*out, (out[-1][0], pole), (out[0][0], pole)]


def _clip(ring: Ring, view: View, margin: float) -> Ring:
    """The part of a ring within the view and a margin around it (Sutherland and Hodgman, 1974)."""
    edges = (
        (0, view.west - margin, 1),
        (0, view.east + margin, -1),
        (1, view.south - margin, 1),
        (1, view.north + margin, -1),
    )
    for axis, bound, side in edges:
        out: Ring = []
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
            inside_a, inside_b = (a[axis] - bound) * side >= 0, (b[axis] - bound) * side >= 0
            if inside_a:
                out.append(a)
            if inside_a != inside_b:
                t = (bound - a[axis]) / (b[axis] - a[axis])
                out.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
        ring = out
        if not ring:
            break
    return ring


def _thinned(ring: Ring, view: View) -> Ring:
    """The ring without points closer than a pixel to the last one kept."""
    least, squeeze = 1 / view.scale, view.squeeze
    out: Ring = []
    x = y = math.inf
    for p in ring:
        if abs(p[0] - x) * squeeze + abs(p[1] - y) >= least:
            out.append(p)
            x, y = p
    return out


def path_of(rings: Iterable[Ring], view: View) -> str:
    """SVG path data in pixels."""
    wide, high = view.squeeze, view.scale  # once: `view.x` works them out for each point
    west, north = view.west, view.north
    return "".join(
        "M" + "L".join(f"{(lon - west) * wide * high:.1f} {(north - lat) * high:.1f}" for lon, lat in ring) + "Z"
        for ring in rings
    )


def countries_in(view: View) -> Iterator[tuple[str, list[Ring]]]:
    """Countries in view with their rings, cut to it and no finer than it shows."""
    margin = (view.north - view.south) * 0.05
    for name, outlines in _outlines():
        rings = []
        for outline, round_ in product(outlines, (-360.0, 0.0, 360.0)):
            west, south, east, north = outline.bounds
            west, east = west + round_, east + round_
            if west >= view.east or east <= view.west or south >= view.north or north <= view.south:
                continue
            ring = _thinned([(lon + round_, lat) for lon, lat in outline.points], view)
            if west < view.west or east > view.east or south < view.south or north > view.north:
                ring = _clip(ring, view, margin)
            if len(ring) > 2:
                rings.append(ring)
        if rings:
            yield name, rings


def crossings(lat: float, rings: Iterable[Ring]) -> list[float]:
    """The longitudes at which rings cross a latitude, in order: every second stretch between them is inside."""
    return sorted(
        a[0] + (lat - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
        for ring in rings
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True)
        if (a[1] > lat) != (b[1] > lat)
    )


def label_point(rings: list[Ring], view: View) -> Point | None:
    """Where a country's name goes: the middle of its part of the view, if that is a fair part of it."""
    columns, rows = 20, 14
    wide = max(p[0] for r in rings for p in r) - min(p[0] for r in rings for p in r)
    high = max(p[1] for r in rings for p in r) - min(p[1] for r in rings for p in r)
    if wide * high < 0.03 * (view.east - view.west) * (view.north - view.south):
        return None
    lons = [view.west + (i + 0.5) * (view.east - view.west) / columns for i in range(columns)]
    lats = [view.south + (j + 0.5) * (view.north - view.south) / rows for j in range(rows)]
    crossed = [(lat, crossings(lat, rings)) for lat in lats]
    inside = [(lon, lat) for lon in lons for lat, at in crossed if bisect_left(at, lon) % 2]
    if len(inside) < 0.03 * columns * rows:
        return None
    middle = (sum(p[0] for p in inside) / len(inside), sum(p[1] for p in inside) / len(inside))
    return min(inside, key=lambda p: (p[0] - middle[0]) ** 2 + (p[1] - middle[1]) ** 2)
