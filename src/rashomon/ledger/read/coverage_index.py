"""Who tells of which incident? Reports of each outlet, side or language, counted for each incident. Over the lines.

As read: of corrected claims it is the outlet and the side of the reading that count. What is set aside is left out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from rashomon.ledger.core.file import Ledger, in_words
from rashomon.ledger.read.facets import ASIDE, Wanted
from rashomon.ledger.read.incident_index import fitting
from rashomon.ledger.read.list_index import Column, Fits, Lines, coded, held, laid_of, lines_of
from rashomon.model import NEUTRAL_CAMPS

By = Literal["outlet", "camp", "language"]
Grid = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A row for each claim that answers a matter: the line of the matter, the report, who printed and who said it."""

    line: Grid
    report: Grid
    of: dict[str, Column]


@dataclass(frozen=True, slots=True)
class Teller:
    """An outlet, side or language: of how many incidents it tells, of how many it alone, of how many it does not."""

    name: str
    tells: int
    alone: int
    silent: int


@dataclass(frozen=True, slots=True)
class Covered:
    """An incident with the number of reports for each teller, in their order."""

    incident: str
    reports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    tellers: tuple[Teller, ...]
    """Those that tell of most incidents first."""
    rows: tuple[Covered, ...]
    total: int
    """Rows there are."""


@in_words
def coverage(
    ledger: Ledger,
    wanted: Wanted,
    by: By,
    *,
    only: str = "",
    without: str = "",
    order: str = "",
    limit: int,
    offset: int,
) -> Coverage:
    """The incidents that fit, told of by `only` alone, not told of by `without`; a page of them.

    For sides, `only` looks past outlets' own words and speakers of no side. `order` is the name of a teller: those of
    which it has most reports come first; else those of which most tell.
    """
    lines, laid = lines_of(ledger), laid_of(ledger)  # before the transaction: what is made in one is not kept
    claims, matters = (
        held(ledger, "claims by teller", lambda db: _told(db, lines.at), ruled=False),
        fitting(ledger, wanted),
    )
    aside = laid.review == ASIDE if "set_aside" not in wanted.review else np.zeros(len(lines.ids), dtype=bool)
    names, ids, grid = held(ledger, ("coverage", wanted, by), lambda db: _grid(lines, claims, matters, aside, by))
    told = grid > 0
    side = np.array([by != "camp" or n not in NEUTRAL_CAMPS for n in names], dtype=bool)
    others = told[:, side].sum(axis=1)
    alone = told & (others[:, None] == 1) & side[None, :]
    tellers = tuple(
        Teller(name, int(told[:, n].sum()), int(alone[:, n].sum()), len(ids) - int(told[:, n].sum()))
        for n, name in enumerate(names)
    )
    keep = np.ones(len(ids), dtype=bool)
    if only:
        keep &= alone[:, names.index(only)] if only in names else False
    if without and without in names:
        keep &= ~told[:, names.index(without)]
    first = grid[:, names.index(order)] if order in names else told.sum(axis=1)
    found = np.flatnonzero(keep)
    found = found[np.argsort(-first[found], kind="stable")]
    rows = [Covered(ids[n], tuple(grid[n].tolist())) for n in found[offset : offset + limit].tolist()]
    return Coverage(tellers, tuple(rows), len(found))


def _grid(lines: Lines, told: Told, matters: Sequence[str], aside: Fits, by: By) -> tuple[list[str], list[str], Grid]:
    """The tellers, the incidents in the order of the list, and for each incident the reports of each teller."""
    column = told.of[by]
    some = np.zeros(len(lines.ids), dtype=bool)
    order: dict[int, int] = {}
    for name in matters:
        number = lines.at[name]
        some[number] = True
        order.setdefault(int(lines.incident.codes[number]), len(order))
    some &= ~aside
    kept = some[told.line] & (column.codes >= 0)
    place = np.full(len(lines.incident.values), -1, dtype=np.int64)
    for code, at in order.items():
        place[code] = at
    row, col, report = (
        place[lines.incident.codes[told.line[kept]]],
        column.codes[kept].astype(np.int64),
        told.report[kept],
    )
    width, reports = len(column.values), int(told.report.max(initial=0)) + 1
    once = np.unique((row * width + col) * reports + report) // reports
    grid = np.bincount(once, minlength=len(order) * width).reshape(len(order), width)
    ranked = np.argsort(-(grid > 0).sum(axis=0), kind="stable")
    ranked = ranked[(grid > 0).sum(axis=0)[ranked] > 0]
    incidents = [str(lines.incident.values[code]) for code in order]
    return [str(column.values[n]) for n in ranked.tolist()], incidents, grid[:, ranked].astype(np.int64)


def _told(db: sqlite3.Connection, at: Any) -> Told:
    printed = {key: rest for key, *rest in db.execute("SELECT key, outlet, language FROM report")}
    rows = [
        (at[matter], claim.split(".")[0], camp)
        for matter, claim, camp in db.execute("SELECT matter, claim, camp FROM matter_claim ORDER BY matter, claim")
        if matter in at
    ]
    reports = coded(key for _line, key, _camp in rows)
    given: dict[str, Sequence[str | None]] = {
        "camp": [camp for _line, _key, camp in rows],
        "outlet": [printed.get(key, (None, None))[0] for _line, key, _camp in rows],
        "language": [printed.get(key, (None, None))[1] for _line, key, _camp in rows],
    }
    return Told(
        np.array([line for line, _key, _camp in rows], dtype=np.int64),
        reports.codes.astype(np.int64),
        {by: _known(coded(values)) for by, values in given.items()},
    )


def _known(column: Column) -> Column:
    """The column with -1 for what is not told."""
    if None not in column.values:
        return column
    missing = column.values.index(None)
    codes = np.where(column.codes == missing, -1, column.codes)
    codes = np.where(codes > missing, codes - 1, codes).astype(np.int32)
    return Column(codes, [v for v in column.values if v is not None])
