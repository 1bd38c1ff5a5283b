"""What a statement that may speak of a deed told before is made of, and the claim that it makes of that deed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.model import Claim, Span, Statement
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.what.mention_index import Draft, kind_told

RESPONSIBILITY, ACCUSE = words("responsibility"), words("accuse")
ALLEGATIONS, FIGURES = words("allegations"), words("figures")
SPEAKERS = words("speaking_pronouns") | words("first_person")
STANDS_FOR = frozenset({"it", "something", "this", "that", "which", "they", "them", "these", "those"})


class Answer(NamedTuple):
    """A statement that may speak of a deed told before: all that was told, the deeds among it, and the tokens of what
    is said and of the cue."""

    doc: Doc
    statement: Statement
    told: Sequence[Claim]
    deeds: Sequence[Claim]
    content: Sequence[Token]
    cue: Sequence[Token]


def is_a_deed(doc: Doc, c: Claim) -> bool:
    """With dead that somebody is said to have killed, whether or not it is told how."""
    kind = kind_told(doc, c)
    return (kind.violent or (kind.effect and c.actor is not None)) and c.modality in ("happened", "ongoing")


def tokens_of(doc: Doc, spans: Sequence[Span]) -> list[Token]:
    return [doc[i] for span in spans if (r := token_range(doc, span)) is not None for i in range(*r)]


def draft_on(doc: Doc, deed: Claim, word: Token, actor: Token | None, rule: str) -> Draft:
    draft = Draft(kind_told(doc, deed), (word.i, word.i + 1), word, {}, like=deed, by={"kind": "taken_up"})
    if actor is not None:
        draft.fill("actor", [actor], rule)
    return draft


def speaker_in(doc: Doc, s: Statement) -> Token | None:
    span = token_range(doc, s.speaker.span) if s.speaker.span else None
    return None if span is None else doc[span[0] : span[1]].root


def accused_in(doc: Doc, deed: Claim) -> Token | None:
    """Whom the deed was laid to: of those who speak for a side, a ministry or a broadcaster, the side's own forces."""
    span = None if deed.actor is None or deed.actor.span is None else token_range(doc, deed.actor.span)
    return None if span is None else doc[span[0] : span[1]].root


def first_of(tokens: Sequence[Token], lemmas: frozenset[str]) -> Token | None:
    return next((t for t in tokens if t.lemma_.lower() in lemmas), None)


def lies_within(content: Sequence[Span], span: Span) -> bool:
    return any(c.start <= span.start and span.end <= c.end for c in content)
