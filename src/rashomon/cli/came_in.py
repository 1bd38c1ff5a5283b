"""`log`: what became of each thing that came in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from rashomon.cli.common import ledger_option, line, to_ask

if TYPE_CHECKING:
    from rashomon.ledger.read.intake_log import Line
    from rashomon.work import Became


@click.command()
@click.option("--doubts", is_flag=True, help="Only reports that say nothing, and pages of which little was kept.")
@click.option(
    "--to", type=click.Choice(["table", "jsonl", "csv"]), default="table", show_default=True, help="How to print it."
)
@ledger_option
def log(doubts: bool, to: str, path: str) -> None:
    """List what became of each input.

    Of each: whether it was read, was there already, was refused and why, how many reports came of it, what was guessed
    (date, language, encoding), and what was left out and how much. The log holds names of files: it is in no export.

    \b
    Example:
      rashomon log --doubts
      rashomon log --to jsonl > log.jsonl
    """
    from rashomon.ledger.read import intake_log
    from rashomon.model import as_json

    with to_ask(path, gathered=False) as ledger:
        lines = intake_log.lines(ledger, doubts=doubts)
    if to == "jsonl":
        for one in lines:
            line(as_json(one))
    elif to == "csv":
        click.echo(_as_csv(lines), nl=False)
    else:
        click.echo(table_of(lines) if lines else "Nothing is doubtful." if doubts else "Nothing came in yet.")


def table_of(lines: Sequence[Line]) -> str:
    """A row for each input; what is doubtful and what the readers said below it."""
    from rashomon.ledger.read import intake_log
    from rashomon.terminal import table

    rows = []
    for of in intake_log.by_input(lines):
        doubts = [
            f"? {one.id}: {doubt}" if len(of.lines) > 1 else f"? {doubt}" for one in of.lines for doubt in one.doubts
        ]
        told = [intake_log.became(of), *doubts[:SEVERAL], *intake_log.notes(of)[:SEVERAL]]
        more = max(0, len(doubts) - SEVERAL)
        told += [f"? and {more} more"] if more else []
        rows.append(
            (of.at[:16].replace("T", " "), of.name, "; ".join(told), intake_log.guessed(of), intake_log.left_out(of))
        )
    return table(("when", "input", "what became of it", "guessed", "left out"), rows, (0, 2, 4, 1.2, 1.2))


SEVERAL = 5
"""Doubts, and notes, of one input that the table prints; the lines of jsonl have all."""


def _as_csv(lines: Sequence[Line]) -> str:
    from dataclasses import fields

    from rashomon.ledger.read.intake_log import Line
    from rashomon.sharing import as_csv

    names = [f.name for f in fields(Line)]
    return as_csv.table(names, [[_cell(getattr(one, name)) for name in names] for one in lines])


def _cell(value: object) -> object:
    return "; ".join(value) if isinstance(value, tuple) else value


def would_be(became: Became) -> Line:
    """The line that the log would get of something that was only tried."""
    from dataclasses import replace
    from datetime import UTC, datetime

    from rashomon.ledger.read.intake_log import Line, with_doubts
    from rashomon.model import Report

    item, told = became.item, became.told
    assert told is not None, "it came in"
    now = datetime.now(UTC).isoformat(timespec="seconds")
    line = Line(
        0, 0, now, None, "read", told.input, item.id, became.how, became.why, None, None, None, None, None,
        told.characters, told.furniture, told.kept, getattr(item, "ocr", None),
        None if became.unread else became.statements, told.guessed, told.notes, (),
    )  # fmt: skip
    if isinstance(item, Report):
        line = replace(
            line, report=item.key, outlet=item.outlet, published=item.published, dated=item.published_from,
            language=item.language,
        )  # fmt: skip
    return with_doubts(line)
