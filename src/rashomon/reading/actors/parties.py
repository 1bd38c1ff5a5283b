"""Which parties that fight does a text name, that no list knows? "The Red Brigade", "M23 rebels", "Dawn, a militia".

A name is a party's where its own words say so ("Front", "Liberation Army"), or those beside it: armed men of that name,
or a group of armed men that is called so. What stands in brackets behind it is the same party. Each is a camp of its
own.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.model import Span as Chars
from rashomon.reading.actors.mentions import DAYS, Range, chars
from rashomon.reading.grammar.doc_extensions import text_of
from rashomon.reading.grammar.phrase_matcher import words_of
from rashomon.reading.languages import table
from rashomon.reading.persons.component import overlaps, private_in

LISTS = table("sides")
NOUNS, NOUNS_FIRST = frozenset(LISTS["party_nouns"]), frozenset(LISTS["party_nouns_first"])
OFFICIAL, REBEL = frozenset(LISTS["official_words"]), frozenset(LISTS["rebel_words"])
ARMED_NOUNS, GROUP_NOUNS = frozenset(LISTS["armed_nouns"]), frozenset(LISTS["group_nouns"])
QUALITIES, MILITARY = frozenset(LISTS["group_qualities"]), frozenset(LISTS["military_nouns"])
NO_PARTY = frozenset(LISTS["no_party"])
WITHIN_NAMES = frozenset({"of", "the", "for", "and", "'s", "-", "'", "al", "de"})
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)?$", re.IGNORECASE)


class NamedParty(NamedTuple):
    """A party named at tokens [start, end)."""

    start: int
    end: int
    name: str
    role: str
    camp: str


def camp_id(name: str) -> str:
    """A party's name as the id of its camp.

    >>> camp_id("the People's Defence Force"), camp_id("M23")
    ('peoples_defence_force', 'm23')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", " ", plain.replace("'", "")).split()
    return "_".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def parties(
    doc: Doc, taken: Collection[int], nations: Collection[int], known: Sequence[tuple[int, int, str]]
) -> list[NamedParty]:
    """The parties that the text names, wherever it names them.

    `taken` are tokens of names that are known, `nations` those of words that give a state's side, `known` are the
    parties that are known, which what stands in brackets behind them is too.
    """
    private = private_in(doc)
    t = _looked_at(doc)
    found = [r for r in _shown(t, taken, nations) if not overlaps(private, chars(doc, *r))]
    ids: dict[str, tuple[str, str]] = {}
    for start, end in found:
        name = written(doc, start, end)
        ids.setdefault(doc[start:end].text, (name, camp_id(name)))
    for start, end, camp in [*known, *((a, b, ids[doc[a:b].text][1]) for a, b in found)]:
        if (short := _bracketed(doc, end)) is not None:
            ids[short.text] = (written(doc, start, end), camp)
        if (long := _before_brackets(t, start, end)) is not None:
            ids[doc[start:end].text] = (long, camp_id(long))
            ids[long] = (long, camp_id(long))
    full = {_initials(name): by for name, by in ids.items() if " " in name}
    ids |= {name: full[name] for name in ids if name in full}
    return list(_everywhere(t, ids, taken)) if ids else []


def written(doc: Doc, start: int, end: int) -> str:
    """The words as the report has them, before capitals were taken down for the parser."""
    a, b = chars(doc, start, end)
    return str((doc._.received or text_of(doc))[a:b])


@dataclass(frozen=True, slots=True)
class _Text:
    """A text while parties are looked for in it: what is asked of each token stands in lists."""

    doc: Doc
    words: Sequence[str]
    lowers: Sequence[str]
    organisations: Collection[int]
    """Tokens of names that their own words or those beside them show to be an organisation's."""
    capital: Sequence[bool]
    """Whether a token may be a word of a name."""
    places: Sequence[Chars]
    """Where places that the gazetteer has are named."""


def _looked_at(doc: Doc) -> _Text:
    words = [t.text for t in doc]
    starts = [t.idx for t in doc]
    organisations = {
        i
        for n in doc._.names or ()
        if n.sort == "organisation"
        for i in range(bisect_left(starts, n.span.start), bisect_left(starts, n.span.end))
    }
    capital = [
        len(word) > 2  # a name, though its letters were taken down for the parser
        if i in organisations
        else word[:1].isupper() and doc[i].pos_ not in NO_CAPITALS and word not in DAYS
        for i, word in enumerate(words)
    ]
    places = [p.span for p in doc._.places or () if p.gazetteer is not None]
    return _Text(doc, words, words_of(doc)[0], organisations, capital, places)


