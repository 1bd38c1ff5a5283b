"""What is told of places in general, and places that only lie to others. All sentences are ours, and tell of nothing
that happened."""

from __future__ import annotations

import pytest
from read_claims import claims, read

RAID = "Jets bombed Saraqeb on Monday. "


@pytest.mark.parametrize(
    ("text", "general"),
    [
        (RAID + "Hospitals have been hit by air strikes throughout the war.", True),
        (RAID + "Towns besieged for years have been starved by the army.", True),
        (RAID + "Both sides have shelled civilian areas.", True),
        (RAID + "Government forces besiege suburbs.", True),
        # one time, one place, or where it was
        (RAID + "The strikes killed ten people.", False),
        (RAID + "The town has been besieged since May.", False),
        (RAID + "Rockets hit homes.", False),
        (RAID + "Hospitals in Idlib have been hit by air strikes.", False),
        (RAID + "Two schools have been hit by shells.", False),
    ],
)
def test_what_is_said_of_places_in_general_is_nowhere(text: str, general: bool) -> None:
    last = claims(read(text))[-1]
    assert (last.place is None and last.background and not last.firm) == general


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels shelled a hill that overlooks Saraqeb.", None),
        ("Rebels shelled the hill overlooking Saraqeb.", None),
        ("Rebels shelled a village near Saraqeb.", "text"),
        ("A bomb hit buses with people evacuated from the towns of Binnish and Saraqeb.", None),
        ("Evacuees from besieged towns saw a raid on Homs.", "text"),
    ],
)
def test_where_it_is_not(text: str, place: str | None) -> None:
    last = claims(read(text))[-1]
    assert (last.place_from if last.place_from == "text" else None) == place
