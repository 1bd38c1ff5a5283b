"""`read`: reports into the ledger, or their readings as JSON lines."""

from __future__ import annotations

import os
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rashomon.cli.common import (
    gather_matters,
    ledger_option,
    line,
    pack_option,
    tell,
    tell_about,
    user_name,
    utc_now,
)
from rashomon.errors import RashomonError, was_out_of_memory
from rashomon.version import __version__

if TYPE_CHECKING:
    from rashomon.intake import Skipped
    from rashomon.ledger import Ledger, Summary
    from rashomon.model import Reading, Refusal, Report
    from rashomon.world import World


@click.command()
@click.argument("inputs", metavar="[INPUT]...", nargs=-1)
@click.option("--to", type=click.Choice(["jsonl"]), help="Print readings, one JSON object a line; use no ledger.")
@pack_option
@click.option("--published", metavar="DATE", help="When the reports were published (YYYY-MM-DD), if they do not say.")
@click.option("--outlet", metavar="NAME", help="Who published the reports, if they do not say.")
@ledger_option
def read(
    inputs: tuple[str, ...],
    to: str | None,
    packs: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    path: str,
) -> int:
    """Read reports into the ledger, or print what they say.

    INPUT is a file (text, HTML, PDF, feed, .jsonl with one report a line), a folder, a URL, or - for standard input. A
    URL that you name is the only thing that is ever fetched. With no INPUT, the ledger's reports are read again where a
    new version or a new pack would read them otherwise.

    \b
    Example:
      rashomon read report.txt --pack syria --published 2013-07-31
      rashomon read --to jsonl --pack syria reports.jsonl > readings.jsonl
    """
    if "" in inputs:
        raise click.UsageError('An INPUT is empty (a variable not set?). Name a file, or "." for the current folder.')
    if published is not None:
        published = _day(published)
    if to:
        if not inputs:
            raise click.UsageError("Name at least one INPUT to read (a file, a folder, a URL, or -).")
        return _print_readings(inputs, packs, published, outlet)
    if not inputs and not os.access(path, os.F_OK):
        raise click.UsageError("Name at least one INPUT to read (a file, a folder, a URL, or -).")
    return read_into(path, inputs, packs, published, outlet)


def _print_readings(inputs: Sequence[str], packs: Sequence[str], published: str | None, outlet: str | None) -> int:
    from rashomon.model import Refusal, as_json
    from rashomon.terminal import progress
    from rashomon.world import load_world

    world = load_world(packs)
    failed = unread = 0
    with progress("Reading reports") as tick:
        for done, outcome in enumerate(_readings(_received(inputs, published, outlet), world), start=1):
            item = outcome.item
            if isinstance(item, Refusal):
                failed += 1
                tell_about(item)
                line({"id": item.id, "error": item.error})
            elif outcome.report is None:
                tell_about(item)
            else:
                unread += outcome.reading is None
                reading = outcome.reading or _empty(outcome.report, world)
                line(as_json(reading) | ({"unread": True} if outcome.reading is None else {}))
            tick(done)
    if unread:
        tell(f'{unread} in a language that is not read: printed with no statements, and marked "unread".')
    return 1 if failed else 0


