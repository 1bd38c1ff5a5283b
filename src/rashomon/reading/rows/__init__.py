"""A row of a database of events, read as one claim by the database: each field is a cell, and points at it.

The text is what `rashomon.intake.event_databases` makes of a row: "column: value", a line each. There is nothing to
parse, so this reader stands beside that of English and gives readings of the same form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from rashomon.dates import find_dates
from rashomon.model import (
    Claim,
    Count,
    Killed,
    Party,
    Place,
    Reading,
    Report,
    Span,
    Speaker,
    Statement,
    When,
    Why,
)  # fmt: skip
from rashomon.reading.grades import graded
from rashomon.reading.how_sure.wording import worded
from rashomon.version import __version__
from rashomon.world import World
from rashomon.world.known_databases import EventDatabase, actor_words, of_media_type
from rashomon.world.known_sides import known_sides

NOBODY = "unknown"


class Cell(NamedTuple):
    text: str
    span: Span


def read(reports: Iterable[Report], world: World) -> Iterator[tuple[Report, Reading]]:
    """Each row with its reading, in order."""
    for report in reports:
        database = of_media_type(report.media_type)
        assert database is not None, "the registry gives nothing else here"
        yield report, reading_of(report, database, world)


def reading_of(report: Report, database: EventDatabase, world: World) -> Reading:
    """The reading of one row. A row of no kind that is known here, or of no day, says nothing."""
    cells = {hit[1]: Cell(hit[2], Span(*hit.span(2))) for hit in re.finditer(r"(?m)^([^:\n]+): (.+)$", report.text)}
    places = tuple(filter(None, [place_of(cells, database, world)]))
    counts = tuple(counts_of(cells, database))
    claim = claim_of(report, cells, database, world, bool(places), counts)
    whole = Span(0, len(report.text))
    speaker = Speaker(database.outlet, None, None, "monitor", "monitor", database.entity, True)
    said = Statement(
        f"{report.key}.s1", "narration", "reports", None, speaker, None, (), (whole,), (claim,) if claim else (),
        why=(Why("speaker", "speaker.row"),),
    )  # fmt: skip
    main = claim.id if claim is not None else None
    killed = Killed(_number(counts[0].low), _number(counts[0].high), (main,)) if main and counts else None
    made = Reading(
        report.id, report.outlet, report.published, report.language, report.sha256, __version__, world.sha256,
        (said,), places, (), counts, main, killed, packs=world.names, names=(),
    )  # fmt: skip
    return graded(worded(made, report.text), world.kinds)


def claim_of(
    report: Report, cells: Mapping[str, Cell], of: EventDatabase, world: World, placed: bool, counts: tuple[Count, ...]
) -> Claim | None:
    kind = cells.get(of.kind)
    days = [find_dates(cells[name].text) for name in (of.start, of.end) if name in cells]
    if kind is None or kind.text not in of.kinds or not days or not all(days):
        return None
    first, last = days[0][0][1].isoformat(), days[-1][0][1].isoformat()
    by, to = (party_of(cells.get(name), world) for name in (of.by, of.to))
    at = {name: cells[column] for name, column in (("kind", of.kind), ("time", of.start), ("counts", of.low))}
    at |= {name: cells[column] for name, column, party in (("actor", of.by, by), ("target", of.to, to)) if party}
    doers = () if by is None else (by,)
    holds = world.kinds[of.kinds[kind.text]].asks_holder
    at |= {"place": next(cells[name] for name in of.place if name in cells)} if placed else {}
    if not counts:
        del at["counts"]
    return Claim(
        id=f"{report.key}.s1.c1",
        kind=of.kinds[kind.text],
        acled=kind.text if of.name == "acled" else None,
        plover=None,
        polarity="affirmed",
        modality="happened",
        actor=by,
        target=to,
        holder=by if holds else None,
        means=None,
        place=0 if placed else None,
        from_place=None,
        to_place=None,
        part=None,
        reason=None,
        time=When(first, last, "precise" if first == last else "imprecise", cells[of.start].span, "text"),
        counts=tuple(range(len(counts))),
        trigger=Span(kind.span.start - len(f"{of.kind}: "), kind.span.end),
        place_from="text" if placed else None,
        actors=doers,
        holders=doers if holds else (),
        why=(Why("made", "made.row"), *(Why(field, f"{field}.row", cell.span) for field, cell in at.items())),
    )


def party_of(cell: Cell | None, world: World) -> Party | None:
    """The side that a name of an actor is of: by the packs, by a state whose forces they are, by a movement.

    "Military Forces of Ruritania (2011-)" are the state's; what stands in brackets says which years or whose territory.
    """
    if cell is None or cell.text.startswith(actor_words().unknown):
        return None
    name = re.sub(r"\s*\([^()]*\)", "", cell.text).strip()
    if name.startswith(actor_words().civilians):
        return Party(cell.text, cell.span, "local", sort="civilians")
    packs = world.packs
    of = next((name.removeprefix(f) for f in actor_words().of_state if name.startswith(f)), None)
    if of is not None:
        iso = next((s.country for s in known_sides() if of in s.names and s.country), "")
        return Party(cell.text, cell.span, packs.sides.of_country.get(iso, NOBODY))
    if (entity := packs.aliases.get(name.casefold())) is not None:
        return Party(cell.text, cell.span, packs.entities[entity].camp, entity)
    camp, *_ = packs.sides.movements.get(name, (NOBODY,))
    return Party(cell.text, cell.span, camp)


def place_of(cells: Mapping[str, Cell], of: EventDatabase, world: World) -> Place | None:
    """Where the row's point is, as exact as the database says that it is."""
    named = next((cells[name] for name in of.place if name in cells), None)
    code = cells.get(of.precise)
    if named is None or code is None or code.text not in of.precision:
        return None
    precision, radius = of.precision[code.text]
    lat, lon = (_degrees(cells.get(name)) for name in (of.lat, of.lon))
    country, admin1 = cells.get(of.country), cells.get(of.admin1)
    iso = next((s.country for s in known_sides() if country is not None and country.text in s.names), None)
    return Place(
        named.span, named.text, named.text, lat, lon, radius if lat is not None else None,
        precision if lat is not None else "unresolved", iso, admin1.text if admin1 else None, None,
        admin1.text if admin1 and admin1 is not named else None,
    )  # fmt: skip


def counts_of(cells: Mapping[str, Cell], of: EventDatabase) -> Iterator[Count]:
    """The dead, as a range; and the civilians among them. Of none, the databases say 0 also where nobody knows."""
    low, high = cells.get(of.low), cells.get(of.high)
    most = _figure(high) if high is not None else None
    if low is None or not most:
        return
    least = _figure(low)
    yield Count(low.span, low.text, "killed", "people", least, most, least == most, None, scope="event")
    civilians = cells.get(of.civilians)
    if civilians is not None and (few := _figure(civilians)):
        yield Count(
            civilians.span, civilians.text, "killed", "civilians", few, few, True, None, part_of=0, scope="event"
        )


def _figure(cell: Cell) -> float | None:
    return float(cell.text) if re.fullmatch(r"\d{1,9}", cell.text) else None


def _degrees(cell: Cell | None) -> float | None:
    return float(cell.text) if cell is not None and re.fullmatch(r"-?\d{1,3}(\.\d{1,20})?", cell.text) else None


def _number(value: float | None) -> int | None:
    return None if value is None else int(value)
