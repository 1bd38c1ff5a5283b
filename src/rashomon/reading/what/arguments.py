"""With what, why, when and how many: the rest of the fields of a claim."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc, Token

from rashomon.model import Claim, Count, Means, Place, Reason, Span, Statement, When
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
    sent = d.head.sent
    if d.roles.get("like"):
        r = token_range(doc, s.content[0])
        return _span_reason(doc, r[0] + 2, r[1]) if r else None
    verb = clause_of(d.head)
    lowers, last = words_of(doc)[0], sent.end
    for i in range(d.trigger[1], last):
        if lowers[i] not in OPENS_CAUSE:
            continue
        for cause in CAUSES:
            if all(i + k < last and lowers[i + k] == w for k, w in enumerate(cause)):
                up = doc[i].head
                if up in (d.head, verb) or d.head.is_ancestor(doc[i]) or verb == up.head:
                    stop = max(t.i for t in doc[i].subtree) + 1 if doc[i].dep_ != "mark" else up.right_edge.i + 1
                    return _span_reason(doc, i, min(max(stop, i + 2), sent.end))
                break
    if s.stance == "calls":
        names = [t for t in doc[d.trigger[1] : sent.end] if t.dep_ == "oprd" and t.i > d.head.i]
        if names:
            return _span_reason(doc, *core(names[-1]))
    adverb = next(
        (
            t
            for t in d.head.children
            if t.dep_ == "advmod"
            and t.lower_ in ("tactically", "voluntarily", "temporarily", "deliberately", "strategically")
        ),
        None,
    )
    if adverb is not None:
        return _span_reason(doc, adverb.i, adverb.i + 1)
    adjective = next(
        (
            t
            for t in d.head.lefts
            if t.dep_ == "amod" and t.lower_ in ("tactical", "strategic", "temporary", "forced", "voluntary")
        ),
        None,
    )
    return _span_reason(doc, adjective.i, adjective.i + 1) if adjective is not None else None


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
    cues = [r for c in s.cue if (r := token_range(doc, c))]
    best: tuple[int, Any] | None = None
    said: str | None = None
    sentence = d.head.sent
    for first, last, t in words.times:
        if t.type == "SET" or not (t.start or t.end) or not sentence.start <= last - 1 < sentence.end:
            continue
        token = doc[last - 1]
        if not any(c.start <= t.span.start < c.end for c in s.content):
            if cues and t.end:
                said = min(said or t.end, t.end)
            continue
        verb, own = clause_of(d.head), clause_of(token)
        if (
            own.dep_ == "relcl"
            and own not in (verb, d.head)
            and (mention_at(doc, own.head.i) or _of_a_place(words, own))
            and not own.is_ancestor(verb)
        ):
            continue  # "rebels, who took Idlib on Saturday, shelled the base": told of the rebels only
        distance = abs(first - d.head.i) + (0 if own in (verb, d.head) else 40)
        if best is None or distance < best[0]:
            best = (distance, t)
    if best is None and said is None and not d.kind.state and (then := _dated_next(doc, words, d)) is not None:
        return When(then.start, then.end, "precise" if then.start == then.end else "imprecise", then.span, "context")
    limit = min(x for x in (said, published) if x) if said or published else None
    if best is not None:
        t = best[1]
        if _lasting(doc, words, d):
            return When(None, t.end, "imprecise", t.span, "text")
        precise = t.start == t.end or ((t.kind == "precise" or t.type == "DURATION") and d.kind.state)
        return When(t.start, t.end, "precise" if precise else "imprecise", t.span, "text")
    return When(None, limit, "imprecise", None, "context" if said else "published")


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
    if start + 3 >= len(doc) or doc[start].lower_ not in ("the", "this", "it"):
        return None
    verb = next((t for t in doc[start + 1 : min(start + 5, len(doc))] if t.lemma_ in TAKES_PLACE), None)
    if (
        verb is None
        or verb.sent.start != doc[start].sent.start
        or (verb.lemma_ == "take" and verb.nbor().lower_ != "place")
    ):
        return None
    if doc[start].lower_ != "it" and not {t.lemma_.lower() for t in doc[start + 1 : verb.i]} & DEEDS:
        return None
    return next(
        (t for a, _, t in words.times if verb.i < a < verb.i + 5 and t.start and t.end and t.type != "SET"), None
    )


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
        count = counts[i]
        told_of = count.what in counted_of(doc)
        fits = []
        for n, draft in enumerate(drafts):
            if told_of and count.what not in draft.kind.counts:
                continue
            if not told_of and count.unit == "percent" and not draft.kind.state:
                continue
            if draft.head.sent.start <= first < draft.head.sent.end:
                near = min(abs(i - first) for i in (draft.trigger[0], draft.head.i, *draft.also))
                fits.append((near + (40 if long_before(draft.head) else 0), n))
        if fits:
            mine.setdefault(min(fits)[1], []).append(i)
    return [replace(c, counts=_of_the_event(counts, mine.get(n, []))) for n, c in enumerate(claims)]


def _of_the_event(counts: Sequence[Count], mine: Sequence[int]) -> tuple[int, ...]:
    """Without a war's totals and tolls that were replaced, where the claim has the event's own number for that fate."""
    told = {counts[i].what for i in mine if counts[i].scope == "event"}
    return tuple(i for i in mine if counts[i].scope in (None, "event") or counts[i].what not in told)
