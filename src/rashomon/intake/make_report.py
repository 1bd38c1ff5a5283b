"""What makes a report of a text: the checks and the guesses that all formats share.

A date is believed in this order: given by the user, told by the page's metadata, read off the head of the text. A
date that none of them gives stays unknown, and so does one that lies in the future.
"""

from __future__ import annotations

import datetime
import hashlib
import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from rashomon.dates import DAY, MONTH, find_dates
from rashomon.errors import RashomonError
from rashomon.intake.days import day_told, is_numeric, order_in
from rashomon.intake.page_words import HEAD_REACH, any_of
from rashomon.intake.parts import parts
from rashomon.model import Part, Report

log = logging.getLogger("rashomon.intake")
"""Notes on what was read but not believed, or not read as it stands: a warning each, with the input's id first."""

LANGUAGES = frozenset(
    "ar az be bg bn bs ca cs da de el en es et fa fi fr he hi hr hu hy id it ja ka "  # noqa: SIM905
    "kk ko ku ky lt lv mk ms my nb ne nl no pl ps pt ro ru sk sl so sq sr sv sw ta th tl tr uk ur uz vi zh".split()
)
"""What a report is taken to be written in, ISO 639-1: languages with a press. Rarer ones, Nigerian Pidgin above all,
are what the detector says of English that is full of foreign names."""

LARGEST_TEXT = 4_000_000
"""Characters: six novels. One report of a commission on a whole war has a million."""
MOST_LINES = 60_000
"""A thousand pages. What has more is a table or a log, and each line is looked at as a headline, a date, a caption."""

FEWEST_LETTERS = 20
"""Fewer letters than this tell no language."""
SURE_LETTERS = 150
"""In shorter texts English is believed where the detector has it second: names outweigh the words around them."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text came from, and what the user said of it."""

    id: str
    published: str | None = None
    outlet: str | None = None
    added_by: str | None = None
    url: str | None = None
    final_url: str | None = None
    fetched_at: str | None = None
    fetched_from: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    """Of tables, which column is what: (("text", "Summary"), ("published", "Date"))."""
    ocr: str | None = None
    """The languages in which pictures are read, as "eng+ara", where somebody asked for that."""

    def named(self, name: str, *, fetched_from: str | None = None) -> Source:
        return replace(self, id=name, fetched_from=fetched_from)


def today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def in_the_future(day: str) -> bool:
    """More than a day ahead of this machine's clock: somewhere on earth tomorrow has begun, the day after has not."""
    return datetime.date.fromisoformat(day) > today() + datetime.timedelta(days=1)


def iso_day(value: object, thing: str) -> str:
    """The day of an ISO 8601 date or date and time, as written (no change of time zone).

    >>> iso_day("2013-07-31T23:10:00+03:00", "published")
    '2013-07-31'
    """
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?", value.strip()):
        try:
            return datetime.datetime.fromisoformat(value.strip()).date().isoformat()
        except ValueError:
            pass
    raise RashomonError(thing, f"{value!r} is no ISO 8601 date", "Write it as YYYY-MM-DD, such as 2013-07-31.")


def freeze(
    text: str,
    source: Source,
    *,
    raw: bytes,
    hashed: bytes | None = None,
    media_type: str,
    title: str | None = None,
    author: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published: str | None = None,
    language: str | None = None,
    known: Sequence[Part] = (),
) -> Report:
    """A report of `text`, which is kept to the last character. `published` is what the metadata say.
    `hashed` are the bytes to hash where they are not `raw`.

    Raises RashomonError where there is no text to read.
    """
    if not text.strip():
        raise RashomonError(source.id, "it is empty", "There is no text in it to read.")
    for much, most, what in ((len(text), LARGEST_TEXT, "characters"), (len(text.splitlines()), MOST_LINES, "lines")):
        if much > most:
            raise RashomonError(source.id, f"its text has {much:,} {what}, more than {most:,}", "Split it.")
    found = parts(text, title, known)
    for note in (text[p.span.start : p.span.end] for p in found if p.kind == "furniture"):
        if any_of("corrections").fullmatch(note):
            log.warning("%s: its note of a correction is kept, and not read: %r", source.id, note[:200])
    language = language or _guessed_language(text, source.id)
    day, day_from = _published(text, found, source, published, language)
    headline = next((text[p.span.start : p.span.end] for p in found if p.kind == "headline"), None)
    return Report(
        id=source.id,
        text=text,
        sha256=hashlib.sha256(raw if hashed is None else hashed).hexdigest(),
        raw=raw,
        media_type=media_type,
        parts=found,
        title=title or headline,
        author=author,
        outlet=source.outlet or outlet,
        url=source.url or url,
        final_url=source.final_url,
        published=day,
        published_from=day_from,
        language=language,
        fetched_at=source.fetched_at,
        fetched_from=source.fetched_from,
        added_by=source.added_by,
    )


