"""Readings of many reports, of which one that breaks the reading stops none: it gets a refusal, and the rest go on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from rashomon.errors import RashomonError, was_out_of_memory
from rashomon.model import Reading, Refusal, Report
from rashomon.reading import readers
from rashomon.world import World
from rashomon.world.automatic import Worlds, worlds

T = TypeVar("T")


def read(
    reports: Iterable[Report], world: World | Worlds | None = None
) -> Iterator[tuple[Report, Reading | Refusal | None]]:
    """Each report with its reading, in order, lazily and in flat memory.

    In one world, or each in its own; with neither given, in that of the shipped packs that its words call for.

    None stands for a report in a language that is not read, a Refusal for one that the reading breaks on: that is a
    fault of ours, and says so. RashomonError where nothing can be read at all (no model).
    """
    return read_among(reports, worlds() if world is None else world)


def read_among(
    items: Iterable[T], world: World | Worlds, wanted: Callable[[Report], bool] = lambda report: True
) -> Iterator[tuple[T, Reading | Refusal | None]]:
    """The same where other things come between the reports; those, and reports that are not `wanted`, have None."""
    items = iter(items)
    waiting: deque[tuple[T, bool]] = deque()
    ended: list[Exception | None] = []

    def to_read() -> Iterator[Report]:
        try:
            for item in items:
                new = isinstance(item, Report) and wanted(item)
                waiting.append((item, new))
                if new and isinstance(item, Report):
                    yield item
            ended.append(None)
        except Exception as error:
            ended.append(error)

    def unread(upto: Report | None) -> Iterator[tuple[T, Reading | Refusal | None]]:
        """What came before this report (or all that waits) and is not to be read."""
        while waiting and waiting[0][0] is not upto:
            item, new = waiting.popleft()
            yield item, alone(item, world) if new and isinstance(item, Report) else None

    while not ended:
        try:
            for report, reading in readers.read(to_read(), world):
                yield from unread(report)
                item, _ = waiting.popleft()
                yield item, reading
        except RashomonError:
            raise
        except Exception:
            # The reports in hand are read again below, one by one, to find the one that did it.
            if not waiting:
                raise
        yield from unread(None)
    if ended[0] is not None:
        raise ended[0]


def alone(report: Report, world: World | Worlds) -> Reading | Refusal | None:
    """The reading of one report, as `read` gives it."""
    try:
        [(_, reading)] = readers.read([report], world)
    except Exception as error:
        why = f"a fault in the reading ({type(error).__name__}: {error}); please report it"
        if was_out_of_memory(error):
            why = "there is not enough memory to read it. Close other programs, or split it"
        return Refusal(report.id, why)
    return reading
