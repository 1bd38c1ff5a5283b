"""How many? Every number of people or things in a text as a range, with what happened to them and who they are.

Method: numbers are found by pattern (words and ranges in counts.toml); those that belong to dates, ages, names and
telephones are dropped. What happened is the nearest word of fate ("killed", "dead", "toll", "fled") that can reach the
number: a verb done to people reaches forward when active and back when passive, one that they do reaches back, a noun
("the death of", "toll rose to") reaches forward. Numbers joined by "and" or "including" share it. Part of speech and
lemma come from the pipeline; the parse is used little, because reports reach us with their commas and quotes lost.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Token

from rashomon.model import Count, Span
from rashomon.reading.extensions import register
from rashomon.reading.numbers import DIGITS, WORDS, either, number, table
from rashomon.reading.when import find_times

DEAD = "killed"


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
    data: dict[str, Any] = table()
    vague = {k: tuple(None if x == "" else float(x) for x in v) for k, v in data["vague"].items()}
    bounds = {phrase: kind for kind, phrases in data["bounds"].items() for phrase in phrases}
    one = rf"(?:{DIGITS}|{WORDS})"
    find = re.compile(
        rf"(?<![\w.,:/+#@-])(?:(?P<bound>{either(bounds)})\s+(?:the\s+)?)?"
        rf"(?P<money>(?:US|USD)?\s?[$€£]\s?)?"
        rf"(?:(?P<between>(?:between|from)\s+)?(?P<low>{one})(?:\s+(?P<to>to|and|or)\s+|\s?[-–]\s?(?=\d))(?P<high>{one})"
        rf"|(?P<n>{one})|(?P<vague>{either(vague)}))(?P<plus>\+|\s+or\s+more\b)?(?![\w/]|[:.,]\d)",
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


class Counted(NamedTuple):
    number: Number
    noun: int | None
    """Token index of the noun that is counted."""
    end: int
    """Token index after the noun phrase."""
    who: str | None
    unit: str | None


# ---- the numbers


def numbers_in(doc: Doc, text: str) -> list[Number]:
    w = words()
    times = doc._.times or find_times(text, doc._.published)
    taken = [t.span for t in times if t.type in ("DATE", "TIME", "SET")]
    found = []
    at = 0
    while match := w.find.search(text, at):
        at = max(match.end(), at + 1)
        start, end = match.span()
        hit = next((s for s in taken if s.start < end and start < s.end), None)
        if hit is not None:
            # a number before the date may be glued to it by "to" or "and": look again from the overlap's end
            at = max(hit.end, start + 1) if match["low"] is None else max(match.end("low"), start + 1)
            if match["low"] is None or hit.start < match.end("low"):
                continue
            only = _number(doc, text, match, Span(start, match.end("low")), "low")
            if only:
                found.append(only)
            continue
        if match["low"] is not None:
            low, high = number(match["low"]), number(match["high"])
            ranged = (
                low is not None
                and high is not None
                and low < high
                and not (match["between"] or "").lower().startswith("from")
            )
            joined = (match["to"] or "").lower()
            if (
                not ranged
                or (joined == "and" and not match["between"])
                or (joined == "or" and (high or 0) - (low or 0) > 10)
            ):
                # "from 20 to 30" is a change, "12 and 30" are two numbers
                only = _number(
                    doc, text, match, Span(match.start("low") if match["between"] else start, match.end("low")), "low"
                )
                if only:
                    found.append(only)
                at = max(match.end("low"), start + 1)
                continue
        made = _number(doc, text, match, Span(start, end), None)
        if made:
            found.append(made)
    return found


def _number(doc: Doc, text: str, match: re.Match[str], span: Span, only: str | None) -> Number | None:
    w = words()
    low: float | None
    high: float | None
    exact = True
    if only or match["n"] is not None:
        low = high = number(match[only or "n"])
        if low is None:
            return None
    elif match["low"] is not None:
        low, high, exact = number(match["low"]), number(match["high"]), False
    else:
        low, high = w.vague[" ".join(match["vague"].lower().split())]
        exact = low == high == 0
    bound = w.bounds.get(" ".join((match["bound"] or "").lower().split()))
    if bound == "least" or (match["plus"] and not only):
        high, exact = None, False
    elif bound == "most":
        low, high, exact = None, high if high is not None else low, False
    elif bound == "about":
        exact = False
    tokens = doc.char_span(*span, alignment_mode="expand")
    if tokens is None or not len(tokens) or _is_no_count(doc, text, span, tokens[0].i, tokens[-1].i):
        return None
    return Number(span, low, high, exact, bool(match["money"]), tokens[0].i, tokens[-1].i, False)


AGE_AFTER = re.compile(
    r"[\s-]*(?:years?|months?|weeks?|days?)?[\s-]*old\b|[\s-]years?[\s-]of[\s-]age\b|\s*min(?:ute)?s?\s+read\b",
    re.IGNORECASE,
)
AGE_BEFORE = re.compile(r"\b(?:aged?(?:\s+of)?|ages)\s+(?:between\s+)?$", re.IGNORECASE)
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
    if lower == "no":
        # counts only people: "no civilians were killed"
        return following is None or _class_of(following) is None
    if lower in ("one", "none", "a number of"):
        token = doc[first]
        if token.tag_ not in ("CD", "NN", "DT", "NNS", "") or re.match(
            r"\s+(?:another|by\s+one|day\b|of\s+the\s+(?:most|\w+est)\b)", after
        ):
            return True
    return False


def singles(doc: Doc, taken: Sequence[Number]) -> list[Number]:
    """One person told without a number: "a child", "another soldier", "his wife". Kept only where a fate reaches it."""
    busy = {i for n in taken for i in range(n.first, n.last + 1)}
    found = []
    for token in doc:
        if (
            token.tag_ != "NN"
            or _class_of(token) in (None,)
            or token.lower_ in ("police", "crew", "staff", "personnel", "death", "toll")
        ):
            continue
        if token.lower_ in words().nouns or token.lower_ in ("family", "militia", "life"):
            continue
        i = token.i - 1
        while (
            i >= 0
            and doc[i].tag_ in ("JJ", "NN", "NNP", "HYPH", "VBN", "CD", "NNS")
            and i not in busy
            and token.i - i < 6
        ):
            i -= 1
        if i >= 0 and i not in busy and doc[i].lower_ in ("a", "an", "another", "his", "her", "their"):
            nxt = doc[token.i + 1] if token.i + 1 < len(doc) else None
            if nxt is not None and nxt.tag_.startswith("NN"):
                continue
            start, end = doc[i].idx, token.idx + len(token)
            found.append(Number(Span(start, end), 1.0, 1.0, True, False, i, token.i - 1, True))
    return found


# ---- what they count


def _class_of(token: Token) -> str | None:
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
    steps = 0
    while i < len(doc) and steps < 9:
        token = doc[i]
        steps += 1
        tag, low = token.tag_, token.lower_
        if token.is_sent_start and i > n.last + 1:
            break
        if low in w.states and noun is not None:
            break
        if tag.startswith("NN") and not token.is_space:
            if (
                noun is not None
                and tag.startswith("NNP")
                and not doc[noun].tag_.startswith("NNP")
                and doc[noun].tag_ == "NNS"
            ):
                break
            noun = i
        elif low == "of" and (noun is None or doc[noun].lemma_.lower() in w.measures):
            if noun is not None:
                noun_before, noun = noun, None
                look = _of(doc, i + 1)
                # "20 members of the group" are members, "a number of rebels" are rebels
                noun = (
                    noun_before if look is None or (_class_of(doc[noun_before]) and not _class_of(doc[look])) else look
                )
                i = (noun if look is None else look) + 1
                return _kind(doc, n, noun, i)
        elif low in w.states and noun is None:
            # "12 wounded", "12 dead": no noun, unless one follows ("12 wounded soldiers")
            if not (i + 1 < len(doc) and doc[i + 1].tag_ in ("NNS", "NN") and _class_of(doc[i + 1])):
                break
        elif tag in ("JJ", "JJR", "HYPH", "VBN", "VBG", "CD", "PRP$", "NNPS", "RB", "POS", "AFX") and (
            noun is None or tag in ("HYPH", "POS") or (tag == "JJ" and doc[noun].tag_ in ("NNP", "NNPS"))
        ):
            if tag == "RB" and low not in ("mostly", "mainly", "newly", "more"):
                break
            if tag == "CD" and low not in ("million", "thousand", "hundred", "dozen"):
                break
            if low in ("other", "others", "more"):
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
    if lemma in w.things and _class_of(token) is None:
        return Counted(n, noun, end, None, lemma)
    who = _class_of(token)
    if who == "people" or who is None:
        # "12 children killed" parsed as one noun phrase, "20 rebel dead"
        for j in range(n.last + 1, noun):
            if doc[j].tag_ == "NNS" and _class_of(doc[j]):
                who = _class_of(doc[j])
    if who is None and (token.tag_ in ("NNPS",) or (token.tag_ == "NNP" and token.lower_.endswith("s"))):
        who = "people"
    return Counted(n, noun, end, who, None if who else lemma)


def _of(doc: Doc, i: int) -> int | None:
    noun = None
    for j in range(i, min(i + 6, len(doc))):
        if doc[j].tag_.startswith("NN"):
            noun = j
        elif doc[j].tag_ not in ("DT", "JJ", "PRP$", "HYPH", "CD"):
            break
    return noun


# ---- what happened to them


class Fate(NamedTuple):
    i: int
    what: str
    back: int
    """How many tokens back it reaches, 0: not at all."""
    ahead: int
    people: bool = False
    """Whether it is a fate only of what is plainly people: houses are destroyed too."""


BE = frozenset({"be", "get"})
RISES = frozenset(
    "rise reach climb stand exceed increase jump put be surpass hit top pass bring come risen rose".split()
)


def fates(doc: Doc, items: Sequence[Counted]) -> list[Fate]:
    """Every word of fate, with how far it reaches in each direction."""
    w = words()
    found: list[Fate] = []
    ends = {c.end for c in items}
    first = {c.number.first: c for c in items}
    for token in doc:
        low, lemma, tag = token.lower_, token.lemma_.lower(), token.tag_
        verb = tag.startswith("VB")
        if lemma in w.acts and (verb or low.endswith(("ed", "ing")) or low in w.states):
            if token.i in ends and low in w.states and _told_after(doc, token.i, first):
                found.append(Fate(token.i, w.acts[lemma], 25, 0))
            else:
                found.append(_act(doc, token, w.acts[lemma]))
        elif lemma in w.acts_on_people and verb:
            made = _act(doc, token, w.acts_on_people[lemma])
            found.append(made._replace(people=True))
        elif lemma in w.suffers and verb:
            found.append(Fate(token.i, w.suffers[lemma], 25, 0))
        elif low in w.states:
            found.append(Fate(token.i, w.states[low], 12, 4 if low == "dead" else 0))
        elif low in w.nouns:
            made = _noun(doc, token, w.nouns[low])
            if made:
                found.append(made)
        elif low == "number" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "of":
            near = next(
                (t for t in doc[token.i + 2 : token.i + 7] if t.lower_ in w.states or t.lower_ in w.nouns), None
            )
            if near is not None:
                found.append(Fate(token.i, w.states.get(near.lower_) or w.nouns[near.lower_], 0, 35))
    return found


def _told_after(doc: Doc, i: int, first: dict[int, Counted]) -> bool:
    """Whether "2 Syrians killed" is a headline's passive: what follows is part of them or has a fate of its own."""
    w = words()
    if i + 1 >= len(doc) or doc[i + 1].lower_ in w.part:
        return True
    ahead = next((first[j] for j in range(i + 1, min(i + 4, len(doc))) if j in first), None)
    if ahead is None:
        return doc[i].tag_ in ("VBN", "JJ") or doc[i + 1].tag_ == "IN"
    return any(t.lower_ in w.states for t in doc[ahead.end : ahead.end + 2])


