"""Which characters of a report, and which words of other texts, name a private person?

The reading has decided it, once for each mention in the report (`Reading.names`): here are the same character ranges
for every quote and cell, with what persons ruled, and the words that texts without a place in the report must not show
(questions, reasons, addresses). What it cannot see stands in docs/sharing.md.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from rashomon.model import Name, Span
from rashomon.reading.persons.around_patterns import AGE
from rashomon.reading.persons.name_words import Phrase, Phrases, Word, fold, listed_words, phrase, phrases, words_of

NAME_WITHHELD = "[name withheld]"
MANY_NAMES = 3
"""A quote with more names to hide than this is a list of persons, and is dropped."""
_PICKS_OUT = re.compile(
    r"\s*[,(]\s*(?:an?|the|who|whose|whom|his|her|their|from|born|son|daughter|father|mother|\d)\b", re.I
)
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rulings:
    """What holds for all reports, whatever they say: names that persons protect or release, and authors."""

    protected: Phrases
    released: Phrases
    elsewhere: Phrases
    """Whole names, of two words and more, of private persons who speak in other reports."""


def private_ranges(text: str, names: Sequence[Name], rulings: Rulings) -> list[Range]:
    """The stretches of a report's text that name a private person or lead to one, in order, none overlapping."""
    tokens = words_of(text)
    shut = list(_found(tokens, rulings.protected))
    released = list(_found(tokens, rulings.released))
    public = [n.span for n in names if n.public] + [Span(*r) for r in released]
    ranges = [
        (n.span.start, n.span.end)
        for n in names
        if not n.public and not any(a <= n.span.start and n.span.end <= b for a, b in released)
    ]
    ranges += shut
    ranges += [
        r for r in _found(tokens, rulings.elsewhere) if not any(s.start <= r[0] and r[1] <= s.end for s in public)
    ]
    return _joined(text, sorted(ranges))


def _found(tokens: Sequence[Word], known: Phrases) -> Iterable[Range]:
    after = 0
    for i, t in enumerate(tokens):
        if i >= after and t.word in known.lengths and (n := known.longest_at(tokens, i)):
            yield t.start, tokens[i + n - 1].end
            after = i + n


def _joined(text: str, ranges: Sequence[Range]) -> list[Range]:
    """Ranges with those that touch made one, and the age behind a name taken in."""
    joined: list[Range] = []
    for start, end in ranges:
        if joined and (start <= joined[-1][1] or re.fullmatch(r"[ \t.'’-]{0,3}", text[joined[-1][1] : start])):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return [(s, m.end() if (m := AGE.match(text, e)) else e) for s, e in joined]


def merged(text: str, ranges: Iterable[Range]) -> list[Range]:
    """Ranges in order, those that overlap or touch made one."""
    return _joined(text, sorted(ranges))


def within(ranges: Sequence[Range], start: int, end: int) -> list[Range]:
    """The ranges that share a character with a stretch."""
    return [(s, e) for s, e in ranges if s < end and start < e]


def in_doubt_between(text: str, ranges: Sequence[Range], span: Span) -> bool:
    """Whether hiding the names in a stretch is not enough: many, or one followed by words that tell who it is."""
    inside = within(ranges, *span)
    return len(inside) > MANY_NAMES or any(_PICKS_OUT.match(text, e, span.end) for _, e in inside if e < span.end)


def mask(text: str, ranges: Sequence[Range], span: Span | None = None) -> str:
    """The text of a span with `[name withheld]` for each range."""
    at, stop = span or (0, len(text))
    out = []
    for start, end in within(ranges, at, stop):
        out += [text[at : max(start, at)], NAME_WITHHELD]
        at = min(end, stop)
    return "".join([*out, text[at:stop]])


def hidden_words(texts: Iterable[str], keep: Collection[str] = ()) -> Phrases:
    """The names that stand in these texts, whole, and each of their words: for texts that have no place in a report."""
    particles = listed_words("names", "particles")
    whole = {p for t in texts if (p := phrase(t))}
    single = {
        part
        for p in whole
        for word in p
        for part in (word, *word.split("-"))
        if len(part) > 1 and part not in particles and part not in keep and not part.isdigit()
    }
    return phrases([*whole, *((w,) for w in single)])


def mask_words(text: str, hidden: Phrases, keep: Phrases) -> str:
    """The text with hidden names replaced wherever they stand as a name; a longer phrase of `keep` is left as it is."""
    if not hidden.all:
        return text
    tokens = words_of(text)
    ranges: list[Range] = []
    i = 0
    while i < len(tokens):
        n = hidden.longest_at(tokens, i)
        kept = keep.longest_at(tokens, i)
        if n and n >= kept and (n > 1 or tokens[i].capital or tokens[i].caseless):
            ranges.append((tokens[i].start, tokens[i + n - 1].end))
        elif not n and tokens[i].capital and any((w,) in hidden.all for w in tokens[i].word.split("-")) and not kept:
            ranges.append((tokens[i].start, tokens[i].end))
        i += max(n, kept, 1)
    return mask(text, _joined(text, ranges))


def in_address(url: str, words: Collection[str]) -> bool:
    """Whether one of the words stands in a web address, however it is joined there ("jonah-brasc", "jonahbrasc")."""
    spelt = {part for w in words for part in re.split(r"\W+", w) if len(part) > 3}
    plain = fold(unquote(url))
    told = set(re.split(r"[\W_]+", plain))
    return any(w in plain for w in spelt) or not told.isdisjoint(w for w in words if len(w) > 1)


def contains(text: str, known: Phrases) -> bool:
    """Whether one of the phrases stands in the text."""
    tokens = words_of(text)
    return any(known.longest_at(tokens, i) for i, t in enumerate(tokens) if t.word in known.lengths)


def rewrite(text: str, instead: Mapping[Phrase, str], keep: Phrases) -> str:
    """The text with phrases replaced, the longest first; a longer or equal phrase of `keep` is left as it stands.

    >>> rewrite("The Office said, not the World Office", {("office",): "source 1"}, phrases([("world", "office")]))
    'The source 1 said, not the World Office'
    """
    if not instead:
        return text
    tokens, replaced = words_of(text), phrases(instead)
    if not any(t.word in replaced.lengths for t in tokens):
        return text
    out, at, i = [], 0, 0
    while i < len(tokens):
        kept, n = keep.longest_at(tokens, i), replaced.longest_at(tokens, i)
        if n > kept:
            out += [text[at : tokens[i].start], instead[tuple(t.word for t in tokens[i : i + n])]]
            at = tokens[i + n - 1].end
        i += max(n, kept, 1)
    return "".join([*out, text[at:]])
