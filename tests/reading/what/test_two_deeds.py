"""Two deeds of one sentence stay two, each with its place and its arms. Sentences are ours, of no real event."""

from __future__ import annotations

import pytest
from read_claims import claims, read

TWO = [
    (
        "After air strikes on Goma on Thursday, rebels entered the village of Rutshuru and killed eleven people.",
        [("airstrike", "Goma"), ("killing", "Rutshuru")],
    ),
    (
        "Rebel fighters entered Rutshuru and killed 20 people, hours after an air strike on Goma.",
        [("killing", "Rutshuru"), ("airstrike", "Goma")],
    ),
    (
        "Soldiers killed twelve herders in Rutshuru following an attack on a post in Goma.",
        [("casualties", "Rutshuru"), ("clash", "Goma")],
    ),
    (
        "An air strike hit Goma, killing four, and gunmen entered Rutshuru and killed six people.",
        [("airstrike", "Goma"), ("killing", "Rutshuru")],
    ),
    (
        "Gunmen attacked Rutshuru while drones struck Goma.",
        [("clash", "Rutshuru"), ("airstrike", "Goma")],
    ),
    # what came of a strike is the strike's
    ("After a strike on a bus near Goma, ten people died.", [("airstrike", "Goma")]),
    ("Ten people were killed after an air strike on a market in Goma.", [("airstrike", "Goma")]),
    ("Ten people were killed when rockets hit a market in Goma.", [("shelling", "Goma")]),
    ("Soldiers attacked Goma with rockets and killed ten people.", [("shelling", "Goma")]),
]


@pytest.mark.parametrize(("text", "rows"), TWO, ids=[r[0][:60] for r in TWO])
def test_each_deed_has_its_own_place_and_kind(text: str, rows: list[tuple[str, str]]) -> None:
    reading = read(text, packs=())
    found = [(c.kind, None if c.place is None else reading.places[c.place].name) for c in claims(reading)]
    assert found == rows
