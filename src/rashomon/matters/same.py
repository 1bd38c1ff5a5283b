"""One happening or two? Claims become tellings (what one report tells of one happening), tellings become incidents.

The evidence for and against two tellings being one happening is weighed and added up, as in Fellegi and Sunter, "A
Theory for Record Linkage" (1969); the weights below are rounded log-odds, set by hand. Tellings are then gathered by
average linkage, so that a chain of half-likenesses does not pull two happenings together. Only tellings that share a
neighbourhood and a season are ever compared, so the work grows with the number of claims and not with its square.
"""

from __future__ import annotations

import heapq
import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from rashomon.matters.accounts import Account, Origin
from rashomon.matters.nearness import (
    days_apart,
    figure,
    holds,
    in_area,
    is_vague,
    neighbours,
    other_time,
    places_fit,
    plain,
    same_place,
)
from rashomon.matters.rulings import Ruled
from rashomon.model import Place

# Weights of evidence, for happenings and for states that last
JOIN = 4.5
SAME_PLACE, WIDE_PLACE, HELD_PLACE, SAME_AREA, IN_AREA, NO_PLACE, OTHER_PLACE = 4.0, 3.0, 2.5, 1.0, 1.0, 0.0, -6.0
WIDE_KM = 8.0
"""A place wider than this (a large city) is named by many happenings: sharing it says less."""
SAME_DAY, NEXT_DAYS, OTHER_DAYS = 2.0, 0.0, -6.0
PRINTED_SAME_DAY, PRINTED_NEAR, PRINTED_WEEK, PRINTED_FAR = 1.5, 0.5, -1.0, -4.0
SAME_KIND, NEAR_KIND, GENERIC_KIND, FAR_KIND = 1.0, 0.5, 0.3, -1.5
SAME_TOLL, SAME_SMALL_TOLL, OTHER_TOLL = 2.0, 1.0, -0.5
SAME_ACTOR, OTHER_ACTOR = 0.7, -0.5
BOTH_MAIN = 0.5
COPIES = 5.0
WORDS_WORTH, WORDS_MOST = 0.5, 3.5
NEVER = -6.0
"""What a pair that was never compared counts for in an average."""

EVENT_DAYS = 4
"""Happenings whose days lie further apart are not compared."""
STATE_DAYS = 30
"""States that last are compared over this many days."""
CELL_DEGREES = 0.1
"""Wider than the distance at which two points are one place."""
SMALL_TOLL = 5


NOTHING_RULED = Ruled({}, {})


@dataclass(frozen=True, slots=True)
class Family:
    """Kinds that tell of one sort of happening; the fields are explained in questions.toml."""

    name: str
    lasting: bool = False
    within: bool = True
    area: bool = False
    sorts: tuple[frozenset[str], ...] = ()
    generic: frozenset[str] = frozenset()
    diffuse: frozenset[str] = frozenset()
    mutual: frozenset[str] = frozenset()
    broad: frozenset[str] = frozenset()
    loosely: frozenset[str] = frozenset()
    loose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """What one report tells of one happening: its accounts, and what they say between them."""

    family: Family
    report: str
    """The report's key."""
    accounts: tuple[Account, ...]
    kinds: frozenset[str]
    sorts: frozenset[int]
    place: Place | None
    start: int | None
    end: int | None
    day: int | None
    """The day it is filed under: the middle of its days, else the day of printing."""
    published: int | None
    actors: frozenset[str]
    targets: frozenset[str]
    tolls: frozenset[float]
    main: bool
    words: frozenset[str]
    copy_of: str


@cache
def questions() -> dict[str, Any]:
    """`questions.toml`: families of kinds, question templates, sorts of reasons."""
    return tomllib.loads(resources.files("rashomon.matters").joinpath("questions.toml").read_text("utf-8"))


@cache
def families() -> dict[str, Family]:
    """Each kind's family."""
    found: dict[str, Family] = {}
    for name, row in questions()["family"].items():
        family = Family(
            name,
            row["lasting"],
            row["within"],
            area=row.get("area", False),
            sorts=tuple(frozenset(s) for s in row.get("sorts", [])),
            generic=frozenset(row.get("generic", [])),
            diffuse=frozenset(row.get("diffuse", [])),
            mutual=frozenset(row.get("mutual", [])),
            broad=frozenset(row.get("broad", [])),
            loosely=frozenset(row.get("loosely", [])),
            loose=tuple(row.get("loose", [])),
        )
        for kind in row["kinds"]:
            found[kind] = family
    return found


