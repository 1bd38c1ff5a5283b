"""Where and when are the matters that a filter leaves? Counted by place and by days, all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from rashomon.ledger.core.bbox import is_plotted, reaches
from rashomon.ledger.core.file import Ledger, in_words
from rashomon.ledger.read.facets import Wanted, may_be_in, numbers
from rashomon.ledger.read.list_index import Laid, Lines, Numbers, Whereabouts, coded, held, laid_of, lines_of
from rashomon.model import STATUSES


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with the number of its matters by status, and the circle in which most of them lie."""

    id: str
    """Of the gazetteer, or its name where it is in none: what `Wanted.at` takes."""
    name: str
    lat: float
    lon: float
    radius_km: float
    precision: str
    circles: tuple[float, ...]
    """All radii that its matters have, in kilometres, the least first: "20 km north of it" is wider than "in it"."""
    statuses: Mapping[str, int]
    matters: int


@dataclass(frozen=True, slots=True)
class Spread:
    """All matters of a filter, counted."""

    matters: int
    spots: tuple[Spot, ...]
    """Places on the map, those with most matters first."""
    unplotted: tuple[tuple[str, str, int], ...]
    """Places on no map (known to a country only, or not found): id, name, matters."""
    nowhere: int
    """Matters with no place."""
    ranges: tuple[tuple[str | None, str | None, int], ...]
    """First day or None, last day or None, matters; in order of time."""
    undated: int
    """Matters with no day at all."""


Circle = tuple[Any, ...]
"""Id, whether it is on a map, name, latitude, longitude, radius in kilometres, precision."""


class Columns(NamedTuple):
    """`mark` and `when` by number of the line, and the circles and the ranges of days that these are indices of, each
    different one once. A mark is that of its circle times the number of statuses, plus that of its status."""

    mark: Numbers
    when: Numbers
    circles: list[Circle]
    ranges: list[tuple[str | None, str | None]]


@in_words
def spread(ledger: Ledger, wanted: Wanted) -> Spread:
    """Places are those of the filter without `at` and `bbox`, days those of the filter without `days`: a map shows what
    is around, and a timeline what was before and after."""
    lines, laid = lines_of(ledger), laid_of(ledger)
    columns = held(ledger, "columns", lambda db: _columns(lines, laid))
    # The lines are the same ones whatever is brushed over or moved to.
    found = numbers(ledger, replace(wanted, days=(None, None), at="", bbox=None))
    then = np.array([may_be_in(start, end, wanted.days) for start, end in columns.ranges], dtype=np.bool_)
    there = np.array([_is_there(circle, wanted) for circle in columns.circles], dtype=np.bool_).repeat(len(STATUSES))
    in_days = found if then.all() else found[then[columns.when[found]]]
    in_place = found if there.all() else found[there[columns.mark[found]]]
    matters = len(in_days) if in_place is found else int(there[columns.mark[in_days]].sum())
    by_mark = np.bincount(columns.mark[in_days], minlength=len(there)).reshape(-1, len(STATUSES))
    by_range = np.bincount(columns.when[in_place], minlength=len(columns.ranges)).tolist()
    spots, unplotted, nowhere = _places(by_mark.tolist(), columns.circles)
    ranges = tuple((*r, n) for r, n in zip(columns.ranges, by_range, strict=True) if n and (r[0] or r[1]))
    undated = sum(n for r, n in zip(columns.ranges, by_range, strict=True) if not (r[0] or r[1]))
    return Spread(matters, spots, unplotted, nowhere, ranges, undated)


def _is_there(circle: Circle, wanted: Wanted) -> bool:
    id_, plotted, _name, lat, lon, radius, _precision = circle
    if wanted.at and id_ != wanted.at:
        return False
    return wanted.bbox is None or (plotted and reaches(lat, lon, radius, wanted.bbox))


def _places(
    marks: Sequence[Sequence[int]], circles: Sequence[Circle]
) -> tuple[tuple[Spot, ...], tuple[tuple[str, str, int], ...], int]:
    """`marks`: by circle, the number of matters of each of `STATUSES`."""
    places: dict[tuple[str | None, bool], list[int]] = defaultdict(list)
    for circle, by in enumerate(marks):
        if any(by):
            places[circles[circle][0], circles[circle][1]].append(circle)
    spots, rest, nowhere = [], [], 0
    for (id_, plotted), some in places.items():
        by = marks[some[0]] if len(some) == 1 else [sum(n) for n in zip(*(marks[c] for c in some), strict=True)]
        matters = sum(by)
        # Of circles that are equally common, the widest.
        most = max(some, key=lambda c: (sum(marks[c]), circles[c][5], c)) if len(some) > 1 else some[0]
        _id, _plotted, name, lat, lon, radius, precision = circles[most]
        if id_ is None:
            nowhere = matters
        elif plotted:
            radii = tuple(sorted({circles[c][5] for c in some})) if len(some) > 1 else (radius,)
            ordered: dict[str, int] = {s: n for s, n in zip(STATUSES, by, strict=True) if n}
            spots.append(Spot(id_, name, lat, lon, radius, precision, radii, ordered, matters))
        else:
            rest.append((id_, name, matters))
    spots.sort(key=lambda s: (-s.matters, s.name, s.id))
    return tuple(spots), tuple(sorted(rest, key=lambda r: (-r[2], r[1], r[0]))), nowhere


def _columns(lines: Lines, laid: Laid) -> Columns:
    circle = coded(map(_circle, lines.spot.values))
    ordered = sorted(lines.days.values, key=lambda days: (days[1] or "", days[0] or ""))
    place = {days: n for n, days in enumerate(ordered)}
    when = np.array([place[days] for days in lines.days.values], dtype=np.int32)[lines.days.codes]
    mark = circle.codes[lines.spot.codes] * len(STATUSES) + laid.status
    return Columns(mark, when, circle.values, ordered)


def _circle(spot: Whereabouts) -> Circle:
    plotted = is_plotted(spot.lat, spot.precision)
    radius, precision = spot.radius_km or 0.0, spot.precision or "unresolved"
    return (spot.id, plotted, spot.place, spot.lat, spot.lon, radius, precision)
