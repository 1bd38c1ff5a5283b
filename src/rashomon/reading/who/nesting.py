"""Statements side by side: one inside another, one that goes on, two that claim the same words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.model import Stance
from rashomon.reading.actors.component import Mention, core, describe, within
from rashomon.reading.grammar.clauses import RELATIVE, SUBJECTS, child, has_word
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.who.content_clauses import CONTRASTING
from rashomon.reading.who.draft import FIRST_PERSON, NOBODY, Draft, Range, last_of, less, ranges
from rashomon.reading.who.may_speak import DYING, may_speak


def once(found: Sequence[Draft]) -> list[Draft]:
    """One statement a cue."""
    seen: set[int] = set()
    out = []
    for f in found:
        if f.cue and f.cue[0][0] in seen:
            continue
        seen.update(a for a, _ in f.cue)
        out.append(f)
    return out


def carry_on(doc: Doc, found: list[Draft], quotes: Sequence[Quote], silent: Sequence[bool]) -> None:
    """A quotation with no cue of its own that follows an attributed one is more of the same statement."""
    held = {q.start for q in quotes for f in found if _holds(f, q)}
    for k, q in enumerate(quotes):
        before = quotes[k - 1] if k else None
        if not q.long or q.start in held or silent[q.start] or not (q.full or _goes_on(doc, q, found, before)):
            continue
        last = _spoke_before(found, q, before.end if before is not None else 0)
        if last is None:
            continue
        end_of = max(b for _, b in ranges(last) if b <= q.start)
        between = len(WORD.findall(doc[end_of : q.start].text))
        if between <= (LONG_GAP if _in_its_sentence(doc, last, q) else GAP) and _same_breath(doc, end_of, q):
            last.content = sorted([*last.content, (q.start, q.end)])
            last.quoted = True


WORD = re.compile(r"\w+")
GAP, LONG_GAP = 25, 60
"""Words that may stand between two quotations of one speaker: the rest of the cue's sentence, which may be long where
nothing else stands there ("said X, an economist who ...")."""


def _in_its_sentence(doc: Doc, f: Draft, q: Quote) -> bool:
    """Whether the words right before a quotation are of the sentence with a statement's cue."""
    before = next((t for t in reversed(doc[f.cue[0][0] : q.start]) if t.is_alpha), None)
    return before is not None and before.sent == doc[f.cue[0][0]].sent


def _holds(f: Draft, q: Quote) -> bool:
    """Whether a quotation is content of a statement already, and not one that holds its cue."""
    return any(a < q.end and b > q.start for a, b in f.content) and not q.start <= f.cue[0][0] < q.end


def _spoke_before(found: Sequence[Draft], q: Quote, gap_from: int) -> Draft | None:
    """The statement that ends nearest before a quotation: its cue stands behind the quotation before, at `gap_from`, or
    it is quoted itself."""
    last = [
        f for f in found if f.cue and gap_from <= f.cue[0][0] < q.start and (f.quoted or f.content[-1][1] <= q.start)
    ]
    last += [f for f in found if f.quoted and any(b <= q.start for _, b in f.content)]
    return max(last, key=lambda f: max([b for _, b in [*f.content, *f.cue] if b <= q.start], default=-1), default=None)


def led_by(doc: Doc, found: Sequence[Draft], quotes: Sequence[Quote]) -> None:
    """Speech of several paragraphs, each opened and only the last closed, whose cue comes with the last."""
    held = {q.start: f for q in quotes for f in found if f.quoted and any(a <= q.start < b for a, b in f.content)}
    for first, then in zip(reversed(quotes[:-1]), reversed(quotes[1:]), strict=True):
        f = held.get(then.start)
        if f is None or first.start in held or not _is_unclosed(doc, first, then):
            continue
        if not any(first.start <= g.cue[0][0] < first.end and g.speaker is not None for g in found):
            f.content = sorted([*f.content, (first.start, first.end)])
            held[first.start] = f


def _is_unclosed(doc: Doc, first: Quote, then: Quote) -> bool:
    return not doc[first.end - 1].is_quote and all(t.is_space for t in doc[first.end : then.start])


