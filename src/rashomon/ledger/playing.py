"""What exports are made from, of a ledger that people work on: kept in memory, brought up to date by what changed.

The same as `in_play` gives, for some matters and reports as well as for all. Nothing that is kept outlives a change: at
each question SQLite says whether anybody wrote to the file since. If so, each report's row and reading are compared
with what they were, and all decisions are looked at anew.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from typing import Literal

from rashomon.ledger.asking import (
    _dicts,
    _parts,
    _reading,
    _report,
    current_keys,
    keys_of,
    matter_of,
    names_of,
    now_called,
)
from rashomon.ledger.decisions import Decision, decisions_of, standing
from rashomon.ledger.effects import NOTHING, Effects, Read, effects_of, persons_of, review_of
from rashomon.ledger.file import Ledger, asking, explained, meta
from rashomon.ledger.history import figures_of
from rashomon.ledger.listing import ids_given, laid_over, with_ids
from rashomon.ledger.writing import TOLD
from rashomon.matters import uncollected
from rashomon.model import Matter

_ROW = ("key", "text", "exact_text", "sha256", "media_type", *TOLD)
_READ = "FROM report r JOIN reading ON report = key WHERE current AND body IS NOT NULL"


class InPlay:
    """The matters that nobody set aside, and the readings as people have them.

    Claims of which all matters are set aside are not in the readings.
    `ledger` is one that nothing else uses: so whatever is written is written by others, and SQLite tells. Ask inside
    `with in_play.now():`, where all answers are of one state of the ledger.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.state = 0
        """Another number whenever anything was written."""
        self.versions: dict[str, int] = {}
        """By report key: another number whenever the report or its reading, as people have it, is another."""
        self.links: list[tuple[str, str, str, frozenset[str]]] = []
        """Each matter's id, incident, kind of claim, and claims."""
        self.people: Mapping[str, Literal["protect", "release"]] = {}
        self.reviews: Mapping[str, str] = {}
        self.figures: Mapping[str, tuple[int | None, int | None]] = {}
        self.packs = "[]"
        self._seen: int | None = None
        self._numbers = count(1)
        self._stamps: dict[str, int] = {}
        self._decoded: dict[str, tuple[int, Read]] = {}
        self._ruled: dict[str, Read] = {}
        self._made: Sequence[Decision] = ()
        self._done: Effects = NOTHING
        self._names: dict[str, str] = {}
        self._given: dict[str, list[str]] = {}
        self._of_claim: dict[str, list[str]] = {}

    def close(self) -> None:
        self.ledger.close()

    @contextmanager
    def now(self) -> Iterator[None]:
        """One state of the ledger, the present one."""
        with explained(str(self.ledger.path)), asking(self.ledger) as db:
            db.execute("SELECT max(id) FROM decision").fetchone()  # the state is that of the first question
            seen = int(db.execute("PRAGMA data_version").fetchone()[0])
            if seen != self._seen:
                try:
                    with uncollected():
                        self._look(db)
                except BaseException:
                    self._seen, self._stamps, self._ruled = None, {}, {}  # nothing half made is taken for the present
                    raise
                self._seen = seen
            yield

    def matters(self, ids: Iterable[str] | None = None) -> list[Matter]:
        """Those of these ids, or all, with what people ruled on them."""
        db = self.ledger.db
        wanted = [link[0] for link in self.links] if ids is None else list(ids)
        there = {link[0] for link in self.links}
        rows = (
            db.execute("SELECT id, incident, body FROM matter WHERE id = ? AND live", (i,)).fetchone()
            for i in dict.fromkeys(wanted)
            if i in there
        )
        return with_ids(laid_over(db, [matter_of(row) for row in rows], self._made, self._done), self._given)

    def matters_of(self, claims: Iterable[str]) -> list[str]:
        """Ids of the matters in play that these claims answer."""
        return sorted({m for c in claims for m in self._of_claim.get(c, ())})

    def read(self, keys: Iterable[str]) -> list[Read]:
        """These reports with their readings, as people have them, by key."""
        found = []
        for key in sorted(set(keys) & self.versions.keys()):
            ruled = self._ruled.get(key)
            found.append(self._decode(self.ledger.db, key) if ruled is None else ruled)
        return found

    def of_report(self, name: str) -> set[str]:
        """Claims of the reports of this id, key or hash."""
        read = self.read([name] if name in self.versions else keys_of(self.ledger.db, name))
        return {c.id for _, reading in read for s in reading.statements for c in s.claims}

    def at_place(self, gazetteer: str) -> set[str]:
        """Claims whose place has this id in the gazetteer, as read or as corrected."""
        rows = self.ledger.db.execute("SELECT id FROM claim WHERE gazetteer = ?", (gazetteer,))
        return {row[0] for row in rows} | {
            c.id
            for _, reading in self._ruled.values()
            for s in reading.statements
            for c in s.claims
            if c.place is not None and reading.places[c.place].gazetteer == gazetteer
        }

    def said_by(self, entity: str, name: str) -> set[str]:
        """Claims of a speaker that the packs list, and those that an outlet or a group of this name may make."""
        rows = self.ledger.db.execute(
            "SELECT c.id FROM statement s JOIN report r ON r.key = s.report JOIN claim c ON c.statement = s.id"
            " WHERE s.entity = ?1 OR r.outlet = ?2 OR instr(lower(s.speaker), lower(?2))",
            (entity, name),
        )
        # Who speaks may be corrected to anybody.
        return {row[0] for row in rows} | {
            c.id for _, reading in self._ruled.values() for s in reading.statements for c in s.claims
        }

    def _look(self, db: sqlite3.Connection) -> None:
        self.state = next(self._numbers)
        self.packs = meta(db, "packs")
        self._names = names_of(db)
        self._given = ids_given(db, self._names)
        stamps = {
            row[0]: hash((self._names[row[0]], *row)) for row in db.execute(f"SELECT {', '.join(_ROW)}, body {_READ}")
        }
        everything = decisions_of(db)
        self._made = standing(everything)
        self.people, self.figures = persons_of(everything), figures_of(db, self._made)
        self._stamps, old = stamps, self._stamps
        self._done = self._effects(db, everything)
        self.reviews = {c: said for c, held in self._done.claims.items() if (said := review_of(held))}
        ruled = self._taken_out(db, dict(self._done.read), self._link(db))
        ruled = {k: read for k, read in ruled.items() if k in self._decoded and read != self._decoded[k][1]}
        self._decoded = {k: v for k, v in self._decoded.items() if k in self._done.read or k in ruled}
        # What did not change stays the same object, and keeps its number.
        for key in stamps:
            before, after = self._ruled.get(key), ruled.get(key)
            if before is not None and before == after:
                ruled[key] = before
            elif before is not None or after is not None or old.get(key) != stamps[key]:
                self.versions[key] = next(self._numbers)
        self.versions = {key: n for key, n in self.versions.items() if key in stamps}
        self._ruled = {key: read for key, read in ruled.items() if key in stamps}

    def _effects(self, db: sqlite3.Connection, everything: Sequence[Decision]) -> Effects:
        now = current_keys(db, {a.report for d in everything for a in (*d.one, *d.two)}, None)
        read = {key: self._decode(db, at, keep=True) for key, at in now.items() if at in self._stamps}
        return effects_of(everything, read) if everything else NOTHING

    def _link(self, db: sqlite3.Connection) -> set[str]:
        """Finds the matters in play and what ties them; returns the claims that are in none but matters set aside."""
        aside = {now_called(db, d.matter) for d in self._made if d.verb == "set_aside" and d.matter}
        claims: dict[str, set[str]] = defaultdict(set)
        for matter, claim in db.execute("SELECT matter, claim FROM matter_claim"):
            claims[matter].add(claim)
        rows = db.execute("SELECT id, incident, claim_kind FROM matter WHERE live").fetchall()
        self.links = [(*row, frozenset(claims[row[0]])) for row in rows if row[0] not in aside]
        of_claim: dict[str, list[str]] = defaultdict(list)
        for link in self.links:
            for claim in link[3]:
                of_claim[claim].append(link[0])
        self._of_claim = of_claim
        return {c for id_, *_ in rows if id_ in aside for c in claims[id_] if c not in of_claim}

    def _taken_out(self, db: sqlite3.Connection, ruled: dict[str, Read], out: Collection[str]) -> dict[str, Read]:
        for key in {c.split(".")[0] for c in out} & self._stamps.keys():
            report, reading = ruled[key] if key in ruled else self._decode(db, key, keep=True)
            kept = (replace(s, claims=tuple(c for c in s.claims if c.id not in out)) for s in reading.statements)
            ruled[key] = (report, replace(reading, statements=tuple(kept)))
        return ruled

    def _decode(self, db: sqlite3.Connection, key: str, keep: bool = False) -> Read:
        kept = self._decoded.get(key)
        if kept and kept[0] == self._stamps[key]:
            return kept[1]
        [row] = _dicts(db.execute(f"SELECT {', '.join(_ROW)}, body {_READ} AND key = ?", (key,)))
        name = self._names[key]
        report = _report(row, name, _parts(db, key).get(key, ()))
        read = report, replace(_reading(row["body"]), id=name)
        if keep:
            self._decoded[key] = self._stamps[key], read
        return read
