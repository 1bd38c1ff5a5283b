"""One matter, one report, one place, one speaker: with what people ruled, and without loading the rest of the ledger.

The same answers as `rashomon.ledger.read.matter_list` gives, in a time that does not grow with the ledger:
only the reports and decisions that the thing rests on are read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from rashomon.ledger.core.anchors import Anchor
from rashomon.ledger.core.file import Ledger, asking, in_words
from rashomon.ledger.core.queries import Stored, keys_of, matter_of, now_called, read_some, shown_names, stored_of
from rashomon.ledger.decide.apply_decisions import NOTHING, Effects, Read, effects_of, review_of, verdict
from rashomon.ledger.decide.decisions import COLUMNS, Decision, Verb, standing
from rashomon.ledger.read.matter_list import laid_over
from rashomon.ledger.read.ruling_sentences import said
from rashomon.model import Matter, Span


@dataclass(frozen=True, slots=True)
class Looked:
    """A matter or a report with all that it rests on."""

    matter: Matter | None
    read: tuple[Read, ...]
    """The reports, with their readings as people have them."""
    reviews: dict[str, str]
    """What people ruled on each claim, in words, without names."""
    decisions: tuple[tuple[Decision, str, bool], ...]
    """Those about it, in force or not, each with its sentence and whether it holds; oldest first."""
    out: dict[str, str]
    """Claims that are rejected or set aside, with the verb."""


@in_words
def look_at_matter(ledger: Ledger, name: str) -> Looked | None:
    """The matter of this id, or the one that it leads to now. None: nothing is called so, or nothing of it is left."""
    with asking(ledger) as db:
        found = _look(db, "id", name)
    return replace(found[1], matter=found[0][0]) if found is not None else None


@in_words
def look_at_incident(ledger: Ledger, name: str) -> tuple[list[Matter], Looked] | None:
    """The matters of the incident of this id, or of the one that it leads to now, with all that they rest on.

    None: nothing is called so, or nothing of it is left.
    """
    with asking(ledger) as db:
        return _look(db, "incident", name)


def _look(db: sqlite3.Connection, called: Literal["id", "incident"], name: str) -> tuple[list[Matter], Looked] | None:
    now = now_called(db, name)
    ask = f"SELECT id, incident, body FROM matter WHERE {called} = ? AND live ORDER BY id"  # noqa: S608
    bare = [matter_of(row) for row in db.execute(ask, (now,)).fetchall()]
    if not bare:
        return None
    claims = {c for m in bare for p in m.positions for c in p.claims}
    keys = {c.split(".")[0] for c in claims}
    names = {n for m in bare for n in (m.id, *olds(db, m.id))}
    if called == "incident" and now is not None:
        names |= {now, *olds(db, now)}
    made = decisions_about(db, keys, names)
    done = effects_some(db, made)
    mine = {d.id for d in made if {d.matter, d.other} & names}
    mine |= {h.decision.id for h in done.made if set(h.claims) & claims}
    return laid_over(db, bare, done), _looked(db, None, keys, made, done, mine)


@in_words
def look_at_report(ledger: Ledger, name: str) -> list[tuple[Stored, Looked]]:
    """The reports of this id, key or hash. Several where an id was given twice."""
    with asking(ledger) as db:
        keys = [name] if _is_key(db, name) else keys_of(db, name)
        found = []
        for key in keys:
            made = decisions_about(db, {key}, ())
            done = effects_some(db, made)
            stored = stored_of(db, key, shown_names(db, [key]))
            found.append((stored, _looked(db, None, {key}, made, done, {d.id for d in made})))
        return found


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as a row: who says what of a place, or what a speaker says."""

    claim: str
    report: str
    kind: str
    polarity: str
    modality: str
    stance: str
    speaker: str
    camp: str
    entity: str | None
    holder: str | None
    holder_camp: str | None
    place: str | None
    gazetteer: str | None
    date: tuple[str | None, str | None]
    quote: str
    language: str | None
    """That of the report, and so of the quote."""


_TOLD = (
    "SELECT c.id, c.report, c.kind, c.polarity, c.modality, s.stance, s.speaker, s.camp, s.entity, c.holder,"
    " c.holder_camp, c.place, c.gazetteer, c.day_from, c.day_to, s.quote, r.language FROM claim c"
    " JOIN statement s ON s.id = c.statement JOIN report r ON r.key = c.report AND r.current"
)


@in_words
def told_of_place(ledger: Ledger, gazetteer: str, limit: int = 400) -> list[Told]:
    """What is claimed of a place, by its id in the gazetteer; the latest first."""
    with asking(ledger) as db:
        rows = db.execute(f"{_TOLD} WHERE c.gazetteer = ? ORDER BY c.day_to DESC, c.id LIMIT ?", (gazetteer, limit))
        return [_told(row) for row in rows]


