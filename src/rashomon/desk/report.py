"""One report: its text with what was read in it marked, its claims beside it, and decisions that lost their words."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.responses import Response

from rashomon.desk import manual_claims
from rashomon.desk.beside import on_rows, panel, rulings_only
from rashomon.desk.language import _
from rashomon.desk.people import people
from rashomon.desk.request import NotHere, Turn, page, word
from rashomon.desk.view_models import full, pieces, speaker_page, words_of
from rashomon.ledger.core import queries
from rashomon.ledger.read import detail
from rashomon.model import Reading, Span
from rashomon.reading.rules import reasons


def one(turn: Turn) -> Response:
    name = turn.request.path_params["id"]
    found = detail.look_at_report(turn.ledger, name)
    if not found:
        raise NotHere(_("No report has this id."))
    if len(found) > 1:
        return page(turn, "several.html", 300, name=name, reports=[stored for stored, _looked in found])
    stored, looked = found[0]
    reading = looked.read[0][1] if looked.read else None
    marks = list(_marks(reading)) if reading else []
    claims = [c.id for s in reading.statements for c in s.claims] if reading else []
    places = manual_claims.places_in(turn, stored.report.key, stored.report.text)
    marks += [(p.span, "chosen", f"at{n}", "") for n, p in enumerate(places)]
    words = words_of(full(turn.world, [], looked.read, claims, looked.reviews), looked.read, turn.world)
    return page(
        turn,
        "report.html",
        stored=stored,
        report=stored.report,
        reading=reading,
        pieces=pieces(stored.report.text, marks),
        words=words,
        statements=reading.statements if reading else (),
        reasons=reasons,
        speaker_page=lambda speaker: speaker_page(speaker, turn.world),
        matters={c: queries.matters_of(turn.ledger, [c]) for c in claims},
        out=looked.out,
        decisions=rulings_only(looked.decisions),
        panel=panel(turn, stored.report.key, set(claims)),
        numbers={c: n for n, c in enumerate(claims, start=1)},
        **on_rows(turn),
        places=places,
        addition=manual_claims.addition(stored.report.key, places[0], reading) if len(places) == 1 else None,
        choices=manual_claims.choices(turn.world),
        people=people(turn, _names(reading), [stored.report.text]),
        adrift=[(d, said) for d, said, holds in looked.decisions if holds and said.endswith("it is adrift.")],
    )


def _marks(reading: Reading) -> Iterator[tuple[Span, str, str, str]]:
    for n, s in enumerate(reading.statements, start=1):
        about = f"{n}: {s.speaker.name} ({word(s.stance)})"
        for span in s.content:
            yield span, "content", f"s{n}", about
        for span in s.cue:
            yield span, "cue", f"s{n}", ""
        if s.speaker.span:
            yield s.speaker.span, "speaker", "", s.speaker.name
    for p in reading.places:
        yield p.span, "place", "", f"{p.name} ({word(p.precision)})"
    for t in reading.times:
        yield t.span, "time", "", " / ".join(x for x in dict.fromkeys((t.start, t.end)) if x) or t.value
    for c in reading.counts:
        low, high = (f"{x:g}" if x is not None else "?" for x in (c.low, c.high))
        yield (
            c.span,
            "number",
            "",
            " ".join(x for x in (word(c.what), word(c.who), low if low == high else f"{low}–{high}") if x),
        )


def _names(reading: Reading | None) -> Iterator[str | None]:
    for s in reading.statements if reading else ():
        yield s.speaker.name
        for c in s.claims:
            yield from (party.text for party in (c.actor, c.target, *c.actors[1:], *c.holders[1:]) if party)
