"""Web archives: WARC files, and WACZ, which holds some. Each response that is a page is a report.

Its URL is that of the record, and `fetched_at` is when it was captured, not today. What is no page (pictures, scripts,
errors, redirects) is left out and counted. A file is gone through record by record, so that its size does not matter.
"""

from __future__ import annotations

import datetime
import io
import logging
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, BinaryIO, cast

from rashomon import settings
from rashomon.errors import RashomonError
from rashomon.intake.make_report import Source, log
from rashomon.intake.pieces import said, unlike_ids
from rashomon.intake.sniff import GZIP
from rashomon.intake.unpacking import MOST_TIMES, unpacked, whole
from rashomon.model import Refusal, Report

READ = ("text/html", "application/xhtml+xml", "application/pdf", "text/plain")
"""Media types of pages. Feeds, tables and scripts are fetched by pages and are none."""
_FOR_MACHINES = re.compile(r"https?://[^/]+/(?:(?:robots|humans|security|llms|(?:app-)?ads)\.txt|\.well-known/.*)")
"""What programs fetch of a site beside its pages."""
_CUT = "Is it cut off? Fetch it again."


def read(stream: BinaryIO, source: Source) -> Iterator[Report | Refusal]:
    """The reports in a WARC. Raises RashomonError for one with no page, and for a damaged one when it comes there."""
    counted: Counter[str] = Counter()
    unlike = unlike_ids()
    failure: RashomonError | None = None
    # One is held back, so that what is told at the end is told of the last page, and not of the next file.
    held: tuple[bytes, Source, str, str | None] | None = None
    try:
        for url, when, media, charset, data in _pages(stream, source.id, counted):
            own = replace(source, id=unlike(f"{source.id}#{url}"), url=url, final_url=None, fetched_at=when)
            if held is not None:
                yield from _page(*held)
            held = data, own, media, charset
    except RashomonError as error:
        failure = error
    said(source.id, counted)
    if held is not None:
        yield from _page(*held)
    if failure is not None:
        raise failure
    if held is None:
        raise RashomonError(source.id, "the web archive holds no page", "There is nothing in it to read.")


def _page(data: bytes, source: Source, media: str, charset: str | None) -> Iterator[Report | Refusal]:
    from rashomon.intake.who_reads import read_bytes

    try:
        yield from read_bytes(data, source, "", media, charset)
    except RashomonError as error:
        yield Refusal(source.id, str(error))
    except Exception as error:  # one bad page never stops the rest
        yield Refusal(source.id, f"{source.id}: it could not be read ({type(error).__name__}: {error}).")


def _pages(
    stream: BinaryIO, name: str, counted: Counter[str]
) -> Iterator[tuple[str, str | None, str, str | None, bytes]]:
    """URL, instant, media type, charset and bytes of each response that is a page."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    last = b""

    def noted(size: int) -> bytes:
        nonlocal last
        data = stream.read(size)
        last = (last + data)[-4:]
        return data

    try:
        archive = ArchiveIterator(SimpleNamespace(read=noted), arc2warc=True)
        archive.INC_RECORD = ""  # what it would print on standard error, with words of the page; so would its log
        logging.getLogger("warcio").setLevel(logging.CRITICAL)
        for record in archive:
            if archive.err_count:
                break
            found = _page_in(record, name, counted)
            while record.raw_stream.read(1 << 16):
                pass
            if getattr(record.raw_stream, "limit", 0) > 0:
                raise ValueError("it ends in the middle of a record")
            if found:
                yield found
        if archive.err_count:
            raise ValueError("a record is not as long as it says")
        if last and not last.endswith((b"\n\n", b"\n\r\n")):  # as each record ends
            raise ValueError("it ends in the middle of a record")
    except (ArchiveLoadFailed, zlib.error, EOFError, UnicodeError, ValueError, AttributeError) as error:
        raise RashomonError(name, f"the web archive is damaged ({str(error)[:100].strip()})", _CUT) from error


def _page_in(record: Any, name: str, counted: Counter[str]) -> tuple[str, str | None, str, str | None, bytes] | None:
    if record.rec_type not in ("response", "resource", "conversion"):  # the last is a page as text (WET)
        return None
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    headers = record.http_headers
    told = (headers or record.rec_headers).get_header("Content-Type") or ""
    media, _, rest = told.partition(";")
    is_page = url.startswith(("http://", "https://")) and media.strip().lower() in READ
    is_page = is_page and not _FOR_MACHINES.fullmatch(url)
    limit = settings.max_bytes()
    data = record.content_stream().read(limit + 1) if is_page and _is_found(headers) else b""
    if len(data) > limit:
        log.warning("%s: a page larger than %g MB was left out: %s", name, limit / 1e6, url)
        counted["pages that are too large"] += 1
        return None
    if not data.strip():
        counted["records that are no page (pictures, scripts, errors)"] += 1
        return None
    charset = rest.partition("charset=")[2].strip(" \"';") or None
    return url, _instant(record.rec_headers.get_header("WARC-Date")), media.strip().lower(), charset, data


def _is_found(headers: Any) -> bool:
    return headers is None or headers.get_statuscode() == "200"


def _instant(written: str | None) -> str | None:
    try:
        return datetime.datetime.fromisoformat(written or "").isoformat(timespec="seconds")
    except ValueError:
        return None


def read_wacz(opened: BinaryIO, source: Source) -> Iterator[Report | Refusal]:
    """The reports in a WACZ that is open for seeking: those of its WARC files. Raises RashomonError where it has none,
    or is damaged."""
    try:
        with zipfile.ZipFile(opened) as archive:
            inside = [x for x in archive.infolist() if x.filename.endswith((".warc", ".warc.gz"))]
            if not inside:
                raise RashomonError(source.id, "the web archive holds no WARC file", _CUT)
            for info in inside:
                if info.file_size > MOST_TIMES * max(info.compress_size, 1):
                    raise RashomonError(source.id, f"it unpacks to more than {MOST_TIMES} times its size", "Leave it.")
                with archive.open(info) as inside_it:
                    stream = io.BufferedReader(cast(Any, inside_it))
                    if stream.peek(2).startswith(GZIP):
                        stream = unpacked(stream, source.id)
                    yield from read(stream, source)
                    whole(stream)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error) as error:
        raise RashomonError(source.id, f"the web archive is damaged ({str(error)[:100]})", _CUT) from error
