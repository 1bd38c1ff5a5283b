"""Do two answers speak of one thing at all? No rivals and no support: days, places or those counted differ.

An incident holds what may well be one happening. A relation asks for more: accounts that put it on different days,
count in a town and in its province, or were told before and after a town fell, stand side by side and not against each
other.
"""

from __future__ import annotations

from rashomon.distance import kilometres
from rashomon.matters.accounts import MARK, Account, taken_up
from rashomon.matters.answer import Answer
from rashomon.matters.comparators import COARSE, FAR_KM, days_apart, holds, in_area, is_vague, same_place
from rashomon.matters.kind_families import LOOSE, questions, sorts_of
from rashomon.matters.may_relate import by_outlet

TELLING_DAYS = 7
"""Who tells of more days than this tells of a period: two may well speak of different days of it."""
ONE_NEWS = 1
"""Days between two printings of one state of things: a town may have fallen since."""
TOWN_KM = 4.0
"""A place of a larger radius is a city or an area."""
PRINTED_DAYS = 2
"""News of one happening are printed within so many days, but for what says when it was."""
SEVERAL_DAYS = 3
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
    known = account.settled or account.claim.time.from_ in ("text", "person")
    return known and account.start is not None and account.end is not None


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
    figures = [
        {(c.what, c.low) for c in x.counts if c.what in ("killed", "injured") and (c.low or 0) >= MARK} for x in (a, b)
    ]
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
    if len(kinds - one.family.generic) > 1 or not at_one_place(one, two):
        return False
    return near_each_other(one, two) and (one.key == two.key or (narrow(one) and narrow(two)))


def one_event(a: Answer, b: Answer) -> bool:
    """Whether two who say the same speak of one event: by a mark, in one report, by a day that both tell, or of a
    place that is no city."""
    one, two = a.account, b.account
    if elsewhere(one, two):
        return False
    if share_a_mark(one, two):
        return True
    if not near_each_other(one, two) or not at_one_place(one, two):
        return False
    if one.key == two.key or on_one_day(one, two) or narrow(one) or narrow(two):
        return True
    return rare(one, two) and in_one_news(one, two)


def rare(a: Account, b: Account) -> bool:
    """Whether both tell of a deed of which even a province has few: a car bomb, an aircraft that was shot down."""
    return {a.kind, b.kind} <= a.family.single


def in_one_news(a: Account, b: Account) -> bool:
    """Whether the day that the one tells, or was printed on, is that of the other or the day before its printing."""
    if told_day(a) and told_day(b):
        return (days_apart(a, b) or 0) == 0
    if not told_day(a) and not told_day(b):  # whichever of the two was printed first
        return a.published is not None and b.published is not None and abs(a.published - b.published) <= ONE_NEWS
    dated, other = (a, b) if told_day(a) else (b, a)
    day = dated.end
    return day is not None and other.published is not None and 0 <= other.published - day <= ONE_NEWS


def on_one_day(a: Account, b: Account) -> bool:
    """Whether both say in words that it was on one and the same day."""
    return told_day(a) and told_day(b) and a.start == a.end == b.start == b.end


def at_one_place(a: Account, b: Account) -> bool:
    """Whether both name one place, as far as they name any. A city and its quarter are one where the day is, too."""
    if a.place is None or b.place is None or is_vague(a.place) or is_vague(b.place) or same_place(a.place, b.place):
        return True
    if rare(a, b) and (in_area(a.place, b.place) or in_area(b.place, a.place)):
        return True
    return on_one_day(a, b) and (holds(a.place, b.place) or holds(b.place, a.place))


def narrow(account: Account) -> bool:
    """Whether its place is no city: cities are hit many times a day."""
    return account.place is not None and (account.place.radius_km or TOWN_KM) <= TOWN_KM


def near_each_other(a: Account, b: Account) -> bool:
    """Whether both name a place. Of a whole country many deeds are told; but what both only take up was told before."""
    return not (is_vague(a.place) or is_vague(b.place)) or (a.key == b.key and taken_up(a) and taken_up(b))


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


