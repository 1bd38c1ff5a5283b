"""The ledger's schema: numbered SQL files, run in order, each in one transaction that also moves the number on."""

from __future__ import annotations

import sqlite3
from importlib.resources import files

from rashomon.errors import RashomonError
from rashomon.version import __version__

APPLICATION_ID = 0x5261736F
"""Bytes 68 to 71 of the file, "Raso": what tells a ledger from any other SQLite file."""


def migrations() -> list[str]:
    """The SQL of each migration, oldest first: the first takes a ledger from schema 0 to schema 1."""
    found = sorted((f for f in files(__package__).joinpath("migrations").iterdir() if f.name.endswith(".sql")), key=str)
    return [f.read_text(encoding="utf-8") for f in found]


def number(db: sqlite3.Connection) -> int:
    """The schema that the file is at; 0 is a file with nothing in it."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def look(db: sqlite3.Connection, name: str) -> int:
    """The schema's number, or a RashomonError where the file is no ledger or one of a newer version."""
    if not db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        return 0
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise RashomonError(
            name,
            "it is an SQLite file, but not a Rashomon ledger",
            "Name a ledger with --ledger, or a file that does not exist yet to start one.",
        )
    latest = len(migrations())
    if number(db) > latest:
        raise RashomonError(
            name,
            f"a newer version of Rashomon made it (schema {number(db)}; version {__version__} knows {latest})",
            "Upgrade Rashomon, or use a backup made before the upgrade.",
        )
    return number(db)


def migrate(db: sqlite3.Connection, steps: list[str] | None = None) -> None:
    """Brings the schema up to the latest, one transaction a step: killed in between, the next opening goes on."""
    for n, script in enumerate(migrations() if steps is None else steps, start=1):
        if n <= number(db):
            continue
        try:
            db.execute("BEGIN IMMEDIATE")
            if number(db) >= n:  # another program did it while this one waited
                db.execute("ROLLBACK")
                continue
            for statement in _statements(script):
                db.execute(statement)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {n}")
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


def _statements(script: str) -> list[str]:
    """The statements of a script, one by one: `executescript` would commit the transaction that is open."""
    found, so_far = [], ""
    for line in script.splitlines(keepends=True):
        so_far += line
        if sqlite3.complete_statement(so_far):
            found.append(so_far)
            so_far = ""
    return found + ([so_far] if so_far.strip() else [])
