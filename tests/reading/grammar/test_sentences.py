"""Sentences are those of spaCy, looked up."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from rashomon.reading.grammar.sentences import sentence_at, sentence_of


@pytest.mark.parametrize(
    "starts",
    [[True], [True, False, False], [True, False, True, True, False], [True, True], [False, False, True, False]],
)
def test_the_bounds_are_those_of_the_sentence_of_a_token(starts: list[bool]) -> None:
    doc = Doc(spacy.blank("en").vocab, words=["word"] * len(starts), sent_starts=starts)
    for token in doc:
        assert sentence_of(token) == (token.sent.start, token.sent.end)
        assert sentence_at(doc, token.i) == sentence_of(token)
