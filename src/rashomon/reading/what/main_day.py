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

OF_MAIN, OF_ITS_KIND = "time.of_the_main_event", "time.of_its_kind"
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
    every = [c for s in statements for c in s.claims if not c.background and c.modality == "happened"]
    about = next((c for s in statements for c in s.claims if c.id == main), None)
    if about is None:
        return list(statements)
    labels = [p.span for p in report.parts if p.kind in LABELS]  # datelines, bylines
    spoken_of = [t for t in times if not any(p.start <= t.span.start < p.end for p in labels)]
    told = [c for c in every if tells_day(c)]
    days: dict[str, tuple[When, str]] = {}
    for c in every:
        if not _tells_none(c):
            continue
        if is_one(c, about, places, kinds):
            same, rule = [d for d in told if is_one(d, about, places, kinds)], OF_MAIN
        else:
            same, rule = [], ""
        if not same and not kinds[c.kind].effect:  # "shot down a jet near Tehran ... the jet crashed on Wednesday"
            same, rule = [d for d in told if d.kind == c.kind], OF_ITS_KIND
            same = same if all(d.place is None for d in same) else []
        if len({(d.time.start, d.time.end) for d in same}) != 1 or same[0].time.start != same[0].time.end:
            continue
        day = same[0].time
        if _not_before(c, day) and _still_there(report.text, c, day, spoken_of):
            days[c.id] = day, rule

    def put(c: Claim) -> Claim:
        if c.id not in days:
            return c
        day, rule = days[c.id]
        when = When(day.start, day.end, day.kind, day.span, "context")
        return replace(c, time=when, why=with_why(c.why, Why("time", rule, day.span)))

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
