"""How long does one more report take in a ledger that holds many? Put into it, read already, and gathered."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import click

from rashomon import ledger as book
from rashomon.bench.desk import NOW, as_read
from rashomon.bench.linking import SIZES, made_up
from rashomon.ledger import Ledger
from rashomon.model import Reading, Report
from rashomon.world import World, load_world

MORE = 9
"""Reports that come one by one; the middle one of their times is printed, and the longest."""


def adding(sizes: Sequence[int] = SIZES) -> None:
    """Fills a ledger of each size with made-up claims, adds a few reports one by one, prints the processor time.

    They tell of the last days, as the last reports there do.
    """
    world = load_world(())
    for size in sizes:
        with (
            tempfile.TemporaryDirectory() as folder,
            book.open_ledger(Path(folder) / "large.rashomon") as ledger,
        ):
            ledger.db.execute("PRAGMA synchronous = OFF")  # it is made up: nothing is lost with it
            read = [(report, as_read(report, reading)) for report, reading in made_up(size)]
            for report, reading in read[:-MORE]:
                book.add(ledger, report, reading, NOW)
            start = time.process_time()
            book.gather_matters(ledger, world, NOW)
            whole = time.process_time() - start
            times = one_by_one(ledger, world, read[-MORE:])
        click.echo(
            f"one report more in a ledger of {size:,} claims: {statistics.median(times):.2f} s in the middle of {MORE},"
            f" {max(times):.2f} s at most (all of them gathered and written: {whole:.1f} s)"
        )


def one_by_one(ledger: Ledger, world: World, read: Sequence[tuple[Report, Reading]]) -> list[float]:
    """Seconds of processor time to put each into the ledger and to gather what it bears on."""
    times = []
    for report, reading in read:
        start = time.process_time()
        book.add(ledger, report, reading, NOW)
        book.gather_matters(ledger, world, NOW)
        times.append(time.process_time() - start)
    return times
