"""What day does this text write out? Absolute English dates with a year, found in any text; no spaCy, no anchoring.

Used by intake (the date line of a page) and by `reading.when` (which adds all dates that need an anchor).
"""

from __future__ import annotations

import datetime
import re

from rashomon import message
from rashomon.model import Span

NAMES = tuple(name.lower() for name in message.MONTHS)
MONTHS = {
    form: number
    for number, name in enumerate(NAMES, start=1)
    for form in ((name, "sept", "sep") if name == "september" else (name, name[:3]))
}
"""Month names and their usual short forms, lower case, to month numbers. Locale-free, unlike `calendar.month_name`."""

MONTH = "(?:" + "|".join(form if form in NAMES else rf"{form}\b\.?" for form in MONTHS) + ")"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
YEAR = r"(?:19|20)\d\d"
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"

# A year glued to its day ("Aug 142016") is what is left of pages whose line breaks were lost. A glued clock time or
# letter after the year is let through for the same reason; another digit is not.
_DATES = re.compile(
    rf"""(?<![^\W\d_])(?:{WEEKDAY},?\s{{1,3}})?(?:the\s)?(?:
      (?<!\d)(?<!\d[-/.])(?P<d1>{DAY})(?:st|nd|rd|th)?(?:\s{{1,3}}(?:of\s)?|-|/|\.\s?)(?P<m1>{MONTH})(?:\s{{1,3}}|,\s{{0,3}}|-|/)(?P<y1>{YEAR})(?!\d)
    | (?P<m2>{MONTH})\s{{0,3}}(?P<d2>{DAY})(?:st|nd|rd|th)?(?:,\s?|\s{{1,3}}|(?=\d{{4}}))(?P<y2>{YEAR})(?!\d)
    | (?<!\d)(?<!\d[-/.])(?P<y3>{YEAR})(?P<s3>[-/.])(?P<m3>0?[1-9]|1[0-2])(?P=s3)(?P<d3>{DAY})(?!\d|(?P=s3)\d)
    | (?<!\d)(?<!\d[-/.])(?P<a4>\d{{1,2}})(?P<s4>[-/.])(?P<b4>\d{{1,2}})(?P=s4)(?P<y4>{YEAR})(?!\d|(?P=s4)\d)
    | (?<!\d)(?<!\d[-/.])(?P<a5>\d{{1,2}})/(?P<b5>\d{{1,2}})/(?P<y5>\d\d)(?![\d/])
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def month_number(name: str) -> int:
    """1 to 12 for a month's name or short form, with or without its point, in any case; KeyError for other words."""
    return MONTHS[name.lower().rstrip(".")]


def day_or_none(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def of_numbers(first: int, second: int, year: int, near: datetime.date | None = None) -> datetime.date | None:
    """The day that "first/second/year" writes, or None.

    Both orders are in use. Where both make a day the one closest to `near` is taken, and without `near` the day
    stands first, as everywhere but in the United States.
    """
    day_first, month_first = day_or_none(year, second, first), day_or_none(year, first, second)
    if near and day_first and month_first:
        return min(day_first, month_first, key=lambda d: abs((d - near).days))
    return day_first or month_first


def find_dates(text: str, near: datetime.date | None = None) -> list[tuple[Span, datetime.date]]:
    """Every absolute date with a year in `text`, in order: (half-open character span, day).

    Formats: 31 July 2013, 31st of July 2013, July 31, 2013, Jul 31 2013, 31-Jul-2013, Wed 05 Apr 2017, Aug 142016,
    2013-07-31, 2013/07/31, 27-09-2013, 21.08.2013, 31/07/2013, 31/07/13. A weekday before it belongs to the span
    and is not checked against it. What is no day (31 February) is left out. For `near` see `of_numbers`.

    >>> find_dates("Posted Aug 142016 in Syria")
    [(Span(start=7, end=17), datetime.date(2016, 8, 14))]
    """
    found = []
    for match in _DATES.finditer(text):
        g = match.groupdict()
        if g["y1"]:
            day = day_or_none(int(g["y1"]), month_number(g["m1"]), int(g["d1"]))
        elif g["y2"]:
            day = day_or_none(int(g["y2"]), month_number(g["m2"]), int(g["d2"]))
        elif g["y3"]:
            day = day_or_none(int(g["y3"]), int(g["m3"]), int(g["d3"]))
        else:
            year = int(g["y4"] or g["y5"])
            if g["y5"]:
                year += 2000 if year < 50 else 1900
            day = of_numbers(int(g["a4"] or g["a5"]), int(g["b4"] or g["b5"]), year, near)
        if day:
            found.append((Span(*match.span()), day))
    return found
