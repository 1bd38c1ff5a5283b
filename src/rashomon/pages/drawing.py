"""A map and a timeline as inline SVG: pure functions from records to markup, with no script, font or address in it.

The map is a plate carrée squeezed to the middle latitude: true to scale there, good enough for a province or a country.
Colours and type come from the page's style sheet by class, so that both follow light, dark and print.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

from markupsafe import Markup, escape

from rashomon.model import Status
from rashomon.pages.words import ISOLATE, POP, _, ngettext, short_day

KM_PER_DEGREE = 111.32
MAP_WIDTH, MAP_HEIGHT = 640, 430
FEW = 12
"""Pins of which every one is labelled, whether or not there is room."""
LEAST_KM = 24.0
"""The least height of a map: closer, and an outline says nothing any more."""
TIMELINE_WIDTH, ROW, LEFT = 1000, 30, 420

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
class Bar:
    """One matter on the timeline; `start` None is "some time up to `end`", `end` None is "from `start` on"."""

    number: int
    label: str
    status: Status
    start: date | None
    end: date | None


def element(tag: str, /, *inside: str | Markup, **attributes: object) -> Markup:
    """An element; `class_` is class, underscores in names are hyphens, None leaves an attribute out."""
    written = "".join(
        f' {k.rstrip("_").replace("_", "-")}="{escape(f"{v:.1f}" if isinstance(v, float) else v)}"'
        for k, v in attributes.items()
        if v is not None
    )
    return Markup(f"<{tag}{written}>{''.join(map(escape, inside))}</{tag}>")  # noqa: S704 - all of it is escaped


def mark(status: Status, x: float, y: float, size: float) -> Markup:
    """The sign of a status, told by shape as well as by colour; the same on the map, the timeline and in the text."""
    at = {"class_": f"mark {status}"}
    if status == "disputed":
        s = size * 1.25
        return element("path", d=f"M{x:.1f} {y - s:.1f}l{s:.1f} {s:.1f}-{s:.1f} {s:.1f}-{s:.1f}-{s:.1f}z", **at)
    if status == "conceded":
        s = size * 1.15
        return element("path", d=f"M{x - s:.1f} {y - s * 0.8:.1f}h{2 * s:.1f}l-{s:.1f} {s * 1.75:.1f}z", **at)
    if status == "agreed":
        return element("circle", cx=x, cy=y, r=size, **at)
    ring = element("circle", cx=x, cy=y, r=size * 0.86, class_=f"mark open {status}")
    if status == "one_camp":
        s = size * 0.86
        half = element("path", d=f"M{x:.1f} {y - s:.1f}a{s:.1f} {s:.1f} 0 0 0 0 {2 * s:.1f}z", **at)
        return element("g", ring, half)
    return element("g", ring)


def sign(status: Status) -> Markup:
    """The sign of a status on its own, for a line of text."""
    return element(
        "svg", mark(status, 8.0, 8.0, 5.6), class_="sign", viewBox="0 0 16 16", width=16, height=16, aria_hidden="true"
    )


# The map


@dataclass(frozen=True, slots=True)
class _View:
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


def _view(pins: Sequence[Pin]) -> _View:
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
    return _View(lon - width / 2, lat - height / 2, lon + width / 2, lat + height / 2)


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


def _clip(ring: Ring, view: _View, margin: float) -> Ring:
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


def _thinned(ring: Ring, view: _View) -> Ring:
    """The ring without points closer than a pixel to the last one kept."""
    least, squeeze = 1 / view.scale, view.squeeze
    out: Ring = []
    x = y = math.inf
    for p in ring:
        if abs(p[0] - x) * squeeze + abs(p[1] - y) >= least:
            out.append(p)
            x, y = p
    return out


def _path(rings: Iterable[Ring], view: _View) -> str:
    """SVG path data in pixels."""
    wide, high = view.squeeze, view.scale  # once: `view.x` works them out for each point
    west, north = view.west, view.north
    return "".join(
        "M" + "L".join(f"{(lon - west) * wide * high:.1f} {(north - lat) * high:.1f}" for lon, lat in ring) + "Z"
        for ring in rings
    )


def _visible(view: _View) -> Iterator[tuple[str, list[Ring]]]:
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


def _label_point(rings: list[Ring], view: _View) -> Point | None:
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


def _round_step(most: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is no more than `most`."""
    power = 10.0 ** math.floor(math.log10(most))
    return max(s * power for s in (1, 2, 5) if s * power <= most)


