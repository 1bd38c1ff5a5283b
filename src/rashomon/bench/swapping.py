"""The same text with its two sides changed for each other, and where each word of it has gone.

Pure. Names are changed by a table of pairs, both ways at once, so that what is changed twice is as it was.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from rashomon.errors import RashomonError
from rashomon.model import Report, Span

Pairs = tuple[tuple[str, str], ...]

_SOUNDS_LIKE_A_VOWEL = frozenset("AEFHILMNORSX")
"""Letters before whose names "an" stands: an RSF convoy, a UN convoy."""


class Edit(NamedTuple):
    """What stood at `start` to `end` stands at `new_start` to `new_end` of the other text."""

    start: int
    end: int
    new_start: int
    new_end: int


Edits = tuple[Edit, ...]


def swap(text: str, pairs: Pairs) -> tuple[str, Edits]:
    """The text with each name of a pair in the place of the other, and the map of offsets from one to the other.

    Whole words, in the case they are written in (LEBANON for ISRAEL); "a" and "an" follow the name after them.

    >>> swap("An Israeli jet crossed into Lebanon", (("Israel", "Lebanon"), ("Israeli", "Lebanese")))[0]
    'A Lebanese jet crossed into Israel'

    Raises:
        RashomonError: a name is in two pairs.
    """
    pattern, other = _table(pairs)
    made: list[str] = []
    edits: list[Edit] = []
    at = length = 0
    for found in pattern.finditer(text):
        new = other[found["name"]]
        for group, words in (("article", _article(found["article"] or "", new)), ("name", new)):
            start, end = found.span(group)
            if start < 0 or words == found[group]:
                continue
            made += text[at:start], words
            length += start - at + len(words)
            edits.append(Edit(start, end, length - len(words), length))
            at = end
    return "".join([*made, text[at:]]), tuple(edits)


def moved(span: Span, edits: Edits) -> Span:
    """Where the words of a span stand in the other text. What begins or ends within a name has all of it.

    >>> text, edits = swap("a Russian raid", (("Russian", "Ukrainian"),))
    >>> moved(Span(10, 14), edits), text[12:16]
    (Span(start=12, end=16), 'raid')
    """
    return Span(_moved(span.start, edits, False), _moved(span.end, edits, True))


def _moved(at: int, edits: Edits, ends: bool) -> int:
    before = bisect_right(edits, at, key=lambda edit: edit.start) - 1
    if before < 0:
        return at
    edit = edits[before]
    if at >= edit.end:
        return at + edit.new_end - edit.end
    return edit.new_end if ends and at > edit.start else edit.new_start


def names_in(text: str, pairs: Pairs) -> int:
    """How often the text names either side."""
    return sum(1 for _ in _table(pairs)[0].finditer(text))


def swapped_report(report: Report, pairs: Pairs) -> tuple[Report, Edits]:
    """The report with its sides changed: its text, title, outlet and addresses."""
    text, edits = swap(report.text, pairs)
    title, outlet, url, final_url = (
        swap(given, pairs)[0] if given else given
        for given in (report.title, report.outlet, report.url, report.final_url)
    )
    other = replace(
        report,
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        parts=tuple(replace(part, span=moved(part.span, edits)) for part in report.parts),
        title=title,
        outlet=outlet,
        url=url,
        final_url=final_url,
    )
    return other, edits


def both_ways(pairs: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Each of a pair to the other. Raises RashomonError where one is in two pairs."""
    other: dict[str, str] = {}
    for one, two in (*pairs, *((b, a) for a, b in pairs)):
        if one in other:
            raise RashomonError(one, "it is in two pairs", "Pair each name with one other.")
        other[one] = two
    return other


@lru_cache(maxsize=64)
def _table(pairs: Pairs) -> tuple[re.Pattern[str], Mapping[str, str]]:
    other = dict(both_ways(pairs))
    for change in (str.upper, _capital):
        for one, two in tuple(other.items()):
            other.setdefault(change(one), change(two))
    longest_first = "|".join(re.escape(name) for name in sorted(other, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<!\w)(?:(?P<article>[Aa]n?) )?(?P<name>{longest_first or '(?!)'})(?!\w)"), other


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _article(old: str, name: str) -> str:
    """The article before a name, in the case of the old one."""
    first = name.split()[0]
    vowel = name[0] in _SOUNDS_LIKE_A_VOWEL if first.isupper() else name[0] in "AEIOaeio"
    return old[:1] + ("n" if vowel else "")
