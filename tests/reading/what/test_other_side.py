"""What the other side says: denials that name no deed, rival figures, whose a figure is, and words that deny nothing.

A row is a text and every claim of its statements: who says it (camp), of what kind, whether it is denied, by whom it is
said to have been done, and how many were killed or hurt. All sentences are ours, and tell of nothing that happened.
"""

from __future__ import annotations

import pytest
from read_claims import read

from rashomon.model import Reading

Row = tuple[str, set[str]]

DENIALS: list[Row] = [
    (
        "Activists said the army shelled Zabadani, killing nine people. The army said it was an absolute lie.",
        {"opposition: shelling by government, 9", "government: not shelling by government"},
    ),
    (
        "Rebels said the army shelled a mill in Homs; the army said it had not.",
        {"opposition: shelling by government", "government: not shelling by government"},
    ),
    (
        "The army said rebels shelled a mill in Homs. The rebels denied the shelling.",
        {"government: shelling by opposition", "opposition: not shelling by opposition"},
    ),
    (
        "Activists said soldiers killed 20 farmers in Douma. The army denied the killings.",
        {"opposition: casualties by government, 20", "government: not casualties by government"},
    ),
    (
        "Activists said army jets bombed a mill in Homs. The army dismissed this as propaganda.",
        {"opposition: airstrike by government", "government: not airstrike by government"},
    ),
    (
        "Activists said army jets bombed a mill in Homs. The army called it a fabrication.",
        {"opposition: airstrike by government", "government: not airstrike by government"},
    ),
    (
        "The army called reports of a massacre by its soldiers in Douma a fabrication.",
        {"government: not killing by government"},
    ),
    (
        "The army insists that reports of its soldiers killing 30 farmers in Douma are propaganda.",
        {"government: not casualties by government, 30"},
    ),
    (
        "Reports that the army shelled a mill in Homs have nothing to do with reality, the army said.",
        {"government: not shelling by government"},
    ),
    ("The army's denial of Friday's shelling of a mill in Homs came late.", {"government: not shelling"}),
    (
        "Shells killed six people in Homs, activists said. The army denied that soldiers had fired on the quarter.",
        {"opposition: shelling, 6", "government: not shelling by government"},
    ),
    ("The army rejected as lies claims that it shelled a mill in Homs.", {"government: not shelling by government"}),
    (
        "The army ridiculed claims that its drones had struck the mill in Homs.",
        {"government: not airstrike by government"},
    ),
    (
        "The claims that the army shelled Homs are not true, a minister said.",
        {"government: not shelling by government"},
    ),
    (
        "Rebels shelled a mill in Homs, the army said. A rebel commander said it was not them.",
        {"government: shelling by opposition", "opposition: not shelling by opposition"},
    ),
    (
        "Rebels shelled a mill in Homs, the army said. A rebel commander said that never happened.",
        {"government: shelling by opposition", "opposition: not shelling by opposition"},
    ),
    ("Moscow categorically rejects that its jets hit the mill in Homs.", {"russia: not airstrike by russia"}),
    ("The army said its gunners had no fire missions in Homs.", {"government: not shelling"}),
]

FIGURES: list[Row] = [
    (
        "Activists said 31 people were killed in Homs. The army put the number at 12.",
        {"opposition: casualties, 31", "government: casualties, 12"},
    ),
    (
        "Activists said 31 people were killed in Homs, while the army said the figure was 12.",
        {"opposition: casualties, 31", "government: casualties, 12"},
    ),
    (
        "Activists said 31 people were killed in Homs. Only four were, the army said.",
        {"opposition: casualties, 31", "government: casualties, 4"},
    ),
    (
        'Activists said 31 people were killed in Homs. "There were 15," an army officer said.',
        {"opposition: casualties, 31", "government: casualties, 15"},
    ),
    (
        "Activists said an air strike killed 31 people in Homs. The army revised it to four.",
        {"opposition: airstrike, 31", "government: casualties, 4"},
    ),
    (
        "The Observatory counted 31 dead in Homs and the army admitted to six.",
        {"monitor: casualties, 31", "government: casualties, 6"},
    ),
    (
        "Activists said 31 people were killed in Homs. The army disputes this figure.",
        {"opposition: casualties, 31", "government: not casualties"},
    ),
    (
        "Activists said 31 people were killed in Homs; state media said the toll was 11.",
        {"opposition: casualties, 31", "government: casualties, 11"},
    ),
]

WHOSE: list[Row] = [
    ("Drones hit a mill in Homs, activists said, killing 64 people.", {"opposition: airstrike, 64"}),
    (
        "The army said it did not shell the mill in Homs, which activists said had killed 39 people.",
        {"government: not shelling by government", "opposition: casualties, 39"},
    ),
    (
        "The army confirmed that it was behind a strike in Homs that activists said killed 64 farmers.",
        {"government: airstrike by government", "opposition: casualties, 64"},
    ),
    (
        "The army said gunmen shelled Homs on Friday and added that rebels killed six people.",
        {"government: shelling", "government: casualties by opposition, 6"},
    ),
    (
        "The army said an air strike destroyed a depot in Homs and alleged that rebels had shelled a school.",
        {"government: airstrike", "government: shelling by opposition"},
    ),
    (
        "Activists told the Coast Mail that army shelling of a bakery in Homs killed nine people.",
        {"opposition: shelling by government, 9"},
    ),
    ("Nine people died in Homs, Twitter said.", {"narrator: casualties, 9"}),
]

