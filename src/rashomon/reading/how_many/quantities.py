"""What do the numbers of a text count? Numbers by pattern, with the noun and the class of people that they count.

Words and lists are in counts.toml. Numbers that belong to dates, ages, names and telephones are left out. Parts of
speech and lemmas come from the pipeline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cache
from itertools import pairwise
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
    named = token is not None and token[0].i > 0 and _names(doc[token[0].i - 1])
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
    if _is_no_count(doc, text, span, first, last):
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
AGE_AFTER = re.compile(
    r"[\s-]*(?:years?|months?|weeks?|days?)?[\s-]*old\b|[\s-]years?[\s-]of[\s-]age\b|\s*min(?:ute)?s?\s+read\b",
    re.IGNORECASE,
)
AGE_BEFORE = re.compile(
    r"\b(?:aged?(?:\s+of)?|ages)\s+(?:between\s+)?(?:\w+(?:\s*,\s*|\s+(?:and|to|or)\s+)){0,3}$", re.IGNORECASE
)
SOMEBODY_OF = re.compile(
    r"\b(?:man|woman|boy|girl|child|baby|son|daughter|youth|teenager|pensioner)\s+of\s+$", re.IGNORECASE
)
"""Before an age: "a man of 67"."""
NAME_COMMA = re.compile(r"[A-Z][\w'’-]+,\s+$")
DIALLED = re.compile(r"\+\d[\d\s-]*$"), re.compile(r"[\s-]\d{3,}[\s-]\d{3,}")
YEAR = re.compile(r"(?:19|20)\d\d")
ONE_AS_PRONOUN = re.compile(r"\s+(?:another|by\s+one|day\b|of\s+the\s+(?:most|\w+est)\b)")
"""Behind "one" that counts nobody: "one another", "one by one", "one of the worst"."""


class Shown(NamedTuple):
    """A number as it stands: its words in lower case, the text right before and after, its tokens."""

    doc: Doc
    lower: str
    before: str
    after: str
    first: int
    last: int

    @property
    def following(self) -> Token | None:
        return self.doc[self.last + 1] if self.last + 1 < len(self.doc) else None


def _is_no_count(doc: Doc, text: str, span: Span, first: int, last: int) -> bool:
    """Ages, years, clock times, names with numbers, telephones, and "no" or "one" that count nothing."""
    before, after = text[max(0, span.start - 30) : span.start], text[span.end : span.end + 24]
    shown = Shown(doc, text[span.start : span.end].lower(), before, after, first, last)
    return shown.lower == "0" or any(rule(shown) for rule in NO_COUNTS)


def _an_age(n: Shown) -> bool:
    if AGE_AFTER.match(n.after) or AGE_BEFORE.search(n.before):
        return True
    if SOMEBODY_OF.search(n.before):
        return n.following is None or n.following.pos_ not in ("NOUN", "PROPN", "ADJ")
    if not re.fullmatch(r"\d{1,2}", n.lower):
        return False
    return _behind_a_person(n) or bool(NAME_COMMA.search(n.before) and n.after.startswith(","))


def _behind_a_person(n: Shown) -> bool:
    """ "A woman, 34, and her son (6) were killed", "two brothers, 6 and 9, and their mother"."""
    first, last = n.first - 1, n.last + 1
    while first > 1 and n.doc[first].lower_ == "and" and n.doc[first - 1].like_num:
        first -= 2
    while last + 1 < len(n.doc) and n.doc[last].lower_ == "and" and n.doc[last + 1].like_num:
        last += 2
    opens, closes = n.doc[first].text, n.doc[last].text if last < len(n.doc) else ""
    if first == 0 or closes not in {",": (",", ".", ";", ""), "(": (")",)}.get(opens, ()):
        return False
    person = n.doc[first - 1]
    if opens == "(" and person.tag_ == "NNP":
        return True  # "Mira Tal (34)"
    return person.tag_.startswith("NN") and class_of(person) is not None and person.lower_ not in listed("not_single")


def _ones_children(n: Shown) -> bool:
    """ "A mother of four was killed": her children are no dead."""
    of = n.first > 1 and n.doc[n.first - 1].lower_ == "of"
    return of and n.doc[n.first - 2].tag_ == "NN" and _lemma(n.doc[n.first - 2]) in listed("parents")


def _in_a_name(n: Shown) -> bool:
    """ "Brigade 46", "Resolution 2254"."""
    if n.first == 0 or not n.lower[0].isdigit():
        return False
    return _names(n.doc[n.first - 1])


def _names(token: Token) -> bool:
    """Whether a number right behind it belongs to its name."""
    return token.text[:1].isupper() and token.lower_.rstrip(".") in words().named


def _a_year(n: Shown) -> bool:
    if n.first == 0 or not YEAR.fullmatch(n.lower):
        return False
    return n.following is None or not n.following.tag_.startswith(("NN", "JJ"))


def _a_telephone(n: Shown) -> bool:
    return DIALLED[0].search(n.before) is not None or DIALLED[1].match(n.after) is not None


def _no_people(n: Shown) -> bool:
    """ "No" and "both" count only people: "no civilians were killed"; "both A and B" counts nobody."""
    if n.lower not in ("no", "both"):
        return False
    if n.following is None or class_of(n.following) is None:
        return True
    return n.lower == "both" and n.doc[n.last + 2 : n.last + 3].text.lower() == "and"


def _a_pronoun(n: Shown) -> bool:
    if n.lower not in ("one", "none", "a number of"):
        return False
    if n.doc[n.first].tag_ not in ("CD", "NN", "DT", "NNS", "") or ONE_AS_PRONOUN.match(n.after):
        return True
    of = n.first > 1 and n.doc[n.first - 1].lower_ in ("of", "from")
    if n.lower != "one" or not of:
        return False  # else "members of one family", "five civilians from one family"
    kin = n.following is not None and _lemma(n.following) in listed("kin")
    return kin or _lemma(n.doc[n.first - 2]) in words().measures


NO_COUNTS = (_an_age, _ones_children, _in_a_name, _a_year, _a_telephone, _no_people, _a_pronoun)


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


# ---- what they count


def class_of(token: Token) -> str | None:
    w = words()
    return w.who.get(token.lower_) or w.who.get(token.lemma_.lower()) or w.who.get(token.lower_.rstrip("s"))


def counted(doc: Doc, text: str, n: Number) -> Counted:
    """The noun after a number: its phrase's last noun, or the one after "of" where the first only measures."""
    w = words()
    i = n.last + 1
    if PERCENT.match(text, n.span.end):
        return Counted(n, None, i + 1, None, "percent")
    if n.share:
        return Counted(n, None, i, None, "percent")
    if some := _some(doc, n):
        return some
    if i + 1 < len(doc) and doc[i].text in "-–" and doc[i + 1].lemma_.lower() in w.things:
        return Counted(n, i + 1, i + 2, None, doc[i + 1].lemma_.lower())  # a "two-day truce"
    return _phrase(doc, n)


