"""Readings on several cores: processes that read batches of reports, in order, in flat memory.

Each process has a parser and a gazetteer of its own (some 800 MB); what they read is stored by the one that asked.
They are started anew (`spawn`) and not forked: a fork copies the threads' locks of whoever called.
"""

from __future__ import annotations

import itertools
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Generic, NamedTuple, TypeVar

from rashomon.model import NO_PACKS, Reading, Refusal, Report
from rashomon.reading import isolated
from rashomon.world import World
from rashomon.world.automatic import Worlds, only, worlds

T = TypeVar("T")
Read = Reading | Refusal | None

BATCH = 16
"""Reports that a process takes at once: enough for the parser, so few that at the end none waits long for another."""
FEW = 2
"""Batches that this process reads by itself: others would take longer to start."""
LETTERS = 200_000
"""Characters from which on a batch is full: a book is a batch of its own."""
ITEMS = 256
"""Things from which on a batch is full, though few of them are to be read."""
AHEAD = 2
"""Batches a process that are in hand at once, so that none waits for work and memory stays flat."""
MEMORY = 1_500_000_000
"""Bytes of the machine's memory for each process."""


def cores() -> int:
    """How many processes to read with here: one a core that may be used, as far as there is memory for them."""
    try:
        usable = len(os.sched_getaffinity(0))
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):  # macOS, Windows
        usable, memory = os.cpu_count() or 1, MEMORY * 4
    return max(1, min(usable, memory // MEMORY))


def read_among(
    items: Iterable[T], world: World | Worlds, wanted: Callable[[Report], bool] = lambda report: True, workers: int = 1
) -> Iterator[tuple[T, Read]]:
    """As `isolated.read_among`, by so many processes; by this one where one will do or there are but few reports.

    A report on which a process ends (for want of memory, say) gets a refusal, and the rest are read. Whoever stops
    going through the answer stops the processes.
    """
    how = only(world) if isinstance(world, World) else world
    if workers <= 1:
        yield from isolated.read_among(items, how, wanted)
        return
    batches = _batches(iter(items), wanted)
    first: list[_Batch[T]] = []
    failed: Exception | None = None
    try:
        first += itertools.islice(batches, FEW + 1)
    except Exception as error:  # of what comes in, or of the ledger: what came before it is still given
        failed = error
    if len(first) <= FEW:
        for batch in first:
            yield from _of_this_process(batch, how)
        if failed is not None:
            raise failed
        return
    with _processes(how, workers) as pool:
        in_hand: deque[tuple[_Batch[T], Future[list[Read]]]] = deque()

        def take(batch: _Batch[T]) -> None:
            in_hand.append((batch, pool.submit(batch.reports)))

        def give() -> Iterator[tuple[T, Read]]:
            batch, future = in_hand.popleft()
            try:
                readings = future.result()
            except BrokenProcessPool:
                readings = pool.one_by_one(batch.reports)
                waiting = [b for b, _ in in_hand]
                in_hand.clear()
                for b in waiting:
                    take(b)
            yield from batch.with_(readings)

        for batch in first:
            take(batch)
        while True:
            try:
                more = next(batches, None)
            except Exception as error:
                failed, more = error, None
            if more is None:
                break
            take(more)
            while len(in_hand) > AHEAD * workers:
                yield from give()
        while in_hand:
            yield from give()
        if failed is not None:
            raise failed


def read(reports: Iterable[Report], world: World | Worlds, workers: int = 1) -> Iterator[tuple[Report, Read]]:
    """The same of reports alone."""
    return read_among(reports, world, workers=workers)


class _Batch(NamedTuple, Generic[T]):
    items: list[T]
    reports: list[Report]
    """Those of the items that are to be read, in their order."""

    def with_(self, readings: Sequence[Read]) -> Iterator[tuple[T, Read]]:
        left = deque(zip(self.reports, readings, strict=True))
        for item in self.items:
            yield item, left.popleft()[1] if left and left[0][0] is item else None


def _batches(items: Iterator[T], wanted: Callable[[Report], bool]) -> Iterator[_Batch[T]]:
    """What comes in, cut into batches. What goes wrong on the way is raised after the batch of what came before it."""
    batch: _Batch[T] = _Batch([], [])
    letters = 0
    failed: Exception | None = None
    while True:
        try:
            item = next(items)
            new = isinstance(item, Report) and wanted(item)
        except StopIteration:
            break
        except Exception as error:
            failed = error
            break
        batch.items.append(item)
        if new and isinstance(item, Report):
            batch.reports.append(item)
            letters += len(item.text)
        if len(batch.reports) >= BATCH or letters >= LETTERS or len(batch.items) >= ITEMS:
            yield batch
            batch, letters = _Batch([], []), 0
    if batch.items:
        yield batch
    if failed is not None:
        raise failed


def _of_this_process(batch: _Batch[T], how: Worlds) -> Iterator[tuple[T, Read]]:
    return batch.with_([reading for _, reading in isolated.read(batch.reports, how)])


class _Pool:
    """Processes that are started again when one of them ends."""

    def __init__(self, how: Worlds, workers: int) -> None:
        self.how, self.workers = how, workers
        self.start()

    def start(self) -> None:
        context = get_context("spawn")
        theirs, self.ours = context.Pipe(duplex=False)
        packs = (*(() if self.how.automatic else (NO_PACKS,)), *self.how.named)
        self.executor = ProcessPoolExecutor(self.workers, context, _prepare, (theirs, packs))

    def submit(self, reports: list[Report]) -> Future[list[Read]]:
        with no_interrupt():  # a process inherits it: Ctrl-C is for the one that asked
            try:
                return self.executor.submit(_readings, reports)
            except BrokenProcessPool as error:
                broken: Future[list[Read]] = Future()
                broken.set_exception(error)
                return broken

    def one_by_one(self, reports: list[Report]) -> list[Read]:
        """The readings of a batch on which a process may have ended: each report for itself, to find which it was."""
        self.stop()
        self.start()
        readings: list[Read] = []
        for report in reports:
            try:
                readings += self.submit([report]).result()
            except BrokenProcessPool:
                why = "the process that read it was ended by the system, as it is where memory runs out. Split it"
                readings.append(Refusal(report.id, why))
                self.stop()
                self.start()
        return readings

    def stop(self) -> None:
        """Ends the processes where they are."""
        self.ours.close()
        self.executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _processes(how: Worlds, workers: int) -> Iterator[_Pool]:
    pool = _Pool(how, workers)
    try:
        yield pool
    finally:
        pool.stop()


@contextmanager
def no_interrupt() -> Iterator[None]:
    """Keeps Ctrl-C waiting, where the system can."""
    mask = getattr(signal, "pthread_sigmask", None)
    before = mask(signal.SIG_BLOCK, {signal.SIGINT}) if mask else None
    try:
        yield
    finally:
        if mask and before is not None:
            mask(signal.SIG_SETMASK, before)


_how: Worlds | None = None


def _prepare(asked_by: Connection, packs: tuple[str, ...]) -> None:
    """In a process: ends with the one that asked, however that ended, and opens the world."""
    global _how
    threading.Thread(target=end_with, args=(asked_by,), daemon=True).start()
    _how = worlds(packs)


def end_with(asked_by: Connection) -> None:
    """Ends this process when the one that holds the other end of the pipe has ended."""
    try:
        asked_by.recv_bytes()  # nothing is ever sent: it returns when the other end is closed
    except (EOFError, OSError):
        os._exit(0)


def _readings(reports: list[Report]) -> list[Read]:
    assert _how is not None, "the process was prepared"
    return [reading for _, reading in isolated.read(reports, _how)]
