"""What exports are made from, of a ledger that people work on: of some matters and claims without going through all.

The same as `in_play` gives. Nothing that is kept outlives a change: at each question SQLite says whether anybody wrote
to the file since. If so, the readings that people altered are looked at anew, as far as something was ruled on them.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rashomon.garbage import uncollected
from rashomon.ledger.core.file import Ledger, asking, explained
from rashomon.ledger.core.queries import keys_of, matter_of, names_of, packs_in, read_some, shown_names
from rashomon.ledger.core.rows import TOLD
from rashomon.ledger.decide.apply_decisions import Read, persons_of, review_of
from rashomon.ledger.decide.decisions import OF_A_CLAIM, decisions_of, standing
from rashomon.ledger.read.detail import chosen, decisions_about, decisions_with, effects_some, olds
from rashomon.ledger.read.history import figures_of
from rashomon.ledger.read.list_index import Made, about_now, standing_now
from rashomon.ledger.read.matter_list import ids_given, laid_over, with_ids
from rashomon.ledger.read.ruled_matter import is_set_aside, without
from rashomon.model import Matter

ALTERING = ("reject", "correct", "add", "set_aside")
"""Rulings on claims that make another reading of one."""


class Link(NamedTuple):
    """A matter as what ties claims together."""

    matter: str
    incident: str
    claim_kind: str
    claims: frozenset[str]


@dataclass(frozen=True, slots=True)
class Played:
    """Some matters that nobody set aside, with the readings that their claims are of, and what people ruled on them."""

    matters: list[Matter]
    read: list[Read]
    reviews: Mapping[str, str]
    figures: Mapping[str, tuple[int | None, int | None]]


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
        self.altered: dict[str, tuple[object, Read]] = {}
        """By report key: the readings that people altered, with what was ruled; the same object while that is."""
        self.people: Mapping[str, Literal["protect", "release"]] = {}
        self.packs: tuple[str, ...] = ()
        self._seen: int | None = None
        self._aside: frozenset[str] = frozenset()

    def close(self) -> None:
        self.ledger.close()

    @contextmanager
    def now(self) -> Iterator[sqlite3.Connection]:
        """One state of the ledger, the present one."""
        with explained(str(self.ledger.path)), asking(self.ledger) as db:
            db.execute("SELECT max(id) FROM decision").fetchone()  # the state is that of the first question
            seen = int(db.execute("PRAGMA data_version").fetchone()[0])
            if seen != self._seen:
                try:
                    with uncollected():
                        self._look(db)
                except BaseException:
                    self._seen, self.altered = None, {}  # nothing half made is taken for the present
                    raise
                self._seen = seen
            yield db

    def played(self, matters: Iterable[str] | None, claims: Collection[str] | None = None) -> Played:
        """What is made from these matters (None: all); readings are those of these claims (None: of the matters)."""
        db = self.ledger.db
        if matters is None:
            rows = db.execute("SELECT id, incident, body FROM matter WHERE live").fetchall()
        else:
            ask = "SELECT id, incident, body FROM matter WHERE id = ? AND live"
            rows = [row for m in dict.fromkeys(matters) for row in db.execute(ask, (m,))]
        there = [matter_of(row) for row in rows if row[0] not in self._aside]
        of = {c.split(".")[0] for m in there for p in m.positions for c in p.claims}
        names = {old for m in there for old in (m.id, *olds(db, m.id))} if matters is not None else set()
        made = decisions_of(db) if matters is None else decisions_about(db, of, names)
        done = effects_some(db, made)
        told = laid_over(db, there, done)
        if claims is None:  # else nothing is told of the matters themselves
            told = with_ids(told, self._given(told, everything=matters is None))
        if matters is None:
            keys = {row[0] for row in db.execute("SELECT report FROM reading")}
        else:
            keys = of if claims is None else {c.split(".")[0] for c in claims}
        return Played(
            told,
            self.read(keys),
            {c: said for c, held in done.claims.items() if (said := review_of(held))},
            figures_of(db, standing(made)),
        )

    def read(self, keys: Iterable[str]) -> list[Read]:
        """These reports with their readings, as people have them, by key; without those that are no more."""
        db = self.ledger.db
        keys = set(keys) - _past(db)
        bare = read_some(db, keys - self.altered.keys())
        return [
            bare[k] if k in bare else self.altered[k][1] for k in sorted(keys & (bare.keys() | self.altered.keys()))
        ]

    def mark(self, key: str) -> object:
        """Another one whenever this report or its reading, as people have it, is another."""
        return self.altered[key][0] if key in self.altered else _stamp(self.ledger.db, key)

    def matters_of(self, claims: Iterable[str]) -> list[str]:
        """Ids of the matters in play that these claims answer."""
        ask = "SELECT matter FROM matter_claim WHERE claim = ?"
        return sorted({m for c in claims for (m,) in self.ledger.db.execute(ask, (c,))} - self._aside)

    def claims_of(self, matters: Iterable[str]) -> set[str]:
        """Ids of the claims that answer these matters."""
        ask = "SELECT claim FROM matter_claim WHERE matter = ?"
        return {c for m in matters for (c,) in self.ledger.db.execute(ask, (m,))}

    def claims_in(self, keys: Iterable[str]) -> set[str]:
        """Ids of the claims of these reports, as people have them."""
        ask = "SELECT id FROM claim WHERE report = ?"
        return {
            c
            for key in keys
            for c in (
                [c.id for s in self.altered[key][1][1].statements for c in s.claims]
                if key in self.altered
                else [c for (c,) in self.ledger.db.execute(ask, (key,))]
            )
        }

    def of_no_matter(self) -> list[tuple[str, str, str | None]]:
        """Claims that answer no matter in play, each with its kind and its first day."""
        rows = self.ledger.db.execute(
            "SELECT id, kind, day_from, report FROM claim WHERE NOT EXISTS"
            " (SELECT 1 FROM matter_claim WHERE claim = id)"
            " AND report NOT IN (SELECT key FROM report WHERE NOT current)"
        )
        bare = [(c, kind, day) for c, kind, day, report in rows if report not in self.altered]
        altered = [c for _, (_, g) in self.altered.values() for s in g.statements for c in s.claims]
        return bare + [(c.id, c.kind, c.time.start) for c in altered if not self.matters_of([c.id])]

    def ties(self, claims: Collection[str], matters: Collection[str]) -> list[Link]:
        """The matters in play that hang together with these claims and matters, by claims and by happenings, however
        far."""
        db = self.ledger.db
        found: list[Link] = []
        todo, seen, incidents = list(claims), set(claims), set[str]()
        near = [*matters, *self.matters_of(todo)]
        while near:
            rows = (db.execute("SELECT incident FROM matter WHERE id = ?", (m,)).fetchone() for m in set(near))
            fresh = {row[0] for row in rows if row} - incidents
            incidents |= fresh
            todo = []
            for incident in fresh:
                ask = "SELECT id, claim_kind FROM matter WHERE incident = ? AND live"
                for id_, kind in db.execute(ask, (incident,)).fetchall():
                    if id_ not in self._aside:
                        mine = db.execute("SELECT claim FROM matter_claim WHERE matter = ?", (id_,))
                        link = Link(id_, incident, kind, frozenset(c for (c,) in mine))
                        found.append(link)
                        todo += link.claims - seen
                        seen |= link.claims
            near = self.matters_of(todo)
        return found

    def of_report(self, name: str) -> set[str]:
        """Claims of the reports of this id, key or hash."""
        db = self.ledger.db
        is_key = db.execute("SELECT 1 FROM report WHERE key = ? AND current", (name,)).fetchone()
        read = self.read([name] if is_key else keys_of(db, name))
        return {c.id for _, reading in read for s in reading.statements for c in s.claims}

    def at_place(self, gazetteer: str) -> set[str]:
        """Claims whose place has this id in the gazetteer, as read or as corrected."""
        rows = self.ledger.db.execute("SELECT id FROM claim WHERE gazetteer = ?", (gazetteer,))
        return {row[0] for row in rows} | {
            c.id
            for _, (_, reading) in self.altered.values()
            for s in reading.statements
            for c in s.claims
            if c.place is not None and reading.places[c.place].gazetteer == gazetteer
        }

    def said_by(self, entity: str, name: str) -> set[str]:
        """Claims of a speaker that the packs list, and those that an outlet or a group of this name may make."""
        rows = self.ledger.db.execute(
            "SELECT id FROM claim WHERE statement IN (SELECT id FROM statement WHERE entity = ?1 OR speaker IN"
            " (SELECT speaker FROM (SELECT DISTINCT speaker FROM statement) WHERE instr(lower(speaker), lower(?2))))"
            " OR report IN (SELECT key FROM report WHERE outlet = ?2)",
            (entity, name),
        )
        # Who speaks may be corrected to anybody.
        return {row[0] for row in rows} | {
            c.id for _, (_, reading) in self.altered.values() for s in reading.statements for c in s.claims
        }

    def _look(self, db: sqlite3.Connection) -> None:
        self.state += 1
        self.packs = packs_in(db)
        made = standing_now(db)
        self.people = persons_of(decisions_with(db, chosen(db, "person IS NOT NULL")))
        self._aside = frozenset(m for m, about in about_now(db, made).items() if is_set_aside(about))
        ruled, out = _ruled(db, made), self._out(db)
        altered: dict[str, tuple[object, Read]] = {}
        for key in ruled.keys() | out.keys():
            mark = (_stamp(db, key), ruled.get(key), out.get(key))
            if key in self.altered and self.altered[key][0] == mark:
                altered[key] = self.altered[key]
            elif read := _as_ruled(db, key, out.get(key, frozenset())):
                altered[key] = mark, read
        self.altered = altered

    def _out(self, db: sqlite3.Connection) -> dict[str, frozenset[str]]:
        """By report: the claims that are in none but matters that people set aside."""
        out: dict[str, set[str]] = defaultdict(set)
        for matter in self._aside:
            for (claim,) in db.execute("SELECT claim FROM matter_claim WHERE matter = ?", (matter,)):
                if not self.matters_of([claim]):
                    out[claim.split(".")[0]].add(claim)
        return {key: frozenset(claims) for key, claims in out.items()}

    def _given(self, matters: Iterable[Matter], everything: bool) -> Mapping[str, list[str]]:
        """As `ids_given`, for the names by which these matters call reports."""
        db = self.ledger.db
        if everything:
            return ids_given(db, names_of(db))
        found: dict[str, list[str]] = {}
        for name in {i for m in matters for p in m.positions for i in p.report_ids}:
            ask = "SELECT report FROM alias JOIN report ON key = report AND current WHERE id = ? ORDER BY report"
            named = [k for k in keys_of(db, name) if shown_names(db, [k]).get(k) == name]
            for key in [*named, *(row[0] for row in db.execute(ask, (name,)).fetchall())][:1]:
                rows = db.execute("SELECT id FROM alias WHERE report = ? ORDER BY id", (key,))
                found[name] = [row[0] for row in rows]
        return found


def _past(db: sqlite3.Connection) -> set[str]:
    return {row[0] for row in db.execute("SELECT key FROM report WHERE NOT current")}


def _ruled(db: sqlite3.Connection, made: Iterable[Made]) -> dict[str, frozenset[int]]:
    """By report: the decisions that hold on its claims, where one of them makes another reading of it."""
    verbs = {d.id: d.verb for d in made if d.verb in OF_A_CLAIM}
    rows = db.execute(
        "SELECT DISTINCT d.id, now.key, now.edition_of FROM decision d JOIN decision_claim dc ON dc.decision = d.id"  # noqa: S608
        " JOIN report was ON was.key = dc.report JOIN report now ON now.edition_of = was.edition_of AND now.current"
        f" WHERE d.verb IN ({', '.join('?' * len(ALTERING))})",
        ALTERING,
    ).fetchall()
    ask = "SELECT decision FROM decision_claim WHERE report IN (SELECT key FROM report WHERE edition_of = ?)"
    return {
        key: frozenset(n for (n,) in db.execute(ask, (editions,)) if n in verbs)
        for key, editions in {(key, editions) for id_, key, editions in rows if id_ in verbs}
    }


def _stamp(db: sqlite3.Connection, key: str) -> int:
    """Another one whenever a report or its reading is another."""
    ask = (
        f"SELECT text, exact_text, sha256, media_type, {', '.join(TOLD)}, body FROM report JOIN reading ON report = key"  # noqa: S608
    )
    return hash((*shown_names(db, [key]).values(), *db.execute(f"{ask} WHERE key = ?", (key,)).fetchall()))


def _as_ruled(db: sqlite3.Connection, key: str, out: frozenset[str]) -> Read | None:
    done = effects_some(db, decisions_about(db, {key}, ()))
    read: Read | None = done.read.get(key) or read_some(db, [key]).get(key)
    if read is None:
        return None
    report, reading = read
    return report, without(reading, out)
