"""`coverage`: who tells of which incident."""

from __future__ import annotations

from typing import Literal

import click

from rashomon.cli.common import ledger_option, output_option, to_ask, write
from rashomon.cli.leaving import what_leaves


@click.command()
@click.option(
    "--by",
    type=click.Choice(["camp", "outlet", "language"]),
    default="camp",
    show_default=True,
    help="Who tells of it.",
)
@click.option("--only", metavar="NAME", default="", help="Incidents that this camp, outlet or language alone tells of.")
@click.option("--without", metavar="NAME", default="", help="Incidents that it does not tell of.")
@click.option("--to", type=click.Choice(["csv", "xlsx"]), default="csv", show_default=True, help="The form.")
@output_option
@ledger_option
def coverage(
    by: Literal["camp", "outlet", "language"], only: str, without: str, to: str, output: str, path: str
) -> None:
    """Lay outlets, camps or languages beside the incidents.

    One incident a row; in the columns the number of reports of each that tell of it, 0 where none does. It is made
    of what may leave under the default sharing profile: a protected speaker's outlet is not told.

    \b
    Example:
      rashomon coverage --by outlet --to csv -o coverage.csv
      rashomon coverage --only government
      rashomon coverage --without local --to xlsx -o unheard.xlsx
    """
    from rashomon.sharing.coverage_table import coverage_csv, coverage_xlsx

    with to_ask(path) as ledger, what_leaves() as exports:
        shared = exports.what(ledger, "default")
    made = coverage_csv if to == "csv" else coverage_xlsx
    write(output, made(shared, by, only=only, without=without))
