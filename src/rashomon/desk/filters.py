"""The address is the view: a query string as what is wanted, the same in an English sentence, and links that change it.

Pure. What is no value of a field is left out rather than refused: an address that somebody typed still shows a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args
from urllib.parse import urlencode

from rashomon.desk.words import _, ngettext
from rashomon.ledger import Wanted
from rashomon.ledger.facets import REVIEWS, SORTS, Sort
from rashomon.model import Status

PER_PAGE = 50
LONGEST = 200
"""Characters of a value, and values of a field: more is no filter that a person made."""


EVERYTHING = Wanted()


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
        ),
        sort if sort in SORTS else "status",
        min(int(page), 1_000_000) if page.isdecimal() and int(page[:9]) > 0 else 1,
    )


def address(path: str, view: View, **more: str) -> str:
    """A path with the query string of a view."""
    w = view.wanted
    pairs = [(name, v) for name in ("status", "kind", "place", "camp", "review") for v in getattr(w, name)]
    pairs += [("q", w.words)] if w.words else []
    pairs += [("since", w.since)] if w.since else []
    pairs += [("sort", view.sort)] if view.sort != "status" else []
    pairs += [("page", str(view.page))] if view.page > 1 else []
    pairs += list(more.items())
    return f"{path}?{urlencode(pairs)}" if pairs else path


def toggled(view: View, name: str, value: str) -> View:
    """The view with a value of a facet put in, or taken out where it is in."""
    given = getattr(view.wanted, name)
    kept = tuple(v for v in given if v.casefold() != value.casefold())
    fields: dict[str, Any] = {name: kept if len(kept) < len(given) else (*given, value)}
    return View(replace(view.wanted, **fields), view.sort)


def is_chosen(view: View, name: str, value: str) -> bool:
    return value.casefold() in {v.casefold() for v in getattr(view.wanted, name)}


def without(view: View, name: str) -> View:
    """The view without the words, or without the day since when."""
    fields: dict[str, Any] = {"words": ""} if name == "words" else {"since": None}
    return View(replace(view.wanted, **fields), view.sort)


def sentence(total: int, wanted: Wanted, say: Mapping[str, Callable[[str], str]]) -> str:
    """The list in a sentence. `say` has for a field how its values are called."""
    parts = []
    for name, words in (
        ("status", _("whose status is {}")),
        ("kind", _("about {}")),
        ("place", _("in {}")),
        ("camp", _("on which {} takes a position")),
        ("review", _("that are {}")),
    ):
        values = [say.get(name, str)(v) for v in getattr(wanted, name)]
        if values:
            parts.append(words.format(listed(values, _(" or "))))
    if wanted.words:
        parts.append(_("with the words “{}”").format(wanted.words))
    if wanted.since:
        parts.append(_("new or changed since {}").format(wanted.since[:10]))
    head = ngettext("{n} matter", "{n} matters", total).format(n=f"{total:,}")
    return f"{head} {listed(parts, _(' and '))}".strip() if parts else head


def listed(words: Sequence[str], last: str) -> str:
    """
    >>> listed(["a", "b", "c"], " or ")
    'a, b or c'
    """
    return last.join([_(", ").join(words[:-1]), words[-1]] if len(words) > 1 else words)
