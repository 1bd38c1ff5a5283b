"""Downloads of Nexis: "1 of 10 DOCUMENTS" above each article, in text, pages and documents (Word, RTF), or, in newer
documents, "End of Document" below each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rashomon.intake.database_pieces import counted, left_below, piece_of
from rashomon.intake.days import day_told
from rashomon.intake.html import body_text, markup
from rashomon.intake.text import decode

_NUMBERED = r"(?:\d{1,7} of \d{1,7} DOCUMENTS|Dokument \d{1,7} von \d{1,7}|Document \d{1,7} de \d{1,7})"
_ABOVE = re.compile(rf"(?m)^[ \t]*{_NUMBERED}[ \t]*\r?$")
_ON_PAGE = re.compile(rf"(?<=>)\s*{_NUMBERED}\s*(?=<)")
_SIGN = re.compile(rb"(?m)(?:^[ \t]*|>\s*)" + _NUMBERED.encode() + rb"[ \t]*(?:\r?$|\s*<)")
ABOVE = re.compile(
    rb"(?m)^(?:\xef\xbb\xbf)?[ \t]*" + _NUMBERED.encode() + rb"[ \t]*\r?$"
    rb"|(?<=>)\s*" + _NUMBERED.encode() + rb"\s*(?=<)"
)
"""What stands above an article of a text or a page, as bytes."""
_FIELD = re.compile(r"([^\W\da-z_][A-ZÄÖÜÉ-]{2,20}):\s*(.*)", re.DOTALL)
_BEFORE = frozenset(
    ("BYLINE", "SECTION", "LENGTH", "DATELINE", "HIGHLIGHT", "SERIES", "DISTRIBUTION", "AUTOR", "RUBRIK", "LÄNGE",
     "AUTEUR", "RUBRIQUE", "LONGUEUR")
)  # fmt: skip
_AFTER = frozenset(
    ("LOAD-DATE", "LANGUAGE", "PUBLICATION-TYPE", "JOURNAL-CODE", "DOCUMENT-TYPE", "GRAPHIC", "SUBJECT", "COUNTRY",
     "ORGANIZATION", "COMPANY", "GEOGRAPHIC", "CORRECTION-DATE", "NOTES", "UPDATE", "URL", "SPRACHE", "LANGUE",
     "PUBLICATIONTYPE", "DATE-CHARGEMENT", "TYPE-PUBLICATION")
)  # fmt: skip
_BODY = frozenset(("Body", "Textkörper", "Corps", "Cuerpo", "Corpo"))
_NO_WORDS = ("ABSTRACT", "FULL TEXT", "link", "enlink")
"""What Nexis puts among the words, the last two where a page had a link."""
_END = frozenset(("End of Document", "Ende des Dokuments", "Fin du Document", "Fin del documento"))
"""As the language of the page says them on which the articles were downloaded."""
_EDITION = re.compile(r"(?:[\w']+ ){0,3}Edition\b.{0,20}")
BELOW = re.compile(rb"(?m)^[ \t]*(?:" + b"|".join(sorted(x.encode() for x in _END)) + rb")[ \t]*\r?$")
"""The line below an article of a newer document that was saved as text, as bytes."""
_BEGINS = re.compile(
    rb"(?m)^[ \t]*(?:(?:" + b"|".join(sorted(x.encode() for x in _BODY)) + rb")[ \t]*\r?$|(?:Load-Date|Length): )"
)
_BELOW = re.compile(
    r"Graphics?|Notes|Correction(?:-Date)?|Classification|Klassifizierung"
    r"|Load-Date:.*|Ladedatum:.*|Date de chargement:.*"
)
"""What stands below the words of an article in newer documents."""


def is_document(paragraphs: Iterable[str]) -> bool:
    """Whether a document's paragraphs are those of a download: it says where an article ends, and more than that."""
    found = set(paragraphs)
    return bool(found & _END) and (bool(found & _BODY) or any(map(_BELOW.fullmatch, found)))


def is_mark(line: str) -> bool:
    """Whether a line is one by which articles are told apart."""
    return line in _END or line in _BODY or bool(_BELOW.fullmatch(line) or _ABOVE.fullmatch(line))


def is_numbered(paragraphs: Iterable[str]) -> bool:
    """Whether one of them is the line above an article."""
    return any(map(_ABOVE.fullmatch, paragraphs))


def is_one(data: bytes) -> bool:
    """Whether a text or a page holds the line above an article."""
    return _SIGN.search(data) is not None


