"""How each field of a claim is known, and which claims are firm."""

from __future__ import annotations

import pytest

from rashomon.model import Claim, Report, Statement
from rashomon.reading import readers
from rashomon.reading.grades import GRADED, NEEDED, grades
from rashomon.reading.rules import rules
from rashomon.world import load_world


def claims(text: str) -> list[tuple[Statement, Claim]]:
    report = Report("r", text, "0" * 64, published="2024-03-08", language="en")
    [(_, reading)] = readers.read([report], load_world(("syria",)))
    assert reading is not None
    return [(s, c) for s in reading.statements for c in s.claims]


def test_every_rule_that_has_a_grade_is_there() -> None:
    assert set(grades()) <= set(rules())
    assert set(grades().values()) == {"reference", "context", "published"}
    assert set(NEEDED) <= set(GRADED)


@pytest.mark.parametrize(
    ("text", "firm", "loose"),
    [
        ("The Syrian army shelled Homs on Monday, activists said.", True, ()),
        ("Activists said on Monday that the army had withdrawn from Homs on Sunday.", True, ()),
        ("The Syrian army shelled Homs, activists said.", False, ("time",)),
        ("The Syrian army shelled the market on Monday, activists said.", False, ("place",)),
        ("Activists said that the army had shelled the market.", False, ("place", "time")),
        ("Shelling killed 12 civilians in Homs on Monday, doctors said.", True, ()),
        # how things stand is so as of the report; what came about has a day, told or not
        ("Rebels hold Saraqeb, activists said.", True, ()),
        ("Rebels have seized Saraqeb, activists said.", True, ()),
        ("Rebels seized Saraqeb, activists said.", False, ("time",)),
        # what it was meant for, and where those who did it are
        ("Rebels shelled Hama on Monday to seize Saraqeb, activists said.", True, ()),
        ("Rebels in Idlib launched an offensive on Monday, activists said.", False, ("place",)),
        ("Shells fell in a village 16 km from Saraqeb on Monday, activists said.", False, ("place",)),
        ("Shells fell in a town south of the Syrian city of Homs on Monday, activists said.", False, ("place",)),
        ("Shells fell in a village near Saraqeb on Monday, activists said.", False, ("place",)),
        ("Shells fell south of Saraqeb on Monday, activists said.", True, ()),
        ("Shells fell near Saraqeb on Monday, activists said.", True, ()),
        ("Air strikes killed 12 people in Syria on Monday, activists said.", False, ("place",)),
        ("Shells killed 12 people in Homs and Hama on Monday, activists said.", False, ("place",)),
        ("Jets bombed the towns of Mesraba and Harasta on Monday, activists said.", True, ()),
        ("Jets bombed Mesraba and Harasta on Monday, killing six people, activists said.", False, ("place",)),
        ("A police officer was killed in Syria on Monday, activists said.", False, ("place",)),
        (
            "The army committed a massacre in al-Bureij northeast of Aleppo on Monday, activists said.",
            False,
            ("place",),
        ),
        # what merely stands in the same long sentence need not belong together; what the deed's own words say does
        (
            "Shells killed 12 people on Monday, activists said, as rebels who had left the hills last year after long "
            "talks and had promised not to fire from there again went on with their push to cut the road out of Homs.",
            False,
            ("place",),
        ),
        (
            "Shells killed 12 people in Homs on Monday, activists said, as rebels who had left the hills last year "
            "after long talks and had promised not to fire from there again went on with their push to the main road.",
            True,
            (),
        ),
        # what others had fired before is no weapon of theirs
        ("Troops attacked Saraqeb on Monday after rebels had fired shells, activists said.", True, ()),
        ("Rebels and the government agreed on a truce in Syria on Monday, activists said.", True, ()),
        ("Rebels took a hill on Monday in a push that is a threat to Saraqeb, activists said.", False, ("place",)),
        # "a city which" is the one that its sentence named, "the city" may be any that the text is about
        ("Homs is a city which the army says it holds, activists said.", True, ()),
        ("Hama is calm, and so is Homs. Shells hit the city on Monday, activists said.", False, ("place",)),
        # who gives a deed a name takes it as done
        ("Activists called the rebels' withdrawal from Saraqeb a tactical retreat.", True, ()),
        ("Activists reported a withdrawal from Saraqeb.", False, ("time",)),
        # whose account it is
        ("Mira Tal said the army had shelled Saraqeb on Monday.", False, ("speaker",)),
    ],
)
def test_a_claim_is_firm_where_its_own_words_tell_what_it_needs(text: str, firm: bool, loose: tuple[str, ...]) -> None:
    _, c = claims(text)[0]
    assert (c.firm, c.loose) == (firm, loose), c.grades


def test_a_field_that_another_word_stands_for_is_known_by_reference() -> None:
    (_, first), (_, second) = claims(
        "The Syrian Observatory said that shelling had killed 12 civilians in Homs on Monday. It said that air strikes"
        " had killed 9 civilians in Aleppo on Monday."
    )[:2]
    assert dict(first.grades)["speaker"] == "words"
    assert dict(second.grades)["speaker"] == "reference" and second.firm


def test_what_a_deed_was_meant_for_is_never_firm() -> None:
    found = claims("Rebels shelled Hama on Monday to seize Saraqeb, activists said.")
    assert [(c.modality, c.firm, c.loose) for _, c in found if c.kind == "control"] == [
        ("planned", False, ("modality",))
    ]


def test_a_place_that_another_sentence_names_is_no_ground() -> None:
    first = "The Syrian army shelled Saraqeb on Monday, activists said."
    again = "\n\nRebels shelled the city on Sunday."
    assert [c.firm for _, c in claims(first + again)] == [True, True]  # no other place is named
    assert [c.loose for _, c in claims(first + " Jets bombed Hama on Monday." + again)][-1] == ("place",)


def test_a_time_of_the_lead_counts_for_the_main_event() -> None:
    found = claims(
        "Shelling killed 12 civilians in Homs on Monday, doctors said.\n\nThe army denied that it had shelled Homs."
    )
    assert [(c.polarity, c.firm) for _, c in found] == [
        ("affirmed", True),
        ("denied", True),
    ]  # one happening, and its denial


def test_background_is_never_firm() -> None:
    found = claims("More than 100,000 people have been killed in Syria since March 2011, the UN said on Monday.")
    assert found and all(c.background and not c.firm for _, c in found)
