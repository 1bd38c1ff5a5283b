"""Who says it where a sentence ends in its speaker, and where a semicolon or a colon parts two speakers."""

from __future__ import annotations

import pytest
from spacy.language import Language

from rashomon.model import Report, Span
from rashomon.reading import pipeline
from rashomon.world import World, load_world


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(())


@pytest.fixture(scope="module")
def nlp(world: World) -> Language:
    return pipeline.load(world)


def told(nlp: Language, world: World, text: str) -> list[tuple[str, str]]:
    """(speaker, what is said) of each statement that has a cue."""
    doc = nlp(pipeline.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))
    return [
        (s.speaker.name, " | ".join(text[a:b] for a, b in s.content))
        for s in doc._.statements
        if s.manner != "narration"
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        (
            "A soldier died in Qarna, near the border, the mayor, Mira Tal, said on Friday.",
            "Mira Tal",
            "A soldier died in Qarna, near the border",
        ),
        (
            "Shells fell on the market of Qarna, Mira Tal, the mayor of the town, said.",
            "Mira Tal",
            "Shells fell on the market of Qarna",
        ),
        (  # whom it was told to is nobody who says it
            "Two people were killed in a raid on the village of Qarna, a doctor, Omar Saleh, told the agency.",
            "Omar Saleh",
            "Two people were killed in a raid on the village of Qarna",
        ),
        (
            "Drones hit a depot in Qarna, in the west of Ruritania, the head of the region, Ivan Tal, said on Sunday.",
            "Ivan Tal",
            "Drones hit a depot in Qarna, in the west of Ruritania",
        ),
    ],
)
def test_a_sentence_ends_in_its_speaker(nlp: Language, world: World, text: str, speaker: str, said: str) -> None:
    assert told(nlp, world, text) == [(speaker, said)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Missiles kill 17 in Qarna; Graustark says it hit a depot", [("Graustark", "it hit a depot")]),
        (
            "The army shelled Qarna, killing four; the rebels denied firing first.",
            [("rebels", "firing first")],
        ),
        (
            "According to the mayor, six people died; the army said it had struck a depot.",
            [("mayor", "six people died"), ("army", "it had struck a depot")],
        ),
        (
            "General Mira Tal said an inquiry was under way; he did not rule out that soldiers were involved.",
            [("Mira Tal", "an inquiry was under way"), ("Mira Tal", "soldiers were involved")],
        ),
        (  # what follows a denial is not what it denies
            'The army denies this: "Fighting continues, and the village is ours," said Omar Saleh, its spokesman.',
            [("army", "this"), ("Omar Saleh", "Fighting continues, and the village is ours")],
        ),
        (  # nor is the next paragraph of whoever spoke in the one before
            'Dozens were wounded, a spokeswoman of the clinic said.\n\n"We ran to the gate," said a witness.',
            [("spokeswoman", "Dozens were wounded"), ("witness", "We ran to the gate")],
        ),
    ],
)
def test_two_speakers_in_one_sentence(nlp: Language, world: World, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(name.split(" of ")[0], said) for name, said in told(nlp, world, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A teacher from Qarna, who said her school was hit, has left the town.", ["teacher"]),  # no town says so
        (
            "The defence ministry of Ruritania said it hit a depot. The interior ministry said police had left.",
            ["defence ministry", "interior ministry"],
        ),
        (  # a spokesman of an organisation is a person too
            'A United Nations spokesman said the road was open. "Nobody was hurt," he added.',
            ["United Nations spokesman", "United Nations spokesman"],
        ),
        (  # only the clause that it breaks is theirs
            "The Qarna brigade claimed responsibility for a bomb which, according to the mayor, wounded two soldiers.",
            ["Qarna brigade", "mayor"],
        ),
    ],
)
def test_whose_words(nlp: Language, world: World, text: str, expected: list[str]) -> None:
    assert [name for name, _ in told(nlp, world, text)] == expected


def test_a_body_counts_of_those_told_before(nlp: Language, world: World) -> None:
    text = "The mayor said 36 people were killed. The health division counts 30. The unit counts 30 men."
    assert told(nlp, world, text)[1:2] == [("health division", "30")] and len(told(nlp, world, text)) == 2


def test_a_spokesman_after_two_sides_is_of_neither(nlp: Language, world: World) -> None:
    text = "Russia's health ministry said two had died. Ukrainian police have held three, a spokesman said."
    doc = nlp(pipeline.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))
    assert doc._.statements[-1].speaker.camp == "unknown"
