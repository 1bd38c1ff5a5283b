"""Whose turn it is in a transcript, and which lines with a colon are no turns. All texts are ours."""

from __future__ import annotations

import pytest

from rashomon.reading.grammar.labels import turns


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Host: What fell?\nDr. Ila Noor: The bridge fell.\nHost: Thanks.",
            [("Host", "What fell?"), ("Dr. Ila Noor", "The bridge fell."), ("Host", "Thanks.")],
        ),
        ("Q: Did it fall?\n\nA: It did.\n\nMore tomorrow.", [("Q", "Did it fall?"), ("A", "It did.")]),
        # an answer goes on to the next label
        (
            "MR. TAL: It fell.\n\nWe saw it.\n\nMR. TAL: Again.",
            [("MR. TAL", "It fell.\n\nWe saw it."), ("MR. TAL", "Again.")],
        ),
        ("Mira al-Noor: It fell.\nInterviewer: When?", [("Mira al-Noor", "It fell."), ("Interviewer", "When?")]),
        # no transcripts: a list, headings, a caption, one label, places
        ("Killed: 12 soldiers\nWounded: 30", []),
        ("Background: It fell in May.\n\nOutlook: It will be built again.", []),
        ("Reporter: Ila Noor\nCaption: Mira Tal", []),
        ("MR. TAL: It fell.", []),
        ("Upper Kessin: 12 were killed.\nUpper Kessin: 4 were killed.", []),
        ("At 12:30 it fell: nobody was there.", []),
    ],
)
def test_turns(text: str, told: list[tuple[str, str]]) -> None:
    found = turns(text)
    assert [(text[slice(*t.label)], text[slice(*t.content)].strip()) for t in found] == told
