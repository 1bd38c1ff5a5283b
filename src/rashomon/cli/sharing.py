"""`export` and `brief`: what leaves, through a sharing profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from rashomon.cli.common import ledger_option, tell, to_ask, utc_now, write

if TYPE_CHECKING:
    from rashomon.sharing import Shared


@click.command()
@click.option("--format", "form", type=click.Choice(["csv", "geojson", "jsonl"]), required=True, help="The format.")
@click.option(
    "--profile",
    type=click.Choice(["default", "full"]),
    default="default",
    show_default=True,
    help="What may leave: default protects private persons and coarsens sensitive places; full holds nothing back.",
)
@click.option(
    "-o", "--output", metavar="FILE", default="-", show_default=True, help="Where to write; - is standard output."
)
@ledger_option
def export(form: str, profile: str, output: str, path: str) -> None:
    """Write what may leave as CSV, GeoJSON or JSON lines.

    A sharing profile decides what that is.

    \b
    Example:
      rashomon export --format csv -o claims.csv
      rashomon export --format geojson --profile full -o matters.geojson
    """
    from rashomon.sharing import FORMATS

    shared = what_may_leave(path, "full" if profile == "full" else "default")
    if shared.warning:
        tell(f"Warning: {shared.warning}")
    write(output, FORMATS[form](shared))


@click.command()
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    default="brief.html",
    show_default=True,
    help="Where to write; - is standard output.",
)
@ledger_option
def brief(output: str, path: str) -> None:
    """Write one HTML page of the matters, fit to be forwarded.

    It loads nothing from the network, and is made under the default sharing profile.

    \b
    Example:
      rashomon brief -o brief.html
    """
    write(output, brief_page(path, "Who says what happened"))


def brief_page(path: str, title: str) -> str:
    from rashomon.pages import brief as page

    return page(what_may_leave(path, "default"), title=title, generated=utc_now())


def what_may_leave(path: str, profile: Literal["default", "full"]) -> Shared:
    from rashomon import ledger as book
    from rashomon.sharing import share
    from rashomon.terminal import progress
    from rashomon.world import load_world

    with to_ask(path) as ledger, progress("Preparing what may leave"):
        world = load_world(book.packs(ledger))
        return share(book.matters(ledger), book.all_read(ledger), world, profile=profile, rulings=book.ruled(ledger))