@in_words
def told_by(ledger: Ledger, entity: str, limit: int = 400) -> list[Told]:
    """What a speaker that the packs list claims; the latest first."""
    with asking(ledger) as db:
        rows = db.execute(f"{_TOLD} WHERE s.entity = ? ORDER BY c.day_to DESC, c.id LIMIT ?", (entity, limit))
        return [_told(row) for row in rows]


@in_words
def told_in(ledger: Ledger, claims: Sequence[str]) -> list[Told]:
    """Claims of present readings by their ids, in this order; those that a person added are not in it."""
    with asking(ledger) as db:
        rows = [row for c in claims for row in db.execute(f"{_TOLD} WHERE c.id = ?", (c,))]
        return [_told(row) for row in rows]


@in_words
def all_of_place(ledger: Ledger, gazetteer: str) -> tuple[int, set[str]]:
    """How many claims `told_of_place` has without its limit, and the matters that they answer."""
    return _all_told(ledger, "c.gazetteer = ?", gazetteer)


@in_words
def all_told_by(ledger: Ledger, entity: str) -> tuple[int, set[str]]:
    """How many claims `told_by` has without its limit, and the matters that they answer."""
    return _all_told(ledger, "s.entity = ?", entity)


def _all_told(ledger: Ledger, which: str, value: str) -> tuple[int, set[str]]:
    rest = (
        "FROM claim c JOIN statement s ON s.id = c.statement JOIN report r ON r.key = c.report AND r.current"
        f" WHERE {which}"
    )
    with asking(ledger) as db:
        claims = db.execute(f"SELECT count(*) {rest}", (value,)).fetchone()[0]
        ask = f"SELECT DISTINCT matter FROM matter_claim WHERE claim IN (SELECT c.id {rest})"  # noqa: S608 - our words
        return claims, {m for (m,) in db.execute(ask, (value,))}


def _told(row: Sequence[Any]) -> Told:
    *head, day_from, day_to, quote, language = row
    return Told(*(*head, (day_from, day_to), quote, language))


ON_CLAIMS: tuple[Verb, ...] = ("accept", "reject", "correct", "add", "set_aside")


@in_words
def persons_ruled(ledger: Ledger) -> list[Decision]:
    """The rulings to protect or to release that hold, the last on each name, oldest first."""
    with asking(ledger) as db:
        made = standing(decisions_with(db, chosen(db, "person IS NOT NULL")))
        return sorted({d.person: d for d in made}.values(), key=lambda d: d.id)


@in_words
def last_decisions(
    ledger: Ledger, number: int = 10, verbs: Sequence[Verb] = ON_CLAIMS
) -> list[tuple[Decision, str | None]]:
    """The last decisions of these verbs that hold, the newest first, each with the claim that it is about now."""
    with asking(ledger) as db:
        ids = [
            row[0]
            for row in db.execute(
                f"SELECT id FROM decision WHERE verb IN ({', '.join('?' * len(verbs))}) ORDER BY id DESC LIMIT ?",  # noqa: S608
                (*verbs, number * 2),
            )
        ]
        made = list(_decisions(db, _with_undoings(db, ids)))
        holds = [d for d in standing(made) if d.id in ids][-number:]
        about: dict[int, str | None] = {d.id: claim_there(db, d) for d in holds}
        lost = [d for d in holds if about[d.id] is None and d.verb in ON_CLAIMS]
        about |= {h.decision.id: next(iter(h.claims), None) for h in effects_some(db, lost).made}
        return [(d, about[d.id]) for d in reversed(holds)]


@in_words
def act(ledger: Ledger, number: int) -> tuple[Decision, int] | None:
    """A decision, and how many of those that were made at one time with it hold. None: none does."""
    with asking(ledger) as db:
        if not (rows := chosen(db, f"id = {int(number)}")):
            return None
        [first] = [d for d in decisions_with(db, rows) if d.id == number]
        ids = chosen(db, f"act = {first.act}") if first.act else rows
        holds = [d for d in standing(decisions_with(db, ids)) if d.id in ids]
        return (first, len(holds)) if holds else None


@in_words
def told_of(ledger: Ledger, decision: Decision) -> tuple[str, tuple[str, ...]]:
    """A decision in a sentence, and the claims that it parted from others, as they are called now."""
    with asking(ledger) as db:
        done = effects_some(db, [decision])
        [held] = [h for h in done.made if h.decision.id == decision.id]
        return said(held, done), tuple(w.claim for w in held.two if w.claim) if decision.verb == "split" else ()


def claim_there(db: sqlite3.Connection, d: Decision) -> str | None:
    """The claim that a decision is about, where its words stand as they stood; None: look for them."""
    for anchor in d.one[:1]:
        row = db.execute(
            "SELECT c.id FROM claim c JOIN report r ON r.key = c.report AND r.current WHERE c.report = ?"
            " AND c.trigger_start = ? AND c.trigger_end = ? AND c.kind = ? AND r.text_sha256 = ?",
            (anchor.report, *anchor.span, anchor.kind, anchor.text_sha256),
        ).fetchone()
        return row[0] if row else None
    return None


