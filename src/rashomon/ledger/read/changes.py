"""What changed since a day? Incidents that are new or stand otherwise, by when the ledger learned of it.

Each is set beside the last state that was stored before: statuses by rule, without what people signed off. What was
joined to another incident is told there.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rashomon.ledger.core.file import Ledger, asking, in_words
from rashomon.ledger.core.queries import shown_names
from rashomon.ledger.read.incident_matters import incident_lines, question, question_of, questions
from rashomon.ledger.read.list_index import Lines, held, lines_of
from rashomon.matters.incident_rows import GRAVEST, Incident, in_order, reports_of, row, tolls
from rashomon.model import Matter, Status, Toll


@dataclass(frozen=True, slots=True)
class FigureMoved:
    """A camp gives another figure of the dead than before; None where it gave none, or gives none any more."""

    camp: str
    before: Toll | None
    now: Toll | None


@dataclass(frozen=True, slots=True)
class Turned:
    """A question that is new (`before` None) or has another status than before."""

    matter: str
    question: str
    before: Status | None
    now: Status


@dataclass(frozen=True, slots=True)
class Change:
    """An incident that changed."""

    at: str
    """When the ledger learned of the last change."""
    incident: Incident
    """As it is now, by rule."""
    before: Status | None
    """What its status was; None: the incident is new."""
    turned: tuple[Turned, ...]
    figures: tuple[FigureMoved, ...]
    reports: tuple[str, ...]
    """Ids of the reports that came to it since: what turned it, where something turned."""


@in_words
def changes(ledger: Ledger, since: str, limit: int | None = None) -> list[Change]:
    """The incidents that changed at or after an ISO day or instant, the last change first."""
    if limit is None:
        return _changes(ledger, since, None)
    for kept in (incident_lines, questions):
        kept(ledger)  # before the transaction: what is made in one is not kept
    return held(ledger, ("changes", since, limit), lambda _db: _changes(ledger, since, limit), ruled=False)


def _changes(ledger: Ledger, since: str, limit: int | None) -> list[Change]:
    lines = lines_of(ledger)
    when = [str(value) for value in lines.changed.values]
    rank = {value: n for n, value in enumerate(sorted(when))}
    last = np.full(len(lines.incident.values), -1, dtype=np.int64)
    order = np.array([rank[value] for value in when], dtype=np.int64)
    np.maximum.at(last, lines.incident.codes, order[lines.changed.codes])
    in_turn = sorted(when)
    codes = [c for c in np.argsort(-last, kind="stable").tolist() if in_turn[last[c]] >= since]
    found: list[Change] = []
    of, kept = incident_lines(ledger), questions(ledger)
    with asking(ledger) as db:
        for code in codes:
            change = _change(db, kept, lines, of[code], since, in_turn[last[code]])
            if change is not None:
                found.append(change)
                if limit is not None and len(found) == limit:
                    break
    return found


@in_words
def last_day(ledger: Ledger) -> str:
    """The last day on which the ledger learned of anything, in UTC; empty where nothing is in it."""
    return max((str(value) for value in lines_of(ledger).changed.values), default="")[:10]


def _change(
    db: sqlite3.Connection, kept: dict[int, Matter], lines: Lines, numbers: Sequence[int], since: str, at: str
) -> Change | None:
    now: list[Matter] = []
    was: dict[str, Matter] = {}
    for n in numbers:
        m = question_of(db, kept, lines, n)
        now.append(m)
        changed = str(lines.changed.values[lines.changed.codes[n]]) >= since
        if (old := _before(db, m.id, since) if changed else m) is not None:
            was[m.id] = old
    turned = [
        Turned(m.id, m.question, old.status if (old := was.get(m.id)) else None, m.status)
        for m in now
        if m.id not in was or was[m.id].status != m.status
    ]
    before = min((m.status for m in was.values()), key=GRAVEST.index, default=None)
    reports = reports_of(now)
    came = reports - reports_of(was.values())
    moved = figures_moved(list(was.values()), now)
    if not (turned or moved or came):
        return None
    names = shown_names(db, sorted(came))
    return Change(at, row(now, len(reports)), before, tuple(turned), tuple(moved), tuple(names[k] for k in names))


def _before(db: sqlite3.Connection, matter: str, since: str) -> Matter | None:
    """The matter as it was stored last before; None: there was none of this id."""
    found = db.execute(
        "SELECT live, status, body FROM matter_past WHERE matter = ? AND at < ? ORDER BY n DESC LIMIT 1",
        (matter, since),
    ).fetchone()
    if found is None or not found[0]:
        return None
    body = json.loads(found[2])
    return question(matter, body["incident"], found[1], body)


def figures_moved(before: Sequence[Matter], now: Sequence[Matter]) -> list[FigureMoved]:
    """The camps whose figure of the dead is another than before; of an incident that is new, none."""
    if not before:
        return []
    old, new = ({t.camp: t.killed for t in tolls(in_order(some))} for some in (before, now))
    camps = sorted({*old, *new})
    return [FigureMoved(c, old.get(c), new.get(c)) for c in camps if old.get(c) != new.get(c)]
