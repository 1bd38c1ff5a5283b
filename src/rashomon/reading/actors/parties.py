"""Which parties that fight does a text name, that no list knows? "The Red Brigade", "M23 rebels", "Dawn, a militia".

A name is a party's where its own words say so ("Front", "Liberation Army"), or those beside it: armed men of that name,
or a group of armed men that is called so. What stands in brackets behind it is the same party. Each is a camp of its
own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.reading.actors.mentions import Range, chars
from rashomon.reading.languages import table
from rashomon.reading.persons.component import overlaps, private_spans

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
    private = private_spans(doc._.names)
    found = [r for r in _shown(doc, taken, nations) if not overlaps(private, chars(doc, *r))]
    ids: dict[str, tuple[str, str]] = {}
    for start, end in found:
        name = written(doc, start, end)
        ids.setdefault(doc[start:end].text, (name, camp_id(name)))
    for start, end, camp in [*known, *((a, b, ids[doc[a:b].text][1]) for a, b in found)]:
        if (short := _bracketed(doc, end)) is not None:
            ids[short.text] = (written(doc, start, end), camp)
        if (long := _before_brackets(doc, start, end)) is not None:
            ids[doc[start:end].text] = (long, camp_id(long))
            ids[long] = (long, camp_id(long))
    full = {_initials(name): by for name, by in ids.items() if " " in name}
    ids |= {name: full[name] for name in ids if name in full}
    return list(_everywhere(doc, ids, taken))


def written(doc: Doc, start: int, end: int) -> str:
    """The words as the report has them, before capitals were taken down for the parser."""
    a, b = chars(doc, start, end)
    return str((doc._.received or doc.text)[a:b])


def _everywhere(doc: Doc, ids: Mapping[str, tuple[str, str]], taken: Collection[int]) -> Iterator[NamedParty]:
    """Each place where one of the names stands, the longest first, and "the Front" after a name that ends so."""
    words = {tuple(t.text for t in _tokens(doc, name)): by for name, by in ids.items()}
    lengths = sorted({len(w) for w in words}, reverse=True)
    last: dict[str, tuple[str, str]] = {}
    i = 0
    while i < len(doc):
        n = next((n for n in lengths if tuple(t.text for t in doc[i : i + n]) in words), 0)
        if i in taken:
            n = 0
        by = words[tuple(t.text for t in doc[i : i + n])] if n else None
        if by is None and i not in taken and _is_short(doc[i]):
            n, by = 1, last.get(doc[i].text)
        if by is not None:
            last[doc[i + n - 1].text] = by
            yield NamedParty(i, i + n, by[0], "armed_group", by[1])
        i += max(n, 1)


def _tokens(doc: Doc, name: str) -> Iterable[Token]:
    """The tokens of a name, where it first stands in the text."""
    start = doc.text.find(name)
    span = doc.char_span(start, start + len(name), alignment_mode="expand")
    return span if span is not None else ()


def _is_short(token: Token) -> bool:
    """ "The Front": the noun of a party's name alone, with a capital."""
    if token.i == 0 or token.lower_ not in NOUNS or not token.text[:1].isupper() or token.nbor(-1).lower_ != "the":
        return False
    return token.i + 1 >= len(token.doc) or not token.nbor().text[:1].isupper()


def _shown(doc: Doc, taken: Collection[int], nations: Collection[int]) -> Iterator[Range]:
    """Where the text shows a name to be a party's."""
    for start, end in _runs(doc, taken):
        yield from _by_own_words(doc, start, end, nations)
        beside = _by_words_beside(doc, start, end, nations)
        if beside is not None:
            yield beside


def _runs(doc: Doc, taken: Collection[int]) -> Iterator[Range]:
    """Capitalised words in a row, with the small words that names hold; without an article before them."""
    i = 0
    while i < len(doc):
        if i in taken or not _is_capital(doc[i]):
            i += 1
            continue
        end = i + 1
        while end < len(doc) and end not in taken and not doc[end].is_sent_start:
            if _is_capital(doc[end]):
                end += 1
            elif doc[end].lower_ in ("al", "el") and doc[end + 1 : end + 2].text == "-" and _capital_at(doc, end + 2):
                end += 3
            elif doc[end].lower_ in WITHIN_NAMES and end + 1 < len(doc) and _is_capital(doc[end + 1]):
                end += 2
            elif (
                doc[end].lower_ in ("of", "for") and doc[end + 1 : end + 2].text == "the" and _capital_at(doc, end + 2)
            ):
                end += 3
            else:
                break
        start = i + (doc[i].lower_ in ("the", "a", "an"))
        if start < end and not (i > 0 and (i - 1 in taken or doc[i - 1].text == "-")):
            yield start, end
        i = end


