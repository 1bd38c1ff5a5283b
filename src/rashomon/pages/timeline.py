"""The timeline of a brief: one bar for each matter, as SVG. Pure: records in, markup out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from rashomon.model import Status
from rashomon.pages.i18n import ISOLATE, POP, ngettext, short_day
from rashomon.pages.shapes import element, mark

TIMELINE_WIDTH, ROW, LEFT = 1000, 30, 420


@dataclass(frozen=True, slots=True)
class Bar:
    """One matter on the timeline; `start` None is "some time up to `end`", `end` None is "from `start` on"."""

    number: int
    label: str
    status: Status
    start: date | None
    end: date | None


def draw_timeline(bars: Sequence[Bar]) -> Markup:
    """One row for each matter with a date, in order of time. Empty markup where none has one."""
    dated = [b for b in bars if b.start or b.end]
    if not dated:
        return Markup("")
    days = [d for b in dated for d in (b.start, b.end) if d]
    first, last = min(days), max(days)
    span = max((last - first).days, 6)
    pad = max(1, round(span * 0.06))
    before = pad + (1 if any(b.start is None for b in dated) else 0)
    first = date.fromordinal(max(1, first.toordinal() - before))
    last = date.fromordinal(min(date.max.toordinal(), last.toordinal() + pad))
    width = TIMELINE_WIDTH - LEFT - 16
    day = width / ((last - first).days + 1)

    def x(d: date) -> float:
        return LEFT + (d - first).days * day

    dated.sort(key=lambda b: (b.start or b.end or first, b.end or last, b.number))
    height = 34 + ROW * len(dated) + 6
    parts = [_fade(s) for s in sorted({b.status for b in dated if b.start is None or b.end is None})]
    for tick, label in ticks(first, last, width):
        parts.append(element("path", d=f"M{x(tick):.1f} 26V{height - 6}", class_="grid"))
        parts.append(element("text", label, x=x(tick), y=17, class_="degree", text_anchor="middle"))
    for row, b in enumerate(dated):
        y = 34 + ROW * row + ROW / 2
        left = x(b.start) if b.start else LEFT
        right = x(b.end) + day if b.end else TIMELINE_WIDTH - 16
        style = f"bar {b.status}"
        fill = None
        if b.start is None or b.end is None:
            style, fill = "bar", f"url(#{'from' if b.start is None else 'to'}-{b.status})"
        parts.append(element("path", d=f"M0 {y + ROW / 2:.1f}H{TIMELINE_WIDTH}", class_="rule"))
        parts.append(element("text", str(b.number), x=22, y=y + 4.5, class_="numbers", text_anchor="end"))
        parts.append(mark(b.status, 38.0, y, 5.0))
        parts.append(element("text", _short(b.label, 52), x=52, y=y + 4.5, class_="row"))
        parts.append(
            element("rect", x=left, y=y - 5, width=max(right - left, 5.0), height=10, rx=2, class_=style, fill=fill)
        )
    return element(
        "svg",
        element(
            "title", ngettext("Timeline of {n} matter", "Timeline of {n} matters", len(dated)).format(n=len(dated))
        ),
        *parts,
        class_="timeline",
        viewBox=f"0 0 {TIMELINE_WIDTH} {height}",
        role="img",
        aria_label=ngettext(
            "Timeline of {n} matter from {first} to {last}",
            "Timeline of {n} matters from {first} to {last}",
            len(dated),
        ).format(n=len(dated), first=min(days), last=max(days)),
    )


def _short(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    cut = text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:")
    return cut + POP * (cut.count(ISOLATE) - cut.count(POP)) + " …"


def _fade(status: Status) -> Markup:
    """Two fills for bars with an open end: towards the past, and towards what comes."""
    solid, clear = (
        element("stop", offset=1, class_=f"solid {status}"),
        element("stop", offset=0, class_=f"clear {status}"),
    )
    back = element("stop", offset=1, class_=f"clear {status}")
    front = element("stop", offset=0, class_=f"solid {status}")
    return element(
        "defs",
        element("linearGradient", clear, solid, id=f"from-{status}"),
        element("linearGradient", front, back, id=f"to-{status}"),
    )


def ticks(first: date, last: date, width: float) -> Iterator[tuple[date, str]]:
    """Days, weeks, months or years, as many as have room."""
    room = max(2, int(width / 86))
    days = (last - first).days + 1
    step = next((s for s in (1, 2, 7, 14) if days / s <= room), None) if last < date.max else None
    if step:
        at = first + timedelta(1 if step < 7 else (7 - first.weekday()) % 7)  # weeks begin on Mondays
        for days in range(at.toordinal(), last.toordinal() + 1, step):
            at = date.fromordinal(days)
            yield at, short_day(at, "{day} {month}" if at.year == last.year else "{day} {month} {year}")
        return
    months = next((m for m in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600) if days / (30.4 * m) <= room), 1200)
    at = date(first.year if months < 12 else max(1, first.year - first.year % (months // 12)), 1, 1)
    while at <= last:
        if at >= first:
            yield at, short_day(at, "{month} {year}") if months < 12 else str(at.year)
        total = at.year * 12 + at.month - 1 + months
        if total // 12 > 9999:
            return
        at = date(total // 12, total % 12 + 1, 1)
