"""One figure for a matter, by a named rule."""

from __future__ import annotations

import pytest

from rashomon.model import Toll
from rashomon.sharing.figures import figure

A, B, C, OPEN, MOST = Toll(12, 12), Toll(30, 40), Toll(0, 0), Toll(20, None), Toll(None, 9)


@pytest.mark.parametrize(
    ("answers", "rule", "ruled", "low", "high", "text"),
    [
        ([A], "range", None, 12, 12, "12"),
        ([A, B], "range", None, 12, 40, "12 to 40"),
        ([B, A], "range", None, 12, 40, "12 to 40"),
        ([C], "range", None, 0, 0, "0"),
        ([OPEN], "range", None, 20, None, "at least 20"),
        ([A, OPEN], "range", None, 12, None, "12 to 20 or more"),
        ([OPEN, B], "range", None, 20, None, "20 to 40 or more"),
        ([MOST], "range", None, None, 9, "at most 9"),
        ([MOST, A], "range", None, None, 12, "at most 12"),
        ([MOST, OPEN], "range", None, None, None, "up to 20 or more"),
        ([A, B, OPEN], "lowest_reported", None, 12, 12, "12"),
        ([OPEN], "lowest_reported", None, 20, 20, "20"),
        ([A, B], "analyst", (14, 18), 14, 18, "14 to 18"),
        ([A, B], "analyst", (14, None), 14, None, "at least 14"),
        ([A, B], "analyst", None, None, None, "no figure ruled by a person"),
        ([], "analyst", (14, 14), 14, 14, "14"),
    ],
)
def test_the_rules(answers: list, rule: str, ruled: tuple | None, low: int | None, high: int | None, text: str) -> None:
    found = figure(answers, rule, ruled)  # type: ignore[arg-type]
    assert found is not None
    assert (found.rule, found.low, found.high, found.text) == (rule, low, high, text)


@pytest.mark.parametrize("rule", ["range", "lowest_reported", "analyst"])
def test_where_no_answer_is_a_figure_there_is_none(rule: str) -> None:
    assert figure(["the army", Toll(None, None)], rule) is None  # type: ignore[arg-type]
