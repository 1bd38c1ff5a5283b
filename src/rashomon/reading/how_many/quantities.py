"""What do the numbers of a text count? Numbers by pattern, with the noun and the class of people that they count.

Words and lists are in counts.toml. Numbers that belong to dates, ages, names and telephones are left out. Parts of
speech and lemmas come from the pipeline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from rashomon.model import Span
from rashomon.reading.grammar.numerals import DIGITS, SHARE, WORDS, either, number, percent
from rashomon.reading.languages import table
from rashomon.reading.when.component import find_times


class Words(NamedTuple):
    """counts.toml turned round: from the word in the text to what it says."""

    find: re.Pattern[str]
    vague: dict[str, tuple[float | None, float | None]]
    bounds: dict[str, str]
    acts: dict[str, str]
    acts_on_people: dict[str, str]
    suffers: dict[str, str]
    states: dict[str, str]
    nouns: dict[str, str]
    who: dict[str, str]
    measures: frozenset[str]
    things: frozenset[str]
    named: frozenset[str]
    joined: frozenset[str]
    part: frozenset[str]


@cache
def words() -> Words:
    data: dict[str, Any] = table("counts")
    vague = {k: tuple(None if x == "" else float(x) for x in v) for k, v in data["vague"].items()}
    bounds = {phrase: kind for kind, phrases in data["bounds"].items() for phrase in phrases}
    one = rf"(?:{DIGITS}|{WORDS})"
    find = re.compile(
        rf"(?<![\w.,:/+#@-])(?:(?P<bound>{either(bounds)})\s+(?:the\s+)?)?"
        rf"(?P<money>(?:US|USD)?\s?[$€£]\s?)?"
        rf"(?:(?P<between>(?:between|from)\s+)?(?P<low>{one})(?:\s+(?P<to>to|and|or)\s+|\s?[-–]\s?(?=\d))(?P<high>{one})"
        rf"|(?P<share>{SHARE})|(?P<n>{one})|(?P<vague>{either(vague)}))(?P<plus>\+|\s+or\s+more\b)?(?![\w/]|[:.,]\d)",
        re.IGNORECASE,
    )

    def turned(field: str) -> dict[str, str]:
        return {w: what for what, fields in data["what"].items() for w in fields.get(field, ())}

    return Words(
        find,
        vague,  # type: ignore[arg-type]
        bounds,
        turned("acts"),
        turned("acts_on_people"),
        turned("suffers"),
        turned("states"),
        turned("nouns"),
        # a later class does not take a word from an earlier one: a girl is a child
        {w: who for who, ws in reversed(data["who"].items()) for w in ws},
        frozenset(data["measures"]["of"]),
        frozenset(data["things"]["words"]),
        frozenset(data["named"]["words"]),
        frozenset(data["joined"]["words"]),
        frozenset(data["joined"]["part"]),
    )


@cache
def listed(name: str) -> frozenset[str]:
    """One of the lists of counts.toml."""
    return frozenset(table("counts")["lists"][name])


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


class Counted(NamedTuple):
    number: Number
    noun: int | None
    """Token index of the noun that is counted."""
    end: int
    """Token index after the noun phrase."""
    who: str | None
    unit: str | None
    part: bool = False
    """Some of a number told beside it: "11 of them children", "25 were women", "two of the 12"."""


# ---- the numbers


def numbers_in(doc: Doc, text: str) -> list[Number]:
    """The numbers of `text`, which is the text of `doc`, that count something; dates' own numbers are left out."""
    find = words().find
    times = doc._.times or find_times(text, doc._.published)
    taken = [t.span for t in times if t.type in ("DATE", "TIME", "SET")]
    found = []
    at = 0
    while match := find.search(text, at):
        span = _first_number(match, taken)
        at = max(span.end if span else match.end(), match.start() + 1)
        if re.fullmatch(r"(?:[01]\d|2[0-3])[0-5]\d", match[0]) and any(0 <= s.start - match.end() <= 1 for s in taken):
            continue  # a clock time that lost its colon, before its date
        if span and any(s.start < span.end and span.start < s.end for s in taken):
            at = max(at, next(s.end for s in taken if s.start < span.end and span.start < s.end))
        elif span and (made := _number(doc, text, match, span)):
            found.append(made)
    return found


