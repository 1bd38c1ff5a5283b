"""PDF: the text of its pages (pypdf).

The frozen text is the pages' lines made whole again: broken words and lines joined, running heads and page numbers
left out. The file's dates and author are not believed: they say when the PDF was made and on whose computer, not when
the report came out and who wrote it. A download of a press database is its articles.
"""

from __future__ import annotations

import collections
import io
import re
import statistics
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from rashomon.errors import RashomonError
from rashomon.intake import ocr
from rashomon.intake.child import taken_apart
from rashomon.intake.columns import BLOCK, MOST_LINES, ROW, arranged
from rashomon.intake.databases import in_document, is_mark
from rashomon.intake.make_report import Source, freeze, log
from rashomon.intake.page_words import same_words
from rashomon.intake.pieces import report_of, said, unlike_ids
from rashomon.model import Part, Report, Span

MOST_PAGES = 1000
MOST_SECONDS = 60.0
"""Of processor time: a thousand honest pages take most of it."""
ENDS_SHORT, BREAKS_SHORT = 0.88, 0.55
"""Of a line's usual width: below the first a line that ends a sentence ends its paragraph, below the second any."""
WIDE_GAP = 1.3
"""Of the usual distance from line to line: more than this parts paragraphs."""
NARROWEST_COLUMN = 30
"""Characters: lines of a column are joined by its own width, those of what is narrower are entries of a list."""
LONGEST_RUNNING_LINE = 70
_LIGATURES = re.compile("[\ufb00-\ufb06]")
"""Letters that are set as one ("ﬁve"), which no dictionary knows."""
MOST_CHARACTERS = 20_000_000
FEWEST_LETTERS = 40
"""A page with pictures and fewer letters than these is taken for a scan: programs that scan print their names on it."""


def read(data: bytes, source: Source) -> Iterator[Report]:
    """The report in a PDF, or the articles of a download. Raises RashomonError: encrypted, damaged, too long, too slow,
    or pictures of text only where nobody asked for OCR."""
    answer = taken_apart("rashomon.intake.pdf:pages_of", data, source.id, MOST_SECONDS)
    media_type = "application/pdf"
    if (scans := answer["scans"]) and (languages := ocr.asked(source)):
        found = ocr.of_pages(data, source, languages, scans)
        sure = ocr.sure_enough(found, source.id, languages)
        media_type = ocr.marked(media_type, languages, sure)
        read_off = {str(page["page"]): page["text"] for page in found}
        answer = taken_apart("rashomon.intake.pdf:pages_of", data, source.id, MOST_SECONDS, scanned=read_off)
    text = answer["text"]
    if not any(c.isalpha() for c in text):
        if answer["notes"]:
            fix = "Get it again, or open it in a viewer and print it to a new PDF."
            raise RashomonError(
                source.id, f"the PDF is damaged: {'; '.join(answer['notes'][:3])}; no text was found", fix
            )
        what = "pictures and no text" if scans else "no text"
        raise RashomonError(source.id, f"the PDF holds {what}", f"Is it a scan? {ocr.advice()}")
    if scans and media_type == "application/pdf":
        what = "pictures with few words or none"
        log.warning("%s: not read: pages %s, %s. %s", source.id, _listed(scans), what, ocr.advice())
    if answer["rows"]:
        log.warning("%s: %d rows of tables were kept but are not read as sentences", source.id, len(answer["rows"]))
    if answer["as_drawn"]:
        which, why = _listed(answer["as_drawn"]), "where their words stand could not be told"
        log.warning("%s: pages %s are read in the order in which the file draws them, as %s", source.id, which, why)
    for note in answer["notes"]:
        log.warning("%s: %s; what could be read of it was", source.id, note)
    if answer["articles"]:
        yield from _articles(answer["articles"], source, media_type)
        return
    title = answer["title"]
    in_text = bool(title) and any(same_words(line, title) for line in text.split("\n\n")[:6])
    yield freeze(
        text,
        source,
        raw=data,
        media_type=media_type,
        title=title if in_text else None,  # else it is often the name of a template or a draft
        known=[Part("furniture", Span(start, end)) for start, end in answer["rows"]],
    )


def _articles(found: Sequence[dict[str, Any]], source: Source, media_type: str) -> Iterator[Report]:
    unlike = unlike_ids()
    for piece in found:
        if "counted" in piece:
            said(source.id, piece["counted"])
        else:
            yield report_of({**piece, "id": unlike(piece["id"])}, source, media_type)


def _listed(pages: Sequence[int]) -> str:
    return ", ".join(map(str, pages[:10])) + (" ..." if len(pages) > 10 else "")


