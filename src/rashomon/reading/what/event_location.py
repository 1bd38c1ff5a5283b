"""Where a claim says it happened: which of the places of the text is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.model import Claim, Place, PlaceFrom, Span, Statement
from rashomon.reading.actors.component import core, mention_at, whole
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import words_of
from rashomon.reading.grammar.sentences import sentence_of
from rashomon.reading.grammar.spans import lies_in, token_range
from rashomon.reading.what.in_general import is_quality_of_many, tells_in_general
from rashomon.reading.what.mention_index import Draft, Words, kind_told
from rashomon.reading.what.named_beside import TOWNS, around_a_name, listed, of_people_only
from rashomon.reading.what.place_roles import (
    acts,
    is_adjective,
    is_joined,
    is_origin,
    is_where_they_left,
    overlapping,
    own_words,
    said_at,
)
from rashomon.reading.what.scene import names_unplaced, scene_at
from rashomon.reading.what.telling_which import of_the_next, told_of
from rashomon.reading.where.spatial_relations import from_afar

ACCUSE, ANSWERS = words("accuse"), words("answers")
CITIES = words("cities")
GROUND, LIGHT = words("ground"), words("light")


DEFINITE = words("definite")
PLACE_PREPS = words("place_prepositions")


ROADS, ACROSS = words("roads"), words("across")
AS_A_TOWN = 1
EXACTNESS = {"exact": 0, "vicinity": 0, "locality": 1, "unresolved": 1, "admin2": 2, "admin1": 3, "country": 4}


def _finest(doc: Doc, words: Words, found: Iterable[int], near: int) -> int | None:
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

    def rank(i: int) -> tuple[bool, bool, int, float, int]:
        place = every[i]
        abroad = bool(words.home) and place.country is not None and place.country not in words.home
        far = place.gazetteer is not None and from_afar(place.relation)
        # "the South Kastrel village of Orla": a village that only the text knows has the bounds of what it lies in
        own = place.gazetteer is None and place.within is not None and place.mention == "name"
        exact = 1 if own else EXACTNESS[place.precision]
        wide = place.radius_km or 0.0 if exact > AS_A_TOWN else 0.0
        return abroad, far, exact, wide, abs(words.places[i][0] - near)

    return min(places, key=rank, default=None)


def _abroad(doc: Doc, words: Words, i: int) -> bool:
    """Whether a place lies in none of the countries of the packs' conflict."""
    return bool(words.home) and doc._.places[i].country not in words.home


def _between(words: Words, start: int, end: int) -> range:
    """The places that overlap a token range."""
    return overlapping(words.places, start, end)


def place_in(words: Words, start: int, end: int) -> int | None:
    """The last place named in a token range."""
    found = _between(words, start, end)
    return found[-1] if found else None


def _near(doc: Doc, words: Words, head: Token) -> int | None:
    """The place in a noun phrase: its own name, else what "in" or "of" adds; of "the Homs town of Rastan" Rastan."""
    if (called := _called(words, head)) is not None:
        return called
    found = _finest(doc, words, _between(words, *core(head)), head.i)
    if found is not None and doc._.places[found].precision != "country":
        return found
    start, end = whole(head)
    inside = [i for i in _between(words, start, end) if not is_origin(doc, words.places[i])]
    inside = [i for i in inside if not is_where_they_left(doc, words.places[i], head)]
    inside = [i for i in inside if not of_people_only(doc, words.places[i], head)]
    wider = _finest(doc, words, [i for i in inside if not _aimed_at(doc, words.places[i], head)], head.i)
    return wider if wider is not None else found


def _called(words: Words, head: Token) -> int | None:
    """The place that a noun for one is "of": the province before it says only where that lies."""
    if head.lemma_.lower() not in TOWNS:
        return None
    names = (k for of in head.rights if of.lower_ == "of" for k in of.children if k.dep_ == "pobj")
    return next((i for k in names if k.pos_ == "PROPN" for i in _between(words, k.i, k.i + 1)), None)


