"""`archive`: reports into Parquet by all cores or a cluster, questions to it, and ledgers cut out of it."""

from __future__ import annotations

import csv
import datetime
import io
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from rashomon.intake import Skipped
    from rashomon.model import Refusal, Report

SHOWN = 200
"""Rows of a table on a terminal."""
WIDE = 40
"""Characters of a cell that a column makes room for, whatever else there is."""


@click.group()
def archive() -> None:
    """Read more reports than one ledger should hold, and ask them.

    An archive is a folder of Parquet tables: filled once, asked in SQL, and cut into ledgers to work on. It holds
    unmasked names, as a ledger does.

    \b
    Example:
      rashomon archive read reports/ --to news
      rashomon archive ask news "SELECT camp, count(*) FROM v_claims GROUP BY camp"
    """


folder_argument = click.argument("folder", metavar="DIR")


@archive.command("read")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option("--to", "folder", metavar="DIR", required=True, help="The archive; made where it is not there.")
@pack_option
@click.option("--published", metavar="DATE", help="When the reports were published (YYYY-MM-DD), if they do not say.")
@click.option("--outlet", metavar="NAME", help="Who published the reports, if they do not say.")
@ocr_option
@workers_option
@click.option("--ray", metavar="ADDRESS|local", help="Read on the cluster of Ray at this address, or on one made here.")
@click.option("--anew", is_flag=True, help="Empty the archive first, and read all of it again.")
def archive_read(
    inputs: tuple[str, ...],
    folder: str,
    packs: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    ocr: str | None,
    workers: int | None,
    ray: str | None,
    anew: bool,
) -> int:
    """Read reports into an archive, with all cores or a cluster.

    INPUT is what `rashomon read` takes. Stopped or killed, the same command goes on where it was; nothing is read
    twice.

    \b
    Example:
      rashomon archive read reports.jsonl --to news --workers 4
    """
    from rashomon.archive import fill
    from rashomon.cli.reading import lasting, published_day
    from rashomon.reading.processes import cores
    from rashomon.terminal import progress

    if "" in inputs:
        raise click.UsageError('An INPUT is empty (a variable not set?). Name a file, or "." for the current folder.')
    _not_inside(folder, inputs)
    incoming = _received(inputs, None if published is None else published_day(published), outlet, ocr)
    counts = Counter[str]()
    how = {"workers": workers or cores(), "ray": ray, "anew": anew, "tell": tell_about}
    with progress("Reading reports") as tick:
        for counts in fill(folder, incoming, tuple(map(lasting, packs)), **how):  # type: ignore[arg-type]
            tick(sum(counts[c] for c in ("read", "unread", "refused", "same")))
    click.echo(_came_in(folder, counts))
    return 1 if counts["refused"] else 0


def _not_inside(folder: str, inputs: Sequence[str]) -> None:
    """An archive in a folder that is read would be read itself as it grows."""
    of = Path(folder).resolve()
    for name in inputs:
        if Path(name).is_dir() and of.is_relative_to(Path(name).resolve()):
            raise RashomonError(
                f"--to {folder}", f"it lies in {name}, which is to be read", "Put it beside that folder."
            )


def _received(
    inputs: Sequence[str], published: str | None, outlet: str | None, ocr: str | None
) -> Iterator[Report | Refusal | Skipped]:
    from rashomon.intake import receive

    stdin = sys.stdin.buffer
    return receive(inputs, stdin=stdin, published=published, outlet=outlet, added_by=user_name(), ocr=ocr)


def _came_in(folder: str, counts: Counter[str]) -> str:
    words = {
        "read": "read",
        "unread": "kept unread (language)",
        "same": "there under another id",
        "there": "already there",
        "skipped": "skipped",
        "refused": "failed",
    }
    said = [f"{counts[key]} {word}" for key, word in words.items() if counts[key] or key == "read"]
    return f"{folder}: {', '.join(said)}; {some(counts['parts'], 'part')} written."


@archive.command("ask")
@folder_argument
@click.argument("sql", metavar="SQL")
@click.option(
    "--to",
    type=click.Choice(["table", "csv", "jsonl"]),
    default="table",
    show_default=True,
    help="What the answer is printed as.",
)
def archive_ask(folder: str, sql: str, to: str) -> int:
    """Ask an archive a question in SQL.

    Views: v_reports, v_statements, v_claims; docs/archive.md has their columns. SQL reads the archive and nothing else.
    What is printed has not passed the sharing profile: it is for you.

    \b
    Example:
      rashomon archive ask news "SELECT outlet, count(*) FROM v_reports GROUP BY outlet"
    """
    from rashomon import archive as room

    db = room.open(folder)
    try:
        answer = room.ask(db, sql)
        {"table": _table, "csv": _csv, "jsonl": _jsonl}[to](answer.columns, answer.rows)
    finally:
        db.close()
    return 0


def _table(columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    from rashomon.terminal import table

    cells = [["-" if v is None else str(_plain(v)) for v in row] for row in islice(rows, SHOWN)]
    widest = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    click.echo(table(columns, cells, [0 if n <= WIDE else n for n in widest]))
    if next(rows, None) is not None:
        tell(f"The first {SHOWN} rows: --to csv or --to jsonl prints all.")


def _csv(columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    from rashomon.sharing.as_csv import cell

    _print_csv([columns])
    while some_rows := list(islice(rows, 1000)):
        _print_csv([[cell(_plain(value)) for value in row] for row in some_rows])


def _print_csv(rows: Iterable[Sequence[object]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    click.echo(out.getvalue().encode(), nl=False)


def _jsonl(columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    for row in rows:
        line(dict(zip(columns, map(_plain, row), strict=True)))


def _plain(value: Any) -> Any:
    """A value of DuckDB as JSON has it: days as ISO 8601, bytes and other numbers as text."""
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


@archive.command("gather")
@folder_argument
@workers_option
def archive_gather(folder: str, workers: int | None) -> int:
    """Gather the matters of all reports of an archive.

    As one ledger would that holds them all; nobody rules on them. They are asked as v_matters.

    \b
    Example:
      rashomon archive gather news
    """
    from rashomon import archive as room
    from rashomon.reading.processes import cores
    from rashomon.terminal import progress

    counts = Counter[str]()
    with progress("Gathering matters") as tick:
        for status in room.gather_archive(folder, workers or cores()):
            counts[status] += 1
            tick(counts.total())
    told = ", ".join(f"{n} {status.replace('_', ' ')}" for status, n in counts.most_common())
    click.echo(f"{folder}: {some(counts.total(), 'matter')}" + (f" ({told})." if told else "."))
    return 0


@archive.command("cut")
@folder_argument
@click.option("--where", metavar="SQL", required=True, help="A condition on v_reports: which reports.")
@ledger_option
def archive_cut(folder: str, where: str, path: str) -> int:
    """Make a ledger of some reports of an archive.

    With their readings as they are: nothing is read again. The matters of the ledger are gathered.

    \b
    Example:
      rashomon archive cut news --where "published >= '2013-08-01'" --ledger august.rashomon
    """
    from rashomon import archive as room
    from rashomon import ledger as book
    from rashomon import work
    from rashomon.terminal import progress

    keys = room.chosen(folder, where)
    with book.open_ledger(path) as ledger:
        with progress("Cutting") as tick:
            for done in room.cut(folder, keys, ledger):
                tick(done)
        with progress("Gathering matters"):
            work.bring_up(ledger, work.whole_world(ledger))
        now = book.summary(ledger)
    click.echo(f"{path} now holds {some(now.reports, 'report')}, {some(now.claims, 'claim')}.")
    return 0
