"""Vectors made by numpy, text by text: those of spaCy but for the last digits, in any company the same."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from thinc.api import NumpyOps

from rashomon.reading import pipeline
from rashomon.reading.grammar.quick_vectors import NAME, multiply_quickly
from rashomon.world import load_world

TEXTS = (
    "",
    "Fire!",
    "The army said on Monday that its jets had bombed three depots; nobody was hurt.",
    "Residents of the town said that at least 12 people were killed when shells hit a market. " * 7,
)


@cache
def own() -> Language:
    return spacy.load(pipeline.MODEL, exclude=pipeline.UNUSED)


def vectors(nlp: Language, texts: tuple[str, ...]) -> list[Any]:
    pipe: Any = nlp.get_pipe(NAME)
    return [doc.tensor for doc in pipe.pipe([nlp.make_doc(text) for text in texts], batch_size=8)]


def test_they_are_those_of_spacy() -> None:
    ours = vectors(pipeline.load(load_world()), TEXTS)
    for one, other in zip(ours, vectors(own(), TEXTS), strict=True):
        assert np.allclose(one, other, atol=1e-4)


@pytest.mark.parametrize("n", range(len(TEXTS)))
def test_a_text_has_the_same_to_the_last_digit_among_others(n: int) -> None:
    nlp = pipeline.load(load_world())
    alone = vectors(nlp, (TEXTS[n],))[0]
    among = vectors(nlp, (*TEXTS[::-1], TEXTS[n]))[-1]
    assert alone.tobytes() == among.tobytes()


def test_other_means_of_multiplying_are_left_alone() -> None:
    class Others(NumpyOps):
        """Of Apple, say."""

    nlp = spacy.load(pipeline.MODEL, exclude=pipeline.UNUSED)
    model: Any = nlp.get_pipe(NAME).model  # type: ignore[attr-defined]
    model.ops = ops = Others()
    multiply_quickly(nlp)
    assert model.ops is ops


def test_a_pipeline_without_vectors_is_left_alone() -> None:
    nlp = spacy.blank("en")
    multiply_quickly(nlp)
    assert nlp.pipe_names == []
