"""Files that hold many reports: what their format tells of each piece, and the reports that are made of it.

A format's module takes the bytes apart in the child and gives a list of pieces, each a dictionary: "id" and "raw" (the
piece as it stood in the file), "text", "known" parts as [kind, start, end], and of "title", "author", "outlet",
"url", "published" and "language" what it tells. Beside them stand what is "counted" as left out ({"pictures": 3}) and
"whole", which is true where the one piece is the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from rashomon.errors import RashomonError
from rashomon.intake.child import taken_apart
from rashomon.intake.make_report import Source, freeze, log
from rashomon.model import Part, Refusal, Report, Span

MOST_SECONDS = 20.0
"""Of processor time."""
_TOLD = ("title", "author", "outlet", "url", "published", "language")


def read(by: str, data: bytes, source: Source, media_type: str) -> Iterator[Report | Refusal]:
    """The reports of what the function `by` finds in a file. One that can't be made is a refusal, the rest is read."""
    found = taken_apart(by, data, source.id, MOST_SECONDS)
    said(source.id, found.get("counted", {}))
    for piece in found["pieces"]:
        try:
            yield report_of(piece, source, media_type, data if found.get("whole") else None)
        except RashomonError as error:
            yield Refusal(piece["id"], str(error))


def report_of(piece: Mapping[str, Any], source: Source, media_type: str, raw: bytes | None = None) -> Report:
    """The report of one piece. `raw` are its bytes, where "raw" does not tell them."""
    return freeze(
        piece["text"],
        replace(source, id=piece["id"]),
        raw=piece["raw"].encode("utf-8", "surrogatepass") if raw is None else raw,
        media_type=media_type,
        known=[Part(kind, Span(start, end)) for kind, start, end in piece.get("known", ())],
        **{key: piece.get(key) for key in _TOLD},
    )


def said(name: str, counted: Mapping[str, int]) -> None:
    """Says what was left out, and how much of it."""
    if left := ", ".join(f"{number} {what}" for what, number in counted.items() if number):
        log.warning("%s: left out: %s", name, left)


def composed(*paragraphs: tuple[str, str | None]) -> tuple[str, list[tuple[str, int, int]]]:
    """The text of paragraphs parted by empty lines, and the parts that those are which have a kind."""
    text, known = "", []
    for words, kind in paragraphs:
        if words:
            text += "\n\n" if text else ""
            if kind:
                known.append((kind, len(text), len(text) + len(words)))
            text += words
    return text, known
