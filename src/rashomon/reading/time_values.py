"""What day, week, month, year or length does this wording mean? Pure: match and anchors in, TIMEX3 value and days out.

Each function in RESOLVERS is the `do` of rules in times/*.toml. It gets the match and the anchors and returns a Found,
or None where the words are no time after all ("the fall of the town", "12 may have died").
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from rashomon.dates import day_or_none, month_number
from rashomon.model import Timex
from rashomon.reading.numbers import number

Day = datetime.date
Tense = Literal["past", "perfect", "future"]
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Anchors:
    """What relative wordings hang on: the published day, the day last told of, and the tense around the words."""

    published: Day | None
    told: Day | None
    told_quarter: Day | None
    """The first day of the quarter last told of, if that is what was last told of: "a year earlier" means its like."""
    tense: Callable[[], Tense | None]
    lexicon: dict[str, Any]


class Found(NamedTuple):
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None = None
    start: Day | None = None
    end: Day | None = None


Resolver = Callable[[re.Match[str], Anchors], Found | None]

BACK = {"last", "past", "previous", "preceding", "this past", "the previous"}
AHEAD = {"next", "coming", "following", "this coming"}
SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def group(m: re.Match[str], *names: str) -> str | None:
    """The first of the named groups that took part, in lower case with single spaces."""
    for name in names:
        if name in m.re.groupindex and m[name] is not None:
            return " ".join(m[name].lower().replace("’", "'").split())
    return None


# ---- periods of the calendar


def day(d: Day) -> Found:
    return Found("DATE", d.isoformat(), None, d, d)


def week_of(d: Day) -> Found:
    monday = d - d.weekday() * DAY
    year, week, _ = d.isocalendar()
    return Found("DATE", f"{year}-W{week:02}", None, monday, monday + 6 * DAY)


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
    return months(year, quarter * 3 - 2, 3, f"{year}-Q{quarter}")


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
    return {
        "D": lambda: day(d),
        "W": lambda: week_of(d),
        "M": lambda: month_of(d.year, d.month),
        "Q": lambda: quarter_of(d.year, (d.month + 2) // 3),
        "Y": lambda: year_of(d.year),
    }[unit]()


UNANCHORED = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}


# ---- what many rules share


def edged(found: Found, m: re.Match[str], now: Anchors) -> Found:
    """With its "early", "late", "end of" as the TIMEX3 mod; "earlier" ends, "later" begins at publication."""
    words = (group(m, "edge") or group(m, "edge2") or "").strip(" -")
    if not words:
        return found
    mod = now.lexicon["edges"].get(words) or now.lexicon["edges"].get(words + "-")
    start, end = found.start, found.end
    if now.published and start and end and start <= now.published <= end:
        if words.startswith("earlier"):
            end = now.published
        elif words.startswith("later"):
            start = now.published
    return found._replace(mod=mod, start=start, end=end)


def modifier(m: re.Match[str], now: Anchors) -> str | None:
    words = group(m, "mod")
    return now.lexicon["modifiers"][words] if words else None


def how_many(m: re.Match[str], now: Anchors) -> float | str | None:
    """The count of units: a number, or "X" where the words are vague."""
    words = group(m, "n") or ""
    if words in ("a", "an"):
        return 1.0
    if words in now.lexicon["vague"]:
        vague: float | str = now.lexicon["vague"][words]
        return vague
    whole, _, rest = words.partition(" and a half")
    if whole.endswith(" 1/2"):
        whole, rest = whole[:-4], "half"
    count = number(whole)
    if count is None:
        return None
    half = rest == "half" or " and a half" in words or "and a half" in (group(m, "gap") or "")
    return count + 0.5 if half and " and a half" not in whole else count


def length(n: float | str, symbol: str, times: int, clock: bool) -> str:
    if isinstance(n, str):
        return f"P{'T' if clock else ''}X{symbol}" if times == 1 else f"PX{symbol}"
    if clock and symbol == "H" and n % 1:
        return f"PT{int(n)}H{round(n % 1 * 60)}M".replace("PT0H", "PT")
    if symbol == "Q":
        symbol, times = "M", 3
    units = n * times
    return f"P{'T' if clock else ''}{int(units) if units % 1 == 0 else units}{symbol}"


def word_before(m: re.Match[str]) -> str:
    before = re.search(r"([\w'$€£]+)\W{0,2}$", m.string[max(0, m.start() - 24) : m.start()])
    return before[1].lower() if before else ""


# ---- days


def weekday_number(m: re.Match[str], now: Anchors) -> int:
    name: str = group(m, "day") or ""
    weekdays: list[str] = now.lexicon["weekdays"]
    return weekdays.index(name.rstrip("s") if name not in weekdays else name)


def near_weekday(number: int, direction: str | None, now: Anchors) -> Day | None:
    """The weekday that is meant: the last one up to and including publication, unless tense or words point ahead."""
    if not now.published:
        return None
    back = (now.published.weekday() - number) % 7
    ahead = -back % 7
    if direction in BACK:
        return now.published - (back or 7) * DAY - (7 * DAY if direction == "previous" else 0 * DAY)
    if direction in AHEAD:
        return now.published + (ahead or 7) * DAY
    return now.published + ahead * DAY if now.tense() == "future" else now.published - back * DAY


def weekday(m: re.Match[str], now: Anchors) -> Found | None:
    number = weekday_number(m, now)
    d = near_weekday(number, group(m, "dir"), now)
    if d is None:
        return edged(Found("DATE", f"XXXX-WXX-{number + 1}"), m, now)
    if which := group(m, "d"):
        dated = [shifted(d.replace(day=1), "M", k) for k in (0, -1, 1)]
        fits = [x for f in dated if (x := day_or_none(f.year, f.month, int(which))) and x.weekday() == number]
        d = fits[0] if fits else d
    return edged(day(d), m, now)


def part_of(d: Found, code: str) -> Found:
    return d._replace(type="TIME", value=f"{d.value}T{code}")


def weekday_part(m: re.Match[str], now: Anchors) -> Found | None:
    words = group(m, "part") or ""
    found = weekday(m, now)
    if words == "hours":
        # "the early hours of Saturday": the hours alone are no part of the day
        return part_of(found, "MO") if found and found.mod == "START" else None
    return found and part_of(found, now.lexicon["parts"][words])


def days_of_week(m: re.Match[str], now: Anchors) -> Found | None:
    """Fridays: a habit after "on" or before "and", a lost apostrophe elsewhere ("Fridays attack")."""
    number = weekday_number(m, now)
    part = group(m, "part")
    code = f"T{now.lexicon['parts'][part.rstrip('s')]}" if part else ""
    after = m.string[m.end() : m.end() + 12]
    habit = word_before(m) in ("on", "and", "most", "of", "to") and not re.match(
        r"\s+(?!(?:and|from|to|at|when)\b)\w", after
    )
    if habit or (part and m[0].lower().endswith("s") and not m[0].lower().endswith("days")):
        return Found("SET", f"XXXX-WXX-{number + 1}{code}")
    d = near_weekday(number, None, now)
    found = day(d) if d else Found("DATE", f"XXXX-WXX-{number + 1}")
    return part_of(found, code[1:]) if code else found


def is_month(m: re.Match[str], *names: str) -> bool:
    """Whether the month's word is written as a name: "march" and "may" are verbs."""
    return any(m[n] is not None and not m[n][0].islower() for n in names if n in m.re.groupindex)


