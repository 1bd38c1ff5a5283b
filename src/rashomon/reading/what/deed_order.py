"""Which of two deeds of a sentence came first: what was avenged, what another came after."""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.reading.actors.component import core
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words

SINCE = words("since")
ANSWERS = words("answers")


def came_first(deed: Token, other: Token) -> bool:
    """Whether a deed is told only as what another answered or came after: "in retaliation for the killing of a pilot",
    "shelled the town after rebels killed a pilot"."""
    verb = clause_of(other)
    if not (other.is_ancestor(deed) or verb == clause_of(deed) or verb.is_ancestor(deed)):
        return False
    for up in (deed, *deed.ancestors):
        if up in (other, verb):
            return False
        if up.lemma_.lower() in ANSWERS or (up.dep_ == "prep" and up.lower_ in ("after", "following")):
            return True
        if up.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "after" for c in up.children):
            return True
    return False


def avenged(deed: Token) -> bool:
    """ "In retaliation for the killing of a pilot": the killing."""
    return any(up.lemma_.lower() in ANSWERS for up in deed.ancestors if up.pos_ == "NOUN")


def long_before(cause: Token) -> bool:
    """ "Days after the strike, a woman was killed": not by that strike. Read off the words: parses of it differ."""
    start = core(cause)[0]
    if start < 2 or cause.pos_ not in ("NOUN", "PROPN"):
        return False
    after, unit = cause.doc[start - 1], cause.doc[start - 2]
    return after.lower_ in ("after", "since", "before") and unit.lemma_.lower() in SINCE
