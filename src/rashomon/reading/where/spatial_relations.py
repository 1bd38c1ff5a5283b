"""Where about the place? "10 km south of X", "the outskirts of X": the words are kept, the radius is widened.

The point of a named place stays its own: where exactly the report means is not known. Only the radius grows, so that it
takes in what the words allow. A village with a name that no gazetteer has ("Y, a village 10 km south of X") is another
matter: it is one spot, and has the point that the words give.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from rashomon.distance import kilometres, moved
from rashomon.model import Place, Span
from rashomon.reading.languages import table
from rashomon.world.places import Entry, Gazetteer

_LOOK = 90
"""Characters before a name in which the words stand"""
_UNITS = {"k": 1.0, "mi": 1.609, "m": 0.001}
_COMPASS = re.compile(r"\b(north|south)?-?(east|west)?(?:ern)?\s+(?:of|from)\b", re.I)
_DEGREES = {"north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270,
            "northwest": 315}  # fmt: skip
_UNSURE = 0.3
"""Of a distance with a compass point, the share by which the spot may lie off: a sixteenth of a turn either way"""
_LEAST = 3.0
"""Kilometres that it may lie off at least: a town's middle is taken for the town"""


class _Patterns(NamedTuple):
    hints: frozenset[str]
    """Words of which one stands among the last before a name where `before` can match: most names have none"""
    before: re.Pattern[str]
    after: re.Pattern[str]
    pair: re.Pattern[str]
    road: re.Pattern[str]
    kilometres: Mapping[str, float]
    """How much a word of this sort adds to the radius of a place"""
    numbers: Mapping[str, float]


@cache
def _patterns() -> _Patterns:
    data: dict[str, Any] = table("places")
    relations = data["relations"]
    words: dict[str, list[str]] = relations["words"]
    kinds = "|".join(sorted({w for t in data["types"].values() for w in t}, key=len, reverse=True))

    def any_of(kind: str) -> str:
        return "|".join(sorted(map(re.escape, words[kind]), key=len, reverse=True)).replace(r"\ ", r"\s+")

    compass = r"(?:north|south)(?:-?(?:east|west))?(?:ern)?|(?:east|west)(?:ern)?"
    number = rf"\d+(?:[.,]\d+)?|{'|'.join(map(re.escape, relations['numbers']))}"
    distance = (
        rf"(?P<n>{number})[\s-]*(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi|met(?:er|re)s?|m)\b(?:\s*\([^)]*\))?"
    )
    name = rf"(?:the\s+)?(?:[a-z-]+\s+)?(?:(?:{kinds})\s+of\s+)?(?:the\s+)?"
    another = rf"(?:{'|'.join(data['types']['town'])})\s+"
    before = "|".join(
        [
            rf"(?P<distance>{distance}\s+(?:to\s+the\s+)?(?:(?:{compass})\s+)?(?:of|from|away\s+from|outside|inside|off))\s+{name}$",
            rf"(?P<outskirts>(?:the\s+)?(?:(?:{compass})\s+)?(?:{any_of('outskirts')})\s+of)\s+{name}$",
            rf"(?P<countryside>(?:the\s+)?(?:(?:{compass})\s+)?(?:{any_of('countryside')})\s+of)\s+{name}$",
            rf"(?P<compass_of>(?:{another})?(?:just\s+)?(?:to\s+the\s+)?(?:{compass})\s+of)\s+{name}$",
            rf"(?P<near>(?:{another})?(?:{any_of('near')}))\s+{name}$",
            rf"(?P<part>{any_of('part')})\s+$",
        ]
    )
    after = (
        rf"^(?:['’]s?)?\s+(?:(?P<outskirts>(?:(?:{compass})\s+)?(?:{any_of('outskirts')}))"
        rf"|(?P<countryside>(?:(?:{compass})\s+)?(?:{any_of('countryside')})))\b"
    )
    road = rf"(?:{any_of('roads')})s?"
    led = rf"(?:(?:along|on|off)\s+)?(?:the\s+|a\s+)?(?:[a-z]+\s+)?{road}\s+"
    led += r"(?:that\s+\w+\s+|linking\s+|connecting\s+|running\s+)?"
    last = {w.split()[-1] for w in words["near"]} | {"of", "from", "outside", "inside", "off", *words["part"]}
    return _Patterns(
        hints=frozenset(last),
        before=re.compile(rf"\b(?:{before})", re.I),
        after=re.compile(after, re.I),
        pair=re.compile(rf"\b(?:(?:{led})?(?:from|between)|{led.rstrip('?')}?)\s*{name}$", re.I),
        road=re.compile(rf"^\s+{road}\b", re.I),
        kilometres=relations["kilometres"],
        numbers=relations["numbers"],
    )


def related(text: str, places: Sequence[Place]) -> list[Place]:
    """The places, each with the words that say where about it something is, and the radius that they ask for.

    `places` are in order of their spans. Countries and areas keep their radius: what is near a province is not told
    by kilometres.
    """
    out = list(places)
    for i, p in enumerate(out):
        if p.relation is None and i + 1 < len(out):
            _pair(text, out, i)
        if out[i].relation is None:
            out[i] = _one(text, p)
    return out


def _before(text: str, start: int) -> re.Match[str] | None:
    """The words before a name that starts here, on its own line."""
    window = text[_window_start(text, start) : start]
    patterns = _patterns()
    if patterns.hints.isdisjoint(window.lower().split()[-6:]):
        return None
    return patterns.before.search(window)


