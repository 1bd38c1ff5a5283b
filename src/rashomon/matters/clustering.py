"""Which are one, by how much each pair weighs? Average linkage, with what must and must not be one.

Average linkage as in Sokal and Michener (1958), stopped at a mean weight: a chain of half-likenesses does not pull two
happenings together.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np

from rashomon.matters.disjoint_sets import root, unite

JOIN = 4.5
NEVER = -6.0
"""What a pair that was never compared counts for in an average."""

Weights = Mapping[tuple[int, int], float]
Numbers = np.ndarray[Any, Any]
Pairs = tuple[Numbers, Numbers]


def gather_by_average(
    n: int,
    weights: Weights,
    join: float = JOIN,
    *,
    together: Iterable[Sequence[int]] = (),
    apart: Iterable[tuple[int, int]] = (),
    crowds: Mapping[int, Hashable] | None = None,
    component: Sequence[int] | None = None,
) -> list[list[int]]:
    """Average-link clustering of 0..n-1: the best pair of clusters is joined while its mean weight reaches `join`.

    A pair with no weight counts as NEVER; but two numbers of one crowd (`crowds`: number to crowd) that have no weight
    were too many to be compared and count for nothing. Ties go to the smallest indices, so only the weights decide. The
    numbers of each of `together` start as one cluster; no cluster ever holds both numbers of a pair of `apart`.
    `component` is what `components` gives, where that is known.
    """
    groups = [sorted(set(g)) for g in together]
    if component is None:
        component = components(n, [pair for pair, w in weights.items() if w >= join], groups)
    inside: dict[int, dict[tuple[int, int], float]] = defaultdict(dict)
    for (i, j), w in weights.items():
        if component[i] == component[j]:
            inside[component[i]][i, j] = w
    parted: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, j in apart:
        if component[i] == component[j]:
            parted[component[i]].append((i, j))
    started: dict[int, list[list[int]]] = defaultdict(list)
    for group in groups:
        started[component[group[0]]].append(group)
    members: dict[int, list[int]] = defaultdict(list)
    for i in range(n):
        members[component[i]].append(i)
    found = [
        cluster
        for c, mine in members.items()
        for cluster in (
            [mine] if len(mine) == 1 else average(mine, inside[c], join, started[c], parted[c], crowds or {})
        )
    ]
    return sorted(found)


def within_components(
    n: int, pairs: Pairs, weights: Numbers, together: Iterable[Sequence[int]] = (), join: float = JOIN
) -> tuple[list[int], dict[tuple[int, int], float]]:
    """What hangs together, and the weights of those pairs (smaller and larger numbers) that can ever matter."""
    first, second = pairs
    reach = np.flatnonzero(weights >= join)
    component = components(n, zip(first[reach].tolist(), second[reach].tolist(), strict=True), together)
    of = np.array(component, dtype=np.int64)
    inside = np.flatnonzero(of[first] == of[second])
    numbers = zip(first[inside].tolist(), second[inside].tolist(), strict=True)
    return component, dict(zip(numbers, weights[inside].tolist(), strict=True))


def components(n: int, strong: Iterable[tuple[int, int]], together: Iterable[Sequence[int]]) -> list[int]:
    """For each of 0..n-1 the smallest number that it hangs together with by pairs that weigh enough, or by `together`.

    Clusters never reach over two of these: a mean reaches what is enough only where some pair does.
    """
    above = list(range(n))
    for i, j in chain(strong, ((group[0], i) for group in together for i in group[1:])):
        unite(above, i, j)
    return [root(above, i) for i in range(n)]


def average(
    numbers: Sequence[int],
    weights: Weights,
    join: float,
    together: Sequence[Sequence[int]],
    apart: Sequence[tuple[int, int]],
    crowds: Mapping[int, Hashable],
) -> list[list[int]]:
    """`gather_by_average` within one component."""
    n = len(numbers)
    if not apart and len(weights) == n * (n - 1) // 2 and min(weights.values()) >= join:
        return [list(numbers)]  # every mean is one of weights that all are enough
    members: dict[int, list[int]] = {i: [i] for i in numbers}
    sums: dict[int, dict[int, tuple[float, int]]] = {i: {} for i in numbers}
    for (i, j), w in weights.items():
        sums[i][j] = sums[j][i] = (w, 1)
    parted: dict[int, set[int]] = defaultdict(set)
    for i, j in apart:
        parted[i].add(j)
        parted[j].add(i)
    crowd = {i: {crowds[i]: 1} for i in numbers if i in crowds}
    surely_less = join - 1e-6

    def mean(i: int, j: int) -> float:
        total, known = sums[i][j]
        size = len(members[i]) * len(members[j])
        if i in crowd and j in crowd:
            size = max(known, size - max(0, sum(n * crowd[j].get(c, 0) for c, n in crowd[i].items()) - known))
        found = (total + NEVER * (size - known)) / size
        # rounded, so that the order of adding up decides nothing; what will not be joined need not be (it takes long)
        return found if found < surely_less else round(found, 9)

    def merge(i: int, j: int) -> None:
        mine = sums[i]
        for k, (total, known) in sums.pop(j).items():
            del sums[k][j]
            if k != i:
                had = mine.get(k)
                mine[k] = sums[k][i] = (total, known) if had is None else (had[0] + total, had[1] + known)
        if parted:
            for k in parted.pop(j, ()):
                parted[k].discard(j)
                parted[k].add(i)
                parted[i].add(k)
        for c, n in crowd.pop(j, {}).items():
            mine_there = crowd.setdefault(i, {})
            mine_there[c] = mine_there.get(c, 0) + n
        members[i] += members.pop(j)

    home = {i: i for i in numbers}
    for group in together:
        first, *others = sorted({home[i] for i in group})
        for other in others:
            merge(first, other)
        for i in members[first]:
            home[i] = first
    if together:
        heap = [
            (-m, i, j, len(members[i]), len(members[j]))
            for i in members
            for j in sums[i]
            if i < j and (m := mean(i, j)) >= join
        ]
    else:
        heap = [(-w, i, j, 1, 1) for (i, j), w in weights.items() if w >= join]
    heapq.heapify(heap)
    while heap:
        _, i, j, size_i, size_j = heapq.heappop(heap)
        if i not in members or j not in members or len(members[i]) != size_i or len(members[j]) != size_j:
            continue
        if parted and j in parted.get(i, ()):
            continue
        merge(i, j)
        for k in sums[i]:
            if (m := mean(i, k)) >= join:
                a, b = (i, k) if i < k else (k, i)
                heapq.heappush(heap, (-m, a, b, len(members[a]), len(members[b])))
    return [sorted(mine) for mine in members.values()]
