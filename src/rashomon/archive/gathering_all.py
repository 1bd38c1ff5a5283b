"""The matters of a whole archive, as one ledger would have them that holds all of its reports and no ruling."""

from __future__ import annotations

import json
from base64 import b32encode
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rashomon.archive import folder as on_disk
from rashomon.archive.by_processes import processes
from rashomon.archive.compiled_records import matter_in_json, reading_to_compare
from rashomon.archive.current_editions import Told, superseded
from rashomon.archive.gathering_apart import Piece, Read, all_matters
from rashomon.archive.table_rows import reading_of, report_of, text_of
from rashomon.archive.table_schemas import MATTERS, library, schema
from rashomon.ledger.core.rows import storable
from rashomon.ledger.write.store_reports import addresses
from rashomon.matters.accounts import TOLD, has_account
from rashomon.model import NO_PACKS, Matter, Report
from rashomon.quick_records import replace

AT_ONCE = 5000
"""Matters that are written at once."""
GROUP = 512
"""Matters in a group of rows, of which one is read to show an incident."""
READ = ["key", "how", "text", "raw", "report", "reading"]
COMPARED = ["key", "how", "text", "report", "reading"]
"""The bytes that came in tell nothing that the text does not."""


def gather_archive(folder: str | Path, workers: int = 1) -> Iterator[str]:
    """Gathers the matters of an archive into it, by so many processes, and gives the status of each as it goes.

    They take the place of those that were gathered before when the last one was given. What is filed on the way lies in
    the archive's folder, as private as it is, and is taken away.
    """
    path = Path(folder)
    on_disk.about(path)
    with on_disk.alone(path), TemporaryDirectory(dir=path, prefix=on_disk.SCRATCH) as scratch:
        done = on_disk.parts(path)
        workers = min(workers, len(done))  # a part is what a process takes at once
        out = superseded(_told(path, done))
        pieces = [
            Piece(partial(_texts, path, part, mine), partial(_read, path, part, mine))
            for part in done
            for mine in (out & _keys(path, part),)
        ]
        parquet = library("pyarrow.parquet")
        keep = partial(_keep, Path(scratch))
        kept = schema("matters").with_metadata({"rashomon.parts": str(len(done))})
        with (
            processes(workers) as each,
            on_disk.replacing(path / on_disk.MATTERS) as new,
            parquet.ParquetWriter(new, kept, compression="zstd") as file,
        ):
            for some in all_matters(pieces, packs_of(path, done), Path(scratch), keep, each):
                for batch in _batches(some):
                    file.write_batch(batch, GROUP)
                    yield from batch.column("status").to_pylist()
                some.unlink()


def _keep(scratch: Path, matters: Iterator[Matter], name: str) -> Path:
    """Matters that were gathered together, in a file of their own: as they are in memory, which is soon written."""
    of, kept = scratch / f"{name}.arrow", schema("matters")
    with library("pyarrow.ipc").new_file(str(of), kept) as file:
        while some := list(islice(matters, AT_ONCE)):
            file.write_table(_table([named(m) for m in some], kept))
    return of


def _batches(file: Path) -> Iterator[Any]:
    with library("pyarrow").memory_map(str(file)) as held, library("pyarrow.ipc").open_file(held) as rows:
        for n in range(rows.num_record_batches):
            yield rows.get_batch(n)


def packs_of(path: Path, done: list[on_disk.Done]) -> tuple[str, ...]:
    """Those of all conflicts that its reports are of; packs that somebody named come last, and so win."""
    named = tuple(p for p in on_disk.about(path).packs if p != NO_PACKS)
    called = {pack for row in _rows(path, done, ["packs"]) for pack in row["packs"] or ()}
    return (*sorted(called - {*named}), *named)


def _rows(path: Path, done: list[on_disk.Done], columns: list[str]) -> Iterator[Mapping[str, Any]]:
    for part in done:
        file = on_disk.file_of(path, "reports", part.part)
        yield from library("pyarrow.parquet").read_table(file, columns=columns).to_pylist()


