"""Decisions: what a person ruled, with who, when and why. Rows are only ever added; undoing is another row.

A decision about claims is anchored to their words (`rashomon.ledger.core.anchors`), one about a matter names it and
holds the anchors of what it was about. So it is found again, whatever ids a later reading gives. What decisions bring
about stands in `rashomon.ledger.decide.apply_decisions`.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations
from typing import Literal, Protocol, TypeVar, get_args

from rashomon.errors import Overtaken, RashomonError
from rashomon.ledger.core.anchors import Anchor
from rashomon.ledger.core.blocking_index import touch_ruled
from rashomon.ledger.core.file import Ledger, asking, in_words, writing
from rashomon.ledger.core.queries import stored_matter, stored_reading
from rashomon.ledger.core.rows import frozen_text, iso, moved_on, storable
from rashomon.ledger.decide import corrections, notes
from rashomon.ledger.decide.notes import BESIDE, Beside
from rashomon.ledger.decide.targets import (
    anchor_of,
    anchors_of,
    claim_anchor,
    made_at,
    matter_named,
    matters_named,
    report_named,
    spot,
)
from rashomon.message import Phrase, counted, with_and
from rashomon.model import Matter, Span, as_json
from rashomon.world import World
from rashomon.world.kind_files import load_kinds

Verb = Literal[
    "accept", "reject", "correct", "add", "same", "different", "split", "set_aside", "sign_off", "protect", "release",
    "note", "tag", "assign", "undo",
]  # fmt: skip

OF_A_CLAIM: tuple[Verb, ...] = ("accept", "reject", "correct", "add", "set_aside", "sign_off")

REGATHERS: tuple[Verb, ...] = ("accept", "reject", "correct", "add", "same", "different", "split", "set_aside")
"""What these rule changes which matters there are, or what they say."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One row. `one` and `two` anchor the claims it is about; `matter` and `other` name matters as they were called."""

    id: int
    at: str
    by: str
    why: str
    verb: Verb
    matter: str | None = None
    other: str | None = None
    person: str | None = None
    field: str | None = None
    value: str | None = None
    undoes: int | None = None
    act: int | None = None
    """The first of the decisions that were made at one time with it, where there are several."""
    one: tuple[Anchor, ...] = ()
    two: tuple[Anchor, ...] = ()


