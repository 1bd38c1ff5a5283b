"""For whom does a pronoun stand in a claim: the speaker, or a side that was named before?"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from rashomon.model import NEUTRAL_CAMPS, Statement
from rashomon.reading.actors.component import Named, describe
from rashomon.reading.grammar.english import ACCUSE, ALLEGATIONS
from rashomon.reading.grammar.lexicon import words as word_list
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.what.no_party import UNARMED
from rashomon.reading.who.cues import lexicon

SELF = word_list("self")
SIDE_PRONOUNS = word_list("side_pronouns")


def stands_for(doc: Doc, pronoun: Token, s: Statement) -> tuple[str, str | None] | None:
    """Camp and entity of whom a pronoun in a claim stands for: the speaker for "we", else the actor before it."""
    if (denier := _denier(pronoun)) is not None:
        who = describe(denier)
        return (who.camp, who.entity) if who.camp not in ("unknown", "media") else None
    if _is_accused(pronoun):  # nobody accuses themselves
        return _side_before(doc, pronoun, s.speaker.camp)
    if pronoun.lower_ in SELF or _opens_what_is_said(doc, pronoun, s):
        return (s.speaker.camp, s.speaker.entity) if s.speaker.role != "narrator" else None
    if (doer := _doer_above(pronoun)) is not None:
        return doer.camp, doer.entity
    if _of_whoever_speaks(doc, pronoun, s):
        return s.speaker.camp, s.speaker.entity
    return _side_before(doc, pronoun)


NEAR = 40
"""Tokens between a pronoun and the side it may stand for: about two sentences."""


def _is_accused(pronoun: Token) -> bool:
    """ "The rebels accused it of shelling the town", "blamed it for", "blamed the raid on it"."""
    verb = pronoun.head if pronoun.dep_ == "dobj" else pronoun.head.head
    return (
        pronoun.dep_ == "dobj" or (pronoun.dep_ == "pobj" and pronoun.head.lower_ == "on")
    ) and verb.lemma_ in ACCUSE


def _side_before(doc: Doc, pronoun: Token, but: str | None = None) -> tuple[str, str | None] | None:
    """The side before a pronoun that acts with arms, and agrees with it in number or is an organisation; of another
    camp than `but`. The nearest of its own sentence, else the subject of the sentence before, else the nearest."""
    plural = pronoun.lower_ in ("they", "their", "them")
    found = [
        m
        for m in reversed(doc._.mentions)
        if m.end <= pronoun.i
        and pronoun.i - m.end < NEAR
        and m.camp not in ("unknown", "media", but)
        and m.role not in UNARMED
        and (plural == (doc[m.end - 1].tag_ in ("NNS", "NNPS")) or m.kind == "organisation")
    ]
    if not found or found[0].start < pronoun.sent.start:
        for who in _subjects_before(doc, pronoun, plural):
            if who.camp not in ("unknown", "media", but) and who.role not in UNARMED:
                return who.camp, who.entity
    return (found[0].camp, found[0].entity) if found else None


def _subjects_before(doc: Doc, pronoun: Token, plural: bool) -> list[Named]:
    """Of whom the sentence before tells, and who in what it says, where the pronoun can stand for them."""
    start = pronoun.sent.start
    while start and doc[start - 1].is_space:
        start -= 1
    if not start or doc[start - 1].text == "\n":
        return []
    main = doc[start - 1].sent.root
    verbs = (main, *(c for c in main.children if c.dep_ == "ccomp"))
    told_of = (c for verb in verbs for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass"))
    return [describe(t) for t in told_of if plural == (t.tag_ in ("NNS", "NNPS"))]


def _doer_above(pronoun: Token) -> Named | None:
    """ "X killed ten soldiers when they took the field": the subject of both clauses is one."""
    verb = pronoun.head
    if pronoun.dep_ != "nsubj" or verb.dep_ != "advcl" or pronoun.lower_ not in ("it", "they"):
        return None
    above = next((c for c in verb.head.children if c.dep_ == "nsubj" and c.i < pronoun.i), None)
    if above is None or (pronoun.lower_ == "it" and above.tag_ in ("NNS", "NNPS")):
        return None
    who = describe(above)
    return who if who.camp not in ("unknown", "media") and who.role not in UNARMED else None


def _of_whoever_speaks(doc: Doc, pronoun: Token, s: Statement) -> bool:
    """ "Russia denied that its jets had bombed it": a side that is put into other words, where nobody else who acts is
    named in what it says before the pronoun."""
    if pronoun.lower_ not in SIDE_PRONOUNS or s.manner == "direct" or not s.cue or _before_they_are_named(pronoun, s):
        return False
    if s.speaker.camp in NEUTRAL_CAMPS or s.speaker.role in UNARMED:
        return False
    r = next((r for c in s.content if (r := token_range(doc, c)) is not None and r[0] <= pronoun.i < r[1]), None)
    if r is None:
        return False
    said = [t for t in doc[r[0] : pronoun.i] if t.pos_ in ("NOUN", "PROPN")]
    return not any(
        t.dep_ in ("nsubj", "nsubjpass", "agent", "pobj", "poss") and describe(t).camp != "unknown" for t in said
    )


def _before_they_are_named(pronoun: Token, s: Statement) -> bool:
    """ "They shelled it, the army said": others, who were told of before."""
    return pronoun.lower_ in ("they", "them") and s.cue[0].start > pronoun.idx


def _denier(pronoun: Token) -> Token | None:
    """ "The army denied the rebels' claim that it shelled the town": who denies what others say of it."""
    if pronoun.lower_ not in SIDE_PRONOUNS:
        return None
    noun = next((t for t in pronoun.ancestors if t.lemma_.lower() in ALLEGATIONS and t.i < pronoun.i), None)
    if noun is None or noun.dep_ != "dobj" or (cue := lexicon().verbs.get(noun.head.lemma_)) is None:
        return None
    return next((c for c in noun.head.children if c.dep_ == "nsubj"), None) if cue.stance == "denies" else None


def _opens_what_is_said(doc: Doc, pronoun: Token, s: Statement) -> bool:
    """ "Said it had shelled the town": the first subject of words that are not quoted is whoever says them, but see
    `_before_they_are_named`."""
    if pronoun.lower_ not in SIDE_PRONOUNS or s.manner == "direct" or not s.cue or _before_they_are_named(pronoun, s):
        return False
    r = token_range(doc, s.content[0])
    return r is not None and pronoun.i - r[0] <= 2
