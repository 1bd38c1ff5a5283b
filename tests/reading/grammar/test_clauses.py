"""What hangs on a word, in a parse made by hand: "Two guards were hurt in the raid by rebels"."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from rashomon.model import Span
from rashomon.reading.grammar.clauses import by_whom, child, child_after, governed, has, has_word, is_plural, reach
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import Phrases
from rashomon.reading.grammar.spans import characters, token_range


@pytest.fixture(scope="module")
def doc() -> Doc:
    return Doc(
        spacy.blank("en").vocab,
        words=["Two", "guards", "were", "hurt", "by", "armed", "rebels"],
        heads=[1, 3, 3, 3, 3, 6, 4],
        deps=["nummod", "nsubjpass", "auxpass", "ROOT", "agent", "amod", "pobj"],
        tags=["CD", "NNS", "VBD", "VBN", "IN", "JJ", "NNS"],
        lemmas=["two", "guard", "be", "hurt", "by", "armed", "rebel"],
    )


def test_children_by_label(doc: Doc) -> None:
    hurt = doc[3]
    assert child(hurt, "nsubj", "nsubjpass") == doc[1]
    assert child(hurt, "dobj") is None
    assert child_after(hurt, "nsubjpass") is None
    assert child_after(hurt, "agent") == doc[4]
    assert has(hurt, "auxpass") and not has(hurt, "aux", "neg")


def test_children_by_word(doc: Doc) -> None:
    assert has_word(doc[3], ("by",))
    assert has_word(doc[3], {"by", "with"}, "agent")
    assert not has_word(doc[3], ("by",), "prep")
    assert not has_word(doc[3], ("rebels",))


def test_the_noun_behind_by(doc: Doc) -> None:
    assert by_whom(doc[3]) == doc[6]
    assert by_whom(doc[1]) is None
    assert governed(None) is None
    assert governed(doc[3]) is None


def test_reach_and_number(doc: Doc) -> None:
    assert reach(doc[4]) == (4, 7)
    assert reach(doc[3]) == (0, 7)
    assert is_plural(doc[6]) and not is_plural(doc[5])


@pytest.mark.parametrize("tokens", [(0, 1), (0, 2), (3, 7), (6, 7)])
def test_tokens_and_characters_and_back(doc: Doc, tokens: tuple[int, int]) -> None:
    span = characters(doc, tokens)
    assert doc.text[span.start : span.end] == doc[tokens[0] : tokens[1]].text
    assert token_range(doc, span) == tokens


def test_a_span_that_cuts_words_is_widened_and_one_outside_is_none(doc: Doc) -> None:
    assert token_range(doc, Span(5, 6)) == (1, 2)
    assert token_range(doc, Span(90, 95)) is None


def test_the_longest_phrase_of_lemmas_is_found_and_none_overlaps(doc: Doc) -> None:
    phrases = Phrases([("guard", 1), ("guard be", 2), ("be hurt", 3), ("armed rebel", 4), ("rebel", 5)])
    assert phrases.find(doc) == [(1, 3, 2), (5, 7, 4)]


def test_a_word_list_by_name() -> None:
    assert "say" not in words("relays") and "quote" in words("relays")
    with pytest.raises(KeyError):
        words("no such list")
