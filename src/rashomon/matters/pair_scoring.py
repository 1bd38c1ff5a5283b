"""One happening or two? The evidence for and against two tellings being of one happening, weighed and added up.

As in Fellegi and Sunter, "A Theory for Record Linkage" (1969); the weights are rounded log-odds, set by hand. What two
tellings weigh is the sum of pieces of evidence, each with its words, so that every join can be explained. It depends on
these two tellings alone. All pairs are weighed at once, column by column; weights are whole hundredths, so that their
sums are exact.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from rashomon.matters.comparators import holds, in_area, is_area, neighbours, same_place
from rashomon.matters.kind_families import LOOSE
from rashomon.matters.report_events import STATE_DAYS, Telling
from rashomon.message import Phrase, with_commas
from rashomon.model import Place
from rashomon.world.kinds import Family


class Piece(NamedTuple):
    """A piece of evidence: what it is, in words that fit after "both" or stand alone, and its weight in hundredths."""

    words: str
    weight: int


NOTHING = Piece("", 0)
NEVER = -600
"""What two tellings weigh that their places keep apart, or that one report tells apart."""
WIDE_KM = 8.0
"""A place wider than this (a large city) is named by many happenings: sharing it says less."""

NO_PLACE = Piece(Phrase("no place given by one of them"), 0)
SAME_PLACE, WIDE_PLACE = Piece(Phrase("the same place"), 400), Piece(Phrase("the same place"), 300)
LASTING_AREA, SAME_AREA = Piece(Phrase("the same area"), 300), Piece(Phrase("the same area"), 100)
HELD_PLACE, NEXT_PLACE = Piece(Phrase("a place and a part of it"), 250), Piece(Phrase("neighbouring places"), 250)
IN_AREA, OTHER_PLACE = Piece(Phrase("a place and its area"), 100), Piece(Phrase("another place"), -600)

NO_DAY = Piece(Phrase("no day given"), 0)
SAME_WEEKS, OTHER_WEEKS = Piece(Phrase("the same weeks"), 200), Piece(Phrase("other weeks"), -600)
SAME_DAY, NEXT_DAYS = Piece(Phrase("the same day"), 200), Piece(Phrase("days close together"), 0)
OTHER_DAYS = Piece(Phrase("other days"), -600)
PRINTED_SAME_DAY, PRINTED_NEAR = (
    Piece(Phrase("days of printing that fit"), 150),
    Piece(Phrase("days of printing close together"), 50),
)
PRINTED_WEEK, PRINTED_FAR = (
    Piece(Phrase("days of printing a week apart"), -100),
    Piece(Phrase("other days of printing"), -400),
)

SAME_KIND, NEAR_KIND = Piece(Phrase("the same kind"), 100), Piece(Phrase("kinds that are easily mixed up"), 50)
GENERIC_KIND, FAR_KIND = Piece(Phrase("kinds that fit"), 30), Piece(Phrase("another kind"), -150)

SAME_TOLL, SAME_SMALL_TOLL = (
    Piece(Phrase("the same figure of dead"), 200),
    Piece(Phrase("the same figure of dead"), 100),
)
OTHER_DAYS_AND_TOLL = Piece(Phrase("other days, with other figures of dead"), -300)
OTHER_KIND_AND_TOLL = Piece(Phrase("another kind, with other figures of dead"), -300)
OTHER_TOLL = Piece(Phrase("figures of dead far apart"), -50)
LARGE_TOLL = 10
FAR_TOLL = 3
"""Figures of dead lie far apart where all of one are over this many times all of the other."""

OWN_GOAL = Piece(Phrase("a side that would have struck its own"), -600)
SAME_DOER, OTHER_DOER = Piece(Phrase("the same doer"), 70), Piece(Phrase("another doer"), -50)
BOTH_MAIN, COPIES = Piece(Phrase("both the chief event of their report"), 50), Piece(Phrase("near-copies"), 200)
A_WORD, WORDS_MOST = 35, 400
SOME_WORDS = 3
"""From so many on the words that are shared are told."""

PIECES = (
    NOTHING, NO_PLACE, SAME_PLACE, WIDE_PLACE, LASTING_AREA, SAME_AREA, HELD_PLACE, NEXT_PLACE, IN_AREA, OTHER_PLACE,
    NO_DAY, SAME_WEEKS, OTHER_WEEKS, SAME_DAY, NEXT_DAYS, OTHER_DAYS, PRINTED_SAME_DAY, PRINTED_NEAR, PRINTED_WEEK,
    PRINTED_FAR, SAME_KIND, NEAR_KIND, GENERIC_KIND, FAR_KIND, SAME_TOLL, SAME_SMALL_TOLL, OTHER_TOLL, OWN_GOAL,
    SAME_DOER, OTHER_DOER, BOTH_MAIN, COPIES, OTHER_DAYS_AND_TOLL, OTHER_KIND_AND_TOLL,
)  # fmt: skip
CODE = {piece: n for n, piece in enumerate(PIECES)}
WEIGHT = np.array([piece.weight for piece in PIECES], dtype=np.int64)

Numbers = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]
Codes = np.ndarray[Any, np.dtype[np.int8]]
"""A row for each pair: numbers in PIECES, 0 for nothing."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Tellings of one family, a column for each thing that is compared: row i is of telling i."""

    tellings: Sequence[Telling]
    family: Family
    report: Numbers
    copy: Numbers
    place: Numbers
    """Which of `places`, -1 for none."""
    places: Sequence[Place]
    dated: Flags
    start: Numbers
    end: Numbers
    filed: Flags
    day: Numbers
    kinds: Numbers
    """Sets, here and below: as many columns of 62 bits as there are members."""
    plain_kinds: Numbers
    broad_kinds: Numbers
    sorts: Numbers
    actors: Numbers
    targets: Numbers
    counted: Flags
    main: Flags
    single: Flags
    """Whether all its kinds, but for those that only say what came of it, are of the family's single ones."""


