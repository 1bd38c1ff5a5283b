"""Against whom is what a bare body says? "The ministry said a Ruritanian missile had hit it": no ministry of Ruritania.

A state that is accused, or whose weapons, raids or claims somebody speaks of by its name, is not the state that speaks:
that would say "our". So it owns no bare "the ministry", however few other states the report has.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.reading.actors.mentions import Mention, Side
from rashomon.reading.grammar.lexicon import words

THEIRS = words("instruments") | words("vague") | words("deeds") | words("allegations") | words("told_against")
ACCUSING = words("accuse")
OF_A_NOUN = ("amod", "compound", "poss", "nmod")


NOT_BY_ITS_WORDS = frozenset({"land", "only_army", "only_state", "owner_before"})
"""Rules that make a state the owner of a bare body of which no words say so."""


class Foes(NamedTuple):
    """The states against which bare bodies speak: by the token where the body stands, and by its words anywhere."""

    at: Mapping[int, frozenset[str]]
    of_name: Mapping[str, frozenset[str]]

    @staticmethod
    def of(doc: Doc, speaking: Sequence[Mention], peoples: Sequence[tuple[int, int, str]]) -> Foes:
        """Of the bodies that speak in a report; `peoples` are its words for states."""
        at = {m.start: _spoken_against(doc, m, peoples) for m in speaking}
        names: dict[str, frozenset[str]] = {}
        for m in speaking:
            names[m.name.lower()] = names.get(m.name.lower(), frozenset()) | at[m.start]
        return Foes(at, names)

    def unless_one(self, m: Mention, side: Side) -> Side:
        """The side of a body, none where a rule gives it that of a state against which it speaks."""
        if side.rule not in NOT_BY_ITS_WORDS:
            return side
        known = self.at.get(m.start) if side.rule == "owner_before" else self.of_name.get(m.name.lower())
        return Side("unknown", "unknown") if side.camp in (known or ()) else side


def _spoken_against(doc: Doc, m: Mention, peoples: Sequence[tuple[int, int, str]]) -> frozenset[str]:
    sentence = doc[m.start].sent
    here = peoples[bisect_left(peoples, (sentence.start,)) : bisect_left(peoples, (sentence.end,))]
    return frozenset(camp for _, end, camp in here if _is_opposed(doc[end - 1]))


def _is_opposed(state: Token) -> bool:
    """Whether a word for a state stands before a weapon, a deed or a claim, or the state is accused or did it."""
    noun = state.head
    if state.dep_ in OF_A_NOUN:
        return noun.pos_ in ("NOUN", "PROPN") and noun.lemma_.lower() in THEIRS
    if state.dep_ in ("dobj", "nsubjpass"):
        return noun.lemma_ in ACCUSING
    return state.dep_ == "pobj" and noun.dep_ == "agent"
