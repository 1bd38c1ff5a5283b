"""Where does a text name a person? Spans of a name in any case and with any accents, as `forget` needs them. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache

from rashomon.model import Span

FILLER = "█"
"""Stands for each character taken out, so that every other character of the text stays where it was."""

_APART = r"(?:[\W_]|%20){1,4}"
"""What may stand between two words of a name, in a text or in a file name or an address."""


def mentions(text: str, names: Collection[str]) -> list[Span]:
    """Where the names stand in the text, in order, none overlapping: whole words, whatever their case and accents.

    >>> mentions("Jonah BRÁSC's house; jonah-brasc.html", ["Jonah Brasc"])
    [Span(start=0, end=11), Span(start=21, end=32)]
    """
    if not names or not text:
        return []
    folded, at = _folded(text)
    found = sorted((at[m.start()], at[m.end() - 1] + 1) for m in _pattern(tuple(sorted(names))).finditer(folded))
    return [Span(*pair) for n, pair in enumerate(found) if not n or pair[0] >= found[n - 1][1]]


def redacted(text: str, names: Collection[str]) -> str:
    """The text, as long as it was, with a filler for each character of the names.

    >>> redacted("Tamsin Keld said", ["Tamsin Keld"])
    '███████████ said'
    """
    spans = mentions(text, names)
    if not spans:
        return text
    out, done = [], 0
    for start, end in spans:
        out += [text[done:start], FILLER * (end - start)]
        done = end
    return "".join([*out, text[done:]])


def parts_left(text: str, names: Collection[str]) -> dict[str, int]:
    """How often a word of a name stands there by itself, outside the name: a surname alone, say."""
    rest = redacted(text, names)
    words = {w for name in names for w in re.findall(r"[^\W\d_]+", name) if len(w) > 2}
    counted = {w: len(mentions(rest, [w])) for w in sorted(words)}
    return {w: n for w, n in counted.items() if n}


@lru_cache(maxsize=64)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    each: list[str] = []
    for name in names:
        words: Sequence[str] = re.findall(r"\w+", _folded(name)[0].replace("_", " "))
        if words:
            each.append(_APART.join(map(re.escape, words)))
    longest_first = sorted(each, key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest_first) or '(?!)'})(?![^\W_])")


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without case and marks, and for each of its characters where it comes from."""
    letters: list[str] = []
    at: list[int] = []
    for i, c in enumerate(text):
        if c.isascii():
            plain = c.lower()
        else:
            plain = "".join(x for x in unicodedata.normalize("NFKD", c) if not unicodedata.combining(x)).casefold()
            if unicodedata.category(c) == "Cf":
                plain = ""
        letters += plain
        at += [i] * len(plain)
    return "".join(letters), at