def pages_of(data: bytes, name: str, scanned: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The text of a PDF, its title, notes on what is wrong with it, and which pages are "scans". `scanned` is what OCR
    read in the pictures of pages, by their numbers. For the child. Raises RashomonError."""
    try:
        found = _pages(data, scanned or {})
    except (RashomonError, MemoryError):
        raise
    except Exception as error:  # pypdf raises what it likes on damaged files
        why = f"the PDF is damaged ({type(error).__name__}: {str(error)[:200]})"
        raise RashomonError(name, why, "Get it again, or open it in a viewer and print it to a new PDF.") from error
    text, rows = without_marks(whole_text(found.pop("pages")))
    articles = in_document(text.split("\n\n"), name)
    return {"text": text, "rows": rows, "articles": articles and list(articles), **found}


def without_marks(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without the marks of rows, and where in it the rows stand."""
    whole, rows = "", []
    for paragraph in text.split("\n\n"):
        bare = paragraph.removeprefix(ROW)
        start = len(whole) + (2 if whole else 0)
        if bare != paragraph:
            rows.append((start, start + len(bare)))
        whole += ("\n\n" if whole else "") + bare
    return whole, rows


def _pages(data: bytes, scanned: Mapping[str, str]) -> dict[str, Any]:
    import logging

    import pypdf

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    ended = b"%%EOF" in data[-2048:]
    reader = pypdf.PdfReader(io.BytesIO(data if ended else _mended(data)))
    if reader.is_encrypted and not _opened(reader):
        raise RashomonError(
            "", "the PDF is encrypted", "Open it with its password and save or print a copy that needs none."
        )
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise RashomonError("", f"the PDF has {count} pages, more than {MOST_PAGES}", "Split it.")
    pages: list[str] = []
    scans: list[int] = []
    as_drawn: list[int] = []
    notes = [] if ended else ["the end of the PDF is missing"]
    for number, page in enumerate(reader.pages, 1):
        try:
            plain = re.sub(f"[{ROW}{BLOCK}]", "", _spaced(page))
            if (text := _in_order(page, plain)) is None:
                text = plain
                as_drawn.append(number)
            if sum(map(str.isalpha, text)) < FEWEST_LETTERS and _holds_pictures(page):
                scans.append(number)
            pages.append("\n\n".join(filter(None, (text, scanned.get(str(number))))))
        except MemoryError:
            raise
        except Exception as error:  # one bad page never loses the others
            notes.append(f"page {number} could not be read ({type(error).__name__}: {str(error)[:200]})")
        if sum(map(len, pages)) > MOST_CHARACTERS:
            raise RashomonError("", f"the PDF's text is longer than {MOST_CHARACTERS:,} characters", "Split it.")
    described: Any = reader.metadata or {}
    return {
        "pages": pages,
        "notes": notes,
        "scans": scans,
        "as_drawn": as_drawn,
        "title": _plain(described.get("/Title")),
    }


def _holds_pictures(page: Any) -> bool:
    try:
        return any(True for _ in page.images.keys())  # noqa: SIM118 - it is no dictionary
    except MemoryError:
        raise
    except Exception:  # a page whose pictures can't be listed has none that can be read
        return False


def _in_order(page: Any, plain: str) -> str | None:
    """The page's lines with columns one after the other and tables as rows, where the file draws them mixed up; None
    where it cannot be told where its words stand."""
    try:
        lines = str(page.extract_text(extraction_mode="layout")).splitlines()
    except MemoryError:
        raise
    except Exception:  # the page has a text all the same
        return None
    if len(lines) > MOST_LINES:
        return None
    ordered = arranged(lines, plain)
    return plain if ordered is None else "\n".join(ordered)


def _spaced(page: Any) -> str:
    """The page's lines, with an empty one where the page leaves more room between two than it mostly does."""
    lines: list[tuple[str, float | None]] = [("", None)]

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], _font: object, _size: object) -> None:
        for i, piece in enumerate(text.split("\n")):
            if i:
                lines.append(("", None))
            so_far, y = lines[-1]
            lines[-1] = (so_far + piece, y if y is not None or not piece.strip() else tm[5] * cm[3] + cm[5])

    whole = str(page.extract_text(visitor_text=visit))
    if "".join(whole.split()) != "".join("".join(text for text, _ in lines).split()):
        return whole  # the visitor saw another text than the page has: no telling where the lines stand
    kept = [(text, y) for text, y in lines if text.strip()]
    gaps = [above - y for (_, above), (_, y) in pairwise(kept) if above is not None and y is not None]
    usual = statistics.median_low([gap for gap in gaps if gap > 0] or [0.0])
    spaced = [text for text, _ in kept[:1]]
    for gap, (text, _) in zip(gaps, kept[1:], strict=False):
        spaced += ["", text] if usual and gap > WIDE_GAP * usual else [text]
    return "\n".join(spaced) if len(gaps) == len(kept) - 1 else whole


