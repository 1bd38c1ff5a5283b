"""What may a person correct in a claim, in which form, and what becomes of the claim? Pure.

Fields bear the names of the columns of the exports, so that what is seen in a table can be corrected by its heading.
A corrected value has no span of its own: it stands where the claim stands, and the decision says whose it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, get_args

from rashomon.errors import RashomonError
from rashomon.message import Phrase, counted, with_commas
from rashomon.model import (
    Claim,
    Count,
    Manner,
    Means,
    Modality,
    Party,
    Place,
    Polarity,
    Reading,
    Reason,
    Span,
    Stance,
    Statement,
    When,
    Why,
    as_json,
)
from rashomon.reading.rules import with_why
from rashomon.world import World
from rashomon.world.kind_files import load_kinds
from rashomon.world.kinds import Kind
from rashomon.world.toponyms import Entry, default_radius, precision_of

Told = tuple[Statement, Claim, Reading]

NOWHERE = Span(0, 0)
"""A place that no words of the report name stands there until a claim takes it."""

CHOICES: Mapping[str, Callable[[], tuple[str, ...]]] = {
    "kind": cache(lambda: tuple(load_kinds())),
    "polarity": lambda: get_args(Polarity),
    "modality": lambda: get_args(Modality),
    "stance": lambda: get_args(Stance),
    "manner": lambda: get_args(Manner),
    "part": lambda: ("whole", "part", ""),
}
"""Fields that take one of a list."""

WORDS = (
    "speaker", "speaker_role", "speaker_camp", "actor", "actor_camp", "target", "target_camp", "target_site", "holder",
    "holder_camp", "weapon", "reason",
)  # fmt: skip
PLACES = ("place", "from_place", "to_place")
FIGURES = ("killed", "injured")
FIELDS = (*CHOICES, *WORDS, *PLACES, *FIGURES, "date")
"""What `correct` and `add` take for a claim; `speaker` to `speaker_camp`, `stance` and `manner` are its statement's."""

NEVER_EMPTY = ("speaker", "speaker_role", "speaker_camp", "actor_camp", "target_camp", "holder_camp")

CODED = (
    "kind",
    "polarity",
    "modality",
    "actor",
    "actor_camp",
    "target",
    "target_camp",
    "holder",
    "holder_camp",
    "weapon",
)
"""Fields from which the codes of ACLED are made: corrected, the claim goes without codes."""

RANGE = re.compile(r"(?P<low>\d+)?(?P<to>\s*(?:-|–|to)\s*)?(?P<high>\d+)?")