NO_CAPITALS = frozenset({"PRON", "ADV", "VERB", "AUX", "SCONJ", "CCONJ", "ADP"})
"""Parts of speech of words that no name begins with, whatever their letters."""


def _everywhere(t: _Text, ids: Mapping[str, tuple[str, str]], taken: Collection[int]) -> Iterator[NamedParty]:
    """Each place where one of the names stands, the longest first, and "the Front" after a name that ends so."""
    named = {tuple(token.text for token in _tokens(t.doc, name)): by for name, by in ids.items()}
    longest_first = sorted(filter(None, named), key=len, reverse=True)
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for words in longest_first:
        by_first.setdefault(words[0], []).append(words)
    last: dict[str, tuple[str, str]] = {}
    i = 0
    while i < len(t.words):
        name, by = None, None
        if i not in taken:
            name = next((w for w in by_first.get(t.words[i], ()) if tuple(t.words[i : i + len(w)]) == w), None)
            by = named[name] if name else last.get(t.words[i]) if _is_short(t, i) else None
        n = len(name) if name else 1
        if by is not None:
            last[t.words[i + n - 1]] = by
            yield NamedParty(i, i + n, by[0], "armed_group", by[1])
        i += n


def _tokens(doc: Doc, name: str) -> Iterable[Token]:
    """The tokens of a name, where it first stands in the text."""
    start = text_of(doc).find(name)
    span = doc.char_span(start, start + len(name), alignment_mode="expand")
    return span if span is not None else ()


def _is_short(t: _Text, i: int) -> bool:
    """ "The Front": the noun of a party's name alone, with a capital."""
    if i == 0 or t.lowers[i] not in NOUNS or not t.words[i][:1].isupper() or t.lowers[i - 1] != "the":
        return False
    return i + 1 >= len(t.words) or not t.words[i + 1][:1].isupper()


def _shown(t: _Text, taken: Collection[int], nations: Collection[int]) -> Iterator[Range]:
    """Where the text shows a name to be a party's."""
    for start, end in _runs(t, taken):
        yield from _by_own_words(t, start, end, nations)
        beside = _by_words_beside(t, start, end, nations)
        if beside is not None:
            yield beside


def _runs(t: _Text, taken: Collection[int]) -> Iterator[Range]:
    """Capitalised words in a row, with the small words that names hold; without an article before them."""
    after = 0
    for i in [i for i, capital in enumerate(t.capital) if capital and i not in taken]:
        if i < after:
            continue
        after = end = _run_end(t, i, taken)
        start = i + (t.lowers[i] in ("the", "a", "an"))
        if start < end and not (i > 0 and (i - 1 in taken or t.words[i - 1] == "-")):
            yield start, end


def _run_end(t: _Text, i: int, taken: Collection[int]) -> int:
    """Behind the last word of the run that begins with token i."""
    end = i + 1
    while end < len(t.words) and end not in taken and not t.doc[end].is_sent_start:
        behind = t.words[end + 1] if end + 1 < len(t.words) else ""
        if t.capital[end]:
            end += 1
        elif t.lowers[end] in ("al", "el") and behind == "-" and _capital_at(t, end + 2):
            end += 3
        elif t.lowers[end] in WITHIN_NAMES and _capital_at(t, end + 1):
            end += 2
        elif t.lowers[end] in ("of", "for") and behind == "the" and _capital_at(t, end + 2):
            end += 3
        else:
            break
    return end


def _capital_at(t: _Text, i: int) -> bool:
    return i < len(t.capital) and t.capital[i]


def _by_own_words(t: _Text, start: int, end: int, nations: Collection[int]) -> Iterator[Range]:
    """The part of a run that is a party's name by its own words: up to the last noun for a party, or from the first."""
    for i in range(end - 1, start, -1):
        if t.lowers[i] in NOUNS:
            begin = _name_start(t.lowers, start, i)
            if begin < i and (t.words[i][:1].isupper() or t.capital[i]) and _says_party(t, begin, i, nations):
                yield begin, i + 1
            return
    first = t.lowers[start] in NOUNS_FIRST and end - start > 2 and t.lowers[start + 1] in ("of", "for")
    if first and not all(k in nations or t.lowers[k] in WITHIN_NAMES for k in range(start + 1, end)):
        yield start, end


