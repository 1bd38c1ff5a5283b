"""In which constructions does a verb only describe? What a van that was hit carried, who remains trapped, which states
arm somebody: told in passing of a thing or of people, and nobody says that it happened."""

from __future__ import annotations

from rashomon.reading.grammar.clauses import child, has, is_verb
from rashomon.reading.grammar.english import clause_of, obj, subject
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.what.mention_index import Draft

CARRYING, VEHICLES, MOVING = words("carrying"), words("vehicles"), words("moving")
REMAINING = words("remaining")


def carries(d: Draft) -> bool:
    """ "A truck carrying weapons was hit", "drove a van carrying food": what a vehicle has in it, which reaches nobody.
    Not "sent a truck carrying weapons", "a truck carrying food reached the camp"."""
    if not d.kind.handles or d.head.tag_ != "VBG" or d.head.lemma_ not in CARRYING or d.head.i < 2:
        return False
    noun = d.head.head if d.head.dep_ == "acl" else d.head.nbor(-1 - (d.head.nbor(-1).pos_ == "ADV"))
    if noun.lemma_.lower() not in VEHICLES:
        return False
    hangs = noun if d.head.dep_ == "acl" else d.head  # "drove | a van carrying": a clause of its own, to some parsers
    done = hangs.head if hangs.dep_ in ("nsubj", "nsubjpass", "dobj", "advcl", "ccomp") else None
    return done is not None and is_verb(done) and done.lemma_ not in MOVING


def remains_so(d: Draft) -> bool:
    """ "Civilians remain trapped", "stayed silent": how they are, and not that they live there."""
    if d.head.lemma_ not in REMAINING or not (d.kind.asks_amount and d.kind.state):
        return False
    return has(d.head, "acomp", "oprd", "attr")


def counts_nobody(d: Draft) -> bool:
    """ "The civilian population suffers": people of a place, of whom no number is told."""
    if not (d.kind.asks_amount and d.kind.state) or d.kind.at_origin or is_verb(d.head):
        return False
    return not any(t.like_num for t in clause_of(d.head).subtree)


def of_a_sort(d: Draft) -> bool:
    """ "Condemned the states that arm them", "countries that bomb hospitals": a relative clause in the present that
    says which sort is meant, of nobody who is named, and neither where nor when."""
    verb = d.head
    if verb.dep_ != "relcl" or verb.tag_ not in ("VBP", "VBZ") or d.kind.state or d.kind.names_holder:
        return False
    if has(verb, "aux", "auxpass") or child(verb, "nsubj") is None:
        return False
    who, whom = subject(verb), obj(verb)
    plain = who == verb.head and who.pos_ == "NOUN" and not has(who, "poss", "nummod", "compound")
    return plain and (whom is None or whom.pos_ in ("PRON", "NOUN", "DET")) and not has(verb, "prep", "npadvmod")
