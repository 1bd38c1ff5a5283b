"""Decisions: what a person ruled, with who, when and why. Rows are only ever added; undoing is another row.

A decision about a claim is anchored to what can't change: the report's key and the hashes of its bytes and its text,
the span of the claim's trigger, its kind, and for a correction the field and the value. So it is found again, whatever
ids a later reading gives.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal, get_args

from rashomon.errors import RashomonError
from rashomon.ledger.asking import now_called
from rashomon.ledger.file import Ledger, asking, in_words, writing
from rashomon.ledger.writing import _iso

Verb = Literal["accept", "reject", "correct", "same", "different", "set_aside", "sign_off", "undo"]

OF_A_CLAIM: tuple[Verb, ...] = ("accept", "reject", "correct", "set_aside", "sign_off")


@dataclass(frozen=True, slots=True)
class Decision:
    """One row. `report` to `kind` say which claim it is about; `matter` and `other` which matters."""

    id: int
    at: str
    by: str
    why: str
    verb: Verb
    report: str | None = None
    sha256: str | None = None
    text_sha256: str | None = None
    span_start: int | None = None
    span_end: int | None = None
    kind: str | None = None
    field: str | None = None
    value: str | None = None
    matter: str | None = None
    other: str | None = None
    undoes: int | None = None


COLUMNS = ", ".join(f.name for f in fields(Decision))


@in_words
def decide(
    ledger: Ledger,
    verb: Verb,
    *,
    by: str,
    why: str,
    now: datetime,
    claim: str | None = None,
    field: str | None = None,
    value: str | None = None,
    matter: str | None = None,
    other: str | None = None,
) -> Decision:
    """Adds a ruling on a claim (by its id now), or on a matter. `correct` needs a field and a value; `same` and
    `different` need two matters. Raises RashomonError where something is missing or not in the ledger."""
    missing = _missing(verb, claim, field, value, matter, other)
    if missing:
        raise RashomonError(f"The decision to {verb}", f"it says no {missing}", f"Give the {missing} that it is about.")
    if not by.strip():
        raise RashomonError(f"The decision to {verb}", "nobody is named as its author", "Say who decided.")
    row: dict[str, object] = {"at": _iso(now), "by": by, "why": why, "verb": verb, "field": field, "value": value}
    with writing(ledger) as db:
        if claim is not None:
            row |= _anchor(db, claim)
        for name, of in (("matter", matter), ("other", other)):
            if of is not None:
                row[name] = now_called(db, of)
                if not db.execute("SELECT 1 FROM matter WHERE id = ? AND live", (row[name],)).fetchone():
                    raise RashomonError(of, "there is no such matter", "`rashomon matters` lists those there are.")
        return _added(db, row)


@in_words
def undo(ledger: Ledger, decision: int, *, by: str, why: str, now: datetime) -> Decision:
    """Takes a decision back, by a row that says so. An undoing can be undone the same way."""
    with writing(ledger) as db:
        if not db.execute("SELECT 1 FROM decision WHERE id = ?", (decision,)).fetchone():
            raise RashomonError(f"Decision {decision}", "there is no such decision", "Name one that is in the ledger.")
        return _added(db, {"at": _iso(now), "by": by, "why": why, "verb": "undo", "undoes": decision})


@in_words
def decisions(ledger: Ledger) -> list[Decision]:
    """Every decision ever made, the undone ones and the undoings too, oldest first."""
    return [Decision(*row) for row in ledger.db.execute(f"SELECT {COLUMNS} FROM decision ORDER BY id")]  # noqa: S608


def standing(all_of_them: list[Decision]) -> list[Decision]:
    """Those that hold: no undoing that itself holds takes them back. Oldest first."""
    undone: set[int] = set()
    for decision in reversed(all_of_them):  # an undoing comes after what it undoes
        if decision.undoes is not None and decision.id not in undone:
            undone.add(decision.undoes)
    return [d for d in all_of_them if d.id not in undone and d.verb != "undo"]


@in_words
def ruled(ledger: Ledger) -> Mapping[str, Verb]:
    """The last ruling that holds on each claim, by the claim's id now. A claim that is not here is unreviewed."""
    with asking(ledger) as db:
        last = {
            (d.report, d.text_sha256, d.span_start, d.span_end, d.kind): d.verb
            for d in standing(decisions(ledger))
            if d.verb in OF_A_CLAIM and d.report is not None
        }
        rows = db.execute(
            "SELECT id, report, text_sha256, trigger_start, trigger_end, kind FROM claim JOIN report ON report = key"
        )
        return {row[0]: last[tuple(row[1:])] for row in rows if tuple(row[1:]) in last} if last else {}


def _missing(verb: str, claim: object, field: object, value: object, matter: object, other: object) -> str | None:
    if verb not in get_args(Verb) or verb == "undo":
        raise RashomonError(
            f"The decision to {verb}", "it is none of the verbs", f"Use one of {', '.join(OF_A_CLAIM)}."
        )
    if verb in ("same", "different"):
        return None if matter and other else "second matter" if matter else "matter"
    if verb == "correct":
        return "claim" if claim is None else "field" if not field else "value" if value is None else None
    return None if claim or matter else "claim or matter"


def _anchor(db: sqlite3.Connection, claim: str) -> dict[str, object]:
    row = db.execute(
        "SELECT report, sha256, text_sha256, trigger_start, trigger_end, kind FROM claim JOIN report ON report = key"
        " WHERE id = ?",
        (claim,),
    ).fetchone()
    if row is None:
        raise RashomonError(claim, "there is no such claim", "`rashomon show REPORT` lists the claims of a report.")
    return dict(zip(("report", "sha256", "text_sha256", "span_start", "span_end", "kind"), row, strict=True))


def _added(db: sqlite3.Connection, row: dict[str, object]) -> Decision:
    marks = ", ".join("?" * len(row))
    done = db.execute(f"INSERT INTO decision ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))  # noqa: S608
    found = db.execute(f"SELECT {COLUMNS} FROM decision WHERE id = ?", (done.lastrowid,)).fetchone()  # noqa: S608
    return Decision(*found)
