"""Where is the text when it tells of something? The place that its paragraph speaks of, and that of the whole report.

Only places count where something can be: not the dateline, nor where somebody spoke or comes from, nor a capital that
acts. A claim that names no place is where its paragraph is, else where the sentence before it is, else nowhere; only
the report's main event is where the report is, and in the last resort where its dateline says that it was written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from rashomon.model import LABELS, Place, Span
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.sentences import sentence_at
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.what.place_roles import (
    Quoted,
    Range,
    acts,
    is_adjective,
    is_origin,
    is_where_they_left,
    quoted,
    said_at,
)
from rashomon.reading.what.where_tended import is_where_tended

PLACE_PREPS = words("place_prepositions")
INTO = PLACE_PREPS - {"of", "on", "over", "across", "along"}
MAIN = "rashomon_main_place"
"""Where on a `Doc` (`user_data`) the place of the whole report is kept, for its main event: (span, how)"""
FIRST, EARLY, AT_HOME = 4, 3, 4
"""Weights of a mention: the first one, the next three, and by how much one in the countries of the conflict counts."""
SENTENCES = 4
"""How far back a paragraph goes, at most: pages that lost their line breaks have but one."""


REACH = 2
"""Sentences before the paragraph in which a place is looked for: wires and quotations make a paragraph of each"""


class Setting(NamedTuple):
    """The places of a text where something can have happened, by index, the one that the text is about, and where in it
    somebody is quoted."""

    scenes: tuple[int, ...]
    main: int | None
    speech: Quoted


def setting(doc: Doc, places: Sequence[Range], home: frozenset[str]) -> Setting:
    """Reads `doc._.places`, `doc._.statements` and `doc._.parts`."""
    found: Sequence[Place] = doc._.places
    aside = [p for p in doc._.parts if p.kind in LABELS]
    speech = quoted(doc, doc._.statements)
    scenes, datelines = [], []
    for i, (at, place) in enumerate(zip(places, found, strict=True)):
        part = next((p for p in aside if p.span.start <= place.span.start < p.span.end), None)
        if part is not None:
            datelines += [i] if part.kind == "dateline" and place.precision != "country" else []
        elif at[1] > at[0] and _is_scene(doc, at, place, home, speech):
            scenes.append(i)
    main = main_place(doc, places, scenes, home)
    # "GAZA/JERUSALEM (Agency) -": written in two towns, it tells of neither
    written = datelines[0] if len({found[i].name for i in datelines}) == 1 else None
    kept = main if main is not None else written
    if kept is not None:
        doc.user_data[MAIN] = found[kept].span, "report" if main is not None else "dateline"
    return Setting(tuple(scenes), main, speech)


def _is_scene(doc: Doc, at: Range, place: Place, home: frozenset[str], speech: Quoted) -> bool:
    if is_adjective(doc, at, home, place) or is_origin(doc, at) or is_where_tended(doc, at):
        return False
    if said_at(doc, at, speech) or is_where_they_left(doc, at, doc[at[0]]):
        return False
    world = doc._.world
    entry = world.places.get(place.gazetteer) if world is not None and place.gazetteer else None
    acting = place.precision == "country" or (entry is not None and world.places.is_capital(entry))
    return not (acting and acts(doc, at))


def main_place(doc: Doc, at: Sequence[Range], scenes: Sequence[int], home: frozenset[str]) -> int | None:
    """The place that the text is about, as far as mentions tell.

    The oftenest named that is no country, early ones first, those in the countries of the conflict before others; else
    the first country that something is said to be in.
    """
    places: Sequence[Place] = doc._.places
    named = [i for i in scenes if places[i].precision != "country"]
    # A text that names the country of the conflict, and of other places only ones abroad, speaks of that country there:
    # what ministers say in a foreign capital is of something that happened elsewhere.
    if home and not any(places[i].country in home for i in named):
        at_home = next((i for i, p in enumerate(places) if p.country in home and p.precision == "country"), None)
        if at_home is not None:
            return at_home
    oftenest = _oftenest(places, named, home)
    return oftenest if oftenest is not None else next((i for i in scenes if _is_in(doc, at[i])), None)


def _is_in(doc: Doc, at: Range) -> bool:
    """Whether a preposition of place leads to a name: "in Egypt", and not "between Egypt and the rebels"."""
    head = doc[at[1] - 1]
    return head.dep_ == "pobj" and head.head.lower_ in PLACE_PREPS and head.head.lower_ != "of"


def _oftenest(places: Sequence[Place], named: Sequence[int], home: frozenset[str]) -> int | None:
    """The first mention of the place that is named oftenest, itself or as what holds another one."""
    weight: Counter[str] = Counter()
    first: dict[str, int] = {}
    for seen, i in enumerate(named):
        p = places[i]
        share = FIRST if seen == 0 else EARLY if seen < 4 else 1
        weight[p.name] += share * (AT_HOME if p.country in home else 1)
        if p.within:
            weight[p.within] += 1
        if p.name not in first or (places[first[p.name]].lat is None and p.lat is not None):
            first[p.name] = i
    return next((first[name] for name, _ in weight.most_common() if name in first), None)


def scene_at(doc: Doc, places: Sequence[Range], scenes: Sequence[int], i: int) -> tuple[int, str] | None:
    """The place that the text is at when it comes to this token, from before its sentence, and how that is known.

    The last one named in its paragraph, else in the sentence before that. A country is none: it says too little.
    """
    start = sentence_at(doc, i).start
    paragraph, first, seen = start, start, 0
    while first > 0 and seen < SENTENCES:
        if _breaks(doc, first) or opens_apart(doc, first):
            break
        first = sentence_at(doc, first - 1).start
        paragraph, seen = first, seen + 1
    before = paragraph
    for _ in range(REACH):
        if before and not opens_apart(doc, before):
            before = sentence_at(doc, before - 1).start
    found: Sequence[Place] = doc._.places
    named = [s for s in scenes if places[s][0] < start and found[s].precision != "country"]
    for how, begin in (("paragraph", paragraph), ("sentence_before", before)):
        if here := [s for s in named if places[s][0] >= begin]:
            return _of_sentence(doc, places, here), how
    return None


def opens_apart(doc: Doc, start: int) -> bool:
    """Whether a sentence tells of something apart from what was told before it: "Separately, ...", "In another sector,
    ...". Where that was is not where the text was."""
    if doc[start].lower_ in APART:
        return True
    if doc[start].lower_ not in ("in", "at") or start + 3 >= len(doc):
        return False
    head = next((t for t in doc[start + 1 : start + 4] if t.lower_ in APART_FROM), None)
    return head is not None and any(t.lemma_.lower() in APART_THINGS for t in doc[head.i + 1 : head.i + 3])


