"""Which claims are of one incident? Tellings gathered across reports, as the evidence weighs and as people ruled."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Collection, Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from rashomon.matters.accounts import Account, Origin
from rashomon.matters.blocking import EVENT_DAYS, pairs_to_compare
from rashomon.matters.clustering import JOIN, components, gather_by_average, within_components
from rashomon.matters.constraints import Ruled
from rashomon.matters.pair_scoring import Columns, Piece, columns, evidence, weigh
from rashomon.matters.report_events import NOTHING_RULED, STATE_DAYS, Telling, Told, tell, telling_of
from rashomon.message import Phrase, with_commas
from rashomon.world.kinds import Family

Numbers = np.ndarray[Any, Any]

TOLD = 30
"""Evidence that weighs less, in hundredths, is not told."""
PERIOD = " (period)"


def as_ruled(tellings: Sequence[Told], ruled: Ruled) -> tuple[list[Told], list[list[int]]]:
    """Tellings, and which of them (by number) start as one incident, because a person ruled that claims of them are.

    Whole tellings go together where no other ruling keeps anything of them apart; else only the claims that were ruled
    on do, out of their tellings.
    """
    if not ruled.group:
        return list(tellings), []
    found = [(family, list(members)) for family, members in tellings]
    where: dict[str, set[int]] = defaultdict(set)
    for i, (_, members) in enumerate(found):
        for group in ruled.groups_of(m.claim.id for m in members):
            where[group].add(i)
    together: dict[int, set[int]] = {}
    for group in sorted(where):
        union = set().union(*(together.get(i, {i}) for i in where[group]))
        held = [ruled.groups_of(m.claim.id for m in found[i][1]) for i in union]
        everything = frozenset[str]().union(*held)
        if ruled.parts(everything, everything):
            union = set()
            for i in sorted(where[group]):
                family, members = found[i]
                out = [m for m in members if ruled.group.get(m.claim.id) == group]
                if len(out) < len(members):
                    found[i] = (family, [m for m in members if ruled.group.get(m.claim.id) != group])
                    found.append((family, out))
                    i = len(found) - 1
                union.add(i)
        for i in union:
            together[i] = union
    groups = {min(union): sorted(union) for union in together.values() if len(union) > 1}
    return found, [groups[i] for i in sorted(groups)]


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening: its accounts by family of kinds (several only where a person ruled so), and why they are of one.

    `why` gives, for the claims of every report but the first, one sentence: by what that report is joined to another.
    """

    told: tuple[tuple[Family, tuple[Account, ...]], ...]
    why: Mapping[str, str]


def incidents(
    told: Sequence[Account],
    origins: Mapping[str, Origin],
    copy_of: Mapping[str, str],
    ruled: Ruled = NOTHING_RULED,
) -> list[Incident]:
    """Accounts gathered by happening, across reports: each account is in exactly one incident."""
    return gathered(tellings(told, origins, ruled), copy_of, ruled).incidents


def tellings(told: Sequence[Account], origins: Mapping[str, Origin], ruled: Ruled = NOTHING_RULED) -> list[Told]:
    """What each report tells, by report key. It depends on the report and on those that a ruling ties it to, alone."""
    by_report: dict[str, list[Account]] = defaultdict(list)
    for account in told:
        by_report[account.key].append(account)
    every = [t for key in sorted(by_report) for t in tell(by_report[key], origins, ruled)]
    return sorted(as_ruled(every, ruled)[0], key=lambda t: t[1][0].key)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Incidents, and for each telling the smallest number of those it hangs together with.

    Tellings hang together over any number of pairs that weigh enough, and of rulings. No incident reaches further, and
    what hangs together is gathered alike whatever else there is.
    """

    incidents: list[Incident]
    component: list[int]
    told: list[Telling]
    """The tellings as they were compared."""


def shelved_as(family: Family, members: Sequence[Account]) -> str:
    """Only tellings of one such name are ever compared: the family, those of periods by themselves."""
    return f"{family.name}{PERIOD if any(m.period for m in members) else ''}"


def window_of(family: Family, name: str) -> int:
    """Within how many days two tellings of a family are compared. `name` is what `shelved_as` says."""
    return STATE_DAYS if family.lasting or name.endswith(PERIOD) else EVENT_DAYS


def groups_of(every: Sequence[Told], ruled: Ruled) -> list[frozenset[str]]:
    """The groups that rulings put the claims of each telling into."""
    if not ruled.group:
        return [frozenset()] * len(every)
    return [ruled.groups_of(m.claim.id for m in members) for _, members in every]


def kept_apart(groups: Sequence[frozenset[str]], ruled: Ruled) -> list[tuple[int, int]]:
    """Pairs of tellings, by number, that a ruling parts, also one that came by way of another family's claims."""
    having = [n for n, mine in enumerate(groups) if mine]
    return [(m, n) for k, m in enumerate(having) for n in having[k + 1 :] if ruled.parts(groups[m], groups[n])]


