"""Scans and pictures: their text as tesseract reads it, where the user has it and asks for it (`--ocr eng+ara`).

Nothing is read so unasked: which languages a picture is in cannot be guessed, and tesseract and what unpacks pictures
are large native programs that a hostile picture may overrun. Both run below the child, under its limits of time and
memory. No picture is written to a disk. The report's media type says that its text is OCR's, and how sure it was.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from rashomon import settings
from rashomon.errors import RashomonError
from rashomon.intake.child import streamed, taken_apart
from rashomon.intake.make_report import Source, freeze, log
from rashomon.intake.sniff import PICTURES
from rashomon.model import Report

TOOL = "tesseract"
MOST_SECONDS = 60.0
"""Of processor time for a page."""
MOST_SCANNED = 300
"""Pages of one PDF."""
MOST_PIXELS = 100_000_000
"""Of a picture in a PDF: A3 at 600 dots an inch has 70 million."""
LEAST_SURE = 0.5
"""A page of which OCR is less sure on the whole gives no report: its words would be guesses, its figures above all."""
STRAY = 0.4
"""Paragraphs of which OCR is less sure are specks, stamps and photographs, not words."""
NARROWEST = 400
"""Pixels: narrower pictures in a PDF are logos, not pages."""
_LANGUAGES = re.compile(
    r"[A-Za-z][\w-]{1,30}(?:/[A-Za-z]\w{1,30})?(?:\+[A-Za-z][\w-]{1,30}(?:/[A-Za-z]\w{1,30})?){0,7}"
)


def asked(source: Source) -> str | None:
    """The languages in which pictures are to be read, as "eng+ara"; None where nobody asked for it."""
    return source.ocr or settings.ocr()


def checked(languages: str) -> str:
    """The languages as tesseract wants them. Raises RashomonError where they are none, or OCR cannot be done."""
    if not _LANGUAGES.fullmatch(languages):
        fix = "Name them as tesseract does, joined by a plus: eng+ara."
        raise RashomonError("--ocr", f"{languages!r} names no languages", fix)
    tool = shutil.which(TOOL)
    if tool is None:
        fix = "Install it: apt install tesseract-ocr tesseract-ocr-ara, or brew install tesseract tesseract-lang."
        raise RashomonError("--ocr", "tesseract is not on the PATH, which reads pictures", fix)
    there = _installed(tool)
    if missing := [x for x in languages.split("+") if x not in there]:
        fix = f"Install them (apt install {' '.join(f'tesseract-ocr-{x}' for x in missing)}), or name others."
        known = ", ".join(sorted(there - {"osd"})) or "none"
        raise RashomonError("--ocr", f"tesseract has no {', '.join(missing)}; it has {known}", fix)
    return languages


def advice() -> str:
    """What to do with a picture while nobody asked for OCR."""
    tool = shutil.which(TOOL)
    if tool is None:
        return "Install tesseract, and name its languages with --ocr eng+ara; or run OCR on it first."
    return f"To read it by OCR name its languages, --ocr eng+ara; tesseract has {_named(_installed(tool))}."


def _named(there: frozenset[str]) -> str:
    return ", ".join(sorted(there - {"osd"})) or "none yet"


@cache
def _installed(tool: str) -> frozenset[str]:
    """The languages that tesseract has, "osd" among them if it can tell which way up a page is."""
    try:
        told = subprocess.run(  # noqa: S603 - the user's own tesseract, nothing of an input
            [tool, "--list-langs"], capture_output=True, text=True, timeout=30, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(line.strip() for line in told.stdout.splitlines()[1:] if line.strip())


def read_picture(data: bytes, source: Source) -> Report:
    """The report in a picture. Raises RashomonError where nobody asked for OCR, and where it finds no text."""
    media_type = next(media for mark, media in PICTURES.items() if data.startswith(mark))
    if (languages := asked(source)) is None:
        raise RashomonError(source.id, f"it is a picture ({media_type})", advice())
    found = taken_apart("rashomon.intake.ocr:of_picture", data, source.id, MOST_SECONDS, **_how(languages))
    from rashomon.intake.pdf import whole_text

    sure = sure_enough(found, source.id, languages)
    return freeze(
        whole_text([page["text"] for page in found]), source, raw=data, media_type=marked(media_type, languages, sure)
    )


def of_pages(data: bytes, source: Source, languages: str, pages: Sequence[int]) -> list[dict[str, Any]]:
    """What is read in the pictures of these pages of a PDF: {"page", "text", "sure", "letters", "stray"} of each."""
    if len(pages) > MOST_SCANNED:
        raise RashomonError(source.id, f"{len(pages)} of its pages are pictures, more than {MOST_SCANNED}", "Split it.")
    how = _how(languages)
    return list(streamed("rashomon.intake.ocr:of_pdf", data, source.id, MOST_SECONDS, pages=list(pages), **how))


def _how(languages: str) -> dict[str, Any]:
    checked(languages)
    tool = shutil.which(TOOL)
    assert tool is not None, "that was checked"
    return {"tool": tool, "languages": languages, "turned": "osd" in _installed(tool)}


def sure_enough(found: Sequence[Mapping[str, Any]], name: str, languages: str) -> float:
    """How sure OCR was on the whole, from 0 to 1, which is said. Raises RashomonError where that is not enough."""
    letters = sum(page["letters"] for page in found)
    sure = sum(page["sure"] * page["letters"] for page in found) / letters if letters else 0.0
    if not letters or sure < LEAST_SURE:
        why = f"OCR found no text that it is sure of (tesseract, {languages}, {sure:.0%} sure)"
        raise RashomonError(name, why, "Is it in another language (--ocr)? Scan it at 300 dpi, upright.")
    log.warning("%s: its text was read by OCR (tesseract, %s), %.0f %% sure", name, languages, 100 * sure)
    if stray := sum(page["stray"] for page in found):
        log.warning("%s: left out: %d stretches of signs that OCR could not make out", name, stray)
    return sure


def marked(media_type: str, languages: str, sure: float) -> str:
    """The media type of a file whose text is OCR's.

    >>> marked("image/png", "eng+ara", 0.914)
    'image/png; ocr="eng+ara"; confidence=0.91'
    """
    return f'{media_type}; ocr="{languages}"; confidence={sure:.2f}'


# In the child


def of_picture(data: bytes, name: str, tool: str, languages: str, turned: bool) -> list[dict[str, Any]]:
    """What is read in a picture, page by page; a TIFF may have many."""
    return pages_of(_told(data, tool, languages, turned))


def of_pdf(
    data: bytes, name: str, pages: Sequence[int], tool: str, languages: str, turned: bool
) -> Iterator[dict[str, Any]]:
    """What is read in the pictures of these pages of a PDF."""
    try:
        from PIL import Image
    except ImportError as error:
        why = "its pages are pictures, and taking these out of a PDF needs Pillow"
        raise RashomonError(name, why, "Install it: pip install 'rashomon[ocr]'.") from error
    import pypdf

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow refuses twice as many
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        reader.decrypt("")
    for number in pages:
        page = reader.pages[number - 1]
        found = [
            x for png in _pictures(page, Image) for x in pages_of(_told(png, tool, languages, turned)) if x["letters"]
        ]
        letters = sum(x["letters"] for x in found)
        sure = sum(x["sure"] * x["letters"] for x in found) / letters if letters else 0.0
        text, stray = "\n\n".join(x["text"] for x in found), sum(x["stray"] for x in found)
        yield {"page": number, "text": text, "sure": sure, "letters": letters, "stray": stray}


def _pictures(page: Any, image: Any) -> Iterator[bytes]:
    """The pictures of a page as PNG, upright as the page shows them; those of one width are strips of one scan."""
    strips: list[Any] = []
    for held in page.images:
        if held.image is None or held.image.width < NARROWEST:
            continue
        if strips and held.image.width != strips[-1].width:
            yield _png(strips, page.rotation, image)
            strips = []
        strips.append(held.image)
    if strips:
        yield _png(strips, page.rotation, image)


def _png(strips: Sequence[Any], rotation: int, image: Any) -> bytes:
    whole = image.new("L", (strips[0].width, sum(x.height for x in strips)), 255)
    at = 0
    for strip in strips:
        whole.paste(strip.convert("L"), (0, at))
        at += strip.height
    made = io.BytesIO()
    (whole.rotate(-rotation, expand=True) if rotation else whole).save(made, "PNG", compress_level=1)
    return made.getvalue()


def _told(picture: bytes, tool: str, languages: str, turned: bool) -> str:
    """What tesseract tells of a picture: a word a line, as tab-separated values."""
    # 1: the page's layout, and which way up it is; 3: the layout alone.
    command = [tool, "stdin", "stdout", "-l", languages, "--psm", "1" if turned else "3"]
    surroundings = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        told = subprocess.run(  # noqa: S603 - what of it is not ours was checked: languages, and the tool's path
            [*command, "-c", "tessedit_create_tsv=1"],
            input=picture, capture_output=True, timeout=3 * MOST_SECONDS, check=False, env=surroundings,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise _slow() from error
    if told.returncode == -signal.SIGXCPU:
        raise _slow()
    if told.returncode:
        said = told.stderr.decode("utf-8", "replace").strip().splitlines()
        why = said[-1][:200] if said else f"status {told.returncode}"
        raise RashomonError("", f"tesseract could not read it ({why})", "Is the picture damaged?")
    return told.stdout.decode("utf-8", "replace")


def _slow() -> RashomonError:
    return RashomonError("", f"OCR took longer than {MOST_SECONDS:g} seconds", "Scan it at 300 dpi, or crop it.")


def pages_of(told: str) -> list[dict[str, Any]]:
    """Pages of tesseract's table: {"text", "sure", "letters", "stray"}, lines as they stand, paragraphs parted by an
    empty one."""
    pages: dict[str, dict[tuple[str, str], dict[str, list[tuple[str, float]]]]] = {}
    for row in csv.DictReader(io.StringIO(told), delimiter="\t", quoting=csv.QUOTE_NONE):
        word, sure = (row.get("text") or "").strip(), _number(row.get("conf"))
        paragraphs = pages.setdefault(str(row.get("page_num")), {})
        if word and sure >= 0:
            lines = paragraphs.setdefault((str(row["block_num"]), str(row["par_num"])), {})
            lines.setdefault(str(row["line_num"]), []).append((word, sure / 100))
    return [_page(list(paragraphs.values())) for paragraphs in pages.values()]


def _number(written: str | None) -> float:
    try:
        return float(written or "-1")
    except ValueError:
        return -1.0


def _page(paragraphs: Sequence[Mapping[str, Sequence[tuple[str, float]]]]) -> dict[str, Any]:
    text: list[str] = []
    total = letters = stray = 0.0
    for lines in paragraphs:
        words = [word for line in lines.values() for word in line]
        size = sum(len(word) for word, _ in words)
        weighed = sum(len(word) * sure for word, sure in words)
        if weighed < STRAY * size or not any(c.isalnum() for word, _ in words for c in word):
            stray += 1
            continue
        text.append("\n".join(" ".join(word for word, _ in line) for line in lines.values()))
        total, letters = total + weighed, letters + size
    sure = total / letters if letters else 0.0
    return {"text": "\n\n".join(text), "sure": sure, "letters": int(letters), "stray": int(stray)}