def follows_apart(doc: Doc, start: int) -> bool:
    """Whether a sentence, or one before it in its paragraph, opens such a thing."""
    first = start
    for _ in range(SENTENCES):
        if opens_apart(doc, first):
            return True
        if first == 0 or _breaks(doc, first):
            return False
        first = sentence_at(doc, first - 1).start
    return False


APART, APART_FROM, APART_THINGS = words("apart"), words("apart_from"), words("apart_things")


def names_unplaced(doc: Doc, start: int, end: int) -> bool:
    """Whether something is said to be in a place among these tokens that was not found: no other takes its stead."""
    first, last = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    return any(
        n.sort == "place" and first <= n.span.start < last and _led_into(doc, n.span)
        # "Islamic State in Iraq" names no place, nor does the headline "Ten Killed in Air Raids"
        and not doc._.world.places.find(n.text) and not n.text.endswith("s")
        and not any(p.span.start < n.span.end and n.span.start < p.span.end for p in doc._.places)
        for n in doc._.names or ()
    )  # fmt: skip


def _led_into(doc: Doc, span: Span) -> bool:
    r = token_range(doc, span)
    before = r[0] - 1 if r is not None else -1
    if before > 0 and doc[before].lower_ == "the":
        before -= 1
    return before >= 0 and doc[before].lower_ in INTO


def _of_sentence(doc: Doc, places: Sequence[Range], named: Sequence[int]) -> int:
    """Of the last sentence that names one the first place: "in Sake, near Goma" is in Sake."""
    last = doc[places[named[-1]][0]].sent.start
    return next(s for s in named if places[s][0] >= last)


def _breaks(doc: Doc, start: int) -> bool:
    """Whether a paragraph begins at this token: after a blank line, or where a part of the page does."""
    k = start - 1
    between = ""
    while k >= 0 and doc[k].is_space:
        between = doc[k].text + between
        k -= 1
    if between.count("\n") > 1:
        return True
    return any(p.span.start == doc[start].idx for p in doc._.parts if p.kind in ("body", "caption"))
