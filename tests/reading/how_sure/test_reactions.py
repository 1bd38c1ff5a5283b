"""A deed that only brings about what others feel is taken as known, and so is that of "the victims": no news."""

from __future__ import annotations

import pytest
from read_claims import claims, read


@pytest.mark.parametrize(
    ("text", "kind", "background"),
    [
        ("The capture of Saraqeb has raised concern in Ankara.", "control", True),
        ("The raid on Saraqeb drew condemnation.", "airstrike", True),
        ("The raid on Saraqeb killed nine people.", "airstrike", False),
        ("The wounded were flown to Hama.", "casualties", True),
        ("Families of the victims waited in Hama.", "casualties", True),
        ("Four wounded were flown to Hama.", "casualties", False),
        ("Rebels captured Saraqeb on Monday.", "control", False),
    ],
)
def test_what_others_feel_of_it(text: str, kind: str, background: bool) -> None:
    assert [c.background for c in claims(read(text)) if c.kind == kind] == [background]
