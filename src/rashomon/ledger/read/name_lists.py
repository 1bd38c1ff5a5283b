"""The reports, outlets, speakers and places of a ledger as lists with counts, as read, without past editions.

Made once of all of them and kept until a report or a reading comes: a page sorts, filters and cuts what is here.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from typing import NamedTuple

from rashomon.ledger.core.file import Ledger, in_words
from rashomon.ledger.core.queries import names_of
from rashomon.ledger.read.intake_log import doubtful_in
from rashomon.ledger.read.list_index import held


class ReportRow(NamedTuple):
    """A report: the camps are those of its speakers."""

    key: str
    id: str
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    claims: int
    camps: frozenset[str]
    doubtful: bool


class Counted(NamedTuple):
    """A speaker by its id in the packs, or a place by its id in the gazetteer (None: in none), with its name."""

    id: str | None
    name: str
    reports: int
    claims: int


@in_words
def reports(ledger: Ledger) -> list[ReportRow]:
    """All reports, in the order of their keys."""
    return held(ledger, "list of reports", _reports, ruled=False)


@in_words
def speakers(ledger: Ledger) -> list[Counted]:
    """All speakers that a pack lists, private persons too: who shows them leaves those out."""
    return held(ledger, "list of speakers", _speakers, ruled=False)


@in_words
def places(ledger: Ledger) -> list[Counted]:
    """All places of which something is claimed."""
    return held(ledger, "list of places", _places, ruled=False)


@in_words
def named(ledger: Ledger) -> list[tuple[str, str, int]]:
    """Who is named as speaking or doing, each by the words and the camp that it has most often, with how often."""
    return held(ledger, "list of names", _named, ruled=False)


def _named(db: sqlite3.Connection) -> list[tuple[str, str, int]]:
    ask = (
        "SELECT name, camp, count(*) n FROM (SELECT speaker name, camp, report FROM statement"
        " UNION ALL SELECT holder, holder_camp, report FROM claim WHERE holder IS NOT NULL AND holder_camp IS NOT NULL)"
        " JOIN report ON key = report AND current GROUP BY name, camp ORDER BY n DESC, name"
    )
    found: dict[str, tuple[str, str, int]] = {}
    for name, camp, n in db.execute(ask):
        found.setdefault(name.casefold(), (name, camp, n))
    return list(found.values())


def _reports(db: sqlite3.Connection) -> list[ReportRow]:
    names, doubtful = names_of(db), doubtful_in(db)
    claims: dict[str, int] = dict(db.execute("SELECT report, count(*) FROM claim GROUP BY report").fetchall())
    camps: dict[str, set[str]] = defaultdict(set)
    for report, camp in db.execute("SELECT DISTINCT report, camp FROM statement"):
        camps[report].add(camp)
    ask = "SELECT key, title, outlet, published, language FROM report WHERE current ORDER BY key"
    return [
        ReportRow(
            key,
            names.get(key, key),
            title,
            outlet,
            published,
            language,
            claims.get(key, 0),
            frozenset(camps[key]),
            key in doubtful,
        )
        for key, title, outlet, published, language in db.execute(ask).fetchall()
    ]


def _speakers(db: sqlite3.Connection) -> list[Counted]:
    ask = (
        "SELECT s.entity, max(s.speaker), count(DISTINCT s.report), count(c.id) FROM statement s"
        " JOIN report r ON r.key = s.report AND r.current LEFT JOIN claim c ON c.statement = s.id"
        " WHERE s.entity IS NOT NULL GROUP BY s.entity ORDER BY s.entity"
    )
    return [Counted(*row) for row in db.execute(ask)]


def _places(db: sqlite3.Connection) -> list[Counted]:
    ask = (
        "SELECT c.gazetteer, max(c.place), count(DISTINCT c.report), count(*) FROM claim c"
        " JOIN report r ON r.key = c.report AND r.current WHERE c.place IS NOT NULL"
        " GROUP BY ifnull(c.gazetteer, 'name ' || c.place) ORDER BY 2"
    )
    return [Counted(*row) for row in db.execute(ask)]
