"""Who did it and what was hit, where the words name them elsewhere than in the slots of a frame.

"The town was the target of an attack", "died at the hands of rebels", "an attack, reportedly carried out by them".
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from rashomon.reading.grammar.english import ACCUSE, clause_of, is_passive, prep
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.who.source_heads import is_time

GUARDING, DRIVING, MADE_OF_IT = words("guarding"), words("driving"), words("made_of_it")


def _made_of_it(noun: Token) -> Token | None:
    """ "The town was the target of an attack", "was the scene of a bombing": what is said to have been that."""
    of = noun.head
    word = of.head
    if noun.dep_ != "pobj" or of.lower_ != "of" or word.lemma_ not in MADE_OF_IT or word.dep_ != "attr":
        return None
    return next((c for c in word.head.lefts if c.dep_ == "nsubj" and c.pos_ in ("NOUN", "PROPN")), None)


def _defended(noun: Token) -> Token | None:
    """ "Defended the town from attacks": what is attacked."""
    link = noun.head
    if noun.dep_ != "pobj" or link.lower_ not in ("from", "against"):
        return None
    verb = next((t for t in (link.head, link.head.head) if t.lemma_ in GUARDING), None)
    return None if verb is None else next((c for c in verb.children if c.dep_ == "dobj"), None)


def _driven_into(noun: Token) -> Token | None:
    """ "A car bomb was rammed into the gates": what the bomb was driven into."""
    if noun.dep_ not in ("nsubj", "nsubjpass"):
        return None
    split = (c for c in noun.head.rights if c.dep_ in ("advcl", "ccomp", "acl") and c.tag_ == "VBN")  # "was on Monday"
    verbs = [noun.head, *(split if noun.head.pos_ == "AUX" else ())]
    return next((prep(v, "into") for v in verbs if v.lemma_ in DRIVING and v.tag_.startswith("V")), None)


def _bombed(noun: Token) -> Token | None:
    """ "Accused it of bombing rebel sites": the object, where the parser took the verb for a part of its name."""
    of = noun.head.head
    named = noun.tag_ in ("NN", "VBG") and noun.lower_.endswith("ing") and noun.dep_ in ("compound", "amod")
    blames = of.lower_ == "of" and any(t.lemma_ in ACCUSE for t in of.ancestors)
    return noun.head if named and (blames or of.lemma_ == "deny") and noun.i == of.i + 1 else None


HIT: tuple[tuple[str, Callable[[Token], Token | None]], ...] = (
    ("made_target", _made_of_it),
    ("defended", _defended),
    ("driven_into", _driven_into),
    ("object", _bombed),
)
"""Rules of what an attack hit, that is named elsewhere than in the slots of its frame."""


def at_the_hands(head: Token) -> Token | None:
    """ "Died at the hands of rebels", "abuse at the hands of police"."""
    for over in (head, head.head):
        hands = prep(over, "at")
        if hands is not None and hands.lower_ in ("hand", "hands"):
            return prep(hands, "of")
    return None


def told_behind(noun: Token) -> list[Token]:
    """ "An attack, reportedly carried out by X", "the raid, which was carried out by X": the verbs that say by whom."""
    behind = noun.doc[noun.i + 1 : noun.sent.end]
    own = [t for t in behind if t.dep_ == "relcl" and is_passive(t) and (t.head == noun or _of_its_own(noun, t.head))]
    verb = clause_of(noun)
    if verb != noun and noun.dep_ in ("pobj", "dobj"):
        own += [c for c in verb.children if c.dep_ in ("advcl", "acl") and c.i > noun.i and c.tag_ == "VBN"]
    return own


def _of_its_own(noun: Token, behind: Token) -> bool:
    """ "An attack on the base on Monday, which ...": what the parser hung the clause on, which belongs to the deed."""
    return is_time(behind) or noun.is_ancestor(behind)
