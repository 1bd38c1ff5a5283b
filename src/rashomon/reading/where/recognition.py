"""Which names in a text could be places? Every capitalised run that the gazetteer knows, longest match first.

Whether each is a place at all is weighed in evidence.py.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from spacy.tokens import Doc

from rashomon.model import Span
from rashomon.reading.grammar.doc_extensions import text_of
from rashomon.reading.where.name_mentions import AREAS, INNER, Mention, Text, Words, has_stop, is_english, words_of
from rashomon.world import WORLDS, World
from rashomon.world.gazetteer import Named
from rashomon.world.gazetteer_files import ALTERNATE, PRIMARY
from rashomon.world.places import name_key
from rashomon.world.toponyms import ARTICLES

_LONGEST = 7
"""Tokens in a name; hyphens count: Deir ez-Zor has four"""

_AGENCY = re.compile(r"[(\[][^)\]]*[)\]]|/[^/]+/")
"""In a dateline: whose story it is"""


@lru_cache(maxsize=WORLDS)
def _names_of_organisations(world: World) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """First word to all word sequences of two and more that the packs know as the name of somebody."""
    names: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for entity in world.packs.entities.values():
        for alias in (entity.name, *entity.aliases):
            words = tuple(alias.lower().replace("-", " - ").split())
            if "the" in words[1:]:  # written without it as well: "Islamic State in Iraq and Levant"
                names[words[0]].add((words[0], *(w for w in words[1:] if w != "the")))
            if _hides(world, alias, len(words) == 1, entity.type == "person"):
                names[words[0]].add(words)
    return {first: tuple(sorted(all_, key=len, reverse=True)) for first, all_ in names.items()}


def _hides(world: World, alias: str, single: bool, person: bool) -> bool:
    """Whether a name is surely somebody's: one word is where it is a person's or an acronym, several unless a place."""
    return alias.isupper() or person if single else not world.places.find(alias)


def mask(t: Text, doc: Doc, world: World | None) -> None:
    """Hides what is no text of the report's (furniture), and the names of the packs' actors and media."""
    for span in (part.span for part in doc._.parts if part.kind in ("furniture", "byline")):
        hide(t, span)
    for span in (part.span for part in doc._.parts if part.kind == "dateline"):
        for agency in _AGENCY.finditer(text_of(doc), span.start, span.end):
            hide(t, Span(*agency.span()))
    names = _names_of_organisations(world) if world is not None else {}
    for i, word in enumerate(t.lower):
        if t.capital[i] and word in names:
            length = next((len(ws) for ws in names[word] if tuple(t.lower[i : i + len(ws)]) == ws), 0)
            t.masked[i : i + length] = b"\1" * length


def hide(t: Text, span: Span) -> None:
    """Marks the tokens that lie in the span: no place is looked for there."""
    for i in range(bisect.bisect_left(t.starts, span.start), t.n):
        if t.ends[i] > span.end:
            break
        t.masked[i] = 1


def candidates(t: Text) -> list[Mention]:
    """Every capitalised run that the gazetteer knows, longest match first."""
    words = words_of()
    found: list[Mention] = []
    i = 0
    while i < t.n:
        if t.masked[i]:
            i += 1
            continue
        mention = _own(t, i)
        if mention is None and (t.capital[i] or t.article(i)):
            mention = _longest(t, i, words)
        if mention is None:
            i += 1
        else:
            found.append(mention)
            i = mention.end
    return found


def _own(t: Text, start: int) -> Mention | None:
    """A pack's own name of several words, small letters or not: "Dereny dam", "old city of Homs"."""
    if t.lower[start] == "the" or not t.gazetteer.starts_own(t.lower[start]):
        return None
    for end in range(min(t.n, start + _LONGEST), start + 1, -1):
        if any(t.capital[start:end]) and not any(t.masked[start:end]):
            key = name_key(t.slice(start, end))
            named = t.gazetteer.own(key)
            if named and t.tokens[end - 1][-1:].isalnum() and "\n" not in t.slice(start, end):
                return Mention(start, end, Span(t.starts[start], t.ends[end - 1]), key, t.gazetteer.named(key))
    return None


def _run_ends(t: Text, start: int) -> list[int]:
    """Where a name that starts here can end, the shortest first."""
    words = words_of()
    led = t.capital[start] and t.lower[start] in words.heads
    ends = []
    for j in range(start, min(t.n, start + _LONGEST)):
        token = t.tokens[j]
        if t.masked[j]:
            break
        numbered = j > start and token.isdigit() and len(token) < 3
        if numbered and j == start + 1 and t.lower[start] in words.never:
            break  # "October 6" is a day, though a town is called 6th of October
        if t.capital[j] or numbered:
            ends.append(j + 1)
        elif led and start < j < start + 3 and token.isalpha():
            ends.append(j + 1)  # Deir ezzor
        elif (token not in INNER and t.lower[j] not in words.connectors) or (j == start and not t.article(j)):
            break
    return ends


