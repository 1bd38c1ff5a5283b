"""What does a number count? The noun behind it, the class of people that it names, and what it is some of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Doc

from rashomon.reading.how_many.count_words import class_of, lemma_of, listed, words
from rashomon.reading.how_many.number_spans import Number


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
    inside = (t for t in doc[n.last + 1 : noun] if t.tag_ == "NNS" and lemma_of(t) not in words().measures)
    return next((who for t in reversed(list(inside)) if (who := class_of(t))), None)


def _civil(doc: Doc, start: int, end: int, noun: int) -> bool:
    """Whether these are members of what bears no arms: "members of parliament", "local council members"."""
    of = doc[noun + 1 : noun + 2].text.lower() == "of"
    return any(lemma_of(t) in listed("civil_bodies") for t in doc[start : end if of else noun])


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
