"""With what, why, and how much of a place: what a claim holds beside its parties, its place, time and figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from spacy.tokens import Doc, Token

from rashomon.model import Means, Reason, Span, Statement
from rashomon.reading.actors.component import core, whole
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import words_of
from rashomon.reading.grammar.sentences import sentence_of
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.what.mention_index import Draft

PARTIAL, PARTS, PIECES = words("partial"), words("parts_of_places"), words("pieces")
CAUSES = (
    ("because",),
    ("due", "to"),
    ("because", "of"),
    ("in", "order", "to"),
    ("owing", "to"),
    ("thanks", "to"),
    ("as", "a", "result", "of"),
)
ADVERBS, ADJECTIVES = words("reason_adverbs"), words("reason_adjectives")
OPENS_CAUSE = frozenset(c[0] for c in CAUSES)


def means_of(doc: Doc, d: Draft) -> Means | None:
    if d.means is None:
        return None
    a, b, weapon = d.means
    span = Span(doc[a].idx, doc[b - 1].idx + len(doc[b - 1]))
    return Means(doc[a:b].text, span, weapon.weapon)


def part_of(doc: Doc, d: Draft, place: int | None) -> Any:
    for head in d.roles.get("place", []):
        start, end = whole(head)
        if any(t.lemma_.lower() in PARTIAL or (t.tag_ == "NNS" and t.lemma_.lower() in PIECES) for t in doc[start:end]):
            return "part"
    if any(t.lemma_.lower() in PARTS and not any(c.pos_ == "PROPN" for c in t.lefts) for t in _held(d)):
        return "part"  # "the Salaheddin district" is a place by name
    return "whole" if place is not None and d.roles.get("place") else None


def _held(d: Draft) -> Iterator[Token]:
    """What is held, where that is no place by name: "areas held by rebels in the city", "took positions there"."""
    yield from (c for c in d.head.children if c.dep_ in ("dobj", "nsubjpass"))
    if d.head.dep_ in ("acl", "amod"):
        yield d.head.head
    of = [c for c in d.head.children if c.dep_ == "prep" and c.lower_ == "of"]
    yield from (c for p in of for c in p.children if c.dep_ == "pobj")


class Reasoned(NamedTuple):
    reason: Reason
    rule: str


def reason_of(doc: Doc, s: Statement, d: Draft) -> Reasoned | None:
    """Why, as the speaker gives it: a clause of cause, or what a withdrawal or an attack is called."""
    if d.roles.get("like"):
        r = token_range(doc, s.content[0])
        return _reasoned(doc, (r[0] + 2, r[1]), "called") if r else None
    if (clause := _clause_of_cause(doc, d)) is not None:
        return _reasoned(doc, clause, "clause_of_cause")
    if s.stance == "calls":
        names = [t for t in doc[d.trigger[1] : d.head.sent.end] if t.dep_ == "oprd" and t.i > d.head.i]
        if names:
            return _reasoned(doc, core(names[-1]), "called")
    adverbs = (t for t in d.head.children if t.dep_ == "advmod" and t.lower_ in ADVERBS)
    adjectives = (t for t in d.head.lefts if t.dep_ == "amod" and t.lower_ in ADJECTIVES)
    word = next(adverbs, None) or next(adjectives, None)
    return None if word is None else _reasoned(doc, (word.i, word.i + 1), "word_of_manner")


def _clause_of_cause(doc: Doc, d: Draft) -> tuple[int, int] | None:
    """The tokens of the first "because", "due to", "in order to" of the sentence, where it belongs to the claim."""
    verb, sent = clause_of(d.head), sentence_of(d.head)
    lowers = words_of(doc)[0]
    for i in range(d.trigger[1], sent.end):
        if lowers[i] not in OPENS_CAUSE or not any(tuple(lowers[i : min(i + len(c), sent.end)]) == c for c in CAUSES):
            continue
        up = doc[i].head
        if up in (d.head, verb) or d.head.is_ancestor(doc[i]) or verb == up.head:
            stop = max(t.i for t in doc[i].subtree) + 1 if doc[i].dep_ != "mark" else up.right_edge.i + 1
            return i, min(max(stop, i + 2), sent.end)
    return None


def _reasoned(doc: Doc, tokens: tuple[int, int], rule: str) -> Reasoned | None:
    reason = _span_reason(doc, *tokens)
    return None if reason is None else Reasoned(reason, rule)


def _span_reason(doc: Doc, a: int, b: int) -> Reason | None:
    while b > a and (doc[b - 1].is_punct or doc[b - 1].is_space):
        b -= 1
    while a < b and (doc[a].is_punct or doc[a].is_space or doc[a].lower_ in ("a", "an", "the", "simply", "just")):
        a += 1
    if b <= a:
        return None
    span = Span(doc[a].idx, doc[b - 1].idx + len(doc[b - 1]))
    return Reason(doc[a:b].text, span)