def family_of(kind: str) -> Family:
    """The family of a kind; a kind that the list leaves out is an event on its own.

    >>> family_of("airstrike").name, family_of("protest").name
    ('attack', 'protest')
    """
    return families().get(kind) or Family(kind)


LOOSE = "loose"
"""Stands for the kind of a claim whose words leave open which sort it is."""


def kind_of(account: Account, family: Family) -> str:
    """The kind of a claim as far as its words decide it: "the attack" may be a bombing and may be a battle."""
    kind = account.claim.kind
    if kind in family.loosely:
        start, end = account.claim.trigger
        if account.report.text[start:end].casefold().startswith(family.loose):
            return LOOSE
    return kind


def sort_of(kind: str, family: Family) -> int | None:
    """Which of the family's sorts a kind is of; None for a generic kind."""
    return next((i for i, s in enumerate(family.sorts) if kind in s), None)


def sorts_of(kinds: Iterable[str], family: Family) -> frozenset[int]:
    return frozenset(s for k in kinds if (s := sort_of(k, family)) is not None)


def kinds_fit(a: Iterable[str], b: Iterable[str], family: Family) -> bool:
    """Whether two sets of kinds can be one happening: a shared sort, or one side only generic."""
    left, right = sorts_of(a, family), sorts_of(b, family)
    return not left or not right or bool(left & right)


def own_goal(actors: Iterable[str], targets: Iterable[str]) -> bool:
    """Whether somebody would have struck what is his own: two such accounts tell of two happenings."""
    return bool(set(actors) & set(targets))


# ---- within one report ---------------------------------------------------------------------------------------------


def better(a: Place | None, b: Place | None) -> Place | None:
    """The narrower of two mentions that fit."""
    if a is None or is_vague(a):
        return b if b is not None else a
    if b is None or is_vague(b):
        return a
    order = ("exact", "vicinity", "locality", "admin2", "admin1", "country", "unresolved")
    if order.index(a.precision) != order.index(b.precision):
        return min(a, b, key=lambda p: order.index(p.precision))
    return b if holds(a, b) else a


def same_statement(a: Account, b: Account) -> bool:
    return a.statement.id == b.statement.id


def spares(silent: Account, origin: Origin, other: Account, theirs: Origin) -> bool:
    """Whether one who speaks for a camp tells of an attack with no doer, and the other tells of another attack.

    What a side reports of itself in the passive was done to it. The other tells of another attack where it makes that
    side the doer; or where it speaks for another side, names no doer either, and does not tell of the same thing hit.
    """
    if not origin.speaks or silent.actor is not None or same_statement(silent, other):
        return False
    if silent.claim.polarity == other.claim.polarity == "denied":
        return False
    if other.actor is not None:
        return other.actor == origin.camp
    own = silent.target == origin.camp and other.target != origin.camp
    return own and theirs.speaks and theirs.camp != origin.camp and not silent.claim.kind == other.claim.kind == "clash"


def joins(account: Account, telling: list[Account], family: Family, origins: Mapping[str, Origin]) -> bool:
    """Whether an account of the same report tells of the happening that `telling` tells of."""
    kind = kind_of(account, family)
    if not kinds_fit([kind], {kind_of(t, family) for t in telling}, family):
        return False
    sorts = {kind, *(kind_of(t, family) for t in telling)} - family.generic - {LOOSE}
    broad = bool(sorts) and sorts <= family.broad
    actors = {t.actor for t in telling if t.actor}
    targets = {t.target for t in telling if t.target}
    # a side loses what is its own, and is besieged with its own: only of a deed does it make two happenings
    deed = not family.lasting
    if deed and account.actor and account.actor in targets and account.actor not in actors:
        return False
    if deed and account.target and account.target in actors and account.target not in targets:
        return False
    origin = origins[account.claim.id]
    figures = figures_of(account)
    akin = any(same_statement(account, t) or origins[t.claim.id].id == origin.id for t in telling)
    if kind in family.generic and not figures and not akin:
        # "killed terrorists" with no figure may be any happening: it stays with its statement or its speaker
        return False
    for other in telling:
        if account.place is not None and other.place is not None and not same_place(account.place, other.place):
            if not places_fit(account.place, other.place) and not (broad and neighbours(account.place, other.place)):
                return False
            named = not (account.inferred_place or other.inferred_place)
            vague = is_vague(account.place) or is_vague(other.place)
            if not family.within and named and not vague:
                return False
            corners = kind in family.diffuse and kind_of(other, family) == kind and not same_statement(account, other)
            if corners and named:
                return False
        if account.period != other.period:
            return False
        others = figures_of(other)
        if other_time(account, other) and figures and others and not figures & others:
            return False
        gap = days_apart(account, other)
        if gap is not None and gap > (STATE_DAYS if family.lasting else 1):
            return False
        theirs = origins[other.claim.id]
        spared = spares(account, origin, other, theirs) or spares(other, theirs, account, origin)
        if deed and spared and not figures & others:
            return False
        same_side = theirs.id == origin.id and account.claim.polarity == other.claim.polarity
        if same_side and account.actor and other.actor and account.actor != other.actor and not family.lasting:
            return False
    return True