def _act(doc: Doc, token: Token, what: str) -> Fate:
    before = doc[max(0, token.i - 4) : token.i]
    passive = (
        any(t.lemma_.lower() in BE and t.tag_ != "VBG" or t.lower_ == "being" for t in before) and token.tag_ != "VBG"
    )
    if passive and any(t.tag_ in ("VBD", "VBN", "VBG") and t.lemma_.lower() not in BE | {"have"} for t in before):
        passive = token.tag_ == "VBN" and any(t.dep_ == "auxpass" for t in token.children)
    nearby = doc[token.i + 1 : token.i + 7]
    number_ahead = any(t.like_num or t.lower_ in ("dozens", "scores", "hundreds", "several", "a", "an") for t in nearby)
    if passive:
        return Fate(token.i, what, 25, 0)
    if token.tag_ == "VBN" and not number_ahead:
        return Fate(token.i, what, 25, 0)
    if token.tag_ == "VBN" and token.i and (doc[token.i - 1].like_num or _class_of(doc[token.i - 1])):
        return Fate(token.i, what, 25, 0)  # "12 people killed", "12 killed"
    if token.tag_ in ("VBD", "VB", "VBZ", "VBP", "VBG") and not number_ahead:
        return Fate(token.i, what, 12 if token.tag_ == "VBD" else 0, 14)
    return Fate(token.i, what, 0, 14)