def near_date(month: int, d: int, now: Anchors, year: int | None = None, weekday_name: str = "") -> Day | None:
    """The day of that name that is meant, in the year given or the one that tense (else nearness) chooses."""
    if year:
        return day_or_none(year, month, d)
    if not now.published:
        return None
    base = now.published
    choices = [c for y in (base.year - 1, base.year, base.year + 1) if (c := day_or_none(y, month, d))]
    if weekday_name:
        number = now.lexicon["weekdays"].index(weekday_name)
        choices = [c for c in choices if c.weekday() == number] or choices
    return min(choices, key=lambda c: against_tense((c - base).days, now), default=None)


def against_tense(ahead: int, now: Anchors) -> int:
    """How far away a choice is, counted four or eight times where it lies on the wrong side of the tense.

    A date without a year is near: "was set for Dec. 7" in October is this December whatever the verb's tense.
    """
    tense = now.tense()
    if tense == "future" and ahead < 0:
        return abs(ahead) * 8
    return abs(ahead) * (4 if tense in ("past", "perfect") and ahead > 1 else 1)


def relative_year(words: str | None, now: Anchors) -> int | None:
    if not words or not now.published:
        return None
    which = words.replace("of ", "").split()[0]
    return now.published.year + {"last": -1, "this": 0, "next": 1}[which]


