"""Which day is that of another calendar? The Islamic, the Persian (solar), the Ethiopian, the Buddhist era; computed.

Islamic months are those of the Umm al-Qura calendar for 1410-1459 AH (August 1989 to February 2038), and reckoned by
the tabular calendar outside it. Where the new moon is looked for, as in most countries, a month begins up to a day,
rarely two, before or after. The tabular calendar differs from Umm al-Qura by 0 or 1 day in 11 months of 12, else 2.
The others have their months by rule, so that their days are certain.
"""

from __future__ import annotations

import csv
import datetime
from functools import cache
from importlib import resources

Day = datetime.date
DAY = datetime.timedelta(days=1)


@cache
def _hijri_months() -> dict[tuple[int, int], Day]:
    told = resources.files(__package__).joinpath("hijri.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(told.splitlines())
    return {(int(row["year"]), m): Day.fromisoformat(row[str(m)]) for row in rows for m in range(1, 13)}


def hijri_day(year: int, month: int, day: int = 1) -> Day:
    """The Gregorian day of a day of the Islamic calendar; ValueError for a month or day that it has not.

    >>> hijri_day(1434, 9)
    datetime.date(2013, 7, 9)
    """
    if not (1 <= month <= 12 and 1 <= day <= 30 and 1 <= year <= 9000):
        raise ValueError(f"{year}-{month}-{day} AH")
    first = _hijri_months().get((year, month))
    if first is None:  # the civil tabular calendar: 11 leap years in 30, epoch Friday 16 July 622 (Julian)
        first = Day.fromordinal(227015 + (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2)
    return first + (day - 1) * DAY


def persian_day(year: int, month: int, day: int = 1) -> Day:
    """The Gregorian day of a day of the solar calendar of Iran and Afghanistan; ValueError for one that it has not.

    Leap years by cycles of 33 years, which agrees with the equinox from 1178 to 1633 (1799 to 2255).

    >>> persian_day(1402, 2, 13)
    datetime.date(2023, 5, 3)
    """
    longest = 31 if month <= 6 else 30 if month < 12 or _is_persian_leap(year) else 29
    if not (1178 <= year <= 1633 and 1 <= month <= 12 and 1 <= day <= longest):
        raise ValueError(f"{year}-{month}-{day} SH")
    before = 365 * (year - 1) + (8 * year + 21) // 33
    return Day.fromordinal(226894 + before + 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day)


def _is_persian_leap(year: int) -> bool:
    return (25 * year + 11) % 33 < 8


def ethiopian_day(year: int, month: int, day: int = 1) -> Day:
    """The Gregorian day of a day of the Ethiopian calendar, whose thirteenth month has five days or six; ValueError for
    one that it has not.

    >>> ethiopian_day(2015, 8, 25)
    datetime.date(2023, 5, 3)
    """
    longest = 30 if month < 13 else 6 if year % 4 == 3 else 5
    if not (1 <= year <= 9000 and 1 <= month <= 13 and 1 <= day <= longest):
        raise ValueError(f"{year}-{month}-{day} EC")
    return Day.fromordinal(2795 + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day)


def buddhist_day(year: int, month: int, day: int = 1) -> Day:
    """The Gregorian day of a day of the Buddhist era as Thailand counts it since 1941; ValueError for no day.

    >>> buddhist_day(2566, 5, 3)
    datetime.date(2023, 5, 3)
    """
    return Day(year - 543, month, day)
