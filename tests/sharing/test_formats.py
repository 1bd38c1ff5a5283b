"""The formats: CSV, GeoJSON, JSON lines; every column documented."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module

import pytest
import sharing_sample as made
from file_words import words_of
from paths import ROOT

from rashomon.cli.sharing import Format
from rashomon.model import Toll
from rashomon.sharing import FORMATS, manifest, render, share
from rashomon.sharing.as_csv import CLAIM_COLUMNS, MATTER_COLUMNS, answer_text, cell

SHARED = share(*made.sample(), made.world())
DOCS = ROOT / "docs" / "sharing.md"


def rows(text: str | bytes) -> list[dict[str, str]]:
    text = text.decode("utf-8") if isinstance(text, bytes) else text
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (0, "0"),
        (0.0, "0"),
        (12.0, "12"),
        (-3.5, "-3.5"),
        (39.05, "39.05"),
        (120000.0, "120000"),
        (True, "yes"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("at least 12", "at least 12"),
        ("a\0b", "ab"),
    ],
)
def test_cells_are_values_and_never_formulas(value: object, written: str) -> None:
    assert cell(value) == written


@pytest.mark.parametrize(
    ("toll", "words"),
    [
        (Toll(12, None), "at least 12"),
        (Toll(None, 12), "at most 12"),
        (Toll(3, 5), "3 to 5"),
        (Toll(0, 0), "0"),
        (Toll(None, None), "a number not given"),
    ],
)
def test_a_toll_in_words(toll: Toll, words: str) -> None:
    assert answer_text(toll) == words


def test_claims_csv_keeps_quotes_line_breaks_and_scripts_whole() -> None:
    odd = '=cmd|" /C calc"!A0,\n“لم يسقط”\u202e'
    shared = replace(SHARED, claims=(replace(SHARED.claims[0], quote=odd),))
    (row,) = rows(FORMATS["csv"](shared))
    assert row["quote"] == "'" + odd
    assert tuple(row) == CLAIM_COLUMNS


def test_claims_csv_has_a_row_for_each_claim_and_zero_is_not_unknown() -> None:
    found = rows(FORMATS["csv"](SHARED))
    assert len(found) == len(SHARED.claims)
    monitor = next(r for r in found if r["killed_min"] == "12")
    assert monitor["killed_max"] == ""
    zero = replace(SHARED, claims=(replace(SHARED.claims[0], killed_min=0.0),))
    assert rows(FORMATS["csv"](zero))[0]["killed_min"] == "0"


def test_matters_csv() -> None:
    found = rows(FORMATS["matters.csv"](SHARED))
    assert len(found) == len(SHARED.matters) and tuple(found[0]) == MATTER_COLUMNS
    assert {r["review"] for r in found} == {"unreviewed machine reading"}


def test_geojson_has_points_with_their_precision_and_none_for_the_unresolved() -> None:
    data = json.loads(FORMATS["geojson"](SHARED))
    assert data["type"] == "FeatureCollection" and data["profile"] == "default"
    by_id = {f["id"]: f for f in data["features"]}
    assert by_id["m01"]["geometry"] == {"type": "Point", "coordinates": [-40.75, 39.05]}
    assert (by_id["m01"]["properties"]["precision"], by_id["m01"]["properties"]["radius_km"]) == ("locality", 3.0)
    assert by_id["m10"]["geometry"] is None and by_id["m10"]["properties"]["precision"] == "unresolved"
    assert all(f["properties"]["review"] for f in data["features"])


def test_jsonl_begins_with_what_was_held_back_and_carries_every_claim_once() -> None:
    lines = [json.loads(line) for line in FORMATS["jsonl"](SHARED).splitlines()]
    assert lines[0]["type"] == "export" and lines[0]["held_back"]["claims"] == 2
    ids = [c["claim_id"] for line in lines if line["type"] == "matter" for c in line["claims"]]
    ids += [line["claim_id"] for line in lines if line["type"] == "claim"]
    assert sorted(ids) == sorted(c.claim_id for c in SHARED.claims)


def test_the_command_offers_every_format_and_each_is_documented() -> None:
    assert set(Format().choices) == set(FORMATS)
    pages = [(DOCS.parent / name).read_text(encoding="utf-8") for name in ("sharing.md", "exports.md")]
    listed = {f for page in pages for row in re.findall(r"^\| ([a-z., ]+) \|", page, re.M) for f in row.split(", ")}
    assert set(FORMATS) <= listed


def test_every_module_of_a_format_offers_it_under_a_name_of_its_own() -> None:
    modules = sorted((ROOT / "src" / "rashomon" / "sharing").glob("as_*.py"))
    offered = [form for m in modules for form in import_module(f"rashomon.sharing.{m.stem}").FORMATS]
    assert len(modules) == 10
    assert sorted(offered) == sorted(FORMATS)


def test_a_manifest_has_the_hash_of_each_file_and_what_was_held_back() -> None:
    data = render("csv", SHARED)
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    told = json.loads(manifest(SHARED, {"claims.csv": data}, form="csv", figures="range", generated=now))
    digest = hashlib.sha256(data).hexdigest()
    assert told["files"] == [{"name": "claims.csv", "bytes": len(data), "sha256": digest}]
    assert (told["generated"], told["profile"], told["figures"]) == ("2026-03-01T12:00:00+00:00", "default", "range")
    assert told["held_back"]["claims"] == SHARED.held_back.claims and told["claims"] == len(SHARED.claims)


def test_lone_surrogates_do_not_stop_an_export() -> None:
    shared = replace(SHARED, claims=(replace(SHARED.claims[0], quote="a\ud800b"),))
    for form in FORMATS:
        assert words_of(render(form, shared))


@pytest.mark.parametrize("columns", [CLAIM_COLUMNS, MATTER_COLUMNS], ids=["claims", "matters"])
def test_every_column_is_documented(columns: tuple[str, ...]) -> None:
    documented = set(re.findall(r"^\| `([a-z_0-9]+)`", DOCS.read_text(encoding="utf-8"), re.M))
    assert set(columns) <= documented, set(columns) - documented


def test_nothing_is_documented_that_is_not_there() -> None:
    documented = set(re.findall(r"^\| `([a-z_0-9]+)`", DOCS.read_text(encoding="utf-8"), re.M))
    assert documented <= set(CLAIM_COLUMNS) | set(MATTER_COLUMNS)
