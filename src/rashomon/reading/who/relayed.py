""" "M quoted X as saying ...": what a medium carries of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import core
from rashomon.reading.grammar.clauses import child, governed, is_verb
from rashomon.reading.grammar.english import named_by
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.who.content_clauses import content_clause
from rashomon.reading.who.cues import Cue
from rashomon.reading.who.draft import Draft, Range, joined
from rashomon.reading.who.speaker_words import speaker_core

COUNTING = words("counting")
"""Nouns of number that say nothing themselves: "a number of residents"."""


def relayed(doc: Doc, verb: Token, relay: Token, cue: Cue, quotes: Sequence[Quote]) -> Iterator[Draft]:
    """ "M quoted X as saying ...", "..., X was quoted by M as saying": X speaks, M is the medium that carries it."""
    speaker = child(relay, "nsubjpass", "dobj")
    if speaker is None:
        return
    by = next((c for v in (relay, verb) for c in v.children if _is_by(c)), None)
    medium = governed(by) if by is not None else child(relay, "nsubj")
    if speaker.lemma_.lower() in COUNTING:
        speaker = named_by(speaker)  # "quoted a number of residents as saying"
    start, end = core(speaker)
    marked = next(
        (q for q in quotes if q.long and q.end <= start and all(t.is_punct for t in doc[q.end : start])), None
    )
    edge = by.i if by is not None and by.i > verb.i else verb.sent.end
    content = (marked.start, marked.end) if marked is not None else _relayed_words(doc, verb, start, edge)
    if content is None:
        return
    if medium is not None and not content[0] <= medium.i < content[1]:
        outer = joined([content, (start, end), (verb.head.i, verb.i + 1)])
        yield Draft(
            [(relay.i, relay.i + 1)],
            outer,
            medium,
            "reports",
            speaker_span=speaker_core(doc, medium),
            made="carried_by_medium",
            content_rule="relayed",
        )
    begin = relay.i if medium is None and relay.i < verb.i else verb.i
    yield Draft(
        [(begin, verb.i + 1)],
        [content],
        speaker,
        cue.stance,
        speaker_span=(start, end),
        made="quoted_as_saying",
        content_rule="relayed",
    )


def _is_by(token: Token) -> bool:
    return token.dep_ == "agent" or (token.dep_ == "prep" and token.lower_ == "by")


def _relayed_words(doc: Doc, verb: Token, speaker: int, edge: int) -> Range | None:
    """What was relayed: the clause behind the cue, what stands there up to `edge`, or what is before the speaker."""
    clause = content_clause(verb)
    if clause is not None and clause.right_edge.i > verb.i:
        return max(clause.left_edge.i, verb.i + 1), clause.right_edge.i + 1
    if any(is_verb(t) for t in doc[verb.i + 1 : edge]):
        return verb.i + 1, edge
    begin = verb.sent.start
    return (begin, speaker) if speaker - begin >= 3 else None
