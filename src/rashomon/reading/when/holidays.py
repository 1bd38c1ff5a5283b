"""On which days does a feast fall in a year? Facts of holidays.toml, months of `calendars`, and a computation."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from rashomon.calendars import hijri_day
from rashomon.reading.when.calendar import DAY, Day


def _data(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def known() -> dict[str, dict[str, Any]]:
    """The feasts of holidays.toml by id."""
    return tomllib.loads(_data("holidays.toml"))


def easter(year: int) -> Day:
    """Western Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, ch. 8).

    >>> easter(2013)
    datetime.date(2013, 3, 31)
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * i) // 451
    month, day = divmod(h + i - 7 * m + 114, 31)
    return Day(year, month, day + 1)


def orthodox_easter(year: int) -> Day:
    """Easter Sunday of the Eastern churches, by Meeus' Julian algorithm; the Gregorian day, for 1900-2099.

    >>> orthodox_easter(2013)
    datetime.date(2013, 5, 5)
    """
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return Day(year, month, day + 1) + 13 * DAY


def nth_weekday(year: int, month: int, weekday: int, n: int) -> Day:
    """The `n`-th such weekday (0 Monday) of a month; -1 is the last."""
    if n < 0:
        first_after = Day(year + month // 12, month % 12 + 1, 1)
        return first_after - ((first_after.weekday() - weekday - 1) % 7 + 1) * DAY
    first = Day(year, month, 1)
    return first + ((weekday - first.weekday()) % 7 + 7 * (n - 1)) * DAY


def falls(name: str, year: int) -> list[tuple[Day, Day]]:
    """First and last days of a feast that begins in a Gregorian year: an Islamic one may fall twice in it.

    >>> falls("ramadan", 2013)
    [(datetime.date(2013, 7, 9), datetime.date(2013, 8, 7))]
    """
    rule = known()[name]
    if "any" in rule:
        return sorted(run for other in rule["any"] for run in falls(other, year))
    length = (rule.get("days", 1) - 1) * DAY
    if "hijri" in rule:
        month, day = rule["hijri"]
        around = int((year - 622) * 1.0307)
        runs = []
        for y in range(around - 1, around + 4):
            first = hijri_day(y, month, day)
            last = hijri_day(y + month // 12, month % 12 + 1) - DAY if rule.get("month") else first + length
            runs.append((first, last))
        return [run for run in runs if run[0].year == year]
    if "easter" in rule:
        first = easter(year) + rule["easter"] * DAY
    elif "orthodox" in rule:
        first = orthodox_easter(year) + rule["orthodox"] * DAY
    elif "nth" in rule:
        first = nth_weekday(year, *rule["nth"]) + rule.get("after", 0) * DAY
    elif "once" in rule:
        once = Day.fromisoformat(rule["once"])
        return [(once, once)]
    else:
        first = Day(year, *rule["fixed"])
    return [(first, first + length)]
