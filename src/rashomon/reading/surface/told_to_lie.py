"""Where is a place that a text tells to lie in or by another one: "the hamlet X in the province of Y", "X near Y"?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.distance import kilometres
from rashomon.model import Place
from rashomon.reading.surface.localities import linked
from rashomon.reading.surface.place_or_not import Mention
from rashomon.reading.surface.place_records import AROUND, place_of
from rashomon.reading.surface.place_words import in_latin, latin_letters, names_of
from rashomon.reading.surface.words import Words
from rashomon.reading.where.spatial_relations import Lying, beside_known
from rashomon.world import World
from rashomon.world.places import Entry

BY = 3
"""Words between a place and the one that it is told to lie by."""
NEARBY = 30.0
"""Kilometres about such a town within which the place is taken to lie."""
FAR_FROM = 200.0
"""Kilometres that no place lies from a town which it is told to be by: one so far off is another of its name."""


def inside_of(words: Words, found: Sequence[Mention], places: Sequence[Place], nominal: Sequence[tuple[int, int]],
              world: World) -> list[Place]:  # fmt: skip
    """The places, each with what the text tells of where it lies; what it told once goes for each mention. `nominal`
    are words that stand for a place told before, each with its number."""
    told = [_by(words, found, places, n) or p for n, p in enumerate(_in_larger(words, found, places, world))]
    told = [_off(words, found, told, n, nominal, world) or p for n, p in enumerate(told)]
    told = [_same_site(words, found, told, n) or p for n, p in enumerate(told)]
    known = {
        p.text: p for p in told if p.precision in ("admin2", "vicinity") and p.gazetteer is None and p.lat is not None
    }
    return [replace(known[p.text], span=p.span) if p.precision == "unresolved" and p.text in known else p for p in told]


def _same_site(words: Words, found: Sequence[Mention], places: Sequence[Place], n: int) -> Place | None:
    """A site by its noun and what it makes, where that stood behind the name of one told before: "the X plant for
    steel ... the steel plant"."""
    p, m = places[n], found[n]
    if p.precision != "unresolved" or m.noun != "site" or m.start < 0 or not words.tongue.glued:
        return None
    made, sort = words.forms(m.a)[-1], words.forms(m.start)[-1]
    for before in reversed(range(n)):
        b, start = found[before].b, found[before].start if found[before].start >= 0 else found[before].a
        same = places[before].lat is not None and b - start > 1 and words.forms(start)[-1] == sort
        if same and b < len(words) and words.gap(b) == " " and words.forms(b)[-1] == made:
            return replace(places[before], span=p.span, text=p.text)
    return None


def _off(words: Words, found: Sequence[Mention], places: Sequence[Place], n: int, nominal: Sequence[tuple[int, int]],
         world: World) -> Place | None:  # fmt: skip
    """A place that no list has, told to lie so far in some direction from a town, or just in that direction from "the
    city" told before."""
    p, b = places[n], found[n].b
    if p.precision != "unresolved":
        return None
    after = [(found[n + 1].a, n + 1)] if n + 1 < len(found) else []
    a, town = min([*after, *((i, m) for i, m in nominal if i >= b)], default=(len(words), None))
    if town is None or town == n or not 0 < a - b <= OFF or not _in(words, b, a):
        return None
    lying, of = _lying(words, b, a), places[town]
    entry = world.places.get(of.gazetteer or "")
    if lying is None or entry is None or of.lat is None or entry.feature not in ("city", "town"):
        return None
    if lying.kilometres is not None and lying.degrees is not None:
        return beside_known(world.places, words.text, p.span, entry, lying)
    if not any(i == a for i, _ in nominal):
        return None
    return replace(p, lat=of.lat, lon=of.lon, radius_km=AROUND, precision="admin2", country=of.country)


def _lying(words: Words, b: int, a: int) -> Lying | None:
    """The distance and direction that the words [b, a) tell."""
    names = names_of(words.tongue.code)
    towards = names.bearings.all_in(words, b, a)
    if not towards:
        return None
    measured = next((m for m in names.measures.all_in(words, b, a) if m.a > b and words.raw(m.a - 1).isdigit()), None)
    start = words.spans[b][0]
    far = None if measured is None else float(words.raw(measured.a - 1)) * measured.value
    return Lying(words.text[start : words.spans[a - 1][1]], start, far, towards[0].value)


