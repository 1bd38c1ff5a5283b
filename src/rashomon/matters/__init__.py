"""Claims -> matters: which claims are about one thing, what each camp answers, and where the accounts stand.

In the order in which the data flows: `accounts` (claims that can be laid side by side), `origins` (where each first
came from), `report_events` (what each report tells of), `blocking`, `pair_scoring` and `clustering` (which of those are
one happening: `incidents`), `answers` (what each account answers to each question), `positions` (by camp), `status`
(how they stand), `question` (all of it as matters). tests/test_house.py holds the imports to this order. All of it is
pure: the same matters for the same readings, in whatever order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.garbage import loading
from rashomon.matters.accounts import Origin, accounts
from rashomon.matters.camps import Sides, sides
from rashomon.matters.constraints import Ruling, settle
from rashomon.matters.incidents import Incident, incidents
from rashomon.matters.origins import copies, originate
from rashomon.matters.question import matters_of
from rashomon.model import Matter, Reading, Report

if TYPE_CHECKING:
    from rashomon.world import World


__all__ = ["Ruling", "gather"]


def gather(read: Sequence[tuple[Report, Reading]], world: World, rulings: Sequence[Ruling] = ()) -> tuple[Matter, ...]:
    """All matters that the claims of these readings answer, by date, place and kind.

    Pure, and the same for any order of `read`. Ids are provisional: hashes of claim ids, which the ledger replaces by
    its own. Claims that tell of plans, predictions and suppositions answer no matter. `rulings` are what people decided
    on what belongs together, the oldest first: a later one wins over those that it contradicts.
    """
    known = sides(world)
    with loading():
        told, origins = link(read, known, rulings)
        found = [m for incident in told for m in matters_of(incident, origins, known)]
    return tuple(
        sorted(found, key=lambda m: (m.date[1] or "" if m.date else "", m.place or "", m.incident, m.kind, m.id))
    )


def link(
    read: Sequence[tuple[Report, Reading]], known: Sides, rulings: Sequence[Ruling] = ()
) -> tuple[list[Incident], dict[str, Origin]]:
    """The incidents that the claims of these readings tell of, and the origin of each claim by its id."""
    told = accounts(read, known.kinds)
    copy_of = copies({a.key: a.report.text for a in told})
    origins = originate(told, copy_of, known)
    return incidents(told, origins, copy_of, settle(rulings)), origins
