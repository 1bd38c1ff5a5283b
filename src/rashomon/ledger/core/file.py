"""The file: opening it, one transaction over it, copying it, checking it, and its errors in words."""

from __future__ import annotations

import functools
import json
import os
import sqlite3
import threading
import zlib
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakSet

from rashomon.errors import RashomonError
from rashomon.ledger.core import schema
from rashomon.ledger.core.driver import connect, errors, salt_of, sqlcipher
from rashomon.ledger.core.passphrase import WRONG, Key, key_of, new_key, remember
from rashomon.ledger.core.same_file import (
    FIX,
    Identity,
    Stamp,
    identity,
    last_decision,
    last_decision_on_disk,
    stamp,
    still_there,
)

P = ParamSpec("P")
T = TypeVar("T")

OLDEST_SQLITE = (3, 37)
"""STRICT tables."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Ledger:
    """One open ledger. Usable in `with`; not to be shared between threads."""

    path: Path
    db: sqlite3.Connection
    readonly: bool
    identity: Identity
    key: Key | None = None
    """None where it is not encrypted."""
    kept: dict[Hashable, tuple[object, Any]] = field(default_factory=dict, compare=False, repr=False)
    """What is in memory, with the state of the ledger that it is of: `lines.held` sees to it."""

    def close(self) -> None:
        self.db.close()
        _open_here.discard(self)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


_open_here: WeakSet[Ledger] = WeakSet()
"""What this process has open: into those files nobody may look but SQLite (`rashomon.ledger.core.driver`)."""

_opening = threading.RLock()
"""Held from a look into a file until it is known to be open."""


def open_ledger(
    path: str | os.PathLike[str],
    *,
    create: bool = True,
    readonly: bool = False,
    encrypt: bool = False,
    passphrase: str | None = None,
) -> Ledger:
    """Opens the ledger at `path`, and makes it (mode 0600) where there is none and `create` says so.

    An empty file is none yet. One that is made is encrypted if `encrypt` says so. Where the ledger is encrypted and
    `passphrase` is not given, it is taken from the file that RASHOMON_PASSPHRASE_FILE names, or asked for on the
    terminal. Raises RashomonError where there is none, it is not a ledger, is damaged, locked, made by a newer version,
    or not opened by that passphrase, and where `encrypt` is said of one that is there and not encrypted.
    """
    if sqlite3.sqlite_version_info[:2] < OLDEST_SQLITE:
        raise RashomonError(
            "SQLite", f"version {sqlite3.sqlite_version} is too old", "Use a Python built with SQLite 3.37 or later."
        )
    path = Path(path)
    with explained(str(path)), _opening:
        key = _key(path, _is_there(path, create and not readonly), encrypt, passphrase)
        before = identity(path)
        db = _connect(path, readonly, key)
        try:
            at = schema.look(db, str(path))
            if readonly:
                if at < len(schema.migrations()):
                    raise RashomonError(
                        str(path),
                        "an earlier version of Rashomon made it and it cannot be written here" if at else "it is empty",
                        "Open it once where it can be written: `rashomon read --ledger FILE` brings it up to date.",
                    )
            else:
                schema.migrate(db)
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA synchronous = FULL")
            opened = identity(path, with_log=not readonly)
            if opened.file != before.file:
                raise RashomonError(str(path), "another file took its place while it was opened", "Run this again.")
        except BaseException:
            db.close()
            raise
        ledger = Ledger(path, db, readonly, opened, key)
        _open_here.add(ledger)
        return ledger


def _is_there(path: Path, may_make: bool) -> bool:
    """Whether a file with something in it is at `path`. RashomonError where neither that nor a new one is a ledger."""
    name = str(path)
    if (path / "archive.json").is_file():
        cut = f"rashomon archive cut {name} --where SQL --ledger case.rashomon"
        raise RashomonError(
            name, "it is an archive, which is asked and not worked on", f"Cut a ledger out of it: {cut}"
        )
    if path.is_dir():
        raise RashomonError(name, "it is a folder", "Name a file, such as case.rashomon in that folder.")
    if not path.exists():
        if not may_make:
            raise RashomonError(
                name, "there is no such ledger", "Make one with `rashomon read FILE`, or name one with --ledger."
            )
        if not path.parent.is_dir():
            raise RashomonError(name, "its folder does not exist", f"Make the folder {path.parent} first.")
        return False
    if not path.is_file():
        raise RashomonError(
            name, "it is not a regular file", "Name a ledger, or a file that does not exist yet to start one."
        )
    if path.stat().st_size == 0 and not may_make:
        raise RashomonError(
            name,
            "it is an empty file, not a ledger",
            "Make it one with `rashomon read FILE`, or name one with --ledger.",
        )
    return path.stat().st_size > 0


def _key(path: Path, is_there: bool, encrypt: bool, given: str | None) -> Key | None:
    """The key of the file, which is made where there is none; None where it is not encrypted."""
    if not is_there:
        if encrypt:
            sqlcipher(str(path))
        key = new_key(str(path), given) if encrypt else None
        # Made by us and not by SQLite, so that it is never open to others, not even for a moment.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
        return key
    open_already = open_here(path)
    if open_already is None:
        salt = salt_of(path)
    else:
        salt = open_already.key.salt if open_already.key else None
    if salt is None:
        if encrypt:
            why = "it is there already, and is not encrypted"
            raise RashomonError(str(path), why, "Encrypt it: `rashomon encrypt`. Or name a file that is not there yet.")
        return None
    sqlcipher(str(path))
    return key_of(str(path), salt, given)


def open_here(path: Path) -> Ledger | None:
    """A ledger of this file that is open in this process."""
    file = identity(path).file
    return next((one for one in _open_here if one.identity.file == file), None)


def _connect(path: Path, readonly: bool, key: Key | None) -> sqlite3.Connection:
    modes = ["mode=ro", "mode=ro&immutable=1"] if readonly else ["mode=rw"]
    for mode in modes:
        db = connect(path, mode, key)
        try:
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except errors("OperationalError"):
            db.close()
            # A read-only folder has no room for the -shm file; with no log left over, the file alone is all there is.
            log = path.with_name(path.name + "-wal")
            if mode == modes[-1] or (log.exists() and log.stat().st_size):
                raise
        except errors("DatabaseError") as error:
            db.close()
            if key is None or getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_NOTADB:
                raise
            # From None: not that anything of the key stood in that error, but nothing more is known than this.
            raise RashomonError(str(path), *WRONG) from None
        except BaseException:
            db.close()
            raise
        else:
            if key is not None:
                remember(key)
            return db
    raise AssertionError("one of the modes opens or raises")


ADVICE: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: ("another program is writing to it", "Wait for that to end, then run this again."),
    sqlite3.SQLITE_LOCKED: ("another program is writing to it", "Wait for that to end, then run this again."),
    sqlite3.SQLITE_FULL: (
        "the disk is full",
        "Free some space and run this again: what was stored before is whole, what was not is not there.",
    ),
    sqlite3.SQLITE_READONLY: (
        "it cannot be written",
        "Check the permissions of the file and of its folder, or name another with --ledger.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "it cannot be opened",
        "Check that it exists, and the permissions of the file and of its folder.",
    ),
    sqlite3.SQLITE_PERM: ("it cannot be opened", "Check the permissions of the file and of its folder."),
    sqlite3.SQLITE_NOTADB: (
        "it is not a Rashomon ledger (not an SQLite file)",
        "Name a ledger with --ledger, or a file that does not exist yet to start one.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "it is damaged",
        "Keep it aside and go on from a backup; `sqlite3 FILE .recover` may save the rest, if it is not encrypted.",
    ),
    sqlite3.SQLITE_IOERR: ("the disk failed while it was read or written", "Check the disk, then run this again."),
    sqlite3.SQLITE_TOOBIG: (
        "one report is larger than SQLite holds in a row (1 GB)",
        "Split the report into several files.",
    ),
}
"""What SQLite's primary result codes mean to the person at the keyboard: why, and what to do."""


