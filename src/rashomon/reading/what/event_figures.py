"""How many: which numbers of a statement are a claim's own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from rashomon.model import Claim, Count, Span, Statement, Why
from rashomon.quick_records import replace
from rashomon.reading.actors.component import whole
from rashomon.reading.grammar.clauses import is_verb
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.sentences import sentence_of
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.how_many.component import told
from rashomon.reading.rules import because, with_why
from rashomon.reading.what.deed_order import came_first, long_before
from rashomon.reading.what.event_time import ELSEWHERE
from rashomon.reading.what.mention_index import Draft, Words
from rashomon.world import World


def counted_of(doc: Doc) -> frozenset[str]:
    """What can be told of people that some kind claims as its own figure: such a figure is of no other kind."""
    world: World = doc._.world
    return world.lexicon.counted


def with_counts(
    doc: Doc, words: Words, s: Statement, claims: list[Claim], drafts: Sequence[Draft], quoted: Sequence[Span] = ()
) -> list[Claim]:
    """Gives each number of the statement to the claim of its sentence that it can belong to, the nearest first. Those
    in what it quotes of another (`quoted`) are the other's: "confirmed the strike, which medics said had killed 39"."""
    if not claims:
        return claims
    mine: dict[int, list[int]] = {}
    counts: Sequence[Count] = doc._.counts
    for c in s.content:
        a, b = token_range(doc, c) or (0, 0)
        for first, _, i in words.counts[bisect_left(words.counts, (a,)) : bisect_left(words.counts, (b,))]:
            if any(q.start <= counts[i].span.start < q.end for q in quoted):
                continue
            near = [(_distance(d, first), n) for n, d in enumerate(drafts) if _may_have(doc, d, counts[i], first)]
            if near:
                mine.setdefault(min(near)[1], []).append(i)
    given = {n: _of_the_event(counts, mine.get(n, [])) for n in range(len(claims))}
    beside = {n: _of_what_came_of_it(doc, claims, drafts, given, n) for n in range(len(claims))}
    return [_counting(doc, c, given[n] + beside[n]) for n, c in enumerate(claims)]


def _of_what_came_of_it(
    doc: Doc, claims: Sequence[Claim], drafts: Sequence[Draft], given: Mapping[int, tuple[int, ...]], n: int
) -> tuple[int, ...]:
    """Figures of a deed that its sentence gives to what came of it: "the rockets killed six and left nine wounded".

    Only where the sentence tells of no other deed that may have brought it about, and of both at one time in one place.
    """
    deed, counts = drafts[n], doc._.counts
    if not deed.kind.has_effects:
        return ()
    told = {counts[i].what for i in given[n]}
    sentence = sentence_of(deed.head)
    near = [k for k, d in enumerate(drafts) if k != n and sentence_of(d.head) == sentence]
    others = [k for k in near if drafts[k].kind.has_effects]
    if any(drafts[k].kind is not deed.kind or not _at_once(doc, claims[n], claims[k]) for k in others):
        return ()  # "shells hit the market and jets a school, killing six": by which?
    found: list[int] = []
    for k in near:
        if not drafts[k].effect or not _at_once(doc, claims[n], claims[k]) or _apart_in_time(deed, drafts[k]):
            continue
        found += [i for i in given[k] if counts[i].what in deed.kind.counts and counts[i].what not in told]
    return tuple(found)


def _at_once(doc: Doc, deed: Claim, effect: Claim) -> bool:
    names = {doc._.places[c.place].name if c.place is not None else None for c in (deed, effect)}
    when = {(c.time.start, c.time.end) for c in (deed, effect) if c.time.from_ != "published"}
    return len(names) == 1 and len(when) < 2


def _apart_in_time(deed: Draft, effect: Draft) -> bool:
    one, other = deed.head, effect.head
    return came_first(one, other) or came_first(other, one) or long_before(one) or long_before(other)


def _may_have(doc: Doc, d: Draft, count: Count, first: int) -> bool:
    """Whether a number can be a claim's: in its sentence, and of what its kind counts."""
    sentence = sentence_of(d.head)
    if not sentence.start <= first < sentence.end:
        return False
    if count.what in counted_of(doc):
        return count.what in d.kind.counts
    if count.what is None and (count.unit in LENGTHS or _one_of_several(doc, count, first)):
        return False  # "16 km from the town"
    if count.what is None and count.unit in SPANS and not d.kind.prevents:
        return False  # "for more than four years": of what was kept out so long it is the measure
    if d.kind.prevents and count.unit in SPANS:
        return True
    return (d.kind.state or count.unit != "percent") and _of_a_party(d, first)


LENGTHS, SPANS = words("lengths"), words("spans_of_time")


def _one_of_several(doc: Doc, count: Count, first: int) -> bool:
    """ "One of the attackers blew himself up", "one of the last strongholds": which of them, and not how many."""
    return count.low == count.high == 1 and first + 1 < len(doc) and doc[first + 1].lower_ == "of"


def _of_a_party(d: Draft, first: int) -> bool:
    """ "Fired six rockets", "ten raids hit it": a number of the deed, or of what has a part in it; not "began it with
    advice from 200 soldiers"."""
    heads = [*([] if is_verb(d.head) else [d.head]), *(t for tokens in d.roles.values() for t in tokens)]
    means = d.means is not None and d.means[0] - NEAR_MEANS <= first < d.means[1]
    return means or any(a <= first < b for a, b in map(whole, heads)) or d.trigger[0] <= first < d.trigger[1]


NEAR_MEANS = 3
"""Tokens before a weapon in which the number of them stands: "six of the rockets"."""


def _distance(d: Draft, first: int) -> int:
    near = min(abs(i - first) for i in (d.trigger[0], d.head.i, *d.also))
    return near + (ELSEWHERE if long_before(d.head) else 0)


def _counting(doc: Doc, c: Claim, counts: tuple[int, ...]) -> Claim:
    """A claim with its numbers, and why the first of them is one: the word of what happened to those counted."""
    if not counts:
        return c
    first = doc._.counts[counts[0]]
    by = next((t for t in told(doc) if t.counted.span == first.span), None)
    if by is None or by.rule is None or by.fate is None:
        return replace(c, counts=counts, why=with_why(c.why, Why("counts", "counts.same_sentence", first.span)))
    why = because("counts", by.rule, doc[by.fate])
    return replace(c, counts=counts, why=with_why(c.why, why))


def _of_the_event(counts: Sequence[Count], mine: Sequence[int]) -> tuple[int, ...]:
    """Without a war's totals and tolls that were replaced, where the claim has the event's own number for that fate."""
    told = {counts[i].what for i in mine if counts[i].scope == "event"}
    return tuple(i for i in mine if counts[i].scope in (None, "event") or counts[i].what not in told)
