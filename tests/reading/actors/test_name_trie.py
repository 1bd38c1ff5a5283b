"""Names found word by word: what spaCy's PhraseMatcher finds."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from rashomon.reading.actors.name_trie import NameTrie

NAMES = {
    "front": ["Dawn Front", "Front of the Dawn"],
    "dawn": ["Dawn"],
    "dawn_too": ["Dawn", "Dawn Front"],
    "nobody": [""],
}


def trie(names: dict[str, list[str]]) -> NameTrie:
    made = NameTrie()
    for key, forms in names.items():
        for form in forms:
            made.add(key, form.split())
    return made


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Dawn Front", [("dawn", 1, 2), ("dawn_too", 1, 2), ("front", 1, 3), ("dawn_too", 1, 3)]),
        ("Front of the Dawn", [("front", 0, 4), ("dawn", 3, 4), ("dawn_too", 3, 4)]),
        ("Front of the", []),
        ("dawn front", []),
        ("", []),
    ],
)
def test_each_name_with_each_of_its_keys(text: str, found: list[tuple[str, int, int]]) -> None:
    assert trie(NAMES).find(text.split()) == found


words = st.lists(st.sampled_from("abc"), max_size=8)


@given(st.dictionaries(st.sampled_from(["k", "l", "m"]), st.lists(words.filter(bool), max_size=5)), words)
def test_as_the_phrase_matcher_finds_them(names: dict[str, list[list[str]]], text: list[str]) -> None:
    nlp = spacy.blank("xx")
    matcher, made = PhraseMatcher(nlp.vocab), NameTrie()
    for key, forms in names.items():
        for form in forms:
            made.add(key, form)
            matcher.add(key, [Doc(nlp.vocab, form)])
    theirs = [(nlp.vocab.strings[key], start, end) for key, start, end in matcher(Doc(nlp.vocab, text))]
    assert sorted(made.find(text)) == sorted(theirs)