def day_of_year(m: re.Match[str], now: Anchors) -> Found | None:
    if not is_month(m, "m", "m2"):
        return None
    month, d = month_number(group(m, "m", "m2") or ""), int(group(m, "d", "d2") or 0)
    if not day_or_none(2000, month, d):
        return None
    first = (m[0].split() or [""])[0].lower().rstrip(",")
    named = first if first in now.lexicon["weekdays"] else ""
    found = near_date(month, d, now, relative_year(group(m, "dir"), now), named)
    return day(found) if found else Found("DATE", f"XXXX-{month:02}-{d:02}")


def day_range(m: re.Match[str], now: Anchors) -> Found | None:
    """Two days of one month: an ISO 8601 interval, which TIMEX3 has no value for."""
    if not is_month(m, "m", "m2"):
        return None
    month = month_number(group(m, "m", "m2") or "")
    first, last = int(group(m, "d", "d2") or 0), int(group(m, "e", "e2") or 0)
    year = int(group(m, "y") or 0) or None
    if group(m, "and", "and2") and word_before(m) != "between":
        return None  # two days, not all between
    if first >= last or not day_or_none(2000, month, last):
        return None
    a, b = near_date(month, first, now, year), near_date(month, last, now, year)
    if not a or not b:
        return Found("DATE", f"XXXX-{month:02}-{first:02}/XXXX-{month:02}-{last:02}")
    a = day_or_none(b.year, month, first) or a
    return Found("DATE", f"{a}/{b}", None, a, b)


def day_word(m: re.Match[str], now: Anchors) -> Found | None:
    words = group(m, "word") or ""
    away = {"today": 0, "yesterday": -1, "tomorrow": 1}.get(words)
    if away is None:
        away = -2 if words.endswith("yesterday") else 2
    found = day(now.published + away * DAY) if now.published else Found("DATE", "XXXX-XX-XX")
    if part := group(m, "part"):
        found = part_of(found, now.lexicon["parts"][part])
    return edged(found, m, now)


def this_part(m: re.Match[str], now: Anchors) -> Found | None:
    words = group(m, "word") or ""
    code = now.lexicon["parts"].get(words.split()[-1], "NI")
    mod = {"early": "START", "late": "END"}.get(words.split()[1] if words.count(" ") > 1 else "")
    if not now.published:
        return Found("TIME", f"XXXX-XX-XXT{code}", mod)
    d = now.published
    if words in ("last night", "overnight"):
        # The night that ended on the day of publication: its hours belong to both days.
        return Found("TIME", f"{d - DAY}TNI", None, d - DAY, d)
    found = part_of(day(d), code)._replace(mod=mod)
    return edged(found, m, now)


def told_day(m: re.Match[str], now: Anchors) -> Found | None:
    """The next day, the same day, that night: from the day last told of."""
    if not now.told:
        return None
    d = now.told + (1 if group(m, "next") else -1 if group(m, "prev") else 0) * DAY
    part = now.lexicon["parts"].get(group(m, "unit") or "")
    return part_of(day(d), part) if part else day(d)


def feast(m: re.Match[str], now: Anchors) -> Found | None:
    month, d = map(int, now.lexicon["feasts"][group(m, "feast")].split("-"))
    found = near_date(month, d, now, int(group(m, "y") or 0) or None)
    return day(found) if found else Found("DATE", f"XXXX-{month:02}-{d:02}")