def of_text(data: bytes, name: str, first: int | None = None, charset: str | None = None) -> Iterator[dict[str, Any]]:
    """The articles of a text or a page, as `pieces` wants them. In part of a file, `first` is the first one's number,
    and `charset`, in part of a page, what that says of itself."""
    if first is not None and charset is not None:
        data = b"<p>" + data  # part of a page begins within the element that holds the number
    if data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        pages = _ON_PAGE.split(markup(data, name, charset))[1:]
        articles: Iterable[tuple[str, str]] = ((page, "\n\n".join(body_text(page))) for page in pages)
    else:
        articles = _parted(decode(data, name)[0].replace("\r\n", "\n"))
    found = (_article(text, raw, f"{name}#{number}") for number, (raw, text) in enumerate(articles, first or 1))
    yield from counted(found, name, part=first is not None)


def is_newer(data: bytes) -> bool:
    """Whether a text is a newer document that was saved as text."""
    return BELOW.search(data) is not None and _BEGINS.search(data) is not None


def of_newer(data: bytes, name: str, first: int | None = None) -> Iterator[dict[str, Any]]:
    """The articles of such a text, as `pieces` wants them: each line of it is a paragraph."""
    lines = (line.strip() for line in decode(data, name)[0].removeprefix("\ufeff").splitlines())
    yield from counted(of_documents(filter(None, lines), name, first or 1), name, part=first is not None)


def of_numbered(paragraphs: Iterable[str], name: str) -> Iterator[dict[str, Any] | None]:
    """The articles in the paragraphs of an older document."""
    for number, (raw, text) in enumerate(_parted("\n\n".join(paragraphs)), 1):
        yield _article(text, raw, f"{name}#{number}")


def _parted(text: str) -> Iterator[tuple[str, str]]:
    return ((article.strip(), article) for article in _ABOVE.split(text)[1:])


def _article(article: str, raw: str, id_: str) -> dict[str, Any] | None:
    """Outlet, day and headline stand above the fields with names, the words below them."""
    blocks = [" ".join(block.split()) for block in re.split(r"\n[ \t]*\n", article) if block.strip()]
    fields = [_FIELD.fullmatch(block) for block in blocks]
    named = [hit[1] if hit else "" for hit in fields]
    start = next((i for i, field in enumerate(named) if field in _BEFORE), None)
    if start is None:
        return None
    first = start
    while first < len(blocks) and named[first] in _BEFORE:
        first += 1
    end = next((i for i in range(first, len(blocks)) if named[i] in _AFTER), len(blocks))
    told = {hit[1]: hit[2].strip() for hit in fields[start:first] if hit}
    dated = next((i for i, block in enumerate(blocks[:start]) if i and day_told(block)), None)
    above = blocks[dated + 1 : start] if dated is not None else []
    headline = " ".join(above[len(above) > 1 and _EDITION.fullmatch(above[0]) is not None :])
    body: list[tuple[str, str | None]] = [(told["DATELINE"], "dateline")] if told.get("DATELINE") else []
    body += [(block, None) for block in blocks[first:end] if not re.match(r"(?i)copyright \d{4}\b", block)]
    day = day_told(blocks[dated]) if dated is not None else None
    author = told.get("BYLINE") or told.get("AUTOR") or told.get("AUTEUR")
    return piece_of(id_, raw, headline, author, body, blocks[0] if start else None, day)


def of_documents(paragraphs: Iterable[str], name: str, first: int = 1) -> Iterator[dict[str, Any] | None]:
    """The articles in a newer document's paragraphs: each ends in "End of Document", its words follow "Body"."""
    article: list[str] = []
    number = first - 1
    for paragraph in paragraphs:
        if paragraph not in _END:
            article.append(paragraph)
            continue
        number += 1
        yield _document(article, f"{name}#{number}")
        article = []
    yield from left_below(article)


def _document(blocks: Sequence[str], id_: str) -> dict[str, Any] | None:
    """Above the first article may stand a page with the search and a list of all, so the head is read from below."""
    start = next((i for i, block in enumerate(blocks) if block in _BODY), None)
    if start is None:
        return None
    end = next((i for i, block in enumerate(blocks) if i > start and _BELOW.fullmatch(block)), len(blocks))
    named = [re.fullmatch(r"([^\W\d_][\w -]{3,30}):\s*(.+)", block) for block in blocks[:start]]
    dated = max((i for i, block in enumerate(blocks[:start]) if i and not named[i] and day_told(block)), default=None)
    told = {hit[1]: hit[2] for hit in named[dated or 0 :] if hit}
    body: list[tuple[str, str | None]] = [(told["Dateline"], "dateline")] if told.get("Dateline") else []
    for block in blocks[start + 1 : end]:
        body.append((block, "furniture" if block in _NO_WORDS else None))
    headline = blocks[dated - 2] if dated and dated > 1 else ""
    body = [paragraph for paragraph in body if paragraph[0] != headline]  # as it stands above each page of a PDF
    outlet = blocks[dated - 1].rstrip(".") if dated else None
    author = told.get("Byline") or told.get("Autor") or told.get("Auteur")
    return piece_of(id_, "\n".join(blocks), headline, author, body, outlet, day_told(blocks[dated]) if dated else None)
