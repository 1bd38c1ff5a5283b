"""When a deed was of which the report says how long ago it was. All sentences are ours."""

from __future__ import annotations

import pytest

from rashomon.model import Report
from rashomon.reading import pipeline
from rashomon.world import load_world

ROWS = [
    ("Nine years ago on Monday, a mob killed 60 men in Homs.", "2014-01-01", "2014-12-31"),
    ("Rebels killed 30 people in Homs five years ago this week.", "2018-01-01", "2018-12-31"),
    ("Two days ago, on Sunday, rebels shelled Homs.", "2023-08-06", "2023-08-06"),
    ("It is three years since a bomb killed 24 pupils in Homs.", "2020-07-07", "2020-09-07"),
    ("It has been ten years since the massacre of 300 people in Homs.", "2013-07-08", "2013-09-08"),
    ("It is six days since shells hit the market in Homs.", "2023-08-02", "2023-08-02"),
]


@pytest.mark.parametrize(("text", "start", "end"), ROWS)
def test_counted_back_from_the_day_of_the_report(text: str, start: str, end: str) -> None:
    report = Report(id="r", text=text, sha256="0" * 64, published="2023-08-08", language="en")
    ((_, reading),) = pipeline.read([report], load_world(("syria",)))
    (claim,) = [c for s in reading.statements for c in s.claims]
    assert (claim.time.start, claim.time.end) == (start, end)