def reasons(table: Columns, tied_to: Sequence[tuple[int, int]]) -> dict[str, str]:
    """By claim, why its telling is joined to another: the sentences of `ties`."""
    mine = table.tellings
    children, parents = (np.array([t[n] for t in tied_to], dtype=np.int64) for n in (0, 1))
    found: dict[str, str] = {}
    for (child, parent), pieces in zip(tied_to, evidence(table, children, parents), strict=True):
        sentence = in_words(mine[child], mine[parent], pieces)
        found.update((account.claim.id, sentence) for account in mine[child].accounts)
    return found


class Linked(NamedTuple):
    """Which tellings of one name are of one happening, by their numbers; what each hangs together with; and why."""

    clusters: list[list[int]]
    component: list[int]
    why: dict[str, str]
    """By claim, why its telling is joined to another."""


def linked(
    table: Columns,
    pairs: tuple[Numbers, Numbers],
    weights: Numbers,
    crowds: Mapping[int, Hashable],
    together: Collection[Sequence[int]] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> Linked:
    """Tellings of one name by happening, as their pairs weigh and as people ruled."""
    n = len(table.tellings)
    component, inside = within_components(n, pairs, weights, together)
    found = gather_by_average(n, inside, together=together, apart=apart, crowds=crowds, component=component)
    return Linked(found, component, reasons(table, ties(found, inside)))


def gathered(
    every: Sequence[Told],
    copy_of: Mapping[str, str],
    ruled: Ruled = NOTHING_RULED,
    beside: Container[int] = (),
) -> Gathered:
    """Tellings, in the order that `tellings` gives them, by happening.

    `beside` has the numbers of some that stand on crowded shelves beside the others, and are not gathered themselves.
    """
    every, together = as_ruled(every, ruled)
    tied = {i: n for n, union in enumerate(together) for i in union}
    by_family: dict[str, list[int]] = defaultdict(list)
    for i, (family, members) in enumerate(every):
        by_family[shelved_as(family, members)].append(i)
    told = [telling_of(f, members, copy_of.get(members[0].key, members[0].key)) for f, members in every]
    groups = groups_of(every, ruled)
    if ruled.group:
        ruled = ruled.joined([*groups, *(frozenset().union(*(groups[i] for i in union)) for union in together)])
        groups = groups_of(every, ruled)
    clusters: list[list[int]] = []
    why: dict[str, str] = {}
    above = list(range(len(every)))
    for name in sorted(by_family):
        numbers = by_family[name]
        mine = [told[i] for i in numbers]
        first, second, crowds = pairs_to_compare(mine, window_of(mine[0].family, name))
        if beside:
            out = np.array([i in beside for i in numbers])
            kept = ~(out[first] | out[second])
            first, second = first[kept], second[kept]
        table = columns(mine)
        start: dict[int, list[int]] = defaultdict(list)
        for n, i in enumerate(numbers):
            if i in tied:
                start[tied[i]].append(n)
        apart = kept_apart([groups[i] for i in numbers], ruled)
        found = linked(table, (first, second), weigh(table, first, second).total, crowds, start.values(), apart)
        for n, i in enumerate(numbers):
            above[i] = numbers[found.component[n]]
        clusters += [[numbers[n] for n in cluster] for cluster in found.clusters if numbers[cluster[0]] not in beside]
        why.update(found.why)
        if ruled.group:
            ruled = ruled.joined(
                frozenset().union(*(groups[numbers[n]] for n in cluster)) for cluster in found.clusters
            )
            groups = groups_of(every, ruled)
    for union in together:
        for i in union[1:]:
            sentence = by_ruling(told[i], told[union[0]])
            why.update((a.claim.id, sentence) for a in told[i].accounts if a.claim.id in ruled.group)
    weighed = [(i, top) for i, top in enumerate(above)]
    component = components(len(every), weighed, together) if together else above
    return Gathered([incident(cluster, every, why) for cluster in tie(clusters, together)], component, told)


def ties(clusters: Sequence[Sequence[int]], weights: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """For each number of a cluster but the first, the one before it that it is most strongly tied to (child, parent).

    A maximum spanning tree, grown from the smallest number (Prim). Numbers that no weight ties are left out.
    """
    home = {i: n for n, cluster in enumerate(clusters) if len(cluster) > 1 for i in cluster}
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (i, j), weight in weights.items():
        if i in home and home[i] == home.get(j):
            near[i].append((-weight, j))
            near[j].append((-weight, i))
    found: list[tuple[int, int]] = []
    for cluster in clusters:
        if len(cluster) < 2:
            continue
        seen = {cluster[0]}
        best = dict.fromkeys(cluster, math.inf)  # a ruling joins also what weighs less than nothing
        edge = [(weight, j, cluster[0]) for weight, j in near[cluster[0]]]
        heapq.heapify(edge)
        while edge:
            _, child, parent = heapq.heappop(edge)
            if child in seen:
                continue
            seen.add(child)
            found.append((child, parent))
            for weight, j in near[child]:
                if j not in seen and weight <= best[j]:
                    best[j] = weight
                    heapq.heappush(edge, (weight, j, child))
    return found


def in_words(child: Telling, parent: Telling, pieces: Sequence[Piece]) -> str:
    """Why two tellings are joined, in one sentence."""
    told = in_a_list(tuple([words for words, weight in pieces if weight >= TOLD]))
    against = in_a_list(tuple([words for words, weight in pieces if weight <= -TOLD]))
    total = sum([weight for _, weight in pieces]) / 100
    return Phrase(
        "{report} is joined to {other}: {evidence} (weight {weight}, enough is {enough}).",
        report=named(child),
        other=named(parent),
        evidence=Phrase("{told}, but {against}", told=told, against=against) if against else told,
        weight=f"{total:.1f}",
        enough=str(JOIN),
    )


def in_a_list(words: tuple[str, ...]) -> str:
    """Evidence with commas. The last piece is mostly the words that two share; what comes before is often the same."""
    return with_commas([before(words[:-1]), words[-1]] if len(words) > 1 else words)


@lru_cache(maxsize=1024)  # .04 s of the 2 s that 20,000 claims take to gather
def before(words: tuple[str, ...]) -> str:
    return with_commas(words)


def by_ruling(child: Telling, parent: Telling) -> str:
    if child.report == parent.report:
        return Phrase("A person ruled that claims of {report} are of one incident.", report=named(child))
    return Phrase(
        "A person ruled that {report} and {other} tell of one incident.", report=named(child), other=named(parent)
    )


def named(telling: Telling) -> str:
    report = telling.accounts[0].report
    return f"{report.id} ({report.outlet})" if report.outlet else report.id


def tie(clusters: Sequence[Sequence[int]], together: Sequence[Sequence[int]]) -> list[list[int]]:
    """Clusters of one family each, those that hold numbers of one of `together` made one."""
    home = {i: n for n, cluster in enumerate(clusters) for i in cluster}
    union: dict[int, set[int]] = {n: {n} for n in range(len(clusters))}
    for group in together:
        merged = set().union(*(union[home[i]] for i in group))
        for n in merged:
            union[n] = merged
    return [sorted(i for k in union[n] for i in clusters[k]) for n in range(len(clusters)) if n == min(union[n])]


def incident(cluster: Sequence[int], tellings: Sequence[Told], why: Mapping[str, str]) -> Incident:
    """The accounts of some tellings by family."""
    by_family: dict[str, tuple[Family, list[Account]]] = {}
    for i in cluster:
        family, members = tellings[i]
        by_family.setdefault(family.name, (family, []))[1].extend(members)
    told = tuple((family, tuple(members)) for _, (family, members) in sorted(by_family.items()))
    return Incident(told, {a.claim.id: why[a.claim.id] for _, mine in told for a in mine if a.claim.id in why})
