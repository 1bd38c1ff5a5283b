"""Claims -> matters: which claims are about one thing, what each camp answers, and where the accounts stand.

`origins` asks where an account came from, `same` which claims tell of one happening, `question` what is asked of it,
and `status` how the answers compare. All of it is pure: the same matters for the same readings, in whatever order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.matters.accounts import accounts
from rashomon.matters.incidents import incidents
from rashomon.matters.origins import copies, originate
from rashomon.matters.question import matters_of
from rashomon.matters.rulings import Ruling, settle
from rashomon.matters.sides import sides
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
    told = accounts(read)
    copy_of = copies({a.key: a.report.text for a in told})
    origins = originate(told, copy_of, known)
    ruled = settle(rulings)
    found = [m for told_of in incidents(told, origins, copy_of, ruled) for m in matters_of(told_of, origins, known)]
    return tuple(
        sorted(found, key=lambda m: (m.date[1] or "" if m.date else "", m.place or "", m.incident, m.kind, m.id))
    )
