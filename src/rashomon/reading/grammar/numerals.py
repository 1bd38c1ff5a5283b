"""What number do these words write? Shared by `when` and `how_many`; the words are in counts.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from rashomon.reading.languages import table


def either(words: object) -> str:
    """A regex alternation of literal words, spaces as any single gap, a longer word before its own beginning.

    Words with one first letter are tried together: where none stands, as nearly everywhere, few letters tell.

    >>> either(["may", "june", "march", "mar"])
    '(?:june|m(?:arch|ay|ar))'
    """
    by_first = groupby(sorted(map(str, words), key=lambda w: (w[0], -len(w))), key=lambda w: w[0])  # type: ignore[call-overload]
    return _branches(_literal(first) + _branches(_literal(w[1:]) for w in group) for first, group in by_first)


def _branches(patterns: Iterable[str]) -> str:
    several = list(patterns)
    return several[0] if len(several) == 1 else f"(?:{'|'.join(several)})"


def _literal(words: str) -> str:
    return re.escape(words).replace(r"\ ", r"\s+")


_words = table("counts")["numbers"]
_word = either([*_words["small"], *_words["scale"]])
_scale = either(_words["scale"])

# Thousands are grouped by a comma, a space, an apostrophe or, in European print, a point; lakhs and crores every two
# digits: 2,30,000. A comma before one or two digits is a decimal one where a word for millions or a percent follows.
_decimal_comma = rf"\d+,\d{{1,2}}(?=[\s-]{_scale}\b|\s?%|\sper\s?cent\b)"
DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?:[\u00a0\u202f\x20]\d{3})+(?!\d)"
    rf"|\d{{1,3}}(?:['’]\d{{3}})+(?!\d)|\d{{1,3}}(?:\.\d{{3}}){{2,}}(?!\d)|{_decimal_comma}|\d+(?:\.\d+)?)"
    rf"(?:[\s-]{_scale}s?\b)?"
)
WORDS = (
    r"(?:(?:an?\s+quarter|three[\s-]quarters)\s+of\s+a\s+million|"
    rf"half\s+an?\s+{_scale}|an?\s+(?:hundred|thousand|million)\s+and\s+{_word}(?:-{_word})?(?!\s+(?:other|more))|"
    rf"an?\s+{_scale}|"
    rf"{_word}(?:(?:\s+and\s+|[\s-]){_word})*(?:\s+and\s+a\s+half(?:\s+{_scale})?)?)\b"
)


_parts = _words["fractions"]
# "Half" says a share by itself, a third or a quarter needs its number; what follows tells them from "half past".
SHARE = (
    rf"(?:(?:an?|{either(_words['small'])})[\s-]{either(w for w in _parts if w != 'half')}(?=\s+of\b(?!\s+a\s+million))"
    rf"|one\s+(?:in|out\s+of)\s+(?:every\s+)?{either(_words['small'])}(?=\s+(?:of|people|residents|civilians|children|families)\b)"
    r"|half(?=\s+(?:of\s+)?(?:the|its|their|all|those|them|whom|these|his|her)\b))"
)


def percent(words: str) -> float:
    """What a share is in percent, to one decimal.

    >>> percent("half"), percent("two-thirds"), percent("a quarter")
    (50.0, 66.7, 25.0)
    """
    *many, part = words.lower().replace("-", " ").split()
    if part not in _parts:
        return round(100 / (number(part) or 1), 1)  # "one in five"
    return round(100 * (number(many[0]) or 1 if many else 1) / float(_parts[part]), 1)


GROUPING = re.compile(
    r"(?<=\d)(?:,(?=(?:\d{2},)*\d{3}(?!\d))|[\u00a0\u202f\x20'’](?=\d{3}(?!\d))|\.(?=\d{3}(?:\.\d{3})*$))"
)
"""What stands between groups of digits. "12.500 million" has a decimal point, "12.500" groups: people are whole."""
DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d{1,2}(?!\d))")


def number(words: str) -> float | None:
    """The number that digits or words write, or None.

    >>> number("1,300"), number("twenty-two"), number("half a million"), number("two and a half thousand")
    (1300.0, 22.0, 500000.0, 2500.0)
    >>> number("2 500"), number("12.500"), number("2,30,000"), number("1,4 million"), number("2.3 lakh")
    (2500.0, 12500.0, 230000.0, 1400000.0, 230000.0)
    """
    small, scale = _words["small"], _words["scale"]
    total = current = 0.0
    seen = False
    plain = DECIMAL_COMMA.sub(".", GROUPING.sub("", words.lower()))
    for word in plain.replace("-", " ").split():
        if word in ("a", "an", "and", "of"):
            continue
        if seen and word.removesuffix("s") in scale:
            word = word.removesuffix("s")  # "2 lakhs"
        if word in small:
            current += small[word]
        elif word == "half":
            current += 0.5
        elif word in ("quarter", "quarters"):
            current = (current or 1) / 4
        elif word in scale and scale[word] >= 1000:
            total, current = total + (current or 1) * scale[word], 0.0
        elif word in scale:
            current = (current or 1) * scale[word]
        elif re.fullmatch(r"\d{1,15}(?:\.\d+)?", word):
            current += float(word)
        else:
            return None
        seen = True
    return round(total + current, 6) if seen else None  # 2.3 lakh are 230,000, in floats too
