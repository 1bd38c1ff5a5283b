"""Where were the hurt and the dead taken? There nothing befell them: "died in a Gusau hospital", "buried in Gusau"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from rashomon.reading.grammar.lexicon import words

HOSPITALS, CARE = words("treating"), words("tending")
TEND, TEND_TO, AT_HOSPITAL = words("tend"), words("tend_to"), words("at_hospital")
WOUNDS, DYING = words("wounds"), words("dying_of")
GROUND = words("ground_in_full") | words("parts_of_places")
THERE = frozenset({"at", "from", "in", "into", "of", "to"})


def is_where_tended(doc: Doc, at: tuple[int, int]) -> bool:
    """Whether a place is named for the hospital, the funeral or the like that somebody hurt or dead was brought to.

    A hospital that was hit, or in which people were killed, is where that happened.
    """
    noun = doc[at[1] - 1]
    while noun.dep_ in ("compound", "amod", "nmod", "poss") and noun.head != noun:
        noun = noun.head
    while _says_where(noun):  # "a hospital in the Orla quarter of Gusau"
        noun = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ not in THERE:
        return False
    over = noun.head.head
    if _died_of_wounds(over):
        return True
    if _is_hospital(noun):
        return _brought_to(noun)
    if _is_hospital(over):
        return _brought_to(over)
    if noun.head.lower_ in ("to", "into"):
        return over.lemma_.lower() in TEND_TO and (over.tag_ == "VBN" or any(c.dep_ == "dobj" for c in over.children))
    return noun.head.lower_ in ("in", "at") and (_is_care(over) or over.lemma_.lower() in TEND or _at_a_funeral(over))


def _died_of_wounds(over: Token) -> bool:
    """ "Died of his wounds in Gusau", where the parse hung the place on the wounds or on the death."""
    if over.lemma_.lower() in WOUNDS:
        return over.dep_ == "pobj" and over.head.lower_ in ("of", "from", "to") and over.head.head.lemma_ in DYING
    of = [k for c in over.rights if c.dep_ == "prep" for k in c.children] if over.lemma_ in DYING else []
    return any(k.lemma_.lower() in WOUNDS for k in of)


def _says_where(noun: Token) -> bool:
    """Whether a name stands behind "of" or "in" to say where another place or quarter lies."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "of"):
        return False
    over = noun.head.head
    return over.dep_ == "pobj" and over != noun and (over.pos_ == "PROPN" or over.lemma_.lower() in GROUND)


def _is_hospital(noun: Token) -> bool:
    return noun.pos_ in ("NOUN", "PROPN") and noun.lemma_.lower() in HOSPITALS


def _brought_to(hospital: Token) -> bool:
    if hospital.dep_ != "pobj" or hospital.head.lower_ not in THERE:
        return False
    over = hospital.head.head
    lemma = over.lemma_.lower()
    return lemma in AT_HOSPITAL or lemma in TEND or lemma in TEND_TO or _is_care(over)


def _is_care(noun: Token) -> bool:
    """ "Surgery in", but not "the treatment of prisoners in", nor "the bomb exploded at a funeral in"."""
    if noun.lemma_.lower() not in CARE or noun.pos_ != "NOUN" or any(c.lower_ == "of" for c in noun.rights):
        return False
    over = noun.head.head if noun.dep_ == "pobj" else noun.head
    lemma = over.lemma_.lower()
    deed = (over.pos_.lower(), lemma) in noun.doc._.world.lexicon.triggers
    return not deed or lemma in TEND or lemma in TEND_TO or lemma in AT_HOSPITAL


def _at_a_funeral(verb: Token) -> bool:
    """ "In Gusau, hundreds took part in the funeral"."""
    if verb.pos_ != "VERB":
        return False
    below = [c for child in verb.children for c in (child, *child.children) if child.dep_ in ("dobj", "prep")]
    return any(c.lemma_.lower() in CARE for c in below if c.dep_ in ("dobj", "pobj"))
