"""Parquet: typed columns, read back with pyarrow; and advice where pyarrow is missing."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace

import pytest
from exports_made import FULL, SAMPLE

from rashomon.errors import RashomonError
from rashomon.sharing import FORMATS, render
from rashomon.sharing.as_csv import CLAIM_COLUMNS, MATTER_COLUMNS, matter_row

BOTH = ("parquet", "matters.parquet")


@pytest.mark.parametrize("form", BOTH)
def test_a_missing_engine_fails_where_it_is_used_with_advice(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(RashomonError, match=r"needs pyarrow.*pip install 'rashomon\[parquet\]'"):
        FORMATS[form](SAMPLE)


def test_claims_come_back_as_they_left() -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: pip install 'rashomon[parquet]'")
    table = parquet.read_table(io.BytesIO(render("parquet", SAMPLE)))
    assert tuple(table.column_names) == CLAIM_COLUMNS
    assert table.to_pylist() == [{name: getattr(c, name) for name in CLAIM_COLUMNS} for c in SAMPLE.claims]
    types = {f.name: str(f.type) for f in table.schema}
    assert (types["latitude"], types["start"], types["speaker_protected"], types["speaker"]) == (
        "double",
        "int64",
        "bool",
        "string",
    )


def test_matters_come_back_as_they_left() -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: pip install 'rashomon[parquet]'")
    table = parquet.read_table(io.BytesIO(render("matters.parquet", SAMPLE)))
    assert [tuple(r.values()) for r in table.to_pylist()] == [
        tuple(matter_row(m, SAMPLE.profile)) for m in SAMPLE.matters
    ]
    assert tuple(table.column_names) == MATTER_COLUMNS


@pytest.mark.parametrize("form", BOTH)
def test_the_file_says_under_which_profile_it_was_made(form: str) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: pip install 'rashomon[parquet]'")
    about = parquet.read_schema(io.BytesIO(render(form, FULL))).metadata
    assert about[b"rashomon.profile"] == b"full" and b"harm" in about[b"rashomon.warning"]
    held = parquet.read_schema(io.BytesIO(render(form, SAMPLE))).metadata[b"rashomon.held_back"]
    assert json.loads(held)["claims"] == SAMPLE.held_back.claims


def test_nothing_and_lone_surrogates_are_written() -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'rashomon[parquet]'")
    for form in BOTH:
        assert render(form, replace(SAMPLE, claims=(), matters=()))
        assert render(form, replace(SAMPLE, claims=(replace(SAMPLE.claims[0], quote="a\ud800b"),)))
