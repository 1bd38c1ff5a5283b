"""Trackers: spreadsheets (XLSX, XLS, ODS) and tables of text (CSV, TSV), in which each row is a report.

`columns` tells which column is what. A row's other cells are kept in its bytes, not in its text. What is no table but
has the name of one is read as text; a table with no column that can be told is refused.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, BinaryIO

from rashomon.errors import RashomonError
from rashomon.intake import event_databases, pieces
from rashomon.intake.days import Order, day_told, order_of
from rashomon.intake.make_report import Source, language_of, log
from rashomon.intake.pieces import composed
from rashomon.intake.sniff import delimiter_of
from rashomon.intake.table_columns import HEAD_WITHIN, head_row, merged_head, unknown, which
from rashomon.intake.text import lines_of
from rashomon.model import Refusal, Report
from rashomon.world.known_databases import known_by

LOOKED_AT = 200
"""Lines from which it is told how the cells of a table are parted, and rows what its columns hold."""
HABIT_WITHIN, HELD = 20_000, 8_000_000
"""Rows from which it is told how the days of a table are written, of so many characters at most: these are held."""
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FIRST_DAY = datetime.date(1899, 12, 30)
_SERIAL = range(20_000, 80_000)
"""Days since then that a cell without a format for days may mean: 1954 to 2119 (ECMA-376, 18.17.4)."""

Row = tuple[int, Sequence[str], str]
"""Its number as a spreadsheet counts, its cells, and how it stands in the file."""


def read(stream: BinaryIO, source: Source) -> Iterator[Report | Refusal]:
    """The reports in a table of text, row by row. Raises RashomonError where its columns are not told."""
    columns = dict(source.columns)
    yield from pieces.read("rashomon.intake.trackers:lines", stream, source, "text/csv", columns=columns)


def read_sheets(data: bytes, source: Source) -> Iterator[Report | Refusal]:
    """The reports in a spreadsheet. Raises RashomonError where its columns are not told."""
    yield from pieces.read("rashomon.intake.trackers:sheets", data, source, _SHEETS, columns=dict(source.columns))


# In the child


def lines(stream: BinaryIO, name: str, columns: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The rows of a table of text, as `pieces` wants them."""
    csv.field_size_limit(10_000_000)
    text = lines_of(stream, name)
    head = list(islice(text, LOOKED_AT))
    delimiter = delimiter_of(head) or ","
    found = yield from _reports(_rows(chain(head, text), delimiter), name, columns, name)
    yield from _end(found, name)


def _rows(text: Iterable[str], delimiter: str) -> Iterator[Row]:
    """The rows with the lines that each was read from."""
    taken: list[str] = []

    def noted() -> Iterator[str]:
        for line in text:
            taken.append(line)
            yield line

    for number, row in enumerate(csv.reader(noted(), delimiter=delimiter), 1):
        raw = "".join(taken).rstrip("\r\n")
        taken.clear()
        yield number, row, raw


