"""What stands in a cell: figures, answers and values."""

from __future__ import annotations

import pytest

from rashomon.model import Toll
from rashomon.sharing.as_csv import answer_text, answered, cell, in_full
from rashomon.sharing.records import SharedPosition


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Toll(None, None), "a number not given"),
        (Toll(12, None), "at least 12"),
        (Toll(None, 20), "at most 20"),
        (Toll(0, None), "at least 0"),
        (Toll(3, 5), "3 to 5"),
        (Toll(4, 4), "4"),
        ("the army", "the army"),
    ],
)
def test_answers_in_words(answer: str | Toll, words: str) -> None:
    assert answer_text(answer) == words


@pytest.mark.parametrize(
    ("answer", "polarity", "words"),
    [
        ("the army", "affirmed", "the army"),
        ("the army", "denied", "not the army"),
        ("the army", "unknown", "not the army"),
        ("No", "denied", "No"),
        ("yes", "denied", "yes"),
        ("Not the army", "denied", "Not the army"),
        ("nothing", "denied", "not nothing"),
        (Toll(12, None), "denied", "not at least 12"),
    ],
)
def test_who_denies_does_not_read_as_if_affirming(answer: str | Toll, polarity: str, words: str) -> None:
    position = SharedPosition("crown", "the crown", answer, polarity, 1, 1, (), ())
    assert answered(position) == words
    assert in_full(position) == words


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (0, "0"),
        (-3, "-3"),
        (35.0, "35"),
        (35.123456, "35.12346"),
        (999.5, "999.5"),
        (1000.0, "1000"),
        (1234567.0, "1.23457e+06"),
        (-1000.25, "-1000.25"),
        ("=1+1", "'=1+1"),
        ("  @x", "'  @x"),
        ("a\0b\ud800", "ab?"),
        ("plain = text", "plain = text"),
    ],
)
def test_cells(value: object, text: str) -> None:
    assert cell(value) == text