def _told(path: Path, done: list[on_disk.Done]) -> Iterator[Told]:
    """What tells of editions, of the reports of which any copy has an address."""
    found: set[str] = set()
    kept: list[Told] = []
    texts: dict[str, str] = {}
    for row in _rows(path, done, ["key", "how", "text_sha256", "report"]):
        if row["report"]:
            told = json.loads(row["report"])
            at = addresses(Report(told["id"], "", told["sha256"], url=told["url"], final_url=told["final_url"]))
            found.update([row["key"]] if at else [])
            if row["how"] != "refused":
                text = texts.setdefault(row["key"], row["text_sha256"] or "")  # of one that is there the first has it
                kept.append(Told(row["key"], text, told["outlet"], at, told["published"], told["fetched_at"]))
    return (one for one in kept if one.key in found)


def _keys(path: Path, part: on_disk.Done) -> set[str]:
    return {row["key"] for row in _rows(path, [part], ["key"])}


def _texts(path: Path, part: on_disk.Done, out: set[str]) -> dict[str, str]:
    """The texts of a part of whose reports there are accounts, but for those that are left out.

    The columns say so of nearly all; where they have only what is supposed or declined, the reading says.
    """
    told = _plainly_told(path, part)
    found: dict[str, str] = {}
    for row in _rows(path, [part], ["key", "how", "text", "report", "claims"]):
        if row["how"] == "read" and row["key"] not in out and row["claims"]:
            found[row["key"]] = text_of(row)
    unsure = found.keys() - told
    if unsure:
        kept = [row for row in _rows(path, [part], READ) if row["key"] in unsure and row["how"] == "read"]
        sure = {row["key"] for row in kept if (reading := reading_of(row)) is not None and has_account(reading)}
        found = {key: text for key, text in found.items() if key in told or key in sure}
    return found


def _plainly_told(path: Path, part: on_disk.Done) -> set[str]:
    """The keys of reports with a claim that happened or goes on, by somebody who neither asks nor declines to say."""
    parquet = library("pyarrow.parquet")
    statements = parquet.read_table(on_disk.file_of(path, "statements", part.part), columns=["id", "stance"])
    stance = dict(zip(*(statements.column(name).to_pylist() for name in ("id", "stance")), strict=True))
    columns = ["report", "statement", "modality"]
    claims = parquet.read_table(on_disk.file_of(path, "claims", part.part), columns=columns)
    rows = zip(*(claims.column(name).to_pylist() for name in columns), strict=True)
    return {key for key, of, modality in rows if modality in TOLD and stance[of] not in ("asks", "declines")}


def _read(path: Path, part: on_disk.Done, out: set[str]) -> Read:
    """The readings of a part, but for those of reports that are left out, and for what no comparing asks for."""
    kept = [row for row in _rows(path, [part], COMPARED) if row["how"] == "read" and row["key"] not in out]
    return [(report_of(row), reading_to_compare(row["reading"])) for row in kept if row["reading"] is not None]


def _table(matters: list[Matter], kept: Any) -> Any:
    arrow = library("pyarrow")
    rows = [_row(m) for m in matters]
    columns = [arrow.array([row[name] for row in rows], kept.field(name).type) for name in MATTERS]
    return arrow.Table.from_arrays(columns, schema=kept)


def named(matter: Matter) -> Matter:
    """The matter under the ids that it has in the archive, and in what is cut out of it: of its claims, as they are."""
    return replace(matter, id=_lasting(matter.id), incident=_lasting(matter.incident))


@lru_cache(maxsize=64)  # a matter after the other is of one incident
def _lasting(provisional: str) -> str:
    """An id in the form that a ledger's have.

    >>> _lasting("i0123456789ab")
    'I-AERUKZ4JVM'
    """
    return f"{provisional[0].upper()}-{b32encode(bytes.fromhex(provisional[1:])).decode().rstrip('=')}"


def _row(m: Matter) -> dict[str, Any]:
    first, last = m.date or (None, None)
    row: dict[str, Any] = {name: getattr(m, name) for name in MATTERS if hasattr(m, name)}
    row |= {
        **{name: list(getattr(m, name)) for name in ("disputed", "conceded_by")},
        "camps": sorted({p.camp for p in m.positions}),
        "day_from": first and date.fromisoformat(first),
        "day_to": last and date.fromisoformat(last),
        "claims": sorted({c for p in m.positions for c in p.claims}),
        "reports": sorted({c.partition(".")[0] for p in m.positions for c in p.claims}),
        "matter": matter_in_json(m),
    }
    return {name: storable(value) if isinstance(value, str) else value for name, value in row.items()}
