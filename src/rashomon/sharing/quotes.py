"""The words of a statement as they may be shown: in their sentences, with speaker and cue marked and names masked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from rashomon.model import Span, Statement
from rashomon.sharing.records import Mark, Piece

LONGEST = 700
"""Characters of context; longer sentences are cut to the words themselves."""

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[^\Wa-z])|\s*\n\s*")
_SHORT = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Brig|St|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec))\.$"
)


def sentences(text: str) -> list[Span]:
    """Sentences of a text, by punctuation and line ends alone: enough for showing words in context."""
    cuts = [0]
    for m in _END.finditer(text):
        if not _SHORT.search(text[max(0, m.start() - 6) : m.end()].rstrip()):
            cuts.append(m.end())
    return [Span(a, b) for a, b in pairwise([*cuts, len(text)]) if a < b]


def covering(spans: Iterable[Span]) -> Span | None:
    """The shortest span that covers all of them."""
    spans = list(spans)
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None


def overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def context_span(
    text: str, statement: Statement, focus: Span, shut: Sequence[Span], all_sentences: Sequence[Span]
) -> Span:
    """What to show for a statement: the sentences of its own words around `focus`, none that is shut among them."""
    own = [s for s in (*statement.content, *statement.cue) if s]
    if statement.speaker.span:
        own.append(statement.speaker.span)
    near = [s for s in own if abs(s.start - focus.start) < LONGEST and abs(s.end - focus.end) < LONGEST] or [focus]
    core = covering([focus, *near]) or focus
    if core.end - core.start > LONGEST:
        core = focus
    whole = covering([s for s in all_sentences if overlap(s, core)]) or core
    wide = covering([whole, core]) or core
    for candidate in (wide, core, focus):
        if candidate.end - candidate.start <= LONGEST * 2 and not any(overlap(candidate, s) for s in shut):
            start, end = candidate
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            return Span(start, end)
    return focus


def pieces(
    text: str, shown: Span, statement: Statement, hidden: Sequence[tuple[int, int]], placeholder: Callable[[str], str]
) -> tuple[Piece, ...]:
    """The text of `shown` in pieces; `hidden` are ranges of the report's text, each replaced by its placeholder."""
    marks: list[Mark] = ["text"] * (shown.end - shown.start)

    def paint(span: Span | tuple[int, int], mark: Mark) -> None:
        for i in range(max(span[0], shown.start), min(span[1], shown.end)):
            marks[i - shown.start] = mark

    for span in statement.content:
        paint(span, "content")
    for span in statement.cue:
        paint(span, "cue")
    if statement.speaker.span:
        paint(statement.speaker.span, "speaker")
    for hide in hidden:
        paint(hide, "withheld")
    out: list[Piece] = []
    start = 0
    for i in range(1, len(marks) + 1):
        if i == len(marks) or marks[i] != marks[start]:
            words = text[shown.start + start : shown.start + i]
            out.append(Piece(marks[start], placeholder(words) if marks[start] == "withheld" else words))
            start = i
    return tuple(out)
