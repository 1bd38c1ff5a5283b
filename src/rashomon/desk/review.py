"""One claim a card: in its words, with each field that was read and where, and one key for each ruling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from rashomon import ledger as book
from rashomon.desk import joins
from rashomon.desk.adding import choices
from rashomon.desk.filters import address, sentence
from rashomon.desk.lists import sayings
from rashomon.desk.people import people
from rashomon.desk.shown import full, words_of
from rashomon.desk.turn import Turn, page
from rashomon.ledger.corrections import CHOICES, FIGURES, PLACES, WORDS
from rashomon.ledger.effects import Read
from rashomon.ledger.facets import QUEUES, Queue

CAN_BE_CORRECTED = (*CHOICES, *WORDS, *PLACES, *FIGURES, "date")


def one(turn: Turn) -> Response:
    if (asked := turn.asked("queue")) in joins.QUEUES:
        return joins.one(turn, asked)
    view = turn.view
    queue: Queue = next((q for q in QUEUES if q == turn.asked("queue")), "unreviewed")
    after = turn.asked("after") or None
    wanted_claim = turn.asked("claim")
    queued = book.next_claim(turn.ledger, view.wanted, queue=queue, after=after)
    name = wanted_claim or (queued.claim if queued else None)
    total, _rows = book.listed(turn.ledger, view.wanted, limit=0)
    _by_status, (ruled, claims) = book.standing_of(turn.ledger)
    here = {"queue": queue} if queue != "unreviewed" else {}
    told: dict[str, Any] = {
        "view": view,
        "queue": queue,
        "sentence": sentence(total, view.wanted, sayings(turn)),
        "left": queued.left if queued else 0,
        "ruled": ruled,
        "claims": claims,
        "last": book.last_decisions(turn.ledger),
        "at_queue": lambda q: address("/review", view, **({"queue": q} if q != "unreviewed" else {})),
        "onward": address("/review", replace(view, page=1), **here, **({"after": name} if name else {})),
        "stay": address("/review", replace(view, page=1), **here, **({"claim": name} if name else {})),
        "card": _card(turn, name) if name else None,
    }
    return page(turn, "review.html", **told)


def _card(turn: Turn, name: str) -> dict[str, object] | None:
    """All that is shown of one claim, rejected ones too; None where nothing is called so."""
    found = book.look_at_report(turn.ledger, name.split(".")[0])
    for stored, looked in found:
        out = looked.out.get(name)
        machine = [(stored.report, stored.reading)] if stored.reading else []
        read = machine if out else list(looked.read)
        matters = book.matters_of(turn.ledger, [name])
        words = words_of(full(turn.world, [], read, {name}, looked.reviews), read, turn.world)
        if name in words:
            w = words[name]
            values = {f: _value(w.row, f) for f in CAN_BE_CORRECTED}
            return {
                "id": name,
                "words": w,
                "report": stored.report,
                "matters": matters,
                "out": out,
                "flagged": book.is_flagged(turn.ledger, name),
                "decisions": [(d, said, holds) for d, said, holds in looked.decisions if name in said],
                "values": values,
                "choices": choices(turn.world),
                "people": people(
                    turn,
                    (w.row.speaker, w.row.actor, w.row.target, w.row.holder),
                    [stored.report.text],
                    w.row.speaker if _is_named(read, w.statement) else "",
                ),
            }
    return None


def _is_named(read: Iterable[Read], statement: str) -> bool:
    return any(s.speaker.named for _report, reading in read for s in reading.statements if s.id == statement)


def _value(row: object, field: str) -> str:
    """A field as the form for correcting it shows it, in the form that it takes."""
    if field in FIGURES:
        low, high = getattr(row, f"{field}_min"), getattr(row, f"{field}_max")
        ends = ["" if x is None else f"{x:g}" for x in (low, high)]
        return ends[0] if ends[0] == ends[1] else "-".join(ends)
    if field == "date":
        start, end = getattr(row, "date_start"), getattr(row, "date_end")  # noqa: B009
        return start if start and start == end else f"{start or '..'}/{end or '..'}" if start or end else ""
    name = {"place": "place_name"}.get(field, field)
    value = getattr(row, name, None)
    return "" if value is None else str(value)
