"""One happening or two? The evidence for and against two tellings being of one happening, weighed and added up.

As in Fellegi and Sunter, "A Theory for Record Linkage" (1969); the weights are rounded log-odds, set by hand. What two
tellings weigh is the sum of pieces of evidence, each with its words, so that every join can be explained.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rashomon.matters.clusters import JOIN, NEVER
from rashomon.matters.families import LOOSE
from rashomon.matters.nearness import holds, in_area, neighbours, same_place
from rashomon.matters.telling import STATE_DAYS, Telling

SAME_PLACE, WIDE_PLACE, HELD_PLACE, SAME_AREA, IN_AREA, NO_PLACE, OTHER_PLACE = 4.0, 3.0, 2.5, 1.0, 1.0, 0.0, -6.0
WIDE_KM = 8.0
"""A place wider than this (a large city) is named by many happenings: sharing it says less."""
SAME_DAY, NEXT_DAYS, OTHER_DAYS = 2.0, 0.0, -6.0
PRINTED_SAME_DAY, PRINTED_NEAR, PRINTED_WEEK, PRINTED_FAR = 1.5, 0.5, -1.0, -4.0
SAME_KIND, NEAR_KIND, GENERIC_KIND, FAR_KIND = 1.0, 0.5, 0.3, -1.5
SAME_TOLL, SAME_SMALL_TOLL, OTHER_TOLL = 2.0, 1.0, -0.5
SAME_ACTOR, OTHER_ACTOR = 0.7, -0.5
OWN_GOAL = -6.0
BOTH_MAIN = 0.5
COPIES = 5.0
WORDS_WORTH, WORDS_MOST = 0.5, 3.5
HOPELESS = JOIN - SAME_TOLL - SAME_ACTOR - BOTH_MAIN - COPIES - WORDS_MOST
"""What nothing else can lift to JOIN."""

Piece = tuple[str, float]
"""A piece of evidence: what it is, in words that fit after "both" or stand alone, and its weight."""


def own_goal(actors: Iterable[str], targets: Iterable[str]) -> bool:
    """Whether somebody would have struck what is his own: two such accounts tell of two happenings."""
    return not set(actors).isdisjoint(targets)


Places = dict[tuple[int, int], Piece]
"""What two places were found to weigh, by the identity of both: few places are compared very often."""


def by_place(a: Telling, b: Telling, known: Places) -> Piece:
    """`known` remembers within one run and for one family; what is found does not depend on it."""
    if a.place is None or b.place is None:
        return "no place given by one of them", NO_PLACE
    pair = id(a.place), id(b.place)
    if a.kinds & b.kinds & a.family.broad:
        return places_weighed(a, b)
    if pair not in known:
        known[pair] = places_weighed(a, b)
    return known[pair]


def places_weighed(a: Telling, b: Telling) -> Piece:
    assert a.place is not None and b.place is not None
    if same_place(a.place, b.place):
        if a.place.precision == "admin1":
            return "the same area", WIDE_PLACE if a.family.area else SAME_AREA
        wide = max(a.place.radius_km or 0.0, b.place.radius_km or 0.0) > WIDE_KM
        return "the same place", WIDE_PLACE if wide else SAME_PLACE
    if not a.family.within:
        return "another place", OTHER_PLACE
    if holds(a.place, b.place) or holds(b.place, a.place):
        return "a place and a part of it", HELD_PLACE
    if a.kinds & b.kinds & a.family.broad and neighbours(a.place, b.place):
        return "neighbouring places", HELD_PLACE
    if in_area(a.place, b.place) or in_area(b.place, a.place):
        return "a place and its area", IN_AREA
    return "another place", OTHER_PLACE


def by_time(a: Telling, b: Telling) -> Piece:
    if a.family.lasting:
        if a.day is None or b.day is None:
            return "no day given", 0.0
        return ("the same weeks", SAME_DAY) if abs(a.day - b.day) <= STATE_DAYS else ("other weeks", OTHER_DAYS)
    if a.start is not None and a.end is not None and b.start is not None and b.end is not None:
        gap = max(0, a.start - b.end, b.start - a.end)
        if gap <= 1:
            return "the same day", SAME_DAY
        return ("days close together", NEXT_DAYS) if gap <= 3 else ("other days", OTHER_DAYS)
    if a.day is None or b.day is None:
        return "no day given", 0.0
    gap = abs(a.day - b.day)
    if gap <= 1:
        return "days of printing that fit", PRINTED_SAME_DAY
    if gap <= 3:
        return "days of printing close together", PRINTED_NEAR
    return ("days of printing a week apart", PRINTED_WEEK) if gap <= 7 else ("other days of printing", PRINTED_FAR)


def by_kind(a: Telling, b: Telling) -> Piece:
    if a.sorts and b.sorts and a.sorts.isdisjoint(b.sorts):
        return "another kind", FAR_KIND
    if (a.kinds & b.kinds) - a.family.generic - {LOOSE}:
        return "the same kind", SAME_KIND
    return ("kinds that are easily mixed up", NEAR_KIND) if a.sorts & b.sorts else ("kinds that fit", GENERIC_KIND)


def by_toll(a: Telling, b: Telling) -> Piece | None:
    if not a.tolls or not b.tolls:
        return None
    shared = a.tolls & b.tolls
    if shared:
        most = max(shared)
        return f"the same figure of dead ({most:g})", SAME_TOLL if most >= 10 else SAME_SMALL_TOLL
    apart = max(a.tolls) > 3 * max(b.tolls) or max(b.tolls) > 3 * max(a.tolls)
    return ("figures of dead far apart", OTHER_TOLL) if apart else None


def by_doer(a: Telling, b: Telling) -> Piece | None:
    deed = not a.family.lasting
    if deed and (own_goal(a.actors, b.targets - a.targets) or own_goal(b.actors, a.targets - b.targets)):
        return "a side that would have struck its own", OWN_GOAL + shared_doer(a, b)
    if not a.actors or not b.actors:
        return None
    worth = shared_doer(a, b)
    return ("the same doer" if worth > 0 else "another doer"), worth


def shared_doer(a: Telling, b: Telling) -> float:
    if not a.actors or not b.actors:
        return 0.0
    return OTHER_ACTOR if a.actors.isdisjoint(b.actors) else SAME_ACTOR


def by_words(a: Telling, b: Telling, rarity: Mapping[str, float]) -> Piece | None:
    shared = a.words & b.words
    if not shared:
        return None
    worth = min(WORDS_MOST, WORDS_WORTH * math.fsum(map(rarity.__getitem__, shared)))
    # the three that fewest others use
    told = sorted(shared, key=lambda word: (-rarity[word], word))[:3] if worth >= 1 else []
    return f"words that few others use ({', '.join(told)})" if told else "a few words", worth


def evidence(a: Telling, b: Telling, rarity: Mapping[str, float], known: Places) -> list[Piece]:
    """What speaks for and against two tellings of two reports being of one happening, place, days and kind first.

    Where these already rule it out, only these. `rarity`: how telling each word is, as `rarities` has it.
    """
    found = [by_place(a, b, known), by_kind(a, b), by_time(a, b)]
    if found[0][1] <= OTHER_PLACE or found[0][1] + found[1][1] + found[2][1] < HOPELESS:
        return found
    more = [by_toll(a, b), by_doer(a, b), by_words(a, b, rarity)]
    if a.main and b.main:
        more.append(("both the chief event of their report", BOTH_MAIN))
    if a.copy_of == b.copy_of:
        more.append(("near-copies", COPIES))
    return found + [piece for piece in more if piece is not None]


def likeness(a: Telling, b: Telling, rarity: Mapping[str, float], known: Places) -> float:
    """How much two tellings weigh for being one happening. A report that tells of two does not tell of one."""
    if a.report == b.report:
        return NEVER
    found = evidence(a, b, rarity, known)
    return NEVER if found[0][1] <= OTHER_PLACE else math.fsum(weight for _, weight in found)


def rarities(tellings: Sequence[Telling]) -> dict[str, float]:
    """How telling each word is: 0 for one that half of all reports use, near 1 for one that hardly any other does."""
    used: dict[str, frozenset[str]] = {}
    for telling in tellings:
        used[telling.report] = used.get(telling.report, frozenset()) | telling.words
    users: Counter[str] = Counter()
    for words in used.values():
        users.update(words)
    reports = len(used)
    scale = math.log(reports + 1)
    of = {n: max(0.0, math.log((reports + 1) / (2 * n)) / scale) for n in set(users.values())}
    return {word: of[n] for word, n in users.items()}