def _noun(doc: Doc, token: Token, what: str) -> Fate | None:
    after = doc[token.i + 1 : token.i + 3]
    low = token.lower_
    of = any(t.lower_ == "of" for t in after[:1])
    if low in ("life", "lives"):
        before = doc[max(0, token.i - 4) : token.i]
        if not any(t.lemma_.lower() in ("claim", "take", "lose", "cost") for t in before):
            return None
        return Fate(token.i, what, 25 if any(t.lemma_.lower() == "lose" for t in before) else 4, 8 if of else 0)
    if low == "toll":
        return Fate(token.i, what, 0, 35)
    if low == "death" and after and after[0].lower_ == "toll":
        return None
    if low in (
        "body",
        "corpse",
        "bodies",
        "corpses",
        "dead",
        "victims",
        "martyrs",
        "hostages",
        "prisoners",
        "refugees",
    ):
        return Fate(token.i, what, 4, 6 if of else 0)
    if low in ("population", "inhabitants"):
        return Fate(token.i, what, 4, 6)
    return Fate(token.i, what, 4, 10)


def what_happened(doc: Doc, items: Sequence[Counted]) -> dict[int, tuple[str, int]]:
    """Which fate reaches each number: index into `items` -> (what, token index of the word). Joined numbers share it."""
    w = words()
    claims: dict[int, tuple[int, str, int]] = {}
    fated = fates(doc, items)
    at_fate = {f.i for f in fated}
    by_first = {c.number.first: k for k, c in enumerate(items)}
    by_end = {}
    for k, c in enumerate(items):
        for i in range(c.number.first, c.end):
            by_end[i] = k

    def claim(k: int, fate: Fate, distance: int) -> None:
        if k not in claims or distance < claims[k][0]:
            claims[k] = (distance, fate.what, fate.i)

    for fate in fated:
        if fate.ahead:
            _claim_ahead(doc, fate, items, by_first, at_fate, claim)
        if fate.back:
            _claim_back(doc, fate, items, by_end, at_fate, claim)
    happened = {k: (what, i) for k, (_, what, i) in claims.items()}
    # numbers joined to one whose fate is known
    for order in (range(1, len(items)), range(len(items) - 2, -1, -1)):
        for k in order:
            other = k - 1 if order.step > 0 else k + 1
            if k in happened or other not in happened or not _claimable(items[k]):
                continue
            left, right = items[min(k, other)], items[max(k, other)]
            between = doc[left.end : right.number.first]
            if len(between) and between[0].i == happened[other][1]:
                between = between[1:]  # "three killed, including two women"
            listed = not len(between) and left.who is not None and right.who is not None
            if len(between) > 10 or _sentence_ends(doc, left.end, right.number.first):
                continue
            if listed or _joins(between, w):
                happened[k] = happened[other]
    return happened


