"""What may leave: `share` turns matters and readings into rows and takes out what could harm.

The default profile shows private persons by role and number, widens places of sensitive kinds and of protected sites to
their first-order area, and leaves no row of torture or sexual violence. `full` passes everything, with a warning.
docs/sharing.md says it for users. Pure: the same input in any order gives the same output.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from rashomon.errors import RashomonError
from rashomon.message import Phrase
from rashomon.model import STATUSES, Matter, Reading, Report
from rashomon.reading.persons.name_words import phrase
from rashomon.sharing import quotes
from rashomon.sharing.figures import Bounds
from rashomon.sharing.privacy_context import Known, known_of
from rashomon.sharing.records import (
    UNREVIEWED,
    FigureRule,
    HeldBack,
    Profile,
    Shared,
    SharedClaim,
    SharedMatter,
)
from rashomon.sharing.redact_claims import Said, numbered, protect, row_of, speakers_of
from rashomon.sharing.redact_matters import leaves, shared_matter, with_figure
from rashomon.version import __version__

if TYPE_CHECKING:
    from rashomon.world import World
FULL_WARNING = Phrase(
    "Full profile: names of private persons, their words, exact places of sensitive sites, torture and sexual violence "
    "are in this file. Whoever holds it can harm the people in it."
)


def share(
    matters: Sequence[Matter],
    read: Sequence[tuple[Report, Reading]],
    world: World,
    *,
    profile: Profile = "default",
    rulings: Mapping[str, str] | None = None,
    people: Mapping[str, str] | None = None,
    figures: FigureRule = "range",
    ruled_figures: Mapping[str, Bounds] | None = None,
    only: Collection[str] | None = None,
    known: Known | None = None,
    claims_alone: bool = False,
) -> Shared:
    """What may leave of these matters and readings, under a profile.

    For a part of more, `only` are the ids of its claims, `read` the reports that these are of, whole, and `known` what
    all reports together tell of persons and places, made with the same `people`: the default profile looks no further.

    `claims_alone`: the matters are asked for nothing but what the claims say of them, and none is made.
    `rulings` says for a claim id what a person ruled; a claim that is not in it is an unreviewed machine reading.
    `people` says of names whether a person ruled to "protect" or "release" who bears them. `figures` is the rule by
    which a matter gets one figure, `ruled_figures` what persons ruled, by matter id.
    Raises RashomonError for a profile that there is not.
    """
    if profile not in ("default", "full"):
        raise RashomonError(
            f"profile {profile!r}", "there is no such sharing profile", "Use default, or full to hold nothing back."
        )
    ordered = sorted(matters, key=matter_order)
    guard = None
    if profile == "default":
        guard = known or known_of(matters, read, world, people or {})
    on = Onward()
    part = share_part(
        ordered, read, world, guard, on, rulings=rulings or {}, people=people or {}, figures=figures,
        ruled_figures=ruled_figures or {}, only=only, claims_alone=claims_alone,
        outlets={r.outlet for r, _ in read if r.outlet},
    )  # fmt: skip
    # Of a part, too: what is said of the reports is said of all of them, and so tells nothing of the few it is made of.
    if guard:
        reports, outlets, published = guard.heard.reports, guard.told_outlets, list(guard.heard.published)
    else:
        reports = len({r.key for r, _ in read})
        outlets = sorted({r.outlet for r, _ in read if r.outlet})
        published = sorted({r.published for r, _ in read if r.published})
    held = held_back(on) if guard else HeldBack()
    return _shared(profile, world, (reports, outlets, published), part, held)


def shared_of(part: Part, profile: Profile, known: Known, world: World) -> Shared:
    """One part of a file with what is said of all reports. What was held back is known when all parts were made."""
    heard = known.heard
    outlets = known.told_outlets if profile == "default" else sorted(heard.outlets)
    return _shared(profile, world, (heard.reports, outlets, heard.published), part, HeldBack())


def _shared(
    profile: Profile, world: World, of: tuple[int, Sequence[str], Sequence[str]], part: Part, held: HeldBack
) -> Shared:
    reports, outlets, published = of
    return Shared(
        profile,
        FULL_WARNING if profile == "full" else None,
        __version__,
        world.sha256,
        reports,
        tuple(outlets),
        published[0] if published else None,
        published[-1] if published else None,
        part.matters,
        part.claims,
        held,
        world.kinds,
        world.packs.camp_label,
    )


class Part(NamedTuple):
    """Some of the matters and claims of a file, in the order in which it has them."""

    matters: tuple[SharedMatter, ...]
    claims: tuple[SharedClaim, ...]


def incidents_together(parts: Iterable[Part]) -> Iterator[Part]:
    """The same parts cut anew, so that all that leaves of an incident is in one of them, where the matters of each
    follow one another. What may follow of the last waits for the next."""
    matters: tuple[SharedMatter, ...] = ()
    claims: tuple[SharedClaim, ...] = ()
    for part in parts:
        matters, claims = matters + part.matters, claims + part.claims
        last = matters[-1].incident if matters else ""
        yield Part(tuple(m for m in matters if m.incident != last), tuple(c for c in claims if c.incident_id != last))
        matters = tuple(m for m in matters if m.incident == last)
        claims = tuple(c for c in claims if c.incident_id == last)
    yield Part(matters, claims)


@dataclass(slots=True)
class Onward:
    """What one part of a file leaves to the next: the numbers that were given, and what was held back so far."""

    persons: dict[str, str] = field(default_factory=dict)
    """How each protected person is called, by who it is."""
    roles: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """How many persons are called by each role."""
    reports: dict[str, int] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    """What each claim that was listed is called."""
    withheld: set[str] = field(default_factory=set)
    """Claims of which no row was made."""
    names: set[str] = field(default_factory=set)
    """Names that were taken out of words."""
    coarse: int = 0
    silent: int = 0
    """Rows without their words."""
    matters: int = 0
    """Matters of which nothing leaves."""


def held_back(on: Onward) -> HeldBack:
    return HeldBack(len(on.persons) + len(on.names), on.coarse, len(on.withheld), on.matters, on.silent)


def share_part(
    matters: Sequence[Matter],
    read: Sequence[tuple[Report, Reading]],
    world: World,
    guard: Known | None,
    on: Onward,
    *,
    rulings: Mapping[str, str],
    people: Mapping[str, str],
    figures: FigureRule = "range",
    ruled_figures: Mapping[str, Bounds],
    only: Collection[str] | None = None,
    claims_alone: bool = False,
    outlets: Collection[str],
) -> Part:
    """One part of what may leave: these matters, in their order, and their claims that no earlier part has.

    Parts that follow one another in the order of `matter_order`, those of no matter last, are together what all at once
    would be, numbers and all. `outlets` are those of all reports.
    """
    said = {
        c.id: Said(rep, r, s, c)
        for rep, r in read
        for s in r.statements
        for c in s.claims
        if only is None or c.id in only
    }
    # A claim that stands in several matters is listed with the first of them.
    where: dict[str, tuple[Matter, tuple[int, int]]] = {}
    for i, m in enumerate(matters):
        for j, position in enumerate(m.positions):
            for cid in position.claims:
                where.setdefault(cid, (m, (i, j)))

    def order(cid: str) -> tuple[object, ...]:
        claim = said[cid].claim
        at = where[cid][1] if cid in where else (len(matters), 0)
        return (*at, *claim_order(cid, claim.kind, claim.time.start))

    ids = sorted(said, key=order)
    if guard is not None:
        guard.look_at(read, [m.id for m in matters])
    sentences = guard.sentences if guard else {r.key: quotes.sentences(r.text) for r, _ in read}
    named = {p: ruling for name, ruling in people.items() if (p := phrase(name))}
    told = guard.shown if guard else speakers_of(read, world, named, outlets)
    shown = numbered(ids, said, told, guard, on.persons, on.roles)
    rows = []
    for cid in ids:
        if cid in on.ids:
            continue
        matter = where[cid][0] if cid in where else None
        review = rulings.get(cid, UNREVIEWED)
        row = row_of(
            said[cid],
            matter,
            world,
            "default" if guard else "full",
            review,
            shown[cid],
            sentences[said[cid].report.key],
        )
        if guard is not None:
            if cid in guard.withheld:
                on.withheld.add(cid)
                continue
            row, hidden = protect(row, said[cid], guard, f"claim-{len(on.ids) + 1}", on.reports)
            on.names |= hidden
            on.coarse += cid in guard.coarse
            on.silent += row.quote is None
        on.ids[cid] = row.claim_id
        rows.append(row)
    kept = {m.id for m in matters if leaves(m, on.ids, world, guard)}
    on.matters += len(matters) - len(kept)
    shared_matters = tuple(
        with_figure(safe_matter, figures, ruled_figures.get(m.id), m if guard is None else None)
        for m in (() if claims_alone else matters)
        if (safe_matter := shared_matter(m, said, on.ids, shown, world, rulings, guard)) is not None
    )
    claims = tuple(
        row if row.matter_id in kept else replace(row, matter_id=None, incident_id=None, matter_status=None)
        for row in rows
    )
    return Part(shared_matters, claims)


def claim_order(cid: str, kind: str, start: str | None) -> tuple[object, ...]:
    """The order of the claims of one answer, and of those that no matter has.

    Nothing of a report or a name is in it, so that neighbours in a file tell nothing of each other.
    """
    return kind, start or "", hashlib.sha256(cid.encode()).hexdigest()


def matter_order(matter: Matter) -> tuple[object, ...]:
    """The order of matters in a file."""
    start = (matter.date or (None, None))[0] or ""
    return (STATUSES.index(matter.status), matter.incident, start, matter.id)
