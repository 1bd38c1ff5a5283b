"""Statements that a noun holds: "claims by X that ...", "the ministry's denial of the raid"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from rashomon.model import Stance
from rashomon.reading.actors.component import core, describe, mention_at
from rashomon.reading.grammar.blaming import no_truth_in
from rashomon.reading.grammar.clauses import child, governed, has, has_word, reach
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.who.draft import Draft
from rashomon.reading.who.may_speak import may_be_cited
from rashomon.reading.who.nobody_named import rumoured
from rashomon.reading.who.source_heads import negated, sayer
from rashomon.reading.who.speaker_words import speaker_phrase

ALLEGATIONS, VOICING = words("allegations"), words("voicing")


def _holds(clause: Token) -> bool:
    """Whether a clause on a noun is what was said: "that ..." without a gap, or "to do ..."."""
    opens = [g for g in clause.children if g.i == clause.left_edge.i]
    if clause.dep_ == "acl" and clause.tag_ == "VB" and not has_word(clause, ("that",)):
        return any(g.lower_ == "to" for g in opens)
    if clause.dep_ not in ("acl", "relcl", "ccomp", "appos"):
        return False
    if any(g.dep_ == "nsubj" and g.pos_ == "PRON" for g in opens):
        # "denied a report it had carried out a strike": with an object of its own, nothing of it stands outside
        whole_clause = any(g.dep_ == "dobj" and g.lower_ not in ("which", "that") for g in clause.children)
        return whole_clause and clause.head.lemma_.lower() in ALLEGATIONS
    return any(g.lower_ == "that" for g in opens)


def nominal(doc: Doc, noun: Token, stance: Stance) -> Iterator[Draft]:
    """ "the claim by activists that X", "a statement from X that ...": a noun that holds a statement."""
    if no_truth_in(noun) is not None:
        return  # "there is no truth to the reports of gas": who says so denies them
    clause, speaker = _held_by(noun), _whose(doc, noun)
    if clause is None and stance == "denies":
        clause, speaker = _denied_by_noun(noun), child(noun, "poss")
    if clause is None or speaker is None:
        yield from rumoured(doc, noun, stance, clause)
        return
    yield Draft(
        cue=[(noun.i, noun.i + 1)],
        content=[reach(clause)],
        speaker=speaker,
        stance=stance,
        speaker_span=core(speaker) if clause.head == speaker else speaker_phrase(doc, speaker),
        nominal=True,
        made="noun_of_saying",
        content_rule="clause_of_noun",
        speaker_rule="owner_of_noun",
    )


def _denied_by_noun(noun: Token) -> Token | None:
    """ "The ministry's denial of the raid": the raid."""
    of = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ == "of"), None)
    return governed(of) if has(noun, "poss") else None


def _held_by(noun: Token) -> Token | None:
    """The clause that a noun of saying holds; "a claim by X that ..." may have it on X."""
    clause = next((c for c in noun.children if _holds(c)), None)
    if clause is None and noun.lemma_.lower() in ALLEGATIONS:
        by = [g for c in noun.children if c.dep_ == "prep" and c.lower_ == "by" for g in c.children]
        clause = next((c for g in by for c in g.children if _holds(c)), None)
    return clause


def _whose(doc: Doc, noun: Token) -> Token | None:
    """Whose statement a noun is: "by X", "X's", "the X claim"."""
    speaker = child(noun, "poss")
    for prep in noun.children:
        if prep.dep_ in ("prep", "agent") and prep.lower_ in ("by", "from", "of"):
            speaker = governed(prep) or speaker
    if speaker is not None:
        return speaker
    compound = [c for c in noun.children if c.dep_ in ("compound", "amod") and mention_at(doc, c.i)]
    people = [c for c in noun.lefts if c.dep_ == "amod" and describe(c).rule == "nationality"]  # "Ruritanian claims"
    return next(iter([*compound[-1:], *people]), None) or _giver(doc, noun)


def _giver(doc: Doc, noun: Token) -> Token | None:
    """ "The ministry issued a warning that X", "made the point that X": whoever gave voice to it."""
    voiced = noun.dep_ == "dobj" and noun.head.lemma_ in VOICING
    if not voiced or negated(noun.head) or has_word(noun, ("no",), "det"):
        return None
    who = sayer(noun.head).head
    return who if who is not None and may_be_cited(doc, who) else None
