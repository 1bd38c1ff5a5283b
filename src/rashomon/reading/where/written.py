"""Does a name stand where only places stand? "Retook X", "fell on X", "killed in X", where a text tells of violence.

A name that nothing else explains is a place there, whether or not a gazetteer has it.
"""

from __future__ import annotations

from rashomon.reading.where.name_mentions import POSSESSIVE, Text, words_of


def is_written(t: Text, s: int, e: int) -> bool:
    """Whether a name stands where places stand, in a sentence that tells of violence: "fell on X", "troops took X"."""
    words, before = words_of(), t.lower[s - 1] if s else ""
    if s and t.capital[s - 1] and t.lower[s - 1] in words.before:
        return False  # "Camp X" is a name of its own
    if _is_done_to(t, e) and not t.opening[s]:
        return True
    if t.headline[s] or not told_of_violence(t, s) or not ends_phrase(t, e):
        return False
    k = s - 1
    while k > 0 and t.lower[k] in words.directions:
        k -= 1
    before, further = t.lower[k] if k >= 0 else "", t.lower[k - 1] if k > 0 else ""
    if before in words.located:
        return True
    if before in words.base_forms:
        return further in words.of_a_verb
    if before in words.by_armed:
        while k > 1 and t.lower[k - 1] in words.auxiliaries:
            k -= 1
        return t.lower[k - 1] in words.armed
    return further in words.deeds.get(before, ())


def _is_done_to(t: Text, e: int) -> bool:
    """ "X had fallen", "X was shelled": what is said of places and not of persons."""
    j = e
    while j < t.n and t.lower[j] in words_of().auxiliaries:
        j += 1
    return e < j < t.n and t.lower[j] in words_of().done_to


def told_of_violence(t: Text, i: int) -> bool:
    start = t.sentence_start(i)
    violence = words_of().violence
    for j in range(start, t.n):
        if j > i and t.opening[j]:
            return False
        if t.lower[j] in violence:
            return True
    return False


def ends_phrase(t: Text, e: int) -> bool:
    """Whether nothing goes on after a name to make another thing of it: "X's house", "X positions", "X-held"."""
    if e >= t.n:
        return True
    if t.tokens[e] in POSSESSIVE or t.tokens[e] == "-" or t.lower[e] in words_of().says:
        return False
    return not (t.noun[e] or t.capital[e]) or t.lower[e] in words_of().never