def clock(m: re.Match[str], now: Anchors) -> Found | None:
    """A time of day. Without a day of its own the value is "Thh:mm", and when.py gives it the day it belongs to."""
    words = group(m, "word")
    if words:
        at = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}[words]
    else:
        hour, minute = int(group(m, "h", "h2", "h3", "h4") or 0), int(group(m, "mi", "mi2", "mi3", "mi4") or 0)
        half = (group(m, "ap", "ap2") or "")[:1]
        plain = group(m, "h3") is not None and not group(m, "zone") and not group(m, "day")
        if plain and word_before(m) not in now.lexicon["before"]["clock"]:
            return None
        if half and hour > 12:
            half = ""
        hour = hour % 12 + 12 if half == "p" else 0 if half == "a" and hour == 12 else hour
        at = f"{hour:02}:{minute:02}"
    found = Found("TIME", f"T{at}", modifier(m, now))
    d: Day | None = None
    named = group(m, "day")
    if named in ("today", "yesterday", "tomorrow"):
        d = now.published and now.published + {"today": 0, "yesterday": -1, "tomorrow": 1}[named] * DAY
    elif named:
        d = near_weekday(weekday_number(m, now), group(m, "rel"), now)
    elif group(m, "m"):
        if not is_month(m, "m"):
            return None
        d = near_date(month_number(group(m, "m") or ""), int(group(m, "d") or 0), now, int(group(m, "y") or 0) or None)
    else:
        return found
    return found._replace(value=f"{d}T{at}" if d else f"XXXX-XX-XXT{at}", start=d, end=d)


# ---- weeks, months, quarters, seasons, years


