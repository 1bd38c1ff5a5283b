"""Statements side by side: one inside another, one that goes on, two that claim the same words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from rashomon.model import Stance
from rashomon.reading.actors.component import Mention, core, describe, within
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.who.draft import FIRST_PERSON, NOBODY, Found, Range, last_of, less, ranges
from rashomon.reading.who.source_heads import may_speak


def once(found: Sequence[Found]) -> list[Found]:
    """One statement a cue."""
    seen: set[int] = set()
    out = []
    for f in found:
        if f.cue and f.cue[0][0] in seen:
            continue
        seen.update(a for a, _ in f.cue)
        out.append(f)
    return out


def carry_on(doc: Doc, found: list[Found], quotes: Sequence[Quote], silent: Sequence[bool]) -> None:
    """A quotation with no cue of its own that follows an attributed one is more of the same statement."""
    held = {
        q.start
        for q in quotes
        for f in found
        if any(a < q.end and b > q.start for a, b in f.content) and not q.start <= f.cue[0][0] < q.end
    }
    for k, q in enumerate(quotes):
        if not q.long or q.start in held or silent[q.start]:
            continue
        if not q.full and not _goes_on(doc, q, found, quotes[k - 1] if k else None):
            continue
        gap_from = quotes[k - 1].end if k else 0
        last = [
            f
            for f in found
            if f.cue and gap_from <= f.cue[0][0] < q.start and (f.quoted or f.content[-1][1] <= q.start)
        ]
        last += [f for f in found if f.quoted and any(b <= q.start for _, b in f.content)]
        if not last:
            continue
        best = max(last, key=lambda f: max([b for _, b in [*f.content, *f.cue] if b <= q.start], default=-1))
        end_of = max(b for _, b in [*ranges(best)] if b <= q.start)
        between = doc[end_of : q.start].text
        if len(re.findall(r"\w+", between)) <= 25 and _same_breath(doc, end_of, q):
            best.content = sorted([*best.content, (q.start, q.end)])
            best.quoted = True


def led_by(doc: Doc, found: Sequence[Found], quotes: Sequence[Quote]) -> None:
    """Speech of several paragraphs, each opened and only the last closed, whose cue comes with the last."""
    held = {q.start: f for q in quotes for f in found if f.quoted and any(a <= q.start < b for a, b in f.content)}
    for first, then in zip(reversed(quotes[:-1]), reversed(quotes[1:]), strict=True):
        f = held.get(then.start)
        unclosed = not doc[first.end - 1].is_quote and all(t.is_space for t in doc[first.end : then.start])
        if f is None or first.start in held or not unclosed:
            continue
        if not any(first.start <= g.cue[0][0] < first.end and g.speaker is not None for g in found):
            f.content = sorted([*f.content, (first.start, first.end)])
            held[first.start] = f


def _goes_on(doc: Doc, q: Quote, found: Sequence[Found], before: Quote | None) -> bool:
    """ "A," X said at a rally, "but B": the rest of a quotation that its cue broke off with a comma."""
    sentence = doc[q.start].sent
    return (
        before is not None
        and doc[q.start - 1].text == ","
        and doc[before.end - 1 if before.end - 2 < before.start else before.end - 2].text == ","
        and any(f.quoted and before.end <= f.cue[0][0] < q.start and sentence.start <= f.cue[0][0] for f in found)
    )


def _same_breath(doc: Doc, end: int, q: Quote) -> bool:
    """Nothing but the rest of the cue's own sentence, or a paragraph break, lies between."""
    sents = {t.sent.start for t in doc[end : q.start] if t.is_alpha}
    return len(sents) <= 1


def _on_the_other_hand(doc: Doc, f: Found, quotes: Sequence[Quote]) -> tuple[int, int] | None:
    """ "X said A, while Y said B": the second clause where the parse hung it inside A."""
    verb = doc[f.cue[0][0]]
    if (
        f.speaker is None
        or verb.dep_ != "advcl"
        or not any(c.dep_ == "mark" and c.lower_ in ("while", "whereas") for c in verb.children)
        or any(q.start <= verb.i < q.end for q in quotes)
    ):
        return None
    return verb.left_edge.i, max(verb.right_edge.i + 1, last_of(f))


def nest(doc: Doc, found: Sequence[Found], quotes: Sequence[Quote]) -> None:
    """Statements inside statements: another's keeps its place in the outer one; the same speaker's goes on in it."""
    for f in found:
        if not f.cue or f.voice == "outlet":
            continue
        at = f.cue[0][0]
        outer = [g for g in found if g is not f and any(a <= at < b for a, b in g.content)]
        for g in [g for g in outer if any(a <= g.cue[0][0] < b for a, b in f.content)]:
            # "X answered by saying A according to Y": of two that hold each other's cue, the later cue is the outer's
            if at > g.cue[0][0]:
                g.content = less(
                    g.content, (at, max(b for _, b in [*f.cue, *([f.speaker_span] if f.speaker_span else [])]))
                )
                outer.remove(g)
        if f.voice == "nobody":
            f.via = min(outer, key=lambda g: sum(b - a for a, b in g.content)) if outer else None
            continue
        if outer and (clause := _on_the_other_hand(doc, f, quotes)):
            for g in outer:
                if g.cue[0][0] < clause[0]:
                    g.content = less(g.content, clause)
        elif outer:
            g = min(outer, key=lambda g: sum(b - a for a, b in g.content))
            if f.speaker is None:
                f.same_as = g
                g.content = less(g.content, (at, last_of(f)))
            else:
                f.via = g
                for hole in f.cut:
                    g.content = less(g.content, hole)
        elif f.speaker is None:
            before = [
                g for g in found if g is not f and g.cue and g.cue[0][0] < at and doc[g.cue[0][0]].sent == doc[at].sent
            ]
            if before:
                f.same_as = before[-1]
            else:  # "X shelled the town, adding that ...": whoever the main clause is about
                f.speaker = _main_speaker(doc, at, f.stance)
                f.speaker_span = core(f.speaker) if f.speaker is not None else None
    for f in found:  # a chain: the holes of a nested one are holes of all around it
        for g in found:
            if g is not f and f.cut:
                for hole in f.cut:
                    if any(a <= hole[0] and hole[1] <= b for a, b in g.content) and not (
                        f.cue[0][0] >= hole[0] and g is f
                    ):
                        g.content = less(g.content, hole)


