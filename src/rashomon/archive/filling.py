"""Reports into an archive, part by part, by whatever reads: this process, several, or a cluster.

What comes in is cut into chunks and parts by its order and size alone. So the same inputs give the same parts, to the
byte, whoever read them and however often that was broken off: the next run begins at the first report of the first
part that was not done.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from rashomon.archive import folder as on_disk
from rashomon.archive.folder import About
from rashomon.archive.table_rows import Again, Entry, tables_of
from rashomon.archive.table_schemas import TABLES, library
from rashomon.intake import Skipped
from rashomon.ledger.core.rows import storable
from rashomon.model import NO_PACKS, Reading, Refusal, Report
from rashomon.reading.processes import read_among
from rashomon.version import __version__
from rashomon.world import load_world
from rashomon.world.automatic import Worlds, settled, worlds
from rashomon.world.pack_files import ALWAYS, packs_hash, shipped

CHUNK = 32
"""Rows of `reports` that are made at once."""
CHUNK_SIZE = 4_000_000
"""Bytes from which on a chunk is full."""
PART = 512
"""Rows of `reports` in a part: a minute or two of one core, which is what a killed program loses."""
PART_SIZE = 64_000_000
"""Bytes of texts and readings from which on a part is full: it is in memory until it is written."""

Chunk = list[Entry]
Made = Callable[[Iterator[Chunk]], Iterator[Mapping[str, Any]]]
"""Makes the tables of each chunk, in order."""


def fill(
    to: str | Path,
    incoming: Iterable[Report | Refusal | Skipped],
    packs: Sequence[str] = (),
    *,
    workers: int = 1,
    ray: str | None = None,
    anew: bool = False,
    part: int = PART,
    tell: Callable[[Refusal | Skipped], None] = lambda item: None,
) -> Iterator[Counter[str]]:
    """Reads what comes in into the archive in the folder `to`; says after each chunk, and at the end, how much it was.

    The counts are `read`, `unread` (a language that is not read), `refused`, `same` (there under another id), `there`
    (in the archive before), `skipped`, `words` and `parts`. With `ray` the address of a cluster reads, or "local", one
    that is made for it on this machine of so many `workers`; else so many processes read. `part` is another size of
    parts: whoever goes on must keep to it. `tell` hears of what was skipped, or cannot be opened.

    Raises RashomonError where the archive, and not one report, fails, or was begun by another version or in another
    world and is not to be read `anew`.
    """
    folder, how = Path(to), worlds(packs)
    wanted = About(__version__, world_hash(how), settled(packs))
    counts = Counter[str]()
    library("pyarrow")
    with on_disk.alone(folder):
        on_disk.begin(folder, wanted, anew)
        done = on_disk.parts(folder)
        fresh = _fresh(incoming, *_there(folder, done), counts, tell)
        if ray is None:
            make = _here(how, workers)
        else:
            from rashomon.archive import on_ray

            make = on_ray.on(ray, packs, wanted, workers)
        nth = len(done)
        waiting: list[Mapping[str, Any]] = []
        size = 0
        for tables in make(_chunks(fresh)):
            waiting.append(tables)
            size += _size(tables["reports"])
            counts.update(_counted(tables["reports"]))
            if sum(t["reports"].num_rows for t in waiting) >= part or size >= PART_SIZE:
                nth = _close(folder, nth, waiting, counts)
                waiting, size = [], 0
            yield counts
        if waiting:
            _close(folder, nth, waiting, counts)
        yield counts


def world_hash(how: Worlds) -> str:
    """Over all that readings depend on besides the texts: with packs that are chosen by a report's words, all that are
    shipped."""
    own = (how.given or load_world()).sha256
    choice = packs_hash((ALWAYS, *shipped())) if how.automatic else NO_PACKS
    return hashlib.sha256(f"{own}\0{choice}".encode()).hexdigest()


def _close(folder: Path, nth: int, waiting: Sequence[Mapping[str, Any]], counts: Counter[str]) -> int:
    arrow = library("pyarrow")
    on_disk.add_part(folder, nth, {t: arrow.concat_tables([w[t] for w in waiting]).combine_chunks() for t in TABLES})
    counts["parts"] += 1
    return nth + 1


def _size(reports: Any) -> int:
    """Bytes of the texts, which are the same wherever the table was made."""
    compute = library("pyarrow.compute")
    lengths = (compute.sum(compute.binary_length(reports.column(c))).as_py() for c in ("text", "raw", "reading"))
    return sum(n or 0 for n in lengths)


def _counted(reports: Any) -> Counter[str]:
    counts = Counter[str](reports.column("how").to_pylist())
    counts["words"] = sum(n or 0 for n in reports.column("words").to_pylist())
    return counts


# What comes in


def _there(folder: Path, done: Sequence[on_disk.Done]) -> tuple[set[int], set[str]]:
    """What is in the archive: of each row what tells it from others, and the keys of the reports."""
    marks, keys = set[int](), set[str]()
    parquet = library("pyarrow.parquet")
    for part in done:
        of = parquet.read_table(on_disk.file_of(folder, "reports", part.part), columns=["id", "key"])
        for id_, key in zip(of.column("id").to_pylist(), of.column("key").to_pylist(), strict=True):
            marks.add(_mark(id_, key))
            keys.add(key)
    return marks, keys


def _mark(id_: str, key: str | None) -> int:
    named = f"{storable(id_)}\0{key or ''}".encode()
    return int.from_bytes(hashlib.blake2b(named, digest_size=8).digest(), "big")


def _fresh(
    incoming: Iterable[Report | Refusal | Skipped],
    marks: set[int],
    keys: set[str],
    counts: Counter[str],
    tell: Callable[[Refusal | Skipped], None],
) -> Iterator[Entry]:
    """What is not in the archive yet, each once."""
    for item in incoming:
        if isinstance(item, Skipped):
            counts["skipped"] += 1
            tell(item)
            continue
        key = item.key if isinstance(item, Report) else None
        if (mark := _mark(item.id, key)) in marks:
            counts["there"] += 1
            continue
        marks.add(mark)
        if isinstance(item, Refusal):
            tell(item)
            yield item
        elif item.key in keys:
            yield Again(item)
        else:
            keys.add(item.key)
            yield item


def _chunks(fresh: Iterator[Entry]) -> Iterator[Chunk]:
    chunk: Chunk = []
    size = 0
    for entry in fresh:
        chunk.append(entry)
        if isinstance(entry, Report):
            size += len(entry.text) + len(entry.raw)
        if len(chunk) >= CHUNK or size >= CHUNK_SIZE:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


# Who reads


def _here(how: Worlds, workers: int) -> Made:
    """This process, or several of this machine."""

    def made(chunks: Iterator[Chunk]) -> Iterator[Mapping[str, Any]]:
        sizes: list[int] = []

        def flat() -> Iterator[Entry]:
            for chunk in chunks:
                sizes.append(len(chunk))
                yield from chunk

        read: Iterator[tuple[Entry, Reading | Refusal | None]] = read_among(flat(), how, workers=workers)
        for first in read:
            yield tables_of([first, *islice(read, sizes.pop(0) - 1)])

    return made
