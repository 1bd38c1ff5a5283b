"""Which state of a ledger is this? One hash of all that decides what it says, to be printed beside what left it."""

from __future__ import annotations

import hashlib
import json
import sqlite3

from rashomon.ledger.core.file import Ledger, in_words
from rashomon.ledger.read.list_index import held

ASKED = (
    "SELECT key, text_sha256, edition, current FROM report ORDER BY key",
    "SELECT report, version, world FROM reading ORDER BY report",
    "SELECT id, incident, status FROM matter WHERE live ORDER BY id",
    "SELECT id, at, verb, undoes FROM decision ORDER BY id",
)
"""Reports, what they were read by, how the matters stand, and that something was decided: no words of anybody."""


@in_words
def state_hash(ledger: Ledger) -> str:
    """SHA-256 of the reports, readings, matters and decisions there are, in hexadecimal.

    The same ledger gives the same hash on any machine; another report, reading, status or decision gives another.
    """
    return held(ledger, "state hash", _hash)


def _hash(db: sqlite3.Connection) -> str:
    digest = hashlib.sha256()
    for ask in ASKED:
        for row in db.execute(ask):
            digest.update(json.dumps(list(row)).encode() + b"\n")
        digest.update(b"\n")
    return digest.hexdigest()
