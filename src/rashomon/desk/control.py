"""Who is said to have held which place: a strip for a place, and a list of all. Past days, each by who says so."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

from rashomon.desk.filters import PER_PAGE
from rashomon.desk.request import Turn, page, party_label
from rashomon.errors import RashomonError
from rashomon.ledger.read.holders import Holding, holdings
from rashomon.message import Phrase
from rashomon.model import NEUTRAL_CAMPS
from rashomon.pages.control_strip import Mark, called, contested, draw_strip, lanes_of
from rashomon.pages.i18n import day_of

MOST_MARKS = 150
"""Claims that a small strip is drawn of, the latest."""


def marks_of(turn: Turn, place: str) -> list[Mark]:
    """What is said of who held a place."""
    return [m for h in holdings(turn.ledger, _kinds(turn)).get(place, []) if (m := _mark(turn, h))]


def places(turn: Turn) -> Response:
    """All places of which somebody is said to have held them, those with most claims first."""
    asked = turn.asked("page") or "1"
    if not asked.isdecimal() or int(asked[:9]) < 1:
        raise RashomonError(asked, Phrase("it is no number of a page"))
    words, number = turn.asked("q").strip().casefold(), int(asked[:9])
    every = holdings(turn.ledger, _kinds(turn))
    found = sorted(
        ((id_, some[-1].place, some) for id_, some in every.items() if words in some[-1].place.casefold()),
        key=lambda row: (-len(row[2]), row[1], row[0]),
    )
    rows = []
    for n, (id_, name, some) in enumerate(found[(number - 1) * PER_PAGE : number * PER_PAGE], start=1):
        marks = [m for h in some[-MOST_MARKS:] if (m := _mark(turn, h))]
        if marks:
            days = min(m.first for m in marks).isoformat(), max(m.end for m in marks).isoformat()
            holders, strip = list(map(called, lanes_of(marks))), draw_strip(marks, n, small=True)
            rows.append((f"/places/{quote(id_, safe='')}", name, len(some), days, holders, contested(marks), strip))
    return page(
        turn, "control.html", rows=rows, total=len(found), number=number, q=turn.asked("q"),
        pages=max(1, -(-len(found) // PER_PAGE)),
    )  # fmt: skip


def _kinds(turn: Turn) -> frozenset[str]:
    """Kinds that ask who holds a place; a siege does not."""
    return frozenset(name for name, kind in turn.world.kinds.items() if kind.asks_holder)


def _mark(turn: Turn, h: Holding) -> Mark | None:
    start, end = day_of(h.start), day_of(h.end)
    if start and end and start > end:
        return None
    last = end or start
    if last is None:
        return None
    named = h.holder_camp if h.holder_camp and h.holder_camp not in NEUTRAL_CAMPS else None
    holder = party_label(turn.world, named) if named else h.holder or ""
    return Mark(holder, h.denied, start, last, party_label(turn.world, h.camp))
