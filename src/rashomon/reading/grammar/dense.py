"""What in a text is no language? Long runs of signs, and sentences that never end, whose reading would take for ever.

No offset moves: what is not read becomes blanks, one for one, and a sentence that is too long is cut, not shortened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

SIGNS = re.compile(r"(?:[^\w\s]\s{0,3}){200,}+")
"""Two hundred signs with no letter or digit among them: a line that parts two texts has fewer, and no sentence has so
many. 100,000 quotation marks took 30 seconds and 1.7 GB."""
EDGE = 3
"""Signs at either end of a run that are the language's: a full stop, a quotation mark."""
NOT_BLANK = re.compile(r"\S")
ENDS = re.compile(r"[.!?…]|\n(?=\s*\n)")
"""A sign that ends a sentence, or a blank line."""
ENDLESS = 2400
"""Characters with none of these, some 400 words: lists, tables and nonsense. What is compared with all else in its
sentence takes the square of its length: 16,000 characters took minutes."""
CUT_AFTER = 400
"""A cut stands at the end of the first line, else at the first comma, else the first blank, after so many."""
REACH = 200
AT = (re.compile(r"\n"), re.compile(r"[,;]\s"), re.compile(r"\s"))


FOOTNOTE = re.compile(r"(?<=[\w.,;:!?\"”’)\]])\[(?:\d{1,3}|[a-z])\]")
"""A mark of a note, right behind a word or a stop: the tokenizer makes "reported[1" of it, and no verb of saying."""


def without_signs(text: str) -> str:
    """The text, of the same length, with its long runs of signs and its marks of notes as blanks."""

    def blanked(run: re.Match[str]) -> str:
        signs = run.group()
        return signs[:EDGE] + NOT_BLANK.sub(" ", signs[EDGE:-EDGE]) + signs[-EDGE:]

    return FOOTNOTE.sub(lambda m: " " * len(m[0]), SIGNS.sub(blanked, text))


def cuts(text: str) -> Iterator[int]:
    """Where sentences that do not end by themselves are ended."""
    for start, end in _endless(text):
        at = start + CUT_AFTER
        while at < end - REACH:
            stop = at + REACH
            cut = next((found for sign in AT if (found := sign.search(text, at, stop))), None)
            at = cut.end() if cut else stop
            yield at
            at += CUT_AFTER


def _endless(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in (*(m.start() for m in ENDS.finditer(text)), len(text)):
        if end - start >= ENDLESS:
            yield start, end
        start = end + 1
