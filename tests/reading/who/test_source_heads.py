"""Who does the saying of a cue: sentence and cue -> (head of the speaker, whether somebody goes on, rule)."""

from __future__ import annotations

import pytest
from spacy.language import Language

from rashomon.model import Report, Span
from rashomon.reading import pipeline
from rashomon.reading.who.source_heads import sayer
from rashomon.world import World, load_world


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(())


@pytest.fixture(scope="module")
def nlp(world: World) -> Language:
    return pipeline.load(world)


@pytest.mark.parametrize(
    ("text", "cue", "head", "goes_on", "rule"),
    [
        ("The army said it fell.", "said", "army", False, "subject_of_cue"),
        ("The road was open, said the mayor.", "said", "mayor", False, "subject_of_cue"),
        ("It was denied by the ministry.", "denied", "ministry", False, "by_phrase"),
        ("The ministry issued a statement saying it fell.", "saying", None, True, "carried_on"),
        ("The army reported a raid, hinting at more.", "hinting", None, True, "carried_on"),
        ("The army shelled the town claiming to have won.", "claiming", None, True, "carried_on"),  # no town claims
        # neither the dead nor somebody's own men blame: whoever tells of them does
        ("Lawyers said 25 people died there and blamed the army.", "blamed", None, True, "carried_on"),
        ("The front said its men held fire and blamed the army.", "blamed", None, True, "carried_on"),
        ("The mayor wants to deny it.", "deny", "mayor", False, "subject_of_cue"),
        ("The minister answered by saying no.", "saying", "minister", False, "subject_above_cue"),
        ("With the council denying it, nobody left.", "denying", "council", False, "phrase_with_with"),
        (
            "He said that the army would leave and suggested that it had lost.",
            "suggested",
            None,
            True,
            "carried_on",
        ),
    ],
)
def test_who_says_it(
    nlp: Language, world: World, text: str, cue: str, head: str | None, goes_on: bool, rule: str
) -> None:
    doc = nlp(pipeline.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))
    found = sayer(next(t for t in doc if t.text == cue))
    assert (found.head.text if found.head is not None else None, found.goes_on, found.rule) == (head, goes_on, rule)
