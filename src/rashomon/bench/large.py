"""What is large: so many claims gathered in an archive, one report more in a ledger of them, and the desk on it."""

from __future__ import annotations

import asyncio
import math
import random
import resource
import statistics
import time
from itertools import islice
from pathlib import Path

import click

from rashomon import archive as room
from rashomon import ledger as book
from rashomon.archive import folder as on_disk
from rashomon.archive.shown_rows import Archive
from rashomon.archive.table_rows import tables_of
from rashomon.bench import desk
from rashomon.bench.linking import one_after_another
from rashomon.bench.one_more import MORE, one_by_one
from rashomon.bench.speed import peak_mb
from rashomon.desk.archive_desk import make_archive_app
from rashomon.desk.safety import safety
from rashomon.matters.incident_rows import GRAVEST
from rashomon.model import NO_PACKS
from rashomon.version import __version__
from rashomon.world import load_world

SMALLER = 10
"""How many times fewer claims are gathered first, to see how the time grows."""
A_PART = 512
A_REPORT = 7
"""Claims in a made-up report, about."""
WORKERS = 2
ALONE = "SELECT place, day_from, kind, count(*), max(killed_low), count(DISTINCT actor_camp) FROM v_claims GROUP BY ALL"
"""Counts that need no matters: what it costs to touch every claim at all."""


def gathering(claims: int, scratch: Path, pages: bool = True) -> None:
    """Gathers archives of a tenth of the claims and of all, and prints seconds, memory, growth, and DuckDB beside."""
    smaller, larger = (_gathered(n, scratch / f"claims-{n}") for n in (max(100, claims // SMALLER), claims))
    growth = math.log(larger[1] / smaller[1]) / math.log(larger[0] / smaller[0])
    click.echo(f"growth: n^{growth:.2f} from {smaller[0]:,} claims to {larger[0]:,}")
    if pages:
        pages_of(scratch / f"claims-{claims}")


def pages_of(folder: Path) -> None:
    """The pages that the desk shows of an archive: milliseconds of the processor, and in brackets by the clock."""
    rng = random.Random(4)  # noqa: S311 - nothing secret
    start = time.perf_counter()
    app = make_archive_app(folder, safety("127.0.0.1", None))
    click.echo(f"the desk opens the archive in {time.perf_counter() - start:.1f} s")
    archive = Archive(folder)
    rows = [row for page in range(1, 1 + archive.incidents().pages, 7) for row in archive.incidents(page=page).rows]
    reports = archive.reports().pages
    pages: desk.Addresses = {
        "/incidents": lambda: f"/incidents?page={rng.randint(1, 400)}&status={rng.choice(GRAVEST)}",
        "/incidents/ID": lambda: f"/incidents/{rng.choice(rows)['id']}",
        "/matters": lambda: f"/matters?page={rng.randint(1, 400)}",
        "/reports": lambda: f"/reports?page={rng.randint(1, reports)}",
        "/reports/KEY": lambda: f"/reports/{rng.choice(archive.reports(page=rng.randint(1, reports)).rows)['key']}",
    }
    for name, make in pages.items():
        took = asyncio.run(desk.times(app, [make() for _ in range(1 + desk.ASKED)]))[1:]
        wall, processor = (sorted(t[i] for t in took)[int(len(took) * 0.95)] for i in (0, 1))
        click.echo(f"{name:20} of the archive: {processor:4.0f} ({wall:.0f}) p95")


def _gathered(claims: int, folder: Path) -> tuple[int, float]:
    """How many claims there are, and the seconds of processor time."""
    _made(claims, folder)
    start = time.perf_counter(), _cpu()
    matters = sum(1 for _ in room.gather_archive(folder, WORKERS))
    took, used = time.perf_counter() - start[0], _cpu() - start[1]
    db = room.open(folder)
    alone = time.perf_counter()
    counted = sum(row[3] for row in room.ask(db, ALONE).rows)
    alone = time.perf_counter() - alone
    db.close()
    largest = max(peak_mb(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6)
    click.echo(
        f"{counted:,} claims gathered by {WORKERS} processes: {matters:,} matters in {took:.1f} s, {used:.1f} s of"
        f" processor time, {largest:,.0f} MB at most so far in the largest process; DuckDB alone counts them by place,"
        f" day and kind in {alone:.3f} s, {took / alone:,.0f} times less"
    )
    return counted, used


def _made(claims: int, folder: Path) -> None:
    folder.mkdir()
    on_disk.begin(folder, on_disk.About(__version__, "made up", (NO_PACKS,)))
    read = ((report, desk.as_read(report, reading)) for report, reading in one_after_another(claims))
    size = min(A_PART, math.ceil(claims / A_REPORT / WORKERS))  # a part is what a process takes at once
    for n, some in enumerate(iter(lambda: list(islice(read, size)), [])):
        on_disk.add_part(folder, n, tables_of(some))


def ledger_of(claims: int, file: Path) -> None:
    """One report more in a ledger of so many claims, and the pages of the desk on it."""
    start = time.perf_counter()
    left = desk.large_ledger(file, claims, MORE)
    click.echo(f"a ledger of {claims:,} claims made and gathered in {time.perf_counter() - start:.1f} s")
    with book.open_ledger(file) as ledger:
        times = one_by_one(ledger, load_world(()), left)
    click.echo(
        f"one report more in it: {1000 * statistics.median(times):.0f} ms in the middle of {len(times)},"
        f" {1000 * max(times):.0f} ms at most"
    )
    desk.desk(keep=str(file))


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)
