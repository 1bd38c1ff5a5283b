"""For FollowTheMoney tools (Aleph and others): entities as JSON lines, and statements as CSV.

FollowTheMoney has no schema for a claim. Entities hold what can be said without choosing between accounts: each matter
is an `Event`, each report that may be shown an `Article`, each claim in one a `Documentation` that joins the two. Rival
accounts stand in the statements: one for each property that a claim gives the event, with its source as `dataset`.
Schemata and columns as in followthemoney 4; written by hand, since that package needs a native build of ICU.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rashomon.sharing.as_csv import answers, cell, in_full, parts
from rashomon.sharing.event_rows import countries, point
from rashomon.sharing.records import Held, HeldBack, Shared, SharedClaim, SharedMatter
from rashomon.world.pack_skeleton import slug

STATEMENT_COLUMNS = (
    *("canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang"),
    *("original_value", "external", "first_seen", "last_seen", "id"),
)
NO_SOURCE = "source_withheld"
"""The data set of claims whose source is not shown or not known."""
PROP_TYPES = {
    "id": "id",
    "name": "name",
    "startDate": "date",
    "endDate": "date",
    "country": "country",
    "location": "address",
    "summary": "text",
    "description": "text",
    "recordId": "string",
}
"""Properties that statements give an event, with their types."""


def ftm(shared: Shared) -> str:
    """Entities, one JSON object a line: addresses, articles, events, and what joins them."""
    return "".join(ftm_in_parts([shared]))


def ftm_in_parts(some: Iterable[Shared], _held: Held = HeldBack) -> Iterator[str]:
    """The same, part by part: of one id the first."""
    seen: set[str] = set()  # what several incidents have; all else is told of one alone
    for shared in some:
        entities: dict[str, dict[str, Any]] = {}
        for entity in _entities(shared):
            if entity["id"] not in seen:
                entities.setdefault(entity["id"], entity)
        seen |= {id_ for id_, e in entities.items() if e["schema"] in ("Address", "Article")}
        text = "".join(json.dumps(e, ensure_ascii=False) + "\n" for e in entities.values())
        yield text.encode("utf-8", "replace").decode("utf-8")


def statements(shared: Shared) -> str:
    """Statements as CSV: what each claim says of the event, under the id of its matter (`canonical_id`)."""
    return "".join(statements_in_parts([shared]))


def statements_in_parts(some: Iterable[Shared], _held: Held = HeldBack) -> Iterator[str]:
    """The same, part by part."""
    rows = (row for shared in some for row in _statements(shared))
    return parts(STATEMENT_COLUMNS, ([row[name] for name in STATEMENT_COLUMNS] for row in rows))


def _entities(shared: Shared) -> Iterator[dict[str, Any]]:
    rows = {c.claim_id: c for c in shared.claims}
    for matter in shared.matters:
        address = _address(matter)
        claims = [rows[i] for i in dict.fromkeys(i for p in matter.positions for i in p.claims) if i in rows]
        articles = {c.claim_id: _article(c) for c in claims if c.report_id}
        if address:
            yield address
        yield from articles.values()
        start, end = matter.date or (None, None)
        yield _entity(
            "Event",
            _event_id(matter),
            name=matter.question,
            startDate=start,
            endDate=end,
            country=_country(matter.country),
            location=matter.place,
            addressEntity=address["id"] if address else None,
            summary=matter.reason,
            description=answers(matter),
            notes=[f"Status: {matter.status}", f"Review: {matter.review}", f"Profile: {shared.profile}"],
            keywords=[matter.kind_label, matter.status],
            recordId=matter.id,
            proof=[a["id"] for a in articles.values()],
        )
        for claim in claims:
            if claim.claim_id in articles:
                yield _entity(
                    "Documentation",
                    f"rashomon-documentation-{matter.id}-{claim.claim_id}",
                    document=articles[claim.claim_id]["id"],
                    entity=_event_id(matter),
                    role=claim.speaker,
                    status=f"{claim.stance}, {claim.polarity}, {claim.review}",
                    summary=claim.quote,
                    date=claim.published,
                    recordId=claim.claim_id,
                )


def _entity(schema: str, id_: str, **properties: str | list[str] | None) -> dict[str, Any]:
    found = {k: list(dict.fromkeys([v] if isinstance(v, str) else v)) for k, v in properties.items() if v}
    return {"id": id_, "schema": schema, "properties": found}


def _event_id(matter: SharedMatter) -> str:
    return f"rashomon-{matter.id}"


def _address(matter: SharedMatter) -> dict[str, Any] | None:
    if not matter.place:
        return None
    full = ", ".join(x for x in dict.fromkeys((matter.place, matter.admin1)) if x)
    at = point(matter)
    wide = f"{matter.precision}, within {matter.radius_km:g} km" if matter.radius_km else matter.precision
    return _entity(
        "Address",
        f"rashomon-place-{_short(matter.country, full, cell(at[0]) if at else '', cell(at[1]) if at else '')}",
        name=full,
        full=full,
        state=matter.admin1,
        country=_country(matter.country),
        latitude=cell(at[0]) if at else None,
        longitude=cell(at[1]) if at else None,
        remarks=f"Precision: {wide}",
    )


def _article(claim: SharedClaim) -> dict[str, Any]:
    title = claim.report_title or claim.report_id or ""
    return _entity(
        "Article",
        f"rashomon-article-{claim.report_sha256}" if claim.report_sha256 else f"rashomon-article-{claim.report_id}",
        name=title,
        title=title,
        fileName=claim.report_id,
        publisher=claim.outlet,
        publishedAt=claim.published,
        sourceUrl=claim.report_url if (claim.report_url or "").startswith(("http://", "https://")) else None,
        notes=f"SHA-256 of the report as received: {claim.report_sha256}" if claim.report_sha256 else None,
    )


def _statements(shared: Shared) -> Iterator[Mapping[str, object]]:
    rows = {c.claim_id: c for c in shared.claims}
    seen: set[str] = set()
    for matter in shared.matters:
        for position in matter.positions:
            answer = f"{position.camp_label}: {in_full(position)}"
            for claim in (rows[i] for i in position.claims if i in rows):
                for row in _of_claim(claim, matter, answer):
                    if str(row["id"]) not in seen:
                        seen.add(str(row["id"]))
                        yield row


def _of_claim(claim: SharedClaim, matter: SharedMatter, answer: str) -> Iterator[Mapping[str, object]]:
    entity = f"rashomon-claim-{matter.id}-{claim.claim_id}"
    dataset = _slug(claim.outlet) if claim.outlet else NO_SOURCE
    values = {
        "id": entity,
        "name": matter.question,
        "startDate": claim.date_start,
        "endDate": claim.date_end,
        "country": _country(claim.place_country),
        "location": claim.place_name,
        "summary": f"{claim.speaker}, {answer}",
        "description": claim.quote,
        "recordId": claim.claim_id,
    }
    for prop, value in values.items():
        if value:
            written = cell(value)
            yield {
                "canonical_id": _event_id(matter),
                "entity_id": entity,
                "prop": prop,
                "prop_type": PROP_TYPES[prop],
                "schema": "Event",
                "value": written,
                "dataset": dataset,
                "origin": claim.review,
                "lang": None,
                "original_value": None,
                "external": "f",
                "first_seen": claim.published,
                "last_seen": claim.published,
                # The key of a statement is made of these four, as followthemoney makes it.
                "id": hashlib.sha1(f"{dataset}.{entity}.{prop}.{written}".encode(), usedforsecurity=False).hexdigest(),
            }


def _country(code: str | None) -> str | None:
    """The code in small letters, where it is one: FollowTheMoney knows no invented countries."""
    return code.lower() if code and code in countries() else None


def _slug(name: str) -> str:
    """A data set's name: small letters, digits and low lines.

    >>> _slug("The Ilve Post"), _slug("حمص")
    ('the_ilve_post', 'source_37624e')
    """
    return slug(name) or f"source_{_short(name)[:6]}"


def _short(*words: str | None) -> str:
    return hashlib.sha256("\0".join(w or "" for w in words).encode("utf-8", "replace")).hexdigest()[:12]


FORMATS = {"ftm.jsonl": ftm, "ftm.csv": statements}
IN_PARTS = {"ftm.jsonl": ftm_in_parts, "ftm.csv": statements_in_parts}