def _joins(between: Iterable[Token], w: Words) -> bool:
    seen = False
    for t in between:
        if t.lower_ in w.joined:
            seen = seen or t.lower_ in w.part or t.lower_ in ("and", ",", "plus", "or", "with")
        elif t.tag_.startswith(("V", "MD", "IN")) and t.lower_ not in ("of", "at", "about", "around", "least"):
            return False
        elif t.lower_ in w.states or t.lower_ in w.acts:
            return False
    return seen


def _sentence_ends(doc: Doc, start: int, end: int) -> bool:
    return any(doc[i].is_sent_start or doc[i].text in ".?!" for i in range(start, min(end + 1, len(doc))))


def _claimable(c: Counted) -> bool:
    return c.unit is None or (c.who is not None)


def _claim_ahead(
    doc: Doc, fate: Fate, items: Sequence[Counted], by_first: dict[int, int], at_fate: set[int], claim: Any
) -> None:
    toll = doc[fate.i].lower_ in ("toll", "deaths", "fatalities", "casualties", "population", "losses", "injuries")
    if doc[fate.i].lower_ in ("toll", "number"):
        _claim_toll(doc, fate, items, by_first, claim)
        return
    for i in range(fate.i + 1, min(fate.i + 1 + fate.ahead, len(doc))):
        token = doc[i]
        if token.is_sent_start or token.text in ".?!;":
            return
        if i in at_fate and i not in by_first:
            if doc[i].lower_ in ("bodies", "lives", "dead", "toll") or token.lower_ in ("and",):
                continue
            return
        if i in by_first:
            k = by_first[i]
            c = items[k]
            previous = doc[i - 1]
            if c.unit == "percent" or (c.who is None and c.unit is not None and not _object_of(doc, c, fate)):
                if i - fate.i > 3:
                    return
                continue
            if fate.people and c.who is None:
                return
            if (
                previous.lower_ in ("in", "on", "with", "by", "after", "since", "during", "from")
                and not toll
                and not c.number.single
            ):
                continue
            if toll and previous.lower_ == "from":
                continue
            claim(k, fate, i - fate.i)
            return
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD") and not toll and token.lower_ not in ("left",):
            return


