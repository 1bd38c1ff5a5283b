"""Who reads a file? Each kind has a module; those that may be very large are read from a stream, the rest as bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from rashomon import settings
from rashomon.errors import RashomonError
from rashomon.intake import plugin_readers
from rashomon.intake.make_report import Source
from rashomon.intake.plugin_readers import plugin_for
from rashomon.intake.sniff import GZIP, ZIP, Kind, archive_kind, delimiter_of, sniff
from rashomon.model import Refusal, Report

PEEK = 65_536
"""Bytes from the start by which an input's kind is told."""
_STREAMS: frozenset[Kind] = frozenset(("jsonl", "mbox", "warc", "telegram", "json", "whatsapp", "copied_chat"))
"""What is gone through piece by piece, whatever its length; so are tables and downloads, which are known by more."""
_OFFICE = "application/vnd.openxmlformats-officedocument"
_PIECES: dict[Kind, tuple[str, str]] = {
    "docx": ("docx:read_document", f"{_OFFICE}.wordprocessingml.document"),
    "odt": ("odt:read_document", "application/vnd.oasis.opendocument.text"),
    "rtf": ("rtf:read_document", "application/rtf"),
    "telegram_page": ("telegram_page:messages", "text/html"),
    "epub": ("epub:read_document", "application/epub+zip"),
    "news_xml": ("news_xml:items", "application/xml"),
    "subtitles": ("transcripts:paragraphs", "text/vtt"),
}
"""What is taken apart in the child: the function, and the media type."""
_STREAMED: dict[Kind, tuple[str, str]] = {
    "telegram": ("chats:telegram", "application/json"),
    "json": ("api_json:records", "application/json"),
    "whatsapp": ("chats:whatsapp", "text/plain"),
    "copied_chat": ("chats:copied", "text/plain"),
}
"""The same of those that the child gets as a stream."""


def read_stream(stream: io.BufferedReader[Any], source: Source, suffix: str) -> Iterator[Report | Refusal]:
    """The reports in a file that is open. Raises RashomonError where there is none."""
    head = stream.peek(PEEK)[:PEEK]
    if not head.startswith(GZIP):
        yield from _read_open(stream, head, source, suffix)
        return
    from rashomon.intake.unpacking import unpacked, whole

    inner = unpacked(stream, source.id)
    head = inner.peek(PEEK)[:PEEK]
    if head.startswith(GZIP):
        raise RashomonError(source.id, "it is a gzip file inside of a gzip file", "Unpack it.")
    yield from _read_open(inner, head, source, PurePosixPath(source.id.removesuffix(".gz")).suffix.lower())
    whole(inner)


def _read_open(stream: io.BufferedReader[Any], head: bytes, source: Source, suffix: str) -> Iterator[Report | Refusal]:
    kind = sniff(head, suffix)
    if kind in _STREAMS and not plugin_for(suffix):
        yield from _from_stream(kind, stream, source)
        return
    if not plugin_for(suffix) and (reader := _long(kind, head)):
        yield from reader(stream, source)
        return
    if kind == "feed" and not plugin_for(suffix):
        from rashomon.intake import feed

        if not (data := stream.read(feed.LARGEST_AT_ONCE + 1)):
            raise _empty(source.id)
        yield from feed.read(data, source, stream)
        return
    if archived := _archive(stream, head, source.id, suffix):
        yield from archived(stream, source)
        return
    limit = settings.max_bytes()
    data = stream.read(limit + 1)
    if len(data) > limit or stream.read(1):  # of a packed file that is damaged, the second raises
        raise too_large(source.id, limit)
    yield from read_bytes(data, source, suffix)


def _long(kind: Kind, head: bytes) -> Callable[[Any, Source], Iterator[Report | Refusal]] | None:
    """Who goes through a table or a download of a press database, by how it begins."""
    if kind in ("table", "text") and _is_of_events(head):
        from rashomon.intake import event_databases

        return event_databases.read
    if (kind == "table" and _is_table(head)) or (kind == "text" and _is_in_tabs(head)):
        from rashomon.intake import trackers

        return trackers.read
    if kind in ("text", "html"):
        from rashomon.intake import databases

        if by := databases.long_told_by(head):
            return partial(databases.read_long, by, "text/html" if kind == "html" else "text/plain")
    return None


def _archive(
    stream: io.BufferedReader[Any], head: bytes, name: str, suffix: str
) -> Callable[[BinaryIO, Source], Iterator[Report | Refusal]] | None:
    """Who goes through a ZIP of files or a web archive that is open for seeking, so that it is never held whole."""
    if not (head.startswith(ZIP) and stream.seekable()) or plugin_for(suffix):
        return None
    try:
        with zipfile.ZipFile(stream) as archive:
            inside = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return None  # as bytes it is told what it is, and that it is damaged
    finally:
        stream.seek(0)
    if suffix == ".zip" and not {"[Content_Types].xml", "mimetype"} & set(inside[:1]):
        from rashomon.intake import zips

        return zips.read
    if "datapackage.json" in inside and any(x.startswith("archive/") for x in inside):
        from rashomon.intake import web_archives

        return web_archives.read_wacz
    return None


