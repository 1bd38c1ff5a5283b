"""Is the file at the ledger's path still the one that is open, and still a ledger?

SQLite writes into the file that it opened, whatever became of its name: a ledger that was moved, deleted or replaced
meanwhile takes every ruling, says nothing, and is gone with them (sqlite.org, "How To Corrupt An SQLite Database
File", 2.4). So the file is compared by device and inode before each write and after it, and its log with it.

Nothing here opens the file but SQLite: whoever else opens and closes it in this process takes SQLite's locks away
(the same, 2.2).
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from rashomon.errors import RashomonError
from rashomon.ledger.core.driver import connect
from rashomon.ledger.core.passphrase import Key

FIX = "Close what has it open here, look for the file or a backup, and open that."


@dataclass(frozen=True, slots=True)
class Identity:
    """Device and inode of the file, and of its log where there is one."""

    file: tuple[int, int]
    log: tuple[int, int] | None


def identity(path: Path, with_log: bool = True) -> Identity:
    """Of what stands at `path` now. Raises OSError where nothing does."""
    log = path.with_name(path.name + "-wal")
    try:
        return Identity(_number(path), _number(log) if with_log else None)
    except FileNotFoundError:
        return Identity(_number(path), None)


def _number(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def still_there(path: Path, opened: Identity) -> None:
    """Raises RashomonError where the file at `path` or its log is not the one that was opened."""
    name = str(path)
    try:
        now = identity(path)
    except OSError:
        raise RashomonError(name, "it was moved or deleted while it was open here", FIX) from None
    if now.file != opened.file:
        raise RashomonError(name, "another file took its place while it was open here", FIX)
    if opened.log and now.log != opened.log:
        why = f"its log, {path.name}-wal, was deleted or replaced while it was open here"
        raise RashomonError(name, why, "Close what has it open here, which saves what is in the log, and open it anew.")


Stamp = tuple[int, int]


def stamp(path: Path) -> Stamp:
    """Time and size of the file, which change when something is written into it (its log is not it)."""
    found = path.stat()
    return found.st_mtime_ns, found.st_size


def last_decision(db: sqlite3.Connection) -> int:
    """The number of the last decision that was ever made, forgotten ones too."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'decision'").fetchone()
    return int(row[0]) if row else 0


def last_decision_on_disk(path: Path, key: Key | None) -> int:
    """The same, by a connection that has nothing of the file in memory yet.

    Raises an Error of the driver where something else was written over the file.
    """
    db = connect(path, "mode=ro", key)
    try:
        return last_decision(db)
    finally:
        db.close()
