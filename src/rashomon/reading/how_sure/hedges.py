"""The word with which whoever tells something does not vouch for it: "reportedly", "alleged", "suspected", "blamed on".

Hedges in the sense of G. Lakoff (1973), those of the source rather than of degree. The word is kept with its place in
the text; neither polarity nor modality turns on it, since what is alleged is alleged to have happened.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from rashomon.model import Claim
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words

ADVERBS = words("hedging_adverbs")
ADJECTIVES = words("hedging_adjectives")
VERBS = words("hedging_verbs") | words("accuse")
"""In the passive with nobody who says it: "is said to have left", "was blamed on rebels"."""

ABOVE = 4
"""Words up the parse in which such a passive is looked for: "was blamed for the attack on" is three."""

Hedging = Iterator[tuple[str, Token]]
"""Rule and word."""


def hedge_of(doc: Doc, head: Token, claim: Claim) -> tuple[str, Token] | None:
    """The first such word on the trigger, on its verb, or on the party that acts, with its rule; None where none is."""
    found = [*_on_the_deed(head), *_on_a_party(doc, claim), *_above(head)]
    return min(found, key=lambda f: f[1].i, default=None)


def _on_the_deed(head: Token) -> Hedging:
    for place in (head, clause_of(head)):
        yield from (("adverb", t) for t in place.children if t.lower_ in ADVERBS)
    yield from (("adjective", t) for t in head.lefts if t.lower_ in ADJECTIVES)
    yield from (("unsaid", c) for c in head.rights if c.dep_ in ("acl", "relcl") and _unsaid(c))


def _on_a_party(doc: Doc, claim: Claim) -> Hedging:
    for party in (claim.actor, claim.holder):
        span = doc.char_span(*party.span, alignment_mode="expand") if party is not None and party.span else None
        if span is not None:
            yield from (("adjective", t) for t in span if t.lower_ in ADJECTIVES)
            yield from (("unsaid", c) for c in span.root.rights if c.dep_ == "acl" and _unsaid(c))


def _above(head: Token) -> Hedging:
    """ "Rebels were blamed for the attack", "is said to have captured the town"."""
    up = head
    for _ in range(ABOVE):
        up = up.head
        if up.pos_ != "VERB":
            continue
        if _unsaid(up) and up.dep_ not in ("acl", "relcl"):
            yield "unsaid", up
        if up.dep_ not in ("xcomp", "pcomp"):
            return


def _unsaid(verb: Token) -> bool:
    """Whether a verb of saying or blaming is a passive with nobody who says it."""
    if verb.lemma_.lower() not in VERBS or verb.tag_ not in ("VBN", "VBD"):
        return False
    kinds = {c.dep_ for c in verb.children}
    passive = "auxpass" in kinds or (verb.dep_ == "acl" and not kinds & {"nsubj", "dobj"})
    return passive and "agent" not in kinds