def _goes_on(doc: Doc, q: Quote, found: Sequence[Draft], before: Quote | None) -> bool:
    """ "A," X said at a rally, "but B": the rest of a quotation that its cue broke off with a comma."""
    if before is None or doc[q.start - 1].text != ",":
        return False
    begin = doc[q.start].sent.start
    last = doc[before.end - 1 if before.end - 2 < before.start else before.end - 2]
    return last.text == "," and any(
        f.quoted and before.end <= f.cue[0][0] < q.start and begin <= f.cue[0][0] for f in found
    )


def _same_breath(doc: Doc, end: int, q: Quote) -> bool:
    """Nothing but the rest of the cue's own sentence, or a paragraph break, lies between."""
    sents = {t.sent.start for t in doc[end : q.start] if t.is_alpha}
    return len(sents) <= 1


def _on_the_other_hand(doc: Doc, f: Draft, quotes: Sequence[Quote]) -> Range | None:
    """ "X said A, while Y said B": the second clause where the parse hung it inside A."""
    verb = doc[f.cue[0][0]]
    beside = verb.dep_ == "advcl" and has_word(verb, CONTRASTING, "mark")
    if f.speaker is None or not (beside or _in_another_tense(verb)):
        return None
    if any(q.start <= verb.i < q.end for q in quotes):
        return None
    return verb.left_edge.i, max(verb.right_edge.i + 1, last_of(f))


def _in_another_tense(verb: Token) -> bool:
    """ "The mayor said six died, and the clinic puts the toll at nine": what was said in the past is told in the past,
    so a second clause in the present, with "and" and a noun of its own, stands beside it."""
    clause, who = verb.head, child(verb, "nsubj")
    if verb.dep_ != "conj" or verb.tag_ not in ("VBZ", "VBP") or who is None or who.pos_ == "PRON":
        return False
    return clause.dep_ == "ccomp" and clause.tag_ == clause.head.tag_ == "VBD" and clause.head.i < clause.i


def nest(doc: Doc, found: Sequence[Draft], quotes: Sequence[Quote]) -> None:
    """Statements inside statements: another's keeps its place in the outer one; the same speaker's goes on in it."""
    reach = reach_of(found)
    for f in found:
        if f.cue and f.voice != "outlet":
            _put_inside(doc, f, found, reach, quotes)
    for f in found:  # a chain: the holes of a nested one are holes of all around it
        for g in found if f.cut else ():
            for hole in f.cut if g is not f else ():
                if any(a <= hole[0] and hole[1] <= b for a, b in g.content):
                    g.content = less(g.content, hole)


class Reach(NamedTuple):
    """From where to where the words of statements reach, so that not each need be compared with all."""

    starts: list[int]
    """First tokens, in order; drafts without words are left out."""
    numbers: list[int]
    """For each, which draft it is."""
    longest: int
    """Tokens from the first of a draft to its last, at most."""


def reach_of(found: Sequence[Draft]) -> Reach:
    """Of statements whose words may become fewer afterwards, but not more."""
    first = sorted((min(a for a, _ in f.content), n) for n, f in enumerate(found) if f.content)
    longest = max((max(b for _, b in f.content) - min(a for a, _ in f.content) for f in found if f.content), default=0)
    return Reach([start for start, _ in first], [n for _, n in first], longest)


def _near(at: int, found: Sequence[Draft], reach: Reach) -> list[Draft]:
    """The statements in whose words a token may lie, in their order."""
    some = slice(bisect_left(reach.starts, at - reach.longest), bisect_right(reach.starts, at))
    return [found[n] for n in sorted(reach.numbers[some])]


