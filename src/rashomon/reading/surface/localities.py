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
    deed_before,
    heads_line,
    is_listed_on,
    kept_entries,
    preposition_before,
)
from rashomon.reading.surface.place_words import LONGEST, in_latin, latin_letters, names_of, spelled_letters
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
    if cased and noun is None and _is_given(find, words, i):
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
            continue  # "Eastern Ghouta" is no town called Eastern, "the Southern military district" none called Southern
        if cased and n > 1 and not _may_go_on(find, words, i, i + n):
            continue
        if n == 1 and words.tongue.articles and _is_cut(search, i + 1):
            continue  # "Majdal Shams" is not Majdal
        if n > LONGEST and not is_listed(find, words, i, i + n):
            continue
        entries = find.look_up(words, i, i + n, whole=noun is not None and start < i)
        if entries and (kept := kept_entries(search, i, i + n, entries, noun, last)):
            return _whole(search, i, i + n, kept, noun, start)
    return _unlisted(search, i, noun, start)


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


def _unlisted(search: Search, i: int, noun: str | None, start: int) -> Mention | None:
    """A name that no list has, by the noun or preposition before it."""
    words = search.words
    cased = search.find.names.tongue.cased
    if (end := _spelled_end(search, i, noun)) is not None:
        return _whole(search, i, end, search.find.spelled(tuple(words.norms[i:end]), search.here), noun, start)
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
            return _whole(search, i, b, heard, noun, start)
        return _whole(search, i, b, _written(search, i, b), noun, start)._replace(spelled=True)
    near = noun is None and not cased and i > 0 and words.forms(i - 1)[-1] in search.find.names.beside
    if near and _aside(search, i, area=False) == "aside" and _is_name(search, i):
        entries = _written(search, i, i + 1) or _city_written(search, i)  # "near Tarhuna"
        return _whole(search, i, i + 1, entries, None, i)._replace(spelled=True) if entries else None
    end = (_unknown_end(search, i) or _of_deed(search, i)) if noun is None and cased else None
    if end is not None:
        heard = search.find.sounding(_text(words, i, end), search.here) if words.tongue.articles else ()
        return _whole(search, i, end, heard, None if heard else "town", i)
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
    led = noun is not None or (i > 0 and words.gap(i) == " " and words.norms[i - 1] in search.find.names.near)
    if not led or _is_given(search.find, words, i):
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


def _listed_small(find: Finder, words: Words, i: int) -> bool:
    """Whether a listed name begins with a small letter here: "bande de Gaza"."""
    if not words.tongue.articles or words.norms[i] not in find.names.starts:
        return False
    ends = range(i + 2, min(len(words), i + find.names.longest) + 1)
    return any(words.capital(b - 1) and is_listed(find, words, i, b) for b in ends)


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
        or _is_given(search.find, words, i)
    ):
        return None
    noun = i > 2 and any(rest for rest, _ in names.nouns.begun(words, i - 3)) and words.raw(i - 2)[0].islower()
    of_it = noun and words.norms[i - 1] in names.inside
    if not of_it and words.norms[i - 1] not in names.where:
        return None
    triggers = deeds(words.tongue.code).triggers
    near = range(max(0, i - DEED), i)
    behind = range(i + 1, min(len(words), i + BEHIND)) if words.norms[i - 1] in names.where else ()
    if not any(triggers.at(words, n, i) is not None and _unbroken(words, n, i - 1) for n in near) and not any(
        triggers.at(words, n, n + 1) is not None and _unbroken(words, i, n) for n in behind
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


def _is_given(find: Finder, words: Words, i: int) -> bool:
    """Whether a word is a given name with another name behind it."""
    goes_on = i + 1 < len(words) and words.gap(i + 1) == " " and words.capital(i + 1)
    given = words.tongue.stem(words.norms[i]) in find.names.given
    return goes_on and given


def _definite(words: Words, i: int) -> bool:
    """Whether a noun of place has an article: then no name hangs on it ("the hospital lacks ...")."""
    return words.norms[i].startswith(("ال", "وال", "بال", "لل"))


def _whole(search: Search, a: int, b: int, entries: tuple[Entry, ...], noun: str | None, start: int) -> Mention:
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
    whose = deeds(words.tongue.code).told["by_whom"]
    return not deed_before(words, a) or (a > 0 and bool(whose) and whose.at(words, a - 1, a) is not None)


def _aside(search: Search, a: int, area: bool) -> str:
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


def _goes_on(search: Search, a: int, b: int) -> bool:
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


NOUN = 4
"""Words of a noun of place, at most: "camp of refugees of"."""
INITIALS = 5
"""Letters of a word in capitals that may be the initials of a body."""

ABBREVIATED = 4
"""Letters of a noun of place that a full stop may cut short: "г. Буча", "обл."."""


def _is_name(search: Search, i: int, second: bool = False) -> bool:
    """Whether a word that no list has may be the name of a place behind a noun of place."""
    words, names = search.words, search.find.names
    forms = set(words.forms(i))
    if forms & names.stop or words.raw(i)[0].isdigit() or names.nouns.has(words, i) or search.taken[i]:
        return False
    if search.peoples.has(words, i) or names.ways.has(words, i) or names.bearings.has(words, i):
        return False
    return names.tongue.cased or (len(words.norms[i]) > 2 and not words.norms[i].startswith(names.no_start))


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
