"""Add these inputs to this ledger and gather: the one way in, for the commands and for Python.

What comes is received, read, stored and gathered, in this order; what cannot be is told, and stops nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from rashomon import ledger as book
from rashomon.errors import RashomonError
from rashomon.intake import Skipped, receive
from rashomon.ledger import Ledger
from rashomon.ledger.core import queries
from rashomon.ledger.write import store_reports
from rashomon.model import Reading, Refusal, Report
from rashomon.reading.isolated import read, read_among
from rashomon.sharing import privacy_scan
from rashomon.version import __version__
from rashomon.world import World, load_world
from rashomon.world.automatic import Worlds, only, worlds

Item = Report | Refusal | Skipped


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one thing that came in."""

    item: Item
    """The report; the Refusal of what could not be read; the Skipped of what is no report."""
    how: Literal["new", "edition", "alias", "same", "again", "refused", "not_stored", "skipped"]
    """Stored; stored as a new edition; there under other ids; there; read again; not read; not kept; no report."""
    why: str = ""
    """Of what was refused, not stored or skipped."""
    unread: bool = False
    """Whether it is kept without a reading: its language is not read."""


def add(
    ledger: Ledger,
    inputs: Iterable[str | Item],
    *,
    world: World | None = None,
    published: str | None = None,
    outlet: str | None = None,
    added_by: str | None = None,
) -> Iterator[Became]:
    """Puts reports into a ledger and gathers its matters, and says of each input what became of it, as it goes.

    `inputs` are names of files, folders and URLs, as `receive` takes them with `published`, `outlet` and `added_by`, or
    what it gives. The work is done as the answer is gone through; whoever stops halfway has stored what was told, and
    the matters are gathered the next time. Without a `world` each report is read in that of the packs that the ledger
    remembers and of those that its words call for; what is there and was read in another, or by another version, is
    read again.

    Raises RashomonError where the ledger, and not one report, fails.
    """
    how = worlds(book.packs(ledger)) if world is None else only(world)

    def incoming() -> Iterator[Item]:
        for given in inputs:
            if isinstance(given, str):
                yield from receive([given], published=published, outlet=outlet, added_by=added_by)
            else:
                yield given

    yield from put_in(ledger, incoming(), how)
    yield from read_again(ledger, how)
    bring_up(ledger, world or whole_world(ledger))


def whole_world(ledger: Ledger) -> World:
    """What is known of all conflicts that the ledger's reports are of: to gather them, and to share what they say."""
    return load_world(queries.all_packs(ledger))


def put_in(ledger: Ledger, incoming: Iterable[Item], how: Worlds) -> Iterator[Became]:
    """Stores what comes in; a report that this version read in its world is not read again."""

    def is_new(report: Report) -> bool:
        return not store_reports.is_read(ledger, report, __version__, lambda: how.of(report).sha256)

    for item, reading in read_among(incoming, how, is_new):
        yield _put(ledger, item, reading)


def _put(ledger: Ledger, item: Item, reading: Reading | Refusal | None) -> Became:
    if isinstance(reading, Refusal):
        item = reading
    if isinstance(item, Refusal):
        return Became(item, "refused", item.error)
    if isinstance(item, Skipped):
        return Became(item, "skipped", item.why)
    assert not isinstance(reading, Refusal), "it is the item then"
    try:
        added = book.add(ledger, item, reading, _now())
    except RashomonError as error:
        if error.thing != item.id:  # it is the ledger that fails, not this report
            raise
        return Became(item, "not_stored", str(error))
    return Became(item, added.how, unread=added.unread)


def read_again(ledger: Ledger, how: Worlds) -> Iterator[Became]:
    """Reads the ledger's reports again that another version read, or in another world."""
    same = [sha256 for sha256, packs in queries.worlds(ledger).items() if how.same(packs, sha256)]
    for report, reading in read(queries.outdated(ledger, __version__, same), how):
        if isinstance(reading, Refusal):
            yield Became(reading, "refused", reading.error)
        else:
            book.read_again(ledger, report.key, reading, _now())
            yield Became(report, "again", unread=reading is None)
    store_reports.forget_worlds(ledger)


def bring_up(ledger: Ledger, world: World) -> None:
    """Brings matters, and what is known of who is private, up to what the ledger holds."""
    book.gather_matters(ledger, world, _now())
    privacy_scan.hear_all(ledger, world)


def _now() -> datetime:
    return datetime.now(UTC)