OFF = 10
"""Words between a place and the town that it is told to lie off, with how far and where."""


def _by(words: Words, found: Sequence[Mention], places: Sequence[Place], n: int) -> Place | None:
    """A place told to lie by a town that its namesake in the gazetteer is far from: about that town."""
    if n + 1 >= len(found) or found[n].aside == "origin" or found[n + 1].aside != "aside":
        return None
    p, town, between = places[n], places[n + 1], found[n + 1].a - found[n].b
    if not 0 < between <= BY or not _in(words, found[n].b, found[n + 1].a):
        return None
    far = kilometres(p, town) if p.precision == town.precision == "locality" else None
    if far is None or far <= FAR_FROM or _city_of(found[n], town):
        return None
    return replace(
        p, name=p.text, lat=town.lat, lon=town.lon, radius_km=NEARBY, precision="admin2", country=town.country,
        admin1=town.admin1, gazetteer=None, within=None,
    )  # fmt: skip


def _city_of(m: Mention, town: Place) -> bool:
    """Whether a place is a city of the same country: that may lie far off ("Palmyra, north-east of Damascus")."""
    return bool(m.entries) and m.entries[0].feature == "city" and m.entries[0].country == town.country


def _in_larger(words: Words, found: Sequence[Mention], places: Sequence[Place], world: World) -> list[Place]:
    """The places, each with the one behind it that it is told to be in: "the hamlet X in the province of Y", "the
    quarters X and Y in Z"."""
    told = []
    for n, p in enumerate(places):
        k = _behind_list(words, found, n)
        if p.within is None and p.precision == "unresolved" and k is not None and places[k].name != p.name:
            p = _in_it(words, found[n], found[k], p, places[k], world)
        told.append(p)
    return told


def _behind_list(words: Words, found: Sequence[Mention], n: int) -> int | None:
    """The place near behind a place, and behind those that go on its list with "and" glued before them."""
    k = n + 1
    while found[n].noun == "town" and k + 1 < len(found) and words.norms[found[k].a].startswith(_and(words)):
        k += 1
    near = k < len(found) and found[k].a - found[n].b <= INSIDE
    return k if near and _in(words, found[n].b, found[k].a) else None


def _and(words: Words) -> tuple[str, ...]:
    return words.tongue.glued[0] if words.tongue.glued else ()


def _in_it(words: Words, m: Mention, larger: Mention, p: Place, town: Place, world: World) -> Place:
    if town.lat is not None and town.precision == "locality" and linked(words, m.b, larger.a, m.noun):
        return replace(
            p, within=town.name, lat=town.lat, lon=town.lon, radius_km=AROUND, precision="admin2", country=town.country
        )
    if (entry := _written_there(words, m, town, world)) is not None:
        return place_of(words, m._replace(entries=(entry,)), world)
    return replace(p, within=town.name)


def _written_there(words: Words, m: Mention, area: Place, world: World) -> Entry | None:
    """The one place of a province whose name has the letters of one that is told to be in it: three consonants do."""
    letters = latin_letters(words.tongue.code)
    if not letters or area.precision != "admin1" or area.country is None or not m.led:
        return None
    ways = in_latin(words.norms[m.a : m.b], letters)
    found = world.places.find_written(ways, (area.country,), least=THREE)
    here = [e for e in found if e.admin1 == area.admin1 and e.feature in ("city", "town")]
    return here[0] if len(here) == 1 else None


THREE = 3
"""Consonants that tell a place of a province, where a country would have too many."""


INSIDE = 4
"""Words between a place and the one that it is told to be in."""


def _in(words: Words, a: int, b: int) -> bool:
    """Whether between two names only a word for "in" and nouns of place stand."""
    return not any(mark in words.gap(i) for i in range(a, b + 1) for mark in ".:;؛\n")