def _claim_toll(doc: Doc, fate: Fate, items: Sequence[Counted], by_first: dict[int, int], claim: Any) -> None:
    """ "The death toll in the attack on two towns has risen from 12 to 20": the number after the verb, else the nearest."""
    risen = False
    nearest: int | None = None
    for i in range(fate.i + 1, min(fate.i + fate.ahead, len(doc))):
        token = doc[i]
        if token.is_sent_start or token.text in ".?!;":
            break
        risen = risen or token.lemma_.lower() in RISES or token.lower_.rstrip("s") in RISES
        if i not in by_first or items[by_first[i]].unit is not None or doc[i - 1].lower_ == "from":
            continue
        if risen or (i - fate.i < 8 and doc[fate.i].lower_ == "toll" and doc[i - 1].lower_ in ("of", ":", "at", "to")):
            claim(by_first[i], fate, 1)
            return
        nearest = nearest if nearest is not None else i
    if nearest is not None and doc[fate.i].lower_ == "toll" and nearest - fate.i < 12:
        claim(by_first[nearest], fate, nearest - fate.i)


def _object_of(doc: Doc, c: Counted, fate: Fate) -> bool:
    """Unknown nouns are people where they are the very object of the deed ("killed 12 goatherds")."""
    if c.unit in words().things or c.noun is None:
        return False
    head = doc[c.noun]
    return head.dep_ in ("dobj", "nsubjpass") and head.head.i == fate.i


