"""Do two answers speak of one thing at all? No rivals and no support: days, places or those counted differ.

An incident holds what may well be one happening. A relation asks for more: accounts that put it on different days,
count in a town and in its province, or were told before and after a town fell, stand side by side and not against each
other.
"""

from __future__ import annotations

from rashomon.matters.accounts import Account
from rashomon.matters.answer import Answer
from rashomon.matters.comparators import days_apart, is_vague, same_place

TELLING_DAYS = 7
"""Who tells of more days than this tells of a period: two may well speak of different days of it."""
ONE_NEWS = 1
"""Days between two printings of one state of things: a town may have fallen since."""
TOWN_KM = 4.0
"""A place of a larger radius is a city or an area."""
PART = " ("
MEANS = "means"
"""The scope of the answers that say by what means."""
HOLD = "hold"
"""The scope of the answers that say who holds a place."""


def part_scope(whole: str, group: str) -> str:
    """The scope of a figure of some, who may be all: "12 civilians were killed".

    >>> part_scope("people", "civilians")
    'people (civilians)'
    """
    return f"{whole}{PART}{group})"


def whole_of(scope: str) -> str:
    """The scope that a scope is some of, or may be.

    >>> whole_of("people (civilians)"), whole_of("people")
    ('people', 'people')
    """
    return scope.partition(PART)[0]


def told_day(account: Account) -> bool:
    return account.start is not None and account.end is not None and account.claim.time.from_ in ("text", "person")


def on_other_days(a: Answer, b: Answer) -> bool:
    """Whether both say in words on which days it was, and these are not the same. What lasts goes on over days."""
    one, two = a.account, b.account
    if one.family.lasting or two.family.lasting or not (told_day(one) and told_day(two)):
        return False
    return (days_apart(one, two) or 0) > 0


def counted_elsewhere(a: Answer, b: Answer) -> bool:
    """Whether two figures are of two places, one of which may hold the other: a clinic and its town, a town and its
    province."""
    one, two = a.account.place, b.account.place
    if one is None or two is None or is_vague(one) or is_vague(two):
        return False
    return not same_place(one, two)


def may_be_update(a: Answer, b: Answer) -> bool:
    """Whether two figures of one camp may be one that changed, or a part and its total: printed on different days, or
    by one report."""
    one, two = a.account, b.account
    later = one.published is not None and two.published is not None and one.published != two.published
    return a.camp == b.camp and (later or one.key == two.key)


def share_a_mark(a: Account, b: Account) -> bool:
    """Whether both give one figure of the dead or the hurt, or one thing that was hit."""
    figures = [{(c.what, c.low) for c in x.counts if c.what in ("killed", "injured") and c.low} for x in (a, b)]
    hit = [{t.site, t.sort} - {None} if (t := x.claim.target) is not None else set() for x in (a, b)]
    return not figures[0].isdisjoint(figures[1]) or not hit[0].isdisjoint(hit[1])


def one_deed(a: Answer, b: Answer) -> bool:
    """Whether two who name two doers speak of one deed, and not of a deed of each.

    They do where a figure or the thing that was hit is the same. Else the deed must be of one kind (or one tells only
    what came of it), and one report sets them side by side or the place is no city: cities are hit many times a day.
    """
    one, two = a.account, b.account
    if share_a_mark(one, two):
        return True
    kinds = {one.kind, two.kind}
    if len(kinds - one.family.generic) > 1:
        return False
    if is_vague(one.place) or is_vague(two.place):  # of a whole country many deeds are told
        return one.key == two.key and taken_up(one) and taken_up(two)
    return one.key == two.key or all(
        p is not None and (p.radius_km or TOWN_KM) <= TOWN_KM for p in (one.place, two.place)
    )


def taken_up(account: Account) -> bool:
    """Whether its words only take up a deed that was told before: "the attack", "it"."""
    return dict(account.claim.grades).get("kind") == "reference"


def of_longer_time(a: Answer, b: Answer) -> bool:
    """Whether one figure is of days and the other of one of them: a week's dead and an ambush's."""
    one, two = a.account, b.account
    if not (told_day(one) and told_day(two)) or (days_apart(one, two) or 0) > 0:
        return False
    return abs(_days(one) - _days(two)) > 1


def _days(account: Account) -> int:
    return (account.end or 0) - (account.start or 0)


def held_elsewhere(a: Answer, b: Answer) -> bool:
    """Whether two tell who holds two places, or one that is no narrower than a country: villages, in the south."""
    one, two = a.account.place, b.account.place
    if one is None or two is None or is_vague(one) or is_vague(two):
        return True
    return not same_place(one, two)


def at_other_times(a: Answer, b: Answer) -> bool:
    """Whether two tell of a state of things as of different days: it may have changed since."""
    one, two = a.account, b.account
    if told_day(one) and told_day(two):
        return (days_apart(one, two) or 0) > 0
    return one.published is not None and two.published is not None and abs(one.published - two.published) > ONE_NEWS


def of_a_period(account: Account) -> bool:
    """Whether an account tells of more days than one happening takes: two such say little to each other."""
    if account.family.lasting or account.start is None or account.end is None:
        return False
    return account.end - account.start > TELLING_DAYS


def tells_nothing(a: Answer, b: Answer) -> bool:
    """Whether two say no more than that there was fighting, or that an air strike came from the air: where there is
    war, that is no agreement."""
    if a.scope == MEANS:
        return a.account.claim.means is None or b.account.claim.means is None
    if a.account.claimed.asks_holder and a.field == "whether":
        return True  # that a road is held by somebody
    mutual = a.account.family.mutual
    return a.field == "whether" and not a.scope and {a.account.kind, b.account.kind} & mutual != frozenset()


def one_thing(a: Answer, b: Answer) -> bool:
    """Whether two answers to one question may be laid against each other, or called one."""
    lasting = a.account.family.lasting and b.account.family.lasting
    if on_other_days(a, b) or (lasting and at_other_times(a, b)):
        return False
    if a.scope == HOLD and held_elsewhere(a, b):
        return False
    return a.field != "how_many" or not (counted_elsewhere(a, b) or of_longer_time(a, b))
