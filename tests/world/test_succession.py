"""A state's words after another took its place: from the day on that the pack says, and no day before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rashomon.errors import RashomonError
from rashomon.world import World, load_world
from rashomon.world.pack_files import load_packs

PACK = """
name = "isle"
label = "a war on an island"
[camps]
crown = { label = "crown", changes = [{ camp = "league", since = 2019-03-01 }] }
league = { label = "league" }
fleet = { label = "fleet" }
[modifiers]
crown = ["islandic"]
fleet = ["naval"]
[force_modifiers]
crown = ["naval"]
[metonyms]
crown = ["Port Royal"]
[[descriptors]]
phrases = ["harbour warden"]
role = "official"
camp = "crown"
[[descriptors]]
phrases = ["royal thug"]
role = "military"
camp = "crown"
loaded = true
"""


@pytest.fixture
def isle(tmp_path: Path) -> World:
    (tmp_path / "pack.toml").write_text(PACK, encoding="utf-8")
    return load_world((str(tmp_path),))


def words(world: World) -> dict[str, str]:
    naval = next(m for m in world.packs.modifiers if m.word == "naval")
    return {
        "islandic": next(m.camp for m in world.packs.modifiers if m.word == "islandic"),
        "naval officials": naval.camp,
        "naval guns": naval.force,
        "port royal": world.packs.metonyms["port royal"],
        "harbour warden": next(d.camp for d in world.packs.descriptors if "harbour warden" in d.phrases),
        "royal thug": next(d.camp for d in world.packs.descriptors if "royal thug" in d.phrases),
    }


BEFORE = {
    "islandic": "crown", "naval officials": "fleet", "naval guns": "crown", "port royal": "crown",
    "harbour warden": "crown", "royal thug": "crown",
}  # fmt: skip
AFTER = {word: "league" if camp == "crown" else camp for word, camp in BEFORE.items()} | {"royal thug": "crown"}
"""A word of abuse means whom it meant."""


@pytest.mark.parametrize(
    ("day", "told"),
    [(None, BEFORE), (date(2010, 1, 1), BEFORE), (date(2019, 2, 28), BEFORE), (date(2019, 3, 1), AFTER)],
)
def test_words_are_the_heirs_from_the_day_on(isle: World, day: date | None, told: dict[str, str]) -> None:
    assert words(isle.on(day)) == told


def test_who_is_the_home_government_goes_by_the_day() -> None:
    world = load_world(("afghanistan",))
    before, after = world.on(date(2021, 8, 14)).packs, world.on(date(2021, 8, 15)).packs
    assert [before.incumbent(c) for c in ("afghanistan", "taliban")] == [True, False]
    assert [after.incumbent(c) for c in ("afghanistan", "taliban")] == [False, True]


def test_a_world_of_another_day_is_made_once_and_is_the_same_world_by_its_hash(isle: World) -> None:
    later = isle.on(date(2020, 1, 1))
    assert later is isle.on(date(2021, 1, 1)) and later.sha256 == isle.sha256
    assert later.packs.sha256 != isle.packs.sha256, "what is compiled of one is not used for the other"
    assert isle.on(date(2010, 1, 1)) is isle


def test_an_heir_that_is_no_camp_is_named(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text(
        PACK.replace('camp = "league", since', 'camp = "moon", since'), encoding="utf-8"
    )
    with pytest.raises(RashomonError, match="moon"):
        load_packs([str(tmp_path)])


SYRIA = {
    "syrian": ("government", "transitional_government"),
    "assad": ("government", "assad_loyalists"),
    "pro-assad": ("government", "assad_loyalists"),
    "russian": ("russia", "russia"),
}


@pytest.mark.parametrize(("word", "camps"), SYRIA.items(), ids=str)
def test_some_words_of_a_state_go_with_who_lost_it(word: str, camps: tuple[str, str]) -> None:
    """The day before Assad left, and the day on which he did; a report without a date reads as before."""
    world = load_world(("syria",))
    for day, camp in ((None, camps[0]), (date(2024, 12, 7), camps[0]), (date(2024, 12, 8), camps[1])):
        assert next(m.camp for m in world.on(day).packs.modifiers if m.word == word) == camp


def test_a_description_is_parted_among_its_heirs() -> None:
    then = load_world(("syria",)).on(date(2025, 3, 7)).packs
    of = {phrase: d.camp for d in then.descriptors for phrase in d.phrases}
    assert (of["assad loyalist"], of["syrian soldier"]) == ("assad_loyalists", "transitional_government")
    assert then.incumbent("transitional_government") and not then.incumbent("government")
    assert then.metonyms["damascus"] == "transitional_government"
