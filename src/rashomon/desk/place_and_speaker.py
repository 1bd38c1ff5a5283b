"""A place: what is said of it and who is said to hold it. A speaker: what it claims. No page is of a private person."""

from __future__ import annotations

from starlette.responses import Response

from rashomon import ledger as book
from rashomon.desk import control
from rashomon.desk.language import _
from rashomon.desk.pickers import whereabouts
from rashomon.desk.request import NotHere, Turn, page
from rashomon.ledger.read import detail, facets
from rashomon.ledger.read.facets import Listed
from rashomon.pages import drawing
from rashomon.pages.control_strip import draw_strip
from rashomon.pages.i18n import day_of, shown
from rashomon.reading.persons.name_words import phrase
from rashomon.sharing.speakers import is_public, ruling_on
from rashomon.world.kinds import Kind, kind_of

DRAWN = 40
"""Matters in a small timeline."""
LISTED = 60
"""Matters that are listed, those of the gravest status."""
SAID = 100
"""Claims of a speaker that are listed, the latest."""


def place(turn: Turn) -> Response:
    name = turn.request.path_params["id"]
    told = detail.told_of_place(turn.ledger, name)
    entry = turn.world.places.get(name)
    if not told and entry is None:
        raise NotHere(_("Nothing is claimed of a place of this id, and the gazetteer has none."))
    claims, named = detail.all_of_place(turn.ledger, name)
    number, matters = facets.of_matters(turn.ledger, named, LISTED)
    return page(
        turn,
        "place.html",
        id=name,
        name=next((t.place for t in told if t.place), None) or (entry.name if entry else name),
        entry=entry,
        about=whereabouts(entry, turn.world) if entry else "",
        told=told,
        claims=claims,
        number=number,
        strip=draw_strip(control.marks_of(turn, name)),
        holders=[t for t in told if kind_of(turn.world.kinds, t.kind).asks_holder],
        besieging=[t for t in told if _tells_of_siege(kind_of(turn.world.kinds, t.kind))],
        matters=matters,
        timeline=drawing.draw_timeline([bar(i, m) for i, m in enumerate(matters[:DRAWN], start=1)]),
        is_public=lambda e: e in turn.world.packs.entities and is_public(turn.world.packs.entities[e]),
    )


def _tells_of_siege(kind: Kind) -> bool:
    """It names who shuts a place in, and asks nobody who holds it."""
    return kind.names_holder and not kind.asks_holder


def speaker(turn: Turn) -> Response:
    """Organisations and officials that the packs list. Raises NotHere for everybody else, and says why."""
    name = turn.request.path_params["id"]
    entity = turn.world.packs.entities.get(name)
    if entity is None:
        raise NotHere(
            _(
                "Only organisations and officials that a pack lists have a page. A page of all that a private person"
                " said would be a dossier, and there is none."
            )
        )
    ruled = {p: v for who, v in book.persons(turn.ledger).items() if (p := phrase(who))}
    if not is_public(entity) or ruling_on((entity.name, *entity.aliases), ruled) == "protect":
        raise NotHere(_("This is a private person, or one that somebody ruled to protect: there is no page of them."))
    claims, named = detail.all_told_by(turn.ledger, name)
    number, matters = facets.of_matters(turn.ledger, named, LISTED)
    return page(
        turn,
        "speaker.html",
        entity=entity,
        of=turn.world.packs.entities.get(entity.of or ""),
        told=detail.told_by(turn.ledger, name, SAID),
        claims=claims,
        number=number,
        matters=matters,
    )


def bar(number: int, m: Listed) -> drawing.Bar:
    start, end = (day_of(d) for d in m.date)
    return drawing.Bar(number, shown(m.question), m.status, start, end)  # type: ignore[arg-type]
