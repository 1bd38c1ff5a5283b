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
    who = next((w for rule in PARTS if (w := rule(noun.head, noun.head.head)) is not None), None)
    if who is not None and who.lower_ in ("none", "neither", "any"):
        who = prep(who, "of") or who  # "none of its men took part"
    return who


def _has_a_role(word: Token, over: Token) -> Token | None:
    """ "Had no role in it", "denied any link to it": the verb that governs the noun of having a part."""
    if over.pos_ != "VERB" or word.lower_ not in ("in", "to", "with", "for"):
        return None
    part = any(c.dep_ == "dobj" and c.i < word.i and c.lemma_ in RESPONSIBILITY | LINKS for c in over.children)
    return subject(over) if part else None


def _participated(word: Token, over: Token) -> Token | None:
    """ "Participated in it", "was involved in it"."""
    involved = over.lemma_ == "involve" and word.lower_ in ("in", "with")
    return surface_subject(over) if over.pos_ == "VERB" and (over.lemma_ == "participate" or involved) else None


def _had_to_do_with(word: Token, over: Token) -> Token | None:
    """ "Had nothing to do with it"."""
    thing = over.head
    if over.pos_ != "VERB" or over.lemma_ != "do" or word.lower_ != "with" or thing.lower_ not in ANY:
        return None
    return subject(thing.head) if thing.head.pos_ in ("VERB", "AUX") else None


def _had_a_link(word: Token, over: Token) -> Token | None:
    """ "Had no link to it", the deed hung on the noun."""
    link = over.lemma_ in LINKS and over.dep_ in ("dobj", "attr") and word.lower_ in ("to", "with")
    return subject(over.head) if over.pos_ != "VERB" and link else None


def _involved(_: Token, over: Token) -> Token | None:
    """ "Those involved in it", "was not involved in it"."""
    if over.pos_ == "VERB" or over.lemma_ != "involved":
        return None
    return surface_subject(over.head) if over.dep_ == "acomp" else over.head if over.dep_ == "acl" else None


PARTS = (_has_a_role, _participated, _had_to_do_with, _had_a_link, _involved)
"""Each is asked of the preposition before the deed, and of what that hangs on; at most one of them can hold."""


def no_part(verb: Token) -> Token | None:
    """The word that says so of the verb that the deed hangs on: "had nothing to do with it", "played no part in it"."""
    if verb.lemma_ == "do" and verb.head.lower_ == "nothing":
        return verb.head
    parts = [c for c in verb.children if c.dep_ == "dobj" and c.lemma_ in RESPONSIBILITY | LINKS]
    return next((g for c in parts for g in c.lefts if g.lower_ == "no"), None)
