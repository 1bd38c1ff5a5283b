"""When it happened: which of the times of a text is a claim's own."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from spacy.tokens import Doc, Token

from rashomon.model import Claim, Span, Statement, Timex, When
from rashomon.quick_records import replace
from rashomon.reading.grammar.english import ACCUSE, OF_WHAT, clause_of, subject
from rashomon.reading.grammar.lexicon import words as listed_words
from rashomon.reading.grammar.sentences import is_long, sentence_of
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.what.mention_index import Draft, Words, kind_told
from rashomon.reading.what.named_again import bare, names_it
from rashomon.reading.what.telling_which import are_people, what_came_before
from rashomon.reading.what.times_of_others import DEEDS, TAKES_PLACE, is_of_something_else, since_what
from rashomon.reading.what.years_ago import day_of_remembrance, since_then

REMAINS = listed_words("remains")


class Timed(NamedTuple):
    """When it happened, the rule, and the words it went by where they are not the time's own."""

    when: When
    rule: str
    at: Span | None = None


ELSEWHERE = 40
"""Tokens that a time of another clause counts as farther off than one of the claim's own."""


def time_of(
    doc: Doc, words: Words, s: Statement, d: Draft, before: Sequence[Claim] = (), place: int | None = None
) -> Timed:
    """When it happened: a time in the claim's own clause, else in its sentence, else some time up to publication.

    A time that hangs on the cue is when it was said, and what was said had happened by then. What lies after
    publication is left for `happened_by`: whether it is foretold is not known yet. "The strikes" were when the last
    ones told `before` in that place were.
    """
    published = _published(doc)
    if (then := since_then(doc, words, d)) is not None:
        return Timed(then, "years_since")
    best, said = (None, None) if _by_the_way(d) else _times_of_sentence(doc, words, s, d)
    again = _taken_up(doc, d, before, place)
    if best is not None and not (again is not None and again.when.start and _clock_alone(best[1], published)):
        distance, t = best
        at_time = token_range(doc, t.span)
        if _lasting(words, d) or _over_before(d, None if at_time is None else doc[at_time[0]]):
            return Timed(When(None, t.end, "imprecise", t.span, "text"), "over_by_then")
        if (at := _from_then(doc, words, d, t)) is not None:
            return Timed(at, "when_it_began")
        if published is not None and _ever_since(doc, words, d, t):
            return Timed(When(t.start, published, "imprecise", t.span, "text"), "ever_since")
        precise = t.start == t.end or ((t.kind == "precise" or t.type == "DURATION") and d.kind.state)
        when = When(t.start, t.end, "precise" if precise else "imprecise", t.span, "text")
        if _clock_alone(t, published):
            return Timed(replace(when, from_="context"), "hour_of_no_day")
        if distance < ELSEWHERE:
            return Timed(when, "same_clause")
        return Timed(when, "in_a_long_sentence" if is_long(sentence_of(d.head)) else "same_sentence")
    if again is not None:
        return again
    if said is not None and said.end is not None:
        limit = min(said.end, published) if published else said.end
        return Timed(When(None, limit, "imprecise", None, "context"), "said_then", said.span)
    if not d.kind.state and (next_ := _dated_next(doc, words, d)) is not None:
        kind: Literal["precise", "imprecise"] = "precise" if next_.start == next_.end else "imprecise"
        return Timed(When(next_.start, next_.end, kind, next_.span, "context"), "sentence_after")
    return Timed(When(None, published, "imprecise", None, "published"), "published")


def _by_the_way(d: Draft) -> bool:
    """ "A shell hit displaced families on Monday": what an adjective says of them was so by then. So was what lies in
    ruins on the day on which they are searched."""
    if d.head.dep_ == "amod":
        return d.head.tag_ in ("VBN", "JJ") and d.head.i < d.head.head.i
    return are_people(d.head) or (d.head.pos_ == "NOUN" and d.head.lemma_.lower() in REMAINS)


