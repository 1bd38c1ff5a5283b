"""Ids that stay. A matter is known by its claims; when they are gathered again, its id goes with most of them.

Pure: which new group takes which old id, where the other old ids lead, and what a fresh id looks like. Claims are
compared by their anchors (report key, trigger start, trigger end, kind), which outlive a reading.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType

Anchor = tuple[str, int, int, str]
"""A claim by what can't change: the report's key, where its trigger starts and ends, and its kind."""

Groups = Mapping[str, AbstractSet[Anchor]]

SHORTEST = 6
"""Characters of a fresh id after its prefix: 30 bits, longer where that is taken."""


def shared(new: Groups, old: Groups) -> dict[tuple[str, str], int]:
    """How many anchors each new group shares with each old one; pairs that share none are left out."""
    where: dict[Anchor, list[str]] = defaultdict(list)
    for name, anchors in old.items():
        for anchor in anchors:
            where[anchor].append(name)
    return Counter((name, other) for name, anchors in new.items() for anchor in anchors for other in where[anchor])


def inherit(
    new: Groups, old: Groups, live: AbstractSet[str], minted: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """Which old id each new group keeps. One each; the pair that shares most goes first.

    Among equals the pair that is most alike, then an id that is live, then the one that was `minted` first, then the
    alphabet decides: an id that was retired by a join comes back when the join is taken apart, and one that was minted
    by a split goes when the split is undone.
    """

    def rank(item: tuple[tuple[str, str], int]) -> tuple[float, float, bool, str, str, str]:
        (name, other), count = item
        alike = -count / len(new[name] | old[other])
        return -count, alike, other not in live, minted.get(other, ""), other, name

    kept: dict[str, str] = {}
    given: set[str] = set()
    for (name, other), _ in sorted(shared(new, old).items(), key=rank):
        if name not in kept and other not in given:
            kept[name] = other
            given.add(other)
    return kept


def leads_to(old: Groups, now: Groups) -> dict[str, str | None]:
    """For old ids that no group kept: the group that has most of its claims now, None where nothing of it is left."""
    best: dict[str, tuple[int, str]] = {}
    for (name, other), count in shared(old, now).items():
        best[name] = min(best.get(name, (0, "")), (-count, other))
    return {name: best[name][1] if name in best else None for name in old}


def mint(prefix: str, of: Iterable[object], taken: Container[str]) -> str:
    """A fresh id such as M-7K2QXD, made from what it is for: the same first reading has the same ids anywhere."""
    digest = base64.b32encode(hashlib.sha256(repr(sorted(map(repr, of))).encode()).digest()).decode()
    for length in range(SHORTEST, len(digest)):
        if (name := f"{prefix}-{digest[:length]}") not in taken:
            return name
    raise AssertionError("250 bits of a hash are never all taken")
