"""The matters of an incident, as lines of the lists and as far as a row tells of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from rashomon.ledger.core.file import Ledger
from rashomon.ledger.core.from_json import sentence
from rashomon.ledger.read.list_index import Lines, held, lines_of
from rashomon.model import Evidence, Matter, Position, Toll


def incident_lines(ledger: Ledger) -> Sequence[Sequence[int]]:
    """The lines of each incident."""
    lines = lines_of(ledger)

    def made(db: sqlite3.Connection) -> list[list[int]]:
        of: list[list[int]] = [[] for _ in lines.incident.values]
        for n, code in enumerate(lines.incident.codes.tolist()):
            of[code].append(n)
        return of

    return held(ledger, "incident lines", made, ruled=False)


NO_EVIDENCE: tuple[Evidence, ...] = ()


KEPT = 4_000
"""Matters of which what a row tells is held at once: to make it of what is stored takes most of the time of a page."""


def questions(ledger: Ledger) -> dict[int, Matter]:
    """Where `question_of` keeps what it found of the present matters."""
    return held(ledger, "matters as rows tell of them", lambda _db: {}, ruled=False)


def question_of(db: sqlite3.Connection, kept: dict[int, Matter], lines: Lines, n: int) -> Matter:
    """The matter of a line as it is stored, without what people ruled since."""
    if n not in kept:
        while len(kept) >= KEPT:
            del kept[next(iter(kept))]
        body = json.loads(db.execute("SELECT body FROM matter WHERE id = ?", (lines.ids[n],)).fetchone()[0])
        incident = str(lines.incident.values[lines.incident.codes[n]])
        kept[n] = question(lines.ids[n], incident, body["status"], body)
    return kept[n]


def question(matter: str, incident: str, status: str, body: dict[str, Any]) -> Matter:
    """A matter as far as a row tells of it. Made by hand: of all of it the generic way takes most of a page's time."""
    positions = tuple(
        Position(
            p["camp"], p["answer"] if isinstance(p["answer"], str) else Toll(**p["answer"]), p["polarity"],
            p["origins"], tuple(p["claims"]), (), tuple(p["speakers"]), NO_EVIDENCE,
        )
        for p in body["positions"]
    )  # fmt: skip
    return Matter(
        matter, incident, sentence(body, "question"), body["kind"], body["claim_kind"], body["place"], body["lat"],
        body["lon"], tuple(body["date"]) if body["date"] else None, status, tuple(body["disputed"]), (),  # type: ignore[arg-type]
        sentence(body, "reason"), positions,
    )  # fmt: skip
