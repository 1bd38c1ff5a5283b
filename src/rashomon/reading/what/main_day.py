"""When was what a report goes on about? It gives the day of its main event once, and not in every sentence after.

A pure function of the claims: a claim of the main event that tells no day of its own has the day that another claim of
the same event tells, if all that tell one tell the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rashomon.model import LABELS, Claim, Place, Report, Span, Statement, Timex, When, Why
from rashomon.quick_records import replace
from rashomon.reading.rules import with_why
from rashomon.world.kinds import Kind

OF_MAIN = "time.of_the_main_event"
UNTOLD = frozenset({"time.published", "time.said_then", "time.over_by_then", "time.hour_of_no_day"})
"""The rules of a time for claims whose words tell no day: at some time before the report, or before it was said."""


def is_one(c: Claim, main: Claim, places: Sequence[Place], kinds: Mapping[str, Kind]) -> bool:
    """Whether a claim is about the happening that its report is chiefly about: of its sort, in the same place."""
    if c.place is None or main.place is None:
        return False
    here, there = places[c.place], places[main.place]
    same = here.gazetteer == there.gazetteer if here.gazetteer else here.name == there.name
    return same and (c.kind == main.kind or kinds[c.kind].family is kinds[main.kind].family)


def tells_day(c: Claim) -> bool:
    return c.time.start is not None and c.time.from_ == "text"


def with_main_day(
    report: Report,
    statements: Sequence[Statement],
    main: str | None,
    places: Sequence[Place],
    times: Sequence[Timex],
    kinds: Mapping[str, Kind],
) -> list[Statement]:
    """The statements, the claims of the main event that tell no day put on the one day that it is told to be of.

    Not where the paragraph has gone on to another time by then ("a month ago the army lost a battle there").
    """
    every = [c for s in statements for c in s.claims]
    about = next((c for c in every if c.id == main), None)
    if about is None:
        return list(statements)
    mine = [c for c in every if not c.background and c.modality == "happened" and is_one(c, about, places, kinds)]
    told = [c for c in mine if tells_day(c)]
    if len({(c.time.start, c.time.end) for c in told}) != 1 or told[0].time.start != told[0].time.end:
        return list(statements)
    day = told[0]
    labels = [p.span for p in report.parts if p.kind in LABELS]  # datelines, bylines
    spoken_of = [t for t in times if not any(p.start <= t.span.start < p.end for p in labels)]
    ids = {
        c.id
        for c in mine
        if _tells_none(c) and _not_before(c, day.time) and _still_there(report.text, c, day.time, spoken_of)
    }

    def put(c: Claim) -> Claim:
        if c.id not in ids:
            return c
        why = Why("time", OF_MAIN, day.time.span)
        when = When(day.time.start, day.time.end, day.time.kind, day.time.span, "context")
        return replace(c, time=when, why=with_why(c.why, why))

    return [replace(s, claims=tuple(put(c) for c in s.claims)) if s.claims else s for s in statements]


def _tells_none(c: Claim) -> bool:
    return any(w.field == "time" and w.rule in UNTOLD for w in c.why)


def _not_before(c: Claim, day: When) -> bool:
    """Not of what was over by then already."""
    return c.time.end is None or day.start is None or day.start <= c.time.end


def _still_there(text: str, c: Claim, day: When, times: Sequence[Timex]) -> bool:
    """Whether the last time that the paragraph tells before a claim, if any, is that of the day; when it was said is
    no such time."""
    if day.span is not None and _in_one_sentence(text, day.span, c.trigger):
        return (
            False  # "clashes went on around Hama, and rebels took Saraqib on Friday": its own sentence did not say so
        )
    paragraph = text.rfind("\n", 0, c.trigger.start) + 1
    said = next((w.at for w in c.why if w.field == "time"), None)
    before = [t for t in times if paragraph <= t.span.start < c.trigger.start and t.span != said]
    if not before:
        return True
    last = max(before, key=lambda t: t.span)
    if last.type == "DURATION":
        return False
    return last.start is None or (last.start <= (day.end or "") and (day.start or "") <= (last.end or last.start))


def _in_one_sentence(text: str, one: Span, other: Span) -> bool:
    first, last = sorted((one, other))
    return SENTENCE_END.search(text, first.end, last.start) is None


SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s|\n")
