"""`export` and `brief`: what leaves, through a sharing profile."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from rashomon.cli.common import (
    as_of_option,
    language_option,
    ledger_option,
    spoken_language,
    tell,
    then,
    to_ask,
    utc_now,
    write,
)  # fmt: skip
from rashomon.version import __version__

if TYPE_CHECKING:
    from rashomon.ledger import Ledger
    from rashomon.model import Reading
    from rashomon.sharing import Shared
    from rashomon.sharing.records import FigureRule


class Format(click.Choice[str]):
    """One of `rashomon.sharing.FORMATS`. They load long, and so only for who exports or asks for help with it."""

    def __init__(self) -> None:
        self.case_sensitive = True

    @cached_property
    def choices(self) -> Sequence[str]:  # type: ignore[override]
        from rashomon.sharing import FORMATS

        return tuple(FORMATS)


@click.command()
@click.option("--format", "form", type=Format(), required=True, help="The format.")
@click.option(
    "--profile",
    type=click.Choice(["default", "full"]),
    default="default",
    show_default=True,
    help="What may leave: default protects private persons and coarsens sensitive places; full holds nothing back.",
)
@click.option(
    "--figures",
    type=click.Choice(["range", "lowest_reported", "analyst"]),
    default="range",
    show_default=True,
    help="The rule that gives a matter one figure; it stands beside it.",
)
@click.option(
    "-o", "--output", metavar="FILE", default="-", show_default=True, help="Where to write; - is standard output."
)
@as_of_option
@ledger_option
def export(form: str, profile: str, figures: FigureRule, output: str, as_of: str | None, path: str) -> None:
    """Write what may leave as CSV, GeoJSON, Parquet or another format.

    A sharing profile decides what that is. Beside a FILE stands FILE.manifest.json: its hash, and
    what was held back; beside one for Datasette FILE.metadata.json, too.

    \b
    Example:
      rashomon export --format csv -o claims.csv
      rashomon export --format geojson --profile full -o matters.geojson
      rashomon export --format datasette -o case.db
      rashomon export --format acled.csv --figures lowest_reported -o acled.csv
    """
    from rashomon.sharing import beside, manifest, render

    shared = what_may_leave(path, "full" if profile == "full" else "default", as_of, figures)
    if shared.warning:
        tell(f"Warning: {shared.warning}")
    data = render(form, shared)
    write(output, data)
    if output != "-" and Path(output).is_file():
        more = beside(form, shared, Path(output).name)
        for name, written in more.items():
            write(str(Path(output).parent / name), written)
        about = manifest(
            shared, {Path(output).name: data, **more}, form=form, figures=figures, generated=utc_now(), as_of=as_of
        )
        write(f"{output}.manifest.json", about)


@click.command()
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    default="brief.html",
    show_default=True,
    help="Where to write; - is standard output.",
)
@language_option
@as_of_option
@ledger_option
def brief(output: str, language: str, as_of: str | None, path: str) -> None:
    """Write one HTML page of the matters, fit to be forwarded.

    It loads nothing from the network, and is made under the default sharing profile.

    \b
    Example:
      rashomon brief -o brief.html
      rashomon brief --language ar -o brief.ar.html
    """
    from rashomon.pages.i18n import _, speaking

    spoken = spoken_language(language) or "en"
    with speaking(spoken):
        title = _("Who says what happened")
    write(output, brief_page(path, title, as_of, spoken))


def brief_page(path: str, title: str, as_of: str | None = None, language: str = "en") -> str:
    from rashomon.pages import brief as page

    return page(what_may_leave(path, "default", as_of), title=title, generated=utc_now(), language=language)


def what_may_leave(
    path: str, profile: Literal["default", "full"], as_of: str | None = None, figures: FigureRule = "range"
) -> Shared:
    """The ledger's matters and claims under a profile, without those that a person set aside or rejected."""
    from rashomon import ledger as book
    from rashomon.ledger.read import history
    from rashomon.sharing import share
    from rashomon.terminal import progress
    from rashomon.work import whole_world

    moment = then(as_of)
    with to_ask(path) as ledger, progress("Preparing what may leave"):
        if ledger.key:
            tell("The ledger is encrypted. What is written here is not: keep it where the ledger could lie plain.")
        world = whole_world(ledger)
        matters, read = book.in_play(ledger, as_of=moment)
        if profile == "default":
            _tell_of_blind(path, ledger, [reading for _, reading in read])
        return share(
            matters,
            read,
            world,
            profile=profile,
            rulings=book.reviews(ledger, as_of=moment),
            people=book.persons(ledger, as_of=moment),
            figures=figures,
            ruled_figures=history.figures(ledger, as_of=moment),
        )


def _tell_of_blind(path: str, ledger: Ledger, read: Sequence[Reading]) -> None:
    """Says of how many reports no words leave since nothing tells the names in them, and how that is mended."""
    from rashomon.ledger.core import queries

    if old := queries.read_without_names(ledger.db, __version__):
        tell(
            f"{old} reports were read by an earlier version, which told no names: no words of theirs leave. "
            f"rashomon read --ledger {path} reads them again."
        )
    if more := sum(reading.names is None and reading.version == __version__ for reading in read):
        tell(f"In {more} reports nothing tells names (no capitals, or another language): no words of theirs leave.")