def _aimed_at(doc: Doc, place: tuple[int, int], head: Token) -> bool:
    """ "A field from which rockets were fired into the town": of the field, the town says nothing."""
    token = doc[place[1] - 1]
    return clause_of(token) in head.subtree and any(
        up.lower_ in INTO for up in token.ancestors if up.dep_ == "prep" and head.is_ancestor(up)
    )


INTO = words("whither")


def role_place(doc: Doc, words: Words, d: Draft, role: str) -> int | None:
    return next((p for t in d.roles.get(role, []) if (p := _near(doc, words, t)) is not None), None)


class Located(NamedTuple):
    """An index into the places of the text (None: nowhere), how it is known, the rule, and the words it went by."""

    place: int | None
    how: PlaceFrom | None = None
    rule: str | None = None
    at: Span | None = None


class Sought(NamedTuple):
    """What a rule of place looks at."""

    doc: Doc
    words: Words
    statement: Statement
    draft: Draft
    told: Sequence[Claim] = ()
    """The claims of the text before this statement."""

    def named(self, place: int, rule: str) -> Located:
        return Located(place, "text", rule, self.doc._.places[place].span)

    @property
    def actors(self) -> list[Token]:
        return self.draft.roles.get("actor", [])


Rule = Callable[[Sought], Located | None]


def place_of(doc: Doc, words: Words, s: Statement, d: Draft, before: int | None, told: Sequence[Claim] = ()) -> Located:
    """Where it happened, and how that is known.

    What the frame calls the place, else what stands with the trigger or its parties, in its clause, in its sentence;
    else where what it takes up or denies was `told` to be, else where the statement was `before`, else where its
    paragraph is or the sentence before. Where none of these says it, nowhere: what is not known is not made up. What is
    said of towns in general is nowhere too, unless its own sentence says where.
    """
    found = _place_of(doc, words, s, d, before, told)
    if found.place is not None and found.how != "text" and tells_in_general(d.head):
        return Located(None)
    if found.rule in BESIDE and is_quality_of_many(d.head):
        return Located(None)
    if found.place is not None and found.how == "text":
        if around_a_name(doc, words, found.place):
            return found._replace(rule="around_a_name")
        if (row := listed(doc, words, found.place)) is not None:
            return found._replace(rule=row)
    if found.place is None or found.rule not in GATHERED or not _only_place(doc, found.place):
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
    if before is not None:
        return Located(before, "paragraph", "claim_before")
    return _of_what_was_told(sought) or _of_the_scene(sought) or found


def _finer(x: Sought, found: Located) -> Located:
    """ "Hit a mosque in Kolofata, in the Far North": of an area and what the things hit are in, the latter."""
    beside = _beside(x, [t for role in ("target", "item") for t in x.draft.roles.get(role, [])])
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
    town = _named_among(x, verb.left_edge.i, verb.right_edge.i + 1, "same_clause")
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
    if x.statement.stance != "denies" or not placed:
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
    places: Sequence[Place] = x.doc._.places
    name = places[place].name
    there = [kind_told(x.doc, c) for c in x.told if c.place is not None and places[c.place].name == name]
    apart = x.draft.kind.held_apart
    if (apart or any(kind.held_apart for kind in there)) and all(kind.held_apart != apart for kind in there):
        return None
    if _spoken_beside(x, places[place].country):
        return None
    if _abroad(x.doc, x.words, place) and any(not _abroad(x.doc, x.words, i) for i in x.words.scenes):
        return None
    return Located(place, "paragraph" if how == "paragraph" else "sentence_before", how, places[place].span)


def _spoken_beside(x: Sought, country: str | None) -> bool:
    """Whether the claim's sentence names where it was said, and that may be as near: "In Gusau, police said ..."."""
    sentence = sentence_of(x.draft.head)
    return any(
        x.doc._.places[i].precision != "country" and (country is None or x.doc._.places[i].country in (None, country))
        for i in _between(x.words, sentence.start, sentence.end)
        if said_at(x.doc, x.words.places[i], x.words.speech)
        and not (acts(x.doc, x.words.places[i]) or is_origin(x.doc, x.words.places[i]))
    )


