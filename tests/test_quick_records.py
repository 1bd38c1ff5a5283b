"""Records as `dataclasses` makes and changes them, only quicker."""

from __future__ import annotations

import dataclasses

import pytest

from rashomon.model import Span, When
from rashomon.quick_records import fields_of, put_together, record, replace

WHEN = When("2016-05-01", None, "precise", Span(3, 9), "text")


@record
class Pair:
    one: int
    other: int = 2


@pytest.mark.parametrize("changes", [{}, {"end": "2016-05-02"}, {"span": None, "kind": "imprecise"}])
def test_changed_as_dataclasses_does(changes: dict[str, object]) -> None:
    changed = replace(WHEN, **changes)  # type: ignore[arg-type]
    assert changed == dataclasses.replace(WHEN, **changes)  # type: ignore[arg-type]
    assert changed is not WHEN


def test_a_record_may_be_changed_and_hashed() -> None:
    assert replace(Pair(1), one=3) == Pair(3, 2)
    assert len({Pair(1), Pair(1, 2)}) == 1


def test_an_unknown_field_is_no_field() -> None:
    with pytest.raises(AttributeError):
        replace(WHEN, until="2016-05-02")  # type: ignore[call-arg]


@record
class Single:
    only: int


@pytest.mark.parametrize("made", [Single(3), Pair(1, 2)], ids=["one field", "several"])
def test_a_record_taken_apart_and_put_together_is_the_same(made: object) -> None:
    assert put_together(type(made), fields_of(made)) == made
