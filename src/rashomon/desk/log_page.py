"""The log of what came in: what became of each input, what was guessed, what was left out, what is doubtful."""

from __future__ import annotations

from starlette.responses import Response

from rashomon.desk.request import Turn, back_to, page
from rashomon.ledger.read import intake_log
from rashomon.ledger.write import following

PER_PAGE = 50


def log(turn: Turn) -> Response:
    """The inputs, the newest first; with `doubts` those of which something is doubtful."""
    doubts, before = turn.asked("doubts") == "1", turn.asked("before")
    found = intake_log.inputs(
        turn.ledger,
        doubts=doubts,
        before=int(before) if before.isdecimal() and len(before) < 18 else None,
        limit=PER_PAGE + 1,
    )
    return page(
        turn,
        "log.html",
        inputs=found[:PER_PAGE],
        older=found[PER_PAGE - 1].last if len(found) > PER_PAGE else None,
        doubts=doubts,
        doubtful=intake_log.doubtful(turn.ledger),
        words=intake_log,
    )


def put_away(turn: Turn) -> Response:
    """Alerts that somebody has seen."""
    upto = turn.form.get("upto", "")
    following.put_away(turn.ledger, int(upto) if upto.isdecimal() and len(upto) < 18 else 0)
    return back_to("/")
