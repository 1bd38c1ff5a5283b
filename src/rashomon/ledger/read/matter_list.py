"""Which matters are there, and what did people rule on them, now or as the ledger stood at an instant?

A matter is kept as it was gathered. What people ruled on it (signed off, set aside, rulings on its claims) is laid over
it here, each time it is asked for, so that an undone decision leaves nothing behind.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.ledger.core.file import Ledger, asking, in_words
from rashomon.ledger.core.queries import Stored, all_read, matter_of, names_of, now_called, stored_of
from rashomon.ledger.decide import corrections
from rashomon.ledger.decide.apply_decisions import Effects, Held, Read, effects
from rashomon.ledger.decide.decisions import Decision, decisions_of, standing, what_is_signed
from rashomon.message import Phrase, Value, counted, in_a_row, with_commas, with_semicolons
from rashomon.model import Claim, Matter, Position, SignedOff, Statement

FIRST = ("disputed", "conceded", "agreed", "one_camp", "one_origin")
"""The order in which matters are listed."""


@dataclass(frozen=True, slots=True)
class RuledClaim:
    """A claim as people have it now, with the reading that it was in and what they ruled."""

    stored: Stored
    statement: Statement
    claim: Claim
    ruled: tuple[str, ...]
    """A sentence for each ruling that holds, oldest first."""
    out: bool
    """Whether it is rejected or set aside, and so in no matter."""


@in_words
def matters(
    ledger: Ledger,
    *,
    status: Collection[str] = (),
    kind: Collection[str] = (),
    place: str | None = None,
    camp: Collection[str] = (),
    incident: str | None = None,
    set_aside: bool = True,
    as_of: str | None = None,
) -> list[Matter]:
    """The matters, the disputed first, then by date and place; `report_ids` are all ids that the reports came under.

    `kind` is a matter's kind or the kind of its claims; `place` is in the name of its place, in any case; `camp` is one
    that takes a position; `incident` an id that may be an old one; `set_aside` False leaves out what people set aside.
    No filter, no limit. `as_of` is an instant in ISO UTC: the matters as they were stored and ruled on by then.
    """
    with asking(ledger) as db:
        there = _ruled(db, _kept(db, as_of), as_of)
        within = None if incident is None or any(m.incident == incident for m in there) else now_called(db, incident)
        found = [
            m
            for m in there
            if (incident is None or m.incident in (incident, within))
            and (not status or m.status in status)
            and (not kind or m.kind in kind or m.claim_kind in kind)
            and (not place or place.casefold() in (m.place or "").casefold())
            and (not camp or any(p.camp in camp for p in m.positions))
            and (set_aside or not m.set_aside)
        ]
        return _with_all_ids(db, sorted(found, key=_order))


@in_words
def matter(ledger: Ledger, name: str, *, as_of: str | None = None) -> Matter | None:
    """The matter that has this id, or that had it and goes by another now (its `id` says which). None: no such id."""
    with asking(ledger) as db:
        kept = _kept(db, as_of)
        # What was called so then need not be called so now.
        wanted = name if any(m.id == name for m in kept) else now_called(db, name)
        found = _ruled(db, [m for m in kept if m.id == wanted], as_of)
        return _with_all_ids(db, found)[0] if found else None


@in_words
def in_play(ledger: Ledger, *, as_of: str | None = None) -> tuple[list[Matter], list[Read]]:
    """What an export is made from: the matters that nobody set aside, and the readings as people have them.

    Claims of which all matters are set aside are not in the readings.
    """
    with asking(ledger) as db:
        there = matters(ledger, as_of=as_of)
        kept = {c for m in there if not m.set_aside for p in m.positions for c in p.claims}
        out = {c for m in there if m.set_aside for p in m.positions for c in p.claims} - kept
        found = []
        done = effects(db, as_of).read
        for report, reading in all_read(ledger, as_of=as_of):
            reading = done[report.key][1] if report.key in done else reading
            if any(c.id in out for s in reading.statements for c in s.claims):
                statements = [
                    replace(s, claims=tuple(c for c in s.claims if c.id not in out)) for s in reading.statements
                ]
                reading = replace(reading, statements=tuple(statements))
            found.append((report, reading))
        return [m for m in there if not m.set_aside], found


@in_words
def claim(ledger: Ledger, name: str) -> RuledClaim | None:
    """The claim of this id as people have it, one that they added or took out too. None: no such id."""
    with asking(ledger) as db:
        done = effects(db)
        row = db.execute("SELECT report FROM claim WHERE id = ?", (name,)).fetchone()
        key = row[0] if row else next((k for k, (_, g) in done.read.items() if _find(g.statements, name)), None)
        if key is None:
            return None
        stored = stored_of(db, key, names_of(db))
        held = done.claims.get(name, ())
        sentences = tuple(said(h, done, name) for h in held)
        reading = done.read[key][1] if key in done.read else stored.reading
        if reading is not None and (found := _find(reading.statements, name)):
            return RuledClaim(replace(stored, reading=reading), *found, sentences, False)
        found = _find(stored.reading.statements, name) if stored.reading else None
        return RuledClaim(stored, *found, sentences, True) if found else None


def _find(statements: Sequence[Statement], claim: str) -> tuple[Statement, Claim] | None:
    return next(((s, c) for s in statements for c in s.claims if c.id == claim), None)


def _kept(db: sqlite3.Connection, as_of: str | None) -> list[Matter]:
    if as_of is None:
        rows = db.execute("SELECT id, incident, body FROM matter WHERE live")
    else:
        rows = db.execute(
            "SELECT matter, incident, body FROM matter_past p WHERE live AND n ="
            " (SELECT max(n) FROM matter_past q WHERE q.matter = p.matter AND q.at <= ?)",
            (as_of,),
        )
    return [matter_of(row) for row in rows]


def _order(m: Matter) -> tuple[object, ...]:
    start, end = m.date or (None, None)
    return FIRST.index(m.status), end is None, end or "", start or "", m.place or "", m.id


# What people ruled, laid over


def _ruled(db: sqlite3.Connection, found: Sequence[Matter], as_of: str | None) -> list[Matter]:
    made = standing(decisions_of(db, as_of))
    if not made:
        return list(found)
    return laid_over(db, found, made, effects(db, as_of))


def laid_over(db: sqlite3.Connection, found: Sequence[Matter], made: Sequence[Decision], done: Effects) -> list[Matter]:
    """Matters with what people ruled on them: `made` are the decisions that hold, `done` what all bring about."""
    there = {m.id for m in found}
    about: dict[str, list[Decision]] = defaultdict(list)
    for d in made:
        for name in dict.fromkeys(n if n in there else now_called(db, n) for n in (d.matter, d.other) if n):
            if name is not None:
                about[name].append(d)
    where = _where(db, [h for m in about.values() for d in m for h in done.held if h.decision.id == d.id])
    return [overlaid(m, about[m.id], done, where) for m in found]


def _where(db: sqlite3.Connection, held: Sequence[Held]) -> Mapping[str, str]:
    """What the matters that decisions name are called now."""
    names = {n for h in held for n in (h.decision.matter, h.decision.other) if n}
    return {n: now_called(db, n) or n for n in names}


def overlaid(m: Matter, about: Sequence[Decision], done: Effects, called: Mapping[str, str]) -> Matter:
    """A matter with what people ruled on it: `about` are the decisions that name it, oldest first. Pure."""
    claims = list(dict.fromkeys(c for p in m.positions for c in p.claims))
    on_claims = {h.decision.id: (h, c) for c in claims for h in done.claims.get(c, ())}
    held = {h.decision.id: h for h in done.held}
    on_it = {d.id: (held[d.id], None) for d in about}
    everything = {**on_it, **on_claims}
    sentences = tuple(said(h, done, c, called) for _, (h, c) in sorted(everything.items()))
    reviewed = sum(
        any(h.decision.verb not in ("same", "different", "split") for h in done.claims.get(c, ())) for c in claims
    )
    notes = []
    if reviewed:
        notes.append(
            counted(
                "A person ruled on {reviewed} of its {n} claim.", "A person ruled on {reviewed} of its {n} claims.",
                len(claims), reviewed=reviewed,
            )
        )  # fmt: skip
    if any(h.decision.verb in ("same", "different", "split") for h, _ in everything.values()):
        notes.append(Phrase("A person ruled on what belongs together here."))
    aside = any(d.verb == "set_aside" for d in about)
    if aside:
        notes.append(Phrase("A person set it aside."))
    reason = in_a_row([m.reason, *notes])
    signed = next((d for d in reversed(about) if d.verb == "sign_off" and d.value), None)
    if signed is None:
        return replace(m, reason=reason, set_aside=aside, ruled=sentences)
    was, now = json.loads(signed.value or "{}"), what_is_signed(m)
    since = _changes(was, now)
    off = SignedOff(signed.by, signed.at, was["status"], m.status, since)
    # No name here: this sentence leaves with exports, and who rules is nobody's business outside.
    words = Phrase(
        "A person signed it off as {status} on {day}.",
        status=Phrase(was["status"].replace("_", " ")), day=signed.at[:10],
    )  # fmt: skip
    changed = [Phrase("Changed since: {changes}.", changes=with_semicolons(since))] if since else []
    return replace(
        m,
        reason=in_a_row([reason, words, *changed]),
        set_aside=aside,
        ruled=sentences,
        signed_off=off,
        status=was["status"],
        disputed=tuple(was["disputed"]),
        conceded_by=tuple(was["conceded_by"]),
    )


def _changes(was: Mapping[str, object], now: Mapping[str, object]) -> tuple[str, ...]:
    """What is not as it was when the matter was signed off, in words."""
    found = []
    if was["status"] != now["status"]:
        status = Phrase(str(now["status"]).replace("_", " "))
        found.append(Phrase("by the rules it would be {status}", status=status))
    for key, what in CHANGES.items():
        if was[key] is not None and was[key] != now[key]:
            found.append(what)
    return tuple(found)


CHANGES = {
    "disputed": Phrase("what is disputed changed"),
    "conceded_by": Phrase("who conceded changed"),
    "answers": Phrase("the answers changed"),
}

SAID = {
    "accept": Phrase("accepted {what}"),
    "reject": Phrase("rejected {what}"),
    "set_aside": Phrase("set aside {what}"),
    "sign_off": Phrase("signed off {what}"),
    "add": Phrase("added {what}"),
    "same": Phrase("ruled that {what} and {other} are about the same"),
    "different": Phrase("ruled that {what} and {other} are about different things"),
    "split": Phrase("parted {two} from {what}"),
    "protect": Phrase("ruled to protect {person}"),
    "release": Phrase("ruled that {person} may be named"),
    "undo": Phrase("took decision {undoes} back"),
}
ADRIFT = {
    "adrift": Phrase(" Its words are not found any more: it is adrift."),
    "moved": Phrase(" The text or the reading changed since."),
}


def said(h: Held, done: Effects, claim: str | None = None, called: Mapping[str, str] | None = None) -> str:
    """A decision as a sentence, with its number, who, when and why."""
    d, names = h.decision, called or {}
    words = with_commas([
        Phrase("“{words}” ({kind}, report {report})", words=a.quote, kind=Phrase(a.kind), report=a.report)
        for a in d.one
    ])  # fmt: skip
    what = names.get(d.matter, d.matter) if d.matter else claim or with_commas(h.claims) or words
    did: Phrase
    if d.verb == "correct" and d.field:
        field = Phrase(d.field)
        value = corrections.in_words(d.field, d.value or "") or Phrase("unknown")
        was = done.was.get((claim or "", d.field))
        did = Phrase("corrected {field} of {what} to {value}", field=field, what=what, value=value)
        if was is not None:
            did = Phrase("{did} (was: {was})", did=did, was=was or Phrase("unknown"))
    else:
        two = with_commas([w.claim or Phrase("a claim that is not found any more") for w in h.two])
        values: dict[str, Value] = {
            "what": what,
            "other": names.get(d.other, d.other) if d.other else "",
            "two": two or counted("{n} claim", "{n} claims", len(d.two)),
            "person": d.person or "",
            "undoes": d.undoes or 0,
        }
        pattern = SAID[d.verb].pattern
        did = Phrase(pattern, **{k: v for k, v in values.items() if f"{{{k}}}" in pattern})
    return Phrase(
        "{name} {did} on {day} (decision {number}){why}.{adrift}",
        name=d.by,
        did=did,
        day=d.at[:10],
        number=d.id,
        why=Phrase(": {why}", why=d.why) if d.why else "",
        adrift=ADRIFT.get(h.how, "") if d.one else "",
    )


def _with_all_ids(db: sqlite3.Connection, found: list[Matter]) -> list[Matter]:
    return with_ids(found, ids_given(db, names_of(db)))


def ids_given(db: sqlite3.Connection, names: Mapping[str, str]) -> dict[str, list[str]]:
    """All ids that a report came under, by each name that it may be called in a matter. `names` are of `names_of`."""
    keys = {name: key for key, name in names.items()}
    keys |= dict(db.execute("SELECT alias.id, key FROM report JOIN alias ON alias.report = key AND current")) | keys
    aliases: dict[str, list[str]] = defaultdict(list)
    for key, name in db.execute("SELECT report, id FROM alias ORDER BY id"):
        aliases[key].append(name)
    return {name: aliases[key] for name, key in keys.items() if key in aliases}


def with_ids(found: list[Matter], given: Mapping[str, Sequence[str]]) -> list[Matter]:
    """Matters whose positions have all ids that their reports came under, as `ids_given` has them."""

    def position(p: Position) -> Position:
        return replace(p, report_ids=tuple(dict.fromkeys(i for name in p.report_ids for i in given.get(name, [name]))))

    return [replace(m, positions=tuple(map(position, m.positions))) for m in found]
