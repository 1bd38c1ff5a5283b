"""Where about the place? "10 km south of X", "the outskirts of X": the words are kept, the radius is widened.

The point stays that of the place that is named: where exactly the report means is not known, so nothing is computed
from a compass point and a distance. Only the radius grows, so that it takes in what the words allow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from rashomon.distance import kilometres
from rashomon.model import Place
from rashomon.reading.languages import table

_LOOK = 90
"""Characters before a name in which the words stand"""
_UNITS = {"k": 1.0, "mi": 1.609, "m": 0.001}


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
    before = "|".join(
        [
            rf"(?P<distance>{distance}\s+(?:to\s+the\s+)?(?:(?:{compass})\s+)?(?:of|from|away\s+from|outside|inside|off))\s+{name}$",
            rf"(?P<outskirts>(?:the\s+)?(?:(?:{compass})\s+)?(?:{any_of('outskirts')})\s+of)\s+{name}$",
            rf"(?P<countryside>(?:the\s+)?(?:(?:{compass})\s+)?(?:{any_of('countryside')})\s+of)\s+{name}$",
            rf"(?P<compass_of>(?:just\s+)?(?:to\s+the\s+)?(?:{compass})\s+of)\s+{name}$",
            rf"(?P<near>{any_of('near')})\s+{name}$",
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
    first = max(0, start - _LOOK)
    window = text[text.rfind("\n", first, start) + 1 or first : start]
    patterns = _patterns()
    if patterns.hints.isdisjoint(window.lower().split()[-6:]):
        return None
    return patterns.before.search(window)


def of_town(text: str, start: int) -> bool:
    """Whether the words before a name speak of a town and not of its province: one is 10 km from a town."""
    m = _before(text, start)
    return m is not None and any(m[kind] for kind in ("distance", "outskirts"))


def _wider(p: Place, kilometres: float) -> float | None:
    if p.radius_km is None or p.precision not in ("exact", "vicinity", "locality"):
        return p.radius_km
    return round(p.radius_km + kilometres, 1)


def _one(text: str, p: Place) -> Place:
    patterns = _patterns()
    led = m = _before(text, p.span.start)
    if m is None or m["part"]:
        m = patterns.after.match(text[p.span.end : p.span.end + 40]) or m
    if m is None:
        return p
    groups = m.groupdict()
    kind = next(k for k, v in groups.items() if v and k not in ("n", "unit"))
    words = " ".join(groups[kind].split())
    if kind == "part":
        return replace(p, relation=words)
    if led is not None and led is not m:
        words = f"{led['part']} {words}"  # "the southern Idlib countryside"
    if kind == "distance":
        n = patterns.numbers.get(m["n"].lower()) or float(m["n"].replace(",", "."))
        unit = m["unit"].lower()
        size = _UNITS["k"] if unit[0] == "k" else _UNITS["mi"] if unit.startswith("mi") else _UNITS["m"]
        return replace(p, relation=words, radius_km=_wider(p, n * size))
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
