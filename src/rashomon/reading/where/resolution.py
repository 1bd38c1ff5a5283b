"""Which place is meant? All places of a name, scored against each other by what else the text names."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rashomon.distance import kilometres
from rashomon.reading.where.recognition import AREAS, TOWNS, WEIGHTS, Mention, Text
from rashomon.world.gazetteer import ABBREVIATION, PRIMARY, Named
from rashomon.world.places import Entry, name_key


class Sense(NamedTuple):
    """What a name means in this text: a place, and the area of the same name where there is one."""

    entry: Entry
    area: Entry | None
    """The first-order area that shares the name with `entry`, a town in it"""
    tie: tuple[Entry, ...] = ()
    """Places between which nothing tells"""


def _size(e: Entry, home: bool, capital: bool) -> float:
    if e.feature == "country":
        return 8.0
    if e.feature == "admin1":
        return 1.2 + 0.75 * math.log10(e.population + 1000)
    if e.feature in ("region", "water"):
        return 7.0
    # a town whose population nobody gives is taken for one of 2,000 where the text is at home, for one of 200 elsewhere
    return math.log10((e.population or (2000 if home else 200)) + 1) + (WEIGHTS["capital"] if capital else 0)


def km(a: Entry, b: Entry) -> float:
    """Kilometres between two entries; 20,000 where one has no point: as far as can be."""
    apart = kilometres(a, b)
    return 20_000.0 if apart is None else apart


def senses_of(
    t: Text, mentions: Sequence[Mention], all_: Sequence[Mention], told: Mapping[str, float]
) -> dict[str, Sense]:
    w = WEIGHTS
    groups: dict[str, list[Mention]] = defaultdict(list)
    for m in mentions:
        groups[m.key].append(m)
    most = max(told.values(), default=1.0)
    often = Counter(m.key for m in mentions)
    static: dict[str, list[tuple[float, Named]]] = {}
    for key, group in groups.items():
        scored = []
        containers = [all_[m.container] for m in group if m.container is not None]
        insides = [all_[m.inside] for m in group if m.inside is not None and m.container is None]
        types = Counter(m.type for m in group if m.type)
        holders = {name_key(n.entry.within) for n in group[0].named if n.entry.within}
        held = max((often[holder] for holder in holders), default=0)
        for named in group[0].named:
            e = named.entry
            if named.standing == ABBREVIATION and not any(m.holds for m in group):
                continue
            home = e.country in t.home
            score = _size(e, home, t.gazetteer.is_capital(e)) + (w["primary"] if named.standing == PRIMARY else 0)
            score += w["home_place"] if home else w["neighbour"] if e.country in t.around else 0
            score += w["own_place"] if e.id.startswith(("pack:", "import:")) else 0
            if e.country and e.country in told:
                score += w["country"] * (0.3 + 0.7 * told[e.country] / most)
            if any(_contains(c, e) for c in containers):
                score += w["within"]
            elif any(_contains(c, e) for c in insides):
                score += w["inside"]
            if held and e.within and len(holders) > 1:
                score += w["part_of"] * often[name_key(e.within)] / held
            if types and _fits(e, types):
                score += w["type_place"] * max(n for f, n in types.items() if _fits(e, {f: 1})) / len(group)
            scored.append((score, named))
        scored.sort(key=lambda x: (-x[0], x[1].entry.id))
        if scored:
            static[key] = scored[:25]
    best = {key: scored[0][1].entry for key, scored in static.items()}
    final = static
    for _ in range(2):
        final = {key: _beside(key, scored, best) for key, scored in static.items()}
        best = {key: scored[0][1].entry for key, scored in final.items()}
    return {key: _sense(scored) for key, scored in final.items()}


def countries_told(t: Text, mentions: Sequence[Mention]) -> dict[str, float]:
    """How often the text names each country: by name, by its people's name, by a first-order area."""
    told: dict[str, float] = defaultdict(float)
    for m in mentions:
        first = max(m.named, key=lambda n: (n.entry.feature == "country", n.standing == PRIMARY, n.entry.population))
        e = first.entry
        if e.feature == "country" and e.country and len([n for n in m.named if n.entry.feature in AREAS]) == 1:
            told[e.country] += 1.0
        elif e.feature == "admin1" and e.country:
            rivals = {n.entry.country for n in m.named if n.entry.population > 100_000 or n.entry.feature in AREAS}
            if rivals == {e.country}:
                told[e.country] += 0.5
    for i, token in enumerate(t.tokens):
        if t.capital[i] and len(token) > 3:
            iso = t.gazetteer.demonyms.get(t.lower[i])
            if iso is None and i + 1 < t.n and t.capital[i + 1]:
                iso = t.gazetteer.demonyms.get(f"{t.lower[i]} {t.lower[i + 1]}")
            if iso:
                told[iso] += 0.8
    return told


def _contains(outer: Mention, e: Entry) -> bool:
    if e.within and name_key(e.within) == outer.key:
        return True
    return any(
        o.entry.country == e.country
        and (
            (o.entry.feature == "country" and e.feature != "country")
            or (o.entry.feature == "admin1" and o.entry.admin1 == e.admin1 and e.feature in TOWNS)
        )
        for o in outer.named
    )


def _fits(e: Entry, types: Iterable[str]) -> bool:
    for wanted in types:
        if wanted in ("city", "town") and e.feature in ("city", "town"):
            return True
        if wanted == "district" and e.feature in ("district", "town", "region"):
            return True
        if wanted == e.feature:
            return True
    return False


def _beside(key: str, scored: list[tuple[float, Named]], best: Mapping[str, Entry]) -> list[tuple[float, Named]]:
    """The scores with nearness to where the text's other names are, and with the areas that they are or lie in."""
    w = WEIGHTS
    if len(scored) == 1:
        return scored
    others = [e for k, e in best.items() if k != key]
    points = [e for e in others if e.feature in TOWNS or e.feature == "region"]
    areas = {(e.country, e.admin1) for e in others if e.feature == "admin1"}
    out = []
    for score, named in scored:
        e = named.entry
        if e.feature in TOWNS:
            close = 0.0
            for p in points:
                d = km(e, p)
                close += 1.0 if d < 60 else 0.6 if d < 160 else 0.25 if d < 400 else 0.0
            score += w["near"] * min(3.0, close)
            if (e.country, e.admin1) in areas:
                score += w["area"]
        out.append((score, named))
    out.sort(key=lambda x: (-x[0], x[1].entry.id))
    return out


def _sense(scored: list[tuple[float, Named]]) -> Sense:
    score, (entry, standing) = scored[0]
    area = town = None
    for other_score, (other, _) in scored:
        if other.country != entry.country or other_score < score - 4:
            continue
        if other.feature == "admin1" and area is None:
            area = other
        elif other.feature in ("city", "town") and town is None:
            town = other
    if entry.feature == "admin1" and town is not None and town.admin1 == entry.admin1:
        return Sense(town, entry)
    if entry.within and entry.feature == "district":
        tied = [e for s, (e, st) in scored if s > score - 0.05 and st == standing and e.feature == "district"]
        if len({e.within for e in tied}) > 1:
            return Sense(entry, None, tuple(tied))
    if entry.feature in ("city", "town"):
        if area is not None and area.admin1 == entry.admin1:
            return Sense(entry, area)
        tied = [e for s, (e, st) in scored if s > score - 0.05 and st == standing and e.feature in ("city", "town")]
        if len(tied) > 1 and max(km(entry, e) for e in tied) > 50:
            return Sense(entry, None, tuple(tied))
    return Sense(entry, None)
