"""Downloads of press databases: Factiva's HTML; Nexis's text and HTML with "1 of 10 DOCUMENTS" above each article, and
its Word documents with "End of Document" below each.

Both print an article's outlet, day, headline, byline and length around its words; those are told apart here. What is
recognised and can't be split is refused, as it would be read as one report of no date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal

from rashomon.errors import RashomonError
from rashomon.intake.days import day_told
from rashomon.intake.html import body_text, markup
from rashomon.intake.page_tree import parsed
from rashomon.intake.pieces import composed
from rashomon.intake.text import decode

Database = Literal["factiva", "nexis"]

_FACTIVA = re.compile(rb"""class=["'](?:article )?[a-z]{2}Article["']""")
_NEXIS = re.compile(rb"(?m)(?:^[ \t]*|>[ \t]*)\d{1,5} of \d{1,5} DOCUMENTS[ \t]*(?:\r?$|<)")
_FACTIVA_TEXT = re.compile(rb"(?m)^Document [A-Z]{2,8}0{2,4}20\d{6}\w{6,14}\s*$")
_COUNT = re.compile(r"[\d.,\u00a0 ]+\s?[^\W\d_]+")
"""Words of an article, in the language of its page: "808 words"."""
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}.{0,12}")
_NUMBER = re.compile(r"Document ([A-Za-z0-9]{10,40})")
_ABOVE = re.compile(r"(?m)^[ \t]*\d{1,5} of \d{1,5} DOCUMENTS[ \t]*$")
_FIELD = re.compile(r"([A-Z][A-Z-]{3,20}):\s*(.*)", re.DOTALL)
_BEFORE = frozenset(("BYLINE", "SECTION", "LENGTH", "DATELINE", "HIGHLIGHT", "SERIES", "DISTRIBUTION"))
_AFTER = frozenset(
    ("LOAD-DATE", "LANGUAGE", "PUBLICATION-TYPE", "JOURNAL-CODE", "DOCUMENT-TYPE", "GRAPHIC", "SUBJECT", "COUNTRY",
     "ORGANIZATION", "COMPANY", "GEOGRAPHIC", "CORRECTION-DATE", "NOTES")
)  # fmt: skip


def told_by(data: bytes) -> Database | None:
    """Which database a page or a text was downloaded from. Raises RashomonError for a form that can't be split."""
    if _FACTIVA.search(data):
        return "factiva"
    if _NEXIS.search(data):
        return "nexis"
    if len(_FACTIVA_TEXT.findall(data[:2_000_000])) > 1:
        fix = "Download it as HTML: then each article is a report with its own date and outlet."
        raise RashomonError("", "it is a download of Factiva as text, whose articles are not told apart", fix)
    return None


def factiva(data: bytes, name: str) -> dict[str, Any]:
    """The articles of a Factiva HTML download, as `pieces` wants them."""
    tree = parsed(markup(data, name))
    articles = [] if tree is None else [
        x for x in tree.iter("div") if re.search(r"(?:^|\s)[a-z]{2}Article(?:\s|$)", x.get("class") or "")
    ]  # fmt: skip
    pieces = [_of_factiva(article, f"{name}#{number}") for number, article in enumerate(articles, 1)]
    return _found([p for p in pieces if p], len(articles), name)


def _of_factiva(article: Any, fallback: str) -> dict[str, Any] | None:
    lines = [_words(x) for x in article.iter("div") if x is not article and x.find(".//div") is None]
    heads = article.xpath(".//*[@id='hd']")
    headline = _words(heads[0]) if heads else ""
    count = next((i for i, line in enumerate(lines) if _COUNT.fullmatch(line)), None)
    if count is None:
        return None
    top = lines[lines.index(headline) + 1 if headline in lines[:count] else 0 : count]
    days = [(i, day) for i, line in enumerate(lines[count + 1 : count + 3], count + 1) if (day := day_told(line))]
    after = [line for line in lines[(days[0][0] if days else count) + 1 :] if line and not _CLOCK.fullmatch(line)]
    paragraphs = [_words(p) for p in article.iter("p") if "articleParagraph" in (p.get("class") or "")]
    numbers = _NUMBER.findall(_words(article))
    author = next((line for line in top if line), None)
    return _piece(
        f"{fallback.rpartition('#')[0]}#{numbers[-1]}" if numbers else fallback,
        headline,
        author,
        [(p, None) for p in paragraphs if not _NUMBER.fullmatch(p)],
        after[0] if after else None,
        days[0][1].isoformat() if days else None,
    )


