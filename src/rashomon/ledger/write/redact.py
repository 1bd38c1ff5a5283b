"""How is a name struck out of everything that the ledger holds, so that all spans still fit? Used by `forget` alone.

A report whose text or bytes hold the name gets fillers in its place, and a new key and hash that nothing of the old
ones goes into. Ids of statements and claims begin with the key, and change with it wherever they stand.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rashomon.ledger.core.from_json import reading_from_json
from rashomon.ledger.core.name_search import redacted
from rashomon.ledger.core.rows import TOLD, frozen_text, storable
from rashomon.ledger.write.store_reports import store_rows
from rashomon.model import Report

Redact = Callable[[str], str]

TEXTS = {
    "decision": ("by", "why", "value"),
    "decision_claim": ("quote", "before", "after"),
    "event": ("by", "detail"),
    "matter": ("place",),
    "alias": ("added_by",),
    "report": ("added_by",),
    "batch": ("by",),
    "intake": ("input", "id", "why", "notes"),
    "alert": ("view", "text"),
}
"""Columns outside reports and readings in which a name may stand."""


def strike(db: sqlite3.Connection, names: Sequence[str], holding: Sequence[str]) -> None:
    """Strikes the names out of the reports with these keys, and out of all that was made or written about them."""

    def out(text: str) -> str:
        return redacted(text, names)

    keys = {old: _strike_report(db, old, out) for old in holding}

    def renamed(text: str) -> str:
        key, dot, rest = text.partition(".")
        return f"{keys[key]}.{rest}" if dot and key in keys else out(text)

    for old, new in keys.items():
        db.execute(
            "UPDATE matter_claim SET claim = ? || substr(claim, ?) WHERE substr(claim, 1, ?) = ?",
            (new, len(old) + 1, len(old) + 1, f"{old}."),
        )
        db.execute("UPDATE event SET thing = ? WHERE thing = ?", (new, old))
    for table, columns in TEXTS.items():
        _strike_columns(db, table, columns, out)
    for table, key in (("matter", "id"), ("matter_past", "n")):
        for n, body in db.execute(f"SELECT {key}, body FROM {table}").fetchall():  # noqa: S608 - our names
            clean = json.dumps(_walk(json.loads(body), renamed))
            db.execute(f"UPDATE {table} SET body = ? WHERE {key} = ?", (clean, n))  # noqa: S608 - our names


def _strike_columns(db: sqlite3.Connection, table: str, columns: Sequence[str], out: Redact) -> None:
    for column in columns:
        for (text,) in db.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL").fetchall():  # noqa: S608
            if (clean := out(text)) != text:
                db.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (clean, text))  # noqa: S608 - our names


def _walk(value: Any, change: Redact) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_walk(x, change) for x in value]
    return {k: _walk(x, change) for k, x in value.items()} if isinstance(value, dict) else value


def _strike_report(db: sqlite3.Connection, old: str, out: Redact) -> str:
    """The report under a new key, which is returned, with fillers for the name and without its original bytes."""
    row = db.execute(
        "SELECT text, exact_text, outlet, published, language FROM report WHERE key = ?", (old,)
    ).fetchone()
    text, outlet = out(frozen_text(row[0], row[1])), row[2] and out(row[2])
    # A random hash: the true one would tell the name to whoever tries names in its place.
    fresh = Report("", text, secrets.token_hex(32), outlet=outlet)
    kept, data = storable(text) or "", text.encode("utf-8", "surrogatepass")
    values: dict[str, object] = {
        "key": fresh.key,
        "sha256": fresh.sha256,
        "text_sha256": fresh.text_sha256,
        "text": kept,
        "exact_text": None if kept == text else data,
        "raw": zlib.compress(data),
        "media_type": "text/plain",
        # An address leads to the page that holds the name.
        "url": None,
        "final_url": None,
    }
    for column in (c for c in TOLD if c not in values):
        (told,) = db.execute(f"SELECT {column} FROM report WHERE key = ?", (old,)).fetchone()  # noqa: S608 - our names
        values[column] = told and out(told)
    marks = ", ".join(f"{name} = ?" for name in values)
    db.execute(f"UPDATE report SET {marks} WHERE key = ?", (*values.values(), old))  # noqa: S608 - our names
    db.execute("UPDATE report SET edition_of = ? WHERE edition_of = ?", (fresh.key, old))
    db.execute("DELETE FROM address WHERE report = ?", (old,))
    aliases = db.execute("SELECT id, added_by, added_at FROM alias WHERE report = ?", (old,)).fetchall()
    db.execute("DELETE FROM alias WHERE report = ?", (old,))
    for name, by, at in aliases:
        db.execute("INSERT OR IGNORE INTO alias VALUES (?, ?, ?, ?)", (out(name), fresh.key, by, at))
    for table in ("part", "anchor", "decision_claim"):
        db.execute(f"UPDATE {table} SET report = ? WHERE report = ?", (fresh.key, old))  # noqa: S608 - our names
    db.execute("UPDATE decision_claim SET text_sha256 = ? WHERE report = ?", (fresh.text_sha256, fresh.key))
    _strike_readings(db, old, fresh, out)
    return fresh.key


def _strike_readings(db: sqlite3.Connection, old: str, fresh: Report, out: Redact) -> None:
    def renamed(text: str) -> str:
        return fresh.key + text[len(old) :] if text.startswith(f"{old}.") else out(text)

    db.execute("DELETE FROM statement WHERE report = ?", (old,))
    for table in ("reading", "reading_past"):
        rows = db.execute(f"SELECT rowid, body FROM {table} WHERE report = ?", (old,)).fetchall()  # noqa: S608 - our names
        for n, body in rows:
            clean: Mapping[str, Any] | None = None
            if body is not None:
                clean = _walk(json.loads(zlib.decompress(body)), renamed) | {"sha256": fresh.sha256}
            packed = clean and zlib.compress(json.dumps(clean).encode())
            db.execute(f"UPDATE {table} SET report = ?, body = ? WHERE rowid = ?", (fresh.key, packed, n))  # noqa: S608
            if table == "reading" and clean is not None:
                store_rows(db, fresh.text, fresh.key, reading_from_json(clean))
