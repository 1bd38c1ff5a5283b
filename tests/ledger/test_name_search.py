"""Where a name stands in a text, and what of it is left when it was taken out."""

from __future__ import annotations

import pytest

from rashomon.ledger.core.name_search import mentions, parts_left, redacted


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("Jonah Brasc left.", ["Jonah Brasc"], ["Jonah Brasc"]),
        ("JONAH  brásc left; jonah_brasc.html; /jonah%20brasc/", ["Jonah Brasc"], [
            "JONAH  brásc", "jonah_brasc", "jonah%20brasc",
        ]),
        ("Jo\u00adnah Bra\u200bsc", ["Jonah Brasc"], ["Jo\u00adnah Bra\u200bsc"]),
        ("Jonah (called) Brasc", ["Jonah Brasc"], []),
        ("Jonah .... Brasc", ["Jonah Brasc"], []),  # six characters between: two that only stand near each other
        ("Jonahs and MyJonah are others", ["Jonah"], []),
        ("Jonah Brasc the elder", ["Jonah", "Jonah Brasc"], ["Jonah Brasc"]),  # the longer one
        ("Ali met Ali", ["Ali"], ["Ali", "Ali"]),
        ("Ali", [], []),
        ("", ["Ali"], []),
        ("a name of signs: -", ["-"], []),
        ("İlsa ﬁeld", ["ilsa field"], ["İlsa ﬁeld"]),
    ],
)  # fmt: skip
def test_names_are_found_however_they_are_written(text: str, names: list[str], found: list[str]) -> None:
    spans = mentions(text, names)
    assert [text[s.start : s.end] for s in spans] == found
    rest = redacted(text, names)
    assert len(rest) == len(text)
    assert all(set(rest[s.start : s.end]) == {"█"} for s in spans)
    assert "".join(c for i, c in enumerate(text) if not any(s.start <= i < s.end for s in spans)) == rest.replace(
        "█", ""
    )


@pytest.mark.parametrize(
    ("text", "names", "left"),
    [
        ("Jon Brasc came. Brasc and Jon left, Brasc first.", ["Jon Brasc"], {"Brasc": 2, "Jon": 1}),  # of three letters
        ("Al Brasc came; Al stayed.", ["Al Brasc"], {}),  # of two: half of all names begin so
        ("Jon Brasc came.", ["Jon Brasc"], {}),
        ("Brasc. BRÁSC, brasc's", ["Jon Brasc"], {"Brasc": 3}),
        ("Brasc2 is no word of a name", ["Jon Brasc2"], {}),
        ("Jon met Tal.", ["Jon Brasc", "Tal Brasc"], {"Jon": 1, "Tal": 1}),
    ],
)
def test_a_word_of_a_name_that_stands_alone_is_told(text: str, names: list[str], left: dict[str, int]) -> None:
    assert parts_left(text, names) == left
