"""What does one report tell of one happening? The claims of a report become tellings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from rashomon.matters.accounts import Account, Origin, taken_up
from rashomon.matters.comparators import (
    COARSE,
    days_apart,
    holds,
    is_vague,
    neighbours,
    other_time,
    places_fit,
    plain,
    same_place,
)
from rashomon.matters.constraints import Ruled
from rashomon.matters.kind_families import LOOSE, kinds_fit, questions, sorts_of
from rashomon.matters.rare_words import wording
from rashomon.matters.told_between import settled
from rashomon.model import Place
from rashomon.quick_records import record
from rashomon.world.kinds import Family

STATE_DAYS = 30
"""States that last are compared over this many days."""
ENDS = (". ", "\n", "! ", "? ")
FIRST_WORDS = 60
"""Characters in which the words stand by which a report turns to something else."""
NOTHING_RULED = Ruled({}, {})

Told = tuple[Family, list[Account]]


@record
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


ORDER = ("exact", "vicinity", "locality", "admin2", "admin1", "country", "unresolved")


def better(a: Place | None, b: Place | None) -> Place | None:
    """The narrower of two mentions that fit."""
    if a is b:
        return a
    if a is None or is_vague(a):
        return b if b is not None else a
    if b is None or is_vague(b):
        return a
    if a.precision != b.precision:
        return min(a, b, key=lambda p: ORDER.index(p.precision))
    return b if holds(a, b) else a


def same_statement(a: Account, b: Account) -> bool:
    return a.statement is b.statement or a.statement.id == b.statement.id


def said_together(a: Account, b: Account) -> bool:
    """Whether two stand in one statement, or the one's speaker is quoted in the other's: "medics told him of 12"."""
    one, two = a.statement, b.statement
    return same_statement(a, b) or one.via == two.id or two.via == one.id


def only_single(a: Account, b: Account) -> bool:
    """Whether what two accounts tell of is done by one side only: the passive of those who did it parts nothing."""
    kinds = {a.kind, b.kind} - a.family.generic - {LOOSE}
    return bool(kinds) and kinds <= a.family.single


def spares(silent: Account, origin: Origin, other: Account, theirs: Origin) -> bool:
    """Whether one who speaks for a camp tells of an attack with no doer, and the other tells of another attack.

    What a side reports of itself in the passive was done to it. The other tells of another attack where it makes that
    side the doer; or where it speaks for another side, names no doer either, and does not tell of the same thing hit.
    A deed whose very happening is contested is spoken of by those who are accused of it, too.
    """
    if not origin.speaks or silent.actor is not None or same_statement(silent, other):
        return False
    if not any(a.claimed.violent or a.claimed.effect for a in (silent, other)):
        return False  # what is agreed or talked over is done to nobody
    if silent.claim.polarity == "denied":
        return False  # it answers an accusation: "the army denied that the market was bombed"
    if silent.claimed.doubted or only_single(silent, other):
        return False
    if silent.speaker.span is None:
        return False  # the outlet's own words, which only are laid to whoever said as much
    if origin.id == theirs.id and silent.target != origin.camp:
        return False  # "these attacks", said by those who own them
    if silent.kind == other.kind == LOOSE and origin.id == theirs.id:  # "the attack", and again "the attack"
        return False
    if other.actor is not None:
        return other.actor == origin.camp
    own = silent.target == origin.camp and other.target != origin.camp
    fought = silent.claimed.mutual and silent.claimed is other.claimed
    return own and theirs.speaks and theirs.camp != origin.camp and not fought


def joins(account: Account, telling: Sequence[Account], origins: Mapping[str, Origin]) -> bool:
    """Whether an account of the same report tells of the happening that `telling`, of its family, tells of."""
    family, kind = account.family, account.kind
    kinds = {t.kind for t in telling}
    if kinds != {kind} and not kinds_fit(family, [kind], kinds):
        return False
    sorts = {kind, *kinds} - family.generic - {LOOSE}
    broad = bool(sorts) and sorts <= family.broad
    # a side loses what is its own, and is besieged with its own: only of a deed does it make two happenings, and only
    # of deeds that are done back and forth: two bombings told of in one report, place and day are one, whoever did it
    single = {kind, *kinds} <= family.single
    if not family.lasting and not single and (account.actor or account.target):
        actors = {t.actor for t in telling if t.actor}
        targets = {t.target for t in telling if t.target}
        if account.actor in targets and account.actor not in actors:
            return False
        if account.target in actors and account.target not in targets:
            return False
    # who speaks for nobody is asked nothing of what he owned
    origin = origins[account.claim.id]
    owned = origin.speaks and owns(origin, telling, origins)
    if not all(fits(account, origin, other, origins[other.claim.id], broad, owned) for other in telling):
        return False
    if turned_to(account, telling):
        return False
    if not family.lasting and (by_another(account, telling) or in_general(account, telling)):
        return False
    # "killed terrorists" with no figure may be any happening: it stays with its statement or its speaker
    stays = kind in family.generic and not account.figures and not any(answers(account, t) for t in telling)
    return not stays or any(same_statement(account, t) or origins[t.claim.id].id == origin.id for t in telling)


def owns(origin: Origin, telling: Sequence[Account], origins: Mapping[str, Origin]) -> bool:
    """Whether whoever speaks has said in a telling that they did it: "190 were dead" is then no loss of theirs."""
    return any(
        origins[t.claim.id].id == origin.id and t.actor == origin.camp and t.claim.polarity == "affirmed"
        for t in telling
    )


def by_another(account: Account, telling: Sequence[Account]) -> bool:
    """Whether a deed that is told with no place, and takes up none, is laid to one who did not do this one.

    "It has accused the army of the attack in spring and fired missiles at a base": that is not the raid on the town.
    """
    if not is_vague(account.place) or account.actor is None or taken_up(account):
        return False
    doers = {t.actor for t in telling if t.actor and t.claim.polarity == "affirmed"}
    return bool(doers) and account.actor not in doers and not any(same_statement(account, t) for t in telling)


def in_general(account: Account, telling: Sequence[Account]) -> bool:
    """Whether an account puts a deed of another kind in a whole country, on no day, and the telling tells of a town:
    "its crimes in the country".

    Not where it takes up a deed, shares a figure or a statement with the telling, or stands in a headline.
    """
    if account.place is None or account.place.precision != "country" or account.inferred_place or taken_up(account):
        return False
    if account.claim.time.from_ == "text" or account.statement.manner == "headline":
        return False
    kinds = {t.kind for t in telling} - account.family.generic - {LOOSE}
    if not kinds or account.kind in {LOOSE, *account.family.generic, *kinds}:
        return False
    if any(same_statement(account, t) or not account.figures.isdisjoint(t.figures) for t in telling):
        return False
    return any(t.place is not None and not is_vague(t.place) for t in telling)


def turned_to(account: Account, telling: Sequence[Account]) -> bool:
    """Whether the report turns to something else with this account: "Meanwhile", "Elsewhere", "In a separate attack".

    Not where a figure or the deed itself is taken up, nor from a later account of the telling that says no such word.
    """
    if account.claim.polarity == "denied" or account.kind in account.family.generic or taken_up(account):
        return False
    start = sentence_start(account.report.text, account.at)
    if not opens_anew(account.report.text[start : start + FIRST_WORDS]):
        return False
    return all(t.at < start and account.figures.isdisjoint(t.figures) for t in telling)


def sentence_start(text: str, at: int) -> int:
    """Where the sentence begins in which a character stands."""
    start = 0
    for end in ENDS:  # each is looked for only behind the last that was found
        if (n := text.rfind(end, max(0, start - len(end)), at)) >= 0:
            start = max(start, n + len(end))
    return start


@lru_cache(maxsize=1024)  # of one account it is asked for each telling of its report
def opens_anew(words: str) -> bool:
    """Whether a sentence that begins so turns to another happening, by `turns` in questions.toml."""
    start = " ".join(words.casefold().replace(",", " ").split()[:4]) + " "
    return start.startswith(turns())


@cache
def turns() -> tuple[str, ...]:
    return tuple(f"{turn} " for turn in questions()["turns"])


def answers(account: Account, other: Account) -> bool:
    """Whether one denies what the other lays to the same doer: "the rebels denied the massacre"."""
    sides = {account.claim.polarity, other.claim.polarity}
    return sides == {"affirmed", "denied"} and account.actor is not None and account.actor == other.actor


def beside_the_news(a: Account, b: Account) -> bool:
    """Whether one is background of a day long past and the other is the news: two happenings, however alike."""
    return a.claim.background != b.claim.background and other_time(a, b)


def of_other_kinds(a: Account, b: Account) -> bool:
    """Whether two say how it was done, and otherwise: a raid and a car bomb."""
    return len({a.kind, b.kind} - a.family.generic - {LOOSE}) > 1 and not same_statement(a, b)


def of_two_days(a: Account, b: Account) -> bool:
    """Whether one report gives each its own day and its own figure of dead: "six on Sunday, 14 on Monday"."""
    days = [x.start for x in (a, b) if x.start == x.end and x.claim.time.from_ == "text"]
    return (
        len(days) == 2
        and days[0] != days[1]
        and bool(a.figures)
        and bool(b.figures)
        and a.figures.isdisjoint(b.figures)
    )


def fits(account: Account, origin: Origin, other: Account, theirs: Origin, broad: bool, owned: bool = False) -> bool:
    """Whether nothing in two accounts of one report keeps them from being of one happening."""
    if account.period != other.period:
        return False
    family = account.family
    if account.place is not None and other.place is not None and not same_place(account.place, other.place):
        if not places_fit(account.place, other.place) and not (broad and neighbours(account.place, other.place)):
            return False
        named = not (account.inferred_place or other.inferred_place)
        if named:
            if two_towns(account.place, other.place) and not same_statement(account, other):
                return False
            if not family.within and not is_vague(account.place) and not is_vague(other.place):
                return False
            if account.kind in family.diffuse and other.kind == account.kind and not same_statement(account, other):
                return False
    gap = days_apart(account, other)
    if gap is not None and gap > (STATE_DAYS if family.lasting else 1):
        return False
    shared = account.figures & other.figures
    if account.figures and other.figures and not shared and other_time(account, other):
        return False
    if not family.lasting and not shared and (beside_the_news(account, other) or of_two_days(account, other)):
        return False
    if family.lasting or account.open:
        return True
    if not shared and other_time(account, other) and of_other_kinds(account, other):
        return False
    silent = account.target == origin.camp or not owned
    if not shared and ((silent and spares(account, origin, other, theirs)) or spares(other, theirs, account, origin)):
        return False
    same_side = theirs.id == origin.id and account.claim.polarity == other.claim.polarity
    return not (same_side and account.actor and other.actor and account.actor != other.actor)


def two_towns(a: Place, b: Place) -> bool:
    """Whether two places are known, by points of their own, and none is said to lie in the other: however wide the one
    is meant ("near the junction"), a report that names both tells of two."""
    if a.gazetteer is None or b.gazetteer is None or {a.precision, b.precision} & COARSE:
        return False
    return not is_within(a, b) and not is_within(b, a) and a.precision == b.precision == "locality"


def is_within(inner: Place, outer: Place) -> bool:
    return inner.within is not None and plain(inner.within) == plain(outer.name)


def closeness(account: Account, members: Sequence[Account]) -> tuple[object, ...]:
    """How close an account stands to a telling of its report: statement, figures, time, kind, place, what was told
    before it sooner than what is told behind, distance.

    The dead of a report are sooner those of the strike that it tells of than of the fighting that goes on around it.
    """
    family = account.family
    return (
        all(not said_together(m, account) for m in members),
        all(account.figures.isdisjoint(m.figures) for m in members),
        account.kind in family.generic and all(m.kind in family.mutual or m.kind in family.generic for m in members),
        all(other_time(m, account) for m in members),
        account.inferred_place and all(m.claim.kind != account.claim.kind or m.inferred_place for m in members),
        not any(m.place and account.place and same_place(m.place, account.place) for m in members),
        all(m.at > account.at for m in members),
        min(abs(m.at - account.at) for m in members),
        members[0].claim.id,
    )


def tell(mine: Sequence[Account], origins: Mapping[str, Origin], ruled: Ruled = NOTHING_RULED) -> list[Told]:
    """The accounts of one report by happening: those that name a place first, then the others to the closest.

    Accounts that a person ruled to be of different incidents are of two tellings.
    """
    tellings: list[Told] = []
    placed, inferred, unplaced = list[Account](), list[Account](), list[Account]()
    unsure = [account for account in mine if account.open]
    for account in mine:
        if account.open:
            continue
        (unplaced if is_vague(account.place) else inferred if account.inferred_place else placed).append(account)
    for account in (*placed, *inferred, *unplaced, *unsure):
        own = ruled.groups_of([account.claim.id])
        fitting = [
            members
            for family, members in tellings
            if family is account.family
            and not (own and ruled.parts(own, ruled.groups_of(m.claim.id for m in members)))
            and joins(account, members, origins)
        ]
        if not fitting:
            if not account.open:
                tellings.append((account.family, [account]))
        elif len(fitting) == 1:
            fitting[0].append(account)
        else:
            min(fitting, key=lambda members: closeness(account, members)).append(account)
    return settled(tellings)


def telling_something(members: Sequence[Account]) -> Sequence[Account]:
    """Those by which a telling is compared: less those who only say that it is not known."""
    return [m for m in members if not m.open] or members


def telling_of(family: Family, members: Sequence[Account], copy_of: str) -> Telling:
    members = telling_something(members)
    place: Place | None = None
    for member in members if len(members) == 1 else sorted(members, key=lambda m: m.inferred_place):
        if place is None or not member.inferred_place or is_vague(place):
            place = better(place, member.place)
    dated = [m for m in members if m.anchored]
    start: int | None = None
    end: int | None = None
    if dated:
        # the days that most accounts of it agree on; where they only overlap, the days they share
        given = [(m.start, m.end) for m in dated]
        start, end = max(given, key=given.count) if len(given) > 1 else given[0]
    published = members[0].published
    # a state that somebody tells of with no day goes on as it is printed, whenever the others say it began
    ongoing = family.lasting and published is not None and any(m.start is None for m in members)
    if start is not None and end is not None and not ongoing:
        day: int | None = (start + end) // 2
    else:
        day = published if published is not None else next((m.end for m in members if m.end is not None), None)
    kinds = frozenset([m.kind for m in members])
    actors = frozenset([m.actor for m in members if m.actor and m.claim.polarity == "affirmed"])
    targets = frozenset([m.target for m in members if m.target])
    tolls = frozenset([f for m in members if m.figures for f in m.figures if f > 0])
    main = any(m.main for m in members)
    return Telling(  # as `account_of` does
        family, members[0].key, tuple(members), kinds, sorts_of(family, kinds), None if is_vague(place) else place,
        start, end, day, published, actors, targets, tolls, main, wording(members), copy_of,
    )  # fmt: skip
