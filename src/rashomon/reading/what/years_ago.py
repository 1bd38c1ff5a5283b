"""Times counted back from the report: "it is three years since a bomb killed 24", "nine years ago on Monday"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

from spacy.tokens import Doc, Token

from rashomon.model import When
from rashomon.reading.what.mention_index import Draft, Words

LENGTH = re.compile(r"P(\d+)([YMWD])")
DAYS = {"Y": 365.25, "M": 30.44, "W": 7.0, "D": 1.0}
ROOM = {"Y": 31, "M": 15, "W": 3, "D": 0}
"""Days by which what is told in years, months or weeks may be off, before and after."""
REFINING = frozenset({"on", "this", "last", ","})


def since_then(doc: Doc, words: Words, d: Draft) -> When | None:
    """When a deed was of which the report says how long it is "since": "it has been ten years since the massacre"."""
    since = _since_of(d.head)
    if since is None or doc._.published is None:
        return None
    length = next((t for _, last, t in words.times if last == since.i and t.type == "DURATION"), None)
    told = LENGTH.fullmatch(length.value or "") if length is not None else None
    if length is None or told is None or not _counts_the_years(since):
        return None
    unit = told[2]
    then: date = doc._.published - timedelta(days=round(int(told[1]) * DAYS[unit]))
    room = timedelta(days=ROOM[unit])
    kind: Literal["precise", "imprecise"] = "imprecise" if room else "precise"
    return When((then - room).isoformat(), (then + room).isoformat(), kind, length.span, "text")


def _since_of(head: Token) -> Token | None:
    """The "since" that the deed's clause or noun hangs on."""
    for here in (head, *head.ancestors):
        if here.dep_ == "pobj" and here.head.lower_ == "since":
            return here.head
        mark = next((c for c in here.children if c.dep_ == "mark" and c.lower_ == "since"), None)
        if mark is not None:
            return mark
        if here.dep_ in ("ccomp", "ROOT"):
            return None
    return None


def _counts_the_years(since: Token) -> bool:
    """ "It is", "it has been", "is marking": the clause says nothing but how long it is."""
    before = [t.lower_ for t in since.doc[since.sent.start : since.i]]
    return "it" in before and bool({"is", "was", "been", "'s"} & set(before))


def day_of_remembrance(doc: Doc, words: Words, first: int) -> bool:
    """ "Nine years ago on Monday": whether a time only says on which day of the year it was that long ago."""
    for _, last, _t in words.times:
        if last <= first <= last + 2 and all(w.lower_ in REFINING for w in doc[last:first]) and _years_ago(doc, last):
            return True
    return False


def _years_ago(doc: Doc, last: int) -> bool:
    return doc[last - 1].lower_ == "ago" and any(w.lower_ in ("year", "years") for w in doc[max(0, last - 3) : last])
