"""How fast is an archive filled, by one process and by two, and does one that was killed come to the same?"""

from __future__ import annotations

import hashlib
import os
import random
import resource
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click

from rashomon import archive as room
from rashomon import examples, ledger
from rashomon.archive import folder as on_disk
from rashomon.bench.large import gathering, ledger_of
from rashomon.bench.speed import alone, peak_mb
from rashomon.errors import RashomonError
from rashomon.intake import receive
from rashomon.intake.parts import parts
from rashomon.model import Report

WORDS = 350
"""In a report that is made up."""
MONTHS = 36
PARTS = 8
"""In the archives that are made here."""
BESIDE = 256
"""Reports that spaCy parses by itself."""
KILLED_AFTER = 2
"""Parts after which the one that is to be killed is."""

QUESTIONS = {
    "claims by camp and kind": "SELECT camp, kind, count(*) FROM v_claims GROUP BY ALL",
    "largest toll a month by camp": "SELECT month(published), camp, max(killed_low) FROM v_claims GROUP BY ALL",
    "outlets with one side alone": "SELECT outlet FROM v_statements GROUP BY outlet HAVING count(DISTINCT camp) = 1",
}


@dataclass(frozen=True, slots=True)
class Filled:
    counts: Counter[str]
    seconds: float
    cpu: float
    """Of this process and of those it started."""
    steady: float
    """Words a second after the first chunk, when all is loaded."""


def archive(
    reports: int = 100_000, keep: str | None = None, words: int = WORDS, claims: int = 1_000_000, pages: bool = True
) -> bool:
    """Makes reports up, reads them into archives, and prints what it took. Says whether a killed run came to the same.

    `keep` is a folder for the archive of two processes. `words` are in a report. So many `claims`, made up as well, are
    gathered in another archive, and put into a ledger with the desk on it where `pages` are wanted.
    """
    with tempfile.TemporaryDirectory() as scratch:
        told_of: list[str] = []
        one, two = Path(scratch) / "one", Path(keep) if keep else Path(scratch) / "two"
        told = [(n, _fill(to, reports, words, n)) for n, to in ((1, one), (2, two))]
        for workers, of in told:
            _print(workers, of)
        first, second = (of for _, of in told)
        click.echo(f"two processes against one: {second.steady / first.steady:.2f} times the words a second")
        _beside(reports, words, first)
        click.echo(f"peak memory: {peak_mb():,.0f} MB here, {_children_mb():,.0f} MB in the largest process that read")
        held = sum(f.stat().st_size for f in one.rglob("*.parquet"))
        click.echo(f"on the disk: {held / 1e6:,.1f} MB, {held / first.counts['read'] / 1e3:.1f} kB a report")
        _ask(one)
        _cut(one, Path(scratch) / "cut.rashomon")
        seconds = _seconds(lambda: told_of.extend(room.gather_archive(one)))
        click.echo(f"gathered: {len(told_of):,} matters in {seconds:.1f} s")
        gathering(claims, Path(scratch), pages)
        if pages:
            ledger_of(claims, Path(scratch) / "large.rashomon")
        same = _hashes(one) == _hashes(two)
        click.echo(f"the parts of two processes are those of one, to the byte: {'yes' if same else 'NO'}")
        killed = Path(scratch) / "killed"
        resumed = _killed(killed, reports, words) and _hashes(one) == _hashes(killed)
        click.echo(f"killed and resumed, to the byte the same: {'yes' if resumed else 'NO'}")
    return same and resumed


def made_up(reports: int, words: int = WORDS, seed: int = 1) -> Iterator[Report]:
    """Reports of sentences of the examples, shuffled: the same for the same arguments."""
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    texts = [r.text for r in receive([str(examples.reports())]) if isinstance(r, Report) and r.language == "en"]
    paragraphs = [line for text in texts for line in text.split("\n") if len(line.split()) > 12]
    for n in range(reports):
        chosen: list[str] = []
        while sum(len(p.split()) for p in chosen) < words:
            chosen.append(rng.choice(paragraphs))
        text = "\n\n".join([f"Report {n} of this day.", *chosen])
        month = n * MONTHS // reports
        published = f"{2017 + month // 12}-{1 + month % 12:02}-{1 + n % 28:02}"
        raw = text.encode()
        yield Report(
            id=f"made-{n}",
            text=text,
            sha256=hashlib.sha256(raw).hexdigest(),
            raw=raw,
            parts=parts(text, None),
            outlet=f"outlet {rng.randrange(40)}",
            published=published,
            published_from="given",
            language="en",
        )


def _fill(to: Path, reports: int, words: int, workers: int, killed_after: int | None = None) -> Filled:
    counts, start, cpu = Counter[str](), time.perf_counter(), _cpu()
    loaded: tuple[float, int] | None = None
    for counts in room.fill(to, made_up(reports, words), ("none",), workers=workers, part=_part(reports)):
        if counts["parts"] == killed_after:
            os.kill(os.getpid(), signal.SIGKILL)
        loaded = loaded or (time.perf_counter(), counts["words"])
    if loaded is None or counts["words"] == loaded[1]:
        raise RashomonError("bench archive", "there is but one chunk of reports", "Ask for more with --reports.")
    end = time.perf_counter()
    steady = (counts["words"] - loaded[1]) / (end - loaded[0])
    return Filled(counts, end - start, _cpu() - cpu, steady)


def _beside(reports: int, words: int, of: Filled) -> None:
    """spaCy by itself on some of the reports, right after: what the whole reading takes as a ratio to it."""
    some = [*islice(made_up(reports, words), BESIDE)]
    for name, rate in alone([r.text for r in some]).items():
        click.echo(
            f"{name}: {rate:,.0f} words a second; one process that reads takes {rate / of.steady:.2f} times as long"
        )


def _part(reports: int) -> int:
    return max(1, min(512, reports // PARTS))


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def _children_mb() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6


def _print(workers: int, of: Filled) -> None:
    c = of.counts
    click.echo(
        f"{c['read']:,} reports, {c['words']:,} words, {c['parts']} parts, {workers} process{'es' * (workers > 1)}:"
        f" {of.seconds:.1f} s in all, {of.steady:,.0f} words a second once loaded,"
        f" {c['words'] / of.cpu:,.0f} a second of processor time"
    )


def _ask(folder: Path) -> None:
    db = room.open(folder)
    for question, sql in QUESTIONS.items():
        seconds = _seconds(lambda sql=sql: [*room.ask(db, sql).rows])  # type: ignore[misc]
        click.echo(f"asked for {question}: {seconds * 1000:.0f} ms")
    db.close()


def _cut(folder: Path, file: Path) -> None:
    with ledger.open_ledger(file) as book:
        done: list[int] = []
        seconds = _seconds(lambda: done.extend(room.cut(folder, room.chosen(folder, "month(published) = 1"), book)))
    click.echo(f"cut into a ledger: {len(done)} reports in {seconds:.1f} s (not gathered)")


def _seconds(run: Callable[[], Any]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _hashes(folder: Path) -> list[object]:
    return [(p.part, p.sha256) for p in on_disk.parts(folder)]


def _killed(folder: Path, reports: int, words: int) -> bool:
    """Whether a run was killed in the middle, with reports in hand; it is finished then."""
    run = get_context("spawn").Process(target=_fill, args=(folder, reports, words, 2, KILLED_AFTER))
    run.start()
    run.join()
    if run.exitcode != -signal.SIGKILL or len(on_disk.parts(folder)) != KILLED_AFTER:
        return False
    _fill(folder, reports, words, 2)
    return True
