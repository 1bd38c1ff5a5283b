"""Packs: what the shipped ones say, how packs merge, and that a mistake in one is named with its file and key."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
import spacy
from paths import ROOT
from spacy.tokens import Doc

from rashomon.errors import RashomonError
from rashomon.model import NEUTRAL_CAMPS
from rashomon.reading.grammar import doc_extensions
from rashomon.reading.who.coreference import Cast
from rashomon.world import load_world
from rashomon.world.kinds import code
from rashomon.world.pack_files import load_packs, shipped
from rashomon.world.packs import Pack, camp_on, needs_case


@pytest.fixture(scope="module")
def syria() -> Pack:
    return load_packs(["syria"])


@pytest.fixture(scope="module")
def generic() -> Pack:
    return load_packs()


CAMPS = {
    "government", "opposition", "monitor", "humanitarian", "un", "russia", "iran", "hezbollah", "us_coalition",
    "western", "turkey", "israel", "isis", "nusra", "kurdish", "rights_group", "local",
}  # fmt: skip
AFTER_ASSAD = {"transitional_government", "assad_loyalists"}
"""No report of before December 2024 knows these."""


def test_the_camps_have_the_names_that_the_contract_gives(syria: Pack) -> None:
    assert set(syria.camps) == {*CAMPS, *AFTER_ASSAD, *NEUTRAL_CAMPS}
    assert syria.home == ("SY",)


@pytest.mark.parametrize(
    ("name", "camp", "role"),
    [
        ("SANA", "government", "state_media"), ("the Syrian Arab Army", "government", "military"),
        ("National Defence Forces", "government", "armed_group"), ("NDF", "government", "armed_group"),
        ("Hezbollah", "hezbollah", "armed_group"), ("Hizbullah", "hezbollah", "armed_group"),
        ("FSA", "opposition", "armed_group"), ("Jaysh al-Islam", "opposition", "armed_group"),
        ("Syrian Coalition", "opposition", "political_body"), ("Etilaf", "opposition", "political_body"),
        ("Local Coordination Committees", "opposition", "activist"), ("Sham News Network", "opposition", "party_media"),
        ("Syrian Observatory for Human Rights", "monitor", "monitor"), ("SOHR", "monitor", "monitor"),
        ("Daesh", "isis", "armed_group"), ("ISIL", "isis", "armed_group"), ("Amaq", "isis", "party_media"),
        ("Jabhat al-Nusra", "nusra", "armed_group"), ("Hayat Tahrir al-Sham", "nusra", "armed_group"),
        ("YPG", "kurdish", "armed_group"), ("Syrian Democratic Forces", "kurdish", "armed_group"),
        ("Russian Defense Ministry", "russia", "government"), ("TASS", "russia", "state_media"),
        ("Turkish Armed Forces", "turkey", "military"), ("US-led coalition", "us_coalition", "military"),
        ("Pentagon", "us_coalition", "government"), ("White House", "us_coalition", "government"),
        ("ICRC", "humanitarian", "humanitarian"), ("Human Rights Watch", "rights_group", "rights_group"),
        ("UNICEF", "un", "un"), ("Reuters", "media", "media"), ("Bashar al-Assad", "government", "leader"),
        ("Rami Abdel Rahman", "monitor", "official"), ("Rami Abdulrahman", "monitor", "official"),
        ("Staffan de Mistura", "un", "diplomat"), ("Ryan Dillon", "us_coalition", "spokesperson"),
        ("Talal Silo", "kurdish", "spokesperson"), ("Igor Konashenkov", "russia", "spokesperson"),
    ],
)  # fmt: skip
def test_who_speaks_for_whom(syria: Pack, name: str, camp: str, role: str) -> None:
    entity = syria.find(name)
    assert entity is not None
    assert (entity.camp, entity.role) == (camp, role)


@pytest.mark.parametrize("name", ["is", "rt", "who", "ap", "Nobody of that name"])
def test_a_word_is_not_taken_for_short_capitals(syria: Pack, name: str) -> None:
    assert syria.find(name) is None


def test_what_needs_its_capitals() -> None:
    assert needs_case("IS") and needs_case("YPG") and needs_case("U.S.")
    assert not needs_case("SANAA") and not needs_case("Daesh")


def own_voice(pack: Pack, outlet: str | None) -> str:
    """The camp of an outlet's own sentences, as the reading has it."""
    doc_extensions.register()
    doc = Doc(spacy.blank("en").vocab, ["Shells", "fell"])
    doc._.world = SimpleNamespace(packs=pack)
    doc._.report = SimpleNamespace(outlet=outlet, published=None)
    return Cast(doc).outlet().camp


