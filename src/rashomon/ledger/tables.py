"""The tables in memory that the desk's lists are asked of: made from the ledger, made again when it moved on.

SQLite's TEMP, never on disk. So nothing that decisions bring about is stored, a ledger that cannot be written has lists
too, and there is nothing in them for `forget` to find. They are a connection's own: keep one open.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from rashomon.ledger.asking import now_called
from rashomon.ledger.close import effects_some
from rashomon.ledger.decisions import OF_A_CLAIM, Decision, decisions_of, standing
from rashomon.ledger.file import Ledger, asking
from rashomon.ledger.listing import FIRST

LINE = (
    "n", "rank", "status", "review", "claim_kind", "place", "folded", "kind", "changed", "day_to", "day_from", "id",
    "incident", "rule", "place_id", "lat", "lon", "radius_km", "precision",
)  # fmt: skip
"""What is filtered and counted by comes first: SQLite reads a row from its beginning."""

TABLES = (
    f"CREATE TABLE temp.line ({', '.join(LINE).replace('n,', 'n INTEGER PRIMARY KEY,', 1)}, UNIQUE (id))",
    "CREATE INDEX temp.line_rank ON line (rank, n)",
    "CREATE INDEX temp.line_folded ON line (folded)",
    "CREATE TABLE temp.answer (ask PRIMARY KEY, said) WITHOUT ROWID",
    "CREATE TABLE temp.side (line, camp, PRIMARY KEY (line, camp)) WITHOUT ROWID",
    "CREATE TABLE temp.queue (n INTEGER PRIMARY KEY, claim, line, verb, flagged, UNIQUE (claim))",
    "CREATE INDEX temp.queue_left ON queue (verb, n)",
    "CREATE INDEX temp.queue_line ON queue (line)",
    "CREATE TABLE temp.hit (n INTEGER PRIMARY KEY)",
    "CREATE TABLE temp.made (gathered, past, decision, flags, words)",
)


def fresh(ledger: Ledger) -> None:
    """Makes the tables where there are none or matters were gathered since; else lays newer decisions over them."""
    db = ledger.db
    now = _state(db)
    there = db.execute("SELECT 1 FROM sqlite_temp_schema WHERE name = 'made'").fetchone()
    was = db.execute("SELECT gathered, past, decision, flags FROM temp.made").fetchone() if there else None
    if was == now:
        return
    if not there:
        db.execute("PRAGMA temp_store = MEMORY")
    db.execute("BEGIN")
    try:
        if was is None or was[:2] != now[:2]:
            _make(db)
        _rule(db, was is not None and was[:2] == now[:2])
        db.execute("DELETE FROM temp.answer")
        db.execute("DELETE FROM temp.made")
        db.execute("INSERT INTO temp.made VALUES (?, ?, ?, ?, NULL)", _state(db))
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


KEPT = 500
"""Answers that are kept until the ledger moves on."""


def once(ledger: Ledger, ask: str, make: Callable[[sqlite3.Connection], Any]) -> Any:
    """What `make` finds, as JSON would give it back; kept, so that a list asked for again is not counted again."""
    db = ledger.db
    if row := db.execute("SELECT said FROM temp.answer WHERE ask = ?", (ask,)).fetchone():
        return json.loads(row[0])
    with asking(ledger):
        found = json.dumps(make(db))
    if not db.in_transaction:
        if db.execute("SELECT count(*) FROM temp.answer").fetchone()[0] >= KEPT:
            db.execute("DELETE FROM temp.answer")
        db.execute("INSERT OR REPLACE INTO temp.answer VALUES (?, ?)", (ask, found))
    return json.loads(found)


def _state(db: sqlite3.Connection) -> tuple[Any, ...]:
    row: tuple[Any, ...] = db.execute(
        "SELECT (SELECT value FROM meta WHERE name = 'generation') || '/' ||"
        " (SELECT value FROM meta WHERE name = 'gathered'),"
        " (SELECT max(n) FROM matter_past), (SELECT max(id) FROM decision),"
        " (SELECT count(*) || coalesce(max(at), '') FROM flag)"
    ).fetchone()
    return row


def _make(db: sqlite3.Connection) -> None:
    for name in ("line", "side", "queue", "hit", "made", "answer"):
        db.execute(f"DROP TABLE IF EXISTS temp.{name}")
    for statement in TABLES:
        db.execute(statement)
    changed = dict(db.execute("SELECT matter, max(at) FROM matter_past GROUP BY matter"))
    at: dict[tuple[str, str], tuple[Any, ...]] = {}
    for matter, place, *point in db.execute(
        "SELECT matter, place, gazetteer, lat, lon, radius_km, precision FROM matter_claim JOIN claim ON id = claim"
        " WHERE place IS NOT NULL ORDER BY matter, radius_km IS NULL, radius_km, claim"
    ):
        at.setdefault((matter, place), tuple(point))
    rows = db.execute("SELECT id, incident, status, kind, claim_kind, place, day_from, day_to FROM matter WHERE live")
    ordered = sorted(
        rows.fetchall(), key=lambda r: (FIRST.index(r[2]), r[7] is None, r[7] or "", r[6] or "", r[5] or "", r[0])
    )
    number: dict[str, int] = {}
    for n, (id_, incident, status, kind, claim_kind, place, day_from, day_to) in enumerate(ordered, start=1):
        number[id_] = n
        point = at.get((id_, place), (None,) * 5)
        rank = FIRST.index(status)
        db.execute(
            f"INSERT INTO temp.line VALUES ({', '.join('?' * len(LINE))})",  # noqa: S608
            (n, rank, status, "unreviewed", claim_kind, place, (place or "").casefold(), kind, changed.get(id_, ""),
             day_to, day_from, id_, incident, status, *point),
        )  # fmt: skip
    claims: dict[str, int] = {}  # 0: of no matter
    sides: set[tuple[int, str]] = set()
    for matter, claim, camp in db.execute("SELECT matter, claim, camp FROM matter_claim"):
        if at_line := number.get(matter):
            sides.add((at_line, camp))
            claims[claim] = min(at_line, claims.get(claim, at_line))
    db.executemany("INSERT INTO temp.side VALUES (?, ?)", sides)
    for (claim,) in db.execute("SELECT c.id FROM claim c JOIN report r ON r.key = c.report AND r.current"):
        claims.setdefault(claim, 0)
    last = len(number) + 1
    ordered_claims = sorted(claims, key=lambda c: (claims[c] or last, c))
    db.executemany(
        "INSERT INTO temp.queue VALUES (?, ?, ?, NULL, 0)",
        [(i, c, claims[c] or None) for i, c in enumerate(ordered_claims, start=1)],
    )


def _rule(db: sqlite3.Connection, again: bool) -> None:
    """Lays decisions and flags over the tables; `again` where earlier ones are there already."""
    made = standing(decisions_of(db))
    verbs = _ruled_claims(db, made)
    before = dict(db.execute("SELECT claim, verb FROM temp.queue WHERE verb IS NOT NULL")) if again else {}
    moved = [c for c in {*before, *verbs} if before.get(c) != verbs.get(c)]
    db.executemany("UPDATE temp.queue SET verb = ? WHERE claim = ?", [(verbs.get(c), c) for c in moved])
    db.execute("UPDATE temp.queue SET flagged = 0 WHERE flagged")
    db.execute(
        "UPDATE temp.queue SET flagged = 1 WHERE claim IN (SELECT c.id FROM flag f JOIN claim c ON c.report = f.report"
        " AND c.trigger_start = f.span_start AND c.trigger_end = f.span_end AND c.kind = f.kind)"
    )
    on: dict[str, list[Decision]] = defaultdict(list)
    for d in made:
        if d.matter and d.verb in ("sign_off", "set_aside") and (name := now_called(db, d.matter)):
            on[name].append(d)
    touched = {n for (n,) in db.execute("SELECT n FROM temp.line WHERE review IN ('signed_off', 'set_aside')")}
    touched |= {n for name in on for (n,) in db.execute("SELECT n FROM temp.line WHERE id = ?", (name,))}
    for c in moved:
        touched |= {
            n for (n,) in db.execute(
                "SELECT m.n FROM matter_claim mc JOIN temp.line m ON m.id = mc.matter WHERE mc.claim = ?", (c,)
            )
        }  # fmt: skip
    for n in touched:
        id_, rule = db.execute("SELECT id, rule FROM temp.line WHERE n = ?", (n,)).fetchone()
        claims = {row[0] for row in db.execute("SELECT claim FROM matter_claim WHERE matter = ?", (id_,))}
        done = sum(c in verbs for c in claims)
        review = "unreviewed" if not done else "reviewed" if done == len(claims) else "in_part"
        status = rule
        for d in on.get(id_, ()):
            if d.verb == "sign_off" and d.value:
                review, status = "signed_off", json.loads(d.value)["status"]
        if any(d.verb == "set_aside" for d in on.get(id_, ())):
            review = "set_aside"
        db.execute(
            "UPDATE temp.line SET review = ?, status = ?, rank = ? WHERE n = ?",
            (review, status, FIRST.index(status), n),
        )


def _ruled_claims(db: sqlite3.Connection, made: Sequence[Decision]) -> dict[str, str]:
    """The last ruling on each claim. Where the words stand as they stood by an index; else by looking for them."""
    verbs = {d.id: d.verb for d in made if d.verb in OF_A_CLAIM}
    rows = db.execute(
        "SELECT dc.decision, c.id FROM decision_claim dc JOIN report r ON r.key = dc.report AND r.current"
        " AND r.text_sha256 = dc.text_sha256 JOIN claim c ON c.report = dc.report AND c.trigger_start = dc.span_start"
        " AND c.trigger_end = dc.span_end AND c.kind = dc.kind ORDER BY dc.decision"
    ).fetchall()
    rows += [(d.id, f"{d.one[0].report}.d{d.id}.c1") for d in made if d.verb == "add" and d.one]
    here = {decision for decision, _ in rows}
    elsewhere = [d for d in made if d.id not in here and d.verb in verbs.values() and d.one]
    if elsewhere:
        rows += [(h.decision.id, c) for h in effects_some(db, elsewhere).held for c in h.claims]
    return {claim: verbs[decision] for decision, claim in sorted(rows) if decision in verbs}
