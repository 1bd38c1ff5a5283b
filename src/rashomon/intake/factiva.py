"""Downloads of Factiva: pages, text and RTF, with the two-letter codes of its fields or without them.

Above an article stand its section, headline, byline, length, day, outlet, edition, language and copyright in this
order; below it "Document" and its number. The field CR names whose report it is, where another outlet prints it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rashomon.intake.database_pieces import counted, left_below, piece_of
from rashomon.intake.days import day_told
from rashomon.intake.html import markup
from rashomon.intake.page_tree import parsed
from rashomon.intake.page_words import agency_name
from rashomon.intake.text import decode

_COUNT = re.compile(r"[\d.,\u00a0 ]{1,12}\s?[^\W\d_]{3,12}")
"""Words of an article, in the language of its page: "808 words"."""
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}.{0,12}")
_DOCUMENT = "(?:Documento?|Dokument)"
"""In the language of the page from which articles were downloaded."""
_NUMBER = re.compile(rf"(?:AN\s+)?{_DOCUMENT} ([A-Za-z0-9]{{10,40}})")
_RIGHTS = re.compile(r"(?i)\s*(?:\(c\)|©|\(copyright|copyright)(?!\w)")
_BY = re.compile(r"(?i)(?:by|von|par|por|di|door)\s")
_FIELD = re.compile(r"\s*([A-Z]{2,3})(?:[\s\u00a0]+(\S.*))?\s*")
_ABOVE = ("SE", "HD", "CLM", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY")
_WORDS = ("LP", "TD")
_BELOW = ("ART", "RF", "CO", "IN", "NS", "RE", "IPD", "IPC", "PUB", "AN", "CT", "NT")
_MOST_AROUND = 14
"""Lines above or below the length that may belong to the head."""
_IS_PAGE = re.compile(rb"""class=["'](?:article )?[a-z]{2}Article["']""")
_FULL_NUMBER = r"[A-Za-z][A-Za-z0-9]{3,11}(?:19|20)\d{6}[a-z]\w{5,13}"
"""The code of the source, filled up with zeros (LBA00000, J0000000), the day, and more: AFPR000020230503ej53000b8."""
_PARAGRAPHS = re.compile(
    rb"""class=["'][^"'>]*articleParagraph|(?:>|\s)(?:Documento?|Dokument) """ + _FULL_NUMBER.encode()
)
DOCUMENT = re.compile(rf"(?m)^[ \t]*(?:AN[ \t]+)?{_DOCUMENT} {_FULL_NUMBER}\s*$")
BELOW = re.compile(DOCUMENT.pattern.replace(r"\s*$", r"[ \t]*\r?$").encode())
"""The line below an article, as bytes."""
OPENS = re.compile(rb"<div\b[^<>]{0,500}" + _IS_PAGE.pattern)
"""How an article of a page begins."""


def is_page(data: bytes) -> bool:
    """Whether a page is a download: any page may have such a class, so its paragraphs or numbers must say so."""
    return _IS_PAGE.search(data) is not None and _PARAGRAPHS.search(data) is not None


def page(data: bytes, name: str, first: int | None = None, charset: str | None = None) -> Iterator[dict[str, Any]]:
    """The articles of a page, as `pieces` wants them. `first` is the first one's number in part of a page."""
    tree = parsed(markup(data, name, charset))
    articles = [] if tree is None else [
        x for x in tree.iter("div") if re.search(r"(?:^|\s)[a-z]{2}Article(?:\s|$)", x.get("class") or "")
    ]  # fmt: skip
    found = (_on_page(article, name, number) for number, article in enumerate(articles, first or 1))
    yield from counted(found, name, part=first is not None)


def _on_page(article: Any, name: str, number: int) -> dict[str, Any] | None:
    from lxml import etree  # type: ignore[import-untyped]

    raw = etree.tostring(article, encoding="unicode", method="html", with_tail=False)
    numbers = _NUMBER.findall(_words(article))
    id_ = f"{name}#{numbers[-1] if numbers else number}"
    rows = [(_words(row[0]), row[1]) for row in article.iter("tr") if len(row) == 2]
    if fields := [
        (code, [_words(p) for p in cell.iter("p")] or [_words(cell)]) for code, cell in rows if code in _ABOVE + _WORDS
    ]:
        return _of_fields(dict(fields), id_, raw)
    lines = [_words(x) for x in article.iter("div") if x is not article and x.find(".//div") is None]
    heads = article.xpath(".//*[@id='hd']")
    headline = _words(heads[0]) if heads else ""
    paragraphs = [_words(p) for p in article.iter("p") if "articleParagraph" in (p.get("class") or "")]
    count = _count_of(lines)
    if count is None:
        return None
    top = lines[lines.index(headline) + 1 if headline in lines[:count] else 0 : count]
    day, after = _dated(lines, count)
    body = [(p, None) for p in paragraphs if not _NUMBER.fullmatch(p)]
    named = [_words(x) for x in article.find_class("author")]
    author = next((line for line in (*named, *top) if line), None)
    return piece_of(id_, raw, headline, author, body, lines[after] if after < len(lines) else None, day)


def of_text(data: bytes, name: str, first: int | None = None) -> Iterator[dict[str, Any]]:
    """The articles of a text, as `pieces` wants them; `first` is a number in part of a file."""
    yield from counted(of_lines(io.StringIO(decode(data, name)[0]), name), name, part=first is not None)


def of_lines(lines: Iterable[str], name: str) -> Iterator[dict[str, Any] | None]:
    """The articles in the lines of a text, or the paragraphs of a document; None for one that can't be told apart."""
    article: list[str] = []
    for line in lines:
        article.append(line.rstrip())
        if DOCUMENT.fullmatch(line):
            numbers = _NUMBER.findall(line)
            yield _of_article(article, f"{name}#{numbers[-1]}")
            article = []
    yield from left_below(article)


def _of_article(lines: Sequence[str], id_: str) -> dict[str, Any] | None:
    raw = "\n".join(lines).strip()
    if (fields := _fields(lines)).keys() & {"HD", "SN", "PD"}:
        return _of_fields(fields, id_, raw)
    lines = [line.strip() for line in lines]
    count = _count_of(lines)
    if count is None:
        return None
    top = [line for line in lines[max(0, count - _MOST_AROUND) : count] if line]
    author = top.pop() if len(top) > 1 and (_BY.match(top[-1]) or _is_name(top[-1], top[-2])) else None
    day, after = _dated(lines, count)
    if after >= len(lines):
        return None
    near = range(after + 1, min(len(lines), after + _MOST_AROUND))
    end = next((i for i in near if _RIGHTS.match(lines[i])), None) or next((i for i in near if not lines[i]), after)
    body = [(p, None) for p in _paragraphs(lines[end + 1 : -1])]
    return piece_of(id_, raw, top[-1] if top else "", author, body, lines[after], day)


def _is_name(line: str, before: str) -> bool:
    """Whether a line between a headline and a length is a name: that of an agency, or two to four words with capitals,
    fewer than before, where that is plainly a headline and no section."""
    words, above = line.split(), before.split()
    if agency_name().fullmatch(line):
        return True
    plain = len(above) > 4 or (len(above) == 4 and any(w.islower() for w in above))
    return 2 <= len(words) <= 4 and plain and len(words) < len(above) and all(w[0].isupper() for w in words)


def _fields(lines: Sequence[str]) -> dict[str, list[str]]:
    """The fields of an article by their codes; in its words, what begins as a code is one only where space follows."""
    found: dict[str, list[str]] = {}
    at = ""
    for line in lines:
        hit = _FIELD.fullmatch(line)
        code = hit[1] if hit else ""
        if at in _WORDS:
            opens = code in _WORDS + _BELOW and (
                not hit or not hit[2] or hit.start(2) - hit.end(1) > 1 or _is_coded(hit)
            )
        else:
            opens = code in _ABOVE + _WORDS + _BELOW and code not in found
        if hit and opens:
            at = code
            found.setdefault(at, []).append(hit[2] or "")
        elif at:
            found[at].append(line)
    return found


def _is_coded(hit: re.Match[str]) -> bool:
    """Whether a field says what only such a field does: a document's number, or a code and what it means."""
    return hit[1] == "AN" or re.match(r"\w{1,12} : \S", hit[2]) is not None


def _of_fields(fields: dict[str, list[str]], id_: str, raw: str) -> dict[str, Any] | None:
    def one(code: str) -> str:
        return " ".join(" ".join(fields.get(code, ())).split())

    body: list[tuple[str, str | None]] = [(one("CR"), "credit")] if one("CR") else []
    body += [(p, None) for code in _WORDS for p in _paragraphs(fields.get(code, ()))]
    return piece_of(id_, raw, one("HD"), one("BY"), body, one("SN") or None, day_told(one("PD")))


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """What stands between empty lines, lines that were broken where the next word did not fit made whole; where there
    are no empty lines, every line."""
    text = "\n".join(line.strip() for line in lines).strip()
    parted = re.split(r"\n\n+", text) if "\n\n" in text else text.split("\n")
    return [" ".join(p.split()) for p in parted if p.strip()]


def _count_of(lines: Sequence[str]) -> int | None:
    return next((i for i, line in enumerate(lines) if _COUNT.fullmatch(line)), None)


def _dated(lines: Sequence[str], count: int) -> tuple[Any, int]:
    """The day below the length, and which line the outlet's name is."""
    days = [(i, day) for i, line in enumerate(lines[count + 1 : count + 4], count + 1) if (day := day_told(line))]
    after = (days[0][0] if days else count) + 1
    while after < len(lines) and (not lines[after] or _CLOCK.fullmatch(lines[after])):
        after += 1
    return (days[0][1] if days else None), after


def _words(node: Any) -> str:
    return " ".join(node.text_content().replace("&softReturn;", " ").split())
