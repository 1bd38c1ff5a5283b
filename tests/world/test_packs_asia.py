"""The packs of Myanmar, Afghanistan and Haiti: whose side a sentence gives, and what every entry keeps to."""

from __future__ import annotations

import re
from datetime import date

import pytest

from rashomon.model import NEUTRAL_CAMPS, Report
from rashomon.reading import pipeline
from rashomon.world import load_world
from rashomon.world.pack_files import load_packs
from rashomon.world.packs import Pack, camp_on

PACKS = {"myanmar": (60, "MM"), "afghanistan": (40, "AF"), "haiti": (30, "HT")}
"""How many actors (independent media aside) each knows at least, and its country."""

SAID = {
    "myanmar": [
        ("2024-03-10", "The National Unity Government said junta troops burned forty houses.", "nug", "myanmar"),
        ("2024-03-10", "The Arakan Army said it had shelled a Myanmar Navy base.", "arakan_army", "arakan_army"),
        ("2024-03-10", "KIA spokesman Colonel Naw Bu said junta jets bombed a school near Laiza.", "kia", "myanmar"),
        ("2024-03-10", "State-run MRTV said PDF terrorists attacked a convoy near Kalay.", "myanmar", "nug"),
        ("2023-10-10", "Residents said the Karen Border Guard Force attacked Lay Kay Kaw.", "local", "myanmar"),
        ("2025-10-10", "The KNDF said resistance fighters shelled a military base in Loikaw.", "kndf", "opposition"),
        ("2020-10-10", "Aung San Suu Kyi said that the Arakan Army attacked a police post.", "myanmar", "arakan_army"),
        ("2022-10-10", "Aung San Suu Kyi said that the Tatmadaw attacked the town.", "nug", "myanmar"),
        ("2024-03-10", "Myanmar Now said ethnic armed groups attacked the town of Lashio.", "media", "unknown"),
    ],
    "afghanistan": [
        ("2010-03-10", "The Afghan Defence Ministry said Afghan troops shelled it.", "afghanistan", "afghanistan"),
        ("2023-03-10", "Pakistani officials said Afghan forces shelled a post near Torkham.", "pakistan", "taliban"),
        ("2010-03-10", "Kabul said the Taliban attacked a school in Zhari.", "afghanistan", "taliban"),
        ("2023-03-10", "Kabul said Pakistani jets bombed villages in Barmal district.", "taliban", "pakistan"),
        ("2023-03-10", "An Afghan official said ISKP bombed a mosque in Kunduz.", "taliban", "isis"),
        ("2010-03-10", "Taliban spokesman Zabihullah Mujahid said NATO aircraft bombed a wedding.", "taliban", "nato"),
        ("2023-03-10", "The Pakistani military said terrorists attacked a convoy.", "pakistan", "ttp"),
        ("2022-03-10", "The National Resistance Front said Taliban fighters attacked a village.", "nrf", "taliban"),
        ("2021-08-27", "The Pentagon said ISIS-K bombed Abbey Gate at Kabul airport.", "united_states", "isis"),
    ],
    "haiti": [
        ("2024-04-10", "The Haitian National Police said G9 gunmen attacked a prison.", "haiti", "viv_ansanm"),
        ("2022-04-10", "Residents said G9 gunmen attacked the Varreux terminal.", "local", "g9"),
        ("2022-06-10", "Jimmy Chérizier said that G-Pep attacked the market.", "g9", "g_pep"),
        ("2025-06-10", "Jimmy Chérizier said Haitian police drones bombed a house.", "viv_ansanm", "haiti"),
        ("2024-10-04", "RNDDH said Gran Grif killed 70 people in Pont-Sondé.", "rights_group", "gran_grif"),
        ("2024-06-10", "The transitional council said gangs attacked the National Penitentiary.", "haiti", "unknown"),
        ("2024-12-10", "The Haitian government said terrorists attacked Wharf Jérémie.", "haiti", "unknown"),
        ("2025-04-10", "The MSS mission said Viv Ansanm attacked a convoy in Kenscoff.", "mss", "viv_ansanm"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", SAID)
def test_whose_account_a_sentence_is_and_whose_deed_it_tells(name: str) -> None:
    reports = [
        Report(str(i), text, "0" * 64, language="en", published=day) for i, (day, text, *_) in enumerate(SAID[name])
    ]
    found = {}
    for report, reading in pipeline.read(reports, load_world((name,))):
        assert reading is not None
        said = next(s for s in reading.statements if s.claims)
        doer = next(c.actor for s in reading.statements for c in s.claims if c.actor is not None)
        found[report.text] = (said.speaker.camp, doer.camp)
    assert found == {text: (speaker, doer) for _, text, speaker, doer in SAID[name]}


@pytest.mark.parametrize(
    ("name", "text", "entity", "private"),
    [
        ("myanmar", "KIA said စစ်ကောင်စီ bombed the village.", "state_administration_council", ""),
        ("myanmar", "မင်းအောင်လှိုင် said the road was open.", "min_aung_hlaing", ""),
        ("myanmar", "Residents said 若开军 attacked the town.", "arakan_army", ""),
        ("afghanistan", "طالبان said that the road was open.", "taliban", ""),
        ("afghanistan", "ذبیح‌الله مجاهد said that the road was open.", "zabihullah_mujahid", ""),
        ("haiti", "Lapolis Nasyonal Ayiti said the road was open.", "haitian_national_police", ""),
        # more of a word than the name, and somebody whom no pack knows
        ("afghanistan", "طالبانی said that the road was open.", None, "طالبانی"),
        ("afghanistan", "سمیع said that the road was open.", None, "سمیع"),
    ],
)
def test_names_in_the_scripts_of_the_war_and_those_that_stay_private(
    name: str, text: str, entity: str | None, private: str
) -> None:
    world = load_world((name,))
    ((_, reading),) = pipeline.read([Report("r", text, "0" * 64, language="en", published="2024-03-10")], world)
    assert reading is not None and reading.names is not None
    known = {s.speaker.entity for s in reading.statements}
    known |= {c.actor.entity for s in reading.statements for c in s.claims if c.actor is not None}
    assert entity in known
    assert "".join(n.text for n in reading.names if not n.public) == private


@pytest.fixture(params=PACKS, scope="module")
def pack(request: pytest.FixtureRequest) -> Pack:
    return load_packs([request.param])


def test_each_pack_knows_its_war(pack: Pack) -> None:
    least, country = PACKS[pack.name]
    assert pack.home == (country,)
    assert sum(e.role != "media" for e in pack.entities.values()) >= least


def test_persons_stand_in_a_public_office_and_every_entry_has_its_fact(pack: Pack) -> None:
    for entity in pack.entities.values():
        assert entity.fact.endswith("."), entity.id
        assert entity.type != "person" or (entity.official and entity.of in pack.entities), entity.id
        assert not (entity.organ and entity.camp in NEUTRAL_CAMPS), entity.id


def test_no_person_is_known_by_a_single_common_name(pack: Pack) -> None:
    """A witness who bears one of them would be given a side. Of `generic` are those whom every paper names so."""
    generic = load_packs().entities
    for entity in (e for e in pack.entities.values() if e.id not in generic):
        for alias in entity.aliases if entity.type == "person" else ():
            assert len(alias.split()) > 1 or not alias.isascii() or alias in ALONE, alias


ALONE = {"Suu Kyi", "Khalilzad", "Hekmatyar"}
"""Single names of persons that nobody else bears in the news."""


def test_no_camp_of_syrias_is_made_anew(pack: Pack) -> None:
    own = {e.camp for e in pack.entities.values()} | {c.camp for e in pack.entities.values() for c in e.changes}
    assert "government" not in own


def test_ids_are_names_in_small_ascii_letters(pack: Pack) -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", key) for key in pack.entities)


def test_places_lie_in_a_place_that_is_known(pack: Pack) -> None:
    places = load_world((pack.name,)).places
    for entry in pack.places:
        around = places.find(entry.within or "")
        assert entry.id.startswith("geonames:") or any(a.country == entry.country for a in around), entry.id


@pytest.mark.parametrize(
    ("pack_name", "entity", "day", "camp"),
    [
        ("myanmar", "national_league_for_democracy", date(2021, 1, 31), "myanmar"),
        ("myanmar", "national_league_for_democracy", date(2021, 2, 1), "nug"),
        ("myanmar", "karen_national_army", date(2023, 12, 31), "myanmar"),
        ("myanmar", "karen_national_army", date(2024, 6, 1), "kna"),
        ("afghanistan", "afghan_government", date(2021, 8, 14), "afghanistan"),
        ("afghanistan", "afghan_government", date(2021, 8, 15), "taliban"),
        ("afghanistan", "bakhtar", date(2015, 1, 1), "afghanistan"),
        ("afghanistan", "amrullah_saleh", date(2022, 1, 1), "nrf"),
        ("afghanistan", "taliban", date(2005, 1, 1), "taliban"),
        ("haiti", "g9", date(2024, 2, 28), "g9"),
        ("haiti", "g_pep", date(2024, 2, 29), "viv_ansanm"),
    ],
)
def test_who_changed_sides_and_when(pack_name: str, entity: str, day: date, camp: str) -> None:
    assert camp_on(load_packs([pack_name]).entities[entity], day) == camp


@pytest.mark.parametrize(
    ("pack_name", "one", "other", "allied"),
    [
        ("myanmar", "nug", "kia", True), ("myanmar", "arakan_army", "tnla", True),
        ("myanmar", "nug", "arakan_army", False),
        ("afghanistan", "afghanistan", "united_states", True), ("afghanistan", "afghanistan", "taliban", False),
        ("afghanistan", "taliban", "ttp", False), ("afghanistan", "taliban", "pakistan", False),
        ("haiti", "haiti", "mss", True), ("haiti", "g9", "g_pep", False), ("haiti", "haiti", "united_states", False),
        ("afghanistan", "taliban", "isis", False), ("afghanistan", "nrf", "aff", True),
        ("myanmar", "myanmar", "nug", False), ("myanmar", "myanmar", "china", False), ("myanmar", "arsa", "rso", False),
    ],
)  # fmt: skip
def test_who_is_allied_with_whom(pack_name: str, one: str, other: str, allied: bool) -> None:
    assert (other in load_packs([pack_name]).camps[one].allies) is allied
