"""Who may speak at all: not a thing, a place, a deed, or nobody."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import core, describe, mention_at, within
from rashomon.reading.grammar.clauses import FINITE, has, has_word
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.spans import lies_in
from rashomon.reading.languages import table

PLATFORMS, FALSE = words("platforms"), words("false")
SIGNS = frozenset({"indication", "sign"})


def is_nobody(subject: Token) -> bool:
    """Whether a word names where things are published, a falsehood, or, in capitals, a dateline's place: "GENEVA".

    Places in small letters are often names of persons and firms.
    """
    if has_word(subject, ("no", "neither"), "det"):
        return True  # "no group has claimed responsibility"
    if subject.lower_ == "that" and subject.head.tag_ == "VBZ" and _opens_another(subject.head):
        return True  # "said that claims that a clinic was hit were false": a noun, which the parse takes for a verb
    if subject.lower_ in PLATFORMS | FALSE:  # "rejected as lies claims that ...", where "claims" looks like a verb
        return True
    if subject.pos_ == "NOUN" and mention_at(subject.doc, subject.i) is None and _points_only(subject):
        return subject.lemma_.lower() not in BODIES or subject.head.lemma_ not in PLAINLY  # "the campaign says"
    if (subject.dep_ == "nsubj" and subject.head.lemma_ in DYING) or _an_arm(subject):
        return True  # "26 people died, citing medics"; "said a missile had landed"
    here = lies_in(subject, subject.doc._.places)
    return here and subject.text.isupper() and describe(subject).role == "unknown"


def _opens_another(cue: Token) -> bool:
    """Whether "that" stands on both sides of a word."""
    doc, i = cue.doc, cue.i
    return (
        0 < i < len(doc) - 1
        and doc[i - 1].lower_ == doc[i + 1].lower_ == "that"
        and doc[i - 2 : i - 1].text in BEFORE_THAT
    )


def _an_arm(subject: Token) -> bool:
    return subject.pos_ == "NOUN" and subject.lemma_ in ARMS and mention_at(subject.doc, subject.i) is None


DYING, ARMS = words("only_dying"), words("instruments")
BODIES, PLAINLY = frozenset(table("speakers")["group_nouns"]), words("saying_plainly")
BEFORE_THAT = frozenset({"and", "but", "said", "say", "says", "added", "insisted", ","})


def one_of(subject: Token) -> bool:
    """ "One of them told us", "those who fled say", "those in the camp said": somebody of whom no more is told."""
    if subject.lower_ in ("those", "these"):
        return has(subject, "relcl", "acl", "amod") or any(c.dep_ == "prep" for c in subject.rights)
    of = next((c for c in subject.rights if c.dep_ == "prep" and c.lower_ == "of"), None)
    return subject.lower_ == "one" and of is not None and has(of, "pobj")


def _points_only(noun: Token) -> bool:
    """Whether a noun names a deed or a sign: "the bombardment suggested", "all indications are": nobody says so."""
    if noun.lemma_.lower() in SIGNS:
        return True
    world = noun.doc._.world
    named = world.lexicon.triggers.get(("noun", noun.lemma_.lower()), ()) if world is not None else ()
    return any(t.kind in world.kinds and world.kinds[t.kind].violent for t in named)


def may_speak(doc: Doc, subject: Token | None) -> bool:
    if subject is None:
        return False
    if subject.pos_ in ("PROPN", "PRON"):
        return True
    return any(m.role != "unknown" or m.entity for m in within(doc, *core(subject)))


def may_speak_before(doc: Doc, subject: Token | None, verb: Token) -> bool:
    return subject is not None and subject.i < verb.i and verb.tag_ in FINITE[:3] and may_speak(doc, subject)


def may_be_cited(doc: Doc, head: Token) -> bool:
    """Whether a noun may be a source: who may speak, and bodies of which nothing is known ("the council")."""
    return may_speak(doc, head) or head.lemma_.lower() in BODIES
