"""How many? Every number of people or things in a text as a range, with what happened to them and who they are.

`number_spans.py` finds the numbers, `counted_nouns.py` what they count, `outcomes.py` what happened to those people,
`scope.py` which number is part of which and whose it is; here they become `model.Count` records, and the report's toll
is chosen among them. "More than 100" is read as "at least 100".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from rashomon.model import Count
from rashomon.reading.grammar.doc_extensions import register, text_of
from rashomon.reading.grammar.numerals import number
from rashomon.reading.how_many.count_words import class_of, listed, words
from rashomon.reading.how_many.counted_nouns import Counted, counted, shares_counted
from rashomon.reading.how_many.number_spans import numbers_in, singles
from rashomon.reading.how_many.outcomes import what_happened
from rashomon.reading.how_many.scope import Fated, Scope, is_more, is_part, scopes, wholes

DEAD = "killed"


class Told(NamedTuple):
    """A count with the word of fate that reaches it (a token index) and how it stands to the counts beside it."""

    counted: Count
    """`part_of` is an index into what `told` gives."""
    fate: int | None
    part: bool
    """Some of another number: "including 3 children", "two medics were among the 31"."""
    more: bool
    """On top of another number: "and 14 others"."""
    sentence: int
    rule: str | None
    """The rule by which that word reaches it."""
    noun: str | None
    """The noun of the counted, where it says more than that they are people."""


def told(doc: Doc) -> list[Told]:
    """Every count of a parsed (or at least tagged) text, in its order. Kept with it, since `toll` asks again."""
    kept: list[Told] | None = doc.user_data.get("rashomon_told")
    if kept is None:
        kept = doc.user_data["rashomon_told"] = _told(doc)
    return kept


def _told(doc: Doc) -> list[Told]:
    text = text_of(doc)
    starts = [i for i, flag in enumerate(doc.to_array("SENT_START").tolist()) if flag == 1 or i == 0]
    fated = _fated(doc, text)
    fated = [_victims(doc, f, fated, starts) for f in fated]
    whole = wholes(doc, fated, starts)
    scope = scopes(doc, text, fated, starts)
    found = []
    for k, f in enumerate(fated):
        total = whole.get(k)
        background = total is not None and scope.get(total) == "background"
        # "four of the dead": of how many, it does not say; "five of the dead were fighters" is how many fighters
        untold = total is None and f.counted.part and f.counted.who in (None, "people") and k not in scope
        of_it: Scope = "background" if background else "part" if untold else scope.get(k, "event")
        count = _count(doc, text, f, None if total is None else fated[total], total, of_it)
        part = is_part(doc, f.counted) if total is None else f.what == fated[total].what
        sentence = bisect_right(starts, f.counted.number.first)
        found.append(Told(count, f.fate, part, is_more(doc, f.counted), sentence, f.rule, _noun(doc, f.counted)))
    return found


def _noun(doc: Doc, c: Counted) -> str | None:
    noun = doc[c.noun].lemma_.lower() if c.noun is not None else None
    return None if noun in listed("general") else noun


def _count(doc: Doc, text: str, f: Fated, whole: Fated | None, part_of: int | None, scope: Scope) -> Count:
    c, n = f.counted, f.counted.number
    shown = text[n.span.start : n.span.end]
    who = c.who or (whole.counted.who if whole is not None else None) or _number_of(doc, f)
    who = who or ("people" if f.what else None)
    up = n.low is None and shown.lower().startswith("up ")
    if up and f.fate is not None and doc[f.fate].lower_ in listed("tolls"):
        n = n._replace(low=n.high, exact=True)  # "the toll is up to 7": it rose to it
    unit = None if f.what or who else c.unit
    counts = f.what is not None and f.what != "population"
    of = scope if counts else None
    return Count(n.span, shown, f.what, who, _whole(n.low), _whole(n.high), n.exact, unit, part_of, of)


def _number_of(doc: Doc, f: Fated) -> str | None:
    """ "The number of civilians killed has reached 12": of whom it is the number."""
    if f.fate is None or f.rule != "toll" or doc[f.fate].lower_ != "number":
        return None
    return next((who for t in doc[f.fate + 2 : f.fate + 5] if (who := class_of(t)) is not None), None)


def _fated(doc: Doc, text: str) -> list[Fated]:
    """The numbers that say something, with the fate of those they count."""
    numbers = numbers_in(doc, text)
    numbers = sorted([*numbers, *singles(doc, numbers)])
    items = shares_counted([counted(doc, text, n) for n in numbers])
    happened = what_happened(doc, items)
    found: list[Fated] = []
    for k, c in enumerate(items):
        f = Fated(c, *happened.get(k, (None, None, None)))
        if c.part and f.what is None and c.who is None and found and found[-1].counted.unit and not found[-1].what:
            f = f._replace(counted=c._replace(unit=found[-1].counted.unit))  # "12 tanks, three of them burnt"
        if _says_something(f, text):
            found.append(f)
    return found


def _says_something(f: Fated, text: str) -> bool:
    n = f.counted.number
    if n.single:
        return f.what in ("killed", "injured", "abducted", "detained")
    if f.what is not None or f.counted.unit is not None or f.counted.who is not None:
        return True
    return not (n.low == n.high == 1 or _bare(text[n.span.start : n.span.end]))


def _victims(doc: Doc, f: Fated, beside: Sequence[Fated], starts: Sequence[int]) -> Fated:
    """Victims are the dead where their sentence tells of their bodies, or counts the wounded apart: "the number of
    victims is 70; over 130 were injured". Elsewhere they are casualties."""
    if f.what != "casualties" or f.fate is None:
        return f
    if not any(t.lemma_.lower() == "victim" for t in doc[f.fate : f.fate + 3]):
        return f
    k = bisect_right(starts, f.fate)
    start, end = starts[k - 1], starts[k] if k < len(starts) else len(doc)
    wounded = any(o.what == "injured" and start <= o.counted.number.first < end for o in beside)
    bodies = any(t.lower_ in listed("bodies") for t in doc[start:end])
    return f._replace(what=DEAD) if wounded or bodies else f


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
    text = text_of(doc)
    dead = [t for t in items if t.counted.what == DEAD and t.counted.span in shown]
    killed = _dead([t for t in dead if not ASKED.match(text, t.counted.span.end)])
    if not killed:
        return None
    first = _said_best(killed)
    group = [t for t in killed if t.fate == first.fate and t.sentence == first.sentence]
    group = group if _sums(group) and not _told_as_part(items, group) else [first]
    counts = [t.counted for t in group]
    return [shown[c.span] for c in counts], _sum([c.low for c in counts], any), _sum([c.high for c in counts], all)


