"""A web page: its main text, title, author, date, site and captions (trafilatura), without what stands around them.

The frozen text is written from the page: headline, byline, then the paragraphs, each caption after the paragraph that
it follows on the page, parted by empty lines. So a page's title and author are parts of the text like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from typing import Any

from rashomon.errors import RashomonError
from rashomon.intake import live_blog
from rashomon.intake.characters import mended
from rashomon.intake.child import taken_apart
from rashomon.intake.make_report import Source, freeze, log
from rashomon.intake.page_dates import published_day
from rashomon.intake.page_outlet import outlet_of
from rashomon.intake.page_saved import ARCHIVE, before_archive, host_of, saved_from
from rashomon.intake.page_teasers import cards_of, refuse_list, take_out_cards
from rashomon.intake.page_tree import cleaned, parsed, written
from rashomon.intake.page_words import same_words
from rashomon.intake.parts import caption_parts
from rashomon.intake.text import decode
from rashomon.model import Part, PartKind, Report, Span

MOST_CAPTIONS = 40
LARGEST_PAGE = 10_000_000
"""Characters, pictures inside the page not counted. Telling the article apart takes some seconds a million."""
MOST_SECONDS = 20.0
"""Of processor time."""
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding=["']([\w.:-]{2,40})""", re.I
)
_INLINE_DATA = re.compile(r"data:[\w/+.-]{0,60};base64,[A-Za-z0-9+/=]+")
_OPENS = re.compile(r"(?i)<(?:!--|(?:head|script|style|noscript)\b)")
_ENDS = {f"<{name}": re.compile(rf"(?i)</{name}\s*>") for name in ("head", "script", "style", "noscript")}
_ENDS |= {"<!--": re.compile("-->"), "<": re.compile(">")}
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


def read(data: bytes, source: Source, charset: str | None = None) -> Iterator[Report]:
    """The report on a web page, or one for each post of a live blog. `charset` is what the server says.

    Raises RashomonError where there is no text.
    """
    told = taken_apart(
        "rashomon.intake.html:extract",
        data,
        source.id,
        MOST_SECONDS,
        charset=charset,
        url=source.final_url or source.url,
    )
    for number, found in enumerate(told, 1):
        known = [Part(kind, Span(start, end)) for kind, start, end in found.pop("known")]
        own = source if len(told) == 1 else replace(source, id=f"{source.id}#{number}")
        saved = found.pop("saved", None)
        own = replace(own, fetched_at=own.fetched_at or saved)
        raw = data if len(told) == 1 else found["text"].encode("utf-8", "surrogatepass")  # not the whole page with each
        yield freeze(source=own, raw=raw, media_type="text/html", known=known, **found)


def extract(data: bytes, name: str, charset: str | None, url: str | None) -> list[dict[str, Any]]:
    """What `freeze` is to be told of a web page, the parts that its mark-up tells as (kind, start, end). For the child.

    Raises RashomonError where there is no text.
    """
    page = markup(data, name, charset)
    if len(page) > LARGEST_PAGE:
        fix = "Save its text, or split it."
        raise RashomonError(name, f"a page of more than {LARGEST_PAGE / 1e6:g} million characters is not read", fix)
    where, saved = saved_from(page)
    url, captured = before_archive(url or where)
    tree = cleaned(page, name)
    if tree is not None and (blog := live_blog.posts(tree)):
        title = live_blog.headline(tree)
        told = _metadata(None if title else _extracted(written(tree), name, url))
        told["outlet"] = outlet_of(tree, told["outlet"])
        return [{**told, **_post(title or told["title"], post)} for post in blog]
    cards = [] if tree is None else cards_of(tree)
    if tree is not None:
        take_out_cards(tree)
    captions = [] if tree is None else list(_captions(tree))
    document = _extracted(page if tree is None else written(tree), name, url)
    told = _metadata(document)
    told["outlet"] = outlet_of(tree, told["outlet"])
    told["url"], shown = before_archive(told["url"] or where)
    if shown and told["outlet"] == ARCHIVE:
        told["outlet"] = host_of(told["url"])
    published = published_day(tree, _value(document, "date"), name)
    if document is None or not (document.text or "").strip():
        paragraphs = ([] if tree is None else list(tree_text(tree))) or list(_flat_text(page))
        if not any(c.isalpha() for p in paragraphs for c in p):
            fix = "Is it written by scripts? Open it in a browser and save the text, or print it to PDF."
            raise RashomonError(name, "the page holds no text", fix)
        log.warning("%s: no article was found on the page; all of its text was read", name)
    else:
        paragraphs = [line.strip() for line in document.text.splitlines() if line.strip()]
    refuse_list(cards, paragraphs, name)
    text, known = _composed(told["title"], told["author"], paragraphs, captions)
    spans = [(part.kind, *part.span) for part in known]
    return [{**told, "text": text, "published": published, "known": spans, "saved": saved or captured or shown}]


