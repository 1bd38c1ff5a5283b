"""Where? Names of places in their own script: countries and areas by the language's list, towns by the gazetteer.

A name counts where a preposition or a noun of place stands before it, where it goes on a list of names, or where it is
that of a large town of a country that the text is about. Which of several it means is told by those countries.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from rashomon.model import Place, Span
from rashomon.reading.languages import table
from rashomon.reading.surface.belonging import sides
from rashomon.reading.surface.deeds import deeds
from rashomon.reading.surface.patterns import Phrases, phrases
from rashomon.reading.surface.script import Tongue, tongue
from rashomon.reading.surface.words import Words, words_of
from rashomon.world import World
from rashomon.world.gazetteer import Named
from rashomon.world.places import Entry, Gazetteer, at_war, default_radius, name_key, precision_of
from rashomon.world.toponyms import CITY_POPULATION

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
    ways: Phrases[str]
    """Words that go on a name: the side of a province, of an airport that it is international."""
    aside: Phrases[str]
    """Words behind which a name only tells where another place lies ("south of"), or where somebody came from."""
    no_start: tuple[str, ...]
    """How words begin that are no name: with "to the", "and the"."""
    apart: tuple[str, ...]
    """The same, of letters glued before the name."""
    nominal: Phrases[str]
    before: frozenset[str]
    glued: tuple[str, ...]
    stop: frozenset[str]
    longest: int
    """Words of a name at most."""
    inside: frozenset[str]
    """Prepositions of place that hardly stand before a person: a name that no list has is a place behind one of them,
    where a comma and the larger place that it lies in follow."""
    given: frozenset[str]
    """Stems of given names: before another name such a word is a place only behind a noun of place."""
    within: tuple[str, ...]
    """What is glued before the name of a larger place, behind that of one in it."""


@cache
def names_of(code: str) -> Gazetteered:
    """The names of places that a language's list has."""
    data, script = table("places", code), tongue(code)
    listed: dict[str, str] = {}
    for section, prefix in (("countries", "country:"), ("towns", ""), ("areas", "admin1:"), ("regions", "")):
        for id_, names in data[section].items():
            for name in names:
                listed.setdefault(_key(script, name), prefix + id_)
    most = max((len(name.split()) for name in listed), default=LONGEST) if script.articles else LONGEST
    nouns = phrases(script, ((n, sort) for sort, rows in data["nouns"].items() for n in rows))
    return Gazetteered(
        script,
        listed,
        frozenset(name.split()[0] for name in listed),
        nouns,
        phrases(script, ((w, w) for w in data.get("after", {}).get("words", ()))),
        phrases(script, ((w, sort) for sort in ("aside", "origin", "inside") for w in data["before"][sort])),
        tuple(data["before"].get("no_start", ())),
        tuple(data["before"].get("apart", ())),
        phrases(script, ((w, sort) for sort, rows in data["nominal"].items() for w in rows)),
        frozenset(script.norm(w) for w in data["before"]["words"]),
        tuple(data["before"]["glued"]),
        frozenset(script.norm(w) for w in data["stop"]["words"]),
        max(LONGEST, most),
        frozenset(script.norm(w) for w in data["before"].get("unknown", ())),
        frozenset(script.stem(script.norm(w)) for w in table("names", code).get("given", ())),
        tuple(data["before"].get("within", ())),
    )


@cache
def latin_letters(code: str) -> Mapping[str, str]:
    """What each letter of a script is in Latin ones; empty where it writes its vowels."""
    letters: Mapping[str, str] = table("script", code).get("latin", {})
    return letters


def _key(script: Tongue, name: str) -> str:
    return (
        " ".join(words_of(name.replace("-", " "), script).norms)
        if script.elided
        else " ".join(script.norm(word) for word in name.replace("-", " ").split())
    )


