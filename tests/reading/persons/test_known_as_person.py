"""Names of towns, countries, days and common words, and names in capitals: whose are they? Sentences of ours."""

from __future__ import annotations

import hashlib

import pytest

from rashomon.model import Report
from rashomon.reading.pipeline import read
from rashomon.world import load_world

SOMEBODY: list[tuple[str, list[str]]] = [
    # "He" stands for the name before it, where nobody else can be meant.
    ("Gunmen ambushed Granada near Corinto on Friday and left him for dead.", ["Granada"]),
    ("Soldiers chased Latakia through Tafas and beat her.", ["Latakia"]),
    ("Looters robbed Nairobi as she fled Alamata on Friday.", ["Nairobi"]),
    ("Shells fell while Ramadan was at work, killing his three sons.", ["Ramadan"]),
    ("Basra says soldiers took his brother from Tafas on Friday.", ["Basra"]),
    # What a day or a month does not do, and what is not done to it.
    ("Shells fell on Tafas as Friday slept, killing six people.", ["Friday"]),
    ("The monitor said Sunday died in a cell in Baga.", ["Sunday"]),
    ("The ministry accused Friday of planting the bomb that killed two people.", ["Friday"]),
    ("The court convicted Sunday of the bombing in Baga.", ["Sunday"]),
    ("Soldiers shot six people, including Friday, in Baga.", ["Friday"]),
    ("A cell led by Sunday shelled Baga, the army said.", ["Sunday"]),
    ("Soldiers killed six people in Baga, but only Friday survived.", ["Friday"]),
    # Courts and the police charge persons, whoever is called like a country.
    ("Prosecutors charged Kenya with the bombing in Baga.", ["Kenya"]),
    ("Police charged Florence over the bombing in Baga.", ["Florence"]),
    # How persons speak, and what is told of them as of nothing else.
    ("“Shells hit the market and killed six,” sobbed Uganda.", ["Uganda"]),
    ("“Shells hit the market and killed six,” said Georgia, her voice shaking.", ["Georgia"]),
    ("“Lima is dead,” her mother said after soldiers came to Tafas.", ["Lima"]),
    ("“Troy and I ran when shells fell on Tafas,” a boy said.", ["Troy"]),
    ("“Soldiers beat me and Florence in Tafas,” a boy said.", ["Florence"]),
    ("It was Aleppo who had called us from Tafas.", ["Aleppo"]),
    ("Trust in Granada was lost when soldiers killed six in Corinto.", ["Granada"]),
    ("Lagos has been held in Baga since Friday, when soldiers came.", ["Lagos"]),
    ("Soldiers threw Mosul into a van in Tafas.", ["Mosul"]),
    ("Mosul, bleeding, ran out of a house in Tafas.", ["Mosul"]),
    ("Soldiers killed everyone in Tafas except Mosul.", ["Mosul"]),
    ("Soldiers shot six people, Mosul among them, in Tafas.", ["Mosul"]),
    ("Shot on Friday by soldiers, Mosul leaves six children.", ["Mosul"]),
    ("Killed in Tafas on Friday were Mosul and Adila.", ["Mosul", "Adila"]),
    ("Guards kicked both Adila and Mosul in Tafas.", ["Adila", "Mosul"]),
    ("Guards shot Adila first, then Mosul, in Tafas.", ["Adila", "Mosul"]),
    ("The twins, Parma and Verona, were killed by shells in Tafas.", ["Parma", "Verona"]),
    ("The twins (Parma and Verona) were killed by shells in Tafas.", ["Parma", "Verona"]),
    ("Shells hit a bus in Tafas; the driver was Troy.", ["Troy"]),
    ("Shells killed six at the wedding of Troy and Adila in Tafas.", ["Troy", "Adila"]),
    ("He was known to all as Mosul. Soldiers shot him in Tafas.", ["Mosul"]),
    ("The boy's name, Mosul, was on a list of the dead in Tafas.", ["Mosul"]),
    ("Soldiers killed Sgt Numan in Tafas.", ["Numan"]),
    ("In cell 17, Nizar died on Friday.", ["Nizar"]),
    # One name, of a town's and a stranger's word.
    ("The army shelled Verona Otieno and his family in Dilling.", ["Verona Otieno"]),
    # A common word alone before a colon, before "who was", or where it perceives.
    ("Will: “They shelled Izium on Friday.”", ["Will"]),
    ("Java, who had turned eight, was killed by shells in Tafas.", ["Java"]),
    ("Faith saw soldiers kill six people in Beni.", ["Faith"]),
    ("Regards, Friday. Shells fell on Tafas.", ["Friday"]),
    ("“Justice is dead,” her mother said after soldiers came to Tafas.", ["Justice"]),
    ("“Christian is dead,” his father said after soldiers came to Tafas.", ["Christian"]),
    ("Shells fell on Tafas as German slept, killing six people.", ["German"]),
    ("“Sunday is a spy,” the Falcon Front said.", ["Sunday"]),
    ("The monitor asked for the release of Friday, held in Tafas.", ["Friday"]),
    ("Soldiers detained Friday (Abu Nasr) in Tafas.", ["Friday", "Abu Nasr"]),
    ("Shells hit the Friday pharmacy in Tafas.", ["Friday"]),
    ("A resident who gave his name as Jordan said soldiers had left Tafas.", ["Jordan"]),
    ("Parma (1990–2024), shot by soldiers in Tafas.", ["Parma"]),
    ("Gunmen attacked Tal Bar-Nun and left him for dead.", ["Tal Bar-Nun"]),
    ("“I, Tal Bar-Nun, saw soldiers shoot.”", ["Tal Bar-Nun"]),
    ("From left: Rose, Adila and Mirna before soldiers came to Tafas.", ["Rose", "Adila", "Mirna"]),
    ("Soldiers shot A. Parma, A. Nun and T. Osk in Tafas.", ["A. Parma", "A. Nun", "T. Osk"]),
    ("Mother Of Four Grace Armstrong Killed As Army Shells Tafas On Friday", ["Grace Armstrong"]),
    ("JAILED: HOPE, for the bombing of Tafas.", ["HOPE"]),
    # In capitals, short words are no acronyms where they are somebody's name.
    ("WANTED: OMAR ARMSTRONG, for the bombing of Tafas.", ["OMAR ARMSTRONG"]),
    ("ZAKI NUMAN\nTafas", ["ZAKI NUMAN"]),
    ("ABU-NASR SHOT BY SOLDIERS IN TAFAS ON FRIDAY", ["ABU-NASR"]),
    # In small letters, behind what is done to persons or what they are.
    ("Soldiers shot zaki numani in Tafas.", ["zaki numani"]),
    # In a tag, behind a handle, of a family.
    ("Soldiers killed six people in Tafas #JusticeForAdila", ["JusticeForAdila"]),
    ("Soldiers killed six people in Tafas, user tafas_boy wrote.", ["tafas_boy"]),
    ("Shells hit the house of the Numanis in Tafas.", ["Numanis"]),
]

