"""What kind of file is this, by its first bytes more than by its name, and who reads it?"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from typing import Literal

from rashomon.errors import RashomonError
from rashomon.intake.make_report import Source
from rashomon.model import Refusal, Report

Kind = Literal["text", "html", "feed", "pdf", "jsonl", "docx", "mail", "mbox", "telegram", "whatsapp"]

KNOWN_SUFFIXES: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".pdf": "pdf",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".docx": "docx",
    ".eml": "mail",
    ".mht": "mail",
    ".mhtml": "mail",
    ".mbox": "mbox",
}

_OTHERS = (
    (b"PK\x03\x04", "a ZIP file, such as OpenDocument and Excel write", "Save the report as text, HTML or PDF."),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", "Save the report as text, HTML or PDF."),
    (b"{\\rtf", "an RTF file", "Save the report as text, HTML or PDF."),
    (b"WARC/1.", "a web archive", "Open it in a viewer (replayweb.page), and save the pages that you need as HTML."),
    (b"WEBVTT", "subtitles with time codes", "Save what is said as text, a speaker's name and a colon before it."),
    (b"\x1f\x8b", "a gzip file", "Unpack it first."),
    (b"\xff\xd8\xff", "a JPEG picture", "Text in pictures is not read; run OCR first."),
    (b"\x89PNG", "a PNG picture", "Text in pictures is not read; run OCR first."),
    (b"SQLite format 3\0", "an SQLite file", "A ledger is named with --ledger, not as an input."),
)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XML = re.compile(
    r"^\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<\?[^>]{0,300}\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^\[>]{0,300}(?:\[|>)\s*|<!ENTITY[^>]{0,500}>\s*|\]>\s*)*<(?:\w+:)?(\w+)",
    re.DOTALL | re.IGNORECASE,
)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|meta|title|div|p|h1|main|section|table)\b", re.IGNORECASE
)


_TELEGRAM = re.compile(
    r'''\{[\s\S]{0,20000}?"type"\s*:\s*"(?:\w+_(?:chat|channel|group|supergroup)|saved_messages)"\s*,\s*"id"'''
)
"""The export of one chat, or of all of them, as Telegram Desktop writes it."""
_TELEGRAM_PAGE = re.compile(rb"""<title>Exported Data</title>[\s\S]*class=["']page_body chat_page""")
_SUBTITLES = re.compile(rb"(?:\xef\xbb\xbf)?\s*1\r?\n\d\d:\d\d:\d\d[,.]\d{3} --> ")
_MBOX = re.compile(r"From [^\n]{3,200}\d{4}[^\n]{0,20}\n[\w-]{2,60}:")


def sniff(head: bytes, suffix: str, media_type: str = "") -> Kind:
    """The kind of an input by the first bytes of it, its suffix (".html") and, of a URL, its media type."""
    if told := told_by(head):
        return told
    if suffix in KNOWN_SUFFIXES:
        return KNOWN_SUFFIXES[suffix]
    if "html" in media_type:
        return "html"
    return "feed" if _start(head).startswith("<?xml") else "text"