def figures_of(account: Account) -> set[float]:
    return {f for c in account.killed if (f := figure(c)) is not None}


def closeness(account: Account, members: Sequence[Account]) -> tuple[object, ...]:
    """How close an account stands to a telling of its report: statement, figures, time, kind, place, distance."""
    return (
        all(not same_statement(m, account) for m in members),
        not figures_of(account) & {f for m in members for f in figures_of(m)},
        all(other_time(m, account) for m in members),
        account.inferred_place and all(m.claim.kind != account.claim.kind or m.inferred_place for m in members),
        not any(m.place and account.place and same_place(m.place, account.place) for m in members),
        min(abs(m.at - account.at) for m in members),
        members[0].claim.id,
    )


def tell(
    mine: Sequence[Account], origins: Mapping[str, Origin], ruled: Ruled = NOTHING_RULED
) -> list[tuple[Family, list[Account]]]:
    """The accounts of one report by happening: those that name a place first, then the others to the closest.

    Accounts that a person ruled to be of different incidents are of two tellings.
    """
    tellings: list[tuple[Family, list[Account]]] = []
    vague = [is_vague(a.place) for a in mine]
    placed = [a for a, v in zip(mine, vague, strict=True) if not v and not a.inferred_place]
    inferred = [a for a, v in zip(mine, vague, strict=True) if not v and a.inferred_place]
    unplaced = [a for a, v in zip(mine, vague, strict=True) if v]
    for account in [*placed, *inferred, *unplaced]:
        family = family_of(account.claim.kind)
        mine_ruled = ruled.groups_of([account.claim.id])
        fitting = [
            members
            for fam, members in tellings
            if fam.name == family.name
            and not (mine_ruled and ruled.parts(mine_ruled, ruled.groups_of(m.claim.id for m in members)))
            and joins(account, members, family, origins)
        ]
        if fitting:
            min(fitting, key=lambda members: closeness(account, members)).append(account)
        else:
            tellings.append((family, [account]))
    return tellings


def words_of(members: Sequence[Account]) -> frozenset[str]:
    """The longer words of the statements that tell it, for likeness of wording."""
    found: set[str] = set()
    for statement in {m.statement.id: m for m in members}.values():
        for start, end in statement.statement.content:
            for word in statement.report.text[start:end].split():
                bare = word.strip(".,;:!?\"'“”‘’()[]").casefold()
                if len(bare) > 3:
                    found.add(bare)
    return frozenset(found)


def telling_of(family: Family, members: Sequence[Account], copy_of: str) -> Telling:
    kinds = frozenset(kind_of(m, family) for m in members)
    place: Place | None = None
    for member in sorted(members, key=lambda m: m.inferred_place):
        if place is None or not member.inferred_place or is_vague(place):
            place = better(place, member.place)
    dated = [m for m in members if m.anchored]
    start: int | None = None
    end: int | None = None
    if dated:
        # the days that most accounts of it agree on; where they only overlap, the days they share
        (start, end), _ = Counter((m.start, m.end) for m in dated).most_common(1)[0]
    published = members[0].published
    # a state that somebody tells of with no day goes on as it is printed, whenever the others say it began
    ongoing = family.lasting and published is not None and any(m.start is None for m in members)
    if start is not None and end is not None and not ongoing:
        day: int | None = (start + end) // 2
    else:
        day = published if published is not None else next((m.end for m in members if m.end is not None), None)
    return Telling(
        family=family,
        report=members[0].key,
        accounts=tuple(members),
        kinds=kinds,
        sorts=sorts_of(kinds, family),
        place=None if is_vague(place) else place,
        start=start,
        end=end,
        day=day,
        published=published,
        actors=frozenset(m.actor for m in members if m.actor and m.claim.polarity == "affirmed"),
        targets=frozenset(m.target for m in members if m.target),
        tolls=frozenset(f for m in members for c in m.killed if (f := figure(c)) is not None and f > 0),
        main=any(m.main for m in members),
        words=words_of(members),
        copy_of=copy_of,
    )


