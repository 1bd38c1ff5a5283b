"""A name of one word and the common word that is written like it."""

from __future__ import annotations

import pytest
from spacy.language import Language

from rashomon.model import Report, Span
from rashomon.reading import pipeline
from rashomon.world import World, load_world


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(("israel-palestine",))


@pytest.fixture(scope="module")
def nlp(world: World) -> Language:
    return pipeline.load(world)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The joke about the verb trump was old, residents said.", []),
        ("Diamonds trump hearts, he said.", []),
        ("A storm of the guardian kind.", []),
        ("Trump cards were found in the house.", []),  # the capital is the sentence's
        ("Trump towers burned.", []),
        ("Mirror images were shown.", []),
        ("Guardian angels do not help, residents said.", []),
        ("President Trump said the talks were over.", ["trump"]),
        ("Trump officials said the talks were over.", ["trump"]),
        ("Trump loyalists denied it.", ["trump"]),
        ("They called it one of the new Trump tariffs.", ["trump"]),  # inside a sentence a capital tells
        ("The Guardian said nine died.", ["guardian"]),
        ("Hamas fighters fired rockets.", ["hamas"]),
        ("Reuters reports said nine died.", ["reuters"]),
        ("They heard it from Reuters.", ["reuters"]),
        ("The israeli army said nine died.", ["israeli_forces"]),  # a name of two words is meant in any case
        ("The poster said \u062d\u0645\u0627\u0633 in red.", ["hamas"]),  # a script without case
    ],
)
def test_one_word_is_a_name_where_its_capital_or_its_place_says_so(
    nlp: Language, world: World, text: str, named: list[str]
) -> None:
    doc = nlp(pipeline.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))
    assert [m.entity for m in doc._.mentions if m.entity] == named
