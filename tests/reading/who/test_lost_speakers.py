"""Speakers whom the parse hides: no sentence that says who said it is the outlet's. All sentences are ours."""

from __future__ import annotations

import pytest
from read_claims import read

Row = tuple[str, str]


def told(text: str) -> list[Row]:
    """(speaker, what is said) of each statement that has a cue."""
    said = [s for s in read(text, ()).statements if s.cue]
    return [(s.speaker.name, " | ".join(text[a:b] for a, b in s.content)) for s in said]


def camp_of_last(text: str) -> tuple[str, str]:
    last = [s.speaker for s in read(text, ()).statements if s.cue][-1]
    return last.name, last.camp


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # behind the words, where the parse takes the speaker for more of the place before
        (
            "Nine people drowned on Monday when guards chased a boat off the Zenda landing south of El Qarna, "
            "the Zenda Relief Room said in a note.",
            [
                (
                    "Zenda Relief Room",
                    "Nine people drowned on Monday when guards chased a boat off the Zenda landing south of El Qarna",
                )
            ],
        ),
        (
            "Overnight the rebels shelled villages of the BNR six times, leaving one man dead in Hentzau, "
            "the republic's office for listing damages reported.",
            [
                (
                    "republic's office",
                    "Overnight the rebels shelled villages of the BNR six times, leaving one man dead in Hentzau",
                )
            ],
        ),
        # both halves of what it ends
        (
            "The Strelsau Guard's boats did shell the river road on Friday night, but their target was a store "
            "used by the Dawn militias, Major General Ivan al-Rask said on Monday.",
            [
                (
                    "Ivan al-Rask",
                    "The Strelsau Guard's boats did shell the river road on Friday night, but their target was a store "
                    "used by the Dawn militias",
                )
            ],
        ),
        (
            "Six people died in the raid, the mayor said on Monday, and nine were hurt.",
            [("mayor", "Six people died in the raid | nine were hurt")],
        ),
        # but not what goes on behind a quotation
        ("“He loves us,” Mira Tal said, and soon the lights went out.", [("Mira Tal", "He loves us")]),
        # nor what is set against it
        (
            "The army said it held the town, although shots could be heard in the evening.",
            [("army", "it held the town")],
        ),
        # those who say it have no name
        ("Those who fled the town say the mill burnt down.", [("Those", "the mill burnt down")]),
        # a clause before the speaker has a verb that could say something, too
        (
            "Back when he wrote his book, Omar Saleh said that he was poor.",
            [("Omar Saleh", "he was poor")],
        ),
        # the second of two verbs
        (
            "The ministry confirmed the raid, then denied that it had confirmed anything.",
            [("ministry", "the raid"), ("ministry", "it had confirmed anything")],
        ),
        (
            "The mayor blamed the rebels, but later said he had been misquoted.",
            [("mayor", "the rebels"), ("mayor", "he had been misquoted")],
        ),
        (
            "Meanwhile, a source at the port denied that it had been hit by drones on Friday, then said one "
            "foreign crew member of a tug had been killed.",
            [
                ("source", "it had been hit by drones on Friday"),
                ("source", "one foreign crew member of a tug had been killed"),
            ],
        ),
        # a second "that", behind a quotation
        (
            'A clerk said that the road was "perfectly safe", and that nobody had been hurt.',
            [("clerk", 'the road was "perfectly safe", and that nobody had been hurt')],
        ),
        # beside what was said in the past, what somebody else says now
        (
            "The mayor said six people died, and the hospital puts the toll at nine.",
            [("mayor", "six people died"), ("hospital", "the toll at nine")],
        ),
        # what somebody is presented as
        ("Soldiers killed two men whom the police portrayed as smugglers.", [("police", "two men | as smugglers")]),
        (
            "The shepherd was one of the six men the army presented on Friday as rebels killed at the ford.",
            [("army", "the six men | as rebels killed at the ford")],
        ),
        (
            "Nine people, presented later by the ministry as rebels, were buried on Friday.",
            [("ministry", "Nine people | as rebels")],
        ),
        # the passive, with who did report it
        ("A ninth wounded man was reported last night by the Zenda clinic.", [("Zenda clinic", "A ninth wounded man")]),
        ("The deaths were announced on Friday by the army.", [("army", "The deaths")]),
        # a participle that opens the sentence is nobody's name
        ("Contacted, a doctor in Qarna conceded that the ward was closed.", [("doctor", "the ward was closed")]),
        # a quotation of several sentences that a medium carries
        (
            "“The ferry was hit from the shore. The crew died,” the navy was quoted as saying by Dawn Radio.",
            [
                ("navy", "The ferry was hit from the shore. The crew died"),
                ("Dawn Radio", "The ferry was hit from the shore. The crew died,” the navy | as saying"),
            ],
        ),
        # a long rest of the cue's sentence between two quotations
        (
            "“This is no reform,” said Ivan Rask, an economist who once led the budget office and now speaks for the "
            "Action Forum, a group of farmers and mill owners from all over the river valley. “It costs too much.”",
            [("Ivan Rask", "This is no reform | It costs too much")],
        ),
        # whom somebody tells to do something
        (
            "The army told residents of the valley to leave by noon.",
            [("army", "residents of the valley to leave by noon")],
        ),
        # an infinitive that is another's to do says nothing
        ("The ministry urged guards to report all thefts.", [("ministry", "to report all thefts")]),
        # a body called by a noun that names a deed, too
        ("The Tal campaign says the mayor will speak on Monday.", [("Tal campaign", "the mayor will speak on Monday")]),
        # what a cue in quotation marks takes stands in them
        (
            "Ivan Rask, a historian who attended the session, recalled, "
            "\"Out of nowhere, he said, 'If we do nothing about the river, all is lost.'\"",
            [("Ivan Rask", "Out of nowhere, he said, 'If we do nothing about the river, all is lost")],
        ),
        # a message that somebody got or knows of
        (
            "The police are aware of posts on several sites claiming that two girls were abducted.",
            [("posts", "two girls were abducted")],
        ),
        (
            "The mayor rejected letters from unknown persons accusing him of theft.",
            [("mayor", "letters from unknown persons accusing him of theft"), ("unknown persons", "him of theft")],
        ),
        ("There was a report that a mill had burnt.", [("unknown", "a mill had burnt")]),
        ("The film ends with footage of Mira Tal saying that she left.", [("Mira Tal", "she left")]),
        # a verb that the tagger took for a noun, and what it rejects
        (
            "The junta rejects as baseless a report that its men burnt 30 houses.",
            [("junta", "as baseless a report that its men burnt 30 houses")],
        ),
        # claims of a people
        ("Asked about Turkish claims that a boy had died, she left the room.", [("Turkish", "a boy had died")]),
    ],
)
def test_who_said_it_is_found(text: str, expected: list[Row]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The office for documenting damages is closed on Fridays.",  # what it is there for
        'The council asked the mission to name the culprit rather than condemn an attack "that nobody ordered".',
        "The house was shown on Friday as part of the tour.",
    ],
)
def test_who_says_nothing(text: str) -> None:
    assert [row for row in told(text) if row[0] not in ("council",)] == []


