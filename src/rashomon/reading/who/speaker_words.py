"""The words that name a speaker: from its head to the whole noun phrase."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import core, mention_at, whole
from rashomon.reading.grammar.clauses import child
from rashomon.reading.who.draft import Range
from rashomon.reading.who.source_heads import behind_an_opener, is_time
from rashomon.reading.who.speaker_nouns import name_at_end

LONG = 30
"""Tokens. A longer noun phrase is not taken whole for a speaker."""
REACH_OF_SOURCE = 12
"""Tokens. A longer noun phrase is not taken whole for a speaker behind "according to"."""


def speaker_core(doc: Doc, head: Token) -> Range:
    m = mention_at(doc, head.i)
    start, end = core(head)
    start, end = (min(start, m.start), max(end, m.end)) if m else (start, end)
    while start < head.i and is_time(doc[start]):
        start += 1  # "on Wednesday state media said", which lost its comma
    return start, end


def speaker_words(doc: Doc, subject: Token, content: Sequence[Range], verb: Token) -> Range:
    """The speaker's words: the whole noun phrase unless that runs into content or cue, or is a long name's tail."""
    m = mention_at(doc, subject.i)
    start, end = speaker_core(doc, subject)
    for c in verb.children:  # "State news agency ANS said": the parse made two subjects of it
        if c.dep_ == "nsubj" and c.i < subject.i and core(c)[1] == start and behind_an_opener(c) is None:
            start = core(c)[0]
    wide = whole(subject)
    named = subject.pos_ == "PROPN" or (m is not None and m.named)
    if not named and wide[1] - wide[0] <= LONG and not _clashes(wide, content, verb):
        start, end = min(start, wide[0]), max(end, wide[1])
    if (name := name_at_end(subject)) is not None:
        end = max(end, name.end)
    closed = [k for k in range(start, subject.i) if doc[k].is_quote and doc[k].tag_ != "POS"]
    start = closed[-1] + 1 if closed else start
    while start < end - 1 and _opens_no_name(doc[start]):
        start += 1
    return start, end


def _clashes(phrase: Range, content: Sequence[Range], verb: Token) -> bool:
    """Whether a noun phrase runs into the words that are told, or into the cue."""
    return any(a < phrase[1] and b > phrase[0] for a, b in content) or phrase[0] <= verb.i < phrase[1]


def _opens_no_name(token: Token) -> bool:
    return token.is_punct or token.is_space or (token.tag_ == "WDT" and token.lower_ == "which")


def speaker_phrase(doc: Doc, head: Token) -> Range:
    m = mention_at(doc, head.i)
    start, end = core(head)
    if head.dep_ == "pobj" and (title := child(head.head, "pobj")) is not None and named_beside(title) == head:
        start = core(title)[0]
    if m and m.entity:
        return min(start, m.start), max(end, m.end)
    wide = whole(head)
    start, end = (min(start, wide[0]), wide[1]) if wide[1] - wide[0] <= REACH_OF_SOURCE else (start, end)
    return start, end - 1 if end - start > 1 and doc[end - 1].tag_ == "POS" else end


def named_beside(title: Token) -> Token | None:
    """ "According to curator Mira Tal", where the parse hung both nouns on "to": the name."""
    beside = next((c for c in title.head.children if c.dep_ == "pobj" and c.i > title.i and c.pos_ == "PROPN"), None)
    if title.pos_ != "NOUN" or beside is None or core(beside)[0] != title.i + 1:
        return None
    return beside
