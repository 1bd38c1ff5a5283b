"""What kind of file is this? By its first bytes more than by its name."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Literal

from rashomon.errors import RashomonError

Kind = Literal[
    "text", "html", "feed", "pdf", "jsonl", "json", "docx", "odt", "rtf", "table", "sheets", "mail", "mbox", "telegram",
    "telegram_page", "whatsapp", "copied_chat", "subtitles", "warc", "wacz", "picture", "msg", "zip",
    "news_xml", "epub"
]  # fmt: skip

KNOWN_SUFFIXES: dict[str, Kind] = {
    ".txt": "text",
    ".ris": "text",
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
    ".odt": "odt",
    ".rtf": "rtf",
    ".csv": "table",
    ".tsv": "table",
    ".xlsx": "sheets",
    ".xls": "sheets",
    ".ods": "sheets",
    ".eml": "mail",
    ".emlx": "mail",
    ".mht": "mail",
    ".mhtml": "mail",
    ".mbox": "mbox",
    ".srt": "subtitles",
    ".sbv": "subtitles",
    ".vtt": "subtitles",
    ".warc": "warc",
    ".wet": "warc",
    ".wacz": "wacz",
    ".zip": "zip",
    ".nitf": "news_xml",
    ".newsml": "news_xml",
    ".epub": "epub",
}
PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"II*\0": "image/tiff", b"MM\0*": "image/tiff"}
"""How the files begin that are read as pictures, where OCR is asked for, and their media types."""
GZIP = b"\x1f\x8b"
ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (ZIP, "a ZIP file of no kind that is known", "Unpack it, and name its files or its folder."),
    (_OLE, "an old Word file, a damaged mail of Outlook or the like", "Save it as DOCX, or as EML."),
    (b"GIF8", "a GIF picture", "Save it as PNG."),
    (b"SQLite format 3\0", "an SQLite file", "A ledger is named with --ledger, not as an input."),
    (b"Rar!", "a RAR file", "Unpack it, and name its files or its folder."),
    (b"7z\xbc\xaf\x27\x1c", "a 7z file", "Unpack it, and name its files or its folder."),
)
_XML = re.compile(
    r"^\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<\?[^>]{0,300}\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^\[>]{0,300}(?:\[|>)\s*|<!ENTITY[^>]{0,500}>\s*|\]>\s*)*<(?:\w+:)?(\w+)",
    re.DOTALL | re.IGNORECASE,
)
_NEWS = frozenset(("newsmessage", "newsitem", "packageitem", "newsml", "nitf"))
"""The outermost elements of what agencies deliver."""
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|meta|title|div|p|h1|main|section|table)\b", re.IGNORECASE
)
_TELEGRAM = re.compile(
    r'''\{[\s\S]{0,20000}?"type"\s*:\s*"(?:\w+_(?:chat|channel|group|supergroup)|saved_messages)"\s*,\s*"id"'''
)
"""The export of one chat, or of all of them, as Telegram Desktop writes it."""
_TELEGRAM_PAGE = re.compile(
    r"""class=["'](?:page_body chat_page|[^"'<>]*\btgme_(?:webpreview|widget|channel_history)[\s"'])"""
)
"""Pages that Telegram Desktop exports, and those that t.me shows of a channel (t.me/s/NAME) or of one message."""
_SUBTITLES = re.compile(r"WEBVTT(?:[ \t\r\n]|$)|(?:1\r?\n)?\d\d?:\d\d:\d\d[,.]\d{3}(?: --> |,\d:\d\d:\d\d\.\d{3}\r?\n)")
_MBOX = re.compile(r"From [^\n]{3,200}\d{4}[^\n]{0,20}\n[\w-]{2,60}:")
_OF_X = "window.YTD."
"""How the files of the archive begin that X gives its users."""
_RECORDS = re.compile(r'"(?:articles|items|data|stories|results|docs|documents|matches)"\s*:\s*\[')
"""What APIs call the list of their answers."""


def sniff(head: bytes, suffix: str, media_type: str = "") -> Kind:
    """The kind of an input by the first bytes of it, its suffix (".html") and, of a URL, its media type."""
    if told := told_by(head):
        # a first row that is damaged makes no other file of it: the rows behind it are read
        return "jsonl" if told == "json" and KNOWN_SUFFIXES.get(suffix) == "jsonl" else told
    if suffix in KNOWN_SUFFIXES:
        return KNOWN_SUFFIXES[suffix]
    if "html" in media_type:
        return "html"
    return "feed" if _start(head).startswith("<?xml") else "text"


def told_by(head: bytes) -> Kind | None:
    """The kind that the bytes alone tell; None where they may be anything."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(b"WARC/1."):
        return "warc"
    start = _start(head)
    root = _XML.match(start)
    if root and root.group(1).casefold() in ("rss", "feed", "rdf"):
        return "feed"
    if root and root.group(1).casefold() in _NEWS:
        return "news_xml"
    if _HTML.match(start) or (root and root.group(1).casefold() == "html"):
        return "telegram_page" if _TELEGRAM_PAGE.search(start) else "html"
    if start.startswith(("{", "[")) and (kind := _json_kind(start)):
        return kind
    if start.startswith(_OF_X):
        return "json"
    if _SUBTITLES.match(start):
        return "subtitles"
    if _MBOX.match(start):
        return "mbox"
    if _is_mail(start):
        return "mail"
    from rashomon.intake.chats import is_copied, is_whatsapp

    return "whatsapp" if is_whatsapp(start) else "copied_chat" if is_copied(start) else None