class Mention(NamedTuple):
    """A name at the words [a, b), and the places that it may be; none where the gazetteer has none."""

    a: int
    b: int
    entries: tuple[Entry, ...]
    noun: str | None
    """town, area, site: what the noun before it says that it is."""
    aside: str = ""
    """ "aside": it only tells where another place lies ("south of Kabul"); "origin": where somebody came from, or which
    government acts."""
    led: bool = False
    """Whether a preposition or a noun of place stands before it."""
    start: int = -1
    """Where the name begins with its noun, if that is part of it: "Mount Sabir"."""


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
            firsts = [script.forms(norms[0]), *((n,) for n in norms[1:])]
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
    here = frozenset(iso for iso in about if iso in world.packs.home or iso in at_war())
    named = {iso: n - (iso in world.packs.home) for iso, n in about.items()}
    if words.tongue.articles and any(named.values()):  # news of countries that no list of wars has: the one named most
        here |= {max(named, key=lambda iso: (named[iso], iso))}
    search = _Search(finder(words.tongue.code, world.places), words, taken, here, sides(words.tongue.code).peoples)
    found: list[Mention] = []
    i = 0
    while i < len(words):
        one = None if taken[i] else _mention(search, i, found[-1] if found else None)
        if one is None:
            i += 1
            continue
        if found and words.tongue.articles and not one.aside and _listed_on(words, found[-1], one.a):
            one = one._replace(aside=found[-1].aside)  # "near Homs and Hama"
        found.append(one)
        i = one.b
    return [_among(m, found) for m in found]


def _among(m: Mention, found: Sequence[Mention]) -> Mention:
    """Of places of one name, none of them well known, the one in the province, else in the country, whose other places
    the text names the oftenest."""
    if len(m.entries) < 2 or m.entries[0].population >= KNOWN or m.entries[0].feature not in ("city", "town"):
        return m
    sure = [o.entries[0] for o in found if o.entries and (len(o.entries) == 1 or o.entries[0].population >= KNOWN)]
    often: Counter[tuple[str | None, str | None]] = Counter((e.country, e.admin1) for e in sure if e.admin1)
    lands = Counter(e.country for e in sure)
    near = sorted(m.entries, key=lambda e: (-often[e.country, e.admin1], -lands[e.country]))
    return m._replace(entries=tuple(near))


class _Search(NamedTuple):
    find: Finder
    words: Words
    taken: Sequence[bool]
    here: frozenset[str]
    """Countries that the text is about and that had war: a village of theirs is likelier than another's."""
    peoples: Phrases[str]


def _mention(search: _Search, i: int, last: Mention | None) -> Mention | None:
    find, words, taken = search.find, search.words, search.taken
    cased = find.names.tongue.cased
    if not _may_begin(find, words, i):
        return None
    noun, start = _noun_before(find, words, i)
    if cased and noun is None and _is_given(find, words, i):
        return None
    for n in range(min(find.names.longest, len(words) - i), 0, -1):
        if any(taken[i : i + n]) or (n > 1 and not _joined(words, i, i + n)):
            continue
        if n == 1 and find.names.nouns.has(words, i):
            continue
        if cased and n > 1 and not _may_go_on(find, words, i, i + n):
            continue
        if n > LONGEST and not _is_listed(find, words, i, i + n):
            continue
        entries = find.look_up(words, i, i + n)
        if entries and (kept := _kept(search, i, i + n, entries, noun, last)):
            return _whole(search, i, i + n, kept, noun, start)
    return _unlisted(search, i, noun, start)


def _may_begin(find: Finder, words: Words, i: int) -> bool:
    """Whether a name of a place may begin with this word."""
    if not find.names.tongue.cased:
        return len(words.norms[i]) >= 3
    if not words.capital(i) and not _listed_small(find, words, i):
        return False
    raw = words.raw(i)
    if raw.isupper() and 1 < len(raw) <= INITIALS and not _is_listed(find, words, i, i + 1):
        return False
    behind_an_initial = i > 0 and len(words.raw(i - 1)) == 1 and words.capital(i - 1) and words.gap(i).strip() == "."
    return not behind_an_initial  # that is a last name


def _unlisted(search: _Search, i: int, noun: str | None, start: int) -> Mention | None:
    """A name that no list has, by the noun or preposition before it."""
    words = search.words
    cased = search.find.names.tongue.cased
    unknown = noun != "site" if cased else not _definite(words, start)
    if noun is not None and unknown and _is_name(search, i):
        b = i + 1
        if cased and b < len(words) and words.gap(b) == " " and words.capital(b):
            return None  # a person's name: "the head of the district, Ivan ..."
        if not cased and b < len(words) and words.gap(b) == " " and _goes_on(search, i, b):
            b += 1
        return _whole(search, i, b, _written(search, i, b), noun, start)
    end = _unknown_end(search, i) if noun is None and cased else None
    if end is not None:
        return _whole(search, i, end, (), "town", i)
    return None


