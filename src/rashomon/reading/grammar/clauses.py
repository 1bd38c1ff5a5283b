"""What hangs on a word, asked by what it is to it: the labels of the parse are read here, and rules say what they want.

The labels are ClearNLP's, which the English models of spaCy give: https://github.com/clir/clearnlp-guidelines.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass")
FINITE = ("VBD", "VBZ", "VBP", "MD")
"""Tags of verbs that make a clause of their own."""
RELATIVE = frozenset({"who", "which", "that"})


def first(tokens: Iterable[Token], *labels: str) -> Token | None:
    """The first of some tokens that has one of these labels."""
    return next((t for t in tokens if t.dep_ in labels), None)


def child(token: Token, *labels: str) -> Token | None:
    """The first word that hangs on a token with one of these labels."""
    return first(token.children, *labels)


def child_after(token: Token, *labels: str) -> Token | None:
    """As `child`, of the words behind the token."""
    return first(token.rights, *labels)


def has(token: Token, *labels: str) -> bool:
    return first(token.children, *labels) is not None


def has_word(token: Token, words: Container[str], *labels: str) -> bool:
    """Whether one of these words hangs on a token, with one of these labels where some are named."""
    return any(c.lower_ in words and (not labels or c.dep_ in labels) for c in token.children)


def governed(preposition: Token | None) -> Token | None:
    """The noun that a preposition governs."""
    return child(preposition, "pobj") if preposition is not None else None


def by_whom(verb: Token) -> Token | None:
    """The noun of the "by" phrase of a passive."""
    return governed(child(verb, "agent"))


def is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def is_plural(noun: Token) -> bool:
    return noun.tag_ in ("NNS", "NNPS")


def reach(token: Token) -> tuple[int, int]:
    """The tokens [start, end) of all that hangs on a token."""
    return token.left_edge.i, token.right_edge.i + 1
