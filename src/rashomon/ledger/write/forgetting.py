"""What has to vanish when a report or a person is forgotten for good? The one way to take something out of a ledger.

Nothing is left but that something was forgotten, when, and by whom: no name, no hash of one, no id made from one. A
hash of a text in which one name is missing tells the name to whoever tries a list of them: hashes, keys and ids go too.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from rashomon.errors import RashomonError
from rashomon.ledger.core import ids
from rashomon.ledger.core.blocking_index import leave_no_trace
from rashomon.ledger.core.file import Ledger, asking, in_words, set_meta, writing
from rashomon.ledger.core.name_search import mentions, parts_left
from rashomon.ledger.core.queries import keys_of
from rashomon.ledger.core.rows import TOLD, frozen_text, iso, moved_on
from rashomon.ledger.core.same_file import still_there
from rashomon.ledger.read.list_index import keep_lines
from rashomon.ledger.read.saved_filters import strike_views
from rashomon.ledger.write.redact import TEXTS, strike


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was forgotten, or would be, as counts."""

    what: str
    """"report" or "person"."""
    reports: int
    """Reports removed, with their editions; for a person, reports in which the name was struck out."""
    mentions: int
    """Of a person, in the texts of reports."""
    matters: int
    """Matters that rested on it, and get a new id."""
    decisions: int
    """Decisions removed: those on the report's claims alone, or to protect or release the person."""
    notes: int = 0
    """Of a person: decisions and log entries, of others too, that mention the name; it is struck out of them."""
    parts_left: tuple[tuple[str, int], ...] = ()
    """Of a person: words of the name that stand alone in the texts, and how often. They are not struck out."""


@in_words
def would_forget(ledger: Ledger, *, report: str | None = None, person: Sequence[str] = ()) -> Forgotten:
    """What forgetting this report, or this person by these names, would do. Changes nothing."""
    with asking(ledger) as db:
        return _count_report(db, _editions(db, report)) if report is not None else _count_person(db, _names(person))


@in_words
def forget_report(ledger: Ledger, report: str, *, by: str | None, now: datetime) -> Forgotten:
    """Removes a report with all its editions: bytes, text, readings past and present, decisions on its claims alone.

    Matters that rested on it keep what other reports say, under a new id, and have to be gathered again. `purge` then
    cleans the file. The same bytes read again would be a new report: nothing is left to know them by.
    """
    with writing(ledger) as db:
        _nothing_waits(db)
        keys = _editions(db, report)
        told = _count_report(db, keys)
        with _forgetting(db):
            owners = _owners(db, keys)
            # What following would say of them is gathered anew.
            db.executemany("DELETE FROM unsaid WHERE matter = ?", [(name,) for name in owners])
            db.executemany("DELETE FROM alert WHERE incident = ?", [(name,) for name in owners])
            leave_no_trace(db, keys)
            _strip_matters(db, keys)
            _drop_report(db, keys)
            rename_matters(db, owners - _drop_empty(db, owners))
            _end(db, "a report", by, now)
        return told


@in_words
def forget_person(ledger: Ledger, names: Sequence[str], *, by: str | None, now: datetime) -> Forgotten:
    """Strikes a person's name, as given and in its other forms, out of all that the ledger holds.

    The characters of the name in a report's text give way to as many fillers, so that every span still fits. The
    original bytes, which hold the name, are dropped; the report gets a new key and hash, which nothing of the old ones
    goes into. `purge` then cleans the file.
    """
    names = _names(names)
    with writing(ledger) as db:
        _nothing_waits(db)
        told = _count_person(db, names)
        with _forgetting(db):
            _drop_followed(db, lambda item: bool(mentions(unquote(item), names)))
            _drop_decisions(db, _on_person(db, names))
            holding = _holding(db, names)
            owners = _owners(db, holding)
            leave_no_trace(db, holding)
            strike(db, names, list(holding))
            strike_views(db, names)
            rename_matters(db, owners)
            _end(db, "a person", by, now)
        return told


