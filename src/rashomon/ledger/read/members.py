"""Who may sign in at the desk, with which role, and whose session a token is."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

from rashomon.ledger.core.file import Ledger, in_words

Role = Literal["reader", "analyst", "editor", "owner"]
ROLES: tuple[Role, ...] = ("reader", "analyst", "editor", "owner")
"""Each may what those before it may."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who may sign in. `seen` is when they last were there, as far as a session that has not ended tells."""

    name: str
    role: Role
    made: str
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A session that has not ended. Times are ISO 8601 in UTC, to the second."""

    member: Member
    seen: str
    ends: str


def key(name: str) -> str:
    """What is one name, however it is typed.

    >>> key("  Dana  HOLT "), key("Dana Holt")
    ('dana holt', 'dana holt')
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@in_words
def members(ledger: Ledger) -> list[Member]:
    """All of them, by name."""
    sql = "SELECT name, role, made, (SELECT max(seen) FROM session WHERE member = key) FROM member ORDER BY key"
    return [Member(*row) for row in ledger.db.execute(sql)]


@in_words
def has_members(ledger: Ledger) -> bool:
    """Whether several share this ledger: then nobody is let in without signing in."""
    return bool(ledger.db.execute("SELECT EXISTS (SELECT 1 FROM member)").fetchone()[0])


@in_words
def member(ledger: Ledger, name: str) -> Member | None:
    row = ledger.db.execute("SELECT name, role, made FROM member WHERE key = ?", (key(name),)).fetchone()
    return Member(*row) if row else None


@in_words
def password_of(ledger: Ledger, name: str) -> str | None:
    """The hash of a password."""
    row = ledger.db.execute("SELECT password FROM member WHERE key = ?", (key(name),)).fetchone()
    return str(row[0]) if row else None


@in_words
def session_of(ledger: Ledger, token: str, now: str) -> Session | None:
    """The session of a token (its SHA-256), if it has not ended by `now`. That somebody was away is not looked at."""
    sql = "SELECT name, role, made, seen, ends FROM session JOIN member ON key = member WHERE token = ? AND ends > ?"
    row = ledger.db.execute(sql, (token, now)).fetchone()
    if row is None:
        return None
    name, role, made, seen, ends = row
    return Session(Member(name, role, made, seen), seen, ends)


@in_words
def is_of_a_person(ledger: Ledger, decision: int) -> bool:
    """Whether a decision protects or releases a person, or takes back one that does."""
    sql = """
        WITH RECURSIVE back (id, person, undoes) AS (
            SELECT id, person, undoes FROM decision WHERE id = ?
            UNION SELECT d.id, d.person, d.undoes FROM decision d JOIN back ON d.id = back.undoes)
        SELECT EXISTS (SELECT 1 FROM back WHERE person IS NOT NULL)"""
    return bool(ledger.db.execute(sql, (decision,)).fetchone()[0])
