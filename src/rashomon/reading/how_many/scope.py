"""How does a number stand to the others: a part of one, on top of one, overtaken by one, or of another event?

A toll is of use only where it is known whose it is. "58 people, including 11 children" are 58; "300,000 since 2011"
died in a war and not in the strike that the sentence before tells of; "an earlier toll of 23" holds no more.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Literal, NamedTuple

from spacy.tokens import Doc

from rashomon.message import MONTHS
from rashomon.reading.how_many.count_words import listed, words
from rashomon.reading.how_many.counted_nouns import Counted

Scope = Literal["event", "background", "earlier", "part"]


class Fated(NamedTuple):
    """A count with what happened to those it counts."""

    counted: Counted
    what: str | None
    fate: int | None
    """Token index of the word that says it."""
    rule: str | None = None
    """The rule by which that word reaches the number (outcomes.py)."""


# ---- part and whole


def is_part(doc: Doc, c: Counted) -> bool:
    """Whether its own words make it a part: "including 3 children", "11 of them", "two medics were among the 31"."""
    return c.part or _is_among(doc, c.end) or _part_word(doc, c.number.first) >= 0


def is_more(doc: Doc, c: Counted) -> bool:
    """Whether it is on top of the number before it: "and 14 others"."""
    return any(t.lower_ in listed("more") for t in doc[max(0, c.number.first - 1) : c.number.last + 2])


def _is_among(doc: Doc, end: int) -> bool:
    """Whether the phrase that ends here is a part: "two medics" of "two medics were among the 31 dead" is."""
    after = [t.lower_ for t in doc[end : end + 3]]
    if "among" not in after[:2] and any(low in words().part for low in after[:2]):
        # "six civilians, including a child, were among the 22"
        after = [t.lower_ for t in doc[end : end + 9]]
        at = next((n for n, low in enumerate(after) if low in listed("were")), len(after))
        after = after[at:]
    return "among" in after[:2] and not {"them", "whom", "which"}.intersection(after)


def _part_word(doc: Doc, number: int) -> int:
    """Where the word stands that makes a part of the number that starts at this token, -1 if none does."""
    return next((i for i in range(number - 1, max(-1, number - 5), -1) if _makes_part(doc, i, number)), -1)


def _makes_part(doc: Doc, i: int, number: int) -> bool:
    """Whether this word makes a part of the number after it: "including" does, "were among" makes it the whole."""
    low = doc[i].lower_
    if low == "among" and i > 0 and doc[i - 1].lemma_.lower() in listed("be"):
        return False
    return low in words().part and not any(t.text in ".;" or t.lower_ in words().states for t in doc[i + 1 : number])


def opens_with_whole(doc: Doc, c: Counted) -> bool:
    """Whether a sentence starts with this total: "Of the 70 dead, 25 were women", "Among the 12 were two medics"."""
    for i in range(c.number.first - 1, max(-1, c.number.first - 3), -1):
        if doc[i].lower_ in ("of", "among"):
            return bool(doc[i].is_sent_start)
    return False


def wholes(doc: Doc, items: Sequence[Fated], sentences: Sequence[int]) -> dict[int, int]:
    """Index of a part -> index of its total. `sentences` are the token indexes where sentences start.

    A part's total is the nearest number of the same people that is not smaller, before it in its sentence (or in the
    one before: "Eleven of them were children."), or after it where the words say so ("two of the 12").
    """
    at = [bisect_right(sentences, f.counted.number.first) for f in items]
    found: dict[int, int] = {}
    for k, f in enumerate(items):
        if k in found:
            continue
        if k and at[k] == at[k - 1] and opens_with_whole(doc, items[k - 1].counted) and f.counted.unit is None:
            found[k] = k - 1
            found.update(_joined_to(doc, items, at, k, k - 1))
            continue
        if not is_part(doc, f.counted):
            found.update(_listed_after(items, at, k))
            continue
        whole = _after(items, at, k) if _looks_ahead(doc, f.counted) else _before(doc, items, at, k, found)
        if whole is not None:
            found[k] = whole
            found.update(_joined_to(doc, items, at, k, whole))
    return found


def _looks_ahead(doc: Doc, c: Counted) -> bool:
    return _is_among(doc, c.end) or (c.part and doc[c.end : c.end + 1].text.lower() == "of")


def _fits(part: Fated, whole: Fated) -> bool:
    """Whether one number can be of the people of another: same fate, or the part says none, and no more of them."""
    a, b = part.counted.number, whole.counted.number
    # "20 were wounded, two of whom died": what happened to some may be another thing
    alike = part.what in (None, whole.what) or (part.counted.part and (whole.what or whole.counted.who) is not None)
    return alike and (a.low or a.high or 0) <= (b.high or b.low or 0) and not (a.share or b.share)


def _of_the_dead(doc: Doc, f: Fated) -> bool:
    """Whether it is told as some of the dead of the sentence before: "The dead included 11 children."."""
    return f.fate is not None and 0 < f.fate < f.counted.number.first and doc[f.fate - 1].lower_ in listed("dead")


def _before(doc: Doc, items: Sequence[Fated], at: Sequence[int], k: int, found: dict[int, int]) -> int | None:
    said = -1 if items[k].counted.part else _part_word(doc, items[k].counted.number.first)
    back = 1 if items[k].counted.part or _of_the_dead(doc, items[k]) else 0
    for j in range(k - 1, -1, -1):
        if at[k] - at[j] > back:
            return None
        if items[j].counted.number.first > said >= 0:
            continue  # its sibling: "the dead included 11 children and nine women"
        near = items[k].counted.number.first - items[j].counted.end <= 3  # "11 children, five of them girls"
        if (near or j not in found) and _fits(items[k], items[j]) and not items[j].counted.number.single:
            return j
    return None


def _after(items: Sequence[Fated], at: Sequence[int], k: int) -> int | None:
    ahead = range(k + 1, min(k + 3, len(items)))
    return next((j for j in ahead if at[j] == at[k] and _fits(items[k], items[j])), None)


def _joined_to(doc: Doc, items: Sequence[Fated], at: Sequence[int], k: int, whole: int) -> dict[int, int]:
    """The parts told in one breath with a part: "including 11 children and nine women"."""
    found: dict[int, int] = {}
    left = items[whole].counted.number.high
    for j in range(k, len(items)):
        if j > k and (at[j] != at[k] or not _one_more(doc, items, j, items[k].what, items[whole])):
            break
        if left is not None:
            left -= items[j].counted.number.low or 0
            if left < 0:
                break
        if j > k:
            found[j] = whole
    return found


def _one_more(doc: Doc, items: Sequence[Fated], j: int, what: str | None, whole: Fated) -> bool:
    """Whether a number is a further part of a whole beside the one before it: "and nine women"."""
    f = items[j]
    gap = doc[items[j - 1].counted.end : f.counted.number.first]
    plain = len(gap) <= 5 and all(t.lower_ in words().joined or t.lower_ in listed("one_of") for t in gap)
    if not plain or any(t.lower_ in words().part for t in gap):
        return False
    if f.what != what or f.counted.who is None or is_more(doc, f.counted):
        return False
    return _fits(f, whole) and f.counted.who != whole.counted.who


def _listed_after(items: Sequence[Fated], at: Sequence[int], k: int) -> dict[int, int]:
    """The numbers that make up a total exactly, and so tell it again: "four people, a father and three children"."""
    total = items[k].counted
    if total.number.low is None or total.number.single or items[k].what is None or total.who is None:
        return {}
    left = total.number.low
    found: dict[int, int] = {}
    for j in range(k + 1, len(items)):
        f = items[j]
        if at[j] != at[k] or f.what != items[k].what or f.counted.number.low is None or f.counted.who is None:
            break
        left -= f.counted.number.low
        found[j] = k
        if left <= 0:
            break
    return found if left == 0 and len(found) > 1 else {}


# ---- whose number it is

WAR = r"(?:war|conflict|uprising|revolution|revolt|rebellion|insurgency|crisis|unrest|fighting|violence|hostilities)"
MONTH = f"(?:{'|'.join(MONTHS)})"
OF_MORE = re.compile(
    rf"""
      \bsince\s+(?:(?:early|mid|late|the\s+end\s+of)[\s-]+)?(?:{MONTH}(?:\s+\d\d?,?)?\s+)?(?:19|20)\d\d\b
    | \bsince\s+last\s+year\b
    | \bsince\s+(?P<month>{MONTH})\b
    | \bsince\s+(?:the\s+)?(?:start|beginning|outbreak|onset|eruption)\s+of\b(?!\s+\w+\s+week)
    | \bsince\s+(?:the\s+|its\s+|\w+'s\s+)?(?:\S+\s+){{0,3}}?(?:{WAR}|protests|campaign|intervention|offensive)\s+
        (?:first\s+)?(?:began|started|erupted|broke|flared)\b
    | \bsince\s+it\s+(?:began|started|erupted)\b
    | \byears?[\s-]of\s+(?:\w+\s+)?{WAR}\b
    | \b(?:in|during|throughout)\s+(?:\S+\s+){{0,3}}?[\w-]+[\s-]year(?:[\s-](?:old|long))?,?\s+(?:civil\s+)?{WAR}\b
    | \b(?:war|conflict|uprising|revolution|rebellion|insurgency|crisis),?\s+(?:in\s+\w+\s+)?(?:(?:which|that)\s+)?
        (?:has|have|had)\s+(?:\w+ly\s+|so\s+far\s+|already\s+)?
        (?:left|killed|claimed|cost|displaced|driven|forced|taken|uprooted|wounded)\b
    | \bso\s+far\s+this\s+(?:year|month)\b
    | (?P<until_now>\bthis\s+(?:year|month|week)\b)
    | \b(?:in|over|during)\s+the\s+(?:past|last)\s+(?:\w+\s+)?(?:years?|months|decade)\b
    | (?P<days>\b(?:(?:\w+|\d+)\s+(?:days|weeks|months)|a\s+(?:week|fortnight|month)|(?:days|weeks|months))\s+of\s+
        (?:\w+\s+){{0,2}}?(?:air\s?strikes?|strikes|raids|attacks|shelling|bombings?|bombardments?|clashes|battles|
        fighting|violence|protests)\b)
    | \b(?:previous|earlier)\s+(?:\w+\s+)?(?:attack|strike|airstrike|raid|bombing|blast|explosion|massacre|incident)s?\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Words of a time or an event larger or other than the one told: the number nearest to them is a background's."""
PERFECT = re.compile(
    r"\b(?:have|has)\s+(?:\w+ly\s+|also\s+)?(?:been\s+)?\w+(?:ed|ied|lain)\b|\bthe\s+number\s+of\b", re.IGNORECASE
)
"""Before "this month": what has happened until now, not one event of it."""
RECORD = re.compile(r"\b(?:\w+est|worst|most\s+\w+|first)\b[^.;]{0,60}$", re.IGNORECASE)
"""Before it: "the deadliest strike since March" killed those it killed on that one day."""
AWAY = re.compile(r"\b(?:that|which|who|where|when|said|says|told|divided|held|besieged|controlled)\b", re.IGNORECASE)
"""Between it and a number: "killed two in the city that has been divided since July 2012"."""
THEN = re.compile(r"[^.;]{0,30}?\b(?:when|in\s+which)\b", re.IGNORECASE)
TOLLS = r"(?:tolls?|figures?|counts?|tall(?:y|ies)|estimates?|number)"
OVERTAKEN = re.compile(
    rf"""
      \b(?:earlier|previous|prior)\s+(?:\w+\s+){{0,2}}?(?:{TOLLS}|reports?)\b
    | \b(?P<first>initial|preliminary|first)\s+(?:\w+\s+)?(?:{TOLLS}|reports?)\b
    | \b(?:earlier|previously|initially)\s+(?:put|said|reported|given|counted|announced|stood|estimated)\b
    | \b(?:put|reported|given|announced|stood)\s+(?:earlier|previously|initially)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
CHANGED = re.compile(
    r"\b(?:revised|raised|lowered|updated|corrected|increased|rose|risen|climbed|up|down|jumped|grown|grew|changed)\b"
    r"[^.;]*\bto\b|\b(?:later|now|but)\b",
    re.IGNORECASE,
)
GOES_ON = frozenset({"killed", "injured", "casualties", "detained", "abducted", "missing", "displaced", "released"})
"""Fates that add up over a war; whoever lives in a place or is besieged there is counted as of now."""
TOLLED = frozenset({"killed", "injured", "casualties"})
OF_A_WAR = 2000
"""So many dead in a sentence that speaks of the war are the war's."""
WHOLE_WAR = re.compile(rf"\b(?:since|began|start(?:ed)?\s+of|outbreak|erupted|years?\s+of|{WAR})\b", re.IGNORECASE)


class Sentence(NamedTuple):
    """A sentence that tells what happened to some: its characters, and the indexes of its numbers in `items`."""

    doc: Doc
    text: str
    items: Sequence[Fated]
    fated: Sequence[int]
    """Those of the whole text."""
    inside: Sequence[int]
    start: int
    end: int


def scopes(doc: Doc, text: str, items: Sequence[Fated], sentences: Sequence[int]) -> dict[int, Scope]:
    """Index of each number that is not of the event told -> "background" or "earlier"."""
    found: dict[int, Scope] = {}
    fated = [k for k, f in enumerate(items) if f.what in GOES_ON]
    if not fated:
        return found
    starts = [doc[i].idx for i in sentences] or [0]
    of = [bisect_right(starts, items[k].counted.number.span.start) - 1 for k in fated]
    for n, group in groupby(zip(of, fated, strict=True), key=itemgetter(0)):
        end = starts[n + 1] if n + 1 < len(starts) else len(text)
        sentence = Sentence(doc, text, items, fated, [k for _, k in group], starts[max(0, n)], end)
        found.update(dict.fromkeys(_of_a_longer_time(sentence), "background"))
        found.update(dict.fromkeys(_overtaken(sentence), "earlier"))
        _risen_and_of_a_war(sentence, found)
    return found


def _of_a_longer_time(s: Sentence) -> Iterator[int]:
    """The numbers beside words for a war, a year, another event."""
    for match in OF_MORE.finditer(s.text, s.start, s.end):
        if match["days"] and not any(s.items[k].what in TOLLED for k in s.fated if k < s.inside[0]):
            continue  # nothing was counted before: the report is about those days
        if match["until_now"] and not PERFECT.search(s.text, s.start, match.start()):
            continue  # "a raid this week killed 12": that raid
        yield from _of_more(s.doc, s.text, s.items, s.inside, match, s.start, s.end)


OVERTAKEN_REACH = 90
"""Characters behind "an earlier toll" in which its number stands: about a clause."""


def _overtaken(s: Sentence) -> Iterator[int]:
    """The numbers that words call earlier: first reports hold until another number comes."""
    for match in OVERTAKEN.finditer(s.text, s.start, s.end):
        for k in s.inside:
            char = s.items[k].counted.number.span.start
            near = match.end() <= char < match.end() + OVERTAKEN_REACH
            if not near or CHANGED.search(s.text, match.end(), char):
                continue
            if match["first"] is None or any(s.items[j].what == s.items[k].what for j in s.fated if j > k):
                yield k


def _risen_and_of_a_war(s: Sentence, found: dict[int, Scope]) -> None:
    """Marks the numbers from which a toll rose, and those so large that they are a war's where one is spoken of."""
    for k in s.inside:
        number = s.items[k].counted.number
        if number.first and s.doc[number.first - 1].lower_ == "from" and _of_a_toll(s.doc, s.items[k].fate):
            found[k] = "earlier"
            continue
        many = s.items[k].what == "killed" and (number.low or number.high or 0) >= OF_A_WAR
        if many and k not in found and WHOLE_WAR.search(s.text, s.start, s.end):
            found.update(dict.fromkeys(_in_one_breath(s.doc, s.items, s.inside, k), "background"))


def _of_more(
    doc: Doc, text: str, items: Sequence[Fated], inside: Sequence[int], match: re.Match[str], start: int, end: int
) -> list[int]:
    """The numbers of a sentence that words of a larger time or of another event are said of."""
    if RECORD.search(text[max(start, match.start() - 80) : match.start()]):
        then = THEN.match(text, match.end(), end)
        return [k for k in inside if then and items[k].counted.number.span.start >= then.end()]
    if match["month"]:
        return []  # the event itself may have lasted since then
    nearest = min(inside, key=lambda k: len(_gap(doc, text, items[k], match)))
    if AWAY.search(_gap(doc, text, items[nearest], match)):
        return []
    return _in_one_breath(doc, items, inside, nearest)


def _of_a_toll(doc: Doc, fate: int | None) -> bool:
    return fate is not None and doc[fate].lower_ in listed("tolls")


def _gap(doc: Doc, text: str, f: Fated, match: re.Match[str]) -> str:
    """What stands between the words of a larger time and a number or its fate, whichever is nearer."""
    ends = [(f.counted.number.span.start, doc[f.counted.end - 1].idx)]
    if f.fate is not None:
        ends.append((doc[f.fate].idx, doc[f.fate].idx + len(doc[f.fate])))
    return min((text[b : match.start()] or text[match.end() : a] for a, b in ends), key=len)


def _in_one_breath(doc: Doc, items: Sequence[Fated], inside: Sequence[int], k: int) -> list[int]:
    """This number and those told in the same clause: "300,000 have been killed and millions displaced since 2011"."""
    chosen = [k]
    here = inside.index(k)
    for step in (-1, 1):
        last, n = k, here + step
        while 0 <= n < len(inside):
            a, b = sorted((last, inside[n]))
            gap = doc[items[a].counted.end : items[b].counted.number.first]
            one = 0 < len(gap) <= 3 and gap[0].lower_ == "and"  # "has killed 300,000 and forced millions to flee"
            if len(gap) > 8 or any(
                (t.tag_ == "VBD" and not one) or t.text in ";:" or t.lower_ in OPENS_CLAUSE for t in gap
            ):
                break
            chosen.append(inside[n])
            last, n = inside[n], n + step
    return chosen


OPENS_CLAUSE = frozenset(
    {"which", "that", "who", "where", "when", "while", "as", "after", "before", "in", "war", "conflict", "bringing"}
)
