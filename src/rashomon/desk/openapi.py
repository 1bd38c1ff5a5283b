"""The addresses that answer in JSON, as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0).

Made of the table of routes, of the filters, and of the records that are handed out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from rashomon.desk.coverage import BY, OWN
from rashomon.desk.filters import MANY, NAMES
from rashomon.desk.indexes import ANYWHERE, COLUMNS, FILTERS
from rashomon.desk.json_routes import JsonRoute
from rashomon.ledger.read.facets import SORTS
from rashomon.ledger.read.ruled_matter import REVIEWS
from rashomon.model import Status
from rashomon.sharing.as_datasette import column_meanings
from rashomon.sharing.records import SharedClaim

Schema = dict[str, Any]
HEAD: Mapping[str, Schema] = {
    "profile": {"const": "default", "description": "the sharing profile: what leaves the desk goes through it"},
    "version": {"type": "string"},
    "world": {"type": "string", "description": "hash of the gazetteer, packs and kinds"},
}
PLAIN: Mapping[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
NOT_LEFT = frozenset({"context"})
"""Fields of a claim that are no part of the file."""
REFUSED = {"400": "what is asked for is no filter, or has no such value", "403": "no token, or a wrong one"}
NOT_HERE = {"404": "nothing is called so, or nothing of it may leave"}
VALUES: Mapping[str, Sequence[str]] = {"status": get_args(Status), "review": REVIEWS, "sort": SORTS, "by": tuple(BY)}
"""Filters that take one of a few values."""


def description(routes: Iterable[JsonRoute], version: str) -> Schema:
    """The whole document. Raises nothing: what it cannot describe is a fault of the table, which the tests find."""
    made = Schemas()
    paths = {r.address: {"get": _operation(r, made)} for r in routes}
    info = {
        "title": "Rashomon desk", "version": version,
        "summary": "Who says what happened: what may leave of a ledger.",
        "description": "All answers go through the default sharing profile. They are a machine reading, and none says"
        " which account is true.",
    }  # fmt: skip
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": made.named}}


def _operation(route: JsonRoute, made: Schemas) -> Schema:
    lists = {name: {"type": "array", "items": made.of(what)} for name, what in route.gives.items()}
    answer = {"type": "object", "properties": {**_head(route), **lists}, "required": [*_head(route), *lists]}
    told = REFUSED | (NOT_HERE if route.takes == "id" else {})
    return {
        "operationId": route.address.strip("/").removesuffix(".json").replace("/{id}", "_one"),
        "summary": route.summary,
        "parameters": list(_parameters(route)),
        "responses": {
            "200": {"description": route.summary, "content": {"application/json": {"schema": answer}}},
            **{status: {"description": words} for status, words in told.items()},
        },
    }


def _head(route: JsonRoute) -> Mapping[str, Schema]:
    if route.takes in ("reports", "names"):
        return {"profile": HEAD["profile"]}
    if route.takes == "coverage":
        return {"profile": HEAD["profile"], "by": {"enum": list(BY)}}
    if "features" in route.gives:
        return {"type": {"const": "FeatureCollection"}, "profile": HEAD["profile"], "version": HEAD["version"]}
    return HEAD


def _parameters(route: JsonRoute) -> Iterable[Schema]:
    which = route.address.strip("/").removesuffix(".json")
    if route.takes == "id":
        yield {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    elif route.takes in ("filter", "coverage"):
        for name in (*NAMES, *(sorted(OWN - {"order"}) if route.takes == "coverage" else ())):
            yield _query(name, VALUES.get(name))
    elif route.takes in ("reports", "names"):
        for name in (*(n for n in FILTERS.get(which, ()) if n != "doubts"), *ANYWHERE):
            yield _query(name, ["name", *COLUMNS[which]] if name == "sort" else None)


def _query(name: str, values: Sequence[str] | None = None) -> Schema:
    schema: Schema = {"type": "string"} | ({"enum": list(values)} if values else {})
    if name in MANY:
        schema = {"type": "array", "items": schema}
    return {"name": name, "in": "query", "required": False, "schema": schema}


class Schemas:
    """JSON Schemas of records, each named once."""

    def __init__(self) -> None:
        self.named: dict[str, Schema] = {}

    def of(self, what: Any) -> Schema:
        """The schema of a type, as `as_json` writes its values; a schema is its own."""
        if isinstance(what, dict):
            return what
        if what in PLAIN:
            return {"type": PLAIN[what]}
        if is_dataclass(what) and isinstance(what, type):
            return self._record(what)
        origin, inside = get_origin(what), get_args(what)
        if origin is Literal:
            return {"enum": list(inside)}
        if origin in (Union, UnionType):
            return {"anyOf": [self.of(one) for one in inside]}
        if origin is tuple and inside[-1] is not Ellipsis:
            return {"type": "array", "prefixItems": [self.of(one) for one in inside], "items": False}
        return {"type": "array", "items": self.of(inside[0])}

    def _record(self, record: type) -> Schema:
        name = record.__name__
        if name not in self.named:
            self.named[name] = {}
            hints = get_type_hints(record)
            kept = [f.name for f in fields(record) if f.name not in NOT_LEFT]
            said = column_meanings() if record is SharedClaim else {}
            properties = {
                key.rstrip("_"): self.of(hints[key]) | ({"description": said[key]} if key in said else {})
                for key in kept
            }
            self.named[name] = {"type": "object", "properties": properties, "required": list(properties)}
        return {"$ref": f"#/components/schemas/{name}"}
