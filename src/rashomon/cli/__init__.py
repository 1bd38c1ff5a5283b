"""The commands. Each is thin: opens the ledger, calls one room, and prints. Heavy modules are imported where used."""

from __future__ import annotations

import atexit
import errno
import gc
import io
import os
import sys
from collections.abc import Sequence

import click

from rashomon.cli.archive import archive
from rashomon.cli.ask import changes, history, incidents, matters, search, show
from rashomon.cli.bench import bench
from rashomon.cli.came_in import log
from rashomon.cli.common import tell
from rashomon.cli.coverage import coverage
from rashomon.cli.decide import decide, forget, notes
from rashomon.cli.follow import follow
from rashomon.cli.mcp import mcp
from rashomon.cli.note import note
from rashomon.cli.pack import pack
from rashomon.cli.reading import read
from rashomon.cli.serve import serve
from rashomon.cli.sharing import brief, export
from rashomon.cli.upkeep import backup, decrypt, demo, encrypt, rekey
from rashomon.cli.users import users
from rashomon.cli.world import world
from rashomon.errors import NO_MEMORY, STOPPED, RashomonError, was_out_of_memory, was_stopped
from rashomon.version import __version__


def main(args: Sequence[str] | None = None) -> None:
    """The entry point. Every error ends here: in words on standard error, with an exit status, without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a letter shows a question mark, and the rest of the report.
            stream.reconfigure(errors="replace")
    # Nearly all that a start makes stays: looking for garbage every 700 objects finds none, and takes .1 s of it.
    gc.set_threshold(OFTEN, *gc.get_threshold()[1:])
    # On its way out Python looks for garbage in all that a reading loaded, .6 s long; the system takes it back anyhow.
    atexit.register(gc.freeze)
    try:
        status = cli.main(args, prog_name="rashomon", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        tell(STOPPED)
        status = 130
    except RashomonError as error:
        tell(f"Error: {error}")
        status = 1
    except BrokenPipeError:
        _close_output()  # whoever read it wants no more of it
        status = 1
    except Exception as error:
        if was_stopped(error):
            tell(STOPPED)
            status = 130
        else:
            tell(f"Error: {_in_words(error)}")
            status = 1
    sys.exit(status if isinstance(status, int) else 0)


OFTEN = 50_000
"""New objects from which on Python looks for garbage among them."""

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""Of the disk, of what the user may take of it, and of one file."""


MAKE_ROOM = "Free some space, or write elsewhere, and run this again."


def _in_words(error: Exception) -> str:
    if was_out_of_memory(error):
        return NO_MEMORY
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        if error.filename is None:  # what is read or written by name has one
            _close_output()
        return f"{error.filename or 'standard output'}: there is no room left. {MAKE_ROOM}"
    if isinstance(error, OSError) and error.errno == errno.EBADF and error.filename is None:
        _close_output()
        return "standard output: it is closed. Run this again with it open, or sent to a file."
    return (
        f"a fault in Rashomon {__version__} itself ({type(error).__name__}: {error}). Nothing was"
        " half-stored. Please report it with the command that you ran; add the input only if it is safe to share."
    )


def _close_output() -> None:
    """What is still to be written goes nowhere: Python would complain of it once more on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="rashomon")
def cli() -> None:
    """Who says what happened: a ledger of attributed claims from conflict reports.

    Reads reports, keeps who said what (with the words that show it), and lays rival accounts side by side. It
    never says which account is true.

    \b
    Example:
      rashomon read reports/ --pack syria
      rashomon incidents --status disputed
      rashomon brief -o brief.html
    """


for command in (
    *(
        read,
        follow,
        log,
        incidents,
        matters,
        show,
        search,
        history,
        changes,
        coverage,
        decide,
        forget,
        notes,
        export,
        brief,
        note,
    ),
    *(serve, users, mcp, demo, backup, encrypt, decrypt, rekey, archive, pack, world, bench),
):
    cli.add_command(command)
