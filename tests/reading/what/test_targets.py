"""To whom or what it was done, and by whom, in the constructions that tell it.

A target is people, a side, a building, a place: never what they were hit with, nor how many, nor a pronoun that stands
for nobody known. A row is a text and actor and target of its last claim. All sentences are ours, and tell of nothing
that happened.
"""

from __future__ import annotations

import pytest
from read_claims import claims, read

ROWS: list[tuple[str, str | None, str | None]] = [
    # what somebody hits with is no target
    ("A rigged motorcycle was detonated by rebels in Hasakah.", "opposition", None),
    ("Two barrels dropped by army helicopters killed nine people in Aleppo.", "government", None),
    # what they drop it on is
    ("Army helicopters dropped barrel bombs on the Sakhour district of Aleppo.", "government", "the Sakhour district"),
    ("A car bomb was rammed into a police station in Hama.", None, "a police station"),
    ("A truck bomb was driven into the gates of a hospital in Hama.", None, "the gates"),
    # of a number the people that it counts, else nobody
    ("Thousands of civilians fled Idlib.", None, "Thousands of civilians"),
    ("The army killed dozens of rebels near Hama.", "government", "dozens of rebels"),
    ("Rebels killed 110 in Hama.", "opposition", None),
    ("Dozens were killed in Hama.", None, None),
    ("Many were killed in Hama.", None, "Many"),
    # a pronoun
    ("A blast in Homs killed them.", None, None),
    # who is defended is attacked
    ("Troops defended their positions from rebel attacks in Idlib.", "opposition", "their positions"),
    # a day between the verb and its object makes no passive
    (
        "A source said that rebels targeted on Wednesday morning the Midan neighborhood in Aleppo with rockets.",
        "opposition",
        "the Midan neighborhood",
    ),
    # what was downed
    ("Rebels downed two army jets over Idlib.", "opposition", "two army jets"),
    # by whom, behind the deed
    ("Nine soldiers died at the hands of rebels in Homs.", "opposition", "Nine soldiers"),
    ("Dozens died in an attack in Idlib, reportedly conducted by the army.", "government", None),
    ("Jets of Russia bombed Saraqib.", "russia", "Saraqib"),
    ("Soldiers were shot at by rebels in Homs.", "opposition", "Soldiers"),
    ("Police were fired on by gang members in Homs on Sunday.", "unknown", "Police"),
    ("Two rebels killed on Monday the army said.", None, "Two rebels"),
    ("Activists accuse army helicopters of bombing rebel sites in Kafranbel.", "government", "rebel sites"),
    # shrapnel is nobody
    ("Two children were hit by shrapnel in Homs.", None, "Two children"),
]


@pytest.mark.parametrize(("text", "actor", "target"), ROWS)
def test_who_did_it_to_whom(text: str, actor: str | None, target: str | None) -> None:
    claim = claims(read(text))[-1]
    assert (claim.actor and claim.actor.camp, claim.target and claim.target.text) == (actor, target)


ANSWERS = [
    # another's part is laid to him, one's own is owned
    ("A strike hit a clinic in Idlib. The minister alleged Iranian involvement.", "affirmed", "iran"),
    ("A strike hit a clinic in Idlib. The army claimed responsibility.", "affirmed", "government"),
    # what an accusation tells is what is denied
    (
        "A strike by the army hit a clinic in Idlib. Turkey rejected accusations by Iran that it supplies arms.",
        None,
        None,
    ),
    ("The army said its forces had struck a base in Idlib. Rebels called it a lie.", None, None),
    ("Rebels said the army had struck a clinic in Idlib. The army called it a lie.", "denied", "government"),
]


@pytest.mark.parametrize(("text", "polarity", "actor"), ANSWERS)
def test_what_is_answered(text: str, polarity: str | None, actor: str | None) -> None:
    second = text.index(". ")
    found = [c for c in claims(read(text)) if c.trigger.start > second and c.kind != "arms_transfer"]
    assert [(c.polarity, c.actor and c.actor.camp) for c in found] == ([] if polarity is None else [(polarity, actor)])


@pytest.mark.parametrize(
    ("text", "camp"),
    [
        # the first pronoun of what somebody says stands for him, not where others were told of before
        ("The army said it had shelled a village near Idlib.", "government"),
        ("They shelled a village near Idlib, the army said.", "unknown"),
        # of two in a row each is taken by its own words
        ("A gunman and the rebels shelled a village near Idlib.", "opposition"),
    ],
)
def test_for_whom_the_subject_stands(text: str, camp: str) -> None:
    actor = claims(read(text))[-1].actor
    assert actor is not None
    assert actor.camp == camp