@pytest.mark.parametrize(
    ("text", "name", "camp"),
    [
        # a name behind its words, with nothing that explains it: whoever was described just before
        (
            "Two mills burnt down, a spokesman for the Dawn rebels said.\n\nThe first fire broke out at noon, "
            "Ivan Rask said.",
            "Ivan Rask",
            "dawn",
        ),
        # not where words explain who it is, nor where the name has come up before
        (
            "Two mills burnt down, a spokesman for the Dawn rebels said.\n\nThe fire broke out at noon, "
            "Ivan Rask, a baker, said.",
            "Ivan Rask",
            "unknown",
        ),
        (
            "Ivan Rask lost his mill. Two mills burnt down, a spokesman for the Dawn rebels said. The fire broke out "
            "at noon, Ivan Rask said.",
            "Ivan Rask",
            "unknown",
        ),
        # the ministry's man is of the ministry's side, though no name of it is left
        (
            "The Ministry of Health of Turkey said two nurses had died. The ministry's spokesman, Ivan Rask, said the "
            "ward was marked.",
            "Ivan Rask",
            "turkey",
        ),
        # whose press office it is stands there; nobody else's
        (
            "According to the World Health Organization, the clinic is closed.\n\nThe guards repelled an attack, "
            "commander Ivan Rask's press office said.",
            "commander Ivan Rask's press office",
            "unknown",
        ),
        # a reporter is a person
        (
            "A source told the channel that he was ill. The censors hide the losses, the channel's correspondent "
            "said; he spoke of four wounded men.",
            "channel's correspondent",
            "media",
        ),
    ],
)
def test_whose_side_was_told_just_before(text: str, name: str, camp: str) -> None:
    assert camp_of_last(text) == (name, camp)
