"""How did the accounts of an incident change? What each said first and later, and which reports turned its status.

By the days on which reports were published: what was known to a reader of all of them by then. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from rashomon.matters.accounts import accounts
from rashomon.matters.camps import sides
from rashomon.matters.incident_rows import GRAVEST, in_order
from rashomon.matters.incidents import Incident, incidents
from rashomon.matters.origins import copies, originate
from rashomon.matters.question import matters_of
from rashomon.model import Matter, MatterKind, Polarity, Reading, Report, Status, Toll
from rashomon.world import World

Read = tuple[Report, Reading]


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody answers a question for the first time, or otherwise than before."""

    published: str | None
    report: str
    """The key of the report."""
    outlet: str | None
    speaker: str
    camp: str
    matter: str
    question: MatterKind
    answer: str | Toll
    polarity: Polarity
    how: Literal["first", "later", "changed"]
    """`first`: nobody answered this question before; `later`: others did, this speaker did not; `changed`: he did."""
    before: str | Toll | None = None
    """What this speaker answered before, where that changed."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which reports came out that turned the status of the incident."""

    published: str
    status: Status
    before: Status | None
    """None: these reports are the first that tell of it."""
    reports: tuple[str, ...]
    """Keys of the reports of that day that tell of it."""


def said_in_turn(matters: Iterable[Matter], read: Iterable[Read]) -> list[Said]:
    """Each answer of each speaker when it was new, by the day of its report and its place in it."""
    where = {c.id: (report, s, c) for report, reading in read for s in reading.statements for c in s.claims}
    order = in_order(matters)
    told = [
        ((report.published or "9999", report.key, claim.trigger.start, n), m, p, report, statement)
        for n, m in enumerate(order)
        for p in m.positions
        for c in p.claims
        if c in where
        for report, statement, claim in [where[c]]
    ]
    found: list[Said] = []
    given: dict[tuple[str, str], _Given] = {}
    asked: set[str] = set()
    for _, m, p, report, statement in sorted(told, key=lambda t: t[0]):
        who = (m.id, statement.speaker.entity or statement.speaker.name.casefold())
        answer = (p.answer, p.polarity)
        had = given.get(who)
        if had is None or had.report != report.key:
            # Two figures in one report are no change of mind: what is new is new beside the report before.
            had = _Given(report.key, [], had.here if had else [], "later" if m.id in asked else "first")
            given[who] = had
        if answer in had.here:
            continue
        had.here.append(answer)
        asked.add(m.id)
        if answer in had.before:
            continue
        before = had.before[-1][0] if had.before else None
        said = Said(
            report.published, report.key, report.outlet, statement.speaker.name, p.camp, m.id, m.kind, *answer,
            "changed" if had.before else had.how, before,
        )  # fmt: skip
        found.append(said)
    return found


@dataclass(frozen=True, slots=True)
class _Given:
    """What somebody answered to a question in a report, and in the last report before it."""

    report: str
    here: list[tuple[str | Toll, Polarity]]
    before: list[tuple[str | Toll, Polarity]]
    how: Literal["first", "later"]


def turns(read: Sequence[Read], claims: Collection[str], world: World) -> list[Turn]:
    """The days on which the status of an incident changed, as it would stand by the reports published until then.

    `claims` are those of the incident; all of them are taken to be of it, on each day. Reports with no day are left
    out, and so is how an incident stands that a person signed off.
    """
    mine = [(report, _only(reading, claims)) for report, reading in read if report.published]
    mine.sort(key=lambda r: (r[0].published or "", r[0].key))
    found: list[Turn] = []
    there: list[Read] = []
    for day, some in groupby(mine, key=lambda r: (r[0].published or "")[:10]):
        new = list(some)
        there += new
        status = _standing(there, world)
        before = found[-1].status if found else None
        if status is not None and status != before:
            found.append(Turn(day, status, before, tuple(report.key for report, _ in new)))
    return found


def _only(reading: Reading, claims: Collection[str]) -> Reading:
    kept = (replace(s, claims=tuple(c for c in s.claims if c.id in claims)) for s in reading.statements)
    return replace(reading, statements=tuple(kept))


def _standing(read: Sequence[Read], world: World) -> Status | None:
    """The gravest status of what these readings tell, taken to be one happening."""
    known = sides(world)
    every = accounts(read, known.kinds)
    copy_of = copies({a.key: a.report.text for a in every})
    origins = originate(every, copy_of, known)
    of: dict[str, list[object]] = defaultdict(list)
    families = {}
    for incident in incidents(every, origins, copy_of):
        for family, mine in incident.told:
            families[family.name] = family
            of[family.name] += mine
    one = Incident(tuple((families[name], tuple(of[name])) for name in sorted(of)), _NO_REASONS)  # type: ignore[arg-type]
    asked = [m.status for m in matters_of(one, origins, known)]
    return min(asked, key=GRAVEST.index, default=None)


_NO_REASONS: Mapping[str, str] = {}
