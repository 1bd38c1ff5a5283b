"""Add these inputs to this ledger and gather: the one way in, for the commands and for Python.

What comes is received, read, stored and gathered, in this order; what cannot be is told, and stops nothing else.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from rashomon import ledger as book
from rashomon.errors import RashomonError
from rashomon.intake import Skipped, from_bytes, receive
from rashomon.intake.make_report import Source
from rashomon.intake.told import Told, listening, share_kept, told_of
from rashomon.intake.url import is_url
from rashomon.ledger import Ledger
from rashomon.ledger.core import queries
from rashomon.ledger.write import intake_lines, store_reports
from rashomon.model import Reading, Refusal, Report
from rashomon.reading.processes import read, read_among
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
    told: Told | None = None
    """What was guessed and left out; None of what was read again."""
    statements: int | None = None
    """Found by this reading; None where none was made."""


@dataclass(slots=True)
class Round:
    """One round of adding, for the log: it is begun in the ledger by the first thing that comes.

    Mutable, as `input` is told while things come: the file, URL or the like that the next ones are of.
    """

    way: intake_lines.Way = "read"
    by: str | None = None
    batch: int | None = None
    input: str | None = None
    """None: what comes is an input by itself."""

    def enter(self, name: str) -> None:
        self.input = name


@dataclass(frozen=True, slots=True)
class _Heard:
    """What comes in, with what its readers say of it. `told` waits for the readings, which come in the same order."""

    incoming: Iterable[Item]
    round: Round
    told: deque[Told] = field(default_factory=deque)

    def items(self) -> Iterator[Item]:
        with listening() as records:
            for item in self.incoming:
                self.told.append(told_of(item, item.id if self.round.input is None else self.round.input, records))
                yield item


def add(
    ledger: Ledger,
    inputs: Iterable[str | Item],
    *,
    world: World | None = None,
    published: str | None = None,
    outlet: str | None = None,
    added_by: str | None = None,
    workers: int = 1,
) -> Iterator[Became]:
    """Puts reports into a ledger and gathers its matters, and says of each input what became of it, as it goes.

    `inputs` are names of files, folders and URLs, as `receive` takes them with `published`, `outlet` and `added_by`, or
    what it gives. The work is done as the answer is gone through; whoever stops halfway has stored what was told, and
    the matters are gathered the next time. Without a `world` each report is read in that of the packs that the ledger
    remembers and of those that its words call for; what is there and was read in another, or by another version, is
    read again.

    With more than one of `workers` so many processes read (`rashomon.reading.processes`). They import the script that
    asks for them: it needs its `if __name__ == "__main__":`.

    Raises RashomonError where the ledger, and not one report, fails.
    """
    how = worlds(book.packs(ledger)) if world is None else only(world)
    round_ = Round(by=added_by)

    def incoming() -> Iterator[Item]:
        for given in inputs:
            if isinstance(given, str):
                yield from receive(
                    [given], published=published, outlet=outlet, added_by=added_by, entering=round_.enter
                )
            else:
                round_.input = None
                yield given

    yield from put_in(ledger, incoming(), how, round_, workers)
    yield from read_again(ledger, how, workers=workers)
    bring_up(ledger, world or whole_world(ledger))


def whole_world(ledger: Ledger) -> World:
    """What is known of all conflicts that the ledger's reports are of: to gather them, and to share what they say."""
    return load_world(queries.all_packs(ledger))


def put_in(
    ledger: Ledger, incoming: Iterable[Item], how: Worlds, round_: Round | None = None, workers: int = 1
) -> Iterator[Became]:
    """Stores what comes in, with its line of the log; a report that this version read in its world is not read again.

    `incoming` tells `round_` what it comes from, as it goes.
    """
    round_ = round_ or Round()
    heard = _Heard(incoming, round_)

    def is_new(report: Report) -> bool:
        return not store_reports.is_read(ledger, report, __version__, lambda: how.of(report).sha256)

    for item, reading in read_among(heard.items(), how, is_new, workers):
        yield _put(ledger, item, reading, heard.told.popleft(), round_)


def put_in_waiting(ledger: Ledger, how: Worlds) -> Iterator[Became]:
    """Stores what the desk took in and nobody read yet, the oldest first. One that is told of to the end waits no more:
    stopped in between, it is read once more, and what is stored of it is there."""
    while (waiting := intake_lines.next_waiting(ledger)) is not None:
        yield from put_in_one(ledger, waiting, how)


