"""Which numbers of a text count something, from where to where, and how much they are?

Numbers by pattern, with the words that bound them ("at least", "or more"), and one person told without a number ("a
child"). Numbers that belong to dates, ages, names and telephones are left out. Words and lists are in counts.toml;
parts of speech and lemmas come from the pipeline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import NamedTuple

import numpy as np
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from rashomon.model import Span
from rashomon.reading.grammar.numerals import number, percent
from rashomon.reading.how_many.count_words import class_of, listed, words
from rashomon.reading.how_many.no_counts import bears_a_number, is_no_count
from rashomon.reading.when.component import find_times


class Number(NamedTuple):
    """A number in the text before anything is known of what it counts. `first` and `last` are token indexes."""

    span: Span
    low: float | None
    high: float | None
    exact: bool
    money: bool
    first: int
    last: int
    single: bool
    """One person told without a number: "a child", "his wife"."""
    share: bool = False
    """A part of a whole, in percent: "half the town", "two thirds of"."""


def numbers_in(doc: Doc, text: str) -> list[Number]:
    """The numbers of `text`, which is the text of `doc`, that count something; dates' own numbers are left out."""
    find = words().find
    times = doc._.times or find_times(text, doc._.published)
    taken = [t.span for t in times if t.type in ("DATE", "TIME", "SET")]
    found = []
    at = 0
    while match := find.search(text, at):
        if (end := _no_group(doc, match, taken)) is not None:
            at = end
            continue
        span = _first_number(match, taken)
        at = max(span.end, match.start() + 1)
        if CLOCK.fullmatch(match[0]) and any(0 <= s.start - match.end() <= 1 for s in taken):
            continue  # a clock time that lost its colon, before its date
        dated = next((s for s in taken if s.start < span.end and span.start < s.end), None)
        if dated is not None:
            at = max(at, dated.end)
        elif made := _number(doc, text, match, span):
            found.append(made)
    return found


SPACED = re.compile(r"\d{1,3}(?= \d{3})")


def _no_group(doc: Doc, match: re.Match[str], taken: Sequence[Span]) -> int | None:
    """Where digits end that a date or a name has before a space and three more: "on June 12 300 fled", "Unit 46 300
    strong". None where the space groups thousands."""
    group = "low" if match["low"] else "n"
    if match[group] is None or (first := SPACED.match(match[group])) is None:
        return None
    start = match.start(group)
    end = start + first.end()
    token = doc.char_span(start, end, alignment_mode="expand")
    named = token is not None and token[0].i > 0 and bears_a_number(doc[token[0].i - 1])
    return end if named or any(s.start < end and start < s.end for s in taken) else None


CLOCK = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")


def _first_number(match: re.Match[str], taken: Sequence[Span]) -> Span:
    """The whole match, or its first number where the two are no range.

    "12 and 30" are two numbers, "from 20 to 30" is a change, and "12 to 5" of "12 to 5 May" holds a date; "one hundred
    and three" is one.
    """
    whole = Span(*match.span())
    if match["low"] is None or _as_one(match) is not None:
        return whole
    dated = any(s.start < match.end("high") and match.start("high") < s.end for s in taken)
    if not dated and _is_range(match):
        return whole
    return Span(match.start("low") if match["between"] else whole.start, match.end("low"))


ALTERNATIVES = 10
"""How far "12 or 15" may lie apart: farther, the two count different things."""


def _is_range(match: re.Match[str]) -> bool:
    low, high = number(match["low"]), number(match["high"])
    between, joined = (match["between"] or "").lower().strip(), (match["to"] or "").lower()
    if low is None or high is None or low >= high or between == "from":
        return False
    if joined == "and":
        return between == "between"
    return joined != "or" or high - low <= ALTERNATIVES


ENDS_IN_SCALE = re.compile(r"\b(hundred|thousand|million)$", re.IGNORECASE)
OTHERS = re.compile(r"\s+(?:others?|more|additional)\b", re.IGNORECASE)


def _as_one(match: re.Match[str]) -> float | None:
    """The value of "one hundred and three", which the pattern takes for two numbers; None where they are two."""
    if (match["to"] or "").lower() != "and" or match["between"] or OTHERS.match(match.string, match.end()):
        return None
    scale = ENDS_IN_SCALE.search(match["low"])
    low, high = number(match["low"]), number(match["high"])
    if scale is None or low is None or high is None or match["high"][0].isdigit():
        return None
    return low + high if high < (number("one " + scale[1]) or 0) else None