def _name_start(lowers: Sequence[str], start: int, noun: int) -> int:
    """Where the name begins that ends with a noun for a party: behind a title and a person ("Colonel X of the Y Army")
    and behind "and", "'s" of a nation."""
    begin = start
    for i in range(start, noun):
        if lowers[i] in ("of", "for", "and") and lowers[start] not in NOUNS_FIRST:
            begin = i + 1
    while begin < noun and lowers[begin] in ("the", "and", "'s", "of", "-"):
        begin += 1
    return begin


def _says_party(t: _Text, start: int, noun: int, nations: Collection[int]) -> bool:
    words = [(i, t.lowers[i]) for i in range(start, noun) if t.lowers[i] not in WITHIN_NAMES]
    if not words or ORDINAL.match(words[0][1]):
        return False
    if any(w in REBEL for _, w in words) and not (len(words) == 1 and words[0][0] in nations):
        return True
    if words[0][0] in nations:
        return False  # "Ruritanian Revolutionary Guard": the state's
    return not all(w in OFFICIAL or i in nations or ORDINAL.match(w) for i, w in words)


def _by_words_beside(t: _Text, start: int, end: int, nations: Collection[int]) -> Range | None:
    """A run that the words beside it call a party: "M23 rebels", "the rebel group Dawn Shield", "M23, an armed group",
    "M23's military spokesperson"."""
    doc = t.doc
    if t.lowers[start] in QUALITIES and end - start > 1:
        start += 1
    if start in nations or t.lowers[start] in NO_PARTY or end - start > 5 or _is_a_place(t, start, end):
        return None
    if t.words[end - 1] in ("'s", "'"):
        end -= 1
    start = _name_start(t.lowers, start, end)
    if end <= start or end >= len(doc):
        return None
    if not any(i in t.organisations or doc[i].pos_ == "PROPN" for i in range(start, end)):
        return None
    behind = doc[end]
    if behind.lemma_.lower() in ARMED_NOUNS and behind.pos_ in ("NOUN", "PROPN") and not behind.text[:1].isupper():
        return start, end
    acronym = end - start == 1 and _is_acronym(t.words[start])
    if acronym and _owns_men(doc, end):
        return start, end
    if _called_a_group(doc, start) or _explained_as_a_group(doc, end):
        return start, end
    return None


def _is_a_place(t: _Text, start: int, end: int) -> bool:
    """Whether a name holds a place's: "Strelsau rebels" are of the town."""
    a, b = chars(t.doc, start, end)
    return any(p.start < b and p.end > a for p in t.places)


def _is_acronym(word: str) -> bool:
    return 2 <= len(word) <= 7 and word.upper() == word and any(c.isalpha() for c in word)


def _owns_men(doc: Doc, end: int) -> bool:
    """ "'s military spokesperson", " fighters"."""
    i = end + (doc[end].text in ("'s", "'"))
    if i == end and doc[i].lemma_.lower() not in MILITARY:
        return False
    return any(t.lemma_.lower() in MILITARY or t.lower_ == "military" for t in doc[i : i + 2])


def _called_a_group(doc: Doc, start: int) -> bool:
    """ "The rebel group X", "armed group X"."""
    i = start - 1
    if i < 1 or doc[i].lemma_.lower() not in GROUP_NOUNS or doc[i].text[:1].isupper():
        return False
    return doc[i].lower_ == "militia" or doc[i - 1].lower_ in QUALITIES


def _explained_as_a_group(doc: Doc, end: int) -> bool:
    """ ", a rebel group", ", the armed movement"."""
    words = [t.lower_ for t in doc[end : end + 6]]
    if len(words) < 3 or words[0] != "," or words[1] not in ("a", "an", "the", "another"):
        return False
    for k in range(2, len(words)):
        if words[k] in GROUP_NOUNS:
            return words[k] == "militia" or bool(set(words[2:k]) & QUALITIES)
        if not doc[end + k].is_alpha and words[k] != "-":
            return False
    return False


def _bracketed(doc: Doc, end: int) -> Token | None:
    """The short name in brackets behind a name: "(RSF)"."""
    if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")" and _is_acronym(doc[end + 1].text):
        return doc[end + 1]
    return None


def _before_brackets(t: _Text, start: int, end: int) -> str | None:
    """The name before the brackets that hold a short one."""
    if start < 2 or end >= len(t.words) or t.words[start - 1] != "(" or t.words[end] != ")" or end - start > 1:
        return None
    begin = start - 1
    while begin > 0 and (t.capital[begin - 1] or t.lowers[begin - 1] in WITHIN_NAMES):
        begin -= 1
    while begin < start - 1 and t.lowers[begin] in WITHIN_NAMES:
        begin += 1
    name: str = t.doc[begin : start - 1].text
    return name if _initials(name) == t.words[start] else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())