def sheets(data: bytes, name: str, columns: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The rows of all sheets of a spreadsheet that have columns which are told, as `pieces` wants them."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found, unsured = 0, list[tuple[str, RashomonError]]()
        names = [
            x.name for x in book.sheets_metadata if str(x.visible).endswith(".Visible") and "WorkSheet" in str(x.typ)
        ]
        for sheet in names:
            rows = _of_sheet(book.get_sheet_by_name(sheet))
            above: list[Row] = []
            for row in rows:
                above.append(row)
                if any(row[1]):
                    break
            else:
                continue
            where = f"{name}#{sheet}" if len(names) > 1 else name
            head = [cell.strip() for cell in above[-1][1]]
            if (database := known_by(head)) is not None:
                for piece in event_databases.pieces_of(database, head, ((n, cells) for n, cells, _ in rows), where):
                    found += 1
                    yield piece
                continue
            try:
                found += yield from _reports(chain(above, rows), where, columns, name)
            except RashomonError as unsure:
                unsured.append((sheet, unsure))
        if unsured and not found:
            raise unsured[0][1]
        for sheet, error in unsured:
            log.warning("%s: the sheet %r was left out: %s. %s", name, sheet, error.why, error.fix.rstrip("."))
    except CalamineError as damaged:
        fix = "Open it in a spreadsheet program and save it again, without a password."
        raise RashomonError(name, f"the spreadsheet can't be opened ({str(damaged)[:100]})", fix) from damaged
    yield from _end(found, name)


def _of_sheet(sheet: Any) -> Iterator[Row]:
    left = [""] * (sheet.start[1] if sheet.start else 0)  # the columns before the first that is used
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = left + [_cell(x) for x in row]
        yield number, cells, json.dumps(cells, ensure_ascii=False)


def _cell(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ") if value.time() != datetime.time() else value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _reports(rows: Iterator[Row], where: str, given: Mapping[str, str], name: str) -> Any:
    """The pieces that a table's rows are; gives their number back."""
    held = _first(rows)
    first = [list(cells) for _, cells, _ in held[: LOOKED_AT + HEAD_WITHIN]]
    at = head_row(first, given)
    if at is None:
        raise unknown(given, first, name)
    head, at = merged_head(first, at)
    below = first[at + 1 :]
    places = which(head, below, given, name)
    order = _habit([cells for _, cells, _ in held[at + 1 :]], places) if "published" in places else None
    found, empty, undated = 0, 0, 0
    for number, cells, raw in chain(held, rows):
        if number <= at + 1 or not any(cells) or all(cell.startswith("#") or not cell for cell in cells):
            continue
        words = _of(cells, places, "text")
        if any(cells[len(head) :]):
            why = f"its row {number} has {len(cells)} cells, and the columns are {len(head)}"
            yield {"id": f"{where}#{number}", "error": [why, "Is a text with a comma in it not in quotation marks?"]}
            continue
        if not any(c.isalpha() for c in words):
            empty += 1
            continue
        day = _day(_of(cells, places, "published"), order)
        undated += day is None
        found += 1
        yield {**_piece(cells, places, words), "id": f"{where}#{_of(cells, places, 'id') or number}", "raw": raw,
               "published": day}  # fmt: skip
    if undated and found:
        what = (
            "the year, or the order of day and month, is not told"
            if "published" in places
            else "it has no column for days"
        )
        log.warning("%s: %d rows have no date that is sure (%s)", where, undated, what)
    _say(head, places, where)
    yield {"counted": {"rows with no text": empty}}
    return found


def _habit(rows: Sequence[Sequence[str]], places: Mapping[str, int]) -> Order | None:
    """In which order the days are written: by those that only one order allows, else by the language of the texts."""
    days = [_of(cells, places, "published") for cells in rows]
    if order := order_of(days):
        return order
    return order_of(days, language_of(" ".join(_of(cells, places, "text") for cells in rows[:LOOKED_AT])))


def _first(rows: Iterator[Row]) -> list[Row]:
    held: list[Row] = []
    size = 0
    for row in islice(rows, HABIT_WITHIN):
        held.append(row)
        size += len(row[2])
        if size > HELD:
            break
    return held


def _piece(cells: Sequence[str], places: Mapping[str, int], words: str) -> dict[str, Any]:
    title = _of(cells, places, "title")
    url, language = next(iter(_of(cells, places, "url").split()), ""), _of(cells, places, "language").lower()
    return {
        **composed((title if title != words else "", "headline"), (words, None)),
        "title": title or None,
        "outlet": _of(cells, places, "outlet") or None,
        "author": _of(cells, places, "author") or None,
        "url": url if url.startswith(("http://", "https://")) else None,
        "language": language[:2] if len(language.replace("_", "-").split("-")[0]) == 2 else None,
    }


def _of(cells: Sequence[str], places: Mapping[str, int], role: str) -> str:
    at = places.get(role, -1)
    return cells[at].strip() if 0 <= at < len(cells) else ""


def _day(written: str, order: Order | None) -> str | None:
    if (serial := re.fullmatch(r"(\d{5})(?:\.\d+)?", written)) and int(serial[1]) in _SERIAL:
        return (_FIRST_DAY + datetime.timedelta(int(serial[1]))).isoformat()
    day = day_told(written, order)
    return day.isoformat() if day else None


def _say(head: Sequence[str], places: Mapping[str, int], where: str) -> None:
    """Says which column was taken for what, and which are kept only in a row's bytes."""
    taken = ", ".join(f"{role}={' '.join(head[at].split())}" for role, at in places.items())
    others: Iterable[str] = (" ".join(x.split()) for i, x in enumerate(head) if x and i not in places.values())
    log.warning("%s: its columns were read as %s; not read: %s", where, taken, ", ".join(others) or "none")


def _end(found: int, name: str) -> Iterator[dict[str, Any]]:
    if not found:
        raise RashomonError(name, "no row of the table has a text", "There is nothing in it to read.")
    return iter(())
