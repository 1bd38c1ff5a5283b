"""Days of other calendars, at the turns of their years."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest

from rashomon.calendars import buddhist_day, ethiopian_day, persian_day


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1300, "1921-03-21"),
        (1354, "1975-03-21"),
        (1357, "1978-03-21"),
        (1375, "1996-03-20"),
        (1395, "2016-03-20"),
        (1399, "2020-03-20"),
        (1400, "2021-03-21"),
        (1402, "2023-03-21"),
        (1403, "2024-03-20"),
        (1404, "2025-03-21"),
    ],
)
def test_nowruz(year: int, day: str) -> None:
    assert persian_day(year, 1).isoformat() == day


@pytest.mark.parametrize(
    ("year", "day"), [(2000, "2007-09-12"), (2013, "2020-09-11"), (2015, "2022-09-11"), (2016, "2023-09-12")]
)
def test_enkutatash(year: int, day: str) -> None:
    assert ethiopian_day(year, 1).isoformat() == day


def test_years_run_on_into_each_other() -> None:
    day = datetime.timedelta(days=1)
    for year in range(1300, 1450):
        longest = 30 if (persian_day(year + 1, 1) - persian_day(year, 1)).days == 366 else 29
        assert persian_day(year, 12, longest) + day == persian_day(year + 1, 1)
        firsts = [persian_day(year, month) for month in range(1, 13)]
        assert {(b - a).days for a, b in pairwise(firsts)} == {30, 31}
    for year in range(1950, 2050):
        longest = 6 if year % 4 == 3 else 5
        assert ethiopian_day(year, 13, longest) + day == ethiopian_day(year + 1, 1)


@pytest.mark.parametrize(
    ("of", "day"),
    [
        (persian_day, (1398, 12, 30)),
        (persian_day, (1398, 7, 31)),
        (persian_day, (1398, 13, 1)),
        (persian_day, (1398, 1, 0)),
        (ethiopian_day, (2012, 13, 6)),
        (ethiopian_day, (2012, 14, 1)),
        (ethiopian_day, (2012, 1, 31)),
        (buddhist_day, (2562, 2, 29)),
    ],
)
def test_no_such_day(of: object, day: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError):
        of(*day)  # type: ignore[operator]