@pytest.mark.parametrize(
    ("given", "camp"),
    [
        ("sana", "government"), ("SANA", "government"), ("https://www.sana.sy/en/?p=1", "government"),
        ("etilaf", "opposition"), ("manar", "hezbollah"), ("english.almanar.com.lb", "hezbollah"), ("alalam", "iran"),
        ("sputnik", "russia"), ("sputniknews.com", "russia"), ("tass", "russia"), ("trt", "turkey"),
        ("dailysabah", "turkey"), ("reuters", "narrator"), ("ahram", "narrator"), ("alaraby", "narrator"),
        ("arabiya", "narrator"), ("nna", "narrator"), ("jordantimes", "narrator"), ("asharqalawsat", "narrator"),
        ("an unknown paper", "narrator"), (None, "narrator"), ("", "narrator"),
        ("[Example News]", "narrator"), ("https://[x", "narrator"), ("[sana", "narrator"),
        ("a]b[c.example", "narrator"),
    ],
)  # fmt: skip
def test_the_camp_of_an_outlets_own_voice(syria: Pack, given: str | None, camp: str) -> None:
    assert own_voice(syria, given) == camp


@pytest.mark.parametrize(
    ("one", "other", "allied"),
    [
        ("government", "russia", True), ("hezbollah", "government", True), ("iran", "hezbollah", True),
        ("us_coalition", "kurdish", True), ("western", "kurdish", False), ("opposition", "turkey", True),
        ("opposition", "government", False), ("opposition", "monitor", False), ("isis", "nusra", False),
    ],
)  # fmt: skip
def test_allies_are_mutual_and_not_transitive(syria: Pack, one: str, other: str, allied: bool) -> None:
    assert (other in syria.camps[one].allies) is allied
    assert (one in syria.camps[other].allies) is allied


@pytest.mark.parametrize(
    ("day", "camp"),
    [
        (date(2012, 8, 5), "government"),
        (date(2012, 8, 6), "opposition"),
        (date(2016, 1, 1), "opposition"),
        (None, "opposition"),
    ],
)
def test_an_actor_that_changed_sides(syria: Pack, day: date | None, camp: str) -> None:
    assert camp_on(syria.entities["riad_hijab"], day) == camp


def test_a_spokesperson_and_the_organisation_are_one_origin(syria: Pack) -> None:
    assert syria.entities["rami_abdel_rahman"].of == "sohr"
    assert all(e.of in syria.entities for e in syria.entities.values() if e.of)


def test_every_entry_says_what_it_rests_on_and_persons_hold_an_office(syria: Pack) -> None:
    for entity in syria.entities.values():
        assert entity.fact.endswith("."), entity.id
        if entity.type == "person":
            assert entity.official and entity.of, f"{entity.id}: private persons have no place in a pack"


def test_organs_speak_for_a_side(syria: Pack) -> None:
    for entity in syria.entities.values():
        assert not (entity.organ and entity.camp in NEUTRAL_CAMPS), entity.id


def descriptor(pack: Pack, phrase: str) -> tuple[str, str]:
    found = next(d for d in pack.descriptors if phrase in d.phrases)
    return found.role, found.camp


@pytest.mark.parametrize(
    ("phrase", "role", "camp"),
    [
        ("state media", "state_media", "government"), ("state television", "state_media", "government"),
        ("official media", "state_media", "government"), ("regime", "government", "government"),
        ("army", "military", "government"), ("troop", "military", "government"), ("governor", "official", "government"),
        ("rebel", "armed_group", "opposition"), ("insurgent", "armed_group", "opposition"),
        ("activist", "activist", "opposition"), ("defector", "defector", "opposition"),
        ("monitoring group", "monitor", "monitor"), ("rights group", "rights_group", "rights_group"),
        ("aid worker", "humanitarian", "humanitarian"), ("un official", "un", "un"),
        ("resident", "resident", "local"), ("witness", "witness", "local"), ("medic", "medic", "local"),
        ("doctor", "medic", "local"), ("analyst", "analyst", "unknown"), ("source", "unnamed", "unknown"),
        ("commander", "spokesperson", ""), ("militant", "armed_group", ""), ("terrorist", "armed_group", ""),
    ],
)  # fmt: skip
def test_roles_by_description_in_any_conflict(generic: Pack, phrase: str, role: str, camp: str) -> None:
    assert descriptor(generic, phrase) == (role, camp)


