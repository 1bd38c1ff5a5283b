"""The benchmark of the archive fills three, one of which is killed, and they are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.bench import archive, large

pytest.importorskip("duckdb", reason="DuckDB is not installed: pip install 'rashomon[archive]'")


def test_the_reports_are_the_same_each_time() -> None:
    one = [*archive.made_up(6, 40)]
    assert one == [*archive.made_up(6, 40)]
    assert len({r.key for r in one}) == 6
    assert min(len(r.text.split()) for r in one) >= 40
    assert len({str(r.published)[:7] for r in one}) == 6


def test_it_prints_what_it_took_and_a_killed_run_comes_to_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert archive.archive(104, words=12, claims=300, pages=False)
    told = capsys.readouterr().out
    for words in (
        "1 process:",
        "2 processes:",
        "times the words a second",
        "peak memory",
        "kB a report",
        "asked for",
        "bare spaCy",
        "full pipeline",
        "DuckDB alone",
        "growth: n^",
    ):
        assert words in told
    assert told.endswith("killed and resumed, to the byte the same: yes\n")


def test_pages_of_an_archive_are_timed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    large.gathering(400, tmp_path, pages=True)
    told = capsys.readouterr().out
    assert told.count("p95") == 5 and "the desk opens the archive" in told and "404" not in told
