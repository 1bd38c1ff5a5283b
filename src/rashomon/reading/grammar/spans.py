"""From characters to tokens and back: which tokens of a text does a span cover, and where do tokens stand?"""

from __future__ import annotations

from spacy.tokens import Doc

from rashomon.model import Span

KEPT = "rashomon_ranges"


def token_range(doc: Doc, span: Span) -> tuple[int, int] | None:
    """The tokens [start, end) that a span of characters touches, widened to whole ones; None outside the text."""
    kept: dict[Span, tuple[int, int] | None] = doc.user_data.setdefault(KEPT, {})
    if span not in kept:  # the same few are asked for again and again
        found = doc.char_span(span.start, span.end, alignment_mode="expand")
        kept[span] = (found.start, found.end) if found is not None else None
    return kept[span]


def characters(doc: Doc, tokens: tuple[int, int]) -> Span:
    """Where the tokens [start, end) stand in the text."""
    last = doc[tokens[1] - 1]
    return Span(doc[tokens[0]].idx, last.idx + len(last))
