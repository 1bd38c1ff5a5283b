"""When may it have happened? Matters counted by day, week, month or year, and drawn as a strip to pick days from. Pure.

A matter whose days all lie in one bar is certain of it; one whose days reach over several counts as possible in each,
and so does one that is open towards the past or what comes, at the day that is known.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Literal

from markupsafe import Markup

from rashomon.desk.language import mark
from rashomon.message import Phrase
from rashomon.pages.i18n import shown
from rashomon.pages.shapes import element
from rashomon.pages.timeline import ticks

MOST_BINS = 130
LEAST_REACH = 45
"""Days around the middle that are always on the axis."""
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 1000, 128, 46, 8, 24, 6

Ranged = tuple[date | None, date | None, int]
"""First day, last day (None is open), matters."""
Step = Literal["day", "week", "month", "year", "decade", "century"]


@dataclass(frozen=True, slots=True)
class Bin:
    first: date
    last: date
    certain: int
    possible: int


@dataclass(frozen=True, slots=True)
class Strip:
    """Bins without gaps; `earlier` and `later` matters lie so far from the rest that an axis for all would hide it."""

    step: Step
    bins: tuple[Bin, ...]
    earlier: int
    later: int


def binned(ranges: Iterable[Ranged]) -> Strip | None:
    """Ranges of days counted; None where there are none."""
    some = [(start or end, end or start, n, bool(start and end)) for start, end, n in ranges]
    closed = [(start, end, n, sure) for start, end, n, sure in some if start and end and start <= end]
    if not closed:
        return None
    low, high = _middle([(end.toordinal(), n) for _start, end, n, _sure in closed])
    kept = [c for c in closed if c[1].toordinal() >= low and c[0].toordinal() <= high]
    first = max(min(start for start, *_ in kept).toordinal(), low)
    last = min(max(end for _s, end, *_ in kept).toordinal(), high)
    step, starts = _starts(first, last)
    certain, change = [0] * len(starts), [0] * (len(starts) + 1)
    for start, end, n, sure in kept:
        i = max(0, bisect_right(starts, start.toordinal()) - 1)
        j = bisect_right(starts, min(end.toordinal(), last)) - 1
        whole = sure and i == j and start.toordinal() >= first and end.toordinal() <= last
        if whole:
            certain[i] += n
        else:
            change[i] += n
            change[j + 1] -= n
    ends = [*(s - 1 for s in starts[1:]), last]
    return Strip(
        step,
        tuple(
            Bin(date.fromordinal(s), date.fromordinal(e), sure, maybe)
            for s, e, sure, maybe in zip(starts, ends, certain, accumulate(change[:-1]), strict=True)
        ),
        sum(n for _s, end, n, _ in closed if end.toordinal() < low),
        sum(n for start, _e, n, _ in closed if start.toordinal() > high),
    )


def _middle(days: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The days around the median within three times the distance that holds four fifths of the matters."""
    median = _quantile(days, 0.5)
    reach = 3 * max(LEAST_REACH, _quantile([(abs(d - median), n) for d, n in days], 0.8))
    return max(date.min.toordinal(), median - reach), min(date.max.toordinal(), median + reach)


def _quantile(weighted: Iterable[tuple[int, int]], share: float) -> int:
    ordered = sorted(weighted)
    total, so_far = sum(n for _, n in ordered), 0
    for value, n in ordered:
        so_far += n
        if so_far >= share * total:
            return value
    return ordered[-1][0]


