"""The commands of an archive, from reports to a ledger."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from archive_made import quick  # noqa: F401 - a fixture

from rashomon.cli import cli, main
from rashomon.cli.archive import _plain
from rashomon.errors import RashomonError

pytest.importorskip("duckdb", reason="DuckDB is not installed: pip install 'rashomon[archive]'")


def run(*arguments: str) -> int:
    return int(cli.main([*arguments], prog_name="rashomon", standalone_mode=False) or 0)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    (folder := tmp_path / "reports").mkdir()
    (folder / "a.txt").write_text(
        "KESSIN, 14 May 2019 - The army shelled the town of Kessin on Monday, residents said.\n"
    )
    (folder / "b.txt").write_text("The army holds Tarvan, the governor said on Monday.\n")
    (folder / "c.pdf").write_bytes(b"%PDF-1.4 torn")
    return folder


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None), (True, True), (3, 3), (2.5, 2.5), ("a", "a"), (date(2031, 5, 14), "2031-05-14"),
        (datetime(2031, 5, 14, 12, 30), "2031-05-14T12:30:00"), (time(12, 30), "12:30:00"), (Decimal("1.50"), "1.50"),
        (b"a\xff", "a\ufffd"), ((1, date(2031, 5, 14)), [1, "2031-05-14"]), ({1: [b"a"]}, {"1": ["a"]}),
    ],
)  # fmt: skip
def test_values_as_json_has_them(value: object, plain: object) -> None:
    assert _plain(value) == plain
    assert type(_plain(value)) is type(plain)


def test_read_again_ask_and_cut(reports: Path, tmp_path: Path, quick: None, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "news")
    how = ("--to", folder, "--published", "2019-05-15", "--outlet", "Meridian", "--workers", "1")
    assert run("archive", "read", str(reports), *how) == 1
    told = capsys.readouterr()
    assert told.out == f"{folder}: 2 read, 1 failed; 1 part written.\n"
    assert "Not read: reports/c.pdf" in told.err
    assert run("archive", "read", str(reports), *how) == 0
    assert capsys.readouterr().out == f"{folder}: 0 read, 3 already there; 0 parts written.\n"
    assert run("archive", "ask", folder, "SELECT id, outlet, published FROM v_reports ORDER BY id", "--to", "csv") == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "reports/a.txt,Meridian,2019-05-15",
        "reports/b.txt,Meridian,2019-05-15",
    ]
    book = str(tmp_path / "b.rashomon")
    assert run("archive", "cut", folder, "--where", "id LIKE '%b.txt'", "--ledger", book) == 0
    assert "now holds 1 report, 1 claim." in capsys.readouterr().out


def test_an_archive_is_not_put_into_what_is_read(reports: Path, quick: None) -> None:
    with pytest.raises(RashomonError, match="which is to be read"):
        run("archive", "read", str(reports), "--to", str(reports / "sub" / "news"))
    assert not (reports / "sub").exists()


def test_a_cut_that_fits_nothing_leaves_no_ledger(
    reports: Path, tmp_path: Path, quick: None, capsys: pytest.CaptureFixture[str]
) -> None:
    run("archive", "read", str(reports), "--to", str(tmp_path / "news"), "--workers", "1")
    with pytest.raises(SystemExit) as ended:
        main(["archive", "cut", str(tmp_path / "news"), "--where", "false", "--ledger", str(tmp_path / "b.rashomon")])
    assert ended.value.code == 1
    assert "no report of the archive fits" in capsys.readouterr().err
    assert not (tmp_path / "b.rashomon").exists()
