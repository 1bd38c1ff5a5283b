"""Can two answers both be true, and do they say the same? Field by field; nothing here says which of them is true."""

from __future__ import annotations

from collections.abc import Iterable

from rashomon.matters.accounts import Origin
from rashomon.matters.answer import CHOICES, Answer
from rashomon.matters.camps import Sides, takes_side
from rashomon.matters.kind_families import questions
from rashomon.matters.one_thing import (
    HOLD,
    MEANS,
    TELLING_DAYS,
    at_other_times,
    may_be_update,
    narrow,
    one_deed,
    one_thing,
    share_a_mark,
    told_day,
    whole_of,
)
from rashomon.matters.tolls import figures_agree, figures_support, more_than_all, size
from rashomon.model import Field, Toll

WATCHERS = frozenset({"monitor", "rights_group"})
"""Camps of those who count and document: outlets call the one by the other's name."""


def excluded(a: Answer, b: Answer) -> bool:
    """Whether two answers to a question of `CHOICES` exclude each other, by what they say or by their sorts.

    "A plane" may have no pilot.
    """
    if plain_craft(a) or plain_craft(b):
        return False
    return not a.excludes.isdisjoint((str(b.value), b.sort)) or not b.excludes.isdisjoint((str(a.value), a.sort))


def plain_craft(answer: Answer) -> bool:
    """Whether the one word for the means is "plane", which says not whether somebody flew it."""
    means = answer.account.claim.means
    if answer.scope != MEANS or means is None:
        return False
    return means.text.split()[-1:] != [] and means.text.split()[-1].casefold() in questions()["plain_craft"]


def by_others(a: Answer, b: Answer, known: Sides) -> bool:
    """Whether two means are told of two doers: planes of the one side, or shells of the other. A town may be hit by
    both, but who says so of one happening tells it otherwise."""
    if b.sort not in a.apart and a.sort not in b.apart:
        return False
    fit = wider(a.doer, b.doer) or wider(b.doer, a.doer) or known.allied(a.doer, b.doer)
    return bool(a.doer and b.doer) and not fit and share_a_mark(a.account, b.account)


def rival_whether(a: Answer, b: Answer, known: Sides) -> bool:
    """One affirms what the other denies; or two means, or two things hit, that exclude each other."""
    if a.scope in CHOICES and a.polarity == b.polarity:
        # two of one side who name two weapons tell what each saw of it
        return a.polarity == "affirmed" and a.camp != b.camp and (excluded(a, b) or by_others(a, b, known))
    return a.value == b.value and a.polarity != b.polarity


def wider(general: str, special: str) -> bool:
    """Whether one name of a side takes in another: "government_or_russia" takes in "russia".

    >>> wider("government_or_russia", "russia"), wider("russia", "government")
    (True, False)
    """
    return special in general.split("_or_") or set(special.split("_or_")) <= set(general.split("_or_"))


def who_fits(a: Answer, b: Answer) -> bool:
    """Whether one answer's name of a doer or holder takes in the other's, or its loaded word may; or they name one of
    several in common: "X and Y" and "X"."""
    one, two = str(a.value), str(b.value)
    return share_a_name(a, b) or two in a.covers or one in b.covers


def share_a_name(a: Answer, b: Answer) -> bool:
    """Whether two answers name one doer or holder, among several or alone, as far as the names go."""
    ones, others = (str(a.value), *a.account.beside), (str(b.value), *b.account.beside)
    return any(wider(one, two) or wider(two, one) for one in ones for two in others)


def rival_who(a: Answer, b: Answer, known: Sides) -> bool:
    """Two different doers (or holders), neither name taking in the other; or one denies what the other affirms.

    A denial names no other: it disputes only whom it denies. Holders that are allies hold a place together.
    """
    one, two = str(a.value), str(b.value)
    if of_a_part(a) or of_a_part(b):
        return False
    if a.polarity == b.polarity == "affirmed":
        fit = who_fits(a, b)
        if a.scope == HOLD:
            return not fit and not known.allied(one, two) and not at_other_times(a, b)
        return not fit and one_deed(a, b)
    if a.polarity == b.polarity:
        return False
    said, denied = (one, two) if a.polarity == "affirmed" else (two, one)
    open_ = not set(said.split("_or_")) <= set(denied.split("_or_"))  # "he or another" is not disputed by "not he"
    return one == two if a.scope == HOLD else share_a_name(a, b) and not (open_ and "_or_" in said)


def of_a_part(a: Answer) -> bool:
    """Whether it tells of a part of the place, as who leaves positions in a city does."""
    claim = a.account.claim
    if a.scope != HOLD:
        return False
    leaves = a.account.claimed.gives_up and claim.from_place is None and not narrow(a.account)
    return claim.part == "part" or leaves


