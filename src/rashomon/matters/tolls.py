"""Which figure of an origin stands, and when do two figures agree?"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from rashomon.matters.answer import Answer
from rashomon.matters.one_thing import on_one_day
from rashomon.model import Toll

CLOSE_SHARE = 0.10
CLOSE_BY = 1.0
"""Figures within 1 or 10 % of the larger agree."""


def bounds(toll: Toll) -> tuple[float, float]:
    """A toll as a closed range: "at least N" has no upper end, "at most N" starts at 0."""
    return (0.0 if toll.low is None else toll.low, math.inf if toll.high is None else toll.high)


def tolls_agree(a: Toll, b: Toll) -> bool:
    """Whether two figures agree: the ranges touch, or lie within 1 or 10 % of the larger figure.

    "At least N" is disputed only by a figure below N (and not close to it), and by no other "at least": who has counted
    20 dead may find more.

    >>> tolls_agree(Toll(12, None), Toll(40, 40)), tolls_agree(Toll(12, None), Toll(8, 8))
    (True, False)
    >>> tolls_agree(Toll(126, None), Toll(20, None))
    True
    """
    (low_a, high_a), (low_b, high_b) = bounds(a), bounds(b)
    gap = max(low_a - high_b, low_b - high_a)
    return gap <= max(CLOSE_BY, CLOSE_SHARE * max(low_a, low_b))


def tolls_support(a: Toll, b: Toll) -> bool:
    """Whether two figures that agree say much the same: the smaller is at least half of the larger, and of two that say
    "at least" the low ends are close. "At least 20" and "10,000" are no rivals, and nobody agrees on them.

    >>> tolls_support(Toll(12, None), Toll(14, 14)), tolls_support(Toll(20, None), Toll(10000, 10000))
    (True, False)
    >>> tolls_support(Toll(126, None), Toll(20, None)), tolls_support(Toll(126, None), Toll(120, None))
    (False, True)
    """
    one, two = (float(t.low if t.low is not None else t.high or 0) for t in (a, b))
    if not tolls_agree(a, b) or 2 * min(one, two) < max(one, two):
        return False
    both_open = a.high is None and b.high is None
    return not both_open or abs(one - two) <= max(CLOSE_BY, CLOSE_SHARE * max(one, two))


def figures_agree(a: Answer, b: Answer) -> bool:
    """Whether the figures of two answers agree. "Dozens" and "at least 126" do: who says dozens has counted none."""
    one, two = a.value, b.value
    if not isinstance(one, Toll) or not isinstance(two, Toll):
        return False
    return tolls_agree(one, two)


def figures_support(a: Answer, b: Answer) -> bool:
    """Whether two figures say much the same. "Dozens" and "at least 126" do: who says dozens has counted none."""
    one, two = a.value, b.value
    if not isinstance(one, Toll) or not isinstance(two, Toll):
        return False
    return tolls_support(one, two) or ((a.vague or b.vague) and one.high is None and two.high is None)


def more_than_all(part: Answer, whole: Answer) -> bool:
    """Whether some of the dead are more than all of them are said to be: 40 civilians, and 12 people in all."""
    one, two = part.value, whole.value
    if not isinstance(one, Toll) or not isinstance(two, Toll):
        return False
    return bounds(one)[0] > bounds(two)[1] and not tolls_agree(one, two)


def size(answer: Answer) -> float:
    """The low end of a figure, else its high end."""
    toll = answer.value
    if not isinstance(toll, Toll):
        return 0.0
    return float(toll.low if toll.low is not None else toll.high or 0)


def when_said(answer: Answer) -> tuple[int, float, bool, str]:
    """What makes one figure of an origin later than another: day of printing, then the higher figure.

    Who says "61" here and "at least 61" there says at least 61.
    """
    published = answer.account.published
    least = isinstance(answer.value, Toll) and answer.value.high is None
    return (published if published is not None else -1, size(answer), least, answer.account.claim.id)


def latest_tolls(answers: Iterable[Answer]) -> list[Answer]:
    """Each origin's latest figure of each scope: a later figure of one origin is an update, not a rival.

    Tolls rise, and are corrected by little: a later figure of less than half is taken for a part and updates nothing.
    """
    last: dict[tuple[str, str], Answer] = {}
    for answer in sorted(answers, key=when_said):
        key = (answer.origin.id, answer.scope)
        if key not in last or 2 * size(answer) >= size(last[key]):
            last[key] = answer
    return [last[key] for key in sorted(last)]


def may_have_grown(a: Answer, b: Answer, every: Sequence[Answer] = ()) -> bool:
    """Whether of two figures the larger may be the smaller one some time on: both can have been right when said.

    So it is where the larger was printed on a later day, and not both say in words of which day they are; where words
    of one say that the count went on, or that it is "up to" so many; and where the origin of the larger gave a smaller
    one, too, no earlier than the other did (`every` has all that was told). One report that sets both side by side has
    them as of one time, and who denies a figure means that very one.
    """
    if a.account.key == b.account.key or not a.polarity == b.polarity == "affirmed":
        return False
    less, more = sorted((a, b), key=size)
    first, last = less.account.published, more.account.published
    if first is None or last is None or first > last:
        return False
    up_to = isinstance(less.value, Toll) and less.value.low is None
    later = first < last and not on_one_day(a.account, b.account)
    return later or up_to or counts_on(less) or counts_on(more) or gave_less(more, first, every)


def counts_on(answer: Answer) -> bool:
    """Whether its words say that the count went on: "rose to 40", "12 so far"."""
    return "grown" in answer.account.claim.noted


def gave_less(figure: Answer, since: int, every: Iterable[Answer]) -> bool:
    """Whether its origin gave a smaller figure that does not agree with it, on the day `since` or after."""
    return any(
        x.origin.id == figure.origin.id
        and x.scope == figure.scope
        and size(x) < size(figure)
        and (x.account.published or 0) >= since
        and not figures_close(x, figure)
        for x in every
    )


def figures_close(a: Answer, b: Answer) -> bool:
    """Whether the low ends of two figures are one, within 1 or 10 %: "at least 12" and "40" agree and are not close."""
    return abs(size(a) - size(b)) <= max(CLOSE_BY, CLOSE_SHARE * max(size(a), size(b)))


def gives_two(answer: Answer, every: Iterable[Answer]) -> bool:
    """Whether its origin gave another figure on the same day that is not close: nobody knows which of them stands."""
    return any(
        x.origin.id == answer.origin.id
        and x.scope == answer.scope
        and x.account.published == answer.account.published
        and not figures_close(x, answer)
        for x in every
    )
