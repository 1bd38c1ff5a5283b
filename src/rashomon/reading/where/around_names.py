"""What stands around a name: the words before and after it, what they make of it, and the name that holds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rashomon.reading.where.name_mentions import POSSESSIVE, QUOTES, TOWNS, Mention, Text, Words, has_stop
from rashomon.world.gazetteer_files import ABBREVIATION
from rashomon.world.places import name_key

DASHES_OF_WIRES = frozenset({"(", "-", "--", "–", "—"})
"""What stands behind a dateline's place: "GLASGOW, KY (WBKO) -"."""


class Names(NamedTuple):
    """All names of a text that could be places."""

    t: Text
    words: Words
    mentions: Sequence[Mention]
    at: Mapping[int, int]
    """First token to index"""
    ends: Mapping[int, int]
    """The token after the last to index"""
    surnames: frozenset[str]


@dataclass(slots=True)
class Around:
    """One name, and what stands around it: what all pieces of evidence look at."""

    names: Names
    m: Mention
    ahead: int
    """The token before the name, its article, compass words and quotation marks; -1 where there is none"""
    before: str
    beyond: int
    """The token after the name, its possessive and a compass word"""
    after: str
    type_before: bool = False
    type_after: bool = False

    @property
    def single(self) -> bool:
        return self.m.end - self.m.start == 1


def around(names: Names, m: Mention) -> Around:
    t, words = names.t, names.words
    k = m.start - 1
    while k >= 0 and (t.lower[k] in words.directions or t.tokens[k] in QUOTES or t.lower[k] in ("the", "-")):
        k -= 1
    a = m.end + 1 if m.end < t.n and t.tokens[m.end] in POSSESSIVE else m.end
    if a + 1 < t.n and t.lower[a] in words.directions:
        a += 1
    return Around(names, m, k, t.lower[k] if k >= 0 else "", a, t.lower[a] if a < t.n else "")


def take_type(x: Around) -> None:
    """ "the city of X", "Sheikh X district": what a word beside a name makes of it."""
    t, words, m = x.names.t, x.names.words, x.m
    if x.before == "of" and x.ahead and (feature := words.types.get(word := t.lower[x.ahead - 1])):
        x.type_before = True
        if word[-1] != "s" or feature != "district":  # "the suburbs of X" are parts of X
            m.type, m.type_word = feature, word
        m.evidence = True
    elif x.before in words.types and not t.capital[x.ahead] and x.ahead == m.start - 1:
        x.type_before = True
        m.type, m.type_word = words.types[x.before], x.before
    if m.type is None and (feature := words.types.get(x.after)):
        x.type_after = not (t.capital[x.beyond] and x.after in words.organisations)
        if t.lower[x.beyond - 1] not in POSSESSIVE:
            m.type, m.type_word = feature, x.after
        m.evidence = True


def take_holder(x: Around) -> None:
    """ "X, Y" and "X in Y": the name that holds this one."""
    m, mentions = x.m, x.names.mentions
    other = next_name(x)
    if other is not None and (_shortened(x, other) or (holds(mentions[other], m) and not _in_one_list(x, other))):
        m.container = other
    else:
        m.inside = _inside(x)


def _shortened(x: Around, other: int) -> bool:
    """ "Glasgow, Ky.": an area by its abbreviation, which stands only behind what lies in it, listed or not."""
    t, o = x.names.t, x.names.mentions[other]
    if (
        not has_comma(x)
        or o.key in x.names.words.titles
        or not any(n.standing == ABBREVIATION and n.entry.feature == "admin1" for n in o.named)
    ):
        return False
    return (has_stop(t, o.end - 1) or (o.end < t.n and t.tokens[o.end] in DASHES_OF_WIRES)) and t.capital[x.m.start]


def _in_one_list(x: Around, other: int) -> bool:
    """ "Washington, New York and Boston": a list of towns, not a small namesake of the first in the second."""
    t, m, o = x.names.t, x.m, x.names.mentions[other]
    if not has_comma(x) or o.end + 1 >= t.n or t.lower[o.end] not in ("and", "or") or o.end + 1 not in x.names.at:
        return False
    largest = max(m.named, key=lambda n: n.entry.population)
    return any(n.entry.feature in TOWNS for n in o.named) and not holds(o, replace(m, named=(largest,)))


def has_comma(x: Around) -> bool:
    return x.m.end < x.names.t.n and x.names.t.tokens[x.m.end] in (",", "(")


def next_name(x: Around) -> int | None:
    """The name right after this one, or after a comma."""
    return x.names.at.get(x.m.end + 1 if has_comma(x) else x.m.end)


def is_country(t: Text, word: str) -> bool:
    """Whether a word is a country's name, with or without the genitive that lost its mark: "Syrias Idlib"."""
    names = (word, word[:-1]) if word.endswith("s") else (word,)
    return any(n.entry.feature == "country" for name in names for n in t.gazetteer.named(name_key(name)))


def says_nothing(words: Words, word: str) -> bool:
    """Whether a capitalised word before a name is no part of it: "Northern X", "Near X", "Monday X"."""
    return any(word in those for those in (words.directions, words.types, words.never, words.strong, words.weak))


def is_dateline(t: Text, m: Mention) -> bool:
    """BEIRUT (Reuters) -, AMMAN:, GAZA CITY -- at the head of a line or sentence, or wherever intake found one."""
    if t.dateline[m.start]:
        return True
    if not t.opening[m.start] or m.end >= t.n:
        return False
    j = m.end
    if t.tokens[j] == "," and j + 2 < t.n:
        j += 2
    mark = t.tokens[j] if j < t.n else ""
    return mark in ("(", ":", "-", "–", "—", "--", "/") and (mark != ":" or t.slice(m.start, m.end).isupper())


def holds(outer: Mention, inner: Mention) -> bool:
    """Whether some place of the outer name contains some place of the inner."""
    if any(n.entry.within and name_key(n.entry.within) == outer.key for n in inner.named):
        return True
    countries = {n.entry.country for n in outer.named if n.entry.feature == "country"}
    areas = {(n.entry.country, n.entry.admin1) for n in outer.named if n.entry.feature == "admin1"}
    areas |= {(country, None) for country in countries}
    return bool(areas) and any(
        (n.entry.feature != "country" and (n.entry.country, None) in areas)
        or (n.entry.feature in TOWNS and (n.entry.country, n.entry.admin1) in areas)
        for n in inner.named
    )


def _inside(x: Around) -> int | None:
    """The container of "X in Y", "X in the northern province of Y", "X, in Y": at most six words on."""
    t, words, at = x.names.t, x.names.words, x.names.at
    seen = False
    for j in range(x.beyond, min(t.n, x.beyond + 7)):
        if j in at:
            return at[j] if seen and holds(x.names.mentions[at[j]], x.m) else None
        word = t.lower[j]
        if word in words.containing:
            seen = True
        elif not (word in words.directions or word in words.types or word in ("the", ",", "-", "'s", "’s")):
            return None
    return None