def _written(search: _Search, a: int, b: int) -> tuple[Entry, ...]:
    """The one place of the text's countries that the gazetteer has in Latin letters alone, where this script writes no
    short vowels: its letters, in order."""
    latin = latin_letters(search.words.tongue.code)
    if not latin:
        return ()
    name = " ".join("".join(latin.get(c, "") for c in search.words.norms[i]) for i in range(a, b))
    found = search.find.places.find_written(name, search.here)
    return found if len(found) == 1 else ()


def _listed_small(find: Finder, words: Words, i: int) -> bool:
    """Whether a listed name begins with a small letter here: "bande de Gaza"."""
    if not words.tongue.articles or words.norms[i] not in find.names.starts:
        return False
    ends = range(i + 2, min(len(words), i + find.names.longest) + 1)
    return any(words.capital(b - 1) and _is_listed(find, words, i, b) for b in ends)


def _unknown_end(search: _Search, i: int) -> int | None:
    """Where a name ends that no list has, behind a preposition of place and before the larger place that it lies in:
    "à Welingara, dans le cercle de Nara"."""
    words, names = search.words, search.find.names
    if not names.inside or i == 0 or words.norms[i - 1] not in names.inside or words.gap(i) != " ":
        return None
    b = i + 1
    while b < len(words) and b - i < LONGEST and words.gap(b) == " " and words.capital(b):
        b += 1
    if (
        any(search.taken[i:b])
        or not _is_name(search, i)
        or b + 1 >= len(words)
        or not words.gap(b).startswith((",", " ("))
    ):
        return None
    ahead = range(b, min(len(words), b + AHEAD))
    larger = any(names.nouns.at(words, n, len(words)) is not None or words.capital(n) for n in ahead)
    return b if larger and (words.norms[b] in names.before or words.gap(b).startswith(" (")) else None


AHEAD = 6
"""Words behind a comma in which the larger place of an unknown one stands."""


def _is_given(find: Finder, words: Words, i: int) -> bool:
    """Whether a word is a given name with another name behind it."""
    goes_on = i + 1 < len(words) and words.gap(i + 1) == " " and words.capital(i + 1)
    given = words.tongue.stem(words.norms[i]) in find.names.given
    return goes_on and given


def _definite(words: Words, i: int) -> bool:
    """Whether a noun of place has an article: then no name hangs on it ("the hospital lacks ...")."""
    return words.norms[i].startswith(("ال", "وال", "بال", "لل"))


def _whole(search: _Search, a: int, b: int, entries: tuple[Entry, ...], noun: str | None, start: int) -> Mention:
    """The mention with the words that belong to the name: the noun of a site, the side of a province."""
    words, ways = search.words, search.find.names.ways
    end = b
    while noun in ("area", "site") and end < len(words) and words.gap(end) == " " and ways.has(words, end):
        end += 1
    first = start if noun == "site" or end > b else a
    area = bool(entries) and entries[0].feature in ("country", "admin1", "region")
    aside = _aside(search, start if noun is not None else a, area)
    if _seat(search, a, entries, noun):
        aside = "origin"
    elif _heads_line(words, a, b):
        aside = "aside"
    led = noun is not None or _preposition_before(search.find, words, start)
    return Mention(a, end, entries, noun, aside, led, first)


def _seat(search: _Search, a: int, entries: Sequence[Entry], noun: str | None) -> bool:
    """Whether a capital without a word of place before it stands for a government: "Moscow announced"."""
    seat = bool(entries) and search.find.places.is_capital(entries[0])
    return seat and noun is None and not _preposition_before(search.find, search.words, a)


def _aside(search: _Search, a: int, area: bool) -> str:
    """Whether a word of direction or origin stands before; a direction inside of an area is in it."""
    words, aside = search.words, search.find.names.aside
    if not words.tongue.cased and any(words.norms[a].startswith(g) for g in search.find.names.apart):
        return "origin"
    for i in range(max(0, a - 2), a):
        found = aside.at(words, i, a)
        if found is None or found.b != a or found.value == "inside" or not _unbroken(words, i, a):
            continue
        before = aside.at(words, i - 1, i) if i > 0 and found.value == "aside" else None
        inside = area or (before is not None and before.value == "inside" and before.b == i)
        if found.value == "origin" or not inside:
            return found.value
    return ""


