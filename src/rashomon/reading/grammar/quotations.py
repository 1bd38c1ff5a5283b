"""Quotations by their marks: odd and missing ones too. No text makes this fail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

OPEN = frozenset("“„«‟")
CLOSE = frozenset("”»")
EITHER = frozenset({'"', "''"})
SINGLE_OPEN = frozenset({"‘", "'", "`", "‹"})
SINGLE_CLOSE = frozenset({"’", "'", "›"})
PARAGRAPHS = 5
"""How many paragraphs a quotation may run on for that is opened once and closed once."""

LONG = 5
"""Words. A shorter quotation, or one without a verb, is a scare quote or a title unless it stands as speech does."""


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
    typographers' habit for speech of several paragraphs), to the closing mark of a later one that opens none, else to
    the end of its sentence. A closing mark with no opening one is left alone. Single marks count outside double ones.
    """
    out: list[Quote] = []
    paragraphs = list(_paragraphs(doc))
    closed = 0  # where a quotation of several paragraphs ended
    for k, (start, end) in enumerate(paragraphs):
        found, opened = _in_paragraph(doc, max(start, closed), end)
        out += [_quote(doc, a, b) for a, b in found]
        if opened is None:
            continue
        last = end if _opens_again(doc, end) else _closed_later(doc, paragraphs[k + 1 : k + PARAGRAPHS])
        if last > end:
            closed = last
        out.append(_quote(doc, opened, last or min(doc[opened].sent.end, end)))
    return [q for q in out if q.end - q.start > 1]


def _in_paragraph(doc: Doc, start: int, end: int) -> tuple[list[tuple[int, int]], int | None]:
    """The quotations of a paragraph, marks included, and where one opens that it does not close."""
    out: list[tuple[int, int]] = []
    opened: int | None = None
    i = start
    while i < end:
        if opened is None:
            if _opens_double(doc, i):
                opened = i
            elif doc[i].text in SINGLE_OPEN and _opens(doc, i) and (close := _single_close(doc, i, end)):
                out.append((i, close))
                i = close - 1
        elif _closes_double(doc, i, opened):
            out.append((opened, i + 1))
            opened = None
        elif doc[i].text in OPEN and i > opened + 1:
            last = doc[i - 1].sent.end
            out.append((opened, last if last <= i else i))
            opened = i
        i += 1
    return out, opened


def _opens_double(doc: Doc, i: int) -> bool:
    text = doc[i].text
    return text in OPEN or text == "``" or (text in EITHER and _opens(doc, i))


def _closes_double(doc: Doc, i: int, opened: int) -> bool:
    text = doc[i].text
    return text in CLOSE or text in EITHER or (text == "“" and doc[opened].text == "„")


def _single_close(doc: Doc, i: int, end: int) -> int:
    """Where a quotation in single marks ends; 0 where the mark is an apostrophe or a letter of a name."""
    for k in range(i + 2, end):
        if doc[k].text in OPEN | EITHER:
            return 0
        if doc[k].text in SINGLE_CLOSE and (doc[k - 1].is_punct or doc[k].tag_ != "POS"):
            over = bool(doc[k].whitespace_) or k + 1 == end or doc[k + 1].is_punct or doc[k + 1].is_space
            if over and not doc[k - 1].whitespace_:
                return k + 1
    return 0


def _closed_later(doc: Doc, paragraphs: Sequence[tuple[int, int]]) -> int:
    """Where a quotation ends that one of the next paragraphs closes without opening another; 0 where none does."""
    for start, end in paragraphs:
        for i in range(start, end):
            if doc[i].text in CLOSE or (doc[i].text in EITHER and not _opens(doc, i)):
                return i + 1
            if doc[i].text in OPEN | EITHER:
                return 0
    return 0


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
    first = words[0] if words else None
    if first is None or not verb:
        return Quote(start, end, full=False, long=len(words) > 1 and _is_exclaimed(doc, start, end))
    full = first.is_sent_start or (first.i - 1 == start and bool(doc[start].is_sent_start))
    led = start > 0 and doc[start - 1].text in (":", ",") and first.text[:1].isupper()
    return Quote(start, end, bool(full), len(words) >= (3 if full or led else LONG))


def _is_exclaimed(doc: Doc, start: int, end: int) -> bool:
    """ "“No water, no bread,” she said", "they chanted: “Down with the army!”": whether words without a verb open their
    sentence or follow a colon, and end in a stop inside their marks, as speech does and a name in marks does not."""
    opens = doc[start].is_sent_start or doc[start - 1].text == ":"
    return bool(opens) and doc[end - 2].text in (",", ".", "!", "?")
