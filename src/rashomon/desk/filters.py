"""The address is the view: a query string as what is wanted, the same in an English sentence, and links that change it.

Pure. What is no value of a field is left out rather than refused: an address that somebody typed still shows a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, get_args
from urllib.parse import urlencode

from rashomon.desk.language import mark
from rashomon.ledger.core.bbox import Box
from rashomon.ledger.read.facets import SORTS, Sort, Wanted
from rashomon.ledger.read.ruled_matter import REVIEWS
from rashomon.message import Phrase, with_and, with_or
from rashomon.model import Status
from rashomon.pages.i18n import mark_both

PER_PAGE = 50
LONGEST = 200
"""Characters of a value, and values of a field: more is no filter that a person made."""


EVERYTHING = Wanted()
INCIDENTS = mark_both("{n} incident", "{n} incidents")


@dataclass(frozen=True, slots=True)
class View:
    """A list as an address asks for it."""

    wanted: Wanted = EVERYTHING
    sort: Sort = "status"
    page: int = 1


def view_of(query: Sequence[tuple[str, str]]) -> View:
    """What a query string asks for."""
    told: dict[str, list[str]] = {}
    for name, value in query[:LONGEST]:
        value = re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", " ", value).strip()[:LONGEST]
        if value and value not in told.setdefault(name, []):
            told[name].append(value)

    def first(name: str) -> str:
        return told.get(name, [""])[0]

    def some(name: str, allowed: Sequence[str] | None = None) -> tuple[str, ...]:
        return tuple(v for v in told.get(name, ()) if allowed is None or v in allowed)

    since = first("since")
    sort: Any = first("sort")
    page = first("page")
    return View(
        Wanted(
            status=some("status", get_args(Status)),
            kind=some("kind"),
            place=some("place"),
            camp=some("camp"),
            review=some("review", REVIEWS),
            words=first("q"),
            since=since if re.fullmatch(r"\d{4}-\d\d-\d\d(T[\d:+Z-]{1,20})?", since) else None,
            days=(_day(first("from")), _day(first("to"))),
            at=first("at"),
            bbox=_box(first("bbox")),
        ),
        sort if sort in SORTS else "status",
        min(int(page), 1_000_000) if page.isdecimal() and int(page[:9]) > 0 else 1,
    )


def _day(value: str) -> str | None:
    try:
        return date.fromisoformat(value).isoformat() if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else None
    except ValueError:
        return None


def _box(value: str) -> Box | None:
    """West, south, east, north as `bbox` gives them; four decimals are ten metres."""
    degrees = r"-?[0-9]{1,3}(\.[0-9]{1,20})?"
    if not re.fullmatch(rf"({degrees},){{3}}{degrees}", value):
        return None
    west, south, east, north = (round(float(n), 4) for n in value.split(","))
    there = -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90
    return (west, south, east, north) if there else None


def pairs(view: View) -> list[tuple[str, str]]:
    """What a query string of a view holds."""
    w = view.wanted
    found = [(name, v) for name in ("status", "kind", "place", "camp", "review") for v in getattr(w, name)]
    some = {"q": w.words, "since": w.since, "from": w.days[0], "to": w.days[1], "at": w.at, "bbox": box_text(w.bbox)}
    found += [(name, value) for name, value in some.items() if value]
    found += [("sort", view.sort)] if view.sort != "status" else []
    return found + ([("page", str(view.page))] if view.page > 1 else [])


def box_text(box: Box | None) -> str:
    """
    >>> box_text((35.5, -1.0, 36.1234, 0.0))
    '35.5,-1,36.1234,0'
    """
    return ",".join(f"{n:.4f}".rstrip("0").rstrip(".") for n in box) if box else ""


def address(path: str, view: View, **more: str) -> str:
    """A path with the query string of a view."""
    found = pairs(view) + list(more.items())
    return f"{path}?{urlencode(found)}" if found else path


def toggled(view: View, name: str, value: str) -> View:
    """The view with a value of a facet put in, or taken out where it is in."""
    given = getattr(view.wanted, name)
    kept = tuple(v for v in given if v.casefold() != value.casefold())
    fields: dict[str, Any] = {name: kept if len(kept) < len(given) else (*given, value)}
    return View(replace(view.wanted, **fields), view.sort)


def is_chosen(view: View, name: str, value: str) -> bool:
    return value.casefold() in {v.casefold() for v in getattr(view.wanted, name)}


def without(view: View, *names: str) -> View:
    """The view without some fields of what is wanted, on its first page."""
    fields: dict[str, Any] = {name: getattr(EVERYTHING, name) for name in names}
    return View(replace(view.wanted, **fields), view.sort)


def sentence(total: int, wanted: Wanted, say: Mapping[str, Callable[[str], str]], listed: str = "matters") -> Phrase:
    """The list in a sentence. `say` has for a field how its values are called; `listed` is what is in the list."""
    parts: list[str] = []
    for name, words in (
        ("status", mark("whose status is {values}")),
        ("kind", mark("about {values}")),
        ("place", mark("in {values}")),
        ("camp", mark("on which {values} takes a position")),
        ("review", mark("that are {values}")),
    ):
        values = [say.get(name, str)(v) for v in getattr(wanted, name)]
        if values:
            parts.append(Phrase(words, values=with_or(values)))
    if wanted.words:
        parts.append(Phrase("with the words “{words}”", words=wanted.words))
    if wanted.since:
        parts.append(Phrase("new or changed since {day}", day=wanted.since[:10]))
    start, end = wanted.days
    if start and end:
        parts.append(Phrase("that may have happened between {first} and {last}", first=start, last=end))
    elif start:
        parts.append(Phrase("that may have happened from {day} on", day=start))
    elif end:
        parts.append(Phrase("that may have happened by {day}", day=end))
    if wanted.at:
        parts.append(Phrase("at {place}", place=say.get("at", str)(wanted.at)))
    if wanted.bbox:
        parts.append(Phrase("in a part of the map"))
    if listed == "incidents":
        head = Phrase(*INCIDENTS, total, n=f"{total:,}")
    else:
        head = Phrase("{n} matter", "{n} matters", total, n=f"{total:,}")
    return Phrase("{head} {parts}", head=head, parts=with_and(parts)) if parts else head
