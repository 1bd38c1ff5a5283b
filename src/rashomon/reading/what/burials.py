"""Where and when the dead are buried, which is not where and when they died."""

from __future__ import annotations

from rashomon.reading.grammar.clauses import governed, has_word
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.what.mention_index import Draft

BURYING, UNDER, GRAVES = words("burying"), words("buried_under"), words("common_graves")


def laid_to_rest(d: Draft) -> bool:
    """ "The four were buried in Hama on Sunday", "held a funeral for the dead". Not "buried under rubble" or "alive",
    nor in a mass grave, which says that they died there."""
    verb = clause_of(d.head)
    if not d.kind.effect or verb.lemma_ not in BURYING:
        return False
    if has_word(verb, UNDER, "prep") or has_word(verb, ("alive",)):
        return False
    into = governed(next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "in"), None))
    return into is None or into.lemma_.lower() not in GRAVES
