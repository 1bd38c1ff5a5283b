"""Opening what a user named, so that nothing waits for ever: a file, or a pipe that gives something in time."""

from __future__ import annotations

import io
import os
import select
import stat
from pathlib import Path
from typing import Any, cast

from rashomon.errors import RashomonError

WRITER_SECONDS = 5.0
"""How long a named pipe is waited at for somebody to write into it."""
SILENT_SECONDS = 60.0
"""The longest silence of whoever writes into a pipe: `rashomon read <(zcat reports.jsonl.gz)`."""
NO_DEVICE = "Name a file; what a device gives is read from standard input, with - as its name."


def opened(path: Path, name: str) -> io.BufferedReader[Any]:
    """The file, for reading bytes, or a pipe with a clock.

    Raises OSError as `open` does; RashomonError about `name` for a device or a socket, and, when it is read, for a pipe
    in which nothing comes.
    """
    mode = path.stat().st_mode  # before it is opened: opening a device can do things
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise RashomonError(name, "it is a device or a socket, not a file", NO_DEVICE)
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_NONBLOCK", 0))
    try:
        state = os.fstat(handle)
        if stat.S_ISREG(state.st_mode) and state.st_size:
            return cast("io.BufferedReader[Any]", os.fdopen(handle, "rb"))
        # Files of no size may be the kernel's (/proc), and those may wait as pipes do.
        return io.BufferedReader(cast(Any, _Timed(handle, name)), 65_536)
    except BaseException:
        os.close(handle)
        raise


class _Timed(io.RawIOBase):
    """A pipe that is read from as long as something comes. A class, as `io` asks for one."""

    def __init__(self, handle: int, name: str) -> None:
        self.handle, self.name = handle, name
        self.begun = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = _read(self.handle, self.name, len(buffer), self.begun)
        self.begun = True
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            os.close(self.handle)
        super().close()


def _read(handle: int, name: str, size: int, begun: bool) -> bytes:
    """What comes next, once it comes; nothing at the end."""
    while True:
        patience, why = SILENT_SECONDS, f"nothing came out of it for {SILENT_SECONDS:g} seconds"
        try:
            data = os.read(handle, size)
            if data or begun or not stat.S_ISFIFO(os.fstat(handle).st_mode):
                return data
            patience, why = WRITER_SECONDS, "it is a pipe that nobody writes into"
        except BlockingIOError:
            pass
        if not select.select([handle], [], [], patience)[0]:
            raise RashomonError(name, why, "Start what writes into it first, or name a file.")
        begun = True