def _mended(data: bytes) -> bytes:
    """The file with an end of our own, from which a reader can start to look for its objects."""
    root = re.search(rb"(\d+) (\d+) obj\s*<<[^>]{0,200}/Type\s*/Catalog", data)
    trailer = b"trailer << /Root " + root.group(1) + b" " + root.group(2) + b" R >>\n" if root else b""
    return data + b"\nendobj\n" + trailer + b"startxref\n0\n%%EOF\n"


def _opened(reader: Any) -> bool:
    try:
        return bool(reader.decrypt(""))
    except Exception:  # an encryption that pypdf has no library for
        return False


def _plain(value: object) -> str | None:
    return " ".join(str(value).split()) or None if value is not None else None


def whole_text(pages: Sequence[str]) -> str:
    """The pages' text with lines and broken words made whole, one paragraph a line, empty lines between."""
    running = _running_lines(pages)
    kept = [block for page in pages for block in _blocks([line.strip() for line in _without(page, running)])]
    vocabulary = collections.Counter(
        re.findall(r"\w+(?:-\w+)*", "\n".join(x for page in kept for x in page).casefold())
    )
    lengths = sorted(len(line) for page in kept for line in page if line)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    whole: list[str] = []
    for page in kept:
        own = max(map(len, page), default=0)
        found = [_unbroken(p, vocabulary) for p in _paragraphs(page, min(width, max(own, NARROWEST_COLUMN)))]
        if (
            whole
            and not whole[-1].startswith(ROW)
            and found
            and (whole[-1][-1].isalnum() or whole[-1][-1] in ",-")
            and found[0][0].islower()
        ):
            whole[-1] += " " + found.pop(0)  # a sentence that goes on over the page's end
        whole += found
    text = "\n\n".join(whole).encode("utf-8", "replace").decode("utf-8")
    return _LIGATURES.sub(lambda hit: unicodedata.normalize("NFKC", hit.group()), text)


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """A page's lines, cut where `columns` says that they do not run on; each row of a table is a block."""
    block: list[str] = []
    for line in [*lines, BLOCK]:
        if line == BLOCK or line.startswith(ROW):
            if any(block):
                yield block
            block = []
        if line.startswith(ROW):
            yield [line]
        elif line != BLOCK:
            block.append(line)


def _paragraphs(lines: Sequence[str], width: int) -> Iterator[str]:
    """Lines of one page as paragraphs: one ends at an empty line, at a line that a sentence ends short of the right
    edge, and at a line that is far from the edge."""
    paragraph: list[str] = []
    for line, following in zip(lines, [*lines, ""][1:], strict=True):
        if is_mark(line):  # of a download: it belongs to no paragraph
            yield from ["\n".join(paragraph)] * bool(paragraph)
            yield line
            paragraph = []
            continue
        if line:
            paragraph.append(line)
        short = len(line) < (ENDS_SHORT if re.search(r"[.!?:…][\"'”’»)]*$", line) else BREAKS_SHORT) * width
        if paragraph and (not line or not following or short):
            yield "\n".join(paragraph)
            paragraph = []


def _unbroken(paragraph: str, vocabulary: collections.Counter[str]) -> str:
    """Words broken at a line's end are joined; a hyphen of their own stays ("rebel-/held") where the text shows it."""

    def join(match: re.Match[str]) -> str:
        first, second = match.group(1), match.group(2)
        hyphenated = f"{first}-{second}".casefold()
        both_words = vocabulary[first.casefold()] > 1 and vocabulary[second.casefold()] > 1
        if vocabulary[(first + second).casefold()]:
            return first + second
        return f"{first}-{second}" if vocabulary[hyphenated] or both_words or len(first) < 3 else first + second

    text = re.sub(r"(\w+)\u00ad\s*\n\s*(\w+)", r"\1\2", paragraph)
    text = re.sub(r"(\w+)[-‐]\s*\n\s*([^\W\d_A-Z]\w*)", join, text)
    text = re.sub(r"([-‐–—/])\s*\n\s*(?=[A-Z])", r"\1", text)
    return " ".join(text.split())


def _running_lines(pages: Sequence[str]) -> set[str]:
    """Lines, numbers aside, that stand at the top or the foot of three pages or more; and bare page numbers."""
    seen: collections.Counter[str] = collections.Counter()
    for page in pages:
        lines = [_shape(line) for line in page.splitlines() if line.strip() and not is_mark(line.strip())]
        seen.update(set(lines[:2] + lines[-2:]))
    return {x for x, times in seen.items() if times >= 3 and len(x) <= LONGEST_RUNNING_LINE and x[-1] not in ".!?,"}


def _without(page: str, running: set[str]) -> Iterator[str]:
    lines = page.splitlines()
    full = [i for i, line in enumerate(lines) if line.strip()]
    edges = set(full[:2] + full[-2:])
    for i, line in enumerate(lines):
        if i in edges and (
            _shape(line) in running or re.fullmatch(r"\s*(?:page\s)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\s*", line, re.I)
        ):
            continue
        yield line


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))