@pytest.mark.parametrize(
    ("speaker", "meant"),
    [
        ("government", "opposition"),
        ("kurdish", "isis"),
        ("russia", None),  # of rebels, Nusra and ISIS alike: unknown is a value
        ("us_coalition", "isis"),
        ("local", None),
    ],
)
def test_whom_a_loaded_word_means_depends_on_who_says_it(syria: Pack, speaker: str, meant: str | None) -> None:
    terrorists = next(d for d in syria.descriptors if "terrorist" in d.phrases)
    assert terrorists.loaded and terrorists.refers.get(speaker) == meant


def test_the_french_who_speak_and_french_jets(syria: Pack) -> None:
    french = next(m for m in syria.modifiers if m.word == "french")
    assert (french.camp, french.force) == ("western", "us_coalition")
    russian = next(m for m in syria.modifiers if m.word == "russian")
    assert (russian.camp, russian.force) == ("russia", "russia")


@pytest.mark.parametrize(
    ("camp", "incumbent"), [("government", True), ("russia", True), ("turkey", False), ("media", None), ("x", None)]
)
def test_incumbents(syria: Pack, camp: str, incumbent: bool | None) -> None:
    assert syria.incumbent(camp) is incumbent


def test_places_have_points_inside_the_country_or_a_container(syria: Pack) -> None:
    assert len(syria.places) > 300
    for place in syria.places:
        if place.lat is None or place.lon is None:
            assert place.within or place.id.startswith("geonames:"), place.id
        elif place.country == "SY":
            assert 32 <= place.lat <= 37.5 and 35.5 <= place.lon <= 42.5, place.id


def test_the_shipped_packs() -> None:
    assert {"generic", "syria"} <= set(shipped())


# ------------------------------------------------------------------------------------ packs of one's own

PACK = """
name = "isle"
label = "a war on an island"
home = ["MT"]
[camps]
government = { label = "crown", incumbent = true, allies = ["fleet"] }
fleet = { label = "fleet" }
[modifiers]
fleet = ["naval"]
[[descriptors]]
phrases = ["Admiral"]
role = "official"
camp = "fleet"
"""
ACTORS = """
[herald]
name = "Herald"
role = "state_media"
camp = "government"
organ = true
outlets = ["herald.example"]
fact = "The crown's newspaper."
"""


@pytest.fixture
def isle(tmp_path: Path) -> Path:
    folder = tmp_path / "isle"
    folder.mkdir()
    (folder / "pack.toml").write_text(PACK, encoding="utf-8")
    (folder / "actors.toml").write_text(ACTORS, encoding="utf-8")
    return folder


def test_a_folder_is_a_pack(isle: Path) -> None:
    pack = load_packs([str(isle)])
    assert pack.name == "isle" and pack.home == ("MT",)
    assert own_voice(pack, "https://herald.example/1") == "government"
    assert "government" in pack.camps["fleet"].allies
    assert descriptor(pack, "admiral") == ("official", "fleet")
    assert descriptor(pack, "activist") == ("activist", "opposition"), "generic is always there"


@pytest.mark.parametrize("written", ["Port Royal", "port royal", "PORT ROYAL"])
def test_a_metonym_is_one_however_the_pack_writes_it(isle: Path, written: str) -> None:
    (isle / "pack.toml").write_text(f'{PACK}\n[metonyms]\ngovernment = ["{written}", "PR"]\n', encoding="utf-8")
    assert load_packs([str(isle)]).metonyms == {"port royal": "government", "PR": "government"}


