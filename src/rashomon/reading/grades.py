"""How is each field of a claim known, and may others rest on the claim?

A field has the grade of the rule that set it (`grades.toml`): words of its own clause, a reference to words nearby, the
context, or the date of the report alone. A claim is firm where nothing that it needs is known worse than by reference,
and it is no background; else it is loose, and says what makes it so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from rashomon.model import Claim, Count, Grade, Place, Reading, Speaker, Statement
from rashomon.quick_records import replace
from rashomon.reading.what.main_day import OF_ITS_KIND, OF_MAIN, is_one
from rashomon.reading.where.spatial_relations import from_afar
from rashomon.world.kinds import Kind

GRADED = ("speaker", "kind", "polarity", "modality", "actor", "target", "holder", "place", "time", "counts")
NEEDED = ("speaker", "kind", "polarity", "modality", "place", "time", "counts")
"""What a firm claim knows from words or by reference: who did it and to whom may be open, and is asked on its own."""
BY_THE_WAY = ("made.adjective_frame", "made.adjective_word")
SURE: tuple[Grade, ...] = ("words", "reference")


@cache
def grades() -> Mapping[str, Grade]:
    """The rules that go by something else than words of the clause, each with its grade."""
    listed: dict[Grade, list[str]] = tomllib.loads(  # type: ignore[assignment]
        files(__package__).joinpath("grades.toml").read_text(encoding="utf-8")
    )
    return {rule: grade for grade, rules in listed.items() for rule in rules}


class Told(NamedTuple):
    """How the fields of each claim of a report are known, by its id; and what claims tell by words, among which must be
    what others refer to."""

    found: Mapping[str, Mapping[str, Grade]]
    days: frozenset[str | None]
    places: frozenset[str]


def graded(reading: Reading, kinds: Mapping[str, Kind]) -> Reading:
    """A reading whose claims say how their fields are known, and whether they are firm."""
    report = _told(reading)
    main = next((c for s in reading.statements for c in s.claims if c.id == reading.main), None)
    at_one = main is not None and _told_at_one(reading, main, report, kinds)

    def known(c: Claim) -> tuple[str, ...]:
        """What the report tells of the main event elsewhere, once, of a claim that surely goes on about it."""
        if reading.method == "surface":
            return ()  # without a parse a claim is firm only where its words stand side by side
        dated = any(w.rule in (OF_MAIN, OF_ITS_KIND) for w in c.why)
        if main is None or not is_one(c, main, reading.places, kinds):
            return ("time",) if dated else ()
        of_that_day = dated or (c.time.start is not None and c.time.start == main.time.start)
        return (("time",) if dated else ()) + (("place",) if at_one and of_that_day else ())

    def made(s: Statement, c: Claim) -> Claim:
        return _graded(s.speaker, c, reading.counts, reading.places, known(c), report, kinds)

    statements = tuple(replace(s, claims=tuple(made(s, c) for c in s.claims)) for s in reading.statements)
    return replace(reading, statements=statements)


def _graded(
    speaker: Speaker,
    c: Claim,
    counts: Sequence[Count],
    places: Sequence[Place],
    known: Sequence[str],
    report: Told,
    kinds: Mapping[str, Kind],
) -> Claim:
    """`known`: what the report tells of the happening that the claim is about, beside the claim's own words."""
    found = report.found[c.id]
    figures = [counts[i] for i in c.counts if counts[i].what is not None]
    loose = [field for field in NEEDED if _is_loose(field, found, c, places, report, kinds)]
    if "time" in loose and told_as_it_stands(c):
        loose.remove("time")
    if "speaker" not in loose and speaker.camp == "unknown":
        loose.append("speaker")
    if figures and any(f.who is None for f in figures):
        loose.append("counts")
    loose = [field for field in loose if field not in known]
    if figures and "place" not in loose and _of_a_list(c):  # "six killed in two villages": how many in this one?
        loose.append("place")
    background = c.background or (bool(figures) and all(f.scope == "background" for f in figures))
    return replace(
        c,
        background=background,
        grades=tuple((field, found[field]) for field in GRADED if field in found),
        firm=not loose and not background,
        loose=tuple(loose),
    )


