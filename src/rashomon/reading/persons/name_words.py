"""How are names compared? As phrases: words without case, accents and invisible characters, from tokens of a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from rashomon.reading.languages import table

Phrase = tuple[str, ...]

TOKEN = re.compile(
    r"[^\W_][\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u00ad\u200b-\u200f\u2060\ufeff]*"
    r"(?:[-'’ʼ‘`´][^\W_][\w\u0300-\u036f\u064b-\u065f\u00ad\u200b-\u200f\u2060\ufeff]*)*"
)
_HIDDEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_APOSTROPHE = re.compile(r"[’ʼ‘`´]")
JOINT = re.compile(r"[-'’ʼ‘`´]")
_OPENS = frozenset(".!?:;…“”\"‘’'«»()[]•*–—-\n|/")


@cache
def listed_words(name: str, key: str) -> frozenset[str]:
    """A list of `languages/en/persons.toml`."""
    return frozenset(table("persons")[name][key])


class Word(NamedTuple):
    start: int
    end: int
    raw: str
    word: str
    capital: bool
    caseless: bool
    opens: bool
    """First in its sentence, as far as the characters before it tell."""
    shout: bool
    """In capitals throughout."""


def fold(word: str) -> str:
    """A word as it is compared: no case, no accents, no invisible characters, no possessive.

    >>> fold("Ḥasan’s")
    'hasan'
    """
    plain = unicodedata.normalize("NFKD", _HIDDEN.sub("", _APOSTROPHE.sub("'", word)))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return plain.removesuffix("'s").strip("'")


@lru_cache(maxsize=65536)
def phrase(name: str) -> Phrase:
    if name.isascii():
        return tuple(_plain(word) for word in TOKEN.findall(name))
    return tuple(t.word for t in words_of(name))


def _plain(word: str) -> str:
    """As `fold`, of ASCII."""
    return word.lower().removesuffix("'s")


@dataclass(frozen=True, slots=True)
class Phrases:
    """A set of phrases, ready to be looked for: `lengths` has for each first word the lengths to try, longest first."""

    all: frozenset[Phrase]
    lengths: Mapping[str, tuple[int, ...]]

    def longest_at(self, tokens: Sequence[Word], i: int) -> int:
        """How many tokens from `i` on are one of the phrases: 0 for none."""
        for n in self.lengths.get(tokens[i].word, ()):
            if i + n <= len(tokens) and tuple(t.word for t in tokens[i : i + n]) in self.all:
                return n
        return 0


def phrases(names: Iterable[Phrase]) -> Phrases:
    found = frozenset(p for p in names if p)
    lengths: dict[str, set[int]] = {}
    for p in found:
        lengths.setdefault(p[0], set()).add(len(p))
    return Phrases(found, {first: tuple(sorted(n, reverse=True)) for first, n in lengths.items()})


def with_more(known: Phrases, more: Collection[Phrase]) -> Phrases:
    """As `phrases` of both: what is known is not gone through again, and it may be thousands.

    >>> with_more(phrases([("a",), ("b", "c")]), [("b",)]) == phrases([("a",), ("b", "c"), ("b",)])
    True
    """
    new = frozenset(p for p in more if p) - known.all
    if not new:
        return known
    lengths = dict(known.lengths)
    for p in new:
        lengths[p[0]] = tuple(sorted({*lengths.get(p[0], ()), len(p)}, reverse=True))
    return Phrases(known.all | new, lengths)


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(" \t\u00a0\u200e\u200f")[-1:]
    return before in _OPENS if before else start < 8


def words_of(text: str) -> list[Word]:
    found = []
    for m in TOKEN.finditer(text):
        raw = m.group()
        if raw.isascii():
            word, caseless = _plain(raw), False
        else:
            raw = _HIDDEN.sub("", raw)
            letters = [c for c in raw if c.isalpha()]
            word, caseless = fold(raw), bool(letters) and all(c.upper() == c.lower() for c in letters)
        start, end = m.span()
        opens = not (text[start - 1 : start] == " " and text[start - 2 : start - 1].isalnum()) and _opens(text, start)
        if raw.islower():
            found.append(Word(start, end, raw, word, False, caseless, opens, False))
            continue
        capital = raw[0].isupper() or any(p[:1].isupper() or p[:1].istitle() for p in JOINT.split(raw))
        found.append(Word(start, end, raw, word, capital, caseless, opens, len(raw) > 1 and raw.isupper()))
    return found
