"""Who is said to hold which place on one day, as a drawing: a letter for each holder, on the places that it is said of.

What was last said of a place some days before is pale, and what accounts differ over is hatched. Pure: records in, SVG
out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from rashomon.pages.control_strip import NEAR, Mark, called, contested, hatching
from rashomon.pages.drawing import Box, land_of, scale_bar, text_box
from rashomon.pages.i18n import _, clean, ngettext
from rashomon.pages.outlines import MAP_HEIGHT, MAP_WIDTH, Pin, view_of
from rashomon.pages.shapes import element

BACK = 30
"""Days for which the last that was said of a place is still shown, as what it is."""
LETTERS = "ABCDEFGH"
OTHER = "…"


@dataclass(frozen=True, slots=True)
class OnDay:
    """What is said of who held a place on a day."""

    said: tuple[Mark, ...]
    """Each holder, and by whom it is said or denied, once."""
    differ: bool
    """Whether accounts differ over that day."""
    before: int
    """0 where it is said of that day; else how many days before it the last claim ends."""


def on_day(marks: Sequence[Mark], day: date) -> OnDay | None:
    """What is said of a day; or, where nothing is, what was last said in the days before. None: nothing."""
    there = [m for m in marks if m.first <= day <= m.end]
    # What names a few days says more of one of them than what names a month.
    there = [m for m in there if (m.end - m.first).days < NEAR] or there
    if there:
        differ = any(a <= day <= b for a, b in contested(marks))
        return OnDay(_once(there), differ, 0)
    earlier = [m for m in marks if timedelta(0) < day - m.end <= timedelta(BACK)]
    if not earlier:
        return None
    last = max(m.end for m in earlier)
    return OnDay(
        _once([m for m in earlier if m.end == last]), any(b == last for _a, b in contested(marks)), (day - last).days
    )


def _once(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    return tuple({(m.holder, m.denied, m.by): m for m in marks}.values())


def lettered(holders: Sequence[str]) -> dict[str, str]:
    """A letter for each of the first holders; the others share a sign."""
    return {h: LETTERS[n] if n < len(LETTERS) else OTHER for n, h in enumerate(holders)}


def letters_of(told: OnDay, letters: Mapping[str, str]) -> str:
    """The letters of those who are said to hold it; who is only denied has a stroke behind it."""
    held = dict.fromkeys(letters.get(m.holder, OTHER) if m.holder else "?" for m in told.said if not m.denied)
    denied = dict.fromkeys(f"{letters.get(m.holder, OTHER)}\u0338" for m in told.said if m.denied and m.holder)
    return "".join([*held, *(d for d in denied if d[0] not in held)])


def draw_control(places: Sequence[tuple[Pin, OnDay]], every: Sequence[Pin], letters: Mapping[str, str]) -> Markup:
    """The map. `every` are the places of all days, so that it stays where it is while the day is moved."""
    if not every:
        return Markup("")
    view = view_of(every)
    land, _named = land_of(view)
    parts = [land, element("defs", hatching("hatch-map"))]
    taken = [Box(0, MAP_HEIGHT - 30, 150, MAP_HEIGHT)]
    marks: list[Markup] = []
    small: list[Markup] = []
    for pin, told in sorted(places, key=lambda p: (p[1].before, not p[1].differ)):
        x, y, text = view.x(pin.lon), view.y(pin.lat), letters_of(told, letters)
        wide = 10.0 + 9 * max(1, len(text.replace("\u0338", "")))
        box = Box(x - wide / 2, y - 11, x + wide / 2, y + 11)
        style = f"holder{' before' if told.before else ''}{' differ' if told.differ else ''}"
        if any(box.hits(t) for t in taken):
            small.append(element("circle", cx=x, cy=y, r=4, class_=style))
            continue
        taken.append(box)
        shape = {"x": box.left, "y": box.top, "width": wide, "height": 22, "rx": 4}
        marks.append(element("rect", class_=style, **shape))
        if told.differ:
            marks.append(element("rect", fill="url(#hatch-map)", **shape))
        marks.append(
            element(
                "text", text, x=x, y=y + 5, text_anchor="middle", class_=f"letter{' before' if told.before else ''}"
            )
        )
    for pin, _told in places:
        x, y = view.x(pin.lon), view.y(pin.lat)
        for sx, sy, anchor in (
            (x, y + 25, "middle"),
            (x, y - 15, "middle"),
            (x + 24, y + 5, "start"),
            (x - 24, y + 5, "end"),
        ):
            box = text_box(sx, sy, pin.label[:24], anchor, 12.5)
            inside = box.left > 2 and box.right < MAP_WIDTH - 2 and box.top > 2 and box.bottom < MAP_HEIGHT - 2
            if inside and not any(box.hits(t) for t in taken):
                taken.append(box)
                marks.append(element("text", pin.label[:24], x=sx, y=sy, text_anchor=anchor, class_="place"))
                break
    told_of = ngettext("Map of {n} place", "Map of {n} places", len(places)).format(n=len(places))
    said = _("; ").join(f"{clean(pin.label)}{_(': ')}{in_words(told)}" for pin, told in places)
    title = f"{told_of}{_('; ') if said else ''}{said}"
    return element(
        "svg", element("title", title), *parts, *small, *marks, scale_bar(view), class_="map control-map",
        viewBox=f"0 0 {MAP_WIDTH} {MAP_HEIGHT}", role="img", aria_label=title,
    )  # fmt: skip


def in_words(told: OnDay) -> str:
    """Who is said to hold it, and who not."""
    return _(", ").join(
        dict.fromkeys(
            _("not {holder}").format(holder=called(m.holder)) if m.denied else called(m.holder) for m in told.said
        )
    )
