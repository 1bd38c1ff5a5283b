"""Storing matters: under ids that stay, in the place of those that they replace, with what was before kept."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from rashomon.ledger.core import ids
from rashomon.ledger.core.file import Ledger, in_words, meta, set_meta, writing
from rashomon.ledger.core.from_json import phrases
from rashomon.ledger.core.rows import ADDED, iso, storable
from rashomon.ledger.read.list_index import keep_lines
from rashomon.model import Matter, as_json


@in_words
def store_matters(
    ledger: Ledger, matters: Iterable[Matter], now: datetime, generation: int | None = None
) -> tuple[Matter, ...]:
    """Replaces the ledger's matters by these, and returns them with the ids that the ledger keeps for them.

    `generation` is what `asking.generation` said before the claims were read: a set that was gathered from fewer
    reports than the set that is stored already is not stored (another program was quicker). For matters that were made
    elsewhere; `gathering.gather_matters` makes them here, and only those anew that something bears on.
    """
    matters = list(matters)
    with writing(ledger) as db:
        of = int(meta(db, "generation")) if generation is None else generation
        if of < int(meta(db, "gathered")):
            return tuple(matters)
        renamed = replace_matters(db, matters, None, iso(now))
        set_meta(db, "gathered", of)
        # the shelves were not filled with these
        set_meta(db, "shelved", "")
        set_meta(db, "shelvings", int(meta(db, "shelvings")) + 1)
    return tuple(renamed)


def replace_matters(
    db: sqlite3.Connection, matters: Sequence[Matter], replaced: Collection[str] | None, at: str
) -> list[Matter]:
    """Puts matters in the place of those with the ids `replaced` (None: of all), under ids that the ledger keeps.

    No other matter may share an incident with one of either.
    """
    anchors = _anchors(db, None if replaced is None else {c for m in matters for p in m.positions for c in p.claims})
    if replaced is None:
        replaced = {row[0] for row in db.execute("SELECT id FROM matter WHERE live")}
        old = _owned(db.execute("SELECT * FROM anchor"))
        kept: set[str] = set()
    else:
        old, kept = _near(db, matters, replaced, anchors)
    renamed = _rename(db, matters, anchors, old, kept, at)
    _write_matters(db, renamed, replaced, anchors, at)
    return renamed


def _anchors(db: sqlite3.Connection, claims: Collection[str] | None) -> dict[str, ids.Anchor]:
    """What anchors these claims (None: all), by their ids, and all that people added."""
    ask = "SELECT id, report, trigger_start, trigger_end, kind FROM claim"
    rows = list(db.execute(ADDED))
    if claims is None:
        rows += db.execute(ask)
    else:
        rows += [row for c in claims for row in db.execute(f"{ask} WHERE id = ?", (c,))]
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}


def _owned(rows: Iterable[Sequence[Any]]) -> dict[str, set[ids.Anchor]]:
    found: dict[str, set[ids.Anchor]] = defaultdict(set)
    for owner, report, start, end, kind in rows:
        found[owner].add((report, start, end, kind))
    return found


def _near(
    db: sqlite3.Connection, matters: Sequence[Matter], replaced: Collection[str], anchors: Mapping[str, ids.Anchor]
) -> tuple[dict[str, set[ids.Anchor]], set[str]]:
    """The ids that stood for claims of these matters or of those that they replace; and which of them others keep.

    With those who share a claim with an id that is not in use: an old id leads to whom most of it went to.
    """

    def owners(of: Iterable[ids.Anchor]) -> set[str]:
        ask = "SELECT owner FROM anchor WHERE report = ? AND span_start = ? AND span_end = ? AND kind = ?"
        return {row[0] for a in of for row in db.execute(ask, a)}

    def owned(names: Iterable[str]) -> dict[str, set[ids.Anchor]]:
        return _owned(row for n in names for row in db.execute("SELECT * FROM anchor WHERE owner = ?", (n,)))

    out = _with_incidents(db, replaced)
    now = {anchors[c] for m in matters for p in m.positions for c in p.claims if c in anchors}
    near = owned(owners(now | set().union(*owned(out).values())) | out)
    live = _live(db, near)
    unused = [of for n, of in near.items() if n not in live]
    sharing = _live(db, owners(set().union(*unused)) - near.keys())
    return near | owned(sharing), (live | sharing) - out


def _with_incidents(db: sqlite3.Connection, matters: Collection[str]) -> set[str]:
    ask = "SELECT incident FROM matter WHERE id = ?"
    return {*matters, *(row[0] for m in matters for row in db.execute(ask, (m,)))}


def _live(db: sqlite3.Connection, names: Iterable[str]) -> set[str]:
    ask = "SELECT 1 FROM matter WHERE id = ?1 AND live UNION ALL SELECT 1 FROM incident WHERE id = ?1 AND live"
    return {n for n in names if db.execute(ask, (n,)).fetchone()}


@dataclass(frozen=True, slots=True)
class _Taken:
    """Whether an id was ever given."""

    db: sqlite3.Connection
    now: set[str]

    def __contains__(self, name: object) -> bool:
        ask = "SELECT 1 FROM matter WHERE id = ?1 UNION ALL SELECT 1 FROM incident WHERE id = ?1"
        return name in self.now or self.db.execute(ask, (name,)).fetchone() is not None


def _rename(
    db: sqlite3.Connection,
    matters: Sequence[Matter],
    anchors: Mapping[str, ids.Anchor],
    old: ids.Groups,
    kept: Collection[str],
    at: str,
) -> list[Matter]:
    """These matters under their lasting ids: inherited, brought back, or minted. Writes the redirects.

    `old` has the ids that stood for any of their claims, `kept` those among them that others have and keep.
    """
    claims = {m.id: {c for p in m.positions for c in p.claims} for m in matters}
    held = {m.id: frozenset(anchors[c] for c in claims[m.id] if c in anchors) for m in matters}
    incidents: dict[str, set[ids.Anchor]] = defaultdict(set)
    for matter in matters:
        incidents[matter.incident] |= held[matter.id]
    live = _live(db, old)
    about = {n: db.execute("SELECT kind, minted_at FROM matter WHERE id = ?", (n,)).fetchone() for n in old}
    kind_of = {n: row[0] for n, row in about.items() if row}
    minted = {n: row[1] for n, row in about.items() if row}
    ask = "SELECT minted_at FROM incident WHERE id = ?"
    minted |= {n: row[0] for n in old if n not in minted and (row := db.execute(ask, (n,)).fetchone())}

    name: dict[str, str] = {}
    taken = _Taken(db, set())
    for kind in sorted({m.kind for m in matters} | set(kind_of.values())):
        now = {m.id: held[m.id] for m in matters if m.kind == kind}
        was = {o: a for o, a in old.items() if kind_of.get(o) == kind}
        name |= ids.inherit(now, {o: a for o, a in was.items() if o not in kept}, live, minted)
        for new in sorted(now.keys() - name.keys()):
            name[new] = ids.mint("M", [kind, *(held[new] or claims[new])], taken)
            taken.now.add(name[new])
        _redirect(db, was, {name[n]: a for n, a in now.items()}, kept, at)
    was = {o: a for o, a in old.items() if o not in kind_of}
    called = ids.inherit(incidents, {o: a for o, a in was.items() if o not in kept}, live, minted)
    for new in sorted(incidents.keys() - called.keys()):
        called[new] = ids.mint("I", incidents[new] or [new], taken)
        taken.now.add(called[new])
    _redirect(db, was, {called[n]: a for n, a in incidents.items()}, kept, at)
    return sorted((replace(m, id=name[m.id], incident=called[m.incident]) for m in matters), key=lambda m: m.id)


def _redirect(db: sqlite3.Connection, was: ids.Groups, now: ids.Groups, kept: Collection[str], at: str) -> None:
    db.executemany("DELETE FROM redirect WHERE old = ?", [(n,) for n in now])
    there = {**{o: a for o, a in was.items() if o in kept}, **now}
    gone = {o: a for o, a in was.items() if o not in there}
    db.executemany(
        "INSERT INTO redirect VALUES (?, ?, ?) ON CONFLICT (old) DO UPDATE SET new = excluded.new, at = excluded.at"
        " WHERE new IS NOT excluded.new",
        [(o, n, at) for o, n in ids.leads_to(gone, there).items()],
    )


LAID_OVER = ("signed_off", "set_aside", "ruled")
"""What people ruled on a matter is laid over it when it is asked for, and not stored with it."""


def _write_matters(
    db: sqlite3.Connection,
    matters: Sequence[Matter],
    replaced: Collection[str],
    anchors: Mapping[str, ids.Anchor],
    at: str,
) -> None:
    names = sorted({*replaced, *(m.id for m in matters)})

    def stored() -> dict[str, Any]:
        ask = "SELECT id, live, incident, status, body FROM matter WHERE id = ?"
        return {n: row for n in names if (row := db.execute(ask, (n,)).fetchone())}

    before = stored()
    gone = [(n,) for n in sorted(replaced)]
    db.executemany("UPDATE incident SET live = 0 WHERE id = (SELECT incident FROM matter WHERE id = ?)", gone)
    db.executemany("UPDATE matter SET live = 0 WHERE id = ?", gone)
    db.executemany("DELETE FROM matter_claim WHERE matter = ?", gone)
    held: dict[str, set[ids.Anchor]] = defaultdict(set)
    for m in matters:
        day_from, day_to = m.date or (None, None)
        db.execute("INSERT INTO incident VALUES (?, 1, ?) ON CONFLICT (id) DO UPDATE SET live = 1", (m.incident, at))
        db.execute(
            "INSERT INTO matter VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET live = 1,"
            " incident = excluded.incident, claim_kind = excluded.claim_kind, place = excluded.place,"
            " day_from = excluded.day_from, day_to = excluded.day_to, status = excluded.status, body = excluded.body",
            (m.id, m.incident, m.kind, m.claim_kind, storable(m.place), day_from, day_to, m.status,
             json.dumps({k: v for k, v in as_json(m).items() if k not in LAID_OVER} | {"phrases": phrases(m)}), at),
        )  # fmt: skip
        for position in m.positions:
            db.executemany(
                "INSERT OR IGNORE INTO matter_claim VALUES (?, ?, ?)",
                [(m.id, c, position.camp) for c in position.claims],
            )
            known = {anchors[c] for c in position.claims if c in anchors}
            held[m.id] |= known
            held[m.incident] |= known
    db.executemany(
        "INSERT INTO matter_past (matter, live, incident, status, body, at) VALUES (?, ?, ?, ?, ?, ?)",
        [(*row, at) for name, row in stored().items() if row != before.get(name)],
    )
    for owner, of in held.items():
        db.execute("DELETE FROM anchor WHERE owner = ?", (owner,))
        db.executemany("INSERT INTO anchor VALUES (?, ?, ?, ?, ?)", [(owner, *a) for a in sorted(of)])
    keep_lines(db, names)
