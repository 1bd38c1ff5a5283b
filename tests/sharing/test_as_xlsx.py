"""Workbooks: text that stays text, numbers that are numbers, and the same bytes for the same rows."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import exports_made as made
import pytest
from file_words import words_of

from rashomon.errors import RashomonError
from rashomon.sharing import as_xlsx, render
from rashomon.sharing.as_csv import CLAIM_COLUMNS, MATTER_COLUMNS
from rashomon.sharing.as_xlsx import LONGEST, PART, cell_text, workbook, workbook_in_parts
from rashomon.sharing.incident_table import COLUMNS

openpyxl = pytest.importorskip("openpyxl")


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize(
    ("form", "columns", "number"),
    [
        ("xlsx", CLAIM_COLUMNS, len(made.SAMPLE.claims)),
        ("matters.xlsx", MATTER_COLUMNS, len(made.SAMPLE.matters)),
        ("incidents.xlsx", COLUMNS, len({m.incident for m in made.SAMPLE.matters})),
    ],
)
def test_a_row_for_each_under_the_columns_of_the_csv(form: str, columns: tuple[str, ...], number: int) -> None:
    sheet = opened(render(form, made.SAMPLE)).worksheets[0]
    assert tuple(cell.value for cell in sheet[1]) == columns
    assert sheet.max_row == number + 1


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://a.example", "{=1+1}"])
def test_text_is_never_run_and_never_a_link(text: str) -> None:
    data = workbook("x", ("a",), [[text]], ())
    cell = opened(data).worksheets[0]["A2"]
    assert (cell.value, cell.data_type, cell.number_format, cell.hyperlink) == (text, "s", "@", None)
    assert "<f>" not in words_of(data)


def test_numbers_are_numbers_and_what_is_not_known_is_empty() -> None:
    sheet = opened(workbook("x", ("a", "b", "c", "d"), [[0, 39.05, None, False]], ())).worksheets[0]
    assert [cell.value for cell in sheet[2]] == [0, 39.05, None, "no"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00\x1bb", "ab"),
        ("two\nlines", "two\nlines"),
        ("a\ud800b", "a?b"),
        ("x" * LONGEST, "x" * LONGEST),
        ("x" * (LONGEST + 1), "x" * (LONGEST - 1) + "…"),
        ("\U0001f534" * LONGEST, "\U0001f534" * (LONGEST // 2) + "…"),
    ],
    ids=["control", "lines", "surrogate", "longest", "longer", "twice as long in UTF-16"],
)
def test_a_cell_holds_what_excel_can(text: str, kept: str) -> None:
    assert cell_text(text) == kept
    assert opened(workbook("x", ("a",), [[text]], ())).worksheets[0]["A2"].value == kept


def test_how_it_was_made_stands_on_the_second_sheet() -> None:
    about = dict(opened(render("matters.xlsx", made.SAMPLE))["about"].values)
    assert about["profile"] == "default"
    assert about["held back: claims"] == made.SAMPLE.held_back.claims
    assert "Full profile" in dict(opened(render("xlsx", made.FULL))["about"].values)["warning"]


def test_the_same_rows_give_the_same_bytes() -> None:
    assert render("incidents.xlsx", made.SAMPLE) == render("incidents.xlsx", replace(made.SAMPLE))


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_xlsx, "MOST_ROWS", 3)
    with pytest.raises(RashomonError, match="which no sheet holds"):
        workbook("x", ("a",), [[n] for n in range(4)], ())


def test_a_row_is_sent_before_the_last_one_is_made() -> None:
    made_so_far: list[int] = []

    def rows() -> Iterator[list[object]]:
        for n in range(40 * PART):
            made_so_far.append(n)
            yield [n, f"row {n} of {random.Random(n).random()}"]

    told: list[int] = []
    sent = workbook_in_parts("x", ("a", "b"), rows(), lambda: [("rows", len(made_so_far))])
    for _part in sent:
        told.append(len(made_so_far))
    assert told[0] == 0, "the beginning waits for no row"
    assert len({n for n in told if 0 < n < 40 * PART}) > 1, "and what follows not for the last one"


def test_a_text_that_excel_takes_for_a_character_is_written_so_that_it_is_not() -> None:
    assert "_x005F_x0041_" in words_of(workbook("x", ("a",), [["_x0041_"]], ()))
