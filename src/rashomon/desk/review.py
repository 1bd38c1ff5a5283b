"""One claim a card: in its words, with each field that was read and where, and one key for each ruling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from rashomon.desk import pair_review
from rashomon.desk.beside import on_rows, panel, rulings_only
from rashomon.desk.filters import View, address, sentence
from rashomon.desk.lists import sayings
from rashomon.desk.manual_claims import choices
from rashomon.desk.people import people
from rashomon.desk.request import Turn, page
from rashomon.desk.view_models import full, words_of
from rashomon.ledger.core import queries
from rashomon.ledger.decide.apply_decisions import Read
from rashomon.ledger.decide.corrections import FIELDS, Told, shown
from rashomon.ledger.read import detail, facets, queues
from rashomon.ledger.read.queues import QUEUES, Queue
from rashomon.reading.rules import reasons

ROWS = 40
"""Claims of a queue that stand in one list."""
LIST = {"as": "list"}


def one(turn: Turn) -> Response:
    if (asked := turn.asked("queue")) in pair_review.QUEUES:
        return pair_review.one(turn, asked)
    view = turn.view
    queue: Queue = next((q for q in QUEUES if q == turn.asked("queue")), "unreviewed")
    if turn.asked("as") == "list":
        return _listed(turn, view, queue)
    after = turn.asked("after") or None
    wanted_claim = turn.asked("claim")
    queued = queues.next_claim(turn.ledger, view.wanted, queue=queue, after=after)
    name = wanted_claim or (queued.claim if queued else None)
    total, _rows = facets.listed(turn.ledger, view.wanted, limit=0)
    _by_status, (ruled, claims) = facets.standing_of(turn.ledger)
    here = {"queue": queue} if queue != "unreviewed" else {}
    told: dict[str, Any] = {
        "view": view,
        "queue": queue,
        "sentence": sentence(total, view.wanted, sayings(turn)),
        "left": queued.left if queued else 0,
        "ruled": ruled,
        "claims": claims,
        "last": detail.last_decisions(turn.ledger),
        "at_queue": lambda q: address("/review", view, **({"queue": q} if q != "unreviewed" else {})),
        "onward": address("/review", replace(view, page=1), **here, **({"after": name} if name else {})),
        "as_list": address("/review", replace(view, page=1), **here, **LIST),
        "stay": address("/review", replace(view, page=1), **here, **({"claim": name} if name else {})),
        "card": _card(turn, name) if name else None,
    }
    return page(turn, "review.html", **told)


def _listed(turn: Turn, view: View, queue: Queue) -> Response:
    """The next claims of the queue as rows, to be ruled on several at once."""
    some = queues.some_claims(turn.ledger, view.wanted, queue=queue, after=turn.asked("after") or None, limit=ROWS)
    total, _rows = facets.listed(turn.ledger, view.wanted, limit=0)
    here = {"queue": queue} if queue != "unreviewed" else {}
    left = some[0].left if some else 0
    return page(
        turn,
        "claims.html",
        view=view,
        queue=queue,
        sentence=sentence(total, view.wanted, sayings(turn)),
        left=left,
        rows=detail.told_in(turn.ledger, [q.claim for q in some]),
        matters={q.claim: q.matter for q in some},
        at_queue=lambda q: address(
            "/review", view, **({"queue": q} if q != "unreviewed" else {}), **({} if q in pair_review.QUEUES else LIST)
        ),
        cards=address("/review", view, **here),
        onward=address("/review", replace(view, page=1), **here, **LIST, after=some[-1].claim) if left > ROWS else None,
        **on_rows(turn),
    )


def _card(turn: Turn, name: str) -> dict[str, object] | None:
    """All that is shown of one claim, rejected ones too; None where nothing is called so."""
    found = detail.look_at_report(turn.ledger, name.split(".")[0])
    for stored, looked in found:
        out = looked.out.get(name)
        machine = [(stored.report, stored.reading)] if stored.reading else []
        read = machine if out else list(looked.read)
        matters = queries.matters_of(turn.ledger, [name])
        words = words_of(full(turn.world, [], read, {name}, looked.reviews), read, turn.world)
        if name in words:
            w = words[name]
            told = _told(read, name)
            return {
                "id": name,
                "words": w,
                "report": stored.report,
                "matters": matters,
                "out": out,
                # A flag is anchored to what a reading says.
                "can_be_flagged": told[0].id.split(".")[1].startswith("s") and name.startswith(told[0].id),
                "flagged": queues.is_flagged(turn.ledger, name),
                "decisions": [(d, said, holds) for d, said, holds in rulings_only(looked.decisions) if name in said],
                "panel": panel(turn, name),
                "values": {f: shown(told, f) for f in FIELDS},
                "why": [said for record in told[:2] if (said := reasons(record, stored.report.text))],
                "choices": choices(turn.world),
                "people": people(
                    turn,
                    (
                        w.row.speaker,
                        w.row.target,
                        *(w.row.actors or "").split("; "),
                        *(w.row.holders or "").split("; "),
                    ),
                    [stored.report.text],
                    w.row.speaker if told[0].speaker.named else "",
                ),
            }
    return None


def _told(read: Iterable[Read], name: str) -> Told:
    """The statement, the claim and the reading that a claim's id stands for. It is there: its words are."""
    return next(
        (s, c, reading) for _report, reading in read for s in reading.statements for c in s.claims if c.id == name
    )