# ---- across reports ------------------------------------------------------------------------------------------------


def place_weight(a: Telling, b: Telling) -> float:
    if a.place is None or b.place is None:
        return NO_PLACE
    if same_place(a.place, b.place):
        if a.place.precision == "admin1":
            return WIDE_PLACE if a.family.area else SAME_AREA
        return WIDE_PLACE if max(a.place.radius_km or 0.0, b.place.radius_km or 0.0) > WIDE_KM else SAME_PLACE
    held = holds(a.place, b.place) or holds(b.place, a.place)
    if not a.family.within:
        return OTHER_PLACE
    if held:
        return HELD_PLACE
    if a.kinds & b.kinds & a.family.broad and neighbours(a.place, b.place):
        return HELD_PLACE
    if in_area(a.place, b.place) or in_area(b.place, a.place):
        return IN_AREA
    return OTHER_PLACE


def time_weight(a: Telling, b: Telling) -> float:
    if a.start is not None and a.end is not None and b.start is not None and b.end is not None:
        gap = max(0, a.start - b.end, b.start - a.end)
        return SAME_DAY if gap <= 1 else NEXT_DAYS if gap <= 3 else OTHER_DAYS
    if a.day is None or b.day is None:
        return 0.0
    gap = abs(a.day - b.day)
    return PRINTED_SAME_DAY if gap <= 1 else PRINTED_NEAR if gap <= 3 else PRINTED_WEEK if gap <= 7 else PRINTED_FAR


def state_time_weight(a: Telling, b: Telling) -> float:
    if a.day is None or b.day is None:
        return 0.0
    return SAME_DAY if abs(a.day - b.day) <= STATE_DAYS else OTHER_DAYS


def kind_weight(a: Telling, b: Telling) -> float:
    if a.sorts and b.sorts and not a.sorts & b.sorts:
        return FAR_KIND
    if (a.kinds & b.kinds) - a.family.generic - {LOOSE}:
        return SAME_KIND
    return NEAR_KIND if a.sorts & b.sorts else GENERIC_KIND


def toll_weight(a: Telling, b: Telling) -> float:
    if not a.tolls or not b.tolls:
        return 0.0
    shared = a.tolls & b.tolls
    if shared:
        return SAME_TOLL if max(shared) >= 10 else SAME_SMALL_TOLL
    return OTHER_TOLL if max(a.tolls) > 3 * max(b.tolls) or max(b.tolls) > 3 * max(a.tolls) else 0.0


def likeness(a: Telling, b: Telling, rarity: Callable[[str], float]) -> float:
    """How much two tellings weigh for being one happening. A report that tells of two does not tell of one."""
    at = place_weight(a, b)
    if at <= OTHER_PLACE or a.report == b.report:
        return NEVER
    weight = at + kind_weight(a, b)
    weight += state_time_weight(a, b) if a.family.lasting else time_weight(a, b)
    if weight < JOIN - SAME_TOLL - SAME_ACTOR - BOTH_MAIN - COPIES - WORDS_MOST:
        return weight
    weight += toll_weight(a, b)
    if a.actors and b.actors:
        weight += SAME_ACTOR if a.actors & b.actors else OTHER_ACTOR
    deed = not a.family.lasting
    if deed and (own_goal(a.actors, b.targets - a.targets) or own_goal(b.actors, a.targets - b.targets)):
        weight += OTHER_PLACE
    if a.main and b.main:
        weight += BOTH_MAIN
    if a.copy_of == b.copy_of:
        weight += COPIES
    shared = math.fsum(map(rarity, a.words & b.words))
    return weight + min(WORDS_MOST, WORDS_WORTH * shared)