def numbered(values: Sequence[Hashable]) -> Numbers:
    number: dict[Hashable, int] = {}
    return np.array([number.setdefault(v, len(number)) for v in values], dtype=np.int64)


def bits(sets: Sequence[frozenset[Any]]) -> Numbers:
    """Sets as rows of bits: two share a member where `row & row` is not 0 in some column."""
    which: dict[frozenset[Any], int] = {}
    row = [which.setdefault(s, len(which)) for s in sets]
    number = {member: n for n, member in enumerate(dict.fromkeys(m for s in which for m in s))}
    found = np.zeros((len(which), max(1, -(-len(number) // 62))), dtype=np.int64)
    for s, i in which.items():
        for column, bit in (divmod(number[m], 62) for m in s):
            found[i, column] |= 1 << bit
    return found[row]


def columns(tellings: Sequence[Telling]) -> Columns:
    """Tellings of one family as columns."""
    family = tellings[0].family
    at: dict[int, int] = {}
    places: list[Place] = []
    for t in tellings:
        if t.place is not None and id(t.place) not in at:
            at[id(t.place)] = len(places)
            places.append(t.place)
    kinds = [t.kinds for t in tellings]
    plain_of = {k: k - family.generic - {LOOSE} for k in set(kinds)}
    plain = [plain_of[k] for k in kinds]
    camps = bits([*(t.actors for t in tellings), *(t.targets for t in tellings)])
    return Columns(
        tellings=tellings,
        family=family,
        report=numbered([t.report for t in tellings]),
        copy=numbered([t.copy_of for t in tellings]),
        place=np.array([-1 if t.place is None else at[id(t.place)] for t in tellings], dtype=np.int64),
        places=places,
        dated=np.array([t.start is not None and t.end is not None for t in tellings]),
        start=np.array([t.start or 0 for t in tellings], dtype=np.int64),
        end=np.array([t.end or 0 for t in tellings], dtype=np.int64),
        filed=np.array([t.day is not None for t in tellings]),
        day=np.array([t.day or 0 for t in tellings], dtype=np.int64),
        kinds=bits(kinds),
        plain_kinds=bits(plain),
        broad_kinds=bits([k & family.broad for k in kinds]),
        sorts=bits([t.sorts for t in tellings]),
        actors=camps[: len(tellings)],
        targets=camps[len(tellings) :],
        counted=np.array([bool(t.tolls) for t in tellings]),
        main=np.array([t.main for t in tellings]),
        single=np.array([bool(k) and k <= family.single for k in plain]),
    )


@dataclass(frozen=True, slots=True)
class Weighed:
    """What pairs weigh: for each its pieces of evidence (their numbers in PIECES), and the sum with its wording.

    The sum is in weights, not in hundredths.
    """

    pieces: Codes
    total: np.ndarray[Any, np.dtype[np.float64]]


def weigh(c: Columns, first: Numbers, second: Numbers) -> Weighed:
    """What speaks for and against the tellings first[k] and second[k] being of one happening, for every k.

    Where their places rule it out, only place, kind and days are weighed. A report that tells of two happenings does
    not tell of one.
    """
    pieces = pieces_of(c, first, second)
    total = WEIGHT[pieces].sum(axis=1)
    never = (pieces[:, 0] == CODE[OTHER_PLACE]) | (c.report[first] == c.report[second])
    total[never] = NEVER
    open_ = np.flatnonzero(~never)
    total[open_] += by_words(c, first[open_], second[open_])
    return Weighed(pieces, total / 100)


def pieces_of(c: Columns, first: Numbers, second: Numbers) -> Codes:
    """The evidence of each pair but for its wording."""
    place = by_place(c, first, second)
    open_ = np.flatnonzero(place != CODE[OTHER_PLACE])
    a, b = first[open_], second[open_]
    pieces = np.zeros((len(first), 8), dtype=np.int8)
    pieces[:, 0], pieces[:, 1], pieces[:, 2] = place, by_kind(c, first, second), by_time(c, first, second)
    toll = by_toll(c, a, b)
    pieces[open_, 1], pieces[open_, 2] = with_other_tolls(c, a, b, toll, pieces[open_, 1], pieces[open_, 2])
    pieces[open_, 3], pieces[open_, 4], pieces[open_, 5] = toll, by_goal(c, a, b, toll), by_doer(c, a, b)
    pieces[open_, 6] = np.where(c.main[a] & c.main[b], CODE[BOTH_MAIN], 0)
    pieces[open_, 7] = np.where(c.copy[a] == c.copy[b], CODE[COPIES], 0)
    return pieces


def evidence(c: Columns, first: Numbers, second: Numbers) -> list[list[Piece]]:
    """The pieces of evidence for each pair, place, kind and days first, with the figures and words that are shared."""
    found: list[list[Piece]] = []
    for i, j, codes in zip(first.tolist(), second.tolist(), pieces_of(c, first, second).tolist(), strict=True):
        a, b = c.tellings[i], c.tellings[j]
        pieces = [told(PIECES[code], a, b) for code in codes if code]
        if codes[0] != CODE[OTHER_PLACE] and (shared := a.words & b.words):
            pieces.append(Piece(shared_words(shared), min(A_WORD * len(shared), WORDS_MOST)))
        found.append(pieces)
    return found


def told(piece: Piece, a: Telling, b: Telling) -> Piece:
    if piece is SAME_TOLL or piece is SAME_SMALL_TOLL:
        figure = f"{max(a.tolls & b.tolls):g}"
        return Piece(Phrase("{evidence} ({figure})", evidence=piece.words, figure=figure), piece.weight)
    return piece


def shared_words(words: frozenset[str]) -> str:
    """In words, with the three longest of them, unless they are few."""
    if len(words) < SOME_WORDS:
        return Phrase("a few words")
    longest = with_commas(sorted(sorted(words), key=len, reverse=True)[:SOME_WORDS])
    return Phrase("words that few others use ({words})", words=longest)


def overlap(a: Numbers, b: Numbers) -> Flags:
    """Whether two rows of sets share a member."""
    return np.asarray((a & b).any(axis=1))


def by_place(c: Columns, first: Numbers, second: Numbers) -> Numbers:
    one, other = c.place[first], c.place[second]
    broad = overlap(c.broad_kinds[first], c.broad_kinds[second])
    having = (one >= 0) & (other >= 0)
    found = np.full(len(first), CODE[NO_PLACE], dtype=np.int64)
    n = len(c.places)
    pairs, which = np.unique(((one * n + other) * 2 + broad)[having], return_inverse=True)
    weighed = [
        CODE[places_weighed(c.family, c.places[pair // 2 // n], c.places[pair // 2 % n], pair % 2 == 1)]
        for pair in pairs.tolist()
    ]
    found[having] = np.array(weighed, dtype=np.int64)[which]
    return found


def places_weighed(family: Family, a: Place, b: Place, broad: bool) -> Piece:
    """`broad`: whether both tell of a kind that strikes a whole neighbourhood."""
    if same_place(a, b):
        if is_area(a):
            return LASTING_AREA if family.area else SAME_AREA
        return WIDE_PLACE if max(a.radius_km or 0.0, b.radius_km or 0.0) > WIDE_KM else SAME_PLACE
    if not family.within:
        return OTHER_PLACE
    if holds(a, b) or holds(b, a):
        return HELD_PLACE
    if broad and neighbours(a, b):
        return NEXT_PLACE
    return IN_AREA if in_area(a, b) or in_area(b, a) else OTHER_PLACE


def by_time(c: Columns, first: Numbers, second: Numbers) -> Numbers:
    filed = c.filed[first] & c.filed[second]
    apart = np.abs(c.day[first] - c.day[second])
    if c.family.lasting:
        return np.where(filed, np.where(apart <= STATE_DAYS, CODE[SAME_WEEKS], CODE[OTHER_WEEKS]), CODE[NO_DAY])
    dated = c.dated[first] & c.dated[second]
    gap = np.maximum(c.start[first] - c.end[second], c.start[second] - c.end[first])
    return np.select(
        [dated & (gap <= 1), dated & (gap <= 3), dated, ~filed, apart <= 1, apart <= 3, apart <= 7],
        [CODE[p] for p in (SAME_DAY, NEXT_DAYS, OTHER_DAYS, NO_DAY, PRINTED_SAME_DAY, PRINTED_NEAR, PRINTED_WEEK)],
        CODE[PRINTED_FAR],
    )


def by_kind(c: Columns, first: Numbers, second: Numbers) -> Numbers:
    shared = overlap(c.sorts[first], c.sorts[second])
    sorted_ = overlap(c.sorts, c.sorts)
    return np.select(
        [sorted_[first] & sorted_[second] & ~shared, overlap(c.plain_kinds[first], c.plain_kinds[second]), shared],
        [CODE[FAR_KIND], CODE[SAME_KIND], CODE[NEAR_KIND]],
        CODE[GENERIC_KIND],
    )


def by_toll(c: Columns, first: Numbers, second: Numbers) -> Numbers:
    found = np.zeros(len(first), dtype=np.int64)
    for k in np.flatnonzero(c.counted[first] & c.counted[second]).tolist():
        one, other = c.tellings[first[k]].tolls, c.tellings[second[k]].tolls
        if shared := one & other:
            found[k] = CODE[SAME_TOLL if max(shared) >= LARGE_TOLL else SAME_SMALL_TOLL]
        elif max(one) > FAR_TOLL * max(other) or max(other) > FAR_TOLL * max(one):
            found[k] = CODE[OTHER_TOLL]
    return found


def with_other_tolls(
    c: Columns, first: Numbers, second: Numbers, toll: Numbers, kind: Codes, days: Codes
) -> tuple[Numbers, Numbers]:
    """Kind and days, where both count the dead and no figure is the same: then another kind, or days that are only
    close together, tell of two happenings. What lasts has no day of its own."""
    same = (toll == CODE[SAME_TOLL]) | (toll == CODE[SAME_SMALL_TOLL])
    other = c.counted[first] & c.counted[second] & ~same
    far = other & (kind == CODE[FAR_KIND])
    apart = other & (days == CODE[NEXT_DAYS])
    return np.where(far, CODE[OTHER_KIND_AND_TOLL], kind), np.where(apart, CODE[OTHER_DAYS_AND_TOLL], days)


def by_goal(c: Columns, first: Numbers, second: Numbers, toll: Numbers) -> Numbers:
    """Whether somebody would have struck what is his own: two such accounts tell of two happenings.

    Not of what is done by one side only, nor where both count the same dead (`toll` is what `by_toll` found): there
    one of the accounts blames the other side.
    """
    if c.family.lasting:
        return np.zeros(len(first), dtype=np.int64)
    targets, others = c.targets[first], c.targets[second]
    own = overlap(c.actors[first], others & ~targets) | overlap(c.actors[second], targets & ~others)
    blamed = (c.single[first] & c.single[second]) | (toll == CODE[SAME_TOLL]) | (toll == CODE[SAME_SMALL_TOLL])
    return np.where(own & ~blamed, CODE[OWN_GOAL], 0)


def by_doer(c: Columns, first: Numbers, second: Numbers) -> Numbers:
    doers = overlap(c.actors, c.actors)
    same = overlap(c.actors[first], c.actors[second])
    return np.where(doers[first] & doers[second], np.where(same, CODE[SAME_DOER], CODE[OTHER_DOER]), 0)


def by_words(c: Columns, first: Numbers, second: Numbers) -> Numbers:
    """What the shared words weigh, at most WORDS_MOST."""
    words = [t.words for t in c.tellings]
    found = np.array([len(words[i] & words[j]) for i, j in zip(first.tolist(), second.tolist(), strict=True)])
    return np.minimum(A_WORD * found.astype(np.int64), WORDS_MOST)