def rival_how_many(a: Answer, b: Answer) -> bool:
    """Two figures of one scope that do not agree, or a figure that the other denies; or some that are more than all.

    Who says "dozens" has counted none, and disputes nobody who counts half as many and more.
    """
    if (a.vague or b.vague) and 2 * min(size(a), size(b)) >= max(size(a), size(b)):
        return False
    if not isinstance(a.value, Toll) or not isinstance(b.value, Toll):
        return False
    if a.scope != b.scope:
        part, whole = (a, b) if b.scope == whole_of(a.scope) else (b, a)
        affirmed = a.polarity == b.polarity == "affirmed"
        return affirmed and whole.scope == whole_of(part.scope) and more_than_all(part, whole)
    if may_be_update(a, b) or of_other_days(a, b) or long_before(a, b):
        return False
    if a.polarity != b.polarity:
        return figures_agree(a, b)
    return a.polarity == "affirmed" and not figures_agree(a, b)


def of_other_days(a: Answer, b: Answer) -> bool:
    """Whether of two figures in one report one is of a day and the other, over twice as high, of none: a sum."""
    one, two = sorted((a, b), key=size)
    return (
        a.account.key == b.account.key
        and told_day(one.account)
        and not told_day(two.account)
        and (size(two) > 2 * size(one))
    )


def long_before(a: Answer, b: Answer) -> bool:
    """Whether the lower of two figures was printed a week and more before the higher: what its origin says by now,
    nobody knows."""
    one, two = sorted((a, b), key=size)
    first, last = one.account.published, two.account.published
    return first is not None and last is not None and last - first > TELLING_DAYS


def rival_why(a: Answer, b: Answer) -> bool:
    """Two reasons of sorts that exclude each other, or a reason that the other denies."""
    if a.polarity == b.polarity == "affirmed":
        return bool(a.sort and b.sort and (b.sort in a.excludes or a.sort in b.excludes))
    return a.polarity != b.polarity and bool(a.sort) and a.sort == b.sort


def may_be_one(a: Origin, b: Origin) -> bool:
    """Whether two origins are one or can't be told apart: an unnamed monitor and a monitor with a name.

    "A watchdog" may be either sort of those who watch.
    """
    if a.id == b.id:
        return True
    alike = (a.camp == b.camp and a.role == b.role) or {a.camp, b.camp} <= WATCHERS
    return alike and (a.unnamed or b.unnamed)


def told_by_outlet(a: Answer) -> bool:
    """Whether it is the outlet's own word: its sentence, or that of "a source" of which it says no more than that."""
    speaker = a.account.speaker
    return speaker.span is None or speaker.camp != a.camp or (a.origin.unnamed and speaker.role == "unnamed")


def beside_its_source(a: Answer, b: Answer, known: Sides) -> bool:
    """Whether an outlet's own word stands beside another of the same report, neither a denial or both of one side.

    Where they differ, the outlet tells of the whole and the source of a part, or of two events: who contradicts the
    source that he quotes says so. Nor does an organ print that its own side, or an ally, denies what its headline says.
    """
    if a.account.key != b.account.key:
        return False
    if (a.polarity == "denied" or b.polarity == "denied") and not known.allied(a.camp, b.camp):
        return False
    return told_by_outlet(a) or told_by_outlet(b) or a.account.statement is b.account.statement


def says_it_all(a: Answer) -> bool:
    """Whether who gives the same answer says nothing that could contradict it."""
    return a.field == "who" or (a.field == "whether" and a.scope not in CHOICES)


def rival(a: Answer, b: Answer, known: Sides) -> Field | None:
    """The field in which two answers can't both be true; None where they can, or where it is nobody's dispute.

    One origin does not dispute itself, and a voice that takes no side disputes nobody.
    """
    if a.value == b.value and a.polarity == b.polarity and says_it_all(a):
        return None  # most pairs, of which no more need be asked
    if may_be_one(a.origin, b.origin) or not takes_side(a.camp) or not takes_side(b.camp) or a.field != b.field:
        return None
    if not one_thing(a, b) or beside_its_source(a, b, known):
        return None
    if a.field == "whether":
        return "whether" if rival_whether(a, b, known) else None
    if a.field == "who":
        if not rival_who(a, b, known):
            return None
        return "whether" if a.scope == "hold" and a.polarity != b.polarity else "who"
    if a.field == "how_many":
        return "how_many" if rival_how_many(a, b) else None
    if a.field == "why":
        return "why" if rival_why(a, b) else None
    return None


def compatible(a: Answer, b: Answer, known: Sides) -> bool:
    """Whether two answers say the same, as far as they go: one polarity, and values that fit."""
    if a.field != b.field or a.polarity != b.polarity:
        return False
    if a.field == "how_many":
        return whole_of(a.scope) == whole_of(b.scope) and figures_support(a, b)
    if a.field == "who":
        return who_fits(a, b) or (a.scope == "hold" and known.allied(str(a.value), str(b.value)))
    if a.field == "why" or a.scope in CHOICES:
        return a.value == b.value or bool(a.sort and a.sort == b.sort and not excluded(a, b))
    return a.value == b.value


def least_origins(answers: Iterable[Answer]) -> int:
    """The least number of independent origins: unnamed people add nothing, but somebody did say it."""
    counting = {a.origin.id: a.origin for a in answers if a.origin.counts}.values()
    if len(counting) < 2 or not any(o.unnamed for o in counting):
        return max(1, len(counting))
    return max(1, sum(not any(o.unnamed and p is not o and may_be_one(o, p) for p in counting) for o in counting))
