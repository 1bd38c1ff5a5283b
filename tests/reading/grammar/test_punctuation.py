"""Which texts are taken for texts that lost their commas and apostrophes."""

from __future__ import annotations

import pytest
import spacy

from rashomon.reading.grammar.punctuation import LEAST, unpunctuated

ROW = "Shells fell on the mill at dawn and two guards were hurt the mayor said. "


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        (ROW * 6, True),
        (ROW * 6 + "Nobody was killed, he added.", False),
        (ROW * 6 + "The mill's roof burnt.", False),
        (ROW * 6 + "The mill’s roof burnt.", False),
        (ROW, False),  # a short text may do without
        ("word " * LEAST, True),
        ("word " * (LEAST - 1) + "12 13 14 . . .", False),  # words count, not numbers and marks
        ("", False),
    ],
)
def test_only_a_long_text_without_comma_and_apostrophe_has_lost_them(text: str, lost: bool) -> None:
    doc = spacy.blank("en")(text)
    assert unpunctuated(doc) is lost
    assert unpunctuated(doc) is lost  # as kept
