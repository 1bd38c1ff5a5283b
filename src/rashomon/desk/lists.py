"""The desk and the list of matters: the same list, the first with how the case stands above it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from starlette.responses import Response

from rashomon.desk import views
from rashomon.desk.filters import PER_PAGE, sentence
from rashomon.desk.language import _
from rashomon.desk.request import REVIEW_WORDS, Turn, camp_label, kind_label, page
from rashomon.ledger.read import facets
from rashomon.pages.brief import STATUS_WORDS


def desk(turn: Turn) -> Response:
    """The list, under a count of matters by status and of claims that wait for a person."""
    return _list(turn, front=True)


def matters(turn: Turn) -> Response:
    return _list(turn, front=False)


def _list(turn: Turn, front: bool) -> Response:
    view = turn.view
    total, rows = facets.listed(
        turn.ledger, view.wanted, sort=view.sort, limit=PER_PAGE, offset=(view.page - 1) * PER_PAGE
    )
    by_status, (ruled, claims) = facets.standing_of(turn.ledger)
    return page(
        turn,
        "matters.html",
        front=front,
        view=view,
        total=total,
        rows=rows,
        sentence=sentence(total, view.wanted, sayings(turn)),
        facets=facets.facets(turn.ledger, view.wanted),
        facet_names=facet_names(),
        sayings=sayings(turn),
        shelf=views.shelf(turn),
        by_status=by_status,
        ruled=ruled,
        claims=claims,
        pages=max(1, -(-total // PER_PAGE)),
        at_page=lambda n: replace(view, page=n),
        sorted_by=lambda s: replace(view, sort=s, page=1),
        sorts={"status": _("status"), "date": _("date"), "changed": _("last change"), "place": _("place")},
    )


def facet_names() -> dict[str, str]:
    return {
        "status": _("Status"),
        "kind": _("What"),
        "place": _("Where"),
        "camp": _("Who takes a position"),
        "review": _("Review"),
    }


def sayings(turn: Turn) -> Mapping[str, Callable[[str], str]]:
    """How the values of each facet are called."""
    return {
        "status": lambda s: _(STATUS_WORDS[s][0]).lower() if s in STATUS_WORDS else s,
        "kind": lambda k: kind_label(turn.world, k),
        "place": str,
        "at": lambda p: entry.name if (entry := turn.world.places.get(p)) else p,
        "camp": lambda c: camp_label(turn.world, c),
        "review": lambda r: _(REVIEW_WORDS.get(r, r)),
    }
