"""With what, why, when and how many: the rest of the fields of a claim."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc, Token

from rashomon.model import Claim, Count, Means, Place, Reason, Span, Statement, Timex, When
from rashomon.reading.actors.component import core, mention_at, whole
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import words_of
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.what.mention_index import Draft, Words
from rashomon.reading.what.merging import long_before
from rashomon.world import World

PARTIAL = words("partial")
TAKES_PLACE, DEEDS = words("takes_place"), words("instruments") | words("vague") | words("deeds") | {"incident"}


CAUSES = (
    ("because",),
    ("due", "to"),
    ("because", "of"),
    ("in", "order", "to"),
    ("owing", "to"),
    ("thanks", "to"),
    ("as", "a", "result", "of"),
)


OPENS_CAUSE = frozenset(c[0] for c in CAUSES)


def means_of(doc: Doc, d: Draft) -> Means | None:
    if d.means is None:
        return None
    a, b, weapon = d.means
    span = Span(doc[a].idx, doc[b - 1].idx + len(doc[b - 1]))
    return Means(doc[a:b].text, span, weapon.weapon)


def part_of(doc: Doc, d: Draft, place: int | None, places: Sequence[Place]) -> Any:
    for head in d.roles.get("place", []):
        start, end = whole(head)
        if any(t.lemma_.lower() in PARTIAL for t in doc[start:end]):
            return "part"
    return "whole" if place is not None and d.roles.get("place") else None


def reason_of(doc: Doc, s: Statement, d: Draft) -> Reason | None:
    """Why, as the speaker gives it: a clause of cause, or what a withdrawal or an attack is called."""
    if d.roles.get("like"):
        r = token_range(doc, s.content[0])
        return _span_reason(doc, r[0] + 2, r[1]) if r else None
    if (cause := _cause(doc, d)) is not None:
        return _span_reason(doc, *cause)
    if s.stance == "calls":
        names = [t for t in doc[d.trigger[1] : d.head.sent.end] if t.dep_ == "oprd" and t.i > d.head.i]
        if names:
            return _span_reason(doc, *core(names[-1]))
    adverbs = (t for t in d.head.children if t.dep_ == "advmod" and t.lower_ in WHY_ADVERBS)
    adjectives = (t for t in d.head.lefts if t.dep_ == "amod" and t.lower_ in WHY_ADJECTIVES)
    word = next(adverbs, None) or next(adjectives, None)
    return _span_reason(doc, word.i, word.i + 1) if word is not None else None


WHY_ADVERBS = frozenset({"tactically", "voluntarily", "temporarily", "deliberately", "strategically"})
WHY_ADJECTIVES = frozenset({"tactical", "strategic", "temporary", "forced", "voluntary"})


def _cause(doc: Doc, d: Draft) -> tuple[int, int] | None:
    """The first clause or phrase of cause behind a deed that hangs on it, as tokens."""
    verb, last = clause_of(d.head), d.head.sent.end
    lowers = words_of(doc)[0]
    for i in range(d.trigger[1], last):
        if lowers[i] not in OPENS_CAUSE or not any(tuple(lowers[i : min(i + len(c), last)]) == c for c in CAUSES):
            continue
        up = doc[i].head
        if up in (d.head, verb) or d.head.is_ancestor(doc[i]) or verb == up.head:
            stop = max(t.i for t in doc[i].subtree) + 1 if doc[i].dep_ != "mark" else up.right_edge.i + 1
            return i, min(max(stop, i + 2), last)
    return None


def _span_reason(doc: Doc, a: int, b: int) -> Reason | None:
    while b > a and (doc[b - 1].is_punct or doc[b - 1].is_space):
        b -= 1
    while a < b and (doc[a].is_punct or doc[a].is_space or doc[a].lower_ in ("a", "an", "the", "simply", "just")):
        a += 1
    if b <= a:
        return None
    span = Span(doc[a].idx, doc[b - 1].idx + len(doc[b - 1]))
    return Reason(doc[a:b].text, span)


def time_of(doc: Doc, words: Words, s: Statement, d: Draft) -> When:
    """When it happened: a time in the claim's own clause, else in its sentence, else some time up to publication.

    A time that hangs on the cue is when it was said, and what was said had happened by then. What lies after
    publication is left for `happened_by`: whether it is foretold is not known yet.
    """
    published = doc._.published.isoformat() if doc._.published else None
    own: list[tuple[int, Timex]] = []
    ends: list[str] = []
    for first, last, t in _times_in(words, d.head.sent):
        if any(c.start <= t.span.start < c.end for c in s.content):
            if not _told_of_another(doc, words, d, doc[last - 1]):
                own.append((_away(d, first, doc[last - 1]), t))
        elif t.end and any(token_range(doc, c) for c in s.cue):
            ends.append(t.end)
    if own:
        return _when(doc, words, d, min(own, key=lambda time: time[0])[1])
    said = min(ends, default=None)
    if said is None and not d.kind.state and (then := _dated_next(doc, words, d)) is not None:
        return When(then.start, then.end, "precise" if then.start == then.end else "imprecise", then.span, "context")
    limit = min((x for x in (said, published) if x), default=None)
    return When(None, limit, "imprecise", None, "context" if said else "published")


def _times_in(words: Words, sentence: Any) -> list[tuple[int, int, Timex]]:
    """The times of a sentence, by tokens, that are points or stretches: not "every day"."""
    return [
        (first, last, t)
        for first, last, t in words.times
        if t.type != "SET" and (t.start or t.end) and sentence.start <= last - 1 < sentence.end
    ]


def _when(doc: Doc, words: Words, d: Draft, t: Timex) -> When:
    """When a deed was that its words put at a time."""
    if _lasting(doc, words, d):
        return When(None, t.end, "imprecise", t.span, "text")
    precise = t.start == t.end or ((t.kind == "precise" or t.type == "DURATION") and d.kind.state)
    return When(t.start, t.end, "precise" if precise else "imprecise", t.span, "text")


def _told_of_another(doc: Doc, words: Words, d: Draft, time: Token) -> bool:
    """ "Rebels, who took Idlib on Saturday, shelled the base": told of the rebels only."""
    verb, own = clause_of(d.head), clause_of(time)
    if own.dep_ != "relcl" or own in (verb, d.head) or own.is_ancestor(verb):
        return False
    return bool(mention_at(doc, own.head.i)) or _of_a_place(words, own)


def _away(d: Draft, first: int, time: Token) -> int:
    """How far a time is from a deed, in tokens: one of another clause stands behind all of its own."""
    return abs(first - d.head.i) + (0 if clause_of(time) in (clause_of(d.head), d.head) else 40)


def _lasting(doc: Doc, words: Words, d: Draft) -> bool:
    """ "Left on Monday after ten days of bombardment": Monday is of the leaving, the bombardment was over by then."""
    if d.head.dep_ != "pobj" or d.head.head.lower_ != "of":
        return False
    lasted = d.head.head.head
    return any(t.type == "DURATION" and a <= lasted.i < b for a, b, t in words.times)


def _of_a_place(words: Words, clause: Token) -> bool:
    """ "Took the town, which it has besieged since March": told of the town only. Not "where ...", which goes on."""
    noun = clause.head
    named = noun.head if noun.dep_ == "appos" else noun
    return any(a <= named.i < b for a, b in words.places) and not any(c.lower_ == "where" for c in clause.children)


def _dated_next(doc: Doc, words: Words, d: Draft) -> Any:
    """The time of a sentence right behind that says no more than when: "The incident occurred on Tuesday."."""
    start = d.head.sent.end
    while start < len(doc) and doc[start].is_space:
        start += 1
    if start + 3 >= len(doc) or (verb := _took_place(doc, start)) is None:
        return None
    return next(
        (t for a, _, t in words.times if verb.i < a < verb.i + 5 and t.start and t.end and t.type != "SET"), None
    )


def _took_place(doc: Doc, start: int) -> Token | None:
    """The verb of "it occurred", "the attack took place" at the start of a sentence."""
    first = doc[start]
    if first.lower_ not in ("the", "this", "it"):
        return None
    verb = next((t for t in doc[start + 1 : min(start + 5, len(doc))] if t.lemma_ in TAKES_PLACE), None)
    if verb is None or verb.sent.start != first.sent.start:
        return None
    if verb.lemma_ == "take" and verb.nbor().lower_ != "place":
        return None
    named = first.lower_ == "it" or {t.lemma_.lower() for t in doc[start + 1 : verb.i]} & DEEDS
    return verb if named else None


def happened_by(when: When, published: str | None) -> When:
    """The time of what is no prediction: none of it lies after publication. A day to come was not its time."""
    if not published or (when.end or published) <= published:
        return when
    if when.start and when.start > published:
        return When(None, published, "imprecise", None, "published")
    kind = "precise" if when.start == published else when.kind
    return replace(when, end=published, kind=kind)


def counted_of(doc: Doc) -> frozenset[str]:
    """What can be told of people that some kind claims as its own figure: such a figure is of no other kind."""
    world: World = doc._.world
    return world.lexicon.counted


def _can_count(doc: Doc, d: Draft, count: Count) -> bool:
    """Whether a figure can be one of a claim of this kind."""
    if count.what in counted_of(doc):
        return count.what in d.kind.counts
    return count.unit != "percent" or d.kind.state


def _from_figure(d: Draft, first: int) -> int:
    """How far the words of a claim are from a figure, in tokens; a deed of long before stands behind the others."""
    near = min(abs(i - first) for i in (d.trigger[0], d.head.i, *d.also))
    return near + (40 if long_before(d.head) else 0)


def with_counts(doc: Doc, words: Words, s: Statement, claims: list[Claim], drafts: Sequence[Draft]) -> list[Claim]:
    """Gives each number of the statement to the claim of its sentence that it can belong to, the nearest first."""
    if not claims:
        return claims
    mine: dict[int, list[int]] = {}
    counts: Sequence[Count] = doc._.counts
    ranges = [r for c in s.content if (r := token_range(doc, c)) is not None]
    inside = [
        c for a, b in ranges for c in words.counts[bisect_left(words.counts, (a,)) : bisect_left(words.counts, (b,))]
    ]
    for first, _, i in inside:
        told = [n for n, d in enumerate(drafts) if d.head.sent.start <= first < d.head.sent.end]
        fits = [(_from_figure(drafts[n], first), n) for n in told if _can_count(doc, drafts[n], counts[i])]
        if fits:
            mine.setdefault(min(fits)[1], []).append(i)
    return [replace(c, counts=_of_the_event(counts, mine.get(n, []))) for n, c in enumerate(claims)]


def _of_the_event(counts: Sequence[Count], mine: Sequence[int]) -> tuple[int, ...]:
    """Without a war's totals and tolls that were replaced, where the claim has the event's own number for that fate."""
    told = {counts[i].what for i in mine if counts[i].scope == "event"}
    return tuple(i for i in mine if counts[i].scope in (None, "event") or counts[i].what not in told)
