"""How else may a word that is looked for stand in a report? Letters that writers of a script drop or swap at will.

The search index keeps words as they are written, and folds case and the accents of Latin letters only. So the question
is asked in several spellings: أسد for اسد, ёж for еж, Łódź for Lodz.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

ALIKE = {
    "ا": "أإآ", "ي": "ىیئ", "ه": "ة", "و": "ؤ", "ك": "ک",
    "е": "ё", "г": "ґ",
    "l": "ł", "o": "ø", "d": "đ", "i": "ı", "'": "ʼ",
}  # fmt: skip
"""A letter, and those that may stand where it stands."""
LAST = "ىیة"
"""These only end a word."""
SWAPPED = 2
"""Letters of one word or phrase that stand otherwise, at most; of a Latin one a single letter."""
MOST = 120
"""Spellings of one word or phrase, at most."""
PLAIN = {ord(other): plain for plain, others in ALIKE.items() for other in others} | {ord(c): "'" for c in "’‘`´"}
MARKS = re.compile("[\u0640\u064b-\u0652\u0670]")
"""What Arabic may be written without: vowel signs and the stroke that stretches a word."""


def spellings(text: str) -> list[str]:
    """The text as it is typed, then as it may be written otherwise, the likeliest first.

    >>> spellings("Еж")
    ['Еж', 'еж', 'ёж']
    """
    plain = MARKS.sub("", text.lower()).translate(PLAIN)
    if plain.isascii() and not any(c in "lodi'" for c in plain):
        return [text]
    return list(dict.fromkeys([text, *itertools.islice(_swapped(plain), MOST)]))


def _swapped(plain: str) -> Iterator[str]:
    where = [i for i, c in enumerate(plain) if c in ALIKE]
    for n in range(2 if plain.isascii() else SWAPPED + 1):
        for at in itertools.combinations(where, n):
            for others in itertools.product(*(_others(plain, i) for i in at)):
                letters = list(plain)
                for i, other in zip(at, others, strict=True):
                    letters[i] = other
                yield "".join(letters)


def _others(plain: str, i: int) -> list[str]:
    ends = i + 1 == len(plain) or not plain[i + 1].isalpha()
    return [other for other in ALIKE[plain[i]] if ends or other not in LAST]
