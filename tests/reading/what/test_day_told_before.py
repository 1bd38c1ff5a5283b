"""When was a deed that is named again? All sentences are ours, and tell of nothing that happened."""

from __future__ import annotations

import pytest
from read_claims import read

MONDAY = ("2016-07-04", "2016-07-04")
BEFORE = "Jets struck Rastan on Monday. "

ROWS = [
    # a bare noun of the kind, however often it is named
    (BEFORE + "The strikes killed nine people, residents said.", MONDAY, "told_before"),
    (BEFORE + "The strikes went on for an hour. The strikes killed nine people.", MONDAY, "told_before"),
    (BEFORE + "The attack killed nine people. The attack wounded six more.", MONDAY, "taken_up"),
    # an hour is of that day; a day of its own is its own
    (BEFORE + "The attack began at 4 a.m., state media said.", MONDAY, "taken_up"),
    (BEFORE + "The attack began at 4 a.m. and hit a depot.", MONDAY, "taken_up"),
    (BEFORE + "The strikes on Tuesday killed nine people.", ("2016-07-05", "2016-07-05"), "same_clause"),
    # what is told of another place is not it
    (BEFORE + "The strikes on Homs killed nine people.", (None, "2016-07-10"), "published"),
    # what does not name it again is of the main event, where nothing tells of another day or place
    (BEFORE + "Strikes killed nine people.", MONDAY, "of_the_main_event"),
    (BEFORE + "The shelling killed nine people.", MONDAY, "of_the_main_event"),
]


@pytest.mark.parametrize(("text", "days", "rule"), ROWS, ids=[r[0][-40:] for r in ROWS])
def test_when_a_deed_that_is_named_again_was(text: str, days: tuple[str | None, str], rule: str) -> None:
    reading = read(text)
    last = [c for s in reading.statements for c in s.claims][-1]
    assert (last.time.start, last.time.end) == days
    assert {w.field: w.rule for w in last.why}["time"] == f"time.{rule}"
