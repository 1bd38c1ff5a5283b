"""Word documents (.docx): what the text says in the end, without what was deleted, struck out or hidden.

Read from the file's own XML: python-docx leaves out what was inserted while changes were tracked. Comments,
footnotes, headers and pictures are other files of the archive and are left out.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from rashomon.errors import RashomonError
from rashomon.intake.databases import in_document
from rashomon.intake.pieces import composed

LARGEST = 50_000_000
"""Bytes of the document's XML, unpacked."""
_STRICT, _USUAL = (
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
)
"""The same names in Word's "Strict Open XML"."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What older programs show instead of what stands before it: the same words again."""
_GONE = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}pict", f"{_W}object", f"{_W}instrText", _FALLBACK))
_OFF = ("0", "false", "off")


def read_document(data: bytes, name: str) -> Iterator[dict[str, Any]]:
    """The report in a document, or the articles of a download of Nexis, as `pieces` wants them. For the child."""
    tree, others = _opened(data, name)
    blocks = list(_blocks(tree))
    notes = sum(x.tag in (f"{_W}footnoteReference", f"{_W}endnoteReference") for x in tree.iter())
    yield from whole_document(blocks, name)
    yield {"counted": {"comments": others, "footnotes": notes}}


def whole_document(blocks: Sequence[tuple[str, str | None]], name: str) -> Iterator[dict[str, Any]]:
    """What a document's paragraphs are: a report, or the articles of a download.

    Raises RashomonError where it has no words.
    """
    if articles := in_document([words for words, _ in blocks], name):
        yield from articles
        return
    told = composed(*blocks)
    if not any(c.isalpha() for c in told["text"]):
        raise RashomonError(name, "the document holds no text", "Is it a scan? Run OCR on it first.")
    title = next((words for words, kind in blocks if kind == "headline"), None)
    yield {**told, "id": name, "title": title, "whole": True}


def _opened(data: bytes, name: str) -> tuple[Any, int]:
    """The document's tree, and how many comments stand beside it."""
    parts = unpacked(data, name, ("word/document.xml",), ("word/comments.xml",))
    beside = parts.get("word/comments.xml", b"")
    return tree_of(parts["word/document.xml"], name), len(re.findall(rb"<w:comment[ >]", beside))


def unpacked(data: bytes, name: str, needed: Sequence[str], others: Sequence[str] = ()) -> dict[str, bytes]:
    """Files of a ZIP by their names. Raises RashomonError where one that is needed is not whole, or too large."""
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for file in [*needed, *(x for x in others if x in archive.namelist())]:
                if archive.getinfo(file).file_size <= LARGEST:
                    found[file] = archive.read(file)
                elif file in needed:
                    raise RashomonError(
                        name, f"its text is larger than {LARGEST / 1e6:g} MB unpacked", "Split it, or save it as text."
                    )
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error) as error:
        raise _damaged(name, error) from error
    return found


def tree_of(xml: bytes, name: str) -> Any:
    """The tree of a document's XML, into which nothing is loaded from elsewhere."""
    from lxml import etree  # type: ignore[import-untyped]

    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        return etree.fromstring(xml.replace(_STRICT, _USUAL), parser)
    except etree.XMLSyntaxError as error:
        raise _damaged(name, error) from error


def _damaged(name: str, error: Exception) -> RashomonError:
    fix = "Open it in Word or LibreOffice and save it again."
    return RashomonError(name, f"the document is damaged ({str(error)[:100]})", fix)


def _blocks(tree: Any) -> Iterator[tuple[str, str | None]]:
    """The paragraphs in order, the document's title as a headline, rows of tables as furniture."""
    body = tree.find(f"{_W}body")
    if body is not None:
        yield from _blocks_in(body)


def _blocks_in(part: Any) -> Iterator[tuple[str, str | None]]:
    for node in _outer(part):
        if node.tag == f"{_W}tbl":
            yield from _rows(node)
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


def _rows(table: Any) -> Iterator[tuple[str, str | None]]:
    """A row of several cells is figures, with what stands in a table inside a cell; a row of one cell is a frame."""
    for row in _children(table, f"{_W}tr"):
        if row.find(f"{_W}trPr/{_W}del") is not None:
            continue
        cells = list(_children(row, f"{_W}tc"))
        if len(cells) == 1:
            yield from _blocks_in(cells[0])
            continue
        inside = [" ".join(" ".join(words.split()) for words, _ in _blocks_in(cell)) for cell in cells]
        if any(inside):
            yield " | ".join(inside), "furniture"


def _children(node: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, those in a control (`sdt`) included, but of no table inside."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _children(child, tag)


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
