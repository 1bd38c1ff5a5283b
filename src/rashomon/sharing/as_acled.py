"""A table in the shape of ACLED's, for tools that read one: a row for each incident that ACLED has a type for.

Columns and their order as in ACLED's own files since March 2023. It is not ACLED data, and its ids say so. Columns that
nothing here could fill honestly (`interaction`, `region` ...) are there and empty. docs/exports.md has each rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rashomon.sharing.as_csv import parts
from rashomon.sharing.event_rows import (
    Event,
    commonest,
    countries,
    country_name,
    days,
    deaths,
    events,
    joined,
    notes,
    point,
    sides,
    tags,
)
from rashomon.sharing.records import Held, HeldBack, Shared, SharedMatter
from rashomon.world.kinds import Kind

COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
NEVER_FILLED = frozenset(
    {"assoc_actor_1", "assoc_actor_2", "interaction", "region", "admin3", "source_scale", "timestamp"}
)
WEEK = 7
GEO_PRECISION = {"exact": 1, "vicinity": 2, "locality": 1, "admin2": 2, "admin1": 3}
NARROW_KM = 5.0
"""Up to which radius a point is a place of ACLED's precision 1: a city that reaches further is "part of a region"."""
CIVILIANS, PROTESTERS, RIOTERS = "Civilians", "Protesters", "Rioters"
"""Those of ACLED's kinds of actors that its event types tell: https://acleddata.com/acled-codebook (2024)."""
BY_TYPE: Mapping[str, tuple[str | None, str | None]] = {
    "Violence against civilians": (None, CIVILIANS),
    "Protests": (PROTESTERS, None),
    "Riots": (RIOTERS, None),
}
"""The kinds of actor 1 and actor 2 of an event type, as far as the type itself says them."""
DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
"""ACLED's disorder type for an event type, but for two of its sub-event types."""
DISORDER_OF_SUB_EVENT = {
    "Mob violence": "Political violence",
    "Excessive force against protesters": "Political violence; Demonstrations",
}


def acled(shared: Shared) -> str:
    """The incidents as CSV with a header row; those of which no claim that affirms has an ACLED type have no row."""
    return "".join(acled_in_parts([shared]))


def acled_in_parts(some: Iterable[Shared], _held: Held = HeldBack) -> Iterator[str]:
    """The same, part by part."""
    return parts(COLUMNS, ([row.get(name) for name in COLUMNS] for shared in some for row in _rows(shared)))


def _rows(shared: Shared) -> Iterator[Mapping[str, object]]:
    types = event_types(shared.kinds)
    return (_row(e, shared, types) for e in events(shared) if any(c.acled for c in e.affirmed))


def event_types(kinds: Mapping[str, Kind]) -> Mapping[str, str]:
    """ACLED sub-event type to event type, as the kinds have them."""
    return {rule.code: rule.group or "" for kind in kinds.values() for rule in kind.acled if rule.code}


def _row(event: Event, shared: Shared, types: Mapping[str, str]) -> Mapping[str, object]:
    lead = event.lead
    sub_event = commonest(c.acled for c in event.affirmed)[0]
    kind = types.get(sub_event, "")
    start, end = lead.date or (None, None)
    day, span = start or end, days(lead)
    at = point(lead)
    actor, target = sides(event, shared)
    killed = deaths(event)
    first, second = BY_TYPE.get(kind, (None, None))
    inter1, inter2 = None if actor else first, None if target else second
    country = country_name(lead.country)
    return {
        "event_id_cnty": event.id,
        "event_date": day,
        "year": int(day[:4]) if day else None,
        "time_precision": None if day is None else 3 if span is None else 1 if span == 1 else 2 if span <= WEEK else 3,
        "disorder_type": DISORDER_OF_SUB_EVENT.get(sub_event) or DISORDER.get(kind),
        "event_type": kind,
        "sub_event_type": sub_event,
        "actor1": actor or _people(inter1, country),
        "inter1": inter1,
        "actor2": target or _people(inter2, country),
        "inter2": inter2,
        "civilian_targeting": "Civilian targeting" if kind == "Violence against civilians" else None,
        "iso": known.number if (known := countries().get(lead.country or "")) else None,
        "country": country,
        "admin1": lead.admin1,
        "admin2": lead.place if lead.precision == "admin2" else None,
        "location": lead.place,
        "latitude": at[0] if at else None,
        "longitude": at[1] if at else None,
        "geo_precision": _precision(lead) if at else None,
        "source": joined([c.outlet for c in event.claims]),
        "notes": notes(event),
        "fatalities": killed.figure.low if killed and killed.figure else None,
        "tags": tags(event, shared.profile),
    }


def _people(kind: str | None, country: str | None) -> str | None:
    """As ACLED calls people of no group: "Civilians (Syria)"."""
    return f"{kind} ({country})" if kind and country else kind


def _precision(lead: SharedMatter) -> int | None:
    code = GEO_PRECISION.get(lead.precision)
    return 2 if code == 1 and (lead.radius_km or 0.0) > NARROW_KM else code


FORMATS = {"acled.csv": acled}
IN_PARTS = {"acled.csv": acled_in_parts}
