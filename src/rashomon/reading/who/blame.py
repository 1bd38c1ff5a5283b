"""Blame in other words than "X accused Y of Z": mutual, with a verb of holding, or owned in the passive."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from rashomon.model import Span, Statement
from rashomon.reading.actors.component import core
from rashomon.reading.grammar.clauses import child
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.who.draft import Range
from rashomon.reading.who.source_heads import negated

BLAME, DEEDS = words("blame"), words("instruments") | words("vague") | words("deeds")
FAULT = words("fault")
EACH_OTHER = (("each", "other"), ("one", "another"), ("the", "other"))
TRADE = words("trade")


def held_responsible(verb: Token) -> list[Range]:
    """ "Held X responsible for Y": X and Y, wherever the parse hung the adjective."""
    if verb.lemma_ != "hold":
        return []
    near = verb.doc[verb.i + 1 : min(verb.i + 12, verb.sent.end)]
    at = next((t for t in near if t.lower_ in FAULT), None)
    if at is None or at.i == verb.i + 1:
        return []
    return [(verb.i + 1, max(at.right_edge.i, verb.right_edge.i, at.i) + 1)]


def traded(verb: Token) -> list[Range]:
    """ "Traded blame for Y", "exchanged accusations over Y": Y."""
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in BLAME), None)
    if thing is None:
        return []
    over = [c for t in (thing, verb) for c in t.rights if c.dep_ == "prep" and c.i > thing.i]
    return [(over[0].i + 1, max(c.right_edge.i for c in over) + 1)] if over else []


def owned(verb: Token) -> list[Range]:
    """What X claims: "the attack was claimed by X", "responsibility for it was claimed by X", "X claimed
    responsibility"."""
    thing = child(verb, "dobj")
    if thing is not None and verb.lemma_ == "claim" and thing.lower_ == "responsibility" and not negated(verb):
        alone = not any(c.dep_ == "prep" for t in (thing, verb) for c in t.rights)
        return [core(thing)] if alone else []
    what = child(verb, "nsubjpass")
    if verb.lemma_ != "claim" or what is None or not any(c.dep_ == "agent" for c in verb.children):
        return []
    if what.lemma_.lower() not in DEEDS and what.lower_ != "responsibility":
        return []
    ends = [c.right_edge.i + 1 for c in what.rights if c.dep_ == "prep"]
    return [(core(what)[0], max([what.i + 1, *ends]))]


def each_others(doc: Doc, s: Statement) -> Token | None:
    """Whom a speaker blames where two blame each other: the other of the two, of whom the same statement is told."""
    said, cue = _first_range(doc, s.content), _first_range(doc, s.cue)
    if said is None or cue is None or s.speaker.span is None:
        return None
    opens = tuple(t.lower_ for t in doc[said[0] : said[0] + 2])
    if opens not in EACH_OTHER and doc[cue[0]].lemma_ not in TRADE:
        return None
    twins: Sequence[Statement] = [t for t in doc._.statements if t.cue == s.cue and t.id != s.id]
    span = token_range(doc, twins[0].speaker.span) if len(twins) == 1 and twins[0].speaker.span is not None else None
    return doc[span[0] : span[1]].root if span is not None else None


def _first_range(doc: Doc, spans: Sequence[Span]) -> Range | None:
    return next((r for span in spans if (r := token_range(doc, span)) is not None), None)
