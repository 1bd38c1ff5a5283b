"""Files that hold many reports: what their format tells of each piece, and the reports that are made of it.

A format's module goes through the bytes in the child and yields what it finds, one at a time, so that memory stays
flat: pieces, each a dictionary of "id", "raw" (the piece as it stood in the file), "text", "known" parts as [kind,
start, end] and what was "mended" (all three from `composed`), and of "title", "author", "outlet", "url", "published",
"language", "fetched_at" and "media_type" what it tells; and {"counted": {"pictures": 3}} for what was left out. "whole"
is true where the one piece is the file, "error" stands for a piece that cannot be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from rashomon.errors import RashomonError
from rashomon.intake.characters import mend, say_mended
from rashomon.intake.child import streamed
from rashomon.intake.make_report import Source, freeze, log
from rashomon.model import Part, Refusal, Report, Span

MOST_SECONDS = 20.0
"""Of processor time for a piece."""
_TOLD = ("title", "author", "outlet", "published", "language", "url")


def read(by: str, data: bytes | BinaryIO, source: Source, media_type: str, **told: Any) -> Iterator[Report | Refusal]:
    """The reports of what the function `by` finds in a file, or in one that is open. One that can't be made is a
    refusal, the rest is read."""
    yield from read_parts(by, [(data, told)], source, media_type)


def read_parts(
    by: str, parts: Iterable[tuple[bytes | BinaryIO, Mapping[str, Any]]], source: Source, media_type: str
) -> Iterator[Report | Refusal]:
    """As `read`, of a file that comes in parts, so that it is never held whole: of each its bytes, and what `by` is
    told of it. A part that is told an "error" is a piece that can't be read."""
    counted, mended = Counter[str](), Counter[int]()
    ids = unlike_ids()
    failure: RashomonError | None = None
    # One is held back, so that what is told at the end of a file is told of its last piece, and not of the next file.
    held: tuple[dict[str, Any], bytes] | None = None
    try:
        for piece, data in _found(by, parts, source.id):
            if "counted" in piece:
                counted.update(piece["counted"])
                continue
            piece["id"] = ids(piece.get("id") or source.id)
            mended.update(dict(enumerate(piece.get("mended", ()))))
            if held is not None:
                yield _made(*held, source, media_type)
            held = piece, data
    except RashomonError as error:
        failure = error
    said(source.id, counted)
    say_mended(source.id, mended[0], mended[1])
    if held is not None:
        yield _made(*held, source, media_type)
    if failure is not None:
        raise failure


def _found(
    by: str, parts: Iterable[tuple[bytes | BinaryIO, Mapping[str, Any]]], name: str
) -> Iterator[tuple[dict[str, Any], bytes]]:
    for data, told in parts:
        held = data if isinstance(data, bytes) else b""
        if "error" in told:
            yield dict(told), held
            continue
        for piece in streamed(by, data, name, MOST_SECONDS, **told):
            yield piece, held


def _made(piece: Mapping[str, Any], data: bytes, source: Source, media_type: str) -> Report | Refusal:
    try:
        if "error" in piece:
            raise RashomonError(piece["id"], *piece["error"])
        return report_of(piece, source, media_type, data if piece.get("whole") else None)
    except RashomonError as error:
        return Refusal(piece["id"], str(error))


def unlike_ids() -> Any:
    """A function that gives each id as it is, and with its number behind it where it has come before."""
    seen: set[str] = set()
    number = 0

    def unlike(id_: str) -> str:
        nonlocal number
        number += 1
        own = id_
        while own in seen:
            own = f"{own}#{number}"
        seen.add(own)
        return own

    return unlike


def report_of(piece: Mapping[str, Any], source: Source, media_type: str, raw: bytes | None = None) -> Report:
    """The report of one piece. `raw` are its bytes, where "raw" does not tell them."""
    told: dict[str, Any] = {
        key: mend(value).text if isinstance(value := piece.get(key), str) else None for key in _TOLD
    }
    own = told.pop("url")
    return freeze(
        piece["text"],
        replace(source, id=piece["id"], url=own or source.url, fetched_at=piece.get("fetched_at") or source.fetched_at),
        raw=piece.get("raw", piece["text"]).encode("utf-8", "surrogatepass") if raw is None else raw,
        media_type=piece.get("media_type", media_type),
        known=[Part(kind, Span(start, end)) for kind, start, end in piece.get("known", ())],
        **told,
    )


def said(name: str, counted: Mapping[str, int]) -> None:
    """Says what was left out, and how much of it."""
    if left := ", ".join(f"{number} {what}" for what, number in counted.items() if number):
        log.warning("%s: left out: %s", name, left)


def composed(*paragraphs: tuple[str | None, str | None]) -> dict[str, Any]:
    """Of paragraphs, each with its kind if that is known: the "text" in which they are parted by empty lines, the parts
    that are "known", and how many characters were "mended" (left out, repaired)."""
    text: list[str] = []
    known: list[tuple[str, int, int]] = []
    at = hidden = repaired = 0
    for words, kind in paragraphs:
        if not words or not (found := mend(words)).text:
            continue
        at += 2 if text else 0
        if kind:
            known.append((kind, at, at + len(found.text)))
        text.append(found.text)
        at += len(found.text)
        hidden, repaired = hidden + found.hidden, repaired + found.repaired
    return {"text": "\n\n".join(text), "known": known, "mended": (hidden, repaired)}