def _from_then(doc: Doc, words: Words, d: Draft, t: Timex) -> When | None:
    """ "At war since March 2011, when police shot protesters": they did so then, and not ever since."""
    verbs = [v for v in (clause_of(d.head), *clause_of(d.head).ancestors) if v.dep_ in ("relcl", "advcl")]
    opens = next((c for v in verbs for c in v.lefts if c.lower_ == "when" and c.dep_ in ("advmod", "mark")), None)
    last = next((b for _, b, o in words.times if o is t), None)
    if opens is None or last is None or t.start is None or not 0 <= opens.i - last <= 1:
        return None
    first = next(a for a, _, o in words.times if o is t)
    if not any(k.lower_ == "since" for k in doc[max(0, first - 2) : last]):
        return None
    end = _end_of(t.value)
    return None if end is None else When(t.start, end, "precise" if end == t.start else "imprecise", t.span, "text")


def _ever_since(doc: Doc, words: Words, d: Draft, t: Timex) -> bool:
    """ "Has displaced millions since the war began in 2011": from then on, and not in that year alone."""
    first = next((a for a, _, o in words.times if o is t), None)
    if first is None or t.end is None or not d.kind.lasting:
        return False
    if since_what(doc[first]) not in (None, d.head):
        return True
    began = clause_of(doc[first])
    opens = (c for c in began.lefts if c.dep_ in ("mark", "prep", "advmod"))
    above = began.head if began.dep_ == "pcomp" else None  # "since beginning with protests in 2011"
    since = any(c.lower_ == "since" for c in opens) or (above is not None and above.lower_ == "since")
    return since and began not in (d.head, clause_of(d.head))


def _end_of(value: str) -> str | None:
    """The last day of the year, month or day that a value is or begins with."""
    m = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])", value)
    if m is None:
        return None
    year, month, day = m[1], m[2] or "12", m[3]
    return f"{year}-{month}-{day or monthrange(int(year), int(month))[1]:02}"


def _published(doc: Doc) -> str | None:
    day: date | None = doc._.published
    return day.isoformat() if day else None


def _taken_up(doc: Doc, d: Draft, before: Sequence[Claim], place: int | None) -> Timed | None:
    """The time of the deed told before that the words take up or name again."""
    like = d.like.time if d.like is not None and not d.kind.state else None
    if like is not None and (like.from_ == "text" or (like.from_ == "context" and like.start is not None)):
        return Timed(replace(like, from_="context"), "taken_up")
    same = _told_before(doc, d, before, place)
    return None if same is None else Timed(replace(same.time, from_="context"), "told_before", same.trigger)


def _clock_alone(t: Timex, published: str | None) -> bool:
    """ "The attack began at 4 a.m.": an hour of no day is that of the report's day only where no day was told."""
    return t.type == "TIME" and t.start == published and (t.text[0].isdigit() or t.mod == "APPROX")


def _told_before(doc: Doc, d: Draft, before: Sequence[Claim], place: int | None) -> Claim | None:
    """The deed that a bare "the strikes" names again: the last of its kind that was told with a time, if that is a
    day, and was not elsewhere."""
    if not d.kind.attack:
        return None
    does = subject(d.head) if d.head.pos_ == "VERB" else None  # "the attacks began at dawn and struck a plant"
    if does is not None and names_it(does):
        same_kind = {c.kind for c in before if kind_told(doc, c).attack}
    elif d.head.pos_ == "NOUN" and bare(d.head):
        same_kind = {d.kind.id}
    else:
        return None
    dated = (c for c in reversed(before) if c.kind in same_kind and c.time.from_ != "published")
    same = next((c for c in dated if c.polarity == "affirmed"), None)
    if same is None or same.time.start is None or same.time.start != same.time.end:
        return None
    names = {doc._.places[p].name for p in (place, same.place) if p is not None}
    return same if len(names) < 2 else None


