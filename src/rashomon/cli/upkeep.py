"""`demo`, `backup`, `encrypt`, `decrypt` and `rekey`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rashomon.cli.common import ledger_option, tell, to_ask, write
from rashomon.cli.reading import Given, read_into
from rashomon.cli.sharing import brief_page
from rashomon.errors import RashomonError

if TYPE_CHECKING:
    from rashomon.ledger import Ledger


@click.command()
@click.option(
    "--folder", metavar="FOLDER", default="demo", show_default=True, help="Where to put the ledger and the brief."
)
def demo(folder: str) -> int:
    """Read the example reports, list their matters, write their brief.

    The conflict is fictional. A ledger in the folder that holds anything else is never touched.

    \b
    Example:
      rashomon demo --folder demo
    """
    from rashomon import examples
    from rashomon import ledger as book
    from rashomon.ledger.core import queries
    from rashomon.ledger.write import store_reports
    from rashomon.matters.camps import sides
    from rashomon.terminal import matters_table
    from rashomon.work import whole_world

    where = Path(folder)
    try:
        where.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RashomonError(
            folder, (error.strerror or str(error)).lower(), "Name a folder that can be written."
        ) from error
    path = where / "case.rashomon"
    with _demo_ledger(path) as ledger:
        store_reports.set_setting(ledger, "demo", "being made")
    status = read_into(str(path), [str(examples.reports())], [str(examples.pack())], Given())
    with book.open_ledger(path, create=False) as ledger:
        store_reports.set_setting(ledger, "demo", str(queries.generation(ledger)))
        click.echo(f"\n{matters_table(book.matters(ledger), sides(whole_world(ledger)).label)}\n")
    write(str(where / "brief.html"), brief_page(str(path), "Arvessa: who says what happened"))
    program = "rashomon" if shutil.which("rashomon") else sys.argv[0]
    click.echo(f"The brief is {where / 'brief.html'}. To look further: {program} show ID --ledger {path}")
    click.echo(f"To review it in a browser: {program} serve --ledger {path} --open")
    return status


def _demo_ledger(path: Path) -> Ledger:
    """A fresh ledger for the demo. One that is there is only replaced if a demo made it and nobody used it since."""
    from rashomon import ledger as book
    from rashomon.ledger.core import queries
    from rashomon.ledger.read import saved_filters

    if path.exists():
        with book.open_ledger(path, create=False) as ledger:
            untouched = queries.setting(ledger, "demo") in ("being made", str(queries.generation(ledger)))
            if not untouched or book.decisions(ledger) or saved_filters.saved_views(ledger, ""):
                raise RashomonError(
                    str(path), "it holds more than the demo", "Name another folder with --folder, or move it away."
                )
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
    return book.open_ledger(path)


@click.command()
@click.argument("file", metavar="FILE")
@ledger_option
def backup(file: str, path: str) -> None:
    """Copy the ledger, whole and of one instant.

    FILE must not exist yet. Other programs may go on writing meanwhile.

    \b
    Example:
      rashomon backup /media/usb/case-2026-05-01.rashomon
    """
    from rashomon import ledger as book
    from rashomon.ledger.read import members

    with to_ask(path, gathered=False) as ledger:
        how = "encrypted, with the same passphrase" if ledger.key else "not encrypted"
        click.echo(f"Copied {path} to {book.backup(ledger, file)} ({how}).")
        if members.has_members(ledger):
            tell("In it are those who sign in, too, with hashes of their passwords: keep it where the ledger could be.")


@click.command()
@ledger_option
def encrypt(path: str) -> None:
    """Encrypt the ledger with a passphrase.

    The passphrase is asked for, or comes from the file that RASHOMON_PASSPHRASE_FILE names: never an argument. Without
    it nobody opens the ledger again, you neither. No other program may have the ledger open.

    \b
    Example:
      rashomon encrypt --ledger case.rashomon
    """
    from rashomon.ledger.core import recoding

    recoding.encrypt(path)
    click.echo(f"{path} is encrypted now.")
    tell(
        "What was plain may still be read from this disk, and nothing here can erase that: the file as it was before,"
        " in blocks that are free now. Backups and exports made before are plain as they were."
    )


@click.command()
@ledger_option
def decrypt(path: str) -> None:
    """Make an encrypted ledger plain again.

    \b
    Example:
      rashomon decrypt --ledger case.rashomon
    """
    from rashomon.ledger.core import recoding

    recoding.decrypt(path)
    click.echo(f"{path} is not encrypted any more: whoever has the disk can read it.")


@click.command()
@ledger_option
def rekey(path: str) -> None:
    """Change the passphrase of an encrypted ledger.

    The new one is asked for on the terminal, twice.

    \b
    Example:
      rashomon rekey --ledger case.rashomon
    """
    from rashomon.ledger.core import recoding

    recoding.rekey(path)
    click.echo(f"{path} is encrypted with the new passphrase now.")
    tell("Backups made before are opened by the passphrase of before; so may be what is left of the file on this disk.")
