"""What days has a period of the calendar? Weeks, months, quarters, years, with their TIMEX3 values; in no language."""

from __future__ import annotations

import calendar
import datetime
from typing import Literal, NamedTuple

Day = datetime.date
DAY = datetime.timedelta(days=1)
SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First months of the seasons of the northern hemisphere, as the weather services count them."""
UNANCHORED = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}


class Found(NamedTuple):
    """What a wording means. `start` and `end` are days, both included; `kind` None is worked out from them."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None = None
    start: Day | None = None
    end: Day | None = None
    kind: Literal["precise", "imprecise"] | None = None
    quant: str | None = None
    freq: str | None = None


def day(d: Day) -> Found:
    return Found("DATE", d.isoformat(), None, d, d)


def days(first: Day, last: Day, kind: Literal["precise", "imprecise"] | None = None) -> Found:
    """A run of days: an ISO 8601 interval, which TIMEX3 has no value for."""
    return day(first) if first == last else Found("DATE", f"{first}/{last}", None, first, last, kind)


def week_of(d: Day) -> Found:
    monday = d - d.weekday() * DAY
    year, week, _ = d.isocalendar()
    return Found("DATE", f"{year:04}-W{week:02}", None, monday, monday + 6 * DAY)


def weekend_of(d: Day) -> Found:
    week = week_of(d)
    return Found("DATE", week.value + "-WE", None, week.end and week.end - DAY, week.end)


def month_of(year: int, month: int) -> Found:
    last = calendar.monthrange(year, month)[1]
    return Found("DATE", f"{year:04}-{month:02}", None, Day(year, month, 1), Day(year, month, last))


def months(year: int, first: int, count: int, value: str) -> Found:
    """A run of months that may pass the end of the year."""
    end = month_of(*divmod_month(year, first + count - 1)).end
    return Found("DATE", value, None, Day(year, first, 1), end)


def divmod_month(year: int, month: int) -> tuple[int, int]:
    return year + (month - 1) // 12, (month - 1) % 12 + 1


def year_of(year: int) -> Found:
    return Found("DATE", f"{year:04}", None, Day(year, 1, 1), Day(year, 12, 31))


def quarter_of(year: int, quarter: int) -> Found:
    return months(year, quarter * 3 - 2, 3, f"{year:04}-Q{quarter}")


def years(value: str, first: int, last: int) -> Found:
    return Found("DATE", value, None, Day(first, 1, 1), Day(last, 12, 31))


def shifted(d: Day, unit: str, n: int) -> Day:
    """`n` units after `d` (before, where `n` is negative); the end of a shorter month stands for a missing day."""
    try:
        if unit in "DW":
            return d + n * (7 if unit == "W" else 1) * DAY
        year, month = divmod_month(d.year, d.month + n * {"M": 1, "Q": 3, "Y": 12}[unit])
        return Day(year, month, min(d.day, calendar.monthrange(year, month)[1]))
    except (OverflowError, ValueError, calendar.IllegalMonthError):
        return d


def period(unit: str, d: Day) -> Found:
    """The whole day, week, month, quarter or year around `d`."""
    if unit == "M":
        return month_of(d.year, d.month)
    if unit == "Q":
        return quarter_of(d.year, (d.month + 2) // 3)
    if unit == "Y":
        return year_of(d.year)
    return day(d) if unit == "D" else week_of(d)