def choices(field: str, kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    """The values that a field of CHOICES can take."""
    return tuple(kinds) if field == "kind" else CHOICES[field]()


def check(field: str, value: str, kinds: Mapping[str, Kind]) -> None:
    """Raises RashomonError where there is no such field, or the value is none of its form."""
    if field not in FIELDS:
        raise RashomonError(
            Phrase("field {field}", field=repr(field)),
            Phrase("there is no such field"),
            Phrase("Use one of {values}.", values=with_commas(FIELDS)),
        )
    if field in CHOICES and value not in (allowed := choices(field, kinds)):
        listed = with_commas([a or "'' (unknown)" for a in allowed])
        raise RashomonError(
            _given(field, value), Phrase("it is no value of this field"), Phrase("Use one of {values}.", values=listed)
        )
    if field in FIGURES:
        figure_of(value)
    if field == "date":
        days_of(value)
    if field in NEVER_EMPTY and not value.strip():
        raise RashomonError(
            _given(field, ""), Phrase("it cannot be empty"), Phrase("Use unknown where it is not known.")
        )


def check_camp(field: str, value: str, world: World) -> None:
    """Raises RashomonError where a field of a camp has one that no pack of the ledger knows."""
    camps = {*world.packs.camps, *world.packs.sides.labels}
    if field.endswith("_camp") and value not in camps:
        raise RashomonError(
            _given(field, value),
            Phrase("no pack of this ledger has this camp"),
            Phrase("Use one of {values}.", values=with_commas(sorted(world.packs.camps))),
        )


def _given(field: str, value: str) -> Phrase:
    return Phrase("{field} {value}", field=Phrase(field), value=repr(value))


def figure_of(value: str) -> tuple[int | None, int | None]:
    """A figure as a range: "12", "12-15", "12-" (at least), "-15" (at most); "" is none. RashomonError for others.

    >>> figure_of("12"), figure_of("12-15"), figure_of("12-"), figure_of("-15")
    ((12, 12), (12, 15), (12, None), (None, 15))
    """
    if not value.strip():
        return None, None
    found = RANGE.fullmatch(value.strip())
    low, high = (int(found[n]) if found and found[n] else None for n in ("low", "high"))
    if found is None or (low is None and high is None) or (low is not None and high is not None and low > high):
        raise RashomonError(
            _given("figure", value),
            Phrase("it is no figure or range"),
            Phrase("Write 12, 12-15, 12- (at least) or -15 (at most)."),
        )
    return (low, high) if found["to"] else (low, low)


def days_of(value: str) -> tuple[str | None, str | None]:
    """Days as a range, ISO 8601-2 style: "2026-02-20", "2026-02-20/2026-02-22", "../2026-02-22", "2026-02-20/..".

    >>> days_of("../2026-02-22")
    (None, '2026-02-22')
    """
    ends = value.split("/")
    try:
        days = [None if end == ".." else date.fromisoformat(end).isoformat() for end in ends]
        if len(days) > 2 or days in ([None], [None, None]) or (all(days) and days != sorted(days, key=str)):
            raise ValueError
    except ValueError:
        raise RashomonError(
            _given("date", value),
            Phrase("it is no day or range of days"),
            Phrase("Write 2026-02-20, 2026-02-20/2026-02-22 or ../2026-02-22."),
        ) from None
    return days[0], days[-1]


def corrected(told: Told, field: str, value: str) -> Told:
    """The statement, the claim and the reading with one field as a person says it is. An empty value is unknown."""
    statement, claim, reading = told
    if field in ("stance", "manner"):
        changes: dict[str, Any] = {field: value}
        return replace(statement, **changes), claim, reading
    if field.startswith("speaker"):
        name = {"speaker": "name", "speaker_role": "role", "speaker_camp": "camp"}[field]
        # Another name is another person: what the pack knows of the first does not hold for it.
        of_speaker: dict[str, Any] = {name: value} | ({"entity": None, "named": True} if name == "name" else {})
        return replace(statement, speaker=replace(statement.speaker, **of_speaker)), claim, reading
    if field in CODED:
        claim = replace(claim, acled=None)
    if field in ("kind", "polarity", "modality"):
        return statement, _with(claim, **{field: value}), reading
    if field == "part":
        return statement, replace(claim, part="whole" if value == "whole" else "part" if value else None), reading
    if field == "reason":
        return statement, replace(claim, reason=Reason(value, claim.trigger) if value else None), reading
    if field == "weapon":
        means = Means(claim.means.text if claim.means else value, claim.trigger, value) if value else None
        return statement, replace(claim, means=means), reading
    if field == "date":
        start, end = days_of(value)
        precise: bool = start == end
        time = When(start, end, "precise" if precise else "imprecise", None, "person")
        return statement, replace(claim, time=time), reading
    if field in FIGURES:
        return statement, *_with_figure(claim, reading, field, value)
    if field in PLACES:
        return statement, *_with_place(claim, reading, field, value)
    return statement, _with_party(claim, field, value), reading


WHY = {
    "speaker_role": "role",
    "speaker_camp": "camp",
    "weapon": "means",
    "date": "time",
    "killed": "counts",
    "injured": "counts",
}
"""The fields whose reason (`Why.field`) has another name."""


def with_whom(told: Told, field: str, by: str) -> Told:
    """The same after a correction: who made it stands in place of the rule that the machine went by."""
    statement, claim, reading = told
    mine = Why(WHY.get(field, field), "person", by=by)
    if field in ("stance", "manner") or field.startswith("speaker"):
        return replace(statement, why=with_why(statement.why, mine)), claim, reading
    why = with_why(claim.why, mine)
    if field in ("actor", "target", "holder") and getattr(claim, field) is None:
        why = tuple(w for w in why if w.field != f"{field}_camp")  # of nobody there is no side
    return statement, replace(claim, why=why), reading


def _with(claim: Claim, **changes: Any) -> Claim:
    """`replace` for fields whose names are data."""
    return replace(claim, **changes)


def _with_party(claim: Claim, field: str, value: str) -> Claim:
    role, _, part = field.partition("_")
    before: Party | None = getattr(claim, role)
    if part:
        known = before or Party(value, None, "unknown")
        of_party: dict[str, Any] = {part: value or None}
        return _with_first(claim, role, replace(known, **of_party), getattr(claim, f"{role}s", ())[1:])
    # The side stays until it is corrected too; what the pack knew of another party does not.
    now = Party(value, None, before.camp if before else "unknown", site=before.site if before else None)
    return _with_first(claim, role, now if value else None, ())


def _with_first(claim: Claim, role: str, party: Party | None, others: tuple[Party, ...]) -> Claim:
    """A claim with that party and, of those who act or hold, the others: who names another doer names all of them."""
    all_ = {f"{role}s": () if party is None else (party, *others)} if role != "target" else {}
    return _with(claim, **{role: party}, **all_)


def _with_figure(claim: Claim, reading: Reading, what: str, value: str) -> tuple[Claim, Reading]:
    low, high = figure_of(value)
    mine = [reading.counts[i] for i in claim.counts]
    who = next((c.who for c in mine if c.what == what), None)
    kept = tuple(i for i in claim.counts if reading.counts[i].what != what)
    if low is None and high is None:
        return replace(claim, counts=kept), reading
    count = Count(claim.trigger, value, what, who, low, high, low == high, None)
    with_it = replace(reading, counts=(*reading.counts, count))
    return replace(claim, counts=(*kept, len(reading.counts))), with_it


def _with_place(claim: Claim, reading: Reading, field: str, value: str) -> tuple[Claim, Reading]:
    how = {"place_from": "person" if value else None} if field == "place" else {}
    if not value:
        return _with(claim, **{field: None}, **how), reading
    at = mentioned(reading, value)
    if at is None:
        place = place_from_json(value) if value.startswith("{") else _unlisted(value)
        at, place = len(reading.places), replace(place, span=claim.trigger)
        reading = replace(reading, places=(*reading.places, place))
    return _with(claim, **{field: at}, **how), reading


def mentioned(reading: Reading, name: str) -> int | None:
    """The index of a place that the report mentions, by its name, its words or its gazetteer id."""
    wanted = name.casefold()
    return next(
        (i for i, p in enumerate(reading.places) if wanted in (p.name.casefold(), p.text.casefold(), p.gazetteer)), None
    )


def _unlisted(name: str) -> Place:
    return Place(
        span=NOWHERE, text=name, name=name, lat=None, lon=None, radius_km=None, precision="unresolved", country=None,
        admin1=None, gazetteer=None, within=None,
    )  # fmt: skip


def place_from_json(text: str) -> Place:
    data = json.loads(text)
    return Place(**{**data, "span": NOWHERE})


def resolved(name: str, world: World) -> str:
    """A place that a person names, as the value of a decision: what the gazetteer has under that name or id.

    A name that it does not have stays a name, unresolved. One that it has several times is a RashomonError that lists
    them: nobody guesses for a person.
    """
    one = world.places.get(name) if ":" in name else None
    found = (one,) if one else world.places.find(name)
    if len(found) > 1:
        listed = "; ".join(f"{e.id} ({_described(e)})" for e in found[:8])
        raise RashomonError(
            _given("place", name),
            counted("{n} place has this name", "{n} places have this name", len(found)),
            Phrase("Give the id of one: {ids}.", ids=listed),
        )
    return json.dumps(as_json(_place(found[0], world)), ensure_ascii=False) if found else name


def _described(entry: Entry) -> str:
    return ", ".join(filter(None, (entry.feature, entry.within, entry.admin1, entry.country)))


def _place(entry: Entry, world: World) -> Place:
    radius = entry.radius_km or default_radius(entry.feature, entry.population)
    return Place(
        span=NOWHERE, text=entry.name, name=entry.name, lat=entry.lat, lon=entry.lon,
        radius_km=None if entry.lat is None else radius, precision=precision_of(entry), country=entry.country,
        admin1=entry.admin1, gazetteer=world.places.geonames_id(entry) or entry.id, within=entry.within,
    )  # fmt: skip


def shown(told: Told, field: str) -> str:
    """A field of a claim in the form that `correct` takes; "" is unknown."""
    statement, claim, reading = told
    if field in ("stance", "manner"):
        return str(getattr(statement, field))
    if field.startswith("speaker"):
        speaker = statement.speaker
        return {"speaker": speaker.name, "speaker_role": speaker.role, "speaker_camp": speaker.camp}[field]
    if field in PLACES:
        index = getattr(claim, field)
        return "" if index is None else reading.places[index].name
    if field in FIGURES:
        counts = [reading.counts[i] for i in claim.counts if reading.counts[i].what == field]
        return "; ".join(_figure(c.low, c.high) for c in counts)
    if field == "date":
        start, end = claim.time.start, claim.time.end
        return start if start and start == end else f"{start or '..'}/{end or '..'}"
    if field == "weapon":
        return claim.means.weapon if claim.means else ""
    if field == "reason":
        return claim.reason.text if claim.reason else ""
    role, _, part = field.partition("_")
    value = getattr(claim, role)
    if isinstance(value, Party):
        value = getattr(value, part or "text")
    return str(value or "")


def _figure(low: float | None, high: float | None) -> str:
    ends = ["" if x is None else f"{x:g}" for x in (low, high)]
    return ends[0] if ends[0] == ends[1] else "-".join(ends)


def in_words(field: str, value: str) -> str:
    """A decision's value as a person reads it: of a place its name."""
    return place_from_json(value).name if field in PLACES and value.startswith("{") else value
