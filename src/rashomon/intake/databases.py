"""Which press database was a file downloaded from? Each has a module of its own: `factiva`, `nexis`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from rashomon.intake import factiva, nexis
from rashomon.intake.database_pieces import counted

LOOKED_AT = 2_000_000
"""Bytes from the start."""


def told_by(data: bytes) -> str | None:
    """The function that takes a page or a text apart, if it is a download."""
    if factiva.is_page(data):
        return "rashomon.intake.factiva:page"
    if nexis.is_one(data):
        return "rashomon.intake.nexis:of_text"
    if factiva.DOCUMENT.search(data[:LOOKED_AT].decode("utf-8", "replace")):
        return "rashomon.intake.factiva:of_text"
    return None


def in_document(paragraphs: Sequence[str], name: str) -> Iterator[dict[str, Any]] | None:
    """The articles in a document's paragraphs; None where it is no download."""
    if nexis.END in paragraphs and nexis.BODY in paragraphs:
        return counted(nexis.of_documents(paragraphs, name), name)
    if any(factiva.DOCUMENT.fullmatch(p) for p in paragraphs):
        lines = chain.from_iterable(p.split("\n") for p in paragraphs)
        return counted(factiva.of_lines(lines, name), name)
    return None
