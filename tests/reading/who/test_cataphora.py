"""Who a report describes before it names it. All sentences are ours, and nobody said them."""

from __future__ import annotations

import pytest
from read_claims import read

NAMED = "The Syrian Observatory for Human Rights said the mill burned."
ANOTHER = " Amnesty International said it was cold."
A_MONITOR = "A war monitor said the road was shut. "


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        (A_MONITOR + NAMED, "sohr"),
        ("A rights group said the road was shut. " + NAMED, "sohr"),  # one may be called the other
        (A_MONITOR + "It rained. It snowed. It rained. " + NAMED, "sohr"),
        (A_MONITOR + "It rained. It snowed. It rained. It snowed. " + NAMED, None),  # too far
        (A_MONITOR + NAMED + ANOTHER, None),  # it might be either
        ("War monitors said the road was shut. " + NAMED, None),  # several
        ("The war monitor said the road was shut. " + NAMED, None),  # known to the reader before
        ("A farmer said the road was shut. " + NAMED, None),
        ("An aid group said the road was shut. " + NAMED, None),
    ],
)
def test_who_is_described_first_and_named_then(text: str, entity: str | None) -> None:
    reading = read(text)
    described, named = reading.statements[:2]
    assert (described.speaker.entity, named.speaker.entity) == (entity, "sohr")
    assert ("speaker.named_later" in {w.rule for w in described.why}) == (entity is not None)
    assert reading.statements[0].speaker.text == text.split(" said ")[0]


def test_who_was_named_before_is_not_described_anew() -> None:
    named, described = read(f"{NAMED} {A_MONITOR} {NAMED}").statements[:2]
    assert (named.speaker.entity, described.speaker.entity) == ("sohr", None)
