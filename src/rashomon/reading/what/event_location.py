"""Where a claim says it happened: which of the places of the text is meant."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from spacy.tokens import Doc, Token

from rashomon.model import Claim, Place, Span, Statement
from rashomon.reading.actors.component import core, whole
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import words_of
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.what.mention_index import Draft, Words

ACCUSE = words("accuse")
AWAY = words("away")
CITIES = words("cities")
ELSEWHERE = words("elsewhere")
GROUND = words("ground")
OFFICIAL = words("official")


PLACE_PREPS = words("place_prepositions")


EXACTNESS = {"exact": 0, "vicinity": 0, "locality": 1, "unresolved": 2, "admin2": 2, "admin1": 3, "country": 4}


def _finest(doc: Doc, words: Words, found: Iterable[int], near: int) -> int | None:
    """Of several places the one that says most exactly where, the nearest of those; an adjective ("Syrian") is none."""
    places = [i for i in found if not _adjective(doc, words, i)]

    def rank(i: int) -> tuple[bool, int, int]:
        place: Place = doc._.places[i]
        return place.country not in words.home, EXACTNESS[place.precision], abs(words.places[i][0] - near)

    return min(places, key=rank, default=None)


def _acts(doc: Doc, words: Words, i: int) -> bool:
    """Whether a place is named for those who act from it: "Russia, which fired ...", "by Ankara"."""
    token = doc[words.places[i][1] - 1]
    if token.dep_ in ("compound", "poss") and token.head.lemma_ in OFFICIAL:
        return True
    return token.dep_ in ("nsubj", "agent", "poss") or (token.dep_ == "pobj" and token.head.lower_ == "by")


def _abroad(doc: Doc, words: Words, i: int) -> bool:
    """Whether a place lies in none of the countries of the packs' conflict."""
    return bool(words.home) and doc._.places[i].country not in words.home


def _adjective(doc: Doc, words: Words, i: int) -> bool:
    start, end = words.places[i]
    place: Place = doc._.places[i]
    if place.precision != "country" or end - start != 1:
        return False
    return (
        doc[start].pos_ == "ADJ"
        or doc[start].dep_ == "amod"
        or (doc[start].dep_ in ("compound", "npadvmod") and place.country not in words.home)
    )


def _between(words: Words, start: int, end: int) -> range:
    """The places that overlap a token range."""
    first = bisect.bisect_left(words.places, start, key=lambda p: p[1] - 1)
    return range(first, bisect.bisect_left(words.places, end, key=lambda p: p[0]))


def place_in(words: Words, start: int, end: int) -> int | None:
    """The last place named in a token range."""
    found = _between(words, start, end)
    return found[-1] if found else None


def _near(doc: Doc, words: Words, head: Token) -> int | None:
    """The place in a noun phrase: its own name, else what "in" or "of" adds to it."""
    found = _finest(doc, words, _between(words, *core(head)), head.i)
    if found is not None and doc._.places[found].precision != "country":
        return found
    start, end = whole(head)
    wider = _finest(
        doc, words, [i for i in _between(words, start, end) if not _origin(doc, words.places[i][0])], head.i
    )
    return wider if wider is not None else found


def role_place(doc: Doc, words: Words, d: Draft, role: str) -> int | None:
    return next((p for t in d.roles.get(role, []) if (p := _near(doc, words, t)) is not None), None)