def _put_inside(doc: Doc, f: Draft, found: Sequence[Draft], reach: Reach, quotes: Sequence[Quote]) -> None:
    """Says of one statement in whose words it lies, or whose speaker goes on in it."""
    outer = _around(f, _near(f.cue[0][0], found, reach))
    innermost = min(outer, key=_length, default=None)
    if f.voice == "nobody":
        f.via = innermost
    elif innermost is None:
        if f.speaker is None:
            _let_go_on(doc, f, found)
    elif clause := _on_the_other_hand(doc, f, quotes):
        for g in outer:
            if g.cue[0][0] < clause[0]:
                g.content = less(g.content, clause)
    elif f.speaker is None:
        f.same_as = innermost
        innermost.content = less(innermost.content, (f.cue[0][0], last_of(f)))
    else:
        f.via = innermost
        for hole in f.cut:
            innermost.content = less(innermost.content, hole)


def _length(f: Draft) -> int:
    return sum(b - a for a, b in f.content)


def _around(f: Draft, near: Sequence[Draft]) -> list[Draft]:
    """The statements in whose words a statement's cue stands. Of two that hold each other's cue, the later cue is the
    outer's ("X answered by saying A according to Y"): the other leaves its words."""
    at = f.cue[0][0]
    outer = [g for g in near if g is not f and any(a <= at < b for a, b in g.content)]
    for g in [g for g in outer if any(a <= g.cue[0][0] < b for a, b in f.content)]:
        if at > g.cue[0][0]:
            said = [*f.cue, f.speaker_span] if f.speaker_span else f.cue
            g.content = less(g.content, (at, max(b for _, b in said)))
            outer.remove(g)
    return outer


def _let_go_on(doc: Doc, f: Draft, found: Sequence[Draft]) -> None:
    """A cue with no speaker of its own, in nobody's words: whoever spoke last in its sentence, else whoever the main
    clause is about ("X shelled the town, adding that ...")."""
    at = f.cue[0][0]
    sentence = doc[at].sent
    before = [g for g in found if g is not f and g.cue and g.cue[0][0] < at and doc[g.cue[0][0]].sent == sentence]
    if before:
        f.same_as = before[-1]
        return
    f.speaker, f.speaker_rule = _main_speaker(doc, at, f.stance), "main_clause"
    if f.speaker is not None and doc[at].tag_ == "VBG" and clause_of(doc[at].head) == f.speaker.head:
        f.speaker_rule = "participle"
    f.speaker_span = core(f.speaker) if f.speaker is not None else None


UP = 6
"""Steps up the parse from a participle to the clause whose subject speaks."""


def _main_speaker(doc: Doc, at: int, stance: Stance) -> Token | None:
    """Whoever the clause above a participle is about ("X praised Y, saying ...", "X went on by asking ...").

    A thing may hint ("the wound suggesting ..."), but it does not say.
    """
    up = doc[at]
    for _ in range(UP):
        if up.dep_ == "ROOT" or up.head.i == up.i:
            return None
        up = up.head
        who = next((c for c in up.children if c.dep_ in SUBJECTS and (c.i < at or at < up.i)), None)
        if who is None:
            continue
        if up.lemma_ in DYING:
            return None  # "a woman died, bringing the number to 11"
        if who.lower_ in FIRST_PERSON | (NOBODY - {"it", "which"}) or (stance == "hints" and not may_speak(doc, who)):
            return None
        return up.head if who.lower_ in RELATIVE and up.dep_ == "relcl" else who
    return None


def after_its_quote(doc: Doc, found: list[Draft]) -> list[Draft]:
    """ "The army denied it. "Six died," the ministry said.": a quotation whose own sentence names its speaker is not of
    whoever spoke in the sentence before; a cue that holds nothing else says nothing ("Residents agree. ...")."""
    left = []
    for f in found:
        if f.content and _takes_anothers(doc, f, found):
            f.quoted = False
            f.content = f.content[:-1]
            what = _object_before(doc[f.cue[0][0]]) if not f.content else None
            if what is not None:
                f.content, f.content_rule = [what], "object"
            if not f.content:
                continue
        left.append(f)
    return left


def _takes_anothers(doc: Doc, f: Draft, found: Sequence[Draft]) -> bool:
    """Whether the last quotation of a statement, behind its cue and a full stop or a colon, has a cue of its own."""
    if not f.quoted or not f.cue:
        return False
    a, _ = f.content[-1]
    cue = doc[f.cue[0][0]]
    apart = doc[a].sent != cue.sent or doc[a - 1].text == ":"
    return a > cue.i and apart and any(_has_its_own(doc, f, g) for g in found)