def _from_stream(kind: Kind, stream: io.BufferedReader[Any], source: Source) -> Iterator[Report | Refusal]:
    if kind == "jsonl":
        from rashomon.intake import jsonl

        yield from jsonl.read(stream, source)
    elif kind == "mbox":
        from rashomon.intake import mail

        yield from mail.read_box(stream, source)
    elif kind in _STREAMED:
        from rashomon.intake import pieces

        by, media = _STREAMED[kind]
        yield from pieces.read(f"rashomon.intake.{by}", stream, source, media)
    else:
        from rashomon.intake import web_archives

        yield from web_archives.read(stream, source)


def _empty(name: str) -> RashomonError:
    return RashomonError(name, "it is empty", "There is no text in it to read.")


def too_large(name: str, limit: int) -> RashomonError:
    return RashomonError(
        name,
        f"it is larger than {limit / 1e6:g} MB",
        "Split it, or set RASHOMON_MAX_MB to a larger number of megabytes.",
    )


def read_bytes(
    data: bytes, source: Source, suffix: str = "", media_type: str = "", charset: str | None = None
) -> Iterator[Report | Refusal]:
    """The reports in one file's bytes. Raises RashomonError where there is none."""
    if not data:
        raise _empty(source.id)
    if plugin := plugin_for(suffix):
        yield from plugin_readers.read(plugin, data, source)
        return
    kind = archive_kind(data, source.id) or sniff(data[:PEEK], suffix, media_type)
    if data.startswith(GZIP) or kind in _STREAMS:
        yield from read_stream(io.BufferedReader(io.BytesIO(data)), source, suffix)
    elif kind == "pdf":
        from rashomon.intake import pdf

        yield from pdf.read(data, source)
    elif kind == "picture":
        from rashomon.intake import ocr

        yield ocr.read_picture(data, source)
    elif kind == "feed":
        from rashomon.intake import feed

        yield from feed.read(data, source)
    elif kind == "mail":
        from rashomon.intake import mail

        yield from mail.read(data, source)
    elif kind == "msg":
        from rashomon.intake import mail

        yield from mail.read(data, source, "outlook")
    elif kind == "zip":
        from rashomon.intake import zips

        yield from zips.read(io.BytesIO(data), source)
    elif kind == "wacz":
        from rashomon.intake import web_archives

        yield from web_archives.read_wacz(io.BytesIO(data), source)
    elif kind == "sheets":
        from rashomon.intake import trackers

        yield from trackers.read_sheets(data, source)
    elif kind in ("table", "text", "html") and (reader := _long(kind, data[:PEEK])):
        yield from reader(io.BufferedReader(io.BytesIO(data)), source)
    elif kind in _PIECES:
        from rashomon.intake import pieces

        by, media = _PIECES[kind]
        yield from pieces.read(f"rashomon.intake.{by}", data, source, media)
    else:
        yield from _page_or_text(kind, data, source, charset)


def _page_or_text(kind: Kind, data: bytes, source: Source, charset: str | None) -> Iterator[Report | Refusal]:
    from rashomon.intake import databases

    if by := databases.told_by(data):
        from rashomon.intake import pieces

        yield from pieces.read(by, data, source, "text/html" if kind == "html" else "text/plain")
    elif kind == "html":
        from rashomon.intake import html

        yield from html.read(data, source, charset)
    else:
        from rashomon.intake import text

        yield text.read(data, source)


def _is_table(data: bytes) -> bool:
    """Whether a file with a table's name is one; some write prose into such."""
    return delimiter_of(_first_lines(data)) is not None


def _is_in_tabs(data: bytes) -> bool:
    """Whether a text is a table, as spreadsheets are saved "as text": cells parted by tabs, below their names."""
    if b"\t" not in data:
        return False
    from rashomon.intake.table_columns import names_columns

    lines = _first_lines(data)
    return delimiter_of(lines) == "\t" and names_columns(lines[0].split("\t"))


def _first_lines(data: bytes) -> list[str]:
    from rashomon.intake.text import decode

    text = decode(data[:PEEK], "")[0] if b"\0" in data[:PEEK] else data[:PEEK].decode("utf-8-sig", "replace")
    lines = text.splitlines(keepends=True)[:50]
    return lines[:-1] if len(data) >= PEEK else lines


def _is_of_events(data: bytes) -> bool:
    """Whether the columns are those of a known database of events: their names are ASCII, whatever the cells are in."""
    from rashomon.intake import event_databases

    return event_databases.told_by(data[:PEEK].partition(b"\n")[0].decode("utf-8-sig", "replace")) is not None