def _first_number(match: re.Match[str], taken: Sequence[Span]) -> Span:
    """The whole match, or its first number where the two are no range.

    "12 and 30" are two numbers, "from 20 to 30" is a change, and "12 to 5" of "12 to 5 May" holds a date; "one hundred
    and three" is one.
    """
    whole = Span(*match.span())
    if match["low"] is None or _as_one(match) is not None:
        return whole
    low, high = number(match["low"]), number(match["high"])
    between, joined = (match["between"] or "").lower().strip(), (match["to"] or "").lower()
    ranged = low is not None and high is not None and low < high and between != "from"
    if joined == "and":
        ranged = ranged and between == "between"
    elif joined == "or":
        ranged = ranged and (high or 0) - (low or 0) <= 10
    dated = any(s.start < match.end("high") and match.start("high") < s.end for s in taken)
    if ranged and not dated:
        return whole
    return Span(match.start("low") if match["between"] else whole.start, match.end("low"))


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
    w = words()
    low: float | None
    high: float | None
    exact = True
    as_one = _as_one(match) if match["low"] is not None else None
    ranged = match["low"] is not None and span.end == match.end() and as_one is None
    if as_one is not None:
        low = high = as_one
    elif match["share"] is not None:
        low = high = percent(match["share"])
        exact = False
    elif ranged:
        low, high, exact = number(match["low"]), number(match["high"]), False
    elif match["vague"] is not None:
        low, high = w.vague[" ".join(match["vague"].lower().split())]
        exact = low == high == 0 or match["vague"].lower() == "both"
    else:
        low = high = number(match["n"] or match["low"])
        if low is None:
            return None
    bound = w.bounds.get(" ".join((match["bound"] or "").lower().split()))
    if bound == "least" or (match["plus"] and span.end == match.end()):
        high, exact = None, False
    elif bound == "most":
        low, high, exact = None, high if high is not None else low, False
    elif bound == "about":
        exact = False
    tokens = doc.char_span(*span, alignment_mode="expand")
    if tokens is None or not len(tokens) or _is_no_count(doc, text, span, tokens[0].i, tokens[-1].i):
        return None
    if match["share"] is not None and NO_SHARE.search(text[max(0, span.start - 20) : span.start]):
        return None
    money, first, last = bool(match["money"]), tokens[0].i, tokens[-1].i
    return Number(span, low, high, exact, money, first, last, False, match["share"] is not None)


NO_SHARE = re.compile(r"\b(?:first|second|other|latter|last|final|the|in|next|this|that|\w+ern)\s+$", re.IGNORECASE)
"""Before a half that is no share: "the second half of the match", or "in a quarter of the city": a district."""
AGE_AFTER = re.compile(
    r"[\s-]*(?:years?|months?|weeks?|days?)?[\s-]*old\b|[\s-]years?[\s-]of[\s-]age\b|\s*min(?:ute)?s?\s+read\b",
    re.IGNORECASE,
)
AGE_BEFORE = re.compile(
    r"\b(?:aged?(?:\s+of)?|ages)\s+(?:between\s+)?(?:\w+(?:\s*,\s*|\s+(?:and|to|or)\s+)){0,3}$", re.IGNORECASE
)
NAME_COMMA = re.compile(r"[A-Z][\w'’-]+,\s+$")