def _degrees(value: float, step: float, sides: str) -> str:
    if abs(value) < step / 1000:
        return "0°"
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    return f"{abs(value):.{digits}f}° {sides[value < 0]}"


@dataclass(slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def hits(self, other: _Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def _text_box(x: float, y: float, text: str, anchor: str, size: float) -> _Box:
    width = len(text) * size * 0.54
    left = x - (width if anchor == "end" else width / 2 if anchor == "middle" else 0)
    return _Box(left - 2, y - size, left + width + 2, y + size * 0.3)


def _stepped(view: _View) -> _View:
    """A little more than the view, by steps: much the same places have the same one, whose land is drawn once."""
    step = 2.0 ** math.ceil(math.log2((view.north - view.south) / 6))
    south, west = math.floor(view.south / step) * step, math.floor(view.west / step) * step
    height = math.ceil((view.north - south) / step) * step
    if south < -90 or south + height > 90:
        return view
    squeeze = max(0.05, math.cos(math.radians(south + height / 2)))
    least = (view.east - west) * squeeze * MAP_HEIGHT / MAP_WIDTH
    if height < least:
        height = math.ceil(least / step) * step
        if south + height > 90:
            return view
        squeeze = max(0.05, math.cos(math.radians(south + height / 2)))
    return _View(west, south, west + height * MAP_WIDTH / MAP_HEIGHT / squeeze, south + height)


@lru_cache(maxsize=64)
def _land(view: _View) -> tuple[Markup, tuple[tuple[str, float, float], ...]]:
    """Sea, land and graticule; and the countries that are large enough to bear their name, with where it stands."""
    countries = list(_visible(view))
    parts = [element("rect", width=MAP_WIDTH, height=MAP_HEIGHT, class_="sea" if countries else "land")]
    parts += [element("path", d=_path(rings, view), class_="land") for _, rings in countries]
    named = [(name, point) for name, rings in countries if (point := _label_point(rings, view))]
    return (
        Markup("").join([*parts, *_graticule(view)]),
        tuple((name, view.x(lon), view.y(lat)) for name, (lon, lat) in named),
    )


def draw_map(pins: Sequence[Pin], steps: bool = False) -> Markup:
    """The pins over country outlines, or over a bare graticule where none is known. Empty markup for no pins.

    With `steps` the extent grows by steps: where many maps of nearly the same places are drawn, that is faster.
    """
    if not pins:
        return Markup("")
    view = _stepped(_view(pins)) if steps else _view(pins)
    land, named = _land(view)
    parts = [land]
    taken = [_Box(0, MAP_HEIGHT - 30, 150, MAP_HEIGHT)]
    # Large circles first, so that a small one is never covered.
    for p in sorted(pins, key=lambda p: -p.radius_km):
        parts.append(
            element(
                "circle", cx=view.x(p.lon), cy=view.y(p.lat), r=max(view.km(p.radius_km), 2.0),
                class_=f"reach {p.status}{' area' if p.area else ''}",
            )
        )  # fmt: skip
    placed = sorted(
        pins,
        key=lambda p: (p.area, -(p.matters or len(p.numbers)) if len(pins) > FEW else 0, min(p.numbers, default=0)),
    )
    for p in placed:
        if not p.area:
            x, y = view.x(p.lon), view.y(p.lat)
            parts.append(mark(p.status, x, y, 6.0))
            taken.append(_Box(x - 8, y - 8, x + 8, y + 8))
    for p in placed:
        parts.append(_pin_label(p, view, taken, must=len(pins) <= FEW))
    for name, x, y in named:
        box = _text_box(x, y, name, "middle", 15)
        if not any(box.hits(t) for t in taken) and box.left > 0 and box.right < MAP_WIDTH:
            parts.append(element("text", name.upper(), x=x, y=y, class_="country", text_anchor="middle"))
    parts.append(_scale_bar(view))
    names = _(", ").join(p.label for p in placed[:FEW])
    names = _("{names} and others").format(names=names) if len(placed) > FEW else names
    told = ngettext("Map of {n} place: {names}", "Map of {n} places: {names}", len(pins)).format(
        n=len(pins), names=names
    )
    return element(
        "svg",
        element("title", told),
        *parts,
        class_="map",
        viewBox=f"0 0 {MAP_WIDTH} {MAP_HEIGHT}",
        role="img",
        aria_label=told,
    )


def _pin_label(p: Pin, view: _View, taken: list[_Box], must: bool) -> Markup:
    """The name of a place and the numbers of its matters, put where nothing stands yet."""
    numbers = f"({p.matters:,})" if p.matters else ", ".join(map(str, p.numbers[:5])) + " …" * (len(p.numbers) > 5)
    text = f"{p.label[:32]} {numbers}"
    x, y = view.x(p.lon), view.y(p.lat)
    if p.area:
        r = view.km(p.radius_km)
        spots = [
            (x, y - r - 5, "middle"),
            (x, y + r + 14, "middle"),
            (x, y + 4, "middle"),
            (x, y + r / 2, "middle"),
            (x, y - r / 2, "middle"),
        ]
    else:
        spots = [
            *((x + 12, y + 4, "start"), (x - 12, y + 4, "end"), (x, y - 13, "middle"), (x, y + 22, "middle")),
            *((x + 10, y - 10, "start"), (x + 10, y + 18, "start"), (x - 10, y - 10, "end"), (x - 10, y + 18, "end")),
            *((x + 12, y + 34, "start"), (x - 12, y + 34, "end"), (x + 12, y - 26, "start"), (x - 12, y - 26, "end")),
        ]
    boxes = [(_text_box(sx, sy, text, anchor, 12.5), sx, sy, anchor) for sx, sy, anchor in spots]
    inside = [
        b
        for b in boxes
        if b[0].left > 2 and b[0].right < MAP_WIDTH - 2 and b[0].top > 2 and b[0].bottom < MAP_HEIGHT - 2
    ]
    free = [b for b in inside if not any(b[0].hits(t) for t in taken)]
    if not inside or not (must or free):
        return Markup("")
    box, sx, sy, anchor = (free or inside)[0]
    taken.append(box)
    return element(
        "text",
        p.label[:32] + " ",
        element("tspan", numbers, class_="numbers"),
        x=sx,
        y=sy,
        text_anchor=anchor,
        class_="place area" if p.area else "place",
    )


def _graticule(view: _View) -> list[Markup]:
    step = _round_step((view.north - view.south) / 2.5)
    parts = []
    lat = math.ceil(view.south / step) * step
    while lat < view.north:
        y = view.y(lat)
        parts.append(element("path", d=f"M0 {y:.1f}H{MAP_WIDTH}", class_="grid"))
        if 20 < y < MAP_HEIGHT - 40:
            parts.append(
                element("text", _degrees(lat, step, "NS"), x=MAP_WIDTH - 6, y=y - 4, text_anchor="end", class_="degree")
            )
        lat += step
    lon = math.ceil(view.west / step) * step
    while lon < view.east:
        x = view.x(lon)
        parts.append(element("path", d=f"M{x:.1f} 0V{MAP_HEIGHT}", class_="grid"))
        if 20 < x < MAP_WIDTH - 70:
            parts.append(element("text", _degrees((lon + 180) % 360 - 180, step, "EW"), x=x + 4, y=13, class_="degree"))
        lon += step
    return parts


def _scale_bar(view: _View) -> Markup:
    km = _round_step(MAP_WIDTH * 0.2 / view.km(1))
    length = view.km(km)
    y = MAP_HEIGHT - 12
    return element(
        "g",
        element("path", d=f"M12 {y - 5}v5h{length:.1f}v-5", class_="scale"),
        element("text", f"{km:g} " + _("km"), x=12 + length + 6, y=y + 1, class_="degree"),
    )


# The timeline


def draw_timeline(bars: Sequence[Bar]) -> Markup:
    """One row for each matter with a date, in order of time. Empty markup where none has one."""
    dated = [b for b in bars if b.start or b.end]
    if not dated:
        return Markup("")
    days = [d for b in dated for d in (b.start, b.end) if d]
    first, last = min(days), max(days)
    span = max((last - first).days, 6)
    pad = max(1, round(span * 0.06))
    before = pad + (1 if any(b.start is None for b in dated) else 0)
    first = date.fromordinal(max(1, first.toordinal() - before))
    last = date.fromordinal(min(date.max.toordinal(), last.toordinal() + pad))
    width = TIMELINE_WIDTH - LEFT - 16
    day = width / ((last - first).days + 1)

    def x(d: date) -> float:
        return LEFT + (d - first).days * day

    dated.sort(key=lambda b: (b.start or b.end or first, b.end or last, b.number))
    height = 34 + ROW * len(dated) + 6
    parts = [_fade(s) for s in sorted({b.status for b in dated if b.start is None or b.end is None})]
    for tick, label in _ticks(first, last, width):
        parts.append(element("path", d=f"M{x(tick):.1f} 26V{height - 6}", class_="grid"))
        parts.append(element("text", label, x=x(tick), y=17, class_="degree", text_anchor="middle"))
    for row, b in enumerate(dated):
        y = 34 + ROW * row + ROW / 2
        left = x(b.start) if b.start else LEFT
        right = x(b.end) + day if b.end else TIMELINE_WIDTH - 16
        style = f"bar {b.status}"
        fill = None
        if b.start is None or b.end is None:
            style, fill = "bar", f"url(#{'from' if b.start is None else 'to'}-{b.status})"
        parts.append(element("path", d=f"M0 {y + ROW / 2:.1f}H{TIMELINE_WIDTH}", class_="rule"))
        parts.append(element("text", str(b.number), x=22, y=y + 4.5, class_="numbers", text_anchor="end"))
        parts.append(mark(b.status, 38.0, y, 5.0))
        parts.append(element("text", _short(b.label, 52), x=52, y=y + 4.5, class_="row"))
        parts.append(
            element("rect", x=left, y=y - 5, width=max(right - left, 5.0), height=10, rx=2, class_=style, fill=fill)
        )
    return element(
        "svg",
        element(
            "title", ngettext("Timeline of {n} matter", "Timeline of {n} matters", len(dated)).format(n=len(dated))
        ),
        *parts,
        class_="timeline",
        viewBox=f"0 0 {TIMELINE_WIDTH} {height}",
        role="img",
        aria_label=ngettext(
            "Timeline of {n} matter from {first} to {last}",
            "Timeline of {n} matters from {first} to {last}",
            len(dated),
        ).format(n=len(dated), first=min(days), last=max(days)),
    )


def _short(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    cut = text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:")
    return cut + POP * (cut.count(ISOLATE) - cut.count(POP)) + " …"


def _fade(status: Status) -> Markup:
    """Two fills for bars with an open end: towards the past, and towards what comes."""
    solid, clear = (
        element("stop", offset=1, class_=f"solid {status}"),
        element("stop", offset=0, class_=f"clear {status}"),
    )
    back = element("stop", offset=1, class_=f"clear {status}")
    front = element("stop", offset=0, class_=f"solid {status}")
    return element(
        "defs",
        element("linearGradient", clear, solid, id=f"from-{status}"),
        element("linearGradient", front, back, id=f"to-{status}"),
    )


def _ticks(first: date, last: date, width: float) -> Iterator[tuple[date, str]]:
    """Days, weeks, months or years, as many as have room."""
    room = max(2, int(width / 86))
    days = (last - first).days + 1
    step = next((s for s in (1, 2, 7, 14) if days / s <= room), None) if last < date.max else None
    if step:
        at = first + timedelta(1 if step < 7 else (7 - first.weekday()) % 7)  # weeks begin on Mondays
        for days in range(at.toordinal(), last.toordinal() + 1, step):
            at = date.fromordinal(days)
            yield at, short_day(at, "{day} {month}" if at.year == last.year else "{day} {month} {year}")
        return
    months = next((m for m in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600) if days / (30.4 * m) <= room), 1200)
    at = date(first.year if months < 12 else max(1, first.year - first.year % (months // 12)), 1, 1)
    while at <= last:
        if at >= first:
            yield at, short_day(at, "{month} {year}") if months < 12 else str(at.year)
        total = at.year * 12 + at.month - 1 + months
        if total // 12 > 9999:
            return
        at = date(total // 12, total % 12 + 1, 1)


def pins(
    places: Iterable[tuple[str, float, float, float | None, str, Status, int]], rank: Mapping[Status, int]
) -> list[Pin]:
    """Matters at a point as one pin of the most contested status: (label, lat, lon, radius, precision, status, no)"""
    at: dict[tuple[float, float, bool], list[tuple[str, float, Status, int]]] = {}
    for label, lat, lon, radius, precision, status, number in places:
        at.setdefault((round(lat, 4), round(lon, 4), precision == "admin1"), []).append(
            (label, radius or 0.0, status, number)
        )
    return [
        Pin(
            here[0][0],
            lat,
            lon,
            max(r for _, r, _, _ in here),
            min((s for _, _, s, _ in here), key=lambda s: rank[s]),
            area,
            tuple(n for *_, n in here),
        )
        for (lat, lon, area), here in at.items()
    ]
