"""In which constructions does a verb only describe? What a van that was hit carried, who remains trapped, which states
arm somebody, what a weapon can do: told in passing of a thing or of people, and nobody says that it happened."""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.reading.grammar.clauses import child, has, has_word, is_verb
from rashomon.reading.grammar.english import clause_of, obj, subject
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.what.mention_index import Draft

CARRYING, VEHICLES, MOVING = words("carrying"), words("vehicles"), words("moving")
REMAINING = words("remaining")
OF_WHAT_SORT, LIGHT = words("of_what_sort"), words("light")
MENTIONING, TOLD_ABOUT, FIGURES = words("mentioning"), words("told_about"), words("figures")
NEGATORS = words("negators")
LEFT_OF_IT, UNDER, FORMER = words("left_of_it"), words("under"), words("former")


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
    if not (d.kind.asks_amount and d.kind.state) or d.kind.at_origin:
        return False
    # "the population fell to 40,000", and not "urged the population to call 107"
    told = d.head if d.head.dep_ == "dobj" else clause_of(d.head)
    return not is_verb(d.head) and not any(t.like_num for t in told.subtree)


def lives_nowhere(d: Draft) -> bool:
    """ "Residents live in fear", "are living through hard times": how they live, where neither where nor how many is
    told."""
    lives = d.kind.asks_amount and d.kind.background and not d.kind.lack and is_verb(d.head)
    if not lives or "place" in d.roles:
        return False
    return not any(t.like_num for t in d.head.subtree)


def describes_what_sort(d: Draft) -> bool:
    """ "The surrounding villages", "a fighting force", "advancing troops": which or what sort is meant; and
    "intensified air attacks", where the noun is the deed."""
    if d.trigger[1] - d.trigger[0] > 1 or d.head.dep_ not in ("amod", "compound"):
        return False
    if d.head.lower_ in OF_WHAT_SORT:
        return not has(d.head, "dobj")
    deed = ("noun", d.head.head.lemma_.lower()) in d.head.doc._.world.lexicon.triggers
    return deed and d.head.tag_ in ("VBN", "VBG") and d.head.lemma_ in LIGHT


def not_mentioned(d: Draft) -> bool:
    """ "Did not mention casualties", "gave no figures for the wounded": there may have been some, or none."""
    if not d.kind.effect or is_verb(d.head):
        return False
    noun = d.head
    while noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        noun = noun.head
    over = noun.head
    if noun.dep_ == "dobj" and over.lemma_ in MENTIONING:
        return _negated(over)
    told = over.head
    if noun.dep_ != "pobj" or told.lemma_.lower() not in TOLD_ABOUT | FIGURES:
        return False
    return has_word(told, NEGATORS) or (told.dep_ == "dobj" and _negated(told.head))


def lies_there(d: Draft) -> bool:
    """ "Pulled four alive from under the rubble", "debris set a house on fire": what is left of a thing, which somebody
    is under or which does something; not that a thing was destroyed."""
    if d.trigger[1] - d.trigger[0] > 1 or d.head.lemma_.lower() not in LEFT_OF_IT:
        return False
    under = d.head.dep_ == "pobj" and d.head.head.lower_ in UNDER
    return under or d.head.dep_ == "compound" or (d.head.dep_ == "nsubj" and d.head.head.lemma_ != "be")


def names_arms(d: Draft) -> bool:
    """ "Shot down 38 attack drones": half of the name of an arm."""
    if d.means is None or d.head.dep_ not in ("compound", "amod"):
        return False
    return d.means[0] <= d.trigger[0] and d.trigger[1] < d.means[1]


def once_was(d: Draft) -> bool:
    """ "Two former prisoners", "former captives": what somebody was."""
    before = (c for c in d.head.lefts if c.dep_ in ("amod", "compound"))
    return not is_verb(d.head) and d.kind.names_people and any(c.lower_ in FORMER for c in before)


def says_who_they_are(d: Draft) -> bool:
    """ "Dozens of displaced citizens queued for bread": who did something, and no news that they were driven out."""
    if d.head.dep_ != "amod" or not d.kind.at_origin:
        return False
    noun = d.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":
        noun = noun.head.head
    return noun.dep_ == "nsubj" and is_verb(noun.head) and noun.head.lemma_ not in ("be", "live", "remain", "shelter")


def yet_to_be_helped(d: Draft) -> bool:
    """ "All remaining victims will be freed": whom something is yet to be done for."""
    if not d.kind.effect or is_verb(d.head) or d.head.lemma_ != "victim":
        return False
    verb = d.head.head
    return d.head.dep_ in ("dobj", "nsubjpass") and (has_word(verb, ("will", "would", "to"), "aux"))


def _negated(verb: Token) -> bool:
    return has(verb, "neg") or has_word(verb, NEGATORS)


def can_be_done(d: Draft) -> bool:
    """ "Weapons capable of causing great damage": what they can do."""
    verb = clause_of(d.head)
    return verb.dep_ == "pcomp" and verb.head.lower_ == "of" and verb.head.head.lemma_ in ("capable", "incapable")


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
