"""Which incidents are only told beside another one? So that a list shows what happened, and not each passing sentence.

An outlet that tells of a raid also says that people fled and that houses burnt. Where it says so once, in its own
voice, of the same place and days, and names nobody who did it and none who died, that stands beside the raid. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rashomon.matters.incident_rows import Asks, in_order, reports_of, weight
from rashomon.model import NEUTRAL_CAMPS

PASSING = frozenset({"occurrence", "other"})
"""Kinds of questions of which nobody asks who, how many died or who holds it."""


def told_beside(matters: Iterable[Asks]) -> dict[str, str]:
    """For each incident that is only told beside another, that other one, by their ids."""
    of: dict[str, list[Asks]] = defaultdict(list)
    for m in matters:
        of[m.incident].append(m)
    passing = {name for name, mine in of.items() if is_passing(mine)}
    homes: dict[str, list[str]] = defaultdict(list)
    for name in sorted(of.keys() - passing):
        for report in reports_of(of[name]):
            homes[report].append(name)
    found: dict[str, str] = {}
    for name in sorted(passing):
        [report] = reports_of(of[name])
        near = [home for home in homes[report] if where_and_when_fit(of[name], of[home])]
        if near:
            found[name] = max(near, key=lambda home: (sum(map(weight, of[home])), home))
    return found


def is_passing(mine: Sequence[Asks]) -> bool:
    """Whether an incident is one claim of an outlet that takes no side: with no doer, none who died or was hurt, no
    denial and no second origin."""
    if any(m.kind not in PASSING or m.status != "one_origin" for m in mine):
        return False
    given = [p for m in mine for p in m.positions]
    if len({claim for p in given for claim in p.claims}) != 1:
        return False
    return all(p.camp in NEUTRAL_CAMPS and p.polarity == "affirmed" and p.answer == "yes" for p in given)


def where_and_when_fit(passing: Sequence[Asks], home: Sequence[Asks]) -> bool:
    """Whether what is told in passing names no other place and no other days than an incident has."""
    one, other = in_order(passing)[0], in_order(home)[0]
    if one.place is not None and one.place != other.place:
        return False
    (start, end), (first, last) = one.date or (None, None), other.date or (None, None)
    begun = start is None or last is None or start <= last
    return begun and (end is None or first is None or first <= end)
