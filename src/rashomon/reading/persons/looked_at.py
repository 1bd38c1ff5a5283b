"""A text while names are looked for in it, and what is asked of its words again and again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from rashomon.model import NameSort, Span
from rashomon.quick_records import record
from rashomon.reading.persons import around
from rashomon.reading.persons.marks import Known, demonyms
from rashomon.reading.persons.name_words import Word, listed_words

GAP = re.compile(r"[^\S\n]{1,3}|\n(?!\s)|\.[^\S\n]?")
LIST_MARK = re.compile(r"^\s*(?:[-*•▪■●◾·–—]+\ufe0f?|\d{1,3}[.)]|[\u2022-\u2bff\U0001f300-\U0001faff]\ufe0f?)\s*")
_GENITIVE = re.compile(r"['’ʼ`´‘]s?$")


@dataclass(slots=True)
class Seen:
    """A text while it is looked at."""

    text: str
    tokens: list[Word]
    marks: list[str]
    known: Known
    places: Sequence[Span]
    unlisted: Sequence[Span]
    """What the reading takes for a place though no gazetteer has it, by the words around."""
    tags: Mapping[int, str]
    """By the first character of a word its fine part of speech; empty where nothing was parsed."""
    zones: bytearray = field(default_factory=bytearray)
    """For each token 1 where capitals say nothing, since all words around have one or none has."""
    commas: bool = True
    """Whether the text has any: of one that lost them, places side by side are a list."""
    small: frozenset[str] = frozenset()
    """Words that the text also writes with a small letter."""
    _where: dict[str, list[int]] = field(default_factory=dict)
    """By word its tokens; empty before anybody asks."""

    def word(self, i: int) -> str:
        return self.tokens[i].word

    def at(self, word: str) -> Sequence[int]:
        """The tokens that are this word."""
        if not self._where:
            for i, token in enumerate(self.tokens):
                self._where.setdefault(token.word, []).append(i)
        return self._where.get(word, ())

    def around(self, name: str, first: int, last: int | None = None) -> bool:
        """Whether one of the patterns of `around` matches beside a token, or beside a run of them."""
        end = self.tokens[first].end if last is None else self.bare_end(last)
        return around.seen(name, self.text, self.tokens[first].start, end)

    def bare_end(self, last: int) -> int:
        """Where a token ends without the genitive."""
        t = self.tokens[last]
        tail = _GENITIVE.search(t.raw)
        return t.end - len(tail[0]) if tail and tail.start() else t.end

    def in_place(self, start: int, end: int) -> bool:
        """Whether a name of a place that the reading found covers these characters."""
        return any(p.start <= start and end <= p.end for p in self.places)

    def behind(self, i: int) -> bool:
        """Whether a strange word stands right behind token i, as part of one name would."""
        return i + 1 < len(self.tokens) and self.gap(i + 1) and strange(self, i + 1)

    def gap(self, i: int) -> bool:
        """Whether token i stands right behind the one before it, as part of one name would."""
        between = self.text[self.tokens[i - 1].end : self.tokens[i].start]
        if self.tokens[i - 1].raw[-2:] in ("'s", "’s", "ʼs", "`s"):
            return False
        if between in ("' ", "’ ") and self.word(i - 1).endswith("s"):
            return self._of_many(i)
        if between.startswith("."):
            last = self.tokens[i - 1]
            short = len(last.word) == 1 or (last.word in listed_words("names", "titles") and len(last.word) <= 4)
            return short and GAP.fullmatch(between) is not None
        if "\n" in between and (self._begins_line(i) or "|" in self.text[self.tokens[i].start :].split("\n", 1)[0]):
            return False
        return GAP.fullmatch(between) is not None

    def _of_many(self, i: int) -> bool:
        """ "Workers' Front", "Farmers' Relief Committee": a genitive of several within a name, no closing quote."""
        word, before = self.tokens[i], self.word(i - 1)
        heads = listed_words("names", "heads")
        common = word.word in heads or (
            self.known.common(word.word) and i + 1 < len(self.tokens) and self.word(i + 1) in heads
        )
        return word.capital and common and self.known.common(before)

    def _begins_line(self, i: int) -> bool:
        """Whether a line that begins with token i is a new one, and no name's second half that was wrapped."""
        t, before = self.tokens[i], self.tokens[i - 1].end
        if self.marks[i] and self.marks[i] == self.marks[i - 1]:
            return False
        if self.tokens[i - 1].shout and len(self.tokens[i - 1].raw) > 3 and not t.shout:
            return True  # a line in capitals, and one that isn't
        if t.word in listed_words("double", "words"):
            return False
        common = self.known.common(t.word) and t.word not in demonyms(self.known)  # "Worku / Amhara" is one name
        if common or t.word in listed_words("names", "heads"):
            return True
        short = before - (self.text.rfind("\n", 0, before) + 1) < around.WRAPPED
        return short and not strange(self, i)


@record
class Run:
    first: int
    last: int
    """Tokens, both included"""
    lead: tuple[str, ...] = ()
    """What stood before the name in capitals: titles, roles"""


@record
class Decided:
    first: int
    last: int
    sort: NameSort
    public: bool
    rule: str

    @property
    def private(self) -> bool:
        return self.sort == "person" and not self.public


def span(seen: Seen, d: Decided) -> Span:
    start, end = seen.tokens[d.first].start, seen.tokens[d.last].end
    tail = _GENITIVE.search(seen.text[start:end])
    return Span(start, end - len(tail[0]) if tail and tail.start() else end)


def strange(seen: Seen, i: int) -> bool:
    """Whether a word is none of English, of the packs or of spelling."""
    if not 0 <= i < len(seen.tokens):
        return False
    word = seen.word(i)
    return (
        not seen.marks[i]
        and any(c.isalpha() for c in word)
        and word not in listed_words("plain", "openers")
        and not seen.known.common(word)
        and word not in listed_words("plain", "calendar")
        and word not in listed_words("names", "heads")
    )


def article(seen: Seen, k: int) -> bool:
    return seen.around("the", k)


@cache
def titles() -> frozenset[str]:
    return listed_words("names", "titles") | office_ends()


@cache
def doubles() -> frozenset[str]:
    """Common words that are given names or surnames as well."""
    return listed_words("double", "words") | listed_words("double", "surnames")


@cache
def office_ends() -> frozenset[str]:
    return listed_words("offices", "ends") | listed_words("offices", "spokes")


@cache
def office_parts() -> frozenset[str]:
    """Words that make an office with others: "foreign", "defence"."""
    return listed_words("offices", "within") - {"of", "the", "and", "in"}


@cache
def roles() -> frozenset[str]:
    """What in capitals stands before a person's name: "Nurse", "Brother"."""
    return listed_words("names", "before") | listed_words("around", "kin")
