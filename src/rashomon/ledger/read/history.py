"""What became of a matter, a report or a claim, in the order in which the ledger learned of it?"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from rashomon.errors import RashomonError
from rashomon.ledger.core.file import Ledger, asking, in_words
from rashomon.ledger.core.from_json import sentence
from rashomon.ledger.core.queries import keys_of, now_called, shown_names
from rashomon.ledger.decide.apply_decisions import NOTHING, Effects, effects
from rashomon.ledger.decide.corrections import figure_of
from rashomon.ledger.decide.decisions import Decision, decisions_of, in_force, standing
from rashomon.ledger.read.detail import olds
from rashomon.ledger.read.ruling_sentences import said
from rashomon.message import Phrase, counted, in_a_row, remembered, with_commas

What = Literal["report", "reading", "status", "joined", "id", "decision"]
ORDER: tuple[What, ...] = ("report", "reading", "status", "joined", "id", "decision")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened to it. `at` is when the ledger learned of it, in ISO UTC, not when it came about."""

    at: str
    what: What
    text: str


@in_words
def history(ledger: Ledger, name: str | None = None, *, as_of: str | None = None) -> list[Entry]:
    """All that the ledger holds about the past of a matter, an incident, a report or a claim; of none: every decision.

    Reports that came, readings made of them, the states a matter was stored in, why claims were joined, ids that lead
    here, and decisions, the undone ones too. Oldest first. Raises RashomonError where nothing has this id.
    """
    with asking(ledger) as db:
        made = decisions_of(db, as_of)
        done = effects(db, as_of)
        if name is None:
            return _decided(made, done, {d.id for d in made})
        row = db.execute("SELECT 1 FROM matter WHERE id = ?", (name,)).fetchone()
        together = [r[0] for r in db.execute("SELECT id FROM matter WHERE incident = ? AND live ORDER BY id", (name,))]
        keys = keys_of(db, name)
        if row or now_called(db, name) != name:
            found = list(_of_matter(db, name, made, done))
        elif together:
            mine = {d.id for d in made if d.matter in {name, *olds(db, name)}}
            found = list(dict.fromkeys(e for m in together for e in _of_matter(db, m, made, done)))
            found = list(dict.fromkeys([*found, *_decided(made, done, mine)]))
        elif keys:
            mine = {d.id for d in made if any(a.report in keys for a in (*d.one, *d.two))}
            found = [*_of_reports(db, keys), *_decided(made, done, mine)]
        else:
            mine = _on_claims(done, {name}) | {d.id for d in made if f".d{d.id}.c1" in name}
            if not mine and not db.execute("SELECT 1 FROM claim WHERE id = ?", (name,)).fetchone():
                raise RashomonError(
                    name, "nothing has this id", "`rashomon matters` and `rashomon search WORDS` list ids."
                )
            found = [*_of_reports(db, [name.split(".")[0]]), *_decided(made, done, mine, name)]
        found = [e for e in found if as_of is None or e.at <= as_of]
        return sorted(found, key=lambda e: (e.at, ORDER.index(e.what)))


@in_words
def became(ledger: Ledger, matter: str) -> list[Entry]:
    """As `history` of a matter, without what people decided: no decision is looked at, however many there are."""
    with asking(ledger) as db:
        return sorted(_of_matter(db, matter, [], NOTHING), key=lambda e: (e.at, ORDER.index(e.what)))


def _of_matter(db: sqlite3.Connection, name: str, made: list[Decision], done: Effects) -> Iterator[Entry]:
    now = now_called(db, name) or name
    names = {name, now, *olds(db, now)}
    claims: set[str] = set()
    for one in sorted(names):
        yield from _states(db, one, claims)
        for old, new, at in db.execute("SELECT old, new, at FROM redirect WHERE old = ?", (one,)):
            leads = Phrase("{old} leads to {new} from now on.", old=old, new=new or "")
            yield Entry(at, "id", leads if new else Phrase("Nothing of {old} is claimed any more.", old=old))
    marks = ", ".join("?" * len(names))
    keys = {c.split(".")[0] for c in claims} | {
        row[0]
        for row in db.execute(f"SELECT DISTINCT report FROM anchor WHERE owner IN ({marks})", tuple(names))  # noqa: S608
    }
    yield from _of_reports(db, sorted(keys))
    about = {d.id for d in made if {d.matter, d.other} & names}
    yield from _decided(made, done, about | _on_claims(done, claims))


