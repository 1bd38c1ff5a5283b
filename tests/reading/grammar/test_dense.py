"""Nonsense costs no more than language does: runs of signs are not read, sentences without an end are cut."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.intake.parts import parts
from rashomon.model import Report
from rashomon.reading import pipeline
from rashomon.reading.grammar.dense import CUT_AFTER, REACH, cuts, without_signs
from rashomon.world import load_world

SAID = "The army shelled the town of Kessin on Friday, killing 12 civilians, residents said. "


@pytest.mark.parametrize(
    "signs", ["“" * 999, "' " * 300, "- " * 300, "e" + "\u0301" * 999, "👨\u200d👩\u200d👧" * 99, "\ufffd" * 300]
)
def test_runs_of_signs_are_blanks(signs: str) -> None:
    seen = without_signs(SAID + signs + SAID)
    assert len(seen) == len(SAID + signs + SAID)
    assert seen.startswith(SAID)
    assert seen.endswith(SAID)
    assert not seen[len(SAID) + 5 : -len(SAID) - 5].strip()


@given(st.text(alphabet="a1-“ \n\u0301", max_size=900))
def test_what_is_no_run_of_signs_stays_where_it_is(text: str) -> None:
    seen = without_signs(text)
    assert len(seen) == len(text)
    assert all(a == b or (b == " " and not a.isalnum()) for a, b in zip(text, seen, strict=True))


@pytest.mark.parametrize("text", ["-" * 120, "* " * 90, SAID * 90, "12.5 % | 3 | " * 90, "¡¿" * 90])
def test_what_pages_hold_is_read_as_it_stands(text: str) -> None:
    assert without_signs(text) == text
    assert list(cuts(text)) == []


def test_a_sentence_without_an_end_is_cut_at_commas() -> None:
    text = "and Ser Name, son of Other, " * 200
    found = list(cuts(text))
    assert found
    assert all(text[at - 2 : at] == ", " for at in found)
    assert all(b - a <= CUT_AFTER + REACH for a, b in zip([0, *found], found, strict=False))
    assert max(b - a for a, b in zip(found, [*found[1:], len(text)], strict=True)) <= 2 * CUT_AFTER
    assert list(cuts("a" * 9000)) != []


def seconds(text: str) -> float:
    r = Report(id="r", text=text, sha256="0", parts=parts(text, None), published="2016-07-10", language="en")
    begun = time.process_time()
    ((_, reading),) = pipeline.read([r], load_world())
    assert reading is not None
    assert all(text[start:end] for s in reading.statements for start, end in s.content)
    return time.process_time() - begun


@pytest.mark.parametrize(
    "unit", ["killed two men and ", "“", "' ", "the army which the rebels who the men that ", "He said that "]
)
def test_time_grows_with_the_length(unit: str) -> None:
    """Twice the text takes some twice the time; the square would be four times, and minutes for a whole page of it."""
    seconds(SAID)
    few, many = (min(seconds(SAID + unit * (n // len(unit)) + SAID) for _ in range(2)) for n in (4000, 12_000))
    assert many < max(0.5, 5.5 * few)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("The army said[1] that", "The army said    that"),
        ("It fell.[12][a] Then", "It fell.        Then"),
        ("He said [1] and [sic] and it[s] x[123456]", "He said [1] and [sic] and it    x[123456]"),
    ],
)
def test_marks_of_notes_are_blanks(text: str, seen: str) -> None:
    assert without_signs(text) == seen
