"""A web page: its main text, title, author, date, site and captions (trafilatura), without what stands around them.

The frozen text is written from the page: headline, byline, then the paragraphs, each caption after the paragraph that
it follows on the page, parted by empty lines. So a page's title and author are parts of the text like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from rashomon.errors import RashomonError
from rashomon.intake.make_report import Source, freeze, log
from rashomon.intake.page_words import same_words
from rashomon.intake.parts import caption_parts
from rashomon.intake.text import decode
from rashomon.model import Part, PartKind, Report, Span

MOST_CAPTIONS = 40
LARGEST_PAGE = 10_000_000
"""Characters, pictures inside the page not counted. Telling the article apart takes some seconds a million."""
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding=["']([\w.:-]{2,40})""", re.I
)
_INLINE_DATA = re.compile(r"data:[\w/+.-]{0,60};base64,[A-Za-z0-9+/=]+")
_NO_TEXT = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "svg",
    "iframe",
    "figure",
)
_BLOCKS = frozenset(
    "p div li h1 h2 h3 h4 h5 h6 td th tr br blockquote pre article section "  # noqa: SIM905
    "main table ul ol dl dd dt figcaption body".split()
)


def read(data: bytes, source: Source, charset: str | None = None) -> Report:
    """The report on a web page. `charset` is what the server says. Raises RashomonError where there is no text."""
    page = markup(data, source.id, charset)
    if len(page) > LARGEST_PAGE:
        fix = "Save its text, or split it."
        raise RashomonError(
            source.id, f"a page of more than {LARGEST_PAGE / 1e6:g} million characters is not read", fix
        )
    document = _extracted(page, source)
    if document is None or not (document.text or "").strip():
        paragraphs = list(body_text(page)) or list(_flat_text(page))
        if not any(c.isalpha() for p in paragraphs for c in p):
            fix = "Is it written by scripts? Open it in a browser and save the text, or print it to PDF."
            raise RashomonError(source.id, "the page holds no text", fix)
        log.warning("%s: no article was found on the page; all of its text was read", source.id)
    else:
        paragraphs = [line.strip() for line in document.text.splitlines() if line.strip()]
    title = _value(document, "title")
    text, known = _composed(title, _value(document, "author"), paragraphs, list(_captions(page)))
    link = _value(document, "url")
    return freeze(
        text,
        source,
        raw=data,
        media_type="text/html",
        title=title,
        author=_value(document, "author"),
        outlet=_value(document, "sitename"),
        url=link if link and urlsplit(link).scheme in ("http", "https") else None,
        published=_value(document, "date"),
        known=known,
    )


def markup(data: bytes, name: str, charset: str | None = None) -> str:
    """The page as a string, by the server's, else the page's own charset, where that fits its bytes."""
    said = _CHARSET.search(data[:4096])
    for encoding in (charset, (said.group(1) or said.group(2)).decode("ascii") if said else None):
        try:
            if encoding:
                text = data.decode("cp1252" if encoding.lower() in ("iso-8859-1", "latin-1", "latin1") else encoding)
                break
        except (LookupError, UnicodeDecodeError):
            continue
    else:
        text, _ = decode(data, name)
    text = _INLINE_DATA.sub("data:,", text)
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text.removeprefix("\ufeff")).replace("\x00", "")


def _extracted(page: str, source: Source) -> Any:
    from trafilatura import bare_extraction

    try:
        return bare_extraction(
            page,
            url=source.final_url or source.url,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # a page that breaks the extractor still has a body
        log.warning("%s: the page's article could not be told apart (%s)", source.id, error)
        return None


def _value(document: Any, name: str) -> str | None:
    value = getattr(document, name, None)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def body_text(page: str) -> Iterator[str]:
    """The paragraphs of any markup: all text but that of scripts, menus and the like."""
    from lxml import etree, html  # type: ignore[import-untyped]

    try:
        tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return
    etree.strip_elements(tree, *_NO_TEXT, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    paragraph: list[str] = []
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            if node.tag in _BLOCKS:
                yield from _flushed(paragraph)
            if node.tag not in ("head", "title"):
                paragraph.append(node.text or "")
        else:
            if node.tag in _BLOCKS:
                yield from _flushed(paragraph)
            paragraph.append(node.tail or "")
    yield from _flushed(paragraph)


def _flat_text(page: str) -> Iterator[str]:
    """All text outside of tags, for markup nested deeper than a parser follows."""
    flat = re.sub(r"(?is)<(head|script|style)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", "\n", page)
    return (" ".join(unescape(line).split()) for line in flat.splitlines() if line.strip())


def _flushed(paragraph: list[str]) -> Iterator[str]:
    line = " ".join("".join(paragraph).split())
    paragraph.clear()
    if line:
        yield line


def _captions(page: str) -> Iterator[tuple[str, str]]:
    """(caption, the paragraph before it) for each figure of the article, of the page if it marks no article."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return
    within = (
        "//article" if tree.xpath("//article//figcaption") else "//main" if tree.xpath("//main//figcaption") else ""
    )
    for node in tree.xpath(f"{within}//figcaption")[:MOST_CAPTIONS]:
        before = node.xpath("preceding::p[1]")
        if caption := " ".join(node.text_content().split()):
            yield caption, " ".join(before[0].text_content().split()) if before else ""


def _composed(
    title: str | None, author: str | None, paragraphs: Sequence[str], captions: Sequence[tuple[str, str]]
) -> tuple[str, list[Part]]:
    """The text to freeze, and the parts of it that the mark-up tells."""
    blocks: list[tuple[str, PartKind | None]] = [(p, None) for p in paragraphs]
    for caption, before in captions:
        blocks = [b for b in blocks if not same_words(b[0], caption)]
        after = next((i for i, b in enumerate(blocks) if before and same_words(b[0], before)), None)
        at = len(blocks) if after is None and before else (after + 1 if after is not None else 0)
        while at < len(blocks) and blocks[at][1] == "caption":
            at += 1
        blocks.insert(at, (caption, "caption"))
    top: list[tuple[str, PartKind | None]] = []
    if title:
        blocks = [b for i, b in enumerate(blocks) if i > 3 or not same_words(b[0], title)]
        top.append((title, "headline"))
    if author and not any(re.match(r"(?i)by\s", b[0]) for b in blocks[:4]):
        top.append((f"By {' and '.join(x.strip() for x in author.split(';') if x.strip())}", "byline"))
    text, known = "", []
    for block, kind in top + blocks:
        start = len(text)
        text += block + "\n\n"
        span = Span(start, start + len(block))
        if kind == "caption":
            known += caption_parts(text, span)
        elif kind:
            known.append(Part(kind, span))
    return text.removesuffix("\n\n"), known
