"""What was said, in quotation marks: which quotation beside a cue is what it says."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from rashomon.reading.actors.component import whole
from rashomon.reading.grammar.clauses import FINITE, child_after, has
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.grammar.sentences import sentence_of
from rashomon.reading.who.cues import lexicon
from rashomon.reading.who.draft import Range
from rashomon.reading.who.source_heads import is_time

BESIDE = 30
"""Tokens between a cue and its subject within which a quotation may touch either."""


GAP = 14
"""Tokens that may stand between a cue and the quotation behind it: whom, where and when it was said to."""


LEADING = words("leading_to_speech")


def only_time(doc: Doc, start: int, end: int) -> bool:
    """Whether the words are all of a date ("«...» on Sunday"): when it was said, not what."""
    return all(t.is_punct or t.dep_ == "prep" or is_time(t) for t in doc[start:end])


def quote_beside(doc: Doc, verb: Token, subject: Token | None, quotes: Sequence[Quote]) -> Quote | None:
    """The quotation that touches the cue and its subject, before or after, in or across the sentence.

    A cue inside speech in marks has none beside it: what stands in other marks is said by whoever speaks there.
    """
    if any(q.long and q.start <= verb.i < q.end for q in quotes):
        return None
    lo, hi = verb.i, verb.i + 1
    if subject is not None and abs(subject.i - verb.i) <= BESIDE:
        a, b = whole(subject)
        lo, hi = min(lo, a), max(hi, b)
    speech = [q for q in quotes if q.long]
    before = next((q for q in speech if q.end <= lo and _ends_at(doc, q, lo, verb)), None)
    if before is not None:
        return before
    last = sentence_of(verb).end
    return next((q for q in speech if hi <= q.start <= min(hi + GAP, last) and _leads_to(doc[hi : q.start])), None)


def _ends_at(doc: Doc, q: Quote, lo: int, verb: Token) -> bool:
    """Whether a quotation ends where cue or speaker begins; not in a paragraph of its own, and not in a sentence before
    that of a cue which has content there."""
    gap = doc[q.end : lo]
    if len(gap) > 3 or "\n" in gap.text or (sentence_of(verb).start >= q.end and _has_content(verb)):
        return False
    return all(t.is_punct or t.is_space or t.dep_ in ("advmod", "aux") for t in gap)


def _has_content(verb: Token) -> bool:
    """Whether a cue takes words of its own sentence: "said that X", "denied it", "declined to detail the aims"."""
    held = child_after(verb, "dobj")
    return has(verb, "ccomp") or (held is not None and (verb.lemma_ in lexicon().answering or verb.dep_ == "xcomp"))


def _leads_to(gap: TokenSpan) -> bool:
    """Whether speech in marks may follow these words: whom, where and when; a comma or colon before anything longer."""
    if all(t.is_punct or t.is_space or t.lower_ in LEADING or t.pos_ in ("PROPN", "NUM") for t in gap):
        return True
    last = next(t for t in reversed(gap) if not t.is_space)  # "wrote on his page:", the quotation a paragraph below
    return last.text in (",", ":") and not any(t.tag_ in FINITE for t in gap)


def second_half(verb: Token, subject: Token | None, first: Quote, quotes: Sequence[Quote]) -> list[Range]:
    """ "A," X said, "B.": the quotation that goes on right after the cue, in the same sentence."""
    cue_end = max(verb.i + 1, whole(subject)[1] if subject is not None and subject.i > verb.i else 0)
    if first.end > verb.i:
        return []
    for q in quotes:
        if cue_end <= q.start <= cue_end + 2 and all(t.is_punct and t.text != "." for t in verb.doc[cue_end : q.start]):
            return [(q.start, q.end)]
    return []


def free_of(ranges: Sequence[Range], verb: Token, subject: Token | None) -> bool:
    held = [verb.i] + ([subject.i] if subject is not None else [])
    return not any(a <= i < b for a, b in ranges for i in held)
