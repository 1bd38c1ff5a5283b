"""Which press database was a file downloaded from? Each has a module: `factiva`, `nexis`, `reference_lists`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, BinaryIO

from rashomon import settings
from rashomon.intake import factiva, nexis, reference_lists
from rashomon.intake.database_pieces import counted, none_told
from rashomon.intake.make_report import Source
from rashomon.intake.pieces import read_parts
from rashomon.model import Refusal, Report

LOOKED_AT = 2_000_000
"""Bytes from the start."""
PART = 500_000
"""Bytes of a long text that are taken apart at once, up to the end of an article."""


def told_by(data: bytes) -> str | None:
    """The function that takes a page or a text apart, if it is a download."""
    if factiva.is_page(data):
        return "rashomon.intake.factiva:page"
    if nexis.is_one(data):
        return "rashomon.intake.nexis:of_text"
    if factiva.DOCUMENT.search(data[:LOOKED_AT].decode("utf-8", "replace")):
        return "rashomon.intake.factiva:of_text"
    return reference_lists.told_by(data)


def in_document(paragraphs: Sequence[str], name: str) -> Iterator[dict[str, Any]] | None:
    """The articles in a document's paragraphs; None where it is no download."""
    if nexis.is_document(paragraphs):
        return counted(nexis.of_documents(paragraphs, name), name)
    if nexis.is_numbered(paragraphs):
        return counted(nexis.of_numbered(paragraphs, name), name)
    if any(factiva.DOCUMENT.fullmatch(p) for p in paragraphs):
        lines = chain.from_iterable(p.split("\n") for p in paragraphs)
        return counted(factiva.of_lines(lines, name), name)
    return None


def text_told_by(head: bytes) -> str | None:
    """The function that takes a long text apart part by part, by how it begins; UTF-16 is none of these."""
    if b"\0" in head or head[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        return None
    by = told_by(head)
    return by if by and by.endswith(":of_text") else None


def read_text(by: str, stream: BinaryIO, source: Source) -> Iterator[Report | Refusal]:
    """The articles of a text, part by part, so that its length does not matter. Raises RashomonError where none can be
    told apart."""
    found = False
    for result in read_parts(by, _parts(by, stream, source.id), source, "text/plain"):
        found = True
        yield result
    if not found:
        raise none_told(source.id)


def _parts(by: str, stream: BinaryIO, name: str) -> Iterator[tuple[bytes, Mapping[str, Any]]]:
    """Parts of a text that end where an article does, each with the number of its first article. An article that is
    larger than any input may be is an error."""
    limit = settings.max_bytes()
    part, first = bytearray(), 1
    for number, article in enumerate(_articles(by, stream, limit), 1):
        if part and (len(part) + len(article) > PART or len(article) > limit):
            yield bytes(part), {"first": first}
            part.clear()
        if len(article) > limit:
            why = f"the article is larger than {limit / 1e6:g} MB"
            yield b"", {"id": f"{name}#{number}", "error": [why, "Leave it out, or set RASHOMON_MAX_MB higher."]}
            continue
        if not part:
            first = number
        part += article
    if part:
        yield bytes(part), {"first": first}


def _articles(by: str, stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """The bytes of each article; of one that is larger than `limit`, the beginning alone, which is larger too."""
    above = by.startswith(nexis.__name__)
    lines: list[bytes] = []
    size, begun = 0, not above
    while line := stream.readline(limit + 1):
        if above and nexis.ABOVE.fullmatch(line):
            if begun:
                yield b"".join(lines)
            lines, size, begun = [], 0, True
        if begun and size <= limit:
            lines.append(line)
            size += len(line)
        if not above and factiva.BELOW.fullmatch(line):
            yield b"".join(lines)
            lines, size = [], 0
    if begun and lines:
        yield b"".join(lines)
