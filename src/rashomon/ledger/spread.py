"""Where and when are the matters that a filter leaves? Counted by place and by days, all of them."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rashomon.ledger.boxes import PLOTTED, reaches
from rashomon.ledger.facets import Wanted, _once, _prepare, _where
from rashomon.ledger.file import Ledger, in_words
from rashomon.ledger.listing import FIRST


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
    when, at = columns["when"], columns["at"]
    then = [_in_days(start, end, wanted.days) for start, end in columns["ranges"]]
    there = [_is_there(circle, wanted) for circle in columns["circles"]]
    spots, unplotted, nowhere = _places([n for n in found if then[when[n]]], columns)
    ranges, undated = _ranges([n for n in found if there[at[n]]], columns)
    return Spread(spots, unplotted, nowhere, ranges, undated)


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
    found: list[int], columns: dict[str, Any]
) -> tuple[tuple[Spot, ...], tuple[tuple[str, str, int], ...], int]:
    all_circles, at, status = columns["circles"], columns["at"], columns["status"]
    statuses: dict[tuple[str | None, bool], dict[str, int]] = defaultdict(dict)
    circles: dict[tuple[str | None, bool], list[tuple[int, int]]] = defaultdict(list)
    for number, n in Counter(at[f] for f in found).items():
        id_, plotted, *_ = all_circles[number]
        circles[id_, plotted].append((n, number))
    for (number, rank), n in Counter((at[f], status[f]) for f in found).items():
        id_, plotted, *_ = all_circles[number]
        by = statuses[id_, plotted]
        by[FIRST[rank]] = by.get(FIRST[rank], 0) + n
    spots, rest, nowhere = [], [], 0
    for (id_, plotted), some in circles.items():
        # Of circles that are equally common, the widest.
        _n, number = max(some, key=lambda c: (c[0], all_circles[c[1]][5], c[1]))
        _id, _plotted, name, lat, lon, radius, precision = all_circles[number]
        by = statuses[id_, plotted]
        if id_ is None:
            nowhere = sum(by.values())
        elif plotted:
            radii = tuple(sorted({all_circles[c][5] for _, c in some}))
            ordered = {s: by[s] for s in FIRST if s in by}
            spots.append(Spot(id_, name, lat, lon, radius, precision, radii, ordered, sum(by.values())))
        else:
            rest.append((id_, name, sum(by.values())))
    spots.sort(key=lambda s: (-s.matters, s.name, s.id))
    return tuple(spots), tuple(sorted(rest, key=lambda r: (-r[2], r[1], r[0]))), nowhere


def _ranges(found: list[int], columns: dict[str, Any]) -> tuple[tuple[tuple[str | None, str | None, int], ...], int]:
    when = columns["when"]
    ranges = [(*columns["ranges"][w], n) for w, n in sorted(Counter(when[f] for f in found).items())]
    return tuple(r for r in ranges if r[0] or r[1]), sum(n for start, end, n in ranges if not (start or end))


def _columns(db: sqlite3.Connection) -> dict[str, list[Any]]:
    """`at`, `when` and `status` by number; the circles and ranges of days that `at` and `when` are indices of."""
    rows = db.execute(
        f"SELECT m.n, m.status, m.day_from, m.day_to, coalesce(m.place_id, m.place), {PLOTTED}, m.place, m.lat,"  # noqa: S608
        " m.lon, coalesce(m.radius_km, 0), coalesce(m.precision, 'unresolved') FROM temp.line m"
    ).fetchall()
    circles: dict[tuple[Any, ...], int] = {}
    ranges = {r: i for i, r in enumerate(sorted({(r[2], r[3]) for r in rows}, key=lambda r: (r[1] or "", r[0] or "")))}
    size = max((r[0] for r in rows), default=0) + 1
    at, when, status = [0] * size, [0] * size, [0] * size
    for n, told, start, end, id_, plotted, *circle in rows:
        at[n] = circles.setdefault((id_, bool(plotted), *circle), len(circles))
        when[n] = ranges[start, end]
        status[n] = FIRST.index(told)
    return {"at": at, "when": when, "status": status, "circles": list(circles), "ranges": list(ranges)}
