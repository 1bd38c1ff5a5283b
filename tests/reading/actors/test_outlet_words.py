"""Whose is an outlet by what it is called? The names are ours, or those of offices that every state has."""

from __future__ import annotations

import hashlib

import pytest

from rashomon.model import Report
from rashomon.reading import pipeline
from rashomon.reading.actors.outlet_words import side_of_outlet
from rashomon.world import load_world


@pytest.mark.parametrize(
    ("name", "camp"),
    [
        ("Russian state news agency", "russia"),
        ("Ministry of Defence of Ukraine", "ukraine"),
        ("Malian armed forces, communiqué no. 61", "mali"),
        ("M23 communiqué", "m23"),
        ("pro-Hezbollah broadcaster", "hezbollah"),
        # no organ, somebody's word in another's outlet, no side, or two
        ("Nigerian daily", None),
        ("Israeli military news site", None),
        ("M23 statement carried by a Gulf broadcaster", None),
        ("Ministry of Defence", None),
        ("Russian and Ukrainian ministry bulletin", None),
        ("UNICEF press release", None),
        ("Reuters", None),
        (None, None),
    ],
)
def test_the_side_of_what_an_outlet_is_called(name: str | None, camp: str | None) -> None:
    found = side_of_outlet(load_world(()).packs, name)
    assert (found.camp if found else None) == camp


@pytest.mark.parametrize(
    ("name", "camp"),
    [
        ("Ahrar al-Sham communiqué", "opposition"),
        ("Syrian Democratic Forces broadcaster", "kurdish"),
        ("Russian Aerospace Forces communiqué", None),  # forces of a state have no outlets as parties have
    ],
)
def test_the_side_of_an_outlet_that_is_called_after_who_is_in_a_pack(name: str, camp: str | None) -> None:
    found = side_of_outlet(load_world(("syria",)).packs, name)
    assert (found.camp if found else None) == camp


def test_a_partys_own_release_speaks_for_it() -> None:
    text = "Shells hit a market in Goma on Monday."
    digest = hashlib.sha256(text.encode()).hexdigest()
    report = Report(id="r", text=text, sha256=digest, outlet="M23 communiqué", published="2024-03-05", language="en")
    ((_, reading),) = pipeline.read([report], load_world(()))
    assert reading is not None
    assert {s.speaker.camp for s in reading.statements} == {"m23"}


def test_whose_a_mayor_is_another_sides_organ_does_not_tell() -> None:
    text = "Two people died when Ukrainian forces shelled Horlivka on Monday, the mayor said."
    digest = hashlib.sha256(text.encode()).hexdigest()

    def camps(outlet: str) -> list[str]:
        report = Report(id="r", text=text, sha256=digest, outlet=outlet, published="2024-03-05", language="en")
        ((_, reading),) = pipeline.read([report], load_world(()))
        assert reading is not None
        return [s.speaker.camp for s in reading.statements if s.cue]

    assert (camps("Russian state news agency"), camps("A daily")) == (["unknown"], ["ukraine"])
