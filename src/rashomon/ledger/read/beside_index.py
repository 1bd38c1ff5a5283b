"""Which incidents are only told beside another, over the lines: what `matters/told_beside.py` says of all matters."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from rashomon.ledger.core.file import Ledger, in_words
from rashomon.ledger.read.incident_matters import incident_lines, question
from rashomon.ledger.read.list_index import Lines, held, lines_of
from rashomon.matters.incident_rows import MAIN
from rashomon.matters.told_beside import LASTS, PASSING, Told, homes, is_passing, told_of
from rashomon.model import NEUTRAL_CAMPS, STATUSES

ONE = STATUSES.index("one_origin")


@in_words
def beside(ledger: Ledger) -> Mapping[str, str]:
    """For each incident that is only told beside another, that other one, by their ids; whatever people ruled."""
    lines, every = lines_of(ledger), incident_lines(ledger)
    return held(ledger, "beside", lambda db: _beside(db, lines, every), ruled=False)


def _beside(db: sqlite3.Connection, lines: Lines, every: Sequence[Sequence[int]]) -> dict[str, str]:
    neutral = [not set(camps.split("\n")) - NEUTRAL_CAMPS - {""} for camps in lines.camps.values]

    kinds = lines.kind.values
    said_so = [kinds[k] == LASTS or (kinds[k] in PASSING and neutral[c])
               for k, c in zip(lines.kind.codes.tolist(), lines.camps.codes.tolist(), strict=True)]  # fmt: skip
    may = (np.array(said_so, dtype=np.bool_) & (lines.claims == 1) & (lines.status == ONE)).tolist()
    passing: dict[int, Told] = {}
    for code, mine in enumerate(every):
        if all(map(may.__getitem__, mine)):
            name = str(lines.incident.values[code])
            asked = [question(lines.ids[n], name, "one_origin", _body(db, lines.ids[n])) for n in mine]
            if is_passing(asked):
                passing[code] = told_of(asked)
    near: dict[int, set[str]] = defaultdict(set)
    for report in set().union(*(told.reports for told in passing.values())):
        for code in _told_in(db, lines, report) - passing.keys():
            near[code].add(report)
    return homes(passing.values(), (_home(lines, every[code], reports) for code, reports in sorted(near.items())))


def _body(db: sqlite3.Connection, matter: str) -> dict[str, object]:
    body: dict[str, object] = json.loads(db.execute("SELECT body FROM matter WHERE id = ?", (matter,)).fetchone()[0])
    return body


def _told_in(db: sqlite3.Connection, lines: Lines, report: str) -> set[int]:
    """The incidents that a report tells of, by their codes: ids of its claims begin with its key."""
    ask = "SELECT DISTINCT matter FROM matter_claim WHERE claim >= ? AND claim < ?"
    there = (lines.at.get(m) for (m,) in db.execute(ask, (f"{report}.", f"{report}/")))
    return {int(lines.incident.codes[n]) for n in there if n is not None}


def _home(lines: Lines, mine: Iterable[int], reports: Iterable[str]) -> Told:
    mine = list(mine)
    kinds = lines.kind.values
    first = min(mine, key=lambda n: (MAIN.index(kinds[lines.kind.codes[n]]), -lines.claims[n], lines.ids[n]))
    name = str(lines.incident.values[lines.incident.codes[first]])
    place, days = lines.spot.values[lines.spot.codes[first]].place, lines.days.values[lines.days.codes[first]]
    return Told(name, frozenset(reports), place, tuple(days), int(sum(lines.claims[n] for n in mine)))