def _is_no_count(doc: Doc, text: str, span: Span, first: int, last: int) -> bool:
    """Ages, years, clock times, names with numbers, telephones, and "no" or "one" that count nothing."""
    before, after = text[max(0, span.start - 30) : span.start], text[span.end : span.end + 24]
    lower = text[span.start : span.end].lower()
    following = doc[last + 1] if last + 1 < len(doc) else None
    if AGE_AFTER.match(after) or AGE_BEFORE.search(before):
        return True
    if re.fullmatch(r"\d{1,2}", lower) and NAME_COMMA.search(before) and re.match(r",", after):
        return True
    if first > 0 and lower[0].isdigit():
        previous = doc[first - 1]
        if previous.text[:1].isupper() and previous.lower_.rstrip(".") in words().named:
            return True
        if re.fullmatch(r"(?:19|20)\d\d", lower) and (following is None or not following.tag_.startswith(("NN", "JJ"))):
            return True
    if lower == "0":
        return True
    if re.search(r"\+\d[\d\s-]*$", before) or re.match(r"[\s-]\d{3,}[\s-]\d{3,}", after):
        return True
    if lower in ("no", "both"):
        # counts only people: "no civilians were killed"
        some = following is not None and class_of(following) is not None
        return not some or (lower == "both" and doc[last + 2 : last + 3].text.lower() == "and")
    if lower in ("one", "none", "a number of"):
        token = doc[first]
        if token.tag_ not in ("CD", "NN", "DT", "NNS", "") or re.match(
            r"\s+(?:another|by\s+one|day\b|of\s+the\s+(?:most|\w+est)\b)", after
        ):
            return True
        if (
            lower == "one"
            and first > 1
            and doc[first - 1].lower_ == "of"
            and _lemma(doc[first - 2]) in words().measures
        ):
            return True  # "members of one family"
    return False


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def singles(doc: Doc, taken: Sequence[Number]) -> list[Number]:
    """One person told without a number: "a child", "another soldier", "his wife". Kept only where a fate reaches it."""
    busy = {i for n in taken for i in range(n.first, n.last + 1)}
    found = []
    skipped = listed("not_single") | words().nouns.keys()
    nouns = np.flatnonzero(doc.to_array("TAG") == np.uint64(get_string_id("NN")))
    for token in (doc[int(i)] for i in nouns):
        if token.lower_ in skipped or class_of(token) is None:
            continue
        i = token.i - 1
        while (
            i >= 0
            and doc[i].tag_ in ("JJ", "NN", "NNP", "HYPH", "VBN", "CD", "NNS")
            and i not in busy
            and token.i - i < 6
        ):
            i -= 1
        if i >= 0 and i not in busy and doc[i].lower_ in listed("one_of"):
            nxt = doc[token.i + 1] if token.i + 1 < len(doc) else None
            if nxt is not None and nxt.tag_.startswith("NN"):
                continue
            if re.search(r"\bone(?: of (?:them|whom))?(?: was| is)? $", doc[max(0, i - 4) : i].text.lower() + " "):
                continue  # "one of them a child"
            none = i > 0 and doc[i - 1].lower_ == "not"  # "not a single civilian"
            i -= none
            start, end = doc[i].idx, token.idx + len(token)
            few = 0.0 if none else 1.0
            found.append(Number(Span(start, end), few, few, True, False, i, token.i - 1, True))
    return found


# ---- what they count


def class_of(token: Token) -> str | None:
    w = words()
    return w.who.get(token.lower_) or w.who.get(token.lemma_.lower()) or w.who.get(token.lower_.rstrip("s"))


def counted(doc: Doc, text: str, n: Number) -> Counted:
    """The noun after a number: its phrase's last noun, or the one after "of" where the first only measures."""
    w = words()
    i = n.last + 1
    noun: int | None = None
    text_after = text[n.span.end : n.span.end + 12]
    if re.match(r"\s?(?:%|percent\b|per\s?cent\b)", text_after, re.IGNORECASE):
        return Counted(n, None, i + 1, None, "percent")
    if n.share:
        return Counted(n, None, i, None, "percent")
    if some := _some(doc, n):
        return some
    if i + 1 < len(doc) and doc[i].text in "-–" and doc[i + 1].lemma_.lower() in w.things:
        return Counted(n, i + 1, i + 2, None, doc[i + 1].lemma_.lower())  # a "two-day truce"
    steps = 0
    while i < len(doc) and steps < 9:
        token = doc[i]
        steps += 1
        tag, low = token.tag_, token.lower_
        if token.is_sent_start and i > n.last + 1:
            break
        if low in w.states and noun is not None:
            break
        if low in w.states and not (i + 1 < len(doc) and doc[i + 1].tag_.startswith("NN")):
            break  # "33 hurt"
        if tag.startswith("NN") and not token.is_space:
            if noun is not None and tag.startswith("NNP") and doc[noun].tag_ == "NNS":
                break
            noun = i
        elif low == "of" and (noun is None or doc[noun].lemma_.lower() in w.measures):
            look = _of(doc, i + 1)
            if noun is None and look is None:
                break
            # "20 members of the group" are members, "a number of rebels" are rebels
            first = noun is not None and (look is None or (class_of(doc[noun]) and not class_of(doc[look])))
            chosen = noun if first else look
            if chosen is not None:
                return _kind(doc, n, chosen, (chosen if look is None else look) + 1)
        elif low in w.states and noun is None:
            # "12 wounded", "12 dead": no noun, unless one follows ("12 wounded soldiers")
            if not (i + 1 < len(doc) and doc[i + 1].tag_ in ("NNS", "NN") and class_of(doc[i + 1])):
                break
        elif tag in ("JJ", "JJR", "HYPH", "VBN", "VBG", "CD", "PRP$", "NNPS", "RB", "POS", "AFX") and (
            noun is None or tag in ("HYPH", "POS") or (tag == "JJ" and doc[noun].tag_ in ("NNP", "NNPS"))
        ):
            if tag == "RB" and low not in listed("inside"):
                break
            if tag == "CD" and low not in listed("scale_words"):
                break
            if low in listed("more"):
                noun_after = doc[i + 1] if i + 1 < len(doc) else None
                if noun_after is None or not noun_after.tag_.startswith(("NN", "JJ")):
                    return Counted(n, i, i + 1, "people", None)
        else:
            break
        i += 1
    if n.money:
        return Counted(n, noun, i, None, "$")
    if noun is None:
        return Counted(n, None, n.last + 1, None, None)
    return _kind(doc, n, noun, noun + 1)


