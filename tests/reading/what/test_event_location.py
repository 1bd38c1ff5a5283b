"""Where a claim without a place of its own happened. All sentences are ours, and tell of nothing that happened."""

from __future__ import annotations

import pytest
from read_claims import read

BEFORE = "Rebels hold Rastan. The army entered Homs. Homs is calm. "

OWN_WORDS = [
    # where somebody is from, or of whom he is, is not where it happened
    ("The Homs-based group shelled Rastan.", "Rastan"),
    ("Fighters from Homs shelled Rastan.", "Rastan"),
    ("A group outlawed in Russia shelled Rastan.", "Rastan"),
    # a province before a noun says where the town lies that is named behind it
    ("Shells hit a farm in the southern Homs town of Rastan.", "Rastan"),
    ("Shells hit a farm in the northern Homs village of Qarmideh.", "Qarmideh"),
    # a name right behind "the capital" names it, whatever the parse makes of it
    ("A push by the army to take a base near the capital Damascus killed 23 rebels.", "Damascus"),
    # a town near which another lies says where that one is
    ("Rebels killed 43 people in the town of Rastan near Homs in a shelling.", "Rastan"),
    ("Shells hit Rastan near Homs on Monday.", "Rastan"),
    ("Ten people died near Homs on Monday.", "Homs"),
    # nor is it where what hit it came from, or where what is answered was
    ("Missiles which originated in Yemen hit a refinery in Rastan.", "Rastan"),
    # what was hit, where that is a place itself, and not the area that it lies in
    ("Drone strikes on Talvareko, in the Homs region, killed 13 people.", "Talvareko"),
    ("Shells struck Talvareko, near Homs, on Sunday.", "Talvareko"),
    # a possession that is ground is no deed of the town's
    ("Jets raided Damascus's Airport Road on Friday. Two nurses were killed.", "Damascus"),
    # a noun for a place stands for the one that was named last, "the city" for the one that the text is about
    (
        BEFORE + "Shells hit Talbiseh. They wounded nine people in the area.",
        "Talbiseh",
    ),
    (
        BEFORE + "Shells hit Talbiseh. They wounded nine people in the city.",
        "Homs",
    ),
]


@pytest.mark.parametrize(("text", "place"), OWN_WORDS, ids=[r[0][-40:] for r in OWN_WORDS])
def test_which_of_the_places_of_the_text(text: str, place: str) -> None:
    reading = read(text)
    last = [c for s in reading.statements for c in s.claims][-1]
    assert last.place is not None
    assert reading.places[last.place].text == place


def test_what_is_answered_was_elsewhere() -> None:
    text = "The rebels said that they had fired rockets at Rastan in retaliation for the air strikes of the past year."
    told = [c for s in read(text).statements for c in s.claims]
    assert [(c.kind, c.place is None) for c in told] == [("shelling", False), ("airstrike", True)]


LATER = " The army entered Aleppo on Tuesday. Aleppo residents fled Aleppo."
"""What makes another place the one that the text names oftenest."""

ROWS = [
    ("Rebels shelled Rastan on Monday. The rebels denied the bombardment.", "Rastan", "taken_up"),
    ("Rebels shelled Rastan on Monday. The shelling wounded nine.", "Rastan", "told_before"),
    ("Rebels shelled Rastan on Monday. The rebels denied firing rockets.", "Rastan", "sentence_before"),
    ("Rebels shelled Rastan on Monday. The rebels denied any involvement.", "Rastan", "taken_up"),
    ("Rebels shelled Rastan on Monday. The army shelled rebels.", "Rastan", "paragraph"),
    ("Rebels shelled Rastan on Monday. The sky was clear. The rebels denied firing rockets.", "Rastan", "paragraph"),
]


@pytest.mark.parametrize(("text", "place", "rule"), ROWS, ids=[r[0][-40:] for r in ROWS])
def test_where_what_is_taken_up_or_denied_happened(text: str, place: str, rule: str) -> None:
    reading = read(text + LATER)
    last = [c for s in reading.statements for c in s.claims if c.trigger.start < len(text)][-1]
    assert last.place is not None
    assert reading.places[last.place].text == place
    assert {w.field: w.rule for w in last.why}["place"] == f"place.{rule}"
