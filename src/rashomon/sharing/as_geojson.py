"""The matters as a GeoJSON FeatureCollection (RFC 7946), for QGIS, kepler.gl, uMap.

A point is the middle of an area: `radius_km` and `precision` say how large. A matter with no point has no geometry.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from rashomon.model import as_json
from rashomon.sharing.as_csv import in_full
from rashomon.sharing.records import Held, Profile, Shared, SharedMatter


def geojson(shared: Shared) -> str:
    """The matters as one GeoJSON text."""
    return "".join(geojson_in_parts([shared], lambda: shared.held_back))


def geojson_in_parts(some: Iterable[Shared], held: Held) -> Iterator[str]:
    """The same, part by part."""
    return json_in_parts(
        some,
        lambda one: {
            "type": "FeatureCollection", "profile": one.profile, "warning": one.warning, "version": one.version,
        },
        "features",
        lambda one: (feature(m, one.profile) for m in one.matters),
        lambda: {"held_back": as_json(held())},
    )  # fmt: skip


def json_in_parts(
    some: Iterable[Shared],
    before: Callable[[Shared], Mapping[str, Any]],
    name: str,
    rows: Callable[[Shared], Iterable[Any]],
    after: Callable[[], Mapping[str, Any]],
) -> Iterator[str]:
    """A JSON object, part by part: what stands before its one long list, the rows of the list by its name, and what is
    known when they are made."""
    between = ""
    for one in some:
        text = "" if between else _written(before(one))[:-2] + f",\n {json.dumps(name)}: ["
        between = between or "\n  "
        for row in rows(one):
            text += between + _written(row).replace("\n", "\n  ")
            between = ",\n  "
        yield text.encode("utf-8", "replace").decode("utf-8")
    yield "\n ],\n" + _written(after())[2:] + "\n"


def _written(record: Any) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1)


def feature(m: SharedMatter, profile: Profile) -> dict[str, Any]:
    point = None if m.lat is None or m.lon is None else {"type": "Point", "coordinates": [m.lon, m.lat]}
    start, end = m.date or (None, None)
    return {
        "type": "Feature",
        "id": m.id,
        "geometry": point,
        "properties": {
            "profile": profile,
            "review": m.review,
            "incident": m.incident,
            "question": m.question,
            "status": m.status,
            "disputed": list(m.disputed),
            "conceded_by": list(m.conceded_by),
            "reason": m.reason,
            "unsure": list(m.unsure),
            "firm": m.firm,
            "loose": m.loose,
            "kind": m.kind,
            "claim_kind": m.claim_kind,
            "place": m.place,
            "admin1": m.admin1,
            "country": m.country,
            "precision": m.precision,
            "radius_km": m.radius_km,
            "coarsened": m.coarsened,
            "date_start": start,
            "date_end": end,
            "figure": as_json(m.figure),
            "signed_off_at": m.signed_off_at,
            "signed_off_by": m.signed_off_by,
            "positions": [
                {
                    "camp": p.camp,
                    "answer": in_full(p),
                    "polarity": p.polarity,
                    "origins": p.origins,
                    "reports": p.reports,
                    "speakers": list(p.speakers),
                }
                for p in m.positions
            ],
        },
    }


FORMATS = {"geojson": geojson}
IN_PARTS = {"geojson": geojson_in_parts}