PERCENT = re.compile(r"\s?(?:%|percent\b|per\s?cent\b)", re.IGNORECASE)
LONGEST = 9
"""Tokens of a counted noun phrase that are looked at."""
BEFORE_NOUNS = frozenset({"JJ", "JJR", "HYPH", "VBN", "VBG", "CD", "PRP$", "NNPS", "RB", "POS", "AFX"})


def _phrase(doc: Doc, n: Number) -> Counted:
    noun: int | None = None
    i = n.last + 1
    while i < min(len(doc), n.last + 1 + LONGEST) and not _phrase_ends(doc, n, i, noun):
        token = doc[i]
        if (behind := _behind_brackets(doc, i)) is not None:
            i = behind
            continue
        if token.tag_.startswith("NN") and not token.is_space:
            if noun is not None and token.tag_.startswith("NNP") and doc[noun].tag_ == "NNS":
                break
            noun = i
        elif token.lower_ == "of" and (noun is None or doc[noun].lemma_.lower() in words().measures):
            if (measured := _measured(doc, n, noun, i)) is not None:
                return measured
            break
        elif not _goes_on(doc, i, noun):
            break
        elif token.lower_ in listed("more") and not any(t.tag_.startswith(("NN", "JJ")) for t in doc[i + 1 : i + 2]):
            return Counted(n, i, i + 1, "people", None)  # "12 others were hurt"
        i += 1
    if n.money:
        return Counted(n, noun, i, None, "$")
    if noun is None:
        return Counted(n, None, n.last + 1, None, None)
    return _kind(doc, n, noun, noun + 1)


def _behind_brackets(doc: Doc, i: int) -> int | None:
    """Where a phrase goes on behind a short form: "two Free Army (FA) leaders"."""
    if doc[i].text != "(" or i + 3 >= len(doc) or doc[i + 2].text != ")":
        return None
    return i + 3 if doc[i + 3].tag_ == "NNS" else None


def _phrase_ends(doc: Doc, n: Number, i: int, noun: int | None) -> bool:
    """Whether the next sentence begins, or what happened to them is said: "33 hurt"."""
    if doc[i].is_sent_start and i > n.last + 1:
        return True
    if doc[i].lower_ not in words().states:
        return False
    return noun is not None or not (i + 1 < len(doc) and doc[i + 1].tag_.startswith("NN"))


def _goes_on(doc: Doc, i: int, noun: int | None) -> bool:
    """Whether a word that is no noun stands inside a counted phrase."""
    token = doc[i]
    if token.lower_ in words().states and noun is None:
        # "12 wounded", "12 dead": no noun, unless one follows ("12 wounded soldiers")
        return i + 1 < len(doc) and doc[i + 1].tag_ in ("NNS", "NN") and class_of(doc[i + 1]) is not None
    tag = token.tag_
    if tag not in BEFORE_NOUNS:
        return False
    if noun is not None and tag not in ("HYPH", "POS") and not (tag == "JJ" and doc[noun].tag_ in ("NNP", "NNPS")):
        return False
    if tag == "RB":
        return token.lower_ in listed("inside")
    return tag != "CD" or token.lower_ in listed("scale_words")