def _states(db: sqlite3.Connection, matter: str, claims: set[str]) -> Iterator[Entry]:
    """The states that a matter was stored in, where what they say differs; its claims are put into `claims`."""
    before: tuple[object, ...] | None = None
    told: set[str] = set()
    rows = db.execute("SELECT at, live, body FROM matter_past WHERE matter = ? ORDER BY n", (matter,))
    for at, live, body in rows.fetchall():
        state: dict[str, Any] = json.loads(body)
        claims |= {c for p in state["positions"] for c in p["claims"]}
        if not live:
            yield Entry(at, "status", Phrase("{matter} is no matter of its own any more.", matter=matter))
            before = None
            continue
        reports = len({r for p in state["positions"] for r in p["report_ids"]})
        now = (state["question"], state["status"], state["disputed"], state["conceded_by"], state["reason"], reports)
        if now != before:
            yield Entry(at, "status", _state(matter, state, reports))
        before = now
        parts = (state.get("phrases") or {}).get("reasons") or []
        for n, reason in enumerate(state.get("reasons", ())):
            if reason not in told:
                told.add(reason)
                yield Entry(at, "joined", remembered(reason, parts[n] if n < len(parts) else None))


def _state(matter: str, state: Mapping[str, Any], reports: int) -> str:
    status = Phrase(state["status"].replace("_", " "))
    if state["disputed"]:
        fields = with_commas([Phrase(f.replace("_", " ")) for f in state["disputed"]])
        status = Phrase("{status} ({fields})", status=status, fields=fields)
    return counted(
        "{matter}: {question} {status}, from {n} report. {reason}",
        "{matter}: {question} {status}, from {n} reports. {reason}",
        reports,
        matter=matter,
        question=sentence(state, "question"),
        status=status,
        reason=sentence(state, "reason"),
    )


def _of_reports(db: sqlite3.Connection, keys: Collection[str]) -> Iterator[Entry]:
    names = shown_names(db, keys)
    for key in keys:
        row = db.execute("SELECT added_at, added_by, outlet, published FROM report WHERE key = ?", (key,)).fetchone()
        if row is None:
            continue
        at, by, outlet, published = row
        published = Phrase("published {day}", day=published) if published else None
        told = with_commas([x for x in (outlet, published) if x])
        came = Phrase("{report} came ({told})", report=names[key], told=told)
        came = came if told else Phrase("{report} came", report=names[key])
        whole = Phrase("{came}, added by {name}.", came=came, name=by) if by else Phrase("{came}.", came=came)
        yield Entry(at, "report", whole)
        readings = db.execute(
            "SELECT read_at, version, body IS NULL FROM reading_past WHERE report = ?1"
            " UNION ALL SELECT read_at, version, body IS NULL FROM reading WHERE report = ?1",
            (key,),
        )
        for at, version, unread in readings:
            if unread:
                how = Phrase("{report} was kept unread (language).", report=names[key])
            elif version:
                how = Phrase("{report} was read by version {version}.", report=names[key], version=version)
            else:
                how = Phrase("{report} was read by version before its date was known.", report=names[key])
            yield Entry(at, "reading", how)


def _on_claims(done: Effects, claims: Collection[str]) -> set[int]:
    return {h.decision.id for h in done.made if set(h.claims) & set(claims)}


def _decided(made: list[Decision], done: Effects, which: set[int], claim: str | None = None) -> list[Entry]:
    holds = in_force(made)
    # An undoing belongs to what it undoes.
    grown = True
    while grown:
        more = {d.id for d in made if d.undoes in which} - which
        which, grown = which | more, bool(more)
    held = {h.decision.id: h for h in done.made}
    undone_by = {d.undoes: d.id for d in made if d.undoes is not None and d.id in holds}

    def sentence(d: Decision) -> str:
        told = said(held[d.id], done, claim if d.matter is None and d.one else None)
        if d.id not in undone_by:
            return told
        return in_a_row([told, Phrase("It was taken back by decision {number}.", number=undone_by[d.id])])

    return [Entry(d.at, "decision", sentence(d)) for d in made if d.id in which]


@in_words
def figures(ledger: Ledger, *, as_of: str | None = None) -> Mapping[str, tuple[int | None, int | None]]:
    """The figure that a person ruled for each matter, by its id now: least and greatest."""
    with asking(ledger) as db:
        return figures_of(db, standing(decisions_of(db, as_of)))


def figures_of(db: sqlite3.Connection, made: Iterable[Decision]) -> dict[str, tuple[int | None, int | None]]:
    """The same, of decisions that hold."""
    found: dict[str, tuple[int | None, int | None]] = {}
    for d in made:
        if d.field == "figure" and d.matter and (now := now_called(db, d.matter)):
            found[now] = figure_of(d.value or "")
    return found
