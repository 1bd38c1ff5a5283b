"""Is it told how things stand? All sentences are ours."""

from __future__ import annotations

import pytest
from spacy.language import Language

from rashomon.model import Report, Span
from rashomon.reading import pipeline
from rashomon.reading.how_sure.standing import stands
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
        ("Rebels hold the town.", "hold", "hold"),
        ("Rebels have seized the town.", "seized", "seized"),
        ("The town is besieged.", "besieged", "besieged"),
        ("They fled the besieged town.", "besieged", "besieged"),
        ("The army shelled areas held by rebels.", "held", "held"),
        ("Rebels seized the town.", "seized", None),
        ("The siege caused hunger.", "siege", None),
        ("The siege is causing hunger.", "siege", "causing"),
        ("The army said that rebels held the town.", "held", "held"),  # the past of who tells it
        ("The army said that rebels seized the town.", "seized", None),
        ("Rebels held the town.", "held", None),  # until when, nobody says
    ],
)
def test_what_is_so_when_it_is_told(nlp: Language, world: World, text: str, head: str, word: str | None) -> None:
    doc = nlp(pipeline.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))
    found = stands(next(t for t in doc if t.text == head), doc._.statements[-1])
    assert (found and found.text) == word
