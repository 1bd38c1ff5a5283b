"""Which press database was a file downloaded from? Each has a module: `factiva`, `nexis`, `reference_lists`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from rashomon import settings
from rashomon.intake import cutting_bytes, factiva, nexis, reference_lists
from rashomon.intake.database_pieces import counted, none_told
from rashomon.intake.html import charset_in
from rashomon.intake.make_report import Source
from rashomon.intake.pieces import read_parts
from rashomon.model import Refusal, Report

LOOKED_AT = 2_000_000
"""Bytes from the start."""


def told_by(data: bytes) -> str | None:
    """The function that takes a page or a text apart, if it is a download."""
    if factiva.is_page(data):
        return "rashomon.intake.factiva:page"
    if nexis.is_one(data):
        return "rashomon.intake.nexis:of_text"
    if nexis.is_newer(data[:LOOKED_AT]):
        return "rashomon.intake.nexis:of_newer"
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


def is_mark(line: str) -> bool:
    """Whether a line is one by which the articles of a download are told apart, which no page has above or below it."""
    return nexis.is_mark(line) or factiva.DOCUMENT.fullmatch(line) is not None


_FUNCTIONS = "rashomon.intake."
_MARKS: dict[str, tuple[re.Pattern[bytes], bool]] = {
    f"{_FUNCTIONS}factiva:of_text": (factiva.BELOW, False),
    f"{_FUNCTIONS}factiva:page": (factiva.OPENS, True),
    f"{_FUNCTIONS}nexis:of_text": (nexis.ABOVE, True),
    f"{_FUNCTIONS}nexis:of_newer": (nexis.BELOW, False),
    f"{_FUNCTIONS}reference_lists:ris": (reference_lists.END_OF_RIS, False),
    f"{_FUNCTIONS}reference_lists:proquest": (reference_lists.ABOVE_PROQUEST, True),
}
"""Where a long file is cut, by the function that takes it apart, and whether that stands above an article."""
_OF_PAGES = (f"{_FUNCTIONS}factiva:page", f"{_FUNCTIONS}nexis:of_text")


def long_told_by(head: bytes) -> str | None:
    """The function that takes a long text or page apart part by part, by how it begins; UTF-16 is none of these."""
    by = None if b"\0" in head else told_by(head)
    return by if by in _MARKS else None


def read_long(by: str, media_type: str, stream: io.BufferedReader[Any], source: Source) -> Iterator[Report | Refusal]:
    """The articles of a file, part by part, so that its length does not matter. Raises RashomonError where none can be
    told apart."""
    found = False
    mark, above = _MARKS[by]
    limit = settings.max_bytes()
    # Of a page, each part is told the charset that its head names.
    told = {"charset": charset_in(stream.peek(4096)) or ""} if by in _OF_PAGES and media_type == "text/html" else {}
    parts = cutting_bytes.parts(
        cutting_bytes.stretches(cutting_bytes.portions(stream), mark, above, limit), source.id, limit, **told
    )
    for result in read_parts(by, parts, source, media_type):
        found = True
        yield result
    if not found:
        raise none_told(source.id)
