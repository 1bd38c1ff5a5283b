"""Figures that are set against one told before, and do not say again of what: "put it at 12", "only 12 were".

Such a number has the fate of the last whole number told before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from rashomon.reading.grammar.clauses import child
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.how_many.counted_nouns import Counted

FIGURES, SETTING, GRANTING = words("figures"), words("setting"), words("granting_figures")
BACK = 80
"""Tokens back to the figure that another is set against: about three sentences."""


def figure_word(doc: Doc, c: Counted) -> Token | None:
    """The word by which a number is set against one told before; None where it counts something of its own."""
    if c.who is not None or c.unit is not None or c.part:
        return None
    number = doc[c.number.last]
    return _put(number) or _is(number) or _bare_verb(number) or _owned_up(number)


def set_against(items: Sequence[Counted], k: int, fated: Sequence[int]) -> int | None:
    """The index of the figure told before that the number at index k is set against."""
    first = items[k].number.first
    before = [j for j in fated if j < k and first - items[j].end < BACK]
    whole = [j for j in before if not items[j].part]
    return next(reversed(whole or before), None)


def _is_figure(word: Token | None) -> bool:
    """A bare noun for a figure, or "it": not "the number of schools"."""
    if word is None:
        return False
    return word.lower_ in ("it", "this", "that") or (
        word.lemma_.lower() in FIGURES and not any(c.dep_ == "prep" and c.lower_ == "of" for c in word.children)
    )


def _put(number: Token) -> Token | None:
    """ "Put the figure at 12", "revised it to 12", "gave the toll as 12": the noun or pronoun."""
    at = number.head
    if number.dep_ != "pobj" or at.lower_ not in ("at", "as", "to"):
        return None
    verb = at.head if at.head.pos_ == "VERB" else at.head.head
    thing = child(verb, "dobj", "nsubjpass")
    return thing if verb.lemma_ in SETTING and _is_figure(thing) else None


def _is(number: Token) -> Token | None:
    """ "The number was 12", "there were 12"."""
    be = number.head
    if number.dep_ not in ("attr", "acomp") or be.lemma_ not in ("be", "stand"):
        return None
    if any(c.dep_ == "expl" for c in be.children):
        return be if all(c.is_punct for c in number.rights) else None
    what = child(be, "nsubj")
    return what if what is not None and what.pos_ == "NOUN" and _is_figure(what) else None


def _bare_verb(number: Token) -> Token | None:
    """ "Only 12 were", "12 did": the verb that stands for what was told."""
    verb = number.head
    stands = verb.lemma_ in ("be", "do", "have") and verb.dep_ not in ("aux", "auxpass")
    if number.dep_ not in ("nsubj", "nsubjpass") or not stands:
        return None
    return verb if all(c.is_punct for c in verb.rights) else None


def _owned_up(number: Token) -> Token | None:
    """ "Admitted to six", "confirmed only 12": the verb of saying, the number its bare object."""
    verb = number.head.head if number.dep_ == "pobj" and number.head.lower_ in ("to", "of") else number.head
    if number.dep_ not in ("pobj", "dobj") or verb.lemma_.lower() not in GRANTING:
        return None
    return verb if not any(c.dep_ == "dobj" and c != number for c in verb.children) else None
