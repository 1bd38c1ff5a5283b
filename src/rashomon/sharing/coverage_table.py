"""Who tells of which incident, of what may leave: one incident a row, the reports of each teller in the columns.

A report that may not be told to be the source of a claim counts for no outlet and no language; its speaker's side does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from rashomon.matters.incident_rows import Incident
from rashomon.model import NEUTRAL_CAMPS
from rashomon.sharing.as_csv import table
from rashomon.sharing.as_xlsx import about, workbook
from rashomon.sharing.incident_table import incidents_of
from rashomon.sharing.records import Shared, SharedClaim

By = Literal["outlet", "camp", "language"]
OF: Mapping[str, Callable[[SharedClaim], str | None]] = {
    "outlet": lambda c: c.outlet,
    "camp": lambda c: c.speaker_camp,
    "language": lambda c: c.language,
}
HEAD = ("incident_id", "what", "place_name", "date_start", "date_end", "status", "tellers")


def told_of(shared: Shared, by: By, *, only: str = "", without: str = "") -> list[tuple[Incident, Mapping[str, int]]]:
    """Each incident with the number of its reports (of a side: of its claims' reports, as far as they are told) by
    teller; those of `only` alone, and not those that `without` tells of."""
    claims = {c.claim_id: c for c in shared.claims}
    mine: dict[str, set[str]] = defaultdict(set)
    for m in shared.matters:
        mine[m.incident].update(c for p in m.positions for c in p.claims)
    found = []
    for incident in incidents_of(shared):
        told = _counted((claims[c] for c in sorted(mine[incident.id]) if c in claims), by)
        sides = [name for name in told if by != "camp" or name not in NEUTRAL_CAMPS]
        if (not only or sides == [only]) and without not in told:
            found.append((incident, told))
    return found


def _counted(claims: Iterator[SharedClaim], by: By) -> Mapping[str, int]:
    """The reports of each teller; of claims whose report is not told, one for all of a teller."""
    reports: dict[str, set[str | None]] = defaultdict(set)
    for c in claims:
        if name := OF[by](c):
            reports[name].add(c.report_id)
    return {name: len(some) for name, some in sorted(reports.items())}


def coverage_rows(shared: Shared, by: By, **chosen: str) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Header and rows: what the incident is, and the number of reports of each teller, 0 where it tells nothing."""
    found = told_of(shared, by, **chosen)
    tellers = [name for name, _n in Counter(t for _i, told in found for t in told).most_common()]
    kinds = {m.claim_kind: str(m.kind_label) for m in shared.matters}
    rows = []
    for i, told in found:
        start, end = i.date or (None, None)
        row = (i.id, kinds[i.what], i.place, start, end, i.status, len(told))
        rows.append((*row, *(told.get(name, 0) for name in tellers)))
    return (*HEAD, *tellers), rows


def coverage_csv(shared: Shared, by: By, **chosen: str) -> str:
    return table(*coverage_rows(shared, by, **chosen))


def coverage_xlsx(shared: Shared, by: By, **chosen: str) -> bytes:
    """Raises RashomonError where XlsxWriter is not installed."""
    return workbook("coverage", *coverage_rows(shared, by, **chosen), about(shared))
