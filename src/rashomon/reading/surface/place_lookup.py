"""Where? Which places a name in its own script may be, in any case and with what is glued before it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from rashomon.reading.surface.place_words import (
    Gazetteered,
    foreign_letters,
    in_latin,
    latin_letters,
    names_of,
    respelled,
    spelled_letters,
)
from rashomon.reading.surface.words import Words
from rashomon.world import World
from rashomon.world.gazetteer import Named
from rashomon.world.places import Entry, Gazetteer, at_war, name_key

LARGE = 100_000
"""People of a town whose name alone says where, in a country that the text is about."""


@dataclass
class Finder:
    """The names of places in the texts of one language and world. What was looked up is remembered."""

    names: Gazetteered
    places: Gazetteer
    _known: dict[tuple[str, ...], tuple[Entry, ...]] = field(default_factory=dict)
    _written: dict[tuple[tuple[str, ...], frozenset[str]], tuple[Entry, ...]] = field(default_factory=dict)
    _spelled: dict[tuple[tuple[str, ...], frozenset[str]], tuple[Entry, ...]] = field(default_factory=dict)

    def look_up(self, words: Words, a: int, b: int, whole: bool = False) -> tuple[Entry, ...]:
        """The places by this name, in any case, with or without what is glued before it; `whole`: with nothing glued
        but the article, as behind a noun of place."""
        if whole and not self.names.tongue.cased:
            return self._look_up(words.norms[a:b], (), whole=True)
        key = tuple(words.norms[a:b])
        known = self._known.get(key)
        if known is None:
            if len(self._known) > 200_000:
                self._known.clear()
            raw = tuple(words.text[words.spans[i][0] : words.spans[i][1]] for i in range(a, b))
            known = self._known[key] = self._look_up(key, raw)
        return known

    def _look_up(self, norms: Sequence[str], raw: Sequence[str], whole: bool = False) -> tuple[Entry, ...]:
        script = self.names.tongue
        firsts = [script.first_forms(n.replace("-", "")) if "-" not in n else script.first_forms(n) for n in norms]
        if not script.cased:
            firsts = [script.forms(norms[0]), *((n,) for n in norms[1:])]
            if whole:
                firsts[0] = tuple(f for f in firsts[0] if f in (norms[0], norms[0].removeprefix("ال")))
        found: dict[str, Entry] = {}
        for forms in itertools.islice(itertools.product(*firsts), TRIED):
            name = " ".join(forms)
            if id_ := self.names.listed.get(name.replace("-", " ")):
                entry = self.places.get(id_)
                return (entry, *self._seats(entry, name)) if entry is not None else ()
            if forms[0] in self.names.stop and len(forms) == 1:
                continue
            found |= {n.entry.id: n.entry for n in self._gazetteer(name)}
        return tuple(sorted(found.values(), key=lambda e: (-e.population, e.id)))

    def _seats(self, area: Entry, name: str) -> Iterator[Entry]:
        """The towns in a province that bear its name: meant where no word says that it is the province."""
        if area.feature == "admin1":
            named = (n.entry for n in self._gazetteer(name))
            yield from (
                e for e in named if e.admin1 == area.admin1 and e.feature == "city" and e.country == area.country
            )

    def land(self, words: Words, a: int, b: int) -> str | None:
        """The country that the language's list has under a name, or whose area it has."""
        script = self.names.tongue
        firsts = script.first_forms(words.norms[a]) if script.cased else words.forms(a)
        firsts = tuple(form for form in firsts if form in self.names.starts)
        rest = [script.first_forms(n) if script.cased else (n,) for n in words.norms[a + 1 : b]] if firsts else []
        for forms in itertools.islice(itertools.product(firsts, *rest), TRIED):
            id_ = self.names.listed.get(" ".join(forms), "")
            if id_.startswith(("country:", "admin1:")):
                return id_.partition(":")[2][:2]
        return None

    def _gazetteer(self, name: str) -> Sequence[Named]:
        for spelled in self._spellings(name):
            if found := self.places.named(name_key(spelled)):
                return found
        return ()

    def _spellings(self, name: str) -> Iterator[str]:
        """A folded name, and as it is written with the letters that folding made one of, in Persian letters last."""
        yield name
        if self.names.tongue.cased or len(name) < 3:
            return
        ways = [(word, *(word[:-1] + e for e in LAST.get(word[-1], ()))) for word in name.split(" ") if word]
        spelled = [" ".join(words) for words in itertools.islice(itertools.product(*ways), TRIED)]
        yield from spelled[1:]
        yield from (word for word in (s.translate(PERSIAN) for s in spelled) if word != name)

    def spelled(self, norms: tuple[str, ...], countries: frozenset[str]) -> tuple[Entry, ...]:
        """The towns of these countries by a name in any case that the gazetteer has in Latin letters alone, the largest
        first."""
        letters = spelled_letters(self.names.tongue.code)
        known = self._spelled.get((norms, countries)) if letters else ()
        if known is None:
            found: dict[str, Entry] = {}
            firsts = [self.names.tongue.first_forms(n) for n in norms]
            for forms in itertools.islice(itertools.product(*firsts), FORMS):
                for way in itertools.islice(in_latin(forms, letters), TRIED):
                    here = (n.entry for n in self.places.named(name_key(way)) if n.entry.country in countries)
                    found |= {e.id: e for e in here if e.feature in ("city", "town")}
            if not found and (near := countries & self.places.romanised):
                ways = itertools.islice(in_latin(tuple(f[0] for f in firsts), letters), HEARD)
                heard = [self.places.find_sounding(name_key(way), near) for way in ways]
                found = {e.id: e for one in heard if len(one) == 1 for e in one}
            if len(self._spelled) > 50_000:
                self._spelled.clear()
            known = tuple(sorted(found.values(), key=lambda e: (-e.population, e.id)))
            self._spelled[norms, countries] = known
        return known

    def sounding(self, name: str, countries: frozenset[str]) -> tuple[Entry, ...]:
        """The one place of these countries, where names are brought into Latin letters in many ways, that sounds like a
        name of this language: "Alma al-Chaab" is Aalma ech Chaab."""
        near = countries & self.places.romanised
        other = "".join(respelled(self.names.tongue.code).get(c, c) for c in name.lower())
        for way in dict.fromkeys((name, other)) if near else ():
            found = self.places.find_sounding(name_key(way), near)
            if len({e.id for e in found}) == 1:
                return found[:1]
        return ()

    def begun_with(self, word: str, countries: frozenset[str]) -> tuple[Entry, ...]:
        """The towns of these countries whose names have more than one word, this one first."""
        found: dict[str, Entry] = {}
        for spelled in self._spellings(word):
            found |= {e.id: e for e in self.places.begun_with(name_key(spelled), countries)}
        return tuple(e for e in found.values() if e.feature in ("city", "town"))

    def written(self, norms: tuple[str, ...], countries: frozenset[str]) -> tuple[Entry, ...]:
        """The places of these countries that the gazetteer has in Latin letters alone, where this script has no short
        vowels: its letters, in order. In a country of another script one letter stands for several sounds."""
        known = self._written.get((norms, countries))
        if known is None:
            code, near = self.names.tongue.code, countries & self.places.romanised
            found = self.places.find_written(in_latin(norms, latin_letters(code)), near)
            if far := countries - near:
                found += self.places.find_written(in_latin(norms, foreign_letters(code)), far)
            if len(self._written) > 50_000:
                self._written.clear()
            known = self._written[norms, countries] = found
        return known


