"""Rows of a part by their numbers, of which no more than the groups that hold them are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rashomon.archive.shown_rows import _rows, _starts

pyarrow = pytest.importorskip("pyarrow", reason="PyArrow is not installed: pip install 'rashomon[archive]'")


@pytest.fixture
def file(tmp_path: Path) -> Any:
    """Ten rows in groups of three."""
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "part.parquet"
    parquet.write_table(pyarrow.table({"n": range(10), "word": list("abcdefghij")}), path, row_group_size=3)
    return parquet.ParquetFile(path)


def test_where_each_group_begins(file: Any) -> None:
    assert _starts(file) == [0, 3, 6, 9]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(0, 0, "a"), (0, 2, "abc"), (2, 3, "cd"), (3, 3, "d"), (4, 8, "efghi"), (9, 9, "j"), (0, 9, "abcdefghij")],
)
def test_rows_by_their_numbers(file: Any, first: int, last: int, words: str) -> None:
    assert _rows(file, first, last, ["word"]) == [{"word": w} for w in words]
