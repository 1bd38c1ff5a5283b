"""Which incidents are there? One for all matters that tell of one happening, now or at an instant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from rashomon.ledger.core.file import Ledger, in_words
from rashomon.ledger.read.matter_list import fits, matters
from rashomon.matters.incident_rows import GRAVEST, Incident, reports_of, row
from rashomon.model import Matter


@in_words
def incidents(
    ledger: Ledger,
    *,
    status: Collection[str] = (),
    kind: Collection[str] = (),
    place: str | None = None,
    camp: Collection[str] = (),
    set_aside: bool = False,
    as_of: str | None = None,
) -> list[Incident]:
    """The incidents, the disputed first, then by date and place, each with all its questions.

    `status` is the incident's own; the other filters are those of `matters`, and an incident fits where one of its
    questions does. `set_aside` takes in the questions that people set aside.
    """
    there = matters(ledger, set_aside=set_aside, as_of=as_of)
    fitting = {m.incident for m in there if fits(m, kind, place, camp)}
    return [i for i in rows_of(there) if i.id in fitting and (not status or i.status in status)]


def rows_of(matters: Iterable[Matter]) -> list[Incident]:
    """These matters by incident, in the order in which incidents are listed."""
    of: dict[str, list[Matter]] = defaultdict(list)
    for m in matters:
        of[m.incident].append(m)
    return sorted((row(mine, len(reports_of(mine))) for mine in of.values()), key=_order)


def _order(i: Incident) -> tuple[object, ...]:
    start, end = i.date or (None, None)
    return GRAVEST.index(i.status), end is None, end or "", start or "", i.place or "", i.id