def _claim_back(
    doc: Doc, fate: Fate, items: Sequence[Counted], by_end: dict[int, int], at_fate: set[int], claim: Any
) -> None:
    i = fate.i - 1
    first = True
    verbs = 0
    while i >= max(0, fate.i - fate.back):
        token = doc[i]
        if i in by_end:
            k = by_end[i]
            c = items[k]
            before = doc[c.number.first - 1].lower_ if c.number.first else ""
            governed = i < fate.i - 1 and before in (
                "in",
                "on",
                "by",
                "with",
                "after",
                "from",
                "during",
                "near",
                "since",
                "at",
                "into",
                "against",
            )
            if governed or (fate.people and c.who is None) or not (_claimable(c) or _object_of(doc, c, fate)):
                i = c.number.first - 1
                if doc[max(i, 0)].is_sent_start and i < 0:
                    return
                continue
            claim(k, fate, fate.i - max(i, c.end - 1) + (0 if first else 5))
            return
        if token.text in ".?!;" or (doc[i + 1].is_sent_start):
            return
        if i in at_fate and token.lower_ not in (
            "bodies",
            "body",
            "corpses",
            "others",
            "victims",
            "hostages",
            "prisoners",
            "refugees",
            "inhabitants",
            "martyrs",
        ):
            return
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.lemma_.lower() not in (*BE, "have", "say", "leave"):
            verbs += 1
            if verbs > 0 and token.dep_ not in ("aux", "auxpass"):
                return
        i -= 1


# ---- the component


class Told(NamedTuple):
    """A count with the word of fate that reaches it (a token index) and how it stands to the counts beside it."""

    count: Count
    fate: int | None
    part: bool
    """Some of another number: "including 3 children", "two medics were among the 31"."""
    more: bool
    """On top of another number: "and 14 others"."""
    sentence: int


def told(doc: Doc) -> list[Told]:
    """Every count of a parsed (or at least tagged) text, in order of the text."""
    text = doc.text  # spaCy puts it together anew at every access
    numbers = numbers_in(doc, text)
    numbers = sorted([*numbers, *singles(doc, numbers)])
    items = [counted(doc, text, n) for n in numbers]
    happened = what_happened(doc, items)
    starts = [s.start for s in doc.sents] if doc.has_annotation("SENT_START") else [0]
    found = []
    for k, c in enumerate(items):
        n = c.number
        what, fate = happened.get(k, (None, None))
        if n.single and what not in ("killed", "injured", "abducted", "detained"):
            continue
        unit = None if what or c.who else c.unit
        if (
            n.low is not None
            and n.low == n.high == 1
            and not n.single
            and what is None
            and unit is None
            and c.who is None
        ):
            continue  # "one" that stands for something said before
        who = c.who or ("people" if what else None)
        if what is None and unit is None and who is None and _bare(text[n.span.start : n.span.end]):
            continue
        count = Count(n.span, text[n.span.start : n.span.end], what, who, n.low, n.high, n.exact, unit)
        part = any(t.lower_ in words().part for t in doc[max(0, n.first - 4) : n.first])
        among = any(t.lower_ == "among" for t in doc[c.end : c.end + 2])
        more = any(t.lower_ in ("other", "others", "more", "another") for t in doc[max(0, n.first - 1) : n.last + 2])
        found.append(Told(count, fate, part or among, more, bisect_right(starts, n.first)))
    return found