def _has_its_own(doc: Doc, f: Draft, g: Draft) -> bool:
    """Whether the last words of f are g's: its cue and speaker stand behind them in their sentence."""
    a, b = f.content[-1]
    at = g.cue[0][0] if g.cue else 0
    behind = g is not f and g.speaker is not None and at >= b and doc[at].sent == doc[b - 1].sent
    return behind and any(x < b and y > a for x, y in g.content)


def _object_before(verb: Token) -> Range | None:
    """What a cue is said of in its own clause: "the claim was denied by X"."""
    thing = child(verb, "nsubjpass", "dobj")
    return core(thing) if thing is not None else None


def claim_own_words(found: Sequence[Draft]) -> None:
    """Where two statements of one sentence, neither in the other, claim the same words, the nearer cue keeps them."""
    apart = [f for f in found if f.cue and f.via is None]
    for f in apart:
        for g in apart:
            if f is g or f.same_as is g or g.same_as is f or g.speaker is None:
                continue
            at = g.cue[0][0]
            if any(a <= at < b for a, b in f.content):
                own = min(x for x, _ in ranges(g)), last_of(g)
                f.content = [x for x in less(f.content, own) if x[1] > x[0]]


def each_speaker(doc: Doc, found: Sequence[Draft]) -> list[Draft]:
    """ "Residents and state media said ...": one statement for each, where the two speak for different camps."""
    out = []
    for f in found:
        out.append(f)
        pair = _two(doc, f)
        if pair is not None:
            (f.speaker, f.speaker_span), (second, span) = pair
            out.append(replace(f, content=list(f.content), cut=[], speaker=second, speaker_span=span))
    return out


One = tuple[Token, Range]
"""A speaker's head and words."""


def _two(doc: Doc, f: Draft) -> tuple[One, One] | None:
    """The two speakers of a statement, where they speak for different camps."""
    if f.speaker is None or f.speaker_span is None:
        return None
    if (state := _two_states(f.speaker)) is not None:
        return (f.speaker, core(f.speaker)), (state, core(state))
    said = within(doc, *f.speaker_span)
    said = [m for k, m in enumerate(said) if not _named_next(doc, m, said[k + 1 : k + 2])]
    if len(said) != 2 or "unknown" in (said[0].camp, said[1].camp) or said[0].camp == said[1].camp:
        return None
    first, second = said
    and_at = _and_between(doc, first.end, second.start)
    if and_at is None:
        return None
    behind = and_at + 1, max(second.end, f.speaker_span[1])
    return (doc[first.end - 1], (f.speaker_span[0], and_at)), (doc[second.end - 1], behind)


def _and_between(doc: Doc, start: int, end: int) -> int | None:
    """Where "and" joins two speakers, of whom one does not hang on the other ("the head of X and of Y")."""
    between = doc[start:end]
    if len(between) > 4 or any(t.pos_ == "ADP" for t in between):
        return None
    return next((t.i for t in between if t.lower_ == "and"), None)


def _named_next(doc: Doc, m: Mention, behind: Sequence[Mention]) -> bool:
    """Whether a description is followed by the name of what it describes: "first responders the Civil Defence"."""
    between = [t for then in behind for t in doc[m.end : then.start]]
    return not m.named and any(then.named for then in behind) and all(t.pos_ == "DET" for t in between)


def _two_states(first: Token) -> Token | None:
    """ "Ruritania and Graustark say ...", "the agency and the monitor said": the second of two named bodies, where they
    stand for different sides."""
    if len(first.conjuncts) != 1 or first.conjuncts[0].i < first.i or first.doc._.world is None:
        return None
    second = first.conjuncts[0]
    told = [describe(t) for t in (first, second)]
    sides = {t.camp for t in told} - {"unknown"}
    return second if len(sides) == 2 and all(t.named for t in told) else None