def is_damage(error: RashomonError) -> bool:
    """Whether it says that the ledger itself is damaged, or no ledger any more."""
    return error.why in (ADVICE[sqlite3.SQLITE_CORRUPT][0], ADVICE[sqlite3.SQLITE_NOTADB][0])


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turns what SQLite and the file system raise into a RashomonError about the file `name`."""
    try:
        yield
    except errors() as error:
        # Python's own errors have no code: a text in the file that is no UTF-8 any more.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if isinstance(error, errors("ProgrammingError")) or code not in ADVICE:
            raise
        raise RashomonError(name, *ADVICE[code]) from error
    except (zlib.error, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise RashomonError(name, *ADVICE[sqlite3.SQLITE_CORRUPT]) from error
    except OSError as error:
        raise RashomonError(
            name,
            (error.strerror or str(error)).lower(),
            "Check the permissions and the space of its folder, or name another file.",
        ) from error


def in_words(function: Callable[Concatenate[Ledger, P], T]) -> Callable[Concatenate[Ledger, P], T]:
    """For the ledger's public functions: what SQLite raises inside comes out as a RashomonError about the ledger.

    So does any fault that a damaged file brings about: rows that do not fit together, a record that is none.
    """

    @functools.wraps(function)
    def wrapped(ledger: Ledger, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with explained(str(ledger.path)):
            try:
                return function(ledger, *args, **kwargs)
            except (KeyError, IndexError, TypeError, ValueError, AssertionError, StopIteration) as error:
                if not _wrong(ledger.db):
                    raise
                raise RashomonError(str(ledger.path), *ADVICE[sqlite3.SQLITE_CORRUPT]) from error

    return wrapped


def _wrong(db: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong with the file: pages, indexes, rows that point at nothing."""
    wrong = [str(row[0]) for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
    rows = db.execute("PRAGMA foreign_key_check")
    return wrong + [f"{row[0]} row {row[1]} points at a {row[2]} that is not there" for row in rows]


@contextmanager
def writing(ledger: Ledger) -> Iterator[sqlite3.Connection]:
    """One transaction that writes: all of it, or, whatever happens in between, none of it.

    Raises RashomonError where the file is no longer the one that was opened: what is written would be gone with it.
    """
    if ledger.readonly:
        raise RashomonError(str(ledger.path), "it was opened for reading only", "Open it for writing.")
    still_there(ledger.path, ledger.identity)
    db = ledger.db
    db.execute("BEGIN IMMEDIATE")
    try:
        yield db
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    still_there(ledger.path, ledger.identity)


@in_words
def look_again(ledger: Ledger, last: tuple[Stamp, int] | None = None) -> tuple[Stamp, int]:
    """Whether the file is still there, the one that was opened, and with all the decisions that were in it.

    `last` is what came back the time before. While nothing is written into the file itself, this costs two looks into
    its folder; else it is opened once more, as this connection may have in memory what is on the disk no more.
    Raises RashomonError where it is not.
    """
    still_there(ledger.path, ledger.identity)
    now = stamp(ledger.path)
    try:
        decided = last_decision(ledger.db)
        if last and last[0] != now:
            decided = min(decided, last_decision_on_disk(ledger.path, ledger.key))
    except errors("DatabaseError") as error:
        if isinstance(error, errors("OperationalError")):
            raise
        raise RashomonError(str(ledger.path), *ADVICE[sqlite3.SQLITE_CORRUPT]) from error
    if last and decided < last[1]:
        why = f"decisions that were in it are gone: the last was number {last[1]}, now it is {decided}"
        raise RashomonError(str(ledger.path), why, FIX)
    return now, decided


@contextmanager
def asking(ledger: Ledger) -> Iterator[sqlite3.Connection]:
    """One transaction that reads: several questions, all answered from one state of the ledger."""
    db = ledger.db
    if db.in_transaction:
        yield db
        return
    db.execute("BEGIN")
    try:
        yield db
    finally:
        db.execute("ROLLBACK")


@in_words
def backup(ledger: Ledger, path: str | os.PathLike[str]) -> Path:
    """Copies the ledger, whole and of one instant, also while others write to it. Never overwrites a file.

    The copy of an encrypted one is encrypted, with the same passphrase.
    """
    target = Path(path)
    if target.is_dir():
        target = target / ledger.path.name
    if target.exists():
        raise RashomonError(str(target), "it is already there", "Name a file that does not exist yet.")
    with explained(str(target)):
        os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        copy = connect(target, "mode=rw", ledger.key)
        try:
            ledger.db.backup(copy)
            # The copy is one file: with no log beside it, it can be carried away and put on read-only media.
            copy.execute("PRAGMA journal_mode = DELETE")
        except BaseException:
            copy.close()
            target.unlink(missing_ok=True)
            raise
        copy.close()
    return target


@in_words
def check(ledger: Ledger) -> list[str]:
    """What is wrong with the ledger, in words; an empty list is a whole one."""
    db = ledger.db
    wrong = _wrong(db)
    if not wrong and not ledger.readonly:
        for index in ("report_words", "statement_words"):
            try:
                db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - our names
            except errors("DatabaseError") as error:
                wrong.append(f"the search index {index} does not fit the texts: {error}")
    return wrong


def meta(db: sqlite3.Connection, name: str) -> str:
    return str(db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()[0])


def set_meta(db: sqlite3.Connection, name: str, value: Any) -> None:
    db.execute(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, str(value))
    )
