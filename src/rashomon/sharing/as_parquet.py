"""The claims or the matters as Parquet, with typed columns: for pandas, DuckDB, R and anything else that reads Arrow.

The columns are those of the CSV. None is null; dates are ISO 8601 text, as everywhere here. The file's metadata has
the profile, its warning, the version and what was held back. Needs pyarrow, the `parquet` extra.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, get_type_hints

from rashomon.errors import RashomonError
from rashomon.model import as_json
from rashomon.sharing.as_csv import CLAIM_COLUMNS, MATTER_COLUMNS, matter_row
from rashomon.sharing.records import Shared, SharedClaim

MATTER_TYPES = {
    **dict.fromkeys(("latitude", "longitude", "place_radius_km"), "double"),
    **dict.fromkeys(("claims", "figure_low", "figure_high", "firm", "loose"), "int64"),
    "place_coarsened": "bool",
}
"""Columns of the matters that are no text."""


def claims(shared: Shared) -> bytes:
    """The claims as one Parquet file. Raises RashomonError where pyarrow is not installed."""
    rows = [[getattr(c, name) for name in CLAIM_COLUMNS] for c in shared.claims]
    return _file(CLAIM_COLUMNS, claim_types(), rows, shared)


def matters(shared: Shared) -> bytes:
    """The matters as one Parquet file. Raises RashomonError where pyarrow is not installed."""
    return _file(MATTER_COLUMNS, MATTER_TYPES, [matter_row(m, shared.profile) for m in shared.matters], shared)


def claim_types() -> Mapping[str, str]:
    """Columns of the claims that are no text, by the types of the record."""
    names = {float | None: "double", int | None: "int64", bool: "bool"}
    hints = get_type_hints(SharedClaim)
    return {name: names[hints[name]] for name in CLAIM_COLUMNS if hints[name] in names}


def _file(columns: Sequence[str], types: Mapping[str, str], rows: Sequence[Sequence[object]], shared: Shared) -> bytes:
    try:
        pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise RashomonError(
            "parquet",
            "this format needs pyarrow, which is not installed",
            "Install it: pip install 'rashomon[parquet]'",
        ) from error
    to_type: Mapping[str, Callable[[], Any]] = {
        "double": pyarrow.float64,
        "int64": pyarrow.int64,
        "bool": pyarrow.bool_,
        "string": pyarrow.string,
    }
    about = {
        "profile": shared.profile,
        "warning": shared.warning or "",
        "version": shared.version,
        "world": shared.world,
        "held_back": json.dumps(as_json(shared.held_back)),
    }
    schema = pyarrow.schema(
        [pyarrow.field(name, to_type[types.get(name, "string")]()) for name in columns],
        metadata={f"rashomon.{k}": v for k, v in about.items()},
    )
    values = [[_value(row[i], types.get(name)) for row in rows] for i, name in enumerate(columns)]
    arrays = [pyarrow.array(column, type=kind) for column, kind in zip(values, schema.types, strict=True)]
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), out, compression="zstd")
    return out.getvalue()


def _value(value: object, type_: str | None) -> object:
    """Text that a file can hold: a lone surrogate is none."""
    return value if value is None or type_ else str(value).encode("utf-8", "replace").decode("utf-8")


FORMATS = {"parquet": claims, "matters.parquet": matters}
