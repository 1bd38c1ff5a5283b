"""The quicker ruler and lemmatizer say of every token what spaCy's own say."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from rashomon.reading import pipeline
from rashomon.reading.grammar import quick_rules
from rashomon.reading.grammar.quick_rules import QuickRuler
from rashomon.world import load_world

TEXTS = (
    "The army said on Monday that its jets had bombed three depots; nobody was hurt, and this was not the first raid.",
    "I ain't gonna go. Let's see, y'all: it wo n't last. C'm on! We gotta leave 'em, nothin' doin'. 'Nuff said.",
    "There are no mines there. There 's one here, if you can believe it, although those who laid them deny it.",
    "It's what they have done and do: having been hit once, she'd have gone; he has had enough of theirs.",
    "Killed:\n\n 12 civilians  and\t3 children, who were the worst hit. 100 % (?) of the homes -- gone!",
    "Saw the saws' teeth, leaves leaving, better wolves, axes, geese, lay lying, worse-hit, men's, the wounded dying.",
)


@cache
def own() -> Language:
    return spacy.load(pipeline.MODEL, exclude=pipeline.UNUSED)


def said_of(token: Token) -> tuple[Any, ...]:
    return token.text, token.tag_, token.pos_, str(token.morph), token.lemma_, token.dep_, token.head.i


def ours(text: str) -> Doc:
    nlp = pipeline.load(load_world())
    doc = nlp.make_doc(text)
    for name in ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"):
        doc = nlp.get_pipe(name)(doc)
    return doc


@pytest.mark.parametrize("text", TEXTS)
def test_they_say_the_same(text: str) -> None:
    assert [said_of(token) for token in ours(text)] == [said_of(token) for token in own()(text)]


def test_the_same_where_what_is_kept_is_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick_rules, "MOST", 3)
    text = " ".join(TEXTS)
    assert [said_of(token) for token in ours(text)] == [said_of(token) for token in own()(text)]


def ruler(*patterns: dict[str, Any]) -> QuickRuler:
    """With these patterns, as if a model had brought them."""
    made = QuickRuler(own().vocab)
    made.add_patterns(patterns)
    made.take_stock()
    return made


@pytest.mark.parametrize(
    ("pattern", "quick"),
    [
        ([{"TAG": "NN", "LOWER": {"IN": ["raid"]}}], True),
        ([{"LOWER": {"REGEX": "^rai"}}], True),
        ([{"LOWER": "the"}, {"LOWER": "raid"}], True),
        ([{"TAG": "NN", "OP": "+"}], False),
        ([{"SHAPE": "xxxx"}], False),
        ([{"LOWER": {"FUZZY": "riad"}}], False),
    ],
)
def test_a_pattern_that_looks_at_more_is_tried_at_each_token(pattern: list[dict[str, Any]], quick: bool) -> None:
    made = ruler({"patterns": [pattern], "attrs": {"LEMMA": "found"}, "index": -1})
    assert (made.rules is not None) is quick
    doc = made(own().make_doc("They saw the raid") if "TAG" not in str(pattern) else own()("They saw the raid"))
    assert [token.text for token in doc if token.lemma_ == "found"] == ["raid"]


def test_of_two_patterns_the_later_one_holds() -> None:
    first, second = ({"patterns": [[{"LOWER": "raid"}]], "attrs": {"LEMMA": lemma}} for lemma in ("a", "b"))
    several = {"patterns": [[{"LOWER": "the"}, {"LOWER": "raid"}]], "attrs": {"LEMMA": "c"}, "index": 1}
    for patterns, lemma in (((first, second), "b"), ((first, several, second), "b"), ((first, second, several), "c")):
        assert ruler(*patterns)(own().make_doc("the raid"))[1].lemma_ == lemma
