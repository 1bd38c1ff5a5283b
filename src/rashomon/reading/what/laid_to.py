"""Whom the words make answer for a deed: "rebels were behind it", "it was not our doing", "the planes were Russian"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from rashomon.model import Statement
from rashomon.reading.actors.component import describe, mention_at
from rashomon.reading.grammar.clauses import child
from rashomon.reading.grammar.english import clause_of, named_by, prep, subject
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.what.answering import STANDS_FOR, speaker_in
from rashomon.reading.what.party_sides import said_to_be

WORK, CRAFT = words("work") | words("staged"), words("craft")
BEHIND = CRAFT | {f"{word}s" for word in CRAFT} | {"responsible", "behind"}


def behind_it(content: Sequence[Token]) -> tuple[Token, Token] | None:
    """ "Rebels were responsible", "the army was behind it": the word and who. Not "responsible for the talks"."""
    for t in content:
        if (did := _did(t) or _to_blame(t) or _it_was(t)) is not None:
            return t, named_by(did)
        if (who := _responsible(t)) is not None and clause_of(t) in content:
            return t, named_by(who)
    return None


def _responsible(word: Token) -> Token | None:
    """Who is called responsible, or behind something, where a pronoun or nothing says for what."""
    if word.lower_ == "responsible" and word.dep_ in ("acomp", "oprd", "attr"):
        what = [g for c in word.children if c.dep_ == "prep" and c.lower_ == "for" for g in c.children]
    elif word.lower_ == "behind" and word.dep_ == "prep" and word.head.lemma_ == "be":
        what = [g for g in word.children if g.dep_ == "pobj"]
        if not what:
            return None
    else:
        return None
    if any(g.lower_ not in ("it", "this", "that", "them", "which") for g in what):
        return None
    who = subject(word.head)
    return None if who is None or who.lower_ in ("who", "nobody", "none", "one") else who


def _did(verb: Token) -> Token | None:
    """ "The army did it", "rebels say the army did": who, of a verb that stands for a deed."""
    if verb.lemma_ != "do" or verb.dep_ == "aux" or verb.tag_ not in ("VBD", "VBN"):
        return None
    after = [c for c in verb.children if c.dep_ in ("dobj", "xcomp", "ccomp", "attr", "oprd")]
    if any(c.lower_ not in ("it", "this", "that", "so") for c in after):
        return None
    who = subject(verb)
    return who if who is not None and describe(named_by(who)).camp != "unknown" else None


def _to_blame(word: Token) -> Token | None:
    """ "Rebels were to blame"."""
    over = word.head
    if (
        word.lemma_ != "blame"
        or word.dep_ != "xcomp"
        or over.lemma_ != "be"
        or any(c.dep_ == "prep" for c in word.rights)
    ):
        return None
    return subject(over)


def _it_was(be: Token) -> Token | None:
    """ "It was the rebels", with no word of what they did."""
    it = child(be, "nsubj")
    who = child(be, "attr")
    if be.lemma_ != "be" or it is None or it.lower_ not in ("it", "this") or who is None:
        return None
    if any(c.dep_ in ("relcl", "acl", "prep") for c in who.rights) or any(
        c.i > who.i for c in be.children if c.dep_ != "punct"
    ):
        return None
    return who if describe(named_by(who)).camp not in ("unknown", "local") else None


def whose_work(doc: Doc, s: Statement, content: Sequence[Token]) -> tuple[Token, Token] | None:
    """ "This was a provocation by the rebels", "it was not our doing": the word and whose work it is said to be."""
    for t in content:
        if t.lemma_.lower() not in WORK or t.dep_ not in ("attr", "pobj", "oprd"):
            continue
        verb = t.head.head if t.dep_ == "pobj" and t.head.lower_ == "like" else t.head
        what = subject(verb) if verb.pos_ in ("VERB", "AUX") else None
        if what is None or what.lower_ not in STANDS_FOR or verb not in content:
            continue
        if (whose := _whose(doc, s, t)) is not None:
            return t, whose
    return None


def _whose(doc: Doc, s: Statement, work: Token) -> Token | None:
    """Whose work it is: "the work of X", "a provocation by X", "a rebel provocation"; the speaker's for "our doing"."""
    named = prep(work, "of") or prep(work, "by")
    side = (c for c in work.lefts if c.dep_ in ("poss", "compound", "amod") and mention_at(doc, c.i))
    if (whose := named or next(side, None)) is not None:
        return whose
    own = any(c.lower_ in ("its", "our", "their") for c in work.lefts)
    return speaker_in(doc, s) if own else None


def craft_of_whom(content: Sequence[Token]) -> tuple[Token, Token] | None:
    """ "The planes were Russian", "the attackers are believed to be Ruritanian": those who did it, or with what."""
    for t in content:
        known = t.lemma_.lower() in CRAFT and any(c.lower_ in ("the", "these", "those") for c in t.lefts)
        if known and said_to_be(t) is not None:
            return t, t
    return None
