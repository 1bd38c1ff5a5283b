"""Where "the city", "that area", "there" are: which place of the text a word takes up."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from rashomon.model import Span
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.sentences import sentence_of
from rashomon.reading.grammar.spans import lies_in
from rashomon.reading.what.finest_place import place_in
from rashomon.reading.what.mention_index import Words
from rashomon.reading.what.sought_place import Located

CITIES = words("cities")

DEFINITE = words("definite")

ROADS = words("roads")


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


def place_taken_up(doc: Doc, words: Words, noun: Token) -> Located | None:
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
    if (only := _called_so(doc, words, noun)) is not None:
        return Located(only, "reference", "called_so", at)
    if noun.lemma_.lower() in CITIES:
        return _city(doc, words, noun, at)
    return _area(doc, words, noun, at)


def _called_so(doc: Doc, words: Words, noun: Token) -> int | None:
    """Of "hit a hall in Abs district ... a gathering in the district" Abs: the last one that the same word was told of,
    where it was told of no other."""
    if noun.tag_ != "NN" or any(c.dep_ in ("amod", "compound", "poss", "nummod") for c in noun.lefts):
        return None
    word = noun.lemma_.lower()
    told = [i for i in words.scenes if words.places[i][1] <= noun.i and _with_word(doc, words.places[i], word)]
    names = {doc._.places[i].name for i in told}
    return told[-1] if len(names) == 1 else None


def _with_word(doc: Doc, at: tuple[int, int], word: str) -> bool:
    """ "Abs district", "the district of Abs"."""
    start, end = at
    behind = end < len(doc) and doc[end].lemma_.lower() == word
    before = start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lemma_.lower() == word
    inside = doc[end - 1].lemma_.lower() == word and end - start > 1
    return behind or before or inside


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
