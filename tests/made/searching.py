"""How a leak is looked for in what left."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable


def plain(text: str) -> str:
    """As a search would find it: no case, no accents, nothing invisible."""
    apart = unicodedata.normalize("NFKD", re.sub("[\u200b\u00ad]", "", text))
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def runs(quote: str, odd: Iterable[str]) -> list[str]:
    """All stretches of four words of a quote with one of its odd words in them."""
    words = re.findall(r"\w+", plain(quote))
    every = [words[i : i + 4] for i in range(len(words) - 3)]
    return [" ".join(w) for w in every if not set(odd).isdisjoint(w)]
