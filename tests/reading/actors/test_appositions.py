"""What the text calls a person apart from the name, and the name behind such words. All sentences are ours."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Token

from rashomon.model import Report, Span
from rashomon.reading import pipeline
from rashomon.reading.actors.appositions import description, name_behind
from rashomon.world import World, load_world


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(("syria",))


@pytest.fixture(scope="module")
def nlp(world: World) -> Language:
    return pipeline.load(world)


def last(nlp: Language, world: World, text: str, word: str) -> Token:
    doc = nlp(pipeline.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))
    return next(t for t in reversed(doc) if t.text == word)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mira Tal, a nurse from the hills, left.", "a nurse from the hills"),
        ("Activist Mira Tal left.", "Activist"),
        ("Mira Tal left.", None),
        ("Mira Tal, 40, left.", None),
    ],
)
def test_what_a_person_is_called(nlp: Language, world: World, text: str, words: str | None) -> None:
    head = last(nlp, world, text, "Tal")
    found = description(head)
    assert (found and head.doc[slice(*found)].text) == words


@pytest.mark.parametrize(
    ("text", "head", "name"),
    [
        ("The hospital's head, Amin Saleh, left.", "head", "Saleh"),
        ("The head of the town's hospital, Amin Saleh, left.", "head", "Saleh"),
        ("The army's ally, Hezbollah, left.", "ally", None),  # no person
        ("The town's mayor, a farmer, left.", "mayor", None),  # no name
    ],
)
def test_whose_name_stands_behind(nlp: Language, world: World, text: str, head: str, name: str | None) -> None:
    found = name_behind(last(nlp, world, text, head))
    assert (found and found.text) == name
