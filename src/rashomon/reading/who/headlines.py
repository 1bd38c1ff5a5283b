"""Whose words a headline holds: "UN: 12 killed", "Rebels shelled market: army", "14 killed in shelling - medics"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from rashomon.reading.actors.component import MEDIA, Mention, within
from rashomon.reading.grammar.clauses import is_verb
from rashomon.reading.who.draft import Draft, Range


def titles(doc: Doc, found: Sequence[Draft]) -> list[Draft]:
    """Headlines: "X: content" and "content: X" where X is an actor, and "content - X"."""
    heads = [p.span for p in doc._.parts if p.kind == "headline"]
    cues = [a for f in found for a, _ in f.cue]
    out = []
    for line in _lines(doc):
        titled = line.start == 0 or any(h.start <= doc[line.start].idx < h.end for h in heads)
        if not titled or any(line.start <= a < line.end for a in cues):
            continue
        if (told := _title(doc, line)) is not None:
            mark, speaker, content = told
            out.append(
                Draft(
                    [(mark, mark + 1)],
                    [content],
                    doc[speaker[1] - 1],
                    "reports",
                    speaker_span=speaker,
                    made="headline_colon",
                    content_rule="beside_colon",
                    speaker_rule="beside_colon",
                    stance_rule="headline_colon",
                )
            )
    return out


def _lines(doc: Doc) -> Iterator[TokenSpan]:
    """The sentences, one that ends in a colon with the next: the parse parts "UN: 12 killed in attack" there."""
    begin = None
    for sent in doc.sents:
        start = sent.start if begin is None else begin
        begin = start if sent[-1].text == ":" and sent.end < len(doc) else None
        if begin is None:
            yield doc[start : sent.end]


def _title(doc: Doc, line: TokenSpan) -> tuple[int, Range, Range] | None:
    """(colon or dash, speaker, content) of a headline that names whose words it holds."""
    colon = next((t.i for t in line if t.text == ":"), None)
    if colon is not None:
        sides = _sides_of_colon(doc, line, colon)
        return None if sides is None else (colon, *sides)
    end = next((t.i for t in line if t.is_space), line.end)
    if (told := _behind_last_comma(doc, line, end)) is not None:
        return told
    dash = next((t.i for t in reversed(doc[line.start : end]) if t.text in DASHES), None)
    named = within(doc, dash + 1, end) if dash is not None and dash - line.start > 3 else []
    if dash is None or len(named) != 1 or (named[0].start, named[0].end) != (dash + 1, end):
        return None
    # a page's title ends in its outlet's name
    medium = named[0].role == "unknown" or (named[0].role in MEDIA and not _is_described(doc, named[0]))
    return None if medium or doc[dash - 1].whitespace_ == "" else (dash, (dash + 1, end), (line.start, dash))


def _behind_last_comma(doc: Doc, line: TokenSpan, end: int) -> tuple[int, Range, Range] | None:
    """ "Twelve killed in shelling of Qarna, NGO": what a headline ends in, where that is a sort of body that watches
    and counts, and the words before tell something."""
    end -= doc[end - 1].is_punct
    comma = next((t.i for t in reversed(doc[line.start : end]) if t.text == ","), None)
    named = within(doc, comma + 1, end) if comma is not None else []
    if comma is None or len(named) != 1 or (named[0].start, named[0].end) != (comma + 1, end):
        return None
    verbal = any(is_verb(t) for t in doc[line.start : comma])
    watches = named[0].role in WATCHING or (named[0].role in MEDIA and _is_described(doc, named[0]))
    return (comma, (comma + 1, end), (line.start, comma)) if verbal and watches else None


def _is_described(doc: Doc, m: Mention) -> bool:
    """ "State media", "local media": a sort of medium in small letters, and no outlet by its name."""
    return not m.named and doc[m.start : m.end].text.islower()


WATCHING = frozenset({"monitor", "rights_group", "activist", "humanitarian", "medic", "rescuer", "un"})
DASHES = frozenset({"-", "–", "—"})


def _sides_of_colon(doc: Doc, sent: TokenSpan, colon: int) -> tuple[Range, Range] | None:
    """(speaker, content) of a headline where one side of its colon is an actor and the other is long enough."""
    start, end = sent.start, sent.end
    before, after = within(doc, start, colon), within(doc, colon + 1, end)
    if before and before[0].start <= start + 2 and before[-1].end == colon and end - colon > 4:
        return (start, colon), (colon + 1, end)
    counted = any(t.like_num for t in doc[colon + 1 : end])  # "Killed: 12 soldiers"
    if after and not counted and end - colon <= 7 and after[-1].end >= end - 1 and after[0].start <= colon + 3:
        return (colon + 1, after[-1].end), (start, colon)
    return None
