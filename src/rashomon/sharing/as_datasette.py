"""A SQLite file that Datasette opens as it is: the views `v_claims`, `v_matters` and `v_reports`, of what may leave.

Beside it stands a file for `datasette --metadata`, which explains the views and their columns. The views are what is
promised (docs/exports.md); the tables that they are made of are hidden there, and may change.
"""

from __future__ import annotations

import json
import sqlite3
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

from rashomon.model import as_json
from rashomon.sharing.as_csv import CLAIM_COLUMNS, MATTER_COLUMNS, matter_row
from rashomon.sharing.records import Shared, SharedClaim

NUMBERS = {
    **dict.fromkeys(("latitude", "longitude", "place_radius_km"), "REAL"),
    **dict.fromkeys(("claims", "figure_low", "figure_high", "firm", "loose", "place_coarsened"), "INTEGER"),
}
"""Columns of the matters that are no text."""
REPORTS = """
CREATE VIEW v_reports AS SELECT report_id, outlet, published, retrieved, language, report_title, report_url,
  report_sha256, text_sha256, count(*) AS claims, count(DISTINCT speaker) AS speakers,
  count(DISTINCT speaker_camp) AS camps, count(DISTINCT incident_id) AS incidents
FROM claim WHERE report_id IS NOT NULL GROUP BY report_id
"""
OWN_COLUMNS = {
    "claims": "number of its claims that are in this file",
    "speakers": "number of speakers of these claims",
    "camps": "number of sides that they speak for",
    "incidents": "number of incidents that they are about",
}
"""Columns of `v_reports` that no other table has."""
VIEWS = {
    "v_claims": "One claim a row: who says what, about what, where, when, how many, how surely.",
    "v_matters": "One question a row, with each side's answer and how the accounts stand. None of them is called true.",
    "v_reports": "One report a row, of those that may be told to be the source of a claim.",
}


def datasette(shared: Shared) -> bytes:
    """The database, as the bytes of its file."""
    db = sqlite3.connect(":memory:")
    try:
        db.execute("PRAGMA page_size = 4096")
        _table(db, "claim", _claim_types(), ([getattr(c, n) for n in CLAIM_COLUMNS] for c in shared.claims))
        types = {name: NUMBERS.get(name, "TEXT") for name in MATTER_COLUMNS}
        _table(db, "matter", types, (matter_row(m, shared.profile) for m in shared.matters))
        _table(db, "about", {"name": "TEXT", "value": "TEXT"}, about(shared).items())
        for name in ("claim (matter_id)", "claim (incident_id)", "claim (report_id)", "matter (incident_id)"):
            db.execute(f"CREATE INDEX {name.translate(_NAMED)} ON {name}")
        db.execute("CREATE VIEW v_claims AS SELECT * FROM claim")
        db.execute("CREATE VIEW v_matters AS SELECT * FROM matter")
        db.execute(REPORTS)
        db.commit()
        return db.serialize()
    finally:
        db.close()


_NAMED = str.maketrans(" ", "_", "()")


def about(shared: Shared) -> dict[str, str]:
    """How the rows were made."""
    held = json.dumps(as_json(shared.held_back))
    made = {"profile": shared.profile, "warning": shared.warning or "", "program": f"rashomon {shared.version}"}
    return made | {"world": shared.world, "held_back": held}


def as_text(made: bytes) -> str:
    """All that stands in such a file, as SQL, for whoever looks through what leaves: its bytes hold chance words."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(made)
        return "\n".join(db.iterdump())


def metadata(shared: Shared, database: str) -> bytes:
    """What `datasette --metadata` takes, for a file of which the name without its ending is `database`."""
    told = "Made by a machine reading of reports. It lays accounts beside each other and does not say which is true."
    views = {name: {"description": words, "columns": columns_of(name)} for name, words in VIEWS.items()}
    hidden: dict[str, Any] = {name: {"hidden": True} for name in ("claim", "matter")}
    record = {
        "title": "Who says what happened",
        "description": " ".join(x for x in (told, f"Sharing profile: {shared.profile}.", shared.warning) if x),
        "databases": {database: {"tables": {**views, **hidden}}},
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def columns_of(view: str) -> dict[str, str]:
    """What each column of a view means."""
    meanings = column_meanings()
    if view == "v_reports":
        names = REPORTS.partition("SELECT ")[2].partition(", count(")[0].replace(",", " ").split()
        return {**{name: meanings[name] for name in names}, **OWN_COLUMNS}
    return {name: meanings[name] for name in (CLAIM_COLUMNS if view == "v_claims" else MATTER_COLUMNS)}


@cache
def column_meanings() -> Mapping[str, str]:
    """The meaning of each column of the claims and matters, in words."""
    text = (Path(__file__).parent / "columns.toml").read_text(encoding="utf-8")
    found: dict[str, str] = tomllib.loads(text)["columns"]
    return found


def _claim_types() -> dict[str, str]:
    names: dict[Any, str] = {float | None: "REAL", int | None: "INTEGER", bool: "INTEGER"}
    hints = get_type_hints(SharedClaim)
    return {name: names.get(hints[name], "TEXT") for name in CLAIM_COLUMNS}


def _table(db: sqlite3.Connection, name: str, types: Mapping[str, str], rows: Iterable[Sequence[object]]) -> None:
    columns = ", ".join(f'"{column}" {type_}' for column, type_ in types.items())
    db.execute(f"CREATE TABLE {name} ({columns}) STRICT")
    holes = ", ".join("?" * len(types))
    db.executemany(f"INSERT INTO {name} VALUES ({holes})", ([_value(v) for v in row] for row in rows))  # noqa: S608


def _value(value: object) -> object:
    """Text that SQLite can hold: a lone surrogate is none. What was said with a zero byte in it is said without."""
    if not isinstance(value, str):
        return value
    return str(value).replace("\0", "").encode("utf-8", "replace").decode("utf-8")


FORMATS = {"datasette": datasette}
BESIDE = {"datasette": {"metadata.json": metadata}}
