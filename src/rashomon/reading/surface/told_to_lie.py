"""Where is a place that a text tells to lie in or by another one: "the hamlet X in the province of Y", "X near Y"?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.distance import kilometres
from rashomon.model import Place
from rashomon.reading.surface.localities import linked
from rashomon.reading.surface.place_or_not import Mention
from rashomon.reading.surface.place_records import AROUND
from rashomon.reading.surface.words import Words

BY = 3
"""Words between a place and the one that it is told to lie by."""
NEARBY = 30.0
"""Kilometres about such a town within which the place is taken to lie."""
FAR_FROM = 200.0
"""Kilometres that no place lies from a town which it is told to be by: one so far off is another of its name."""


def inside_of(words: Words, found: Sequence[Mention], places: Sequence[Place]) -> list[Place]:
    """The places, each with what the text tells of where it lies; what it told once goes for each mention."""
    told = [_by(words, found, places, n) or p for n, p in enumerate(_in_larger(words, found, places))]
    known = {p.text: p for p in told if p.precision == "admin2" and p.gazetteer is None and p.within is not None}
    return [replace(known[p.text], span=p.span) if p.precision == "unresolved" and p.text in known else p for p in told]


def _by(words: Words, found: Sequence[Mention], places: Sequence[Place], n: int) -> Place | None:
    """A place told to lie by a town that its namesake in the gazetteer is far from: about that town."""
    if n + 1 >= len(found) or found[n].aside == "origin" or found[n + 1].aside != "aside":
        return None
    p, town, between = places[n], places[n + 1], found[n + 1].a - found[n].b
    if not 0 < between <= BY or not _in(words, found[n].b, found[n + 1].a):
        return None
    far = kilometres(p, town) if p.precision == town.precision == "locality" else None
    if far is None or far <= FAR_FROM:
        return None
    return replace(
        p, name=p.text, lat=town.lat, lon=town.lon, radius_km=NEARBY, precision="admin2", country=town.country,
        admin1=town.admin1, gazetteer=None, within=None,
    )  # fmt: skip


def _in_larger(words: Words, found: Sequence[Mention], places: Sequence[Place]) -> list[Place]:
    """The places, each with the one right behind it that it is told to be in: "the hamlet X in the province of Y"."""
    told = []
    for n, p in enumerate(places):
        after = found[n + 1] if n + 1 < len(found) else None
        near = after is not None and after.a - found[n].b <= INSIDE and places[n + 1].name != p.name
        if (
            near
            and after is not None
            and p.within is None
            and p.precision == "unresolved"
            and _in(words, found[n].b, after.a)
        ):
            town = places[n + 1]
            p = replace(p, within=town.name)
            if town.lat is not None and town.precision == "locality" and linked(words, found[n].b, after.a):
                p = replace(p, lat=town.lat, lon=town.lon, radius_km=AROUND, precision="admin2", country=town.country)
        told.append(p)
    return told


INSIDE = 4
"""Words between a place and the one that it is told to be in."""


def _in(words: Words, a: int, b: int) -> bool:
    """Whether between two names only a word for "in" and nouns of place stand."""
    return not any(mark in words.gap(i) for i in range(a, b + 1) for mark in ".:;؛\n")
