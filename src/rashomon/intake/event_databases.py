"""The rows of UCDP GED and ACLED downloads (CSV, spreadsheets): each is a report of one event by the database.

A row's text are its cells, a line each: "column: value". That is what its claim points into; the bytes that are kept
are the row as it stood in the file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, BinaryIO

from rashomon.errors import RashomonError
from rashomon.intake.days import day_told
from rashomon.intake.make_report import Source
from rashomon.intake.pieces import report_of
from rashomon.intake.text import lines_of
from rashomon.model import Refusal, Report
from rashomon.world.known_databases import MEDIA, EventDatabase, known_by

LONGEST_CELL = 1_000_000
SEPARATORS = ",;\t"


def told_by(start: str) -> EventDatabase | None:
    """The database of which a text is a download, by the names of the columns in its first line."""
    line = start.partition("\n")[0].strip().removeprefix("\ufeff")
    return next((d for s in SEPARATORS if (d := known_by(_cells(line, s)))), None) if len(line) < 10_000 else None


def read(stream: BinaryIO, source: Source) -> Iterator[Report | Refusal]:
    """A report for each row. One that tells no event number or no day is a refusal, the rest is read."""
    lines = lines_of(stream, source.id)
    line = next(lines, "")
    separator = next(s for s in SEPARATORS if known_by(_cells(line.strip(), s)))
    header = _cells(line.strip(), separator)
    database = known_by(header)
    assert database is not None, "it was told by its header"
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(chain((line,), lines), delimiter=separator)
    next(rows)
    found = False
    try:
        for number, row in enumerate(rows, 2):
            if not any(cell.strip() for cell in row):
                continue
            found = True
            try:
                yield report_of(piece_of(database, header, row, source.id, number), source, "")
            except RashomonError as error:
                yield Refusal(f"{source.id}#{number}", str(error))
    except csv.Error as error:
        fix = "Download the file again, and do not save it from a spreadsheet."
        raise RashomonError(source.id, f"its rows cannot be told apart ({error})", fix) from None
    if not found:
        raise RashomonError(source.id, "it has the columns of an event database, and no row", "Download it again.")


def pieces_of(
    database: EventDatabase, header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], name: str
) -> Iterator[dict[str, Any]]:
    """The pieces that the numbered rows of a spreadsheet are."""
    for number, row in rows:
        try:
            if any(row):
                yield piece_of(database, header, row, name, number)
        except RashomonError as error:
            yield {"id": f"{name}#{number}", "error": [error.why, error.fix]}


def piece_of(
    database: EventDatabase, header: Sequence[str], row: Sequence[str], name: str, number: int
) -> dict[str, Any]:
    """The piece that a row is. Raises RashomonError."""
    cells = {name: " ".join(cell.split()) for name, cell in zip(header, row, strict=False)}
    name = f"{name}#{number}"
    if len(row) != len(header):
        raise RashomonError(name, f"it has {len(row)} cells and the table {len(header)} columns", "Download it again.")
    if not cells.get(database.id):
        raise RashomonError(name, f"its {database.id} is empty", "An event without a number cannot be cited.")
    if day_told(start := cells.get(database.start, "")) is None:
        why = f"its {database.start} is {start!r}, which is no date"
        raise RashomonError(name, why, "Write it as YYYY-MM-DD, such as 2013-07-31.")
    text = "\n".join(f"{key}: {cell}" for key, cell in cells.items() if cell and key not in database.dropped)
    written = day_told(cells[database.published]) if database.published in cells else None
    kept = io.StringIO()
    csv.writer(kept).writerow(row)
    return {
        "id": f"{database.outlet} {cells[database.id]}",
        "text": text,
        "outlet": database.outlet,
        "raw": kept.getvalue(),
        "media_type": MEDIA + database.name,
        "published": written.isoformat() if written else None,
        "language": "en",
    }


def _cells(line: str, separator: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]
    except csv.Error:  # it is no text
        return []