def _unbroken(words: Words, a: int, b: int) -> bool:
    return not any(mark in words.gap(n) for n in range(a + 1, b + 1) for mark in ",.،")


def _goes_on(search: _Search, a: int, b: int) -> bool:
    """Whether an unknown name of one word goes on with the next: "Baraki Barak", "Sami al-Asi"."""
    norm, first = search.words.norms[b], search.words.norms[a]
    if first.startswith("ال") or not _is_name(search, b, second=True):
        return False
    return not norm.startswith(("و", "ف", "ب", "ل", "ي", "ت")) or norm[:2] == first[:2]


def _joined(words: Words, a: int, b: int) -> bool:
    gaps = (" ", "-", "\u00a0", "") if words.tongue.elided else (" ", "-", "\u00a0")
    return all(words.gap(i) in gaps for i in range(a + 1, b))


def _may_go_on(find: Finder, words: Words, a: int, b: int) -> bool:
    """Whether the later words of a name are written as a name is, or are a noun of place ("oblast")."""
    articled = words.tongue.articles and _is_listed(find, words, a, b)  # "Valle del Cauca", "Côte d'Ivoire"
    return bool(articled) or all(words.capital(i) or find.names.nouns.has(words, i) for i in range(a + 1, b))


def _noun_before(find: Finder, words: Words, i: int) -> tuple[str | None, int]:
    """What a noun right before a word says that its name is, and where that noun stands."""
    if i == 0 or words.gap(i).strip(' .«"“' if words.tongue.cased else ' «"“') != "" or "\n" in words.gap(i):
        return None, i
    for a in (i - 2, i - 1):
        found = find.names.nouns.at(words, a, i) if a >= 0 else None
        if "." in words.gap(i) and len(words.raw(i - 1)) > ABBREVIATED:
            continue
        if found is not None and found.b == i and not words.raw(a).startswith("وأ"):  # "and", then a word with hamza
            return found.value, a
    return None, i


INITIALS = 5
"""Letters of a word in capitals that may be the initials of a body."""
ABBREVIATED = 4
"""Letters of a noun of place that a full stop may cut short: "г. Буча", "обл."."""


def _is_name(search: _Search, i: int, second: bool = False) -> bool:
    """Whether a word that no list has may be the name of a place behind a noun of place."""
    words, names = search.words, search.find.names
    forms = set(words.forms(i))
    if forms & names.stop or words.raw(i)[0].isdigit() or names.nouns.has(words, i) or search.taken[i]:
        return False
    if search.peoples.has(words, i) or names.ways.has(words, i):
        return False
    return names.tongue.cased or (len(words.norms[i]) > 2 and not words.norms[i].startswith(names.no_start))


def _kept(
    search: _Search, a: int, b: int, entries: Sequence[Entry], noun: str | None, last: Mention | None
) -> tuple[Entry, ...]:  # fmt: skip
    """The entries that are meant, the likeliest first; none where the words are likely no place."""
    find, words = search.find, search.words
    listed = _is_listed(find, words, a, b)
    ranked = _ranked(entries, search.here, noun)
    placed = _preposition_before(find, words, a) or (last is not None and _listed_on(words, last, a))
    placed = placed or _deed_before(words, a) or _heads_line(words, a, b)
    if search.peoples.has(words, a) and b - a == 1 and not (listed and _is_country_word(words, a, placed, noun)):
        return ()
    if listed:
        return ranked if not _owned(search, a, noun) and not _acts(search, a, b, placed, noun) else ()
    best = ranked[0]
    here = best.country in search.here
    if noun is not None:
        return ranked if here or best.population >= KNOWN else ()
    if placed and not here and _alone_of_its_name(search, a, best, entries):
        return ranked
    if placed:
        whole = (
            not words.tongue.cased
            and words.norms[a] == words.tongue.forms(words.norms[a])[0]
            and _word_before(find, words, a)
        )
        small = OWN if words.tongue.cased or not whole else 0
        return (
            ranked if (here and best.population >= small) or best.population >= KNOWN or best.id[:5] == "pack:" else ()
        )
    if best.id.startswith("pack:") and find.names.tongue.cased:
        return ranked
    alone = not find.names.tongue.cased or a == 0 or not (words.capital(a - 1) and words.gap(a) == " ")
    large = CITY_POPULATION if words.tongue.cased else LARGE
    return ranked if alone and here and best.population >= large else ()


