"""A verb of saying in its clause, and who says it there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.model import Stance
from rashomon.reading.grammar.clauses import has, has_word
from rashomon.reading.grammar.english import named_by
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.who.cues import Cue
from rashomon.reading.who.draft import FIRST_PERSON, NOBODY, Draft, Range
from rashomon.reading.who.known import GROUP_NOUNS
from rashomon.reading.who.may_speak import is_nobody, may_speak, one_of
from rashomon.reading.who.source_heads import outside_speech, quoted_speaker_after, right_before, sayer
from rashomon.reading.who.speaker_words import speaker_words

LIVES = words("lives")


class Saying(NamedTuple):
    """A cue in its clause, and who says it there: a subject, or (`goes_on`) whoever the sentence let speak before."""

    doc: Doc
    verb: Token
    cue: Cue
    quotes: Sequence[Quote]
    subject: Token | None
    goes_on: bool
    rule: str

    def takes(self, *shapes: str) -> bool:
        return any(shape in self.cue.takes for shape in shapes)

    def may_speak(self) -> bool:
        """Whether it can be somebody's: who may speak, or a body of which nothing is known ("the council")."""
        body = self.subject is not None and self.subject.lemma_.lower() in GROUP_NOUNS
        return self.goes_on or body or may_speak(self.doc, self.subject)

    def speaker_span(self, content: Sequence[Range]) -> Range | None:
        return speaker_words(self.doc, self.subject, content, self.verb) if self.subject is not None else None

    def draft(self, content: list[Range], stance: Stance, made: str, content_rule: str) -> Draft:
        return Draft(
            [_cue_span(self.verb)],
            content,
            self.subject,
            stance,
            speaker_span=self.speaker_span(content),
            made=made,
            content_rule=content_rule,
            speaker_rule=self.rule,
        )


def saying(doc: Doc, verb: Token, cue: Cue, quotes: Sequence[Quote]) -> Saying | None:
    """The cue with who says it; None where nobody does, or the verb does not report."""
    if _claims_lives(verb) or _only_described(verb, cue) or _is_a_purpose(verb):
        return None
    subject, goes_on, rule = sayer(verb)
    if subject is not None and (outer := outside_speech(subject, verb, quotes)) is not None:
        subject, rule = outer, "name_beside_cue"
    nobody = NOBODY - {"it", "which", "that"}
    if subject is not None and ((subject.lower_ in nobody and not one_of(subject)) or is_nobody(subject)):
        return None
    if subject is None and not goes_on:
        inverts = "clause" in cue.takes or "quote" in cue.takes  # not "condemn an attack "that ...""
        after = quoted_speaker_after(doc, verb, quotes) if inverts else None
        subject, rule = after or right_before(doc, verb), "name_beside_cue"
        if subject is None:
            return None
    return Saying(doc, verb, cue, quotes, subject, goes_on, rule)


def _claims_lives(verb: Token) -> bool:
    """ "The war has claimed thousands of lives"."""
    return verb.lemma_ == "claim" and any(
        c.dep_ == "dobj" and LIVES & {c.lower_, named_by(c).lower_} for c in verb.children
    )


def _is_a_purpose(verb: Token) -> bool:
    """ "The office for documenting crimes": what it is there for; it may have said nothing."""
    return verb.dep_ == "pcomp" and verb.head.lower_ == "for" and verb.head.head.pos_ in ("NOUN", "PROPN")


def _only_described(verb: Token, cue: Cue) -> bool:
    """ "Drones thought to be Ruritanian": the drones say nothing."""
    infinitive = any(c.dep_ == "xcomp" and has_word(c, ("to",)) for c in verb.children)
    return infinitive and cue.strength == "weak" and "infinitive" not in cue.takes and not has(verb, "aux", "auxpass")


def is_first_person(subject: Token | None) -> bool:
    return subject is not None and subject.lower_ in FIRST_PERSON


def _cue_span(verb: Token) -> Range:
    end = verb.i + 1
    if end < len(verb.doc) and verb.doc[end].dep_ == "prt":
        end += 1
    return verb.i, end
