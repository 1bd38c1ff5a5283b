"""Whose side a speaker and a party is on where no pack says it: states, peoples, parties that fight, bare offices."""

from __future__ import annotations

import pytest
from spacy.language import Language

from rashomon.model import Report, Span
from rashomon.reading import pipeline
from rashomon.world import World, load_world


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.fixture(scope="module")
def nlp(world: World) -> Language:
    return pipeline.load(world)


def speakers(nlp: Language, world: World, text: str) -> list[tuple[str, str]]:
    """Name and camp of each speaker in the order of the text, the outlet left out."""
    doc = nlp(pipeline.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))
    return [(s.speaker.name, s.speaker.camp) for s in doc._.statements if s.speaker.role != "narrator"]


@pytest.mark.parametrize(
    ("text", "name", "camp"),
    [
        ("Bolivian officials said two people died.", "Bolivian officials", "bolivia"),
        ("A Kenyan minister said two people died.", "Kenyan minister", "kenya"),
        ("Peru's defence ministry said two people died.", "Peru's defence ministry", "peru"),
        ("Norway said two people died.", "Norway", "norway"),
        ("Canberra said two people died.", "Canberra", "australia"),
        ("The Kremlin said two people died.", "Russian government", "russia"),  # by the name of its entry
        ("Xinhua said two people died.", "Xinhua", "china"),
        ("Kachin officials said two people died.", "Kachin officials", "kachin_independence_army"),
        ("Hamas said two people died.", "Hamas", "hamas"),
        ("Sylvanian officials said two people died.", "Sylvanian officials", "sylvanian"),  # of no land that is known
        ("President Mira Tal of Chile said two people died.", "Mira Tal", "chile"),
        ("Representatives from Chile said two people died.", "Representatives", "chile"),
        ("Peruvian-appointed officials said two people died.", "Peruvian-appointed officials", "peru"),
        (
            "Peruvian-backed officials said two people died.",
            "Peruvian-backed officials",
            "unknown",
        ),  # only helped by Peru
        ("Officials said two people died.", "Officials", "government"),
        ("Peruvians said two people died.", "Peruvians", "peru"),
        ("Palestinians say two people died.", "Palestinians", "palestine"),
        ("LIMA, March 12 (Agency) - Peruvians said two people died.", "Peruvians", "peru"),
        ("The Philippines said two people died.", "Philippines", "philippines"),  # the state
        ("Yemenis said two people died.", "Yemenis", "unknown"),  # of any of the sides that fight over it
        ("Republicans said two people died.", "Republicans", "unknown"),
    ],
)
def test_a_state_or_a_movement_is_a_side(nlp: Language, world: World, text: str, name: str, camp: str) -> None:
    assert speakers(nlp, world, text) == [(name, camp)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (  # introduced with initials: one side
            "The Green Dawn Front (GDF) took the mill, residents said. The GDF said it had lost nobody.",
            [("residents", "local"), ("Green Dawn Front", "green_dawn_front")],
        ),
        (  # initials that only fit
            "The People's Shield Army took the mill, a PSA fighter said.",
            [("PSA fighter", "peoples_shield_army")],
        ),
        ("Zorbal rebels took the mill. Zorbal said it had lost nobody.", [("Zorbal", "zorbal")]),
        ("Q19's military spokesperson, Ado Ken, said it had lost nobody.", [("Ado Ken", "q19")]),
        (
            "The Tin Lantern, an armed group, said it had lost nobody.",
            [("Tin Lantern", "tin_lantern")],
        ),
        ("A spokesman for the Red Sickle Brigade said it had lost nobody.", [("spokesman", "red_sickle_brigade")]),
        ("The ministry run by the Red Sickle Brigade said two died.", [("ministry", "red_sickle_brigade")]),
        ("The Bolivian National Army said two died.", [("Bolivian National Army", "bolivia")]),  # no party of its own
    ],
)
def test_a_named_party_that_fights_is_a_side(
    nlp: Language, world: World, text: str, found: list[tuple[str, str]]
) -> None:
    assert speakers(nlp, world, text) == found


@pytest.mark.parametrize(
    ("text", "camps"),
    [
        # the state that spoke owns what comes next
        ("Peru denied it. The ministry said two people died. The president said three died.", ["peru", "peru", "peru"]),
        ("Bolivian officials denied it. The army said two people died.", ["bolivia", "bolivia"]),
        # a new paragraph begins with no owner, and two states are in the report
        ("Peru denied it.\n\nChile denied it.\n\nThe army said two people died.", ["peru", "chile", "unknown"]),
        # the only state party
        ("Peruvian troops took the mill.\n\nThe army said two people died.", ["peru"]),
        # who shells a town of another land is not its mayor's side
        ("Bolivian shelling killed two people in Lima, the mayor said.", ["unknown"]),
        # others only speak, and one army is named
        (
            "Egypt denied it.\n\nIsraeli troops took the mill in Rafah in Gaza.\n\nThe army said two people died.",
            ["egypt", "israel"],
        ),
        # not the army of who came into a land that has one of its own
        (
            "Rwandan troops entered Goma.\n\nChile denied it.\n\nThe army said two people died.",
            ["chile", "unknown"],
        ),
        # an office of the place that its paragraph last named
        (
            "Peruvian and Chilean troops clashed in Lima.\n\nPolice in Santiago ran. A prosecutor said two died.",
            ["chile"],
        ),
        # no state: there is but one government
        ("Rebels took the mill. The army said two people died.", ["government"]),
    ],
)
def test_whose_a_bare_office_is(nlp: Language, world: World, text: str, camps: list[str]) -> None:
    assert [camp for _, camp in speakers(nlp, world, text)] == camps


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "The UN said Zorbal rebels killed 30 villagers. The group denied being behind the killings.",
            ("Zorbal", "zorbal"),
        ),
        (
            "Zorbal militants took the mill, the Peruvian army said. A spokesman for the group said two died.",
            ("spokesman", "zorbal"),
        ),
        (
            "The president said the road was open. The UN head, Ado Ken, said he was worried. He said two died.",
            ("Ado Ken", "un"),
        ),
        (
            "Driver Ado Ken said the road was open. His cousin Mira Tal disagreed. “Two died,” she said.",
            ("Mira Tal", "local"),  # a cousin, so of the place
        ),
        ("UNICEF said two died. The UN peacekeeping mission said three died.", ("UN peacekeeping mission", "un")),
    ],
)
def test_no_reference_crosses_to_another_side(nlp: Language, world: World, text: str, last: tuple[str, str]) -> None:
    assert speakers(nlp, world, text)[-1] == last


def test_a_party_may_be_the_last_word_of_a_text(nlp: Language, world: World) -> None:
    """Beside a party whose name is longer: no text goes on behind its end."""
    text = (
        "The Red Dawn Liberation Brigade attacked a village on Monday, residents said. Fighters of the rebel group"
        " Kestrel Front burned houses. Police blamed Kestrel Front"
    )
    doc = nlp(pipeline.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))
    assert [m.name for m in doc._.mentions if m.kind == "organisation"] == [
        "Red Dawn Liberation Brigade",
        "Kestrel Front",
        "Kestrel Front",
    ]
