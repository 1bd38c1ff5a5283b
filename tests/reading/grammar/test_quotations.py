"""Quotations by their marks, odd and missing ones too."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.reading.grammar.quotations import quotations

TOKENS = spacy.blank("en")


def texts(text: str) -> list[str]:
    doc = TOKENS(text)
    for token in doc:  # no parser here: sentences end at a full stop, and every word may be a verb
        token.is_sent_start = token.i == 0 or doc[token.i - 1].text in ".\n"
        token.pos_ = "VERB" if token.is_alpha else "PUNCT"
    return [doc[q.start : q.end].text for q in quotations(doc)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "they left at dawn" again.', ['"they left at dawn"']),
        ("He said “they left at dawn” again.", ["“they left at dawn”"]),
        ("Er sagte „sie gingen fort“ heute.", ["„sie gingen fort“"]),  # a German closing mark is an English opening one
        ("He said «they left» again.", ["«they left»"]),
        ("They left.” So it was.", []),  # closed but never opened
        ("“They left. So it was.", ["“They left."]),  # never closed: to the end of its sentence
        ("“They left.\n“They came back.”", ["“They left.", "“They came back.”"]),  # speech of two paragraphs
        ('A 6" pipe and a 4" pipe.', []),  # inches
        ("No marks at all.", []),
        ("", []),
        ('"', []),
    ],
)
def test_where_quotations_stand(text: str, found: list[str]) -> None:
    assert texts(text) == found


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(['"', "“", "”", "«", "»", "„", "'", "``", "''", "\n", "\r\n", " ", "a b", "no.", "ü"]),
        max_size=24,
    )
)
def test_any_marks_give_ordered_disjoint_quotations(pieces: list[str]) -> None:
    doc = TOKENS("".join(pieces))
    for token in doc:
        token.is_sent_start = token.i == 0
    found = quotations(doc)
    assert all(0 <= q.start < q.end <= len(doc) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
