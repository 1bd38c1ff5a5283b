"""The tables of the terminal call camps what the packs call them, not by their ids."""

from __future__ import annotations

import pytest
from made.sharing_sample import matter, position

from rashomon.matters.incident_rows import row
from rashomon.model import Toll
from rashomon.terminal import incidents_table, matters_table, named

LABELS = {"dr_congo": "Democratic Republic of Congo", "m23": "M23", "us_coalition": "US-led coalition"}


def called(camp: str) -> str:
    return LABELS[camp]


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")


def words(table: str) -> str:
    return " ".join(table.split())


BY_WHOM = matter(
    "M-1", "responsibility", "shelling", "Who shelled it?", None, (None, None), "disputed", "They differ.",
    position("dr_congo", "m23", ()), position("m23", "m23", (), polarity="denied"),
    position("m23", "the mob", ()), incident="I-1",
)  # fmt: skip
DEAD = matter(
    "M-2", "death_toll", "shelling", "How many died?", None, (None, None), "one_origin", "One origin.",
    position("us_coalition", Toll(3, 3), ()), incident="I-1",
)  # fmt: skip


@pytest.mark.parametrize(
    "table", [matters_table([BY_WHOM, DEAD], called), incidents_table([row([BY_WHOM, DEAD], 1)], called)]
)
def test_no_id_of_a_camp_is_shown(table: str) -> None:
    assert "dr_congo" not in table and "us_coalition" not in table
    for label in ("Democratic", "US-led"):  # a cell may break a label into lines
        assert label in table


def test_who_is_no_camp_keeps_their_own_words() -> None:
    assert [named(answer, called) for answer in ("m23", "the mob", "yes", "no")] == ["M23", "the mob", "yes", "no"]