def printed_apart(a: Answer, b: Answer) -> bool:
    """Whether two were printed over two days apart, and not both say in words when it was, or an outlet's own voice is
    one of them: the later may tell of another."""
    one, two = a.account, b.account
    if one.family.lasting or two.family.lasting or one.published is None or two.published is None:
        return False
    if abs(one.published - two.published) <= PRINTED_DAYS:
        return False
    return not (told_day(one) and told_day(two)) or by_outlet(a) or by_outlet(b)


def of_days_in_a_city(account: Account) -> bool:
    """Whether an account tells of several days of a city, which is hit many times in them."""
    if account.family.lasting or narrow(account) or account.start is None or account.end is None:
        return False
    return account.end - account.start >= SEVERAL_DAYS


def one_state(a: Answer, b: Answer) -> bool:
    """Whether two who say the same of who holds a place speak of one state: told a few days apart, it went on."""
    if a.scope != HOLD or held_elsewhere(a, b):
        return False
    one, two = a.account.published, b.account.published
    return one is not None and two is not None and abs(one - two) <= TELLING_DAYS


def of_a_period(account: Account) -> bool:
    """Whether an account tells of more days than one happening takes: two such say little to each other."""
    if account.family.lasting or account.start is None or account.end is None:
        return False
    return account.end - account.start > TELLING_DAYS


def tells_nothing(a: Answer, b: Answer) -> bool:
    """Whether two say no more than that there was fighting, that people fled, or that an air strike came from the air:
    where there is war, that is no agreement. Nor is it what they do not both say."""
    if a.scope == MEANS:
        return names_no_weapon(a) or names_no_weapon(b)
    if a.account.claimed.asks_holder and a.field == "whether":
        return True  # that a road is held by somebody
    if a.field != "whether" or a.scope:
        return False
    if a.account.family.lasting:
        # of a city, so much is told in a week that two may have two quarters, or two convoys, in mind
        of_a_town = narrow(a.account) and narrow(b.account) and at_one_place(a.account, b.account)
        inferred = a.account.inferred_place or b.account.inferred_place
        return not of_a_town or inferred or a.account.claimed.background or b.account.claimed.background
    if a.account.claimed.held_apart:
        said = on_one_day(a.account, b.account) and not (a.account.settled or b.account.settled)
        return not said  # that there was some agreement
    kinds, family = {a.account.kind, b.account.kind}, a.account.family
    # who counts the dead says not how they died, and who tells of shells not that there was an air strike
    if kinds & family.mutual:
        return True
    unlike = bool(kinds & family.generic) or len(sorts_of(family, kinds)) > 1
    if len(kinds - {LOOSE}) > 1 and not (narrow(a.account) and narrow(b.account)):
        unlike = True  # the planes over one quarter, the shells on another
    return unlike and not share_a_mark(a.account, b.account)


def elsewhere(a: Account, b: Account) -> bool:
    """Whether two name two towns far apart, though the one may seem to hold the other: a province is called after its
    capital, and what is within it is not within the town."""
    if a.place is None or b.place is None or {a.place.precision, b.place.precision} & COARSE:
        return False
    apart = kilometres(a.place, b.place)
    return apart is not None and apart > FAR_KM


def names_no_weapon(answer: Answer) -> bool:
    """Whether it has no other word for the weapon than the one for the deed: "the bombardment"."""
    account = answer.account
    if account.claim.means is None:
        return True
    plain = any(row["says"] == answer.value and row.get("plain") for row in questions()["means"])
    return plain and account.claim.means.span == account.claim.trigger


def one_thing(a: Answer, b: Answer) -> bool:
    """Whether two answers to one question may be laid against each other, or called one."""
    lasting = a.account.family.lasting and b.account.family.lasting
    if on_other_days(a, b) or (lasting and at_other_times(a, b)):
        return False
    if a.scope == HOLD and held_elsewhere(a, b):
        return False
    return a.field != "how_many" or not (counted_elsewhere(a, b) or of_longer_time(a, b))
