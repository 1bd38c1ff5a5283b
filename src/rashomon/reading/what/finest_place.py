"""Which of several places in a phrase says most exactly where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from rashomon.model import Place
from rashomon.reading.actors.component import core, whole
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.what.mention_index import Draft, Words
from rashomon.reading.what.named_beside import TOWNS, of_people_only
from rashomon.reading.what.place_roles import is_adjective, is_joined, is_origin, is_where_they_left, overlapping
from rashomon.reading.what.where_tended import is_where_tended
from rashomon.reading.where.spatial_relations import from_afar

AS_A_TOWN = 1

EXACTNESS = {"exact": 0, "vicinity": 0, "locality": 1, "unresolved": 1, "admin2": 2, "admin1": 3, "country": 4}


def finest(doc: Doc, words: Words, found: Iterable[int], near: int) -> int | None:
    """Of several places the one that says most exactly where, the nearest of those; an adjective ("Syrian") is none.

    A name that no gazetteer has is as exact as a town's: "in Kishishe, in Rutshuru territory". The town from which the
    text says how far off another place is comes last.
    """
    every: Sequence[Place] = doc._.places
    places = [
        i
        for i in found
        if not is_adjective(doc, words.places[i], words.home, every[i]) and not is_joined(doc, words.places[i])
    ]

    # a city that bears its province's name does not hold itself
    holders = {(every[i].within, every[i].lat, every[i].lon) for i in places if every[i].within != every[i].name}

    def rank(i: int) -> tuple[bool, bool, int, bool, bool, float, bool, int]:
        place = every[i]
        abroad = bool(words.home) and place.country is not None and place.country not in words.home
        far = place.gazetteer is not None and from_afar(place.relation)
        # "the South Kastrel village of Orla": a village that only the text knows has the bounds of what it lies in
        own = place.gazetteer is None and place.within is not None and place.mention == "name"
        exact = 1 if own else EXACTNESS[place.precision]
        if _holds_the_one_before(doc, words.places[i]):
            exact = max(exact, EXACTNESS["admin2"])
        # "at Army Checkpoint in Orla": of a thing of which nothing says where it is, the town says more
        nowhere = place.lat is None and place.admin1 is None and doc[words.places[i][1] - 1].lower_ in THINGS
        wide = place.radius_km or 0.0 if exact > AS_A_TOWN else 0.0
        # "Sagaing Region's Pale Township", which has the bounds of the region
        holds = (place.name, place.lat, place.lon) in holders
        told = told_by(doc, words, i) is not None
        return abroad, far, exact, nowhere, told, wide, holds, abs(words.places[i][0] - near)

    return min(places, key=rank, default=None)


def _holds_the_one_before(doc: Doc, at: tuple[int, int]) -> bool:
    """ "In the town of Yater, Bint Jbeil district": the district, by its chief town's name, that holds the town."""
    a, b = at
    before = a > 1 and doc[a - 1].text == "," and doc[a - 2].pos_ == "PROPN"
    return before and b < len(doc) and doc[b].lower_ in DISTRICTS


DISTRICTS = words("districts")


def told_by(doc: Doc, words: Words, i: int) -> int | None:
    """ "The town of Orla near Gusau": the place before, of which Gusau says no more than where it lies."""
    k = words.places[i][0] - 1
    while k > 0 and (doc[k].lower_ in ("the", "of") or doc[k].lemma_.lower() in TOWNS or doc[k].pos_ == "ADJ"):
        k -= 1
    if k < 1 or doc[k].lower_ not in NEAR:
        return None
    before = k - 1 if doc[k - 1].text == "," else k
    return place_in(words, before - 1, before)


NEAR = frozenset({"near", "outside"})


def is_abroad(doc: Doc, words: Words, i: int) -> bool:
    """Whether a place lies in none of the countries of the packs' conflict."""
    return bool(words.home) and doc._.places[i].country not in words.home


def places_between(words: Words, start: int, end: int) -> range:
    """The places that overlap a token range."""
    return overlapping(words.places, start, end)


def place_in(words: Words, start: int, end: int) -> int | None:
    """The last place named in a token range."""
    found = places_between(words, start, end)
    return found[-1] if found else None


def place_near(doc: Doc, words: Words, head: Token) -> int | None:
    """The place in a noun phrase: its own name, else what "in" or "of" adds; of "the Homs town of Rastan" Rastan."""
    if (called := _called(words, head)) is not None:
        return called
    found = finest(doc, words, places_between(words, *core(head)), head.i)
    if found is not None and is_where_tended(doc, words.places[found]):
        return None
    if found is not None and doc._.places[found].precision != "country":
        return found
    start, end = whole(head)
    inside = [i for i in places_between(words, start, end) if not is_origin(doc, words.places[i])]
    inside = [i for i in inside if not is_where_they_left(doc, words.places[i], head)]
    inside = [i for i in inside if not of_people_only(doc, words.places[i], head)]
    inside = [i for i in inside if not is_where_tended(doc, words.places[i])]
    wider = finest(doc, words, [i for i in inside if not _aimed_at(doc, words.places[i], head)], head.i)
    return wider if wider is not None else found


def _called(words: Words, head: Token) -> int | None:
    """The place that a noun for one is "of": the province before it says only where that lies."""
    if head.lemma_.lower() not in TOWNS:
        return None
    names = (k for of in head.rights if of.lower_ == "of" for k in of.children if k.dep_ == "pobj")
    return next((i for k in names if k.pos_ == "PROPN" for i in places_between(words, k.i, k.i + 1)), None)


def _aimed_at(doc: Doc, place: tuple[int, int], head: Token) -> bool:
    """ "A field from which rockets were fired into the town": of the field, the town says nothing."""
    token = doc[place[1] - 1]
    return clause_of(token) in head.subtree and any(
        up.lower_ in INTO for up in token.ancestors if up.dep_ == "prep" and head.is_ancestor(up)
    )


INTO = words("whither")
THINGS = words("parts_of_places") | words("sites_in_general")


def role_place(doc: Doc, words: Words, d: Draft, role: str) -> int | None:
    return next((p for t in d.roles.get(role, []) if (p := place_near(doc, words, t)) is not None), None)
