"""A sentence that only says who told the one before it. All texts are ours."""

from __future__ import annotations

import pytest
from spacy.language import Language

from rashomon.model import Report, Span
from rashomon.reading import pipeline
from rashomon.world import World, load_world


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(("ukraine",))


@pytest.fixture(scope="module")
def nlp(world: World) -> Language:
    return pipeline.load(world)


TOLD = "Shells killed three people in Orla on Thursday."


@pytest.mark.parametrize(
    ("behind", "source"),
    [
        ("The mayor announced this on Telegram.", "The mayor"),
        ("The head of the district administration announced this on Telegram, a news agency reports.", "The head"),
        ("This was announced by the mayor.", "the mayor"),
        ("This was reported by the General Staff on Friday.", "the General Staff"),
        ("This is stated in the report of the General Staff.", "the General Staff"),
        ("This is said in the ministry's statement.", "the ministry"),
        # a new saying, a denial, a deed
        ("The mayor announced a day of mourning.", None),
        ("The mayor did not say this.", None),
        ("The mayor condemned this.", None),
        ("This was done by the rebels.", None),
    ],
)
def test_who_told_the_sentence_before(nlp: Language, world: World, behind: str, source: str | None) -> None:
    text = f"{TOLD} {behind}"
    report = Report("r", text, "0" * 64, language="en")
    doc = nlp(pipeline.make_doc(nlp, report, Span(0, len(text)), world))
    first = doc._.statements[0]
    assert text[first.content[0].start : first.content[-1].end].rstrip(".") == TOLD.rstrip(".")
    assert (first.speaker.text or "").startswith(source or "") and bool(first.cue) == (source is not None)


@pytest.mark.parametrize("before", [f"“{TOLD}” a nurse said.", "Shelling of Orla"])
def test_what_somebody_else_tells_and_a_headline_stay_theirs(nlp: Language, world: World, before: str) -> None:
    text = f"{before}\n\nThe mayor announced this on Telegram."
    report = Report("r", text, "0" * 64, language="en")
    doc = nlp(pipeline.make_doc(nlp, report, Span(0, len(text)), world))
    assert "mayor" not in (doc._.statements[0].speaker.text or "")
