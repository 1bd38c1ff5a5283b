"""FollowTheMoney: entities and statements, read by followthemoney itself where that is installed."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from exports_made import FULL, SAMPLE, claim, matter, position, shared
from paths import ROOT

from rashomon.sharing.as_ftm import NO_SOURCE, PROP_TYPES, STATEMENT_COLUMNS, ftm, statements

DOCS = ROOT / "docs" / "exports.md"
WHY = "followthemoney is not installed (it needs ICU): pip install followthemoney"
_POSITIONS = (position("monitor", "yes", "a"), position("local", "no", "b", polarity="denied"))
ONE = shared(
    [claim("a"), claim("b", outlet=None, report_id=None, quote=None)], [matter("M-1", "occurrence", *_POSITIONS)]
)


def entities(of: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ftm(of).splitlines()]


def rows(of: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(statements(of), newline="")))


def test_a_matter_is_an_event_and_a_claim_that_may_be_shown_documents_it() -> None:
    found = {e["schema"]: e for e in entities(ONE)}
    event, edge = found["Event"], found["Documentation"]
    assert event["id"] == "rashomon-M-1" and event["properties"]["country"] == ["sy"]
    assert event["properties"]["startDate"] == event["properties"]["endDate"] == ["2019-05-14"]
    assert "Status: one_origin" in event["properties"]["notes"]
    assert event["properties"]["addressEntity"] == [found["Address"]["id"]]
    assert edge["properties"]["entity"] == [event["id"]] and edge["properties"]["document"] == [found["Article"]["id"]]
    assert edge["properties"]["role"] == ["Varrish Rights Monitor"]
    assert edge["properties"]["summary"] == ["planes struck Kastrel"]
    assert [e["schema"] for e in entities(ONE)].count("Documentation") == 1


def test_rival_accounts_are_statements_of_one_event_from_several_sources() -> None:
    found = rows(ONE)
    assert tuple(found[0]) == STATEMENT_COLUMNS
    assert {r["canonical_id"] for r in found} == {"rashomon-M-1"}
    answers = {r["dataset"]: r["value"] for r in found if r["prop"] == "summary"}
    assert answers == {
        "northline": "Varrish Rights Monitor, Monitor: yes",
        NO_SOURCE: "Varrish Rights Monitor, Local: no",
    }
    assert {r["origin"] for r in found} == {"unreviewed machine reading"}
    assert len({r["id"] for r in found}) == len(found)


def test_an_invented_country_is_no_country() -> None:
    assert all("country" not in e["properties"] for e in entities(SAMPLE))


@pytest.mark.parametrize("of", [ONE, SAMPLE, FULL], ids=["one", "default", "full"])
def test_followthemoney_takes_every_entity(of: Any) -> None:
    model = pytest.importorskip("followthemoney", reason=WHY).model
    ids = set()
    for entity in entities(of):
        proxy = model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(entity)
        kept = {p: sorted(v) for p, v in proxy.to_dict()["properties"].items()}
        assert kept == {p: sorted(v) for p, v in entity["properties"].items()}
        ids.add(proxy.id)
    refers = ("document", "entity", "addressEntity", "proof")
    assert {v for e in entities(of) for p in refers for v in e["properties"].get(p, ())} <= ids


@pytest.mark.parametrize("of", [ONE, SAMPLE, FULL], ids=["one", "default", "full"])
def test_followthemoney_takes_every_statement(of: Any) -> None:
    pytest.importorskip("followthemoney", reason=WHY)
    from followthemoney.statement.serialize import CSV_COLUMNS, read_csv_statements

    assert list(STATEMENT_COLUMNS) == CSV_COLUMNS
    read = list(read_csv_statements(io.BytesIO(statements(of).encode())))
    assert len(read) == len(rows(of))
    for s, row in zip(read, rows(of), strict=True):
        assert (s.prop_type, s.canonical_id, s.value) == (PROP_TYPES[s.prop], row["canonical_id"], row["value"])
        assert s.id == s.generate_key()


def test_every_column_and_schema_is_documented() -> None:
    section = DOCS.read_text(encoding="utf-8").split("## FollowTheMoney")[1].split("\n## ")[0]
    named = set(re.findall(r"`([A-Za-z_]+)`", section))
    used = {e["schema"] for e in entities(ONE)} | {p for e in entities(ONE) for p in e["properties"]}
    assert used | set(STATEMENT_COLUMNS) <= named
