"""Adding and removing those who may sign in, and beginning and ending their sessions.

Decisions keep the name that they were made under: whoever is removed stays in the history.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from rashomon.errors import RashomonError
from rashomon.ledger.core.file import Ledger, in_words, writing
from rashomon.ledger.core.passwords import hashed
from rashomon.ledger.read.members import ROLES, Role, key
from rashomon.message import Phrase

LONGEST_NAME = 60


@in_words
def add_member(ledger: Ledger, name: str, role: str, password: str, now: datetime) -> None:
    """Raises RashomonError for a name that is none or there already, and for a first member that is no owner."""
    name = " ".join(name.split())
    if not key(name) or len(name) > LONGEST_NAME or not name.isprintable():
        fix = Phrase("Use 1 to {n} letters.", n=LONGEST_NAME)
        raise RashomonError(name[:80] or Phrase("The name"), Phrase("it is no name"), fix)
    kept = hashed(password, name)
    with writing(ledger) as db:
        if _role(db, name) is not None:
            fix = Phrase("Choose another name, or give that person another role.")
            raise RashomonError(name, Phrase("somebody of this name is there already"), fix)
        row = key(name), name, known_role(role), kept, now.isoformat(timespec="seconds")
        db.execute("INSERT INTO member VALUES (?, ?, ?, ?, ?)", row)
        _with_an_owner(db, name)


@in_words
def remove_member(ledger: Ledger, name: str) -> None:
    """Takes somebody out, with their sessions. Raises RashomonError for the last owner of several."""
    with writing(ledger) as db:
        _there(db, name)
        db.execute("DELETE FROM member WHERE key = ?", (key(name),))
        _with_an_owner(db, name)


@in_words
def set_role(ledger: Ledger, name: str, role: str) -> None:
    """It holds from the next page on. Raises RashomonError for the last owner."""
    with writing(ledger) as db:
        _there(db, name)
        db.execute("UPDATE member SET role = ? WHERE key = ?", (known_role(role), key(name)))
        _with_an_owner(db, name)


@in_words
def set_password(ledger: Ledger, name: str, password: str) -> None:
    """All sessions of before end."""
    kept = hashed(password, name)
    with writing(ledger) as db:
        _there(db, name)
        db.execute("UPDATE member SET password = ? WHERE key = ?", (kept, key(name)))
        db.execute("DELETE FROM session WHERE member = ?", (key(name),))


@in_words
def begin_session(ledger: Ledger, name: str, password: str, token: str, now: datetime, ends: datetime) -> bool:
    """Keeps a session by the hash of its token. False where the hash of the password is not `password` any more."""
    at = now.isoformat(timespec="seconds")
    with writing(ledger) as db:
        db.execute("DELETE FROM session WHERE ends <= ?", (at,))
        sql = "INSERT INTO session SELECT ?, key, ?, ?, ? FROM member WHERE key = ? AND password = ?"
        row = token, at, at, ends.isoformat(timespec="seconds"), key(name), password
        return db.execute(sql, row).rowcount == 1


@in_words
def seen_now(ledger: Ledger, token: str, now: datetime) -> None:
    with writing(ledger) as db:
        db.execute("UPDATE session SET seen = ? WHERE token = ?", (now.isoformat(timespec="seconds"), token))


@in_words
def end_session(ledger: Ledger, token: str) -> None:
    with writing(ledger) as db:
        db.execute("DELETE FROM session WHERE token = ?", (token,))


def known_role(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    fix = Phrase("Use one of {names}.", names=", ".join(ROLES))
    raise RashomonError(role[:40] or Phrase("The role"), Phrase("there is no role of this name"), fix)


def _role(db: sqlite3.Connection, name: str) -> str | None:
    row = db.execute("SELECT role FROM member WHERE key = ?", (key(name),)).fetchone()
    return str(row[0]) if row else None


def _there(db: sqlite3.Connection, name: str) -> None:
    if _role(db, name) is None:
        fix = Phrase("Look at the list of those who may.")
        raise RashomonError(name[:80] or Phrase("The name"), Phrase("nobody of this name may sign in"), fix)


def _with_an_owner(db: sqlite3.Connection, name: str) -> None:
    """Where somebody may sign in, an owner may: else nobody could change a thing on the desk."""
    people, owners = db.execute("SELECT count(*), count(*) FILTER (WHERE role = 'owner') FROM member").fetchone()
    if people and not owners:
        raise RashomonError(name, Phrase("then nobody would be an owner"), Phrase("Make somebody an owner first."))