def _by_frame(x: Sought) -> Located | None:
    """What the frame of the trigger calls the place; not a place of another clause where what was hit is one itself."""
    things = [t for role in ("target", "item") for t in x.draft.roles.get(role, [])]
    hit = next((i for t in things for i in _between(x.words, t.i, t.i + 1)), None)
    for role in ("place", "like"):
        heads = [h for h in x.draft.roles.get(role, []) if h.lemma_.lower() not in ANSWERS]  # "in retaliation for"
        if hit is not None and role == "place" and not any(clause_of(x.draft.head).is_ancestor(h) for h in heads):
            return x.named(hit, "target")
        near = [p for h in heads if (p := _near(x.doc, x.words, h)) is not None]
        if (p := _finest(x.doc, x.words, near, x.draft.head.i)) is not None or (
            p := next(iter(near), None)
        ) is not None:
            return x.named(p, "frame")
        for head in heads:
            stands = head.lemma_.lower() in GROUND or head.pos_ == "PRON"
            if stands and (known := _context_place(x.doc, x.words, head)) is not None:
                return known
    return None


def _beside_any(x: Sought) -> Located | None:
    """What a preposition adds to the trigger or to whom it was done: "the strike in", "killed near"."""
    parties = [t for role in ("target", "item", "means") for t in x.draft.roles.get(role, [])]
    return _beside(x, [x.draft.head, *parties])


def _beside_the_doer(x: Sought) -> Located | None:
    """ "Rebels in Gusau shot a teacher" there; of "rebels in Gusau began an offensive" it may be elsewhere."""
    found = _beside(x, x.actors)
    if found is None or found.place is None or x.draft.head.lemma_ not in LIGHT:
        return found
    return x.named(found.place, "of_the_doer")


def _beside(x: Sought, heads: Sequence[Token]) -> Located | None:
    for head in heads:
        for prep in head.children:
            if prep.dep_ not in ("prep", "advmod", "agent") or prep.lower_ not in PLACE_PREPS:
                continue
            if head in x.actors and prep.lower_ == "of":
                continue  # "the air force of X" may be anywhere
            if (found := _after_preposition(x, prep)) is not None:
                return found
    return None


def _after_preposition(x: Sought, prep: Token) -> Located | None:
    governed = [i for i in _governed(x.words, prep) if not is_origin(x.doc, x.words.places[i])]
    if (p := _finest(x.doc, x.words, governed, prep.i)) is not None:
        return x.named(p, "preposition")
    noun = next((g for g in prep.children if g.dep_ == "pobj" and g.lemma_.lower() in GROUND), None)
    return None if noun is None else _context_place(x.doc, x.words, noun)


def _in_role(roles: tuple[str, ...], rule: str) -> Rule:
    def found(x: Sought) -> Located | None:
        p = next((p for role in roles if (p := role_place(x.doc, x.words, x.draft, role)) is not None), None)
        return None if p is None or _sends(x, p) else x.named(p, rule)

    return found


def _sends(x: Sought, place: int) -> bool:
    """ "Drones launched by X", "that X launched": the land that sent what was hit."""
    last = x.doc[x.words.places[place][1] - 1]
    return (last.dep_ == "pobj" and last.head.dep_ == "agent") or (last.dep_ == "nsubj" and last.head.dep_ == "relcl")


def _moved(x: Sought) -> Located | None:
    """From where people were driven, or to where somebody went, by the kind."""
    role = "from_place" if x.draft.kind.at_origin else "to_place"
    p = role_place(x.doc, x.words, x.draft, role)
    return None if p is None else x.named(p, "moved")


def _from_where(x: Sought) -> Located | None:
    """ "Fled Gusau in the state of Zamfara": what was left says where more exactly than what is told beside it."""
    return _moved(x) if x.draft.kind.at_origin and x.draft.roles.get("from_place") else None


def _in_its_phrase(x: Sought) -> Located | None:
    """ "The Homs bombing"."""
    head = x.draft.head
    if head.pos_ == "VERB":
        return None
    p = _finest(x.doc, x.words, _between(x.words, *core(head)), head.i)
    return None if p is None else x.named(p, "own_phrase")


def _in_its_clause(x: Sought) -> Located | None:
    verb = clause_of(x.draft.head)
    return _named_among(x, verb.left_edge.i, verb.right_edge.i + 1, "same_clause")


