"""A function over many tasks by several processes of this machine, in the order of the tasks and in flat memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Thread
from typing import Protocol, TypeVar

from rashomon.reading.processes import end_with, no_interrupt

Task = TypeVar("Task")
Made = TypeVar("Made")

AHEAD = 2
"""Tasks a process that are in hand at once."""


class Each(Protocol):
    """What a function gives of each task. Both are pickled where there are several processes."""

    def __call__(self, make: Callable[[Task], Made], tasks: Iterable[Task], /) -> Iterator[Made]: ...


@contextmanager
def processes(workers: int) -> Iterator[Each]:
    """So many processes, or this one where one is enough. They end with this one, however it ends."""
    if workers <= 1:
        yield map
        return
    context = get_context("spawn")  # not forked: a fork copies the locks of Arrow's threads
    theirs, ours = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(workers, context, _begin, (theirs,))

    def each(make: Callable[[Task], Made], tasks: Iterable[Task], /) -> Iterator[Made]:
        coming = iter(tasks)
        in_hand: deque[Future[Made]] = deque()
        while True:
            with no_interrupt():
                in_hand += [pool.submit(make, task) for task in islice(coming, AHEAD * workers - len(in_hand))]
            if not in_hand:
                return
            yield in_hand.popleft().result()

    try:
        yield each
    finally:
        ours.close()
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(asked_by: Connection) -> None:
    Thread(target=end_with, args=(asked_by,), daemon=True).start()