def _measured(doc: Doc, n: Number, noun: int | None, of: int) -> Counted | None:
    """ "20 members of the group" are members, "a number of rebels" are rebels; None where nothing is named."""
    look = _of(doc, of + 1)
    if noun is None:
        return None if look is None else _kind(doc, n, look, look + 1)
    if look is None:
        return _kind(doc, n, noun, noun + 1)
    itself = class_of(doc[noun]) is not None and class_of(doc[look]) is None
    return _kind(doc, n, noun if itself else look, look + 1)


def _kind(doc: Doc, n: Number, noun: int, end: int) -> Counted:
    token = doc[noun]
    lemma = token.lemma_.lower()
    who = class_of(token)
    if lemma in words().things and who is None:
        return Counted(n, noun, end, None, lemma)
    if any(t.lower_ == "police" for t in doc[n.last + 1 : noun]):
        who = "police"  # "three police officers"
    if who == "people" or who is None:
        who = _class_inside(doc, n, noun) or who
    if who == "fighters" and lemma == "member" and _civil(doc, n.last + 1, end + 5, noun):
        who = "people"
    if who is None and token.tag_ in ("NNP", "NNPS") and token.lower_.endswith("s"):
        who = "people"  # "12 Syrians"
    return Counted(n, noun, end, who, None if who else lemma)


def _class_inside(doc: Doc, n: Number, noun: int) -> str | None:
    """ "12 children killed" parsed as one noun phrase, "20 rebel dead": the class of the last such noun inside."""
    inside = (t for t in doc[n.last + 1 : noun] if t.tag_ == "NNS" and _lemma(t) not in words().measures)
    return next((who for t in reversed(list(inside)) if (who := class_of(t))), None)


def _civil(doc: Doc, start: int, end: int, noun: int) -> bool:
    """Whether these are members of what bears no arms: "members of parliament", "local council members"."""
    of = doc[noun + 1 : noun + 2].text.lower() == "of"
    return any(_lemma(t) in listed("civil_bodies") for t in doc[start : end if of else noun])


def _some(doc: Doc, n: Number) -> Counted | None:
    """Some of a number told beside it, with their class where it is said; None where the number stands for itself.

    "11 of them children", "33 of whom are women", "nine of the dead", "two of the 12", "25 were women".
    """
    i = n.last + 1
    if i >= len(doc) or n.money or n.single:
        return None
    if doc[i].lower_ == "of":
        return _some_of(doc, n, i)
    one = doc[i].lower_ in ("a", "an") and doc[n.last].lower_ == "one"  # "three were killed, one a child"
    were = doc[i].lower_ in listed("were") and doc[i].text[0].islower()
    if (one or were) and (noun := _predicate(doc, i)) is not None:
        return Counted(n, noun, noun + 1, class_of(doc[noun]), None, True)
    return None


def _some_of(doc: Doc, n: Number, of: int) -> Counted | None:
    """What a number is some of: "of them", "of the dead", "of the 12", "of the country's 9 million people"."""
    states = words().states
    after = [t.lower_ for t in doc[of + 1 : of + 4]] + ["", "", ""]
    if after[0] in listed("of_them"):
        end = of + (3 if after[0] == "those" and after[1] in states else 2)
    elif after[0] in ("the", "these", "its", "his", "their") and (after[1] in states or after[1] == "victims"):
        end = of + 3
    else:
        return Counted(n, None, of, None, None, True) if _number_behind(doc, of) else None
    noun = _predicate(doc, end)
    return Counted(n, noun, end if noun is None else noun + 1, class_of(doc[noun]) if noun else None, None, True)


def _number_behind(doc: Doc, of: int) -> bool:
    near = range(of + 2, min(of + 5, len(doc)))
    if any(doc[j].like_num and doc[j - 1].tag_ == "POS" for j in near):
        return True
    first, second = doc[of + 1 : of + 2], doc[of + 2 : of + 3]
    return any(t.like_num for t in first) or (first.text.lower() == "the" and any(t.like_num for t in second))


def shares_counted(items: Sequence[Counted]) -> list[Counted]:
    """A share of a number told right behind it is a number: "half of the 24 captives" are twelve of them."""
    out = list(items)
    for k, (share, whole) in enumerate(pairwise(items)):
        n, of = share.number, whole.number
        if not n.share or n.low is None or whole.unit is not None or not 1 < of.first - n.last <= OF_A_NUMBER:
            continue
        low, high = (None if x is None else float(round(x * n.low / 100)) for x in (of.low, of.high))
        said = n._replace(low=low, high=high, exact=False, share=False)
        out[k] = Counted(said, whole.noun, n.last + 1, whole.who, None, True)
    return out


OF_A_NUMBER = 5
"""Tokens from a share to the number that it is of: "half of the town's 20,000"."""


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