def _in_its_sentence(x: Sought) -> Located | None:
    if (whom := _told_of_whom(x) or told_of(x.draft.head)) is not None:
        return _named_among(x, whom.left_edge.i, whom.right_edge.i + 1, "same_sentence")
    sentence = sentence_of(x.draft.head)
    return _named_among(x, sentence.start, sentence.end, "same_sentence")


def _told_of_whom(x: Sought) -> Token | None:
    """ "Officers executed by rebels had been seized in Homs": people of whom the deed is told only to say which, where
    the sentence tells another deed of them."""
    whom = x.draft.head.head
    if x.draft.head.dep_ not in ("acl", "relcl") or whom.dep_ not in ("nsubj", "nsubjpass"):
        return None
    m = mention_at(x.doc, whom.i)
    other = ("verb", whom.head.lemma_.lower()) in x.doc._.world.lexicon.triggers
    return whom if other and m is not None and m.kind != "organisation" else None


def _named_among(x: Sought, start: int, end: int, rule: str) -> Located | None:
    """The place that is named among these tokens, or the one that "the city" there takes up."""
    doc, words = x.doc, x.words
    named = _between(words, start, end)
    said = own_words(doc, x.statement) if named else []
    here = [
        i
        for i in named
        if any(a <= words.places[i][0] < b for a, b in said)  # what another speaker names is not this one's word
        and not is_origin(doc, words.places[i])
        and not is_where_they_left(doc, words.places[i], x.draft.head)
        and not of_people_only(doc, words.places[i], x.draft.head)
        and not of_the_next(x.draft.head, clause_of(doc[words.places[i][1] - 1]))
        and not acts(doc, words.places[i])
        and not (rule == "same_sentence" and _of_a_hospital(doc, words.places[i]))
        and not any(words.places[i][0] <= t.i < words.places[i][1] for t in x.actors)
    ]
    if (p := _finest(doc, words, here, x.draft.head.i)) is not None:
        # "which led to a meeting in New York": what only stands near, abroad, is not where the war is
        if _abroad(doc, words, p) and words.main_place is not None and not _abroad(doc, words, words.main_place):
            return None
        return x.named(p, rule)
    lemmas = words_of(doc)[1]
    noun = next((doc[i] for i in range(start, end) if lemmas[i] in CITIES and doc[i].pos_ == "NOUN"), None)
    return None if noun is None else _context_place(doc, words, noun)


def _of_a_hospital(doc: Doc, at: tuple[int, int]) -> bool:
    """ "Died in a Druzhkivka hospital, and another was found under the market": where somebody was treated, in another
    clause."""
    up = doc[at[1] - 1]
    while up.dep_ in ("compound", "amod", "nmod", "poss") and up.head != up:
        up = up.head
    if up.dep_ == "pobj" and up.head.lower_ in ("in", "of"):
        return up.lemma_.lower() in TREATING or up.head.head.lemma_.lower() in TREATING
    return up.lemma_.lower() in TREATING


TREATING = words("treating")

SAID: tuple[Rule, ...] = (
    _by_frame,
    _from_where,
    _beside_any,
    _in_role(("target", "item"), "target"),
    _beside_the_doer,
    _moved,
    _in_its_phrase,
    _in_its_clause,
    _in_its_sentence,
)
"""Rules of a place in the words, the first that finds one decides."""


def _governed(words: Words, prep: Token) -> list[int]:
    """The places that a preposition governs, with "of" and "in" below it: "in the town of X in Y province"."""
    found: list[int] = []
    for noun in prep.children:
        if noun.dep_ not in ("pobj", "pcomp", "prep"):
            continue
        if noun.dep_ == "prep":
            found += _governed(words, noun)
            continue
        for one in (noun, *noun.conjuncts):
            found += _between(words, *core(one))
            for child in one.children:
                if child.dep_ == "prep" and child.lower_ in PLACE_PREPS:
                    found += _governed(words, child)
                elif child.dep_ in ("appos", "nmod"):
                    found += _between(words, *core(child))
    return found