def _dead(dead: Sequence[Told]) -> Sequence[Told]:
    """The numbers of dead that are no part of another, of the event itself; all where none is."""
    whole = [t for t in dead if not t.part] or dead
    return [t for t in whole if t.counted.scope == "event"] or whole


def _sum(bounds: Sequence[float | None], known: Callable[[Iterable[bool]], bool]) -> int | None:
    """The sum of bounds, None where not `any` or not `all` of them is known."""
    return int(sum(n or 0 for n in bounds)) if known(n is not None for n in bounds) else None


ASKED = re.compile(r"[^.?!\n]*\?")
"""Behind a number: "were 60 people killed?" says of nobody that he is dead."""
MORE_THAN = re.compile(r"(?:well |just )?over\b|more than\b", re.IGNORECASE)
AHEAD = 4
"""Numbers of dead among which the exact one for a headline's rounded one is sought: it stands in the lead."""
ROUNDED = 1.25
"""By how much an exact number may exceed the round one that stands for it: "more than 200" of 213, not of 400."""


def _said_best(killed: Sequence[Told]) -> Told:
    """The first number of dead, or the one further down that says exactly what it rounds."""
    first = killed[0]
    if not first.counted.exact and not _said(first.counted):
        # "dozens killed": the number that is given further down for them, which is about as large
        least = (first.counted.low or 0) / 2
        return next((t for t in killed[1:AHEAD] if _said(t.counted) and _size(t.counted) >= least), first)
    if MORE_THAN.match(first.counted.text):
        # "more than 200 killed" in a headline is the "213" of the text
        said = first.counted.low or 0
        return next((t for t in killed[1:AHEAD] if said < (t.counted.low or 0) <= ROUNDED * said), first)
    return first


def _said(count: Count) -> bool:
    """Whether the number itself is said, not only its size ("dozens")."""
    return re.search(r"\d", count.text) is not None or number(count.text.split()[-1]) is not None


def _size(count: Count) -> float:
    return count.low if count.low is not None else count.high or 0


def _told_as_part(items: Sequence[Told], group: Sequence[Told]) -> bool:
    """Whether what a headline sets side by side is elsewhere total and part: "16 civilians, including 3 children"."""
    parts = {(_size(items[c.part_of].counted), _size(c)) for t in items if (c := t.counted).part_of is not None}
    return any((_size(group[0].counted), _size(t.counted)) in parts for t in group[1:])


def _sums(told_together: Sequence[Told]) -> bool:
    """Whether counts of one fate add up: of different people, none of them "people" at large, which is a total.

    "An aunt and a neighbour" are people of two sorts.
    """
    sorts = [(t.counted.who, t.noun if t.counted.who == "people" else None) for t in told_together]
    at_large = [s == ("people", None) and not t.more for s, t in zip(sorts, told_together, strict=True)]
    return len(set(sorts)) == len(sorts) and not any(at_large[1:])


class HowMany:
    """Puts `model.Count` records on `doc._.counts` and their spans on `doc.spans["counts"]`."""

    def __init__(self) -> None:
        register()
        words()

    def __call__(self, doc: Doc) -> Doc:
        furniture = [p.span for p in doc._.parts if p.kind == "furniture"]
        items = told(doc)
        shown = [k for k, t in enumerate(items) if not any(s <= t.counted.span.start < e for s, e in furniture)]
        place = {k: i for i, k in enumerate(shown)}
        doc._.counts = [
            c if (c := items[k].counted).part_of is None else replace(c, part_of=place.get(c.part_of)) for k in shown
        ]
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
