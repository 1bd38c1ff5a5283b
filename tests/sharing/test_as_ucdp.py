"""The UCDP-shaped table: which incidents have a row, and what each column holds."""

from __future__ import annotations

import csv
import io
import re

import pytest
from exports_made import claim, matter, position, shared
from paths import ROOT

from rashomon.model import Toll
from rashomon.sharing import Shared
from rashomon.sharing.as_ucdp import COLUMNS, NEVER_FILLED, ucdp

DOCS = ROOT / "docs" / "exports.md"


def rows(of: Shared) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ucdp(of), newline="")))


def killed(*answers: Toll, rule: str = "range", **told: object) -> Shared:
    camps = ("monitor", "government", "opposition")
    told_of = [position(c, a, "a") for c, a in zip(camps, answers, strict=False)]
    return shared([claim("a")], [matter("M-1", "death_toll", *told_of, rule=rule, **told)])  # type: ignore[arg-type]


def test_a_row() -> None:
    (found,) = rows(killed(Toll(4, 4)))
    assert tuple(found) == COLUMNS and len(COLUMNS) == 49 + 2
    assert found["id"] == found["relid"] == "RASHOMON-I-1"
    assert found["code_status"] == "one_origin; unreviewed machine reading"
    sides = "Government", "People of the place"
    assert (found["side_a"], found["side_b"], found["dyad_name"]) == (*sides, " - ".join(sides))
    assert found["source_original"] == "Varrish Rights Monitor"
    assert found["source_article"] == "Northline, 2019-05-14, “A strike”"
    assert (found["source_office"], found["source_date"], found["source_headline"]) == (
        "Northline",
        "2019-05-14",
        "A strike",
    )
    assert (found["where_prec"], found["date_prec"], found["geom_wkt"]) == ("1", "1", "POINT (-40.75 39.05)")
    assert (found["latitude"], found["longitude"]) == ("39.05", "-40.75")
    assert (found["low"], found["best"], found["high"]) == ("4", "4", "4")
    assert "Rests on one origin alone: Monitor." in found["rashomon_notes"]
    assert {name for name in NEVER_FILLED if found[name]} == set()


@pytest.mark.parametrize(
    ("answers", "rule", "low_best_high"),
    [
        ([Toll(4, 4), Toll(24, 24)], "range", ("4", "", "24")),
        ([Toll(4, 4), Toll(24, 24)], "lowest_reported", ("4", "4", "24")),
        ([Toll(4, 4), Toll(24, None)], "lowest_reported", ("4", "4", "")),
        ([Toll(12, None)], "range", ("12", "", "")),
        ([Toll(4, 4)], "analyst", ("4", "", "4")),
    ],
)
def test_low_best_and_high(answers: list[Toll], rule: str, low_best_high: tuple[str, str, str]) -> None:
    (found,) = rows(killed(*answers, rule=rule))
    assert (found["low"], found["best"], found["high"]) == low_best_high
    assert f"figure_rule={rule}" in found["rashomon_tags"]


@pytest.mark.parametrize("answer", [Toll(0, 0), Toll(None, 5)])
def test_without_a_death_that_is_affirmed_there_is_no_row(answer: Toll) -> None:
    assert rows(killed(answer)) == []


def test_a_kind_that_ucdp_does_not_count_has_no_row() -> None:
    toll = matter("M-1", "death_toll", position("monitor", Toll(4, 4), "a"))
    assert rows(shared([claim("a", kind="shortage")], [toll])) == []


@pytest.mark.parametrize(
    ("date", "precision"),
    [
        (("2019-05-14", "2019-05-14"), "1"),
        (("2019-05-10", "2019-05-14"), "2"),
        (("2019-05-08", "2019-05-14"), "3"),
        (("2019-05-01", "2019-05-31"), "4"),
        (("2019-01-01", "2019-05-31"), "5"),
        ((None, "2019-05-31"), ""),
    ],
)
def test_date_precision(date: tuple[str | None, str], precision: str) -> None:
    (found,) = rows(killed(Toll(4, 4), date=date))
    assert found["date_prec"] == precision
    assert (found["date_start"], found["date_end"]) == (date[0] or "", date[1])


def test_a_country_is_no_point() -> None:
    (found,) = rows(killed(Toll(4, 4), precision="country"))
    assert (found["where_prec"], found["latitude"], found["geom_wkt"]) == ("6", "", "")


def test_every_column_is_documented() -> None:
    section = DOCS.read_text(encoding="utf-8").split("## UCDP-shaped")[1].split("\n## ")[0]
    assert set(re.findall(r"`([a-z_0-9]+)`", section)) >= set(COLUMNS)