def _metadata(document: Any) -> dict[str, str | None]:
    link = _value(document, "url")
    return {
        "title": _value(document, "title"),
        "author": _value(document, "author"),
        "outlet": _value(document, "sitename"),
        "url": link if link and link.lower().startswith(("http://", "https://")) else None,
    }


def _post(title: str | None, post: dict[str, Any]) -> dict[str, Any]:
    """What `freeze` is to be told of one post of a live blog: the headline is that of the page."""
    own = [post["title"]] if post["title"] else []
    text, known = _composed(title, None, own + post["paragraphs"], [])
    spans = [(part.kind, *part.span) for part in known]
    return {"text": text, "title": title, "published": post["published"], "known": spans}


def charset_in(data: bytes) -> str | None:
    """The charset that a page names at its head."""
    said = _CHARSET.search(data[:4096])
    return (said.group(1) or said.group(2)).decode("ascii") if said else None


def markup(data: bytes, name: str, charset: str | None = None) -> str:
    """The page as a string, by the server's, else the page's own charset, where that fits its bytes."""
    for encoding in (charset, charset_in(data)):
        try:
            if encoding:
                text = data.decode("cp1252" if encoding.lower() in ("iso-8859-1", "latin-1", "latin1") else encoding)
                break
        except (LookupError, UnicodeDecodeError):
            continue
    else:
        text, _ = decode(data, name)
    text = _INLINE_DATA.sub("data:,", text)
    text = mended(text.removeprefix("\ufeff"), name)
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", "")


def _extracted(page: str, name: str, url: str | None) -> Any:
    from trafilatura import bare_extraction

    try:
        return bare_extraction(
            page,
            url=url,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except MemoryError:
        raise
    except Exception as error:  # a page that breaks the extractor still has a body
        log.warning("%s: the page's article could not be told apart (%s)", name, error)
        return None


def _value(document: Any, name: str) -> str | None:
    value = getattr(document, name, None)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def body_text(page: str) -> Iterator[str]:
    """The paragraphs of any markup: all text but that of scripts, menus and the like."""
    tree = parsed(page)
    return iter(()) if tree is None else tree_text(tree)


def tree_text(tree: Any) -> Iterator[str]:
    """All text of a tree, which is left without what is no text."""
    from lxml import etree  # type: ignore[import-untyped]

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
    """All text outside of tags, for markup nested deeper than a parser follows.

    Every search goes on from where the last one ended, and what has no end in the page is looked for once.
    """
    pieces: list[str] = []
    at, endless = 0, set[str]()
    while (start := page.find("<", at)) >= 0:
        pieces.append(page[at:start])
        end = _end_of_tag(page, start, endless)
        pieces.append("\n" if end else "<")
        at = end or start + 1
    pieces.append(page[at:])
    return (" ".join(unescape(line).split()) for line in "".join(pieces).splitlines() if line.strip())


def _end_of_tag(page: str, start: int, endless: set[str]) -> int:
    """Where the comment, the element that is no text or the tag ends that begins here; 0 where it has no end.

    `endless` are those of `_ENDS` that the rest of the page is known not to hold.
    """
    opens = _OPENS.match(page, start)
    for opening in ([opens.group().lower()] if opens else []) + ["<"]:
        if opening not in endless:
            if hit := _ENDS[opening].search(page, start + len(opening)):
                return hit.end()
            endless.add(opening)
    return 0


def _flushed(paragraph: list[str]) -> Iterator[str]:
    line = " ".join("".join(paragraph).split())
    paragraph.clear()
    if line:
        yield line


def _captions(tree: Any) -> Iterator[tuple[str, str]]:
    """(caption, the paragraph before it) for each figure of the article, of the page if it marks no article."""
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