def whole_period(m: re.Match[str], now: Anchors) -> Found | None:
    """Last week, this month, the following year; "the following" counts from the day last told of."""
    unit, direction = group(m, "unit") or "", group(m, "dir") or ""
    base = now.told if direction in ("following", "previous") and now.told else now.published
    step = -1 if direction in BACK else 1 if direction in AHEAD else 0
    if unit == "weekend":
        return edged(_weekend(base, step, now), m, now)
    if unit in ("decade", "century"):
        if direction not in ("this", "current", "the current") and direction != "next":
            return Found("DURATION", "P10Y" if unit == "decade" else "P100Y")
        span = 10 if unit == "decade" else 100
        if not base:
            return None
        first = (base.year // span + step) * span
        return edged(years(str(first // span), first, first + span - 1), m, now)
    symbol = now.lexicon["units"][unit][0]
    if not base:
        return edged(Found("DATE", UNANCHORED[symbol]), m, now)
    anchor = base if symbol in "DW" else base.replace(day=1)
    return edged(period(symbol, shifted(anchor, symbol, step)), m, now)


def _weekend(base: Day | None, step: int, now: Anchors) -> Found:
    if not base:
        return Found("DATE", "XXXX-WXX-WE")
    if step == 0 and base.weekday() < 5 and now.tense() != "future":
        step = -1
    return weekend_of(base + step * 7 * DAY)


def weekend(m: re.Match[str], now: Anchors) -> Found | None:
    return _weekend(now.published, 0, now)


def month(m: re.Match[str], now: Anchors) -> Found | None:
    if not is_month(m, "m"):
        return None
    name = m["m"]
    number = month_number(name)
    direction, year = group(m, "dir"), int(group(m, "y") or 0) or relative_year(group(m, "year"), now)
    alone = not (direction or year or group(m, "edge"))
    if alone and name.lower() in ("may", "march") and word_before(m) not in now.lexicon["before"]["month"]:
        return None
    named = word_before(m) not in ("in", "since", "until", "by") or re.match(r"\s[A-Z]", m.string[m.end() :])
    if alone and len(name) < 4 and name.lower() != "may" and named:
        return None  # Jan and Mar are also people's names
    if year:
        return edged(month_of(year, number), m, now)
    if not now.published:
        return edged(Found("DATE", f"XXXX-{number:02}"), m, now)
    base = now.published
    if direction in ("last", "past", "this past"):
        chosen = base.year if number < base.month else base.year - 1
    elif direction in ("next", "this coming"):
        chosen = base.year if number > base.month else base.year + 1
    elif direction == "this":
        chosen = base.year
    else:
        around = (base.year - 1, base.year, base.year + 1)
        chosen = min(around, key=lambda y: against_tense(((y - base.year) * 12 + number - base.month) * 2, now))
    return edged(month_of(chosen, number), m, now)


def season(m: re.Match[str], now: Anchors) -> Found | None:
    words = group(m, "season") or ""
    code = now.lexicon["seasons"][words]
    direction, year = group(m, "dir"), int(group(m, "y") or 0)
    if words == "fall" and not direction and not year:
        return None  # the fall of a town
    first = SEASON_STARTS[code]

    def of(y: int) -> Found:
        return months(y, first, 3, f"{y}-{code}")

    if year:
        return edged(of(year), m, now)
    base = now.published
    if not base:
        return edged(Found("DATE", f"XXXX-{code}"), m, now)
    choices = [of(base.year + k) for k in (-2, -1, 0, 1, 2)]
    if direction in BACK:
        return edged(max((c for c in choices if c.end and c.end < base), key=lambda c: c.value), m, now)
    if direction in AHEAD or (not direction and now.tense() == "future"):
        return edged(min((c for c in choices if c.start and c.start > base), key=lambda c: c.value), m, now)
    if direction == "this":
        return edged(of(base.year), m, now)
    return edged(max((c for c in choices if c.start and c.start <= base), key=lambda c: c.value), m, now)


def quarter(m: re.Match[str], now: Anchors) -> Found | None:
    which, span = now.lexicon["ordinals"][group(m, "q")], group(m, "span") or ""
    year = int(group(m, "y", "y0") or 0) or relative_year(group(m, "year", "year2"), now)
    if span == "half":
        if not year or which > 2:
            return None
        half = which or 2
        return months(year, half * 6 - 5, 6, f"{year}-H{half}")
    if not which and not year:
        return None  # "last quarter" is whole_period's
    which = which or 4
    if not year:
        if not now.published:
            return Found("DATE", f"XXXX-Q{which}")
        this = (now.published.month + 2) // 3
        if now.tense() == "future":
            year = now.published.year + (which < this)
        else:
            year = now.published.year - (which > this)
    return quarter_of(year, which)


def year(m: re.Match[str], now: Anchors) -> Found | None:
    """A bare year: "2,000 people" is often written without its comma, so a year needs its preposition or its place."""
    y = int(m["y"])
    after = m.string[m.end() : m.end() + 30]
    before = word_before(m)
    glued = m.string[m.start() - 1 : m.start()]
    counted = re.match(
        r"\s+(?:(?:[a-z]+[- ])?(?:people|men|women|children|[a-z]{3,}s)\b|(?:percent|million|km)\b)", after
    )
    if m["edge"] or m[0].lower().startswith(("the year", "fiscal", "the fiscal")):
        return edged(year_of(y), m, now)
    if glued in ("-", "–") and re.search(r"\b(?:19|20)\d\d.$", m.string[max(0, m.start() - 5) : m.start()]):
        return year_of(y)
    if glued in ("$", "£", "€", "-", "–", "#", "/"):
        return None
    if before in ("in", "since", "during", "until", "till") or (
        before in now.lexicon["before"]["year"] and not counted
    ):
        return year_of(y)
    if counted or y % 100 == 0:
        return None
    if (
        before in now.lexicon["before"]["year_loosely"]
        or glued in ("(", ",")
        or m.string[m.start() - 2 : m.start()] == ", "
        or re.match(r"['’.,;:)]|\s*$", after)
    ):
        return year_of(y)
    return year_of(y) if y < 2000 and not re.match(r"\s+[a-z]", after) else None


def spoken_year(m: re.Match[str], now: Anchors) -> Found | None:
    tens = number(group(m, "tens") or "")
    return year_of(1900 + round(tens)) if tens else None


def year_before(m: re.Match[str], now: Anchors) -> Found | None:
    if now.told_quarter:
        return period("Q", shifted(now.told_quarter, "Y", -1))
    return year_of(now.published.year - 1) if now.published else Found("DATE", "XXXX")


def decade(m: re.Match[str], now: Anchors) -> Found | None:
    tens = int(m["y"]) if m["y"] else 190 + int(m["yy"])
    return edged(years(str(tens), tens * 10, tens * 10 + 9), m, now)


def century(m: re.Match[str], now: Anchors) -> Found | None:
    hundreds = int(m["c"]) - 1
    return (
        edged(years(f"{hundreds:02}", hundreds * 100 + 1, hundreds * 100 + 100), m, now) if 0 < hundreds < 30 else None
    )


def year_end(m: re.Match[str], now: Anchors) -> Found | None:
    return year_of(now.published.year)._replace(mod="END") if now.published else Found("DATE", "XXXX", "END")


# ---- distances and lengths


def unit_of(m: re.Match[str], now: Anchors, *names: str) -> tuple[str, int, bool]:
    symbol, times, is_clock = now.lexicon["units"][group(m, *(names or ("unit",)))]
    return symbol, times, is_clock


def distance(m: re.Match[str], now: Anchors) -> Found | None:
    """Two days ago, a year earlier, three weeks later: a day, week, month or year as coarse as its unit."""
    n, (symbol, times, is_clock), way = how_many(m, now), unit_of(m, now), group(m, "way", "way2")
    mod = modifier(m, now)
    later = way in ("later", "after", "hence", "now")
    if n is None:
        return None
    if isinstance(n, str):
        return Found("DATE", "FUTURE_REF" if way == "now" else "PAST_REF") if way in ("ago", "now") else None
    base = now.published if way in ("ago", "now") or not now.told else now.told
    if is_clock:
        if way != "ago" or not base:
            return None
        since = base - (round(n) // 24 * DAY if symbol == "H" else 0 * DAY)
        return day(since)._replace(mod=mod or "APPROX")
    if not base:
        return Found("DATE", UNANCHORED[symbol], mod)
    if now.told_quarter and n == 1 and symbol == "Y" and not later:
        return period("Q", shifted(now.told_quarter, "Y", -1))
    away = shifted(base, symbol, round(n * times) * (1 if later else -1))
    return period(symbol, away)._replace(mod=mod)


def duration(m: re.Match[str], now: Anchors) -> Found | None:
    n, (symbol, times, is_clock) = how_many(m, now), unit_of(m, now)
    words = group(m, "n")
    if n is None or (symbol == "Q" and (words not in ("two", "three", "four") or m["gap"] == "-")):
        return None  # a quarter of them
    mod = modifier(m, now)
    before = word_before(m)
    compared = re.match(r"\s+(?:earlier|later|before|after|longer|to)\b", m.string[m.end() :])
    if words in ("a", "an") and (
        symbol == "S" or (not mod and before not in now.lexicon["before"]["length"] and not m["long"] and not compared)
    ):
        # "30 a day", "once a week" and "a day when" measure nothing
        return None
    if (
        isinstance(n, float)
        and n > 1
        and not m["plural"]
        and m["gap"].isspace()
        and re.match(r"\s*(?:[.,;]|$)", m.string[m.end() :])
    ):
        return None
    found = Found("DURATION", length(n, symbol, times, is_clock), mod)
    after = m.string[m.end() : m.end() + 12].lower()
    still = re.match(r"\s*,?\s*(?:now|already|so far|straight)\b", after)
    if (
        before == "for"
        and now.published
        and isinstance(n, float)
        and not is_clock
        and (still or now.tense() == "perfect")
    ):
        found = found._replace(start=shifted(now.published, symbol, -round(n * times)), end=now.published)
    return found


def span(m: re.Match[str], now: Anchors) -> Found | None:
    """The past two days, the next few weeks: a length that ends or begins at publication."""
    n, (symbol, times, is_clock), direction = how_many(m, now), unit_of(m, now), group(m, "dir") or ""
    if n is None:
        return None
    found = Found("DURATION", length(n, symbol, times, is_clock), modifier(m, now))
    if not now.published or isinstance(n, str) or direction in ("first", "latest", "following", "preceding"):
        return found
    if is_clock:
        n, symbol, times = (max(1, n / 24) if symbol == "H" else 0), "D", 1
    away = shifted(now.published, symbol, round(n * times) * (1 if direction in ("next", "coming") else -1))
    return found._replace(start=min(away, now.published), end=max(away, now.published))


def bare(m: re.Match[str], now: Anchors) -> Found | None:
    symbol, times, is_clock = unit_of(m, now, "unit", "unit2", "unit3", "unit4")
    return None if symbol == "Q" else Found("DURATION", length("X", symbol, times, is_clock))


def bare_long(m: re.Match[str], now: Anchors) -> Found | None:
    plural = m[0].lower().replace("’", "'").endswith("s-long")
    return Found("DURATION", length("X" if plural else 1.0, *unit_of(m, now)))


HALVES = {"hour": "PT30M", "day": "PT12H", "year": "P6M", "century": "P50Y", "decade": "P5Y", "minute": "PT30S"}


def half(m: re.Match[str], now: Anchors) -> Found | None:
    unit = group(m, "unit") or ""
    value = HALVES.get(unit) or length(0.5, *unit_of(m, now))
    return Found("DURATION", value, modifier(m, now))


def every(m: re.Match[str], now: Anchors) -> Found | None:
    if group(m, "day"):
        return Found("SET", f"XXXX-WXX-{weekday_number(m, now) + 1}")
    if part := group(m, "part"):
        return Found("SET", f"XXXX-XX-XXT{now.lexicon['parts'][part]}")
    n = how_many(m, now) if group(m, "n") else 2.0 if re.search(r"\bother\b", m[0], re.IGNORECASE) else 1.0
    return None if n is None else Found("SET", length(n, *unit_of(m, now)))


def word(m: re.Match[str], now: Anchors) -> Found | None:
    words = group(m, "word") or ""
    after = m.string[m.end() : m.end() + 10]
    if words in ("soon", "shortly") and re.match(r"\s+(?:as|after|before|afterwards?)\b", after):
        return None
    if words == "at the time" and re.match(r"\s+of\b", after):
        return None
    if words in ("in the past", "future") and re.match(r"\s+[a-z\d]", after):
        return None
    if m[0][0].isupper() and re.match(r"\s+[A-Z]", after) and words in ("daily", "weekly", "monthly", "future"):
        return None  # in a title or a newspaper's name
    kind, value = now.lexicon["words"][words]
    if value == "PRESENT_REF" and now.published:
        return Found(kind, value, None, now.published, now.published)
    return Found(kind, value)


RESOLVERS: dict[str, Resolver] = {
    "ago": distance,
    "bare": bare,
    "bare_long": bare_long,
    "century": century,
    "clock": clock,
    "day_of_year": day_of_year,
    "day_range": day_range,
    "day_word": day_word,
    "days_of_week": days_of_week,
    "decade": decade,
    "distance": distance,
    "duration": duration,
    "every": every,
    "feast": feast,
    "half": half,
    "month": month,
    "narrative_day": told_day,
    "period": whole_period,
    "quarter": quarter,
    "season": season,
    "span": span,
    "spoken_year": spoken_year,
    "this_part": this_part,
    "weekday": weekday,
    "weekday_part": weekday_part,
    "weekend": weekend,
    "word": word,
    "year": year,
    "year_before": year_before,
    "year_end": year_end,
}


def interval(timex: Timex) -> tuple[Day, Day] | None:
    """First and last day of a time that is anchored, else None."""
    if timex.start is None or timex.end is None:
        return None
    return Day.fromisoformat(timex.start), Day.fromisoformat(timex.end)


def on_day(found: Found, d: Day | None) -> Found:
    """A clock time with the day it belongs to."""
    return found._replace(value=(d.isoformat() if d else "XXXX-XX-XX") + found.value, start=d, end=d)
