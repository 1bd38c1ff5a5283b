"""Is it told how things stand? "Rebels hold the town", "the besieged district", "has been cut off": so it is when the
report is written, and no day is needed. "Rebels took the town" tells of a day that is left open.
"""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.model import Statement
from rashomon.reading.grammar.clauses import has_word, is_verb
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words

NAMING, STATES = words("naming"), words("verbs_of_state")
NOW = ("VBZ", "VBP")
NOW_AUXILIARIES = frozenset({"is", "are", "has", "have", "'s", "'re", "'ve"})


def stands(head: Token, s: Statement) -> Token | None:
    """The word that says that what a trigger tells is so when it is told; None where it tells what once came about."""
    if head.tag_ == "VBN" and head.dep_ in ("amod", "acl"):
        return head
    if head.pos_ == "ADJ" and head.dep_ == "amod":
        return head
    verb = clause_of(head)
    if not is_verb(verb):
        return None
    if _is_named(head, verb):
        return head
    if verb.tag_ in NOW or has_word(verb, NOW_AUXILIARIES, "aux", "auxpass"):
        return verb
    # "said that rebels held the town": the past of who tells it
    if verb.tag_ == "VBD" and s.cue and verb.lemma_ in STATES:
        return verb
    return None


def _is_named(deed: Token, verb: Token) -> bool:
    """ "Called the rebels' withdrawal tactical": who names a deed so takes it as done by then."""
    definite = any(c.dep_ == "poss" or c.lower_ == "the" for c in deed.lefts)
    return deed.pos_ == "NOUN" and definite and verb.lemma_ in NAMING and any(a == verb for a in deed.ancestors)
