"""What befell one number, and with it another: lists, parts of a whole, totals told again, rival figures.

Numbers joined by "and" or "including" share a fate; of lists of people with what befell them the parse is often wrong,
so that the order of the words decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.reading.grammar.punctuation import unpunctuated
from rashomon.reading.how_many.count_words import listed, words
from rashomon.reading.how_many.counted_nouns import Counted
from rashomon.reading.how_many.outcome_words import CLAUSE_BACK, Happened
from rashomon.reading.how_many.rival_figures import figure_word, set_against
from rashomon.reading.how_many.scope import is_part, opens_with_whole

LIST_GAP = 10
"""Tokens between two numbers of one list."""
RIVAL = "set_against"
"""The rule by which a number has the fate of one told before."""


class Neighbours(NamedTuple):
    """Two numbers side by side, of which one has a fate."""

    doc: Doc
    left: Counted
    right: Counted
    onward: bool
    """The left one has it, and the right one is asked whether it shares it."""
    fate: int
    """Token index of the word that says it."""


def share(doc: Doc, items: Sequence[Counted], happened: dict[int, Happened]) -> None:
    """Gives numbers joined to one whose fate is known the same: first from left to right, then back."""
    for order in (range(1, len(items)), range(len(items) - 2, -1, -1)):
        for k in order:
            other = k - order.step
            if k in happened or other not in happened or not claimable(items[k]) or items[k].number.share:
                continue
            onward = k > other
            pair = Neighbours(doc, items[min(k, other)], items[max(k, other)], onward, happened[other].word)
            if not _counts_nobody(pair.right) and any(rule(pair) for rule in SHARED):
                happened[k] = happened[other]._replace(rule="joined")


def _counts_nobody(right: Counted) -> bool:
    """ "Air strikes killed 23 people, including one near a hospital": one strike."""
    n = right.number
    return n.low == n.high == 1 and not (right.who or right.part or n.single)


def _some_of_them(pair: Neighbours) -> bool:
    """ "58 people were killed, 11 of them children"."""
    return pair.onward and pair.right.part and _near(pair.doc, pair.left, pair.right)


def _among_the_whole(pair: Neighbours) -> bool:
    """ "Among the 58 dead were 11 children"."""
    doc, left, right = pair.doc, pair.left, pair.right
    if not pair.onward or not right.who or not opens_with_whole(doc, left):
        return False
    return not _sentence_ends(doc, left.end, right.end - 1)


def _some_of_the_whole(pair: Neighbours) -> bool:
    """ "Two of the 12"."""
    left = pair.left
    of = left.end < len(pair.doc) and pair.doc[left.end].lower_ == "of"
    return not pair.onward and left.part and of


def _on_another_day(pair: Neighbours) -> bool:
    return pair.onward and _and_another_day(pair.doc, pair.fate, pair.left, pair.right)


def _in_one_list(pair: Neighbours) -> bool:
    """ "12 soldiers and two officers", "58 people were killed in the raid, including 11 children"; where commas are
    lost, "12 soldiers two officers"."""
    doc, left, right = pair.doc, pair.left, pair.right
    between = list(doc[left.end : right.number.first])
    if pair.onward and len(between) <= CLAUSE_BACK and is_part(doc, right):
        start = next((n for n, t in enumerate(between) if t.lower_ in words().part), 0)
        between = between[start:]
    lost = left.end == right.number.first and left.who is not None and right.who is not None and unpunctuated(doc)
    if between and between[0].i == pair.fate:
        between = between[1:]  # "three killed, including two women"
    behind = [t for t in between if t.i > pair.fate]
    if (
        pair.onward
        and behind
        and behind[0].lower_ in listed("adds")
        and all(t.lower_ in words().joined for t in behind)
    ):
        return True  # "20 guards were killed as well as dozens of passengers"
    if len(between) > LIST_GAP or _sentence_ends(doc, left.end, right.number.first):
        return False
    if not pair.onward and any(t.lower_ == "whom" for t in between):
        return False  # "40 people, of whom 11 died"
    return lost or _joins(between) or (pair.onward and _and_elsewhere(between, right))


SHARED: tuple[Callable[[Neighbours], bool], ...] = (
    _some_of_them,
    _among_the_whole,
    _some_of_the_whole,
    _on_another_day,
    _in_one_list,
)


def brought_to(doc: Doc, items: Sequence[Counted], happened: dict[int, Happened]) -> None:
    """Gives a running total the fate told before it: "killed 31, bringing the total to 412"."""
    for k, c in enumerate(items):
        first = c.number.first
        if k not in happened and k - 1 >= 0 and first > 3 and doc[first - 1].lower_ == "to" and claimable(c):
            before = doc[max(0, first - 6) : first - 1]
            if any(t.lemma_ == "bring" for t in before) and before[-1].lower_ in ("total", "number", "tally", "count"):
                near = next((j for j in range(k - 1, max(-1, k - 4), -1) if j in happened), None)
                if near is not None and not _sentence_ends(doc, items[near].end, first):
                    happened[k] = Happened(happened[near].what, first - 2, "brought_to")


def told_again(doc: Doc, items: Sequence[Counted], happened: dict[int, Happened]) -> None:
    """Gives a total's fate to those after it who make it up exactly: "23 were killed, 14 rebels and nine soldiers"."""
    for k, total in enumerate(items):
        if k not in happened or not total.number.low or not claimable(total):
            continue
        left, rest = total.number.low, []
        for j in range(k + 1, len(items)):
            c = items[j]
            if (
                j in happened
                or c.who is None
                or not c.number.low
                or _sentence_ends(doc, items[j - 1].end, c.number.first)
            ):
                break
            left -= c.number.low
            rest.append(j)
        if left == 0 and len(rest) > 1:
            happened.update(dict.fromkeys(rest, happened[k]._replace(rule="told_again")))


