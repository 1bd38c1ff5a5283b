"""An archive to be asked in SQL: DuckDB over its Parquet, behind views, with nothing else within reach.

DuckDB gets the parts as Arrow data sets that pyarrow reads, and is then cut off from all files and networks, for good:
SQL from anywhere can read the archive, and can neither read another file nor write one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rashomon.archive import folder as on_disk
from rashomon.archive.table_schemas import TABLES, library, schema
from rashomon.errors import RashomonError

VIEWS = {
    "v_reports": """
        SELECT * EXCLUDE (how, error, raw, report, reading), how = 'read' AS is_read
        FROM reports WHERE how IN ('read', 'unread')""",
    "v_statements": """
        SELECT s.*, r.id AS report_id, r.outlet, r.published, r.language
        FROM statements s JOIN reports r ON r.key = s.report AND r.how = 'read'""",
    "v_claims": """
        SELECT c.*, s.manner, s.stance, s.speaker, s.role, s.camp, s.entity, s.named, s.via, s.quote,
            r.id AS report_id, r.outlet, r.published, r.language
        FROM claims c JOIN statements s ON s.id = c.statement JOIN reports r ON r.key = c.report AND r.how = 'read'""",
    "v_matters": "SELECT * EXCLUDE (matter) FROM matters",
}
"""docs/archive.md says what they are for."""

LOCKED = (
    "SET temp_directory = ''",  # a question that needs more than memory would write names beside whoever asks
    "SET python_enable_replacements = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


@dataclass(frozen=True, slots=True)
class Answer:
    columns: Sequence[str]
    rows: Iterator[tuple[Any, ...]]
    """As they come: a long answer is not in memory."""


def open_archive(folder: str | Path) -> Any:
    """A DuckDB connection with the archive's tables and views, as it is now. What is read into it later isn't seen.

    From it no other file can be read, none be written, and nothing of the network reached. Raises RashomonError where
    there is no archive, or DuckDB is not installed.
    """
    path = Path(folder)
    on_disk.about(path)
    done = on_disk.parts(path)
    duckdb, datasets = library("duckdb"), library("pyarrow.dataset")
    plain = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    db = duckdb.connect(":memory:", config=plain)
    for table in TABLES:
        files = [str(on_disk.file_of(path, table, part.part)) for part in done]
        if missing := next((f for f in files if not Path(f).is_file()), None):
            raise RashomonError(
                missing, "the manifest tells of it, and it is not there", "Take it from a copy of the archive."
            )
        db.register(table, datasets.dataset(files, schema=schema(table), format="parquet"))
    matters = [str(f) for f in (path / on_disk.MATTERS,) if f.is_file()]
    db.register("matters", datasets.dataset(matters, schema=schema("matters"), format="parquet"))
    for name, of in VIEWS.items():
        db.execute(f"CREATE VIEW {name} AS {of}")
    for setting in LOCKED:
        db.execute(setting)
    return db


def ask(db: Any, sql: str) -> Answer:
    """What the archive answers to one question in SQL. Raises RashomonError for one that is none, or not understood."""
    duckdb = library("duckdb")
    with _understood():
        asked = duckdb.extract_statements(sql)
        if [s.type for s in asked] != [duckdb.StatementType.SELECT]:
            raise RashomonError(
                "The question", "it is not one that only asks", "Write one SELECT; an archive is never changed by one."
            )
        answer = db.execute(asked[0])
        columns = [d[0] for d in answer.description]
    return Answer(columns, _rows(answer))


def _rows(answer: Any) -> Iterator[tuple[Any, ...]]:
    while True:
        with _understood():
            rows = answer.fetchmany(1000)
        if not rows:
            return
        yield from rows


@contextmanager
def _understood() -> Iterator[None]:
    try:
        yield
    except library("duckdb").Error as error:
        why = " ".join(str(error).split()).removesuffix(".")
        raise RashomonError("The question", why, "docs/archive.md lists the views.") from error
