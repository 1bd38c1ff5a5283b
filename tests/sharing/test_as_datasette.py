"""The file for Datasette: three views of what may leave, each column explained, and nothing that was held back."""

from __future__ import annotations

import json
import re
import sqlite3
import tomllib
from collections.abc import Iterator
from pathlib import Path

import exports_made as made
import pytest
from paths import ROOT
from sharing_sample import NAMES

from rashomon.cli import main
from rashomon.sharing import beside, render
from rashomon.sharing.as_csv import CLAIM_COLUMNS, MATTER_COLUMNS
from rashomon.sharing.as_datasette import VIEWS, columns_of


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    found = sqlite3.connect(":memory:")
    found.deserialize(render("datasette", made.SAMPLE))
    yield found
    found.close()


@pytest.mark.parametrize(
    ("view", "columns", "rows"),
    [
        ("v_claims", CLAIM_COLUMNS, len(made.SAMPLE.claims)),
        ("v_matters", MATTER_COLUMNS, len(made.SAMPLE.matters)),
        ("v_reports", None, len({c.report_id for c in made.SAMPLE.claims} - {None})),
    ],
)
def test_a_view_has_a_row_for_each(
    db: sqlite3.Connection, view: str, columns: tuple[str, ...] | None, rows: int
) -> None:
    cursor = db.execute(f"SELECT * FROM {view}")
    names = tuple(c[0] for c in cursor.description)
    assert names == (columns or tuple(columns_of(view)))
    assert len(cursor.fetchall()) == rows > 3


def test_numbers_can_be_compared_and_unknown_is_null(db: sqlite3.Connection) -> None:
    assert db.execute("SELECT count(*) FROM v_claims WHERE killed_min >= 12").fetchone()[0] == sum(
        (c.killed_min or 0) >= 12 for c in made.SAMPLE.claims
    )
    assert {t for (t,) in db.execute("SELECT DISTINCT typeof(latitude) FROM v_claims")} == {"real", "null"}


def test_of_a_report_its_claims_speakers_and_sides_are_counted(db: sqlite3.Connection) -> None:
    report = next(c.report_id for c in made.SAMPLE.claims if c.report_id)
    mine = [c for c in made.SAMPLE.claims if c.report_id == report]
    found = db.execute("SELECT claims, speakers, camps FROM v_reports WHERE report_id = ?", (report,)).fetchone()
    assert found == (len(mine), len({c.speaker for c in mine}), len({c.speaker_camp for c in mine}))


def test_the_metadata_explains_every_column_of_the_views_and_hides_the_tables(db: sqlite3.Connection) -> None:
    [(name, data)] = beside("datasette", made.SAMPLE, "case.db").items()
    told = json.loads(data)
    assert name == "case.db.metadata.json"
    tables = told["databases"]["case"]["tables"]
    for view in VIEWS:
        there = {c[0] for c in db.execute(f"SELECT * FROM {view}").description}
        assert tables[view]["columns"].keys() == there and all(tables[view]["columns"].values())
    assert tables["claim"]["hidden"] and tables["matter"]["hidden"]
    assert "Sharing profile: default" in told["description"]
    assert "Full profile" in json.loads(beside("datasette", made.FULL, "x.db")["x.db.metadata.json"])["description"]


def test_the_words_for_the_columns_are_those_of_the_docs() -> None:
    rows = re.findall(
        r"^\| `([a-z_0-9]+)` \| (.*) \|$", (ROOT / "docs" / "sharing.md").read_text(encoding="utf-8"), re.M
    )
    plain = {name: re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words).replace("`", "") for name, words in rows}
    file = ROOT / "src" / "rashomon" / "sharing" / "columns.toml"
    assert tomllib.loads(file.read_text(encoding="utf-8"))["columns"] == plain


def test_no_private_person_is_in_the_file() -> None:
    data = render("datasette", made.SAMPLE) + beside("datasette", made.SAMPLE, "a.db")["a.db.metadata.json"]
    assert [name for name in NAMES if name.encode() in data] == []
    assert any(name.encode() in render("datasette", made.FULL) for name in NAMES)


def test_the_same_rows_give_the_same_file() -> None:
    assert render("datasette", made.SAMPLE) == render("datasette", made.SAMPLE)


def test_the_command_writes_both_files_and_their_hashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desk_made import ledger

    monkeypatch.chdir(tmp_path)
    ledger(tmp_path / "case.rashomon")
    with pytest.raises(SystemExit):
        main(["export", "--format", "datasette", "-o", "out.db"])
    told = json.loads(Path("out.db.manifest.json").read_text(encoding="utf-8"))
    assert [f["name"] for f in told["files"]] == ["out.db", "out.db.metadata.json"]
    assert json.loads(Path("out.db.metadata.json").read_text(encoding="utf-8"))["databases"]["out"]
