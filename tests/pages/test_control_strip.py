"""The strip of who is said to have held a place: days that accounts dispute, lanes, and nothing between two claims."""

from __future__ import annotations

import re
from datetime import date

import pytest

from rashomon.pages.control_strip import MOST_LANES, Mark, contested, draw_strip, in_words, lanes_of


def day(n: int) -> date:
    return date(2019, 5, n)


def said(holder: str, start: int | None, end: int, *, denied: bool = False, by: str = "the league") -> Mark:
    return Mark(holder, denied, day(start) if start else None, day(end), by)


CONTESTED = [
    ("one holder", [said("crown", 3, 3), said("crown", 3, 4)], []),
    ("two holders of one day", [said("crown", 3, 3), said("league", 3, 3)], [(3, 3)]),
    ("two holders, one after the other", [said("crown", 3, 3), said("league", 5, 5)], []),
    ("days that overlap", [said("crown", 3, 6), said("league", 5, 8)], [(5, 6)]),
    ("one denies what the other says", [said("crown", 3, 3), said("crown", 3, 3, denied=True)], [(3, 3)]),
    ("one denies another holder", [said("crown", 3, 3), said("league", 3, 3, denied=True)], []),
    ("two deny", [said("crown", 3, 3, denied=True), said("league", 3, 3, denied=True)], []),
    ("has not fallen by the day after", [said("crown", 3, 3), said("crown", None, 4, denied=True)], [(3, 3)]),
    ("has not fallen by a day long after", [said("crown", 3, 3), said("crown", None, 20, denied=True)], []),
    ("only the last day is told", [said("crown", None, 3), said("league", 3, 3)], []),
    ("nobody is named", [said("", 3, 3), said("league", 3, 3)], []),
    ("a month may see both", [said("crown", 1, 30), said("league", 3, 3)], []),
    (
        "days that touch are one span",
        [said("crown", 3, 4), said("league", 3, 3), said("guard", 4, 4), said("crown", 9, 9), said("league", 9, 9)],
        [(3, 4), (9, 9)],
    ),
]


@pytest.mark.parametrize(("marks", "spans"), [c[1:] for c in CONTESTED], ids=[c[0] for c in CONTESTED])
def test_days_on_which_accounts_differ(marks: list[Mark], spans: list[tuple[int, int]]) -> None:
    found = [(day(a), day(b)) for a, b in spans]
    assert contested(marks) == found
    assert contested(reversed(marks)) == found


def test_a_lane_for_each_holder_whom_most_name_first_and_nobody_last() -> None:
    marks = [
        said("", 1, 1),
        said("", 2, 2),
        said("", 3, 3),
        said("league", 1, 1),
        said("crown", 1, 1),
        said("crown", 2, 2),
    ]
    assert list(lanes_of(marks)) == ["crown", "league", ""]


def bars(svg: str, style: str) -> list[tuple[float, float]]:
    """Left ends and widths of the marks of a class."""
    found = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"[^>]*class="([^"]+)"', svg)
    return [(float(x), float(w)) for x, w, cls in found if cls == style]


def test_nothing_is_drawn_between_two_claims() -> None:
    svg = str(draw_strip([said("crown", 1, 1), said("crown", 21, 21)]))
    (a, wide), (b, _wide) = bars(svg, "held")
    assert a + wide < b - 300


def test_each_sort_of_claim_has_a_mark_of_its_own() -> None:
    svg = str(draw_strip([said("crown", 1, 1), said("crown", None, 3), said("crown", 5, 5, denied=True)]))
    assert [len(bars(svg, s)) for s in ("held", "held open", "denied", "contested")] == [1, 1, 1, 0]
    assert len(bars(str(draw_strip([said("crown", 1, 1), said("league", 1, 1)])), "contested")) == 1


def test_who_cannot_see_it_is_told() -> None:
    marks = [said("crown", 1, 1, by="the crown"), said("crown", 2, 2, by="monitors"), said("", 2, 2)]
    words = in_words(lanes_of(marks))
    assert words == "crown: 2 claims, say the crown and monitors; holder not named: 1 claim, say the league"
    assert f'aria-label="{words}"' in draw_strip(marks)


def test_what_is_put_in_is_escaped_and_many_holders_have_no_lane() -> None:
    marks = [said(f"<b>{n}</b>", 1, 1) for n in range(MOST_LANES + 4)]
    svg = str(draw_strip(marks))
    assert "<b>" not in svg and svg.count('class="rule"') == MOST_LANES
    assert draw_strip([]) == ""
    assert "hatch-7" in draw_strip(marks, 7, small=True)
