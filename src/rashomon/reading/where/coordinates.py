"""Which points does the text give itself? Degrees, minutes and seconds, or decimal degrees, as reports write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.model import Place, Span

_ANGLE = (
    r"(\d{{1,3}}(?:\.\d+)?)\s?[°º]?\s?"
    r"(?:(\d{{1,2}}(?:\.\d+)?)\s?['′’]\s?)?(?:(\d{{1,2}}(?:\.\d+)?)\s?(?:[\"″”]|'')\s?)?{}"
)
_SIDED = re.compile(rf"(?<![\w.]){_ANGLE.format('([NS])')}[\s,;/]{{0,3}}{_ANGLE.format('([EW])')}(?!\w)")
_LED = re.compile(r"(?<!\w)([NS])\s?(\d{1,2}\.\d+)\s?[°º]?[\s,;/]{0,3}([EW])\s?(\d{1,3}\.\d+)(?!\w)")
_PLAIN = re.compile(r"(?<![\w.,-])(-?\d{1,2}\.\d{4,})\s?[,;]\s?(-?\d{1,3}\.\d{4,})(?![\w.]*\d)")

_POINT = re.compile(r"\d\.\d|[°º]")
"""What stands in each of them: most texts have none."""

_KM = 111.2
"""Kilometres in a degree of latitude"""
_FINEST = 0.05
"""Kilometres: no radius is smaller, whatever digits a report prints; receivers and maps are not better"""


def _angle(degrees: str, minutes: str | None, seconds: str | None) -> tuple[float, float]:
    """(degrees, the size in degrees of the last digit given)"""
    value, size = 0.0, 1.0
    for text, unit in ((degrees, 1.0), (minutes, 60.0), (seconds, 3600.0)):
        if text:
            value += float(text) / unit
            size = 10.0 ** -len(text.partition(".")[2]) / unit
    return value, size


def _found(text: str) -> Iterator[tuple[Span, float, float, float]]:
    for m in _SIDED.finditer(text):
        if not ("°" in m[0] or "º" in m[0] or (m[1].count(".") and m[5].count("."))):
            continue
        (lat, a), (lon, b) = _angle(m[1], m[2], m[3]), _angle(m[5], m[6], m[7])
        yield Span(m.start(), m.end()), -lat if m[4] == "S" else lat, -lon if m[8] == "W" else lon, max(a, b)
    for m in _LED.finditer(text):
        (lat, a), (lon, b) = _angle(m[2], None, None), _angle(m[4], None, None)
        yield Span(m.start(), m.end()), -lat if m[1] == "S" else lat, -lon if m[3] == "W" else lon, max(a, b)
    for m in _PLAIN.finditer(text):
        size = max(_angle(m[1].lstrip("-"), None, None)[1], _angle(m[2].lstrip("-"), None, None)[1])
        yield Span(m.start(), m.end()), float(m[1]), float(m[2]), size


def coordinates(text: str) -> list[Place]:
    """The points that a text gives in degrees (WGS 84), each with half its last digit as radius, 50 m at least.

    Read are `33°30′21″N 36°16′11″E`, `35.03°N, 43.65°E`, `N 35.03 E 43.65` and, with four decimals or more,
    `35.0325, 43.6464`. What lies off the globe is none. Grid references (MGRS, UTM) are not read.

    >>> [(p.lat, p.lon, p.radius_km, p.precision) for p in coordinates("at 35.0325°N 43.6464°E")]
    [(35.0325, 43.6464, 0.05, 'exact')]
    """
    if not _POINT.search(text):
        return []
    places: list[Place] = []
    for span, lat, lon, size in _found(text):
        if abs(lat) > 90 or abs(lon) > 180 or any(p.span.start < span.end and span.start < p.span.end for p in places):
            continue
        said = text[span.start : span.end]
        places.append(
            Place(
                span=span, text=said, name=said, lat=round(lat, 6), lon=round(lon, 6),
                radius_km=round(max(_FINEST, size / 2 * _KM), 2), precision="exact",
                country=None, admin1=None, gazetteer=None, within=None,
            )
        )  # fmt: skip
    return sorted(places, key=lambda p: p.span)
