"""Which day does a field tell by another calendar, where its words say of which: by the names of its months, or by a
mark of its era. What could be a year of several calendars and says of none is no day.
"""

from __future__ import annotations

import datetime
import logging
import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.calendars import buddhist_day, ethiopian_day, hijri_day, persian_day

log = logging.getLogger("rashomon.intake")
_DAYS: Mapping[str, Callable[[int, int, int], datetime.date]] = {
    "hijri": hijri_day,
    "persian": persian_day,
    "ethiopian": ethiopian_day,
    "buddhist": buddhist_day,
}
_BY_YEAR = frozenset({"buddhist"})
"""Whose years are those of no other calendar in use, so that numbers alone tell it."""


@cache
def _calendars() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files("rashomon.intake") / "calendars.toml").read_text(encoding="utf-8"))


@cache
def _patterns(calendar: str) -> tuple[re.Pattern[str], ...]:
    told = _calendars()[calendar]
    names = "|".join(sorted((re.escape(n) for n in _months(calendar)), key=len, reverse=True))
    marks = "|".join(sorted(map(re.escape, told["marks"]), key=len, reverse=True))
    before, after = r"(?<![^\W_])", r"(?![^\W_])"
    year = r"(?P<y>\d{4})(?!\d)"
    year_last = r"(?P<d2>\d\d?)[-/.](?P<m2>\d\d?)[-/.](?P<y2>\d{4})"
    numbers = rf"(?<!\d)(?:{year}[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?)|{year_last})(?!\d)"
    if calendar not in _BY_YEAR:
        numbers = rf"(?:{before}(?:{marks})\s?{numbers}|{numbers.replace('?P<', '?P<e')}\s?(?:{marks}){after})"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th)?\s?(?:of\s|من\s)?{before}(?P<name>{names}){after},?\s(?:(?:{marks})\s?)?{year}",
            rf"{before}(?P<name>{names})\s(?P<d>\d\d?)(?:st|nd|rd|th)?,?\s(?:(?:{marks})\s?)?{year}",
            numbers,
        )
    )


@cache
def _months(calendar: str) -> Mapping[str, int]:
    months = _calendars()[calendar]["months"]
    return {form: number for number, names in enumerate(months, 1) for form in names.split("|")}


def day_of_others(written: str) -> datetime.date | None:
    """The day that `written`, its figures 0 to 9, tells by another calendar; None where it tells none, or two.

    >>> day_of_others("13 Ordibehesht 1402"), day_of_others("1402/02/13"), day_of_others("03/05/2566")
    (datetime.date(2023, 5, 3), None, None)
    """
    found: dict[str, datetime.date] = {}
    for calendar, told in _calendars().items():
        first, last = told["years"]
        for pattern in _patterns(calendar):
            for hit in pattern.finditer(written):
                for year, month, day in _readings(hit, calendar):
                    if first <= year <= last and (on := _day(calendar, year, month, day)):
                        found[f"{calendar} {on}"] = on
    if len(set(found.values())) != 1:
        return None
    if all(x.startswith("hijri") for x in found):
        log.warning(
            "a date of the Islamic calendar, %r, was reckoned as in Mecca; elsewhere it may be a day off", written[:60]
        )
    return next(iter(found.values()))


def _readings(hit: re.Match[str], calendar: str) -> list[tuple[int, int, int]]:
    """Year, month and day as the words write them; twice where day and month may stand in either order."""
    told = {k.lstrip("e"): v for k, v in hit.groupdict().items() if v}
    if "name" in told:
        return [(int(told["y"]), _months(calendar)[told["name"].lower()], int(told["d"]))]
    if "y" in told:
        return [(int(told["y"]), int(told["m"]), int(told["d"]))]
    year, one, two = int(told["y2"]), int(told["d2"]), int(told["m2"])
    return [(year, two, one), (year, one, two)]


def _day(calendar: str, year: int, month: int, day: int) -> datetime.date | None:
    try:
        return _DAYS[calendar](year, month, day)
    except (ValueError, OverflowError):
        return None
