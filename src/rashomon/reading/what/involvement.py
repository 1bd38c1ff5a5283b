"""Who is said to have had, or not to have had, a part in a deed that a noun names.

"Took part in the raid", "was involved in it", "had nothing to do with it", "denied any role in it".
"""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.reading.grammar.english import prep, subject, surface_subject
from rashomon.reading.grammar.lexicon import words

RESPONSIBILITY, LINKS = words("responsibility"), words("links")
ANY = frozenset({"nothing", "anything", "something"})


def took_part(noun: Token) -> Token | None:
    """Whoever the sentence says had a part in what the noun names, or had none."""
    if noun.dep_ != "pobj":
        return None
    word, over = noun.head, noun.head.head
    who: Token | None = None
    if over.pos_ == "VERB":
        if word.lower_ in ("in", "to", "with", "for") and any(
            c.dep_ == "dobj" and c.i < word.i and c.lemma_ in RESPONSIBILITY | LINKS for c in over.children
        ):
            who = subject(over)
        elif over.lemma_ == "participate" or (over.lemma_ == "involve" and word.lower_ in ("in", "with")):
            who = surface_subject(over)
        elif over.lemma_ == "do" and word.lower_ == "with" and over.head.lower_ in ANY:
            who = subject(over.head.head) if over.head.head.pos_ in ("VERB", "AUX") else None
    elif over.lemma_ in LINKS and over.dep_ in ("dobj", "attr") and word.lower_ in ("to", "with"):
        who = subject(over.head)
    elif over.lemma_ == "involved" and over.dep_ in ("acomp", "acl"):
        who = surface_subject(over.head) if over.dep_ == "acomp" else over.head
    if who is not None and who.lower_ in ("none", "neither", "any"):
        who = prep(who, "of") or who  # "none of its men took part"
    return who


def no_part(verb: Token) -> Token | None:
    """The word that says so of the verb that the deed hangs on: "had nothing to do with it", "played no part in it"."""
    if verb.lemma_ == "do" and verb.head.lower_ == "nothing":
        return verb.head
    parts = [c for c in verb.children if c.dep_ == "dobj" and c.lemma_ in RESPONSIBILITY | LINKS]
    return next((g for c in parts for g in c.lefts if g.lower_ == "no"), None)