def _number(doc: Doc, text: str, match: re.Match[str], span: Span) -> Number | None:
    value = _value(match, span)
    tokens = doc.char_span(*span, alignment_mode="expand")
    if value is None or tokens is None or not len(tokens):
        return None
    first, last = tokens[0].i, tokens[-1].i
    if is_no_count(doc, text, span, first, last):
        return None
    share = match["share"] is not None
    if share and NO_SHARE.search(text[max(0, span.start - 20) : span.start]):
        return None
    low, high, exact = _bounded(*value, match, span)
    return Number(span, low, high, exact, bool(match["money"]), first, last, False, share)


Value = tuple[float | None, float | None, bool]
"""Low, high, and whether it is exact."""


def _value(match: re.Match[str], span: Span) -> Value | None:
    """What a match says without the words before it ("at least"); None where a number word is no number."""
    if match["low"] is not None and (as_one := _as_one(match)) is not None:
        return as_one, as_one, True
    if match["share"] is not None:
        share = percent(match["share"])
        return share, share, False
    if match["low"] is not None and span.end == match.end():
        return number(match["low"]), number(match["high"]), False
    if match["vague"] is not None:
        low, high = words().vague[" ".join(match["vague"].lower().split())]
        return low, high, low == high == 0 or match["vague"].lower() == "both"
    shown = match["n"] or match["low"]
    n = float(shown) if POINT.fullmatch(shown) and _in_fractions(match) else number(shown)
    return None if n is None else (n, n, True)


POINT = re.compile(r"\d+\.\d+")
NEXT_WORD = re.compile(r"[\s-]*([^\W\d]+|[%°])")


def _in_fractions(match: re.Match[str]) -> bool:
    """Whether what is measured comes in fractions: "12.500 km"; people are counted whole."""
    after = NEXT_WORD.match(match.string, match.end())
    return bool(match["money"]) or (after is not None and after[1].lower() in listed("fractions"))


def _bounded(low: float | None, high: float | None, exact: bool, match: re.Match[str], span: Span) -> Value:
    """A value with "at least", "up to", "about" before it, or "or more" behind it."""
    bound = words().bounds.get(" ".join((match["bound"] or "").lower().split()))
    if bound == "least" or (match["plus"] and span.end == match.end()):
        return low, None, False
    if bound == "most":
        return None, high if high is not None else low, False
    return low, high, exact and bound != "about"


NO_SHARE = re.compile(r"\b(?:first|second|other|latter|last|final|the|in|next|this|that|\w+ern)\s+$", re.IGNORECASE)
"""Before a half that is no share: "the second half of the match", or "in a quarter of the city": a district."""


def singles(doc: Doc, taken: Sequence[Number]) -> list[Number]:
    """One person told without a number: "a child", "another soldier", "his wife". Kept only where a fate reaches it."""
    busy = {i for n in taken for i in range(n.first, n.last + 1)}
    found = []
    skipped = listed("not_single") | words().nouns.keys()
    nouns = np.flatnonzero(doc.to_array("TAG") == np.uint64(get_string_id("NN")))
    for token in (doc[int(i)] for i in nouns):
        if token.lower_ in skipped or class_of(token) is None:
            continue
        i = _determiner(doc, token, busy)
        if i is not None:
            none = i > 0 and doc[i - 1].lower_ == "not"  # "not a single civilian"
            start, few = i - none, 0.0 if none else 1.0
            span = Span(doc[start].idx, token.idx + len(token))
            found.append(Number(span, few, few, True, False, start, token.i - 1, True))
    return found


PHRASE = 6
"""Tokens between "a" and its noun: a noun phrase is seldom longer, and what is may be two."""


def _determiner(doc: Doc, noun: Token, busy: Set[int]) -> int | None:
    """Where the "a" or "his" of one person stands; None where the noun has none, or goes on."""
    i = noun.i - 1
    while i >= 0 and doc[i].tag_ in INSIDE_PHRASE and i not in busy and noun.i - i < PHRASE:
        i -= 1
    if i < 0 or i in busy or doc[i].lower_ not in listed("one_of"):
        return None
    if noun.i + 1 < len(doc) and doc[noun.i + 1].tag_.startswith("NN"):
        return None
    return None if ONE_OF_THEM.search(doc[max(0, i - 4) : i].text.lower() + " ") else i


INSIDE_PHRASE = ("JJ", "NN", "NNP", "HYPH", "VBN", "CD", "NNS")
ONE_OF_THEM = re.compile(r"\bone(?: of (?:them|whom))?(?: was| is)? $")
"""Before "a child": the one is counted already."""
