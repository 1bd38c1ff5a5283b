"""Word documents (.docx): what the text says in the end, without what was deleted, struck out or hidden.

Read from the file's own XML: python-docx leaves out what was inserted while changes were tracked. Comments,
footnotes, headers and pictures are other files of the archive and are left out.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from rashomon.errors import RashomonError
from rashomon.intake.characters import mended
from rashomon.intake.databases import of_documents
from rashomon.intake.pieces import composed

LARGEST = 50_000_000
"""Bytes of the document's XML, unpacked."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What older programs show instead of what stands before it: the same words again."""
_GONE = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}pict", f"{_W}object", f"{_W}instrText", _FALLBACK))
_OFF = ("0", "false", "off")


def read_document(data: bytes, name: str) -> dict[str, Any]:
    """The report in a document, or the articles of a download of Nexis, as `pieces` wants them. For the child."""
    tree, others = _opened(data, name)
    blocks = [(mended(words, name), kind) for words, kind in _blocks(tree)]
    notes = sum(x.tag in (f"{_W}footnoteReference", f"{_W}endnoteReference") for x in tree.iter())
    counted = {"comments": others, "footnotes": notes}
    if articles := of_documents([words for words, _ in blocks], name):
        return {"pieces": articles, "counted": counted}
    text, known = composed(*blocks)
    if not any(c.isalpha() for c in text):
        raise RashomonError(name, "the document holds no text", "Is it a scan? Run OCR on it first.")
    titles = [words for words, kind in blocks if kind == "headline"]
    piece = {"id": name, "raw": text, "text": text, "known": known, "title": titles[0] if titles else None}
    return {"pieces": [piece], "counted": counted, "whole": True}


def _opened(data: bytes, name: str) -> tuple[Any, int]:
    """The document's tree, and how many comments stand beside it."""
    from lxml import etree  # type: ignore[import-untyped]

    fix = "Open it in Word or LibreOffice and save it again."
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.getinfo("word/document.xml").file_size > LARGEST:
                raise RashomonError(name, f"its text is larger than {LARGEST / 1e6:g} MB unpacked", "Split it.")
            xml = archive.read("word/document.xml")
            told = archive.getinfo("word/comments.xml") if "word/comments.xml" in archive.namelist() else None
            beside = archive.read(told) if told is not None and told.file_size <= LARGEST else b""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        return etree.fromstring(xml, parser), len(re.findall(rb"<w:comment[ >]", beside))
    except (
        zipfile.BadZipFile,
        KeyError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        zlib.error,
        etree.XMLSyntaxError,
    ) as error:
        raise RashomonError(name, f"the document is damaged ({str(error)[:100]})", fix) from error


def _blocks(tree: Any) -> Iterator[tuple[str, str | None]]:
    """The paragraphs in order, the document's title as a headline, rows of tables as furniture."""
    body = tree.find(f"{_W}body")
    for node in () if body is None else _outer(body):
        if node.tag == f"{_W}tbl":
            for row in node.iter(f"{_W}tr"):
                cells = [[_words(p) for p in cell.iter(f"{_W}p")] for cell in row.iter(f"{_W}tc")]
                yield from _table_row([" ".join(" ".join(cell).split()) for cell in cells])
        elif words := _words(node).strip():
            style = node.find(f"{_W}pPr/{_W}pStyle")
            yield words, "headline" if style is not None and style.get(f"{_W}val") == "Title" else None


def _outer(node: Any) -> Iterator[Any]:
    """The paragraphs and tables that stand in no other, those in text fields included."""
    for child in node:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag not in _GONE and isinstance(child.tag, str):
            yield from _outer(child)


def _table_row(cells: list[str]) -> Iterator[tuple[str, str | None]]:
    """A row of several cells is figures; a table of one cell is a frame around a text."""
    full = [cell for cell in cells if cell]
    if len(cells) == 1 and full:
        yield full[0], None
    elif full:
        yield " | ".join(cells), "furniture"


def _words(node: Any) -> str:
    if node.tag in _GONE or (node.tag == f"{_W}r" and _unseen(node)):
        return ""
    if node.tag == f"{_W}t":
        return node.text or ""
    if node.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
        return " " if node.tag == f"{_W}tab" else "\n"
    return "".join(_words(child) for child in node if child.tag != f"{_W}pPr")


def _unseen(run: Any) -> bool:
    """Whether a stretch of letters is struck out or hidden."""
    marks = [run.find(f"{_W}rPr/{_W}{name}") for name in ("strike", "dstrike", "vanish")]
    return any(mark is not None and mark.get(f"{_W}val") not in _OFF for mark in marks)
