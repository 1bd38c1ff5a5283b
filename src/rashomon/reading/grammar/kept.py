"""Keeps with a text what the parse says of its words: several components ask the same, and a parse does not change.

Only for what the parse alone tells: what a component finds later would not be seen.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from spacy.tokens import Token

T = TypeVar("T")


def kept(asked: Callable[[Token], T]) -> Callable[[Token], T]:
    """The same answers, each found once. Of what is no token: a text that holds its own tokens is never let go."""
    name = f"rashomon_{asked.__qualname__}"

    @wraps(asked)
    def answer(token: Token) -> T:
        answers: dict[int, T] = token.doc.user_data.setdefault(name, {})
        i = token.i
        if i not in answers:
            answers[i] = asked(token)
        return answers[i]

    return answer


def kept_word(asked: Callable[[Token], Token]) -> Callable[[Token], Token]:
    """As `kept`, of a function from a word to a word."""
    index = kept(wraps(asked)(lambda token: asked(token).i))

    @wraps(asked)
    def answer(token: Token) -> Token:
        return token.doc[index(token)]

    return answer
