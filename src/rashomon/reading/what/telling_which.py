"""Is a deed told only to say which people or which place is meant? "Tents of people who had fled Idlib", "forces fighting
the group", "the town that rebels took": where and when the main clause was, it need not have been."""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words

DEEDS = words("instruments") | words("vague") | words("deeds") | {"incident"}
LEAVING = frozenset({"leave", "see", "bring"})
WHERE = frozenset({"where", "when", "whereby"})


def told_of(head: Token) -> Token | None:
    """The noun of which a relative clause or a participle tells a deed, by the head of its trigger; None where it tells
    of the deed itself ("the attack that killed six", "shells fired by rebels") or of what went on there ("where")."""
    verb = clause_of(head)
    if verb.dep_ not in ("acl", "relcl"):
        return None
    noun = verb.head
    if noun.dep_ == "dobj" and noun.head.lemma_ in LEAVING:  # "left nine people wounded": that is what was done
        return None
    inside = noun.head.head if noun.dep_ == "pobj" else noun  # "the attack on a market that killed six"
    if noun.pos_ not in ("NOUN", "PROPN", "NUM", "PRON") or _is_a_deed(noun) or _is_a_deed(inside):
        return None
    return None if any(c.lower_ in WHERE for c in verb.subtree if c.i < head.i) else noun


def _is_a_deed(noun: Token) -> bool:
    """Whether a noun names a deed, or with what one was done."""
    lemma = noun.lemma_.lower()
    return lemma in DEEDS or ("noun", lemma) in noun.doc._.world.lexicon.triggers