class Located(NamedTuple):
    """An index into the places of the text (None: nowhere), how it is known, the rule, and the words it went by."""

    place: int | None
    how: Literal["text", "context"] | None = None
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
    else where the statement was `before`, else where what it takes up or denies was `told` to be, else the place that
    the text is speaking of. A country in the words gives way to a place within it.
    """
    taken_up = d.like.place if d.like is not None else None
    if taken_up is not None and d.head.lemma_ in ACCUSE:
        return Located(taken_up, "context", "taken_up")  # "accused Russia": no place
    sought = Sought(doc, words, s, d, told)
    found = next((f for rule in SAID if (f := rule(sought)) is not None), Located(None))
    if found.place is None and taken_up is not None:
        return Located(taken_up, "context", "taken_up")
    if found.place is None and before is not None:
        return Located(before, "context", "claim_before")
    if found.place is None and (known := _of_what_was_told(sought)) is not None:
        return known
    if words.main_place is None:
        return found
    if found.place is None:
        return Located(words.main_place, "context", "main_place")
    country = found.how == "text" and doc._.places[found.place].precision == "country"
    if country and _inside(doc, words, found.place):
        return Located(words.main_place, "context", "within_country", found.at)
    return found


def _of_what_was_told(x: Sought) -> Located | None:
    """Where "the bombardment" was that the text told of before; of a denial, where the sentence before was."""
    noun = x.draft.head
    deed = x.draft.kind.attack and noun.pos_ == "NOUN"
    placed = [c for c in x.told if c.place is not None]
    if deed and any(c.lower_ in ("the", "this", "that", "these", "those") for c in noun.lefts):
        same = next((c for c in reversed(placed) if c.kind == x.draft.kind.id), None)
        if same is not None:
            return Located(same.place, "context", "told_before", same.trigger)
    if x.statement.stance != "denies" or not placed:
        return None
    last, start = token_range(x.doc, placed[-1].trigger), noun.sent.start
    if last is None or start == 0 or x.doc[start - 1].sent.start > last[0]:
        return None
    return Located(placed[-1].place, "context", "sentence_before", placed[-1].trigger)


def _inside(doc: Doc, words: Words, country: int) -> bool:
    main = None if words.main_place is None else doc._.places[words.main_place]
    return main is not None and main.precision != "country" and main.country == doc._.places[country].country


def _by_frame(x: Sought) -> Located | None:
    """What the frame of the trigger calls the place."""
    for role in ("place", "like"):
        for head in x.draft.roles.get(role, []):
            if (p := _near(x.doc, x.words, head)) is not None:
                return x.named(p, "frame")
            if head.lemma_.lower() in GROUND or head.pos_ == "PRON":
                return _context_place(x.doc, x.words, head)
    return None


def _beside(x: Sought) -> Located | None:
    """What a preposition adds to the trigger or to a party: "the strike in", "killed near"."""
    parties = [t for role in ("target", "item", "means") for t in x.draft.roles.get(role, [])]
    for head in [x.draft.head, *parties, *x.actors]:
        for prep in head.children:
            if prep.dep_ not in ("prep", "advmod", "agent") or prep.lower_ not in PLACE_PREPS:
                continue
            if head in x.actors and prep.lower_ == "of":
                continue  # "the air force of X" may be anywhere
            if (found := _after_preposition(x, prep)) is not None:
                return found
    return None


def _after_preposition(x: Sought, prep: Token) -> Located | None:
    governed = [i for i in _governed(x.words, prep) if not _origin(x.doc, x.words.places[i][0])]
    if (p := _finest(x.doc, x.words, governed, prep.i)) is not None:
        return x.named(p, "preposition")
    noun = next((g for g in prep.children if g.dep_ == "pobj" and g.lemma_.lower() in GROUND), None)
    context = None if noun is None else _context_place(x.doc, x.words, noun)
    return context if context is not None and context.place is not None else None


def _in_role(roles: tuple[str, ...], rule: str) -> Rule:
    def found(x: Sought) -> Located | None:
        p = next((p for role in roles if (p := role_place(x.doc, x.words, x.draft, role)) is not None), None)
        return None if p is None else x.named(p, rule)

    return found


def _moved(x: Sought) -> Located | None:
    """From where people were driven, or to where somebody went, by the kind."""
    role = "from_place" if x.draft.kind.at_origin else "to_place"
    p = role_place(x.doc, x.words, x.draft, role)
    return None if p is None else x.named(p, "moved")


def _in_its_phrase(x: Sought) -> Located | None:
    """ "The Homs bombing"."""
    head = x.draft.head
    p = _finest(x.doc, x.words, _between(x.words, *core(head)), head.i)
    return None if p is None else x.named(p, "own_phrase")


def _in_its_clause(x: Sought) -> Located | None:
    verb = clause_of(x.draft.head)
    return _named_among(x, verb.left_edge.i, verb.right_edge.i + 1, "same_clause")


def _in_its_sentence(x: Sought) -> Located | None:
    sentence = x.draft.head.sent
    return _named_among(x, sentence.start, sentence.end, "same_sentence")


def _named_among(x: Sought, start: int, end: int, rule: str) -> Located | None:
    """The place that is named among these tokens, or the one that "the city" there takes up."""
    doc, words = x.doc, x.words
    said = [r for c in x.statement.content if (r := token_range(doc, c))]
    here = [
        i
        for i in _between(words, start, end)
        if any(a <= words.places[i][0] < b for a, b in said)  # what another speaker names is not this one's word
        and not _origin(doc, words.places[i][0])
        and not _acts(doc, words, i)
        and not any(words.places[i][0] <= t.i < words.places[i][1] for t in x.actors)
    ]
    if (p := _finest(doc, words, here, x.draft.head.i)) is not None:
        # "which led to a meeting in New York": what only stands near, abroad, gives way to what the text is about
        if _abroad(doc, words, p) and words.main_place is not None and not _abroad(doc, words, words.main_place):
            return Located(words.main_place, "context", "main_place")
        return x.named(p, rule)
    lemmas = words_of(doc)[1]
    noun = next((doc[i] for i in range(start, end) if lemmas[i] in CITIES and doc[i].pos_ == "NOUN"), None)
    return None if noun is None else _context_place(doc, words, noun)


SAID: tuple[Rule, ...] = (
    _by_frame,
    _beside,
    _in_role(("target", "item"), "target"),
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


def _origin(doc: Doc, i: int) -> bool:
    """Whether a place is where somebody comes from, or part of who somebody is ("Turkish-backed", "Homs-based").

    Nor did it happen where a group is "outlawed in", nor in the country that "the border with" speaks of.
    """
    token = doc[i]
    up = token
    while up.dep_ in ("compound", "amod", "conj", "punct", "nmod") and up.head != up:
        up = up.head
    if up.dep_ == "pobj" and up.head.lower_ in AWAY:
        return True
    if up.dep_ == "pobj" and up.head.lower_ in ("in", "with") and up.head.head.lemma_.lower() in ELSEWHERE:
        return True
    return (
        i + 2 < len(doc)
        and doc[i + 1].text == "-"
        and doc[i + 2].lower_ in ("based", "backed", "led", "held", "controlled")
    )


def _context_place(doc: Doc, words: Words, noun: Token) -> Located:
    """ "the city", "the area": the place that was spoken of."""
    at = Span(noun.idx, noun.idx + len(noun))
    if noun.lemma_.lower() in CITIES and words.main_place is not None:
        return Located(words.main_place, "context", "the_city", at)
    before = [i for i, (a, _) in enumerate(words.places) if a < noun.i and doc._.places[i].precision != "country"]
    if before:
        return Located(before[-1], "context", "named_before", at)
    return Located(words.main_place, "context", "the_city", at) if words.main_place is not None else Located(None)