def _times_of_sentence(doc: Doc, words: Words, s: Statement, d: Draft) -> tuple[tuple[int, Timex] | None, Timex | None]:
    """The nearest time of a claim in its sentence with its distance, and the earliest that is of the saying."""
    cued = any(token_range(doc, c) for c in s.cue)
    best: tuple[int, Timex] | None = None
    said: Timex | None = None
    sentence, published = sentence_of(d.head), _published(doc)
    for first, last, t in words.times:
        if t.type == "SET" or not (t.start or t.end) or not sentence.start <= last - 1 < sentence.end:
            continue
        if not any(c.start <= t.span.start < c.end for c in s.content):
            if cued and t.end and not _of_the_speaker(doc, first) and (said is None or t.end < (said.end or "")):
                said = t
            continue
        if day_of_remembrance(doc, words, first):
            continue
        own = clause_of(doc[last - 1])
        if _of_the_blaming(d, own, first):
            said = said or t
            continue
        if is_of_something_else(doc, words, d, (first, last, t), published):
            continue
        distance = abs(first - d.head.i) + (0 if own in (clause_of(d.head), d.head) else ELSEWHERE)
        if best is None or distance < best[0]:
            best = (distance, t)
    return best, said


def _of_the_speaker(doc: Doc, first: int) -> bool:
    """ "The coalition, which went to war last May, said ...": when they did that, and not when they said it."""
    verb = clause_of(doc[first])
    if verb.dep_ in ("relcl", "acl"):
        return True
    does = subject(verb)
    if does is None or not does.i < first < verb.i or any(t.text == "," for t in doc[max(0, first - 2) : first]):
        return False
    return any(k.dep_ == "relcl" and does.i < k.i < first for k in does.subtree)


def _of_the_blaming(d: Draft, clause: Token, first: int) -> bool:
    """ "Was accused on Monday of shelling the town", "on Monday accused them of it": the day before what somebody is
    blamed for."""
    if clause.lemma_ not in ACCUSE or first > d.head.i or not clause.is_ancestor(d.head):
        return False
    return any(first < t.i < d.head.i and t.lower_ in OF_WHAT for t in d.head.ancestors)


def _lasting(words: Words, d: Draft) -> bool:
    """ "Left on Monday after ten days of bombardment": Monday is of the leaving, the bombardment was over by then."""
    if d.head.dep_ != "pobj" or d.head.head.lower_ != "of":
        return False
    lasted = d.head.head.head
    return any(t.type == "DURATION" and a <= lasted.i < b for a, b, t in words.times)


def _over_before(d: Draft, time: Token | None) -> bool:
    """ "After months of talks a team arrived on Sunday", "after the siege they took the base on Monday": what the main
    clause came after was over by its day. Not "after a raid on Monday"."""
    before = what_came_before(d.head)
    return time is not None and before is not None and not before.is_ancestor(time)


def _dated_next(doc: Doc, words: Words, d: Draft) -> Timex | None:
    """The time of a sentence right behind that says no more than when: "The incident occurred on Tuesday."."""
    start = d.head.sent.end
    while start < len(doc) and doc[start].is_space:
        start += 1
    if start + 3 >= len(doc) or doc[start].lower_ not in ("the", "this", "it"):
        return None
    verb = next((t for t in doc[start + 1 : min(start + 5, len(doc))] if t.lemma_ in TAKES_PLACE), None)
    if verb is None or not _says_when(doc, start, verb):
        return None
    near = (t for a, _, t in words.times if verb.i < a < verb.i + 5)
    return next((t for t in near if t.start and t.end and t.type != "SET"), None)


def _says_when(doc: Doc, start: int, verb: Token) -> bool:
    """Whether a sentence from a token on says of "it", or of a noun for a deed, that it took place."""
    if verb.sent.start != doc[start].sent.start or (verb.lemma_ == "take" and verb.nbor().lower_ != "place"):
        return False
    return doc[start].lower_ == "it" or bool({t.lemma_.lower() for t in doc[start + 1 : verb.i]} & DEEDS)


def happened_by(when: When, published: str | None) -> When:
    """The time of what is no prediction: none of it lies after publication. A day to come was not its time."""
    if not published or (when.end or published) <= published:
        return when
    if when.start and when.start > published:
        return When(None, published, "imprecise", None, "published")
    kind = "precise" if when.start == published else when.kind
    return replace(when, end=published, kind=kind)