def _capital_at(doc: Doc, i: int) -> bool:
    return i < len(doc) and _is_capital(doc[i])


def _of_an_organisation(token: Token) -> bool:
    """Whether a token is of a name that its own words or those beside it show to be an organisation's."""
    return any(n.span.start <= token.idx < n.span.end for n in token.doc._.names or () if n.sort == "organisation")


def _is_capital(token: Token) -> bool:
    if _of_an_organisation(token):
        return len(token) > 2  # a name, though its letters were taken down for the parser
    return token.text[:1].isupper() and token.pos_ not in ("PRON", "ADV", "VERB", "AUX", "SCONJ", "CCONJ", "ADP")


def _by_own_words(doc: Doc, start: int, end: int, nations: Collection[int]) -> Iterator[Range]:
    """The part of a run that is a party's name by its own words: up to the last noun for a party, or from the first."""
    for i in range(end - 1, start, -1):
        if doc[i].lower_ in NOUNS:
            begin = _name_start(doc, start, i)
            if begin < i and (doc[i].text[:1].isupper() or _is_capital(doc[i])) and _says_party(doc, begin, i, nations):
                yield begin, i + 1
            return
    first = doc[start].lower_ in NOUNS_FIRST and end - start > 2 and doc[start + 1].lower_ in ("of", "for")
    if first and not all(k in nations or doc[k].lower_ in WITHIN_NAMES for k in range(start + 1, end)):
        yield start, end


def _name_start(doc: Doc, start: int, noun: int) -> int:
    """Where the name begins that ends with a noun for a party: behind a title and a person ("Colonel X of the Y Army")
    and behind "and", "'s" of a nation."""
    begin = start
    for i in range(start, noun):
        if doc[i].lower_ in ("of", "for", "and") and doc[start].lower_ not in NOUNS_FIRST:
            begin = i + 1
    while begin < noun and doc[begin].lower_ in ("the", "and", "'s", "of", "-"):
        begin += 1
    return begin


def _says_party(doc: Doc, start: int, noun: int, nations: Collection[int]) -> bool:
    words = [(i, doc[i].lower_) for i in range(start, noun) if doc[i].lower_ not in WITHIN_NAMES]
    if not words or ORDINAL.match(words[0][1]):
        return False
    if any(w in REBEL for _, w in words) and not (len(words) == 1 and words[0][0] in nations):
        return True
    if words[0][0] in nations:
        return False  # "Ruritanian Revolutionary Guard": the state's
    return not all(w in OFFICIAL or i in nations or ORDINAL.match(w) for i, w in words)


def _by_words_beside(doc: Doc, start: int, end: int, nations: Collection[int]) -> Range | None:
    """A run that the words beside it call a party: "M23 rebels", "the rebel group Dawn Shield", "M23, an armed group",
    "M23's military spokesperson"."""
    if doc[start].lower_ in QUALITIES and end - start > 1:
        start += 1
    if start in nations or doc[start].lower_ in NO_PARTY or _is_a_place(doc, start, end) or end - start > 5:
        return None
    if doc[end - 1].text in ("'s", "'"):
        end -= 1
    start = _name_start(doc, start, end)
    if end <= start or not any(t.pos_ == "PROPN" or _of_an_organisation(t) for t in doc[start:end]) or end >= len(doc):
        return None
    behind = doc[end]
    if behind.lemma_.lower() in ARMED_NOUNS and behind.pos_ in ("NOUN", "PROPN") and not behind.text[:1].isupper():
        return start, end
    acronym = end - start == 1 and _is_acronym(doc[start].text)
    if acronym and _owns_men(doc, end):
        return start, end
    if _called_a_group(doc, start) or _explained_as_a_group(doc, end):
        return start, end
    return None


def _is_a_place(doc: Doc, start: int, end: int) -> bool:
    """Whether a name holds a place's: "Strelsau rebels" are of the town."""
    a, b = chars(doc, start, end)
    return any(p.span.start < b and p.span.end > a and p.gazetteer is not None for p in doc._.places or ())


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


def _before_brackets(doc: Doc, start: int, end: int) -> str | None:
    """The name before the brackets that hold a short one."""
    if start < 2 or end >= len(doc) or doc[start - 1].text != "(" or doc[end].text != ")" or end - start > 1:
        return None
    begin = start - 1
    while begin > 0 and (_is_capital(doc[begin - 1]) or doc[begin - 1].lower_ in WITHIN_NAMES):
        begin -= 1
    while begin < start - 1 and doc[begin].lower_ in WITHIN_NAMES:
        begin += 1
    name: str = doc[begin : start - 1].text
    return name if _initials(name) == doc[start].text else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())
