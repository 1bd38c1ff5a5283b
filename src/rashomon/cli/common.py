"""What the commands share: their options, opening the ledger to be asked, and writing what they print."""

from __future__ import annotations

import getpass
import json
import os
import stat
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rashomon.errors import RashomonError

if TYPE_CHECKING:
    from rashomon.ledger import Ledger
    from rashomon.world import World


ledger_option = click.option(
    "--ledger", "path", metavar="FILE", default="case.rashomon", show_default=True, help="The ledger."
)


workers_option = click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(1, 256),
    help="How many processes (default: one a core that is there).",
)
pack_option = click.option(
    "--pack",
    "packs",
    metavar="NAME|FOLDER",
    multiple=True,
    help="What is known of the conflict before reading: a pack's name or folder. May be given several times."
    " Shipped packs that a report's words call for are added by themselves: not with 'none', and again with 'auto'.",
)


ocr_option = click.option(
    "--ocr", metavar="LANGUAGES", help="Read scans and pictures with tesseract, in these languages: eng+ara."
)
language_option = click.option(
    "--language", metavar="CODE", default="", help="The language of what the pages say: en, ar, fr ... Reports stay."
)


output_option = click.option(
    "-o", "--output", metavar="FILE", default="-", show_default=True, help="Where to write; - is standard output."
)
as_of_option = click.option(
    "--as-of", metavar="DATE", help="As the ledger stood at the end of that day, or at that time (UTC)."
)
json_option = click.option("--json", "as_json_", is_flag=True, help="Print JSON instead of text.")


def spoken_language(given: str) -> str:
    """The language that `--language` says, else $RASHOMON_LANGUAGE, else empty. RashomonError for one without words."""
    from rashomon.pages.i18n import languages
    from rashomon.settings import language

    found = given.strip().lower() or language()
    if found and found not in languages():
        raise RashomonError(
            f"--language {found!r}" if given else f"RASHOMON_LANGUAGE {found!r}",
            "there are no words in it",
            f"Use one of {', '.join(languages())}.",
        )
    return found


def to_ask(path: str, gathered: bool = True) -> Ledger:
    """The ledger, to be asked: for reading only where it cannot be written, its matters gathered if they are not."""
    from rashomon import ledger as book
    from rashomon.ledger.write import forgetting

    file = Path(path)
    writable = not os.access(file, os.F_OK) or (os.access(file, os.W_OK) and os.access(file.absolute().parent, os.W_OK))
    ledger = book.open_ledger(path, create=False, readonly=not writable)
    try:
        if forgetting.is_unpurged(ledger):
            tell(f"{path} still holds remains of something that was forgotten: `rashomon forget` finishes it.")
        if gathered and not book.is_gathered(ledger):
            if ledger.readonly:
                tell(f"{path} cannot be written, and its matters were not gathered since the last reports were added.")
            else:
                from rashomon.work import whole_world

                tell("Gathering the matters of reports that were added ...")
                gather_matters(ledger, whole_world(ledger))
    except BaseException:
        ledger.close()
        raise
    return ledger


def gather_matters(ledger: Ledger, world: World) -> None:
    from rashomon import ledger as book
    from rashomon.terminal import progress

    with progress("Gathering matters"):
        book.gather_matters(ledger, world, utc_now())


def utc_now() -> datetime:
    return datetime.now(UTC)


def user_name() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None


def some(n: int, what: str) -> str:
    """
    >>> some(1, "report"), some(2, "report")
    ('1 report', '2 reports')
    """
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def tell(text: str) -> None:
    click.echo(text, err=True)


def tell_about(item: Any) -> None:
    from rashomon.model import Refusal
    from rashomon.terminal import plain

    if isinstance(item, Refusal):
        error = plain(item.error).removeprefix(f"{plain(item.id)}: ")
        tell(f"Not read: {plain(item.id)}: {error}")
    else:
        tell(f"Skipped: {plain(item.id)}: {plain(item.why)}")


LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""Some programs take these for the end of a line; JSON may write them as escapes."""


def line(record: Any) -> None:
    """One JSON object as one line of UTF-8, whatever the terminal's encoding; lone surrogates as escapes."""
    text = json.dumps(record, ensure_ascii=False)
    try:
        line = text.translate(LINE_ENDS).encode()
    except UnicodeEncodeError:
        line = json.dumps(record).encode()
    click.echo(line)


def pretty(record: Any) -> None:
    click.echo(json.dumps(record, indent=2, ensure_ascii=not _speaks_unicode()))


def _speaks_unicode() -> bool:
    return (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"


def write(output: str, text: str | bytes) -> None:
    """Writes a file whole or not at all, text in UTF-8; - is standard output, and a device or a pipe is written to.

    Raises RashomonError, with what was there as it was, where it cannot be written, or is a ledger.
    """
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    if output == "-":
        if isinstance(text, bytes) and sys.stdout.isatty():
            raise RashomonError("Standard output", "it is a terminal, and these are no words", "Name a file: -o FILE.")
        return click.echo(data, nl=isinstance(text, str) and not data.endswith(b"\n"))
    try:
        if Path(output).is_dir():
            raise RashomonError(output, "it is a folder", "Name a file in it.")
        if Path(output).exists() and not stat.S_ISREG(Path(output).stat().st_mode):
            with Path(output).open("wb") as stream:
                stream.write(data)
        else:
            _replace(Path(os.path.realpath(output)), data)
    except FileNotFoundError as error:
        raise RashomonError(output, "its folder is not there", "Make the folder, or name another file.") from error
    except OSError as error:
        raise RashomonError(
            output, (error.strerror or str(error)).lower(), "Name another file, or make room."
        ) from error
    return None


def _replace(file: Path, data: bytes) -> None:
    if file.exists():
        from rashomon.ledger.core.driver import is_database

        if is_database(file):
            raise RashomonError(str(file), "it is a ledger or another database", "Name another file to write to.")
    # Whoever can read the ledger made this: it starts as private as the ledger is (mode 0600).
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:40]}.")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def then(as_of: str | None) -> str | None:
    """The instant that `--as-of` names, as the ledger keeps instants."""
    from rashomon.ledger import instant

    return None if as_of is None else instant(as_of)
