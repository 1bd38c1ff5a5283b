"""The words of a text with their offsets, its quotations and sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rashomon.model import Span
from rashomon.reading.surface.script import Tongue

WORD = re.compile(
    r"\d+(?:[.,:]\d+)*(?:-[^\W\d_]{1,4}\b)?"
    r"|[^\W_][\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u00ad]*(?:[-‑'’ʼ`][^\W_]\w*)*"
)
"""A number, one with its ending ("36-й"), or a word with what is joined to it by an apostrophe or a hyphen."""
OPENS, CLOSES = {"«": "»", "“": "”", "„": "“", "‹": "›"}, {"»", "”", "“", "›"}
STRAIGHT = '"'
LONGEST = 3000
"""Characters that a quotation runs over at most: one that never closes is none."""
END = re.compile(r"[.!?؟…。]+[»”\"’)\]]*(?=\s|$|[«“\"])|\n")
SHORT = 2
"""Letters of a word before a full stop that may be an abbreviation: "г. Буча" """


@dataclass(frozen=True, slots=True)
class Words:
    """A text by its words: word `i` is `text[spans[i][0]:spans[i][1]]`, compared as `norms[i]`."""

    text: str
    tongue: Tongue
    spans: Sequence[tuple[int, int]]
    norms: Sequence[str]

    def __len__(self) -> int:
        return len(self.spans)

    def gap(self, i: int) -> str:
        """What stands between the word before `i` and word `i`; after the last word, the rest of the text."""
        start = self.spans[i - 1][1] if i > 0 else 0
        return self.text[start : self.spans[i][0] if i < len(self.spans) else len(self.text)]

    def span(self, a: int, b: int) -> Span:
        """The characters of the words [a, b)."""
        return Span(self.spans[a][0], self.spans[b - 1][1])

    def raw(self, i: int) -> str:
        return self.text[self.spans[i][0] : self.spans[i][1]]

    def forms(self, i: int) -> tuple[str, ...]:
        return self.tongue.forms(self.norms[i])

    def capital(self, i: int) -> bool:
        return self.text[self.spans[i][0]].isupper()


def words_of(text: str, tongue: Tongue) -> Words:
    spans = [m.span() for m in WORD.finditer(text)]
    if tongue.elided:
        spans = [part for a, b in spans for part in _parted(text, a, b, tongue)]
    seen: dict[str, str] = {}
    norms = []
    for a, b in spans:
        word = text[a:b]
        norm = seen.get(word)
        if norm is None:
            norm = seen[word] = tongue.norm(word)
        norms.append(norm)
    return Words(text, tongue, spans, norms)


def _parted(text: str, a: int, b: int, tongue: Tongue) -> Iterator[tuple[int, int]]:
    """A word less the short one that is written together with it before ("l'armée"), and less the pronoun that hangs
    on it behind ("dit-il")."""
    mark = next((i for i in range(a, min(b, a + ELIDED)) if text[i] in APOSTROPHES), None)
    if mark is not None and tongue.norm(text[a:mark]) in tongue.elided:
        yield a, mark + 1
        a = mark + 1
    hyphen = text.find("-", a, b)
    if hyphen > a and tongue.norm(text[hyphen + 1 : b]) in tongue.hung:
        yield a, hyphen
        a = hyphen + 1
    if b > a:
        yield a, b


APOSTROPHES = "'’ʼ`"
ELIDED = 8
"""Letters before an apostrophe at most: "jusqu'" """


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation by its characters, marks not included, and by its words [a, b)."""

    start: int
    end: int
    a: int
    b: int


