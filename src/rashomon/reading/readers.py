"""Who reads which language? A registry of readers, loaded when the first report of their language comes.

A reader is a module with one function, `read(reports, world)`, that takes reports of its language and yields each with
its reading, in order and lazily (`Reader`). A language is added by one line here, and a module that may live anywhere.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from typing import Protocol, cast

from rashomon.model import Reading, Report
from rashomon.world import World
from rashomon.world.automatic import Worlds
from rashomon.world.known_databases import of_media_type

READERS: dict[str, str] = {
    "en": "rashomon.reading.pipeline",
    "ar": "rashomon.reading.surface.reader",
    "ru": "rashomon.reading.surface.reader",
    "uk": "rashomon.reading.surface.reader",
    "fr": "rashomon.reading.surface.reader",
    "es": "rashomon.reading.surface.reader",
}
"""Language (ISO 639-1) to the module that reads it. A report in another is kept, and marked unread."""

ROWS = "rashomon.reading.rows"
"""The module that reads rows of databases of events."""

UNTOLD = "en"
"""What a report is read as whose language nobody told: a text too short to tell, in Latin letters or a made-up row."""

BATCH = 64
"""Reports that are taken up together. Larger batches gained nothing in speed and kept more in memory."""


class Reader(Protocol):
    """What a module in `READERS` has. A reading is a pure function of report, world and version."""

    def read(self, reports: Iterable[Report], world: World) -> Iterator[tuple[Report, Reading]]:
        """Each report with its reading, in order. Raises RashomonError where what the reader needs is not there."""
        ...


def reader_of(report: Report) -> str | None:
    """The module that reads a report; None where nobody reads its language. Rows of databases are in no language."""
    if of_media_type(report.media_type) is not None:
        return ROWS
    return READERS.get(report.language or UNTOLD)


def read(reports: Iterable[Report], world: World | Worlds) -> Iterator[tuple[Report, Reading | None]]:
    """Reads reports in order, lazily, in one world or each in its own. None stands for a report in a language that
    nobody reads."""
    reports = iter(reports)
    while batch := list(itertools.islice(reports, BATCH)):
        yield from zip(batch, _readings(batch, world), strict=True)


def _readings(batch: list[Report], world: World | Worlds) -> list[Reading | None]:
    """The readings of a batch in its order, the reports of each reader and world read together."""
    readings: list[Reading | None] = [None] * len(batch)
    how: dict[tuple[str, World], list[int]] = {}
    for i, report in enumerate(batch):
        if name := reader_of(report):
            how.setdefault((name, world if isinstance(world, World) else world.of(report)), []).append(i)
    for (name, its_world), at in how.items():
        found = cast(Reader, import_module(name)).read([batch[i] for i in at], its_world)
        for i, (_, reading) in zip(at, found, strict=True):
            ocr = batch[i].ocr
            readings[i] = reading if ocr is None else replace(reading, ocr=ocr)
    return readings
