"""OpenDocument texts (.odt): what the text says in the end, without what was deleted, struck out, hidden or noted.

Read from the file's own XML, as Word documents are: odfdo gives a paragraph's text with notes, comments and struck
words in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rashomon.errors import RashomonError
from rashomon.intake.docx import tree_of, unpacked, whole_document

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_COUNTED = {f"{_OFFICE}annotation": "comments", f"{_TEXT}note": "footnotes"}
_GONE = frozenset((*_COUNTED, f"{_TEXT}tracked-changes", f"{_TEXT}hidden-text", f"{_OFFICE}forms",
                   f"{_TEXT}sequence-decls", f"{_TEXT}table-of-content", f"{_TEXT}bibliography"))  # fmt: skip
_SPACES = {f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}
_MOST_REPEATED = 100
"""Blanks that one mark may stand for."""


def read_document(data: bytes, name: str) -> Iterator[dict[str, Any]]:
    """The report in a document, or the articles of a download, as `pieces` wants them."""
    files = unpacked(data, name, ("content.xml",), ("META-INF/manifest.xml", "styles.xml"))
    if b"manifest:encryption-data" in files.get("META-INF/manifest.xml", b""):
        raise RashomonError(name, "the document is locked with a password", "Open it and save it without one.")
    tree = tree_of(files["content.xml"], name)
    unseen = _unseen(tree)
    if "styles.xml" in files:
        unseen |= _unseen(tree_of(files["styles.xml"], name))
    body = tree.find(f"{_OFFICE}body/{_OFFICE}text")
    yield from whole_document([] if body is None else list(_blocks(body, frozenset(unseen))), name)
    yield {"counted": {what: sum(1 for _ in tree.iter(tag)) for tag, what in _COUNTED.items()}}


def _unseen(tree: Any) -> set[str]:
    """The names of styles that strike words out or hide them."""
    found = set()
    for style in tree.iter(f"{_STYLE}style"):
        for told in style.iter(f"{_STYLE}text-properties"):
            marks = {key.rpartition("}")[2]: value for key, value in told.attrib.items()}
            struck = {marks.get("text-line-through-style", "none"), marks.get("text-line-through-type", "none")} - {
                "none"
            }
            if struck or marks.get("display") == "none":
                found.add(style.get(f"{_STYLE}name"))
    return found


def _blocks(part: Any, unseen: frozenset[str]) -> Iterator[tuple[str, str | None]]:
    """The paragraphs in order, the document's title as a headline, rows of tables as furniture."""
    for node in part:
        if node.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield from _paragraph(node, unseen)
        elif node.tag == f"{_TABLE}table":
            yield from _rows(node, unseen)
        elif node.tag not in _GONE and isinstance(node.tag, str) and node.get(f"{_TEXT}display") != "none":
            yield from _blocks(node, unseen)


def _paragraph(node: Any, unseen: frozenset[str]) -> Iterator[tuple[str, str | None]]:
    style = node.get(f"{_TEXT}style-name") or ""
    if style not in unseen and (words := _words(node, unseen).strip()):
        yield words, "headline" if style == "Title" else None
    for box in node.iter("{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}text-box"):
        if not any(above.tag == box.tag for above in box.iterancestors()):
            yield from _blocks(box, unseen)


def _rows(table: Any, unseen: frozenset[str]) -> Iterator[tuple[str, str | None]]:
    for node in table:
        if node.tag == f"{_TABLE}table-row":
            cells = [x for x in node if x.tag == f"{_TABLE}table-cell"]
            if len(cells) == 1:
                yield from _blocks(cells[0], unseen)
                continue
            inside = [" ".join(" ".join(words.split()) for words, _ in _blocks(cell, unseen)) for cell in cells]
            if any(inside):
                yield " | ".join(inside), "furniture"
        elif node.tag in (f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group"):
            yield from _rows(node, unseen)


def _words(node: Any, unseen: frozenset[str]) -> str:
    """The words of a paragraph, those of boxes inside of it apart."""
    found = [node.text or ""]
    for child in node:
        local = str(child.tag)
        if local in _SPACES:
            found.append(_SPACES[local])
        elif local == f"{_TEXT}s":
            told = child.get(f"{_TEXT}c") or "1"
            found.append(" " * min(int(told) if told.isdecimal() else 1, _MOST_REPEATED))
        elif local not in _GONE and not local.endswith("}frame") and child.get(f"{_TEXT}style-name") not in unseen:
            found.append(_words(child, unseen) if isinstance(child.tag, str) else "")
        found.append(child.tail or "")
    return "".join(found)
