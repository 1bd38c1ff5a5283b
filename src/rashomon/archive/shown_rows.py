"""What a page shows of an archive: rows of lists, the matters of one incident, one report. Nothing is changed.

In memory are a narrow row for each incident and each report. All else is read where a page asks for it: a few groups of
rows of one file.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from threading import Lock
from typing import Any

from rashomon.archive import folder as on_disk
from rashomon.archive import table_schemas
from rashomon.archive.gathering_all import packs_of
from rashomon.archive.table_rows import reading_of, report_of
from rashomon.archive.table_schemas import library
from rashomon.ledger.core.from_json import matter_from_json
from rashomon.matters.incident_rows import GRAVEST, MAIN
from rashomon.model import Matter, Reading, Report

A_PAGE = 50
"""Rows of a list on a page."""

INCIDENTS = """
    CREATE TABLE incident AS
    SELECT incident AS id, arg_min(claim_kind, (main, matter)) AS what,
        arg_min(place, (place IS NULL, main, matter)) AS place,
        min(day_from) AS day_from, max(day_to) AS day_to, min(gravest) AS gravest, count(*) AS questions,
        len(list_distinct(flatten(list(reports)))) AS reports, len(list_distinct(flatten(list(claims)))) AS claims,
        list_sort(list_distinct(flatten(list(camps)))) AS camps, min(row) AS first, max(row) AS last
    FROM (SELECT incident, id AS matter, claim_kind, place, day_from, day_to, reports, claims, camps, row,
        list_position($1, status) AS gravest, list_position($2, kind) AS main FROM gathered)
    GROUP BY incident
"""


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, each by the names of its columns, and how many there are in all."""

    rows: Sequence[Mapping[str, Any]]
    total: int
    page: int
    pages: int