def set_against_another(doc: Doc, items: Sequence[Counted], happened: dict[int, Happened]) -> None:
    """Gives a rival figure the fate of the one that it is set against: "put it at 12"."""
    for k, c in enumerate(items):
        if k in happened or (word := figure_word(doc, c)) is None:
            continue
        if (rival := set_against(items, k, sorted(happened))) is not None:
            happened[k] = Happened(happened[rival].what, word.i, RIVAL)


def _near(doc: Doc, left: Counted, right: Counted) -> bool:
    """Whether a part stands in the sentence of what it is part of, or opens the next one."""
    if right.end < len(doc) and doc[right.end].tag_ in ("VBD", "VBZ", "VBP") and right.who is None:
        return doc[right.end].lemma_ == "be"  # "one of them told the agency"
    ends = [i for i in range(left.end, right.number.first + 1) if doc[i].is_sent_start]
    return right.number.first - left.end <= 30 and (not ends or (len(ends) == 1 and right.number.first - ends[0] <= 2))


def _joins(between: Iterable[Token]) -> bool:
    w = words()
    seen = False
    for t in between:
        if t.like_num or t.lower_ == "aged":
            continue  # an age: "a boy aged 4, his aunt, 29, and"
        if t.lower_ in w.joined:
            seen = seen or t.lower_ in w.part or t.lower_ in ("and", ",", "plus", "or", "with")
        elif t.tag_.startswith(("V", "MD", "IN")) and t.lower_ not in ("of", "at", "about", "around", "least"):
            return False  # a clause or a phrase of its own
        elif t.lower_ in w.states:
            return False
    return seen


def _and_elsewhere(between: Sequence[Token], right: Counted) -> bool:
    """Whether only where or from where stands between: "14 fighters from both sides and eight civilians"."""
    if not len(between) or right.who is None or between[-1].lower_ not in ("and", "plus"):
        return False
    plain = all(t.lower_ in listed("whence") or not t.tag_.startswith(("V", "MD", "IN", "W")) for t in between)
    return plain and not any(t.lower_ in words().states or t.lower_ in words().nouns for t in between)


def _and_another_day(doc: Doc, fate: int, left: Counted, right: Counted) -> bool:
    """ "Nine people were killed on Monday and 13 on Tuesday": the verb is told once, and each number has its time."""
    joint, after = list(doc[fate + 1 : right.number.first]), list(doc[right.end : right.end + 2])
    if not (left.end <= fate < right.number.first and 2 < len(joint) < 7 and len(after) == 2) or right.who not in (
        None,
        left.who,
    ):
        return False
    days = {i for t in doc._.times for i in range(t.span.start, t.span.end)}
    timed = all(t.lower_ in ("on", "in", "and", ",", "another", "late", "early") or t.idx in days for t in joint)
    return timed and joint[-1].lower_ in ("and", "another") and after[0].lower_ in ("on", "in") and after[1].idx in days


def _sentence_ends(doc: Doc, start: int, end: int) -> bool:
    return any(doc[i].is_sent_start or doc[i].text in ".?!" for i in range(start, min(end + 1, len(doc))))


def claimable(c: Counted) -> bool:
    return c.unit is None or c.who is not None
