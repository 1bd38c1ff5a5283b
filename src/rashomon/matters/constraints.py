"""What did people rule on what belongs together? Their rulings as sets of claims that are one, and that stay apart.

Constrained clustering as in Wagstaff and Cardie, "Clustering with Instance-level Constraints" (2000): must-links are
closed transitively, cannot-links hold between the sets that this makes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rashomon.matters.disjoint_sets import root


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person ruled about claims, by claim ids.

    "same": all claims of `one` and `other` are of one incident, whatever their kinds. "different": no claim of `one` is
    ever in an incident with a claim of `other`.
    """

    what: Literal["same", "different"]
    one: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """Rulings with their contradictions settled. Claims that nobody ruled on are in neither mapping.

    `group` gives the set of claims that a claim is one with, by a name for the set; `apart` the sets that each set may
    not be in one incident with.
    """

    group: Mapping[str, str]
    apart: Mapping[str, frozenset[str]]

    def groups_of(self, claims: Iterable[str]) -> frozenset[str]:
        if not self.group:
            return frozenset()
        return frozenset(self.group[c] for c in claims if c in self.group)

    def parts(self, a: frozenset[str], b: frozenset[str]) -> bool:
        """Whether somebody ruled that two sets of groups are not of one incident."""
        return any(self.apart.get(g, frozenset()) & b for g in a)

    def joined(self, together: Iterable[frozenset[str]]) -> Ruled:
        """The same, after clustering put these sets of groups into one incident each: what parts one parts all."""
        merged: dict[str, set[str]] = {g: {g} for g in self.group.values()}
        for groups in together:
            union = set().union(*(merged[g] for g in groups)) if groups else set()
            for g in union:
                merged[g] = union
        name = {g: min(union) for g, union in merged.items()}
        apart: dict[str, set[str]] = defaultdict(set)
        for g, others in self.apart.items():
            apart[name[g]] |= {name[o] for o in others}
        return Ruled({c: name[g] for c, g in self.group.items()}, {g: frozenset(o) for g, o in apart.items()})


def settle(rulings: Sequence[Ruling]) -> Ruled:
    """Rulings, the oldest first, without what a later one contradicts, pair by pair and over any number of steps.

    >>> told = [Ruling("same", ("a",), ("b",)), Ruling("same", ("b",), ("c",)), Ruling("different", ("a",), ("c",))]
    >>> sorted(settle(told).group.items())
    [('a', 'a'), ('b', 'b'), ('c', 'b')]
    """
    above = {claim: claim for ruling in rulings for claim in (*ruling.one, *ruling.other)}
    apart: dict[str, set[str]] = defaultdict(set)
    for ruling in reversed(rulings):
        if ruling.what == "different":
            for a in ruling.one:
                for b in ruling.other:
                    if (one := root(above, a)) != (two := root(above, b)):
                        apart[one].add(two)
                        apart[two].add(one)
            continue
        claims = list(dict.fromkeys((*ruling.one, *ruling.other)))
        for n, claim in enumerate(claims):
            # to the first that it may be one with: what a later ruling cut off does not cut off the rest
            for other in claims[:n]:
                one, two = sorted((root(above, claim), root(above, other)))
                if one == two:
                    break
                if two not in apart[one]:
                    above[two] = one
                    for third in apart.pop(two, set()):
                        apart[third].discard(two)
                        apart[third].add(one)
                        apart[one].add(third)
                    break
    return Ruled({c: root(above, c) for c in above}, {g: frozenset(others) for g, others in apart.items() if others})