def neighbourhoods(telling: Telling) -> tuple[list[str], list[str]]:
    """Under which keys a telling is filed, and under which it looks for others.

    Filed: its map cell, its name and its area, its figures. Looked for: its name, the name of what holds it and the
    cells around; by a mention no narrower than a first-order area, the area; by one with no place, the same
    figures, the copies of its report, and other tellings of a rare kind.
    """
    place = telling.place
    extra = [f"toll:{t:g}" for t in sorted(telling.tolls) if t >= SMALL_TOLL]
    extra.append(f"copy:{telling.copy_of}")
    extra += [f"kind:{k}" for k in sorted(telling.kinds & telling.family.broad)]
    if place is None:
        return extra, extra
    area = f"area:{place.country}:{plain(place.admin1 or place.name)}"
    filed = [f"name:{plain(place.name)}", area, *extra]
    if place.precision == "admin1":
        return filed, [area]
    looked = filed[:1]
    if place.within:
        looked.append(f"name:{plain(place.within)}")
    if place.lat is not None and place.lon is not None:
        row, column = math.floor(place.lat / CELL_DEGREES), math.floor(place.lon / CELL_DEGREES)
        filed.append(f"cell:{row}:{column}")
        looked += [f"cell:{row + i}:{column + j}" for i in (-1, 0, 1) for j in (-1, 0, 1)]
    return filed, looked


