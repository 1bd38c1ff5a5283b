"""Where and when a deed of a side clause was, and what it is no figure of. All sentences are ours, of no real event."""

from __future__ import annotations

import pytest
from read_claims import claims, read

from rashomon.model import Claim, Reading

FRIDAY = "2016-07-08"
"""Reports of these tests are published on the Sunday after."""


def of_kind(text: str, kind: str) -> tuple[Claim, Reading]:
    reading = read(text)
    return next(c for c in claims(reading) if c.kind == kind), reading


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        # which people or which town is meant
        ("On Friday jets bombed tents of people who had fled Raqqa.", "displacement", None),
        ("Jets supporting forces fighting the group killed 18 people on Friday south of Tabqa.", "clash", None),
        ("Rebels attacked Saraqib, which is controlled by the army, on Friday.", "control", None),
        # what tells of the deed itself, or of what went on there
        ("The attack that killed six people in Homs took place on Friday.", "clash", FRIDAY),
        ("Shells fired by rebels killed four people in Homs on Friday.", "shelling", FRIDAY),
        ("On Friday the army took the town of Saraqib, where six people were killed.", "casualties", FRIDAY),
        ("On Friday a bomb hit a bus in Homs and left nine people wounded.", "bombing", FRIDAY),
        # what came first
        ("Air raids on Hama killed six people on Friday after rebels launched an offensive.", "clash", None),
        ("Air raids on Hama killed six people on Friday after rebels launched an offensive.", "airstrike", FRIDAY),
        # a clause beside
        ("Clashes went on around Hama, and rebels took the town of Saraqib on Friday.", "clash", None),
        ("Clashes went on around Hama, and rebels took the town of Saraqib on Friday.", "control", FRIDAY),
        # which night
        ("The army shelled Saraqib overnight on Friday.", "shelling", FRIDAY),
        # what was done to something beside, and what a speaker did; not an offensive that began then
        ("The strikes were heaviest around Duma, a district seized by rebels on Friday.", "airstrike", None),
        ("Rebels shelled a base that was held by the army and captured by them in Homs on Friday.", "control", FRIDAY),
        ("A video released on Friday shows heavy fighting in Duma.", "clash", None),
        ("Jets hit a hall in Duma where a wedding was held on Friday.", "airstrike", FRIDAY),
        ("The army answered a rebel offensive that began on Friday in Homs.", "clash", FRIDAY),
        # what was asked that day
        ("The minister discussed on Friday how to answer the chemical attack on Duma.", "chemical_attack", None),
        ("The minister discussed the chemical attack on Duma on Friday.", "chemical_attack", FRIDAY),
        # what went on since, and what began it
        ("Farmers have lived in tents since March 2016, when rebels shelled Duma.", "population", "2016-03-01"),
        ("Farmers have lived in tents since March 2016, when rebels shelled Duma.", "shelling", "2016-03-01"),
        # the present is of no day gone by
        ("Rebels have held Saraqib since Friday.", "control", FRIDAY),
    ],
)
def test_the_day_of_another_clause_is_not_its_own(text: str, kind: str, day: str | None) -> None:
    claim, _ = of_kind(text, kind)
    assert claim.time.start == day