def read_into(path: str, inputs: Sequence[str], packs: Sequence[str], published: str | None, outlet: str | None) -> int:
    from rashomon import ledger as book
    from rashomon.sharing.privacy_scan import hear_all
    from rashomon.terminal import progress
    from rashomon.world import load_world

    # The packs are loaded before the ledger remembers them, so that a pack that is not there is never remembered.
    if packs:
        load_world(packs)
    with book.open_ledger(path) as ledger:
        world = load_world(_remembered(ledger, packs))
        counts = Counter[str]()

        def is_read(report: Report) -> bool:
            return book.is_read(ledger, report, __version__, world.sha256)

        incoming = _received(inputs, published, outlet, besides=Path(path))
        with progress("Reading reports") as tick:
            for done, outcome in enumerate(_readings(incoming, world, is_read), start=1):
                _put(ledger, outcome, counts)
                tick(done)
        if stale := book.outdated(ledger, __version__, world.sha256):
            with progress("Reading reports again") as tick:
                for outcome in _readings(stale, world):
                    if outcome.report is None:
                        counts["failed"] += 1
                        tell_about(outcome.item)
                    else:
                        book.read_again(ledger, outcome.report.key, outcome.reading, utc_now())
                        counts["again"] += 1
                        tick(counts["again"])
        gather_matters(ledger, world)
        hear_all(ledger, world)
        now = book.summary(ledger)
    click.echo(_came_in(counts))
    click.echo(_holds(path, now))
    if counts["undated"]:
        tell('Where no date is known, words such as "on Saturday" are dated by nothing: --published DATE gives one.')
    return 1 if counts["failed"] else 0


def _put(ledger: Ledger, outcome: Outcome, counts: Counter[str]) -> None:
    """Puts one report into the ledger, or says why not, and counts what became of it."""
    from rashomon import ledger as book
    from rashomon.model import Refusal

    if outcome.report is None:
        counts["failed" if isinstance(outcome.item, Refusal) else "skipped"] += 1
        return tell_about(outcome.item)
    try:
        added = book.add(ledger, outcome.report, outcome.reading, utc_now())
    except RashomonError as error:
        if error.thing != outcome.report.id:  # it is the ledger that fails, not this report
            raise
        counts["failed"] += 1
        return tell(f"Not stored: {error}")
    counts[added.how] += 1
    if added.how in ("new", "edition"):
        counts["unread"] += added.unread
        counts["undated"] += outcome.report.published is None
    return None


def _came_in(counts: Counter[str]) -> str:
    """What became of what came in, in a line; what did not happen is not in it."""
    counts["there"] = counts["same"] + counts["alias"]
    words = {
        "new": "new",
        "there": "already there",
        "alias": "of these under a new id",
        "edition": "a new edition",
        "again": "read again",
        "unread": "kept unread (language)",
        "undated": "with no published date",
        "skipped": "skipped",
        "failed": "failed",
    }
    said = [f"{counts[key]} {word}" for key, word in words.items() if counts[key] or key == "new"]
    return f"Reports: {', '.join(said)}."


def _holds(path: str, now: Summary) -> str:
    def some(n: int, what: str) -> str:
        return f"{n} {what}" if n == 1 else f"{n} {what}s"

    statuses = ", ".join(f"{n} {status.replace('_', ' ')}" for status, n in now.matters.items())
    parts = [some(now.reports, "report"), some(now.statements, "statement"), some(now.claims, "claim")]
    matters = some(sum(now.matters.values()), "matter") + (f" ({statuses})" if statuses else "")
    return f"{path} now holds {', '.join([*parts, matters])}."


