"""Where the hurt and the dead are taken is not where it befell them. Sentences are ours, and tell of no real event."""

from __future__ import annotations

import pytest
from read_claims import claims, read

SHELLS = "Shells hit a market in Goma on Monday. "
NOT_THERE = [
    SHELLS + "A woman died overnight in a Bukavu hospital.",
    SHELLS + "A woman died of her wounds at a hospital in Bukavu.",
    SHELLS + "Two of the wounded remain in intensive care in Bukavu.",
    SHELLS + "Eleven wounded people were rushed to Bukavu for surgery.",
    SHELLS + "Five others, slightly injured, were evacuated to Bukavu.",
    SHELLS + "A man was killed, and was buried in Bukavu on Tuesday.",
    SHELLS + "The injured were taken to a clinic in Bukavu.",
    SHELLS + "Four wounded children are being treated in Bukavu.",
    SHELLS + "A boy who was wounded is treated at a hospital in the Kadutu quarter of Bukavu.",
    SHELLS + "In Bukavu, hundreds took part in the funeral of a boy who was killed along with his father.",
    # nor is what is told afterwards
    SHELLS + "Two of the wounded remain in intensive care in Bukavu.\n\nFour militiamen were killed later.",
    SHELLS + "The wounded were evacuated to Bukavu. The shelling destroyed a school.",
]
THERE = [
    "Twenty people were killed at a hospital in Goma on Monday when shells hit it.",
    "An air strike hit a hospital in Goma on Monday. Ten people died.",
    "A bomb exploded at a funeral in Goma. Ten mourners were killed.",
    "Rebels rushed to Goma. Ten of them were killed.",
    "Doctors treated the wounded in Bukavu. Gunmen killed nine people in Goma.",
]


@pytest.mark.parametrize("text", [*NOT_THERE, *THERE], ids=lambda t: t[-60:])
def test_where_the_wounded_are_taken_nothing_befell_them(text: str) -> None:
    reading = read(text, packs=())
    last = claims(reading)[-1]
    assert last.place is not None and reading.places[last.place].text == "Goma"


def test_who_treats_them_says_nothing_of_where() -> None:
    (claim,) = claims(
        read("Doctors at a Bukavu clinic said that 12 people wounded in the shelling had died.", packs=())
    )
    assert claim.place is None


def test_a_paragraph_that_opens_at_a_funeral_is_not_where_the_one_before_was() -> None:
    text = SHELLS + "\n\nIn Bukavu, hundreds took part in the funeral of a boy who was killed along with two men."
    assert claims(read(text, packs=()))[-1].place is None
