"""Where? The record of a place that a text names, and which one "the city" stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.model import Place, Span
from rashomon.reading.surface.patterns import Found
from rashomon.reading.surface.place_lookup import LARGE
from rashomon.reading.surface.place_or_not import Mention
from rashomon.reading.surface.place_words import names_of
from rashomon.reading.surface.words import Words
from rashomon.world import World
from rashomon.world.places import Entry, default_radius, name_key, precision_of


def place_of(words: Words, m: Mention, world: World) -> Place:
    """The record of a mention: its first entry, of a province behind a noun for one; unresolved where it has none."""
    span = words.span(m.start if m.start >= 0 else m.a, m.b)
    text = words.text[span.start : span.end]
    if not m.entries:
        return Place(span, text, text, None, None, None, "unresolved", None, None, None, None)
    entry = m.entries[0]
    if entry.lat is None and entry.feature in ("site", "district"):
        return _in_its_town(Place(
            span, text, entry.name, None, None, None, precision_of(entry), entry.country, entry.admin1, entry.id,
            entry.within,
        ), world, entry.feature)  # fmt: skip
    if m.noun == "site":
        return _site(span, text, entry, names_of(words.tongue.code).sites.at(words, m.start, m.a))
    if m.noun == "area" and entry.feature in ("city", "town"):
        area = world.places.area(entry.country, entry.admin1)
        if area is not None and (entry.admin1 or "") and entry.population >= LARGE:
            entry = area
    radius = entry.radius_km if entry.radius_km is not None else default_radius(entry.feature, entry.population)
    return Place(
        span, text, entry.name, entry.lat, entry.lon, radius if entry.lat is not None else None, precision_of(entry),
        entry.country, entry.admin1, world.places.geonames_id(entry) or entry.id, entry.within,
    )  # fmt: skip


AROUND = 15.0
"""Kilometres about a town within which its airport or harbour lies."""


def _site(span: Span, text: str, entry: Entry, sort: Found[str] | None) -> Place:
    """An airport, a harbour or a plant that bears a town's name: it lies about that town, and is not the town. Its name
    is one in all languages: "Goma airport"."""
    near = entry.feature in ("city", "town", "district") and entry.lat is not None
    if not near:
        return Place(span, text, text, None, None, None, "unresolved", None, None, None, None)
    name = text if sort is None else f"{entry.name} {sort.value}"
    return Place(
        span, text, name, entry.lat, entry.lon, AROUND, "admin2", entry.country, entry.admin1, None, entry.name
    )


def _in_its_town(p: Place, world: World, feature: str) -> Place:
    """A site or quarter with no point of its own that a pack says to be in a town: a site lies about that town, a
    quarter is a part of it."""
    named = world.places.named(name_key(p.within)) if p.within else ()
    here = [n.entry for n in named if n.entry.country == p.country and n.entry.feature in ("city", "town")]
    if not here or here[0].lat is None:
        return p
    town = here[0]
    if feature == "site":
        return replace(p, lat=town.lat, lon=town.lon, radius_km=AROUND, precision="admin2")
    radius = town.radius_km if town.radius_km is not None else default_radius(town.feature, town.population)
    return replace(p, lat=town.lat, lon=town.lon, radius_km=radius, precision="locality")


def nominals(words: Words, found: Sequence[Mention], code: str, world: World) -> list[tuple[int, int]]:
    """Words that stand for a place told before ("the city"), each with the number of the mention that is meant: no seat
    of a government that speaks or is abroad, where another place was told."""
    named = {i for m in found for i in range(m.start if m.start >= 0 else m.a, m.b)} | {m.a - 1 for m in found}
    named |= {m.a - 2 for m in found if words.gap(m.a) == words.gap(m.a - 1) == " "}  # "the Yemeni capital Sanaa"
    meant = []
    for f in names_of(code).nominal.all_in(words, 0, len(words)):
        if f.a in named or f.b - 1 in named:
            continue
        before = [n for n, m in enumerate(found) if m.b <= f.a and _of_sort(m, f.value)]
        own = [n for n in before if found[n].aside != "aside"]  # "X, north of Y": the city is X
        own = [n for n in own if not _speaks(found[n], world)] or own
        if before:
            meant.append((f.a, (own or before)[-1]))
    return meant


def _speaks(m: Mention, world: World) -> bool:
    """Whether a capital stands for a government, or is that of a country which no pack of the text is about."""
    e = m.entries[0] if m.entries else None
    if e is None or not world.places.is_capital(e):
        return False
    return m.aside == "origin" or e.country not in world.packs.home


def _of_sort(m: Mention, sort: str) -> bool:
    if sort == "any":  # "this place": whatever was named last, but a country
        return not m.entries or m.entries[0].feature != "country"
    if not m.entries:
        return sort == "town" and m.noun == "town"
    feature = "admin1" if m.noun == "area" else m.entries[0].feature
    return feature in ("city", "town", "district") if sort == "town" else feature in ("admin1", "admin2", "region")