def _remembered(ledger: Ledger, given: Sequence[str]) -> tuple[str, ...]:
    """The packs that this ledger is read with, these among them from now on."""
    from rashomon import ledger as book

    before = book.packs(ledger)
    if not given:
        return before
    # A pack's folder that was moved is given again under its new name; the old one would stop every command.
    gone = [p for p in before if Path(p).is_absolute() and not Path(p).is_dir()]
    for pack in gone:
        tell(f"The pack {pack} is no longer there: this ledger is read without it from now on.")
    now = tuple(dict.fromkeys([*(p for p in before if p not in gone), *map(_lasting, given)]))
    book.remember_packs(ledger, now)
    return now


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one thing that came in: a report and its reading (None: it was not read), or something else."""

    item: Report | Refusal | Skipped
    report: Report | None
    reading: Reading | None


def _readings(
    incoming: Iterable[Report | Refusal | Skipped],
    world: World,
    is_read: Callable[[Report], bool] = lambda report: False,
) -> Iterator[Outcome]:
    """Reads what comes in, lazily and in order. A report that breaks the reading becomes a refusal; the rest go on."""
    from rashomon.model import Report
    from rashomon.reading import pipeline

    incoming = iter(incoming)
    waiting: deque[tuple[Report | Refusal | Skipped, bool]] = deque()
    ended: list[Exception | None] = []

    def to_read() -> Iterator[Report]:
        try:
            for item in incoming:
                new = isinstance(item, Report) and not is_read(item)
                waiting.append((item, new))
                if new and isinstance(item, Report):
                    yield item
            ended.append(None)
        except Exception as error:
            ended.append(error)

    def unread(upto: Report | None) -> Iterator[Outcome]:
        """What came before this report (or all that waits) and is not to be read."""
        while waiting and waiting[0][0] is not upto:
            item, new = waiting.popleft()
            if new and isinstance(item, Report):
                yield _alone(item, world)
            else:
                yield Outcome(item, item if isinstance(item, Report) else None, None)

    while not ended:
        try:
            for report, reading in pipeline.read(to_read(), world):
                yield from unread(report)
                waiting.popleft()
                yield Outcome(report, report, reading)
        except RashomonError:
            raise
        except Exception:
            # The reports in hand are read again below, one by one, to find the one that did it.
            if not waiting:
                raise
        yield from unread(None)
    if ended[0] is not None:
        raise ended[0]


def _alone(report: Report, world: World) -> Outcome:
    from rashomon.model import Refusal
    from rashomon.reading import pipeline

    try:
        [(_, reading)] = pipeline.read([report], world)
    except Exception as error:
        why = f"a fault in the reading ({type(error).__name__}: {error}); please report it"
        if was_out_of_memory(error):
            why = "there is not enough memory to read it. Close other programs, or split it"
        return Outcome(Refusal(report.id, why), None, None)
    return Outcome(report, report, reading)


def _received(
    inputs: Sequence[str], published: str | None, outlet: str | None, besides: Path | None = None
) -> Iterator[Report | Refusal | Skipped]:
    """What comes in; `besides` is the ledger, whose own files in a folder that is read are nothing to tell of."""
    from rashomon.intake import Skipped, receive

    ours = _files_of(besides) if besides else frozenset()

    def from_one(name: str, items: Iterator[Report | Refusal | Skipped]) -> Iterator[Report | Refusal | Skipped]:
        folder = Path(name)
        # Ids begin with a relative folder's whole name, and with the last part of an absolute one's.
        start = folder.parent if folder.is_absolute() else Path()
        for item in items:
            if not (ours and isinstance(item, Skipped) and Path(os.path.realpath(start / item.id)) in ours):
                yield item

    user = user_name()
    given = {"published": published, "outlet": outlet, "added_by": user}
    received = [receive([i], stdin=sys.stdin.buffer, untouched=ours, **given) for i in inputs]
    return (item for name, items in zip(inputs, received, strict=True) for item in from_one(name, items))


def _files_of(ledger: Path) -> frozenset[Path]:
    """The ledger's file, and those that SQLite keeps beside it."""
    file = Path(os.path.realpath(ledger))
    return frozenset(file.with_name(file.name + end) for end in ("", "-wal", "-shm", "-journal"))


def _empty(report: Report, world: World) -> Reading:
    from rashomon.model import Reading

    return Reading(
        id=report.id,
        outlet=report.outlet,
        published=report.published,
        language=report.language,
        sha256=report.sha256,
        version=__version__,
        world=world.sha256,
        statements=(),
        places=(),
        times=(),
        counts=(),
        main=None,
        killed=None,
    )


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise RashomonError(f"--published {text}", "it is not a date", "Write it as YYYY-MM-DD, 2013-07-31.") from None


def _lasting(pack: str) -> str:
    """A pack as the ledger remembers it: a folder by its whole path, so that it is found from anywhere."""
    return str(Path(pack).resolve()) if Path(pack).is_dir() else pack
