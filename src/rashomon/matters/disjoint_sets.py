"""What hangs together with what? Sets that are joined two by two, each named by the smallest of its members.

Tarjan, "Efficiency of a Good But Not Linear Set Union Algorithm" (1975), with path halving. `above` gives each member
another of its set, or itself where it is the smallest: a list for numbers, a mapping for names.
"""

from __future__ import annotations

from typing import Protocol, TypeVar

T = TypeVar("T", int, str)


class Above(Protocol[T]):
    def __getitem__(self, member: T, /) -> T: ...

    def __setitem__(self, member: T, above: T, /) -> None: ...


def root(above: Above[T], member: T) -> T:
    """The smallest member of the set.

    >>> above = [0, 0, 1, 3]
    >>> root(above, 2), root(above, 3)
    (0, 3)
    """
    while above[member] != member:
        above[member] = member = above[above[member]]
    return member


def unite(above: Above[T], a: T, b: T) -> None:
    """Makes one set of the two that hold `a` and `b`.

    >>> above = {"x": "x", "y": "y", "z": "z"}
    >>> unite(above, "z", "y"), unite(above, "x", "z"), root(above, "z")
    (None, None, 'x')
    """
    low, high = sorted((root(above, a), root(above, b)))
    above[high] = low
