"""Quotations by their marks: odd and missing ones too. No text makes this fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

OPEN = frozenset("“„«‟")
CLOSE = frozenset("”»")
EITHER = frozenset('"')

LONG = 5
"""Words. A shorter quotation is a scare quote or a title unless a cue stands right beside a verb in it."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Tokens [start, end), marks included. `full`: it makes up whole sentences; `long`: it can be speech at all."""

    start: int
    end: int
    full: bool
    long: bool


def quotations(doc: Doc) -> list[Quote]:
    """The outermost quotations of a text in order.

    A mark that is not closed runs to the end of its paragraph when the next one opens with a mark again (the
    typographers' habit for speech of several paragraphs), else to the end of its sentence. A closing mark with no
    opening one is left alone.
    """
    out: list[Quote] = []
    for start, end in _paragraphs(doc):
        opened: int | None = None
        for i in range(start, end):
            text = doc[i].text
            if opened is None:
                if text in OPEN or text == "``" or (text in EITHER and _opens(doc, i)):
                    opened = i
            elif text in CLOSE or (text == "“" and doc[opened].text == "„") or text == "''" or (text in EITHER):
                out.append(_quote(doc, opened, i + 1))
                opened = None
            elif text in OPEN and i > opened + 1 and text not in EITHER:
                out.append(_quote(doc, opened, doc[i - 1].sent.end if doc[i - 1].sent.end <= i else i))
                opened = i
        if opened is not None:
            out.append(_quote(doc, opened, end if _opens_again(doc, end) else min(doc[opened].sent.end, end)))
    return [q for q in out if q.end - q.start > 1]


def _opens(doc: Doc, i: int) -> bool:
    """Whether a straight mark opens: a blank or nothing before it, none after it."""
    before = i == 0 or bool(doc[i - 1].whitespace_) or doc[i - 1].is_space or doc[i - 1].text in "(["
    after = i + 1 < len(doc) and not doc[i].whitespace_
    return before and (after or i == 0)


def _opens_again(doc: Doc, i: int) -> bool:
    while i < len(doc) and doc[i].is_space:
        i += 1
    return i < len(doc) and doc[i].text in OPEN | EITHER


def _paragraphs(doc: Doc) -> Iterator[tuple[int, int]]:
    start = 0
    for token in doc:
        if token.is_space and token.text.count("\n") >= 1:
            if token.i > start:
                yield start, token.i
            start = token.i + 1
    if start < len(doc):
        yield start, len(doc)


def _quote(doc: Doc, start: int, end: int) -> Quote:
    words = [t for t in doc[start:end] if t.is_alpha]
    verb = any(t.pos_ in ("VERB", "AUX") for t in words)
    first = next((t for t in doc[start:end] if t.is_alpha), None)
    full = (
        first is not None
        and (first.is_sent_start or (first.i - 1 == start and bool(doc[start].is_sent_start)))
        and verb
    )
    return Quote(start, end, bool(full), (len(words) >= LONG and verb) or (verb and len(words) >= 3 and bool(full)))
