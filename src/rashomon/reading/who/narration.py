"""What is left when all that others say is taken out: the outlet's own words, and how words were put."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from rashomon.model import LABELS, Manner, Span, Statement
from rashomon.reading.grammar.clauses import is_verb
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.who.draft import Draft, Range, ranges
from rashomon.reading.who.known import Identified
from rashomon.reading.who.reasons import of_narration

"""Parts that state nothing."""


def silent_tokens(doc: Doc) -> list[bool]:
    """For each token whether it stands in a part that states nothing."""
    out = [False] * len(doc)
    rest = [p.span for p in doc._.parts if p.kind in LABELS]
    if rest:
        starts = [t.idx for t in doc]
        for span in rest:
            a, b = bisect.bisect_left(starts, span.start), bisect.bisect_left(starts, span.end)
            out[a:b] = [True] * (b - a)
    return out


def part_at(doc: Doc, offset: int) -> str:
    return next((p.kind for p in doc._.parts if p.span.start <= offset < p.span.end), "body")


def trim(doc: Doc, a: int, b: int) -> Span | None:
    """Token range to characters, less blanks, quotation marks, a leading "that" and punctuation at either end."""
    while a < b and (
        doc[a].is_space
        or (doc[a].is_punct and doc[a].text not in ("[", "("))
        or (doc[a].lower_ in ("that", "and", "but", "while") and not _speech_begins(doc, a))
    ):
        a += 1
    while b > a and (
        doc[b - 1].is_space
        or (doc[b - 1].lower_ in ("and", "but", "while") and not doc[b - 1].is_sent_start)
        or (doc[b - 1].is_punct and doc[b - 1].text not in ("]", ")", "?", "!", "%"))
    ):
        b -= 1
    return Span(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) if b > a else None


def _speech_begins(doc: Doc, i: int) -> bool:
    """ "That is why ..." and "And we will ..." are words of a quotation; "that rebels left" begins after "that"."""
    return (i > 0 and doc[i - 1].is_quote) or (doc[i].lower_ == "that" and doc[i].tag_ == "DT")


def manner(doc: Doc, f: Draft, quotes: Sequence[Quote]) -> Manner:
    part = part_at(doc, doc[f.content[0][0]].idx)
    if part in ("headline", "caption"):
        return "headline" if part == "headline" else "caption"
    if f.voice == "outlet":
        return "narration"
    inside = total = 0
    for a, b in f.content:
        for t in doc[a:b]:
            if t.is_alpha:
                total += 1
                inside += any(q.start <= t.i < q.end for q in quotes)
    if total and inside >= 0.9 * total:
        return "direct"
    return "mixed" if inside else "indirect"


def narration(doc: Doc, found: Sequence[Draft], silent: Sequence[bool], voice: Identified) -> Iterator[Statement]:
    """What is left of each sentence: the outlet's own words."""
    why = of_narration(doc, voice.side)
    covered = list(silent)
    for f in found:
        for a, b in ranges(f):
            covered[a:b] = [True] * (b - a)
    number = len(found)
    for sent in doc.sents:
        free = _runs(covered, sent.start, sent.end)
        broken = len(free) > 1 or free != [(sent.start, sent.end)]
        content = tuple(s for a, b in free if _says_something(doc[a:b], broken) and (s := trim(doc, a, b)))
        if content:
            part = part_at(doc, content[0].start)
            how: Manner = "headline" if part == "headline" else "caption" if part == "caption" else "narration"
            number += 1
            yield Statement(f"s{number}", how, "reports", None, voice.speaker, None, (), content, (), why=why)


def _runs(covered: Sequence[bool], start: int, end: int) -> list[Range]:
    """The runs of tokens in [start, end) that nothing covers."""
    out: list[Range] = []
    for i in range(start, end):
        if not covered[i]:
            out.append((out.pop()[0] if out and out[-1][1] == i else i, i + 1))
    return out


def _says_something(words: TokenSpan, broken: bool) -> bool:
    """Three words at least; of a sentence that others' words broke, a piece with a verb."""
    if sum(t.is_alpha for t in words) < 3:
        return False
    return not broken or any(is_verb(t) for t in words)