def pairs_to_compare(tellings: Sequence[Telling], window: int) -> set[tuple[int, int]]:
    """Pairs of tellings (smaller index first) that share a neighbourhood and lie within `window` days."""
    shelf: dict[tuple[str, int], list[int]] = defaultdict(list)
    keys = [neighbourhoods(t) for t in tellings]
    slots = [0 if t.day is None else t.day // window for t in tellings]
    for i, (filed, _) in enumerate(keys):
        for key in filed:
            shelf[key, slots[i]].append(i)
    found: set[tuple[int, int]] = set()
    for i, (_, looked) in enumerate(keys):
        mine = tellings[i]
        near: set[int] = set()
        for key in looked:
            for slot in (slots[i] - 1, slots[i], slots[i] + 1):
                near.update(shelf.get((key, slot), ()))
        for j in near:
            other = tellings[j]
            if i == j:
                continue
            if mine.day is None or other.day is None or abs(mine.day - other.day) <= window:
                found.add((i, j) if i < j else (j, i))
    return found


def gather_by_average(
    n: int,
    weights: Mapping[tuple[int, int], float],
    join: float = JOIN,
    *,
    together: Iterable[Sequence[int]] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """Average-link clustering of 0..n-1: the best pair of clusters is joined while its mean weight reaches `join`.

    A pair with no weight counts as NEVER. Ties go to the smallest indices, so only the weights decide. The numbers of
    each of `together` start as one cluster; no cluster ever holds both numbers of a pair of `apart`.
    """
    members: dict[int, list[int]] = {i: [i] for i in range(n)}
    sums: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
    for (i, j), w in weights.items():
        sums[i][j] = sums[j][i] = (w, 1)
    parted: dict[int, set[int]] = defaultdict(set)
    for i, j in apart:
        parted[i].add(j)
        parted[j].add(i)

    def mean(i: int, j: int) -> float:
        total, known = sums[i][j]
        size = len(members[i]) * len(members[j])
        return round((total + NEVER * (size - known)) / size, 9)

    def merge(i: int, j: int) -> None:
        for k, (total, known) in sums.pop(j, {}).items():
            del sums[k][j]
            if k != i:
                had = sums[i].get(k, (0.0, 0))
                sums[i][k] = sums[k][i] = (had[0] + total, had[1] + known)
        for k in parted.pop(j, ()):
            parted[k].discard(j)
            parted[k].add(i)
            parted[i].add(k)
        members[i] = sorted(members[i] + members.pop(j))

    home = {i: i for i in range(n)}
    for group in together:
        first, *others = sorted({home[i] for i in group})
        for other in others:
            merge(first, other)
            for i in members[first]:
                home[i] = first
    heap = [
        (-m, i, j, len(members[i]), len(members[j]))
        for i in members
        for j in sums.get(i, ())
        if i < j and (m := mean(i, j)) >= join
    ]
    heapq.heapify(heap)
    while heap:
        _, i, j, size_i, size_j = heapq.heappop(heap)
        if i not in members or j not in members or (len(members[i]), len(members[j])) != (size_i, size_j):
            continue
        if j in parted.get(i, ()):
            continue
        merge(i, j)
        for k in sums[i]:
            if (m := mean(i, k)) >= join:
                a, b = min(i, k), max(i, k)
                heapq.heappush(heap, (-m, a, b, len(members[a]), len(members[b])))
    return sorted(members.values())


def rarities(tellings: Sequence[Telling]) -> Callable[[str], float]:
    """How telling a word is: 0 for one that half of all reports use, near 1 for one that hardly any other does."""
    users: dict[str, set[str]] = defaultdict(set)
    for telling in tellings:
        for word in telling.words:
            users[word].add(telling.report)
    reports = len({t.report for t in tellings})
    scale = math.log(reports + 1)

    @cache
    def rarity(word: str) -> float:
        share = math.log((reports + 1) / (2 * max(1, len(users.get(word, ()))))) / scale
        return max(0.0, share)

    return rarity


# ---- what people ruled -----------------------------------------------------------------------------------------------

Told = tuple[Family, list[Account]]


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


def incidents(
    told: Sequence[Account],
    origins: Mapping[str, Origin],
    copy_of: Mapping[str, str],
    ruled: Ruled = NOTHING_RULED,
) -> list[tuple[tuple[Family, tuple[Account, ...]], ...]]:
    """Accounts gathered by happening, across reports: each account is in exactly one incident.

    An incident is of one family of kinds, unless a person ruled that claims of several are of one.
    """
    by_report: dict[str, list[Account]] = defaultdict(list)
    for account in told:
        by_report[account.key].append(account)
    every = [t for key in sorted(by_report) for t in tell(by_report[key], origins, ruled)]
    every, together = as_ruled(every, ruled)
    tied = {i: n for n, union in enumerate(together) for i in union}
    by_family: dict[str, list[int]] = defaultdict(list)
    for i, (family, members) in enumerate(every):
        by_family[f"{family.name}{' (period)' if any(m.period for m in members) else ''}"].append(i)
    tellings = [telling_of(family, members, copy_of.get(members[0].key, members[0].key)) for family, members in every]
    groups = [ruled.groups_of(m.claim.id for m in members) for _, members in every]
    if ruled.group:
        ruled = ruled.joined([*groups, *(frozenset().union(*(groups[i] for i in union)) for union in together)])
        groups = [ruled.groups_of(m.claim.id for m in members) for _, members in every]
    clusters: list[list[int]] = []
    for name in sorted(by_family):
        numbers = by_family[name]
        mine = [tellings[i] for i in numbers]
        window = STATE_DAYS if mine[0].family.lasting or name.endswith("(period)") else EVENT_DAYS
        rarity = rarities(mine)
        weights = {(i, j): likeness(mine[i], mine[j], rarity) for i, j in sorted(pairs_to_compare(mine, window))}
        start: dict[int, list[int]] = defaultdict(list)
        for n, i in enumerate(numbers):
            if i in tied:
                start[tied[i]].append(n)
        having = [n for n, i in enumerate(numbers) if groups[i]]
        # a ruling on one family's claims may come by way of another's that are tied to them
        apart = [
            (m, n)
            for k, m in enumerate(having)
            for n in having[k + 1 :]
            if ruled.parts(groups[numbers[m]], groups[numbers[n]])
        ]
        found = gather_by_average(len(mine), weights, together=start.values(), apart=apart)
        clusters += [[numbers[n] for n in cluster] for cluster in found]
        if ruled.group:
            ruled = ruled.joined(frozenset().union(*(groups[numbers[n]] for n in cluster)) for cluster in found)
            groups = [ruled.groups_of(m.claim.id for m in members) for _, members in every]
    return [incident(cluster, every) for cluster in tie(clusters, together)]


def tie(clusters: Sequence[Sequence[int]], together: Sequence[Sequence[int]]) -> list[list[int]]:
    """Clusters of one family each, those that hold numbers of one of `together` made one."""
    home = {i: n for n, cluster in enumerate(clusters) for i in cluster}
    union: dict[int, set[int]] = {n: {n} for n in range(len(clusters))}
    for group in together:
        merged = set().union(*(union[home[i]] for i in group))
        for n in merged:
            union[n] = merged
    return [sorted(i for k in union[n] for i in clusters[k]) for n in range(len(clusters)) if n == min(union[n])]


def incident(cluster: Sequence[int], tellings: Sequence[Told]) -> tuple[tuple[Family, tuple[Account, ...]], ...]:
    """The accounts of some tellings by family."""
    by_family: dict[str, tuple[Family, list[Account]]] = {}
    for i in cluster:
        family, members = tellings[i]
        by_family.setdefault(family.name, (family, []))[1].extend(members)
    return tuple((family, tuple(members)) for _, (family, members) in sorted(by_family.items()))
