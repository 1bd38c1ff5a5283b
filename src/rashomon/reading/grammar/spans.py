"""From characters to tokens and back: which tokens of a text does a span cover, and where do tokens stand?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from spacy.tokens import Doc, Token

from rashomon.model import Span

KEPT = "rashomon_ranges"


def token_range(doc: Doc, span: Span) -> tuple[int, int] | None:
    """The tokens [start, end) that a span of characters touches, widened to whole ones; None outside the text."""
    kept: dict[Span, tuple[int, int] | None] = doc.user_data.setdefault(KEPT, {})
    if span not in kept:  # the same few are asked for again and again
        found = doc.char_span(span.start, span.end, alignment_mode="expand")
        kept[span] = (found.start, found.end) if found is not None else None
    return kept[span]


class Spanned(Protocol):
    """What was found somewhere in the text: a place, a time"""

    @property
    def span(self) -> Span: ...


def lies_in(token: Token, found: Iterable[Spanned]) -> bool:
    """Whether a word is of one of these, of the places or the times of its text."""
    at = token.idx
    return any(f.span.start <= at < f.span.end for f in found)


def characters(doc: Doc, tokens: tuple[int, int]) -> Span:
    """Where the tokens [start, end) stand in the text."""
    last = doc[tokens[1] - 1]
    return Span(doc[tokens[0]].idx, last.idx + len(last))
