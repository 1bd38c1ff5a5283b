"""Plain text: which characters do these bytes stand for?

The decoded string is frozen as it is, line ends and no-break spaces included; only a byte order mark and what
`characters` mends are no part of it.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from rashomon import settings
from rashomon.errors import RashomonError
from rashomon.intake import clippings
from rashomon.intake.characters import mended
from rashomon.intake.make_report import Source, freeze, log
from rashomon.model import Report

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_REFERENCES = re.compile(
    r"\s*(?:%[^\n]*\n\s*)*@[a-zA-Z]{4,20}\s*\{\s*[\w:./+-]{1,80}\s*,\s*\w+\s*=|\s*%0 [A-Z]\w+[^\n]*\n%[A-Z0-9] "
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
HEAD = 1_000_000
"""Bytes from the start by which the encoding of a long file is told."""
JUNK_SHARE = 0.01
"""Control characters in more than this share of a text: no text."""
FEW_HIGH_BYTES = 0.2
"""Bytes above 127 in at most this share: a Latin script. Others are left to the detector."""


def read(data: bytes, source: Source) -> Report:
    """The report in a text file. Raises RashomonError for bytes that are no text."""
    text, encoding = decode(data, source.id)
    if _is_junk(text):
        raise RashomonError(
            source.id,
            "it is binary data, not text",
            "Rashomon reads text, HTML, feeds, PDF, Word, mail, chats and JSONL.",
        )
    if _REFERENCES.match(text):
        raise RashomonError(source.id, "it is a list of references (BibTeX or EndNote)", "Export it as RIS instead.")
    if clipped := clippings.read(mended(text, source.id), data, source):
        return clipped
    return freeze(mended(text, source.id), source, raw=data, media_type=f"text/plain; charset={encoding}")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of `data` and the encoding it was read in. What is no valid byte becomes U+FFFD, and is said."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _leniently(data, encoding, name), encoding
    if wide := _unmarked_utf16(data):  # before UTF-8, in which its zeros are characters too
        return _leniently(data, wide, name), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    high = sum(byte > 127 for byte in data)
    replaced = data.decode("utf-8", "replace")
    characters = sum(c > "\x7f" for c in replaced)
    bad = replaced.count("\ufffd")
    if bad <= (characters - bad) / 4:
        log.warning("%s: %d stretches of bytes are no UTF-8 and stand as U+FFFD in the text", name, bad)
        return replaced, "utf-8"
    encoding = "cp1252" if high <= FEW_HIGH_BYTES * len(data) else _detected(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding, text = "latin-1", data.decode("latin-1")
    log.warning("%s: it is not UTF-8; it was read as %s", name, encoding)
    return text, encoding


def lines_of(stream: BinaryIO, name: str) -> Iterator[str]:
    """The lines of a long text with their ends, one after the other, in the encoding that its start tells.

    A byte order mark is no part of them. Raises RashomonError for a line, or a text in UTF-16, that is larger than any
    input may be.
    """
    limit = settings.max_bytes()
    head = stream.read(HEAD)
    if len(head) < HEAD or b"\0" in head:  # lines of UTF-16 can't be told apart as bytes
        if len(head := head + stream.read(limit + 1 - len(head))) > limit:
            raise RashomonError(name, f"it is UTF-16, and larger than {limit / 1e6:g} MB", "Save it as UTF-8.")
        yield from io.StringIO(decode(head, name)[0].removeprefix("\ufeff"), newline="")
        return
    head += stream.readline(limit)
    text, encoding = decode(head, name)
    yield from io.StringIO(text.removeprefix("\ufeff"), newline="")
    plain, bad = head.isascii(), 0
    while line := stream.readline(limit):
        if len(line) == limit:
            raise RashomonError(name, f"a line of it is larger than {limit / 1e6:g} MB", "Is it a table?")
        try:
            text = line.decode(encoding)
        except UnicodeDecodeError:
            if plain:
                text, encoding = decode(line, name)
            else:
                text, bad = line.decode(encoding, "replace"), bad + 1
        plain = plain and line.isascii()
        yield from io.StringIO(text, newline="") if "\r" in text[:-2] else (text,)
    if bad:
        log.warning("%s: %d lines have bytes that are no %s and stand as U+FFFD in the text", name, bad, encoding)


def _leniently(data: bytes, encoding: str, name: str) -> str:
    text = data.decode(encoding, "replace")
    if bad := text.count("\ufffd") - data.count(b"\xef\xbf\xbd"):
        log.warning("%s: %d stretches of bytes are no %s and stand as U+FFFD in the text", name, bad, encoding)
    return text


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 with no byte order mark shows as a zero in every second byte of what is mostly ASCII."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return None
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros.count(0) > 0.7 * len(zeros) and sample.count(0) < 0.6 * len(sample):
            return encoding
    return None


def _detected(data: bytes) -> str:
    from charset_normalizer import from_bytes

    # UTF-16 and such were looked for: a few bytes of anything are letters of theirs
    best = from_bytes(data[:200_000], cp_exclusion=["utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_7"]).best()
    return best.encoding if best else "cp1252"


def _is_junk(text: str) -> bool:
    return "\x00" in text or len(_CONTROLS.findall(text)) > JUNK_SHARE * len(text)
