"""The component by itself, in a plain spaCy pipeline: no reader, no world, no report."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from rashomon.errors import RashomonError
from rashomon.reading import pipeline


@pytest.fixture(scope="module")
def nlp() -> Iterator[Language]:
    plain = spacy.load(pipeline.MODEL)
    plain.add_pipe("rashomon_who")
    yield plain


def test_a_plain_pipeline_finds_statements(nlp: Language) -> None:
    text = "The army denied the report. “We left at dawn,” a driver told the Gazette."
    found = [
        (s.speaker.text, s.speaker.camp, text[slice(*s.content[0])], s.stance) for s in nlp(text)._.statements if s.cue
    ]
    assert found == [
        ("The army", "government", "the report", "denies"),  # camps as the generic pack has them
        ("a driver", "local", "We left at dawn", "reports"),
    ]


def test_its_spans_are_there_for_displacy(nlp: Language) -> None:
    doc = nlp("The mayor said the road was open.")
    assert [s.text for s in doc.spans["statements"]] == ["the road was open"]


def test_actors_that_ran_before_are_kept() -> None:
    both = spacy.load(pipeline.MODEL)
    both.add_pipe("rashomon_actors")
    both.add_pipe("rashomon_who")
    assert [s.speaker.camp for s in both("Rebels said the bridge fell.")._.statements] == ["opposition"]


def test_without_a_parser_it_says_what_to_do() -> None:
    blank = spacy.blank("en")
    blank.add_pipe("rashomon_who")
    with pytest.raises(RashomonError, match="parser"):
        blank("The mayor said the road was open.")


WORDS = ["the army", "said", "that", "denied it", "“", "”", "‘", "’", "''", "``", "'", '"', "«", "»", "\r\n", "\n\n"]
WORDS += ["was believed to", "reports of", "put", "at 40", "which", ",", ".", ":", "while", "🙂", "قال الجيش"]


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)))
def test_any_text_gives_spans_inside_it(nlp: Language, text: str) -> None:
    for s in nlp(text)._.statements:
        spans = [*s.cue, *s.content, *([s.speaker.span] if s.speaker.span else [])]
        assert all(0 <= a < b <= len(text) and text[a:b].strip() for a, b in spans)
