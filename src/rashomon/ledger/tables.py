"""The tables in memory that the desk's lists are asked of: made from the ledger, made again when it moved on.

SQLite's TEMP, never on disk. So nothing that decisions bring about is stored, a ledger that cannot be written has lists
too, and there is nothing in them for `forget` to find. They are a connection's own: keep one open.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

from rashomon.ledger.asking import now_called
from rashomon.ledger.close import effects_some
from rashomon.ledger.decisions import OF_A_CLAIM, Decision, decisions_of, standing
from rashomon.ledger.file import Ledger, asking
from rashomon.ledger.listing import FIRST
from rashomon.matters import uncollected

LINE = (
    "n", "rank", "status", "review", "claim_kind", "place", "folded", "kind", "changed", "day_to", "day_from", "camps",
    "id", "incident", "rule", "place_id", "lat", "lon", "radius_km", "precision",
)  # fmt: skip
"""What is filtered and counted by comes first: SQLite reads a row from its beginning."""

FILTERED = ("review", "status", "claim_kind", "folded", "kind", "changed", "day_to", "day_from", "camps")
"""All that is filtered by, in one index: to find the lines that fit reads nothing else."""

TYPES = {"n": " INTEGER PRIMARY KEY", "id": " TEXT UNIQUE", "incident": " TEXT"}

TABLES = (
    # Columns that others are joined to have a type: of another one than theirs, no index would be used.
    f"CREATE TABLE temp.line ({', '.join(c + TYPES.get(c, '') for c in LINE)})",
    "CREATE INDEX temp.line_rank ON line (rank, n)",
    "CREATE INDEX temp.line_folded ON line (folded)",
    "CREATE TABLE temp.answer (ask PRIMARY KEY, said) WITHOUT ROWID",
    "CREATE TABLE temp.ruled (claim TEXT PRIMARY KEY, verb) WITHOUT ROWID",
    "CREATE TABLE temp.hit (n INTEGER PRIMARY KEY)",
    "CREATE TABLE temp.made (gathered, past, decision, flags, words, claims)",
)
INDEX = f"CREATE INDEX temp.line_filtered ON line ({', '.join(FILTERED)})"


def fresh(ledger: Ledger, *also: str) -> None:
    """Makes the tables where there are none or matters were gathered since; else lays newer decisions over them.

    `also` are tables of `WHEN_ASKED`, which are made when they are first wanted.
    """
    db = ledger.db
    there = {row[0] for row in db.execute("SELECT name FROM sqlite_temp_schema WHERE type = 'table'")}
    was = db.execute("SELECT gathered, past, decision, flags FROM temp.made").fetchone() if "made" in there else None
    if there.issuperset(also) and was == _state(db):
        return
    if was is None:
        db.execute("PRAGMA temp_store = MEMORY")
    db.execute("BEGIN")
    try:
        with uncollected():
            _brought_up(db, there, was, also)
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _brought_up(db: sqlite3.Connection, there: set[str], was: tuple[Any, ...] | None, also: Iterable[str]) -> None:
    now = _state(db)
    if was is None or was[:2] != now[:2]:
        _drop(db, there)
        claims = _make(db)
        db.execute("INSERT INTO temp.made VALUES (?, ?, ?, ?, NULL, ?)", (*now, claims))
        there, was = set(), None
    if was != now:
        _rule(db, "queue" in there)
        db.execute("DELETE FROM temp.answer")
        db.execute("UPDATE temp.made SET gathered = ?, past = ?, decision = ?, flags = ?, words = NULL", now)
    for name in also:
        if name not in there:
            WHEN_ASKED[name](db)


KEPT = 500
"""Answers that are kept until the ledger moves on."""


HELD = 100
"""Columns and lists of numbers that are held: each is as long as the list of matters, or shorter."""

T = TypeVar("T")


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


def held(ledger: Ledger, ask: str, make: Callable[[sqlite3.Connection], T], ruled: bool = True) -> T:
    """What `make` finds, itself and not a copy of it: not to be changed. Kept until the ledger moves on.

    `ruled`: whether decisions and flags change it; else it is kept until matters are gathered again.
    """
    db, kept = ledger.db, ledger.kept
    state = db.execute("SELECT gathered, past, decision, flags FROM temp.made").fetchone()[: 4 if ruled else 2]
    if ask in kept and kept[ask][0] == state:
        return cast(T, kept[ask][1])
    with asking(ledger):
        found = make(db)
    if not db.in_transaction:  # what may be rolled back is not kept
        if len(kept) >= HELD:
            kept.clear()
        kept[ask] = state, found
    return found


def _state(db: sqlite3.Connection) -> tuple[Any, ...]:
    row: tuple[Any, ...] = db.execute(
        "SELECT (SELECT value FROM meta WHERE name = 'generation') || '/' ||"
        " (SELECT value FROM meta WHERE name = 'gathered'),"
        " (SELECT max(n) FROM matter_past), (SELECT max(id) FROM decision),"
        " (SELECT coalesce(group_concat(report || ' ' || span_start || ' ' || span_end || kind), '') FROM flag)"
    ).fetchone()
    return row


def _drop(db: sqlite3.Connection, there: Iterable[str]) -> None:
    for name in there:
        db.execute(f"DROP TABLE temp.{name}")


def _make(db: sqlite3.Connection) -> int:
    """The lines of the list, as they are without decisions. Returns the number of claims that there are to review."""
    for statement in TABLES:
        db.execute(statement)
    changed = dict(db.execute("SELECT matter, max(at) FROM matter_past GROUP BY matter"))
    rows = db.execute("SELECT id, incident, status, kind, claim_kind, place, day_from, day_to FROM matter WHERE live")
    ordered = sorted(
        rows.fetchall(), key=lambda r: (FIRST.index(r[2]), r[7] is None, r[7] or "", r[6] or "", r[5] or "", r[0])
    )
    place_of = {r[0]: r[5] for r in ordered}
    # Both are asked for in the order of claims and joined here: SQLite would look up each claim anew.
    places = {row[0]: row for row in db.execute(f"SELECT id, {', '.join(PLACE)} FROM claim")}  # noqa: S608
    past = {c for (c,) in db.execute("SELECT id FROM claim WHERE report IN (SELECT key FROM report WHERE NOT current)")}
    more: set[str] = set()
    at: dict[str, tuple[Any, ...]] = {}
    camps: dict[str, set[str]] = defaultdict(set)
    for claim, matter, camp in db.execute("SELECT claim, matter, camp FROM matter_claim ORDER BY claim"):
        if matter not in place_of:
            continue
        camps[matter].add(camp)
        place = places.get(claim)
        if place is None or claim in past:  # added by a person, or of an edition that is not yet gathered anew
            more.add(claim)
        # The narrowest of its claims' places of that name.
        if place and place[1] == place_of[matter] and (matter not in at or _radius(place) < _radius(at[matter])):
            at[matter] = place
    db.executemany(
        f"INSERT INTO temp.line VALUES ({', '.join('?' * len(LINE))})",  # noqa: S608
        (
            (n, FIRST.index(status), status, "unreviewed", claim_kind, place, (place or "").casefold(), kind,
             changed.get(id_, ""), day_to, day_from, _camps(camps[id_]), id_, incident, status,
             *at.get(id_, NOWHERE)[2:])
            for n, (id_, incident, status, kind, claim_kind, place, day_from, day_to) in enumerate(ordered, start=1)
        ),
    )  # fmt: skip
    db.execute(INDEX)
    return len(places) - len(past) + len(more)


PLACE = ("place", "gazetteer", "lat", "lon", "radius_km", "precision")
NOWHERE = (None,) * (1 + len(PLACE))


def _radius(place: Sequence[Any]) -> float:
    return float("inf") if place[5] is None else float(place[5])


def _camps(camps: Iterable[str]) -> str:
    r"""The camps that take a position, as one text: "\ngovernment\nopposition\n". Asked for with `instr`."""
    return "".join(f"\n{c}" for c in sorted(camps)) + "\n"


def _make_queue(db: sqlite3.Connection) -> None:
    """All claims, those of disputed matters first, then by the order of the list; those of no matter come last."""
    db.execute(
        "CREATE TABLE temp.queue (n INTEGER PRIMARY KEY, claim TEXT, line INTEGER, verb, flagged, UNIQUE (claim))"
    )
    number = dict(db.execute("SELECT id, n FROM temp.line"))
    claims: dict[str, int] = {}
    last = len(number) + 1
    for (claim,) in db.execute("SELECT id FROM claim WHERE report IN (SELECT key FROM report WHERE current)"):
        claims[claim] = last
    for matter, claim in db.execute("SELECT matter, claim FROM matter_claim"):
        if line := number.get(matter):
            claims[claim] = min(line, claims.get(claim, last))
    ordered = sorted(claims.items(), key=lambda c: (c[1], c[0]))
    verbs = dict(db.execute("SELECT claim, verb FROM temp.ruled"))
    db.executemany(
        "INSERT INTO temp.queue VALUES (?, ?, ?, ?, 0)",
        [(n, c, None if line == last else line, verbs.get(c)) for n, (c, line) in enumerate(ordered, start=1)],
    )
    _raise_flags(db)
    db.execute("CREATE INDEX temp.queue_left ON queue (verb, n)")
    db.execute("CREATE INDEX temp.queue_line ON queue (line, verb, n)")


def _make_told(db: sqlite3.Connection) -> None:
    """In which matters each statement is told, by number, for what words are found in."""
    db.execute("CREATE TABLE temp.told (statement INTEGER, line INTEGER, PRIMARY KEY (statement, line)) WITHOUT ROWID")
    number = dict(db.execute("SELECT id, n FROM temp.line"))
    statements = dict(db.execute("SELECT id, n FROM statement"))
    of = {claim: statements[statement] for claim, statement in db.execute("SELECT id, statement FROM claim")}
    pairs = {
        (of[claim], number[matter])
        for matter, claim in db.execute("SELECT matter, claim FROM matter_claim")
        if claim in of and matter in number
    }
    db.executemany("INSERT INTO temp.told VALUES (?, ?)", sorted(pairs))


WHEN_ASKED: Mapping[str, Callable[[sqlite3.Connection], None]] = {"queue": _make_queue, "told": _make_told}


def _raise_flags(db: sqlite3.Connection) -> None:
    db.execute("UPDATE temp.queue SET flagged = 0 WHERE flagged")
    db.execute(
        "UPDATE temp.queue SET flagged = 1 WHERE claim IN (SELECT c.id FROM flag f JOIN claim c ON c.report = f.report"
        " AND c.trigger_start = f.span_start AND c.trigger_end = f.span_end AND c.kind = f.kind)"
    )


def _rule(db: sqlite3.Connection, queued: bool) -> None:
    """Lays decisions over the tables, over those that lay there; flags too, where the queue is made (`queued`)."""
    made = standing(decisions_of(db))
    verbs = {claim: verb for claim, verb in _ruled_claims(db, made).items() if _is_there(db, claim)}
    before = dict(db.execute("SELECT claim, verb FROM temp.ruled"))
    moved = [c for c in {*before, *verbs} if before.get(c) != verbs.get(c)]
    db.executemany("DELETE FROM temp.ruled WHERE claim = ?", [(c,) for c in moved])
    db.executemany("INSERT INTO temp.ruled VALUES (?, ?)", [(c, verbs[c]) for c in moved if c in verbs])
    if queued:
        db.executemany("UPDATE temp.queue SET verb = ? WHERE claim = ?", [(verbs.get(c), c) for c in moved])
        _raise_flags(db)
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


def _is_there(db: sqlite3.Connection, claim: str) -> bool:
    """Whether a claim is one to review: of the present edition of a report, or (added by a person) of a matter."""
    ask = (
        "SELECT 1 FROM claim JOIN report ON key = report AND current WHERE id = ?1 UNION ALL"
        " SELECT 1 FROM matter_claim JOIN temp.line ON id = matter WHERE claim = ?1 LIMIT 1"
    )
    return db.execute(ask, (claim,)).fetchone() is not None


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
