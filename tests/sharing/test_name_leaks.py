"""Names that are other words, too, in many sentences: a sample of `rashomon bench leaks`, in every format."""

from __future__ import annotations

import pytest

from rashomon.bench.leaks import Result, campaign, data, measure
from rashomon.world import load_world


@pytest.fixture(scope="module")
def result() -> Result:
    return measure(load_world(["syria"]), 110, 5)


def test_no_name_leaves(result: Result) -> None:
    assert [(leak.words, leak.text) for leak in result.leaks] == []


def test_the_sample_exposes_persons_at_all(result: Result) -> None:
    assert result.persons > 120 and result.exposed > 0.7 * result.persons


def test_what_names_nobody_private_is_still_read(result: Result) -> None:
    assert len(result.masked) <= 0.03 * result.controls, result.masked


def test_the_campaign_is_the_same_each_time_and_spans_what_it_says() -> None:
    one, other = (list(campaign(50, 3)) for _ in range(2))
    assert one == other
    assert len(data()["customs"]) >= 12 and len(data()["forms"]) == 6
    assert sum(len(texts) for texts in data()["forms"].values()) >= 100
