"""Where a claim says it happened: which of the places of the text is meant."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from rashomon.model import Claim, Place, Statement
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words as listed_words
from rashomon.reading.grammar.sentences import is_long, sentence_of
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.what.deed_order import avenged
from rashomon.reading.what.finest_place import EXACTNESS, is_abroad, places_between
from rashomon.reading.what.in_general import is_quality_of_many, tells_in_general, tells_of_long
from rashomon.reading.what.mention_index import Draft, Words, kind_told
from rashomon.reading.what.named_beside import around_a_name, listed
from rashomon.reading.what.place_in_words import SAID, named_among, place_beside
from rashomon.reading.what.place_roles import acts, is_origin, said_at
from rashomon.reading.what.place_taken_up import DEFINITE
from rashomon.reading.what.scene import names_unplaced, opens_apart, scene_at
from rashomon.reading.what.sought_place import Located, Sought
from rashomon.reading.what.where_tended import is_where_tended

ACCUSE, ACROSS = listed_words("accuse"), listed_words("across")


def place_of(doc: Doc, words: Words, s: Statement, d: Draft, before: int | None, told: Sequence[Claim] = ()) -> Located:
    """Where it happened, and how that is known.

    What the frame calls the place, else what stands with the trigger or its parties, in its clause, in its sentence;
    else where what it takes up or denies was `told` to be, else where the statement was `before`, else where its
    paragraph is or the sentence before. Where none of these says it, nowhere: what is not known is not made up. What is
    said of towns in general, or sums up a long time, is nowhere too, unless its own sentence says where.
    """
    found = _place_of(doc, words, s, d, before, told)
    if found.place is not None and found.how != "text" and tells_in_general(d.head):
        return Located(None)
    if found.place is not None and found.how not in ("text", "reference") and tells_of_long(d.head):
        return Located(None)
    if found.rule in BESIDE and is_quality_of_many(d.head):
        return Located(None)
    if found.place is not None and found.how == "text":
        if around_a_name(doc, words, found.place):
            return found._replace(rule="around_a_name")
        if (row := listed(doc, words, found.place)) is not None:
            return found._replace(rule=row)
    if found.rule in BESIDE and is_long(sentence_of(d.head)):
        return found._replace(rule="in_a_long_sentence")
    if found.place is None or found.rule not in GATHERED or not _only_place(doc, found.place):
        return found
    if _just_left(doc, words, d, found.place):
        return found
    return Located(found.place, "reference", "only_place", found.at or doc._.places[found.place].span)


BESIDE = frozenset({"same_clause", "same_sentence"})

GATHERED = frozenset({"the_city", "named_before", "claim_before"})


def _only_place(doc: Doc, place: int) -> bool:
    """Whether a text names no other place than this, but in its dateline and for the country and province around it:
    "the town" can only be this."""
    known: Place = doc._.places[place]
    written = [part.span for part in doc._.parts if part.kind == "dateline"]
    named = (
        p for p in doc._.places if p.mention == "name" and not any(w.start <= p.span.start < w.end for w in written)
    )

    def around(p: Place) -> bool:
        return p.precision == "country" or (p.precision == "admin1" and p.admin1 == known.admin1)

    return all(p.name == known.name or around(p) for p in named)


def _just_left(doc: Doc, words: Words, d: Draft, place: int) -> bool:
    """ "Was driven out of Gusau and holds only a few villages": these are anywhere but there."""
    sentence, name = sentence_of(d.head), doc._.places[place].name
    here = [i for i in places_between(words, sentence.start, sentence.end) if doc._.places[i].name == name]
    return bool(here) and all(is_origin(doc, words.places[i]) for i in here)


def _place_of(doc: Doc, words: Words, s: Statement, d: Draft, before: int | None, told: Sequence[Claim]) -> Located:
    taken_up = d.like.place if d.like is not None else None
    if taken_up is not None and d.head.lemma_ in ACCUSE:
        return Located(taken_up, "reference", "taken_up")  # "accused Russia": no place
    sought = Sought(doc, words, s, d, told)
    found = next((f for rule in SAID if (f := rule(sought)) is not None), Located(None))
    if found.place is not None:
        return _finer(sought, found)
    if taken_up is not None:
        return Located(taken_up, "reference", "taken_up")
    if avenged(d.head):
        return _of_what_was_told(sought) or found  # "in retaliation for the air strikes": not where the answer was
    if before is not None:
        return Located(before, "paragraph", "claim_before")
    return _of_what_was_told(sought) or _of_the_scene(sought) or found


def _finer(x: Sought, found: Located) -> Located:
    """ "Hit a mosque in Kolofata, in the Far North": of an area and what the things hit are in, the latter."""
    beside = place_beside(x, [t for role in ("target", "item") for t in x.draft.roles.get(role, [])])
    if (town := _by_the_river(x, found)) is not None:
        return town
    if found.rule != "frame" or beside is None or beside.place is None or found.place is None or beside.how != "text":
        return found
    known, other = x.doc._.places[found.place], x.doc._.places[beside.place]
    within = other.country in (None, known.country)
    return beside if within and EXACTNESS[other.precision] < EXACTNESS[known.precision] else found


def _by_the_river(x: Sought, found: Located) -> Located | None:
    """ "Took the bridge over the Thur in Gusau": a river only says which bridge, the town of the clause where it is."""
    if found.place is None or found.rule not in ("frame", "preposition"):
        return None
    start = x.words.places[found.place][0]
    known = x.doc._.places[found.place]
    if start < 2 or x.doc[start - 1].lower_ != "the" or x.doc[start - 2].lower_ not in ACROSS:
        return None
    verb = clause_of(x.draft.head)
    town = named_among(x, verb.left_edge.i, verb.right_edge.i + 1, "same_clause")
    if town is None or town.place is None or EXACTNESS[known.precision] < 2:
        return None
    return town if EXACTNESS[x.doc._.places[town.place].precision] < 2 else None


def _of_what_was_told(x: Sought) -> Located | None:
    """Where "the bombardment" was that the text told of before; of a denial, where the sentence before was."""
    noun = x.draft.head
    deed = x.draft.kind.attack and noun.pos_ == "NOUN"
    placed = [c for c in x.told if c.place is not None]
    if deed and any(c.lower_ in DEFINITE for c in noun.lefts):
        same = next((c for c in reversed(placed) if c.kind == x.draft.kind.id), None)
        if same is not None:
            return Located(same.place, "reference", "told_before", same.trigger)
    if x.statement.stance != "denies" or not placed or opens_apart(x.doc, noun.sent.start):
        return None
    last, start = token_range(x.doc, placed[-1].trigger), noun.sent.start
    if last is None or start == 0 or x.doc[start - 1].sent.start > last[0]:
        return None
    return Located(placed[-1].place, "sentence_before", "sentence_before", placed[-1].trigger)


def _of_the_scene(x: Sought) -> Located | None:
    """Where the paragraph is, or the sentence before; but fighting is not where talks were held, nor the reverse."""
    sentence = sentence_of(x.draft.head)
    found = scene_at(x.doc, x.words.places, x.words.scenes, x.draft.head.i)
    if found is None or names_unplaced(x.doc, sentence.start, sentence.end):
        return None
    place, how = found
    if how == "sentence_before" and any(
        is_where_tended(x.doc, x.words.places[i]) for i in places_between(x.words, sentence.start, sentence.end)
    ):
        return None  # a paragraph that opens at a funeral elsewhere
    places: Sequence[Place] = x.doc._.places
    name = places[place].name
    there = [kind_told(x.doc, c) for c in x.told if c.place is not None and places[c.place].name == name]
    apart = x.draft.kind.held_apart
    if (apart or any(kind.held_apart for kind in there)) and all(kind.held_apart != apart for kind in there):
        return None
    if _spoken_beside(x, places[place].country):
        return None
    if is_abroad(x.doc, x.words, place) and any(not is_abroad(x.doc, x.words, i) for i in x.words.scenes):
        return None
    return Located(place, "paragraph" if how == "paragraph" else "sentence_before", how, places[place].span)


def _spoken_beside(x: Sought, country: str | None) -> bool:
    """Whether the claim's sentence names where it was said, and that may be as near: "In Gusau, police said ..."."""
    sentence = sentence_of(x.draft.head)
    return any(
        x.doc._.places[i].precision != "country" and (country is None or x.doc._.places[i].country in (None, country))
        for i in places_between(x.words, sentence.start, sentence.end)
        if said_at(x.doc, x.words.places[i], x.words.speech)
        and not (acts(x.doc, x.words.places[i]) or is_origin(x.doc, x.words.places[i]))
    )
