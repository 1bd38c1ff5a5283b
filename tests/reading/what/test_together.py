"""Who did it together with whom: all whom the words name as doers of one deed, the one of `actor` first.

A row is a text, and the camps of `actors` or of `holders` of its last claim. All sentences are ours, and tell of
nothing that happened.
"""

from __future__ import annotations

import pytest
from read_claims import claims, read

ACT = [
    # joined by "and"
    ("The army and Hezbollah shelled Zabadani, activists said.", ["government", "hezbollah"]),
    ("Hezbollah and the army shelled Zabadani, activists said.", ["hezbollah", "government"]),
    ("Russia and the Syrian army bombed Saraqib, activists said.", ["russia", "government"]),
    ("The bakery in Douma was shelled by the army and Hezbollah, activists said.", ["government", "hezbollah"]),
    ("Activists blamed Russia and the army for the bombing of a clinic in Idlib.", ["russia", "government"]),
    ("Neither Russia nor the army bombed Saraqib, the ministry said.", ["russia", "government"]),
    # two words for sides before one noun
    ("Russian and Syrian warplanes bombed Saraqib, activists said.", ["government", "russia"]),
    ("Saraqib was hit by Russian and Syrian air strikes, activists said.", ["government", "russia"]),
    ("Russian-Syrian air strikes killed ten people in Saraqib, activists said.", ["government", "russia"]),
    ("The raid on Saraqib was carried out by Russian and government forces, activists said.", ["government", "russia"]),
    ("Warplanes of Russia and Iran bombed Saraqib, activists said.", ["russia", "iran"]),
    # who helps, in the words of the one who acts
    ("Troops backed by Russian jets shelled Saraqib, activists said.", ["government", "russia"]),
    ("The army, supported by Hezbollah, shelled Zabadani, activists said.", ["government", "hezbollah"]),
    ("The army together with Hezbollah shelled Zabadani, activists said.", ["government", "hezbollah"]),
    ("The army alongside Hezbollah shelled Zabadani, activists said.", ["government", "hezbollah"]),
    # one
    ("The army shelled Zabadani, activists said.", ["government"]),
    ("Russian or Syrian jets bombed Saraqib, activists said.", ["government_or_russia"]),
    ("Rebels, not the army, shelled Zabadani, a resident said.", ["opposition"]),
    ("Zabadani was shelled by rebels and not by the army, a resident said.", ["opposition"]),
    ("The army shelled Zabadani and Russia, activists said.", ["government"]),
    ("Shells fell on Zabadani, activists said.", []),
    # those who fight each other did not do it together
    ("Soldiers and rebels fought in Homs, activists said.", ["government"]),
    # nor do those who use no arms
    ("The army and medics shelled Zabadani, activists said.", ["government"]),
]
HOLD = [
    ("The army and Hezbollah captured Zabadani, state media said.", ["government", "hezbollah"]),
    ("Government forces, backed by Russia, seized the town of Saraqib, activists said.", ["government", "russia"]),
    ("With support from Hezbollah the army captured Zabadani on Monday, activists said.", ["government", "hezbollah"]),
    ("Zabadani was captured by the army and Hezbollah, residents said.", ["government", "hezbollah"]),
    ("The army captured Zabadani, state media said.", ["government"]),
]


@pytest.mark.parametrize(("text", "camps"), ACT)
def test_all_who_did_it(text: str, camps: list[str]) -> None:
    claim = claims(read(text))[-1]
    assert [p.camp for p in claim.actors] == camps
    assert claim.actor == (claim.actors[0] if camps else None)


@pytest.mark.parametrize(("text", "camps"), HOLD)
def test_all_who_hold_it(text: str, camps: list[str]) -> None:
    claim = claims(read(text))[-1]
    assert [p.camp for p in claim.holders] == camps
    assert claim.holder == claim.holders[0]


def test_each_has_its_own_words_and_the_rule_is_told() -> None:
    text = "The army and Hezbollah shelled Zabadani, activists said."
    (claim,) = claims(read(text))
    assert [text[slice(*p.span)] for p in claim.actors if p.span] == ["The army", "Hezbollah"]
    assert {w.field: (w.rule, text[slice(*w.at)]) for w in claim.why if w.at}["actors"] == (
        "party.together",
        "Hezbollah",
    )
