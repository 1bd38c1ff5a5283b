"""The words of a statement as they may be shown: in their sentences, with speaker and cue marked and names masked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from rashomon.model import LABELS, Part, Span, Statement
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


def context_span(
    text: str,
    parts: Sequence[Part],
    statement: Statement,
    focus: Span,
    shut: Sequence[Span],
    all_sentences: Sequence[Span],
) -> Span:
    """What to show for a statement: the sentences of its own words around `focus`, none that is shut among them."""
    own = [s for s in (*statement.content, *statement.cue) if s]
    if statement.speaker.span:
        own.append(statement.speaker.span)
    near = [s for s in own if abs(s.start - focus.start) < LONGEST and abs(s.end - focus.end) < LONGEST] or [focus]
    core = covering([focus, *near]) or focus
    if core.end - core.start > LONGEST:
        core = focus
    whole = covering([s for s in all_sentences if s.overlaps(core)]) or core
    wide = covering([whole, core]) or core
    for candidate in (_after_label(wide, core, parts), core, focus):
        if candidate.end - candidate.start <= LONGEST * 2 and not any(candidate.overlaps(s) for s in shut):
            start, end = candidate
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            return Span(start, end)
    return focus


def _after_label(wide: Span, core: Span, parts: Sequence[Part]) -> Span:
    """The span without a dateline or byline at its head; only the words where another label is among them."""
    labels = [p.span for p in parts if p.kind in LABELS and p.span.overlaps(wide)]
    start = max((s.end for s in labels if s.end <= core.start), default=wide.start)
    cut = Span(max(start, wide.start), wide.end)
    return core if any(s.overlaps(cut) for s in labels) else cut


def pieces(text: str, shown: Span, statement: Statement, hidden: Sequence[tuple[int, int, str]]) -> tuple[Piece, ...]:
    """The text of `shown` in pieces; `hidden` are ranges of the report's text, each with what stands for it."""
    marks: list[Mark] = ["text"] * (shown.end - shown.start)

    def paint(span: Span, mark: Mark) -> None:
        for i in range(max(span.start, shown.start), min(span.end, shown.end)):
            marks[i - shown.start] = mark

    for span in statement.content:
        paint(span, "content")
    for span in statement.cue:
        paint(span, "cue")
    if statement.speaker.span:
        paint(statement.speaker.span, "speaker")
    out: list[Piece] = []
    at = shown.start
    for start, end, instead in [*hidden, (shown.end, shown.end, "")]:
        if end <= at and (start, end) != (shown.end, shown.end):
            continue
        for mark, run in groupby(range(at, min(max(start, at), shown.end)), key=lambda i: marks[i - shown.start]):
            where = list(run)
            out.append(Piece(mark, text[where[0] : where[-1] + 1]))
        if instead and start < shown.end:
            out.append(Piece("withheld", instead))
        at = max(at, min(end, shown.end))
    return tuple(out)
