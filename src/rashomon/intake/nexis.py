"""Downloads of Nexis: text and pages with "1 of 10 DOCUMENTS" above each article, and documents (Word, RTF) with
"End of Document" below each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rashomon.intake.database_pieces import counted, piece_of
from rashomon.intake.days import day_told
from rashomon.intake.html import body_text, markup
from rashomon.intake.text import decode

_NUMBERED = r"(?:\d{1,7} of \d{1,7} DOCUMENTS|Dokument \d{1,7} von \d{1,7}|Document \d{1,7} de \d{1,7})"
_ABOVE = re.compile(rf"(?m)^[ \t]*{_NUMBERED}[ \t]*\r?$")
_ON_PAGE = re.compile(rf"(?<=>)\s*{_NUMBERED}\s*(?=<)")
_SIGN = re.compile(rb"(?m)(?:^[ \t]*|>\s*)" + _NUMBERED.encode() + rb"[ \t]*(?:\r?$|\s*<)")
ABOVE = re.compile(rb"[ \t]*" + _NUMBERED.encode() + rb"[ \t]*\r?\n?")
"""The line above an article, as bytes."""
_FIELD = re.compile(r"([^\W\da-z_][A-ZÄÖÜÉ-]{3,20}):\s*(.*)", re.DOTALL)
_BEFORE = frozenset(
    ("BYLINE", "SECTION", "LENGTH", "DATELINE", "HIGHLIGHT", "SERIES", "DISTRIBUTION", "AUTOR", "RUBRIK", "LÄNGE",
     "AUTEUR", "RUBRIQUE", "LONGUEUR")
)  # fmt: skip
_AFTER = frozenset(
    ("LOAD-DATE", "LANGUAGE", "PUBLICATION-TYPE", "JOURNAL-CODE", "DOCUMENT-TYPE", "GRAPHIC", "SUBJECT", "COUNTRY",
     "ORGANIZATION", "COMPANY", "GEOGRAPHIC", "CORRECTION-DATE", "NOTES", "UPDATE", "SPRACHE", "LANGUE",
     "PUBLICATIONTYPE", "DATE-CHARGEMENT", "TYPE-PUBLICATION")
)  # fmt: skip
BODY, END = "Body", "End of Document"


def is_one(data: bytes) -> bool:
    """Whether a text or a page holds the line above an article."""
    return _SIGN.search(data) is not None


def of_text(data: bytes, name: str, first: int | None = None) -> Iterator[dict[str, Any]]:
    """The articles of a text or a page, as `pieces` wants them. `first` is the first one's number in part of a file."""
    if data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        pages = _ON_PAGE.split(markup(data, name))[1:]
        articles: Iterable[tuple[str, str]] = ((page, "\n\n".join(body_text(page))) for page in pages)
    else:
        texts = _ABOVE.split(decode(data, name)[0].replace("\r\n", "\n"))[1:]
        articles = ((text.strip(), text) for text in texts)
    found = (_article(text, raw, f"{name}#{number}") for number, (raw, text) in enumerate(articles, first or 1))
    yield from counted(found, name, part=first is not None)


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
    headline = " ".join(blocks[dated + 1 : start]) if dated is not None else ""
    body: list[tuple[str, str | None]] = [(told["DATELINE"], "dateline")] if told.get("DATELINE") else []
    body += [(block, None) for block in blocks[first:end] if not re.match(r"(?i)copyright \d{4}\b", block)]
    day = day_told(blocks[dated]) if dated is not None else None
    author = told.get("BYLINE") or told.get("AUTOR") or told.get("AUTEUR")
    return piece_of(id_, raw, headline, author, body, blocks[0] if start else None, day)


def of_documents(paragraphs: Iterable[str], name: str) -> Iterator[dict[str, Any] | None]:
    """The articles in a document's paragraphs: each ends in "End of Document", its words follow "Body"."""
    article: list[str] = []
    number = 0
    for paragraph in paragraphs:
        if paragraph != END:
            article.append(paragraph)
            continue
        number += 1
        yield _document(article, f"{name}#{number}")
        article = []


def _document(blocks: Sequence[str], id_: str) -> dict[str, Any] | None:
    if BODY not in blocks:
        return None
    start = blocks.index(BODY)
    ends = [i for i, block in enumerate(blocks) if i > start and re.fullmatch(r"Classification|Load-Date:.*", block)]
    dated = next((i for i, block in enumerate(blocks[:start]) if i and day_told(block)), None)
    named = [re.fullmatch(r"([A-Z][a-z-]+):\s*(.+)", block) for block in blocks[:start]]
    told = {hit[1]: hit[2] for hit in named if hit}
    body: list[tuple[str, str | None]] = [(told["Dateline"], "dateline")] if told.get("Dateline") else []
    for block in blocks[start + 1 : ends[0] if ends else len(blocks)]:
        body.append((block, "furniture" if block in ("ABSTRACT", "FULL TEXT") else None))
    headline = " ".join(blocks[: dated - 1]) if dated else ""
    outlet = blocks[dated - 1].rstrip(".") if dated else None
    day = day_told(blocks[dated]) if dated else None
    return piece_of(id_, "\n".join(blocks), headline, told.get("Byline"), body, outlet, day)
