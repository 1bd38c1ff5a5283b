"""Is a report about armed conflict, or violence between groups, at all? A cheap look at its words, and at those of a
sentence.

Words of force are ambiguous: strikes are called off, campaigns are run, a team attacks. In a report about a war that
hardly matters; in one about none, a claim is made only where its own sentence speaks of war. Words of war come twice in
a hundred words of reports from wars, and hardly once in two hundred of other pages (measured on both); what is as short
as a note says too little to know, and its words are taken as they are.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc

from rashomon.reading.actors.mentions import within
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import words_of
from rashomon.reading.grammar.sentences import sentence_of
from rashomon.reading.what.mention_index import Draft

OF_WAR, OF_FORCE = words("of_war"), words("of_force")

ARMED = ("armed_group", "military")

LONG_ENOUGH = 80
"""Tokens from which on a text tells what it is about."""
PER_HUNDRED = 0.9
"""Words of war in a hundred tokens from which on a report is about one; a word of force is a third of one."""
IN_A_SENTENCE = 4 / 3
"""Words of war in a sentence that speaks of it in a report that does not: one, and a word of force beside it."""


def in_earnest(doc: Doc) -> Callable[[Draft], bool]:
    """Whether a draft of this text may be taken for what its words say."""
    told = _told(doc)
    if len(told) < LONG_ENOUGH or 100 * weight(doc, told) >= PER_HUNDRED * len(told):
        return lambda draft: True
    return lambda draft: weight(doc, range(*sentence_of(draft.head))) >= IN_A_SENTENCE


def _told(doc: Doc) -> list[int]:
    """The tokens of the report itself, less the page around it."""
    furniture = [p.span for p in doc._.parts if p.kind == "furniture"]
    return [t.i for t in doc if (t.is_alpha or t.like_num) and not any(a <= t.idx < b for a, b in furniture)]


def weight(doc: Doc, tokens: range | list[int]) -> float:
    """How much these tokens speak of war: words of war, armed parties, and a third of the words of force."""
    lowers, lemmas = words_of(doc)
    war = {i for i in tokens if lemmas[i] in OF_WAR or lowers[i] in OF_WAR}
    force = {i for i in tokens if lemmas[i] in OF_FORCE or lowers[i] in OF_FORCE} - war
    inside = set(tokens)
    near = within(doc, min(inside), max(inside) + 1) if inside else []
    armed = (m for m in near if m.start in inside and war.isdisjoint(range(m.start, m.end)))
    aircraft = doc._.world.lexicon.classes["aircraft"]  # a jet may be one of air, or of an airline
    fighting = [m for m in armed if m.role in ARMED and (m.descriptor is None or m.descriptor.armed)]
    fighting = [m for m in fighting if lemmas[m.end - 1] not in aircraft]
    return float(len(war) + len(fighting) + len(force) / 3)
