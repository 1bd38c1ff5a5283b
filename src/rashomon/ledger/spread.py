"""Where and when are the matters that a filter leaves? Counted by place and by days, all of them."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rashomon.ledger.boxes import PLOTTED
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

    @property
    def matters(self) -> int:
        return sum(self.statuses.values())


@dataclass(frozen=True, slots=True)
class Spread:
    """`spots`, those with most matters first; `unplotted`, places that are on no map (known to a country only, or not
    found), as (id, name, matters); `nowhere`, the number of matters with no place."""

    spots: tuple[Spot, ...]
    unplotted: tuple[tuple[str, str, int], ...]
    nowhere: int


@in_words
def places_of(ledger: Ledger, wanted: Wanted) -> Spread:
    """By place. `at` and `bbox` are not looked at: a map shows what is around, too."""
    wanted = replace(wanted, at="", bbox=None)
    _prepare(ledger, wanted)
    where, values = _where(wanted)

    def counted(db: sqlite3.Connection) -> list[tuple[object, ...]]:
        return db.execute(
            f"SELECT coalesce(m.place_id, m.place), {PLOTTED}, m.status, m.place, m.lat, m.lon,"  # noqa: S608
            f" coalesce(m.radius_km, 0), m.precision, count(*) FROM temp.line m WHERE {where}"
            " GROUP BY 1, 2, 3, 4, 5, 6, 7, 8",
            values,
        ).fetchall()

    statuses: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
    circles: dict[tuple[str, bool], Counter[tuple[Any, ...]]] = defaultdict(Counter)
    nowhere = 0
    for id_, plotted, status, *circle, n in _once(ledger, f"spread {wanted}", counted):
        if id_ is None:
            nowhere += n
            continue
        statuses[id_, bool(plotted)][status] += n
        circles[id_, bool(plotted)][tuple(circle)] += n
    spots, rest = [], []
    for (id_, plotted), some in circles.items():
        # Of circles that are equally common, the widest.
        name, lat, lon, radius, precision = max(some, key=lambda c: (some[c], c[3], str(c)))
        by = statuses[id_, plotted]
        if plotted:
            radii = tuple(sorted({c[3] for c in some}))
            spots.append(Spot(id_, name, lat, lon, radius, precision, radii, {s: by[s] for s in FIRST if s in by}))
        else:
            rest.append((id_, name, by.total()))
    return Spread(
        tuple(sorted(spots, key=lambda s: (-s.matters, s.name, s.id))),
        tuple(sorted(rest, key=lambda r: (-r[2], r[1], r[0]))),
        nowhere,
    )


@in_words
def days_of(ledger: Ledger, wanted: Wanted) -> tuple[list[tuple[str | None, str | None, int]], int]:
    """By range of days: (first or None, last or None, matters), in order; and how many have no day at all.

    `days` is not looked at: a timeline shows what was before and after, too.
    """
    wanted = replace(wanted, days=(None, None))
    _prepare(ledger, wanted)
    where, values = _where(wanted)

    def counted(db: sqlite3.Connection) -> list[tuple[object, ...]]:
        return db.execute(
            f"SELECT m.day_from, m.day_to, count(*) FROM temp.line m WHERE {where} GROUP BY 1, 2 ORDER BY 2, 1",  # noqa: S608
            values,
        ).fetchall()

    found = [(start, end, n) for start, end, n in _once(ledger, f"days {wanted}", counted)]
    return [f for f in found if f[0] or f[1]], sum(n for start, end, n in found if not (start or end))
