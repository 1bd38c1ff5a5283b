"""`read`: reports into the ledger, or their readings as JSON lines."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rashomon.cli.common import (
    ledger_option,
    line,
    ocr_option,
    pack_option,
    some,
    tell,
    tell_about,
    user_name,
    workers_option,
)
from rashomon.errors import RashomonError
from rashomon.version import __version__

if TYPE_CHECKING:
    from rashomon.intake import Skipped
    from rashomon.ledger import Ledger
    from rashomon.ledger.core.queries import Summary
    from rashomon.model import Reading, Refusal, Report
    from rashomon.work import Became
    from rashomon.world import World


@dataclass(frozen=True, slots=True)
class Given:
    """What the user said of the inputs."""

    published: str | None = None
    outlet: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    ocr: str | None = None


@click.command()
@click.argument("inputs", metavar="[INPUT]...", nargs=-1)
@click.option("--to", type=click.Choice(["jsonl"]), help="Print readings, one JSON object a line; use no ledger.")
@pack_option
@click.option("--published", metavar="DATE", help="When the reports were published (YYYY-MM-DD), if they do not say.")
@click.option("--outlet", metavar="NAME", help="Who published the reports, if they do not say.")
@workers_option
@click.option("--dry-run", is_flag=True, help="Print what would become of each input, and write nothing.")
@click.option(
    "--columns",
    metavar="ROLE=NAME,...",
    help="Which column of a table is what: text=Summary,published=Date,outlet=Source.",
)
@ocr_option
@click.option("--encrypt", is_flag=True, help="Make a ledger that is not there yet an encrypted one.")
@ledger_option
def read(
    inputs: tuple[str, ...],
    to: str | None,
    packs: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    columns: str | None,
    ocr: str | None,
    workers: int | None,
    dry_run: bool,
    encrypt: bool,
    path: str,
) -> int:
    """Read reports into the ledger, or print what they say.

    INPUT is a file (a text, a page, a PDF, a document, mail, a feed, a chat, a table, a transcript, a web archive, a
    newspaper archive's download, .jsonl with one report a line), a folder, a URL, or - for standard input. A URL that
    you name is the only thing that is ever fetched. With no INPUT, the ledger's reports are read again where a new
    version or a new pack would read them otherwise.

    With --encrypt the ledger is made with a passphrase, which is asked for: it is never an argument.

    \b
    Example:
      rashomon read report.txt --pack syria --published 2013-07-31
      rashomon read --to jsonl --pack syria reports.jsonl > readings.jsonl
    """
    if "" in inputs:
        raise click.UsageError('An INPUT is empty (a variable not set?). Name a file, or "." for the current folder.')
    if published is not None:
        published = published_day(published)
    given = Given(published, outlet, _columns(columns), ocr)
    if to:
        if not inputs:
            raise click.UsageError("Name at least one INPUT to read (a file, a folder, a URL, or -).")
        if encrypt:
            raise click.UsageError("With --to no ledger is made that could be encrypted: leave --encrypt out.")
        if dry_run:
            raise click.UsageError("With --to nothing is written anyway: leave --dry-run out.")
        return _print_readings(inputs, packs, given, workers)
    if dry_run:
        if not inputs or encrypt:
            raise click.UsageError("With --dry-run name at least one INPUT, and leave --encrypt out.")
        return _tried(path, inputs, packs, given, workers)
    if not inputs and not os.access(path, os.F_OK):
        raise click.UsageError("Name at least one INPUT to read (a file, a folder, a URL, or -).")
    return read_into(path, inputs, packs, given, encrypt, workers)


def _columns(given: str | None) -> tuple[tuple[str, str], ...]:
    from rashomon.intake import table_columns

    return () if given is None else table_columns.told(given)


def _print_readings(
    inputs: Sequence[str],
    packs: Sequence[str],
    given: Given,
    workers: int | None,
) -> int:
    from rashomon.model import Refusal, Report, as_json
    from rashomon.reading.processes import cores, read_among
    from rashomon.terminal import progress
    from rashomon.world.automatic import worlds

    how = worlds(packs)
    failed = unread = 0
    with progress("Reading reports") as tick:
        received = _received(inputs, given)
        read_now = read_among(received, how, workers=workers or cores())
        for done, (item, reading) in enumerate(read_now, start=1):
            refusal = reading if isinstance(reading, Refusal) else item if isinstance(item, Refusal) else None
            if refusal is not None:
                failed += 1
                tell_about(refusal)
                line({"id": refusal.id, "error": refusal.error})
            elif isinstance(item, Report):
                unread += reading is None
                line(as_json(reading or _empty(item, how.of(item))) | ({"unread": True} if reading is None else {}))
            else:
                tell_about(item)
            tick(done)
    if unread:
        tell(f'{unread} in a language that is not read: printed with no statements, and marked "unread".')
    return 1 if failed else 0


def _tried(
    path: str,
    inputs: Sequence[str],
    packs: Sequence[str],
    given: Given,
    workers: int | None,
) -> int:
    """Prints the lines that the log would get."""
    from contextlib import nullcontext

    from rashomon import ledger as book
    from rashomon import work
    from rashomon.cli.came_in import table_of, would_be
    from rashomon.reading.processes import cores
    from rashomon.terminal import progress
    from rashomon.world.automatic import worlds

    there = os.access(path, os.F_OK)
    with book.open_ledger(path, create=False, readonly=True) if there else nullcontext() as ledger:
        how = worlds([*(book.packs(ledger) if ledger else ()), *packs])
        round_ = work.Round(by=user_name())
        incoming = _received(inputs, given, besides=Path(path), entering=round_.enter)
        lines = []
        with progress("Reading reports") as tick:
            would_put_in = work.would_put_in(ledger, incoming, how, round_, workers or cores())
            for done, became in enumerate(would_put_in, start=1):
                lines.append(would_be(became))
                tick(done)
    click.echo(table_of(lines))
    tell("Nothing was written.")
    return 1 if any(x.how == "refused" for x in lines) else 0


def read_into(
    path: str,
    inputs: Sequence[str],
    packs: Sequence[str],
    given: Given,
    encrypt: bool = False,
    workers: int | None = None,
) -> int:
    from rashomon import ledger as book
    from rashomon import work
    from rashomon.reading.processes import cores
    from rashomon.terminal import progress
    from rashomon.world.automatic import worlds

    # The packs are loaded before the ledger remembers them, so that a pack that is not there is never remembered.
    if packs:
        worlds(packs)
    many = workers or cores()
    with book.open_ledger(path, encrypt=encrypt) as ledger:
        how = worlds(_remembered(ledger, packs))
        counts = Counter[str]()
        round_ = work.Round(by=user_name())
        incoming = _received(inputs, given, besides=Path(path), entering=round_.enter)
        with progress("Reading reports") as tick:
            put_in = chain(work.put_in_waiting(ledger, how), work.put_in(ledger, incoming, how, round_, workers=many))
            for done, became in enumerate(put_in, start=1):
                count(became, counts)
                tick(done)
        with progress("Reading reports again") as tick:
            for became in work.read_again(ledger, how, workers=many):
                count(became, counts)
                tick(counts["again"])
        with progress("Gathering matters"):
            work.bring_up(ledger, work.whole_world(ledger))
        now = book.summary(ledger)
    click.echo(came_in(counts))
    click.echo(_holds(f"{path} (encrypted)" if ledger.key else path, now))
    if counts["doubts"]:
        doubtful = some(counts["doubts"], "report")
        tell(f"Look at {doubtful} of which little, nothing or a guess was read: `rashomon log --doubts`.")
    if counts["undated"]:
        tell('Where no date is known, words such as "on Saturday" are dated by nothing: --published DATE gives one.')
    return 1 if counts["failed"] else 0


def count(became: Became, counts: Counter[str]) -> None:
    """Counts what became of one input, and says why it is not in the ledger."""
    from rashomon.ledger.read.intake_log import doubts_of

    if became.how in ("refused", "not_stored"):
        counts["failed"] += 1
    else:
        counts[became.how] += 1
    if became.how == "not_stored":
        tell(f"Not stored: {became.why}")
    elif became.how in ("refused", "skipped"):
        tell_about(became.item)
    elif became.how in ("new", "edition"):
        counts["unread"] += became.unread
        counts["undated"] += getattr(became.item, "published", None) is None
        kept = became.told.kept if became.told else None
        ocr = getattr(became.item, "ocr", None)
        counts["doubts"] += not became.unread and bool(doubts_of(became.statements, None, kept, ocr))


def came_in(counts: Counter[str]) -> str:
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
    statuses = ", ".join(f"{n} {status.replace('_', ' ')}" for status, n in now.matters.items())
    parts = [some(now.reports, "report"), some(now.statements, "statement"), some(now.claims, "claim")]
    matters = some(sum(now.matters.values()), "matter") + (f" ({statuses})" if statuses else "")
    return f"{path} now holds {', '.join([*parts, matters])}."


def _remembered(ledger: Ledger, given: Sequence[str]) -> tuple[str, ...]:
    """The packs that this ledger is read with, these among them from now on."""
    from rashomon import ledger as book
    from rashomon.ledger.write import store_reports
    from rashomon.world.automatic import settled

    before = book.packs(ledger)
    if not given:
        return before
    # A pack's folder that was moved is given again under its new name; the old one would stop every command.
    gone = [p for p in before if Path(p).is_absolute() and not Path(p).is_dir()]
    for pack in gone:
        tell(f"The pack {pack} is no longer there: this ledger is read without it from now on.")
    now = settled([*(p for p in before if p not in gone), *map(lasting, given)])
    store_reports.remember_packs(ledger, now)
    return now


def _received(
    inputs: Sequence[str],
    given: Given,
    besides: Path | None = None,
    entering: Callable[[str], object] = lambda name: None,
) -> Iterator[Report | Refusal | Skipped]:
    """What comes in; `besides` is the ledger, whose own files in a folder that is read are nothing to tell of."""
    from rashomon.intake import Skipped, receive

    ours = _files_of(besides) if besides else frozenset[Path]()

    def from_one(name: str, items: Iterator[Report | Refusal | Skipped]) -> Iterator[Report | Refusal | Skipped]:
        folder = Path(name)
        # Ids begin with a relative folder's whole name, and with the last part of an absolute one's.
        start = folder.parent if folder.is_absolute() else Path()
        for item in items:
            if not (ours and isinstance(item, Skipped) and Path(os.path.realpath(start / item.id)) in ours):
                yield item

    user = user_name()
    received = [
        receive(
            [i], published=given.published, outlet=given.outlet, added_by=user, stdin=sys.stdin.buffer, untouched=ours,
            entering=entering, columns=given.columns, ocr=given.ocr,
        )
        for i in inputs
    ]  # fmt: skip
    return (item for name, items in zip(inputs, received, strict=True) for item in from_one(name, items))


def _files_of(ledger: Path) -> frozenset[Path]:
    from rashomon.work import files_of  # loads much that a reading without a ledger needs nothing of

    return files_of(ledger)


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


def published_day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise RashomonError(f"--published {text}", "it is not a date", "Write it as YYYY-MM-DD, 2013-07-31.") from None


def lasting(pack: str) -> str:
    """A pack as the ledger remembers it: a folder by its whole path, so that it is found from anywhere."""
    return str(Path(pack).resolve()) if Path(pack).is_dir() else pack
