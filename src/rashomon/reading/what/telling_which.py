"""Which clauses of a sentence say nothing of where or when a deed was?

Of a deed told only to say which people or which place is meant, the main clause: "jets bombed tents of people who had
fled Idlib". Of one that came first, what it came before. Of one beside another, what the other's clause says of itself.
"""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.reading.grammar.clauses import SUBJECTS, has_word
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
    if noun.pos_ not in ("NOUN", "PROPN", "NUM", "PRON") or is_a_deed(noun) or is_a_deed(inside):
        return None
    return None if any(c.lower_ in WHERE for c in verb.subtree if c.i < head.i) else noun


def came_before(head: Token, clause: Token) -> bool:
    """ "Shelled the town on Thursday after rebels had launched an offensive": the offensive was before Thursday."""
    own = clause_of(head)
    for verb in (own, *own.ancestors):
        if verb == clause or verb.is_ancestor(clause):
            return False
        if verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in EARLIER for c in verb.lefts):
            return True
    return False


def what_came_before(head: Token) -> Token | None:
    """ "After a long siege the army took the base", "after months of talks": the "after" of the deed's own phrase."""
    up = head
    while up.dep_ in ("pobj", "prep", "pcomp") and up.head != up:
        if up.dep_ == "prep" and up.lower_ in ("after", "following"):
            return up if up.head.pos_ == "VERB" else None
        up = up.head
    return None


def opens_with(head: Token) -> Token | None:
    """The same where the sentence begins with it: "carried them out of the rubble in Gusau after a raid" was there."""
    before = what_came_before(head)
    return before if before is not None and before.i < before.head.i else None


EARLIER = frozenset({"after", "since"})


def of_the_next(head: Token, clause: Token) -> bool:
    """ "Fighting raged in the north, and rebels took the town on Friday": Friday and the town are the taking's. "The
    blast comes as the army has taken the town": so is the town there."""
    own = clause_of(head)
    if clause == own or clause.i < head.i or clause.is_ancestor(head):
        return False
    for up in (clause, *clause.ancestors):
        if up == own:
            return False
        if up.dep_ == "conj" and not up.is_ancestor(head) and any(c.dep_ in SUBJECTS for c in up.lefts):
            return not _short_of_its_verb(up)
        if up.dep_ == "advcl" and up.head == own and own.lemma_ == "come" and has_word(up, {"as"}, "mark"):
            return True
    return False


def _short_of_its_verb(verb: Token) -> bool:
    """ "Nine were killed and 40 wounded on Tuesday": one "were", and one Tuesday, for both."""
    passive = verb.tag_ in ("VBN", "VBD") and not any(c.dep_ in ("aux", "auxpass") for c in verb.lefts)
    return passive and any(c.dep_ == "auxpass" for c in verb.head.lefts)


def are_people(head: Token) -> bool:
    """ "The displaced", "the wounded": those to whom it was done, named so by the way."""
    called = head.tag_ in ("VBN", "VBD", "JJ") and head.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass")
    return called and any(c.dep_ == "det" and c.lower_ in ("the", "those", "these") for c in head.lefts)


def is_a_deed(noun: Token) -> bool:
    """Whether a noun names a deed, or with what one was done."""
    lemma = noun.lemma_.lower()
    return lemma in DEEDS or ("noun", lemma) in noun.doc._.world.lexicon.triggers
