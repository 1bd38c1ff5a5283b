"""What weeks, months, quarters, seasons, years does this wording mean? Resolvers of the rules of times.toml."""

from __future__ import annotations

import re

from rashomon.reading.when.calendar import (
    SEASON_STARTS,
    UNANCHORED,
    Day,
    Found,
    month_of,
    months,
    period,
    quarter_of,
    shifted,
    weekend_of,
    year_of,
    years,
)
from rashomon.reading.when.day_rules import (
    Anchors,
    Resolver,
    against_tense,
    count_of,
    edged,
    follows,
    from_told,
    group,
    is_month,
    month_of_name,
    relative_year,
    step_of,
    whole_number,
    word_before,
)


def whole_period(m: re.Match[str], now: Anchors) -> Found | None:
    """Last week, this month, the following year; "the following" counts from what was last told of."""
    step = step_of(m, now) or 0
    symbol, times, _ = now.lexicon["units"][group(m, "unit")]
    base = now.published
    if from_told(m, now) and now.told.period:
        base = now.told.period.start if now.told.quarter is None or symbol != "W" else base
    if times >= 10:  # a decade, a century
        if step == -1:
            return Found("DURATION", f"P{times}Y")
        if not base:
            return None
        first = (base.year // times + step) * times
        return edged(years(str(first // times), first, first + times - 1), m, now)
    if not base:
        return edged(Found("DATE", UNANCHORED[symbol]), m, now)
    anchor = base if symbol in "DW" else base.replace(day=1)
    return edged(period(symbol, shifted(anchor, symbol, step * times)), m, now)


def told_period(m: re.Match[str], now: Anchors) -> Found | None:
    """That week, the same month, that year: around what was last told of."""
    symbol = now.lexicon["units"][group(m, "unit")][0]
    told = now.told.period
    return edged(period(symbol, told.start), m, now) if told and told.start else None


def weekend(m: re.Match[str], now: Anchors) -> Found | None:
    """This weekend is the last one, unless the tense points ahead or it is a weekend."""
    base, step = now.published, step_of(m, now) or 0
    if not base:
        return edged(Found("DATE", "XXXX-WXX-WE"), m, now)
    if step == 0 and base.weekday() < 5 and now.tense() != "future":
        step = -1
    return edged(weekend_of(shifted(base, "W", step)), m, now)


def month(m: re.Match[str], now: Anchors) -> Found | None:
    if not is_month(m, now, "m"):
        return None
    number, step = month_of_name(m, now, "m"), step_of(m, now)
    year = _spoken_year(m, now) or whole_number(m, "y") or relative_year(m, now, "year")
    if step is None and not year and not group(m, "edge") and not _is_month_alone(m, now):
        return None
    if year:
        return edged(month_of(year, number), m, now)
    if not now.published:
        return edged(Found("DATE", f"XXXX-{number:02}"), m, now)
    return edged(month_of(_year_of_month(number, step, now, now.published), number), m, now)


def _is_month_alone(m: re.Match[str], now: Anchors) -> bool:
    """Whether a name with nothing else beside it is a month: May may be a verb, Jan and Mar are people's names too."""
    name, before = m["m"].rstrip(".").lower(), word_before(m)
    if name in now.lexicon["month_ambiguous"]:
        described = before in now.lexicon["before"]["month_described"] and follows(m, now, "month_described")
        return described or before in now.lexicon["before"]["month"]
    if not name.isascii() or len(name) >= 4:
        return True
    return before in now.lexicon["before"]["month_short"] and not re.match(r"\s[A-Z]", m.string[m.end() :][:2])


def _year_of_month(number: int, step: int | None, now: Anchors, base: Day) -> int:
    """The year of "last May", "this May"; of "May" alone the one that tense and nearness choose."""
    if step is None or step not in (-1, 0, 1):
        around = (base.year - 1, base.year, base.year + 1)
        return min(around, key=lambda y: against_tense(((y - base.year) * 12 + number - base.month) * 2, now))
    passed = (number >= base.month) if step == -1 else (number <= base.month)
    return base.year + step if step and passed else base.year


def _spoken_year(m: re.Match[str], now: Anchors) -> int | None:
    """ "ninety-four": of the last century."""
    spoken = group(m, "tens")
    return 1900 + round(count_of(spoken, now) or 0) if spoken else None


def season(m: re.Match[str], now: Anchors) -> Found | None:
    words = group(m, "season") or ""
    code = now.lexicon["seasons"][words]
    step, year = step_of(m, now), _spoken_year(m, now) or whole_number(m, "y")
    if words in now.lexicon["season_ambiguous"] and step is None and not year:
        return None  # the fall of a town
    base = now.published
    if not year and not base:
        return edged(Found("DATE", f"XXXX-{code}"), m, now)
    found = _season_of(code, year) if year else _near_season(code, step, now, base) if base else None
    return edged(found, m, now) if found else None


def _season_of(code: str, year: int) -> Found:
    return months(year, SEASON_STARTS[code], 3, f"{year:04}-{code}")


def _near_season(code: str, step: int | None, now: Anchors, base: Day) -> Found:
    """The season of "last winter", "this winter", "next winter"; with none of these the last one to begin.

    Or the next to end, where the tense points ahead: "before the summer ends", in June.
    """
    if step == 0:
        return _season_of(code, base.year)
    choices = [(c.start or base, c.end or base, c) for c in (_season_of(code, base.year + k) for k in range(-2, 3))]
    if step == 1:
        return next(c for start, _, c in choices if start > base)
    if step == -1:
        return next(c for _, end, c in reversed(choices) if end < base)
    if step is None and now.tense() == "future":
        return next(c for _, end, c in choices if end >= base)
    return next(c for start, _, c in reversed(choices) if start <= base)


def quarter(m: re.Match[str], now: Anchors) -> Found | None:
    which = now.lexicon["ordinals"].get(group(m, "q") or "") if group(m, "q") else whole_number(m, "qn")
    if which is None or which > 4:
        return None
    year = whole_number(m, "y", "y0") or relative_year(m, now, "year", "year2")
    if group(m, "half"):
        return _half_of(year, which or 2) if year and which <= 2 else None
    if not which and not year:
        return None  # "last quarter" is whole_period's
    which = which or 4
    if year:
        return quarter_of(year, which)
    if not now.published:
        return Found("DATE", f"XXXX-Q{which}")
    this = (now.published.month + 2) // 3
    away = which < this if now.tense() == "future" else -(which > this)
    return quarter_of(now.published.year + away, which)


def _half_of(year: int, which: int) -> Found:
    return months(year, which * 6 - 5, 6, f"{year:04}-H{which}")


def the_quarter(m: re.Match[str], now: Anchors) -> Found | None:
    """The quarter, the 1988 quarter: the one last told of; the latest quarter: the last that was over at publication.

    Where no quarter of a year was told of before, "the quarter" is one of a town.
    """
    year = whole_number(m, "y")
    if now.told.quarter:
        return period("Q", now.told.quarter.replace(year=year or now.told.quarter.year))
    if year or group(m, "told") or not now.published:
        return year_of(year) if year else None
    of_a_year = group(m, "named") or m.string.startswith(" ended", m.end())
    return period("Q", shifted(now.published, "Q", -1)) if of_a_year else None


def fiscal_year(m: re.Match[str], now: Anchors) -> Found | None:
    """This or last fiscal year, told as the calendar year of that number: whose fiscal year it is nobody says."""
    step = step_of(m, now)
    year = relative_year(m, now) if step is not None else None
    return edged(year_of(year), m, now) if year else None


def year(m: re.Match[str], now: Anchors) -> Found | None:
    """A bare year: "2,000 people" is often written without its comma, so a year needs its preposition or its place."""
    y = int(m["y"])
    if group(m, "edge") or group(m, "named"):
        return edged(year_of(y), m, now)
    return year_of(y) if _is_year(m, now, y) else None


def year_range(m: re.Match[str], now: Anchors) -> Found | None:
    """2015-2017: the years from the first to the last."""
    first, last = int(m["y"]), int(m["z"])
    if first >= last:
        return None
    whole = (year_of(first).start, year_of(last).end)
    return Found("DATE", f"{first}/{last}", None, *whole, "imprecise")


def _is_year(m: re.Match[str], now: Anchors, y: int) -> bool:
    before, near = word_before(m), m.string[max(0, m.start() - 6) : m.start()]
    if re.search(r"\b(?:19|20)\d\d[-–]$", near):
        return True
    if near[-1:] in ("$", "£", "€", "-", "–", "#", "/"):
        return False
    lexicon, counted = now.lexicon["before"], follows(m, now, "year_counted")
    if before in lexicon["year_surely"] or (before in lexicon["year"] and not counted):
        return True
    if counted or y % 100 == 0:
        return False
    after = m.string[m.end() : m.end() + 4]
    loosely = before in lexicon["year_loosely"] or near[-1:] in ("(", ",") or near.endswith(", ")
    if loosely or re.match(r"['’.,;:)]|\s*$", after):
        return True
    return y < 2000 and not re.match(r"\s+[a-z]", after)


def spoken_year(m: re.Match[str], now: Anchors) -> Found | None:
    tens = count_of(group(m, "tens") or "", now)
    return year_of(1900 + round(tens)) if tens else None


def year_before(m: re.Match[str], now: Anchors) -> Found | None:
    if now.told.quarter:
        return period("Q", shifted(now.told.quarter, "Y", -1))
    return year_of(now.published.year - 1) if now.published else Found("DATE", "XXXX")


def year_end(m: re.Match[str], now: Anchors) -> Found | None:
    step = step_of(m, now) or 0
    return year_of(now.published.year + step)._replace(mod="END") if now.published else Found("DATE", "XXXX", "END")


def year_end_day(m: re.Match[str], now: Anchors) -> Found | None:
    """Year-end, without "the end of": the last day, as business pages use it."""
    d = now.published and Day(now.published.year, 12, 31)
    return Found("DATE", d.isoformat(), None, d, d) if d else Found("DATE", "XXXX-12-31")


def decade(m: re.Match[str], now: Anchors) -> Found | None:
    words = group(m, "word")
    tens = 190 + now.lexicon["decades"][words] // 10 if words else int(m["y"]) if m["y"] else 190 + int(m["yy"])
    return edged(years(str(tens), tens * 10, tens * 10 + 9), m, now)


def century(m: re.Match[str], now: Anchors) -> Found | None:
    number = whole_number(m, "c") or now.lexicon["centuries"].get(group(m, "word"), 0)
    before = number - 1
    if not 0 < before < 30:
        return None
    return edged(years(f"{before:02}", before * 100 + 1, before * 100 + 100), m, now)


PERIODS: dict[str, Resolver] = {
    "century": century,
    "decade": decade,
    "fiscal_year": fiscal_year,
    "month": month,
    "narrative_period": told_period,
    "period": whole_period,
    "quarter": quarter,
    "season": season,
    "spoken_year": spoken_year,
    "the_quarter": the_quarter,
    "weekend": weekend,
    "year": year,
    "year_range": year_range,
    "year_before": year_before,
    "year_end": year_end,
    "year_end_day": year_end_day,
}
