"""`rashomon export -o FILE`: the file and its manifest, and a missing engine, through the command."""

from __future__ import annotations

import hashlib
import json
import stat
import sys
from pathlib import Path

import pytest
from safe_commands import Run, case, run  # noqa: F401


def test_a_manifest_stands_beside_the_file(case: Run, tmp_path: Path) -> None:
    assert case("export", "--format", "ucdp.csv", "--figures", "lowest_reported", "-o", "out.csv").status == 0
    told = json.loads((tmp_path / "out.csv.manifest.json").read_text())
    data = (tmp_path / "out.csv").read_bytes()
    assert told["files"] == [{"name": "out.csv", "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}]
    assert (told["format"], told["profile"], told["figures"]) == ("ucdp.csv", "default", "lowest_reported")
    assert stat.S_IMODE((tmp_path / "out.csv.manifest.json").stat().st_mode) == 0o600
    (row,) = data.decode().splitlines()[1:]
    assert row.startswith("RASHOMON-I-") and ",12," in row


@pytest.mark.parametrize("output", ["-", "/dev/null"])
def test_a_stream_has_no_manifest(case: Run, tmp_path: Path, output: str) -> None:
    before = sorted(tmp_path.iterdir())
    ran = case("export", "--format", "ftm.csv", "-o", output)
    assert ran.status == 0 and bool(ran.out) == (output == "-")
    assert sorted(tmp_path.iterdir()) == before


def test_without_pyarrow_parquet_is_refused_with_advice_and_nothing_is_written(
    case: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    ran = case("export", "--format", "parquet", "-o", "out.parquet")
    assert ran.status == 1 and "pip install 'rashomon[parquet]'" in ran.err
    assert not (tmp_path / "out.parquet").exists()
