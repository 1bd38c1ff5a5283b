"""How long, how long ago, how often? Resolvers of the rules of times.toml for distances, durations, sets."""

from __future__ import annotations

import re

from rashomon.reading.when.calendar import DAY, UNANCHORED, Day, Found, day, period, shifted
from rashomon.reading.when.day_rules import (
    Anchors,
    Resolver,
    Told,
    count_of,
    follows,
    group,
    modifier,
    step_of,
    weekday_number,
    word_before,
)

PASSED = {"MORE_THAN": "BEFORE", "LESS_THAN": "AFTER", "EQUAL_OR_MORE": "ON_OR_BEFORE", "EQUAL_OR_LESS": "ON_OR_AFTER"}
"""What the mod of a length becomes for the date that lies so long ago (TimeML guidelines 1.2.1)."""
HALVES = {
    ("H", 1): "PT30M",
    ("D", 1): "PT12H",
    ("Y", 1): "P6M",
    ("Y", 100): "P50Y",
    ("Y", 10): "P5Y",
    ("M", 1): "PT30S",
}


def how_many(m: re.Match[str], now: Anchors) -> float | str | None:
    """The count of units: a number, 1 where none is given, or "X" where the words are vague."""
    words = group(m, "n")
    if words is None or words in now.lexicon["one"]:
        return 1.0
    if words in now.lexicon["vague"]:
        vague: float | str = now.lexicon["vague"][words]
        return vague
    half = now.lexicon["half"]
    whole = words.removesuffix(" 1/2").partition(half)[0] if half else words
    count = count_of(whole, now)
    if count is None or count > 1_000_000:
        return None
    return count + 0.5 if whole != words or (half and half in (group(m, "gap") or "")) else count


def unit_of(m: re.Match[str], now: Anchors, *names: str) -> tuple[str, int, bool]:
    symbol, times, is_clock = now.lexicon["units"][group(m, *(names or ("unit",)))]
    return symbol, times, is_clock


def length(n: float | str, symbol: str, times: int, clock: bool) -> str:
    if isinstance(n, str):
        return f"P{'T' if clock else ''}X{symbol}" if times == 1 else f"PX{symbol}"
    if clock and symbol == "H" and n % 1:
        return f"PT{int(n)}H{round(n % 1 * 60)}M".replace("PT0H", "PT")
    if symbol == "Q":
        symbol, times = "M", 3
    units = n * times
    return f"P{'T' if clock else ''}{int(units) if units % 1 == 0 else units}{symbol}"


def distance(m: re.Match[str], now: Anchors) -> Found | None:
    """Two days ago, a year earlier, three weeks later: a day, week, month or year as coarse as its unit."""
    n, (symbol, times, is_clock) = how_many(m, now), unit_of(m, now)
    of, way = now.lexicon["ways"][group(m, "way", "way2")]
    mod = PASSED.get(modifier(m, now) or "", modifier(m, now))
    if n is None:
        return None
    if isinstance(n, str):
        return Found("DATE", "FUTURE_REF" if way > 0 else "PAST_REF") if of == "published" else None
    if n == 1 and symbol == "Y" and way < 0 and now.told.quarter:
        return period("Q", shifted(now.told.quarter, "Y", -1))
    base = _told_base(now.told, symbol, way) or now.published if of == "told" else now.published
    if is_clock:
        return _hours_ago(round(n), symbol, mod, base) if of != "told" and base and way <= 0 else None
    if not base:
        return Found("DATE", UNANCHORED[symbol], mod)
    return period(symbol, shifted(base, symbol, round(n * times) * way))._replace(mod=mod)


