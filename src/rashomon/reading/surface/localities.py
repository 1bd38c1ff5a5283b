"""Where? Names of places in their own script: countries and areas by the language's list, towns by the gazetteer.

A name counts where a preposition or a noun of place stands before it, where it goes on a list of names, or where it is
that of a large town of a country that the text is about. Which of several it means is told by those countries.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from rashomon.model import Place
from rashomon.reading.languages import table
from rashomon.reading.surface.patterns import Phrases, phrases
from rashomon.reading.surface.script import Tongue, tongue
from rashomon.reading.surface.told import Range
from rashomon.reading.surface.words import Words
from rashomon.world import World
from rashomon.world.gazetteer import Named
from rashomon.world.places import Entry, Gazetteer, default_radius, name_key, precision_of

LONGEST = 3
"""Words of a name at most."""
LARGE = 100_000
"""People of a town whose name alone says where, in a country that the text is about."""
OWN = 500
"""People of a town that a preposition makes a place of, in such a country."""
KNOWN = 300_000
"""The same in any country."""


@dataclass(frozen=True)
class Gazetteered:
    """`places.toml` of a language, ready to be looked up."""

    tongue: Tongue
    listed: Mapping[str, str]
    """Folded names to ids."""
    starts: frozenset[str]
    """Their first words."""
    nouns: Phrases[str]
    before: frozenset[str]
    glued: tuple[str, ...]
    stop: frozenset[str]


@cache
def names_of(code: str) -> Gazetteered:
    """The names of places that a language's list has."""
    data, script = table("places", code), tongue(code)
    listed: dict[str, str] = {}
    for section, prefix in (("countries", "country:"), ("areas", "admin1:"), ("regions", ""), ("towns", "")):
        for id_, names in data[section].items():
            for name in names:
                listed.setdefault(_key(script, name), prefix + id_)
    nouns = phrases(script, ((n, sort) for sort, rows in data["nouns"].items() for n in rows))
    return Gazetteered(
        script,
        listed,
        frozenset(name.split()[0] for name in listed),
        nouns,
        frozenset(script.norm(w) for w in data["before"]["words"]),
        tuple(data["before"]["glued"]),
        frozenset(script.norm(w) for w in data["stop"]["words"]),
    )


def _key(script: Tongue, name: str) -> str:
    return " ".join(script.norm(word) for word in name.replace("-", " ").split())


class Mention(NamedTuple):
    """A name at the words [a, b), and the places that it may be; none where the gazetteer has none."""

    a: int
    b: int
    entries: tuple[Entry, ...]
    noun: str | None
    """town, area, site: what the noun before it says that it is."""


@dataclass
class Finder:
    """The names of places in the texts of one language and world. What was looked up is remembered."""

    names: Gazetteered
    places: Gazetteer
    _known: dict[tuple[str, ...], tuple[Entry, ...]] = field(default_factory=dict)

    def look_up(self, words: Words, a: int, b: int) -> tuple[Entry, ...]:
        """The places by this name, in any case, with or without what is glued before it."""
        key = tuple(words.norms[a:b])
        known = self._known.get(key)
        if known is None:
            if len(self._known) > 200_000:
                self._known.clear()
            raw = tuple(words.text[words.spans[i][0] : words.spans[i][1]] for i in range(a, b))
            known = self._known[key] = self._look_up(key, raw)
        return known

    def _look_up(self, norms: Sequence[str], raw: Sequence[str]) -> tuple[Entry, ...]:
        script = self.names.tongue
        firsts = [script.first_forms(n.replace("-", "")) if "-" not in n else script.first_forms(n) for n in norms]
        if not script.cased:
            firsts = [firsts[0], *([n] for n in norms[1:])]
        tried: set[str] = set()
        for forms in itertools.islice(itertools.product(*firsts), TRIED):
            name = " ".join(forms)
            if name in tried:
                continue
            tried.add(name)
            plain = name.replace("-", " ")
            if id_ := self.names.listed.get(plain):
                entry = self.places.get(id_)
                return (entry,) if entry is not None else ()
            if forms[0] in self.names.stop and len(forms) == 1:
                continue
            if found := self._gazetteer(name):
                return tuple(n.entry for n in found)
        return ()

    def _gazetteer(self, name: str) -> Sequence[Named]:
        for spelled in self._spellings(name):
            if found := self.places.named(name_key(spelled)):
                return found
        return ()

    def _spellings(self, name: str) -> Iterator[str]:
        """A folded name, and as it is written with the letters that folding made one of."""
        yield name
        if self.names.tongue.cased or len(name) < 3:
            return
        if name.endswith("ه"):
            yield name[:-1] + "ة"
        if name.endswith("ي"):
            yield name[:-1] + "ى"
        if "ه " in name:
            yield name.replace("ه ", "ة ") + ""
            if name.endswith("ه"):
                yield name[:-1].replace("ه ", "ة ") + "ة"


TRIED = 60
"""Spellings of a name that are looked up at most."""


@cache
def finder(code: str, places: Gazetteer) -> Finder:
    return Finder(names_of(code), places)


def mentions(words: Words, world: World, about: Counter[str], taken: Sequence[bool]) -> list[Mention]:
    """The names of places in a text. `about` are countries by how often the text names them or their people; `taken`
    says of each word whether it is part of something else, an organisation or a person."""
    find = finder(words.tongue.code, world.places)
    found: list[Mention] = []
    i = 0
    while i < len(words):
        one = None if taken[i] else _mention(find, words, i, about, taken, found[-1] if found else None)
        if one is None:
            i += 1
            continue
        found.append(one)
        i = one.b
    return found


