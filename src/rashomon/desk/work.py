"""One ledger, two threads: pages are answered by one, gathering and exports are done by the other.

A ledger belongs to the thread that opened it. One thread for all pages keeps each answer whole, and the lists in memory
are made once; what takes long has its own, and a page does not wait for it.
"""

from __future__ import annotations

import asyncio
import contextvars
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from rashomon import ledger as book
from rashomon.errors import RashomonError
from rashomon.ledger import Ledger
from rashomon.sharing import Shared, share
from rashomon.sharing.records import Profile
from rashomon.world import World, load_world

T = TypeVar("T")


class Worker:
    """A thread with its own connection to the ledger, opened when it is first asked."""

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        self.threads = ThreadPoolExecutor(1, thread_name_prefix=name)
        self.ledger: Ledger | None = None

    def put(self, function: Callable[[Ledger], T]) -> Future[T]:
        context = contextvars.copy_context()
        return self.threads.submit(lambda: context.run(self._call, function))

    async def ask(self, function: Callable[[Ledger], T]) -> T:
        return await asyncio.wrap_future(self.put(function))

    def _call(self, function: Callable[[Ledger], T]) -> T:
        if self.ledger is None:
            writable = os.access(self.path, os.W_OK) and os.access(self.path.absolute().parent, os.W_OK)
            self.ledger = book.open_ledger(self.path, create=False, readonly=not writable)
        return function(self.ledger)

    def close(self) -> None:
        def close() -> None:
            if self.ledger is not None:
                self.ledger.close()

        self.threads.submit(close).result()
        self.threads.shutdown()


def world_of(ledger: Ledger) -> World:
    return load_world(book.packs(ledger))


def utc_now() -> datetime:
    return datetime.now(UTC)


class Gathering:
    """Gathers what reports or decisions bear on, in the other thread, when they came."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.running: Future[None] | None = None
        self.failed: tuple[int, str] | None = None
        """The generation that could not be gathered, and why."""

    def look(self, ledger: Ledger) -> bool:
        """Whether the matters are older than what they are made from; if so, they are being gathered from now on."""
        if book.is_gathered(ledger) or ledger.readonly:
            return False
        idle = self.running is None or self.running.done()
        if idle and (self.failed is None or self.failed[0] != book.generation(ledger)):
            self.running = self.worker.put(self._gather)
        return True

    async def wait(self, seconds: float) -> None:
        """Waits for what is running, not longer than this: a small ledger is done before the next page is shown."""
        if self.running is not None:
            await asyncio.wait([asyncio.wrap_future(self.running)], timeout=seconds)

    def _gather(self, ledger: Ledger) -> None:
        of = book.generation(ledger)
        try:
            book.gather_matters(ledger, world_of(ledger), utc_now())
        except RashomonError as error:
            self.failed = of, str(error)


class Exports:
    """What may leave, under each profile, kept until the ledger moves on: to make it takes long in a large ledger."""

    def __init__(self) -> None:
        self.kept: dict[Profile, tuple[object, Shared]] = {}

    def what(self, ledger: Ledger, profile: Profile) -> Shared:
        """Made anew where the ledger moved on since."""
        state = (book.generation(ledger), book.is_gathered(ledger), book.latest(ledger), book.packs(ledger))
        if profile in self.kept and self.kept[profile][0] == state:
            return self.kept[profile][1]
        matters, read = book.in_play(ledger)
        shared = share(
            matters, read, world_of(ledger), profile=profile, rulings=book.reviews(ledger),
            people=book.persons(ledger), ruled_figures=book.figures(ledger),
        )  # fmt: skip
        self.kept[profile] = state, shared
        return shared
