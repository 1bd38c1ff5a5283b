"""Which addresses of the desk answer in JSON, what each takes and what it gives.

One table, of which the routes and their description (`/openapi.json`) are made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from starlette.responses import Response

from rashomon.desk import coverage, downloads, indexes
from rashomon.desk.request import Turn, json_file
from rashomon.matters.incident_rows import Incident
from rashomon.model import Status
from rashomon.sharing.records import SharedClaim, SharedMatter
from rashomon.version import __version__

Takes = Literal["filter", "reports", "names", "id", "coverage"]


@dataclass(frozen=True, slots=True)
class JsonRoute:
    address: str
    """With `{id}` where one thing is asked for."""
    show: Callable[[Turn], Response]
    summary: str
    takes: Takes
    gives: Mapping[str, Any] = field(default_factory=dict)
    """Each list that the answer has beside its head, and the record or the schema of what is in it."""


def _named(which: str) -> JsonRoute:
    columns = {name: {"type": ["string", "integer", "null"]} for name in indexes.COLUMNS[which]}
    row = {"type": "object", "properties": {"name": {"type": "string"}, **columns}, "required": ["name", *columns]}
    takes: Takes = "reports" if which == "reports" else "names"
    return JsonRoute(
        f"/{which}.json", indexes.as_json(which), f"The {which} of claims that may leave.", takes, {which: row}
    )


HAPPENINGS: Mapping[str, Any] = {"incidents": Incident}
MATTERS: Mapping[str, Any] = {"matters": SharedMatter, "claims": SharedClaim}
CLAIMS: Mapping[str, Any] = {"claims": SharedClaim}
COVERED: Mapping[str, Any] = {
    "coverage": {
        "type": "object",
        "properties": {
            "incident": {"type": "string"},
            "place": {"type": ["string", "null"]},
            "status": {"enum": list(get_args(Status))},
            "reports": {"type": "object", "additionalProperties": {"type": "integer"}},
        },
        "required": ["incident", "place", "status", "reports"],
    }
}
FEATURES: Mapping[str, Any] = {"features": {"type": "object", "required": ["type", "geometry", "properties"]}}

JSON_ROUTES = (
    JsonRoute("/incidents.json", downloads.incidents_json, "The incidents of a filter.", "filter", HAPPENINGS),
    JsonRoute(
        "/incidents/{id}.json", downloads.incident_json, "An incident with its questions and their claims.", "id",
        {**HAPPENINGS, **MATTERS},
    ),
    JsonRoute("/matters.json", downloads.matters_json, "The questions of a filter, with claims.", "filter", MATTERS),
    JsonRoute("/matters/{id}.json", downloads.matter_json, "A question with its claims.", "id", MATTERS),
    *(_named(which) for which in indexes.TITLES),
    JsonRoute("/reports/{id}.json", downloads.report_json, "The claims told to be of a report.", "id", CLAIMS),
    JsonRoute("/places/{id}.json", downloads.place_json, "The claims about a place, by its id.", "id", CLAIMS),
    JsonRoute("/speakers/{id}.json", downloads.speaker_json, "The claims of an organisation.", "id", CLAIMS),
    JsonRoute("/coverage.json", coverage.as_json, "Who tells of which incident of a filter.", "coverage", COVERED),
    JsonRoute("/review.json", downloads.review_json, "All claims, or those of a filter.", "filter", CLAIMS),
    JsonRoute("/map.json", downloads.map_json, "The questions of a filter as GeoJSON.", "filter", FEATURES),
)  # fmt: skip


def openapi(turn: Turn) -> Response:
    """The description of the table, OpenAPI 3.1."""
    from rashomon.desk.openapi import description

    return json_file(description(JSON_ROUTES, __version__))
