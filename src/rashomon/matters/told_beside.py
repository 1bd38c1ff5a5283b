"""Which incidents are only told beside another one? So that a list shows what happened, and not each passing sentence.

An outlet that tells of a raid also says that people fled and that houses burnt. Where that is said once, of the same
place and days, with nobody who did it and none who died, it stands beside the raid: of what lasts, whoever says so;
of what somebody does ("talks were held"), only in the outlet's own voice. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rashomon.matters.incident_rows import Asks, in_order, reports_of, weight
from rashomon.model import NEUTRAL_CAMPS

PASSING = frozenset({"occurrence", "other"})
"""Kinds of questions of which nobody asks who, how many died or who holds it."""
LASTS = "other"
"""The kind of questions of what goes on: whether people fled, whether a place is besieged."""

Days = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Told:
    """An incident as far as something may stand beside it."""

    incident: str
    reports: frozenset[str]
    """Keys."""
    place: str | None
    """Of its first question; so are the days."""
    days: Days
    weight: int
    """How many claims tell of it."""


def told_beside(matters: Iterable[Asks]) -> dict[str, str]:
    """For each incident that is only told beside another, that other one, by their ids."""
    of: dict[str, list[Asks]] = defaultdict(list)
    for m in matters:
        of[m.incident].append(m)
    passing = {name for name, mine in of.items() if is_passing(mine)}
    told = {name: told_of(mine) for name, mine in of.items()}
    return homes((told[n] for n in of if n in passing), (told[n] for n in of if n not in passing))


def told_of(mine: Sequence[Asks]) -> Told:
    first = in_order(mine)[0]
    days = first.date or (None, None)
    return Told(first.incident, frozenset(reports_of(mine)), first.place, days, sum(map(weight, mine)))


def homes(passing: Iterable[Told], others: Iterable[Told]) -> dict[str, str]:
    """For each of those told in passing the incident of its report beside which it stands: the one most is told of."""
    of: dict[str, list[Told]] = defaultdict(list)
    for other in others:
        for report in other.reports:
            of[report].append(other)
    found: dict[str, str] = {}
    for one in passing:
        near = [home for report in one.reports for home in of[report] if where_and_when_fit(one, home)]
        if near:
            found[one.incident] = max(near, key=lambda home: (home.weight, home.incident)).incident
    return found


def is_passing(mine: Sequence[Asks]) -> bool:
    """Whether an incident is one claim, with no doer, none who died or was hurt, no denial and no second origin; and of
    a deed, of an outlet that takes no side."""
    if any(m.kind not in PASSING or m.status != "one_origin" for m in mine):
        return False
    given = [p for m in mine for p in m.positions]
    if len({claim for p in given for claim in p.claims}) != 1:
        return False
    if any(p.polarity == "denied" or p.answer != "yes" for p in given):
        return False
    return all(m.kind == LASTS for m in mine) or all(p.camp in NEUTRAL_CAMPS for p in given)


def where_and_when_fit(passing: Told, home: Told) -> bool:
    """Whether what is told in passing names no other place and no other days than an incident has."""
    if passing.place is not None and passing.place != home.place:
        return False
    (start, end), (first, last) = passing.days, home.days
    begun = start is None or last is None or start <= last
    return begun and (end is None or first is None or first <= end)