def _alone_of_its_name(search: _Search, a: int, best: Entry, entries: Sequence[Entry]) -> bool:
    """Whether a town of some size, behind a preposition that hardly stands before a person, is by far the largest of
    its name: "en Tumaco" says where, whatever country the text is about."""
    rest = max((e.population for e in entries if e.id != best.id), default=0)
    behind = a > 0 and search.words.norms[a - 1] in search.find.names.inside
    return behind and best.population >= SOME and best.population > 5 * rest


SOME = 20_000
"""People of such a town."""


def _is_country_word(words: Words, a: int, placed: bool, noun: str | None) -> bool:
    """Whether a word that is both a country and an adjective ("السعودية") is the country here.

    An adjective is definite as its noun is: behind a word without an article, a word with one is a name.
    """
    if words.tongue.cased or not words.norms[a].endswith("ه") or placed or noun is not None:
        return True
    definite = words.norms[a].startswith("ال")
    return definite and a > 0 and words.gap(a) == " " and not words.norms[a - 1].startswith(("ال", "وال", "بال", "لل"))


def _word_before(find: Finder, words: Words, a: int) -> bool:
    """Whether a preposition that is a word of its own stands before."""
    return a > 0 and bool(set(words.forms(a - 1)) & find.names.before)


def _owned(search: _Search, a: int, noun: str | None) -> bool:
    """Whether a country stands behind a body or a post as whose that is: "president of Ukraine" names no place."""
    words = search.words
    if noun is not None or not words.tongue.cased or a == 0 or words.gap(a) != " ":
        return False
    if _preposition_before(search.find, words, a):
        return False
    glosses = sides(words.tongue.code).glosses
    return any((g := glosses.at(words, i, a)) is not None and g.b == a for i in range(max(0, a - 3), a))


def _deed_before(words: Words, a: int) -> bool:
    """Whether a word for a deed stands right before a name: "the shelling of Kupyansk"."""
    triggers = deeds(words.tongue.code).triggers
    behind = range(max(0, a - 2), a) if a > 0 and words.gap(a) == " " else ()
    return any((found := triggers.at(words, i, a)) is not None and found.b == a for i in behind)


def _acts(search: _Search, a: int, b: int, placed: bool, noun: str | None) -> bool:
    """Whether a country in its first form, with no word of place before it, is who acts: "Russia denied"."""
    words, names = search.words, search.find.names
    if not words.tongue.cased or placed or noun is not None:
        return False
    return " ".join(words.norms[a:b]).replace("-", " ") in names.listed


def _is_listed(find: Finder, words: Words, a: int, b: int) -> bool:
    """Whether the language's own list has the name, and not only the gazetteer."""
    script = words.tongue
    firsts = [script.first_forms(n.replace("-", " ")) if script.cased else (n,) for n in words.norms[a:b]]
    if not script.cased:
        firsts[0] = script.forms(words.norms[a])
    return any(" ".join(forms) in find.names.listed for forms in itertools.islice(itertools.product(*firsts), TRIED))


def _ranked(entries: Sequence[Entry], here: frozenset[str], noun: str | None) -> tuple[Entry, ...]:
    def weight(e: Entry) -> tuple[int, int, int]:
        fits = int(noun == "area") if e.feature == "admin1" else int(noun != "area")
        return (-int(e.country in here), -fits, -e.population)

    return tuple(sorted(entries, key=weight))


def _preposition_before(find: Finder, words: Words, a: int) -> bool:
    names = find.names
    if a > 1 and words.norms[a - 1] in words.tongue.articles and words.gap(a).strip() == "":
        a -= 1  # "dans le Donbass", "de la Syrie"
    if a > 0 and words.norms[a - 1] in names.before and words.gap(a).strip('\u00a0 «"“') == "":
        return True
    if a > 0 and not names.tongue.cased and set(words.forms(a - 1)) & names.before and words.gap(a) == " ":
        return True
    norm = words.norms[a]
    return any(norm.startswith(letters) and len(norm) > len(letters) + 2 for letters in names.glued)