def put_in_one(ledger: Ledger, waiting: intake_lines.Waiting, how: Worlds) -> Iterator[Became]:
    """Stores one thing that the desk took in."""
    round_ = Round("desk", waiting.by, waiting.batch, waiting.name)
    try:
        yield from put_in(ledger, _waiting_items(waiting), how, round_)
    except RashomonError:
        raise  # the ledger fails, or the model: it waits on
    except Exception as error:
        why = f"{waiting.name}: a fault in Rashomon itself ({type(error).__name__}); please report it."
        refusal = Refusal(waiting.name, why)
        intake_lines.note_unstored(ledger, _entry(refusal, Told(waiting.name), waiting.batch), "refused", why, _now())
        yield Became(refusal, "refused", why, told=Told(waiting.name))
    intake_lines.was_read(ledger, waiting.n)


def _waiting_items(waiting: intake_lines.Waiting) -> Iterator[Item]:
    if waiting.data is not None:
        return from_bytes(waiting.data, Source(waiting.name, waiting.published, waiting.outlet, waiting.by))
    if not is_url(waiting.name):  # never a path of this machine
        return iter([Refusal(waiting.name, f"{waiting.name}: it is no URL. Write it in full, as https://...")])
    return receive([waiting.name], published=waiting.published, outlet=waiting.outlet, added_by=waiting.by)


def would_put_in(
    ledger: Ledger | None, incoming: Iterable[Item], how: Worlds, round_: Round | None = None, workers: int = 1
) -> Iterator[Became]:
    """The same without a word written: what would become of each thing; without a ledger, in a new one.

    Two reports of this round that would be editions of each other are told as two new ones.
    """
    heard, seen = _Heard(incoming, round_ or Round()), set[str]()
    for item, reading in read_among(heard.items(), how, workers=workers):
        told = heard.told.popleft()
        item, how_, why = _unstored(item, reading)
        if how_ or not isinstance(item, Report):
            yield Became(item, how_ or "refused", why, told=told)
            continue
        would = "same" if item.key in seen else store_reports.would_be(ledger, item) if ledger else "new"
        seen.add(item.key)
        assert not isinstance(reading, Refusal), "that is not stored"
        kept = share_kept(item) if would in ("new", "edition") else None
        found = len(reading.statements) if reading else None
        yield Became(item, would, unread=reading is None, told=replace(told, kept=kept), statements=found)


def _unstored(item: Item, reading: Reading | Refusal | None) -> tuple[Item, Literal["refused", "skipped"] | None, str]:
    """What is no report, or could not be read: why. None of what is to be stored."""
    if isinstance(reading, Refusal):
        item = reading
    if isinstance(item, Refusal):
        return item, "refused", item.error
    return (item, "skipped", item.why) if isinstance(item, Skipped) else (item, None, "")


def _put(ledger: Ledger, item: Item, reading: Reading | Refusal | None, told: Told, round_: Round) -> Became:
    item, unstored, why = _unstored(item, reading)
    if round_.batch is None:
        round_.batch = intake_lines.begin(ledger, round_.way, by=round_.by, now=_now())
    if unstored or not isinstance(item, Report):
        intake_lines.note_unstored(ledger, _entry(item, told, round_.batch), unstored or "refused", why, _now())
        return Became(item, unstored or "refused", why, told=told)
    assert not isinstance(reading, Refusal), "it is the item then"
    if store_reports.would_be(ledger, item) in ("new", "edition"):
        told = replace(told, kept=share_kept(item))
    try:
        added = book.add(ledger, item, reading, _now(), _entry(item, told, round_.batch))
    except RashomonError as error:
        if error.thing != item.id:  # it is the ledger that fails, not this report
            raise
        intake_lines.note_unstored(ledger, _entry(item, told, round_.batch), "not_stored", str(error), _now())
        return Became(item, "not_stored", str(error), told=told)
    found = len(reading.statements) if reading else None
    return Became(item, added.how, unread=added.unread, told=told, statements=found)


def _entry(item: Item, told: Told, batch: int) -> intake_lines.Entry:
    return intake_lines.Entry(
        batch, told.input, item.id, item.published_from if isinstance(item, Report) else None, told.characters,
        told.furniture, told.kept, told.guessed, told.notes,
    )  # fmt: skip


def files_of(ledger: Path) -> frozenset[Path]:
    """The ledger's file, and those that SQLite keeps beside it."""
    file = Path(os.path.realpath(ledger))
    return frozenset(file.with_name(file.name + end) for end in ("", "-wal", "-shm", "-journal", "-recoding"))


def read_again(ledger: Ledger, how: Worlds, keys: Collection[str] | None = None, workers: int = 1) -> Iterator[Became]:
    """Reads the ledger's reports again that another version read, or in another world; with `keys`, of those."""
    old = queries.outdated(ledger, __version__, list(up_to_date(ledger, how)))
    for report, reading in read((r for r in old if keys is None or r.key in keys), how, workers):
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
