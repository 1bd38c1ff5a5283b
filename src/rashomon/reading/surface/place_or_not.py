"""Where? Whether a name in the gazetteer is a place here, by the words around it, and which of several it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.reading.surface.belonging import is_local, sides
from rashomon.reading.surface.deeds import deeds
from rashomon.reading.surface.patterns import Phrases
from rashomon.reading.surface.place_lookup import LARGE, Finder, is_listed
from rashomon.reading.surface.words import Words
from rashomon.world.places import Entry
from rashomon.world.toponyms import CITY_POPULATION

OWN = 500
"""People of a town that a preposition makes a place of, in a country that the text is about."""

KNOWN = 300_000
"""The same in any country."""


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
    spelled: bool = False
    """Whether no list has the name, and the places are those that have its letters in order."""


class Search(NamedTuple):
    find: Finder
    words: Words
    taken: Sequence[bool]
    here: frozenset[str]
    """Countries that the text is about and that had war: a village of theirs is likelier than another's."""
    peoples: Phrases[str]


def kept_entries(
    search: Search, a: int, b: int, entries: Sequence[Entry], noun: str | None, last: Mention | None
) -> tuple[Entry, ...]:  # fmt: skip
    """The entries that are meant, the likeliest first; none where the words are likely no place."""
    find, words = search.find, search.words
    ranked = _ranked(entries, search.here, noun)
    led = preposition_before(find, words, a) or (last is not None and is_listed_on(words, last, a))
    if led and _of_a_name(words, a):
        return ()
    placed = led or deed_before(words, a) or heads_line(words, a, b)
    listed = is_listed(find, words, a, b)
    if search.peoples.has(words, a) and b - a == 1 and not (listed and _is_country_word(words, a, placed, noun)):
        return ()
    if listed:
        return ranked if _listed_here(search, a, b, entries, placed, noun) else ()
    best = ranked[0]
    if words.tongue.cased and noun is None and not best.id.startswith("pack:") and _quoted(words, a, b):
        return ()  # the ship "Novocherkassk", the paper "Moscow"
    here = best.country in search.here
    if noun is not None:
        quarter = find.names.quarters.at(words, a - 1, a) is not None  # a quarter of a town is no city abroad
        return ranked if here or (best.population >= KNOWN and not quarter) else ()
    if placed:
        return ranked if _led_to(search, a, best, entries, here) else ()
    if best.id.startswith("pack:") and find.names.tongue.cased:
        return ranked
    large = CITY_POPULATION if words.tongue.cased else LARGE
    return ranked if here and best.population >= large and _on_its_own(words, a, b) else ()


def _listed_here(
    search: Search, a: int, b: int, entries: Sequence[Entry], placed: bool, noun: str | None
) -> bool:  # fmt: skip
    """Whether a name of the language's own list is a place here, and not who acts or whose a body is."""
    if entries[0].feature == "admin1" and _governed(search, a, noun):
        return True  # "the governor of Kursk oblast"
    return not _owned(search, a, noun) and not _acts(search, a, b, placed, noun)


def _led_to(search: Search, a: int, best: Entry, entries: Sequence[Entry], here: bool) -> bool:
    """Whether a name behind a word of place or a deed is large enough for one."""
    words = search.words
    if best.population >= KNOWN or best.id[:5] == "pack:":
        return True
    if not here:
        return _alone_of_its_name(search, a, best, entries)
    whole = not words.tongue.cased and words.norms[a] == words.tongue.forms(words.norms[a])[0]
    struck = words.tongue.cased and deed_before(words, a) and len({e.id for e in entries}) == 1
    if struck and words.norms[a - 1] not in search.find.names.before:
        return True  # "shelled Atarib": what was struck, the only place of its name
    return best.population >= (0 if whole and _word_before(search.find, words, a) else OWN)


def _on_its_own(words: Words, a: int, b: int) -> bool:
    """Whether no other name stands right beside one, which would make it a person's: "the minister, Vladimir Padrino".
    A post that opens a sentence has a capital, too: "Mayor of Kharkiv"."""
    if not words.tongue.cased:
        return True
    before = a > 0 and words.capital(a - 1) and words.gap(a) == " " and not is_local(words, a - 1, a)
    behind = words.tongue.articles and b < len(words) and words.gap(b) == " " and words.capital(b)
    return not before and not behind


def _alone_of_its_name(search: Search, a: int, best: Entry, entries: Sequence[Entry]) -> bool:
    """Whether a town of some size, behind a preposition that hardly stands before a person, is by far the largest of
    its name: "en Tumaco" says where, whatever country the text is about."""
    rest = max((e.population for e in entries if e.id != best.id), default=0)
    behind = a > 0 and search.words.norms[a - 1] in search.find.names.inside
    return behind and best.population >= SOME and best.population > 5 * rest


SOME = 20_000
"""People of such a town."""


def _of_a_name(words: Words, a: int) -> bool:
    """Whether what stands before is the particle of a person's name, and no preposition: "Muqtada al Sadr"."""
    return (
        words.tongue.articles != frozenset()
        and a > 1
        and words.norms[a - 1] == "al"
        and words.capital(a - 2)
        and (words.gap(a - 1) == " ")
    )


