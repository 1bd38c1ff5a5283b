"""Which entries of a list of phrases stand at a word? Lists are TOML that a person who knows the language can correct.

A phrase is words parted by blanks. `x*` is any word that begins with x and ends in a few letters more, `a|b` is either,
`..` leaves out up to three words, `^` is a name that begins here, with a capital. Letters that a language glues before
a word may stand before any, but `=x` is the word as it stands, but for "and".
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from rashomon.reading.surface.script import Tongue
from rashomon.reading.surface.words import Words

ENDING = 5
"""Letters that may follow the stem of a word."""
GAP = ".."
NAME = "^"
"""Stands for a word with a capital."""
SKIPPED = 3
BARE = 3
"""Letters of a word with "and" before it that is looked up without it, though little is left: "and in"."""
SHORTEST = 2
"""Letters of a word with "and" before it, more than these."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    open: bool
    alone: bool
    join: tuple[str, ...] = ()
    """Letters for "and" that may stand before a word which stands for itself."""
    name: bool = False
    """Whether any word with a capital fits."""

    def _as_it_stands(self, form: str) -> Sequence[str]:
        return (form, form[1:]) if self.join and form.startswith(self.join) and len(form) > SHORTEST else (form,)

    def fits(self, forms: Sequence[str]) -> bool:
        for form in self._as_it_stands(forms[0]) if self.alone else (*forms, *self._as_it_stands(forms[0])[1:]):
            if form == self.text or (self.open and form.startswith(self.text) and len(form) - len(self.text) <= ENDING):
                return True
        return False


def _word(written: str, tongue: Tongue) -> _Word:
    join = tuple(letters for slot in tongue.glued[:1] for letters in slot[:1])
    text = tongue.norm(written.strip("=*"))
    return _Word(text, written.endswith("*"), written.startswith("="), join, written == NAME)


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """An entry that stands at the words [a, b)."""

    a: int
    b: int
    value: T


@dataclass
class Phrases(Generic[T]):
    """A list of phrases, each with a value; looked up by the first word. What a word begins is remembered."""

    tongue: Tongue
    exact: dict[str, list[tuple[_Word, tuple[_Word | None, ...], T]]] = field(default_factory=dict)
    stems: dict[str, list[tuple[_Word, tuple[_Word | None, ...], T]]] = field(default_factory=dict)
    _known: dict[str, tuple[tuple[tuple[_Word | None, ...], T], ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.exact or self.stems)

    def add(self, phrase: str, value: T) -> None:
        for ways in itertools.product(*(part.split("|") for part in phrase.split())):
            written = [None if w == GAP else _word(w, self.tongue) for w in ways]
            first = written[0]
            assert first is not None, f"{phrase} begins with a gap"
            row = (first, tuple(written[1:]), value)
            (self.stems if first.open else self.exact).setdefault(first.text, []).append(row)

    def begun(self, words: Words, i: int) -> tuple[tuple[tuple[_Word | None, ...], T], ...]:
        norm = words.norms[i]
        known = self._known.get(norm)
        if known is None:
            known = self._known[norm] = self._look_up(words.forms(i))
        return known

    def begins(self, norm: str) -> bool:
        """Whether an entry begins with this word just as it stands."""
        return bool(self._look_up((norm,)))

    def _look_up(self, forms: Sequence[str]) -> tuple[tuple[tuple[_Word | None, ...], T], ...]:
        join = tuple(letters for slot in self.tongue.glued[:1] for letters in slot[:1])
        short = (forms[0][1:],) if join and forms[0].startswith(join) and SHORTEST < len(forms[0]) <= BARE else ()
        rows = [row for form in (*forms, *short) for row in self.exact.get(form, ())]
        for form in forms:
            for n in range(max(1, len(form) - ENDING), len(form) + 1):
                rows += self.stems.get(form[:n], ())
        found = [(rest, value) for first, rest, value in rows if first.fits(forms)]
        return tuple(sorted(found, key=lambda row: -len(row[0])))

    def at(self, words: Words, i: int, end: int) -> Found[T] | None:
        """The longest entry that begins at word `i` and ends by `end`."""
        best: Found[T] | None = None
        for rest, value in self.begun(words, i) if 0 <= i < end else ():
            stop = _rest_at(words, i + 1, end, rest)
            if stop is not None and (best is None or stop > best.b):
                best = Found(i, stop, value)
        return best

    def all_in(self, words: Words, a: int, b: int) -> list[Found[T]]:
        """Every entry in the words [a, b), the longest at each word, none inside another."""
        found, i = [], a
        while i < b:
            one = self.at(words, i, b)
            if one is None:
                i += 1
            else:
                found.append(one)
                i = one.b
        return found

    def has(self, words: Words, i: int) -> bool:
        """Whether an entry of one word stands here."""
        return any(not rest for rest, _ in self.begun(words, i))


def _rest_at(words: Words, i: int, end: int, rest: Sequence[_Word | None]) -> int | None:
    if not rest:
        return i
    word, later = rest[0], rest[1:]
    if word is None:
        stops = (_rest_at(words, i + n, end, later) for n in range(SKIPPED + 1))
        return next((s for s in stops if s is not None), None)
    if i < end and (words.capital(i) if word.name else word.fits(words.forms(i))):
        return _rest_at(words, i + 1, end, later)
    return None


def phrases(tongue: Tongue, rows: Iterable[tuple[str, T]]) -> Phrases[T]:
    made: Phrases[T] = Phrases(tongue)
    for phrase, value in rows:
        made.add(phrase, value)
    return made
