"""Who says it where a sentence ends in its speaker and the parse made of them one more word for the place before: "Two
died in Qarna, the mayor, Mira Tal, said on Friday", "..., a nurse and two residents said"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from rashomon.model import LABELS
from rashomon.reading.actors.component import within
from rashomon.reading.grammar.clauses import FINITE, has, is_verb
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.who.draft import Draft, Range
from rashomon.reading.who.known import GROUP_NOUNS, ROLE_NOUNS
from rashomon.reading.who.source_heads import ends_a_noun_run

PLACE_AND_TIME = 12
"""Tokens that may stand behind the cue: to whom, where and when it was said."""


class Speaking(NamedTuple):
    head: Token
    span: Range
    rest: int
    """Where the words end that are said."""


def trailing(doc: Doc, verb: Token, quotes: Sequence[Quote]) -> Draft | None:
    """The statement of a verb of saying that the parse left without a subject, behind the words it attributes."""
    sentence = verb.sent
    behind = doc[verb.i + 1 : sentence.end]
    if verb.tag_ not in (*FINITE[:3], "VBN") or has(verb, "nsubj", "nsubjpass", "agent", "aux"):
        return None
    if len(behind) > PLACE_AND_TIME or any(is_verb(t) or t.dep_ == "ccomp" or t.is_quote for t in behind):
        return None
    if (found := _speaking(doc, verb)) is None:
        return None
    begin = min(opening(sentence), verb.i)
    told = doc[begin : found.rest] if begin < found.rest else ()
    if not any(t.tag_ in FINITE for t in told) or any(q.start < found.rest and q.end > begin for q in quotes):
        return None
    return Draft(
        [(verb.i, verb.i + 1)],
        [(begin, found.rest)],
        found.head,
        "reports",
        speaker_span=found.span,
        made="verb_of_saying",
        content_rule="sentence_around",
        speaker_rule="name_beside_cue",
    )


def opening(sentence: TokenSpan) -> int:
    """The first token of a sentence behind a dateline, or behind its last where it is nothing else."""
    labels = [p.span for p in sentence.doc._.parts if p.kind in LABELS]
    return next((t.i for t in sentence if not any(s.start <= t.idx < s.end for s in labels)), sentence.end)


def _speaking(doc: Doc, verb: Token) -> Speaking | None:
    commas = [t.i for t in doc[verb.sent.start : verb.i] if t.text == ","]
    if not commas:
        return None
    if commas[-1] < verb.i - 1:  # "..., a nurse and two residents said", "..., the Qarna Relief Committee said"
        span = commas[-1] + 1, verb.i
        head = next((t for t in doc[span[0] : span[1]] if ends_a_noun_run(t) and not has(t, "case")), None)
        known = head is not None and (_is_described(doc, span) if head.pos_ == "NOUN" else _is_body(doc, span))
        return Speaking(head, span, commas[-1]) if head is not None and known else None
    if len(commas) < 3:
        return None
    first, then = (commas[-3] + 1, commas[-2]), (commas[-2] + 1, commas[-1])
    name = next((x for x in (then, first) if _is_name(doc, x)), None)
    title = first if name == then else then
    if name is None or not _is_described(doc, title):
        return None
    return Speaking(doc[name[1] - 1], (first[0], then[1]), commas[-3])


def _is_name(doc: Doc, span: Range) -> bool:
    words = doc[span[0] : span[1]]
    return 1 <= len(words) <= 5 and all(t.pos_ == "PROPN" or t.text == "-" for t in words)


def _is_body(doc: Doc, span: Range) -> bool:
    """ "The Qarna Relief Committee": a name of several words behind an article."""
    first, *rest = doc[span[0] : span[1]]
    return first.pos_ == "DET" and len(rest) > 1 and all(t.pos_ == "PROPN" for t in rest)


def _is_described(doc: Doc, span: Range) -> bool:
    """Whether words open with an article or a number and name somebody who may speak."""
    opens = doc[span[0]].dep_ in ("det", "nummod", "poss") or doc[span[0]].pos_ in ("DET", "NUM")
    known = any(m.role != "unknown" or m.entity for m in within(doc, *span))
    known = known or any(t.lemma_.lower() in ROLE_NOUNS | GROUP_NOUNS for t in doc[span[0] : span[1]])
    return opens and known and not any(is_verb(t) and t.dep_ != "pcomp" for t in doc[span[0] : span[1]])