def _kind(doc: Doc, n: Number, noun: int, end: int) -> Counted:
    w = words()
    token = doc[noun]
    lemma = token.lemma_.lower()
    if lemma in w.things and class_of(token) is None:
        return Counted(n, noun, end, None, lemma)
    who = class_of(token)
    if who == "people" or who is None:
        # "12 children killed" parsed as one noun phrase, "20 rebel dead"
        for j in range(n.last + 1, noun):
            if doc[j].tag_ == "NNS" and class_of(doc[j]) and _lemma(doc[j]) not in w.measures:
                who = class_of(doc[j])
    if who == "fighters" and lemma == "member" and _civil(doc, n.last + 1, end + 5, noun):
        who = "people"
    if who is None and token.tag_ in ("NNP", "NNPS") and token.lower_.endswith("s"):
        who = "people"  # "12 Syrians"
    return Counted(n, noun, end, who, None if who else lemma)


def _civil(doc: Doc, start: int, end: int, noun: int) -> bool:
    """Whether these are members of what bears no arms: "members of parliament", "local council members"."""
    of = doc[noun + 1 : noun + 2].text.lower() == "of"
    return any(_lemma(t) in listed("civil_bodies") for t in doc[start : end if of else noun])


def _some(doc: Doc, n: Number) -> Counted | None:
    """Some of a number told beside it, with their class where it is said; None where the number stands for itself.

    "11 of them children", "33 of whom are women", "nine of the dead", "two of the 12", "25 were women".
    """
    w = words()
    i = n.last + 1
    if i >= len(doc) or n.money or n.single:
        return None
    if doc[i].lower_ == "of":
        after = [t.lower_ for t in doc[i + 1 : i + 4]] + ["", "", ""]
        if after[0] in listed("of_them"):
            end = i + (3 if after[0] == "those" and after[1] in w.states else 2)
        elif after[0] in ("the", "these", "its", "his", "their") and (after[1] in w.states or after[1] == "victims"):
            end = i + 3
        elif any(doc[j].like_num and doc[j - 1].tag_ == "POS" for j in range(i + 2, min(i + 5, len(doc)))):
            return Counted(n, None, i, None, None, True)  # "2 million of the country's 9 million people"
        elif doc[i + 1 : i + 2].text and (
            doc[i + 1].like_num or (after[0] == "the" and any(t.like_num for t in doc[i + 2 : i + 3]))
        ):
            return Counted(n, None, i, None, None, True)
        else:
            return None
        noun = _predicate(doc, end)
        return Counted(n, noun, end if noun is None else noun + 1, class_of(doc[noun]) if noun else None, None, True)
    if doc[i].lower_ in ("a", "an") and doc[n.last].lower_ == "one" and (noun := _predicate(doc, i)) is not None:
        return Counted(n, noun, noun + 1, class_of(doc[noun]), None, True)  # "three were killed, one a child"
    if doc[i].lower_ in listed("were") and doc[i].text[0].islower() and (noun := _predicate(doc, i)) is not None:
        return Counted(n, noun, noun + 1, class_of(doc[noun]), None, True)
    return None


def _predicate(doc: Doc, i: int) -> int | None:
    """The noun of a class of people that is said of a number: "were mostly local women", "believed to be children"."""
    noun = None
    end = min(i + 7, len(doc))
    while i < end and (doc[i].lower_ in listed("were") or doc[i].lower_ in listed("hedges")):
        i += 1
    for j in range(i, end):
        if doc[j].is_sent_start or not (doc[j].tag_.startswith(("NN", "JJ")) or doc[j].lower_ == "-"):
            break
        if doc[j].tag_.startswith("NN"):
            noun = j
    return noun if noun is not None and class_of(doc[noun]) else None


def _of(doc: Doc, i: int) -> int | None:
    noun = None
    for j in range(i, min(i + 6, len(doc))):
        if doc[j].tag_.startswith("NN"):
            noun = j
        elif doc[j].tag_ not in ("DT", "JJ", "PRP$", "HYPH", "CD"):
            break
    return noun