COLUMNS = ("id", "at", "by", "why", "verb", "matter", "other", "person", "field", "value", "undoes", "act")

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A decision that is yet to be written."""

    row: Row
    one: Sequence[Anchor] = ()
    two: Sequence[Anchor] = ()


@in_words
def decide(
    ledger: Ledger,
    verb: Verb,
    *targets: str,
    by: str,
    why: str,
    now: datetime,
    fields: Mapping[str, str] | None = None,
    quote: str | None = None,
    start: int | None = None,
    world: World | None = None,
    seen: int | None = None,
) -> tuple[Decision, ...]:
    """Adds a ruling on each of the targets (or on all of them together), all of them or none, and returns the rows.

    | verb | targets | needs |
    |---|---|---|
    | accept, reject, set_aside | ids of claims, matters or incidents | |
    | correct | one claim (or a matter, of which `figure` alone can be ruled) | `fields` to values |
    | add | a report, or a claim whose speaker says this too | `quote`, exactly as in the text; `fields` with `kind` |
    | same, different | two or more matters | |
    | split | a matter, then the claims that leave it; or claims, each of which leaves its matter | |
    | sign_off | matters | |
    | protect, release | names of persons | |
    | note, tag, assign | ids of claims, matters, incidents or reports | `fields` with `value`: words, or a name |

    A tag that stands already, and an assignment that does, is not written again.
    `start` says which of several places a quote is meant; `world` finds places by name and knows the camps. `seen` is
    what `latest` said when the deciding person looked: a newer decision on the same thing is then an error that names
    it, and nothing is written. Raises RashomonError where something is missing, not in the ledger, or no value of its
    field.
    """
    if verb not in get_args(Verb) or verb == "undo":
        verbs = ", ".join(v for v in get_args(Verb) if v != "undo")
        raise RashomonError(f"The decision to {verb}", "it is none of the verbs", f"Use one of {verbs}.")
    if not by.strip():
        raise RashomonError(_to(verb), Phrase("nobody is named as its author"), Phrase("Say who decided."))
    if not targets:
        raise RashomonError(
            _to(verb), Phrase("it says no target"), Phrase("Give the claim, matter or person it is about.")
        )
    with writing(ledger) as db:
        drafts = _drafts(db, verb, targets, dict(fields or {}), quote, start, world)
        if seen is not None:
            _refuse_stale(db, drafts, seen, verb)
        common: Row = {"at": iso(now), "by": storable(by), "why": storable(why), "verb": verb}
        ids = _all_added(db, [replace(d, row=common | d.row) for d in drafts])
        if verb in REGATHERS:
            moved_on(db, by_ruling=True)
        return tuple(d for d in _load(db) if d.id in ids)


@in_words
def undo(ledger: Ledger, decision: int, *, by: str, why: str, now: datetime, seen: int | None = None) -> Decision:
    """Takes a decision back, by a row that says so. An undoing can be undone the same way."""
    return _undone(ledger, decision, by, why, now, seen, act=False)[0]


@in_words
def undo_act(
    ledger: Ledger, decision: int, *, by: str, why: str, now: datetime, seen: int | None = None
) -> tuple[Decision, ...]:
    """Takes back all that was decided at one time with this decision, as far as it still holds: all of it or none."""
    return _undone(ledger, decision, by, why, now, seen, act=True)


def _undone(
    ledger: Ledger, decision: int, by: str, why: str, now: datetime, seen: int | None, act: bool
) -> tuple[Decision, ...]:
    if not by.strip():
        raise RashomonError(f"The undoing of decision {decision}", "nobody is named as its author", "Say who decided.")
    with writing(ledger) as db:
        there = _load(db)
        named = next((d for d in there if d.id == decision), None)
        if named is None:
            raise RashomonError(
                Phrase("Decision {number}", number=decision),
                Phrase("there is no such decision"),
                Phrase("`rashomon history` lists them."),
            )
        holds = in_force(there)
        together = [d.id for d in there if d.act == named.act] if act and named.act else [decision]
        todo = [n for n in together if n in holds]
        if not todo:
            last = max(d.id for d in there if d.undoes == decision)
            raise Overtaken(
                Phrase("Decision {number}", number=decision),
                Phrase("it is undone already, by decision {number}", number=last),
                Phrase("Undo {number} to bring it back.", number=last),
            )
        if seen is not None:
            _refuse_stale(db, [_Draft({"undoes": n}) for n in todo], seen)
        common: Row = {"at": iso(now), "by": storable(by), "why": storable(why), "verb": "undo"}
        ids = _all_added(db, [_Draft(common | {"undoes": n}) for n in todo])
        for first in (_ruled_first(there, n) for n in todo):
            if first.verb in REGATHERS:
                touch_ruled(db, first.id)
                moved_on(db, by_ruling=True)
        return tuple(d for d in _load(db) if d.id in ids)


@in_words
def decisions(ledger: Ledger, *, as_of: str | None = None) -> list[Decision]:
    """Every decision ever made (up to an instant in ISO UTC), the undone ones and the undoings too, oldest first."""
    with asking(ledger) as db:
        return decisions_of(db, as_of)


def decisions_of(db: sqlite3.Connection, as_of: str | None = None) -> list[Decision]:
    """What `decisions` gives, within a transaction."""
    return [d for d in _load(db) if as_of is None or d.at <= as_of]


@in_words
def latest(ledger: Ledger) -> int:
    """The number of the last decision, 0 where there is none: what `decide(..., seen=)` compares with."""
    return int(ledger.db.execute("SELECT coalesce(max(id), 0) FROM decision").fetchone()[0])


class Undoable(Protocol):
    """A decision, as far as it takes another back or is taken back."""

    @property
    def id(self) -> int: ...
    @property
    def verb(self) -> str: ...
    @property
    def undoes(self) -> int | None: ...


D = TypeVar("D", bound=Undoable)


def in_force(all_of_them: Sequence[Undoable]) -> frozenset[int]:
    """Numbers of those that hold, undoings included: no undoing that itself holds takes them back. Pure."""
    undone: set[int] = set()
    for decision in reversed(all_of_them):  # an undoing comes after what it undoes
        if decision.undoes is not None and decision.id not in undone:
            undone.add(decision.undoes)
    return frozenset(d.id for d in all_of_them) - undone


def standing(all_of_them: Sequence[D]) -> list[D]:
    """The decisions that hold, without the undoings. Oldest first. Pure."""
    holds = in_force(all_of_them)
    return [d for d in all_of_them if d.id in holds and d.verb != "undo"]


def _ruled_first(there: Sequence[Decision], decision: int) -> Decision:
    """What an undoing of an undoing of ... is about in the end."""
    by_id = {d.id: d for d in there}
    at = by_id[decision]
    while at.undoes is not None:
        at = by_id[at.undoes]
    return at


# What is to be written


def _drafts(
    db: sqlite3.Connection,
    verb: Verb,
    targets: Sequence[str],
    fields: dict[str, str],
    quote: str | None,
    start: int | None,
    world: World | None,
) -> list[_Draft]:
    if verb in ("protect", "release"):
        return [_Draft({"person": _name(t)}) for t in targets]
    if verb in ("same", "different"):
        return _pairs(db, verb, targets)
    if verb == "split":
        return [_split(db, targets)] if anchor_of(db, targets[0]) is None else _splits(db, targets)
    if verb in ("note", "tag", "assign"):
        return _beside(db, verb, targets, fields)
    if verb == "sign_off":
        return [_signed(db, t) for t in targets]
    if verb == "add":
        return [_addition(db, _only(verb, targets), fields, quote, start, world)]
    if verb == "correct":
        return _corrections(db, _only(verb, targets), fields, world)
    return [draft for t in targets for draft in _on_claims(db, verb, t)]


def _beside(db: sqlite3.Connection, verb: Beside, targets: Sequence[str], fields: Mapping[str, str]) -> list[_Draft]:
    value = notes.written(verb, fields.get("value", ""))
    there = [] if verb == "note" else standing(_load(db))
    drafts: dict[object, _Draft] = {}
    for matter, anchor in (notes.placed(db, t) for t in targets):
        one = [anchor] if anchor else []
        thing = notes.about(db, matter, one)
        if not notes.stands(db, verb, thing, value, there):
            drafts[thing] = _Draft({"matter": matter, "value": value}, one)
    return list(drafts.values())


def _name(person: str) -> str:
    if not any(c.isalpha() for c in person):
        raise RashomonError(
            Phrase("person {name}", name=repr(person)),
            Phrase("it is no name"),
            Phrase("Give the name as the reports write it."),
        )
    return storable(" ".join(person.split())) or ""


def _only(verb: Verb, targets: Sequence[str]) -> str:
    if len(targets) > 1:
        raise RashomonError(
            _to(verb),
            counted("it names {n} target", "it names {n} targets", len(targets)),
            Phrase("Decide on one at a time."),
        )
    return targets[0]


def _on_claims(db: sqlite3.Connection, verb: Verb, target: str) -> list[_Draft]:
    """A ruling on a claim, or on all claims that a matter, or each matter of an incident, has now."""
    if anchor := anchor_of(db, target):
        return [_Draft({}, [anchor])]
    named = matters_named(db, target)
    return [_Draft({"matter": m}, () if verb == "set_aside" else anchors_of(db, m)) for m in named]


def _pairs(db: sqlite3.Connection, verb: Verb, targets: Sequence[str]) -> list[_Draft]:
    named = [matter_named(db, t) for t in targets]
    if len(named) < 2:
        raise RashomonError(f"The decision to call matters {verb}", "it says no second matter", "Name two or more.")
    if len(set(named)) < len(named):
        fix = "Part it with `rashomon decide split MATTER CLAIM...`." if verb == "different" else "Name another."
        raise RashomonError(with_and(targets), Phrase("they are one matter now"), fix)
    pairs = combinations(named, 2) if verb == "different" else ((named[0], other) for other in named[1:])
    return [_Draft({"matter": a, "other": b}, anchors_of(db, a), anchors_of(db, b)) for a, b in pairs]


def _split(db: sqlite3.Connection, targets: Sequence[str]) -> _Draft:
    matter = matter_named(db, targets[0])
    all_of_it = anchors_of(db, matter)
    leave = [claim_anchor(db, t) for t in targets[1:]]
    spots = {spot(a) for a in leave}
    stay = [a for a in all_of_it if spot(a) not in spots]
    if not leave:
        raise RashomonError(f"The decision to split {targets[0]}", "it says no claim", "Name the claims that leave it.")
    for target, anchor in zip(targets[1:], leave, strict=True):
        if spot(anchor) not in {spot(a) for a in all_of_it}:
            raise RashomonError(target, f"it is no claim of {matter}", f"`rashomon show {matter}` lists its claims.")
    if not stay:
        raise RashomonError(f"The decision to split {targets[0]}", "no claim would stay in it", "Name fewer claims.")
    return _Draft({"matter": matter}, stay, leave)


def _splits(db: sqlite3.Connection, claims: Sequence[str]) -> list[_Draft]:
    """Claims part from what they are taken together with: those of each matter leave it as one."""
    leaving: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        claim_anchor(db, claim)
        for (m,) in db.execute(
            "SELECT DISTINCT matter FROM matter_claim JOIN matter ON id = matter AND live WHERE claim = ?", (claim,)
        ).fetchall():
            leaving[m].append(claim)
    if not leaving:
        raise RashomonError(
            with_and(claims), Phrase("no matter is made of it"), Phrase("Choose claims that answer a matter.")
        )
    return [_split(db, [m, *some]) for m, some in sorted(leaving.items())]


def _signed(db: sqlite3.Connection, target: str) -> _Draft:
    name = matter_named(db, target)
    return _Draft({"matter": name, "value": json.dumps(what_is_signed(stored_matter(db, name)), ensure_ascii=False)})


def what_is_signed(matter: Matter) -> dict[str, object]:
    """What a person stands by who signs a matter off: its status, and who answers what. JSON."""
    answers = sorted([p.camp, p.polarity, json.dumps(as_json(p.answer))] for p in matter.positions)
    return {
        "status": matter.status,
        "disputed": list(matter.disputed),
        "conceded_by": list(matter.conceded_by),
        "answers": answers,
    }


def _corrections(db: sqlite3.Connection, target: str, fields: dict[str, str], world: World | None) -> list[_Draft]:
    if not fields:
        raise RashomonError(
            "The decision to correct", "it says no field", "Give the field and the value it should have."
        )
    anchor = anchor_of(db, target)
    if anchor is None:
        matter = matter_named(db, target, "claim or matter")
        if set(fields) != {"figure"}:
            raise RashomonError(
                target, "of a matter only its figure can be ruled", "Correct the claims that the rest is made of."
            )
        corrections.figure_of(fields["figure"])
        return [_Draft({"matter": matter, "field": "figure", "value": fields["figure"].strip()})]
    values = _values(db, anchor.report, fields, world)
    return [_Draft({"field": field, "value": storable(value)}, [anchor]) for field, value in values.items()]


def _addition(
    db: sqlite3.Connection,
    target: str,
    fields: dict[str, str],
    quote: str | None,
    start: int | None,
    world: World | None,
) -> _Draft:
    """A claim that the reading missed: in the words of the report, by a speaker who is named, or of a claim."""
    missing = "quote" if not quote else "kind" if "kind" not in fields else None
    of = anchor_of(db, target)
    if missing is None and of is None and not fields.get("speaker"):
        missing = "speaker"
    if missing or quote is None:
        raise RashomonError("The decision to add a claim", f"it says no {missing}", f"Give the {missing}.")
    key = of.report if of else report_named(db, target)
    text = frozen_text(*db.execute("SELECT text, exact_text FROM report WHERE key = ?", (key,)).fetchone())
    found = [i for i in range(len(text)) if text.startswith(quote, i)] if quote in text else []
    if start is not None:
        found = [i for i in found if i == start]
    if len(found) != 1:
        why = "these words are not in the report" if not found else f"these words stand there {len(found)} times"
        at = f"Say which, by the character they start at: {', '.join(map(str, found[:9]))}."
        raise RashomonError(f"“{quote[:60]}”", why, at if found else "Copy them exactly, from one place of its text.")
    values = _values(db, key, fields, world)
    span = Span(found[0], found[0] + len(quote))
    draft = json.dumps(values, ensure_ascii=False)
    return _Draft({"value": storable(draft)}, [made_at(db, key, span, fields["kind"])], [of] if of else [])


def _values(db: sqlite3.Connection, key: str, fields: dict[str, str], world: World | None) -> dict[str, str]:
    """The values as they are kept: checked, and a place that the report does not mention as the gazetteer has it."""
    for field, value in fields.items():
        corrections.check(field, value, load_kinds() if world is None else world.kinds)
        if world is not None:
            corrections.check_camp(field, value, world)
    reading = stored_reading(db, key) if set(fields) & set(corrections.PLACES) else None
    return {
        field: corrections.resolved(value, world)
        if world is not None and reading is not None and field in corrections.PLACES and value
        and corrections.mentioned(reading, value) is None
        else value
        for field, value in fields.items()
    }  # fmt: skip


# What was decided meanwhile


def _refuse_stale(db: sqlite3.Connection, drafts: Iterable[_Draft], seen: int, verb: Verb | None = None) -> None:
    """Raises where somebody decided on the same thing since: two corrections of different fields are not the same."""
    there = _load(db)
    newer = [d for d in there if d.id > seen]
    by_id = {d.id: d for d in there}

    def about(row: Row, one: Iterable[Anchor], two: Iterable[Anchor], verb: Verb | None) -> set[object]:
        undone = row.get("undoes")
        if isinstance(undone, int) and undone in by_id:
            of = by_id[undone]
            return {("decision", undone)} | about(vars_of(of), of.one, of.two, of.verb)
        if verb in BESIDE:
            # What people write beside a thing meets no ruling on it, and of notes there may be many.
            thing = notes.about(db, str(row["matter"]) if row.get("matter") else None, list(one))
            return {(verb, *thing)} if verb == "assign" else set()
        field = row.get("field")
        spots: set[object] = {(spot(a), field) for a in (*one, *two)}
        return spots | {(row[n], field) for n in ("matter", "other", "person") if row.get(n)}

    def meet(one: set[object], other: set[object]) -> bool:
        return any(
            a == b
            or (
                a[0] == b[0] and len(a) == len(b) == 2 and None in (a[1], b[1])
            )  # a verdict meets a correction of any field
            for a in one
            for b in other
            if isinstance(a, tuple) and isinstance(b, tuple)
        )

    for draft in drafts:
        mine = about(draft.row, draft.one, draft.two, verb)
        for d in newer:
            if meet(mine, about(vars_of(d), d.one, d.two, d.verb)):
                raise Overtaken(
                    Phrase("This decision"),
                    Phrase(
                        "{name} decided on the same thing meanwhile ({ruling}, decision {number}, {at})",
                        name=d.by,
                        ruling=summed_up(d),
                        number=d.id,
                        at=d.at,
                    ),
                    Phrase("Look at it again, then decide."),
                )


def vars_of(decision: Decision) -> Row:
    return {name: getattr(decision, name) for name in COLUMNS}


def _to(verb: str) -> Phrase:
    return Phrase("The decision to {verb}", verb=Phrase(verb))


def summed_up(decision: Decision) -> str:
    """The ruling in a few words, without what it is about: "place: Quennet", "reject"."""
    if decision.verb == "correct" and decision.field:
        value = corrections.in_words(decision.field, decision.value or "") or Phrase("unknown")
        return Phrase("{field}: {value}", field=Phrase(decision.field), value=value)
    verb = Phrase(decision.verb.replace("_", " "))
    return Phrase("{verb} of decision {number}", verb=verb, number=decision.undoes) if decision.undoes else verb


# Rows


def _all_added(db: sqlite3.Connection, drafts: Sequence[_Draft]) -> list[int]:
    """Writes them; where there are several, each says which was the first."""
    last = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'decision'").fetchone()
    act: Row = {"act": (last[0] if last else 0) + 1} if len(drafts) > 1 else {}
    return [_added(db, d.row | act, d.one, d.two) for d in drafts]


def _added(db: sqlite3.Connection, row: Row, one: Sequence[Anchor] = (), two: Sequence[Anchor] = ()) -> int:
    marks = ", ".join("?" * len(row))
    done = db.execute(f"INSERT INTO decision ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))  # noqa: S608
    assert done.lastrowid is not None
    db.executemany(
        "INSERT INTO decision_claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (done.lastrowid, side, a.report, a.text_sha256, *a.span, a.kind, a.quote, a.before, a.after)
            for side, anchors in ((1, one), (2, two))
            for a in anchors
        ],
    )
    return done.lastrowid


def _load(db: sqlite3.Connection) -> list[Decision]:
    sides: dict[tuple[int, int], list[Anchor]] = defaultdict(list)
    for row in db.execute("SELECT * FROM decision_claim"):
        decision, side, report, digest, start, end, kind, quote, before, after = row
        sides[decision, side].append(Anchor(report, digest, Span(start, end), kind, quote, before, after))
    rows = db.execute(f"SELECT {', '.join(COLUMNS)} FROM decision ORDER BY id")  # noqa: S608 - our names
    return [Decision(*(*row, tuple(sides[row[0], 1]), tuple(sides[row[0], 2]))) for row in rows]