def _longest(t: Text, start: int, words: Words) -> Mention | None:
    if _within_name(t, start, words):
        return None
    ends = _run_ends(t, start)
    for end in reversed(ends):
        m = _known(t, start, end, words)
        if m is not None and not (end < ends[-1] and t.article(end) and not _is_large(m.named)):
            return m  # "Qasr al-Wadina" is not the village Qasr
    return None


def _known(t: Text, start: int, end: int, words: Words) -> Mention | None:
    """These tokens as a name that the gazetteer has, by letters, by sound, or as a genitive that lost its mark."""
    surface = t.slice(start, end)
    key = name_key(surface)
    if not key or key in words.phrases or (end - start == 1 and not _may_be_name(t, start, key, words)):
        return None
    chars = Span(t.starts[start], t.ends[end - 1])
    named = t.gazetteer.named(key)
    if named and end < t.n and t.lower[end] in words.outside_towns and all(_is_district(n) for n in named):
        return None  # "the Shaar oilfield" lies in no quarter of a city
    if named and len(key) <= 4:
        named = _cased(t, start, key, named)
    if named:
        far = t.sounding and not any(n.entry.country in t.home or n.entry.population > 100_000 for n in named)
        return Mention(start, end, chars, key, (*named, *_sounding(t, start, end, key)) if far else named)
    genitive = t.unpunctuated and surface[-1] == "s" and len(surface) > 4
    if genitive and _is_large(shorter := t.gazetteer.named(key[:-1])):
        return Mention(start, end, Span(chars.start, chars.end - 1), key[:-1], shorter)
    if t.sounding and (sounding := _sounding(t, start, end, key)):
        return Mention(start, end, chars, key, sounding, sounded=True)
    return None


def _is_district(n: Named) -> bool:
    return n.entry.feature == "district"


def _is_large(named: Sequence[Named]) -> bool:
    """Whether a name is so well known that "Syrias Idlib" may be it, in a text that lost its apostrophes."""
    return any(n.standing == PRIMARY and (n.entry.population > 50_000 or n.entry.feature in AREAS) for n in named)


def _within_name(t: Text, start: int, words: Words) -> bool:
    """Whether this is the "al-Qasr" or the "Qasr" of "Bustan al-Qasr", which is no place of that name."""
    k = start - 1
    while k > 0 and (t.tokens[k] == "-" or t.lower[k] in ARTICLES):
        k -= 1
    return k >= 0 and t.capital[k] and t.lower[k] in words.heads and not t.masked[k]


def _sounding(t: Text, start: int, end: int, key: str) -> tuple[Named, ...]:
    """Places of the packs' home countries that are romanised otherwise, for names that nothing in English explains."""
    if not _is_whole_name(t, start, end, key) or not _is_foreign(t, start, end):
        return ()
    return tuple(Named(e, ALTERNATE) for e in t.gazetteer.find_sounding(key, t.sounding)[:5])


def _is_whole_name(t: Text, start: int, end: int, key: str) -> bool:
    """Whether these tokens are a name of some length, neither cut off at an article nor the end of a longer one."""
    last = t.lower[end - 1]
    if len(key) < 5 or not key.isascii() or not t.capital[end - 1] or last in ARTICLES or last in words_of().never:
        return False
    if start and t.capital[start - 1] and t.proper[start - 1] and not t.opening[start - 1]:
        return False
    return not any(t.tokens[i] == "." or t.opening[i] for i in range(start + 1, end))


def _is_foreign(t: Text, start: int, end: int) -> bool:
    """Whether a name has an article or a head as names of the region have, or no English word and no given name."""
    words = words_of()
    span = range(start, end)
    if end - start > 1 and any(t.lower[i] in ARTICLES or t.lower[i] in words.heads for i in span):
        return True
    return not any(is_english(t, i) or t.lower[i] in words.given for i in span)


def _cased(t: Text, i: int, key: str, named: tuple[Named, ...]) -> tuple[Named, ...]:
    """Without the countries for which "Car" or "us" would be short, unless they are written in capitals."""
    if t.tokens[i].isupper():
        return named
    return tuple(n for n in named if n.entry.feature != "country" or name_key(n.entry.name) == key)


def _may_be_name(t: Text, i: int, key: str, words: Words) -> bool:
    """Whether one word alone can be looked up: no date, compass word or demonym, and no head of a longer name."""
    token = t.tokens[i]
    if key in words.never or key in words.directions or not key[0].isalpha():
        return key == "us" and token in ("US", "U.S.", "U.S")
    if key in words.types and not t.proper[i]:
        return False
    if key in t.gazetteer.demonyms and not any(n.entry.feature in AREAS for n in t.gazetteer.named(key)):
        return False
    if key in words.heads and _goes_on(t, i + 1):
        return False
    shortened = has_stop(t, i) and key not in words.titles and i > 0 and t.tokens[i - 1] == ","  # "Glasgow, Ky."
    return len(key) >= 3 or token.isupper() or shortened


def _goes_on(t: Text, i: int) -> bool:
    return i < t.n and (t.capital[i] or t.lower[i] in ARTICLES or t.tokens[i] == "-")