def _hours_ago(n: int, symbol: str, mod: str | None, base: Day) -> Found:
    """The day that hours ago was, by whole days; minutes and seconds ago was the day itself."""
    return day(base - (n // 24 if symbol == "H" else 0) * DAY)._replace(mod=mod or "APPROX")


def _told_base(told: Told, symbol: str, way: int) -> Day | None:
    """What "earlier" and "later" count from: the day last told of; "two years later" from a year, if that was told."""
    of_year = told.period is not None and len(told.period.value) == 4 and told.period.value.isdigit()
    return told.period.start if told.period is not None and of_year and symbol == "Y" and way > 0 else told.day


def duration(m: re.Match[str], now: Anchors) -> Found | None:
    n, (symbol, times, is_clock) = how_many(m, now), unit_of(m, now)
    if n is None or (symbol == "Q" and not _quarters_of_a_year(m, n)):
        return None
    if _title(m, "unit") or follows(m, now, "no_length"):
        return None
    mod = modifier(m, now)
    if group(m, "n") in now.lexicon["one"] and (symbol == "S" or not (mod or _measured(m, now))):
        return None
    found = Found("DURATION", length(n, symbol, times, is_clock), mod)
    if now.published and isinstance(n, float) and not is_clock and _up_to_now(m, now):
        start = shifted(now.published, symbol, -round(n * times))
        found = found._replace(start=start, end=now.published, kind="precise")
    return found


def _gap(m: re.Match[str]) -> str:
    """What stands between a number and its unit."""
    return m["gap"] if "gap" in m.re.groupindex else " "


def _quarters_of_a_year(m: re.Match[str], n: float | str) -> bool:
    """ "three quarters"; not "a quarter of them", nor a "three-quarter" length."""
    return isinstance(n, float) and 1 < n < 5 and _gap(m) != "-"


def _measured(m: re.Match[str], now: Anchors) -> bool:
    """Whether "a day" is a length: "30 a day", "once a week" and "a day when" measure nothing."""
    led = group(m, "long") or word_before(m) in now.lexicon["before"]["length"]
    return bool(led) or follows(m, now, "compared")


def _up_to_now(m: re.Match[str], now: Anchors) -> bool:
    """Whether a length ends at publication: "has lasted for two weeks", "for two weeks now"."""
    if group(m, "up_to_now"):
        return True
    lasting = word_before(m) in now.lexicon["before"]["lasting"]
    return lasting and (follows(m, now, "still") or now.tense() == "perfect")


def _title(m: re.Match[str], name: str) -> bool:
    """Whether the unit is written as in a title that opens with a quotation mark: "60 Minutes"."""
    return m.string[max(0, m.start() - 1) : m.start()] in ("'", '"', "“", "‘", "`") and m[name][0].isupper()


def span(m: re.Match[str], now: Anchors) -> Found | None:
    """The past two days, the next few weeks: a length that ends or begins at publication."""
    n, (symbol, times, is_clock), step = how_many(m, now), unit_of(m, now), step_of(m, now)
    if n is None:
        return None
    found = Found("DURATION", length(n, symbol, times, is_clock), modifier(m, now))
    if not now.published or isinstance(n, str) or not step or group(m, "dir") in now.lexicon["span_from_told"]:
        return found
    if is_clock:
        n, symbol, times = (max(1, n / 24) if symbol == "H" else 0), "D", 1
    away = shifted(now.published, symbol, round(n * times) * step)
    return found._replace(start=min(away, now.published), end=max(away, now.published), kind="imprecise")


def bare(m: re.Match[str], now: Anchors) -> Found | None:
    """For weeks, days of fighting."""
    if word_before(m) not in now.lexicon["before"]["bare"] and not follows(m, now, "bare"):
        return None
    symbol, times, is_clock = unit_of(m, now)
    return None if symbol == "Q" else Found("DURATION", length("X", symbol, times, is_clock))


def bare_long(m: re.Match[str], now: Anchors) -> Found | None:
    """Day-long, months-long, single-day."""
    return Found(
        "DURATION", length("X" if group(m, "plural", "plural2") else 1.0, *unit_of(m, now, "unit", "unit2", "unit3"))
    )


def half(m: re.Match[str], now: Anchors) -> Found | None:
    symbol, times, is_clock = unit_of(m, now)
    value = HALVES.get((symbol, times)) if is_clock or symbol != "M" else None
    return Found("DURATION", value or length(0.5, symbol, times, is_clock), modifier(m, now))


def every(m: re.Match[str], now: Anchors) -> Found | None:
    """Every Friday, each morning, every two days."""
    quant = now.lexicon["quants"].get(group(m, "quant") or "", "EVERY")
    if group(m, "day"):
        code = f"XXXX-WXX-{weekday_number(m, now) + 1}"
        part = group(m, "part")
        return Found("SET", code + (f"T{now.lexicon['parts'][part]}" if part else ""), quant=quant)
    if part := group(m, "part2"):
        return Found("SET", f"XXXX-XX-XXT{now.lexicon['parts'][part]}", quant=quant)
    n = how_many(m, now) if group(m, "n") else 2.0 if group(m, "other") else 1.0
    return None if n is None else Found("SET", length(n, *unit_of(m, now)), modifier(m, now), quant=quant)


def days_of_week(m: re.Match[str], now: Anchors) -> Found | None:
    """On Fridays, Tuesday nights."""
    part = group(m, "part")
    code = f"T{now.lexicon['parts'][part]}" if part else ""
    return Found("SET", f"XXXX-WXX-{weekday_number(m, now) + 1}{code}")


def often(m: re.Match[str], now: Anchors) -> Found | None:
    """Twice a week, three times a day: the period is the value, how often is the freq."""
    words = group(m, "times")
    times = now.lexicon["times"].get(words) if words in now.lexicon["times"] else how_many(m, now)
    if times is None:
        return None
    number = times if isinstance(times, str) else f"{times:g}"
    if word := group(m, "word"):
        return Found("SET", now.lexicon["words"][word][1], freq=f"{number}X")
    return Found("SET", length(1.0, *unit_of(m, now)), modifier(m, now), freq=f"{number}X")


def word(m: re.Match[str], now: Anchors) -> Found | None:
    words = group(m, "word") or ""
    kind, value = now.lexicon["words"][words]
    unless = now.lexicon["words_unless"].get(words)
    if unless and re.compile(unless).match(m.string, m.end()):
        return None
    titled = m[0][0].isupper() and re.match(r"\s+[A-Z]", m.string[m.end() : m.end() + 5])
    if (titled or any(w[0].isupper() for w in m[0].split()[1:])) and (kind == "SET" or value == "FUTURE_REF"):
        return None  # in a title or a newspaper's name
    if value == "PRESENT_REF" and now.published:
        return Found(kind, value, None, now.published, now.published)
    return Found(kind, value, quant="EVERY" if kind == "SET" else None)


LENGTHS: dict[str, Resolver] = {
    "bare": bare,
    "bare_long": bare_long,
    "days_of_week": days_of_week,
    "distance": distance,
    "duration": duration,
    "every": every,
    "half": half,
    "often": often,
    "span": span,
    "word": word,
}
