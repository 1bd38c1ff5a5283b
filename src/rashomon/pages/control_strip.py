"""Who is said to have held a place, as a strip: a lane for each holder, a mark for each claim on the days it names.

Nothing is drawn between two claims: that somebody held a place on Monday and on Friday says nothing of Wednesday. Days
on which accounts name different holders are hatched. Pure: records in, SVG out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from markupsafe import Markup

from rashomon.pages.i18n import _, clean, listed, ngettext
from rashomon.pages.shapes import element
from rashomon.pages.timeline import ticks

WIDTH, LEFT, LANE, TOP = 1000, 300, 38, 30
SHORTEST = 7.0
NEAR = 7
"""Days up to which what a claim names is a time at which two claims can be set against each other."""
MOST_LANES = 8
ROOM = 28
"""Half of what the name of a month takes: nearer to the edge than that it ends there."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim: who is said to have held it, or not; its days; and for whom the account speaks."""

    holder: str
    """As it is shown; empty where it changed hands and nobody says into whose."""
    denied: bool
    start: date | None
    """None: at some time up to `end`."""
    end: date
    by: str

    @property
    def first(self) -> date:
        return self.start or self.end


def contested(marks: Iterable[Mark]) -> list[tuple[date, date]]:
    """The days on which accounts name different holders, or one denies the holder whom another names; merged.

    Claims of more than `NEAR` days are not set against others: in a month a place may change hands. Nor are claims that
    name no holder, and those that affirm and of which only the last day is told. "Has not fallen" by a day is
    set against what is told of the days before it, as many as are near.
    """
    near = [m for m in marks if m.holder and (m.denied or m.start) and (m.end - m.first).days < NEAR]
    # What many accounts say alike is set against the others once.
    said = dict.fromkeys((m.holder, m.denied, _since(m), m.end) for m in near)
    found = []
    for a, b in combinations(said, 2):
        start, end = max(a[2], b[2]), min(a[3], b[3])
        if start <= end and _clash(a[:2], b[:2]):
            found.append((start, end))
    merged: list[tuple[date, date]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1] + timedelta(1):
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged


def _since(m: Mark) -> date:
    return m.start or date.fromordinal(max(1, m.end.toordinal() - NEAR + 1))


def _clash(a: tuple[str, bool], b: tuple[str, bool]) -> bool:
    """Of two holders that are named, or denied."""
    if a[1] and b[1]:
        return False
    return a[0] == b[0] if a[1] or b[1] else a[0] != b[0]


def lanes_of(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    """The claims by holder, whom most claims name first, those that name none last."""
    found: dict[str, list[Mark]] = {}
    for m in marks:
        found.setdefault(m.holder, []).append(m)
    return dict(sorted(found.items(), key=lambda lane: (not lane[0], -len(lane[1]), lane[0])))


def draw_strip(marks: Sequence[Mark], number: int = 1, small: bool = False) -> Markup:
    """The strip; empty markup where there is none. `number` tells one drawing of a page from another; a `small` one
    has no names and no days."""
    if not marks:
        return Markup("")
    every = lanes_of(marks)
    lanes = dict(list(every.items())[:MOST_LANES])
    left, lane, top = (0, 9, 2) if small else (LEFT, LANE, TOP)
    width = 240 if small else WIDTH
    first, last = min(m.first for m in marks), max(m.end for m in marks)
    pad = max(1, round(((last - first).days + 1) * 0.03))
    start = date.fromordinal(max(1, first.toordinal() - pad))
    end = date.fromordinal(min(date.max.toordinal(), last.toordinal() + pad))
    day = (width - left - 12) / ((end - start).days + 1)

    def x(of: date) -> float:
        return left + (of - start).days * day

    height = top + lane * len(lanes) + 4
    hatch = f"hatch-{number}"
    parts = [element("defs", hatching(hatch))]
    if not small:
        for tick, label in ticks(start, end, width - left):
            parts.append(element("path", d=f"M{x(tick):.1f} {top - 6}V{height}", class_="grid"))
            at, anchor = (width - 2, "end") if x(tick) > width - ROOM else (x(tick), "middle")
            parts.append(element("text", label, x=at, y=16, class_="degree", text_anchor=anchor))
    for a, b in contested(m for some in lanes.values() for m in some):
        wide = max(x(b) + day - x(a), SHORTEST)
        parts.append(
            element("rect", x=x(a), y=top, width=wide, height=height - top, fill=f"url(#{hatch})", class_="contested")
        )
    for row, (holder, some) in enumerate(lanes.items()):
        y = top + lane * row
        if not small:
            parts.append(element("path", d=f"M0 {y}H{width}", class_="rule"))
            parts.append(element("text", cut(called(holder), 34), x=4, y=y + 16, class_="row"))
            said = ", ".join(dict.fromkeys(clean(m.by) for m in some))
            parts.append(element("text", cut(f"{_('say')} {said}", 46), x=4, y=y + 31, class_="degree"))
        # Bars that would lie on each other, of accounts that say the same of the same days, are one.
        alike = {(m.denied, m.start is None, m.first, m.end): m for m in some}.values()
        parts += [_drawn(m, x(m.first), x(m.end) + day, y + lane / 2, 3.0 if small else 6.0) for m in alike]
    told = in_words(every)
    style = "strip small" if small else "strip"
    box = f"0 0 {width} {height}"
    return element("svg", element("title", told), *parts, class_=style, viewBox=box, role="img", aria_label=told)


def called(holder: str) -> str:
    return clean(holder) if holder else _("holder not named")


def cut(text: str, most: int) -> str:
    """
    >>> cut("the northern brigades", 12)
    'the norther…'
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _drawn(m: Mark, left: float, right: float, y: float, high: float) -> Markup:
    """A bar for one day or more; one that fades in has no beginning in the words; a frame denies."""
    style = "denied" if m.denied else "held" if m.start else "held open"
    y, high = (y + high * 0.75, high * 0.4) if m.denied else (y - high * 0.35, high * 0.65)
    return element("rect", x=left, y=y - high, width=max(right - left, SHORTEST), height=2 * high, rx=2, class_=style)


def hatching(name: str) -> Markup:
    line = element("path", d="M0 8L8 0", class_="hatch")
    return element("pattern", line, id=name, width=8, height=8, patternUnits="userSpaceOnUse")


def in_words(lanes: dict[str, list[Mark]]) -> str:
    """What the strip shows, as a sentence."""
    said = []
    for holder, some in lanes.items():
        by = listed(list(dict.fromkeys(clean(m.by) for m in some)))
        claims = ngettext("{n} claim", "{n} claims", len(some)).format(n=len(some))
        said.append(f"{called(holder)}{_(': ')}{claims}{_(', ')}{_('say')} {by}")
    return _("; ").join(said)
