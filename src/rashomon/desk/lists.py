"""The desk, the list of incidents and the list of matters: filters with counts, and a page of rows.

The desk is the list of incidents with how the case stands above it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from rashomon.desk import views
from rashomon.desk.filters import PER_PAGE, View, sentence
from rashomon.desk.language import _
from rashomon.desk.request import REVIEW_WORDS, Turn, camp_label, kind_label, page
from rashomon.ledger.read import facets, incident_index, intake_log
from rashomon.ledger.write import following
from rashomon.pages.brief import STATUS_WORDS

ALERTS = 10
"""That the desk lists at once."""


def desk(turn: Turn) -> Response:
    """The incidents, under a count of them by status and of the claims that wait for a person."""
    ruled, claims = facets.standing_of(turn.ledger)[1]
    by_status = incident_index.standing_of(turn.ledger)
    alerts, doubts = following.on_desk(turn.ledger, ALERTS), intake_log.doubtful(turn.ledger)
    return _incidents(
        turn, front=True, by_status=by_status, ruled=ruled, claims=claims, alerts=alerts, doubtful=doubts
    )  # fmt: skip


def incidents(turn: Turn) -> Response:
    return _incidents(turn, front=False, by_status={}, ruled=0, claims=0, alerts=[], doubtful=0)


def _incidents(turn: Turn, **told: Any) -> Response:
    view = turn.view
    total, rows = incident_index.listed(
        turn.ledger, view.wanted, sort=view.sort, limit=PER_PAGE, offset=(view.page - 1) * PER_PAGE
    )
    return page(
        turn,
        "incidents.html",
        rows=rows,
        facets=incident_index.facets(turn.ledger, view.wanted),
        **_around(turn, view, total, "incidents"),
        **told,
    )


def matters(turn: Turn) -> Response:
    view = turn.view
    total, rows = facets.listed(
        turn.ledger, view.wanted, sort=view.sort, limit=PER_PAGE, offset=(view.page - 1) * PER_PAGE
    )
    return page(
        turn,
        "matters.html",
        rows=rows,
        facets=facets.facets(turn.ledger, view.wanted),
        **_around(turn, view, total, "matters"),
    )


def _around(turn: Turn, view: View, total: int, listed: str) -> dict[str, Any]:
    """What stands around the rows of either list."""
    return {
        "listed": f"/{listed}",
        "view": view,
        "total": total,
        "sentence": sentence(total, view.wanted, sayings(turn), listed),
        "facet_names": facet_names(),
        "sayings": sayings(turn),
        "shelf": views.shelf(turn),
        "pages": max(1, -(-total // PER_PAGE)),
        "at_page": lambda n: replace(view, page=n),
        "sorted_by": lambda s: replace(view, sort=s, page=1),
        "sorts": {"status": _("status"), "date": _("date"), "changed": _("last change"), "place": _("place")},
    }


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