def _starts(first: int, last: int) -> tuple[Step, list[int]]:
    """The first days of the bins, the finest that are not too many; the very first one is `first`."""
    span = last - first + 1
    if span <= MOST_BINS:
        return "day", list(range(first, last + 1))
    if span <= 7 * MOST_BINS:
        monday = first + (7 - date.fromordinal(first).weekday()) % 7
        return "week", [first] * (monday > first) + list(range(monday, last + 1, 7))
    a, b = date.fromordinal(first), date.fromordinal(last)
    step: Step
    if span <= 30 * MOST_BINS:
        step, at = "month", [date(y, m, 1) for y in range(a.year, b.year + 1) for m in range(1, 13)]
    else:
        step, years = next(
            x for x in (("year", 1), ("decade", 10), ("century", 100)) if b.year - a.year < x[1] * MOST_BINS
        )
        at = [date(y, 1, 1) for y in range(max(1, a.year - a.year % years), b.year + 1) if y % years == 0 or y == 1]
    return step, [first, *(o for d in at if first < (o := d.toordinal()) <= last)]


def draw(strip: Strip, window: tuple[str | None, str | None]) -> Markup:
    """The strip as SVG. What lies outside the window is dimmed. The script reads the axis from its data attributes."""
    first, last = strip.bins[0].first, strip.bins[-1].last
    days = (last - first).days + 1
    room, floor = WIDTH - LEFT - RIGHT, HEIGHT - BOTTOM
    top = max(b.certain + b.possible for b in strip.bins) or 1

    def x(d: date) -> float:
        return LEFT + room * (d - first).days / days

    def high(n: int) -> float:
        return max(1.5, (floor - TOP) * n / top) if n else 0.0

    parts = [element("path", d=f"M{LEFT} {TOP}H{WIDTH - RIGHT}", class_="grid")]
    parts.append(element("text", f"{top:,}", x=LEFT - 6, y=TOP + 4, text_anchor="end", class_="degree"))
    for tick, label in ticks(first, last, room):
        parts.append(element("path", d=f"M{x(tick):.1f} {TOP - 4}V{floor}", class_="grid"))
        middle = min(max(x(tick), LEFT), WIDTH - 40)
        parts.append(element("text", label, x=middle, y=13, class_="degree", text_anchor="middle"))
    for b in strip.bins:
        left, right = x(b.first), x(b.last + timedelta(1)) if b.last < date.max else float(WIDTH - RIGHT)
        wide = max(right - left - (1.0 if right - left > 3 else 0.0), 0.6)
        sure, maybe = high(b.certain), high(b.possible)
        if b.certain:
            parts.append(element("rect", x=left, y=floor - sure, width=wide, height=sure, class_="certain"))
        if b.possible:
            parts.append(element("rect", x=left, y=floor - sure - maybe, width=wide, height=maybe, class_="possible"))
    parts.append(element("path", d=f"M{LEFT} {floor}H{WIDTH - RIGHT}", class_="floor"))
    for start, end in _outside(window, first, last):
        parts.append(element("rect", x=x(start), y=TOP, width=x(end) - x(start), height=floor - TOP, class_="outside"))
    told = {
        "day": mark("Matters by day from {first} to {last}, at most {most} a day"),
        "week": mark("Matters by week from {first} to {last}, at most {most} a week"),
        "month": mark("Matters by month from {first} to {last}, at most {most} a month"),
        "year": mark("Matters by year from {first} to {last}, at most {most} a year"),
        "decade": mark("Matters by decade from {first} to {last}, at most {most} a decade"),
        "century": mark("Matters by century from {first} to {last}, at most {most} a century"),
    }[strip.step]
    said = shown(Phrase(told, first=first.isoformat(), last=last.isoformat(), most=f"{top:,}"))
    return element(
        "svg", element("title", said), *parts, class_="days", viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img",
        aria_label=said, data_first=first.isoformat(), data_days=days, data_left=LEFT, data_room=room,
        data_starts=",".join(str((b.first - first).days) for b in strip.bins),
    )  # fmt: skip


def _outside(window: tuple[str | None, str | None], first: date, last: date) -> list[tuple[date, date]]:
    """The stretches of the axis before and after the window, each up to the day after its last."""
    after = last + timedelta(last < date.max)
    start, end = (date.fromisoformat(d) if d else None for d in window)
    gaps = [(first, min(start, after))] if start and start > first else []
    if end and end < last:
        gaps.append((max(first, end + timedelta(1)), after))
    return gaps
