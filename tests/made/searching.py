"""How a leak is looked for in what left."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping

HIDDEN = dict.fromkeys([0x200B, 0xAD])
COMBINING = {n: None for n in range(sys.maxunicode + 1) if unicodedata.combining(chr(n))}


def plain(text: str) -> str:
    """As a search would find it: no case, no accents, nothing invisible."""
    if text.isascii():
        return text.casefold()
    return unicodedata.normalize("NFKD", text.translate(HIDDEN)).translate(COMBINING).casefold()


def found(plain_texts: Mapping[str, str], what: Iterable[str]) -> list[str]:
    """Which of these words stand in which of the texts, as "word in name". All must be `plain` already."""
    # A word without a blank stands in a text if it stands in one of its runs without blanks: each of those is searched
    # once, however many texts it is in.
    runs_of_all = "\n".join({run for text in plain_texts.values() for run in text.split()})
    some = [w for w in what if len(w.split()) != 1 or w in runs_of_all]
    return [f"{w} in {name}" for w in some for name, text in plain_texts.items() if w in text]


def runs(quote: str, odd: Iterable[str]) -> list[str]:
    """All stretches of four words of a quote with one of its odd words in them."""
    words = re.findall(r"\w+", plain(quote))
    every = [words[i : i + 4] for i in range(len(words) - 3)]
    return [" ".join(w) for w in every if not set(odd).isdisjoint(w)]