# Decisions and reports, some of them


def chosen(db: sqlite3.Connection, which: str) -> set[int]:
    """Numbers of the decisions for which a condition of SQL (ours) holds."""
    return {row[0] for row in db.execute(f"SELECT id FROM decision WHERE {which}")}  # noqa: S608 - our words


def decisions_with(db: sqlite3.Connection, ids: Iterable[int]) -> list[Decision]:
    """The decisions of these numbers, with all that undoes them, oldest first."""
    return list(_decisions(db, _with_undoings(db, ids)))


def decisions_about(db: sqlite3.Connection, keys: Collection[str], matters: Collection[str]) -> list[Decision]:
    """The decisions on claims of these reports or that name these matters, with all that undoes them, oldest first."""
    ids: set[int] = set()
    for key in keys:
        # Earlier editions too: a decision on one of them may hold on the words of the present one.
        ids |= {
            row[0]
            for row in db.execute(
                "SELECT decision FROM decision_claim WHERE report IN (SELECT key FROM report WHERE edition_of ="
                " (SELECT edition_of FROM report WHERE key = ?))",
                (key,),
            )
        }
    for name in matters:
        ids |= {row[0] for row in db.execute("SELECT id FROM decision WHERE matter = ?1 OR other = ?1", (name,))}
    return list(_decisions(db, _with_undoings(db, ids)))


def _with_undoings(db: sqlite3.Connection, ids: Iterable[int]) -> set[int]:
    found, todo = set(ids), list(ids)
    while todo:
        for (more,) in db.execute("SELECT id FROM decision WHERE undoes = ?", (todo.pop(),)).fetchall():
            if more not in found:
                found.add(more)
                todo.append(more)
    return found


def _decisions(db: sqlite3.Connection, ids: Iterable[int]) -> Iterator[Decision]:
    for id_ in sorted(ids):
        row: Sequence[Any] = db.execute(f"SELECT {', '.join(COLUMNS)} FROM decision WHERE id = ?", (id_,)).fetchone()  # noqa: S608
        sides: dict[int, list[Anchor]] = {1: [], 2: []}
        for side, report, digest, start, end, kind, quote, before, after in db.execute(
            "SELECT side, report, text_sha256, span_start, span_end, kind, quote, before, after FROM decision_claim"
            " WHERE decision = ?",
            (id_,),
        ):
            sides[side].append(Anchor(report, digest, Span(start, end), kind, quote, before, after))
        yield Decision(*(*row, tuple(sides[1]), tuple(sides[2])))


def effects_some(db: sqlite3.Connection, made: Sequence[Decision]) -> Effects:
    """What these decisions bring about, as if there were no others."""
    if not made:
        return NOTHING
    now: dict[str, str] = {}
    for key in {a.report for d in made for a in (*d.one, *d.two)}:
        row = db.execute(
            "SELECT key FROM report WHERE current AND edition_of = (SELECT edition_of FROM report WHERE key = ?)",
            (key,),
        ).fetchone()
        if row:
            now[key] = row[0]
    read = read_some(db, set(now.values()))
    return effects_of(made, {key: read[current] for key, current in now.items() if current in read})


def _looked(
    db: sqlite3.Connection, matter: Matter | None, keys: set[str], made: list[Decision], done: Effects, mine: set[int]
) -> Looked:
    bare = read_some(db, keys - set(done.read))
    read = [done.read[k] if k in done.read else bare[k] for k in sorted(keys) if k in done.read or k in bare]
    held = {h.decision.id: h for h in done.made}
    holds = {d.id for d in standing(made)}
    mine |= {d.id for d in made if d.undoes in mine}
    return Looked(
        matter,
        tuple(read),
        {c: words for c, hs in done.claims.items() if (words := review_of(hs))},
        tuple((d, said(held[d.id], done), d.id in holds) for d in made if d.id in mine),
        {c: verb for c, hs in done.claims.items() if (verb := verdict(hs)) in ("reject", "set_aside")},
    )


def olds(db: sqlite3.Connection, name: str) -> set[str]:
    """The ids that lead to this one."""
    found: set[str] = set()
    todo = [name]
    while todo:
        for (old,) in db.execute("SELECT old FROM redirect WHERE new = ?", (todo.pop(),)).fetchall():
            if old not in found:
                found.add(old)
                todo.append(old)
    return found


@in_words
def titles(ledger: Ledger, names: Iterable[str]) -> dict[str, str]:
    """What reports of these ids are headed, where they have a title."""
    ask = "SELECT title FROM alias JOIN report ON key = report WHERE id = ? AND current AND title IS NOT NULL"
    with asking(ledger) as db:
        return {n: row[0] for n in dict.fromkeys(names) if (row := db.execute(ask, (n,)).fetchone())}


def _is_key(db: sqlite3.Connection, name: str) -> bool:
    return db.execute("SELECT 1 FROM report WHERE key = ?", (name,)).fetchone() is not None
