"""How surely it is claimed: affirmed or denied, happened or planned, predicted or hypothetical.

A spaCy component after `what`. Codes of ACLED and PLOVER are given here, at the end, since only what is affirmed to
have happened or to be going on has any.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from rashomon.model import Claim, Modality, Polarity, Said, Span, Statement, When
from rashomon.reading import extensions
from rashomon.reading.syntax import clause_of
from rashomon.reading.word_lists import words
from rashomon.world import World

FUTURE = words("future")
MAYBE = words("maybe")
INTENDED = words("intended")
"""Verbs that make what hangs on them intended, not done. "Try" and "seek" too: a try is no success."""

UNDONE = words("undone")
"""Not "deny": who denies makes a statement of their own, whose stance turns its claims."""
NEGATORS = words("negators")
UNSURE = words("unsure")
ESTIMATED = words("estimated")


@Language.factory("rashomon_how_sure")
def make_how_sure(nlp: Language, name: str) -> _HowSure:
    """Sets polarity, modality and codes of the claims in `doc._.statements`."""
    extensions.register()
    return _HowSure()


class _HowSure:
    def __call__(self, doc: Doc) -> Doc:
        doc._.statements = [_statement(doc, s) for s in doc._.statements]
        return doc


def _statement(doc: Doc, s: Statement) -> Statement:
    stance = s.stance
    if (
        stance == "reports"
        and s.cue
        and any(
            doc.char_span(*c, alignment_mode="expand") is not None and _opens_estimated(doc, c) for c in s.content[:1]
        )
    ):
        stance = "estimates"
    claims = tuple(_claim(doc, replace(s, stance=stance), c) for c in s.claims)
    return replace(s, stance=stance, claims=claims, said=_said(doc, s))


def _opens_estimated(doc: Doc, content: Span) -> bool:
    span = doc.char_span(content.start, content.end, alignment_mode="expand")
    return span is not None and any(t.lower_ in ESTIMATED for t in span[:3])


def _said(doc: Doc, s: Statement) -> Said | None:
    """When it was said, where a time stands with the cue and not with the content."""
    for cue in s.cue:
        span = doc.char_span(cue.start, cue.end, alignment_mode="expand")
        if span is None:
            continue
        for t in doc._.times:
            if t.start and t.end and not any(c.start <= t.span.start < c.end for c in s.content):
                words = doc.char_span(t.span.start, t.span.end, alignment_mode="expand")
                if words is not None and words.sent.start == span.sent.start and t.type in ("DATE", "TIME"):
                    return Said(t.start, t.end, t.span)
    return None


def _claim(doc: Doc, s: Statement, c: Claim) -> Claim:
    span = doc.char_span(c.trigger.start, c.trigger.end, alignment_mode="expand")
    if span is None:
        return c
    head = span.root
    polarity = polarity_of(head, lacking=c.kind == "shortage")
    if s.stance == "denies":
        polarity = "affirmed" if polarity == "denied" else "denied"
    modality = modality_of(head, s)
    when = c.time
    if modality in ("predicted", "planned") and when.from_ != "text":
        when = When(doc._.published.isoformat() if doc._.published else None, None, "imprecise", None, "published")
    c = replace(c, polarity=polarity, modality=modality, time=when)
    world: World | None = doc._.world
    if world is None or polarity == "denied" or modality in ("planned", "predicted", "hypothetical"):
        return c
    found = world.codes(
        c.kind,
        actor_camp=c.actor.camp if c.actor else None,
        holder_camp=c.holder.camp if c.holder else None,
        target=("armed" if c.target.camp not in ("unknown", "local") else "civil") if c.target else None,
        weapon=c.means.weapon if c.means else None,
    )
    return replace(c, acled=found.acled, plover=found.plover)


def polarity_of(head: Token, lacking: bool = False) -> Polarity:
    """Denied where a negation holds the trigger: on its verb, on an auxiliary, on the verb that governs it, or "no".

    With `lacking` a "no" is what is claimed: "the town had no electricity" affirms a shortage.
    """
    negations = 0
    verb = clause_of(head)
    # "the fighting did not stop" is fighting: a verb's "not" reaches its object, not the noun that it is said of.
    reached = {head} if head != verb and head.dep_ == "nsubj" else {head, verb}
    for token in sorted(reached, key=lambda t: t.i):
        negations += any(
            c.dep_ == "neg" or (c.lower_ in ("never", "n't", "not") and c.dep_ == "advmod") for c in token.children
        )
        negations += not lacking and any(c.dep_ == "det" and c.lower_ == "no" for c in token.children)
    if not lacking and any(
        c.dep_ in ("nsubj", "nsubjpass") and (c.lower_ in NEGATORS or any(g.lower_ == "no" for g in c.children))
        for c in verb.children
    ):
        negations += 1
    up = verb
    if verb.dep_ in ("xcomp",) and verb.head.pos_ in ("VERB", "AUX"):
        up = verb.head
        negations += any(c.dep_ == "neg" for c in up.children)
        negations += up.lemma_.lower() in UNDONE
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        negations += 1
    return "denied" if negations % 2 else "affirmed"


def modality_of(head: Token, s: Statement) -> Modality:
    """What the verb of the trigger says of its reality."""
    verb = clause_of(head)
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if any(c.dep_ == "mark" and c.lower_ in UNSURE for c in verb.children):
        return "hypothetical"
    if verb.dep_ == "xcomp" or (verb.dep_ in ("acl", "advcl") and "to" in aux):
        up = verb.head
        if up.lemma_.lower() in INTENDED and not (head != verb and head.pos_ == "ADJ"):
            return "planned"
    if aux & FUTURE:
        return "predicted" if s.stance == "predicts" or head != verb else "planned"
    if aux & MAYBE and "have" not in aux:
        return "hypothetical"
    if verb.lemma_ == "go" and verb.tag_ == "VBG":
        return "planned"
    if s.stance == "predicts" and verb.tag_ not in ("VBD", "VBN") and head.pos_ != "ADJ" and head.dep_ not in ("amod",):
        return "predicted"
    if "be" in {c.lemma_ for c in verb.children if c.dep_ == "aux"} and verb.tag_ == "VBG":
        return "ongoing"
    return "happened"
