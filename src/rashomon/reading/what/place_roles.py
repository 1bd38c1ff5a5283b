"""What part does a named place play in its sentence? Where it happened, where it was said, where somebody is from."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from rashomon.model import Place, Statement
from rashomon.reading.grammar.clauses import SUBJECTS
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.punctuation import unpunctuated
from rashomon.reading.grammar.sentences import sentence_at
from rashomon.reading.grammar.spans import token_range

AWAY = words("away")
ELSEWHERE = words("elsewhere")
NOT_THERE = words("not_there")
LYING_TO = frozenset(f"{verb}{end}" for verb in words("lying_to") for end in ("s", "ing"))
OFFICIAL = words("official")
ROADS = words("roads")
GROUND = words("ground_in_full") | words("parts_of_places") | words("sites_in_general") | ROADS
BEING, CITIES = words("being"), words("cities")
OF_WHOM = words("joined_to_places")
"""After a name and its hyphen: whose, or from where, somebody is ("Kyiv-controlled", "Homs-based")"""

PHRASE = frozenset(("ADP", "DET", "ADJ", "NOUN", "PROPN", "NUM", "ADV"))
ELSEWHEN = words("elsewhen")
"""Words after which another time, and so another place, is told of"""

Range = tuple[int, int]


def acts(doc: Doc, at: Range) -> bool:
    """Whether a place is named for those who act from it: "Russia, which fired ...", "by Ankara", "by rebels in Yemen".

    What only is or sees something does not act: "Homs was the target", "Homs saw fighting".
    """
    token = doc[at[1] - 1]
    if token.dep_ in ("compound", "poss") and token.head.lemma_ in OFFICIAL:
        return True
    if token.dep_ == "nsubj":
        return token.head.lemma_ not in BEING and not _says_what_it_is(doc, at[0])
    if token.dep_ == "poss" and token.head.lemma_.lower() in GROUND:  # "Kyiv's outskirts", "the capital's Airport Road"
        return False
    return token.dep_ in ("agent", "poss") or _after_by(token)


def _says_what_it_is(doc: Doc, first: int) -> bool:
    """ "A push for a base near the capital Kharran killed ten": a name right behind such a noun names that place, what
    verb ever it was taken for the subject of."""
    i = first - 1
    if i < 2 or doc[i].lemma_.lower() not in CITIES or doc[i].pos_ != "NOUN":
        return False
    start = next((k for k in range(i, max(i - 4, 0), -1) if doc[k - 1].pos_ not in ("DET", "ADJ", "PROPN")), None)
    return start is not None and doc[start - 1].pos_ in ("ADP", "SCONJ")


def _after_by(token: Token) -> bool:
    """Whether a name stands in a phrase that "by" opens: "by Ankara", "claimed by the movement in Yemen"."""
    up = token
    while up.dep_ in ("pobj", "prep", "compound", "nmod", "appos", "conj") and up.head != up:
        up = up.head
        if up.dep_ == "agent" or (up.dep_ == "prep" and up.lower_ == "by"):
            return True
    return False


def is_adjective(doc: Doc, at: Range, home: frozenset[str], place: Place) -> bool:
    """Whether the name of a country only says whose something is: "Syrian", "U.S. jets"."""
    start, end = at
    if place.precision != "country" or end - start != 1:
        return False
    return (
        doc[start].pos_ == "ADJ"
        or doc[start].dep_ == "amod"
        or (doc[start].dep_ in ("compound", "npadvmod") and place.country not in home)
    )


def is_joined(doc: Doc, at: Range) -> bool:
    """Whether a name is the first half of an adjective: "Kyiv-controlled", "Homs-based", "rebel-held"; or a dateline
    that lost its dash, before whose something is: "BEIRUT Syrian warplanes bombed"."""
    start, end = at
    if end < len(doc) and unpunctuated(doc) and doc[end].lower_ in doc._.world.places.demonyms:
        return start == 0 or doc[start - 1].pos_ != "ADP"
    if end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].lower_ in OF_WHOM:
        return True
    return _names_a_road(doc, at)


def _names_a_road(doc: Doc, at: Range) -> bool:
    """ "The Kabul-Kandahar highway": neither of the two towns."""
    start, end = at
    if doc[end : end + 1].text in DASHES and doc[end + 2 : end + 3].text:
        return doc[end + 1].pos_ == "PROPN" and doc[end + 2].lemma_.lower() in ROADS
    before = start > 1 and doc[start - 1].text in DASHES and doc[start - 2].pos_ == "PROPN"
    return before and doc[end : end + 1].text.lower().removesuffix("s") in ROADS


DASHES = frozenset({"-", "–"})


DIRECTIONS = frozenset({"direction"})


def is_origin(doc: Doc, at: Range) -> bool:
    """Whether a place is where somebody comes from, or part of who somebody is ("Turkish-backed", "Homs-based").

    Nor did it happen where a group is "outlawed in", nor in the country that "the border with" speaks of, nor in the
    town to which somebody is "a threat".
    """
    token = doc[at[0]]
    up = token
    while up.dep_ in ("compound", "amod", "conj", "punct", "nmod") and up.head != up:
        up = up.head
    if at[0] > 2 and doc[at[0] - 1].text == "," and doc[at[0] - 2].lower_ in GROUND:
        up = doc[at[0] - 2]  # "out of the capital, X,"
    if up.dep_ == "pobj" and up.head.lower_ in AWAY:
        return True
    if up.dep_ == "pobj" and up.head.lower_ == "of" and up.head.i and doc[up.head.i - 1].lower_ == "out":
        return True
    if up.dep_ == "pobj" and up.head.lower_ == "between" and up.head.head.pos_ == "NOUN":
        return up.head.head.lemma_.lower() not in ROADS  # "a junction between X and Y", not the road that was hit
    last = at[0] - 1
    last -= last > 0 and doc[last].lower_ == "the"
    if last >= 0 and doc[last].lower_ in LYING_TO:  # by the words: the parse takes "overlooks" for a noun
        return True
    if up.dep_ == "pobj" and up.head.lower_ == "of" and up.head.head.lemma_.lower() in DIRECTIONS:
        return True  # "fired from the direction of Gorlovka"
    if up.dep_ == "pobj" and up.head.lower_ in ("in", "with") and _elsewhere(up.head.head):
        return True
    before = [t.lower_ for t in doc[max(0, at[0] - 2) : at[0]]]  # by the words: the parse mistakes "to"
    if len(before) == 2 and before[0] in NOT_THERE and before[1] in ("to", "of"):
        return True
    return is_joined(doc, at)


def _elsewhere(noun: Token) -> bool:
    """ "A group banned in X", "the border with X", "a border crossing with X"."""
    called = (c for c in noun.lefts if c.dep_ == "compound")
    return any(t.lemma_.lower() in ELSEWHERE for t in (noun, *called))


def is_where_they_left(doc: Doc, at: Range, head: Token) -> bool:
    """ "Buses with people evacuated from the towns of X and Y": of the buses, what the people left says nothing."""
    up = doc[at[1] - 1]
    while up.dep_ in ("compound", "conj", "nmod") and up.head != up:
        up = up.head
    if up.dep_ != "pobj" or up.head.lower_ != "of":
        return False
    town = up.head.head
    if town == head or town.dep_ != "pobj" or town.head.lower_ not in AWAY:
        return False
    moved = town.head.head  # not of "fighters withdrew from the town of X after a raid"
    return moved != head and (moved.pos_ == "NOUN" or moved.dep_ == "acl")


def own_words(doc: Doc, s: Statement) -> list[Range]:
    """The tokens of what is said, with the phrases of place and time that follow it where neither cue nor speaker does.

    "Rebels denied firing missiles | at a market in Goma" is still about the missiles; "..., he said in Goma" is not.
    """
    found = []
    around = [r[0] for span in (*s.cue, *([s.speaker.span] if s.speaker.span else [])) if (r := token_range(doc, span))]
    for content in s.content:
        if (r := token_range(doc, content)) is None:
            continue
        stop = end = r[1]
        last = sentence_at(doc, end - 1).end
        if s.cue and not any(end <= i < last for i in around):
            while stop < last and doc[stop].pos_ in PHRASE and doc[stop].lower_ not in ELSEWHEN:
                stop += 1
        found.append((r[0], stop))
    return found


Quoted = Mapping[int, Sequence[Range]]
"""By the first token of a sentence in which somebody is quoted, what is said there."""


def quoted(doc: Doc, statements: Sequence[Statement]) -> Quoted:
    """What the statements say that have a cue, and what the outlet tells beside them, for `said_at`: "The army did hit
    Gusau, but its target was a store, a general said"."""
    said: dict[int, list[Range]] = {}
    for s in statements:
        if s.cue and (cue := token_range(doc, s.cue[0])) is not None:
            said.setdefault(sentence_at(doc, cue[0]).start, []).extend(own_words(doc, s))
    for content in (c for s in statements if not s.cue for c in s.content):
        told = token_range(doc, content)
        if told is not None and (beside := said.get(sentence_at(doc, told[0]).start)) and _is_clause(doc, told):
            beside.append(told)
    return said


def _is_clause(doc: Doc, told: Range) -> bool:
    """Whether somebody does something in these words: not in "Speaking in Gusau, the mayor | said"."""
    return any(t.dep_ in SUBJECTS and told[0] <= t.head.i < told[1] for t in doc[told[0] : told[1]])


def said_at(doc: Doc, at: Range, speech: Quoted) -> bool:
    """Whether a place stands in the words around a quotation and in none of what is quoted.

    There the speaker is, or is of: "Speaking in Geneva, he said ...", "officials in Washington", "... , Moscow said".
    """
    here = speech.get(sentence_at(doc, at[0]).start) if speech else None
    return here is not None and not any(a <= at[0] and at[1] <= b for a, b in here)


def overlapping(places: Sequence[Range], start: int, end: int) -> range:
    """The places that overlap a token range, by their index."""
    first = bisect.bisect_left(places, start, key=lambda p: p[1] - 1)
    return range(first, bisect.bisect_left(places, end, key=lambda p: p[0]))
