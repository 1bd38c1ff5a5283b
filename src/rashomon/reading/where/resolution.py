"""Which place is meant? All places of a name, scored against each other by what else the text names."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from rashomon.distance import kilometres
from rashomon.reading.where.name_mentions import AREAS, OWN, TOWNS, Mention, Text
from rashomon.world.gazetteer import Named
from rashomon.world.gazetteer_files import ABBREVIATION, PRIMARY
from rashomon.world.places import Entry, name_key

WEIGHTS: Mapping[str, float] = {
    "primary": 1.5, "country": 2.5, "area": 2.0, "home_place": 3.0, "neighbour": 1.0, "own_place": 2.5, "within": 8.0,
    "inside": 4.0, "type_place": 5.0, "part_of": 3.0, "near": 0.9, "capital": 1.2,
}  # fmt: skip
"""What speaks for one place of a name, beside the logarithm of its population. Calibrated with those of evidence.py."""

CITIES = ("city", "town")

_Scored = tuple[float, Named]


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


class _Group(NamedTuple):
    """All mentions of one name, and what the text says of them."""

    mentions: Sequence[Mention]
    containers: Sequence[Mention]
    insides: Sequence[Mention]
    types: Counter[str]
    """How often a word beside the name says that it is of this feature"""
    often: Mapping[str, int]
    """How often the text names each name, for what holds the places of this one"""
    holders: frozenset[str]


def _group(mentions: Sequence[Mention], all_: Sequence[Mention], often: Mapping[str, int]) -> _Group:
    return _Group(
        mentions,
        [all_[m.container] for m in mentions if m.container is not None],
        [all_[m.inside] for m in mentions if m.inside is not None and m.container is None],
        Counter(m.type for m in mentions if m.type),
        often,
        frozenset(name_key(n.entry.within) for n in mentions[0].named if n.entry.within),
    )


def senses_of(
    t: Text, mentions: Sequence[Mention], all_: Sequence[Mention], told: Mapping[str, float]
) -> dict[str, Sense]:
    """What each name means, by its key. `all_` are the mentions that `container` and `inside` point into."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for m in mentions:
        groups[m.key].append(m)
    often = Counter(m.key for m in mentions)
    most = max(told.values(), default=1.0)
    shares = {country: count / most for country, count in told.items()}
    alone = {key: _alone(t, _group(group, all_, often), shares) for key, group in groups.items()}
    final = alone = {key: scored for key, scored in alone.items() if scored}
    best = {key: scored[0][1].entry for key, scored in alone.items()}
    for _ in range(2):
        final = {key: _beside(key, scored, best) for key, scored in alone.items()}
        best = {key: scored[0][1].entry for key, scored in final.items()}
    return {key: _sense(scored) for key, scored in final.items()}


def _alone(t: Text, group: _Group, told: Mapping[str, float]) -> list[_Scored]:
    """The places of a name by their score, the best 25 of them, without a look at where the other names are.

    `told` is how often the text names each country, as a share of the one that it names most.
    """
    abbreviated = any(m.holds for m in group.mentions)
    named = [n for n in group.mentions[0].named if abbreviated or n.standing != ABBREVIATION]
    scored = [(_by_itself(t, n, told) + _by_mentions(n.entry, group), n) for n in named]
    return sorted(scored, key=_order)[:25]


def _by_itself(t: Text, named: Named, told: Mapping[str, float]) -> float:
    """How large a place is, how well its name is its own, and what its country is to the text and the packs."""
    w, e = WEIGHTS, named.entry
    home = e.country in t.home
    score = _size(e, home, t.gazetteer.is_capital(e)) + (w["primary"] if named.standing == PRIMARY else 0)
    score += w["home_place"] if home else w["neighbour"] if e.country in t.around else 0
    score += w["own_place"] if e.id.startswith(OWN) else 0
    if e.country and e.country in told:
        score += w["country"] * (0.3 + 0.7 * told[e.country])
    return score


def _by_mentions(e: Entry, group: _Group) -> float:
    """What the words at its mentions say for a place: what holds it, and what sort of place it is."""
    w, score = WEIGHTS, 0.0
    if any(_contains(c, e) for c in group.containers):
        score += w["within"]
    elif any(_contains(c, e) for c in group.insides):
        score += w["inside"]
    held = max((group.often.get(holder, 0) for holder in group.holders), default=0)
    if held and e.within and len(group.holders) > 1:
        score += w["part_of"] * group.often.get(name_key(e.within), 0) / held
    if fitting := [n for feature, n in group.types.items() if _fits(e, feature)]:
        score += w["type_place"] * max(fitting) / len(group.mentions)
    return score