class Archive:
    """An archive as it was when it was opened. Several threads may ask it, one after the other."""

    def __init__(self, folder: str | Path) -> None:
        self.path = Path(folder)
        on_disk.about(self.path)
        self._done = on_disk.parts(self.path)
        self.packs = packs_of(self.path, self._done)
        self._lock = Lock()
        self._db = library("duckdb").connect(":memory:", config={"autoload_known_extensions": "false"})
        self._matters = self._gathered()
        self._reports()
        self._db.execute("SET enable_external_access = false")

    def _gathered(self) -> Any:
        arrow, parquet = library("pyarrow"), library("pyarrow.parquet")
        file = self.path / on_disk.MATTERS
        of = parquet.ParquetFile(file) if file.is_file() else None
        names = [
            "id",
            "incident",
            "kind",
            "claim_kind",
            "status",
            "place",
            "day_from",
            "day_to",
            "camps",
            "claims",
            "reports",
        ]
        schema = table_schemas.schema("matters")
        told = of.read(names) if of else arrow.table({n: arrow.array([], schema.field(n).type) for n in names})
        rows = told.append_column("row", arrow.array(range(told.num_rows), arrow.int64()))
        self._db.register("gathered", rows)
        self._db.execute(INCIDENTS, [list(GRAVEST), list(MAIN)])
        self._db.execute(
            "CREATE TABLE matter AS SELECT id, incident, status, claim_kind, place, day_from, day_to, row FROM gathered"
        )
        self._db.unregister("gathered")
        return of

    def _reports(self) -> None:
        arrow, parquet = library("pyarrow"), library("pyarrow.parquet")
        names = ["key", "id", "how", "outlet", "published", "title", "language", "words", "claims"]
        self._db.execute(
            "CREATE TABLE report (key TEXT, id TEXT, how TEXT, outlet TEXT, published DATE, title TEXT, language TEXT,"
            " words BIGINT, claims BIGINT, part BIGINT, row BIGINT)"
        )
        for part in self._done:
            told = parquet.read_table(on_disk.file_of(self.path, "reports", part.part), columns=names)
            told = told.append_column("part", arrow.array([part.part] * told.num_rows, arrow.int64()))
            told = told.append_column("row", arrow.array(range(told.num_rows), arrow.int64()))
            self._db.register("coming", told)
            self._db.execute("INSERT INTO report SELECT * FROM coming WHERE how IN ('read', 'unread')")
            self._db.unregister("coming")

    def counts(self) -> dict[str, int]:
        """How many incidents there are of each status."""
        found = self._asked("SELECT gravest, count(*) FROM incident GROUP BY gravest", [])
        return {GRAVEST[row["gravest"] - 1]: row["count_star()"] for row in found}

    def incidents(self, status: str = "", kind: str = "", place: str = "", page: int = 1) -> Page:
        """The latest first; of one status, of a kind of claim, at places whose name has these words in it."""
        where = "($1 = 0 OR gravest = $1) AND ($2 = '' OR what = $2) AND ($3 = '' OR contains(lower(place), lower($3)))"
        given = [GRAVEST.index(status) + 1 if status in GRAVEST else 0, kind, place]
        of = self._page("incident", where, given, "day_to DESC NULLS LAST, id", page)
        rows = [{**row, "status": GRAVEST[row["gravest"] - 1]} for row in of.rows]
        return Page(rows, of.total, of.page, of.pages)

    def matters(self, status: str = "", kind: str = "", place: str = "", page: int = 1) -> Page:
        """The same of matters, each with its question."""
        where = (
            "($1 = '' OR status = $1) AND ($2 = '' OR claim_kind = $2)"
            " AND ($3 = '' OR contains(lower(place), lower($3)))"
        )
        of = self._page("matter", where, [status, kind, place], "day_to DESC NULLS LAST, id", page)
        questions = self._questions([row["row"] for row in of.rows])
        rows = [{**row, "question": question} for row, question in zip(of.rows, questions, strict=True)]
        return Page(rows, of.total, of.page, of.pages)

    def _questions(self, rows: Sequence[int]) -> list[str]:
        """The questions of some matters by their rows: as they are asked in English."""
        starts = _starts(self._matters) if rows else []
        told: dict[int, list[str]] = {}
        found = []
        for row in rows:
            group = bisect_right(starts, row) - 1
            if group not in told:
                told[group] = self._matters.read_row_group(group, columns=["question"]).column(0).to_pylist()
            found.append(told[group][row - starts[group]])
        return found

    def reports(self, words: str = "", page: int = 1) -> Page:
        """The latest first; those whose title, outlet or id has these words in it."""
        where = "$1 = '' OR contains(lower(concat_ws(' ', title, outlet, id)), lower($1))"
        return self._page("report", where, [words], "published DESC NULLS LAST, id, key", page)

    def _page(self, table: str, where: str, given: list[Any], order: str, page: int) -> Page:
        # what is put into the SQL are words of this module; what somebody asks for is given beside it
        [[total]] = [row.values() for row in self._asked(f"SELECT count(*) FROM {table} WHERE {where}", given)]  # noqa: S608
        pages = max(1, -(-total // A_PAGE))
        page = min(max(1, page), pages)
        which = f"WHERE {where} ORDER BY {order} LIMIT {A_PAGE} OFFSET {(page - 1) * A_PAGE}"
        some = f"SELECT * FROM {table} {which}"  # noqa: S608
        return Page(self._asked(some, given), total, page, pages)

    def incident(self, id_: str) -> list[Matter]:
        """The matters of an incident, by its id or that of one of them; none where there is none."""
        found = self._asked(
            "SELECT first, last, i.id FROM incident i"
            " WHERE i.id = coalesce((SELECT incident FROM matter WHERE id = $1), $1)",
            [id_],
        )
        if not found:
            return []
        rows = _rows(self._matters, found[0]["first"], found[0]["last"], ["incident", "matter"])
        return [matter_from_json(json.loads(row["matter"])) for row in rows if row["incident"] == found[0]["id"]]

    def report(self, name: str) -> tuple[Report, Reading | None] | None:
        """A report, by its key or its id, with its reading."""
        found = self._asked("SELECT part, row FROM report WHERE key = $1 OR id = $1 ORDER BY key <> $1 LIMIT 1", [name])
        if not found:
            return None
        part, row = found[0]["part"], found[0]["row"]
        with library("pyarrow.parquet").ParquetFile(on_disk.file_of(self.path, "reports", part)) as file:
            [told] = _rows(file, row, row, ["key", "text", "raw", "report", "reading"])
        return report_of(told), reading_of(told)

    def _asked(self, sql: str, given: list[Any]) -> list[dict[str, Any]]:
        with self._lock:
            answer = self._db.execute(sql, given)
            names = [d[0] for d in answer.description]
            return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _rows(file: Any, first: int, last: int, columns: list[str]) -> list[dict[str, Any]]:
    """Some rows of a Parquet file by their numbers, of which the groups that hold them are read."""
    starts = _starts(file)
    one, other = bisect_right(starts, first) - 1, bisect_right(starts, last) - 1
    told = file.read_row_groups([*range(one, other + 1)], columns=columns)
    return told.slice(first - starts[one], last - first + 1).to_pylist()  # type: ignore[no-any-return]


def _starts(file: Any) -> list[int]:
    """The row with which each group of rows begins."""
    sizes = [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)]
    return [*accumulate(sizes, initial=0)][:-1]
