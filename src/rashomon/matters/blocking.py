"""Which tellings are compared at all? Those that share a neighbourhood and a season, so that work grows with claims.

Where more share one than can be compared with each other, each is compared with those next to it in two orders, as in
Hernandez and Stolfo, "The merge/purge problem for large databases" (1995).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np

from rashomon.matters.comparators import plain
from rashomon.matters.report_events import Telling
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

BATCH = 1_000_000
"""Pairs that are held at once before the doubles among them are dropped."""
NO_DAY = -(10**9)
UNDATED = 0
"""The slot of what has no day at all."""

Key = Hashable
Numbers = np.ndarray[Any, np.dtype[np.int64]]
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
    found: list[Key] = [("toll", float(t)) for t in telling.tolls if t >= SMALL_TOLL]
    found.append(("copy", telling.copy_of))
    if broad := telling.kinds & telling.family.broad:
        found += [("kind", k) for k in broad]
    return found


def shelves(telling: Telling, window: int) -> tuple[list[Key], list[Key], int]:
    """Where a telling is filed and where it looks for others: keys, and the slot of days, for both.

    It looks in its own slot and in those before and after. `pairs_to_compare` compares no others.
    """
    extra = other_keys(telling)
    filed, looked = ([], []) if telling.place is None else place_keys(telling.place)
    return [*filed, *extra], [*looked, *extra], UNDATED if telling.day is None else telling.day // window


def pairs_to_compare(tellings: Sequence[Telling], window: int) -> tuple[Numbers, Numbers, dict[int, Key]]:
    """Pairs of tellings that share a neighbourhood and lie within `window` days, sorted: the smaller and the larger.

    And the crowd, by its key, of each telling that shares its neighbourhood with too many for all to be compared.
    """
    n = len(tellings)
    days = np.array([NO_DAY if t.day is None else t.day for t in tellings], dtype=np.int64)
    slots = np.where(days == NO_DAY, UNDATED, days // window)
    slots += 1 - slots.min(initial=0)
    width = int(slots.max(initial=0)) + 2  # one slot to spare on either side
    keys, (filed, filer), (looked, looker) = keyed(tellings)
    shelf = filed * width + slots[filer]
    order = np.argsort(shelf, kind="stable")
    filer = filer[order]
    shelf, begins, holding = np.unique(shelf[order], return_index=True, return_counts=True)
    orders = _Orders(tellings)
    crowds: dict[int, Key] = {}
    found = [np.zeros(0, dtype=np.int64)]

    def keep(one: Numbers, other: Numbers) -> None:
        near = (days[one] == NO_DAY) | (days[other] == NO_DAY) | (np.abs(days[one] - days[other]) <= window)
        near &= one != other
        one, other = one[near], other[near]
        found.append(np.unique(np.minimum(one, other) * n + np.maximum(one, other)))

    for beside in (0, -1, 1):
        wanted = looked * width + slots[looker] + beside
        at = np.minimum(np.searchsorted(shelf, wanted), len(shelf) - 1)
        start, size = begins[at], np.where(shelf[at] == wanted, holding[at], 0)
        few = np.flatnonzero((size > 0) & (size <= CROWD))
        for looks in np.split(few, np.flatnonzero(np.diff(np.cumsum(size[few]) // BATCH)) + 1):
            many = size[looks]
            at = np.repeat(start[looks] - np.cumsum(many) + many, many) + np.arange(many.sum())
            keep(np.repeat(looker[looks], many), filer[at])
        one, other = list[int](), list[int]()
        for look in np.flatnonzero(size > CROWD).tolist():
            i, begin = int(looker[look]), int(start[look])
            near = orders.beside(i, begin, filer[begin : begin + size[look]])
            one += [i] * len(near)
            other += near
            if beside == 0:
                crowds.setdefault(i, keys[int(looked[look])])
        keep(np.array(one, dtype=np.int64), np.array(other, dtype=np.int64))
    first, second = np.divmod(np.unique(np.concatenate(found)), max(1, n))
    return first, second, crowds


def keyed(tellings: Sequence[Telling]) -> tuple[list[Key], tuple[Numbers, Numbers], tuple[Numbers, Numbers]]:
    """All keys; under which, by their numbers, each telling is filed (key, telling), and where it looks for others."""
    number: dict[Key, int] = {}
    known: dict[int, tuple[list[int], list[int]]] = {}
    filed, filer, looked, looker = list[int](), list[int](), list[int](), list[int]()
    for i, telling in enumerate(tellings):
        extra = [number.setdefault(key, len(number)) for key in other_keys(telling)]
        mine, others = extra, extra
        if (place := telling.place) is not None:
            if id(place) not in known:
                at, around = place_keys(place)
                known[id(place)] = (
                    [number.setdefault(key, len(number)) for key in at],
                    [number.setdefault(key, len(number)) for key in around],
                )
            mine, others = known[id(place)]
            mine = mine + extra
        filed += mine
        filer += [i] * len(mine)
        looked += others
        looker += [i] * len(others)
    keys, of, wanted, by = (np.array(row, dtype=np.int64) for row in (filed, filer, looked, looker))
    return list(number), (keys, of), (wanted, by)


class _Orders:
    """The tellings of each crowded shelf in two orders, made when first asked for: by day and kind, and by figure."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        self.tellings = tellings
        self.sorted: dict[int, list[list[tuple[Rank, int]]]] = {}

    def ranks(self, i: int) -> tuple[Rank, Rank]:
        told = self.tellings[i]
        day, sort, toll = float(told.day or 0), float(min(told.sorts, default=-1)), max(told.tolls, default=-1.0)
        return (day, sort, toll), (toll, day, sort)

    def beside(self, i: int, shelf: int, having: Numbers) -> list[int]:
        """Those that stand next to `i` in either order, among those that a shelf has."""
        if shelf not in self.sorted:
            ranked = [(self.ranks(j), j) for j in having.tolist()]
            self.sorted[shelf] = [sorted((ranks[n], j) for ranks, j in ranked) for n in (0, 1)]
        found: list[int] = []
        for row, rank in zip(self.sorted[shelf], self.ranks(i), strict=True):
            at = bisect_left(row, (rank, i))
            found += [j for _, j in row[max(0, at - NEXT_IN_CROWD) : at + NEXT_IN_CROWD + 1]]
        return found
