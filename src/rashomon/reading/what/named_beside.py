"""What do the words beside the name of a place make of it? One of several, a town by which another place is told, where
people came from or went to: no one of them is where it happened, or not alone."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from rashomon.model import Place
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words as listed_words
from rashomon.reading.grammar.punctuation import unpunctuated
from rashomon.reading.what.mention_index import Words
from rashomon.reading.what.place_roles import Range, overlapping
from rashomon.reading.who.source_heads import is_time


def around_a_name(doc: Doc, words: Words, i: int) -> bool:
    """ "The village of X northeast of Aleppo", "X, a town in Idlib", where X is found nowhere: Aleppo is not where."""
    first = words.places[i][0]
    at, said = first - 1, False
    while at > 0 and (doc[at].lower_ in AROUND or COMPASS.fullmatch(doc[at].lower_) or doc[at].lemma_.lower() in TOWNS):
        said = said or doc[at].lower_ not in AROUND
        at -= 1
    name = doc[at]
    if not said or at < 0 or doc[at].sent.start != doc[first].sent.start:
        return False
    return (
        name.pos_ == "PROPN"
        and name.text[:1].isupper()
        and not overlapping(words.places, at, at + 1)
        and not is_time(name)
    )


AROUND = listed_words("place_prepositions") | {",", "a", "an", "the", "from"}
COMPASS = re.compile(r"(?:north|south)?-?(?:east|west)?(?:ern)?")
TOWNS = listed_words("cities") | {"village", "district", "area", "neighbourhood", "neighborhood", "suburb", "hamlet"}


def listed(doc: Doc, words: Words, i: int) -> str | None:
    """The rule of a place that is one of several in a row: "in Aleppo and Homs". What is told of all of them together
    is told of none, least of all its figures. None where the others lie in it, or around it ("Douma, Syria")."""
    here: Place = doc._.places[i]
    others = [p for j in _in_a_row(doc, words, i) if _apart(p := doc._.places[j], here)]
    if not others:
        return None
    far = any(p.admin1 is None or p.admin1 != here.admin1 for p in others)
    return "one_of_several" if far else "one_of_a_list"


def _apart(place: Place, other: Place) -> bool:
    if place.name == other.name or "country" in (place.precision, other.precision):
        return False
    return other.name not in (place.within, place.admin1) and place.name not in (other.within, other.admin1)


def _in_a_row(doc: Doc, words: Words, i: int) -> list[int]:
    """The places that "and" joins to one, or that stand right beside it where the commas are lost."""
    start, end = words.places[i]
    led = [t.head for t in doc[start:end] if t.dep_ == "pobj"]  # "in Homs and in Hama"
    joined = {c.i for t in doc[start:end] for c in t.conjuncts}
    joined |= {c.i for p in led for q in p.conjuncts if q.pos_ == "ADP" for c in q.children}
    found = [j for j, (a, b) in enumerate(words.places) if j != i and not joined.isdisjoint(range(a, b))]
    if unpunctuated(doc):
        found += [j for j, (a, b) in enumerate(words.places) if b == start or a == end]
    return found


def of_people_only(doc: Doc, place: Range, head: Token) -> bool:
    """ "Wounding ten who were fleeing Homs", "hit a bus heading to Homs": where they came from or went to."""
    token = doc[place[1] - 1]
    while token.dep_ in ("compound", "conj", "nmod") and token.head != token:
        token = token.head
    verb = clause_of(token)
    if verb.dep_ not in ("acl", "relcl", "advcl") or verb.lemma_ not in UNDERWAY:
        return False
    if verb == clause_of(head) or verb.is_ancestor(head):
        return False
    return token.dep_ == "dobj" or (token.dep_ == "pobj" and token.head.lower_ in TO_AND_FRO)


TO_AND_FRO = listed_words("to_and_fro")
UNDERWAY = listed_words("underway")
