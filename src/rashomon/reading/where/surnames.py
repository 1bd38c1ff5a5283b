"""Whose name it is: words that follow a given name or a title are persons where they stand alone, too."""

from __future__ import annotations

from rashomon.reading.where.around_names import is_country, says_nothing
from rashomon.reading.where.name_mentions import Mention, Text, is_english, words_of
from rashomon.world.places import name_key


def surnames_of(t: Text, mentions: list[Mention]) -> frozenset[str]:
    """Words that follow a given name, a title or some other name: where they stand alone they are still persons."""
    return after_given_names(t) | {m.key for m in mentions if _ends_a_name(t, m)}


def after_given_names(t: Text) -> frozenset[str]:
    """The words that follow a given name or a title somewhere in the text, folded."""
    words = words_of()
    found = set()
    for i in range(t.n - 1):
        if not t.capital[i] or t.headline[i]:
            continue
        first = t.lower[i].rstrip(".")
        if first in words.given or first in words.titles:
            for j in (i + 1, i + 2):
                if j >= t.n or not t.capital[j] or not t.proper[j]:
                    break
                found.add(name_key(t.tokens[j]))
    return frozenset(found)


def _ends_a_name(t: Text, m: Mention) -> bool:
    """Whether a single word stands after a capitalised one that is no place and nothing that stands before places."""
    s = m.start
    if m.end - s != 1 or not s or t.headline[s] or not t.capital[s - 1] or not t.proper[s - 1]:
        return False
    before = t.lower[s - 1]
    if is_english(t, s - 1):
        return False  # "Foreign Affairs Canada", "CBC Toronto": no first name
    return not (says_nothing(words_of(), before) or t.gazetteer.named(name_key(before)) or is_country(t, before))
