"""The word that says that a deed is done again and again. All sentences are ours."""

from __future__ import annotations

import pytest
from spacy.language import Language

from rashomon.model import Report, Span
from rashomon.reading import pipeline
from rashomon.reading.how_sure.habituals import habit, of_a_period
from rashomon.world import World, load_world


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(())


@pytest.fixture(scope="module")
def nlp(world: World) -> Language:
    return pipeline.load(world)


@pytest.mark.parametrize(
    ("text", "head", "word"),
    [
        ("Jets regularly bomb the town.", "bomb", "regularly"),
        ("Jets carry out daily raids.", "raids", "daily"),
        ("Jets carry out daily raids.", "carry", "daily"),  # a verb that says little: its object is the deed
        ("They often carry out daily raids.", "carry", "often"),  # the first of two
        ("Jets see daily raids.", "see", None),
        ("Jets bombed the daily market.", "bombed", None),
        ("Jets bombed the town on Monday.", "bombed", None),
    ],
)
def test_what_is_done_again_and_again(nlp: Language, world: World, text: str, head: str, word: str | None) -> None:
    doc = nlp(pipeline.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))
    found = habit(next(t for t in doc if t.text == head))
    assert (found and found.text) == word
    if found is not None:
        when = of_a_period(found, "2020-03-09")
        assert (when.start, when.end, when.span and text[slice(*when.span)]) == (None, "2020-03-09", word)
