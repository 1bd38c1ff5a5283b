"""What is done again and again: "its jets regularly bomb the town", "daily shelling".

It tells of a time that goes on and of no event of a day.
"""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.model import Span, When
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words

ADVERBS, ADJECTIVES = words("often_adverbs"), words("often_adjectives")
LIGHT = words("light")


def habit(head: Token) -> Token | None:
    """The word that says that it is done again and again, on the trigger or on its verb."""
    verb = clause_of(head)
    often = [c for v in (head, verb) for c in v.children if c.lower_ in ADVERBS]
    light = head == verb and verb.lemma_ in LIGHT
    deeds = [head, *(c for c in verb.children if c.dep_ == "dobj" and light)]  # "carry out daily raids"
    often += [c for noun in deeds for c in noun.lefts if c.lower_ in ADJECTIVES]
    return min(often, key=lambda t: t.i, default=None)


def of_a_period(word: Token, published: str | None) -> When:
    """A time with no first day, given in words: what is done often goes on when it is told."""
    return When(None, published, "imprecise", Span(word.idx, word.idx + len(word)), "text")
