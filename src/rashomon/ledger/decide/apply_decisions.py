"""What do decisions bring about? Readings as people corrected them, rulings for gathering, what holds of each claim.

Pure functions over decisions and readings come first, then what asks the ledger for both. A decision whose words are
not found any more has no effect, and is not lost: it is adrift, and holds again when they are.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rashomon.ledger.core.anchors import Anchor, How, Where, claim_now, span_now
from rashomon.ledger.core.file import Ledger, asking, in_words
from rashomon.ledger.core.queries import all_read, current_keys, read_of
from rashomon.ledger.decide import corrections
from rashomon.ledger.decide.decisions import OF_A_CLAIM, Decision, Verb, decisions_of, standing
from rashomon.matters import Ruling
from rashomon.message import Phrase, with_commas, with_semicolons
from rashomon.model import Claim, Reading, Report, Span, Speaker, Statement, When
from rashomon.reading.how_sure.wording import worded

Read = tuple[Report, Reading]


@dataclass(frozen=True, slots=True)
class Held:
    """A decision that holds, with where the claims that it is about are now."""

    decision: Decision
    one: tuple[Where, ...]
    two: tuple[Where, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        return tuple(w.claim for w in (*self.one, *self.two) if w.claim is not None)

    @property
    def how(self) -> How:
        """`adrift` where nothing that it is about is found any more, `moved` where some of it is not as it was."""
        hows = {w.how for w in (*self.one, *self.two)}
        return "there" if hows <= {"there"} else "adrift" if hows == {"adrift"} else "moved"


@dataclass(frozen=True, slots=True)
class Effects:
    """What the decisions that hold make of the readings that they are about."""

    held: tuple[Held, ...]
    read: Mapping[str, Read]
    """By report key: the readings with what was added, corrected and taken out, of reports that somebody ruled on."""
    claims: Mapping[str, tuple[Held, ...]]
    """By claim id: what holds on it, oldest first."""
    was: Mapping[tuple[str, str], str]
    """By claim id and corrected field: what the machine had read."""
    made: tuple[Held, ...]
    """All decisions, those that were taken back too."""


FIRM: tuple[Verb, ...] = ("accept", "correct", "add")
"""What a person rules of a claim who read its words: others may rest on it."""

NOTHING = Effects((), {}, {}, {}, ())


def effects_of(all_decisions: Sequence[Decision], read: Mapping[str, Read]) -> Effects:
    """What decisions bring about. `read` has for each key that they are anchored to the current edition of the report.

    Pure. Decisions take effect in their order: the last correction of a field is the one that stands.
    """
    ruled = standing(all_decisions)
    now = {report.key: (report, reading) for report, reading in read.values()}
    for d in ruled:
        if d.verb == "add":
            _add(d, read, now)

    def where(anchor: Anchor) -> Where:
        if not anchor.kind:  # the report as a whole
            return Where("there")
        if anchor.report not in read:
            return Where("adrift")
        return claim_now(anchor, *now[read[anchor.report][0].key])

    made = tuple(Held(d, tuple(map(where, d.one)), tuple(map(where, d.two))) for d in all_decisions)
    holds = {d.id for d in ruled}
    held = tuple(h for h in made if h.decision.id in holds)
    by_claim: dict[str, list[Held]] = defaultdict(list)
    for h in held:
        for claim in dict.fromkeys(h.claims):
            by_claim[claim].append(h)
    was: dict[tuple[str, str], str] = {}
    done = {key: (report, _ruled_reading(report, reading, by_claim, was)) for key, (report, reading) in now.items()}
    return Effects(held, done, {c: tuple(hs) for c, hs in by_claim.items()}, was, made)


def _add(d: Decision, read: Mapping[str, Read], now: dict[str, Read]) -> None:
    """Puts an added claim into the reading, where the words that it rests on are found."""
    [anchor] = d.one
    if anchor.report not in read:
        return
    report, reading = now[read[anchor.report][0].key]
    span = span_now(anchor, report.text, report.text_sha256)
    if span is None:
        return
    of = claim_now(d.two[0], report, reading).claim if d.two else None
    values = json.loads(d.value or "{}")
    statement = next((s for s in reading.statements if any(c.id == of for c in s.claims)), None)
    name = f"{anchor.report}.d{d.id}"
    speaker = Speaker("unknown", None, None, "unnamed", "unknown", None, False)
    fresh = Statement(name, "indirect", "reports", None, speaker, None, (), (span,), ())
    told = (statement or fresh, _blank(f"{name}.c1", anchor.kind, report, span), reading)
    for field, value in values.items():
        # In a claim added to what a speaker says already, the speaker is as read.
        if statement is None or not (field.startswith("speaker") or field in ("stance", "manner")):
            told = corrections.corrected(told, field, value)
    holder, claim, reading = told
    holder = replace(holder, claims=(*holder.claims, claim))
    kept = tuple(holder if s.id == holder.id else s for s in reading.statements)
    added = replace(reading, statements=kept if statement else (*kept, holder))
    now[report.key] = (report, worded(added, report.text))


def _blank(name: str, kind: str, report: Report, trigger: Span) -> Claim:
    time = When(None, report.published, "imprecise", None, "published")
    return Claim(
        id=name, kind=kind, acled=None, plover=None, polarity="affirmed", modality="happened", actor=None, target=None,
        holder=None, means=None, place=None, from_place=None, to_place=None, part=None, reason=None, time=time,
        counts=(), trigger=trigger,
    )  # fmt: skip


def _ruled_reading(
    report: Report, reading: Reading, by_claim: Mapping[str, Sequence[Held]], was: dict[tuple[str, str], str]
) -> Reading:
    """The reading with corrections made and without the claims that were rejected or set aside."""
    statements, corrected = [], False
    for before in reading.statements:
        statement, claims = before, []
        for machines in before.claims:
            claim, ruled = machines, by_claim.get(machines.id, ())
            for h in ruled:
                d = h.decision
                if d.verb == "correct" and d.field in corrections.FIELDS:
                    corrected = True
                    was.setdefault((claim.id, d.field), corrections.shown((statement, claim, reading), d.field))
                    told = corrections.corrected((statement, claim, reading), d.field, d.value or "")
                    statement, claim, reading = corrections.with_whom(told, d.field, d.by)
            if verdict(ruled) not in ("reject", "set_aside"):
                stands = any(h.decision.verb in FIRM for h in ruled)
                claims.append(replace(claim, firm=True, loose=(), background=False) if stands else claim)
        statements.append(replace(statement, claims=tuple(claims)))
    made = replace(reading, statements=tuple(statements))
    return worded(made, report.text) if corrected else made


def verdict(ruled: Iterable[Held]) -> Verb | None:
    """The last of accept, reject and set aside that holds on a claim; None where nobody said any."""
    return next(
        (h.decision.verb for h in reversed(list(ruled)) if h.decision.verb in ("accept", "reject", "set_aside")), None
    )


def rulings_of(held: Iterable[Held]) -> tuple[Ruling, ...]:
    """What gathering has to respect, oldest first. What leaves a matter by a split stays together. Pure."""
    found: list[Ruling] = []
    for h in held:
        one, two = (tuple(w.claim for w in side if w.claim is not None) for side in (h.one, h.two))
        verb = h.decision.verb
        if verb == "same":
            found.append(Ruling("same", one, two))
        elif verb in ("different", "split"):
            found.append(Ruling("different", one, two))
            if verb == "split":
                found.append(Ruling("same", two, ()))
    return tuple(found)


def persons_of(all_decisions: Sequence[Decision]) -> dict[str, Literal["protect", "release"]]:
    """The last ruling that holds on each person, by name. Pure."""
    return {d.person: d.verb for d in standing(all_decisions) if d.person and d.verb in ("protect", "release")}


REVIEWED = {
    "accept": Phrase("accepted by a person on {day}"),
    "reject": Phrase("rejected by a person on {day}"),
    "set_aside": Phrase("set aside by a person on {day}"),
    "sign_off": Phrase("signed off by a person on {day}"),
    "add": Phrase("added by a person on {day}"),
}


def review_of(ruled: Sequence[Held]) -> str | None:
    """What people ruled on a claim, for an export: without their names. None where nobody did. Pure."""
    said: dict[str, str] = {}
    fields: dict[str, None] = {}
    for h in ruled:
        d = h.decision
        day = d.at[:10]
        if d.verb == "correct" and d.field:
            fields[d.field] = None
            listed = with_commas([Phrase(f.replace("_", " ")) for f in fields])
            said["correct"] = Phrase("corrected by a person ({fields}) on {day}", fields=listed, day=day)
        elif d.verb in REVIEWED:
            of = "verdict" if d.verb in ("accept", "reject", "set_aside") else d.verb
            said[of] = Phrase(REVIEWED[d.verb].pattern, day=day)
    return with_semicolons(list(said.values())) or None


# Of a ledger


def effects(db: sqlite3.Connection, as_of: str | None = None) -> Effects:
    """What the decisions in the ledger bring about (as of an instant in ISO UTC)."""
    made = decisions_of(db, as_of)
    if not made:
        return NOTHING
    anchored = {a.report for d in made for a in (*d.one, *d.two)}
    now = current_keys(db, anchored, as_of)
    read = {report.key: (report, reading) for report, reading in read_of(db, set(now.values()), as_of)}
    return effects_of(made, {key: read[current] for key, current in now.items() if current in read})


@in_words
def ruled_read(ledger: Ledger, *, as_of: str | None = None) -> list[Read]:
    """What `all_read` gives, with what people added, corrected and took out: what matters are gathered from."""
    with asking(ledger) as db:
        done = effects(db, as_of).read
        return [done.get(report.key, (report, reading)) for report, reading in all_read(ledger, as_of=as_of)]


@in_words
def rulings(ledger: Ledger) -> tuple[Ruling, ...]:
    """What people ruled on what belongs together, by the claim ids of the present readings, oldest first."""
    with asking(ledger) as db:
        return rulings_of(effects(db).held)


@in_words
def ruled(ledger: Ledger, *, as_of: str | None = None) -> Mapping[str, Verb]:
    """The last ruling that holds on each claim, by the claim's id now. A claim that is not here is unreviewed."""
    with asking(ledger) as db:
        found = effects(db, as_of).claims
        last = {c: [h.decision.verb for h in hs if h.decision.verb in OF_A_CLAIM] for c, hs in found.items()}
        return {c: verbs[-1] for c, verbs in last.items() if verbs}


@in_words
def reviews(ledger: Ledger, *, as_of: str | None = None) -> Mapping[str, str]:
    """What people ruled on each claim, in words fit for an export: with the day, without names."""
    with asking(ledger) as db:
        found = {c: review_of(hs) for c, hs in effects(db, as_of).claims.items()}
        return {c: said for c, said in found.items() if said}


@in_words
def persons(ledger: Ledger, *, as_of: str | None = None) -> Mapping[str, Literal["protect", "release"]]:
    """The persons that somebody ruled to protect or to release, by the name that was given."""
    with asking(ledger) as db:
        return persons_of(decisions_of(db, as_of))


@in_words
def adrift(ledger: Ledger) -> list[Decision]:
    """The decisions that hold and of whose words nothing is found any more, in the text or in its reading."""
    with asking(ledger) as db:
        return [h.decision for h in effects(db).held if h.one and h.how == "adrift"]
