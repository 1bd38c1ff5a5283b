"""Which tellings of one name hang together over any number of pairs that weigh enough? Some slots of days at a time.

No two tellings are compared whose slots are no neighbours, so that what hangs together is known as soon as the slot
after its last one was looked through. Each pair is weighed once, and goes along with those that hang together.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from rashomon.archive.filed import Filed
from rashomon.matters.blocking import pairs_to_compare
from rashomon.matters.clustering import JOIN
from rashomon.matters.disjoint_sets import root, unite
from rashomon.matters.pair_scoring import columns, weigh

SCANNED = 3000
"""Tellings that are looked through at once for what hangs together: those of the slot between two such are twice."""

Numbers = np.ndarray[Any, Any]


class Name(NamedTuple):
    """A telling: where it lies, and its place in the order of all."""

    slot: int
    key: str
    nth: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Sets of tellings, each with all that hangs together with it, and the pairs in them by the numbers of `names`."""

    names: list[Name]
    """In the order in which tellings are gathered."""
    first: Numbers
    second: Numbers
    weights: Numbers
    crowds: dict[int, Hashable]


class _Open:
    """Tellings that were looked through, by numbers, what hangs together so far, and the pairs in between."""

    def __init__(self) -> None:
        self.number: dict[Name, int] = {}
        self.names: dict[int, Name] = {}
        self.above: list[int] = []
        self.sets: dict[int, list[int]] = {}
        self.crowds: dict[int, Hashable] = {}
        self.pairs = np.zeros((2, 0), dtype=np.int64)
        self.weights = np.zeros(0)

    def numbered(self, names: Sequence[Name]) -> Numbers:
        for name in names:
            if name not in self.number:
                n = len(self.above)
                self.number[name], self.names[n], self.sets[n] = n, name, [n]
                self.above.append(n)
        return np.array([self.number[name] for name in names], dtype=np.int64)

    def add(self, pairs: Numbers, weights: Numbers) -> None:
        enough = pairs[:, weights >= JOIN]
        for i, j in zip(*enough.tolist(), strict=True):
            one, other = root(self.above, i), root(self.above, j)
            if one != other:
                unite(self.above, one, other)
                few, many = sorted((self.sets.pop(one), self.sets.pop(other)), key=len)
                many += few
                self.sets[root(self.above, one)] = many
        self.pairs = np.concatenate([self.pairs, pairs], axis=1)
        self.weights = np.concatenate([self.weights, weights])

    def finished(self, going_on: set[int]) -> Iterator[tuple[list[int], Numbers, Numbers]]:
        """The sets but for these, each with its pairs and their weights. They are forgotten."""
        done = sorted(self.sets.keys() - going_on)
        ids, at = np.unique(self.pairs, return_inverse=True)
        roots = np.array([root(self.above, i) for i in ids.tolist()], dtype=np.int64)[at.reshape(self.pairs.shape)]
        over = np.isin(roots, done)
        inside = np.flatnonzero(over[0] & (roots[0] == roots[1]))
        inside = inside[np.argsort(roots[0][inside], kind="stable")]
        ends = np.searchsorted(roots[0][inside], done, side="right").tolist()
        begin = 0
        for one, end in zip(done, ends, strict=True):
            mine = inside[begin:end]
            yield self.sets.pop(one), self.pairs[:, mine], self.weights[mine]
            begin = end
        left = ~over.any(axis=0)
        self.pairs, self.weights = self.pairs[:, left], self.weights[left]


def batches(slots: Sequence[int], in_slot: Callable[[int], list[Filed]], window: int, at_once: int) -> Iterator[Batch]:
    """All tellings of these slots, so many at a time as may be gathered at once, but for a set that is larger."""
    open_ = _Open()
    some: list[tuple[list[int], Numbers, Numbers]] = []
    size = 0
    for finished in _finished(slots, in_slot, window, open_):
        if some and size + len(finished[0]) > at_once:
            yield _batch(some, open_)
            some, size = [], 0
        some.append(finished)
        size += len(finished[0])
    if some:
        yield _batch(some, open_)


def _finished(
    slots: Sequence[int], in_slot: Callable[[int], list[Filed]], window: int, open_: _Open
) -> Iterator[tuple[list[int], Numbers, Numbers]]:
    for mine, after in _several(slots, in_slot):
        rows = sorted([*mine, *after], key=lambda row: row[1].order)
        last = after[0][0] if after else None
        names = [Name(slot, filed.key, filed.nth) for slot, filed in rows]
        ids = open_.numbered(names)
        told = [filed.telling for _, filed in rows]
        first, second, crowds = pairs_to_compare(told, window)
        beyond = np.array([name.slot == last for name in names], dtype=np.bool_)
        now = ~(beyond[first] & beyond[second])  # those come with what lies after
        first, second = first[now], second[now]
        open_.crowds.update((int(ids[i]), key) for i, key in crowds.items())
        open_.add(np.stack([ids[first], ids[second]]), weigh(columns(told), first, second).total)
        open_.number = {name: open_.number[name] for name in names if name.slot == last}
        yield from open_.finished({root(open_.above, n) for n in open_.number.values()})


def _several(
    slots: Sequence[int], in_slot: Callable[[int], list[Filed]]
) -> Iterator[tuple[list[tuple[int, Filed]], list[tuple[int, Filed]]]]:
    """The tellings of slots in a row, with their slots, so many at a time that `SCANNED` are there, or those of one.

    And the tellings of the slot that follows right after the last, where there are any.
    """
    mine: list[tuple[int, Filed]] = []
    last: int | None = None
    for slot in slots:
        now = [(slot, filed) for filed in in_slot(slot)]
        if mine and last is not None and len(mine) + len(now) > SCANNED:
            yield mine, now if slot == last + 1 else []
            mine = []
        mine += now
        last = slot
    if mine:
        yield mine, []


def _batch(some: Sequence[tuple[list[int], Numbers, Numbers]], open_: _Open) -> Batch:
    named = sorted(((open_.names.pop(i), i) for ids, *_ in some for i in ids), key=lambda n: n[0][1:])
    ids = np.array([i for _, i in named], dtype=np.int64)
    order = np.argsort(ids)
    pairs = np.concatenate([pairs for _, pairs, _ in some], axis=1)
    first, second = order[np.searchsorted(ids[order], pairs)] if len(ids) else pairs
    crowds = {n: open_.crowds.pop(i) for n, (_, i) in enumerate(named) if i in open_.crowds}
    weights = np.concatenate([weights for *_, weights in some])
    return Batch([name for name, _ in named], first, second, weights, crowds)
