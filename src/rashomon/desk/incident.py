"""One incident: the accounts of it side by side, how they changed, and its questions."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from rashomon.desk.beside import panel
from rashomon.desk.language import _, mark
from rashomon.desk.request import NotHere, Turn, camp_label, page
from rashomon.desk.view_models import accounts, draw_ranges, full, words_of
from rashomon.ledger.core import queries
from rashomon.ledger.read import detail, facets, incident_index
from rashomon.ledger.read.beside_index import beside
from rashomon.matters import incident_timeline
from rashomon.matters.incident_rows import reports_of, row

TURNED_BY = 60
"""Reports of an incident up to which the days that turned its status are worked out: with more a page would wait."""
HOW = {
    "first": mark("says so first"),
    "later": mark("says"),
    "changed": mark("says now"),
}


def one(turn: Turn) -> Response:
    name = turn.request.path_params["id"]
    found = detail.look_at_incident(turn.ledger, name)
    if found is None:
        if queries.is_retired(turn.ledger, name):
            raise NotHere(_("Nothing of what {} stood for is claimed any more.").format(name))
        raise NotHere(_("No incident is called {}.").format(name))
    every, looked = found
    matters = [m for m in every if not m.set_aside] or every
    if matters[0].incident != name:
        return RedirectResponse(f"/incidents/{matters[0].incident}", 303)
    incident = row(matters, len(reports_of(matters)))
    claims = {c for m in matters for p in m.positions for c in p.claims}
    shared = full(turn.world, matters, looked.read, claims, looked.reviews)
    words = words_of(shared, looked.read, turn.world)
    asked = {m.id: m for m in shared.matters}
    homes = beside(turn.ledger)
    turns = incident_timeline.turns(looked.read, claims, turn.world) if incident.reports <= TURNED_BY else []
    return page(
        turn,
        "incident.html",
        i=incident,
        panel=panel(turn, name, {*claims, *(m.id for m in matters)}),
        gravest=next(q for q in incident.questions if q.status == incident.status),
        columns=accounts([asked[q.id] for q in incident.questions if q.id in asked], words),
        ranges=draw_ranges([(camp_label(turn.world, t.camp), t.killed.low, t.killed.high) for t in incident.tolls]),
        place_page=next((w.row.place_gazetteer for w in words.values() if w.row.place_name == incident.place), None),
        said=incident_timeline.said_in_turn(matters, looked.read),
        turns=turns,
        outlets={report.key: report.outlet or report.id for report, _reading in looked.read},
        how=HOW,
        asked=asked,
        rows=facets.of_claims(turn.ledger, claims),
        home=homes.get(incident.id),
        told_beside=incident_index.some(turn.ledger, {n for n, home in homes.items() if home == incident.id}),
    )