def is_picture(head: bytes) -> bool:
    return any(head.startswith(mark) for mark in PICTURES)


def is_known(head: bytes, name: str, pictures: bool) -> bool:
    """Whether a file that nobody named, in a folder, is of a kind that is read; pictures are where OCR is asked for."""
    path = PurePosixPath(name.lower())
    if is_picture(head):
        return pictures
    if path.suffix == ".msg":  # which the bytes tell, and these are looked at when it is read
        return head.startswith(_OLE)
    if head.startswith(GZIP):
        return path.suffix == ".gz" and PurePosixPath(path.stem).suffix in KNOWN_SUFFIXES
    if path.suffix in KNOWN_SUFFIXES and path.suffix != ".xml":  # which may be anything
        return True
    kind = told_by(head)
    if kind == "json":
        start = _start(head)
        return start.startswith(_OF_X) or _RECORDS.search(start) is not None
    return kind is not None and kind not in ("jsonl", "whatsapp", "copied_chat")


def archive_kind(data: bytes, name: str) -> Kind | None:
    """The kind of a picture, a ZIP or an old Office file; None for others. Raises RashomonError for one unknown."""
    if is_picture(data):
        return "picture"
    if data.startswith(ZIP):
        if name.lower().endswith(".zip") and not data[30:].startswith((b"[Content_Types].xml", b"mimetype")):
            return "zip"
        if b"mimetypeapplication/epub+zip" in data[:200] or name.lower().endswith(".epub"):
            return "epub"
        if b"word/document.xml" in data:
            return "docx"
        if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
            return "odt"
        if b"xl/workbook" in data or b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in data[:200]:
            return "sheets"
        if b"datapackage.json" in data and b"archive/" in data:
            return "wacz"
    if data.startswith(_OLE) and (
        name.lower().endswith(".msg") or "__properties_version1.0".encode("utf-16-le") in data
    ):
        return "msg"
    if data.startswith(_OLE) and "Workbook".encode("utf-16-le") in data:
        return "sheets"
    for mark, what, fix in _OTHERS:
        if data.startswith(mark):
            raise RashomonError(name, f"it is {what}, not a report", fix)
    return None


def _json_kind(start: str) -> Kind | None:
    if _TELEGRAM.match(start):
        return "telegram"
    if _RECORDS.search(start[:4000]) and not re.match(r'\{\s*"(?:id|text)"', start):
        return "json"
    if start.startswith("{") and _is_row(start):
        return "jsonl"
    return "json" if re.match(r'\{\s*"|\[\s*(?:\{\s*"|\])', start) else None


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


def delimiter_of(lines: Sequence[str]) -> str | None:
    """What parts the cells of a table: the first lines have one number of cells each, and more than one; prose has not.

    Rows that lack cells, and titles above the table, are let through.
    """
    best: tuple[int, int, str] | None = None
    for delimiter in "\t;,|":
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter, strict=False) if any(row)]
        except csv.Error:
            continue
        usual, alike = Counter(widths).most_common(1)[0] if widths else (0, 0)
        if usual > 1 and len(widths) > 1 and alike >= len(widths) / 2:
            best = max(best or (0, 0, ""), (alike, usual, delimiter))
    return best[2] if best else None
