"""Two matters a card: are they the same? One key for each answer, and a pair that was ruled on does not come back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from starlette.responses import Response

from rashomon.desk.filters import address, sentence
from rashomon.desk.lists import sayings
from rashomon.desk.request import Turn, page
from rashomon.desk.view_models import Answer, columns, full, words_of
from rashomon.ledger.read import detail, facets, pair_proposals
from rashomon.model import Matter
from rashomon.pages.i18n import day_of

QUEUES = ("joins", "unsure")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two matters, in its words."""

    matter: Matter
    answers: tuple[tuple[str, Answer], ...]
    """Each camp's name with an answer of it."""


def one(turn: Turn, queue: str) -> Response:
    view = turn.view
    after = turn.asked("after").split("~")
    pair = pair_proposals.next_pair(
        turn.ledger, view.wanted, after=(after[0], after[1]) if len(after) == 2 else None, unsure=queue == "unsure"
    )
    sides = [s for m in (pair.one, pair.other) if (s := _side(turn, m.id))] if pair else []
    here = f"{pair.one.id}~{pair.other.id}" if pair else ""
    total, _rows = facets.listed(turn.ledger, view.wanted, limit=0)
    told: dict[str, Any] = {
        "view": view,
        "queue": queue,
        "pair": pair if len(sides) == 2 else None,
        "sides": sides,
        "apart": _days_apart(pair) if pair else None,
        "most": pair_proposals.MOST_PAIRS,
        "sentence": sentence(total, view.wanted, sayings(turn)),
        "last": detail.last_decisions(turn.ledger, verbs=("same", "different", "split")),
        "at_queue": lambda q: address("/review", view, **({"queue": q} if q != "unreviewed" else {})),
        "onward": address("/review", replace(view, page=1), queue=queue, **({"after": here} if here else {})),
        "stay": address("/review", replace(view, page=1), queue=queue),
    }
    return page(turn, "joins.html", **told)


def _side(turn: Turn, name: str) -> Side | None:
    looked = detail.look_at_matter(turn.ledger, name)
    if looked is None or looked.matter is None:
        return None
    m = looked.matter
    claims = {c for p in m.positions for c in p.claims}
    shared = full(turn.world, [m], looked.read, claims, looked.reviews)
    told = columns(shared, words_of(shared, looked.read, turn.world))
    return Side(m, tuple((c.label, a) for c in told for a in c.answers))


def _days_apart(pair: pair_proposals.Pair) -> int | None:
    ends = [day_of(m.date[1] or m.date[0]) for m in (pair.one, pair.other)]
    return abs((ends[0] - ends[1]).days) if ends[0] and ends[1] else None
