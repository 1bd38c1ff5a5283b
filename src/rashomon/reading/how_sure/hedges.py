"""The word with which whoever tells something does not vouch for it: "reportedly", "alleged", "suspected", "blamed on".

Hedges in the sense of G. Lakoff (1973), those of the source rather than of degree. The word is kept with its place in
the text; neither polarity nor modality turns on it, since what is alleged is alleged to have happened.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from rashomon.model import Claim, Hedge, Span
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words

ADVERBS = words("hedging_adverbs")
ADJECTIVES = words("hedging_adjectives")
VERBS = words("hedging_verbs") | words("accuse")
"""In the passive with nobody who says it: "is said to have left", "was blamed on rebels"."""


def hedge_of(doc: Doc, head: Token, claim: Claim) -> Hedge | None:
    """The first such word on the trigger, on its verb, or on the party that acts; None where there is none."""
    verb = clause_of(head)
    found = {t.i for place in (head, verb) for t in place.children if t.lower_ in ADVERBS}
    found |= {t.i for t in head.lefts if t.lower_ in ADJECTIVES}
    for party in (claim.actor, claim.holder):
        span = doc.char_span(*party.span, alignment_mode="expand") if party is not None and party.span else None
        if span is not None:
            found |= {t.i for t in span if t.lower_ in ADJECTIVES}
            found |= {c.i for c in span.root.rights if c.dep_ == "acl" and _unsaid(c)}
    found |= {c.i for c in head.rights if c.dep_ in ("acl", "relcl") and _unsaid(c)}
    up = head
    for _ in range(4):  # "rebels were blamed for the attack", "is said to have captured the town"
        up = up.head
        if up.pos_ == "VERB" and (_unsaid(up) and up.dep_ not in ("acl", "relcl")):
            found.add(up.i)
        if up.pos_ == "VERB" and up.dep_ not in ("xcomp", "pcomp"):
            break
    if not found:
        return None
    token = doc[min(found)]
    return Hedge(token.text, Span(token.idx, token.idx + len(token)))


def _unsaid(verb: Token) -> bool:
    """Whether a verb of saying or blaming is a passive with nobody who says it."""
    if verb.lemma_.lower() not in VERBS or verb.tag_ not in ("VBN", "VBD"):
        return False
    kinds = {c.dep_ for c in verb.children}
    passive = "auxpass" in kinds or (verb.dep_ == "acl" and not kinds & {"nsubj", "dobj"})
    return passive and "agent" not in kinds
