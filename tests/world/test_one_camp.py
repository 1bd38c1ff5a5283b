"""One state is one camp: in each pack alone, and in any two that are loaded together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from rashomon.world import pack_files as module
from rashomon.world.importers import import_places
from rashomon.world.known_sides import known_sides
from rashomon.world.one_camp import one_camp_each
from rashomon.world.pack_files import ALWAYS, load_packs, shipped
from rashomon.world.packs import Pack

NAMES = tuple(name for name in shipped() if name != ALWAYS)
STATES = {side.country: side for side in known_sides() if side.country}
OFTEN_TOGETHER = [(name, "syria") for name in NAMES if name != "syria"] + [
    ("syria", "iraq"),
    ("syria", "israel-palestine"),
    ("iraq", "israel-palestine"), ("sahel", "libya"), ("sudan", "ethiopia"), ("ukraine", "caucasus"),
    ("yemen", "somalia"),
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _read_each_file_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_read", cache(module._read))
        patch.setattr(module, "import_places", cache(import_places))
        yield


@cache
def pack(*names: str) -> Pack:
    return one_camp_each(load_packs(names))


def words_of(found: Pack, country: str) -> dict[str, str]:
    """The state's own words that packs give a camp, with that camp."""
    side = STATES[country]
    modifiers = {m.word.casefold(): m.camp for m in found.modifiers}
    told = {w: modifiers[w.casefold()] for w in side.peoples if w.casefold() in modifiers}
    return told | {w: camp for w in (*side.names, *side.seats) if (camp := found.metonyms.get(w.casefold()))}


@pytest.mark.parametrize("pair", OFTEN_TOGETHER, ids="+".join)
def test_one_state_is_one_camp(pair: tuple[str, str]) -> None:
    found = pack(*pair)
    apart = {}
    for country, camp in found.sides.of_country.items():
        if country == "PS":
            continue  # its people, and the authority that sits in Ramallah, are two sides
        apart |= {f"{country} {w}": c for w, c in words_of(found, country).items() if c not in (camp, "unknown")}
        if camp != STATES[country].camp and camp != "unknown":
            assert STATES[country].camp not in found.camps
    assert apart == {}


@pytest.mark.parametrize("pair", OFTEN_TOGETHER, ids="+".join)
def test_whoever_is_a_states_in_one_pack_is_so_in_two(pair: tuple[str, str]) -> None:
    found = pack(*pair)
    for name in pair:
        alone = pack(name)
        states = {camp: country for country, camp in alone.sides.of_country.items() if camp == STATES[country].camp}
        for key, entity in alone.entities.items():
            if (country := states.get(entity.camp)) and found.sides.of_country[country] != "unknown":
                later = pack(pair[-1]).entities.get(key)
                if later is None or later.camp == entity.camp:
                    assert found.entities[key].camp == found.sides.of_country[country], (name, key)


@pytest.mark.parametrize(
    ("packs", "country", "camp"),
    [
        (("syria",), "US", "us_coalition"),
        (("syria", "iraq"), "US", "us_coalition"),
        (("iraq", "syria"), "US", "us_coalition"),
        (("iraq",), "US", "united_states"),
        (("israel-palestine", "syria"), "LB", "lebanon"),
        (("ukraine", "syria"), "FR", "western"),
        (("yemen", "syria"), "SY", "government"),
        (("syria",), "CD", "dr_congo"),
    ],
)
def test_the_camp_of_a_state(packs: tuple[str, ...], country: str, camp: str) -> None:
    assert pack(*packs).sides.of_country[country] == camp
