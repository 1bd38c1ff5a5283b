"""The packs of wars in Africa: sentences of our own, and the camps of who speaks and who acts in them on a day."""

from __future__ import annotations

import hashlib

import pytest

from rashomon.intake.parts import parts
from rashomon.model import Report
from rashomon.reading import pipeline
from rashomon.world import load_world
from rashomon.world.pack_files import load_packs

Row = tuple[str, str, str, str | None]
"""When it was published, the sentence, the speaker's camp, and the doer's, None where it tells of no deed."""


def camps(pack: str, day: str, text: str) -> set[tuple[str, str | None]]:
    """Of each statement the speaker's camp, with that of each doer of its claims."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    report = Report(id="r", text=text, sha256=digest, parts=parts(text, None), published=day, language="en")
    ((_, reading),) = pipeline.read([report], load_world((pack,)))
    assert reading is not None
    return {
        (s.speaker.camp, doer)
        for s in reading.statements
        for doer in {c.actor.camp if c.actor else None for c in s.claims} or {None}
    }


SUDAN: list[Row] = [
    ("2024-06-01", "The Sudanese army said RSF fighters had shelled the Saudi Maternity Hospital.", "sudan", "rsf"),
    ("2024-06-01", "Khartoum denied that its planes had bombed Kalma camp.", "sudan", "sudan"),
    ("2025-06-01", "SUNA said the rebel militia had killed ten farmers near Sennar.", "sudan", "rsf"),
    ("2008-05-01", "The Justice and Equality Movement attacked a convoy near Kutum.", "narrator", "jem"),
    ("2025-01-05", "The Joint Force of Armed Struggle Movements attacked a convoy.", "narrator", "joint_force"),
    ("2004-03-01", "Janjaweed militias burned the village of Bindisi.", "narrator", "sudan"),
    ("2024-03-01", "Janjaweed militias burned the village of Bindisi.", "narrator", "rsf"),
    ("2022-03-01", "Rapid Support Forces shot dead two men, the Emergency Lawyers said.", "rights_group", "sudan"),
    ("2025-03-30", "The SPLM-N shelled Kadugli, the Sudan Doctors Network said.", "monitor", "tasis"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "text", "speaker", "doer"), SUDAN)
def test_sudan(day: str, text: str, speaker: str, doer: str | None) -> None:
    assert (speaker, doer) in camps("sudan", day, text)


CONGO: list[Row] = [
    ("2024-12-01", "The Congolese army said M23 rebels had shelled Kanyaruchinya camp.", "dr_congo", "m23"),
    ("2024-12-01", "M23 spokesman Lawrence Kanyuka denied that his fighters had killed villagers.", "m23", "m23"),
    ("2024-12-01", "ADF fighters killed 15 civilians, the Kivu Security Tracker said.", "monitor", "adf"),
    ("2024-12-01", "CODECO militiamen burned a camp, civil society leaders said.", "local", "codeco"),
    ("2024-12-01", "Rwanda's foreign ministry said FDLR fighters had shelled the border post.", "rwanda", "fdlr"),
    ("2018-04-01", "The NDC-R attacked Pinga.", "narrator", "ndc_r"),
    ("2024-04-01", "The NDC-R attacked Pinga.", "narrator", "wazalendo"),
    ("2021-04-01", "Twirwaneho fighters burned houses in Mikenke.", "narrator", "twirwaneho"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "text", "speaker", "doer"), CONGO)
def test_congo(day: str, text: str, speaker: str, doer: str | None) -> None:
    assert (speaker, doer) in camps("congo", day, text)


SAHEL: list[Row] = [
    ("2025-06-05", "The Malian army said JNIM fighters had attacked the camp of Boulkessi.", "mali", "jnim"),
    ("2025-01-05", "The FLA said Wagner mercenaries had executed ten herders near Anefis.", "fla", "russia"),
    ("2024-04-26", "Burkinabe soldiers burned Nondin, Human Rights Watch said.", "rights_group", "burkina_faso"),
    ("2014-05-01", "Boko Haram insurgents abducted girls from Chibok.", "narrator", "boko_haram"),
    ("2024-01-01", "Niamey accused Paris of arming terrorists.", "niger", "france"),
    ("2013-01-11", "Ansar Dine attacked Konna.", "narrator", "ansar_dine"),
    ("2018-01-11", "Ansar Dine attacked Konna.", "narrator", "jnim"),
    ("2025-01-12", "Nigeria's army said ISWAP fighters had killed 40 farmers.", "nigeria", "iswap"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "text", "speaker", "doer"), SAHEL)
def test_sahel(day: str, text: str, speaker: str, doer: str | None) -> None:
    assert (speaker, doer) in camps("sahel", day, text)


ETHIOPIA: list[Row] = [
    ("2021-09-05", "The Ethiopian army said TPLF fighters had killed villagers in Chenna.", "ethiopia", "tplf"),
    ("2021-09-05", "Getachew Reda said Eritrean troops had shelled Shire.", "tplf", "eritrea"),
    ("2024-09-05", "Getachew Reda said Eritrean troops had shelled Shire.", "tigray_interim_administration", "eritrea"),
    ("2025-09-05", "Getachew Reda said Eritrean troops had shelled Shire.", "ethiopia", "eritrea"),
    ("2021-01-05", "Fano militiamen burned houses in Humera.", "narrator", "amhara_region"),
    ("2024-08-05", "Fano militiamen burned houses in Humera.", "narrator", "fano"),
    ("2022-06-20", "Odaa Tarbii denied that the OLA had killed people in Tole.", "ola", "ola"),
    ("2022-01-09", "ENDF soldiers executed dozens of men, Tigrayan forces said.", "tplf", "ethiopia"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "text", "speaker", "doer"), ETHIOPIA)
def test_ethiopia(day: str, text: str, speaker: str, doer: str | None) -> None:
    assert (speaker, doer) in camps("ethiopia", day, text)


LIBYA: list[Row] = [
    ("2020-02-05", "Haftar's forces shelled Mitiga airport, the GNA said.", "libya", "lna"),
    ("2011-04-15", "Gaddafi's forces shelled Misrata.", "narrator", "libya"),
    ("2011-10-01", "Gaddafi's forces shelled Sirte.", "narrator", "gaddafi_loyalists"),
    ("2014-09-28", "The Libyan House of Representatives accused Libya Dawn of arson.", "libya", "libya_dawn"),
    ("2020-09-28", "The Libyan House of Representatives accused Turkey of shelling Sirte.", "hor", "turkey"),
    ("2020-06-05", "Tripoli denied that its forces had shelled the port of Sirte.", "libya", "libya"),
    ("2018-09-05", "The Kaniyat shelled Abu Salim.", "narrator", "kaniyat"),
    ("2019-09-05", "The Kaniyat shelled Abu Salim.", "narrator", "lna"),
    ("2025-05-13", "The 444 Brigade attacked a camp, Dbeibah's Government of National Unity said.", "libya", "libya"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "text", "speaker", "doer"), LIBYA)
def test_libya(day: str, text: str, speaker: str, doer: str | None) -> None:
    assert (speaker, doer) in camps("libya", day, text)


SOMALIA: list[Row] = [
    ("2022-08-20", "Al-Shabaab fighters stormed a hotel in Mogadishu, Somali police said.", "somalia", "al_shabaab"),
    ("2025-05-27", "SONNA said Khawarij had burned a school in Awdhigle.", "somalia", "al_shabaab"),
    ("2010-12-11", "Mukhtar Robow said Ethiopian soldiers had shelled Mogadishu.", "al_shabaab", "ethiopia"),
    ("2023-12-11", "Mukhtar Robow said Ethiopian soldiers had shelled Mogadishu.", "somalia", "ethiopia"),
    ("2021-08-10", "AMISOM soldiers shot dead three farmers near Marka.", "narrator", "african_union"),
    ("2023-03-01", "Somaliland troops shelled Las Anod, the hospital said.", "local", "somaliland"),
    ("2024-12-11", "Jubaland accused Mogadishu of attacking Ras Kamboni.", "jubaland", "somalia"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "text", "speaker", "doer"), SOMALIA)
def test_somalia(day: str, text: str, speaker: str, doer: str | None) -> None:
    assert (speaker, doer) in camps("somalia", day, text)


def test_a_pack_that_only_names_a_camp_takes_no_ally_from_it() -> None:
    """The pack of Ethiopia knows Sudan's army as a neighbour's, that of Sudan knows who fights beside it."""
    for order in (("sudan", "ethiopia"), ("ethiopia", "sudan")):
        packs = load_packs(order)
        assert "joint_force" in packs.camps["sudan"].allies and "eritrea" in packs.camps["ethiopia"].allies
        assert packs.incumbent("sudan") and packs.incumbent("ethiopia")


def test_actors_that_several_of_these_packs_know_are_the_same_in_each() -> None:
    """But for those of `generic`, of whom one pack may know more."""
    known: dict[str, tuple[str, str, frozenset[str]]] = {}
    generic = load_packs().entities
    for pack in ("sudan", "congo", "sahel", "ethiopia", "libya", "somalia"):
        for entity in (e for e in load_packs((pack,)).entities.values() if e.id not in generic):
            told = entity.name, entity.camp, frozenset(entity.aliases)
            assert known.setdefault(entity.id, told) == told, f"{pack}: {entity.id}"
