"""Who is said to hold a place on one day: what is said of that day, else what was last said, told as that."""

from __future__ import annotations

from datetime import date

import pytest

from rashomon.pages.control_map import OnDay, draw_control, in_words, lettered, letters_of, on_day
from rashomon.pages.control_strip import Mark
from rashomon.pages.outlines import Pin


def mark(holder: str, first: str | None, last: str, denied: bool = False, by: str = "monitors") -> Mark:
    return Mark(holder, denied, date.fromisoformat(first) if first else None, date.fromisoformat(last), by)


ARMY = mark("the army", "2031-05-10", "2031-05-10")
LEAGUE = mark("the league", "2031-05-10", "2031-05-11", by="the league")
MARCH = mark("the army", "2031-03-01", "2031-03-31")
BY = mark("the army", None, "2031-05-14")
NOT = mark("the army", "2031-05-10", "2031-05-10", denied=True, by="the league")


@pytest.mark.parametrize(
    ("marks", "day", "words", "differ", "before"),
    [
        ([ARMY], "2031-05-10", "the army", False, 0),
        ([ARMY], "2031-05-09", None, False, 0),
        ([ARMY], "2031-05-14", "the army", False, 4),
        ([ARMY], "2031-06-20", None, False, 0),
        ([ARMY, LEAGUE], "2031-05-10", "the army, the league", True, 0),
        ([ARMY, LEAGUE], "2031-05-11", "the league", False, 0),
        ([ARMY, NOT], "2031-05-10", "the army, not the army", True, 0),
        ([MARCH], "2031-03-15", "the army", False, 0),
        ([MARCH, mark("the league", "2031-03-15", "2031-03-15")], "2031-03-15", "the league", False, 0),
        ([BY], "2031-05-14", "the army", False, 0),
        ([BY], "2031-05-13", None, False, 0),
    ],
    ids=[
        "of that day", "nothing is said of the day before", "four days later", "too long ago", "two names",
        "the second day", "one denies it", "within a month", "a day says more than a month", "by a day",
        "nothing of the day before that",
    ],
)  # fmt: skip
def test_what_is_said_of_a_day(marks: list[Mark], day: str, words: str | None, differ: bool, before: int) -> None:
    told = on_day(marks, date.fromisoformat(day))
    assert (told and in_words(told)) == words
    assert told is None or (told.differ, told.before) == (differ, before)


def test_a_letter_means_the_same_on_every_day_and_a_stroke_denies() -> None:
    letters = lettered(["the army", "the league"])
    assert letters_of(OnDay((ARMY, LEAGUE), True, 0), letters) == "AB"
    assert letters_of(OnDay((NOT,), False, 0), letters) == "A\u0338"
    assert letters_of(OnDay((ARMY, NOT), True, 0), letters) == "A"
    assert letters_of(OnDay((mark("a stranger", "2031-05-10", "2031-05-10"),), False, 0), letters) == "…"
    assert letters_of(OnDay((mark("", "2031-05-10", "2031-05-10"),), False, 0), letters) == "?"


def test_the_map_stays_where_it_is_and_says_in_words_what_it_shows() -> None:
    every = [
        Pin("Kastrel", 41.0, 10.0, 3.0, "one_origin", False, (), 2),
        Pin("Ondessa", 44.0, 13.0, 3.0, "one_origin", False, (), 1),
    ]
    letters = lettered(["the army"])
    one = draw_control([(every[0], OnDay((ARMY,), False, 0))], every, letters)
    none = draw_control([], every, letters)
    assert "Kastrel: the army" in one and one.count('class="holder"') == 1
    assert one.split('class="scale"')[0].count('class="grid"') == none.split('class="scale"')[0].count('class="grid"')
    assert draw_control([], [], letters) == ""
    hatched = draw_control([(every[0], OnDay((ARMY, LEAGUE), True, 0))], every, letters)
    assert "holder differ" in hatched and "url(#hatch-map)" in hatched
