"""Tables as Excel workbooks: the columns of the CSV, typed, with a sheet that says how they were made.

Text is text: no cell is a formula or a link, whatever a report holds, and editing one does not make it one (its format
is Excel's "Text"). The same rows give the same bytes. Needs XlsxWriter, the `office` extra.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

from rashomon.errors import RashomonError
from rashomon.model import as_json
from rashomon.sharing.as_csv import CLAIM_COLUMNS, MATTER_COLUMNS, matter_row
from rashomon.sharing.incident_table import COLUMNS as INCIDENT_COLUMNS
from rashomon.sharing.incident_table import incident_rows
from rashomon.sharing.records import Shared

LONGEST = 32_767
"""Characters that a cell of Excel holds; longer text is cut there, and ends in "…"."""
MOST_ROWS = 1_048_575
"""Rows below the header that a sheet of Excel holds."""
MADE = datetime.datetime(2000, 1, 1)
"""What the file gives as its date, so that the same rows give the same bytes."""
WIDE = 40
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def claims(shared: Shared) -> bytes:
    """The claims. Raises RashomonError where XlsxWriter is not installed."""
    rows = ([getattr(c, name) for name in CLAIM_COLUMNS] for c in shared.claims)
    return workbook("claims", CLAIM_COLUMNS, rows, about(shared))


def matters(shared: Shared) -> bytes:
    """The matters. Raises RashomonError where XlsxWriter is not installed."""
    return workbook("matters", MATTER_COLUMNS, (matter_row(m, shared) for m in shared.matters), about(shared))


def incidents(shared: Shared) -> bytes:
    """The incidents. Raises RashomonError where XlsxWriter is not installed."""
    return workbook("incidents", INCIDENT_COLUMNS, incident_rows(shared), about(shared))


def about(shared: Shared) -> list[tuple[str, object]]:
    """How the rows were made, for the second sheet."""
    held = [(f"held back: {name}", number) for name, number in as_json(shared.held_back).items()]
    made = [("profile", shared.profile), ("warning", shared.warning), ("program", f"rashomon {shared.version}")]
    return [*made, ("world", shared.world), *held]


def workbook(
    title: str, header: Sequence[str], rows: Iterable[Sequence[object]], told: Sequence[tuple[str, object]]
) -> bytes:
    """A header and rows as a workbook, and `told` on a second sheet. Raises RashomonError where it cannot be made."""
    try:
        xlsxwriter = import_module("xlsxwriter")
    except ImportError as error:
        raise RashomonError(
            "xlsx",
            "this format needs XlsxWriter, which is not installed",
            "Install it: pip install 'rashomon[office]'",
        ) from error
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": MADE, "author": "Rashomon"})
    text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, max(0, len(header) - 1), 16)
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, head)
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise RashomonError(
                "xlsx", f"it has more than {MOST_ROWS:,} rows, which no sheet holds", "Take CSV, or choose fewer."
            )
        for column, value in enumerate(row):
            _write(sheet, number, column, value, text)
    if header:
        sheet.autofilter(0, 0, max(1, sheet.dim_rowmax or 0), len(header) - 1)
    second = book.add_worksheet("about")
    second.set_column(0, 0, 22)
    second.set_column(1, 1, WIDE * 2)
    for number, (name, value) in enumerate(told):
        second.write_string(number, 0, name, head)
        _write(second, number, 1, value, text)
    book.close()
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, value: object, text: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, "yes" if value else "no", text)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, cell_text(value), text)


def cell_text(value: object) -> str:
    """What a cell holds of a text: all that XML can hold, up to the length that Excel can.

    >>> cell_text("=1+1"), cell_text("a\\x00b"), len(cell_text("x" * 40_000))
    ('=1+1', 'ab', 32767)
    """
    words = "".join(c for c in str(value) if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
    words = words.encode("utf-8", "replace").decode("utf-8")
    return words if len(words.encode("utf-16-le")) <= 2 * LONGEST else f"{_cut(words)}…"


def _cut(words: str) -> str:
    """The longest beginning that Excel, which counts in UTF-16, takes with one more character."""
    return words.encode("utf-16-le")[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore")


FORMATS = {"xlsx": claims, "matters.xlsx": matters, "incidents.xlsx": incidents}
