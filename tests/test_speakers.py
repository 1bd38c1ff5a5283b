"""One speaker through a text: short names, descriptions and pronouns."""

from __future__ import annotations

import pytest
from spacy.language import Language

from rashomon.model import Report, Span
from rashomon.reading import reader
from rashomon.world import World, load_world


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(("syria",))


@pytest.fixture(scope="module")
def nlp(world: World) -> Language:
    return reader.load(world)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "“The road is closed,” said activist Mira Tal. Tal said the army mined it. She said that nobody was hurt.",
            ["Mira Tal", "Mira Tal", "Mira Tal"],
        ),
        (
            "Witness Arvessa, a rights group, said two people died. The group said both were shot. "
            "It blamed the army for the killings.",
            ["Witness Arvessa"] * 3,
        ),
        (  # the group that spoke, not the armed one that was spoken of
            "The Syrian Observatory for Human Rights said Ahrar al-Sham took the hill. The group said ten died.",
            ["Syrian Observatory for Human Rights"] * 2,
        ),
        (  # a ministry is no monitor
            "The Syrian Observatory for Human Rights said ten died. The ministry said nobody was killed.",
            ["Syrian Observatory for Human Rights", "ministry"],
        ),
        ("Residents said two people died. Residents of the next town said three died.", ["Residents", "Residents"]),
    ],
)
def test_who_is_meant(nlp: Language, world: World, text: str, names: list[str]) -> None:
    doc = nlp(reader.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))
    assert [s.speaker.name for s in doc._.statements if s.cue] == names


@pytest.mark.parametrize(
    ("text", "camp"),
    [
        ("Moscow denied that its jets bombed the school.", "russia"),
        ("Russia said its jets bombed the depot.", "russia"),
        ("Hezbollah's television said the army bombed the depot.", "hezbollah"),
        ("A defected officer said the army bombed the depot.", "opposition"),
        ("Mira Tal said the army bombed the depot.", "unknown"),
    ],
)
def test_camps(nlp: Language, world: World, text: str, camp: str) -> None:
    doc = nlp(reader.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))
    assert [s.speaker.camp for s in doc._.statements if s.cue] == [camp]


@pytest.mark.parametrize(
    ("outlet", "camp"), [("SANA", "government"), ("The Norvik Post", "narrator"), (None, "narrator")]
)
def test_the_outlets_own_voice(nlp: Language, world: World, outlet: str | None, camp: str) -> None:
    text = "Rebels shelled the market."
    report = Report("r", text, "0" * 64, outlet=outlet, language="en")
    doc = nlp(reader.make_doc(nlp, report, Span(0, len(text)), world))
    assert [s.speaker.camp for s in doc._.statements] == [camp]
