"""What number do these words write? Shared by `when` and `how_many`; the words are in counts.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table() -> dict[str, Any]:
    """counts.toml as it stands."""
    return tomllib.loads(resources.files("rashomon.reading").joinpath("counts.toml").read_text(encoding="utf-8"))


def either(words: object) -> str:
    """A regex alternation of literal words, longest first, spaces as any single gap."""
    ordered = sorted(map(str, words), key=len, reverse=True)  # type: ignore[call-overload]
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered) + ")"


_words = table()["numbers"]
_word = either([*_words["small"], *_words["scale"]])
_scale = either(_words["scale"])

# A plain space groups thousands only before 000: texts that lost their commas write "killing 12 300 were wounded".
DIGITS = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d{{1,3}}(?:[\u00a0\u202f]\d{{3}}|\x20000)+(?!\d)|\d+(?:\.\d+)?)(?:[\s-]{_scale}\b)?"
WORDS = rf"(?:half\s+an?\s+{_scale}|an?\s+{_scale}|{_word}(?:(?:\s+and\s+|[\s-]){_word})*(?:\s+and\s+a\s+half(?:\s+{_scale})?)?)\b"


def number(words: str) -> float | None:
    """The number that digits or words write, or None.

    >>> number("1,300"), number("twenty-two"), number("half a million"), number("two and a half thousand")
    (1300.0, 22.0, 500000.0, 2500.0)
    """
    small, scale = _words["small"], _words["scale"]
    total = current = 0.0
    seen = False
    for token in (
        re.sub(r"(?<=\d)(?:[,\u00a0\u202f]|\x20(?=000))(?=\d{3})", "", words.lower()).replace("-", " ").split()
    ):
        if token in small:
            current += small[token]
        elif token in ("a", "an", "and"):
            current = current or (1.0 if token != "and" else 0.0)
            continue
        elif token == "half":
            current = current - 1 + 0.5 if current == 1 and not seen else current + 0.5
        elif token in scale:
            if scale[token] >= 1000:
                total, current = total + (current or 1) * scale[token], 0.0
            else:
                current = (current or 1) * scale[token]
        elif re.fullmatch(r"\d+(?:\.\d+)?", token):
            current += float(token)
        else:
            return None
        seen = True
    return total + current if seen else None
