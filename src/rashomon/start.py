"""The first step of the command, before anything else is loaded: the three streams, and Ctrl-C while all that loads."""

from __future__ import annotations

import io
import os
import signal
import sys

from rashomon.errors import NO_MEMORY, STOPPED, was_out_of_memory, was_stopped


def main() -> None:
    """What `rashomon` runs. Ends with SystemExit."""
    open_streams()
    try:
        from rashomon.cli import main as command

        command()
    except KeyboardInterrupt:
        _say(STOPPED)
        sys.exit(130)
    except Exception as error:  # of the imports: the command itself raises none
        if was_stopped(error):
            _say(STOPPED)
            sys.exit(130)
        if not was_out_of_memory(error):
            raise
        _say(f"Error: {NO_MEMORY}")
        sys.exit(1)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # nothing is left to stop; Python's own end is not to be told of


def open_streams() -> None:
    """Opens the streams that whoever started this closed (`>&-`), so that no file of ours is taken for one of them.

    SQLite keeps off these numbers for the same reason ("How To Corrupt An SQLite Database File", 2.1). What is written
    to a closed standard output fails as it should; what is said on a closed standard error is lost.
    """
    for number, flags in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, flags)  # takes the lowest number that is free: this one
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.FileIO(0, "r", closefd=False))
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False))
    if sys.stderr is None:
        sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), line_buffering=True)


def _say(text: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    print(text, file=sys.stderr)  # noqa: T201 - nothing is loaded yet
