"""Add these inputs to this ledger and gather: the one way in, for the commands and for Python.

What comes is received, read, stored and gathered, in this order; what cannot be is told, and stops nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
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
from rashomon.world.automatic import Worlds, only, settled, worlds
from rashomon.world.toponyms import sound_key

WORD = re.compile(r"[^\W_]+")
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


def read_again(ledger: Ledger, how: Worlds, keys: Collection[str] | None = None) -> Iterator[Became]:
    """Reads the ledger's reports again that another version read, or in another world; with `keys`, of those."""
    old = queries.outdated(ledger, __version__, list(up_to_date(ledger, how)))
    for report, reading in read((r for r in old if keys is None or r.key in keys), how):
        if isinstance(reading, Refusal):
            yield Became(reading, "refused", reading.error)
        else:
            book.read_again(ledger, report.key, reading, _now())
            yield Became(report, "again", unread=reading is None)
    store_reports.forget_worlds(ledger)


def up_to_date(ledger: Ledger, how: Worlds) -> dict[str, tuple[str, ...]]:
    """The worlds, by their hashes with their packs, in which reports were read that would be read the same now."""
    good = queries.as_good(ledger)
    found: dict[str, tuple[str, ...]] = {}
    for old, packs in queries.worlds(ledger).items():
        as_good, with_packs = good.get(old, (old, packs))
        if how.same(packs, old) or how.same(with_packs, as_good):
            found[old] = packs
    return found


@contextmanager
def learning(ledger: Ledger, pack: str, names: Collection[str], sounding: bool = False) -> Iterator[list[str]]:
    """While a pack of this ledger is being changed by what these names stand for; made one of its packs, if it is not.

    Afterwards the list holds the keys of the reports that this bears on, which `read_again` reads: those in which one
    of the names stands, with `sounding` those too that name a place that sounds like one. All others stay as they are:
    a name tells nothing of a text that lacks it. Where the words of states and movements changed sides with it, all
    reports are to be read again.
    """
    before = worlds(book.packs(ledger))
    standing = up_to_date(ledger, before)
    keys: list[str] = []
    yield keys
    if pack not in book.packs(ledger):
        store_reports.remember_packs(ledger, settled((*book.packs(ledger), pack)))
    now = worlds(book.packs(ledger))
    if load_world(now.named).packs.sides != load_world(before.named).packs.sides:
        return keys.extend(key for key, _ in queries.texts(ledger))
    as_good: dict[str, tuple[str, tuple[str, ...]]] = {}
    for sha256, packs in standing.items():
        called = tuple(p for p in packs if p not in before.named and p not in now.named)
        new = (*(called if now.automatic else ()), *now.named)
        as_good[sha256] = load_world(new).sha256, new
    wanted = [f" {_words(n)} " for n in names]
    keys += [key for key, text in queries.texts(ledger) if any(map(f" {_words(text)} ".__contains__, wanted))]
    if sounding:
        like = {sound_key(n)[0] for n in names}
        places = ((r.key, p) for r, reading in book.all_read(ledger) for p in reading.places)
        keys += sorted({key for key, p in places if sound_key(p.text)[0] in like} - {*keys})
    return store_reports.outdate(ledger, keys, as_good)


def _words(text: str) -> str:
    """The letters and figures of a text, without case and marks: what two spellings of a name have in common."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(WORD.findall(text.casefold()))


def bring_up(ledger: Ledger, world: World) -> None:
    """Brings matters, and what is known of who is private, up to what the ledger holds."""
    book.gather_matters(ledger, world, _now())
    privacy_scan.hear_all(ledger, world)


def _now() -> datetime:
    return datetime.now(UTC)