def _order(scored: _Scored) -> tuple[float, str]:
    return -scored[0], scored[1].entry.id


def countries_told(t: Text, mentions: Sequence[Mention]) -> dict[str, float]:
    """How often the text names each country: by name, by its people's name, by a first-order area."""
    told: dict[str, float] = defaultdict(float)
    for m in mentions:
        first = max(m.named, key=lambda n: (n.entry.feature == "country", n.standing == PRIMARY, n.entry.population))
        if share := _tells_country(m, first.entry):
            told[first.entry.country or ""] += share
    for i, token in enumerate(t.tokens):
        if t.capital[i] and len(token) > 3 and (iso := _country_of_people(t, i)):
            told[iso] += 0.8
    return told


def _tells_country(m: Mention, e: Entry) -> float:
    """How surely a name tells of the country of its best place: a country's own does, an area's half, if no other's."""
    if not e.country or e.feature not in AREAS:
        return 0.0
    if e.feature == "country":
        return 1.0 if len([n for n in m.named if n.entry.feature in AREAS]) == 1 else 0.0
    rivals = {n.entry.country for n in m.named if n.entry.population > 100_000 or n.entry.feature in AREAS}
    return 0.5 if rivals == {e.country} else 0.0


def _country_of_people(t: Text, i: int) -> str | None:
    """The country of "Syrian", "Saudi Arabian"."""
    demonyms = t.gazetteer.demonyms
    if (iso := demonyms.get(t.lower[i])) is None and i + 1 < t.n and t.capital[i + 1]:
        iso = demonyms.get(f"{t.lower[i]} {t.lower[i + 1]}")
    return iso


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


_FITS: Mapping[str, tuple[str, ...]] = {
    "city": ("city", "town"),
    "town": ("city", "town"),
    "district": ("district", "town", "region"),
}
"""What a place may be that is called so; else it must be that itself"""


def _fits(e: Entry, wanted: str) -> bool:
    return e.feature in _FITS.get(wanted, (wanted,))


_NEAR = ((60, 1.0), (160, 0.6), (400, 0.25))
"""Kilometres to another place that the text names, and what they count"""


def _beside(key: str, scored: list[_Scored], best: Mapping[str, Entry]) -> list[_Scored]:
    """The scores with nearness to where the text's other names are, and with the areas that they are or lie in."""
    if len(scored) == 1:
        return scored
    others = [e for k, e in best.items() if k != key]
    points = [e for e in others if e.feature in TOWNS or e.feature == "region"]
    areas = {(e.country, e.admin1) for e in others if e.feature == "admin1"}
    return sorted(((score + _nearness(n.entry, points, areas), n) for score, n in scored), key=_order)


def _nearness(e: Entry, points: Sequence[Entry], areas: Container[tuple[str | None, str | None]]) -> float:
    if e.feature not in TOWNS:
        return 0.0
    close = sum(next((counts for within, counts in _NEAR if km(e, p) < within), 0.0) for p in points)
    return WEIGHTS["near"] * min(3.0, close) + (WEIGHTS["area"] if (e.country, e.admin1) in areas else 0)


def _sense(scored: Sequence[_Scored]) -> Sense:
    """The best place; of a town and its area that share the name both; of places that nothing parts all."""
    score, (entry, _) = scored[0]
    rivals = [other for s, (other, _) in scored if other.country == entry.country and s >= score - 4]
    area = next((e for e in rivals if e.feature == "admin1"), None)
    town = next((e for e in rivals if e.feature in CITIES), None)
    if entry.feature == "admin1" and town is not None and town.admin1 == entry.admin1:
        return Sense(town, entry)
    if entry.feature in CITIES and area is not None and area.admin1 == entry.admin1:
        return Sense(entry, area)
    return Sense(entry, None, _rivals(entry, scored))


def _rivals(entry: Entry, scored: Sequence[_Scored]) -> tuple[Entry, ...]:
    """The places between which and the best one nothing tells: districts of other towns, towns that lie elsewhere."""
    if entry.feature == "district" and entry.within:
        tied = _tied(scored, ("district",))
        return tied if len({e.within for e in tied}) > 1 else ()
    tied = _tied(scored, CITIES) if entry.feature in CITIES else ()
    return tied if len(tied) > 1 and max(km(entry, e) for e in tied) > 50 else ()


def _tied(scored: Sequence[_Scored], features: Container[str]) -> tuple[Entry, ...]:
    """The places that stand to their name as the best one does, and score as high."""
    score, (_, standing) = scored[0]
    return tuple(e for s, (e, st) in scored if s > score - 0.05 and st == standing and e.feature in features)
