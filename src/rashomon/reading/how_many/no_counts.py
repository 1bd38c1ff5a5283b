"""Which numbers count nothing? Ages, years, names with numbers, telephones, and "no" or "one" that counts nobody."""

from __future__ import annotations

import re
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.model import Span
from rashomon.reading.how_many.count_words import class_of, lemma_of, listed, words

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


def is_no_count(doc: Doc, text: str, span: Span, first: int, last: int) -> bool:
    """Ages, years, clock times, names with numbers, telephones, and "no" or "one" that count nothing."""
    before, after = text[max(0, span.start - 30) : span.start], text[span.end : span.end + 24]
    shown = Shown(doc, text[span.start : span.end].lower(), before, after, first, last)
    return shown.lower == "0" or any(rule(shown) for rule in NO_COUNTS)


O_CLOCK = re.compile(r"\s*o['’]?\s?clock\b", re.IGNORECASE)


def _an_hour(n: Shown) -> bool:
    """ "About 11 o'clock". Of "at 12" nothing tells it from a figure that was put there."""
    return O_CLOCK.match(n.after) is not None


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
    if opens == "," and person.tag_ == "NNP":  # "killing Mira T., 33."; not "in Homs, 33"
        return not _named_so(person) and person.dep_ != "pobj"
    return person.tag_.startswith("NN") and class_of(person) is not None and person.lower_ not in listed("not_single")


def _named_so(name: Token) -> bool:
    """Whether a name may be a town's, behind which a figure is one: "in Homs, 33"."""
    return any(p.span.start <= name.idx < p.span.end for p in name.doc._.places or ())


def _ones_children(n: Shown) -> bool:
    """ "A mother of four was killed": her children are no dead."""
    of = n.first > 1 and n.doc[n.first - 1].lower_ == "of"
    return of and n.doc[n.first - 2].tag_ == "NN" and lemma_of(n.doc[n.first - 2]) in listed("parents")


def _in_a_name(n: Shown) -> bool:
    """ "Brigade 46", "Resolution 2254"."""
    if n.first == 0 or not n.lower[0].isdigit():
        return False
    return bears_a_number(n.doc[n.first - 1])


def bears_a_number(token: Token) -> bool:
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
    kin = n.following is not None and lemma_of(n.following) in listed("kin")
    return kin or lemma_of(n.doc[n.first - 2]) in words().measures


COMPARED = re.compile(
    r"\b(?:higher|lower|greater|larger|bigger|smaller|more|fewer|less)\s+than\s+(?:the|its|their)\s+$", re.IGNORECASE
)


def _anothers_figure(n: Shown) -> bool:
    """ "Far higher than the 11 that the army gave": the figure that is doubted, and none that the speaker gives."""
    return COMPARED.search(n.before) is not None


def _of_what_sort(n: Shown) -> bool:
    """ "A two-storey house", "a five-day raid": what sort of thing, and not how many. "A 12-man patrol" counts men."""
    joined = re.match(r"[-‐‑](?=[a-z])", n.after)
    if joined is None or n.last + 2 >= len(n.doc) or n.following is None or n.following.text not in HYPHENS:
        return False
    noun = n.doc[n.last + 2]
    return class_of(noun) is None and noun.lower_ not in STRONG


HYPHENS, STRONG = ("-", "‐", "‑"), ("strong", "odd", "plus")


NO_COUNTS = (
    _an_hour,
    _an_age,
    _of_what_sort,
    _anothers_figure,
    _ones_children,
    _in_a_name,
    _a_year,
    _a_telephone,
    _no_people,
    _a_pronoun,
)
