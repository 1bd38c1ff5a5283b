"""The map and the timeline of the matters that a filter leaves: circles of how far a place may lie, bars of days."""

from __future__ import annotations

from starlette.responses import Response

from rashomon import ledger as book
from rashomon.desk.around import bar
from rashomon.desk.filters import sentence
from rashomon.desk.lists import facet_names, sayings
from rashomon.desk.turn import Turn, page
from rashomon.pages import drawing
from rashomon.sharing.profile import STATUS_ORDER

LISTED = 60
"""Matters that are drawn: those at the top of the list. More on one map could not be told apart."""


def plot(turn: Turn) -> Response:
    view = turn.view
    total, rows = book.listed(turn.ledger, view.wanted, sort=view.sort, limit=LISTED)
    rank = {s: i for i, s in enumerate(STATUS_ORDER)}
    pins, far = drawing.near(
        drawing.pins(
            (
                (m.place or "", m.lat, m.lon, m.radius_km, m.precision, m.status, n)  # type: ignore[misc]
                for n, m in enumerate(rows, start=1)
                if m.lat is not None and m.lon is not None and m.precision not in ("country", "unresolved")
            ),
            rank,
        )
    )
    drawn = {n for p in pins for n in p.numbers}
    return page(
        turn,
        "map.html",
        view=view,
        total=total,
        rows=rows,
        sentence=sentence(total, view.wanted, sayings(turn)),
        facets=book.facets(turn.ledger, view.wanted),
        facet_names=facet_names(),
        sayings=sayings(turn),
        map=drawing.draw_map(pins),
        timeline=drawing.draw_timeline([bar(n, m) for n, m in enumerate(rows, start=1)]),
        drawn=drawn,
        far=far,
    )
