"""What day does this wording mean? Days, feasts and clock times; pure: match and anchors in, TIMEX3 value and days out.

Each function in DAYS is the `do` of rules of times.toml (with those of period_rules.py and duration_rules.py). It gets
the match and the anchors and returns a Found, or None where the words are no time after all. All words that it compares
are in the rule file; here are only the tables' names and the names of the patterns' groups.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from rashomon.calendars import hijri_day
from rashomon.dates import day_or_none
from rashomon.model import Timex
from rashomon.reading.grammar.numerals import number
from rashomon.reading.when.calendar import DAY, Day, Found, day, days, shifted, week_of, weekend_of
from rashomon.reading.when.holidays import falls, known

Tense = Literal["past", "perfect", "future"]


@dataclass(frozen=True, slots=True)
class Told:
    """What was last told of: a day, a period of the calendar, and the first day of a quarter if nothing came after."""

    day: Day | None = None
    period: Found | None = None
    quarter: Day | None = None

    def then(self, found: Found) -> Told:
        """With one more time told of."""
        if found.type != "DATE" or not found.start or not found.value[0].isdigit():
            return self
        last = found.start if found.start == found.end else self.day
        if re.fullmatch(r"\d{4}-Q\d", found.value):
            # the like quarter of the year before is only compared with
            of = self.quarter
            compared = of and (of.year - found.start.year, of.month) == (1, found.start.month)
            return Told(last, found, self.quarter if compared else found.start)
        kept = found.start == found.end or re.fullmatch(r"\d{4}", found.value)
        return Told(last, found, self.quarter if kept else None)


@dataclass(frozen=True, slots=True)
class Anchors:
    """What relative wordings hang on: the published day, what was last told of, and the tense around the words."""

    published: Day | None
    told: Told
    tense: Callable[[], Tense | None]
    lexicon: dict[str, Any]


Resolver = Callable[[re.Match[str], Anchors], Found | None]


# ---- what many rules share


def group(m: re.Match[str], *names: str) -> str | None:
    """The first of the named groups that took part, in lower case with single spaces."""
    for name in names:
        if name in m.re.groupindex and m[name] is not None:
            return " ".join(m[name].lower().replace("’", "'").split())
    return None


def whole_number(m: re.Match[str], *names: str) -> int | None:
    return int(words) if (words := group(m, *names)) else None


def in_words(m: re.Match[str], now: Anchors) -> int:
    """The day or the hour that an ordinal names: "the seventeenth of May"."""
    return int(now.lexicon["ordinals"].get(group(m, "nth") or "", 0))


def step_of(m: re.Match[str], now: Anchors, *names: str) -> int | None:
    """-1 for "last", 0 for "this", 1 for "next"; None where no direction is given."""
    words = group(m, *(names or ("dir",)))
    return None if words is None else now.lexicon["directions"].get(words)


def from_told(m: re.Match[str], now: Anchors) -> bool:
    """Whether the direction counts from what was last told of: "the following", "the previous"."""
    return group(m, "dir") in now.lexicon["from_told"]


def edged(found: Found, m: re.Match[str], now: Anchors) -> Found:
    """With its "early", "late", "end of" as the TIMEX3 mod; "earlier" ends, "later" begins at publication."""
    words = (group(m, "edge") or group(m, "edge2") or "").strip(" -")
    if not words:
        return found
    mod = now.lexicon["edges"].get(words) or now.lexicon["edges"].get(words + "-")
    start, end = found.start, found.end
    if now.published and start and end and start <= now.published <= end:
        if words in now.lexicon["edges_so_far"]:
            end = now.published
        elif words in now.lexicon["edges_to_come"]:
            start = now.published
    return found._replace(mod=mod, start=start, end=end)


def modifier(m: re.Match[str], now: Anchors) -> str | None:
    words = group(m, "mod")
    return now.lexicon["modifiers"][words] if words else "MORE_THAN" if group(m, "plus") else None


def word_before(m: re.Match[str]) -> str:
    before = re.search(r"([\w'$€£]+)\W{0,2}$", m.string[max(0, m.start() - 24) : m.start()])
    return before[1].lower() if before else ""


def follows(m: re.Match[str], now: Anchors, name: str) -> bool:
    """Whether the words after the match are those of the rule file's pattern `after.name`."""
    pattern = now.lexicon["after"].get(name)
    return bool(pattern and pattern.match(m.string, m.end()))


def month_of_name(m: re.Match[str], now: Anchors, *names: str) -> int:
    return int(now.lexicon["months"][(group(m, *(names or ("m", "m2"))) or "").rstrip(".")])


