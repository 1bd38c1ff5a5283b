"""What following knows: of each feed and host when it may be asked again, what was there, and what alerts said.

Kept in the ledger, so that whoever stops it at any instant goes on from what was stored, and `forget` reaches it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rashomon.ledger.core.file import Ledger, asking, in_words, set_meta, writing
from rashomon.ledger.core.rows import iso, storable


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a feed or of a host."""

    etag: str | None = None
    modified: str | None = None
    at: str | None = None
    """When it was last asked with success."""
    not_till: str | None = None
    """It is left alone until then."""
    failures: int = 0
    """In a row."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What changed and was not said yet: from when on, up to which number, how many states of matters."""

    since: str
    upto: int
    states: int
    incidents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Alert:
    """That an incident of a saved view changed."""

    n: int
    at: str
    view: str
    incident: str
    text: str


@in_words
def known_of(ledger: Ledger, source: str) -> Known:
    row = ledger.db.execute(
        "SELECT etag, modified, at, not_till, failures, why FROM followed WHERE source = ?", (source,)
    ).fetchone()
    return Known(*row) if row else Known()


@in_words
def learn(ledger: Ledger, source: str, known: Known) -> None:
    with writing(ledger) as db:
        db.execute(
            "INSERT OR REPLACE INTO followed VALUES (?, ?, ?, ?, ?, ?, ?)",
            (source, known.etag, known.modified, known.at, known.not_till, known.failures, storable(known.why)),
        )


@in_words
def marks_of(ledger: Ledger, source: str) -> dict[str, tuple[str | None, int]]:
    """What was there of a source, file by file and page by page: a mark of its state, None: not had yet; failures."""
    rows = ledger.db.execute("SELECT item, mark, failures FROM followed_item WHERE source = ?", (source,))
    return {item: (mark, failures) for item, mark, failures in rows}


@in_words
def mark(ledger: Ledger, source: str, marks: Mapping[str, tuple[str | None, int]], gone: Iterable[str] = ()) -> None:
    """Notes the states of some of its files or pages, and that others are done with."""
    with writing(ledger) as db:
        db.executemany(
            "INSERT OR REPLACE INTO followed_item VALUES (?, ?, ?, ?)",
            [(source, storable(item), *of) for item, of in marks.items()],
        )
        db.executemany("DELETE FROM followed_item WHERE source = ? AND item = ?", [(source, item) for item in gone])


@in_words
def begin_to_follow(ledger: Ledger) -> None:
    """From now on it is kept which changes were not said yet."""
    if ledger.db.execute("SELECT 1 FROM meta WHERE name = 'followed'").fetchone() is None:
        with writing(ledger) as db:
            set_meta(db, "followed", "yes")


@in_words
def last_state(ledger: Ledger) -> str | None:
    """When the last state of a matter was stored."""
    row = ledger.db.execute("SELECT at FROM matter_past ORDER BY n DESC LIMIT 1").fetchone()
    return str(row[0]) if row else None


@in_words
def unsaid(ledger: Ledger) -> Unsaid | None:
    """What was not said yet; None: nothing. To be asked in the transaction in which the changes are asked for."""
    with asking(ledger) as db:
        since, upto, states = db.execute("SELECT min(at), max(n), count(*) FROM unsaid").fetchone()
        rows = db.execute("SELECT DISTINCT incident FROM matter JOIN unsaid ON matter = id")
        return Unsaid(since, upto, states, frozenset(row[0] for row in rows)) if states else None


@in_words
def said(ledger: Ledger, what: Unsaid, alerts: Sequence[tuple[str, str, str, bool, bool]], now: datetime) -> bool:
    """Notes that this was said, with the alerts that come of it (view, incident, text, on the desk, to be sent); False,
    and nothing, where somebody else said it meanwhile."""
    with writing(ledger) as db:
        there = db.execute("SELECT count(*) FROM unsaid WHERE n <= ?", (what.upto,)).fetchone()[0]
        if there != what.states:
            return False
        db.execute("DELETE FROM unsaid WHERE n <= ?", (what.upto,))
        db.executemany(
            "INSERT INTO alert (at, view, incident, text, on_desk, sent) VALUES (?, ?, ?, ?, ?, ?)",
            [(iso(now), view, incident, text, desk, not send) for view, incident, text, desk, send in alerts],
        )
    return True


@in_words
def unsent(ledger: Ledger) -> list[Alert]:
    """Alerts for a file or a command that were not sent yet, oldest first."""
    rows = ledger.db.execute("SELECT n, at, view, incident, text FROM alert WHERE NOT sent ORDER BY n")
    return [Alert(*row) for row in rows.fetchall()]


@in_words
def was_sent(ledger: Ledger, n: int) -> None:
    with writing(ledger) as db:
        db.execute("UPDATE alert SET sent = 1 WHERE n = ?", (n,))


@in_words
def on_desk(ledger: Ledger, most: int) -> list[Alert]:
    """The alerts that nobody put away yet, newest first."""
    rows = ledger.db.execute(
        "SELECT n, at, view, incident, text FROM alert WHERE on_desk ORDER BY n DESC LIMIT ?", (most,)
    )
    return [Alert(*row) for row in rows.fetchall()]


@in_words
def put_away(ledger: Ledger, upto: int) -> None:
    """The alerts up to this one are seen."""
    with writing(ledger) as db:
        db.execute("UPDATE alert SET on_desk = 0 WHERE n <= ?", (upto,))
