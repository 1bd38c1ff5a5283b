"""The kinds of claim: their codes against the published lists, their words, and the schema they are written in."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from paths import ROOT

from rashomon.errors import RashomonError
from rashomon.matters.kind_families import questions
from rashomon.world.kind_files import BUILT_IN_CLASSES, ROLES, SLOTS, load_classes, load_kinds
from rashomon.world.kind_words import lexicon, load_sites, load_weapons
from rashomon.world.kinds import Frame, Kind, code, kind_of

KINDS = load_kinds()
LEXICON = lexicon(KINDS)
WEAPONS, SITES, CLASSES = load_weapons(), load_sites(), set(load_classes()) | BUILT_IN_CLASSES

# ACLED's event types and sub-event types: the published list, for checking ours.
ACLED = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    },
}  # fmt: skip

PROMISED = [
    "control", "siege", "withdrawal", "clash", "airstrike", "shelling", "chemical_attack", "suicide_bombing", "bombing",
    "killing", "abduction", "detention", "torture", "sexual_violence", "displacement", "damage", "looting",
    "arms_transfer", "arms_seizure", "shootdown", "deployment", "defection", "agreement", "negotiation", "protest",
    "riot", "release", "aid_delivered", "aid_blocked", "shortage", "casualties", "population",
]  # fmt: skip


def test_the_kinds_that_the_documentation_names_are_all_there() -> None:
    assert sorted(KINDS) == sorted(PROMISED)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda k: k.id)
def test_every_kind_uses_published_codes_and_says_what_it_is(kind: Kind) -> None:
    assert kind.label and kind.description.endswith(".")
    for rule in kind.acled:
        assert rule.code == "" or rule.code in ACLED[rule.group or ""]
    assert {m for rule in kind.acled for m in rule.means} <= {w.weapon for w in WEAPONS.values()}
    assert kind.verbs or kind.nouns or kind.phrases or kind.frames


@pytest.mark.parametrize("frame", [f for k in KINDS.values() for f in k.frames], ids=lambda f: f"{f.kind}-{f.lemma}")
def test_every_frame_keeps_to_the_schema(frame: Frame) -> None:
    assert frame.slots, "a frame that gives nobody a part is a plain word"
    assert all(slot in SLOTS or slot.startswith("prep_") for slot in (*frame.slots, *frame.needs))
    assert set(frame.slots.values()) <= ROLES
    needs = {w.removeprefix("!") for need in frame.needs.values() for w in need}
    assert all(w[1:] in CLASSES for w in needs if w.startswith(":"))
    assert frame.particle is None or frame.pos == "verb"


@pytest.mark.parametrize(
    ("kind", "given", "acled"),
    [
        ("control", {"holder": "incumbent"}, "Government regains territory"),
        ("control", {"holder": "other"}, "Non-state actor overtakes territory"),
        ("control", {}, None),
        ("control", {"holder": "other", "words": {"hold"}}, None),
        ("withdrawal", {"actor": "other"}, "Non-violent transfer of territory"),
        ("airstrike", {"weapon": "drone"}, "Air/drone strike"),
        ("shelling", {"actor": "incumbent"}, "Shelling/artillery/missile attack"),
        ("bombing", {"weapon": "grenade"}, "Grenade"),
        ("bombing", {"weapon": "car_bomb"}, "Remote explosive/landmine/IED"),
        ("killing", {"target": "civil"}, "Attack"),
        ("killing", {"target": "armed"}, "Armed clash"),
        ("killing", {}, None),
        ("detention", {"actor": "incumbent", "target": "civil"}, "Arrests"),
        ("detention", {"actor": "other", "target": "civil"}, "Abduction/forced disappearance"),
        ("killing", {"target": "crowd"}, "Excessive force against protesters"),
        ("killing", {"actor": "mob"}, "Mob violence"),
        ("killing", {"words": {"massacre"}}, "Attack"),
        ("clash", {"target": "civil"}, "Attack"),
        ("clash", {"target": "armed"}, "Armed clash"),
        ("clash", {"target": "crowd"}, "Protest with intervention"),
        ("detention", {"actor": "incumbent", "target": "crowd"}, "Protest with intervention"),
        ("deployment", {"target": "base"}, "Headquarters or base established"),
        ("deployment", {"target": "armed"}, "Change to group/activity"),
        ("release", {}, "Agreement"),
        ("defection", {"words": {"surrender"}}, "Agreement"),
        ("defection", {"words": {"defect"}}, "Change to group/activity"),
        ("protest", {}, "Peaceful protest"),
        ("protest", {"weapon": "crowd_control"}, "Protest with intervention"),
        ("protest", {"actor": "incumbent", "manner": {"violently"}}, "Excessive force against protesters"),
        ("protest", {"manner": {"violent"}}, "Violent demonstration"),
        ("riot", {"actor": "crowd", "target": "armed"}, "Violent demonstration"),
        ("riot", {"actor": "mob", "target": "civil"}, "Mob violence"),
        ("negotiation", {"words": {"peace", "talk"}}, "Agreement"),
        ("negotiation", {}, None),
        ("aid_blocked", {}, "Other"),
        ("casualties", {"target": "civil"}, None),
        ("population", {}, None),
    ],
)
def test_codes(kind: str, given: dict[str, Any], acled: str | None) -> None:
    assert code(KINDS[kind], **given) == acled


@pytest.mark.parametrize(
    ("kind", "sharing"),
    [
        ("torture", "withhold"), ("sexual_violence", "withhold"), ("detention", "coarse"), ("abduction", "coarse"),
        ("displacement", "coarse"), ("aid_delivered", "coarse"), ("aid_blocked", "coarse"), ("arms_transfer", "coarse"),
        ("airstrike", "open"), ("control", "open"),
    ],
)  # fmt: skip
def test_what_may_leave(kind: str, sharing: str) -> None:
    assert KINDS[kind].sharing == sharing
    assert KINDS[kind].sensitive == (sharing != "open")


@pytest.mark.parametrize(
    ("pos", "lemma", "first"),
    [
        ("verb", "retake", "control"), ("verb", "retreat", "withdrawal"), ("verb", "besiege", "siege"),
        ("verb", "shell", "shelling"), ("verb", "behead", "killing"), ("verb", "die", "casualties"),
        ("noun", "airstrike", "airstrike"), ("noun", "clash", "clash"), ("noun", "explosion", "bombing"),
        ("verb", "flee", "displacement"), ("verb", "smuggle", "arms_transfer"), ("verb", "defuse", "arms_seizure"),
        ("noun", "truce", "agreement"), ("verb", "defect", "defection"), ("verb", "torture", "torture"),
        ("noun", "shortage", "shortage"), ("adjective", "besieged", "siege"), ("noun", "hostage", "abduction"),
    ],
)  # fmt: skip
def test_a_clear_word_has_its_kind_where_no_condition_holds(pos: str, lemma: str, first: str) -> None:
    plain = [t for t in LEXICON.triggers[(pos, lemma)] if t.frame is None or not (t.frame.needs or t.frame.particle)]
    assert plain[0].kind == first


@pytest.mark.parametrize("lemma", ["take", "hold", "leave", "lose", "enter", "drive", "face", "live", "get", "give"])
def test_an_everyday_verb_is_no_trigger_without_its_conditions(lemma: str) -> None:
    triggers = LEXICON.triggers[("verb", lemma)]
    assert triggers and all(t.frame is not None and (t.frame.needs or t.frame.particle) for t in triggers)


def test_frames_with_conditions_are_tried_before_those_without_and_plain_words_last() -> None:
    for triggers in LEXICON.triggers.values():
        ranks = [2 if t.frame is None else 0 if t.frame.needs else 1 for t in triggers]
        assert ranks == sorted(ranks)


def test_longer_phrases_come_first() -> None:
    for phrases in LEXICON.phrases.values():
        lengths = [len(words) for words, _ in phrases]
        assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("phrase", "weapon", "kind"),
    [
        ("barrel bomb", "air_bomb", "airstrike"), ("mortar", "mortar", "shelling"), ("car bomb", "car_bomb", "bombing"),
        ("sarin", "chemical", "chemical_attack"), ("suicide vest", "suicide", "suicide_bombing"),
        ("scud missile", "missile", "shelling"), ("drone", "drone", "airstrike"), ("sniper", "sniper", "killing"),
    ],
)  # fmt: skip
def test_weapons(phrase: str, weapon: str, kind: str) -> None:
    found = WEAPONS[phrase]
    assert (found.weapon, found.kind) == (weapon, kind)


def test_every_weapon_implies_a_kind_that_exists() -> None:
    assert {w.kind for w in WEAPONS.values()} <= set(KINDS)


@pytest.mark.parametrize(
    ("phrase", "site", "protected"),
    [
        ("field hospital", "hospital", True), ("school", "school", True), ("bakery", "bakery", True),
        ("aid convoy", "aid", True), ("refugee camp", "camp", True), ("oil refinery", "refinery", False),
        ("checkpoint", "checkpoint", False), ("airbase", "airbase", False),
    ],
)  # fmt: skip
def test_sites(phrase: str, site: str, protected: bool) -> None:
    found = SITES[phrase]
    assert (found.site, found.protected) == (site, protected)


CYBER = """
label = "cyber attack"
description = "Computers are broken into or shut down."
nouns = ["cyberattack"]
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A folder with one kind of its own."""
    (tmp_path / "kinds").mkdir()
    (tmp_path / "kinds" / "cyber.toml").write_text(CYBER, encoding="utf-8")
    return tmp_path


def write(pack: Path, more: str, name: str = "cyber", base: str = CYBER) -> None:
    (pack / "kinds" / f"{name}.toml").write_text(base + more, encoding="utf-8")


def test_a_pack_adds_a_kind_and_a_label_a_description_and_a_word_are_enough(pack: Path) -> None:
    kinds = load_kinds([pack])
    assert set(kinds) - set(KINDS) == {"cyber"}
    assert list(kinds)[-1] == "cyber", "without an order it is tried last"
    assert kinds["cyber"].family.name == "cyber" and not kinds["cyber"].family.lasting
    assert lexicon(kinds).triggers[("noun", "cyberattack")][0].kind == "cyber"


def test_a_kind_of_a_pack_stands_in_for_the_shipped_one_of_its_name(pack: Path) -> None:
    (pack / "kinds" / "cyber.toml").rename(pack / "kinds" / "looting.toml")
    assert load_kinds([pack])["looting"].label == "cyber attack"
    assert KINDS["looting"].label != "cyber attack"


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ("frames = [{ verb = 'take', objekt = 'place' }]", "objekt"),
        ("frames = [{ verb = 'take', object = 'plaec' }]", "plaec"),
        ("frames = [{ verb = 'take', needs = { object = [':grund'] } }]", ":grund"),
        ("frames = [{ subject = 'holder' }]", "no trigger"),
        ("acled = [{ event = 'Battles', sub_event = 'x', weather = 'fair' }]", "weather"),
        ("sharing = 'secret'", "secret"),
        ("lastign = true", "lastign"),
        ("violent = 'yes'", "true or false"),
        ("verbs = 'hack'", "list of texts"),
        ("becomes = { untold = 'casualtees' }", "casualtees"),
        ("becomes = { full_moon = 'casualties' }", "full_moon"),
        ("not_by = ['bombings']", "bombings"),
        ("concedes = [{ about = 'actor', needs = ['luck'] }]", "luck"),
        ("question = { an = 'a cyber attack' }", "'an'"),
        ("family = 'attack'\nlasting = true", "lasting differs from that of"),
        ("label = ", "TOML"),
    ],
)
def test_a_mistake_in_a_file_is_named_with_the_file(pack: Path, more: str, named: str) -> None:
    write(pack, more)
    with pytest.raises(RashomonError, match=named) as caught:
        load_kinds([pack])
    assert f"{pack.name}/kinds/cyber.toml" in caught.value.thing


def test_a_kind_without_a_label_is_named(pack: Path) -> None:
    write(pack, "nouns = ['hack']", base="")
    with pytest.raises(RashomonError, match="label"):
        load_kinds([pack])


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ("verbs = ['shell']", "shell"),
        ("phrases = ['death toll']", "death toll"),
        ("frames = [{ verb = ['starve', 'vex'], subject = 'target' }]", "starve"),
    ],
)
def test_two_kinds_that_claim_one_word_are_an_error_that_says_what_to_do(pack: Path, more: str, word: str) -> None:
    write(pack, more)
    with pytest.raises(RashomonError, match=f"'{word}' is a word of 'cyber' and of") as caught:
        load_kinds([pack])
    assert "order" in str(caught.value)
    write(pack, f"order = 5\n{more}")
    assert next(iter(load_kinds([pack]))) == "cyber", "the lower order is tried first"
    write(pack, f"order = {KINDS['control'].order}\n{more.replace('verbs', 'adjectives')}\nverbs = ['retake']")
    with pytest.raises(RashomonError, match="'retake' is a word of"):
        load_kinds([pack])


def test_no_two_shipped_kinds_have_one_order() -> None:
    orders = [k.order for k in KINDS.values()]
    assert None not in orders and len(set(orders)) == len(orders)
    assert orders == sorted(orders, key=int)


def test_a_kind_that_is_not_there_any_more_has_no_properties() -> None:
    lost = kind_of(KINDS, "sea_monster")
    assert (lost.label, lost.family.name, lost.violent) == ("sea monster", "sea_monster", False)
    assert kind_of(KINDS, "sea_monster") is lost


def test_what_a_kind_says_of_its_means_and_its_reason_stands_in_the_questions() -> None:
    assert {k.means for k in KINDS.values() if k.means} <= {row["says"] for row in questions()["means"]}
    assert {k.reason for k in KINDS.values() if k.reason} <= {row["sort"] for row in questions()["reason"]}


def test_every_key_of_a_kind_is_documented() -> None:
    text = (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8").split("## Keys")[1].split("\n## ")[0]
    keys = {f.name for f in fields(Kind)} - {"id"}
    assert set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == keys


def test_the_documentation_lists_every_kind_as_it_is() -> None:
    text = (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("| ")]
    listed = {row[0]: (row[2], row[3]) for row in rows if len(row) == 4 and row[0] in KINDS}
    says = {"open": "it is", "coarse": "coarse", "withhold": "withheld"}
    assert listed == {k.id: (says[k.sharing], "yes" if k.ucdp else "no") for k in KINDS.values()}
