"""Names that nothing but where they stand gives away, in a script without capitals.

Behind "the body of", "killed" or "arrested", before an age in brackets, before a colon: a word that no list of the
language has there is a name. So is a word without an article before one of origin with it ("Raghad al-Masri"), since
a noun and its adjective agree. In doubt a name is private: what is no name may be hidden, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rashomon.reading.languages import table
from rashomon.reading.surface.belonging import sides
from rashomon.reading.surface.deeds import deeds
from rashomon.reading.surface.patterns import Phrases, phrases
from rashomon.reading.surface.place_words import names_of
from rashomon.reading.surface.sayings import sayings
from rashomon.reading.surface.script import tongue
from rashomon.reading.surface.words import Words

Run = tuple[int, int, str]
AGE = re.compile(r"\s*[(،,]\s*(?:[1-9]\d)(?=\s*(?:عاما|عامًا|عام|سنة|سنه|ربيعا))")
"""What stands behind a name whose age is told."""


@dataclass(frozen=True)
class Slots:
    """`[slots]` of a language's names.toml."""

    before: Phrases[str]
    """Words right behind which a name may stand."""
    doers: Phrases[str]
    """Verbs between which and a name somebody listed may stand: "the police arrested N"."""
    common: frozenset[str]
    """What stands in such places and is no name."""
    endings: tuple[str, ...]
    """How words end that are none: plurals, the accusative."""
    people: Phrases[str]
    longest: int


@cache
def slots_of(code: str) -> Slots:
    data, script = table("names", code).get("slots", {}), tongue(code)
    people = [p for listed in table("counts", code)["people"].values() for p in listed]
    return Slots(
        phrases(script, ((p, p) for p in data.get("before", ()))),
        phrases(script, ((p, p) for p in data.get("doers", ()))),
        frozenset(script.norm(w) for w in data.get("common", ())),
        tuple(data.get("endings", ())),
        phrases(script, ((p, p) for p in (*people, *data.get("people", ())))),
        table("names", code)["longest"],
    )


def runs_by_place(words: Words, known: Sequence[bool], stop: frozenset[str], firsts: frozenset[int]) -> Iterator[Run]:
    """Runs of words that stand where names do."""
    by = slots_of(words.tongue.code)
    for i in range(len(words)):
        for a in _starts(by, words, known, i):
            if _begins(by, words, known, stop, a):
                yield a, _end(by, words, known, stop, a), "name.surface_placed"
        if of_origin(words, i + 1) and _may_be(by, words, known, stop, i) and words.gap(i + 1) == " ":
            yield i, _end(by, words, known, stop, i), "name.surface_origin"
        if i in firsts and (b := _label(by, words, known, stop, i)) is not None:
            yield i, b, "name.surface_placed"
        if AGE.match(words.text, words.spans[i][1]):
            a = i
            while a > 0 and i - a < by.longest - 1 and words.gap(a) == " " and _may_be(by, words, known, stop, a - 1):
                a -= 1
            if a == i and a > 0 and words.gap(a) == " " and words.norms[a - 1] not in stop:
                a -= 1  # a name has two words, though the first may be a word for something else
            yield a, i + 1, "name.surface_placed"


def listed_on(words: Words, known: Sequence[bool], stop: frozenset[str], b: int) -> Run | None:
    """The name that goes on a list of names behind one that ends at `b`: "and" is written together with it."""
    by = slots_of(words.tongue.code)
    if (
        b >= len(words)
        or words.gap(b) != " "
        or not begins_with_and(words, b)
        or not _begins(by, words, known, stop, b)
    ):
        return None
    return b, _end(by, words, known, stop, b), "name.surface_placed"


def begins_with_and(words: Words, i: int) -> bool:
    return words.norms[i].startswith("و") and len(words.norms[i]) > 3


def _starts(by: Slots, words: Words, known: Sequence[bool], i: int) -> Iterator[int]:
    """Where a name may begin behind a word that names stand behind."""
    if (f := by.before.at(words, i, len(words))) is not None and f.b < len(words) and words.gap(f.b) in (" ", " «"):
        yield f.b
    if (f := by.doers.at(words, i, len(words))) is not None:
        at = f.b
        while at < len(words) and at - f.b < DOER and words.gap(at) == " " and known[at]:
            at += 1
        if at > f.b and at < len(words) and words.gap(at) == " ":
            yield at


DOER = 3
"""Words of somebody listed between a verb and whom it befell."""


def of_origin(words: Words, i: int) -> bool:
    """Whether a word says where somebody is from, with an article: as many a last name does."""
    if i >= len(words):
        return False
    common = slots_of(words.tongue.code).common
    norm = words.norms[i]
    return norm.startswith("ال") and len(norm) > 4 and words.raw(i).endswith("ي") and norm not in common


def _begins(by: Slots, words: Words, known: Sequence[bool], stop: frozenset[str], i: int) -> bool:
    """Whether a name may begin where names stand: with a word that may be one, or with a word of saying ("a statement")
    that is a given name as well and has such a word behind it."""
    if _may_be(by, words, known, stop, i):
        return True
    if not sayings(words.tongue.code).cues.has(words, i) or i + 1 >= len(words) or words.gap(i + 1) != " ":
        return False
    return words.norms[i] not in stop and _may_be(by, words, known, stop, i + 1)


def _may_be(by: Slots, words: Words, known: Sequence[bool], stop: frozenset[str], i: int) -> bool:
    """Whether a word may begin or go on a name: nothing else that the language's lists tell."""
    norm, raw = words.norms[i], words.raw(i)
    if len(norm) < 3 or known[i] or any(c.isdigit() for c in raw) or norm in stop or norm in by.common:
        return False
    if norm.startswith(("ال", "لل", "بال", "وال", "فال", "كال")) or raw.endswith(by.endings):
        return False
    code = words.tongue.code
    places = names_of(code)
    listed = places.nouns.has(words, i) or places.nominal.has(words, i) or norm in places.before or norm in places.stop
    told = by.people.has(words, i) or sayings(code).cues.has(words, i) or deeds(code).triggers.has(words, i)
    return not listed and not told and not sides(code).glosses.has(words, i)


def _end(by: Slots, words: Words, known: Sequence[bool], stop: frozenset[str], a: int) -> int:
    b = a + 1
    while b < len(words) and b - a < by.longest and words.gap(b) in (" ", "-"):
        article = words.norms[b].startswith("ال") and not known[b] and words.norms[b] not in by.common
        parts = words.norms[b] in ("بن", "ابن", "بنت", "ال", "ذو", "ابو", "ام", "عبد")
        if not (parts or article or of_origin(words, b) or _may_be(by, words, known, stop, b)):
            break
        if begins_with_and(words, b) and b - a > 1:
            break
        b += 1
    return b


def _label(by: Slots, words: Words, known: Sequence[bool], stop: frozenset[str], i: int) -> int | None:
    """Where the words before a colon end, if they are two to four and the first may be a name."""
    if not _may_be(by, words, known, stop, i):
        return None
    for b in range(i + 1, min(i + by.longest, len(words)) + 1):
        gap = words.gap(b) if b < len(words) else ""
        if gap.lstrip().startswith(":"):
            return b if b - i > 1 else None
        if gap != " ":
            return None
    return None