def is_month(m: re.Match[str], now: Anchors, *names: str) -> bool:
    """Whether the month's word is written as a name: "march" and "may" in lower case are verbs."""
    written = [m[n].rstrip(".") for n in names if n in m.re.groupindex and m[n] is not None]
    return any(not w[0].islower() or w.lower() not in now.lexicon["month_capital"] for w in written)


# ---- days


def weekday_number(m: re.Match[str], now: Anchors) -> int:
    return int(now.lexicon["weekdays"][group(m, "day", "day2") or ""])


def near_weekday(number: int, step: int | None, now: Anchors, base: Day | None = None) -> Day | None:
    """The weekday that is meant: the last one up to and including publication, unless tense or words point ahead."""
    if not (base or now.published):
        return None
    base = base or now.published or datetime.date.min
    back = (base.weekday() - number) % 7
    ahead = -back % 7
    if step == -1:
        return base - (back or 7) * DAY
    if step == 1:
        return base + (ahead or 7) * DAY
    return base + ahead * DAY if now.tense() == "future" else base - back * DAY


def weekday(m: re.Match[str], now: Anchors) -> Found | None:
    number = weekday_number(m, now)
    d = near_weekday(number, step_of(m, now), now, now.told.day if from_told(m, now) else None)
    if d is None:
        return edged(Found("DATE", f"XXXX-WXX-{number + 1}"), m, now)
    if which := whole_number(m, "d"):
        dated = [shifted(d.replace(day=1), "M", k) for k in (0, -1, 1)]
        fits = [x for f in dated if (x := day_or_none(f.year, f.month, which)) and x.weekday() == number]
        d = fits[0] if fits else d
    return edged(day(d), m, now)


def part_of(d: Found, code: str) -> Found:
    return d._replace(type="TIME", value=f"{d.value}T{code}")


def night_of_two(m: re.Match[str], d: Found) -> Found:
    """A night told as one "into" a day began on the day before, and one "from" a day "to" the next ends on that."""
    if d.start is None or d.end is None:
        return d
    return d._replace(
        start=d.start - DAY if group(m, "into") else d.start, end=d.end + DAY if group(m, "till") else d.end
    )


def weekday_part(m: re.Match[str], now: Anchors) -> Found | None:
    found = weekday(m, now)
    if group(m, "hours"):
        # "the early hours of Saturday": the hours alone are no part of the day
        return part_of(found, "MO") if found and found.mod == "START" else None
    return found and night_of_two(m, part_of(found, now.lexicon["parts"][group(m, "part")]))


def near_date(month: int, d: int, now: Anchors, year: int | None = None, weekday: int | None = None) -> Day | None:
    """The day of that name that is meant, in the year given or the one that tense (else nearness) chooses."""
    if year:
        return day_or_none(year, month, d)
    if not now.published:
        return None
    base = now.published
    choices = [c for y in (base.year - 1, base.year, base.year + 1) if (c := day_or_none(y, month, d))]
    if weekday is not None:
        choices = [c for c in choices if c.weekday() == weekday] or choices
    return min(choices, key=lambda c: against_tense((c - base).days, now), default=None)


def against_tense(ahead: int, now: Anchors) -> int:
    """How far away a choice is, counted four or eight times where it lies on the wrong side of the tense.

    A date without a year is near: "was set for Dec. 7" in October is this December whatever the verb's tense.
    """
    tense = now.tense()
    if tense == "future" and ahead < 0:
        return abs(ahead) * 8
    return abs(ahead) * (4 if tense in ("past", "perfect") and ahead > 1 else 1)


def relative_year(m: re.Match[str], now: Anchors, *names: str) -> int | None:
    step = step_of(m, now, *names)
    return None if step is None or not now.published else now.published.year + step


def day_of_year(m: re.Match[str], now: Anchors) -> Found | None:
    if not is_month(m, now, "m", "m2"):
        return None
    month, d = month_of_name(m, now), whole_number(m, "d", "d2") or in_words(m, now)
    year = whole_number(m, "y")
    if not day_or_none(year or 2000, month, d):
        return None
    named = now.lexicon["weekdays"].get(group(m, "day") or "")
    on = near_date(month, d, now, year or relative_year(m, now), named)
    found = day(on) if on else Found("DATE", f"XXXX-{month:02}-{d:02}")
    if part := group(m, "part"):
        return night_of_two(m, part_of(found, now.lexicon["parts"][part]))
    return found


