"""What may leave: `share` turns matters and readings into rows and takes out what could harm.

The default profile shows private persons by role and number, widens places of sensitive kinds and of protected sites to
their first-order area, and leaves no row of torture or sexual violence. `full` passes everything, with a warning.
docs/sharing.md says it for users. Pure: the same input in any order gives the same output.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

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
    rulings = rulings or {}
    named = {p: ruling for name, ruling in (people or {}).items() if (p := phrase(name))}
    said = {
        c.id: Said(rep, r, s, c)
        for rep, r in read
        for s in r.statements
        for c in s.claims
        if only is None or c.id in only
    }
    ordered = sorted(matters, key=_matter_order)
    # A claim that stands in several matters is listed with the first of them.
    where: dict[str, tuple[Matter, tuple[int, int]]] = {}
    for i, m in enumerate(ordered):
        for j, position in enumerate(m.positions):
            for cid in position.claims:
                where.setdefault(cid, (m, (i, j)))

    def order(cid: str) -> tuple[object, ...]:
        # Nothing of a report or a name is in the order, so that neighbours in an export tell nothing of each other.
        claim = said[cid].claim
        at = where[cid][1] if cid in where else (len(ordered), 0)
        return (*at, claim.kind, claim.time.start or "", hashlib.sha256(cid.encode()).hexdigest())

    ids = sorted(said, key=order)
    guard = None
    if profile == "default":
        guard = known or known_of(matters, read, world, people or {})
        guard.look_at(read, [m.id for m in matters])
    sentences = guard.sentences if guard else {r.key: quotes.sentences(r.text) for r, _ in read}
    told = guard.shown if guard else speakers_of(read, world, named)
    rows, names_hidden = [], set[str]()
    shown = numbered(ids, said, told, guard)
    report_numbers: dict[str, int] = {}
    for cid in ids:
        matter = where[cid][0] if cid in where else None
        row = row_of(
            said[cid], matter, world, profile, rulings.get(cid, UNREVIEWED), shown[cid], sentences[said[cid].report.key]
        )
        if guard is None:
            rows.append((cid, row))
        elif cid not in guard.withheld:
            safe, hidden = protect(row, said[cid], guard, f"claim-{len(rows) + 1}", report_numbers)
            rows.append((cid, safe))
            names_hidden |= hidden
    new_ids = {cid: row.claim_id for cid, row in rows}
    kept = {m.id for m in ordered if leaves(m, new_ids, world, guard)}
    shared_matters = tuple(
        with_figure(safe_matter, figures, (ruled_figures or {}).get(m.id), m if guard is None else None)
        for m in (() if claims_alone else ordered)
        if (safe_matter := shared_matter(m, said, new_ids, shown, world, rulings, guard)) is not None
    )
    claims = tuple(
        row if row.matter_id in kept else replace(row, matter_id=None, incident_id=None, matter_status=None)
        for _, row in rows
    )
    protected = {s.key for cid, s in shown.items() if s.protected and cid in new_ids}
    # Of a part, too: what is said of the reports is said of all of them, and so tells nothing of the few it is made of.
    if guard:
        reports, outlets, published = guard.heard.reports, guard.told_outlets, list(guard.heard.published)
    else:
        reports = len({r.key for r, _ in read})
        outlets = sorted({r.outlet for r, _ in read if r.outlet})
        published = sorted({r.published for r, _ in read if r.published})
    return Shared(
        profile,
        FULL_WARNING if guard is None else None,
        __version__,
        world.sha256,
        reports,
        tuple(outlets),
        published[0] if published else None,
        published[-1] if published else None,
        shared_matters,
        claims,
        HeldBack()
        if guard is None
        else HeldBack(
            names=len(protected) + len(names_hidden),
            places=sum(cid in guard.coarse for cid in new_ids),
            claims=len(said) - len(rows),
            matters=len(matters) - len(kept),
            quotes=sum(row.quote is None for row in claims),
        ),
        world.kinds,
    )


def _matter_order(matter: Matter) -> tuple[object, ...]:
    start = (matter.date or (None, None))[0] or ""
    return (STATUSES.index(matter.status), matter.incident, start, matter.id)
