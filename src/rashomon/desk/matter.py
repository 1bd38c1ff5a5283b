"""One matter: who says what, side by side, in which words, from which origins, and what people ruled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from starlette.responses import RedirectResponse, Response

from rashomon.desk.beside import panel, rulings_only
from rashomon.desk.language import _
from rashomon.desk.people import people
from rashomon.desk.request import NotHere, Turn, camp_label, page
from rashomon.desk.view_models import MOST_BARS, Words, called_ranges, columns, draw_ranges, full, words_of
from rashomon.ledger.core import queries
from rashomon.ledger.read import detail, history, pair_proposals
from rashomon.model import Toll


def one(turn: Turn) -> Response:
    name = turn.request.path_params["id"]
    looked = detail.look_at_matter(turn.ledger, name)
    if looked is None or looked.matter is None:
        if queries.is_retired(turn.ledger, name):
            raise NotHere(_("Nothing of what {} stood for is claimed any more.").format(name))
        raise NotHere(_("No matter is called {}.").format(name))
    m = looked.matter
    if m.id != name:
        return RedirectResponse(f"/matters/{m.id}", 303)
    claims = {c for p in m.positions for c in p.claims}
    shared = full(turn.world, [m], looked.read, claims, looked.reviews)
    words = words_of(shared, looked.read, turn.world)
    became = history.became(turn.ledger, m.id) if turn.asked("history") else None
    gazetteer = next((w.row.place_gazetteer for w in words.values() if w.row.place_name == m.place), None)
    figures = [
        (camp_label(turn.world, p.camp), p.speakers, p.answer)
        for p in m.positions if isinstance(p.answer, Toll) and p.polarity == "affirmed"
    ]  # fmt: skip
    return page(
        turn,
        "matter.html",
        m=m,
        told=shared.matters[0],
        columns=columns(shared, words),
        ranges=draw_ranges(called_ranges(figures)),
        undrawn=max(0, len(figures) - MOST_BARS),
        place_page=gazetteer,
        claims=sorted(claims),
        words=words,
        near=pair_proposals.near(turn.ledger, m.id),
        people=people(turn, _names(words.values()), ("".join(p.text for p in w.row.context) for w in words.values())),
        together=became,
        decisions=rulings_only(looked.decisions),
        panel=panel(turn, m.id, {*claims, m.incident}),
        signed=m.signed_off,
    )  # fmt: skip


def _names(words: Iterable[Words]) -> Iterator[str | None]:
    for w in words:
        yield from (w.row.speaker, w.row.target, *(w.row.actors or "").split("; "), *(w.row.holders or "").split("; "))
