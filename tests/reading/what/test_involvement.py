"""Who is said to have had a part in a deed, or none. All sentences are ours, and tell of nothing that happened."""

from __future__ import annotations

import pytest
from read_claims import claims, read

ROWS = [
    ("Rebels took part in the raid in Idlib.", "opposition", "affirmed"),
    ("Rebels participated in the attack in Idlib.", "opposition", "affirmed"),
    ("The army was involved in the attack in Idlib.", "government", "affirmed"),
    ("The army had nothing to do with the attack in Idlib.", "government", "denied"),
    ("The army had no role in the attack in Idlib.", "government", "denied"),
    ("The army had no link to the attack in Idlib.", "government", "denied"),
    ("None of the rebels took part in the attack in Idlib.", "opposition", "denied"),
    # no part in it: near, or against it
    ("The army had no answer to the attack in Idlib.", None, None),
    ("The army had links with the town after the attack in Idlib.", None, "affirmed"),
]


@pytest.mark.parametrize(("text", "actor", "polarity"), ROWS, ids=[r[0][:50] for r in ROWS])
def test_who_had_a_part(text: str, actor: str | None, polarity: str | None) -> None:
    (claim,) = claims(read(text))
    assert (claim.actor and claim.actor.camp) == actor
    assert polarity in (None, claim.polarity)


def test_who_remains_involved_had_a_part() -> None:
    deeds = [c for c in claims(read("The army remains involved in the attack in Homs.")) if c.kind == "clash"]
    assert [c.actor and c.actor.camp for c in deeds] == ["government"]
