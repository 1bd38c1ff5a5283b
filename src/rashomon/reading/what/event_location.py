"""Where a claim says it happened: which of the places of the text is meant."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from typing import Any

from spacy.tokens import Doc, Token

from rashomon.model import Place, Statement
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


PLACE_PREPS = (
    "in",
    "at",
    "near",
    "on",
    "inside",
    "around",
    "over",
    "across",
    "of",
    "within",
    "throughout",
    "along",
    "outside",
)


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


def place_of(doc: Doc, words: Words, s: Statement, d: Draft, before: int | None) -> tuple[int | None, Any]:
    """Where it happened, as an index into the places of the text, and how that is known.

    What the frame calls the place, else what stands with the trigger or its parties, in its clause, in its sentence;
    else where the statement was before, else the place that the text is speaking of. A country in the words gives way
    to a place within it.
    """
    if d.like is not None and d.like.place is not None and d.head.lemma_ in ACCUSE:
        return d.like.place, "context"  # "accused Russia": no place
    found, how = _place_said(doc, words, s, d)
    if found is None and d.like is not None and d.like.place is not None:
        return d.like.place, "context"
    if found is None and before is not None:
        return before, "context"
    if found is None or (how == "text" and doc._.places[found].precision == "country" and _inside(doc, words, found)):
        return (words.main_place, "context") if words.main_place is not None else (found, how)
    return found, how


def _inside(doc: Doc, words: Words, country: int) -> bool:
    main = None if words.main_place is None else doc._.places[words.main_place]
    return main is not None and main.precision != "country" and main.country == doc._.places[country].country


def _place_said(doc: Doc, words: Words, s: Statement, d: Draft) -> tuple[int | None, Any]:
    for role in ("place", "like"):
        for head in d.roles.get(role, []):
            if (p := _near(doc, words, head)) is not None:
                return p, "text"
            if head.lemma_.lower() in GROUND or head.pos_ == "PRON":
                return _context_place(doc, words, head)
    actors = d.roles.get("actor", [])
    with_it = [d.head, *(t for role in ("target", "item", "means") for t in d.roles.get(role, [])), *actors]
    for head in with_it:
        for child in head.children:
            if child.dep_ not in ("prep", "advmod", "agent") or child.lower_ not in PLACE_PREPS:
                continue
            if head in actors and child.lower_ == "of":
                continue  # "the air force of X" may be anywhere
            governed = [i for i in _governed(words, child) if not _origin(doc, words.places[i][0])]
            if (p := _finest(doc, words, governed, child.i)) is not None:
                return p, "text"
            noun = next((g for g in child.children if g.dep_ == "pobj" and g.lemma_.lower() in GROUND), None)
            if noun is not None and (context := _context_place(doc, words, noun))[0] is not None:
                return context
    for role in ("target", "item"):
        for head in d.roles.get(role, []):
            if (p := _near(doc, words, head)) is not None:
                return p, "text"
    for role in ("from_place",) if d.kind.at_origin else ("to_place",):
        for head in d.roles.get(role, []):
            if (p := _near(doc, words, head)) is not None:
                return p, "text"
    if (p := _finest(doc, words, _between(words, *core(d.head)), d.head.i)) is not None:
        return p, "text"
    verb, sent = clause_of(d.head), d.head.sent
    said = [r for c in s.content if (r := token_range(doc, c))]
    for start, end in ((verb.left_edge.i, verb.right_edge.i + 1), (sent.start, sent.end)):
        here = [
            i
            for i in _between(words, start, end)
            if any(a <= words.places[i][0] < b for a, b in said)  # what another speaker names is not this one's word
            and not _origin(doc, words.places[i][0])
            and not _acts(doc, words, i)
            and not any(words.places[i][0] <= t.i < words.places[i][1] for t in actors)
        ]
        if (p := _finest(doc, words, here, d.head.i)) is not None:
            # "which led to a meeting in New York": what only stands near, abroad, gives way to what the text is about
            if _abroad(doc, words, p) and words.main_place is not None and not _abroad(doc, words, words.main_place):
                return words.main_place, "context"
            return p, "text"
        lemmas = words_of(doc)[1]
        noun = next((doc[i] for i in range(start, end) if lemmas[i] in CITIES and doc[i].pos_ == "NOUN"), None)
        if noun is not None:
            return _context_place(doc, words, noun)
    return None, None


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


def _context_place(doc: Doc, words: Words, noun: Token) -> tuple[int | None, Any]:
    """ "the city", "the area": the place that was spoken of."""
    if noun.lemma_.lower() in CITIES and words.main_place is not None:
        return words.main_place, "context"
    before = [i for i, (a, _) in enumerate(words.places) if a < noun.i and doc._.places[i].precision != "country"]
    if before:
        return before[-1], "context"
    return (words.main_place, "context") if words.main_place is not None else (None, None)
