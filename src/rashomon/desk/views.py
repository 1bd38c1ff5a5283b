"""Filters that somebody gave a name: on the desk with their counts, what is new since you looked, saving, deleting.

What is new stays new until you say that you have seen it: opening a list is not reading it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from starlette.responses import Response

from rashomon.desk.filters import View, address, view_of
from rashomon.desk.language import _
from rashomon.desk.request import Turn, back_to
from rashomon.desk.workers import utc_now
from rashomon.errors import RashomonError
from rashomon.ledger.read import facets, saved_filters


@dataclass(frozen=True, slots=True)
class Shelved:
    """A saved view as the desk shows it. `new` is None for a person who never looked at it."""

    name: str
    address: str
    by: str
    number: int
    new: int | None
    new_address: str
    looked: str | None
    open: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """All saved views, and what can be done with the one that is open."""

    views: tuple[Shelved, ...]
    open: Shelved | None
    query: str
    """What would be saved: the filter of this page, canonical, without its page number."""
    now: str
    """The instant up to which whoever sees this page has seen."""


def shelf(turn: Turn) -> Shelf:
    now = utc_now().isoformat(timespec="seconds")
    here = query_of(turn.view)
    views = tuple(_shelved(turn, saved, here) for saved in saved_filters.saved_views(turn.ledger, turn.by))
    return Shelf(views, next((v for v in views if v.open), None), here, now)


def _shelved(turn: Turn, saved: saved_filters.Saved, here: str) -> Shelved:
    view = replace(view_of(parse_qsl(saved.query)), page=1)
    since = max(filter(None, (saved.looked, view.wanted.since)), default=None)
    fresh = replace(view, wanted=replace(view.wanted, since=since), sort="changed")
    return Shelved(
        saved.name,
        address("/matters", view),
        saved.by,
        facets.how_many(turn.ledger, view.wanted),
        facets.how_many(turn.ledger, fresh.wanted) if saved.looked else None,
        address("/matters", fresh),
        saved.looked,
        query_of(view) == here,
    )


def query_of(view: View) -> str:
    """A view as it is kept: the same filter always gives the same words."""
    return address("", replace(view, page=1)).removeprefix("?")


def change(turn: Turn) -> Response:
    """Saves, deletes, or notes as seen. The form has `do`, `name`, `by`, `next`; and `query` or `at`."""
    form = turn.form
    name = form.get("name", "")
    by = (form.get("by", "").strip() or turn.by)[:200]
    what = form.get("do", "")
    if what == "drop":
        saved_filters.drop_view(turn.ledger, name)
        return back_to(form.get("next", "/"))
    if not by:
        raise RashomonError(
            _("The view"), _("nobody is named as its author"), _("Write your name below “Who decides”.")
        )
    if what == "save":
        query = query_of(view_of(parse_qsl(form.get("query", ""))))
        if not query:
            raise RashomonError(_("The view"), _("it has no filter"), _("Choose one on the left, then save it."))
        saved_filters.save_view(turn.ledger, name, query, by=by, now=utc_now())
    elif what == "look":
        # No later than now: a form must not hide what is yet to come.
        saved_filters.look(
            turn.ledger, name, by=by, at=min(form.get("at", ""), utc_now().isoformat(timespec="seconds"))
        )
    else:
        raise RashomonError(_("The view"), _("this is nothing that can be done with it"))
    return back_to(form.get("next", "/"))
