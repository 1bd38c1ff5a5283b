"""What was learned before is split as what was not."""

from __future__ import annotations

from functools import cache

import pytest
import spacy
from spacy.language import Language

from rashomon.reading import pipeline
from rashomon.reading.grammar import quick_words
from rashomon.reading.grammar.quick_words import QuickTokenizer

TEXT = """"It's over," Mr. Arden said (on the 3rd), "and we can't go back; nobody's left at 12:30 p.m. in the U.S.-held
half-built  depot!" See https://example.org/a,b?c=1 -- or write to desk@example.org... 10,000-strong, 5km, :-) """


@cache
def own() -> Language:
    return spacy.load(pipeline.MODEL, exclude=pipeline.UNUSED)


@pytest.fixture
def nlp() -> Language:
    return spacy.load(pipeline.MODEL, exclude=pipeline.UNUSED, config=pipeline.RULES_FROM_FILES)


def split(nlp: Language, text: str) -> list[tuple[str, int, str, str]]:
    with nlp.memory_zone():
        return [(t.text, t.idx, t.norm_, t.whitespace_) for t in nlp.make_doc(text)]


@pytest.mark.parametrize("learned", ["", TEXT, TEXT.upper(), "p.m. U.S.-held and depot!"])
def test_the_same_tokens(nlp: Language, learned: str) -> None:
    assert isinstance(nlp.tokenizer, QuickTokenizer)
    nlp.tokenizer.learn(learned)
    nlp.tokenizer.learn(learned)
    for _ in range(2):
        assert split(nlp, TEXT) == split(own(), TEXT)


def test_no_more_is_kept_than_may_be(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick_words, "MOST", 3)
    assert isinstance(nlp.tokenizer, QuickTokenizer)
    nlp.tokenizer.learn("one two")
    nlp.tokenizer.learn("two three four five")
    assert len(nlp.tokenizer.learned) == 3
    assert {"one", "two"} < nlp.tokenizer.learned


def test_what_hardly_comes_again_is_not_kept(nlp: Language) -> None:
    assert isinstance(nlp.tokenizer, QuickTokenizer)
    nlp.tokenizer.learn("short " + "x" * (quick_words.LONGEST + 1))
    assert nlp.tokenizer.learned == {"short"}
