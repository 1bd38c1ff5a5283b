"""What is an incident, in one row? Made of its matters, as they are kept or as they may leave. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, get_args

from rashomon.model import NEUTRAL_CAMPS, Field, MatterKind, Polarity, Status, Toll

GRAVEST: tuple[Status, ...] = ("disputed", "conceded", "unclear", "agreed", "one_camp", "one_origin")
"""The status of an incident is the first of these that one of its questions has, so that none is called agreed of which
something is still unclear."""
MAIN: tuple[MatterKind, ...] = ("responsibility", "death_toll", "control", "occurrence", "other")
"""The order in which the questions of an incident are shown."""


class Gives(Protocol):
    """A position, as far as a row tells of it."""

    @property
    def camp(self) -> str: ...
    @property
    def answer(self) -> str | Toll: ...
    @property
    def polarity(self) -> Polarity: ...
    @property
    def origins(self) -> int: ...
    @property
    def speakers(self) -> tuple[str, ...]: ...
    @property
    def claims(self) -> tuple[str, ...]: ...


class Asks(Protocol):
    """A matter, as far as a row tells of it."""

    @property
    def id(self) -> str: ...
    @property
    def incident(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def kind(self) -> MatterKind: ...
    @property
    def claim_kind(self) -> str: ...
    @property
    def place(self) -> str | None: ...
    @property
    def lat(self) -> float | None: ...
    @property
    def lon(self) -> float | None: ...
    @property
    def date(self) -> tuple[str | None, str | None] | None: ...
    @property
    def status(self) -> Status: ...
    @property
    def disputed(self) -> tuple[Field, ...]: ...
    @property
    def reason(self) -> str: ...
    @property
    def positions(self) -> Sequence[Gives]: ...


@dataclass(frozen=True, slots=True)
class Doer:
    """Somebody who is said to have done it, or to hold the place: by which camps, and by which that is denied."""

    answer: str
    said_by: tuple[str, ...]
    denied_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SideToll:
    """How many a camp says were killed: of its figures the latest of its weightiest origin."""

    camp: str
    killed: Toll


@dataclass(frozen=True, slots=True)
class Teller:
    """A camp that tells of it: who speaks, and how many independent origins its best founded answer has."""

    camp: str
    speakers: tuple[str, ...]
    origins: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about it; `id` is that of the matter."""

    id: str
    question: str
    kind: MatterKind
    status: Status


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening as it is told, with all questions about it."""

    id: str
    what: str
    """The kind of claim that its first question is about."""
    place: str | None
    lat: float | None
    lon: float | None
    date: tuple[str | None, str | None] | None
    status: Status
    """The gravest of its questions, by `GRAVEST`."""
    disputed: tuple[Field, ...]
    reason: str
    """Of the question that gives the status, why it has it."""
    doers: tuple[Doer, ...]
    tolls: tuple[SideToll, ...]
    said_by: tuple[Teller, ...]
    reports: int
    questions: tuple[Asked, ...]
    """The main ones first: who did it, how many died, who holds it, whether it happened."""


def weight(m: Asks) -> int:
    return sum(len(p.claims) for p in m.positions)


def reports_of(matters: Iterable[Asks]) -> set[str]:
    """The keys of the reports that tell of it: claims begin with them."""
    return {claim.split(".")[0] for m in matters for p in m.positions for claim in p.claims}


def in_order(matters: Iterable[Asks]) -> list[Asks]:
    """The questions of an incident as they are shown: by `MAIN`, of one kind that with most claims first."""
    return sorted(matters, key=lambda m: (MAIN.index(m.kind), -weight(m), m.id))


def row(matters: Sequence[Asks], reports: int) -> Incident:
    """The incident of these matters, which are at least one; `reports` is how many tell of it."""
    asked = in_order(matters)
    first = asked[0]
    gravest = min(asked, key=lambda m: GRAVEST.index(m.status))
    over = {f for m in asked for f in m.disputed}
    return Incident(
        id=first.incident,
        what=first.claim_kind,
        place=next((m.place for m in asked if m.place), None),
        lat=first.lat,
        lon=first.lon,
        date=next((m.date for m in asked if m.date), None),
        status=gravest.status,
        disputed=tuple(f for f in get_args(Field) if f in over),
        reason=gravest.reason,
        doers=tuple(doers(asked)),
        tolls=tuple(tolls(asked)),
        said_by=tuple(tellers(asked)),
        reports=reports,
        questions=tuple(Asked(m.id, m.question, m.kind, m.status) for m in asked),
    )


def doers(asked: Sequence[Asks]) -> list[Doer]:
    """Who is said to have done it, or to hold the place; who is only cleared of it comes last."""
    said: dict[str, dict[Polarity, dict[str, None]]] = defaultdict(lambda: {"affirmed": {}, "denied": {}})
    for m in asked:
        if m.kind not in ("responsibility", "control"):
            continue
        for p in m.positions:
            # "yes" says that the place was lost, and names nobody
            if isinstance(p.answer, str) and p.answer not in ("yes", "no"):
                said[p.answer][p.polarity][p.camp] = None
    found = [Doer(answer, tuple(by["affirmed"]), tuple(by["denied"])) for answer, by in said.items()]
    return sorted(found, key=lambda d: not d.said_by)


def tolls(asked: Sequence[Asks]) -> list[SideToll]:
    """Each camp's first figure of the dead, of the question that most claims answer."""
    dead = next((m for m in asked if m.kind == "death_toll"), None)
    first: dict[str, SideToll] = {}
    for p in dead.positions if dead is not None else ():
        if isinstance(p.answer, Toll) and p.polarity == "affirmed":
            first.setdefault(p.camp, SideToll(p.camp, p.answer))
    return list(first.values())


def tellers(asked: Sequence[Asks]) -> list[Teller]:
    """Who says so, by camp; those that take a side first, of these those with most origins."""
    speakers: dict[str, dict[str, None]] = defaultdict(dict)
    origins: dict[str, int] = defaultdict(int)
    for m in asked:
        for p in m.positions:
            speakers[p.camp] |= dict.fromkeys(p.speakers)
            origins[p.camp] = max(origins[p.camp], p.origins)
    found = [Teller(camp, tuple(names), origins[camp]) for camp, names in speakers.items()]
    return sorted(found, key=lambda t: (t.camp in NEUTRAL_CAMPS, -t.origins, t.camp))