@pytest.mark.parametrize(
    ("text", "kind", "place", "rule"),
    [
        # where people came from or went to
        ("On Friday shells hit Talbiseh, wounding ten who were fleeing Homs.", "shelling", "Talbiseh", "target"),
        ("A bomb hit a bus heading to Homs on a road in Hama.", "bombing", "Hama", "target"),
        # between two towns
        (
            "Rebels are advancing on Manbij, a waypoint between the border and Raqqa.",
            "clash",
            "Manbij",
            "preposition",
        ),
        # in answer to what was elsewhere
        ("In retaliation for a raid on Hama, rebels fired rockets on Damascus.", "shelling", "Damascus", "target"),
        # several places
        ("Ten people were killed in rocket attacks on Aleppo and Idlib.", "shelling", "Idlib", "one_of_several"),
        ("Clashes broke out in Homs and in Hama.", "clash", "Homs", "one_of_several"),
        ("Jets bombed the towns of Mesraba and Harasta.", "airstrike", "Mesraba", "one_of_a_list"),
        ("Jets bombed Duma, Syria.", "airstrike", "Duma", "target"),
        # by which an unlisted village is told
        (
            "The army committed a massacre in the village of al-Bureij northeast of Aleppo.",
            "killing",
            "Aleppo",
            "around_a_name",
        ),
        # "the capital" is no other town
        ("Rebels fired rockets from Duma into the capital. Damascus was calm.", "shelling", "Damascus", "this_city"),
    ],
)
def test_where_it_was(text: str, kind: str, place: str, rule: str) -> None:
    claim, reading = of_kind(text, kind)
    assert claim.place is not None
    assert (reading.places[claim.place].text, {w.field: w.rule for w in claim.why}["place"]) == (place, f"place.{rule}")


@pytest.mark.parametrize(
    ("text", "kind", "counts"),
    [
        ("The town of Zabadani has been under siege for more than four years.", "siege", []),
        ("Aid workers have been trying for 20 days to bring medicine to Madaya.", "aid_blocked", ["20"]),
        ("One of the attackers blew himself up in Homs.", "suicide_bombing", []),
        ("Five civilians of one family were killed in air strikes on Homs.", "airstrike", ["Five"]),
        # what came of it
        (
            "Rocket attacks on houses in Aleppo killed 3 people and left 29 others injured.",
            "shelling",
            ["3", "29"],
        ),
        ("Jets bombed Homs and shells hit a market, killing six people.", "airstrike", []),
    ],
)
def test_its_figures(text: str, kind: str, counts: list[str]) -> None:
    claim, reading = of_kind(text, kind)
    assert [reading.counts[i].text for i in claim.counts] == counts


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # "the attack" is the one that came last, also where it was no strike
        (
            "Jets bombed Idlib on Friday. Militants entered Palmyra. The attack was beaten off.",
            ["airstrike", "clash", "clash"],
        ),
        ("Jets bombed a school in Idlib on Friday. The attack was the third in a week.", ["airstrike", "airstrike"]),
        # a weapon of another clause
        ("Troops attacked Saraqib, firing shells at houses.", ["shelling", "shelling"]),
        ("In reprisal for a raid on Hama, rebels fired rockets on Damascus.", ["airstrike", "shelling"]),
        ("Hama is reeling from an aerial assault that came after rebels fired rockets.", ["airstrike", "shelling"]),
        # one happening
        ("Missile strikes on schools in Mayadin killed 23 civilians.", ["shelling"]),
        # no deed
        ("The coalition will not eliminate the threat of terrorism in Raqqa.", []),
        ("Militants are trying to take over positions of the army in Aleppo.", ["control"]),
    ],
)
def test_of_which_kind(text: str, kinds: list[str]) -> None:
    assert [c.kind for c in claims(read(text))] == kinds


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "background"),
    [
        ("At war since early 2011, when police shot at protests in Homs.", "protest", "2011-01-01", "2011-12-31", True),
        ("In tents since March 2016, when rebels shelled Duma.", "shelling", "2016-03-01", "2016-03-31", True),
        ("They have lived in tents since Friday, when rebels shelled Duma.", "shelling", FRIDAY, FRIDAY, False),
        ("Rebels have shelled Duma since March 2016.", "shelling", "2016-03-01", "2016-07-10", False),
    ],
)
def test_what_began_something_was_not_ever_since(text: str, kind: str, start: str, end: str, background: bool) -> None:
    claim, _ = of_kind(text, kind)
    assert (claim.time.start, claim.time.end, claim.background) == (start, end, background)


def test_a_speaker_said_it_when_they_spoke() -> None:
    claim, _ = of_kind("The army, which shelled Homs on Friday, said that rebels had seized Duma.", "control")
    assert (claim.time.start, claim.time.end) == (None, "2016-07-10")
