"""Which words do pages print around a report? The patterns of furniture.toml, and the blocks and words of a text."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from rashomon.model import PartKind, Span

HEAD_REACH = 600
"""Characters from the start within which a headline, a date line or a byline is looked for."""
TAIL_REACH = 2500
"""Characters from the end within which menus and lists of other stories are looked for."""
SPARSE_SENTENCES = 150
"""Characters a sentence: a list of headlines has fewer full stops than that, prose has more."""
LONGEST_HEADLINE = 220
LONGEST_CREDIT = 130
LONGEST_CAPTION = 500
WIDEST_WRAPPED_LINE = 120
"""Lines longer than this are not hard-wrapped: each is a paragraph of its own."""

CAPS = r"[^\W\d_][^\W\d_'’.\-]*(?:[-'’.][^\W\d_]+)*\.?"
WORD = re.compile(r"\w+")
_NAME = r"(?:(?:al|el|bin|ibn|abu|de|van|von|der|da|bint)[- ])?[^\W\d_a-z][\w.'’-]*"
NAMES = re.compile(
    rf"{_NAME}(?:\s{_NAME}){{0,4}}(?:(?:\s?,\s?|\s(?:and|&|in)\s|\s?,\s?and\s){_NAME}(?:\s{_NAME}){{0,4}}){{0,5}}"
)
SHORT_NAMES = re.compile(rf"{_NAME}\s{_NAME}(?:(?:\s?,\s?|\s(?:and|&)\s){_NAME}\s{_NAME}){{0,4}}")
ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
SENTENCE_END = re.compile(r"[.!?][\"'”’»)\]]*(?=\s)")
_SITE_MARK = re.compile(r"(?:\s(?:[|–—»-]|::)|[–—-])\s")
TEASER = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)\s*$")


@cache
def furniture() -> dict[str, list[str]]:
    return tomllib.loads((files("rashomon.intake") / "furniture.toml").read_text(encoding="utf-8"))


@cache
def any_of(name: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(furniture()[name]) + ")", flags)


@cache
def date_label() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(furniture()['date_labels'])})\s?:?\s?", re.IGNORECASE)


@cache
def clock_time() -> re.Pattern[str]:
    return re.compile(furniture()["clock"][0], re.IGNORECASE)


@cache
def agency_name() -> re.Pattern[str]:
    names = "|".join(furniture()["agencies"])
    return re.compile(rf"(?:{names}|{names.upper()})\b")


@cache
def by_words() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(furniture()['bylines'])})\b\s?:?\s+", re.IGNORECASE)


@cache
def tails() -> tuple[tuple[PartKind, re.Pattern[str], bool], ...]:
    """What a text may end in, and whether that is sure where no sentence ends before it."""
    lists: tuple[tuple[PartKind, str, bool], ...] = (
        ("furniture", "sure_tails", True),
        ("credit", "tail_credits", True),
        ("byline", "tail_bylines", True),
        ("furniture", "tails", False),
    )
    return tuple(
        (kind, re.compile(rf"(?:{'|'.join(furniture()[name])})\s*$", re.IGNORECASE), sure) for kind, name, sure in lists
    )


def same_words(one: str, other: str) -> bool:
    """Do two strings say the same, capitals, marks and spaces aside?"""
    return words_of(one) == words_of(other)


def trimmed(text: str, span: Span) -> Span | None:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def blocks_of(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Paragraphs: lines, hard-wrapped ones made one. Wrapped: the break stands where the next word did not fit."""
    lines: list[Span | None] = []
    at = start
    for line in text[start:end].splitlines(keepends=True):
        lines.append(trimmed(text, Span(at, at + len(line))))
        at += len(line)
    long = [x.end - x.start for x in lines if x]
    width = max(long, default=0)
    full = [x for x in lines if x and x.end - x.start > 0.7 * width]
    open_ended = sum(not ENDS.search(text[x.end - 3 : x.end]) for x in full)
    wrapped = 40 <= width <= WIDEST_WRAPPED_LINE and len(full) > 2 and open_ended > len(full) / 2
    blocks: list[Span] = []
    last: Span | None = None
    for line_ in lines:
        if line_ and last and wrapped and last.end - last.start + 1 + _first_word(text, line_) >= width:
            blocks[-1] = Span(blocks[-1].start, line_.end)
        elif line_:
            blocks.append(line_)
        last = line_
    return blocks


def _first_word(text: str, span: Span) -> int:
    return len(text[span.start : span.end].split(maxsplit=1)[0])


def words_of(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in WORD.findall(text))


def is_sentence(text: str, span: Span) -> bool:
    s = text[span.start : span.end]
    return len(s) > LONGEST_HEADLINE or (bool(ENDS.search(s[-4:])) and len(words_of(s)) > 5)


def is_label(s: str) -> bool:
    """Is this short line no piece of a sentence?"""
    return not s[0].islower() and not ENDS.search(s[-4:])


def title_forms(title: str | None) -> set[tuple[str, ...]]:
    """The title as words, whole and without the site's name at its end ("... | The Example Times")."""
    forms: set[tuple[str, ...]] = set()
    while title:
        if len(words := words_of(title)) >= 2 or not forms:
            forms.add(words)
        cuts = list(_SITE_MARK.finditer(title))
        title = title[: cuts[-1].start()] if cuts else None
    return forms - {()}
