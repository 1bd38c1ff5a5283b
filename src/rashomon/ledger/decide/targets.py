"""What is a decision about? A claim by its words, a matter or an incident by its id, a report as a whole."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from rashomon.errors import RashomonError
from rashomon.ledger.core.anchors import CONTEXT, Anchor
from rashomon.ledger.core.queries import keys_of, now_called
from rashomon.ledger.core.rows import ADDED, frozen_text, storable
from rashomon.message import Phrase
from rashomon.model import Span


def report_named(db: sqlite3.Connection, name: str) -> str:
    keys = keys_of(db, name)
    if len(keys) != 1:
        why = "there is no such report" if not keys else f"{len(keys)} reports came under this id"
        raise RashomonError(name, why, "`rashomon search WORDS` lists reports; the key of one is always its own.")
    return keys[0]


def matter_named(db: sqlite3.Connection, name: str, what: str = "matter") -> str:
    now = now_called(db, name)
    if not db.execute("SELECT 1 FROM matter WHERE id = ? AND live", (now,)).fetchone():
        raise RashomonError(
            name,
            Phrase("there is no such {thing}", thing=Phrase(what)),
            Phrase("`rashomon matters` lists those there are."),
        )
    assert now is not None
    return now


def anchors_of(db: sqlite3.Connection, matter: str) -> list[Anchor]:
    rows = db.execute("SELECT report, span_start, span_end, kind FROM anchor WHERE owner = ?", (matter,)).fetchall()
    return [made_at(db, report, Span(start, end), kind) for report, start, end, kind in rows]


def claim_anchor(db: sqlite3.Connection, name: str) -> Anchor:
    anchor = anchor_of(db, name)
    if anchor is None:
        raise RashomonError(
            name, Phrase("there is no such claim"), Phrase("`rashomon show REPORT` lists the claims of a report.")
        )
    return anchor


def anchor_of(db: sqlite3.Connection, claim: str) -> Anchor | None:
    """The anchor of a claim by its id: one of the present readings, or one that a person added."""
    row = db.execute("SELECT report, trigger_start, trigger_end, kind FROM claim WHERE id = ?", (claim,)).fetchone()
    if row is None:
        row = db.execute(f"{ADDED} AND report || '.d' || decision || '.c1' = ?", (claim,)).fetchone()
        row = row and row[1:]
    return None if row is None else made_at(db, row[0], Span(row[1], row[2]), row[3])


def made_at(db: sqlite3.Connection, key: str, span: Span, kind: str) -> Anchor:
    text, exact, digest = db.execute(
        "SELECT text, exact_text, text_sha256 FROM report WHERE key = ?", (key,)
    ).fetchone()
    return anchored(key, frozen_text(text, exact), digest, span, kind)


def anchored(key: str, text: str, text_sha256: str, span: Span, kind: str) -> Anchor:
    """An anchor on a span of a report's text. Pure."""
    before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    quote, before, after = (storable(t) or "" for t in (text[span.start : span.end], before, after))
    return Anchor(key, text_sha256, span, kind, quote, before, after)


def spot(anchor: Anchor) -> tuple[str, Span, str]:
    return anchor.report, anchor.span, anchor.kind


def whole(db: sqlite3.Connection, key: str) -> Anchor:
    """What stands for a report as a whole: no words of it, and no kind."""
    return replace(made_at(db, key, Span(0, 0), ""), after="")


def incident_named(db: sqlite3.Connection, name: str) -> str | None:
    """The incident of this id, or the one that it leads to; None where there is none."""
    now = now_called(db, name)
    there = db.execute("SELECT 1 FROM matter WHERE incident = ? AND live LIMIT 1", (now,)).fetchone()
    return now if there else None


def matters_named(db: sqlite3.Connection, name: str) -> list[str]:
    """A matter, or the matters of an incident."""
    if (incident := incident_named(db, name)) is None:
        return [matter_named(db, name, "claim or matter")]
    return [m for (m,) in db.execute("SELECT id FROM matter WHERE incident = ? AND live ORDER BY id", (incident,))]