def _told(reading: Reading) -> Told:
    days, places = set[str | None](), set[str]()
    by_claim: dict[str, Mapping[str, Grade]] = {}
    for s in reading.statements:
        for c in s.claims:
            found = by_claim[c.id] = _grades(s, c)
            if c.time.from_ == "text" and found["time"] == "words":
                days.add(c.time.start)
            if c.place is not None and found["place"] == "words":
                places.add(_key(reading.places[c.place]))
    return Told(by_claim, frozenset(days), frozenset(places))


def _key(place: Place) -> str:
    return place.gazetteer or place.name


def _told_at_one(reading: Reading, main: Claim, report: Told, kinds: Mapping[str, Kind]) -> bool:
    """Whether a report tells by words of deeds such as its main event at one place alone, which is the main event's:
    then what it goes on to tell of such deeds is there."""
    places = reading.places
    family = kinds[main.kind].family
    at = {
        _key(places[c.place])
        for s in reading.statements
        for c in s.claims
        if c.place is not None
        and kinds[c.kind].family is family
        and not _is_loose("place", report.found[c.id], c, places, report, kinds)
    }
    here = None if main.place is None else places[main.place]
    return here is not None and here.precision not in ("country", "admin1") and at == {_key(here)}


def _grades(s: Statement, c: Claim) -> dict[str, Grade]:
    """The grade of each field that is there."""
    rules = {w.field: w.rule for w in (*s.why, *c.why)}
    there = {"speaker", "kind", "polarity", "modality", "time"}
    there |= {f for f in ("actor", "target", "holder", "place") if getattr(c, f) is not None}
    there |= {"counts"} if c.counts else set()
    found = {field: grades().get(rules.get(field, ""), "words") for field in there}
    if (made := grades().get(rules.get("made", ""))) is not None and found["kind"] == "words":
        found["kind"] = made
    if rules.get("made") in BY_THE_WAY and not c.counts:
        found["kind"] = "context"  # of what sort somebody is; "12 dead" is a toll
    if rules.get("kind") == "kind.weapon" and rules.get("means") == "means.in_sentence":
        found["kind"] = "context"  # by a weapon of another clause
    return found


def _is_loose(
    field: str,
    found: Mapping[str, Grade],
    c: Claim,
    places: Sequence[Place],
    report: Told,
    kinds: Mapping[str, Kind],
) -> bool:
    if field == "time":  # a day or a span that the text gives; who refers to one refers to what is told
        untold = found["time"] == "reference" and c.time.start not in report.days
        return c.time.start is None or untold or found["time"] not in SURE
    if field == "place":
        if c.place is not None and _takes_up_its_place(c) and _key(places[c.place]) not in report.places:
            return True
        return found.get("place") not in SURE or _from_afar(c, places) or _of_a_country(c, places, kinds)
    return field in found and found[field] not in SURE


def _takes_up_its_place(c: Claim) -> bool:
    return any(w.rule in ("place.taken_up", "place.told_before") for w in c.why)


def _from_afar(c: Claim, places: Sequence[Place]) -> bool:
    """ "A village 16 km from the town": the town is named, and it was not there."""
    return c.place is not None and from_afar(places[c.place].relation)


def _of_a_list(c: Claim) -> bool:
    return any(w.rule == "place.one_of_a_list" for w in c.why)


def _of_a_country(c: Claim, places: Sequence[Place], kinds: Mapping[str, Kind]) -> bool:
    """ "An air strike in Syria": a country is where wars and talks are, and not where a deed was done."""
    deed = kinds[c.kind].violent or kinds[c.kind].effect
    return deed and c.place is not None and places[c.place].precision == "country"


def told_as_it_stands(c: Claim) -> bool:
    """Whether a claim tells how things are, which needs no day: who holds a town is told as of the report's day.

    Not where an adjective says so by the way: "the besieged towns".
    """
    if any(w.field == "made" and w.rule == "made.adjective_frame" for w in c.why):
        return False
    stands = any(w.field == "time" and w.rule == "time.as_it_stands" for w in c.why)
    return (stands or c.modality == "ongoing") and c.time.end is not None
