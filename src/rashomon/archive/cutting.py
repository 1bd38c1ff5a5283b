"""A ledger of a slice of an archive, to work on at the desk: reports and readings as they are, nothing read again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rashomon import ledger as book
from rashomon.archive import folder as on_disk
from rashomon.archive.asking import ask, open_archive
from rashomon.archive.table_rows import reading_of, report_of
from rashomon.archive.table_schemas import library
from rashomon.errors import RashomonError
from rashomon.ledger import Ledger
from rashomon.ledger.core.from_json import matter_from_json
from rashomon.ledger.write import store_reports
from rashomon.ledger.write.known_ids import keep_ids
from rashomon.model import Matter
from rashomon.world.automatic import settled

ONE = 64
"""Rows that are unpacked at once."""
NEEDED = ["key", "text", "raw", "report", "reading"]


def chosen(folder: str | Path, where: str) -> set[str]:
    """The keys of the reports for which a condition on v_reports holds.

    Raises RashomonError for one that is not understood, or that no report fits.
    """
    db = open_archive(folder)
    try:
        # In brackets on lines of its own: a comment at its end hides nothing of ours.
        keys = {row[0] for row in ask(db, f"SELECT key FROM v_reports WHERE (\n{where}\n)").rows}  # noqa: S608
    finally:
        db.close()
    if not keys:
        raise RashomonError(
            f"--where {where!r}", "no report of the archive fits", "Ask it first: rashomon archive ask."
        )
    return keys


def cut(folder: str | Path, keys: set[str], ledger: Ledger) -> Iterator[int]:
    """Puts the reports with these keys into a ledger, and says after each how many it were.

    Its matters are not gathered, which is for the rooms after this one to do (`rashomon.work.bring_up`); where those of
    the archive were, they and their incidents will have the ids that they have there. A ledger that has reports already
    gets these beside them, and remembers the packs of the archive.
    """
    path = Path(folder)
    before = book.packs(ledger)
    packs = settled([*before, *on_disk.about(path).packs])
    if packs != before:
        store_reports.remember_packs(ledger, packs)
    now = datetime.now(UTC)
    for done, row in enumerate(_rows(path, keys), start=1):
        book.add(ledger, report_of(row), reading_of(row), now)
        yield done
    keep_ids(ledger, _matters(path, keys), now)


def _matters(path: Path, keys: set[str]) -> Iterator[Matter]:
    """The matters of the archive that any of these reports tells of; none where they were never gathered."""
    file = path / on_disk.MATTERS
    if not file.is_file():
        return
    for batch in library("pyarrow.parquet").ParquetFile(file).iter_batches(ONE, columns=["reports", "matter"]):
        for row in batch.to_pylist():
            if not keys.isdisjoint(row["reports"]):
                yield matter_from_json(json.loads(row["matter"]))


def _rows(path: Path, keys: set[str]) -> Iterator[dict[str, Any]]:
    """The rows of these reports, in the order in which they came; refused ones are not among them."""
    parquet, compute, arrow = library("pyarrow.parquet"), library("pyarrow.compute"), library("pyarrow")
    wanted = arrow.array(sorted(keys))
    for part in on_disk.parts(path):
        file = parquet.ParquetFile(on_disk.file_of(path, "reports", part.part))
        for batch in file.iter_batches(ONE, columns=[*NEEDED, "how"]):
            fits = compute.and_(
                compute.is_in(batch.column("key"), wanted), compute.not_equal(batch.column("how"), "refused")
            )
            yield from batch.filter(fits).to_pylist()
