"""Which rows does a report become? One of `reports`, and one of each statement, claim and place. Pure.

The columns are there to be asked; nothing is lost by them, as the report and its reading stand beside them whole.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from rashomon.archive.table_schemas import TABLES, library, schema
from rashomon.ledger.core.from_json import reading_from_json
from rashomon.ledger.core.rows import storable
from rashomon.model import Claim, Part, Place, Reading, Refusal, Report, Span, Statement, as_json

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Again:
    """A report whose bytes are in the archive already, under another id."""

    report: Report


Entry = Report | Refusal | Again
"""What gets a row of its own."""


def tables_of(entries: Iterable[tuple[Entry, Reading | Refusal | None]]) -> dict[str, Any]:
    """What came in, with what was read of it, as Arrow tables by their names."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for entry, reading in entries:
        for table, row in _rows(entry, reading):
            rows[table].append(row)
    arrow = library("pyarrow")
    return {
        table: arrow.Table.from_arrays(
            [arrow.array([_value(row.get(name)) for row in rows[table]], of.type) for name, of in _fields(table)],
            schema=schema(table),
        )
        for table in TABLES
    }


def _fields(table: str) -> Iterator[tuple[str, Any]]:
    return ((name, schema(table).field(name)) for name in TABLES[table])


def _value(value: Any) -> Any:
    return storable(value) if isinstance(value, str) else value


def _rows(entry: Entry, reading: Reading | Refusal | None) -> Iterator[tuple[str, Row]]:
    if isinstance(entry, Refusal):
        yield "reports", {"id": entry.id, "how": "refused", "error": entry.error}
        return
    report = entry.report if isinstance(entry, Again) else entry
    row = _report(report, whole=not isinstance(entry, Again))
    if isinstance(entry, Again):
        yield "reports", row | {"how": "same"}
    elif isinstance(reading, Refusal):
        yield "reports", row | {"how": "refused", "error": reading.error}
    elif reading is None:
        yield "reports", row | {"how": "unread"}
    else:
        yield "reports", row | {"how": "read"} | _reading(reading)
        for statement in reading.statements:
            yield "statements", _statement(statement, report)
            yield from (("claims", _claim(claim, statement, report, reading)) for claim in statement.claims)
        yield from (("places", _place(n, place, report)) for n, place in enumerate(reading.places))


def _report(report: Report, whole: bool) -> dict[str, Any]:
    """`whole` is with its text and its bytes; those of one that is there under another id are there."""
    told = {f.name: getattr(report, f.name) for f in fields(report) if f.name not in ("text", "raw")}
    kept = {name: as_json(value) for name, value in told.items()}
    plain = report.text.encode("utf-8", "surrogatepass")
    row: dict[str, Any] = {
        name: told[name] for name in ("id", "outlet", "language", "title", "author", "url", "media_type")
    }
    row |= {
        "key": report.key,
        "published": _day(report.published),
        "published_from": report.published_from,
        "sha256": report.sha256,
        "report": json.dumps(kept),
    }
    if not whole:
        return row
    return row | {
        "text_sha256": report.text_sha256,
        "words": len(report.text.split()),
        "text": report.text,
        # Most plain texts are their own bytes. Where a lone surrogate is in the text, `report` has it all, as figures.
        "raw": None if report.raw == plain else report.raw,
        "report": json.dumps(kept | ({} if storable(report.text) == report.text else {"text": plain.hex()})),
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        **{name: getattr(reading, name) for name in ("version", "world", "method", "main")},
        "packs": list(reading.packs),
        "statements": len(reading.statements),
        "claims": sum(len(s.claims) for s in reading.statements),
        "killed_low": reading.killed and reading.killed.low,
        "killed_high": reading.killed and reading.killed.high,
        "reading": json.dumps(as_json(reading)),
    }