def _main_speaker(doc: Doc, at: int, stance: Stance) -> Token | None:
    """Whoever the clause above a participle is about ("X praised Y, saying ...", "X went on by asking ...").

    A thing may hint ("the wound suggesting ..."), but it does not say.
    """
    up = doc[at]
    for _ in range(6):
        if up.dep_ == "ROOT" or up.head.i == up.i:
            return None
        up = up.head
        for child in up.children:
            if child.dep_ in ("nsubj", "nsubjpass") and (child.i < at or at < up.i):
                if child.lower_ in FIRST_PERSON | (NOBODY - {"it", "which"}) or (
                    stance == "hints" and not may_speak(doc, child)
                ):
                    return None
                return up.head if child.lower_ in ("who", "which", "that") and up.dep_ == "relcl" else child
    return None


def after_its_quote(doc: Doc, found: Sequence[Found]) -> None:
    """ "The army denied it. "Six died," the ministry said.": a quotation whose own sentence names its speaker is not of
    whoever spoke in the sentence before."""
    for f in found:
        if not f.quoted or not f.cue or len(f.content) != 1:
            continue
        a, b = f.content[0]
        cue = doc[f.cue[0][0]]
        if a <= cue.i or doc[a].sent == cue.sent:
            continue
        for g in found:
            at = g.cue[0][0] if g.cue else 0
            its_own = g is not f and g.speaker is not None and at >= b and doc[at].sent == doc[b - 1].sent
            if its_own and any(x < b and y > a for x, y in g.content):
                f.quoted = False
                f.content = [what] if (what := _object_before(cue)) is not None else f.content


def _object_before(verb: Token) -> Range | None:
    """What a cue is said of in its own clause: "the claim was denied by X"."""
    thing = next((c for c in verb.children if c.dep_ in ("nsubjpass", "dobj")), None)
    return core(thing) if thing is not None else None


def claim_own_words(found: Sequence[Found]) -> None:
    """Where two statements of one sentence, neither in the other, claim the same words, the nearer cue keeps them."""
    for f in found:
        for g in found:
            if f is g or f.via is g or g.via is f or f.same_as is g or g.same_as is f or not f.cue or not g.cue:
                continue
            at = g.cue[0][0]
            for a, b in list(f.content):
                if a <= at < b and g.speaker is not None and f.via is None and g.via is None:
                    f.content = [x for x in less(f.content, (min(x for x, _ in ranges(g)), last_of(g))) if x[1] > x[0]]
                    break


def each_speaker(doc: Doc, found: Sequence[Found]) -> list[Found]:
    """ "Residents and state media said ...": one statement for each, where the two speak for different camps."""
    out = []
    for f in found:
        out.append(f)
        if f.speaker_span is None:
            continue
        if (pair := _two_states(f.speaker)) is not None:
            other = replace(f, content=list(f.content), cut=[], speaker=pair, speaker_span=core(pair))
            f.speaker_span = core(f.speaker) if f.speaker is not None else f.speaker_span
            out.append(other)
            continue
        said = within(doc, *f.speaker_span)
        said = [m for k, m in enumerate(said) if not _named_next(doc, m, said[k + 1 : k + 2])]
        if len(said) != 2 or "unknown" in (said[0].camp, said[1].camp) or said[0].camp == said[1].camp:
            continue
        first, second = said
        between = [t.lower_ for t in doc[first.end : second.start]]
        if (
            "and" not in between
            or len(between) > 4
            or any(doc[k].pos_ == "ADP" for k in range(first.end, second.start))
        ):
            continue
        and_at = first.end + between.index("and")
        other = replace(f, content=list(f.content), cut=[], speaker=doc[second.end - 1])
        other.speaker_span = (and_at + 1, max(second.end, f.speaker_span[1]))
        f.speaker, f.speaker_span = doc[first.end - 1], (f.speaker_span[0], and_at)
        out.append(other)
    return out


def _named_next(doc: Doc, m: Mention, behind: Sequence[Mention]) -> bool:
    """Whether a description is followed by the name of what it describes: "first responders the Civil Defence"."""
    between = [t for then in behind for t in doc[m.end : then.start]]
    return not m.named and any(then.named for then in behind) and all(t.pos_ == "DET" for t in between)


def _two_states(first: Token | None) -> Token | None:
    """ "Ruritania and Graustark say ...", "the agency and the monitor said": the second of two named bodies, where they
    stand for different sides."""
    second = next((c for c in first.conjuncts if c.i > first.i), None) if first is not None else None
    if first is None or second is None or first.doc._.world is None or len(first.conjuncts) > 1:
        return None
    told = [describe(t) for t in (first, second)]
    sides = {t.camp for t in told} - {"unknown"}
    return second if len(sides) == 2 and all(t.named for t in told) else None
