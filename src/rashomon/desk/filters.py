"""The address is the view: a query string as what is wanted, the same in an English sentence, and links that change it.

Pure. What is no value of a field is left out by `view_of`, for filters that were kept; of an address `wrong_in` says
what is wrong, since a filter that is left out would show everything in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
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


MANY = ("status", "kind", "asks", "place", "camp", "outlet", "review", "tag", "assigned")
"""Fields that take several values."""
NAMES = (*MANY, "q", "since", "from", "to", "at", "bbox", "sort", "page", "beside")
BESIDE = frozenset({"queue", "after", "claim", "excel", "act", "as"})
"""What may stand beside a filter in an address."""
EVERYTHING = Wanted()
INCIDENTS = mark_both("{n} incident", "{n} incidents")


@dataclass(frozen=True, slots=True)
class View:
    """A list as an address asks for it."""

    wanted: Wanted = EVERYTHING
    sort: Sort = "status"
    page: int = 1
    beside: bool = False
    """Whether incidents that are only told beside another are listed, too."""


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
            asks=some("asks"),
            place=some("place"),
            camp=some("camp"),
            outlet=some("outlet"),
            review=some("review", REVIEWS),
            tag=some("tag"),
            assigned=some("assigned"),
            words=first("q"),
            since=since if re.fullmatch(r"\d{4}-\d\d-\d\d(T[\d:+Z-]{1,20})?", since) else None,
            days=(_day(first("from")), _day(first("to"))),
            at=first("at"),
            bbox=_box(first("bbox")),
        ),
        sort if sort in SORTS else "status",
        min(int(page), 1_000_000) if page.isdecimal() and int(page[:9]) > 0 else 1,
        first("beside") == "1",
    )


def wrong_in(query: Sequence[tuple[str, str]], known: Mapping[str, Collection[str]]) -> tuple[str, str, str] | None:
    """What of a query string is no filter: what it is, why, and what is allowed. `known` has values by field."""
    fixed: dict[str, Collection[str]] = {"status": get_args(Status), "review": REVIEWS, "sort": SORTS, **known}
    forms: dict[str, tuple[Callable[[str], object], str]] = {
        "from": (_day, mark("a day as 2016-08-05")),
        "to": (_day, mark("a day as 2016-08-05")),
        "since": (lambda v: _day(v[:10]), mark("a day as 2016-08-05")),
        "bbox": (_box, mark("west, south, east and north in degrees, as 35.5,-1,36.1,0")),
        "page": (lambda v: v.isdecimal() and int(v[:9]) > 0, mark("a number from 1 on")),
        "beside": (lambda v: v == "1", mark("1, or nothing")),
    }
    for name, value in query[:LONGEST]:
        value = value.strip()
        if name not in NAMES and name not in BESIDE:
            return name, Phrase("it is no filter"), Phrase("The filters are {names}.", names=with_and(NAMES))
        if value and name in fixed and value not in fixed[name]:
            allowed = sorted(fixed[name]) if name in known else list(fixed[name])
            why, fix = (
                Phrase("the filter {name} has no such value", name=name),
                Phrase("It takes {values}.", values=with_or(allowed[:40])),
            )
            return value[:80], why, fix
        if value and name in forms and not forms[name][0](value):
            why = Phrase("the filter {name} cannot be read so", name=name)
            return value[:80], why, Phrase("It takes {what}.", what=Phrase(forms[name][1]))
    return None


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
    found = [(name, v) for name in MANY for v in getattr(w, name)]
    some = {"q": w.words, "since": w.since, "from": w.days[0], "to": w.days[1], "at": w.at, "bbox": box_text(w.bbox)}
    found += [(name, value) for name, value in some.items() if value]
    found += [("sort", view.sort)] if view.sort != "status" else []
    found += [("beside", "1")] if view.beside else []
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
    return View(replace(view.wanted, **fields), view.sort, beside=view.beside)


def is_chosen(view: View, name: str, value: str) -> bool:
    return value.casefold() in {v.casefold() for v in getattr(view.wanted, name)}


def without(view: View, *names: str) -> View:
    """The view without some fields of what is wanted, on its first page."""
    fields: dict[str, Any] = {name: getattr(EVERYTHING, name) for name in names}
    return View(replace(view.wanted, **fields), view.sort, beside=view.beside)


def sentence(total: int, wanted: Wanted, say: Mapping[str, Callable[[str], str]], listed: str = "matters") -> Phrase:
    """The list in a sentence. `say` has for a field how its values are called; `listed` is what is in the list."""
    parts: list[str] = []
    for name, words in (
        ("status", mark("whose status is {values}")),
        ("kind", mark("about {values}")),
        ("asks", mark("asking {values}")),
        ("place", mark("in {values}")),
        ("camp", mark("on which {values} takes a position")),
        ("outlet", mark("of which {values} tells")),
        ("review", mark("whose state is {values}")),
        ("tag", mark("bearing the tag {values}")),
        ("assigned", mark("assigned to {values}")),
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
