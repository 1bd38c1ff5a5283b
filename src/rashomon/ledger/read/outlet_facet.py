"""How many matters, or incidents, does each outlet tell of, of those that fit a filter? Fast, over the lines."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

import numpy as np

from rashomon.ledger.core.file import Ledger, in_words
from rashomon.ledger.read import facets, incident_index
from rashomon.ledger.read.facets import Wanted, shortened, tallied
from rashomon.ledger.read.list_index import Lines, Numbers, coded, held, lines_of


class Printed(NamedTuple):
    """Each outlet once beside each line that one of its reports tells of."""

    lines: Numbers
    outlets: Numbers
    names: list[str]


@in_words
def outlets(
    ledger: Ledger, wanted: Wanted, by_incident: bool = False, folded: bool = False, most: int = 12
) -> list[tuple[str, int]]:
    """The outlets with how many matters (or incidents) of theirs fit the other filters, the commonest first."""
    lines, others = lines_of(ledger), facets.without(wanted, "outlet")
    printed = held(ledger, "printed by", lambda db: _printed(db, lines), ruled=False)
    fit = incident_index.lines_that_fit(ledger, others, folded) if by_incident else facets.numbers(ledger, others)

    def made(db: sqlite3.Connection) -> list[tuple[str, int]]:
        there = np.zeros(len(lines.ids), dtype=np.bool_)
        there[fit] = True
        mine = there[printed.lines]
        codes = printed.outlets[mine]
        if by_incident:
            codes = incident_index.once_in_each(lines.incident.codes[printed.lines[mine]], codes, len(printed.names))
        return tallied(np.bincount(codes, minlength=len(printed.names)).tolist(), printed.names, "outlet")

    return shortened(held(ledger, ("outlets counted", others, by_incident, folded), made), wanted, "outlet", most)


def _printed(db: sqlite3.Connection, lines: Lines) -> Printed:
    named = dict(db.execute("SELECT key, outlet FROM report WHERE current AND outlet IS NOT NULL"))
    rows = {
        (n, outlet)
        for matter, claim in db.execute("SELECT matter, claim FROM matter_claim")
        if (outlet := named.get(claim.partition(".")[0])) and (n := lines.at.get(matter)) is not None
    }
    column = coded(outlet for _line, outlet in sorted(rows))
    return Printed(np.array([line for line, _outlet in sorted(rows)], dtype=np.int32), column.codes, column.values)