def week_of_day(m: re.Match[str], now: Anchors) -> Found | None:
    found = day_of_year(m, now)
    return week_of(found.start) if found and found.start else None


def listed_day(m: re.Match[str], now: Anchors) -> Found | None:
    """The 25 of "April 24 and 25": the month stands with the day before it (group `m` of the pattern before.listed)."""
    listed = now.lexicon["before"].get("listed")
    before = listed and listed.search(m.string[max(0, m.start() - 30) : m.start()])
    if not before or not is_month(before, now, "m"):
        return None
    month, d = month_of_name(before, now, "m"), int(m["d"])
    found = near_date(month, d, now, whole_number(m, "y"))
    return day(found) if found else None


def day_range(m: re.Match[str], now: Anchors) -> Found | None:
    """Several days of one month: an ISO 8601 interval, which TIMEX3 has no value for."""
    if not is_month(m, now, "m", "m2"):
        return None
    month = month_of_name(m, now)
    first, last = whole_number(m, "d", "d2") or 0, whole_number(m, "e", "e2") or 0
    year = whole_number(m, "y")
    between = word_before(m) in now.lexicon["before"]["between"]
    if group(m, "and", "and2") and not between:
        return None  # two days, not all between
    if first >= last or not day_or_none(2000, month, last):
        return None
    b = near_date(month, last, now, year)
    a = day_or_none(b.year, month, first) if b else None
    if not a or not b:
        return None if year else Found("DATE", f"XXXX-{month:02}-{first:02}/XXXX-{month:02}-{last:02}")
    return days(a, b, "imprecise" if between else "precise")


def day_word(m: re.Match[str], now: Anchors) -> Found | None:
    away = now.lexicon["day_words"][group(m, "word")]
    found = day(_that_weekday(m, now, now.published + away * DAY)) if now.published else Found("DATE", "XXXX-XX-XX")
    if part := group(m, "part"):
        found = part_of(found, now.lexicon["parts"][part])
    return edged(found, m, now)


def _that_weekday(m: re.Match[str], now: Anchors, d: Day) -> Day:
    """The weekday that stands beside "today", where a report was published a day away from when it was written."""
    named = now.lexicon["weekdays"].get(group(m, "day") or "")
    return next((x for x in (d, d - DAY, d + DAY) if x.weekday() == named), d)


def this_part(m: re.Match[str], now: Anchors) -> Found | None:
    """Tonight, last night, this morning. The night that ended on the day of publication belongs to both days."""
    away, code = now.lexicon["part_words"].get(group(m, "word"), (0, None))
    code = code or now.lexicon["parts"][group(m, "part")]
    if not now.published:
        return edged(Found("TIME", f"XXXX-XX-XXT{code}"), m, now)
    d = now.published + away * DAY
    if away == -1:
        return Found("TIME", f"{d}T{code}", None, d, d + DAY)
    return edged(part_of(day(d), code), m, now)


def told_day(m: re.Match[str], now: Anchors) -> Found | None:
    """The next day, the same day, that night: from the day last told of."""
    if not now.told.day:
        return None
    d = now.told.day + (step_of(m, now) or 0) * DAY
    part = now.lexicon["parts"].get(group(m, "unit") or "")
    return part_of(day(d), part) if part else day(d)


def told_part(m: re.Match[str], now: Anchors) -> Found | None:
    """Later in the day, in the morning: of the day last told of, else of publication."""
    d = now.told.day or now.published
    part = now.lexicon["parts"].get(group(m, "part") or "")
    unled = word_before(m) not in now.lexicon["before"]["part" if part else "day"]
    if not group(m, "edge") and (unled or follows(m, now, "no_day")):
        return None
    if not d:
        return Found("TIME", f"XXXX-XX-XXT{part}") if part else None
    return edged(part_of(day(d), part) if part else day(d), m, now)


# ---- feasts and the Islamic calendar


def feast(m: re.Match[str], now: Anchors) -> Found | None:
    """A feast in the year given, else the one that words, tense or nearness choose; "the second day of" is that day."""
    name = now.lexicon["feasts"][group(m, "feast")]
    if year := whole_number(m, "y") or relative_year(m, now, "year"):
        run = next(iter(falls(name, year)), None)
    elif not now.published:
        month, d = known()[name].get("fixed", (0, 0))
        return edged(Found("DATE", f"XXXX-{month:02}-{d:02}" if month else "XXXX-XX-XX"), m, now)
    else:
        run = _near_feast(name, step_of(m, now), now, now.published)
    if run is None:
        return None
    first, last = run
    if around := group(m, "around"):
        return week_of(first) if around == "week" else weekend_of(first)
    if group(m, "eve"):
        return day(first - DAY)
    if nth := group(m, "nth"):
        which = now.lexicon["ordinals"].get(nth, 0)
        d = first + (which - 1) * DAY if which else last
        return day(d) if d <= last else None
    return edged(days(first, last), m, now)


