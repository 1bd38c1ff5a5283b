"""Which words stand together as one name? Capitalised ones, with small words of names between or before them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from rashomon.reading.persons import around
from rashomon.reading.persons.looked_at import Run, Seen, doubles, strange
from rashomon.reading.persons.marks import demonyms
from rashomon.reading.persons.name_words import listed_words
from rashomon.reading.persons.run_heads import leads


def runs(seen: Seen) -> Iterable[Run]:
    run: list[int] = []
    for i in range(len(seen.tokens)):
        if run and not seen.gap(i):
            yield from trimmed(seen, run)
            run = []
        if _takes(seen, i):
            run.append(i)
        elif run:
            yield from trimmed(seen, run)
            run = []
    yield from trimmed(seen, run)


def _takes(seen: Seen, i: int) -> bool:
    t, zone = seen.tokens[i], seen.zones[i]
    if not t.capital and t.word in listed_words("names", "particles"):
        return True
    if t.caseless:
        return False
    return _could_be_name(seen, i) and (t.capital or zone == 2) if zone else t.capital


def _could_be_name(seen: Seen, i: int) -> bool:
    """Of a word where capitals say nothing: whether it is not simply a word of English."""
    t = seen.tokens[i]
    word = t.word
    if seen.marks[i] or any(p.start <= t.start < p.end for p in seen.places):
        return True
    if not any(c.isalpha() for c in word):
        return False
    if i and seen.gap(i) and seen.word(i - 1) in ("abu", "umm", "bin", "ibn", "bint", "abd"):
        return True
    opener = word in listed_words("plain", "openers")
    if seen.zones[i] == 1 and not opener and _after_colon(seen, i):
        return True
    if word in listed_words("plain", "calendar") or word in demonyms(seen.known):
        return t.capital or _beside_name(seen, i)
    if word in listed_words("double", "words"):
        return _beside_name(seen, i)
    if word in listed_words("double", "surnames") and seen.zones[i] == 1 and _behind_role(seen, i):
        return True
    if word in listed_words("double", "surnames") and seen.zones[i] == 1 and _heads_line(seen, i):
        return True
    if word in listed_words("double", "surnames") and i and seen.gap(i) and not seen.known.common(seen.word(i - 1)):
        return t.capital and (strange(seen, i - 1) or bool(seen.known.place(seen.word(i - 1))))
    if opener or word in listed_words("names", "titles") or word in listed_words("names", "before"):
        return False
    if word in seen.known.vocabulary and word not in doubles() and not seen.tokens[i].raw.islower():
        return False  # "SHELLS HIT HOMS": Hit is a town, too
    return bool(seen.known.place(word)) or not seen.known.common(word) or _common_name(seen, i)


def _after_colon(seen: Seen, i: int) -> bool:
    """Whether a word in capitals stands in a list that a headline opens: "WANTED: N N, for ..."."""
    t = seen.tokens[i]
    if t.word in seen.known.vocabulary or not t.capital:
        return False
    if around.seen("listed", seen.text, t.start, t.end):
        return True
    return i > 0 and seen.gap(i) and seen.tokens[i - 1].capital and _after_colon(seen, i - 1)


def _common_name(seen: Seen, i: int) -> bool:
    """Whether a common word stands where a name does: behind a role or a verb, before a strange word."""
    t = seen.tokens[i]
    if t.word in seen.known.vocabulary:
        return False
    behind = seen.behind(i)
    if behind and t.shout and t.opens and seen.zones[i] == 1:  # no sentence begins with a verb
        return True
    if seen.zones[i] == 1 and t.word not in seen.known.verbs and t.word.removesuffix("s") not in seen.known.verbs:
        if behind and not t.word.endswith(("ing", "ed")):
            return True
        if i and seen.gap(i) and seen.word(i - 1) in listed_words("double", "words"):
            return seen.around("object_any", i - 1) or _in_headline(seen, i - 1)
    return behind and (seen.around("named_role", i) or seen.around("object_any", i))


def _beside_name(seen: Seen, i: int) -> bool:
    """Whether a word that is a name, too, stands beside a strange word, or as the object of what is done to persons."""
    opener = seen.word(i) in listed_words("plain", "openers")
    if not opener and seen.zones[i] == 1 and _behind_role(seen, i):
        return True
    for k in (i - 1, i + 1, i + 2, i - 2):
        if 0 <= k < len(seen.tokens) and _looks_strange(seen, k) and _joined(seen, min(i, k), max(i, k)):
            return not (seen.zones[i] == 2 and opener) or _done_to(seen, i)
    if opener or seen.zones[i] != 1:
        return False
    return seen.around("object_any", i) or _heads_line(seen, i) or _in_headline(seen, i)


def _in_headline(seen: Seen, i: int) -> bool:
    """ "Mark Armstrong Killed": behind a word that is a name, too, a common one, and what is done to persons."""
    follows = i + 1 < len(seen.tokens) and seen.gap(i + 1) and seen.tokens[i + 1].capital
    return follows and seen.word(i + 1) not in seen.known.vocabulary and seen.around("headline", i + 1)


def _looks_strange(seen: Seen, k: int) -> bool:
    """ "Ríos" is a form of an English word only once its accent is gone."""
    return strange(seen, k) or (seen.tokens[k].capital and not seen.tokens[k].raw.isascii() and not seen.marks[k])


def _done_to(seen: Seen, i: int) -> bool:
    """Whether words that are names, too, stand between this one and a verb of what is done to persons, or none do:
    "killed so win htut". No conjunction stands there."""
    names = listed_words("plain", "also_names") | listed_words("double", "words")
    while i and seen.gap(i) and seen.word(i - 1) in names:
        i -= 1
    return seen.around("object_any", i)


def _heads_line(seen: Seen, i: int) -> bool:
    """ "Dawn Fields Shot Dead": words that are names as well open a headline, and something is done to them."""
    names = doubles()
    first = last = i
    while first and seen.gap(first) and seen.word(first - 1) in names:
        first -= 1
    while last + 1 < len(seen.tokens) and seen.gap(last + 1) and seen.word(last + 1) in names:
        last += 1
    return seen.tokens[first].opens and seen.around("headline", last)


def _behind_role(seen: Seen, i: int) -> bool:
    """ "Teacher Grace Banks": of a headline the words that are names as well, behind what is said of persons."""
    names = doubles() - listed_words("names", "before")
    first = i
    while first and seen.gap(first) and seen.word(first - 1) in names and seen.tokens[first - 1].capital:
        first -= 1
    last = i + 1 < len(seen.tokens) and seen.gap(i + 1) and seen.word(i + 1) in doubles()
    return (last or first < i) and (seen.around("named_role", first) or seen.around("object_any", first))


def _joined(seen: Seen, first: int, last: int) -> bool:
    """Whether two words may be of one name: nothing but names that are words between."""
    if not all(seen.gap(m) for m in range(first + 1, last + 1)):
        return False
    return all(seen.word(m) in listed_words("double", "words") for m in range(first + 1, last))


def trimmed(seen: Seen, run: list[int]) -> Iterable[Run]:
    """The run without small words at its end and common words, titles and roles at its head."""
    while run and _small_end(seen, run[-1]):
        run = run[:-1]
    for n in range(1, len(run) - 1):
        if (
            _is_opener(seen, run[n])
            or _dates(seen, run[n])
            or (n > 1 and not seen.commas and seen.word(run[n]) in _titles_behind())
        ):
            yield from trimmed(seen, run[:n])
            yield from trimmed(seen, run[n + 1 :])
            return
    while len(run) > 1 and seen.marks[run[1]] and _joins(seen, run[0]):
        run = run[1:]
    if len(run) > 2 and seen.word(run[0]) in listed_words("plain", "writing"):
        run = run[1:]
    lead: list[str] = []
    while run and (how := leads(seen, run)):
        if how == "lead":
            lead.append(seen.word(run[0]))
        run = run[1:]
        while run and not seen.zones[run[0]] and _joins(seen, run[0]):
            run = run[1:]
    while len(run) > 1 and (_plain_end(seen, run[-1]) or _date_end(seen, run[-1])):
        run = run[:-1]
    if run:
        yield Run(run[0], run[-1], tuple(lead))


@cache
def _titles_behind() -> frozenset[str]:
    """Titles that are no names: where a text lost its commas, a description stands right behind a name."""
    return listed_words("names", "titles") - listed_words("double", "words") - listed_words("plain", "also_names")


def _is_opener(seen: Seen, i: int) -> bool:
    """Whether a word inside a run is one that only begins sentences: a full stop was lost there."""
    t = seen.tokens[i]
    return (
        t.capital and not t.shout and not seen.zones[i] and not seen.marks[i]
        and t.word in listed_words("plain", "openers")
        and t.word not in listed_words("plain", "also_names") and t.word not in listed_words("double", "words")
        and not any(p.start <= t.start < p.end for p in seen.places)
    )  # fmt: skip


def _dates(seen: Seen, i: int) -> bool:
    """ "AIRPORT On Friday": a new sentence begins with a day, and the full stop before it was lost."""
    if seen.commas or seen.tokens[i].raw not in ("On", "In") or i + 1 >= len(seen.tokens):
        return False
    return seen.word(i + 1) in listed_words("plain", "calendar")


def _small_end(seen: Seen, i: int) -> bool:
    if seen.tokens[i].capital:
        return False
    return not seen.zones[i] or seen.word(i) in listed_words("names", "particles")


def _joins(seen: Seen, i: int) -> bool:
    return not seen.tokens[i].capital and seen.word(i) in listed_words("names", "joining")


def _plain_end(seen: Seen, i: int) -> bool:
    """Whether the last word of a run is a common one in capitals, or opens a sentence: its full stop was lost."""
    t = seen.tokens[i]
    if t.shout and not seen.marks[i] and not seen.zones[i] and t.word in listed_words("plain", "openers"):
        return True
    if t.raw == "The":
        return True
    cut = t.raw in ("An", "At", "We") or t.word in listed_words("plain", "cut_pronouns")
    if t.raw in ("In", "On") and _LOWER.match(seen.text, t.end, t.end + 3):
        cut = True
    return not seen.commas and (cut or _is_opener(seen, i))


_LOWER = re.compile(r"\s+[a-z]")


_DATE = re.compile(r"\s+\d{1,2}\s+[A-Z][a-z]{2,8}\b")


def _date_end(seen: Seen, i: int) -> bool:
    """Whether the last word of a run is the day of a date: "Agency Sunday 26 Jul"."""
    t = seen.tokens[i]
    return t.word in listed_words("plain", "calendar") and _DATE.match(seen.text, t.end, t.end + 16) is not None
