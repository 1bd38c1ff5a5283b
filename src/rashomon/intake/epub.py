"""E-books (.epub), as organisations publish long reports: one report, its pages in the order in which they are read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote

from rashomon.errors import RashomonError
from rashomon.intake.days import day_told
from rashomon.intake.docx import tree_of, unpacked
from rashomon.intake.html import markup, tree_text
from rashomon.intake.page_tree import cleaned
from rashomon.intake.pieces import composed

_CONTAINER = "META-INF/container.xml"
_PAGES = ("application/xhtml+xml", "text/html")


def read_document(data: bytes, name: str) -> Iterator[dict[str, Any]]:
    """The report that a book is, as `pieces` wants it. Raises RashomonError where it has no words, or is locked."""
    beside = unpacked(data, name, (_CONTAINER,), ("META-INF/encryption.xml", "META-INF/rights.xml"))
    if b"EncryptedKey" in beside.get("META-INF/encryption.xml", b"") or "META-INF/rights.xml" in beside:
        raise RashomonError(name, "the book is locked (DRM)", "Name an edition without a lock, or the PDF.")
    roots = [x for x in tree_of(beside[_CONTAINER], name).iter() if _tag(x) == "rootfile"]
    package = roots[0].get("full-path") if roots else None
    if not package:
        raise RashomonError(name, "the book names no pages", "Is it damaged? Save it again, or name the PDF.")
    book = tree_of(unpacked(data, name, (package,))[package], name)
    inside = _pages(book, posixpath.dirname(package))
    pages = unpacked(data, name, (), inside)
    paragraphs = [(words, None) for page in inside if page in pages for words in _words(pages[page], name)]
    title = _told(book, "title")
    told = composed((title, "headline"), (f"By {by}" if (by := _told(book, "creator")) else "", "byline"), *paragraphs)
    if not paragraphs:
        raise RashomonError(name, "the book holds no text", "Are its pages pictures? Name the PDF, with --ocr.")
    day, language = day_told(_told(book, "date")), _told(book, "language")[:2].casefold()
    yield {
        **told,
        "id": name,
        "title": title or None,
        "author": by or None,
        "outlet": _told(book, "publisher") or None,
        "published": day and day.isoformat(),
        "language": language if len(language) == 2 else None,
        "whole": True,
    }


def _pages(book: Any, folder: str) -> Sequence[str]:
    """The files of the book's pages in reading order; not the table of contents."""
    files = {x.get("id"): x for x in book.iter() if _tag(x) == "item"}
    order = [files.get(x.get("idref")) for x in book.iter() if _tag(x) == "itemref" and x.get("linear") != "no"]
    shown = [x for x in order if x is not None and x.get("media-type") in _PAGES and x.get("properties") != "nav"]
    names = (posixpath.normpath(posixpath.join(folder, unquote(x.get("href") or ""))) for x in shown)
    return list(dict.fromkeys(names))


def _words(page: bytes, name: str) -> Iterator[str]:
    tree = cleaned(markup(page, name), name)
    return iter(()) if tree is None else tree_text(tree)


def _told(book: Any, what: str) -> str:
    """What the book's description says of itself."""
    return next(
        (" ".join((x.text or "").split()) for x in book.iter() if _tag(x) == what and (x.text or "").strip()), ""
    )


def _tag(node: Any) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