def _statement(statement: Statement, report: Report) -> Row:
    spans = [*statement.content, *statement.cue]
    speaker, said = statement.speaker, statement.said
    return {
        "id": statement.id,
        "report": report.key,
        "manner": statement.manner,
        "stance": statement.stance,
        "speaker": speaker.name,
        "role": speaker.role,
        "camp": speaker.camp,
        "entity": speaker.entity,
        "named": speaker.named,
        "via": statement.via,
        "said_from": _day(said.start if said else None),
        "said_to": _day(said.end if said else None),
        "start": min((s.start for s in spans), default=None),
        "end": max((s.end for s in spans), default=None),
        "quote": " … ".join(report.text[s.start : s.end] for s in statement.content),
    }


def _claim(claim: Claim, statement: Statement, report: Report, reading: Reading) -> Row:
    row: dict[str, Any] = {
        name: getattr(claim, name) for name in ("id", "kind", "acled", "polarity", "modality", "background", "firm")
    }
    row |= {
        "statement": statement.id,
        "report": report.key,
        "loose": list(claim.loose),
        "hedge": claim.hedge and claim.hedge.text,
        "words": claim.words,
        "start": claim.trigger.start,
        "end": claim.trigger.end,
        "actor_entity": claim.actor and claim.actor.entity,
        "target_site": claim.target and claim.target.site,
        "actors_camps": [p.camp for p in claim.actors],
        "holders_camps": [p.camp for p in claim.holders],
        "weapon": claim.means and claim.means.weapon,
        "reason": claim.reason and claim.reason.text,
        "day_from": _day(claim.time.start),
        "day_to": _day(claim.time.end),
        "day_kind": claim.time.kind,
        "day_by": claim.time.from_,
        "place_by": claim.place_from,
    }
    for name in ("actor", "target", "holder"):
        party = getattr(claim, name)
        row |= {name: party and party.text, f"{name}_camp": party and party.camp}
    if claim.place is not None:
        place = reading.places[claim.place]
        row |= {"place": place.name} | {
            name: getattr(place, name)
            for name in ("precision", "country", "admin1", "gazetteer", "lat", "lon", "radius_km")
        }
    for what in ("killed", "injured"):
        row[f"{what}_low"], row[f"{what}_high"] = next(
            ((c.low, c.high) for c in map(reading.counts.__getitem__, claim.counts) if c.what == what and not c.unit),
            (None, None),
        )
    return row


def _place(n: int, place: Place, report: Report) -> Row:
    told = {name: getattr(place, name) for name in TABLES["places"] if hasattr(place, name)}
    return told | {
        "report": report.key,
        "n": n,
        "start": place.span.start,
        "end": place.span.end,
        "text": place.text,
        "name": place.name,
        "within": place.within,
        "relation": place.relation,
    }


# And back


def report_of(row: Row) -> Report:
    """The report of a row of `reports`, to the byte where its bytes are among the columns. Of one that is there under
    another id: without text and bytes."""
    told = json.loads(row["report"])
    parts = tuple(Part(p["kind"], Span(*p["span"])) for p in told.pop("parts"))
    text = _exact(row, told.pop("text", None))
    if "raw" not in row:
        return Report(text=text, parts=parts, **told)
    raw = row["raw"] if row["raw"] is not None else text.encode("utf-8", "surrogatepass")
    return Report(text=text, raw=raw, parts=parts, **told)


def text_of(row: Row) -> str:
    """The text of that report alone."""
    return _exact(row, json.loads(row["report"]).get("text"))


def _exact(row: Row, exact: str | None) -> str:
    return (row["text"] or "") if exact is None else bytes.fromhex(exact).decode("utf-8", "surrogatepass")


def reading_of(row: Row) -> Reading | None:
    """The reading of a row of `reports`, as it was made; None where there is none."""
    return None if row["reading"] is None else reading_from_json(json.loads(row["reading"]))


def _day(day: str | None) -> date | None:
    try:
        return None if day is None else date.fromisoformat(day)
    except ValueError:  # a day before the year 1, say: the reading has it as it stands
        return None