def _heads_line(words: Words, a: int, b: int) -> bool:
    """Whether a name opens a line and a colon stands behind it: "Mali: ..." tells where."""
    opens = a == 0 or "\n" in words.gap(a)
    return bool(words.tongue.articles) and opens and ":" in words.gap(b)


def _listed_on(words: Words, last: Mention, a: int) -> bool:
    """Whether a name goes on a list: "in Homs, Hama and Aleppo"."""
    between = range(last.b, a)
    if len(between) == 0:
        return words.gap(a).strip() in (",", "،", "(", "-", "–", "/")
    return len(between) == 1 and words.norms[last.b] in ("и", "і", "та", "й", "و", "et", "y", "e")


def linked(words: Words, a: int, b: int) -> bool:
    """Whether the words [a, b) between two names are prepositions and nouns of place, or the second has its
    preposition glued before it; where names have cases, nothing between them tells as much."""
    names = names_of(words.tongue.code)
    if words.tongue.articles:
        small = names.before | words.tongue.articles
        return b > a and all(words.norms[i] in small or names.nouns.begun(words, i) for i in range(a, b))
    fit = all(words.norms[i] in names.before or names.nouns.has(words, i) for i in range(a, b))
    return fit and (b > a or words.tongue.cased or words.norms[b].startswith(names.within))


def place_of(words: Words, m: Mention, world: World) -> Place:
    """The record of a mention: its first entry, of a province behind a noun for one; unresolved where it has none."""
    span = words.span(m.start if m.start >= 0 else m.a, m.b)
    text = words.text[span.start : span.end]
    if not m.entries:
        return Place(span, text, text, None, None, None, "unresolved", None, None, None, None)
    entry = m.entries[0]
    if entry.lat is None and entry.feature == "site":
        return _in_its_town(Place(
            span, text, entry.name, None, None, None, precision_of(entry), entry.country, entry.admin1, entry.id,
            entry.within,
        ), world)  # fmt: skip
    if m.noun == "site":
        return _site(span, text, entry)
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


def _site(span: Span, text: str, entry: Entry) -> Place:
    """An airport, a harbour or a plant that bears a town's name: it lies about that town, and is not the town."""
    near = entry.feature in ("city", "town", "district") and entry.lat is not None
    if not near:
        return Place(span, text, text, None, None, None, "unresolved", None, None, None, None)
    return Place(
        span, text, text, entry.lat, entry.lon, AROUND, "admin2", entry.country, entry.admin1, None, entry.name
    )


def _in_its_town(p: Place, world: World) -> Place:
    """A site with no point of its own that a pack says to be in a town: it lies about that town."""
    named = world.places.named(name_key(p.within)) if p.within else ()
    here = [n.entry for n in named if n.entry.country == p.country and n.entry.feature in ("city", "town")]
    if not here or here[0].lat is None:
        return p
    return replace(p, lat=here[0].lat, lon=here[0].lon, radius_km=AROUND, precision="admin2")


def nominals(words: Words, found: Sequence[Mention], code: str) -> list[tuple[int, int]]:
    """Words that stand for a place told before ("the city"), each with the number of the mention that is meant."""
    named = {i for m in found for i in range(m.start if m.start >= 0 else m.a, m.b)} | {m.a - 1 for m in found}
    named |= {m.a - 2 for m in found if words.gap(m.a) == words.gap(m.a - 1) == " "}  # "the Yemeni capital Sanaa"
    meant = []
    for f in names_of(code).nominal.all_in(words, 0, len(words)):
        if f.a in named or f.b - 1 in named:
            continue
        before = [n for n, m in enumerate(found) if m.b <= f.a and _of_sort(m, f.value)]
        if before:
            meant.append((f.a, before[-1]))
    return meant


def _of_sort(m: Mention, sort: str) -> bool:
    if sort == "any":  # "this place": whatever was named last, but a country
        return not m.entries or m.entries[0].feature != "country"
    if not m.entries:
        return sort == "town" and m.noun == "town"
    feature = m.entries[0].feature
    return feature in ("city", "town", "district") if sort == "town" else feature in ("admin1", "admin2", "region")


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
