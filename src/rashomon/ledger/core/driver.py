"""Which driver opens a file? A plain one Python's own `sqlite3`, an encrypted one `sqlcipher3`, a fork of it.

All else in the ledger is written for either: connections are alike but for their type, and errors have the same names
and codes but no common ancestor (`errors`). `sqlcipher3` is loaded where there is something encrypted, and only then.

In one process one file is opened by one driver alone. SQLite keeps its locks by process, each copy of the library by
itself, and whoever closes the file by another way takes them away (sqlite.org, "How To Corrupt An SQLite Database
File", 2.2). So what is open is not looked into (`rashomon.ledger.core.file`), and nothing is opened to see whether it
can be.
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import Any, cast

from rashomon.errors import RashomonError
from rashomon.ledger.core.passphrase import SALT, Key

WAIT_SECONDS = 10.0
"""How long a command waits for another that is writing: longer than any one transaction here takes."""

PLAIN = b"SQLite format 3\0"
"""How a plain file begins."""

PAGE = 4096
"""Bytes of a page: nothing smaller is an encrypted file."""

EVEN = (120.0, 420.0)
"""Pearson's chi-square over the 256 values of a byte: random ones have 255, give or take 23; text has thousands, and a
table of all values none."""


def connect(path: Path, mode: str, key: Key | None) -> sqlite3.Connection:
    """A connection to the file, `mode` being what SQLite's URI takes. Nothing is read yet: a wrong key shows later."""
    where = f"{path.absolute().as_uri()}?{mode}"
    if key is None:
        return sqlite3.connect(where, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
    return cast(sqlite3.Connection, keyed(sqlcipher(str(path)).connect(where, uri=True, timeout=WAIT_SECONDS), key))


def keyed(db: Any, key: Key | None) -> Any:
    """A fresh connection of SQLCipher, in the state in which one of `sqlite3` is: with its key, and silent."""
    db.isolation_level = None
    if key is not None:
        db.set_key(key.spoken)
    # It would write what fails to standard error, beside the error that it raises.
    db.execute("PRAGMA cipher_log_level = NONE")
    # Whatever is sorted or set aside on the way would be spilled to a file that is not encrypted.
    db.execute("PRAGMA temp_store = MEMORY")
    return db


def sqlcipher(name: str) -> Any:
    """The module that opens encrypted files. Raises RashomonError where it is not installed."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        raise RashomonError(
            name,
            "what opens an encrypted ledger (SQLCipher) is not installed here",
            "Install it: pip install 'rashomon[encrypted]'.",
        ) from None
    return dbapi2


def errors(name: str = "Error") -> tuple[type[sqlite3.Error], ...]:
    """The exceptions of this name, of every driver that is loaded: for `except errors(...) as error`."""
    drivers = (sqlite3, sys.modules.get("sqlcipher3.dbapi2"))
    return tuple(getattr(driver, name) for driver in drivers if driver is not None)


def salt_of(path: Path) -> bytes | None:
    """The salt that an encrypted file begins with; None for one that is not encrypted. Not for a file that is open.

    An encrypted file has no mark: all of it, from the first byte, is as good as random. Some compressed files are so
    too. They are taken for encrypted, and no passphrase opens them.
    """
    with path.open("rb") as file:
        head = file.read(PAGE)
    return head[:SALT] if len(head) == PAGE and is_even(head) else None


def is_database(path: Path) -> bool:
    """Whether a file is a plain database, or may be an encrypted one: whole pages of chance. Not for a file that is
    open."""
    with path.open("rb") as file:
        plain = file.read(len(PLAIN)) == PLAIN
    return plain or (path.stat().st_size % PAGE == 0 and salt_of(path) is not None)


def is_even(head: bytes) -> bool:
    """Whether all bytes come about equally often, as by chance: so it is in what is encrypted."""
    if head.startswith(PLAIN):
        return False
    expected = len(head) / 256
    return EVEN[0] < sum((head.count(value) - expected) ** 2 for value in range(256)) / expected < EVEN[1]
