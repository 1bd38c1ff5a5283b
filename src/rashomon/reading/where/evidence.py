"""Is a name a place here? The words around it are weighed: a table of pieces of evidence, each small and named."""

from __future__ import annotations

import math
from collections.abc import Callable

from rashomon.reading.where.around_names import Around, Names, around, is_dateline, take_holder, take_type
from rashomon.reading.where.name_mentions import OWN, TOWNS, Mention, Text, words_of
from rashomon.reading.where.speaks_against import (
    acronym,
    after_the,
    common,
    given_name,
    goes_on,
    half_of_a_name,
    has_surname,
    lower_elsewhere,
    no_name,
    organisation,
    party,
    person_before,
    run_before,
    second_half,
    sounded,
    sounds_like_a_sites,
    speaks,
    unit_or_kin,
    word_of_names,
)
from rashomon.reading.where.speaks_for import (
    after_other,
    alone_of_its_name,
    based,
    beside_other,
    datelined,
    holds_previous,
    strong,
    weak,
    written,
)
from rashomon.reading.where.surnames import surnames_of
from rashomon.reading.where.weights import WEIGHTS
from rashomon.world.gazetteer import Named
from rashomon.world.gazetteer_files import ABBREVIATION, PRIMARY


def weigh(t: Text, mentions: list[Mention]) -> None:
    """Gives each mention its score, its type, and what holds it, by the words around it."""
    names = Names(
        t,
        words_of(),
        mentions,
        {m.start: i for i, m in enumerate(mentions)},
        {m.end: i for i, m in enumerate(mentions)},
        surnames_of(t, mentions),
    )
    for m in mentions:
        x = around(names, m)
        take_type(x)
        take_holder(x)
        m.evidence |= m.type is not None or x.type_before or x.before in names.words.strong or m.container is not None
        m.evidence |= bool(m.key) and is_dateline(t, m)
        score = _standing(t, m)
        for name, applies in EVIDENCE:
            if share := applies(x):
                score += WEIGHTS[name] * share
        m.score = score


EVIDENCE: tuple[tuple[str, Callable[[Around], float]], ...] = (
    ("type", lambda x: x.type_before),
    ("strong", strong),
    ("weak", weak),
    ("type", lambda x: x.type_after),
    ("based", based),
    ("contained", lambda x: x.m.container is not None),
    ("listed", beside_other),
    ("listed", lambda x: x.m.inside is not None),
    ("listed", after_other),
    ("contained", holds_previous),
    ("dateline", datelined),
    ("common", common),
    ("lower", lower_elsewhere),
    ("surname", given_name),
    ("not_noun", no_name),
    ("common", word_of_names),
    ("acronym", acronym),
    ("party", party),
    ("article", after_the),
    ("unique", alone_of_its_name),
    ("written", written),
    ("person_before", person_before),
    ("run_before", run_before),
    ("run_before", half_of_a_name),
    ("organisation", organisation),
    ("run_after", goes_on),
    ("sounded", sounded),
    ("organisation", sounds_like_a_sites),
    ("surname", has_surname),
    ("says", speaks),
    ("organisation", unit_or_kin),
    ("organisation", second_half),
)
"""A weight, and the share of it that the words around a name call for: 0 where they say nothing of the sort."""


def _standing(t: Text, m: Mention) -> float:
    """What the gazetteer alone says for a name: its best place's size and how it stands to it."""
    best = max((_of_entry(t, n) for n in m.named[:40] if n.standing != ABBREVIATION), default=-9.0)
    return best + (WEIGHTS["words"] if m.end - m.start > 1 else 0)


_AREA_SCORES = {"country": 4.0, "region": 2.5, "water": 2.5}


def _of_entry(t: Text, named: Named) -> float:
    e = named.entry
    if e.feature == "admin1":
        score = 2.0 if named.standing == PRIMARY else 1.4
    else:
        score = _AREA_SCORES.get(e.feature) or max(0.0, min(2.6, 0.8 * (math.log10(e.population + 1) - 3.2)))
    if named.standing != PRIMARY and e.feature in TOWNS:
        score = min(score, 1.2 if e.country in t.home else 0.9)
    if e.id.startswith(OWN):
        return score + WEIGHTS["own"]
    return score + (WEIGHTS["home"] if e.country in t.home else 0)