def _near_feast(name: str, step: int | None, now: Anchors, base: Day) -> tuple[Day, Day] | None:
    """First and last day of "last Easter", "this Easter", "next Easter"; of the name alone as tense and nearness say.

    What fell once only is meant whatever the words.
    """
    runs = [run for y in range(base.year - 2, base.year + 3) for run in falls(name, y)]
    if step and "once" not in known()[name]:
        if step == -1:
            return max((r for r in runs if r[1] < base), default=(base, base))
        if step == 1:
            return min((r for r in runs if r[0] > base), default=(base, base))
    elif step == 0:
        runs = [r for r in runs if r[0].year == base.year] or runs
    return min(runs, key=lambda r: 0 if r[0] <= base <= r[1] else against_tense((r[0] - base).days, now), default=None)


def hijri(m: re.Match[str], now: Anchors) -> Found | None:
    """A day of an Islamic month (15 Ramadan 1434), in the year given or nearest to publication."""
    month, d, year = now.lexicon["hijri_months"][group(m, "hm")], whole_number(m, "d") or 1, whole_number(m, "hy")
    if year:
        return day(hijri_day(year, month, d))
    if not now.published:
        return None
    base = now.published
    around = int((base.year - 622) * 1.0307)
    return day(min((hijri_day(y, month, d) for y in range(around - 1, around + 4)), key=lambda c: abs(c - base)))


# ---- clock times


def clock(m: re.Match[str], now: Anchors) -> Found | None:
    """A time of day. Without a day of its own the value is "Thh:mm", and when/ranges.py gives it the day it belongs to.

    Greenwich time gets the Z of ISO 8601; other zones are left to the words, for their offsets change with the year.
    """
    words = group(m, "word")
    at = now.lexicon["clock_words"][words] if words else _hour(m, now)
    if at is None:
        return None
    found = Found("TIME", f"T{at}", modifier(m, now))
    named = group(m, "day")
    if not named and not group(m, "m"):
        return found
    if named in now.lexicon["day_words"]:
        d = now.published and now.published + now.lexicon["day_words"][named] * DAY
    elif named:
        d = near_weekday(weekday_number(m, now), step_of(m, now, "rel"), now)
    elif is_month(m, now, "m"):
        d = near_date(month_of_name(m, now), whole_number(m, "d") or 0, now, whole_number(m, "y"))
    else:
        return None
    return found._replace(value=f"{d}T{at}" if d else f"XXXX-XX-XXT{at}", start=d, end=d)


def _hour(m: re.Match[str], now: Anchors) -> str | None:
    """hh:mm in 24 hours, with its zone; None where a plain "10:30" has no word before it that makes it a time."""
    hour = whole_number(m, "h", "h2", "h3", "h4") or in_words(m, now)
    minute = whole_number(m, "mi", "mi2", "mi3", "mi4") or (30 if group(m, "half") else 0)
    zone = group(m, "zone", "zone2")
    plain = group(m, "h3") is not None and not zone and not group(m, "day")
    if hour > 24 or (plain and word_before(m) not in now.lexicon["before"]["clock"]):
        return None
    half = now.lexicon["halves_of_day"].get((group(m, "ap", "ap2") or "").replace(".", ""))
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute:02}{now.lexicon['zones'].get(zone or '', '')}"


def count_of(words: str, now: Anchors) -> float | None:
    """The number that words write, by the rule file's own numbers, else as English does."""
    own = now.lexicon.get("numbers", {}).get(words)
    return float(own) if own is not None else number(words)


DAYS: dict[str, Resolver] = {
    "clock": clock,
    "day_of_year": day_of_year,
    "day_range": day_range,
    "day_word": day_word,
    "feast": feast,
    "hijri": hijri,
    "listed_day": listed_day,
    "narrative_day": told_day,
    "narrative_part": told_part,
    "this_part": this_part,
    "week_of_day": week_of_day,
    "weekday": weekday,
    "weekday_part": weekday_part,
}


def interval(timex: Timex) -> tuple[Day, Day] | None:
    """First and last day of a time that is anchored, else None."""
    if timex.start is None or timex.end is None:
        return None
    return Day.fromisoformat(timex.start), Day.fromisoformat(timex.end)
