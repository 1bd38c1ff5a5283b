"""A deed that is called made up is denied. All sentences are ours, and tell of nothing that happened."""

from __future__ import annotations

import pytest
from read_claims import claims, read


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The minister said the gas attack in Saraqeb was '100 percent fabricated'.", "denied"),
        ("The minister said the raid on Saraqeb was fabricated.", "denied"),
        ("The minister said the raid on Saraqeb was a fabrication.", "denied"),
        ("The raid on Saraqeb was not fabricated, a nurse said.", "affirmed"),
        ("The raid on Saraqeb was deadly, a nurse said.", "affirmed"),
        ("The raid on Saraqeb destroyed fake papers, a nurse said.", "affirmed"),
    ],
)
def test_what_is_called_made_up(text: str, polarity: str) -> None:
    found = [c.polarity for c in claims(read(text)) if c.kind in ("airstrike", "chemical_attack")]
    assert found == [polarity]
