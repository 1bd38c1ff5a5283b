"""The words around a name: a pattern is searched for only behind a word or a mark in which it can end."""

from __future__ import annotations

import pytest

from rashomon.reading.languages import table
from rashomon.reading.persons.around import _may_match, seen
from rashomon.reading.persons.around_patterns import last_words, pattern

LISTED = sorted({word for words in table("persons")["around"].values() for word in words})
BEHIND = ["", " of", ",", ":", " in", " by", " to", " for", " from", " and", " is", " called", " the"]


@pytest.mark.parametrize(
    ("pattern", "before", "matches"),
    [
        ("object_any", "gunmen shot ", True),
        ("object_any", "Gunmen SHOT “", True),
        ("object_any", "gunmen shot at ", False),
        ("of", "the funeral of ", True),
        ("of", "the funeral ", False),
        ("according", "according to\u2009", True),
        ("named_role", "the shopkeeper ", True),
        ("named_role", "a 9-year-old ", True),
        ("in", "in the besieged northern city of ", True),
        ("in", "in the rebel-held ", True),
        ("in", "over the rebel-held ", False),
        ("dead_above", "Killed:\n", True),
        ("listed", "The dead are: Arvo Mell, ", True),
        ("listed", "The dead are Arvo Mell, ", False),
        ("called", "a man called “", True),
        ("agent", "was told by ", True),
        ("agent", "was hit by ", False),
    ],
)
def test_what_stands_right_before_a_name(pattern: str, before: str, matches: bool) -> None:
    assert seen(pattern, f"{before}Torvik", len(before), len(before) + 6) is matches


@pytest.mark.parametrize("name", sorted(last_words()))
def test_a_pattern_matches_behind_its_last_words_alone(name: str) -> None:
    texts = [f"they saw a {word}{more} " for word in LISTED for more in BEHIND]
    assert [t for t in texts if pattern(name).search(t) and not _may_match(name, t, len(t))] == []