def _names_a_place(doc: Doc, prep: Token) -> bool:
    """Whether a preposition governs the name of a place, found anywhere or not."""
    return any(c.pos_ == "PROPN" for c in prep.children) or any(lies_in(c, doc._.places) for c in prep.children)


def _which_city(doc: Doc, words: Words, noun: Token, main: int) -> str:
    """The rule of a city that is meant: the place that its sentence named last before it, or the text's chief one."""
    start, places = sentence_of(noun).start, doc._.places
    before = [i for i, (a, _) in enumerate(words.places) if start <= a < noun.i and places[i].precision != "country"]
    named = max(before, key=lambda i: words.places[i][0], default=None)
    return "this_city" if named is not None and places[named].name == places[main].name else "the_city"


def _capital(doc: Doc, words: Words, at: Span) -> Located | None:
    """ "The capital" is the one that the text names, the nearest before; where it names none, no other town is."""
    gazetteer, places = doc._.world.places, doc._.places
    capitals = [
        i
        for i, p in enumerate(places)
        if p.gazetteer and (entry := gazetteer.get(p.gazetteer)) is not None and gazetteer.is_capital(entry)
    ]
    before = [i for i in capitals if places[i].span.start < at.start]
    if not capitals:
        return None
    i = before[-1] if before else capitals[0]
    only = len({places[k].name for k in capitals}) == 1
    return Located(i, "reference", "this_city" if only else "the_city", at)


def _context_place(doc: Doc, words: Words, noun: Token) -> Located | None:
    """ "The city", "that area", "there": the place that was spoken of. Of "a village", "two towns" nothing is known.

    Nor of "Gusau, the state capital": that is Gusau.
    """
    if any(c.lower_ == "of" and _names_a_place(doc, c) for c in noun.rights if c.dep_ == "prep"):
        return None  # "the city of Homs" is Homs, wherever that stands
    told_of = noun.lemma_.lower() in CITIES and any(c.dep_ == "relcl" for c in noun.rights)  # "a city which they hold"
    definite = told_of or noun.pos_ == "PRON" or any(c.dep_ == "poss" or c.lower_ in DEFINITE for c in noun.lefts)
    if not definite or (noun.dep_ == "appos" and place_in(words, noun.head.i, noun.head.i + 1) is not None):
        return None
    at = Span(noun.idx, noun.idx + len(noun))
    if noun.lemma_.lower() in CITIES:
        return _city(doc, words, noun, at)
    return _area(doc, words, noun, at)


def _city(doc: Doc, words: Words, noun: Token, at: Span) -> Located | None:
    plain = not any(
        c.dep_ in ("amod", "compound", "poss") for c in noun.lefts
    )  # not "its capital", "the state capital"
    if noun.lemma_.lower() == "capital" and plain:
        return _capital(doc, words, at)
    if words.main_place is not None:
        return Located(words.main_place, "reference", _which_city(doc, words, noun, words.main_place), at)
    said = [i for i, (a, _) in enumerate(words.places) if a < noun.i and doc._.places[i].precision != "country"]
    return Located(said[-1], "reference", "named_before", at) if said else None


def _area(doc: Doc, words: Words, noun: Token, at: Span) -> Located | None:
    stands_for = next((p for p in doc._.described if p.span.start <= noun.idx < p.span.end), None)
    if stands_for is not None:  # "the province" is the last province that was named
        same = [i for i in words.scenes if words.places[i][0] < noun.i and doc._.places[i].name == stands_for.name]
        if same:
            return Located(same[-1], "reference", "named_before", at)
    before = [i for i in words.scenes if words.places[i][0] < noun.i and doc._.places[i].precision != "country"]
    if noun.lemma_.lower() != "place":  # an area or a town is no road
        before = [i for i in before if not ROADS & set(doc._.places[i].text.lower().split())]
    if noun.tag_ == "NNS":  # "the western districts" are a town's, and not its district's that was named last
        towns = {doc._.places[i].name for i in before}
        before = [i for i in before if doc._.places[i].within not in towns] or before
    if before:
        return Located(before[-1], "reference", "named_before", at)
    return Located(words.main_place, "reference", "the_city", at) if words.main_place is not None else None
