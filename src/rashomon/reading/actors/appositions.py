"""What does the text call a speaker, apart from the name? "a nurse" of "Mira Tal, a nurse"."""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.reading.actors.component import core, mention_at, whole

NEAR = 12
"""Tokens between a description and the name behind it: "the head of the town's hospital, Amin Saleh"."""


def description(head: Token) -> tuple[int, int] | None:
    """The tokens [start, end) that describe the person whose name ends at this head: an apposition behind the name,
    else the title before it ("activist Mira Tal"). None where the text only names."""
    doc = head.doc
    for child in head.rights:
        if child.dep_ == "appos" and child.pos_ == "NOUN" and not child.like_num:
            return whole(child)
    start, end = core(head)
    name = next((i for i in range(start, end) if _of_a_name(doc[i])), end)
    while start < name and (doc[start].pos_ == "DET" or doc[start].is_punct):
        start += 1
    return (start, name) if any(t.pos_ in ("NOUN", "PROPN") for t in doc[start:name]) else None


def name_behind(head: Token) -> Token | None:
    """The head of the person's name behind a description: "Saleh" of "the hospital's head, Amin Saleh"."""
    for child in head.rights:
        if child.dep_ == "appos" and child.pos_ == "PROPN" and child.i - head.i <= NEAR and child.text[:1].isupper():
            m = mention_at(head.doc, child.i)
            if m is None or m.kind == "person":
                return child
    return None


def _of_a_name(token: Token) -> bool:
    """Whether a token is of the name and not of a title: no description of a pack, and a capital."""
    m = mention_at(token.doc, token.i)
    return token.pos_ == "PROPN" and token.text[:1].isupper() and (m is None or m.named)