@in_words
def purge(ledger: Ledger) -> None:
    """Writes the file anew without its free pages, and empties the log.

    Raises RashomonError where another program has the ledger open, so that the log cannot be emptied yet.
    """
    still_there(ledger.path, ledger.identity)
    db = ledger.db
    db.execute("PRAGMA secure_delete = ON")
    db.execute("VACUUM")
    # The pages that were there lie in the log until it is cut to nothing.
    if db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        raise RashomonError(
            str(ledger.path),
            "it is forgotten, but another program has the ledger open: what was there lies in the log until that ends",
            "Close the other program, then run `rashomon forget` with no target to finish.",
        )
    with writing(ledger):
        db.execute("DELETE FROM meta WHERE name = 'unpurged'")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@in_words
def is_unpurged(ledger: Ledger) -> bool:
    """Whether something was forgotten and `purge` did not come to its end yet."""
    return ledger.db.execute("SELECT 1 FROM meta WHERE name = 'unpurged'").fetchone() is not None


# What goes


def _editions(db: sqlite3.Connection, name: str) -> tuple[str, ...]:
    keys = keys_of(db, name)
    if not keys:
        raise RashomonError(name, "there is no such report", "`rashomon search WORDS` lists reports.")
    groups = {db.execute("SELECT edition_of FROM report WHERE key = ?", (k,)).fetchone()[0] for k in keys}
    if len(groups) > 1:
        raise RashomonError(
            name, f"{len(groups)} reports came under this id", f"Name one by its key: {', '.join(keys)}."
        )
    return tuple(row[0] for row in db.execute("SELECT key FROM report WHERE edition_of = ? ORDER BY key", (*groups,)))


