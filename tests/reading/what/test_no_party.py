"""Who is nobody: qualities, deeds, gerunds and places that the parse puts into a role. All sentences are ours, and tell
of nothing that happened."""

from __future__ import annotations

import pytest
from read_claims import claims, read

ROLES = [
    # text, kind of the last claim looked at, actor, target, holder
    ("Clashes broke out in Saraqeb on Monday.", "clash", None, None, None),
    ("Fierce fighting broke out in Saraqeb on Monday.", "clash", None, None, None),
    ("The latest attempt killed three farmers in Saraqeb.", "casualties", None, "three farmers", None),
    ("The war has killed nine teachers in Saraqeb.", "casualties", None, "nine teachers", None),
    ("Taking the town is part of the campaign to liberate Raqqa.", "control", None, None, None),
    ("The beginning of the battle took Raqqa.", "control", None, None, None),
    # who is somebody stays
    ("Warplanes killed three farmers in Saraqeb.", "airstrike", "Warplanes", "three farmers", None),
    ("Many were killed in Saraqeb on Monday.", "casualties", None, "Many", None),
    ("At least 20 injured were evacuated from Saraqeb.", "displacement", None, "At least 20 injured", None),
    ("The town was shelled by unknown gunmen.", "shelling", "unknown gunmen", "The town", None),
    ("The fighters seized Saraqeb.", "control", None, None, "The fighters"),
    ("Government shelling killed three farmers in Saraqeb.", "shelling", "Government", "three farmers", None),
]


@pytest.mark.parametrize(
    ("text", "kind", "actor", "target", "holder"), ROLES, ids=[f"{r[0][:40]} {r[1]}" for r in ROLES]
)
def test_who_is_somebody(text: str, kind: str, actor: str | None, target: str | None, holder: str | None) -> None:
    last = [c for c in claims(read(text)) if c.kind == kind][-1]
    found = tuple(p and p.text for p in (last.actor, last.target, last.holder))
    if actor == "Government":
        assert found[0] is not None and found[0].startswith(actor)
        assert last.actor is not None and last.actor.camp == "government"
    else:
        assert found == (actor, target, holder)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Airstrikes targeting a village near Saraqeb killed ten people.", {"airstrike"}),
        ("The province was hit by violent unrest.", {"riot"}),
        ("Thirty people are trapped in a building in Saraqeb after an air strike.", {"airstrike"}),
        ("Rebels said thousands are trapped in Aleppo.", {"siege"}),
        ("The blast in Saraqeb released a toxic substance.", {"bombing"}),
    ],
)
def test_the_kind_is_that_of_the_noun(text: str, kinds: set[str]) -> None:
    assert {c.kind for c in claims(read(text))} == kinds


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The army took positions in Homs.", "part"),
        ("The army controls areas held by rebels in Homs.", "part"),
        ("Rebels hold the eastern districts of Homs.", "part"),
        ("The army took Palmyra.", "whole"),
        ("The army seized the city of Homs.", "whole"),
        ("The army took control of the town of Saraqeb.", "whole"),
    ],
)
def test_a_part_of_a_town_is_not_the_town(text: str, part: str) -> None:
    assert [c.part for c in claims(read(text)) if c.kind == "control"][-1] == part
