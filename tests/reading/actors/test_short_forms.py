"""Who a shortened name stands for. All sentences are ours."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Token

from rashomon.model import Report, Span
from rashomon.reading import pipeline
from rashomon.reading.actors.short_forms import shortened
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
    ("text", "head", "entity"),
    [
        ("The Syrian National Coalition met. The Coalition left.", "Coalition", "syrian_national_coalition"),
        ("The Coalition left.", "Coalition", None),
        ("The Coalition left. The Syrian National Council met.", "Coalition", None),
        ("The Syrian National Coalition met. The army left.", "army", None),
        ("The Syrian National Coalition met. The national group left.", "group", None),  # not all its words
        # either spelling
        ("Russia's defence ministry met. The defense ministry left.", "ministry", "russian_defence_ministry"),
        ("The Free Syrian Army (FSA) militant group left.", "group", "free_syrian_army"),
        ("The Free Syrian Army militant group (FSA) left.", "group", None),
    ],
)
def test_who_a_short_form_stands_for(nlp: Language, world: World, text: str, head: str, entity: str | None) -> None:
    found = shortened(last(nlp, world, text, head))
    assert (found and found.entity) == entity
