"""What did people write beside things: notes, tags, who is to see to them? And on what do these stand now?"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rashomon.ledger.core.file import Ledger, asking, in_words
from rashomon.ledger.core.from_json import sentence
from rashomon.ledger.core.queries import current_keys, names_of, now_called
from rashomon.ledger.decide.decisions import Decision, standing
from rashomon.ledger.decide.notes import BESIDE, Beside
from rashomon.ledger.read.detail import chosen, claim_there, decisions_with, effects_some
from rashomon.ledger.read.list_index import held

What = Literal["matter", "incident", "claim", "report"]


@dataclass(frozen=True, slots=True)
class Written:
    """A note, a tag or an assignment that holds; of assignments the last on a thing. Adrift, it has no `id`."""

    number: int
    at: str
    by: str
    verb: Beside
    value: str
    act: int | None
    what: What
    id: str
    """Of the matter, incident or claim as it is called now, or the report's key."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing in a line: what it is called in words, and its address on the desk."""

    what: What
    id: str
    title: str
    address: str


@in_words
def written(ledger: Ledger) -> tuple[Written, ...]:
    """All that holds, oldest first. An assignment to nobody is not in it."""
    return held(ledger, "beside things", _written)


@in_words
def written_as_of(ledger: Ledger, as_of: str | None) -> tuple[Written, ...]:
    """The same, as of an instant in ISO UTC."""
    with asking(ledger) as db:
        return _written(db, as_of)


def _written(db: sqlite3.Connection, as_of: str | None = None) -> tuple[Written, ...]:
    verbs = ", ".join(f"'{v}'" for v in BESIDE)
    made = [d for d in decisions_with(db, chosen(db, f"verb IN ({verbs})")) if as_of is None or d.at <= as_of]
    found = [_one(db, d) for d in standing(made)]
    last = {(w.what, w.id): w.number for w in found if w.verb == "assign"}
    return tuple(w for w in found if w.verb != "assign" or (w.value and last[w.what, w.id] == w.number))


def _one(db: sqlite3.Connection, d: Decision) -> Written:
    what, name = _thing(db, d)
    assert d.verb in BESIDE
    return Written(d.id, d.at, d.by, d.verb, d.value or "", d.act, what, name or "")


def _thing(db: sqlite3.Connection, d: Decision) -> tuple[What, str | None]:
    if d.matter is not None:
        name = now_called(db, d.matter)
        return ("incident" if (name or d.matter).startswith("I-") else "matter"), name
    if not d.one:
        return "claim", None
    if not d.one[0].kind:
        now = current_keys(db, {d.one[0].report}, None)
        return "report", next(iter(now.values()), None)
    if claim := claim_there(db, d):
        return "claim", claim
    held = next(iter(effects_some(db, [d]).made), None)
    return "claim", next(iter(held.claims), None) if held else None


def by_thing(some: Iterable[Written]) -> dict[str, list[Written]]:
    """What is written beside each thing, by its id. Pure."""
    found: dict[str, list[Written]] = {}
    for w in some:
        if w.id:
            found.setdefault(w.id, []).append(w)
    return found


def tags(some: Iterable[Written]) -> list[tuple[str, int]]:
    """The tags as first written, with how many things bear each, whatever their case. By name. Pure."""
    called: dict[str, str] = {}
    bears: dict[str, set[str]] = {}
    for w in some:
        if w.verb == "tag":
            called.setdefault(w.value.casefold(), w.value)
            bears.setdefault(w.value.casefold(), set()).add(w.id)
    return [(called[key], len(bears[key])) for key in sorted(called)]


@in_words
def shown(ledger: Ledger, some: Sequence[Written]) -> Mapping[str, Shown]:
    """The things of these, by their ids; those that are adrift are not in it."""
    with asking(ledger) as db:
        names: Mapping[str, str] = {}
        found: dict[str, Shown] = {}
        for w in some:
            if not w.id or w.id in found:
                continue
            if w.what == "report":
                names = names or names_of(db)
                row = db.execute("SELECT title FROM report WHERE key = ?", (w.id,)).fetchone()
                title = (row and row[0]) or names.get(w.id, w.id)
                found[w.id] = Shown(w.what, w.id, title, f"/reports/{w.id}")
            elif w.what == "claim":
                row = db.execute(
                    "SELECT s.quote FROM claim c JOIN statement s ON s.id = c.statement WHERE c.id = ?", (w.id,)
                ).fetchone()
                found[w.id] = Shown(w.what, w.id, ((row and row[0]) or w.id)[:160], f"/review?claim={w.id}")
            else:
                column = "incident" if w.what == "incident" else "id"
                row = db.execute(
                    f"SELECT body FROM matter WHERE {column} = ? AND live ORDER BY id LIMIT 1",  # noqa: S608 - our names
                    (w.id,),
                ).fetchone()
                title = sentence(json.loads(row[0]), "question") if row else w.id
                found[w.id] = Shown(w.what, w.id, title, f"/{w.what}s/{w.id}")
        return found
