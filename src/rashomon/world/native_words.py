"""Which country does a word in Arabic or Cyrillic letters name, or whose people? By how it begins, in any case.

The stems of `data/native_stems.csv` are names of countries, of their people and of a few towns and parties of the
countries that packs are about; those of `data/romance_stems.csv` the same in languages in Latin letters, which write
peoples with a small letter: a stem with a capital is of a name alone. From general knowledge. `reading/languages`
knows far more: this only chooses packs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from rashomon.world.tables import table

LONGEST = 14
"""Letters of the longest stem in Latin letters."""
NATIVE = re.compile(r"[\u0400-\u04ff\u0600-\u06ff]")
LETTERS = str.maketrans("أإآٱىةؤئё", "ااااي" + "هوي" + "е")
GLUED = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك")
SHORT = 3
"""A stem of so many letters is a word of its own with a case at most: "Чад", "ЗСУ"."""
CASE = 2


@cache
def _stems() -> Mapping[str, str]:
    return {stem: row["iso"] for row in table("native_stems.csv") for stem in row["stems"].split("|")}


@lru_cache(maxsize=65536)
def land_of(word: str) -> str | None:
    """ISO 3166-1 alpha-2 of the country that a word speaks of; None for all other words.

    >>> land_of("українських"), land_of("والسورية"), land_of("Киевский"), land_of("слово")
    ('UA', 'SY', 'UA', None)
    """
    if not NATIVE.match(word):
        return None
    folded = word.lower().translate(LETTERS)
    bare = [folded]
    bare += [folded[len(letters) :] for letters in GLUED if folded.startswith(letters)]
    for form in bare:
        for n in range(min(len(form), 10), SHORT - 1, -1):
            iso = _stems().get(form[:n])
            if iso is not None and (n > SHORT or len(form) - n <= CASE):
                return iso
    return None


@cache
def _latin_stems(language: str) -> Mapping[str, str]:
    rows = (row for row in table("romance_stems.csv") if row["language"] == language)
    return {stem: row["iso"] for row in rows for stem in row["stems"].split("|")}


def has_stems(language: str) -> bool:
    """Whether a language in Latin letters has stems of its own."""
    return bool(_latin_stems(language))


@lru_cache(maxsize=65536)
def land_in(language: str, word: str) -> str | None:
    """The same of a word in a language in Latin letters that has stems; None for all other words and languages.

    >>> land_in("fr", "ukrainiennes"), land_in("es", "Alepo"), land_in("es", "goma"), land_in("en", "Alepo")
    ('UA', 'SY', None, None)
    """
    stems = _latin_stems(language)
    word = re.split(r"['’]", word)[-1]  # "l'Ukraine"
    for form in dict.fromkeys((word, word.lower())) if stems else ():
        for n in range(min(len(form), LONGEST), SHORT, -1):
            iso = stems.get(form[:n])
            if iso is not None and (form[:1].islower() or n == len(form)):
                return iso
    return None
