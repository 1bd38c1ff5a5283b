"""The subjects of verbs of saying where nouns have articles: what stands before a verb, and what that is."""

from __future__ import annotations

from rashomon.reading.surface.belonging import sides
from rashomon.reading.surface.statement_drafts import Page, Range, cut_speaker
from rashomon.reading.surface.words import Sentence

BEFORE = 28
"""Words of a subject with its posts and names, at most."""
HEAD = 3
"""Words before the noun that tells who somebody is: articles, numbers, adjectives."""


def party_at(page: Page, a: int, b: int) -> Range | None:
    """Whether the words from `a` on are somebody: a post, a body, a people, a movement within their first words, or a
    name with a capital."""
    words, by = page.words, sides(page.words.tongue.code)
    for i in range(a, min(b, a + HEAD + 1)):
        if any(list_.at(words, i, b) is not None for list_ in (by.glosses, by.movements, by.peoples)):
            return a, b
        if i > a and page.pause(i):
            break
    names = [i for i in range(a, min(b, a + 2)) if words.capital(i) and not words.raw(i)[0].isdigit()]
    articled = words.norms[a] in words.tongue.articles and a + 1 < b
    return (a, b) if names and (names[0] == a or articled) else None


def subject_before(page: Page, s: Sentence, i: int, since: int) -> tuple[Range, str] | None:
    """Who stands before the verb group that begins at `i`, and by which rule; None where nobody does."""
    words, says = page.words, page.says
    floor = max(s.a, since, i - BEFORE)
    if i > floor and says.at("who", words, i - 1, i) == i:
        found = _antecedent(page, s, i - 1)
        return (found, "surface_relative") if found is not None else None
    starts = [floor, *(n for n in range(floor + 1, i) if page.pause(n) or _new_clause(page, floor, n))]
    parts = [(a, b) for a, b in zip(starts, [*starts[1:], i], strict=True) if b > a]
    if not page.pause(i):
        whole = parts[-1:] if parts else []
        if len(parts) > 1 and not _nominal(page, *parts[-1]) and page.comma(parts[-1][0]):
            return None
    else:
        whole = parts
    for n, (a, b) in enumerate(whole):
        a = _past_adverbs(page, a, b)
        if a >= b or not _nominal(page, a, b) or verbal(page, a, b):
            continue
        end = b
        for x, y in whole[n + 1 :]:
            if not _apposition(page, x, y):
                break
            end = y
        found = cut_speaker(page, a, end)
        return (found, "surface_subject") if found is not None else None
    return None


def _past_adverbs(page: Page, a: int, b: int) -> int:
    while a < b:
        if a in page.time_at:
            a = min(b, page.time_at[a])
        elif (past := page.says.at("skip", page.words, a, b)) is not None:
            a = past
        else:
            break
    return a


def _nominal(page: Page, a: int, b: int) -> bool:
    """Whether a phrase may be a subject: no preposition, participle or pronoun of a clause opens it."""
    return a < b and all(page.says.at(name, page.words, a, b) is None for name in ("preposition", "speaker_ends"))


def _apposition(page: Page, a: int, b: int) -> bool:
    closed = ("skip", "pronouns")  # "the army, for its part, ...", "l'armée, elle, ..."
    return (
        _nominal(page, a, b)
        and a not in page.time_at
        and all(page.says.at(n, page.words, a, b) is None for n in closed)
    )


def verbal(page: Page, a: int, b: int) -> bool:
    """Whether a finite verb stands in a phrase: then it is a clause of its own."""
    for i in range(a, b):
        if (
            page.says.at("who", page.words, i, b) is not None
            or page.says.at("speaker_ends", page.words, i, b) is not None
        ):
            return False
        if page.says.at("auxiliary", page.words, i, b) is not None:
            return True
    return False


def _new_clause(page: Page, floor: int, i: int) -> bool:
    """Whether a clause with a subject of its own begins at word `i`, behind "and" or "that"."""
    words, says = page.words, page.says
    if says.at("and", words, i - 1, i) == i or says.at("but", words, i - 1, i) == i:
        return any(says.at("auxiliary", words, n, i) is not None for n in range(floor, i - 1))
    return says.at("plain", words, i - 1, i) == i and words.norms[i] in words.tongue.articles


def _antecedent(page: Page, s: Sentence, i: int) -> Range | None:
    """The noun phrase before "who": over one comma to the last pause."""
    end = i
    a = i - 1 if page.pause(i) else i
    while a > max(s.a, i - BEFORE) and not page.pause(a):
        a -= 1
    while a > s.a and page.comma(a) and page.words.capital(a) and a - s.a < BEFORE:  # "the mayor, Jean X, who said"
        a -= 1
        while a > s.a and not page.pause(a):
            a -= 1
    a = _past_adverbs(page, a, end)
    if page.in_speech(a) is not None:
        return None
    for n in range(end - 1, a, -1):  # behind a verb of saying: "..., said the mayor, who added"
        if page.says.cues.at(page.words, n - 1, n) is not None:
            a = n
            break
    return cut_speaker(page, a, end) if end > a else None


def clause_subject(page: Page, s: Sentence, i: int, start: int) -> Range | None:
    """The subject of the first verb of a sentence, which a participle or a second verb goes on with."""
    first = next((n for n in range(start + 1, i) if page.says.at("auxiliary", page.words, n, i) is not None), None)
    if first is None:
        first = next((n for n in range(start + 1, i) if page.says.cues.at(page.words, n, i) is not None), None)
    if first is None:
        endings = page.words.tongue.finite
        first = next((n for n in range(start + 1, i) if page.words.norms[n].endswith(endings) and endings), None)
    if first is None:
        return None
    while first > start and page.says.at("clitic", page.words, first - 1, first) == first:
        first -= 1
    found = subject_before(page, s, first, start)
    return found[0] if found is not None else None
