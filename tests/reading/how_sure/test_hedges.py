"""The word with which whoever tells a deed does not vouch for it. All sentences are ours."""

from __future__ import annotations

import pytest
from read_claims import claims, read


@pytest.mark.parametrize(
    ("text", "hedge", "rule"),
    [
        ("Rebels reportedly shelled Homs.", "reportedly", "adverb"),
        ("Alleged rebels shelled Homs.", "Alleged", "adjective"),
        ("Suspected rebels reportedly shelled Homs.", "Suspected", "adjective"),  # the first of two
        ("Rebels were blamed for the attack in Homs.", "blamed", "unsaid"),
        ("Rebels are said to have shelled Homs.", "said", "unsaid"),
        ("The attack blamed on rebels hit Homs.", "blamed", "unsaid"),
        # somebody says it
        ("Rebels were blamed by the army for the attack in Homs.", None, None),
        ("The attack, blamed by the army on rebels, hit Homs.", None, None),
        ("Rebels shelled Homs.", None, None),
    ],
)
def test_which_word_does_not_vouch_for_it(text: str, hedge: str | None, rule: str | None) -> None:
    (claim,) = claims(read(text))
    assert (claim.hedge and claim.hedge.text) == hedge
    assert [w.rule for w in claim.why if w.field == "hedge"] == ([f"hedge.{rule}"] if rule else [])
    if claim.hedge is not None:
        assert text[slice(*claim.hedge.span)] == hedge
