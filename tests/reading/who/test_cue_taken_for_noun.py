"""A cue that the tagger took for a noun. All sentences are ours."""

from __future__ import annotations

import pytest
from spacy.language import Language

from rashomon.model import Report, Span
from rashomon.reading import pipeline
from rashomon.reading.who.cue_taken_for_noun import mistagged
from rashomon.world import World, load_world


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(("syria",))


@pytest.fixture(scope="module")
def nlp(world: World) -> Language:
    return pipeline.load(world)


@pytest.mark.parametrize(
    ("text", "noun", "is_cue"),
    [
        ("SANA claims ground troops fled.", "claims", True),
        ("SANA claims of fallen towns spread.", "claims", False),
        ("Farmers claims ground troops fled.", "claims", False),  # no actor before it
        ("SANA claims ground troops.", "claims", False),  # no verb behind it
        ("SANA claims in the north were repeated by its guests.", "claims", False),
        ("SANA claims at least nine troops fled.", "claims", True),
        ("SANA claims fell", "claims", False),  # the end of a text
    ],
)
def test_a_noun_that_is_a_cue(nlp: Language, world: World, text: str, noun: str, is_cue: bool) -> None:
    doc = nlp(pipeline.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))
    token = next(t for t in doc if t.text == noun)
    assert mistagged(token) == is_cue
