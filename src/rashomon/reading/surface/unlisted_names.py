"""Where does the name of a place end that neither a language's list nor the gazetteer has as it is written, and which
place is it? By the noun, the preposition or the deed beside it, by its letters in Latin ones, or by how it sounds."""

from __future__ import annotations

from typing import NamedTuple

from rashomon.reading.surface.belonging import sides
from rashomon.reading.surface.deeds import deeds
from rashomon.reading.surface.place_lookup import Finder
from rashomon.reading.surface.place_or_not import Search, aside_of, deed_before, unbroken
from rashomon.reading.surface.place_words import LONGEST, in_latin, latin_letters, spelled_letters
from rashomon.reading.surface.words import Words
from rashomon.world.places import Entry


class Unlisted(NamedTuple):
    """A name that ends before word `b`, the places it may be, the noun before it and where that stands."""

    b: int
    entries: tuple[Entry, ...]
    noun: str | None
    start: int
    spelled: bool = False


def unlisted(search: Search, i: int, noun: str | None, start: int) -> Unlisted | None:
    """A name that no list has, by the noun or preposition before it."""
    words = search.words
    cased = search.find.names.tongue.cased
    if (end := _spelled_end(search, i, noun)) is not None:
        return Unlisted(end, search.find.spelled(tuple(words.norms[i:end]), search.here), noun, start)
    unknown = (noun != "site" or bool(words.tongue.articles)) if cased else not _definite(words, start)
    if noun is not None and unknown and _is_name(search, i):
        b = i + 1
        if cased and b < len(words) and words.gap(b) == " " and words.capital(b) and not _area_at(search, b):
            return None  # a person's name: "the head of the district, Ivan ..."
        if not cased and b < len(words) and words.gap(b) == " " and _goes_on(search, i, b):
            b += 1
        while words.tongue.articles and b < len(words) and words.gap(b) == " " and _goes_on_so(words, b):
            b += 1
        if words.tongue.articles and (heard := search.find.sounding(_text(words, i, b), search.here)):
            return Unlisted(b, heard, noun, start)
        return Unlisted(b, _written(search, i, b), noun, start, spelled=True)
    near = noun is None and not cased and i > 0 and words.forms(i - 1)[-1] in search.find.names.beside
    if near and aside_of(search, i, area=False) == "aside" and _is_name(search, i):
        entries = _written(search, i, i + 1) or _city_written(search, i)  # "near Tarhuna"
        return Unlisted(i + 1, entries, None, i, spelled=True) if entries else None
    end = (_unknown_end(search, i) or _of_deed(search, i)) if noun is None and cased else None
    if end is not None:
        heard = search.find.sounding(_text(words, i, end), search.here) if words.tongue.articles else ()
        return Unlisted(end, heard, None if heard else "town", i)
    return None


def _text(words: Words, a: int, b: int) -> str:
    return words.text[words.spans[a][0] : words.spans[b - 1][1]]


def _area_at(search: Search, i: int) -> bool:
    """Whether the name of a province begins here: "the village X of Kursk oblast"."""
    words = search.words
    if i + 1 >= len(words) or not search.find.names.nouns.has(words, i + 1):
        return False
    found = search.find.look_up(words, i, i + 2)
    return bool(found) and found[0].feature == "admin1"


def _spelled_end(search: Search, i: int, noun: str | None) -> int | None:
    """Where a name ends, behind a noun or a preposition of place, that one town of the text's countries bears in Latin
    letters alone."""
    words = search.words
    if not spelled_letters(words.tongue.code) or search.taken[i] or not _is_name(search, i):
        return None
    near = i > 0 and words.gap(i) == " " and words.norms[i - 1] in search.find.names.near
    led = noun is not None or near or deed_before(words, i)
    if not led or words.tongue.stem(words.norms[i]) in search.find.names.given:
        return None
    for b in (i + 2, i + 1):
        if b > len(words) or (b == i + 2 and not (words.gap(i + 1) == " " and words.capital(i + 1))):
            continue
        found = search.find.spelled(tuple(words.norms[i:b]), search.here)
        alone = len(found) == 1 or (len(found) > 1 and found[0].population > LARGER * max(1, found[1].population))
        if alone and not (b < len(words) and words.gap(b) == " " and words.capital(b) and not _area_at(search, b)):
            return b
    return None


def _written(search: Search, a: int, b: int) -> tuple[Entry, ...]:
    """The places of the text's countries that the gazetteer has in Latin letters alone, where this script writes no
    short vowels: its letters, in order. In a country of another script one letter stands for several sounds."""
    if not latin_letters(search.words.tongue.code):
        return ()
    found = search.find.written(tuple(search.words.norms[a:b]), search.here)
    one_name = len({e.name for e in found}) == 1
    if len(found) > 1 and one_name and found[0].population > LARGER * found[1].population:
        return found[:1]
    return found or _seat_of(search, a, b)