def _published(
    text: str, found: Sequence[Part], source: Source, metadata: str | None, language: str | None
) -> tuple[str | None, Any]:
    if source.published:
        return source.published, "given"
    if metadata and not in_the_future(metadata):
        return metadata, "metadata"
    if metadata:
        log.warning(
            "%s: its metadata say that it was published on %s, in the future; not believed", source.id, metadata
        )
    if day := date_in_head(text, found, source.id, language):
        if not in_the_future(day):
            return day, "text"
        log.warning("%s: its date line says %s, in the future; not believed", source.id, day)
    return None, None


def date_in_head(text: str, found: Sequence[Part], name: str, language: str | None) -> str | None:
    """The first date of the date lines and datelines around the report: those near its start, then the rest.

    A date in a sentence is when something happened, not when it was published, and is left alone. One of numbers that
    can be read in two ways (05/03/2015) is read as the others around the report are written; else it is said.
    """
    aside = [p.span for p in found if p.kind in ("furniture", "byline", "dateline")]
    for spans in ([s for s in aside if s.start < HEAD_REACH], [s for s in aside if s.start >= HEAD_REACH]):
        for start, end in spans:
            stretch = text[start : min(end, start + HEAD_REACH)]
            dates = [d for d in find_dates(stretch) if not _is_of_a_period(text, start + d[0].start, start + d[0].end)]
            if not dates:
                continue
            written = stretch[slice(*dates[0][0])]
            if not is_numeric(written):
                return dates[0][1].isoformat()
            if day := day_told(written, order_in(text, language)):
                return day.isoformat()
            log.warning("%s: its date line, %r, can be read in two ways; no date was taken from it", name, written)
            return None
    return None


_FROM = re.compile(rf"(?i)(?:\d|\b{MONTH})\s?(?:[-–—]|to|until|till|through)\s?\Z")
_TO = re.compile(rf"(?i)\s?(?:[-–—]|to|until|till|through)\s?(?:{DAY}\b|{MONTH})")


def _is_of_a_period(text: str, start: int, end: int) -> bool:
    """Whether a date is an end of a period ("1–7 May 2023"), which is what a report covers, not when it came out."""
    return bool(_FROM.search(text[max(0, start - 25) : start]) or _TO.match(text, end))


_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = (
    "the of and to that with from this which who they it not been were has have said are its would after".split()  # noqa: SIM905
)
"""Common words of English that are few other languages' words too"""


def _is_plainly_english(text: str) -> bool:
    """Whether a text is so full of the commonest English words that no other language is.

    Of a hundred words of news 18 to 30 are among these, six of them "the". What half of a text is in another language
    falls below, and is left to the detector, whose model takes .6 s to load.
    """
    words = Counter(_WORD.findall(text.lower()))
    found = [words[word] / words.total() for word in _ENGLISH if word in words]
    return words["the"] >= 0.02 * words.total() and sum(found) >= 0.14 and len(found) >= 6


def _guessed_language(text: str, name: str) -> str | None:
    found = language_of(text)
    log.info("%s: nobody tells its language; it was taken for %s", name, found, extra={"guessed": "language"})
    return found


def _of_few(letters: list[str]) -> str | None:
    """Of a text that is too short for the detector: English in Latin letters, else what letters of its own tell."""
    if not letters or all(c < "\u0250" for c in letters):
        return "en" if letters else None
    if all("\u0620" <= c <= "\u064a" for c in letters):  # Persian, Urdu and Kurdish have some beyond these
        return "ar" if len(letters) > 7 and any(c in "ةأإى" for c in letters) else None
    if all("\u0400" <= c <= "\u0491" for c in letters):
        its = {"uk": "іїєґ", "ru": "ыэъё"}
        found = [language for language, own in its.items() if any(c in own for c in "".join(letters).lower())]
        return found[0] if len(found) == 1 else None
    return None


def language_of(text: str) -> str | None:
    """ISO 639-1 of the language a text is mostly in. Too short to tell: what its letters allow, or None."""
    letters = [c for c in text[:20_000] if c.isalpha()]
    if len(letters) < FEWEST_LETTERS:
        return _of_few(letters)
    if len(letters) >= SURE_LETTERS and _is_plainly_english(text[:20_000]):
        return "en"
    from py3langid import rank

    ranked = [str(language) for language, _ in rank(text[:20_000]) if language in LANGUAGES]
    return "en" if "en" in ranked[: 2 if len(letters) < SURE_LETTERS else 1] else ranked[0]
