"""Tables as Excel workbooks (ECMA-376): the columns of the CSV, typed, with a sheet that says how they were made.

Text is text: no cell is a formula or a link, whatever a report holds, and editing one does not make it one (its format
is Excel's "Text"). The same rows give the same bytes. They are written while they are sent, row by row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from xml.sax.saxutils import escape

from rashomon.errors import RashomonError
from rashomon.model import as_json
from rashomon.sharing.as_csv import CLAIM_COLUMNS, MATTER_COLUMNS, matter_row
from rashomon.sharing.incident_table import COLUMNS as INCIDENT_COLUMNS
from rashomon.sharing.incident_table import incident_rows
from rashomon.sharing.records import Held, HeldBack, Profile, Shared
from rashomon.sharing.zip_parts import zip_in_parts

LONGEST = 32_767
"""Characters that a cell of Excel holds; longer text is cut there, and ends in "…"."""
MOST_ROWS = 1_048_575
"""Rows below the header that a sheet of Excel holds."""
PART = 50
"""Rows that are written at once."""
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Told = Iterable[tuple[str, object]]
"""Names and values for the second sheet."""


def claims(shared: Shared) -> bytes:
    rows = ([getattr(c, name) for name in CLAIM_COLUMNS] for c in shared.claims)
    return workbook("claims", CLAIM_COLUMNS, rows, about(shared))


def matters(shared: Shared) -> bytes:
    return workbook("matters", MATTER_COLUMNS, (matter_row(m, shared.profile) for m in shared.matters), about(shared))


def incidents(shared: Shared) -> bytes:
    return workbook("incidents", INCIDENT_COLUMNS, incident_rows(shared), about(shared))


def about(shared: Shared) -> list[tuple[str, object]]:
    """How the rows were made, for the second sheet."""
    return made_so(shared.profile, shared.warning, shared.version, shared.world, shared.held_back)


def made_so(
    profile: Profile, warning: str | None, version: str, world: str, held_back: HeldBack
) -> list[tuple[str, object]]:
    held = [(f"held back: {name}", number) for name, number in as_json(held_back).items()]
    return [("profile", profile), ("warning", warning), ("program", f"rashomon {version}"), ("world", world), *held]


def workbook(title: str, header: Sequence[str], rows: Iterable[Sequence[object]], told: Told) -> bytes:
    """A header and rows as a workbook, and `told` on a second sheet. RashomonError for more rows than a sheet holds."""
    return b"".join(workbook_in_parts(title, header, rows, lambda: told))


def workbook_in_parts(
    title: str, header: Sequence[str], rows: Iterable[Sequence[object]], told: Callable[[], Told]
) -> Iterator[bytes]:
    """The same, part by part. `told` is asked when all rows are written."""
    number = 1  # rows of the first sheet, its header with them

    def first() -> Iterator[bytes]:
        nonlocal number
        pane = '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
        yield _sheet([16] * len(header), pane) + _row(1, header, HEAD)
        left = iter(rows)
        while some := list(islice(left, PART)):
            if number + len(some) > MOST_ROWS + 1:
                why = f"it has more than {MOST_ROWS:,} rows, which no sheet holds"
                raise RashomonError("xlsx", why, "Take CSV, or choose fewer.")
            yield b"".join(_row(number + n, row) for n, row in enumerate(some, start=1))
            number += len(some)
        area = f"A1:{column(len(header))}{max(2, number)}"
        yield b"</sheetData>" + (f'<autoFilter ref="{area}"/>'.encode() if header else b"") + b"</worksheet>"

    def second() -> Iterator[bytes]:
        yield _sheet([22, 80]) + b"".join(
            _row(n, (name,), HEAD, (value,)) for n, (name, value) in enumerate(told(), start=1)
        )
        yield b"</sheetData></worksheet>"

    def book() -> Iterator[bytes]:  # when it is known how many rows there are
        area = f"'{title}'!$A$1:${column(len(header))}${max(2, number)}"
        names = f'<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">{escape(area)}</definedName>'
        yield BOOK.format(title=escape(title), names=f"<definedNames>{names}</definedNames>" if header else "").encode()

    yield from zip_in_parts(
        [
            *((name, [text.encode()]) for name, text in FIXED.items()),
            ("xl/worksheets/sheet1.xml", first()),
            ("xl/worksheets/sheet2.xml", second()),
            ("xl/workbook.xml", book()),
        ]
    )


def column(number: int) -> str:
    """The letters of a column, by its number from 1.

    >>> column(1), column(26), column(27), column(703)
    ('A', 'Z', 'AA', 'AAA')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


TEXT, HEAD = 1, 2
"""Formats of a cell, as `xl/styles.xml` has them: text, and text in bold. 0 is that of a number."""


def _row(number: int, values: Sequence[object], format_: int = TEXT, more: Sequence[object] = ()) -> bytes:
    told = [(v, format_) for v in values] + [(v, TEXT) for v in more]
    cells = (_cell(f"{column(n)}{number}", value, style) for n, (value, style) in enumerate(told, start=1))
    return f'<row r="{number}">{"".join(cells)}</row>'.encode()


def _cell(at: str, value: object, format_: int) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<c r="{at}"><v>{value!r}</v></c>'
    words = cell_text(("yes" if value else "no") if isinstance(value, bool) else value)
    # Excel takes "_x0041_" for "A".
    told = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", escape(words))
    return f'<c r="{at}" s="{format_}" t="inlineStr"><is><t xml:space="preserve">{told}</t></is></c>'


def _sheet(widths: Sequence[int], pane: str = "") -> bytes:
    columns = "".join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(widths, start=1))
    view = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>' if pane else ""
    columns = f"<cols>{columns}</cols>" if columns else ""
    return f'{XML}<worksheet xmlns="{MAIN}">{view}{columns}<sheetData>'.encode()


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


# What every workbook has

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
BOOK = (
    f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="{{title}}" sheetId="1" r:id="rId1"/>'
    '<sheet name="about" sheetId="2" r:id="rId2"/></sheets>{names}</workbook>'
)
FIXED = {
    "[Content_Types].xml": (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>'
        f'<Relationship Id="rId3" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'{XML}<styleSheet xmlns="{MAIN}">'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}


def _in_parts(
    title: str, header: Sequence[str], rows: Callable[[Shared], Iterable[Sequence[object]]]
) -> Callable[[Iterable[Shared], Held], Iterator[bytes]]:
    def made(some: Iterable[Shared], held: Held) -> Iterator[bytes]:
        last: list[Shared] = []

        def every() -> Iterator[Sequence[object]]:
            for one in some:
                last[:] = [replace(one, matters=(), claims=())]
                yield from rows(one)

        return workbook_in_parts(title, header, every(), lambda: about(replace(last[0], held_back=held())))

    return made


FORMATS = {"xlsx": claims, "matters.xlsx": matters, "incidents.xlsx": incidents}
IN_PARTS = {
    "xlsx": _in_parts(
        "claims", CLAIM_COLUMNS, lambda one: ([getattr(c, n) for n in CLAIM_COLUMNS] for c in one.claims)
    ),
    "matters.xlsx": _in_parts("matters", MATTER_COLUMNS, lambda one: (matter_row(m, one.profile) for m in one.matters)),
    "incidents.xlsx": _in_parts("incidents", INCIDENT_COLUMNS, incident_rows),
}
