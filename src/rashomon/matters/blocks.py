"""Which tellings are compared at all? Those that share a neighbourhood and a season, so that work grows with claims.

Where more share one than can be compared with each other, each is compared with those next to it in two orders, as in
Hernandez and Stolfo, "The merge/purge problem for large databases" (1995).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Sequence

from rashomon.matters.nearness import plain
from rashomon.matters.telling import Telling
from rashomon.model import Place

EVENT_DAYS = 4
"""Happenings whose days lie further apart are not compared."""
CELL_DEGREES = 0.1
"""Wider than the distance at which two points are one place."""
KM_OF_CELL = 111.0 * CELL_DEGREES
WIDEST = 4
"""In cells: beyond this no place looks for others."""
SMALL_TOLL = 5
CROWD = 100
"""Where more tellings than this share a neighbourhood and a season, not all of them are compared with each other."""
NEXT_IN_CROWD = 12
"""With how many on either side, in each order, a telling is compared in a crowd."""

Key = Hashable
Rank = tuple[float, ...]


def place_keys(place: Place) -> tuple[list[Key], list[Key]]:
    """Under which keys a telling at a place is filed, and under which it looks for others.

    Filed: its name, its area, its map cell. Looked for: its name, the name of what holds it and the cells around; by a
    mention no narrower than a first-order area, the area.
    """
    name: Key = ("name", plain(place.name))
    area: Key = ("area", place.country, plain(place.admin1 or place.name))
    if place.precision == "admin1":
        return [name, area], [area]
    filed, looked = [name, area], [name]
    if place.within:
        looked.append(("name", plain(place.within)))
    if place.lat is not None and place.lon is not None:
        row, column = math.floor(place.lat / CELL_DEGREES), math.floor(place.lon / CELL_DEGREES)
        filed.append((row, column))
        # a wide place may hold what lies some cells away
        reach = min(WIDEST, 1 + math.floor((place.radius_km or 0.0) / KM_OF_CELL))
        looked += [(row + i, column + j) for i in range(-reach, reach + 1) for j in range(-reach, reach + 1)]
    return filed, looked


def other_keys(telling: Telling) -> list[Key]:
    """Figures, the copies of the report, rare kinds: by these a telling with no place finds others."""
    return [
        *(("toll", t) for t in telling.tolls if t >= SMALL_TOLL),
        ("copy", telling.copy_of),
        *(("kind", k) for k in telling.kinds & telling.family.broad),
    ]


def pairs_to_compare(tellings: Sequence[Telling], window: int) -> tuple[list[tuple[int, int]], dict[int, int]]:
    """Pairs of tellings (smaller index first, sorted) that share a neighbourhood and lie within `window` days.

    And the crowd, by a number, of each telling that shares its neighbourhood with too many for all to be compared.
    """
    known: dict[int, tuple[list[Key], list[Key]]] = {}
    shelf: dict[Key, dict[int, list[int]]] = defaultdict(dict)
    slots = [0 if t.day is None else t.day // window for t in tellings]
    looks: list[list[Key]] = []
    for i, telling in enumerate(tellings):
        extra = other_keys(telling)
        if telling.place is None:
            filed = looked = extra
        else:
            if (at := id(telling.place)) not in known:
                known[at] = place_keys(telling.place)
            filed, looked = known[at]
            filed = [*filed, *extra]
        looks.append(looked)
        for key in filed:
            shelf[key].setdefault(slots[i], []).append(i)
    orders = _Orders(tellings)
    crowds: dict[int, int] = {}
    number: dict[Key, int] = {}
    found: set[tuple[int, int]] = set()
    for i, looked in enumerate(looks):
        slot, day = slots[i], tellings[i].day
        near: set[int] = set()
        for key in looked:
            if (there := shelf.get(key)) is None:
                continue
            for n in (slot - 1, slot, slot + 1):
                if (having := there.get(n)) is None:
                    continue
                if len(having) <= CROWD:
                    near.update(having)
                else:
                    near.update(orders.beside(i, key, n, having))
                    if n == slot and i not in crowds:
                        crowds[i] = number.setdefault(key, len(number))
        near.discard(i)
        for j in near:
            other = tellings[j].day
            if day is None or other is None or abs(day - other) <= window:
                found.add((i, j) if i < j else (j, i))
    return sorted(found), crowds


class _Orders:
    """The tellings of each crowded shelf in two orders, made when first asked for: by day and kind, and by figure."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        self.ranks = [
            [(float(t.day or 0), float(min(t.sorts, default=-1)), max(t.tolls, default=-1.0)) for t in tellings],
            [(max(t.tolls, default=-1.0), float(t.day or 0), float(min(t.sorts, default=-1))) for t in tellings],
        ]
        self.sorted: dict[tuple[Key, int, int], list[tuple[Rank, int]]] = {}

    def beside(self, i: int, key: Key, slot: int, having: Sequence[int]) -> list[int]:
        """Those that stand next to `i` in either order."""
        found: list[int] = []
        for n, ranks in enumerate(self.ranks):
            if (key, slot, n) not in self.sorted:
                self.sorted[key, slot, n] = sorted((ranks[j], j) for j in having)
            row = self.sorted[key, slot, n]
            at = bisect_left(row, (ranks[i], i))
            found += [j for _, j in row[max(0, at - NEXT_IN_CROWD) : at + NEXT_IN_CROWD + 1]]
        return found