def quotes_of(words: Words) -> list[Quote]:
    """The outermost quotations, in order."""
    text, found = words.text, list[tuple[int, int]]()
    opened: list[tuple[str, int]] = []
    for m in re.finditer(r"[«»“”„‹›\"]", text):
        mark, at = m[0], m.start()
        if opened and at - opened[0][1] > LONGEST:
            opened.clear()
        if mark == STRAIGHT:
            closing = any(o == STRAIGHT for o, _ in opened)
            if closing and _opens_here(text, at) and not _closes_here(text, at):
                closing = False
        else:
            closing = mark in CLOSES and any(OPENS.get(o) == mark for o, _ in opened)
        if closing:
            while opened:
                mark_, start = opened.pop()
                if (mark_ == STRAIGHT) if mark == STRAIGHT else OPENS.get(mark_) == mark:
                    break
            if not opened:
                found.append((start + 1, at))
        elif mark == STRAIGHT or mark in OPENS:
            opened.append((mark, at))
    starts = [a for a, _ in words.spans]
    return [q for a, b in found if (q := _quote(starts, words, a, b)) is not None]


def _opens_here(text: str, at: int) -> bool:
    return at + 1 < len(text) and text[at + 1].isalnum() and (at == 0 or text[at - 1].isspace())


def _closes_here(text: str, at: int) -> bool:
    return at > 0 and not text[at - 1].isspace()


def _quote(starts: Sequence[int], words: Words, start: int, end: int) -> Quote | None:
    a, b = bisect_left(starts, start), bisect_left(starts, end)
    return Quote(start, end, a, b) if b > a else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words [a, b). `line` is whether it stands alone on its line without a mark at its end: a headline, a caption."""

    a: int
    b: int
    line: bool


def sentences_of(words: Words, quotes: Sequence[Quote], short: frozenset[str]) -> list[Sentence]:
    """The sentences, none of which ends inside a quotation. `short` are abbreviations that a full stop follows."""
    inside = bytearray(len(words.text) + 1)
    for q in quotes:
        inside[q.start : q.end] = b"\1" * (q.end - q.start)
    edges, a = [], 0
    for i in range(1, len(words)):
        if _ends(words, i, inside, short):
            edges.append((a, i))
            a = i
    if a < len(words):
        edges.append((a, len(words)))
    return [Sentence(x, y, _is_line(words, x, y)) for x, y in edges]


def _ends(words: Words, i: int, inside: bytearray, short: frozenset[str]) -> bool:
    gap = words.gap(i)
    if gap == " ":
        return False
    start = words.spans[i][0] - len(gap)
    if "\n\n" in gap.replace(" ", "").replace("\r", ""):
        return not inside[words.spans[i][0]] or not inside[start]
    for m in END.finditer(gap):
        at = start + m.start()
        if inside[at] and (start + m.end() >= len(inside) or inside[min(start + m.end(), len(inside) - 1)]):
            continue
        if m[0] == "\n":
            if not _runs_on(words, i, gap):
                return True
        elif not (m[0][0] == "." and _abbreviated(words, i, short)):
            return not _lower(words, i) or "\n" in gap
    return False


def _lower(words: Words, i: int) -> bool:
    return words.tongue.cased and words.text[words.spans[i][0]].islower()


def _runs_on(words: Words, i: int, gap: str) -> bool:
    """Whether a line goes on in the next: "in the oblast, \\n said"."""
    inside = gap.startswith("\n ") and "\n" not in gap[1:]  # "said\n TASS": where a page had a bold word
    return words.tongue.cased and (inside or _lower(words, i) or gap.lstrip()[:1] in (",", "-", "–"))


def _abbreviated(words: Words, i: int, short: frozenset[str]) -> bool:
    before = words.raw(i - 1)
    initial = len(before) == 1 and before.isalpha() and before != "X"  # the network ends a sentence, an initial doesn't
    return (initial and words.tongue.cased) or words.norms[i - 1] in short


def _is_line(words: Words, a: int, b: int) -> bool:
    before, after = words.gap(a), words.gap(b)
    marked = re.match(r"\s*[»”\")]*\s*[.!؟…:]", after)
    return ("\n" in before or a == 0) and "\n" in after and not marked
