"""Which day has a claim that gives none, where another report tells the day of what it tells of?

"A car bomb killed 12 in Tarn", printed on Tuesday with no day, is the bomb of Tuesday of which another report tells: a
small town is seldom bombed twice in the days that news are printed in. Of a city nothing is settled but by a mark: the
same figure of the dead, or the same thing hit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.matters.accounts import MARK, Account
from rashomon.matters.comparators import is_vague, same_place
from rashomon.matters.one_thing import PRINTED_DAYS, narrow, told_day
from rashomon.matters.told_between import is_news

TELLING = 20
"""A figure of dead from here on marks an event by itself."""
ASKED = frozenset({"place", "time"})


def settled_across(told: Sequence[Account]) -> Sequence[Account]:
    """The accounts of one incident, with place and day settled where other reports tell them for sure."""
    sure = [a for a in told if is_sure(a)]
    if len({a.start for a in sure}) != 1:
        return told  # no day, or a day of each
    found = [settle_by(a, sure) for a in told]
    # what stands amid claims of a report whose day another report tells is of that day, too
    dated = {a.key for a, before in zip(found, told, strict=True) if a.settled and not before.settled}
    return [replace(a, settled=True) if a.amid and a.key in dated and says_what(a) else a for a in found]


def is_sure(account: Account) -> bool:
    """Whether it is news whose own words tell one day and a place."""
    known = account.claim.firm or account.settled
    one_day = told_day(account) and account.start == account.end
    return known and one_day and is_news(account) and not is_vague(account.place)


def says_what(account: Account) -> bool:
    """Whether it leaves no more open than where or when, and is no denial that names neither place nor doer: "not a
    single missile was fired"."""
    bare = account.claim.polarity == "denied" and account.actor is None and "place" in account.claim.loose
    return may_be_settled(account) and not bare


def may_be_settled(account: Account) -> bool:
    """Whether it is news that leaves open where or when it was, and nothing else."""
    claim = account.claim
    open_ = not (claim.firm or account.settled) and bool(claim.loose)
    return open_ and ASKED.issuperset(claim.loose) and is_news(account)


def settle_by(account: Account, sure: Sequence[Account]) -> Account:
    if not may_be_settled(account):
        return account
    same = next((s for s in sure if s.key != account.key and printed_with(account, s) and of_one(account, s)), None)
    return account if same is None else replace(account, settled=True)


def printed_with(account: Account, sure: Account) -> bool:
    """Whether its own day, if it has one, is that of the other, and it was printed within the days of such news."""
    if account.published is None or sure.start is None or (account.start is not None and account.start != sure.start):
        return False
    return 0 <= account.published - sure.start <= PRINTED_DAYS


def of_one(account: Account, sure: Account) -> bool:
    """Whether it tells of what the other tells of: a strong mark is the same, or the small town that its words name."""
    if strong_mark(account, sure):
        return True
    if "place" in account.claim.loose or account.place is None or sure.place is None:
        return False
    return narrow(account) and same_place(account.place, sure.place)


def strong_mark(a: Account, b: Account) -> bool:
    """Whether both count so many dead that no other event has that figure; or as many at the same thing hit."""
    shared = a.figures & b.figures
    sites = [{t.site} - {None} if (t := x.claim.target) is not None else set() for x in (a, b)]
    return max(shared, default=0) >= TELLING or (max(shared, default=0) >= MARK and not sites[0].isdisjoint(sites[1]))