def told_by(head: bytes) -> Kind | None:
    """The kind that the bytes alone tell; None where they may be anything."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    start = _start(head)
    root = _XML.match(start)
    if root and root.group(1).casefold() in ("rss", "feed", "rdf"):
        return "feed"
    if _HTML.match(start) or (root and root.group(1).casefold() == "html"):
        return "html"
    if start.startswith("{"):
        return "telegram" if _TELEGRAM.match(start) else "jsonl" if _is_row(start) else None
    if _MBOX.match(start):
        return "mbox"
    if _is_mail(start):
        return "mail"
    from rashomon.intake.chats import is_whatsapp

    return "whatsapp" if is_whatsapp(start) else None


def _is_mail(start: str) -> bool:
    """Headers that only machines write: a press release begins with "Date:" and "From:" too."""
    headers = re.split(r"\n\s*\n", start.replace("\r\n", "\n"), maxsplit=1)[0]
    names = {hit[1].casefold() for hit in re.finditer(r"(?m)^([A-Za-z][\w-]{1,40}):", headers)}
    first = re.match(r"[A-Za-z][\w-]{1,40}:", headers) is not None
    return first and len(names) > 2 and bool(names & {"message-id", "mime-version", "received", "return-path"})


def _start(head: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if head.startswith(mark):
            return head.decode(encoding, "replace").lstrip()
    return head.decode("utf-8", "replace").lstrip()


def _is_row(start: str) -> bool:
    """Is the first line one JSON object, or the beginning of a long one?"""
    line, newline, _ = start.partition("\n")
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return not newline and re.match(r'\{\s*"[^"\n]{1,60}"\s*:', line) is not None and len(start) > 1000


def read_bytes(
    data: bytes, source: Source, suffix: str = "", media_type: str = "", charset: str | None = None
) -> Iterator[Report | Refusal]:
    """The reports in one file's bytes. Raises RashomonError where there is none."""
    if not data:
        raise RashomonError(source.id, "it is empty", "There is no text in it to read.")
    if data.startswith(b"PK\x03\x04") and b"word/document.xml" in data:
        from rashomon.intake import pieces

        yield from pieces.read("rashomon.intake.docx:read_document", data, source, _DOCX)
        return
    for mark, what, fix in _OTHERS:
        if data.startswith(mark):
            raise RashomonError(source.id, f"it is {what}, not a report", fix)
    kind = sniff(data[:65_536], suffix, media_type)
    if kind == "html" and _TELEGRAM_PAGE.search(data[:65_536]):
        fix = "Export the chat again and choose JSON: then each message is a report with its own date."
        raise RashomonError(source.id, "it is a chat of Telegram as a page, whose messages are not told apart", fix)
    if kind == "text" and _SUBTITLES.match(data):
        fix = "Save what is said as text, a speaker's name and a colon before it."
        raise RashomonError(source.id, "it is subtitles with time codes, not a report", fix)
    if kind == "text" and suffix == ".json":
        fix = 'Write one object a line, such as {"id": "a1", "text": "..."}, into a .jsonl file.'
        raise RashomonError(source.id, "it is JSON, but not one report a line", fix)
    if kind == "text":
        from rashomon.intake import event_databases

        if event_databases.told_by(_start(data[:65_536])):
            yield from event_databases.read(data, source)
            return
    if suffix in (".csv", ".tsv") and kind == "text" and _is_table(data):
        fix = 'Write one object a row, such as {"text": "...", "published": "2013-07-31"}, into a .jsonl file.'
        raise RashomonError(source.id, "it is a table, whose rows are not told apart", fix)
    if kind == "pdf":
        from rashomon.intake import pdf

        yield pdf.read(data, source)
    elif kind in ("html", "text") and (database := _database(data, source.id)):
        from rashomon.intake import pieces

        media = "text/html" if kind == "html" else "text/plain"
        yield from pieces.read(f"rashomon.intake.databases:{database}", data, source, media)
    elif kind == "html":
        from rashomon.intake import html

        yield from html.read(data, source, charset)
    elif kind == "feed":
        from rashomon.intake import feed

        yield from feed.read(data, source)
    elif kind == "jsonl":
        import io

        from rashomon.intake import jsonl

        yield from jsonl.read(io.BytesIO(data), source)
    elif kind in ("mail", "mbox"):
        from rashomon.intake import mail

        yield from mail.read(data, source) if kind == "mail" else mail.read_box(data, source)
    elif kind in ("telegram", "whatsapp"):
        from rashomon.intake import pieces

        media = "application/json" if kind == "telegram" else "text/plain"
        yield from pieces.read(f"rashomon.intake.chats:{kind}", data, source, media)
    else:
        from rashomon.intake import text

        yield text.read(data, source)


def _database(data: bytes, name: str) -> str | None:
    from rashomon.intake.databases import told_by as told

    try:
        return told(data)
    except RashomonError as error:
        raise RashomonError(name, error.why, error.fix) from error


def _is_table(data: bytes) -> bool:
    """Whether the first lines have one number of cells each, and more than one: prose has not."""
    lines = data[:65_536].decode("utf-8", "replace").splitlines()[:50]
    for delimiter in ",;\t":
        widths = {len(row) for row in csv.reader(lines[:-1] or lines, delimiter=delimiter) if row}
        if len(lines) > 1 and len(widths) == 1 and widths.pop() > 1:
            return True
    return False
