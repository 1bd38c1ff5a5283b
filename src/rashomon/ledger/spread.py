"""Where and when are the matters that a filter leaves? Counted by place and by days, all of them."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rashomon.ledger.boxes import PLOTTED, reaches
from rashomon.ledger.facets import Wanted, _prepare, _where
from rashomon.ledger.file import Ledger, in_words
from rashomon.ledger.listing import FIRST
from rashomon.ledger.tables import once as _once


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


@in_words
def spread(ledger: Ledger, wanted: Wanted) -> Spread:
    """Places are those of the filter without `at` and `bbox`, days those of the filter without `days`: a map shows what
    is around, and a timeline what was before and after."""
    _prepare(ledger, wanted)
    columns = _once(ledger, "columns", _columns)
    base = replace(wanted, days=(None, None), at="", bbox=None)
    where, values = _where(base)
    # A list of numbers is all that SQLite is asked for, and the same one whatever is brushed over or moved to: to group
    # by that many columns takes it three times as long.
    ask = f"SELECT m.n FROM temp.line m WHERE {where}"  # noqa: S608
    found = _once(ledger, f"numbers {base}", lambda db: [n for (n,) in db.execute(ask, values)])
    when, mark = columns["when"], columns["mark"]
    then = [_in_days(start, end, wanted.days) for start, end in columns["ranges"]]
    there = [_is_there(circle, wanted) for circle in columns["circles"] for _status in FIRST]
    in_days = found if all(then) else [n for n in found if then[when[n]]]
    in_place = found if all(there) else [n for n in found if there[mark[n]]]
    matters = len(in_days) if in_place is found else sum(there[mark[n]] for n in in_days)
    spots, unplotted, nowhere = _places(Counter(map(mark.__getitem__, in_days)), columns["circles"])
    ranges, undated = _ranges(Counter(map(when.__getitem__, in_place)), columns["ranges"])
    return Spread(matters, spots, unplotted, nowhere, ranges, undated)


def _in_days(start: str | None, end: str | None, days: tuple[str | None, str | None]) -> bool:
    """As `facets` asks it of SQLite."""
    first, last = days
    start, end = start or end, end or start
    return not (first and not (end and end >= first)) and not (last and not (start and start <= last))


def _is_there(circle: Sequence[Any], wanted: Wanted) -> bool:
    id_, plotted, _name, lat, lon, radius, _precision = circle
    if wanted.at and id_ != wanted.at:
        return False
    return wanted.bbox is None or (plotted and reaches(lat, lon, radius, wanted.bbox))


def _places(
    marks: Mapping[int, int], circles: Sequence[Sequence[Any]]
) -> tuple[tuple[Spot, ...], tuple[tuple[str, str, int], ...], int]:
    each: dict[int, dict[str, int]] = defaultdict(dict)
    for mark, n in marks.items():
        each[mark // len(FIRST)][FIRST[mark % len(FIRST)]] = n
    places: dict[tuple[str | None, bool], list[int]] = defaultdict(list)
    for circle in each:
        places[circles[circle][0], circles[circle][1]].append(circle)
    spots, rest, nowhere = [], [], 0
    for (id_, plotted), some in places.items():
        by = each[some[0]] if len(some) == 1 else _summed(each[c] for c in some)
        matters = sum(by.values())
        # Of circles that are equally common, the widest.
        most = max(some, key=lambda c: (sum(each[c].values()), circles[c][5], c)) if len(some) > 1 else some[0]
        _id, _plotted, name, lat, lon, radius, precision = circles[most]
        if id_ is None:
            nowhere = matters
        elif plotted:
            radii = tuple(sorted({circles[c][5] for c in some})) if len(some) > 1 else (radius,)
            ordered = {s: by[s] for s in FIRST if s in by}
            spots.append(Spot(id_, name, lat, lon, radius, precision, radii, ordered, matters))
        else:
            rest.append((id_, name, matters))
    spots.sort(key=lambda s: (-s.matters, s.name, s.id))
    return tuple(spots), tuple(sorted(rest, key=lambda r: (-r[2], r[1], r[0]))), nowhere


def _summed(some: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in some:
        total.update(one)
    return total


def _ranges(
    when: Mapping[int, int], ranges: Sequence[tuple[str | None, str | None]]
) -> tuple[tuple[tuple[str | None, str | None, int], ...], int]:
    found = [(*ranges[w], n) for w, n in sorted(when.items())]
    return tuple(r for r in found if r[0] or r[1]), sum(n for start, end, n in found if not (start or end))


def _columns(db: sqlite3.Connection) -> dict[str, list[Any]]:
    """`mark` and `when` by number of the matter; and the `circles` and `ranges` of days that these are indices of, each
    different one once. A mark is that of its circle times the number of statuses, plus that of its status."""
    rows = db.execute(
        f"SELECT m.n, m.status, m.day_from, m.day_to, coalesce(m.place_id, m.place), {PLOTTED}, m.place, m.lat,"  # noqa: S608
        " m.lon, coalesce(m.radius_km, 0), coalesce(m.precision, 'unresolved') FROM temp.line m"
    ).fetchall()
    circles: dict[tuple[Any, ...], int] = {}
    ranges = {r: i for i, r in enumerate(sorted({(r[2], r[3]) for r in rows}, key=lambda r: (r[1] or "", r[0] or "")))}
    size = max((r[0] for r in rows), default=0) + 1
    mark, when = [0] * size, [0] * size
    for n, status, start, end, id_, plotted, *circle in rows:
        at = circles.setdefault((id_, bool(plotted), *circle), len(circles))
        mark[n] = at * len(FIRST) + FIRST.index(status)
        when[n] = ranges[start, end]
    return {"mark": mark, "when": when, "circles": list(circles), "ranges": list(ranges)}
