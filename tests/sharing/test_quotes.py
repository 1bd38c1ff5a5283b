"""The words of a statement in their sentences: where a sentence ends, and how much of it is shown."""

from __future__ import annotations

from dataclasses import replace

import made_up
import pytest

from rashomon.model import Part, Span, Statement
from rashomon.sharing.quotes import LONGEST, context_span, covering, sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dr. Morven left. He came.", ["Dr. Morven left. ", "He came."]),  # a short word at the very beginning
        ("J. B. Morven left. He came.", ["J. B. Morven left. ", "He came."]),
        ("They met Gen. Morven on Sept. Fourth. He left", ["They met Gen. Morven on Sept. Fourth. ", "He left"]),
        ("“He left.” Then it rained!  Why?", ["“He left.” ", "Then it rained!  ", "Why?"]),
        ("It cost 3.5 millions. it says", ["It cost 3.5 millions. it says"]),
        ("A headline\n\nThe text", ["A headline\n\n", "The text"]),
        ("No end", ["No end"]),
        ("", []),
    ],
)
def test_where_sentences_end(text: str, found: list[str]) -> None:
    spans = sentences(text)
    assert [text[s.start : s.end] for s in spans] == found
    assert "".join(found) == text


def test_spans_that_touch_do_not_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert not Span(3, 5).overlaps(Span(0, 3))
    assert Span(0, 4).overlaps(Span(3, 5))
    assert covering([Span(4, 6), Span(1, 2)]) == Span(1, 6)
    assert covering([]) is None


def said(text: str, words: str) -> Statement:
    """A statement whose own words are these."""
    start = text.index(words)
    span = Span(start, start + len(words))
    (statement, *_) = made_up.reading(made_up.report("r", text)).statements
    speaker = replace(statement.speaker, span=None)
    return replace(statement, content=(span,), cue=(), speaker=speaker)


LONG = "It rained " + "and rained " * 70


@pytest.mark.parametrize(
    ("text", "words", "labels", "shut", "shown"),
    [
        ("It rained. They left  the town.  \n He came.", "left  the", "", "", "They left  the town."),
        ("  It rained.\n", "rained", "", "", "It rained."),
        ("KASTREL — It rained. He came.", "rained", "KASTREL — ", "", "It rained."),
        ("It rained. They left. He came.", "They left", "", "He came.", "They left."),
        ("It rained. They left, he said.", "They left", "", "he said", "They left"),
        (f"{LONG}. He came.", "He came", "", "", "He came."),
        (f"{LONG}{LONG}. He came.", "It rained", "", "", "It rained"),  # too long a sentence: the words alone
    ],
)
def test_what_is_shown_of_a_text(text: str, words: str, labels: str, shut: str, shown: str) -> None:
    statement = said(text, words)
    parts = (Part("dateline", Span(0, len(labels))),) if labels else ()
    closed = [Span(text.index(shut), text.index(shut) + len(shut))] if shut else []
    span = context_span(text, parts, statement, statement.content[0], closed, sentences(text))
    assert text[span.start : span.end] == shown
    assert len(LONG) > LONGEST
