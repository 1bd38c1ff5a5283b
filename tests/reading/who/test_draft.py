"""Ranges of tokens while statements are put together."""

from __future__ import annotations

import pytest

from rashomon.reading.who.draft import Draft, Range, joined, last_of, less


@pytest.mark.parametrize(
    ("ranges", "hole", "left"),
    [
        ([(0, 5)], (5, 9), [(0, 5)]),  # beside it
        ([(5, 9)], (0, 5), [(5, 9)]),
        ([(0, 9)], (3, 5), [(0, 3), (5, 9)]),
        ([(0, 9)], (0, 5), [(5, 9)]),
        ([(0, 9)], (5, 9), [(0, 5)]),
        ([(2, 4), (6, 8)], (0, 9), []),
        ([(2, 4), (6, 8)], (3, 7), [(2, 3), (7, 8)]),
    ],
)
def test_ranges_less_a_hole(ranges: list[Range], hole: Range, left: list[Range]) -> None:
    assert less(ranges, hole) == left


@pytest.mark.parametrize(
    ("ranges", "together"),
    [
        ([(4, 6), (0, 2)], [(0, 2), (4, 6)]),
        ([(0, 2), (2, 4)], [(0, 4)]),
        ([(0, 2), (3, 4)], [(0, 4)]),  # a mark between them does not part them
        ([(0, 9), (2, 4)], [(0, 9)]),
        ([], []),
    ],
)
def test_ranges_joined(ranges: list[Range], together: list[Range]) -> None:
    assert joined(ranges) == together


def test_a_statement_ends_where_the_last_of_cue_and_content_does() -> None:
    assert last_of(Draft([(4, 5)], [(0, 3)], None, "reports")) == 5
    assert last_of(Draft([(4, 5)], [(0, 3), (6, 9)], None, "reports")) == 9