def _window_start(text: str, start: int) -> int:
    first = max(0, start - _LOOK)
    return text.rfind("\n", first, start) + 1 or first


def of_town(text: str, start: int) -> bool:
    """Whether the words before a name speak of a town and not of its province: one is 10 km from a town."""
    m = _before(text, start)
    return m is not None and any(m[kind] for kind in ("distance", "outskirts"))


class Lying(NamedTuple):
    """Words before a named place that say where about it something else lies."""

    words: str
    start: int
    """Their first character"""
    kilometres: float | None
    degrees: int | None
    """Clockwise from north"""


def lies(text: str, start: int) -> Lying | None:
    """The words of distance or direction before a name that starts here: "30 km north of", "near"."""
    m = _before(text, start)
    kind = next((k for k in ("distance", "compass_of", "near") if m is not None and m[k]), None)
    if m is None or kind is None:
        return None
    towards = _COMPASS.search(m[kind] + " ") if kind != "near" else None
    degrees = None if towards is None else _DEGREES.get("".join(filter(None, towards.groups())).lower())
    return Lying(
        " ".join(m[kind].split()),
        m.start(kind) + _window_start(text, start),
        _told_km(m) if kind == "distance" else None,
        degrees,
    )


def beside_known(g: Gazetteer, text: str, span: Span, known: Entry, lying: Lying) -> Place:
    """A place of its own name that no gazetteer has, where the words put it about one that is known.

    With distance and direction it has a point, and lies where the three nearest towns do, if these agree. With less it
    has no point, and only the country of the known place: the next province may begin before the village does.
    """
    name = text[span.start : span.end]
    place = Place(
        span=span, text=name, name=name, lat=None, lon=None, radius_km=None, precision="unresolved",
        country=known.country, admin1=None, gazetteer=None, within=None, relation=f"{lying.words} {known.name}",
    )  # fmt: skip
    if lying.kilometres is None or lying.degrees is None or known.lat is None or known.lon is None:
        return place
    lat, lon = moved(known.lat, known.lon, lying.kilometres, lying.degrees)
    radius = round(max(_LEAST, _UNSURE * lying.kilometres), 1)
    near = g.nearest(lat, lon)
    areas = {(town.country, town.admin1) for town in near}
    country, admin1 = near[0].country if len({c for c, _ in areas}) == 1 else known.country, None
    if len(near) == 3 and len(areas) == 1:
        admin1 = near[0].admin1
    return replace(
        place, lat=lat, lon=lon, radius_km=radius, precision="vicinity", country=country, admin1=admin1, within=admin1
    )


def _wider(p: Place, kilometres: float) -> float | None:
    if p.radius_km is None or p.precision not in ("exact", "vicinity", "locality"):
        return p.radius_km
    return round(p.radius_km + kilometres, 1)


def _told_km(m: re.Match[str]) -> float:
    n = _patterns().numbers.get(m["n"].lower()) or float(m["n"].replace(",", "."))
    unit = m["unit"].lower()
    return n * (_UNITS["k"] if unit[0] == "k" else _UNITS["mi"] if unit.startswith("mi") else _UNITS["m"])


def _one(text: str, p: Place) -> Place:
    patterns = _patterns()
    led = m = _before(text, p.span.start)
    if m is None or m["part"]:
        m = patterns.after.match(text[p.span.end : p.span.end + 40]) or m
    if m is None or p.relation is not None:
        return p
    groups = m.groupdict()
    kind = next(k for k, v in groups.items() if v and k not in ("n", "unit"))
    words = " ".join(groups[kind].split())
    if kind == "part":
        return replace(p, relation=words)
    if led is not None and led is not m:
        words = f"{led['part']} {words}"  # "the southern Idlib countryside"
    if kind == "distance":
        return replace(p, relation=words, radius_km=_wider(p, _told_km(m)))
    return replace(p, relation=words, radius_km=_wider(p, patterns.kilometres[kind]))


def _pair(text: str, out: list[Place], i: int) -> None:
    """ "between X and Y", "along the highway from X to Y", "the X-Y road": both ends get the words and the length."""
    a, b = out[i], out[i + 1]
    between = text[a.span.end : b.span.start]
    if len(between) > 40 or "\n" in between:
        return
    joined = re.fullmatch(r"\s*[-–/]\s*", between)
    start = max(0, a.span.start - _LOOK)
    m = None
    if joined:
        m = _patterns().road.match(text[b.span.end : b.span.end + 20])
        words = text[a.span.start : b.span.end + (m.end() if m else 0)]
    elif re.fullmatch(r"\s+(?:and|to)\s+(?:[a-z]+\s+){0,4}", between):
        m = _patterns().pair.search(text[start : a.span.start])
        if m and " to " in between and "from" in m[0].split() and not re.search(r"\w{4,}\s+from", m[0]):
            m = None  # "moved from X to Y" is a way, no road
        words = text[start + m.start() : b.span.end] if m else ""
    if m is None or not words.strip():
        return
    length = kilometres(a, b) or 0.0
    words = " ".join(words.split())
    out[i] = replace(a, relation=words, radius_km=_wider(a, length))
    out[i + 1] = replace(b, relation=words, radius_km=_wider(b, length))


def from_afar(relation: str | None) -> bool:
    """ "16 km from X", "a town south of X", "between X and Y": X is named to say where something else lies."""
    if relation is None:
        return False
    words = relation.lower().split()
    return any(map(str.isdigit, relation)) or "between" in words or words[0] in _towns()


@cache
def _towns() -> frozenset[str]:
    return frozenset(table("places")["types"]["town"])
