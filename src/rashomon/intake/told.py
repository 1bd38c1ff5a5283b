"""What intake tells of one thing that came in, beside the report itself: what was guessed, and what was left out.

Readers say such things in the log of this room. Here they are heard, for the thread that asks, without being kept from
anybody else who listens.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rashomon.errors import RashomonError
from rashomon.intake.child import taken_apart
from rashomon.intake.make_report import log
from rashomon.model import Report

MOST_NOTES = 20
"""Of one thing that came in: a feed of a thousand damaged dates is told of in so many."""
LONGEST_NOTE = 400
MOST_SECONDS = 20.0
_GUESSES = {
    " it is not UTF-8; it was read as ": "encoding",
    " its columns were read as ": "columns",
    " was read by OCR (": "words",
}
"""What readers say in words that something was guessed: those that are taken apart in the child say nothing else."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a report, a refusal or what was skipped, beside itself."""

    input: str
    """The file, the URL or the like that it came in, as it was named."""
    guessed: tuple[str, ...] = ()
    """Of "date", "encoding", "language", "columns", "words": what nobody and nothing told."""
    notes: tuple[str, ...] = ()
    """What the reader said of it, what it left out and how much among that."""
    characters: int | None = None
    """Of its text, without blanks."""
    furniture: int | None = None
    """How many of these are of menus, teasers, quoted mail and such, which say nothing."""
    kept: float | None = None
    """Of a page: how much of its text, menus and forms left out, was taken for the report, from 0 to 1."""


_heard = threading.local()


class _Listening(logging.Filter):
    """Hears, and lets everything pass. A filter, as a handler would keep warnings off the terminal."""

    def filter(self, record: logging.LogRecord) -> bool:
        notes: list[logging.LogRecord] | None = getattr(_heard, "records", None)
        if notes is not None and len(notes) < 2 * MOST_NOTES:
            notes.append(record)
        return True


log.addFilter(_Listening())


@contextmanager
def listening() -> Iterator[list[logging.LogRecord]]:
    """What this thread's readers say meanwhile. Whoever takes something out of the list has heard it."""
    log.setLevel(logging.INFO)  # guesses are told at INFO, which no terminal shows
    before = getattr(_heard, "records", None)
    _heard.records = []
    try:
        yield _heard.records
    finally:
        _heard.records = before


def told_of(item: object, name: str, records: list[logging.LogRecord]) -> Told:
    """What is told of something that came in as a part of `name`; `records` are emptied."""
    said = [r for r in records if r.levelno >= logging.WARNING][:MOST_NOTES]
    guessed = {str(r.__dict__["guessed"]) for r in records if "guessed" in r.__dict__}
    records.clear()
    notes = tuple(dict.fromkeys(r.getMessage()[:LONGEST_NOTE] for r in said))
    guessed |= {what for words, what in _GUESSES.items() if any(words in note for note in notes)}
    if not isinstance(item, Report):
        return Told(name, tuple(sorted(guessed)), notes)
    if item.published_from == "text":
        guessed.add("date")
    return Told(name, tuple(sorted(guessed)), notes, _size(item.text), _furniture(item))


def share_kept(report: Report) -> float | None:
    """How much of a page's text is in the report, furniture not counted; None of what is no page, or cannot be told."""
    if not report.media_type.startswith("text/html") or report.raw == report.text.encode("utf-8", "surrogatepass"):
        return None
    try:
        whole = int(taken_apart("rashomon.intake.told:visible", report.raw, report.id, MOST_SECONDS))
    except RashomonError:
        return None
    return min(1.0, (_size(report.text) - _furniture(report)) / whole) if whole else None


def visible(data: bytes, name: str) -> int:
    """Characters that a page shows, blanks, menus, heads and feet of the page and forms not counted. For the child."""
    from rashomon.intake.html import body_text

    return sum(map(_size, body_text(data.decode("utf-8", "replace"))))


def _size(text: str) -> int:
    return len(text) - sum(map(str.isspace, text))


def _furniture(report: Report) -> int:
    return sum(_size(report.text[p.span.start : p.span.end]) for p in report.parts if p.kind == "furniture")
