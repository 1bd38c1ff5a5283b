"""The claims or the matters as Parquet, with typed columns: for pandas, DuckDB, R and anything else that reads Arrow.

The columns are those of the CSV. None is null; dates are ISO 8601 text, as everywhere here. The file's metadata has
the profile, its warning, the version and what was held back. Needs pyarrow, the `parquet` extra.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, get_type_hints

from rashomon.errors import RashomonError
from rashomon.model import as_json
from rashomon.sharing.as_csv import CLAIM_COLUMNS, MATTER_COLUMNS, matter_row
from rashomon.sharing.records import Held, Shared, SharedClaim
from rashomon.sharing.zip_parts import Sink

MATTER_TYPES = {
    **dict.fromkeys(("latitude", "longitude", "place_radius_km"), "double"),
    **dict.fromkeys(("claims", "figure_low", "figure_high", "firm", "loose"), "int64"),
    "place_coarsened": "bool",
}
"""Columns of the matters that are no text."""


def claims(shared: Shared) -> bytes:
    """The claims as one Parquet file. Raises RashomonError where pyarrow is not installed."""
    return b"".join(claims_in_parts([shared], lambda: shared.held_back))


def claims_in_parts(some: Iterable[Shared], held: Held) -> Iterator[bytes]:
    """The same, part by part."""
    return _file(CLAIM_COLUMNS, claim_types(), some, held, _claim_rows)


def matters(shared: Shared) -> bytes:
    """The matters as one Parquet file. Raises RashomonError where pyarrow is not installed."""
    return b"".join(matters_in_parts([shared], lambda: shared.held_back))


def matters_in_parts(some: Iterable[Shared], held: Held) -> Iterator[bytes]:
    """The same, part by part."""
    return _file(
        MATTER_COLUMNS, MATTER_TYPES, some, held, lambda one: [matter_row(m, one.profile) for m in one.matters]
    )


def _claim_rows(shared: Shared) -> Sequence[Sequence[object]]:
    return [[getattr(c, name) for name in CLAIM_COLUMNS] for c in shared.claims]


def claim_types() -> Mapping[str, str]:
    """Columns of the claims that are no text, by the types of the record."""
    names = {float | None: "double", int | None: "int64", bool: "bool"}
    hints = get_type_hints(SharedClaim)
    return {name: names[hints[name]] for name in CLAIM_COLUMNS if hints[name] in names}


Rows = Callable[[Shared], Sequence[Sequence[object]]]
GROUP = 2_000
"""Rows that are written at once: a group of them can be read without the others."""


def _file(
    columns: Sequence[str], types: Mapping[str, str], some: Iterable[Shared], held: Held, rows_of: Rows
) -> Iterator[bytes]:
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
    schema = pyarrow.schema([pyarrow.field(name, to_type[types.get(name, "string")]()) for name in columns])
    out, waiting = Sink(), list[Sequence[object]]()
    about: dict[str, str] = {}

    def written() -> bytes:
        values = [[_value(row[i], types.get(name)) for row in waiting] for i, name in enumerate(columns)]
        arrays = [pyarrow.array(column, type=kind) for column, kind in zip(values, schema.types, strict=True)]
        writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
        waiting.clear()
        return out.taken()

    with parquet.ParquetWriter(pyarrow.PythonFile(out, "w"), schema, compression="zstd", store_schema=False) as writer:
        for one in some:
            warning = one.warning or ""
            about = {"profile": one.profile, "warning": warning, "version": one.version, "world": one.world}
            waiting += rows_of(one)
            yield written() if len(waiting) >= GROUP else b""
        yield written()
        about["held_back"] = json.dumps(as_json(held()))
        writer.add_key_value_metadata({f"rashomon.{k}": v for k, v in about.items()})
    yield out.taken()


def _value(value: object, type_: str | None) -> object:
    """Text that a file can hold: a lone surrogate is none."""
    return value if value is None or type_ else str(value).encode("utf-8", "replace").decode("utf-8")


FORMATS = {"parquet": claims, "matters.parquet": matters}
IN_PARTS = {"parquet": claims_in_parts, "matters.parquet": matters_in_parts}