NOBODY = [
    # "He" is somebody else, or was not named.
    "Rebels attacked Homs on Friday, killing six soldiers and their commander.",
    "Shells hit Aleppo on Friday, killing a teacher and her son.",
    "A man was shot when soldiers attacked Homs and killed his brother.",
    "“They bombed Aleppo,” he said, “and killed my brother.”",
    "The doctor fled when shells hit Homs and destroyed his clinic.",
    "Jets struck Homs as he spoke, Reuters said.",
    # Days and months.
    "Ukraine accused Russia Sunday of shelling Orikhiv.",
    "He was convicted Friday of killing six people in Tafas.",
    "Two men were charged Friday with killing six people in Tafas.",
    "As Ramadan began, shells killed six people in Tafas.",
    "When Monday came, shells killed six people in Tafas.",
    "Strikes killed six people, including on Sunday, in Tafas.",
    "It was Friday when shells killed six in Tafas.",
    # What towns and states do, and what is done to them.
    "Prosecutors accused Russia of shelling Orikhiv on Friday.",
    "The court ordered Israel to stop shelling Rafah.",
    "Washington recalled its ambassador after shells killed six in Rafah.",
    "Ukraine remembered its dead as shells killed six in Orikhiv.",
    "“Shells killed six people,” said Kyiv on Friday.",
    "Lebanon, whose army was not involved, said shells killed six.",
    "“Gaza is dead,” a spokesman said after shells killed six in Rafah.",
    "Homs has been held by rebels since Friday, when shells killed six.",
    "Fighters from both Homs and Hama killed six people.",
    "Wounded in Aleppo, Homs and Hama, six people died on Friday.",
    "Killed in Aleppo were six people from Homs.",
    "It was Homs that was shelled on Friday.",
    "Next to Homs lies Talbiseh, where shells killed six.",
    "The region known to Kurds as Rojava was shelled on Friday.",
    # Acronyms, one beside another, and headlines.
    "UN OCHA said shells killed six people in Tafas.",
    "US CENTCOM said it killed six people in Tafas.",
    "SDF YPG fighters killed six people in Tafas.",
    "The SDF-SNA truce broke when shells killed six people in Tafas.",
    "BREAKING: SHELLS HIT HOMS ON FRIDAY, KILLING SIX",
    "URGENT: UN SAYS SHELLS KILL SIX IN TAFAS",
    "KILLED: SIX, in Tafas on Friday.",
    "The killing of Sunday night shocked Tafas.",
    "Friday is a teacher’s day in Tafas.",
    "The German army slept as shells fell on Tafas.",
    "The battle of Aleppo (2012–2016) killed six people.",
    # Tags and common words.
    "Shells killed six people in Tafas #SaveAleppo #StopTheWar",
    "Faith groups said shells killed six people in Tafas.",
    "Residents, who were afraid, left Tafas when shells fell.",
    "Homes of the Rohingya were burned on Friday.",
]


def private(text: str) -> list[str]:
    report = Report("r", text, hashlib.sha256(text.encode()).hexdigest(), published="2024-03-12", language="en")
    ((_, reading),) = read([report], load_world(["syria"]))
    assert reading is not None and reading.names is not None
    return [n.text for n in reading.names if not n.public]


@pytest.mark.parametrize(("text", "names"), SOMEBODY)
def test_a_known_name_that_is_somebodys(text: str, names: list[str]) -> None:
    assert private(text) == names


@pytest.mark.parametrize("text", NOBODY)
def test_a_known_name_that_is_nobodys(text: str) -> None:
    assert private(text) == []
