"""A ledger encrypted, made plain, or given another passphrase: a new file beside it, compared, and put in its place.

Encryption in SQLCipher goes by the file, so none of this is done in place. Nothing else may have the ledger open
meanwhile. Killed at any instant, the ledger at its path is the one of before or the new one, whole.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from typing import Any

from rashomon.errors import RashomonError
from rashomon.ledger.core import driver
from rashomon.ledger.core.driver import connect, errors, keyed
from rashomon.ledger.core.file import explained, open_here, open_ledger
from rashomon.ledger.core.passphrase import Key, new_key, remember


def encrypt(path: str | os.PathLike[str], passphrase: str | None = None) -> None:
    """Encrypts a plain ledger. The passphrase is given, or is asked for as `open_ledger` does, twice."""
    _recoded(path, lambda: new_key(str(path), passphrase), must_be="plain")


def decrypt(path: str | os.PathLike[str], passphrase: str | None = None) -> None:
    """Makes a plain ledger of an encrypted one, which this passphrase opens."""
    _recoded(path, lambda: None, must_be="encrypted", passphrase=passphrase)


def rekey(path: str | os.PathLike[str], passphrase: str | None = None, new: str | None = None) -> None:
    """Encrypts an encrypted ledger anew, with another passphrase. What is `new` is asked for by hand, if not given."""
    _recoded(path, lambda: new_key(str(path), new, by_hand=True), must_be="encrypted", passphrase=passphrase)


def _recoded(
    path: str | os.PathLike[str],
    key_after: Callable[[], Key | None],
    *,
    must_be: str,
    passphrase: str | None = None,
) -> None:
    path = Path(path)
    if path.is_symlink():  # what it leads to is replaced, and the link stays
        path = Path(os.path.realpath(path))
    sqlcipher = driver.sqlcipher(str(path))
    if path.exists() and open_here(path):
        # Not for the driver to find out: this process may have it open by the other one, which knows nothing of it.
        raise _is_open(path)
    with open_ledger(path, create=False, passphrase=passphrase) as ledger:
        was = ledger.key
    if must_be != ("plain" if was is None else "encrypted"):
        why = "it is encrypted already" if was else "it is not encrypted"
        raise RashomonError(
            str(path), why, "`rashomon rekey` changes its passphrase." if was else "`rashomon encrypt`."
        )
    key = key_after()
    part = path.with_name(f"{path.name}-recoding")
    with explained(str(path)):
        db = keyed(sqlcipher.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=driver.WAIT_SECONDS), was)
        try:
            _alone(db, path)
            _gone(part)
            os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
            _copied(db, part, key)
            _compared(db, part, key, path)
            # Both locks are held to the end: what another program would write now goes into neither.
            part.replace(path)
            _synced(path.parent)
        finally:
            db.close()
            _gone(part)
    if key is not None:
        remember(key)


def _alone(db: sqlite3.Connection, path: Path) -> None:
    """Nobody else has the file open, or can until this connection closes; its log is in it, and gone."""
    try:
        mode = db.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("BEGIN EXCLUSIVE")
        db.execute("COMMIT")
    except errors("OperationalError") as error:
        if getattr(error, "sqlite_errorcode", 0) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
        mode = "wal"
    if mode != "delete":
        raise _is_open(path)


def _is_open(path: Path) -> RashomonError:
    return RashomonError(str(path), "it is open elsewhere, on the desk perhaps", "Close that, and run this again.")


def _copied(db: sqlite3.Connection, part: Path, key: Key | None) -> None:
    """The ledger in another file, under another key. What is parsed as SQL holds neither key nor path."""
    db.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(part), key.spoken if key else ""))
    db.execute("PRAGMA fresh.synchronous = FULL")
    db.execute("BEGIN")  # else each table and index is a transaction of its own, and waits for the disk
    try:
        db.execute("SELECT sqlcipher_export('fresh')").fetchone()
    except errors("OperationalError") as error:  # as of any function of SQL, with words and without a code
        raise RashomonError(
            str(part), f"it cannot be written ({error})", "Nothing was changed. Check the disk."
        ) from error
    db.execute("COMMIT")
    for pragma in ("application_id", "user_version"):
        db.execute(f"PRAGMA fresh.{pragma} = {int(_one(db, f'PRAGMA main.{pragma}'))}")
    # After a failure it stays attached until the connection closes: detaching would fail too, and say nothing of it.
    db.execute("DETACH DATABASE fresh")


def _compared(db: sqlite3.Connection, part: Path, key: Key | None, path: Path) -> None:
    """Opens what was written, as the next program will, and compares it row by row. Raises RashomonError."""
    fresh = connect(part, "mode=ro", key)
    try:
        with closing(_all(db)) as before, closing(_all(fresh)) as after:
            same = all(row == other for row, other in zip_longest(before, after))
        if not same or _one(fresh, "PRAGMA integrity_check") != "ok":
            raise RashomonError(str(path), "its copy does not hold the same", "Nothing was changed. Check the disk.")
    finally:
        fresh.close()


def _all(db: sqlite3.Connection) -> Generator[Any, None, None]:
    """Everything that a ledger holds, in an order that hangs on nothing but that."""
    for pragma in ("application_id", "user_version"):
        yield _one(db, f"PRAGMA {pragma}")
    schema = db.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
    yield from schema
    for kind, name, sql in schema:
        if kind == "table" and not sql.startswith("CREATE VIRTUAL"):
            yield name
            # Tables without a number of their own come in the order of their key.
            order = "" if "WITHOUT ROWID" in sql else "ORDER BY rowid"
            yield from db.execute(f'SELECT * FROM "{name}" {order}')  # noqa: S608 - our names


def _one(db: sqlite3.Connection, sql: str) -> Any:
    return db.execute(sql).fetchone()[0]


def _gone(part: Path) -> None:
    """Takes away what an earlier try left behind, and what SQLite kept beside it."""
    for end in ("", "-journal", "-wal", "-shm"):
        part.with_name(part.name + end).unlink(missing_ok=True)


def _synced(folder: Path) -> None:
    """A file's new name is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
