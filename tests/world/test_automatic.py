"""Which packs a report is read with, of those that are shipped: by its own words alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.errors import RashomonError
from rashomon.model import Report
from rashomon.world import automatic, load_world
from rashomon.world.automatic import called_for, only, settled, worlds

SYRIA = "Residents of Homs said that the Syrian army had shelled the town. Damascus denied it."
NOWHERE = "The council met on Monday and spoke of the price of bread. Nothing was decided."


def report(text: str, title: str | None = None) -> Report:
    return Report("r", text, "0" * 64, title=title, language="en")


@pytest.mark.parametrize(
    ("text", "called"),
    [
        (SYRIA, ("syria",)),
        ("Shells fell on Idlib.", ("syria",)),  # a large town, of which there is no larger one
        ("The Syrian Observatory for Human Rights said that ten had died.", ("syria",)),  # a body that one pack knows
        ("SANA’s report spoke of Syria’s army.", ("syria",)),
        (NOWHERE, ()),
        ("she spoke of homs and of syrian bread", ()),  # no names
        ("", ()),
        (NOWHERE * 20 + "He compared it with Syria.", ()),  # named once in three hundred words
    ],
)
def test_what_a_text_calls_for(text: str, called: tuple[str, ...]) -> None:
    assert called_for(report(text)) == called


READ_WITH: tuple[tuple[str, set[str]], ...] = (
    (
        "Warplanes struck the market of Saraqib on Tuesday, a rescuer of the White Helmets said. Damascus denied it.",
        {"syria"},
    ),
    ("The Syrian Democratic Forces said they had lost two posts near Ain Issa to Turkish-backed fighters.", {"syria"}),
    (
        "Shelling hit Douma and Harasta, residents said, while a convoy of the Red Crescent waited outside "
        "eastern Ghouta.",
        {"syria"},
    ),
    ("Hayat Tahrir al-Sham took the air base of Abu al-Duhur, its media arm said.", {"syria"}),
    ("The Syrian army said it had shot down a drone over Latakia.", {"syria"}),
    (
        "Two people were killed when a missile hit Kharkiv overnight, the regional governor said. Moscow says it "
        "strikes only military targets.",
        {"ukraine"},
    ),
    (
        "Ukrainian officials said Russian troops had shelled Nikopol across the river. The Russian defence "
        "ministry denied it.",
        {"ukraine"},
    ),
    ("Azov fighters held out in Mariupol, Zelensky said. Putin called on them to lay down their arms.", {"ukraine"}),
    (
        "A drone set an oil depot in Belgorod on fire. Kyiv did not comment; the Kremlin called it terrorism.",
        {"ukraine"},
    ),
    ("Separatists of the Donetsk People's Republic said the airport was theirs.", {"ukraine"}),
    (
        "An Israeli strike on Khan Younis killed nine people, the Gaza Health Ministry said. The IDF said it had "
        "hit a Hamas commander.",
        {"israel-palestine"},
    ),
    (
        "Hezbollah fired rockets at Kiryat Shmona, and Israel answered with strikes on southern Lebanon.",
        {"israel-palestine"},
    ),
    (
        "Settlers set olive trees on fire near Nablus, the mayor said. The Israeli army said it was looking into it.",
        {"israel-palestine"},
    ),
    ("Netanyahu rejected the terms of Hamas, his office said.", {"israel-palestine"}),
    ("Islamic Jihad's al-Quds Brigades said they had shelled troops in Jabalia.", {"israel-palestine"}),
    ("The Houthis said they had fired a missile at a tanker off Hodeidah.", {"yemen"}),
    ("Coalition jets struck a funeral hall in Sanaa, residents said. Riyadh promised an inquiry.", {"yemen"}),
    ("The Southern Transitional Council took Aden's airport, its spokesman said.", {"yemen"}),
    ("Yahya Saree said air defences had shot down an American drone over Marib.", {"yemen"}),
    ("Fighting went on around Taiz, where Yemeni troops hold the centre of the town.", {"yemen"}),
    ("A suicide bomber killed twelve people in Sadr City, Iraqi police said.", {"iraq"}),
    ("Peshmerga forces pushed Islamic State fighters out of Sinjar, a Kurdish commander said.", {"iraq"}),
    ("Kataib Hezbollah denied that it had fired the rockets at the base of Ain al-Asad.", {"iraq"}),
    ("Iraqi troops entered the old city of Mosul, the prime minister's office said in Baghdad.", {"iraq"}),
    ("Gunmen killed a candidate in Kirkuk, police said. The Turkmen Front blamed the Kurdish parties.", {"iraq"}),
    ("Azerbaijan said Armenian forces had shelled Tartar; Yerevan called it a lie.", {"caucasus"}),
    ("Stepanakert came under rocket fire, Artsakh's defence army said.", {"caucasus"}),
    (
        "Georgian troops entered Tskhinvali, South Ossetian officials said, and Russian tanks rolled through the "
        "Roki tunnel.",
        {"caucasus"},
    ),
    ("Baku said three of its soldiers died near the Lachin corridor.", {"caucasus"}),
    ("Pashinyan accused Aliyev of planning an attack on Syunik.", {"caucasus"}),
    ("The Rapid Support Forces shelled a market in El Fasher, the Sudanese army said.", {"sudan"}),
    ("Burhan spoke to his troops in Omdurman. Hemedti's men hold the bridge.", {"sudan"}),
    ("Janjaweed burned four villages in West Darfur, refugees said in Nyala.", {"sudan"}),
    ("Khartoum denied bombing Kauda in the Nuba Mountains; the SPLM-North said a school was hit.", {"sudan"}),
    ("At least forty people were killed in El Geneina, the Sudan Doctors Network said.", {"sudan"}),
    ("M23 rebels took Sake on Friday, residents said. Kinshasa accused Rwanda of leading the attack.", {"congo"}),
    ("ADF fighters killed seventeen people in a church near Beni in North Kivu, the army's spokesman said.", {"congo"}),
    ("CODECO militiamen attacked a camp in Ituri, the United Nations mission MONUSCO said.", {"congo"}),
    ("Kigali denied that Rwandan troops were in Goma.", {"congo"}),
    ("Wazalendo fighters retook Masisi, a civil society leader in North Kivu said.", {"congo"}),
    ("JNIM fighters ambushed a convoy near Djibo, Burkina Faso's army said.", {"sahel"}),
    (
        "The Malian army and its Russian partners killed dozens in Moura, witnesses said. Bamako spoke of terrorists.",
        {"sahel"},
    ),
    ("Boko Haram gunmen raided a village near Maiduguri, a leader of the Civilian Joint Task Force said.", {"sahel"}),
    ("Bandits abducted eighty pupils in Zamfara, Nigerian police said.", {"sahel"}),
    ("The junta in Niamey said soldiers had died near Tillaberi.", {"sahel"}),
    (
        "A drone strike killed worshippers in Amhara, residents said. Fano militiamen had entered Debre Tabor the"
        " day before.",
        {"ethiopia"},
    ),
    ("The TPLF said Eritrean troops had looted Aksum; Asmara did not answer.", {"ethiopia"}),
    ("Ethiopian soldiers retook Lalibela, the government said in Addis Ababa.", {"ethiopia"}),
    (
        "Gunmen killed more than two hundred Amharas in West Wollega; officials blamed the Oromo Liberation Army.",
        {"ethiopia"},
    ),
    ("Getachew Reda said Mekelle had no fuel left.", {"ethiopia"}),
    ("Haftar's Libyan National Army shelled Mitiga airport, the Government of National Accord said.", {"libya"}),
    ("Militias clashed in Tripoli after the killing of a commander; Dbeibah called for calm.", {"libya"}),
    ("A drone hit a biscuit factory south of Tripoli, Libyan officials said.", {"libya"}),
    ("Gaddafi's troops shelled Misrata, rebels said.", {"libya"}),
    ("Benghazi's Ansar al-Sharia denied that it had attacked the American consulate.", {"libya"}),
    (
        "Al-Shabaab said it had overrun an African Union base at Bulo Marer; Uganda said its troops had held it.",
        {"somalia"},
    ),
    ("A truck bomb killed dozens in Mogadishu, Somali police said.", {"somalia"}),
    ("Somaliland's army shelled Las Anod, elders of the town said.", {"somalia"}),
    ("Jubaland forces clashed with federal troops in Ras Kamboni.", {"somalia"}),
    ("American jets killed six militants near Jilib, AFRICOM said.", {"somalia"}),
    ("Junta aircraft bombed a clinic in Sagaing, the National Unity Government said.", {"myanmar"}),
    ("The Arakan Army said it had taken Myawaddy's namesake camp in Rakhine; Naypyidaw did not comment.", {"myanmar"}),
    ("Rohingya refugees drowned off Sittwe, relatives said.", {"myanmar"}),
    ("Kachin fighters took a base near Laiza, their spokesman said. The Tatmadaw sent jets.", {"myanmar"}),
    ("Lashio fell to the MNDAA, residents said.", {"myanmar"}),
    (
        "A bomber killed thirty worshippers in Kunduz, the Taliban said. Islamic State Khorasan claimed it.",
        {"afghanistan"},
    ),
    ("Afghan forces retook Ghazni, the interior ministry in Kabul said.", {"afghanistan"}),
    ("Pakistan said its jets had struck TTP camps in Khost.", {"afghanistan"}),
    (
        "An air strike by NATO killed eleven children in Kunar, elders said. ISAF said it was investigating.",
        {"afghanistan"},
    ),
    ("The Taliban said the road to Lashkar Gah was theirs; Ghani's spokesman denied it.", {"afghanistan"}),
    ("Viv Ansanm gunmen set houses in Kenscoff on fire, the mayor said.", {"haiti"}),
    ("Haitian police said Kenyan officers had retaken the hospital in Port-au-Prince.", {"haiti"}),
    ("Barbecue called for the prime minister to resign.", set()),
    ("The G9 blocked the fuel terminal of Varreux, Haiti's police union said.", {"haiti"}),
    ("Forty people died in Pont-Sondé in the Artibonite, a spokesman for the Gran Grif's victims said.", {"haiti"}),
    (
        "Israel struck an Iranian depot near Damascus, Syrian state television said. Hezbollah lost four men, a "
        "source in Beirut said.",
        {"israel-palestine", "syria"},
    ),
    (
        "The Houthis fired a missile at Eilat. The Israeli army said it was shot down over the Red Sea, and its "
        "jets struck Hodeidah; Yemeni officials counted six dead.",
        {"israel-palestine", "yemen"},
    ),
    (
        "Sudanese refugees crossed into Chad while Ethiopian officials in Addis Ababa spoke of Tigray. Khartoum "
        "accused Ethiopia of shelling al-Fashaga.",
        {"ethiopia", "sudan"},
    ),
    (
        "Turkish jets struck Kurdish fighters in Sinjar in Iraq and in Qamishli in Syria on the same night, "
        "Baghdad and Damascus said.",
        {"iraq", "syria"},
    ),
    ("Wagner fighters left Libya for Mali, officials in Tripoli and Bamako said.", {"libya", "sahel"}),
    ("Colombian soldiers killed eleven fighters of the ELN near Arauca, Bogotá said.", set()),
    ("Police in Lima fired tear gas at protesters; the Peruvian government said nobody had died.", set()),
    ("The town council voted for a new bridge. The mayor said work would begin in May.", set()),
    ("Thai and Cambodian troops exchanged fire near a temple, Bangkok said. Phnom Penh denied firing first.", set()),
    ("Pakistani police said Baloch gunmen had stopped a train near Quetta.", set()),
    ("Maoist rebels killed nine policemen in Chhattisgarh, Indian officials said.", set()),
    ("The Moro front said its men had not fired on Philippine marines in Basilan.", set()),
    ("Mozambique said insurgents had burned a village near Palma in Cabo Delgado.", set()),
    ("Georgia's governor said two people had died in Atlanta.", set()),
    ("The Lebanon, Ohio, council met on Monday.", set()),
    ("Police in London arrested nine people at a protest about Gaza.", {"israel-palestine"}),
)
"""Short reports and the packs that they are read with: of one war each, of two, of none."""


@pytest.mark.parametrize(("text", "packs"), READ_WITH)
def test_a_report_is_read_with_the_packs_of_its_war(text: str, packs: set[str]) -> None:
    assert set(called_for(report(text))) == packs


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "Israeli jets struck Hodeidah. Houthi fighters in Sanaa, Marib and Taiz fired back, Yemeni rebels said.",
            "yemen",
        ),
        ("The Syrian army lost Homs. Damascus blamed Israel.", "syria"),
        ("Israel struck Damascus. The Israeli army said in Tel Aviv that it was on guard.", "israel-palestine"),
    ],
)
def test_the_pack_that_is_called_for_most_comes_last_and_wins(text: str, last: str) -> None:
    assert called_for(report(text))[-1] == last


def test_a_title_counts_as_well() -> None:
    assert called_for(report("The shelling went on.", "Homs under fire")) == ("syria",)


def test_a_report_is_read_in_its_own_world() -> None:
    how = worlds()
    assert how.of(report(SYRIA)) is load_world(("syria",))
    assert how.of(report(NOWHERE)) is load_world(())


def test_named_packs_come_after_those_that_are_called_for(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text('name = "mine"\nlabel = "mine"\n', encoding="utf-8")
    mine = str(tmp_path)
    assert worlds((mine,)).of(report(SYRIA)).names == ("syria", mine)
    assert worlds((mine, "syria")).of(report(SYRIA)).names == (mine, "syria")
    assert worlds(("none", mine)).of(report(SYRIA)).names == (mine,)
    with pytest.raises(RashomonError, match="no pack of that name"):
        worlds(("nowhere",))


@pytest.mark.parametrize(
    ("given", "now"),
    [
        ((), ()),
        (("a", "b", "a"), ("a", "b")),
        (("a", "none"), ("none",)),
        (("none", "a"), ("none", "a")),
        (("none", "a", "auto"), ("a",)),
    ],
)
def test_none_takes_away_what_was_named_and_auto_takes_away_none(given: tuple[str, ...], now: tuple[str, ...]) -> None:
    assert settled(given) == now


def test_a_reading_stays_where_its_world_would_be_the_same() -> None:
    syria, bare = load_world(("syria",)), load_world(())
    assert worlds().same(("syria",), syria.sha256) and worlds().same((), bare.sha256)
    assert worlds(("syria",)).same(("syria",), syria.sha256)
    assert not worlds(("syria",)).same((), bare.sha256)
    assert not worlds(("none",)).same(("syria",), syria.sha256)
    assert not worlds().same(("gone",), syria.sha256)
    assert only(bare).same((), bare.sha256) and not only(bare).same((), syria.sha256)


def test_what_calls_is_kept_and_found_out_anew_where_it_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = automatic._calling()
    monkeypatch.setattr(automatic, "cache_folder", lambda: tmp_path)
    for _ in range(2):  # written, then read
        automatic._calling.cache_clear()
        assert automatic._calling() == found
    [kept] = tmp_path.iterdir()
    kept.write_text("{", encoding="utf-8")
    automatic._calling.cache_clear()
    assert automatic._calling() == found
    automatic._calling.cache_clear()
