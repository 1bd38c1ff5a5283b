"""A long file as stretches of its bytes, each one report: cut where a mark stands, in memory that does not grow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO

PORTION = 1 << 18
"""Bytes that are read at once."""
LONGEST_MARK = 2048
"""Bytes of the longest mark, so that none is cut where a portion ends."""
PART = 500_000
"""Bytes that are taken apart at once, up to the end of a report."""


def portions(stream: BinaryIO, first: bytes = b"") -> Iterator[bytes]:
    """What a stream holds, portion by portion; `first` is what was read of it before."""
    return chain([first] if first else (), iter(lambda: stream.read(PORTION), b""))


def stretches(data: Iterable[bytes], mark: re.Pattern[bytes], above: bool, limit: int) -> Iterator[bytes]:
    """The bytes of each report in a file that comes in portions.

    A report begins with the mark where that stands `above`, and what stands before the first is none; else it ends with
    the mark, and what is left comes last. Of one that is larger than `limit` comes the beginning, which is larger too.

    >>> list(stretches([b"x#", b"a#b"], re.compile(b"#"), True, 9))
    [b'#a', b'#b']
    >>> list(stretches([b"a#b#x"], re.compile(b"#"), False, 9))
    [b'a#', b'b#', b'x']
    """
    held, scanned, begun, too_long, ended = b"", 0, not above, b"", False
    coming = iter(data)
    while not ended:
        more = next(coming, b"")
        ended = not more
        held += more
        at = 0
        for hit in mark.finditer(held, scanned):
            if hit.end() > len(held) - LONGEST_MARK and not ended:
                break
            cut = hit.start() if above else hit.end()
            if begun and (cut > at or too_long):
                yield too_long or held[at:cut]
            begun, at, too_long = True, cut, b""
        held = held[at:]
        if len(held) > limit + 2 * LONGEST_MARK and not ended:
            too_long = too_long or (held[: limit + 1] if begun else b"")
            held = held[-2 * LONGEST_MARK :]
        scanned = max(0, len(held) - 2 * LONGEST_MARK)
    if begun and (held.strip() or too_long):
        yield too_long or held


def parts(reports: Iterable[bytes], name: str, limit: int, **told: Any) -> Iterator[tuple[bytes, Mapping[str, Any]]]:
    """Parts of a file that end where a report does, each with the number of its first one and with what is `told` of
    all; a report that is larger than `limit` is an error. As `pieces.read_parts` wants them."""
    part, first = bytearray(), 1
    for number, report in enumerate(reports, 1):
        if part and (len(part) + len(report) > PART or len(report) > limit):
            yield bytes(part), {"first": first, **told}
            part.clear()
        if len(report) > limit:
            why = f"the article is larger than {limit / 1e6:g} MB"
            yield b"", {"id": f"{name}#{number}", "error": [why, "Leave it out, or set RASHOMON_MAX_MB higher."]}
            continue
        if not part:
            first = number
        part += report
    if part:
        yield bytes(part), {"first": first, **told}