def _mention(
    find: Finder, words: Words, i: int, about: Counter[str], taken: Sequence[bool], last: Mention | None
) -> Mention | None:
    cased = find.names.tongue.cased
    if cased and not words.capital(i):
        return None
    if not cased and len(words.norms[i]) < 3:
        return None
    noun = _noun_before(find, words, i)
    for n in range(min(LONGEST, len(words) - i), 0, -1):
        if any(taken[i : i + n]) or (n > 1 and not _joined(words, i, i + n)):
            continue
        if cased and n > 1 and not _may_go_on(find, words, i, i + n):
            continue
        entries = find.look_up(words, i, i + n)
        if entries and (kept := _kept(find, words, i, i + n, entries, noun, about, last)):
            return Mention(i, i + n, kept, noun)
    if noun in ("town", "area") and _is_name(find, words, i):
        return Mention(i, i + 1, (), noun)
    return None


def _joined(words: Words, a: int, b: int) -> bool:
    return all(words.gap(i) in (" ", "-", "\u00a0") for i in range(a + 1, b))


def _may_go_on(find: Finder, words: Words, a: int, b: int) -> bool:
    """Whether the later words of a name are written as a name is, or are a noun of place ("oblast")."""
    return all(words.capital(i) or find.names.nouns.has(words, i) for i in range(a + 1, b))


def _noun_before(find: Finder, words: Words, i: int) -> str | None:
    if i == 0 or not words.gap(i).strip(' .,«"“') == "":
        return None
    for a in (i - 2, i - 1):
        found = find.names.nouns.at(words, a, i) if a >= 0 else None
        if found is not None and found.b == i:
            return found.value
    return None


def _is_name(find: Finder, words: Words, i: int) -> bool:
    """Whether a word that no list has may be the name of a place behind a noun of place."""
    forms = set(words.forms(i))
    if forms & find.names.stop or words.raw(i)[0].isdigit() or find.names.nouns.has(words, i):
        return False
    return find.names.tongue.cased or not words.norms[i].startswith(("ال", "و", "ب", "ل", "ف", "ك"))


def _kept(
    find: Finder, words: Words, a: int, b: int, entries: Sequence[Entry], noun: str | None, about: Counter[str],
    last: Mention | None,
) -> tuple[Entry, ...]:  # fmt: skip
    """The entries that are meant, the likeliest first; none where the words are likely no place."""
    first = entries[0]
    listed = first.feature in ("country", "admin1", "region", "water") or first.id in find.names.listed.values()
    ranked = _ranked(entries, about, noun)
    if noun is not None or (listed and len(entries) == 1):
        return ranked
    best = ranked[0]
    here = about[best.country or ""] > 0
    if _preposition_before(find, words, a) or (last is not None and _listed_on(find, words, last, a)):
        return ranked if (here and best.population >= OWN) or best.population >= KNOWN or best.id.startswith("pack:") else ()
    if find.names.tongue.cased:
        alone = a == 0 or not (words.capital(a - 1) and words.gap(a) == " ")
        return ranked if alone and here and best.population >= LARGE else ()
    return ranked if here and best.population >= LARGE else ()


def _ranked(entries: Sequence[Entry], about: Counter[str], noun: str | None) -> tuple[Entry, ...]:
    def weight(e: Entry) -> tuple[int, int, int]:
        fits = int(noun == "area" and e.feature == "admin1") - int(noun == "town" and e.feature == "admin1")
        return (-min(about[e.country or ""], 1), -fits, -e.population)

    return tuple(sorted(entries, key=weight))


def _preposition_before(find: Finder, words: Words, a: int) -> bool:
    names = find.names
    if a > 0 and words.norms[a - 1] in names.before and words.gap(a).strip("\u00a0 «\"“") == "":
        return True
    if a > 0 and not names.tongue.cased and set(words.forms(a - 1)) & names.before and words.gap(a) == " ":
        return True
    norm = words.norms[a]
    return any(norm.startswith(letters) and len(norm) > len(letters) + 2 for letters in names.glued)


def _listed_on(find: Finder, words: Words, last: Mention, a: int) -> bool:
    """Whether a name goes on a list: "in Homs, Hama and Aleppo"."""
    between = range(last.b, a)
    if len(between) == 0:
        return words.gap(a).strip() in (",", "،", "(", "-", "–", "/")
    return len(between) == 1 and words.norms[last.b] in ("и", "і", "та", "й", "و")


def place_of(words: Words, m: Mention, world: World) -> Place:
    """The record of a mention: its first entry, of a province behind a noun for one; unresolved where it has none."""
    span = words.span(m.a, m.b)
    text = words.text[span.start : span.end]
    if not m.entries:
        return Place(span, text, text, None, None, None, "unresolved", None, None, None, None)
    entry = m.entries[0]
    if m.noun == "area" and entry.feature in ("city", "town"):
        area = world.places.area(entry.country, entry.admin1)
        if area is not None and (entry.admin1 or "") and entry.population >= LARGE:
            entry = area
    radius = entry.radius_km if entry.radius_km is not None else default_radius(entry.feature, entry.population)
    return Place(
        span, text, entry.name, entry.lat, entry.lon, radius if entry.lat is not None else None, precision_of(entry),
        entry.country, entry.admin1, world.places.geonames_id(entry) or entry.id, entry.within,
    )  # fmt: skip
