"""Headlines In Capitals, made readable: their common words in small letters, one character for one.

The parser was trained on sentences; of "Russian Airstrikes Kill 12 in Idlib" it makes one long name. Words that the
world's data know as common words lose their capital, names keep theirs, and no offset moves. How truecasing helps what
comes after it: Lita et al., "tRuEcasIng", ACL 2003.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rashomon.reading.grammar.lexicon import words
from rashomon.world import WORLDS, World

WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
LEAST = 4
"""Capitalised words in a row from which a run can be a headline."""
LIVING = ("people", "combatant", "crowd", "mob", "civil", "force", "irregular")
"""Classes of nouns for people."""
SMALL = words("small")
"""Words that stay small in most headlines, and so end no run."""


def calmed(text: str, world: World) -> str:
    """The text, as long as before, with the common words of headlines in small letters."""
    return _calmed(text, _common(world))


def _calmed(text: str, common: frozenset[str]) -> str:
    out: list[str] = []
    at = 0
    for start, end in _runs(text, common):
        out += [text[at:start], WORD.sub(lambda m: _small(m[0], common), text[start:end])]
        at = end
    out.append(text[at:])
    return "".join(out)


def _small(word: str, common: frozenset[str]) -> str:
    lower = word.lower()
    return lower if len(lower) == len(word) and lower in common and not (word.isupper() and len(word) > 1) else word


def _runs(text: str, common: frozenset[str]) -> Iterable[tuple[int, int]]:
    """Runs of capitalised words and of words that stay small, with two common words in capitals or more."""
    run: list[re.Match[str]] = []
    last = 0
    for m in WORD.finditer(text):
        word, between = m[0], text[last : m.start()]
        broken = any(c in ".!?;\n" for c in between)
        last = m.end()
        if run and broken:
            yield from _headline(run, common)
            run = []
        if word[0].isupper() or word[0].isdigit() or (run and (word in SMALL or between == "-")):
            run.append(m)
        else:
            yield from _headline(run, common)
            run = []
    yield from _headline(run, common)


def _headline(run: list[re.Match[str]], common: frozenset[str]) -> Iterable[tuple[int, int]]:
    capitals = [m[0] for m in run if m[0][0].isupper()]
    told = sum(w.lower() in common and w.lower() not in SMALL for w in capitals)
    if len(capitals) >= LEAST and told >= 2:
        yield run[0].start(), run[-1].end()


@lru_cache(maxsize=WORLDS)
def _common(world: World) -> frozenset[str]:
    """Common words in all their forms, but for those that a pack's names hold: "Islamic State", "Free Army"."""
    names = {w.lower() for alias in world.packs.aliases for w in str(alias).split()}
    lemmas = {*world.lexicon.starts, *words("headlines")}
    for name in LIVING:  # no other class: its words stand in names of places ("ground", "building", "state")
        lemmas |= world.lexicon.classes.get(name, frozenset())
    forms = {form for lemma in lemmas if lemma.isalpha() for form in _forms(lemma)}
    return (frozenset(forms) | SMALL) - (names - words("headlines"))


def _forms(lemma: str) -> Iterable[str]:
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    y = lemma.endswith("y") and lemma[-2:-1] not in "aeiou"
    yield from (lemma, lemma + "s", stem + "ed", stem + "ing")
    if y:
        yield from (lemma[:-1] + "ies", lemma[:-1] + "ied")
    if lemma.endswith(("s", "sh", "ch", "x", "z")):
        yield lemma + "es"
    if len(lemma) > 2 and lemma[-1] in "bdgmnprt" and lemma[-2] in "aeiou" and lemma[-3] not in "aeiou":
        yield from (lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing")
