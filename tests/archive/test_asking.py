"""An archive answers questions in SQL, and whoever writes the SQL reaches nothing else."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from archive_made import PART, files, incoming, quick  # noqa: F401 - a fixture
from paths import ROOT

from rashomon import archive
from rashomon.archive import filling, table_schemas
from rashomon.archive import folder as on_disk
from rashomon.archive.asking import VIEWS
from rashomon.cli import cli
from rashomon.errors import RashomonError

pytest.importorskip("duckdb", reason="DuckDB is not installed: pip install 'rashomon[archive]'")
PAGE = (ROOT / "docs" / "archive.md").read_text(encoding="utf-8")


@pytest.fixture
def made(tmp_path: Path, quick: None) -> Path:
    for _ in filling.fill(tmp_path / "a", incoming(), part=PART):
        pass
    return tmp_path / "a"


def answer(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    db = archive.open(folder)
    try:
        return [*archive.ask(db, sql).rows]
    finally:
        db.close()


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT count(*), count(DISTINCT key), bool_and(is_read) FROM v_reports", [(15, 15, False)]),
        ("SELECT how, count(*) FROM reports WHERE how NOT IN ('read') GROUP BY how ORDER BY how",
         [("refused", 2), ("same", 1), ("unread", 1)]),
        ("SELECT DISTINCT camp, role, stance FROM v_statements", [("monitor", "monitor", "reports")]),
        ("SELECT count(*), count(DISTINCT id) FROM v_claims", [(28, 28)]),
        ("SELECT polarity, count(*) FROM v_claims GROUP BY ALL ORDER BY ALL", [("affirmed", 23), ("denied", 5)]),
        ("SELECT DISTINCT killed_low, killed_high, actor_camp FROM v_claims", [(12.0, None, "government")]),
        ("SELECT typeof(published), typeof(day_to), typeof(lat) FROM v_claims LIMIT 1", [("DATE", "DATE", "DOUBLE")]),
        ("SELECT count(*) FROM v_claims WHERE published >= '2026-03-01'", [(8,)]),
        ("SELECT count(*) FROM places", [(28,)]),
    ],
)  # fmt: skip
def test_the_views_answer(sql: str, expected: list[tuple[Any, ...]], made: Path) -> None:
    assert answer(made, sql) == expected


REACHING = (
    "SELECT * FROM read_text('{secret}')",
    "SELECT * FROM read_blob('{secret}')",
    "SELECT * FROM read_csv('{secret}')",
    "SELECT * FROM '{secret}'",
    "SELECT * FROM glob('{folder}/*')",
    "SELECT * FROM sniff_csv('{secret}')",
    "SELECT * FROM read_parquet('{part}')",
    "SELECT * FROM parquet_metadata('{part}')",
    "SELECT * FROM read_csv('https://harbour.example/x.csv')",
    "SELECT * FROM secret",
    "SELECT getenv('HOME')",
    "COPY (SELECT 1) TO '{new}'",
    "COPY v_reports TO '{part}' (FORMAT parquet)",
    "EXPORT DATABASE '{new}'",
    "ATTACH '{new}' AS other",
    "ATTACH '{secret}' AS other (READ_ONLY)",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '{secret}'",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "SET temp_directory = '{new}'",
    "RESET enable_external_access",
    "PRAGMA enable_external_access = true",
    "CREATE SECRET s (TYPE s3)",
    "SELECT * FROM duckdb_secrets(); COPY (SELECT 1) TO '{new}'",
    "IMPORT DATABASE '{folder}'",
)


@pytest.mark.parametrize("sql", REACHING)
def test_sql_reaches_no_other_file_and_no_network(sql: str, made: Path, tmp_path: Path) -> None:
    """Not even on the connection that a script gets, which is asked here without any look at what is asked."""
    import duckdb

    (secret := tmp_path / "secret.txt").write_text("a name")
    part = on_disk.file_of(made, "reports", 0)
    was = files(tmp_path)
    db = archive.open(made)
    with pytest.raises(duckdb.Error):
        db.execute(sql.format(secret=secret, folder=tmp_path, part=part, new=tmp_path / "new")).fetchall()
    db.close()
    assert files(tmp_path) == was


@pytest.mark.parametrize(
    "sql",
    ["DROP VIEW v_reports", "CREATE TABLE x AS SELECT 1", "SELECT 1; SELECT 2", "", "INSERT INTO reports VALUES (1)",
     "SELEKT 1", "SELECT nothing FROM v_reports", "SELECT id::INT FROM v_reports", "SELECT error('x')",
     "EXPLAIN ANALYZE SELECT 1"],
)  # fmt: skip
def test_a_question_only_asks(sql: str, made: Path) -> None:
    with pytest.raises(RashomonError, match="The question"):
        answer(made, sql)


def test_no_archive_is_told_with_advice(tmp_path: Path, made: Path) -> None:
    with pytest.raises(RashomonError, match="there is no archive in it"):
        archive.open(tmp_path)
    on_disk.file_of(made, "claims", 2).unlink()
    with pytest.raises(RashomonError, match=r"part-000002.parquet: the manifest tells of it, and it is not there"):
        archive.open(made)


def test_an_archive_with_nothing_in_it_is_asked(tmp_path: Path, quick: None) -> None:
    assert [*filling.fill(tmp_path / "a", [])] == [{}]
    assert answer(tmp_path / "a", "SELECT count(*) FROM v_claims") == [(0,)]


EXAMPLES = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)


def test_there_are_three_examples() -> None:
    assert len(EXAMPLES) >= 3


@pytest.mark.parametrize("sql", EXAMPLES)
def test_the_examples_of_the_page_are_understood(sql: str, made: Path) -> None:
    answer(made, sql)


@pytest.mark.parametrize("view", VIEWS)
def test_the_page_says_what_each_view_adds(view: str, made: Path) -> None:
    tables = {**table_schemas.TABLES, "matters": table_schemas.MATTERS}
    own = {row[0] for row in answer(made, f"DESCRIBE {view}")}
    section = re.search(rf"^### `{view}`\n(.*?)(?=^##)", PAGE, re.DOTALL | re.MULTILINE)
    assert section
    named = set(re.findall(r"`(\w+)`", section[1]))
    assert own - set(tables[view.removeprefix("v_")]) <= named


def run(*arguments: str) -> int:
    try:
        return int(cli.main([*arguments], prog_name="rashomon", standalone_mode=False) or 0)
    except RashomonError:
        return 1


def test_the_command_prints_tables_csv_and_json_lines(made: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    sql = (
        "SELECT id, '=1+1' AS sum, published, killed_low, packs FROM v_reports WHERE id LIKE 'r1%' ORDER BY id LIMIT 2"
    )
    assert run("archive", "ask", str(made), sql) == 0
    told = capsysbinary.readouterr().out.decode()
    assert told.splitlines()[0].split() == ["id", "sum", "published", "killed_low", "packs"]
    assert run("archive", "ask", str(made), sql, "--to", "csv") == 0
    rows = [*csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode(), newline=""))]
    assert [(r["id"], r["sum"], r["published"], r["killed_low"]) for r in rows] == [
        ("r1", "'=1+1", "2026-02-11", "12"),
        ("r10", "'=1+1", "2026-02-20", "12"),
    ]
    assert run("archive", "ask", str(made), sql, "--to", "jsonl") == 0
    lines = [json.loads(x) for x in capsysbinary.readouterr().out.splitlines()]
    assert lines[0] == {"id": "r1", "sum": "=1+1", "published": "2026-02-11", "killed_low": 12, "packs": []}


def test_a_long_table_says_that_it_is_cut(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("archive", "ask", str(made), "SELECT unnest(range(1000)) AS n") == 0
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 202 and "first 200 rows" in told.err


def test_spilled_names_lie_nowhere(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    answer(made, "SELECT text, count(*) FROM v_reports CROSS JOIN range(20000) GROUP BY ALL ORDER BY ALL")
    assert set(tmp_path.iterdir()) == before
