"""Incidents of what may leave: as the records of `matters.incident_rows`, and one a row for spreadsheets.

Made of matters as they leave, so nothing is in them that the profile held back: `reports` counts those of the answer
that most reports give.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rashomon.matters.incident_rows import Doer, Incident, row
from rashomon.sharing.as_csv import answer_text
from rashomon.sharing.policy import Part
from rashomon.sharing.records import Profile, Shared, SharedMatter

COLUMNS = (
    *("profile", "incident_id", "status", "disputed", "what", "place_name", "latitude", "longitude"),
    *("date_start", "date_end", "doers", "killed", "said_by", "reports", "questions", "matter_ids", "reason"),
)


def incidents_in_turn(matters: Iterable[SharedMatter]) -> Iterator[tuple[Incident, Sequence[SharedMatter]]]:
    """Each incident with its matters, of matters of which those of one incident follow one another."""
    for _id, some in groupby(matters, key=lambda m: m.incident):
        mine = list(some)
        yield row(mine, max(p.reports for m in mine for p in m.positions)), mine


def incidents_of(some: Shared | Part) -> list[Incident]:
    """The incidents of these matters, in the order in which their matters come."""
    of: dict[str, list[SharedMatter]] = defaultdict(list)
    for m in some.matters:
        of[m.incident].append(m)
    return [row(mine, max(p.reports for m in mine for p in m.positions)) for mine in of.values()]


def incident_rows(shared: Shared) -> Iterator[tuple[object, ...]]:
    """The values of each incident, in the order of `COLUMNS`."""
    of: dict[str, list[SharedMatter]] = defaultdict(list)
    for m in shared.matters:
        of[m.incident].append(m)
    return rows_in_turn((m for mine in of.values() for m in mine), shared.profile)


def rows_in_turn(matters: Iterable[SharedMatter], profile: Profile) -> Iterator[tuple[object, ...]]:
    """The same, of matters of which those of one incident follow one another."""
    for incident, mine in incidents_in_turn(matters):
        labels = {p.camp: p.camp_label for m in mine for p in m.positions}
        yield _cells(incident, profile, labels, {m.claim_kind: m.kind_label for m in mine})


def _cells(i: Incident, profile: Profile, labels: dict[str, str], kinds: dict[str, str]) -> tuple[object, ...]:
    start, end = i.date or (None, None)
    return (
        *(profile, i.id, i.status, "; ".join(i.disputed), kinds[i.what], i.place, i.lat, i.lon, start, end),
        " | ".join(_doer(d, labels) for d in i.doers),
        " | ".join(f"{labels[t.camp]}: {answer_text(t.killed)}" for t in i.tolls),
        " | ".join(f"{labels[t.camp]}: {', '.join(t.speakers)}" for t in i.said_by),
        *(i.reports, " | ".join(q.question for q in i.questions), " ".join(q.id for q in i.questions), i.reason),
    )


def _doer(d: Doer, labels: dict[str, str]) -> str:
    said = [f"say {', '.join(labels[c] for c in d.said_by)}"] if d.said_by else []
    denied = [f"denied by {', '.join(labels[c] for c in d.denied_by)}"] if d.denied_by else []
    return f"{d.answer} ({'; '.join([*said, *denied])})"
