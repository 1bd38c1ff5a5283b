"""Which day does a field for a date write out? What feeds, mails, exports and trackers put there.

Nothing is completed: a part of a date that is not written is never taken from this machine's clock, and a day that can
be read in two ways is none. `Order` is the habit of whoever wrote the field, where something else tells it.
"""

from __future__ import annotations

import datetime
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from rashomon.dates import NAMES as ENGLISH
from rashomon.dates import day_or_none
from rashomon.intake.other_calendars import day_of_others

Order = Literal["day first", "month first"]
ORDERS: tuple[Order, ...] = get_args(Order)

LONGEST = 1_000
"""Characters of what may be a date with words around it."""
MONTH_FIRST = frozenset({"US", "PH"})
"""Countries where the month stands first (Unicode CLDR, short dates)."""

_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?\s*")
_EPOCH = re.compile(r"\s*(\d{9,10})(\d{3})?(?:\.\d+)?\s*")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d|\d\d)(?!\d)")
_WORD = r"(?<![^\W\d_])[^\W\d_]{2,20}\.?(?:\s(?:الثاني|الأول))?"
_DAY_NAMED = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s-]+(?:of\s|de\s)?({_WORD}),?[\s-]+(?:de\s)?((?:19|20)\d\d|\d\d(?=\s+\d\d:))(?!\d)"
)
_SHORT_YEAR = re.compile(rf"\s*(\d{{1,2}})[-/.]({_WORD})[-/.](\d\d)\s*")
"""As spreadsheets show days: 3-May-23."""
_NAMED_DAY = re.compile(rf"({_WORD})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?!\d)")

_CLOCKED_DAY = re.compile(
    rf"({_WORD})\s+(\d{{1,2}})\s+\d\d:\d\d:\d\d\s+(?:[+-]\d{{4}}|[A-Z]{{2,5}})\s+((?:19|20)\d\d)(?!\d)"
)
"""As X and Unix write an instant: Wed May 03 10:00:00 +0000 2023."""


@cache
def _months() -> dict[str, frozenset[int]]:
    """Every beginning, of three letters or more, of a month's name to the months that it may stand for."""
    told = tomllib.loads((files("rashomon.intake") / "months.toml").read_text(encoding="utf-8"))
    told["en"] = list(ENGLISH)
    found: dict[str, set[int]] = {}
    for names in told.values():
        for number, forms in enumerate(names, 1):
            for form in forms.split("|"):
                for end in range(min(3, len(form)), len(form) + 1):
                    found.setdefault(form[:end], set()).add(number)
    whole = {form: {n} for names in told.values() for n, forms in enumerate(names, 1) for form in forms.split("|")}
    return {word: frozenset(numbers) for word, numbers in (found | whole).items()}


def _month(word: str) -> int | None:
    numbers = _months().get(word.casefold().rstrip("."), frozenset())
    return next(iter(numbers)) if len(numbers) == 1 else None


def day_told(written: str, order: Order | None = None) -> datetime.date | None:
    """The day that `written` tells in its own time zone; None where it tells none, or one of two.

    Known are year-first numbers, compact ones (20150305), names of months in the languages of months.toml, numbers in
    the order of day and month that only one reading allows or `order` says, seconds since 1970 (a day in UTC), and
    other calendars where the words say of which they are.

    >>> day_told("2016/6/29 15:07:41"), day_told("05/03/2015")
    (datetime.date(2016, 6, 29), None)
    """
    if len(written) > LONGEST:
        return None  # no date as people write one, and a search would take long
    written = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in written)  # Arabic figures and such
    if hit := _YEAR_FIRST.search(written):
        return day_or_none(int(hit[1]), int(hit[3]), int(hit[4]))
    if hit := _COMPACT.fullmatch(written):
        return day_or_none(int(hit[1]), int(hit[2]), int(hit[3]))
    if hit := _EPOCH.fullmatch(written):
        return datetime.datetime.fromtimestamp(int(hit[1]), datetime.UTC).date()
    if (hit := _SHORT_YEAR.fullmatch(written)) and (number := _month(hit[2])):
        return day_or_none(_whole_year(hit[3]), number, int(hit[1]))
    for pattern, day, month in ((_DAY_NAMED, 1, 2), (_NAMED_DAY, 2, 1), (_CLOCKED_DAY, 2, 1)):
        for hit in pattern.finditer(written):
            if number := _month(hit[month]):
                return day_or_none(_whole_year(hit[3]), number, int(hit[day]))
    if hit := _NUMBERS.search(written):
        days = _both(hit)
        if order and len(days) == 2:
            return days[order]
        return next(iter(days.values())) if len(set(days.values())) == 1 else None
    return day_of_others(written)


def _both(hit: re.Match[str]) -> dict[Order, datetime.date]:
    year, first, second = _whole_year(hit[4]), int(hit[1]), int(hit[3])
    both: tuple[tuple[Order, datetime.date | None], ...] = (
        ("day first", day_or_none(year, second, first)),
        ("month first", day_or_none(year, first, second)),
    )
    return {order: day for order, day in both if day}


def _whole_year(written: str) -> int:
    """Of two figures as RFC 2822 (4.3) reads them: 00 to 49 are of this century."""
    year = int(written)
    return year if year > 99 else year + (2000 if year < 50 else 1900)


def is_numeric(written: str) -> bool:
    """Whether a date is numbers with its year last, so that day and month may stand in either order."""
    return _NUMBERS.fullmatch(written) is not None


def order_in(text: str, language: str | None) -> Order | None:
    """The order of day and month in a text: that of its dates which only one order allows, else of its language."""
    return order_of((hit.group() for hit in _NUMBERS.finditer(text)), language)


def order_in_time(days: Iterable[str]) -> Order | None:
    """The order of day and month in days that stand one after the other in time, as those of a chat do: the only one in
    which they do not run backwards. A day back is none: clocks are set.

    >>> order_in_time(["05/06/2023", "09/06/2023", "01/07/2023"]), order_in_time(["05/06/2023", "06/07/2023"])
    ('day first', None)
    """
    last: dict[Order, datetime.date] = {}
    left: set[Order] = {"day first", "month first"}
    for written in days:
        hit = None if _YEAR_FIRST.search(written) else _NUMBERS.search(written)
        for order, day in (_both(hit) if hit else {}).items():
            if day < last.get(order, day) - datetime.timedelta(1):
                left.discard(order)
            last[order] = max(day, last.get(order, day))
    return left.pop() if len(left) == 1 else None


def order_of(others: Iterable[str], language: str | None = None) -> Order | None:
    """The order of day and month in one source: that of its dates which only one order allows, else of its country.

    None where its dates have both orders, or where nothing tells it: English alone does not.
    """
    found: set[Order] = set()
    for written in others:
        hit = None if _YEAR_FIRST.search(written) else _NUMBERS.search(written)
        if hit and len(days := _both(hit)) == 1:
            found |= set(days)
    if found:
        return found.pop() if len(found) == 1 else None
    parts = (language or "").replace("_", "-").split("-")
    country = parts[-1].upper() if len(parts) > 1 and len(parts[-1]) == 2 else None
    if country:
        return "month first" if country in MONTH_FIRST else "day first"
    return "day first" if parts[0] not in ("", "en") else None
