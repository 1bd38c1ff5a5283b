"""Notes, tags and who is to see to it, as the pages show them; and the page of one person's work."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from rashomon.desk.downloads import after, csv_file, xlsx_in_parts
from rashomon.desk.request import Turn, made_aside, page
from rashomon.ledger import Decision
from rashomon.ledger.decide.notes import BESIDE
from rashomon.ledger.read import beside_things as things
from rashomon.ledger.read import facets, name_lists
from rashomon.ledger.read.beside_things import Shown, Written
from rashomon.ledger.read.facets import Wanted
from rashomon.reading.persons.name_words import phrases
from rashomon.sharing import notes_table
from rashomon.sharing.as_csv import parts
from rashomon.sharing.as_xlsx import MEDIA_TYPE
from rashomon.sharing.notes_table import COLUMNS
from rashomon.sharing.policy import Onward

MOST = 100
"""Rows of one part of the page of somebody's work."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What is written beside one thing, and what can be chosen from."""

    id: str
    notes: tuple[Written, ...]
    tags: tuple[Written, ...]
    assigned: Written | None
    inside: tuple[tuple[Written, Shown], ...]
    """What is written beside the claims of a matter or a report, or the incident of a matter."""
    all_tags: tuple[str, ...]
    names: tuple[str, ...]


def panel(turn: Turn, name: str, inside: Collection[str] = ()) -> Panel:
    every = things.written(turn.ledger)
    mine = things.by_thing(every).get(name, [])
    other = [w for w in every if w.id in inside]
    shown = things.shown(turn.ledger, other)
    return Panel(
        name,
        tuple(w for w in mine if w.verb == "note"),
        tuple(w for w in mine if w.verb == "tag"),
        next((w for w in mine if w.verb == "assign"), None),
        tuple((w, shown[w.id]) for w in other if w.id in shown),
        **choices(turn, every),
    )


def choices(turn: Turn, every: Sequence[Written] | None = None) -> dict[str, tuple[str, ...]]:
    """The tags and the names that are known, to choose from."""
    every = things.written(turn.ledger) if every is None else every
    names = [turn.by, *(w.value for w in every if w.verb == "assign"), *(w.by for w in every)]
    return {
        "all_tags": tuple(tag for tag, _ in things.tags(every)),
        "names": tuple({_same(n): n for n in reversed(names) if n}.values()),
    }


def rulings_only(
    decisions: Sequence[tuple[Decision, str, bool]],
) -> tuple[tuple[Decision, str, bool], ...]:
    """The decisions about a thing without what stands beside it in words of its own."""
    return tuple(d for d in decisions if d[0].verb not in BESIDE or not d[2])


def on_rows(turn: Turn) -> dict[str, Any]:
    """What the rows of a list bear, and what the bar below them lets choose from."""
    every = things.written(turn.ledger)
    return {"beside": things.by_thing(every), "known": choices(turn, every)}


def mine(turn: Turn) -> Response:
    """What is assigned to somebody (who asks, or `name`), what bears a tag, and that person's notes."""
    every = things.written(turn.ledger)
    name = " ".join(turn.asked("name").split()) or turn.by
    tag = turn.asked("tag").strip()
    assigned = [w for w in reversed(every) if w.verb == "assign" and _same(w.value) == _same(name)]
    on_mine = {w.id for w in assigned if w.id}
    notes = [
        w for w in reversed(every) if w.verb == "note" and (w.id in on_mine or (name and _same(w.by) == _same(name)))
    ]
    tagged = [w for w in reversed(every) if w.verb == "tag" and w.value.casefold() == tag.casefold()]
    parts = {"assigned": assigned[:MOST], "notes": notes[:MOST], "tagged": tagged[:MOST] if tag else []}
    shown: Mapping[str, Shown] = things.shown(turn.ledger, [w for part in parts.values() for w in part])
    counts: dict[str, int] = {}
    for w in every:
        if w.verb == "assign":
            counts[w.value] = counts.get(w.value, 0) + 1
    return page(
        turn,
        "mine.html",
        name=name,
        tag=tag,
        parts=parts,
        shown=shown,
        tags=things.tags(every),
        people=sorted(counts.items(), key=lambda c: c[0].casefold()),
        more={"assigned": len(assigned) > MOST, "notes": len(notes) > MOST, "tagged": len(tagged) > MOST},
        most=MOST,
        **on_rows(turn),
    )


def notes_csv(turn: Turn) -> Response:
    rows, before, _on = _leaving(turn)
    return csv_file(turn, after(before, parts(COLUMNS, rows), ""), "notes.csv")


def notes_xlsx(turn: Turn) -> Response:
    rows, before, on = _leaving(turn)
    told = xlsx_in_parts(turn, "notes", COLUMNS, rows, on)
    return made_aside(turn.desk, after(before, told, b""), MEDIA_TYPE, "notes.xlsx")


def _leaving(turn: Turn) -> tuple[Iterator[list[object]], Iterable[object], Onward]:
    """The rows of a file of all notes, tags and assignments that may leave, and what is gone through before: who is
    private in any report, since whoever writes a note may know of all."""
    ledger, exports, on = turn.ledger, turn.desk.exports, Onward()
    every = things.written(ledger)
    of_claim = {
        w.id: found[0] for w in every if w.what == "claim" and w.id for found in [_matters(turn, w.id)] if found
    }
    incidents = {w.id for w in every if w.what == "incident"}
    some = {w.id for w in every if w.what == "matter"} | {*of_claim.values()}
    if incidents:
        of = facets.incident_of(ledger, facets.fitting(ledger, Wanted()))
        some |= {m for m, incident in of.items() if incident in incidents}
    shared, known, hidden = exports.some(ledger, some), exports.known(ledger), set[tuple[str, ...]]()

    def looked() -> Iterator[None]:
        for names in exports.hidden_in(ledger, [r.key for r in name_lists.reports(ledger)]):
            hidden.update(names)
            yield

    steps = looked() if every else iter(())

    def rows() -> Iterator[list[object]]:
        for _step in steps:  # whatever was asked for first: no row before all names are known
            pass
        yield from notes_table.rows(notes_table.leaving(every, shared, of_claim, known, phrases(hidden)))

    return rows(), steps, on


def _matters(turn: Turn, claim: str) -> list[str]:
    return [m.id for m in facets.of_claims(turn.ledger, [claim], 1)]


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()