OF_ANY_DEED: list[Row] = [
    ("Russia said its troops had captured Homs. Turkey denied it.", {"russia: control", "turkey: not control"}),
    ("Russia said its troops had captured Homs. Turkey denied this.", {"russia: control", "turkey: not control"}),
    ("Russia said its troops hold Homs. Turkey denied the claim.", {"russia: control", "turkey: not control"}),
    ("Russia said its troops hold Homs. Turkey denied the statement.", {"russia: control", "turkey: not control"}),
    ("Russia said its troops took Homs. Turkey called the claim false.", {"russia: control", "turkey: not control"}),
    (
        "Russia said the rebels withdrew from Homs. The rebels denied it.",
        {"russia: withdrawal by opposition", "opposition: not withdrawal by opposition"},
    ),
    (
        "The army said rebels shelled Homs. The rebels denied the statement.",
        {"government: shelling by opposition", "opposition: not shelling by opposition"},
    ),
    (
        "Rebels shelled Homs, the army said. Russia said its troops had taken Palmyra. Rebels denied the announcement.",
        {"government: shelling by opposition", "russia: control", "opposition: not control"},
    ),
    ("Russia said its troops took Homs. The mayor denied the rumour that schools were shut.", {"russia: control"}),
    ("Russia said its troops had not taken Homs. Turkey denied it.", {"russia: not control"}),
]
"""A denial is of what was said right before, be it a use of force or no."""

QUESTIONS: list[Row] = [
    ("Did soldiers shell a mill in Homs?", set()),
    ("Is it true that soldiers shelled a mill in Homs?", set()),
    (
        "Did soldiers shell a mill in Homs? They did, the opposition says.",
        {"opposition: shelling by government"},
    ),
    ("Did soldiers shell a mill in Homs? They were asleep, the opposition says.", set()),
    ("Who shelled a mill in Homs?", {"narrator: shelling"}),  # that it was shelled is granted; "who" is nobody
    ("Why did rebels shell a mill in Homs?", {"narrator: shelling by opposition"}),
]
"""A question affirms nothing, and who answers it with a short yes does."""

TRAPS: list[Row] = [
    ("The army made no mention of any air strikes in Homs.", {"narrator: airstrike"}),
    ("The army did not yet have a toll from the shelling of Homs.", {"narrator: shelling"}),
    ("The army gave no precise toll of the shelling in Homs.", {"narrator: shelling"}),
    ("The coalition had no reports of civilian deaths in Raqqa.", {"narrator: casualties"}),
    (
        "The Russian army said its planes were not in the area at the time of the strike on Idlib.",
        {"russia: airstrike"},
    ),
    ("Until Thursday there had been no fighting in Homs.", {"narrator: clash"}),
    ("The clinic in Homs is unable to cope with the number of wounded people.", {"narrator: casualties"}),
    (
        "The army blew up a bridge in Homs to prevent rebels from attacking the town.",
        {"narrator: bombing by government", "narrator: clash by opposition"},
    ),
]


def said(reading: Reading) -> set[str]:
    """Every claim as the rows above give it."""
    out = set()
    for s in reading.statements:
        for c in s.claims:
            figures = [reading.counts[i].low for i in c.counts if reading.counts[i].what in ("killed", "injured")]
            by = f" by {c.actor.camp}" if c.actor is not None and c.actor.camp != "unknown" else ""
            kind = f"{'not ' if c.polarity == 'denied' else ''}{c.kind}"
            out.add(", ".join([f"{s.speaker.camp}: {kind}{by}", *(f"{n:g}" for n in figures if n is not None)]))
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [*DENIALS, *OF_ANY_DEED, *FIGURES, *WHOSE, *QUESTIONS, *TRAPS],
    ids=lambda x: x[:60] if isinstance(x, str) else "",
)
def test_what_the_other_side_says(text: str, expected: set[str]) -> None:
    assert said(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army confirmed it had shelled a depot in Homs.", "acknowledges"),
        ("The army confirmed that its jets struck a depot in Homs.", "acknowledges"),
        ("The army confirmed that rebels shelled a depot in Homs.", "reports"),
        ("The army confirmed it had withdrawn from Homs.", "reports"),
        ("The Nusra Front claimed responsibility for the bombing of a bus in Homs.", "acknowledges"),
    ],
)
def test_who_confirms_what_they_did_acknowledges_it(text: str, stance: str) -> None:
    assert [s.stance for s in read(text).statements] == [stance]


def test_a_deed_that_is_taken_up_has_its_time() -> None:
    reading = read("The army said rebels shelled a mill in Homs on 4 July. The rebels denied the shelling.")
    assert {c.time.start for s in reading.statements for c in s.claims} == {"2016-07-04"}


@pytest.mark.parametrize(
    "text",
    [
        "The army put the bridge at 12 metres.",
        "Only 12 shops were open in Homs, the army said.",
        "Activists said 31 people were killed in Homs. The number of schools was 12.",
        "Activists said 31 people were killed in Homs. The army gave 12 tents to the town.",
    ],
)
def test_a_number_of_something_else_is_no_rival_figure(text: str) -> None:
    assert 12 not in {c.low for c in read(text).counts if c.what is not None}
