"""Readings made by hand for the tests of `rashomon.matters`: a fictional river valley, its camps and a few speakers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from rashomon.model import (
    Claim,
    Count,
    Means,
    Party,
    Place,
    Reading,
    Reason,
    Report,
    Span,
    Speaker,
    Statement,
    When,
)
from rashomon.reading.how_sure.wording import worded
from rashomon.world.kind_files import load_kinds
from rashomon.world.known_sides import NO_WORDS

CAMPS = {
    "crown": SimpleNamespace(id="crown", label="the Crown", allies=frozenset({"lowland"})),
    "lowland": SimpleNamespace(id="lowland", label="the Lowland army", allies=frozenset({"crown"})),
    "league": SimpleNamespace(id="league", label="the River League", allies=frozenset()),
    "monitor": SimpleNamespace(id="monitor", label="monitors", allies=frozenset()),
    "local": SimpleNamespace(id="local", label="people of the place", allies=frozenset()),
}


def _entity(
    id_: str, name: str, role: str, camp: str, *, organ: bool = False, official: bool = False, of: Any = None
) -> Any:
    return SimpleNamespace(id=id_, name=name, role=role, camp=camp, organ=organ, official=official, of=of)


ENTITIES = {
    e.id: e
    for e in [
        _entity("crown-news", "Crown News Agency", "state_media", "crown", organ=True),
        _entity("crown-army", "the Crown army", "armed_actor", "crown", organ=True),
        _entity("crown-minister", "Orla Vent", "official", "crown", official=True, of="crown-cabinet"),
        _entity("crown-cabinet", "the Crown cabinet", "government", "crown", organ=True),
        _entity("lowland-army", "the Lowland army", "armed_actor", "lowland", organ=True),
        _entity("league-council", "the League Council", "government", "league", organ=True),
        _entity("league-radio", "League Radio", "state_media", "league", organ=True),
        _entity("hill-band", "the Hill Band", "armed_group", "band"),
        _entity("watch", "Valley Watch", "monitor", "monitor"),
        _entity("watch-head", "Ilse Moor", "monitor", "monitor", of="watch"),
    ]
}


def world() -> Any:
    """A world as far as `gather` looks at one: camps with allies, entities, sites."""
    return SimpleNamespace(
        packs=SimpleNamespace(
            camps=CAMPS,
            entities=ENTITIES,
            aliases={e.name.casefold(): e.id for e in ENTITIES.values()},
            descriptors=(SimpleNamespace(phrases=("bandit", "armed bandit"), loaded=True, refers={"crown": "league"}),),
            sides=NO_WORDS,
            own_government=False,
        ),
        sites={
            "school": SimpleNamespace(site="school", protected=True),
            "base": SimpleNamespace(site="base", protected=False),
        },
        kinds=load_kinds(),
    )


TARN = Place(Span(0, 0), "Tarn", "Tarn", 50.0, 10.0, 3.0, "locality", "XX", "North Vale", "g:1", None)
MILL = Place(Span(0, 0), "Mill Row", "Mill Row", 50.01, 10.01, 0.8, "vicinity", "XX", "North Vale", "g:2", "Tarn")
KILN = Place(Span(0, 0), "Kiln End", "Kiln End", 49.99, 9.99, 0.8, "vicinity", "XX", "North Vale", "g:3", "Tarn")
OSK = Place(Span(0, 0), "Osk", "Osk", 50.6, 10.9, 2.0, "locality", "XX", "North Vale", "g:4", None)
VALE = Place(Span(0, 0), "North Vale", "North Vale", 50.2, 10.3, 90.0, "admin1", "XX", "North Vale", "g:5", None)

NARRATOR = Speaker("The Ferry Post", None, None, "narrator", "narrator", None, True)


def speaker(name: str, camp: str = "unknown", role: str = "unknown", *, named: bool = True) -> Speaker:
    """A speaker who has no entry in the pack."""
    return Speaker(name, name, Span(0, len(name)), role, camp, None, named)


def entity(id_: str) -> Speaker:
    """A speaker whom the pack knows."""
    e = ENTITIES[id_]
    return Speaker(e.name, e.name, Span(0, len(e.name)), e.role, e.camp, e.id, True)


def party(camp: str, text: str = "", site: str | None = None) -> Party:
    return Party(text or camp, Span(0, 1), camp, None, site)


def killed(low: float | None, high: float | None = -1, who: str | None = None) -> Count:
    """`killed(12)` is exactly 12, `killed(12, None)` at least 12."""
    high = low if high == -1 else high
    return Count(Span(0, 2), str(low), "killed", who, low, high, low == high, None)


def said(who: Speaker, kind: str = "shelling", **fields: Any) -> dict[str, Any]:
    """One statement with one claim, to be put into a report by `report`."""
    return {"speaker": who, "kind": kind, **fields}


def report(
    id_: str,
    *sayings: Mapping[str, Any],
    published: str = "2031-05-04",
    outlet: str = "The Ferry Post",
    text: str | None = None,
) -> tuple[Report, Reading]:
    """A report and its reading: each saying becomes a sentence of the text, a statement and a claim."""
    text = text if text is not None else ""
    sha = hashlib.sha256(f"{id_}{text}{outlet}".encode()).hexdigest()
    key = hashlib.sha256(f"{sha}\0{outlet}".encode()).hexdigest()[:12]
    statements: list[Statement] = []
    places: list[Place] = []
    counts: list[Count] = []
    for n, s in enumerate(sayings):
        sentence = s.get("words") or f"{s['speaker'].name} on {s['kind']} {id_} {n}."
        start = len(text)
        text += sentence + "\n"
        span = Span(start, start + len(sentence))
        place = s.get("place", TARN)
        index = None
        if place is not None:
            places.append(place)
            index = len(places) - 1
        mine: Sequence[Count] = s.get("counts", ())
        counts += mine
        day = s.get("day")
        when = When(day, day, "precise", span, "text") if day else When(None, published, "imprecise", None, "published")
        claim = Claim(
            id=f"{key}.{n}.0",
            kind=s["kind"],
            acled=None,
            plover=None,
            polarity=s.get("polarity", "affirmed"),
            modality=s.get("modality", "happened"),
            actor=s.get("actor"),
            target=s.get("target"),
            holder=s.get("holder"),
            actors=s.get("actors", ()),
            holders=s.get("holders", ()),
            means=Means(s["means"][0], span, s["means"][1]) if s.get("means") else None,
            place=index,
            from_place=None,
            to_place=index if s.get("came") else None,
            part=s.get("part"),
            reason=Reason(s["reason"], span) if s.get("reason") else None,
            time=s.get("time", when),
            counts=tuple(range(len(counts) - len(mine), len(counts))),
            trigger=Span(start, start + max(1, sentence.find(" "))),
            place_from=s.get("place_from", "text") if place is not None else None,
            background=s.get("background", False),
            firm=not s.get("loose") and not s.get("background"),
            loose=s.get("loose", ()),
        )
        own = s["speaker"].span is None
        statements.append(
            Statement(
                id=f"{key}:{n}",
                manner="narration" if own else "indirect",
                stance=s.get("stance", "reports"),
                said=None,
                speaker=s["speaker"],
                via=s.get("via"),
                cue=() if own else (Span(start, start + 1),),
                content=(span,),
                claims=(claim,),
            )
        )
    made = Report(id_, text, sha, outlet=outlet, published=published, language="en")
    reading = Reading(
        id_,
        outlet,
        published,
        "en",
        sha,
        "test",
        "test",
        tuple(statements),
        tuple(places),
        (),
        tuple(counts),
        None,
        None,
    )
    return made, worded(reading, text)
