"""Which words was a decision about, and where do they stand now? Anchors outlive readings and new editions.

An anchor is a text quote and a text position in one, as in the W3C Web Annotation Data Model (2017), sections 4.2.4 and
4.2.5: the span, the words, and a little of what stands before and after. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rashomon.model import Reading, Report, Span

CONTEXT = 32
"""Characters kept before and after the words."""

TELLING = 20
"""Characters that tell a place by themselves: of what stands before the words or after them, or of the words."""

How = Literal["there", "moved", "adrift"]
"""Of a claim: where it was; found again elsewhere or in another text; not found."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The claim of this kind whose trigger is this span of this report's text; of an added one, its words."""

    report: str
    """The report's key."""
    text_sha256: str
    span: Span
    kind: str
    quote: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Where:
    """Where an anchor leads now: the span of its words, and the claim that a reading makes of them, if any."""

    how: How
    span: Span | None = None
    claim: str | None = None


def span_now(anchor: Anchor, text: str, text_sha256: str) -> Span | None:
    """Where the anchored words stand in this text: where they stood, if it is the same text.

    In another text the one place where they stand with what was around them, on both sides or on one; long words
    are also found alone. None where there is no such place, or more than one.
    """
    if text_sha256 == anchor.text_sha256:
        return anchor.span
    tries = [
        (anchor.before, anchor.after),
        *([(anchor.before, "")] if len(anchor.before) >= TELLING else []),
        *([("", anchor.after)] if len(anchor.after) >= TELLING else []),
        *([("", "")] if len(anchor.quote) >= TELLING else []),
    ]
    for before, after in tries:
        found = [m.start() for m in re.finditer(f"(?={re.escape(before + anchor.quote + after)})", text)]
        if len(found) == 1:
            start = found[0] + len(before)
            return Span(start, start + len(anchor.quote))
    return None


def claim_now(anchor: Anchor, report: Report, reading: Reading) -> Where:
    """The claim that the reading makes of the anchored words: of the same kind, and there or overlapping them."""
    digest = report.text_sha256
    span = span_now(anchor, report.text, digest)
    if span is None:
        return Where("adrift")
    near = [c for s in reading.statements for c in s.claims if c.kind == anchor.kind and c.trigger.overlaps(span)]
    exact = [c.id for c in near if c.trigger == span]
    if exact:
        return Where("there" if digest == anchor.text_sha256 else "moved", span, exact[0])
    return Where("moved", span, near[0].id) if len(near) == 1 else Where("adrift", span)
