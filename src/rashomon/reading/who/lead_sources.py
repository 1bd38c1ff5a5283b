"""Whose account the outlet's own sentence restates: a lead with a figure that the report lays to a source below it.

"At least 27 people were killed in a landslide. ... Twenty-seven people died, the monitor said." The first sentence is
the monitor's account, and the report itself says so: it gives one source for the figure. Without that the outlet's
voice stays its own. Only organisations are sources here: a lead is not laid to a private person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from rashomon.model import NEUTRAL_CAMPS, Count, Speaker, Statement
from rashomon.reading.actors.component import ORGANISATIONS
from rashomon.reading.grammar.doc_extensions import text_of
from rashomon.reading.who.reasons import spoken_by

FATES = frozenset({"killed", "injured"})
SMALL = 5
"""Figures below this come up twice by chance: two sources of it are then too few words to go by."""
PART_OF_IT = re.compile(
    r"\b(?:among (?:them|those|the (?:dead|killed|victims|casualties|wounded))"
    r"|the rest of the (?:dead|killed|victims|casualties|wounded)|of (?:the|those) (?:dead|killed|victims))\b",
    re.IGNORECASE,
)
"""Words that take the toll of the sentence before for granted, and so have the same source."""


def restated(doc: Doc, statements: Sequence[Statement]) -> list[Statement]:
    """The statements in their order; a toll in the outlet's own words that a source below gives has that source as its
    speaker, with the span where the report names it."""
    tolls = {s.id: list(_tolls(doc, s)) for s in statements}
    sources = [s for s in statements if s.cue and s.stance not in ("denies", "declines") and _is_source(s.speaker)]
    out = []
    for n, s in enumerate(statements):
        own = not s.cue and s.speaker.camp == "narrator" and tolls[s.id]
        source = _source(doc, statements, n, sources, tolls) if own and sources else None
        told = replace(s, speaker=source.speaker) if source is not None else s
        out.append(spoken_by(told, source, "source_of_its_figure") if source is not None else s)
    return out


def _is_source(speaker: Speaker) -> bool:
    organised = speaker.entity is not None or speaker.role in ORGANISATIONS
    return organised and speaker.camp not in NEUTRAL_CAMPS and speaker.span is not None


def _source(
    doc: Doc,
    statements: Sequence[Statement],
    n: int,
    sources: Sequence[Statement],
    tolls: dict[str, list[tuple[str, float]]],
) -> Statement | None:
    """The statement below that gives the figure of the n-th, the outlet's own; where several do, all of one camp."""
    own = statements[n]
    told = {t for t in tolls[own.id] if t[1] >= SMALL}
    below = [s for s in sources if s.content[0].start > own.content[0].start]
    same = [s for s in below if told & set(tolls[s.id])]
    after = statements[n + 1] if n + 1 < len(statements) else None
    if not same and after is not None and after in below and _takes_up(doc, tolls[own.id], after, tolls[after.id]):
        same = [after]
    return same[0] if len({s.speaker.camp for s in same}) == 1 else None


def _takes_up(
    doc: Doc, own: Sequence[tuple[str, float]], after: Statement, figures: Sequence[tuple[str, float]]
) -> bool:
    """Whether a statement takes the toll before it for granted, and gives none that is higher."""
    most = max(figure for _, figure in own)
    text = text_of(doc)[after.content[0].start : after.content[-1].end]
    return all(figure <= most for _, figure in figures) and PART_OF_IT.search(text) is not None


def _tolls(doc: Doc, s: Statement) -> Iterator[tuple[str, float]]:
    """The fates and figures that stand in a statement's words."""
    count: Count
    for count in doc._.counts:
        inside = any(c.start <= count.span.start and count.span.end <= c.end for c in s.content)
        if inside and count.what in FATES and count.unit is None and count.low is not None:
            yield count.what or "", count.low
