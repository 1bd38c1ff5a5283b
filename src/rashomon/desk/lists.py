"""The desk, the list of incidents and the list of matters: filters with counts, and a page of rows.

The desk is the list of incidents with how the case stands above it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import ModuleType
from typing import Any

from starlette.responses import Response

from rashomon.desk import views
from rashomon.desk.beside import on_rows
from rashomon.desk.filters import PER_PAGE, View, sentence
from rashomon.desk.language import _, mark
from rashomon.desk.request import REVIEW_WORDS, Turn, camp_label, kind_label, page
from rashomon.ledger.read import facets, incident_index, intake_log, outlet_facet
from rashomon.ledger.write import following
from rashomon.pages.brief import STATUS_WORDS

ASKED = {
    "death_toll": mark("how many were killed"),
    "responsibility": mark("who did it"),
    "occurrence": mark("whether it happened"),
    "control": mark("who holds it"),
    "other": mark("something else"),
}
ALERTS = 10
"""That the desk lists at once."""


def desk(turn: Turn) -> Response:
    """The incidents, under a count of them by status and of the claims that wait for a person."""
    ruled, claims = facets.standing_of(turn.ledger)[1]
    by_status = incident_index.standing_of(turn.ledger, not turn.view.beside)
    alerts, doubts = following.on_desk(turn.ledger, ALERTS), intake_log.doubtful(turn.ledger)
    told = {"by_status": by_status, "ruled": ruled, "claims": claims, "alerts": alerts, "doubtful": doubts}
    return _list(turn, "incidents", incident_index, front=True, **told)


def incidents(turn: Turn) -> Response:
    told = {"by_status": {}, "ruled": 0, "claims": 0, "alerts": [], "doubtful": 0}
    return _list(turn, "incidents", incident_index, front=False, **told)


def matters(turn: Turn) -> Response:
    return _list(turn, "matters", facets)


def _list(turn: Turn, listed: str, of: ModuleType, **told: Any) -> Response:
    """A page of either list, with the filters around it; `of` finds the rows and counts them."""
    view = turn.view
    fold = {"folded": not view.beside} if listed == "incidents" else {}
    start = (view.page - 1) * PER_PAGE
    total, rows = of.listed(turn.ledger, view.wanted, sort=view.sort, limit=PER_PAGE, offset=start, **fold)
    by_incident = listed == "incidents"
    counted = of.facets(turn.ledger, view.wanted, **fold) | facets.borne_by(
        turn.ledger, view.wanted, by_incident=by_incident
    )
    counted["outlet"] = outlet_facet.outlets(turn.ledger, view.wanted, by_incident, **fold)
    if listed == "matters":
        told["contexts"] = facets.contexts(turn.ledger, view.wanted.words, [row.id for row in rows])
    else:
        told["more"] = of.listed(turn.ledger, view.wanted, limit=0)[0] - total
    return page(
        turn, f"{listed}.html", rows=rows, facets=counted, **_around(turn, view, total, listed), **on_rows(turn), **told
    )


def _around(turn: Turn, view: View, total: int, listed: str) -> dict[str, Any]:
    """What stands around the rows of either list."""
    called = sayings(turn)
    return {
        "listed": f"/{listed}",
        "view": view,
        "total": total,
        "sentence": sentence(total, view.wanted, called, listed),
        "facet_names": facet_names(),
        "sayings": called,
        "shelf": views.shelf(turn),
        "pages": max(1, -(-total // PER_PAGE)),
        "with_beside": replace(view, beside=True, page=1),
        "at_page": lambda n: replace(view, page=n),
        "sorted_by": lambda s: replace(view, sort=s, page=1),
        "sorts": {"status": _("status"), "date": _("date"), "changed": _("last change"), "place": _("place")},
    }


def facet_names() -> dict[str, str]:
    return {
        "status": _("Status"),
        "kind": _("What"),
        "asks": _("What is asked"),
        "place": _("Where"),
        "camp": _("Who takes a position"),
        "review": _("Review"),
        "tag": _("Tag"),
        "assigned": _("Assigned to"),
        "outlet": _("Outlet"),
    }


def sayings(turn: Turn) -> Mapping[str, Callable[[str], str]]:
    """How the values of each facet are called."""
    return {
        "status": lambda s: _(STATUS_WORDS[s][0]).lower() if s in STATUS_WORDS else s,
        "kind": lambda k: kind_label(turn.world, k),
        "asks": lambda k: _(ASKED.get(k, k)),
        "place": str,
        "at": lambda p: entry.name if (entry := turn.world.places.get(p)) else p,
        "camp": lambda c: camp_label(turn.world, c),
        "review": lambda r: _(REVIEW_WORDS.get(r, r)),
        "tag": str,
        "assigned": str,
        "outlet": str,
    }
