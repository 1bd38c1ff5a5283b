"""What changed since a day: new incidents, statuses that turned, figures that moved, and the reports that came."""

from __future__ import annotations

from starlette.responses import Response

from rashomon.desk.filters import PER_PAGE
from rashomon.desk.request import Turn, page
from rashomon.ledger.read import changes as changed


def since(turn: Turn) -> Response:
    """Since the day that was asked for, else since the last day on which the ledger learned anything."""
    start = turn.view.wanted.since or changed.last_day(turn.ledger)
    found = changed.changes(turn.ledger, start, PER_PAGE + 1) if start else []
    return page(
        turn, "changes.html", since=start[:10], changes=found[:PER_PAGE], more=len(found) > PER_PAGE, most=PER_PAGE
    )