def _quoted(words: Words, a: int, b: int) -> bool:
    return words.gap(a)[-1:] in ("«", "“", "„", '"') and words.gap(b)[:1] in ("»", "”", "“", '"')


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


def _governed(search: Search, a: int, noun: str | None) -> bool:
    """Whether a province stands behind the post of whoever governs it."""
    words = search.words
    return words.tongue.cased and noun is None and a > 0 and is_local(words, max(0, a - 2), a)


def _owned(search: Search, a: int, noun: str | None) -> bool:
    """Whether a country stands behind a body or a post as whose that is: "president of Ukraine" names no place."""
    words = search.words
    if noun is not None or not words.tongue.cased or a == 0 or words.gap(a) != " ":
        return False
    if preposition_before(search.find, words, a):
        return False
    glosses = sides(words.tongue.code).glosses
    return any((g := glosses.at(words, i, a)) is not None and g.b == a for i in range(max(0, a - 3), a))


def deed_before(words: Words, a: int) -> bool:
    """Whether a word for a deed stands right before a name: "the shelling of Kupyansk"."""
    triggers = deeds(words.tongue.code).triggers
    behind = range(max(0, a - 2), a) if a > 0 and words.gap(a) == " " else ()
    if any((found := triggers.at(words, i, a)) is not None and found.b == a for i in behind):
        return True
    if words.tongue.cased and any((f := triggers.at(words, i, a + 1)) is not None and f.b == a + 1 for i in behind):
        return True  # "took Kupyansk": the name is part of the phrase
    told = deeds(words.tongue.code).told["underwent"]  # "came under shelling, the town of"
    if not told or a < 2 or words.gap(a) != " " or told.at(words, a - 1, a) is None:
        return False
    return any(triggers.at(words, i, a) is not None for i in range(max(0, a - 3), a - 1))


def _acts(search: Search, a: int, b: int, placed: bool, noun: str | None) -> bool:
    """Whether a country in its first form, with no word of place before it, is who acts: "Russia denied"."""
    words, names = search.words, search.find.names
    if not words.tongue.cased or noun is not None:
        return False
    listed = " ".join(words.norms[a:b]).replace("-", " ") in names.listed
    if listed and deed_before(words, a) and not preposition_before(search.find, words, a):
        ends = search.find.names.tongue.locative
        if ends and words.norms[a - 1].endswith(ends):
            return True  # "accused of the shelling Israel", in Russian order
    if placed and not (
        deed_before(words, a) and words.norms[a].endswith(("а", "я")) and not preposition_before(search.find, words, a)
    ):
        return False
    return listed


def _ranked(entries: Sequence[Entry], here: frozenset[str], noun: str | None) -> tuple[Entry, ...]:
    def weight(e: Entry) -> tuple[int, int, int]:
        fits = int(noun == "area") if e.feature == "admin1" else int(noun != "area")
        return (-int(e.country in here), -fits, -e.population)

    return tuple(sorted(entries, key=weight))


def preposition_before(find: Finder, words: Words, a: int) -> bool:
    names = find.names
    if a > 1 and words.norms[a - 1] in words.tongue.articles and words.gap(a).strip() == "":
        a -= 1  # "dans le Donbass", "de la Syrie"
    if a > 0 and words.norms[a - 1] in names.before and words.gap(a).strip('\u00a0 «"“') == "":
        return True
    if a > 0 and not names.tongue.cased and set(words.forms(a - 1)) & names.before and words.gap(a) == " ":
        return True
    norm = words.norms[a]
    return any(norm.startswith(letters) and len(norm) > len(letters) + 2 for letters in names.glued)


def heads_line(words: Words, a: int, b: int) -> bool:
    """Whether a name opens a line and a colon stands behind it: "Mali: ..." tells where."""
    opens = a == 0 or "\n" in words.gap(a)
    return bool(words.tongue.articles) and opens and ":" in words.gap(b)


def is_listed_on(words: Words, last: Mention, a: int) -> bool:
    """Whether a name goes on a list: "in Homs, Hama and Aleppo"."""
    between = range(last.b, a)
    if len(between) == 0:
        return words.gap(a).strip() in (",", "،", "(", "-", "–", "/")
    return len(between) == 1 and words.norms[last.b] in ("и", "і", "та", "й", "و", "et", "y", "e")


def aside_of(search: Search, a: int, area: bool) -> str:
    """Whether a word of direction or origin stands before; a direction inside of an area is in it."""
    words, aside = search.words, search.find.names.aside
    if not words.tongue.cased and any(words.norms[a].startswith(g) for g in search.find.names.apart):
        return "origin"
    for i in range(max(0, a - 2), a):
        found = aside.at(words, i, a)
        if found is None or found.b != a or found.value == "inside" or not unbroken(words, i, a):
            continue
        if found.value == "origin" or not (area or (found.value == "aside" and _is_inside(search, i))):
            return found.value
    return ""


def _is_inside(search: Search, i: int) -> bool:
    """Whether the word before this one says that it is inside."""
    before = search.find.names.aside.at(search.words, i - 1, i) if i > 0 else None
    return before is not None and before.value == "inside" and before.b == i


def unbroken(words: Words, a: int, b: int) -> bool:
    return not any(mark in words.gap(n) for n in range(a + 1, b + 1) for mark in ",.،")
