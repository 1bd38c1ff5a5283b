"""docs/output.md names every key that the two JSONL outputs hold, and the documents name every figure and status."""

from __future__ import annotations

import dataclasses
import re
from typing import get_args

import pytest
from paths import ROOT

from rashomon import model
from rashomon.bench.scoring import MEANING
from rashomon.ledger.decide import corrections
from rashomon.ledger.decide.decisions import Verb
from rashomon.ledger.read import changes, intake_log
from rashomon.matters import incident_rows

DOCS = ROOT / "docs"
PRINTED = (
    model.Reading, model.Statement, model.Speaker, model.Said, model.Claim, model.Party, model.Means, model.Reason,
    model.When, model.Place, model.Timex, model.Count, model.Killed, model.Matter, model.Position, model.Evidence,
    model.Toll, model.SignedOff, incident_rows.Incident, incident_rows.Doer, incident_rows.SideToll,
    incident_rows.Teller, incident_rows.Asked, changes.Change,
    changes.Turned, changes.FigureMoved, intake_log.Line,
)  # fmt: skip


def words_in_code(page: str) -> set[str]:
    text = re.sub(r"^```.*?^```", "", (DOCS / page).read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    code = re.findall(r"`([^`]+)`", text)
    return {word for stretch in code for word in re.findall(r"\w+", stretch)}


@pytest.mark.parametrize("record", PRINTED)
def test_every_key_is_documented(record: type) -> None:
    keys = {field.name.rstrip("_") for field in dataclasses.fields(record)}
    assert keys - words_in_code("output.md") == set()


VALUES = (
    model.Manner, model.Stance, model.Polarity, model.Modality, model.Precision, model.Status, model.MatterKind,
    model.Field,
)  # fmt: skip


@pytest.mark.parametrize("values", VALUES)
def test_every_value_is_documented(values: object) -> None:
    assert set(get_args(values)) - words_in_code("output.md") - words_in_code("rules.md") == set()


def test_every_figure_of_the_bench_is_documented() -> None:
    assert set(MEANING) - words_in_code("bench.md") == set()


def test_all_that_can_be_ruled_is_documented() -> None:
    words = words_in_code("decisions.md")
    verbs = {w for verb in get_args(Verb) for w in verb.split("_")}
    # `_camp` stands for the three fields that end so.
    fields = {f for f in corrections.FIELDS if not f.endswith("_camp") or f.startswith("speaker")}
    assert verbs | fields | {"_camp", "figure"} <= words