def _city_written(search: Search, i: int) -> tuple[Entry, ...]:
    """The one city of the text's countries with the letters of a name, fewer consonants included."""
    letters = latin_letters(search.words.tongue.code)
    found = search.find.places.find_written(in_latin(search.words.norms[i : i + 1], letters), search.here, least=3)
    cities = tuple(e for e in found if e.feature == "city")
    return cities if len(cities) == 1 else ()


LARGER = 5
"""How many times larger a town is than the next of its name, so that it is meant."""


def _seat_of(search: Search, a: int, b: int) -> tuple[Entry, ...]:
    """The one town of the text's countries whose name begins with this word, which a district bears as its own."""
    if b - a > 1 or not any(
        search.find.names.units.at(search.words, n, a) is not None for n in range(max(0, a - 1), a)
    ):
        return ()
    found = search.find.begun_with(search.words.norms[a], search.here)
    return found if len(found) == 1 else ()


def _unknown_end(search: Search, i: int) -> int | None:
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


def _of_deed(search: Search, i: int) -> int | None:
    """Where a name ends that no list has, behind a preposition that says where, or behind "of" and a noun of place with
    its adjective, in the clause of a deed: "an ambush at Gaskinde", "the attack on the Dogon village of Sobame"."""
    words, names = search.words, search.find.names
    if (
        i < 2
        or not names.where
        or words.gap(i) not in (" ", "")
        or not _is_name(search, i)
        or is_given(search.find, words, i)
    ):
        return None
    noun = i > 2 and any(rest for rest, _ in names.nouns.begun(words, i - 3)) and words.raw(i - 2)[0].islower()
    of_it = noun and words.norms[i - 1] in names.inside
    if not of_it and words.norms[i - 1] not in names.where:
        return None
    triggers = deeds(words.tongue.code).triggers
    near = range(max(0, i - DEED), i)
    behind = range(i + 1, min(len(words), i + BEHIND)) if words.norms[i - 1] in names.where else ()
    if not any(triggers.at(words, n, i) is not None and unbroken(words, n, i - 1) for n in near) and not any(
        triggers.at(words, n, n + 1) is not None and unbroken(words, i, n) for n in behind
    ):
        return None
    b = i + 1
    while b < len(words) and b - i < LONGEST + 1 and words.gap(b) == " " and _goes_on_so(words, b):
        b += 1
    return None if any(search.taken[i:b]) or sides(words.tongue.code).glosses.has(words, i) else b


def _goes_on_so(words: Words, i: int) -> bool:
    """Whether a word goes on a name: a capital, or what joins two ("Ras al Ain")."""
    if words.capital(i):
        return True
    raw = words.raw(i)
    if raw[:3].lower() in ARTICLES and raw[3:4].isupper():
        return True  # "Ourem al-Koubra"
    return (
        len(words.raw(i)) == 2
        and i + 1 < len(words)
        and words.gap(i + 1) == " "
        and words.capital(i + 1)
        and (words.norms[i] in ("al", "el", "as", "ez", "es"))
    )


ARTICLES = ("al-", "el-", "as-", "ad-", "ar-", "an-", "az-", "ez-", "es-", "ed-", "ar-")
"""Arabic articles inside of a name of two words."""
DEED = 10
"""Words before the name of a place in which the deed stands that was there."""
BEHIND = 4
"""Words behind it in which that deed stands at the latest: "in X destroyed"."""
AHEAD = 6
"""Words behind a comma in which the larger place of an unknown one stands."""


def is_given(find: Finder, words: Words, i: int) -> bool:
    """Whether a word is a given name with another name behind it."""
    goes_on = i + 1 < len(words) and words.gap(i + 1) == " " and words.capital(i + 1)
    given = words.tongue.stem(words.norms[i]) in find.names.given
    return goes_on and given


def _definite(words: Words, i: int) -> bool:
    """Whether a noun of place has an article: then no name hangs on it ("the hospital lacks ...")."""
    return words.norms[i].startswith(("ال", "وال", "بال", "لل"))


def _goes_on(search: Search, a: int, b: int) -> bool:
    """Whether an unknown name of one word goes on with the next: "Baraki Barak", "Sami al-Asi"."""
    norm, first = search.words.norms[b], search.words.norms[a]
    if first.startswith("ال") or not _is_name(search, b, second=True):
        return False
    return not norm.startswith(("و", "ف", "ب", "ل", "ي", "ت")) or norm[:2] == first[:2]


def _is_name(search: Search, i: int, second: bool = False) -> bool:
    """Whether a word that no list has may be the name of a place behind a noun of place."""
    words, names = search.words, search.find.names
    forms = set(words.forms(i))
    if forms & names.stop or words.raw(i)[0].isdigit() or names.nouns.has(words, i) or search.taken[i]:
        return False
    if search.peoples.has(words, i) or names.ways.has(words, i) or names.bearings.has(words, i):
        return False
    return names.tongue.cased or (len(words.norms[i]) > 2 and not words.norms[i].startswith(names.no_start))
