"""Whose side? Who a phrase names, by the packs' aliases in its script, or by words for peoples, movements and posts.

The packs know actors, and words for them, in English. `sides.toml` of a language says which of its words mean them, so
that what a pack knows is known in every language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from rashomon.reading.languages import table
from rashomon.reading.surface.patterns import Found, Phrases, phrases
from rashomon.reading.surface.script import Tongue, tongue
from rashomon.reading.surface.words import Words, words_of
from rashomon.world import World
from rashomon.world.packs import Descriptor, Entity, Pack, camp_on


class Belongs(NamedTuple):
    """Who a phrase is: the camp, and what shows it. `role` is one of the packs'."""

    camp: str
    role: str
    entity: str | None
    name: str | None
    """What the pack calls the entity."""
    rule: str
    owned: bool
    """Whether the camp is that of a state whose organ speaks, so that later "the ministry" is that state's."""


NOBODY = Belongs("unknown", "unnamed", None, None, "surface_unknown", False)


@dataclass(frozen=True)
class Sides:
    """`sides.toml` of a language."""

    peoples: Phrases[str]
    """Words for people and things of a country, to its ISO code."""
    movements: Phrases[str]
    glosses: Phrases[str]
    posts: Phrases[str]
    """Words for posts that many hold: "director", "head", "spokesman"."""
    local: frozenset[str]
    """Glosses of posts that are of one place: who holds one speaks of it, and for the state that it lies in."""
    home: str
    """ISO code of the one country whose texts are in this language, if there is one."""
    own: frozenset[str]
    """Glosses of bodies that are that country's where no owner is told."""
    installed: Phrases[str]
    """Words for those whom another power put there."""
    tongue: Tongue


@cache
def sides(code: str) -> Sides:
    data, script = table("sides", code), tongue(code)

    def made(name: str) -> Phrases[str]:
        return phrases(script, ((p, key) for key, rows in data[name].items() for p in rows))

    return Sides(
        made("peoples"),
        made("movements"),
        made("glosses"),
        phrases(script, ((p, p) for p in data["local"]["posts"])),
        frozenset(data["local"]["glosses"]),
        data["local"].get("home", ""),
        frozenset(data["local"].get("own", ())),
        phrases(script, ((p, p) for p in data["local"].get("installed", ()))),
        script,
    )


def is_local(words: Words, a: int, b: int) -> bool:
    """Whether a phrase is first of all a post of one place: a mayor, a governor."""
    by = sides(words.tongue.code)
    gloss = _first(by.glosses, words, a, b)
    return gloss is not None and gloss.value in by.local


def lives_there(words: Words, a: int, b: int) -> bool:
    """Whether a phrase is first of all one for those who live in a place."""
    gloss = _first(sides(words.tongue.code).glosses, words, a, b)
    return gloss is not None and gloss.value == "resident"


@lru_cache(maxsize=64)
def aliases(code: str, world: World) -> Mapping[str, list[tuple[tuple[str, ...], str, bool]]]:
    """The packs' aliases in the letters of a language: stem of the first word to (stems, entity id, whether it is a
    name only with a capital), longest first."""
    script = tongue(code)
    found: dict[str, list[tuple[tuple[str, ...], str, bool]]] = defaultdict(list)
    for alias, entity in world.packs.aliases.items():
        words = words_of(alias, script)
        stems = tuple(map(script.stem, words.norms))
        latin = bool(script.articles)
        if stems and (len(stems) > 1 or len(alias) > 2) and (latin or not alias.isascii()):
            found[stems[0]].append((stems, entity, latin and len(stems) == 1))
    for rows in found.values():
        rows.sort(key=lambda row: -len(row[0]))
    return found


def entity_at(words: Words, i: int, end: int, world: World) -> tuple[int, str] | None:
    """Where the longest alias of an actor that begins at word `i` ends, with its id; none past `end`."""
    script = words.tongue
    for stems, entity, capital in aliases(script.code, world).get(script.stem(words.norms[i]), ()):
        if capital and not words.capital(i):
            continue
        if i + len(stems) <= end and all(script.stem(words.norms[i + n]) == s for n, s in enumerate(stems)):
            return i + len(stems), entity
    return None


@lru_cache(maxsize=64)
def demonyms(world: World) -> Mapping[str, str]:
    """ISO code to the English word for its people and things."""
    found: dict[str, str] = {}
    for word, iso in world.places.demonyms.items():
        found.setdefault(iso, word)
    return found


