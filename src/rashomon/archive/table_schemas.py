"""The tables of an archive and their columns, in one place: what is written, and what may be asked for.

A column that is added, renamed or means something else makes another FORMAT, so that no archive is half of one sort.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any, Literal

from rashomon.errors import RashomonError

FORMAT = 1
"""Of the tables below. An archive of another is neither asked nor added to."""

Type = Literal["text", "texts", "day", "whole", "number", "yes", "bytes"]

TABLES: Mapping[str, Mapping[str, Type]] = {
    "reports": {
        **dict.fromkeys(("id", "how", "error", "key", "outlet"), "text"),
        "published": "day",
        **dict.fromkeys(("published_from", "language", "title", "author", "url", "media_type"), "text"),
        **dict.fromkeys(("sha256", "text_sha256"), "text"),
        "words": "whole",
        **dict.fromkeys(("version", "world", "method"), "text"),
        "packs": "texts",
        **dict.fromkeys(("statements", "claims"), "whole"),
        "main": "text",
        **dict.fromkeys(("killed_low", "killed_high"), "whole"),
        "text": "text",
        "raw": "bytes",
        **dict.fromkeys(("report", "reading"), "text"),
    },
    "statements": {
        **dict.fromkeys(("id", "report", "manner", "stance"), "text"),
        **dict.fromkeys(("speaker", "role", "camp", "entity"), "text"),
        "named": "yes",
        "via": "text",
        **dict.fromkeys(("said_from", "said_to"), "day"),
        **dict.fromkeys(("start", "end"), "whole"),
        "quote": "text",
    },
    "claims": {
        **dict.fromkeys(("id", "statement", "report", "kind", "acled", "polarity", "modality"), "text"),
        **dict.fromkeys(("background", "firm"), "yes"),
        "loose": "texts",
        **dict.fromkeys(("hedge", "words"), "text"),
        **dict.fromkeys(("start", "end"), "whole"),
        **dict.fromkeys(("actor", "actor_camp", "actor_entity", "target", "target_camp", "target_site"), "text"),
        **dict.fromkeys(("holder", "holder_camp", "weapon", "reason"), "text"),
        **dict.fromkeys(("actors_camps", "holders_camps"), "texts"),
        **dict.fromkeys(("day_from", "day_to"), "day"),
        **dict.fromkeys(("day_kind", "day_by"), "text"),
        **dict.fromkeys(("place", "place_by", "precision", "country", "admin1", "gazetteer"), "text"),
        **dict.fromkeys(("lat", "lon", "radius_km"), "number"),
        **dict.fromkeys(("killed_low", "killed_high", "injured_low", "injured_high"), "number"),
    },
    "places": {
        "report": "text",
        **dict.fromkeys(("n", "start", "end"), "whole"),
        **dict.fromkeys(("text", "name"), "text"),
        **dict.fromkeys(("lat", "lon", "radius_km"), "number"),
        **dict.fromkeys(("precision", "country", "admin1", "gazetteer", "within", "mention", "relation"), "text"),
    },
}
"""docs/archive.md says what each column holds; a test holds the two together."""

MATTERS: Mapping[str, Type] = {
    **dict.fromkeys(("id", "incident", "question", "kind", "claim_kind", "status", "reason"), "text"),
    **dict.fromkeys(("disputed", "conceded_by", "camps"), "texts"),
    "place": "text",
    **dict.fromkeys(("lat", "lon"), "number"),
    **dict.fromkeys(("day_from", "day_to"), "day"),
    **dict.fromkeys(("firm", "loose"), "whole"),
    **dict.fromkeys(("claims", "reports"), "texts"),
    "matter": "text",
}
"""The same of what is gathered of all parts together."""

EXTRAS = {"pyarrow": "archive", "duckdb": "archive", "msgspec": "archive", "ray": "ray"}
"""Libraries that only an archive needs, and the extra that brings them."""


def library(name: str) -> Any:
    """One of the libraries that are there for archives alone. Raises RashomonError where it is not installed."""
    try:
        return import_module(name)
    except ImportError as error:
        of = name.partition(".")[0]
        raise RashomonError(
            "The archive",
            f"this needs {of}, which is not installed",
            f"Install it: pip install 'rashomon[{EXTRAS[of]}]'",
        ) from error


@cache
def schema(table: str) -> Any:
    """The columns of a table as Arrow has them. Raises RashomonError where pyarrow is not installed."""
    arrow = library("pyarrow")
    types = {
        "text": arrow.string(),
        "texts": arrow.list_(arrow.string()),
        "day": arrow.date32(),
        "whole": arrow.int64(),
        "number": arrow.float64(),
        "yes": arrow.bool_(),
        "bytes": arrow.binary(),
    }
    columns = [arrow.field(name, types[kind]) for name, kind in {**TABLES, "matters": MATTERS}[table].items()]
    return arrow.schema(columns, metadata={"rashomon.archive": str(FORMAT)})
