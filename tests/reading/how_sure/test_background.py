"""What is told beside the news: earlier events, totals, habits, days of remembrance. All sentences are ours."""

from __future__ import annotations

import pytest
from read_claims import claims, read

ROWS = [
    ("Survivors marked the 1988 massacre in Hama on Monday.", "killing", "remembered"),
    ("Families gathered for the anniversary of the massacre in Hama.", "killing", "remembered"),
    ("It was the deadliest attack since a bombing in Hama in March 2014.", "bombing", "compared"),
    ("Some 300 people have been wounded in Homs since May, medics said.", "casualties", "since"),
    ("The army regularly shells the town of Douma.", "shelling", "habit"),
    ("The UN is looking into the reported use of sarin in Homs.", "chemical_attack", "presupposed"),
    ("The UN condemned the attack on the hospital in Homs.", "clash", "presupposed"),
    ("Officials reported at the time 150 people killed in Homs.", "casualties", "at_the_time"),
    ("In 2012 the army had shelled Homs.", "shelling", "long_before"),
    ("The bridge in Homs, which was bombed in 2015, reopened on Monday.", "bombing", "long_before"),
    ("Fighting around Homs has claimed almost 1,100 lives.", "clash", "of_a_war"),
    ("Russia denies targeting hospitals.", "shelling", "denied_in_general"),
    (
        "A car bomb killed twelve people in Homs on Friday. Last week a mortar shell in Damascus killed five people.",
        "shelling",
        "before_the_news",
    ),
]

NEWS = [
    ("Survivors spoke of a massacre in Hama on Monday.", "killing"),
    ("On Monday, the anniversary of the coup, soldiers killed six marchers in Homs.", "casualties"),
    ("It was the deadliest attack since March 2014.", "clash"),
    ("The army has been shelling Homs since Friday.", "shelling"),
    ("Soldiers shelled Homs on Friday, and the UN condemned it.", "shelling"),
    ("The army shelled Homs last week.", "shelling"),
    ("Fighting in Homs has killed 12 people, doctors said on Friday.", "clash"),
    ("The army denied shelling the convoy in Homs.", "shelling"),
    ("At the time of the raid, rebels shelled Homs.", "shelling"),
]


@pytest.mark.parametrize(("text", "kind", "rule"), ROWS)
def test_what_is_told_beside_the_news_is_background(text: str, kind: str, rule: str) -> None:
    (claim,) = [c for c in claims(read(text)) if c.kind == kind]
    assert (claim.background, claim.firm) == (True, False)
    assert next(w.rule for w in claim.why if w.field == "background") == f"background.{rule}"


@pytest.mark.parametrize(("text", "kind"), NEWS)
def test_the_news_is_no_background(text: str, kind: str) -> None:
    assert [c.background for c in claims(read(text)) if c.kind == kind] == [False]


def test_a_figure_of_background_is_not_of_the_event() -> None:
    reading = read("A bomb killed twelve people in Homs on Friday. In March 2014 a bomb in Homs killed 85 people.")
    assert [(c.low, c.scope) for c in reading.counts] == [(12, "event"), (85, "background")]
    assert reading.killed is not None and (reading.killed.low, reading.killed.high) == (12, 12)


def test_the_parts_of_a_total_are_background_too() -> None:
    reading = read(
        "More than 200 people have been killed since fighting erupted in Homs. The dead include 100 soldiers."
    )
    assert all(c.background for c in claims(reading))


def test_a_figure_of_the_event_keeps_its_claim_the_news() -> None:
    reading = read("A raid killed eight people in Homs on Friday, taking the number killed since March to 11,000.")
    assert not all(c.background for c in claims(reading))
