"""How many? Every number of people or things in a text as a range, with what happened to them and who they are.

`counted.py` finds the numbers and what they count, `fate.py` what happened to those people; here they become
`model.Count` records, and the report's toll is chosen among them. "More than 100" is read as "at least 100".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from rashomon.model import Count
from rashomon.reading.counted import counted, listed, numbers_in, singles, words
from rashomon.reading.extensions import register
from rashomon.reading.fate import what_happened
from rashomon.reading.numbers import number

DEAD = "killed"


class Told(NamedTuple):
    """A count with the word of fate that reaches it (a token index) and how it stands to the counts beside it."""

    counted: Count
    fate: int | None
    part: bool
    """Some of another number: "including 3 children", "two medics were among the 31"."""
    more: bool
    """On top of another number: "and 14 others"."""
    sentence: int


def told(doc: Doc) -> list[Told]:
    """Every count of a parsed (or at least tagged) text, in its order. Kept with it, since `toll` asks again."""
    kept: list[Told] | None = doc.user_data.get("rashomon_told")
    if kept is None:
        kept = doc.user_data["rashomon_told"] = _told(doc)
    return kept


def _told(doc: Doc) -> list[Told]:
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
        who = c.who or ("people" if what else None)
        shown = text[n.span.start : n.span.end]
        if what is None and unit is None and who is None and (n.low == n.high == 1 or _bare(shown)):
            continue
        count = Count(n.span, shown, what, who, _whole(n.low), _whole(n.high), n.exact, unit)
        part = _is_among(doc, c.end) or any(_makes_part(doc, i) for i in range(max(0, n.first - 4), n.first))
        more = any(t.lower_ in listed("more") for t in doc[max(0, n.first - 1) : n.last + 2])
        found.append(Told(count, fate, part, more, bisect_right(starts, n.first)))
    return found


def _is_among(doc: Doc, end: int) -> bool:
    """Whether the phrase that ends here is a part: "two medics" of "two medics were among the 31 dead" is."""
    after = [t.lower_ for t in doc[end : end + 3]]
    return "among" in after[:2] and not {"them", "whom", "which"}.intersection(after)


def _makes_part(doc: Doc, i: int) -> bool:
    """Whether this word makes a part of the number after it: "including" does, "were among" makes it the whole."""
    low = doc[i].lower_
    return low in words().part and not (low == "among" and i > 0 and doc[i - 1].lemma_.lower() in listed("be"))


def _whole(x: float | None) -> float | None:
    """12 for 12.0, so that it is written as people write it."""
    return int(x) if x is not None and x % 1 == 0 else x


def _bare(shown: str) -> bool:
    """Only digits, with no noun and no fate: a heading's, a list's, a year's."""
    return re.fullmatch(r"\d+(?:\.\d+)?|no|none", shown, re.IGNORECASE) is not None


def toll(doc: Doc) -> tuple[list[int], int | None, int | None] | None:
    """The toll of the event that a report is chiefly about: (indexes into doc._.counts, low, high), or None.

    It is the first number of people killed that is no part of another ("including 3 children"), with those that share
    its word of fate added ("15 civilians and 27 fighters were killed"): reports lead with their event, and older wars'
    totals come later. `low` None is "at most", `high` None "at least".
    """
    items = told(doc)
    shown = {c.span: i for i, c in enumerate(doc._.counts)}
    dead = [t for t in items if t.counted.what == DEAD and t.counted.span in shown]
    killed = [t for t in dead if not t.part] or dead
    killed = [t for t in killed if not _of_the_war(doc, t.counted)] or killed
    if not killed:
        return None
    first = killed[0]
    if not first.counted.exact and not _said(first.counted):
        # "dozens killed": the number that is given further down for them
        first = next((t for t in killed[1:4] if _said(t.counted)), first)
    elif re.match(r"(?:well |just )?over\b|more than\b", first.counted.text, re.IGNORECASE):
        # "more than 200 killed" in a headline is the "213" of the text
        said = first.counted.low or 0
        first = next((t for t in killed[1:4] if said < (t.counted.low or 0) <= 1.25 * said), first)
    group = [t for t in killed if t.fate == first.fate and t.sentence == first.sentence]
    group = group if _sums(group) else [first]
    counts = [t.counted for t in group]
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
    if (count.low or count.high or 0) < 2000 or not doc.has_annotation("SENT_START"):
        return False
    span = doc.char_span(count.span.start, count.span.end, alignment_mode="expand")
    return span is not None and WAR.search(span.sent.text) is not None


def _sums(told_together: Sequence[Told]) -> bool:
    """Whether counts of one fate add up: of different people, none of them "people" at large, which is a total."""
    classes = [t.counted.who for t in told_together]
    return len(set(classes)) == len(classes) and all(t.counted.who != "people" or t.more for t in told_together[1:])


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
        doc._.counts = [t.counted for t in told(doc) if not any(s <= t.counted.span.start < e for s, e in furniture)]
        spans = [
            doc.char_span(c.span.start, c.span.end, label=c.what or "number", alignment_mode="expand")
            for c in doc._.counts
        ]
        doc.spans["counts"] = [s for s in spans if s is not None]
        return doc


@Language.factory("rashomon_how_many", assigns=["doc._.counts"])
def make_how_many(nlp: Language, name: str) -> HowMany:
    """The component for spaCy's `add_pipe`; it needs a tagger and lemmatizer before it, and uses a parser's arcs."""
    return HowMany()