@lru_cache(maxsize=64)
def _descriptors(world: World) -> Mapping[str, Descriptor]:
    """The packs' descriptors by their phrases; the packs' own come before the generic ones."""
    found: dict[str, Descriptor] = {}
    for d in world.packs.descriptors:
        for phrase in d.phrases:
            found.setdefault(phrase, d)
    return found


def state_camp(pack: Pack, iso: str, world: World, force: bool) -> str:
    """The camp of a country's organs: the packs' modifier of its people, else the state's own."""
    word = demonyms(world).get(iso, "")
    for m in pack.modifiers:
        if word and m.word.casefold() == word:
            return m.force if force else m.camp
    return pack.sides.of_country.get(iso, "unknown")


def belongs(words: Words, a: int, b: int, world: World, countries: Mapping[int, str], owner: str | None,
            by: str | None = None) -> Belongs:  # fmt: skip
    """Who the phrase [a, b) is. `countries` are those of places named in it, by word; `owner` is the state that the
    text last made the owner of an organ; `by` the camp of whoever says it, for words of one side for another."""
    known = sides(words.tongue.code)
    pack = world.packs
    for i in range(a, b):
        if (found := entity_at(words, i, b, world)) is not None:
            return _of_entity(pack.entities[found[1]], pack)
    gloss = _first(known.glosses, words, a, b)
    iso = _first(known.peoples, words, a, b)
    country = iso.value if iso else next((countries[i] for i in range(a, b) if i in countries), None)
    described = _descriptors(world).get(gloss.value) if gloss else None
    role = described.role if described else "unnamed"
    if gloss and country and (entity := pack.find(f"{demonyms(world).get(country, '')} {gloss.value}")):
        return _of_entity(entity, pack)
    movement = _first(known.movements, words, a, b)
    if movement is not None and not (iso is not None and iso.a < movement.a and gloss):
        camp, its_role = _movement(world, movement.value)
        if camp != "unknown":
            return Belongs(camp, its_role, None, None, "surface_movement", False)
    if described is not None and described.loaded:
        camp = described.refers.get(by or "", described.camp or "unknown")
        return Belongs(camp or "unknown", described.role, None, None, "surface_loaded", False)
    if described is not None and described.role == "media":
        return Belongs("media", role, None, None, "surface_described", False)
    if described is not None and not described.bends and described.camp:
        return Belongs(described.camp, role, None, None, "surface_described", False)
    if country is not None and (described is not None or _heads(words, a, b, iso, countries)):
        camp = state_camp(pack, country, world, bool(described and described.armed))
        return Belongs(camp, role if described else "government", None, None, "surface_people", camp != "unknown")
    if described is not None and described.bends:
        if owner is not None and described.role != "armed_group":
            return Belongs(owner, role, None, None, "surface_owner", False)
        if pack.own_government and described.camp in pack.camps and pack.camps[described.camp].incumbent:
            return Belongs(described.camp, role, None, None, "surface_own", False)
        return Belongs("unknown", role, None, None, "surface_unknown", False)
    return NOBODY._replace(role=role)


def _heads(words: Words, a: int, b: int, iso: Found[str] | None, countries: Mapping[int, str]) -> bool:
    """Whether a phrase begins with the country or its people: "the Russians", "Moscow"; what else is of a country
    ("the Syrian network") need not speak for its state."""
    return (iso is not None and iso.a == a) or a in countries or b - a == 1


def _first(list_: Phrases[str], words: Words, a: int, b: int) -> Found[str] | None:
    """The first entry in [a, b); of two that begin at one word the longest."""
    return next((found for i in range(a, b) if (found := list_.at(words, i, b)) is not None), None)


def _of_entity(entity: Entity, pack: Pack) -> Belongs:
    camp = camp_on(entity, None)
    return Belongs(camp, entity.role, entity.id, entity.name, "surface_alias", camp in pack.sides.states)


def _movement(world: World, name: str) -> tuple[str, str]:
    """(camp, role) of a movement by its English name."""
    pack = world.packs
    if (entity := pack.find(name)) is not None:
        return entity.camp, entity.role
    if (row := pack.sides.movements.get(name)) is not None:
        return row[0], row[1]
    if (described := _descriptors(world).get(name)) is not None and described.camp:
        return described.camp, described.role
    word = name.casefold()
    camp = next((m.camp for m in pack.modifiers if m.word.casefold() == word), None)
    return camp or pack.sides.peoples.get(name, "unknown"), "armed_group"


def people_of(words: Words, a: int, b: int) -> Sequence[tuple[int, str]]:
    """The words for peoples in [a, b), each with its country's ISO code."""
    return [(f.a, f.value) for f in sides(words.tongue.code).peoples.all_in(words, a, b)]