def _bare(words: str) -> bool:
    """A number with no noun and no fate: a heading's, a list's, a year's."""
    return bool(re.fullmatch(r"\d+(?:\.\d+)?|no|none", words, re.IGNORECASE))


def toll(doc: Doc) -> tuple[list[int], int | None, int | None] | None:
    """The toll of the event that a report is chiefly about: (indexes into doc._.counts, low, high), or None.

    It is the first number of people killed that is no part of another ("including 3 children"), with those that share
    its word of fate added ("15 civilians and 27 fighters were killed"): reports lead with their event, and older wars'
    totals come later. `low` None is "at most", `high` None "at least".
    """
    items = told(doc)
    shown = {c.span: i for i, c in enumerate(doc._.counts)}
    dead = [t for t in items if t.count.what == DEAD and t.count.span in shown]
    killed = [t for t in dead if not t.part] or dead
    killed = [t for t in killed if not _of_the_war(doc, t.count)] or killed
    if not killed:
        return None
    first = killed[0]
    if not first.count.exact and first.count.text[0].isalpha() and number(first.count.text.split()[-1]) is None:
        # "dozens killed": the number that is given further down for them
        first = next(
            (t for t in killed[:4] if re.search(r"\d|^(?!an?\b|one\b)", t.count.text) and _said(t.count)), first
        )
    group = [t for t in killed if t.fate == first.fate and t.sentence == first.sentence]
    group = group if _sums(group) else [first]
    counts = [t.count for t in group]
    low = sum(c.low or 0 for c in counts) if any(c.low is not None for c in counts) else None
    high = sum(c.high or 0 for c in counts) if all(c.high is not None for c in counts) else None
    return [shown[c.span] for c in counts], None if low is None else int(low), None if high is None else int(high)


def _said(count: Count) -> bool:
    """Whether the number itself is said, not only its size ("dozens")."""
    return re.search(r"\d", count.text) is not None or number(count.text.split()[-1]) is not None


WAR = re.compile(
    r"\b(?:since|began|start(?:ed)? of|outbreak|erupted|years? of|(?:civil )?war|conflict|uprising)\b", re.IGNORECASE
)


def _of_the_war(doc: Doc, count: Count) -> bool:
    """A whole war's total: thousands, in a sentence that tells how it began."""
    span = doc.char_span(*count.span, alignment_mode="expand")
    size = count.low or count.high or 0
    return size >= 2000 and span is not None and WAR.search(span.sent.text) is not None


def _sums(told_together: Sequence[Told]) -> bool:
    """Whether counts of one fate add up: of different people, none of them "people" at large, which is a total."""
    classes = [t.count.who for t in told_together]
    return len(set(classes)) == len(classes) and all(t.count.who != "people" or t.more for t in told_together[1:])


def deaths(counts: Iterable[Count]) -> list[Count]:
    """The counts of people killed."""
    return [c for c in counts if c.what == DEAD]


class HowMany:
    """Puts `model.Count` records on `doc._.counts` and their spans on `doc.spans["counts"]`."""

    def __init__(self) -> None:
        register()
        words()

    def __call__(self, doc: Doc) -> Doc:
        furniture = [p.span for p in doc._.parts if p.kind == "furniture"]
        doc._.counts = [t.count for t in told(doc) if not any(s <= t.count.span.start < e for s, e in furniture)]
        spans = [doc.char_span(*c.span, label=c.what or "number", alignment_mode="expand") for c in doc._.counts]
        doc.spans["counts"] = [s for s in spans if s is not None]
        return doc


@Language.factory("rashomon_how_many", assigns=["doc._.counts"])
def make_how_many(nlp: Language, name: str) -> HowMany:
    """The component for spaCy's `add_pipe`; it needs a tagger and lemmatizer before it, and uses a parser's arcs."""
    return HowMany()
