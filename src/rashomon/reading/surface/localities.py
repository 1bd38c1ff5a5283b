"""Where? Names of places in their own script: countries and areas by the language's list, towns by the gazetteer.

A name counts where a preposition or a noun of place stands before it, where it goes on a list of names, or where it is
that of a large town of a country that the text is about. Which of several it means is told by those countries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rashomon.reading.surface.belonging import sides
from rashomon.reading.surface.deeds import deeds
from rashomon.reading.surface.place_lookup import Finder, finder, is_listed
from rashomon.reading.surface.place_or_not import (
    KNOWN,
    Mention,
    Search,
    aside_of,
    deed_before,
    heads_line,
    is_listed_on,
    kept_entries,
    preposition_before,
    unbroken,
)
from rashomon.reading.surface.place_words import LONGEST, names_of
from rashomon.reading.surface.unlisted_names import is_given, unlisted
from rashomon.reading.surface.words import Words
from rashomon.world import World
from rashomon.world.places import Entry, at_war


def mentions(words: Words, world: World, about: Counter[str], taken: Sequence[bool]) -> list[Mention]:
    """The names of places in a text. `about` are countries by how often the text names them or their people; `taken`
    says of each word whether it is part of something else, an organisation or a person."""
    here = frozenset(iso for iso in about if iso in world.packs.home or iso in at_war())
    named = {iso: n - (iso in world.packs.home) for iso, n in about.items()}
    if words.tongue.articles and any(named.values()):  # news of countries that no list of wars has: the one named most
        here |= {max(named, key=lambda iso: (named[iso], iso))}
    search = Search(finder(words.tongue.code, world.places), words, taken, here, sides(words.tongue.code).peoples)
    found: list[Mention] = []
    i = 0
    while i < len(words):
        one = None if taken[i] else _mention(search, i, found[-1] if found else None)
        if one is None:
            i += 1
            continue
        if found and words.tongue.articles and not one.aside and is_listed_on(words, found[-1], one.a):
            one = one._replace(aside=found[-1].aside)  # "near Homs and Hama"
        found.append(one)
        i = one.b
    return [_among(m, found) for m in found]


def _among(m: Mention, found: Sequence[Mention]) -> Mention:
    """Of places of one name, none of them well known, the one in the province, else in the country, whose other places
    the text names the oftenest."""
    if m.spelled and len(m.entries) > 1:
        return m._replace(entries=_told_by_others(m, found))
    if len(m.entries) < 2 or m.entries[0].population >= KNOWN or m.entries[0].feature not in ("city", "town"):
        return m
    sure = [o.entries[0] for o in found if o.entries and (len(o.entries) == 1 or o.entries[0].population >= KNOWN)]
    often: Counter[tuple[str | None, str | None]] = Counter((e.country, e.admin1) for e in sure if e.admin1)
    lands = Counter(e.country for e in sure)
    near = sorted(m.entries, key=lambda e: (-often[e.country, e.admin1], -lands[e.country]))
    return m._replace(entries=tuple(near))


def _told_by_others(m: Mention, found: Sequence[Mention]) -> tuple[Entry, ...]:
    """Of places that were found by their letters the one in the only province of theirs that the text names."""
    named = {(o.entries[0].country, o.entries[0].admin1) for o in found if o is not m and o.entries and not o.spelled}
    here = tuple(e for e in m.entries if (e.country, e.admin1) in named)
    return here if len(here) == 1 else ()


def _mention(search: Search, i: int, last: Mention | None) -> Mention | None:
    find, words, taken = search.find, search.words, search.taken
    cased = find.names.tongue.cased
    if not _may_begin(find, words, i):
        return None
    noun, start = _noun_before(find, words, i)
    if cased and noun is None and is_given(find, words, i):
        return None
    for n in range(min(find.names.longest, len(words) - i), 0, -1):
        if any(taken[i : i + n]) or (n > 1 and not _joined(words, i, i + n)):
            continue
        if n == 1 and (find.names.nouns.has(words, i) or (not cased and len(words.norms[i]) < 3)):
            continue
        if (
            n == 1
            and find.names.sized.has(words, i)
            and i + 1 < len(words)
            and words.gap(i + 1) == " "
            and (words.capital(i + 1) or find.names.nouns.has(words, i + 1) or _agrees(words, i))
        ):
            continue  # "Eastern Ghouta" is no town called Eastern, nor is the Southern military district
        if cased and n > 1 and not _may_go_on(find, words, i, i + n):
            continue
        adjective = words.tongue.adjectival and words.norms[i].endswith(words.tongue.adjectival)
        if n == 1 and (words.tongue.articles or adjective) and _is_cut(search, i + 1):
            continue  # "Majdal Shams" is not Majdal
        if n > LONGEST and not is_listed(find, words, i, i + n):
            continue
        entries = find.look_up(words, i, i + n, whole=noun is not None and start < i)
        if entries and (kept := kept_entries(search, i, i + n, entries, noun, last)):
            return _whole(search, i, i + n, kept, noun, start)
    name = unlisted(search, i, noun, start)
    if name is None:
        return None
    return _whole(search, i, name.b, name.entries, name.noun, name.start)._replace(spelled=name.spelled)


def _is_cut(search: Search, b: int) -> bool:
    """Whether a name goes on with another capital, and what is there is no name of its own."""
    words = search.words
    if b >= len(words) or words.gap(b) != " " or not words.capital(b) or search.taken[b]:
        return False
    known = sides(words.tongue.code)
    other = (known.glosses, known.peoples)
    return not any(list_.has(words, b) for list_ in other) and not search.find.look_up(words, b, b + 1)


def _agrees(words: Words, i: int) -> bool:
    """Whether an adjective and the word behind it end alike, as two adjectives of one noun do."""
    a, b = words.norms[i], words.norms[i + 1]
    return len(b) > ENDING and a[-ENDING:] == b[-ENDING:]


ENDING = 2
"""Letters at the end of two adjectives of one noun."""


def _may_begin(find: Finder, words: Words, i: int) -> bool:
    """Whether a name of a place may begin with this word."""
    if not find.names.tongue.cased:
        norm = words.norms[i]
        return len(norm) > 2 or (len(norm) == 2 and norm not in find.names.before)
    if not words.capital(i) and not _listed_small(find, words, i):
        return False
    raw = words.raw(i)
    initials = raw.isupper() and 1 < len(raw) <= INITIALS and not any(c.isdigit() for c in raw)
    if initials and not is_listed(find, words, i, i + 1):
        return False
    behind_an_initial = i > 0 and len(words.raw(i - 1)) == 1 and words.capital(i - 1) and words.gap(i).strip() == "."
    return not behind_an_initial  # that is a last name


def _listed_small(find: Finder, words: Words, i: int) -> bool:
    """Whether a listed name begins with a small letter here: "bande de Gaza"."""
    if not words.tongue.articles or words.norms[i] not in find.names.starts:
        return False
    ends = range(i + 2, min(len(words), i + find.names.longest) + 1)
    return any(words.capital(b - 1) and is_listed(find, words, i, b) for b in ends)


def _whole(search: Search, a: int, b: int, entries: tuple[Entry, ...], noun: str | None, start: int) -> Mention:
    """The mention with the words that belong to the name: the noun of a site, the side of a province."""
    words, ways = search.words, search.find.names.ways
    end = b
    while noun in ("area", "site") and end < len(words) and words.gap(end) == " " and ways.has(words, end):
        end += 1
    first = start if noun == "site" or end > b else a
    area = bool(entries) and entries[0].feature in ("country", "admin1", "region")
    aside = aside_of(search, start if noun is not None else a, area)
    if _seat(search, a, entries, noun):
        aside = "origin"
    elif heads_line(words, a, b):
        aside = "aside"
    led = noun is not None or (preposition_before(search.find, words, start) and not _and_before(search, start))
    return Mention(a, end, entries, noun, aside, led, first)


def _and_before(search: Search, a: int) -> bool:
    """Whether it is "and" that stands before a name, with its article: of what sort that is, is told further before."""
    words = search.words
    a -= a > 1 and words.norms[a - 1] in words.tongue.articles
    return a > 0 and words.norms[a - 1] in search.find.names.ands


def _seat(search: Search, a: int, entries: Sequence[Entry], noun: str | None) -> bool:
    """Whether a capital without a word of place before it stands for a government: "Moscow announced"."""
    seat = bool(entries) and search.find.places.is_capital(entries[0])
    words = search.words
    if not seat or noun is not None or preposition_before(search.find, words, a):
        return False
    if words.tongue.verb_first and any(
        (f := deeds(words.tongue.code).triggers.at(words, n, a)) is not None and unbroken(words, f.a, a)
        for n in range(max(0, a - STRUCK), a)
    ):
        return False  # "the coalition bombed Sanaa", in the order of Arabic
    whose = deeds(words.tongue.code).told["by_whom"]
    return not deed_before(words, a) or (a > 0 and bool(whose) and whose.at(words, a - 1, a) is not None)


def _joined(words: Words, a: int, b: int) -> bool:
    gaps = (" ", "-", "\u00a0", "") if words.tongue.elided else (" ", "-", "\u00a0")
    return all(words.gap(i) in gaps for i in range(a + 1, b))


def _may_go_on(find: Finder, words: Words, a: int, b: int) -> bool:
    """Whether the later words of a name are written as a name is, or are a noun of place ("oblast")."""
    articled = words.tongue.articles and is_listed(find, words, a, b)  # "Valle del Cauca", "Côte d'Ivoire"
    return bool(articled) or all(words.capital(i) or find.names.nouns.has(words, i) for i in range(a + 1, b))


def _noun_before(find: Finder, words: Words, i: int) -> tuple[str | None, int]:
    """What a noun right before a word says that its name is, and where that noun stands."""
    if i == 0 or words.gap(i).strip(' .«"“' if words.tongue.cased else ' «"“') != "" or "\n" in words.gap(i):
        return None, i
    for a in range(max(0, i - (NOUN if words.tongue.articles else 2)), i):
        found = find.names.nouns.at(words, a, i)
        if "." in words.gap(i) and len(words.raw(i - 1)) > ABBREVIATED:
            continue
        if found is not None and found.b == i and not words.raw(a).startswith("وأ"):  # "and", then a word with hamza
            return found.value, a
    return None, i


STRUCK = 3
"""Words between a verb and a capital that it befell: who did it."""
NOUN = 4
"""Words of a noun of place, at most: "camp of refugees of"."""
INITIALS = 5
"""Letters of a word in capitals that may be the initials of a body."""

ABBREVIATED = 4
"""Letters of a noun of place that a full stop may cut short: "г. Буча", "обл."."""


def linked(words: Words, a: int, b: int, noun: str | None = None) -> bool:
    """Whether the words [a, b) between two names are prepositions and nouns of place, or the second has its
    preposition glued before it; where names have cases, nothing between them tells as much. Behind a noun of place and
    its name may stand what a site makes and whose it is, or more names: "the X plant for steel in Y"."""
    names = names_of(words.tongue.code)
    goes_on = names.along.get(noun or "", ())
    while goes_on and a < b and words.norms[a].startswith(goes_on) and words.gap(a) == " ":
        a += 1
    if words.tongue.articles:
        small = names.before | words.tongue.articles
        return b > a and all(words.norms[i] in small or names.nouns.begun(words, i) for i in range(a, b))
    fit = all(words.norms[i] in names.before or names.nouns.has(words, i) for i in range(a, b))
    return fit and (b > a or words.tongue.cased or words.norms[b].startswith(names.within))
