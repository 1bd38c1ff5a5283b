"""A map as inline SVG: pure functions from records to markup, with no script, font or address in it.

The map is a plate carrée squeezed to the middle latitude: true to scale there, good enough for a province or a country.
Colours and type come from the page's style sheet by class, so that both follow light, dark and print.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from rashomon.model import Status
from rashomon.pages.i18n import _, ngettext
from rashomon.pages.outlines import (
    FEW,
    MAP_HEIGHT,
    MAP_WIDTH,
    Pin,
    View,
    countries_in,
    label_point,
    near,
    path_of,
    view_of,
)
from rashomon.pages.shapes import element, mark, sign
from rashomon.pages.timeline import Bar, draw_timeline

__all__ = ["Bar", "Pin", "draw_map", "draw_timeline", "element", "mark", "near", "pins", "sign"]


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
class Box:
    """Where something stands on a drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def hits(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def text_box(x: float, y: float, text: str, anchor: str, size: float) -> Box:
    width = len(text) * size * 0.54
    left = x - (width if anchor == "end" else width / 2 if anchor == "middle" else 0)
    return Box(left - 2, y - size, left + width + 2, y + size * 0.3)


def stepped(view: View) -> View:
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
    return View(west, south, west + height * MAP_WIDTH / MAP_HEIGHT / squeeze, south + height)


@lru_cache(maxsize=64)
def land_of(view: View) -> tuple[Markup, tuple[tuple[str, float, float], ...]]:
    """Sea, land and graticule; and the countries that are large enough to bear their name, with where it stands."""
    countries = list(countries_in(view))
    parts = [element("rect", width=MAP_WIDTH, height=MAP_HEIGHT, class_="sea" if countries else "land")]
    parts += [element("path", d=path_of(rings, view), class_="land") for _, rings in countries]
    named = [(name, point) for name, rings in countries if (point := label_point(rings, view))]
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
    view = stepped(view_of(pins)) if steps else view_of(pins)
    land, named = land_of(view)
    parts = [land]
    taken = [Box(0, MAP_HEIGHT - 30, 150, MAP_HEIGHT)]
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
            taken.append(Box(x - 8, y - 8, x + 8, y + 8))
    for p in placed:
        parts.append(_pin_label(p, view, taken, must=len(pins) <= FEW))
    for name, x, y in named:
        box = text_box(x, y, name, "middle", 15)
        if not any(box.hits(t) for t in taken) and box.left > 0 and box.right < MAP_WIDTH:
            parts.append(element("text", name.upper(), x=x, y=y, class_="country", text_anchor="middle"))
    parts.append(scale_bar(view))
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


def spots(pins: Sequence[Pin]) -> list[tuple[float, float]]:
    """Where each pin lies on the map that `draw_map` makes of them by steps, as parts of its width and height."""
    view = stepped(view_of(pins))
    return [(round(view.x(p.lon) / MAP_WIDTH, 4), round(view.y(p.lat) / MAP_HEIGHT, 4)) for p in pins]


def _pin_label(p: Pin, view: View, taken: list[Box], must: bool) -> Markup:
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
    boxes = [(text_box(sx, sy, text, anchor, 12.5), sx, sy, anchor) for sx, sy, anchor in spots]
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


def _graticule(view: View) -> list[Markup]:
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


def scale_bar(view: View) -> Markup:
    km = _round_step(MAP_WIDTH * 0.2 / view.km(1))
    length = view.km(km)
    y = MAP_HEIGHT - 12
    return element(
        "g",
        element("path", d=f"M12 {y - 5}v5h{length:.1f}v-5", class_="scale"),
        element("text", f"{km:g} " + _("km"), x=12 + length + 6, y=y + 1, class_="degree"),
    )


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
