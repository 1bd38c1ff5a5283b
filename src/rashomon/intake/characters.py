"""Characters that are not what was written: invisible ones inside words, and letters that were decoded twice.

UTF-8 that some program once took for Windows-1252 shows as "â€œ" and "Ã©". A stretch of it is known by being the one
thing that it can be: its letters, as Windows-1252 bytes, are whole UTF-8 characters. Ours rather than a library (ftfy
knows more ways to break a text), as it is thirty lines and news needs no more.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from rashomon.intake.make_report import log

_INVISIBLE = re.compile(r"\u00ad|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\s])[\u200b\u2060\ufeff](?!\s)")
"""Hyphens shown only at a line's end, and spaces without width; in Thai, Lao, Burmese and Khmer those part words."""
_HOLES = {chr(byte): byte for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
"""Bytes for which Windows-1252 has no character stand as themselves."""
_BYTES = {chr(byte): byte for byte in range(0x80, 0xA0)} | {
    bytes([b]).decode("cp1252"): b for b in range(0x80, 0x100) if chr(b) not in _HOLES
} | _HOLES  # fmt: skip
_FOLLOWS = "".join(re.escape(c) for c, byte in _BYTES.items() if byte < 0xC0)
_TWICE = re.compile(f"(?:[Â-ß][{_FOLLOWS}]|[à-ï][{_FOLLOWS}]{{2}}|[ð-ô][{_FOLLOWS}]{{3}})")
_LOST = re.compile("â€\ufffd")
"""A closing quotation mark: its last byte, 9D, is a hole of Windows-1252 and is lost more often than kept."""
_SIGNS = re.compile(f"â€|Ã[{_FOLLOWS}]|Â[\u00a0-\u00bf]|Ø[{_FOLLOWS}]Ù[{_FOLLOWS}]|Ð[{_FOLLOWS}]Ñ[{_FOLLOWS}]")
"""What nobody writes on purpose. Only a text that has one is mended: "CAFÉ’" alone is a word and a quotation mark."""


_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of surrogate pairs, as JSON can write them: they can be kept nowhere."""


class Mended(NamedTuple):
    """A text as it was meant, and how much was changed: what was left out, and what was decoded once more."""

    text: str
    hidden: int
    repaired: int


def mend(text: str) -> Mended:
    """The text without invisible characters and with letters decoded once. Pure."""
    once, repaired = decoded_once(text)
    whole, hidden = _INVISIBLE.subn("", once)
    return Mended(_HALVES.sub("\ufffd", whole), hidden, repaired)


def mended(text: str, name: str) -> str:
    """The text as `mend` makes it; what was changed is said."""
    found = mend(text)
    say_mended(name, found.hidden, found.repaired)
    return found.text


def say_mended(name: str, hidden: int, repaired: int) -> None:
    """Says how much was changed in the text, or in all the texts, of an input."""
    if hidden:
        log.warning("%s: %d invisible characters (soft hyphens and such) were left out of its text", name, hidden)
    if repaired:
        log.warning("%s: %d characters that had been decoded twice (“â€œ”) were repaired", name, repaired)


def decoded_once(text: str) -> tuple[str, int]:
    """The text with every stretch repaired that is UTF-8 read as Windows-1252, and how many there were."""
    if not _SIGNS.search(text):
        return text, 0
    count = 0

    def once(hit: re.Match[str]) -> str:
        nonlocal count
        try:
            found = bytes(_BYTES[c] for c in hit.group()).decode("utf-8")
        except UnicodeDecodeError:
            return hit.group()
        if (
            unicodedata.category(found) in ("Cc", "Cn", "Co") or "\u0250" <= found <= "\u02af"
        ):  # no character, or of phonetics
            return hit.group()
        count += 1
        return found

    whole = _TWICE.sub(once, text)
    whole, lost = _LOST.subn("”", whole)
    return whole, count + lost
