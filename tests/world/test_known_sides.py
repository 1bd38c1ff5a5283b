"""States and movements, each a camp of its own until a pack says whose."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.errors import RashomonError
from rashomon.world.known_sides import known_sides, label_of
from rashomon.world.pack_files import load_packs

PACK = """name = "island"
label = "the island"
[camps]
crown = { label = "the crown" }
fleet = { label = "the fleet" }
[modifiers]
crown = ["peruvian"]
[states]
chile = "fleet"
"""


def packed(folder: Path, text: str = PACK) -> str:
    (folder / "pack.toml").write_text(text, encoding="utf-8")
    return str(folder)


def test_each_row_has_an_id_and_a_name_of_its_own() -> None:
    rows = known_sides()
    assert len({row.camp for row in rows}) == len(rows)
    assert {row.camp for row in rows} >= {"russia", "united_states", "united_kingdom", "dr_congo", "hamas"}


@pytest.mark.parametrize(
    ("state", "camp"),
    [
        ("CL", "fleet"),  # [states]
        ("PE", "crown"),  # the pack gives "Peruvian" a camp, and with it the state
        ("BO", "bolivia"),  # of which the pack says nothing
    ],
)
def test_a_pack_says_which_camp_stands_for_a_state(tmp_path: Path, state: str, camp: str) -> None:
    assert load_packs([packed(tmp_path)]).sides.of_country[state] == camp


def test_what_no_state_is_and_what_no_camp_is_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RashomonError, match="atlantis"):
        load_packs([packed(tmp_path, PACK.replace("chile", "atlantis"))])
    with pytest.raises(RashomonError, match="nobody"):
        load_packs([packed(tmp_path, PACK.replace('"fleet"\n', '"nobody"\n'))])


@pytest.mark.parametrize(
    ("camp", "label"),
    [("peru", "Peru"), ("dr_congo", "DR Congo"), ("q19", "Q19"), ("army_of_the_tor", "Army of the Tor")],
)
def test_a_camp_that_no_pack_defines_has_a_label(camp: str, label: str) -> None:
    assert load_packs().camp_label(camp) == label


def test_a_label_from_an_id() -> None:
    assert label_of("pdf") == "PDF" and label_of("red_sickle") == "Red Sickle"