def nexis(data: bytes, name: str) -> dict[str, Any]:
    """The articles of a Nexis download as text or HTML, as `pieces` wants them."""
    if data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        text = "\n\n".join(body_text(markup(data, name)))
    else:
        text = decode(data, name)[0].replace("\r\n", "\n")
    articles = _ABOVE.split(text)[1:]
    pieces = [_of_nexis(article, f"{name}#{number}") for number, article in enumerate(articles, 1)]
    return _found([p for p in pieces if p], len(articles), name)


def _of_nexis(article: str, id_: str) -> dict[str, Any] | None:
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
    day = day_told(blocks[dated]) if dated is not None else None
    published = day.isoformat() if day else None
    headline = " ".join(blocks[dated + 1 : start]) if dated is not None else ""
    body: list[tuple[str, str | None]] = [(told["DATELINE"], "dateline")] if told.get("DATELINE") else []
    body += [(block, None) for block in blocks[first:end] if not re.match(r"(?i)copyright \d{4}\b", block)]
    return _piece(id_, headline, told.get("BYLINE"), body, blocks[0] if start else None, published)


def of_documents(paragraphs: Sequence[str], name: str) -> list[dict[str, Any]]:
    """The articles of a Nexis download as a Word document: each ends in "End of Document", its words follow "Body"."""
    pieces, article, number = [], list[str](), 0
    for paragraph in paragraphs:
        if paragraph != "End of Document":
            article.append(paragraph)
            continue
        number += 1
        if piece := _of_document(article, f"{name}#{number}"):
            pieces.append(piece)
        article = []
    return pieces


def _of_document(blocks: Sequence[str], id_: str) -> dict[str, Any] | None:
    if "Body" not in blocks:
        return None
    start = blocks.index("Body")
    ends = [i for i, block in enumerate(blocks) if i > start and re.fullmatch(r"Classification|Load-Date:.*", block)]
    dated = next((i for i, block in enumerate(blocks[:start]) if i and day_told(block)), None)
    day = day_told(blocks[dated]) if dated else None
    named = [re.fullmatch(r"([A-Z][a-z-]+):\s*(.+)", block) for block in blocks[:start]]
    told = {hit[1]: hit[2] for hit in named if hit}
    body: list[tuple[str, str | None]] = [(told["Dateline"], "dateline")] if told.get("Dateline") else []
    for block in blocks[start + 1 : ends[0] if ends else len(blocks)]:
        body.append((block, "furniture" if block in ("ABSTRACT", "FULL TEXT") else None))
    headline = " ".join(blocks[: dated - 1]) if dated else ""
    outlet = blocks[dated - 1].rstrip(".") if dated else None
    return _piece(id_, headline, told.get("Byline"), body, outlet, day.isoformat() if day else None)


def _piece(
    id_: str,
    headline: str,
    author: str | None,
    body: Sequence[tuple[str, str | None]],
    outlet: str | None,
    day: str | None,
) -> dict[str, Any] | None:
    if not any(kind is None for _, kind in body):
        return None
    by = re.sub(r"(?i)^(?:by|von|par|por)\s+", "", author or "").strip()
    text, known = composed((headline, "headline"), (f"By {by}" if by else "", "byline"), *body)
    return {"id": id_, "raw": text, "text": text, "known": known, "title": headline or None, "author": by or None,
            "outlet": outlet, "published": day}  # fmt: skip


def _words(node: Any) -> str:
    return " ".join(node.text_content().split())


def _found(pieces: list[dict[str, Any]], articles: int, name: str) -> dict[str, Any]:
    if not pieces:
        fix = "Download it again, as HTML with the full articles."
        raise RashomonError(name, "it is a download of a press database whose articles can't be told apart", fix)
    return {"pieces": pieces, "counted": {"articles that have no text, or no length": articles - len(pieces)}}
