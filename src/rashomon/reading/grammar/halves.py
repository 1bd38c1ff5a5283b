"""Where one speaker gives way to another in mid sentence: "Rebels said A; the army said B".

Two clauses that a semicolon parts are read as two sentences where each has a verb of saying of its own: the parse
makes the first what the second one says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.reading.grammar.lexicon import words

SAYING = words("saying_forms")
END = re.compile(r"[.!?](?:\s|$)|\n|[“”\"]")
"""Where a sentence ends, and where speech opens or closes: within it, one speaker says both halves."""
WORD = re.compile(r"\w+")


def halves(text: str) -> Iterator[int]:
    """The offsets behind the semicolons at which another speaker begins."""
    at = text.find(";")
    while at >= 0:
        begin = max((m.end() for m in END.finditer(text, max(0, at - LONG), at)), default=max(0, at - LONG))
        after = text.find(";", at + 1)
        stop = END.search(text, at, after if after >= 0 else len(text))
        end = stop.start() if stop else after if after >= 0 else len(text)
        if _says(text[begin:at]) and _says(text[at + 1 : end]):
            yield at + 1
        at = after


LONG = 400
"""Characters of half a sentence."""


def _says(half: str) -> bool:
    return not SAYING.isdisjoint(m[0].lower() for m in WORD.finditer(half))
