"""Puts a participle back where it belongs in texts that lost their commas: "shells hit the town killing ten".

The parser was trained on edited prose, where a comma stands before such a participle. Without one it makes the noun
before it its subject, so that the town kills and the shells hit nothing. The noun goes back to the verb or preposition
before it, and the participle says what came of that. Nothing here runs on text with punctuation.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.punctuation import unpunctuated

OUTCOMES = words("came_of_it")
"""Verbs for what came of a deed ("killing", "wounding"): they come behind a comma where there is one."""
SEEING = words("perceiving") | {"show", "film", "leave", "find", "catch"}
"""Verbs of which a noun with a participle is one object: "saw soldiers killing civilians"."""
PLACE_PREPS = words("place_prepositions") - {"of"}


def mended(doc: Doc) -> None:
    """Changes the parse in place."""
    if not unpunctuated(doc):
        return
    for token in doc:
        if token.tag_ == "VBG" and token.lemma_ in OUTCOMES and token.dep_ in ("ccomp", "xcomp", "pcomp"):
            _mend(token)


def _mend(participle: Token) -> None:
    before, noun = participle.head, _noun_before(participle)
    if noun is None or noun.left_edge.i != before.i + 1:
        return
    if before.pos_ == "ADP" and participle.dep_ == "pcomp" and before.lower_ in PLACE_PREPS:
        if before.head is before:
            return
        participle.head, noun.dep_ = before.head, "pobj"
    elif before.pos_ == "VERB" and before.lemma_ not in SEEING:
        noun.dep_ = "dobj"
    else:
        return
    noun.head, participle.dep_ = before, "advcl"


def _noun_before(participle: Token) -> Token | None:
    """What the parse took for the subject of a bare participle, right before it."""
    if any(c.dep_ in ("aux", "auxpass", "mark") for c in participle.lefts):
        return None
    subject = next((c for c in participle.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.pos_ not in ("NOUN", "PROPN") or subject.right_edge.i + 1 != participle.i:
        return None
    return subject
