"""Where is what names no place, in a report that has told of one place so far? Sentences are ours, of no real event."""

from __future__ import annotations

import pytest
from read_claims import claims, read

FIRST = "Rebels attacked Goma on Monday and killed ten people. "
APART = (
    "\n\nOfficials met on Tuesday. Markets were closed. Schools stayed shut. Rain fell. A truce is not in sight.\n\n"
)

ROWS = [
    # until a second place is told of
    (FIRST + APART + "Nurses said that 43 people had died.", "Goma"),
    (FIRST + APART + "The fighters burned a market, the governor said.", "Goma"),
    (FIRST + APART + "Soldiers used residents as human shields, he said.", "Goma"),
    ("Two ambulances were destroyed. " + FIRST, None),
    (FIRST + "They also shelled Rutshuru." + APART + "Nurses said that 43 people had died.", None),
    # what its own sentence names is not passed over
    # what is not the event
    (FIRST + APART + "In 2009 gunmen killed nine people.", None),
    (FIRST + APART + "Talks broke down.", None),
    # something apart begins
    (FIRST + "Separately, nine people were killed.", None),
    (FIRST + "Elsewhere, a mine killed nine people.", None),
    (FIRST + "In another sector, nine people were killed.", None),
    (FIRST + "In a separate incident, nine people were killed.", None),
    (FIRST + "In another statement, it said that nine people were killed.", "Goma"),
    (FIRST + "Separately, a mine exploded. Nine people were killed.", None),
    # a long time summed up
    (FIRST + "Clashes since October have killed 1,200 people, by one count.", None),
    (FIRST + "More than 3,000 people have been killed since the war began.", None),
    (FIRST + "Shells have killed nine people since Sunday.", "Goma"),
    (FIRST + "Since Thursday bombardment has killed nine people.", "Goma"),
    (FIRST + "The city has been shelled since May.", "Goma"),
]


@pytest.mark.parametrize(("text", "place"), ROWS, ids=[r[0][-60:] for r in ROWS])
def test_a_report_goes_on_where_it_is(text: str, place: str | None) -> None:
    reading = read(text, packs=())
    told = claims(reading)
    claim = told[0] if text.startswith("Two ambulances") else told[-1]
    assert (None if claim.place is None else reading.places[claim.place].name) == place


def test_the_rule_says_so() -> None:
    claim = claims(read(FIRST + APART + "The fighters burned a market, the governor said.", packs=()))[-1]
    assert {w.field: w.rule for w in claim.why}["place"] == "place.only_so_far"
    assert claim.place_from == "report"
