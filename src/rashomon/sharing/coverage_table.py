"""Who tells of which incident, of what may leave: one incident a row, the reports of each teller in the columns.

A report that may not be told to be the source of a claim counts for no outlet and no language; its speaker's side does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

from rashomon.matters.incident_rows import Incident
from rashomon.model import NEUTRAL_CAMPS
from rashomon.sharing.as_csv import parts as table_in_parts
from rashomon.sharing.as_csv import table
from rashomon.sharing.as_xlsx import about, workbook
from rashomon.sharing.incident_table import incidents_of
from rashomon.sharing.policy import Part
from rashomon.sharing.records import Shared, SharedClaim

By = Literal["outlet", "camp", "language"]
OF: Mapping[str, Callable[[SharedClaim], str | None]] = {
    "outlet": lambda c: c.outlet,
    "camp": lambda c: c.speaker_camp,
    "language": lambda c: c.language,
}
HEAD = ("incident_id", "what", "place_name", "date_start", "date_end", "status", "tellers")


Row = tuple[Any, ...]


@dataclass(slots=True)
class Covered:
    """The rows of a table, filled while what may leave is gone through."""

    rows: list[tuple[Row, Mapping[str, int]]] = field(default_factory=list)
    """What the incident is, and the number of reports of each teller."""

    @property
    def tellers(self) -> list[str]:
        """Those that tell of most incidents first."""
        return [name for name, _n in Counter(t for _row, told in self.rows for t in told).most_common()]

    def header(self) -> tuple[str, ...]:
        return (*HEAD, *self.tellers)

    def table(self) -> Iterator[Row]:
        """Each incident with the number of reports of each teller, 0 where it tells nothing."""
        tellers = self.tellers
        for row, told in self.rows:
            yield (*row, *(told.get(name, 0) for name in tellers))


def told_of(
    some: Shared | Part, by: By, *, only: str = "", without: str = ""
) -> list[tuple[Incident, Mapping[str, int]]]:
    """Each incident with the number of its reports (of a side: of its claims' reports, as far as they are told) by
    teller; those of `only` alone, and not those that `without` tells of."""
    claims = {c.claim_id: c for c in some.claims}
    mine: dict[str, set[str]] = defaultdict(set)
    for m in some.matters:
        mine[m.incident].update(c for p in m.positions for c in p.claims)
    found = []
    for incident in incidents_of(some):
        told = _counted((claims[c] for c in sorted(mine[incident.id]) if c in claims), by)
        sides = [name for name in told if by != "camp" or name not in NEUTRAL_CAMPS]
        if (not only or sides == [only]) and without not in told:
            found.append((incident, told))
    return found


def covering(parts: Iterable[Part], by: By, into: Covered, **chosen: str) -> Iterator[None]:
    """Goes through what may leave, all of an incident in one part, a step for each part. What it keeps of an incident
    is its row."""
    for some in parts:
        kinds = {m.claim_kind: str(m.kind_label) for m in some.matters}
        for i, told in told_of(some, by, **chosen):
            start, end = i.date or (None, None)
            into.rows.append(((i.id, kinds[i.what], i.place, start, end, i.status, len(told)), told))
        yield


def _counted(claims: Iterator[SharedClaim], by: By) -> Mapping[str, int]:
    """The reports of each teller; of claims whose report is not told, one for all of a teller."""
    reports: dict[str, set[str | None]] = defaultdict(set)
    for c in claims:
        if name := OF[by](c):
            reports[name].add(c.report_id)
    return {name: len(some) for name, some in sorted(reports.items())}


def coverage_csv_in_parts(parts: Iterable[Part], by: By, **chosen: str) -> Iterator[str]:
    """A table: its header is begun at once, and ends when all who tell of something are known."""
    yield ",".join(HEAD)
    found = Covered()
    for _step in covering(parts, by, found, **chosen):
        yield ""
    lines = table_in_parts(found.tellers, ())
    header = next(lines) if found.tellers else "\r\n"
    yield ("," if found.tellers else "") + header
    yield from islice(table_in_parts((), found.table()), 1, None)


def coverage_rows(shared: Shared, by: By, **chosen: str) -> tuple[tuple[str, ...], list[Row]]:
    """Header and rows of all of it."""
    found = Covered()
    for _step in covering([Part(shared.matters, shared.claims)], by, found, **chosen):
        pass
    return found.header(), list(found.table())


def coverage_csv(shared: Shared, by: By, **chosen: str) -> str:
    return table(*coverage_rows(shared, by, **chosen))


def coverage_xlsx(shared: Shared, by: By, **chosen: str) -> bytes:
    """Raises RashomonError where XlsxWriter is not installed."""
    return workbook("coverage", *coverage_rows(shared, by, **chosen), about(shared))
