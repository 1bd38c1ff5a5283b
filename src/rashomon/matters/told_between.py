"""Which place and day has a claim whose own words give none, where it stands amid claims of one happening?

A report names the town and the day once and goes on: "12 people died", "the army said it had hit a depot". Where the
claims of news before and behind it tell of that happening, too, nothing else can be meant: what is open is settled.
Where one of them tells of another, it is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.matters.accounts import Account, taken_up
from rashomon.matters.comparators import NEWS_DAYS, is_vague
from rashomon.matters.kind_families import questions
from rashomon.quick_records import replace
from rashomon.world.kinds import Family

SENTENCES = re.compile(r"[.!?]+[\"'”’)]*\s")
Days = tuple[int | None, int | None]


def settled(tellings: Sequence[tuple[Family, list[Account]]]) -> list[tuple[Family, list[Account]]]:
    """The tellings of one report, with what is open settled in claims that stand amid their telling."""
    if not any(is_open(m) for _, members in tellings for m in members):
        return [*tellings]
    said = [said_of(members) for _, members in tellings]
    amid = [set[str]() for _ in tellings]
    taking_up = {m.claim.id for _, members in tellings for m in members if takes_up(m)}
    text_of = [members[0].report.text for _, members in tellings]
    for name in {family.name for family, _ in tellings}:
        news = sorted(
            ((m.at, m.claim.id, n) for n, (family, members) in enumerate(tellings) if family.name == name
             for m in members if is_news(m)),
        )  # fmt: skip
        homes = [None, *(n for *_, n in news), None]
        starts = [0, *(at for at, *_ in news)]
        for (at, claim, n), before, start, behind in zip(news, homes, starts, homes[2:], strict=False):
            if {before, behind} - {None} == {n} or (
                before == n and claim in taking_up and goes_on(text_of[n], start, at)
            ):
                amid[n].add(claim)
    return [
        (family, [settle(m, said[n], days_of(members)) if m.claim.id in amid[n] else m for m in members])
        for n, (family, members) in enumerate(tellings)
    ]


def goes_on(text: str, start: int, at: int) -> bool:
    """Whether a claim stands in the sentence of the one before it, or in the next one of its paragraph."""
    return len(SENTENCES.findall(text, start, at)) <= 1 and "\n" not in text[start:at]


def takes_up(account: Account) -> bool:
    """Whether its words take up what was told: the place ("in the town"), the deed, or "the toll"."""
    place_taken_up = account.claim.place_from == "reference"
    return place_taken_up or taken_up(account) or account.claim.words.casefold() in questions()["taking_up"]


def is_news(account: Account) -> bool:
    """Whether it is no background, and its words do not put it days before its report was printed."""
    if account.claim.background or account.period:
        return False
    start, end, printed = account.start, account.end, account.published
    return start is None or end is None or printed is None or printed - end <= NEWS_DAYS


def said_of(members: Sequence[Account]) -> frozenset[str]:
    """What words of a telling's news say: where it was, when it was."""
    news = [m for m in members if is_news(m)]
    placed = any("place" not in m.claim.loose and m.place and not is_vague(m.place) for m in news)
    dated = any("time" not in m.claim.loose and m.start is not None for m in news)
    return frozenset([*(["place"] if placed else []), *(["time"] if dated else [])])


def is_open(account: Account) -> bool:
    return not account.claim.firm and bool(account.claim.loose)


def settle(account: Account, said: frozenset[str], days: Days) -> Account:
    if not is_open(account):
        return account
    if not said.issuperset(account.claim.loose):
        return replace(account, amid=True)
    if "time" not in account.claim.loose:
        return replace(account, settled=True)
    return replace(account, settled=True, start=days[0], end=days[1], anchored=True)


def days_of(members: Sequence[Account]) -> Days:
    """The days that most of a telling's news give in words."""
    given = [(m.start, m.end) for m in members if is_news(m) and "time" not in m.claim.loose and m.start is not None]
    return max(given, key=given.count, default=(None, None))