def _names(names: Sequence[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(" ".join(n.split()) for n in names))
    for name in found:
        if sum(c.isalpha() for c in name) < 3:
            raise RashomonError(
                f"person {name!r}", "so short a name stands in half of all words", "Give more of the name."
            )
    if not found:
        raise RashomonError("The person to forget", "no name is given", "Give the name as the reports write it.")
    return found


def _in(db: sqlite3.Connection, sql: str, keys: Iterable[object]) -> list[Any]:
    """Rows of a query that ends in IN, for these keys."""
    keys = tuple(keys)
    return db.execute(f"{sql} ({', '.join('?' * len(keys))})", keys).fetchall()


def _owners(db: sqlite3.Connection, keys: Collection[str]) -> set[str]:
    """Ids, of matters and incidents, live or not, that stood for claims of these reports."""
    return {row[0] for row in _in(db, "SELECT DISTINCT owner FROM anchor WHERE report IN", keys)}


def _only_on(db: sqlite3.Connection, keys: Collection[str]) -> set[int]:
    """Decisions that are about these reports and no others, with all that undoes them."""
    on = {row[0] for row in _in(db, "SELECT DISTINCT decision FROM decision_claim WHERE report IN", keys)}
    other = {row[0] for row in _in(db, "SELECT DISTINCT decision FROM decision_claim WHERE report NOT IN", keys)}
    return _with_undoings(db, on - other)


def _with_undoings(db: sqlite3.Connection, which: set[int]) -> set[int]:
    grown = True
    while grown:
        more = {row[0] for row in _in(db, "SELECT id FROM decision WHERE undoes IN", which)} - which
        which, grown = which | more, bool(more)
    return which


def _count_report(db: sqlite3.Connection, keys: tuple[str, ...]) -> Forgotten:
    live = {row[0] for row in db.execute("SELECT id FROM matter WHERE live")}
    return Forgotten("report", len(keys), 0, len(_owners(db, keys) & live), len(_only_on(db, keys)))


def _holding(db: sqlite3.Connection, names: Collection[str]) -> dict[str, int]:
    """Keys of the reports that hold a name (text, bytes, reading, ids, addresses, `TOLD`): mentions in the text."""
    found = {}
    rows = db.execute(f"SELECT key, text, exact_text, raw, {', '.join(TOLD)} FROM report").fetchall()  # noqa: S608 - our names
    for key, text, exact, raw, *told in rows:
        told += [row[0] for row in db.execute("SELECT id FROM alias WHERE report = ?1 UNION SELECT url FROM address"
                                              " WHERE report = ?1", (key,))]  # fmt: skip
        told += [zlib.decompress(raw).decode("utf-8", "replace")]
        told += [body for body in _bodies(db, key) if body]
        inside = len(mentions(frozen_text(text, exact), names))
        if inside or any(mentions(t, names) for t in told if t):
            found[key] = inside
    return found


def _bodies(db: sqlite3.Connection, key: str) -> list[str]:
    rows = db.execute(
        "SELECT body FROM reading WHERE report = ?1 UNION ALL SELECT body FROM reading_past WHERE report = ?1", (key,)
    )
    # Names as they are, and not as JSON writes them.
    return [json.dumps(json.loads(zlib.decompress(row[0])), ensure_ascii=False) for row in rows if row[0] is not None]


def _on_person(db: sqlite3.Connection, names: Collection[str]) -> set[int]:
    rows = db.execute("SELECT id, person FROM decision WHERE person IS NOT NULL").fetchall()
    return _with_undoings(db, {row[0] for row in rows if mentions(row[1], names)})


def _count_person(db: sqlite3.Connection, names: tuple[str, ...]) -> Forgotten:
    holding = _holding(db, names)
    live = {row[0] for row in db.execute("SELECT id FROM matter WHERE live")}
    left: dict[str, int] = {}
    for row in db.execute("SELECT text FROM report"):
        for word, n in parts_left(row[0], names).items():
            left[word] = left.get(word, 0) + n
    notes = sum(
        len(mentions(text, names)) > 0
        for table, columns in TEXTS.items()
        for column in columns
        for (text,) in db.execute(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL").fetchall()  # noqa: S608
    )
    matters, decisions = len(_owners(db, holding) & live), len(_on_person(db, names))
    parts = tuple(sorted(left.items()))
    return Forgotten("person", len(holding), sum(holding.values()), matters, decisions, notes, parts)


# How it goes


@contextmanager
def _forgetting(db: sqlite3.Connection) -> Iterator[None]:
    """Decisions can be changed inside, and only inside; what is freed is overwritten."""
    db.execute("PRAGMA secure_delete = ON")
    db.execute("PRAGMA defer_foreign_keys = ON")
    set_meta(db, "forgetting", "now")
    yield
    db.execute("DELETE FROM meta WHERE name = 'forgetting'")


def _end(db: sqlite3.Connection, what: str, by: str | None, now: datetime) -> None:
    db.execute("INSERT INTO event (at, by, what) VALUES (?, ?, ?)", (iso(now), by, f"forgot {what}"))
    for index in ("report_words", "statement_words"):
        db.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608 - our names
    keep_lines(db)
    set_meta(db, "unpurged", "yes")
    moved_on(db)


def _nothing_waits(db: sqlite3.Connection) -> None:
    """What the desk took in and nobody read yet may hold what is to be forgotten."""
    if waiting := db.execute("SELECT count(*) FROM waiting").fetchone()[0]:
        raise RashomonError(
            "What was added on the desk",
            f"{waiting} of it wait to be read",
            "`rashomon read` with no input reads them.",
        )


def _drop_followed(db: sqlite3.Connection, is_gone: Callable[[str], bool]) -> None:
    """What following knows of files and pages that lead to what is forgotten. Where they still are, they come again."""
    for source, item in db.execute("SELECT source, item FROM followed_item").fetchall():
        if is_gone(item):
            db.execute("DELETE FROM followed_item WHERE source = ? AND item = ?", (source, item))
    for source, why in db.execute("SELECT source, why FROM followed").fetchall():
        if is_gone(source):
            db.execute("DELETE FROM followed WHERE source = ?", (source,))
        elif is_gone(why):
            db.execute("UPDATE followed SET why = '' WHERE source = ?", (source,))


def _drop_lines(db: sqlite3.Connection, keys: tuple[str, ...], aliases: Collection[str]) -> None:
    """Lines of the log that lead to these reports: theirs, and those of files and pages of their name."""
    inputs = [row[0] for row in _in(db, "SELECT DISTINCT input FROM intake WHERE report IN", keys)]
    for key in keys:
        db.execute("DELETE FROM intake WHERE report = ?", (key,))
    # A file of many reports stays in the log with the others.
    left = {
        row[0] for row in _in(db, "SELECT DISTINCT input FROM intake WHERE report IS NOT NULL AND input IN", inputs)
    }
    urls = [row[0] for key in keys for row in db.execute("SELECT url FROM address WHERE report = ?", (key,))]
    paths = _in(db, "SELECT fetched_from FROM report WHERE fetched_from IS NOT NULL AND key IN", keys)
    gone = {*aliases, *(i for i in inputs if i not in left)}
    for name in gone:
        db.execute("DELETE FROM intake WHERE input = ?1 OR id = ?1", (name,))
    ends = {*gone, *urls, *(row[0] for row in paths)}
    _drop_followed(db, lambda item: item in ends or item.partition("://")[2].rstrip("/") in ends)


def _drop_report(db: sqlite3.Connection, keys: tuple[str, ...]) -> None:
    # Of decisions on other reports too, the anchors in this one go, and the words of the ruling stay.
    _drop_decisions(db, _only_on(db, keys))
    aliases = [row[0] for row in _in(db, "SELECT id FROM alias WHERE report IN", keys)]
    _drop_lines(db, keys, aliases)
    for key in keys:
        db.execute("DELETE FROM statement WHERE report = ?", (key,))
        for table in ("decision_claim", "claim", "anchor", "reading", "reading_past", "part", "address", "alias"):
            db.execute(f"DELETE FROM {table} WHERE report = ?", (key,))  # noqa: S608 - our names
        db.execute("DELETE FROM report WHERE key = ?", (key,))
        db.execute("DELETE FROM event WHERE thing = ?", (key,))
    db.executemany("DELETE FROM event WHERE detail = ?", [(a,) for a in aliases])


def _drop_decisions(db: sqlite3.Connection, gone: Iterable[int]) -> None:
    for n in sorted(gone, reverse=True):
        db.execute("DELETE FROM decision_claim WHERE decision = ?", (n,))
        db.execute("DELETE FROM decision WHERE id = ?", (n,))


def _drop_empty(db: sqlite3.Connection, owners: Collection[str]) -> set[str]:
    """Removes the matters and incidents of which nothing is left, with the decisions on them; says which."""
    left = {row[0] for row in db.execute("SELECT DISTINCT owner FROM anchor")}
    gone = set(owners) - left
    for name in gone:
        on_it = {row[0] for row in db.execute("SELECT id FROM decision WHERE matter = ?1 OR other = ?1", (name,))}
        on_more = {row[0] for row in db.execute("SELECT DISTINCT decision FROM decision_claim")}
        _drop_decisions(db, _with_undoings(db, on_it - on_more))
        db.execute("UPDATE decision SET matter = NULL WHERE matter = ?", (name,))
        db.execute("UPDATE decision SET other = NULL WHERE other = ?", (name,))
        db.execute("DELETE FROM redirect WHERE old = ?1 OR new = ?1", (name,))
        db.execute("DELETE FROM matter_past WHERE matter = ?", (name,))
        db.execute("DELETE FROM matter_claim WHERE matter = ?", (name,))
        db.execute("DELETE FROM matter WHERE id = ?", (name,))
    for name in gone:
        db.execute("UPDATE matter_past SET incident = '' WHERE incident = ?", (name,))
        db.execute(
            "DELETE FROM incident WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM matter WHERE incident = ?1)", (name,)
        )
    return gone


def _strip_matters(db: sqlite3.Connection, keys: tuple[str, ...]) -> None:
    """Takes claims of these reports, and words about them, out of matters as they are; past states of these go."""
    starts = tuple(f"{key}." for key in keys)
    for (name,) in db.execute("SELECT DISTINCT matter FROM matter_past").fetchall():
        rows = db.execute("SELECT n, body FROM matter_past WHERE matter = ?", (name,)).fetchall()
        held = [
            n
            for n, body in rows
            if any(c.startswith(starts) for p in json.loads(body)["positions"] for c in p["claims"])
        ]
        db.executemany("DELETE FROM matter_past WHERE n = ?", [(n,) for n in held])
    for name, body in db.execute("SELECT id, body FROM matter").fetchall():
        matter = json.loads(body)
        if any(c.startswith(starts) for p in matter["positions"] for c in p["claims"]):
            # Nothing that was made from its words may stay; what other reports say is gathered again.
            bare = matter | {
                "question": "",
                "reason": "",
                "unsure": [],
                "reasons": [],
                "positions": [],
                "disputed": [],
                "conceded_by": [],
                "phrases": {},
            }
            bare |= dict.fromkeys(("place", "lat", "lon", "date"))
            db.execute("UPDATE matter SET body = ?, place = NULL WHERE id = ?", (json.dumps(bare), name))
            _unsign(db, name)
    for key in keys:
        db.execute("DELETE FROM matter_claim WHERE substr(claim, 1, ?) = ?", (len(key) + 1, f"{key}."))


def _unsign(db: sqlite3.Connection, matter: str) -> None:
    """Takes the answers, which may be in the words of a report, out of what was signed off."""
    rows = db.execute("SELECT id, value FROM decision WHERE verb = 'sign_off' AND matter = ?", (matter,)).fetchall()
    for n, value in rows:
        bare = json.dumps(json.loads(value) | {"answers": None})
        db.execute("UPDATE decision SET value = ? WHERE id = ?", (bare, n))


def rename_matters(db: sqlite3.Connection, owners: Collection[str]) -> None:
    """Gives matters and incidents ids that nothing went into, since a fresh id is made from what it is for.

    The old ids lead nowhere: somebody who knows what they were made from could tell that it was here.
    """
    taken = {row[0] for table in ("matter", "incident") for row in db.execute(f"SELECT id FROM {table}")}  # noqa: S608
    new: dict[str, str] = {}
    for old in sorted(owners):
        new[old] = ids.mint(old.partition("-")[0], [secrets.token_hex(16)], taken)
        taken.add(new[old])
    for old, name in new.items():
        for table, column in NAMED:
            db.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (name, old))  # noqa: S608 - our names
        db.execute("DELETE FROM redirect WHERE old = ?", (old,))
    for table, key in (("matter", "id"), ("matter_past", "n")):
        for n, body in db.execute(f"SELECT {key}, body FROM {table}").fetchall():  # noqa: S608 - our names
            data = json.loads(body)
            renamed = {field: new.get(data[field], data[field]) for field in ("id", "incident")}
            if renamed != {field: data[field] for field in renamed}:
                db.execute(f"UPDATE {table} SET body = ? WHERE {key} = ?", (json.dumps(data | renamed), n))  # noqa: S608


NAMED = (
    ("matter", "id"), ("matter", "incident"), ("incident", "id"), ("matter_claim", "matter"), ("anchor", "owner"),
    ("redirect", "new"), ("matter_past", "matter"), ("matter_past", "incident"), ("decision", "matter"),
    ("decision", "other"), ("alert", "incident"), ("unsaid", "matter"),
)  # fmt: skip
"""Columns that hold an id of a matter or an incident."""
