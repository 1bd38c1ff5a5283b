"""A table in the shape of UCDP's Georeferenced Event Dataset: a row for each incident of armed force with a death.

Columns and their order as in UCDP GED; two of our own, at the end, hold what it has no column for. It is not UCDP data,
and its ids say so. Columns that nothing here could fill honestly (`type_of_violence`, ids of conflicts ...) are there
and empty. docs/exports.md says each column's rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rashomon.model import Toll
from rashomon.sharing.as_csv import cell, parts
from rashomon.sharing.event_rows import (
    Deaths,
    Event,
    country_name,
    days,
    deaths,
    events,
    joined,
    notes,
    point,
    reviewed,
    sides,
    status,
    tags,
)
from rashomon.sharing.records import Held, HeldBack, Shared
from rashomon.world.kinds import kind_of

COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id"),
    *("conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a"),
    *("side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office"),
    *("source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description"),
    *("adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region"),
    *("event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians"),
    *("deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"),
    *("rashomon_notes", "rashomon_tags"),
)
NEVER_FILLED = frozenset(
    {"active_year", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id"}
    | {"dyad_new_id", "side_a_dset_id", "side_a_new_id", "side_b_dset_id", "side_b_new_id", "priogrid_gid"}
    | {"country_id", "region", "event_clarity", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"}
    | {"gwnoa", "gwnob"}
)
WHERE_PRECISION = {"exact": 1, "locality": 1, "vicinity": 2, "admin2": 3, "admin1": 4, "country": 6}
DATE_PRECISION = ((1, 1), (6, 2), (7, 3), (31, 4))
"""Days at most, and UCDP's date precision: the day, two to six days, a week, a month; 5 is longer."""


def ucdp(shared: Shared) -> str:
    """The incidents as CSV with a header row: of kinds that UCDP counts, with at least one death that is affirmed."""
    return "".join(ucdp_in_parts([shared]))


def ucdp_in_parts(some: Iterable[Shared], _held: Held = HeldBack) -> Iterator[str]:
    """The same, part by part."""
    return parts(COLUMNS, ([row.get(name) for name in COLUMNS] for shared in some for row in _rows(shared)))


def _rows(shared: Shared) -> Iterator[Mapping[str, object]]:
    return (
        _row(event, killed, shared)
        for event in events(shared)
        if any(kind_of(shared.kinds, c.kind).ucdp for c in event.affirmed)
        and _somebody(event)
        and (killed := deaths(event))
    )


def _somebody(event: Event) -> bool:
    """Whether an account has at least one killed: 0 and "at most" are not that."""
    answers = [p for m in event.matters if m.kind == "death_toll" for p in m.positions if p.polarity == "affirmed"]
    return any(isinstance(p.answer, Toll) and p.answer.low for p in answers)


def _row(event: Event, killed: Deaths, shared: Shared) -> Mapping[str, object]:
    lead = event.lead
    start, end = lead.date or (None, None)
    day, span, at = start or end, days(lead), point(lead)
    a, b = sides(event, shared)
    made = killed.figure
    longitude, latitude = (cell(at[1]), cell(at[0])) if at else ("", "")
    return {
        "id": event.id,
        "relid": event.id,
        "year": int(day[:4]) if day else None,
        "code_status": f"{status(event)}; {reviewed(event)}",
        "dyad_name": f"{a} - {b}" if a and b else None,
        "side_a": a,
        "side_b": b,
        "number_of_sources": max(
            len({c.report_id for c in event.claims if c.report_id}),
            *(p.reports for m in event.matters for p in m.positions),
        ),
        "source_article": joined([_article(c.outlet, c.published, c.report_title) for c in event.claims]),
        "source_office": joined([c.outlet for c in event.claims]),
        "source_date": joined([c.published for c in event.claims]),
        "source_headline": joined([c.report_title for c in event.claims]),
        "source_original": joined([c.speaker for c in event.claims]),
        "where_prec": WHERE_PRECISION.get(lead.precision),
        "where_coordinates": lead.place,
        "where_description": lead.place,
        "adm_1": lead.admin1,
        "adm_2": lead.place if lead.precision == "admin2" else None,
        "latitude": at[0] if at else None,
        "longitude": at[1] if at else None,
        "geom_wkt": f"POINT ({longitude} {latitude})" if at else None,
        "country": country_name(lead.country),
        "date_prec": None if span is None else next((p for most, p in DATE_PRECISION if span <= most), 5),
        "date_start": start,
        "date_end": end,
        "best": made.low if made and made.low is not None and made.low == made.high else None,
        "high": killed.high,
        "low": killed.low,
        "rashomon_notes": notes(event),
        "rashomon_tags": tags(event, shared.profile),
    }


def _article(outlet: str | None, published: str | None, title: str | None) -> str | None:
    """A source as UCDP cites one: who published it, when, under which headline."""
    return ", ".join(x for x in (outlet, published, f"“{title}”" if title else None) if x) or None


FORMATS = {"ucdp.csv": ucdp}
IN_PARTS = {"ucdp.csv": ucdp_in_parts}