def test_of_two_packs_the_later_wins(isle: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(isle, other)
    (other / "actors.toml").write_text(ACTORS.replace("state_media", "party_media"), encoding="utf-8")
    assert load_packs([str(isle), str(other)]).entities["herald"].role == "party_media"
    assert load_packs([str(other), str(isle)]).entities["herald"].role == "state_media"


def test_the_hash_is_of_what_packs_say_and_not_of_where_they_lie(isle: Path, tmp_path: Path) -> None:
    first = load_packs([str(isle)]).sha256
    moved = tmp_path / "elsewhere" / "isle"
    shutil.copytree(isle, moved)
    assert load_packs([str(moved)]).sha256 == first
    (moved / "actors.toml").write_text(ACTORS.replace("The crown", "A crown"), encoding="utf-8")
    assert load_packs([str(moved)]).sha256 != first
    assert load_packs([]).sha256 != first


@pytest.mark.parametrize(
    ("file", "text", "named"),
    [
        ("pack.toml", "name = 'x'", "label"),
        ("pack.toml", "name = ", "TOML"),
        ("pack.toml", PACK + "\n[colours]\nred = 1\n", "colours"),
        ("pack.toml", PACK.replace('["fleet"]', '["pirates"]'), "pirates"),
        ("pack.toml", PACK.replace('fleet = ["naval"]', 'pirates = ["naval"]'), "pirates"),
        ("pack.toml", PACK.replace('role = "official"', 'role = "oracle"'), "oracle"),
        ("pack.toml", PACK.replace('phrases = ["Admiral"]', "phrases = []"), "phrases"),
        ("actors.toml", ACTORS.replace('camp = "government"', 'camp = "pirates"'), "pirates"),
        ("actors.toml", ACTORS.replace('role = "state_media"', 'role = "oracle"'), "oracle"),
        ("actors.toml", ACTORS.replace("fact", "facts"), "facts"),
        ("actors.toml", ACTORS.replace("organ = true", "organ = 1"), "organ"),
        ("actors.toml", ACTORS.replace('name = "Herald"\n', ""), "name"),
        ("actors.toml", ACTORS + ACTORS.replace("[herald]", "[crier]"), "Herald"),
        ("actors.toml", ACTORS + '\nof = "nobody"\n', "nobody"),
        ("actors.toml", ACTORS + '\nchanges = [{ camp = "fleet", since = "spring" }]\n', "spring"),
        ("actors.toml", ACTORS + '\nchanges = [{ camp = "fleet", since = 2013-02-01, until = 2012-01-01 }]\n', "ends"),
        ("actors.toml", ACTORS + '\ntype = "ship"\n', "ship"),
        ("more.toml", ACTORS, "herald"),
    ],
)
def test_a_mistake_in_a_pack_is_named(isle: Path, file: str, text: str, named: str) -> None:
    (isle / file).write_text(text, encoding="utf-8")
    with pytest.raises(RashomonError, match=named) as caught:
        load_packs([str(isle)])
    assert caught.value.fix, "an error says what to do"


def test_no_such_pack(tmp_path: Path) -> None:
    with pytest.raises(RashomonError, match="atlantis") as caught:
        load_packs(["atlantis"])
    assert "syria" in caught.value.fix


def test_bytes_that_are_no_text(isle: Path) -> None:
    (isle / "actors.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RashomonError, match="UTF-8"):
        load_packs([str(isle)])


def test_a_world_is_one_hash_and_one_object_for_one_list_of_packs() -> None:
    world = load_world(["syria"])
    assert world is load_world(("syria",))
    assert len(world.sha256) == 64 and world.sha256 != load_world().sha256
    assert code(world.kinds["control"], holder=world.side("russia")) == "Government regains territory"
    assert code(world.kinds["control"], holder=world.side("isis")) == "Non-state actor overtakes territory"
    assert code(world.kinds["control"], holder=world.side("unknown")) is None


def test_the_example_of_the_documentation_is_a_pack(tmp_path: Path) -> None:
    blocks = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8").split("```toml\n")[1:3]
    for name, block in zip(("pack.toml", "actors.toml"), blocks, strict=True):
        (tmp_path / name).write_text(block.partition("```")[0], encoding="utf-8")
    pack = load_packs([str(tmp_path)])
    ness = pack.find("Admiral Ness")
    assert ness is not None and ness.of == "fleet_command"
    assert (camp_on(ness, date(2018, 1, 1)), camp_on(ness, date(2020, 1, 1))) == ("government", "fleet")
    assert own_voice(pack, "herald.example") == "government"
