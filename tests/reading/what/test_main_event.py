"""What a report is chiefly about, and its toll. All texts are ours, and tell of nothing that happened."""

from __future__ import annotations

import pytest
from read_claims import claims, read

MAIN = [
    (
        "A Russian air strike on a market in Idlib killed at least 12 people on Saturday, activists said.\n\n"
        "In March, 300 people died in an attack on Homs.",
        ("airstrike", "Idlib", (12, None)),
    ),
    (
        "A car bomb killed nine people in Damascus on Friday.\n\nThe death toll later rose to 14, a medic said.",
        ("bombing", "Damascus", None),
    ),
    (
        "Rebels captured the town of Morek on Friday.\n\nThe army has held Hama since 2012.",
        ("control", "Morek", None),
    ),
    ("Aid convoys reached Madaya on Monday, the Red Cross said.", ("aid_delivered", "Madaya", None)),
    (
        "The army denied that it had shelled Douma.\n\nFour civilians were killed in Harasta on Friday, medics said.",
        ("casualties", "Harasta", (4, 4)),
    ),
    (
        "The army captured the town of Morek on Friday after heavy fighting with rebels in Hama.",
        ("control", "Morek", None),
    ),
    (
        "Police arrested 14 students in Homs during an operation.\n\nThousands of people later protested in Hama.",
        ("detention", "Homs", None),
    ),
    (
        "Islamic State executed 20 residents in Palmyra.\n\nRussian air strikes hit Palmyra on Sunday.",
        ("killing", "Palmyra", (20, 20)),
    ),
    # how they died is told elsewhere, and by whom; the same figure is of the same event
    (
        "29 rebels killed near Hama: monitor\n\nAt least 29 rebels were killed in clashes with the army in Hama.",
        ("clash", "Hama", None),
    ),
    # what those who were attacked did in turn killed nobody of theirs
    (
        "Rebels killed nine soldiers near Hama on Friday.\n\nThe army carried out air strikes on rebels in Hama.",
        ("casualties", "Hama", (9, 9)),
    ),
    # of those who died as an army went forward, it is not told by what
    (
        "The army managed to advance on Hama on Monday and kill 80 rebels.",
        ("casualties", "Hama", (80, 80)),
    ),
    # rockets and gas in one breath
    (
        "Rockets were fired at Jobar on Friday in what activists called a poison gas attack.",
        ("chemical_attack", "Jobar", None),
    ),
    (
        "Days after a chemical attack in Idlib, a bomb killed nine people in Homs on Friday.",
        ("bombing", "Homs", (9, 9)),
    ),
    (
        "Students protested in Daraa over the shelling of a school in Homs.",
        ("protest", "Daraa", None),
    ),
]


@pytest.mark.parametrize(("text", "main"), MAIN, ids=[text[:40] for text, _ in MAIN])
def test_the_main_claim(text: str, main: tuple[str, str, tuple[int, int | None] | None]) -> None:
    reading = read(text)
    (claim,) = [c for c in claims(reading) if c.id == reading.main]
    assert claim.place is not None
    assert (claim.kind, reading.places[claim.place].text) == main[:2]
    if main[2] is not None:
        assert reading.killed is not None
        assert (reading.killed.low, reading.killed.high) == main[2]


def test_the_toll_names_the_claims_that_give_it() -> None:
    reading = read("Shells killed nine children in Harasta on Friday, medics said. The army is besieging Madaya.")
    assert reading.killed is not None
    holding = [c for c in claims(reading) if c.id in reading.killed.claims]
    assert [c.kind for c in holding] == ["shelling"]
    assert [reading.counts[i].low for c in holding for i in c.counts] == [9]


@pytest.mark.parametrize("text", ["Flour costs more in Homs this year.", ""])
def test_with_no_claim_there_is_no_main_event(text: str) -> None:
    assert (read(text).main, read(text).killed) == (None, None)


def test_a_toll_that_is_not_told_is_none_and_not_zero() -> None:
    assert read("The army shelled Zabadani on Friday.").killed is None