LAST = {"ه": "ة", "ي": "ى"}
"""What a last letter may be written as where folding made it one with another."""
PERSIAN = str.maketrans("يك", "یک")
HEARD = 8
"""Ways to spell a name that are listened to, at most."""
FORMS = 6
"""First forms of a name that are spelled in Latin letters, at most."""
TRIED = 60
"""Spellings of a name that are looked up at most."""


@cache
def finder(code: str, places: Gazetteer) -> Finder:
    return Finder(names_of(code), places)


def is_listed(find: Finder, words: Words, a: int, b: int) -> bool:
    """Whether the language's own list has the name, and not only the gazetteer."""
    script = words.tongue
    firsts = [script.first_forms(n.replace("-", " ")) if script.cased else (n,) for n in words.norms[a:b]]
    if not script.cased:
        firsts[0] = script.forms(words.norms[a])
    return any(" ".join(forms) in find.names.listed for forms in itertools.islice(itertools.product(*firsts), TRIED))


def lands_of(words: Words, world: World) -> dict[int, str]:
    """The words that name a country or one of its areas, place or not, each with the ISO code."""
    find = finder(words.tongue.code, world.places)
    found: dict[int, str] = {}
    for i in range(len(words)):
        if words.tongue.cased and not words.capital(i):
            continue
        for n in range(min(find.names.longest, len(words) - i), 0, -1):
            if (iso := find.land(words, i, i + n)) is not None:
                found.update(dict.fromkeys(range(i, i + n), iso))
                break
        else:
            entries = find.look_up(words, i, i + 1) if words.tongue.cased else ()
            if entries and entries[0].population >= LARGE and entries[0].country and entries[0].country in at_war():
                found[i] = entries[0].country  # "the mayor of Kyiv"
    return found
