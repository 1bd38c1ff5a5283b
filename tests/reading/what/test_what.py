"""What is claimed, construction by construction: kind, who, whom, what, where and how many, with the syria pack.

A row names what it checks; the claims of a sentence are checked whole, so that a second claim for one happening fails.
Places are given as the sentence writes them, counts as the number or (low, high). All sentences are ours, and tell of
nothing that happened.
"""

from __future__ import annotations

from typing import Any

import pytest
from read_claims import claims, read, told

ROWS: list[tuple[str, str, dict[str, Any]]] = [
    # actives
    (
        "Government forces shelled the town of Zabadani on Friday.",
        "shelling",
        {"polarity": "affirmed", "actor": "government", "place": "Zabadani"},
    ),
    (
        "Rebels attacked an army checkpoint near Idlib on Friday.",
        "clash",
        {"actor": "opposition", "target": "an army checkpoint", "place": "Idlib"},
    ),
    (
        "Russian warplanes bombed a hospital in Maarat al-Numan on Friday.",
        "airstrike",
        {"actor": "russia", "target": "a hospital", "site": "hospital", "place": "Maarat al-Numan"},
    ),
    ("Islamic State fighters captured Palmyra on Wednesday.", "control", {"holder": "isis", "place": "Palmyra"}),
    (
        "The army arrested 14 students in Hama on Tuesday.",
        "detention",
        {"actor": "government", "target": "14 students", "place": "Hama", "counts": [14]},
    ),
    (
        "Nusra Front fighters executed two soldiers in Idlib.",
        "killing",
        {"actor": "nusra", "target": "two soldiers", "place": "Idlib", "counts": [2]},
    ),
    ("Gunmen kidnapped an aid worker in Aleppo.", "abduction", {"target": "an aid worker", "place": "Aleppo"}),
    (
        "Rebels shot down a government helicopter over Idlib on Sunday.",
        "shootdown",
        {"actor": "opposition", "target": "a government helicopter", "place": "Idlib"},
    ),
    ("Looters stole grain from the silos in Raqqa.", "looting", {"place": "Raqqa"}),
    ("Thousands of people protested in Daraa on Friday.", "protest", {"place": "Daraa"}),
    ("Hezbollah sent 300 fighters to Qusayr.", "deployment", {"actor": "hezbollah", "counts": [300]}),
    # passives
    ("Zabadani was shelled by government forces on Friday.", "shelling", {"actor": "government", "place": "Zabadani"}),
    ("Palmyra was captured by Islamic State on Wednesday.", "control", {"holder": "isis", "place": "Palmyra"}),
    ("Palmyra was retaken by the army on Sunday.", "control", {"holder": "government", "place": "Palmyra"}),
    (
        "At least 12 civilians were killed in Douma on Monday.",
        "casualties",
        {"target": "At least 12 civilians", "place": "Douma", "counts": [12]},
    ),
    (
        "Three soldiers were kidnapped by rebels near Hama.",
        "abduction",
        {"actor": "opposition", "target": "Three soldiers", "counts": [3]},
    ),
    (
        "A mosque in Homs was destroyed by artillery on Tuesday.",
        "shelling",
        {"target": "A mosque", "site": "mosque", "place": "Homs"},
    ),
    (
        "Two aid workers were released by the Nusra Front on Monday.",
        "release",
        {"actor": "nusra", "target": "Two aid workers", "counts": [2]},
    ),
    ("A Turkish jet was shot down over Latakia.", "shootdown", {"target": "A Turkish jet", "place": "Latakia"}),
    # nominals
    (
        "The shelling of Zabadani by government forces continued on Friday.",
        "shelling",
        {"actor": "government", "place": "Zabadani"},
    ),
    ("The army's capture of Palmyra came on Sunday.", "control", {"holder": "government", "place": "Palmyra"}),
    ("The capture of Palmyra by the army came on Sunday.", "control", {"holder": "government", "place": "Palmyra"}),
    (
        "A Russian air strike on a market in Idlib killed 20 people.",
        "airstrike",
        {"actor": "russia", "target": "a market", "site": "market", "place": "Idlib", "counts": [20]},
    ),
    ("The siege of Madaya entered its sixth month.", "siege", {"place": "Madaya"}),
    ("The withdrawal of rebels from Homs began on Wednesday.", "withdrawal", {"actor": "opposition", "place": "Homs"}),
    (
        "The fall of Palmyra to Islamic State was announced on Thursday.",
        "control",
        {"holder": "isis", "place": "Palmyra"},
    ),
    ("A car bomb explosion in Damascus killed four people.", "bombing", {"place": "Damascus", "counts": [4]}),
    ("Clashes between the army and rebels broke out near Aleppo.", "clash", {"actor": "government", "place": "Aleppo"}),
    (
        "The abduction of two priests near Aleppo shocked the city.",
        "abduction",
        {"target": "two priests", "place": "Aleppo", "counts": [2]},
    ),
    # light verbs
    ("Russian jets carried out air strikes on Idlib on Friday.", "airstrike", {"actor": "russia", "place": "Idlib"}),
    ("Rebels launched an attack on Hama airport.", "clash", {"actor": "opposition"}),
    ("The army took control of Palmyra on Sunday.", "control", {"holder": "government", "place": "Palmyra"}),
    ("Rebels lost control of Zabadani.", "control", {"place": "Zabadani"}),
    ("The army laid siege to Daraya.", "siege", {"actor": "government", "place": "Daraya"}),
    ("The coalition conducted 12 strikes near Manbij.", "airstrike", {"actor": "us_coalition", "place": "Manbij"}),
    ("Government forces committed a massacre in Tremseh.", "killing", {"actor": "government"}),
    # came under fire
    ("Zabadani came under fire from government artillery on Friday.", "shelling", {"place": "Zabadani"}),
    # coordination
    ("The army shelled Zabadani and Madaya on Friday.", "shelling", {"actor": "government", "place": "Zabadani"}),
    ("The strike killed 12 people and wounded 30 in Douma.", "airstrike", {"place": "Douma", "counts": [12, 30]}),
    ("The army and Hezbollah captured Qusayr on Wednesday.", "control", {"holder": "government", "place": "Qusayr"}),
    # relative clauses
    ("The town, which was shelled by the army, lies near Damascus.", "shelling", {"actor": "government"}),
    # control
    ("Palmyra fell to Islamic State on Wednesday.", "control", {"holder": "isis", "place": "Palmyra"}),
    ("Khalidiya has not yet fallen.", "control", {"polarity": "denied"}),
    (
        "Palmyra has not yet fallen to Islamic State.",
        "control",
        {"polarity": "denied", "holder": "isis", "place": "Palmyra"},
    ),
    ("Kurdish fighters drove Islamic State from Kobani.", "control", {"holder": "kurdish", "place": "Kobani"}),
    ("The army lost Idlib on Saturday.", "control", {"place": "Idlib"}),
    ("Rebels recaptured half of Zabadani.", "control", {"holder": "opposition", "place": "Zabadani", "part": "part"}),
    ("Islamic State seized the oil field near Deir al-Zor.", "control", {"holder": "isis"}),
    ("Rebels withdrew from Homs on Wednesday.", "withdrawal", {"actor": "opposition", "place": "Homs"}),
    ("The army pulled out of Raqqa.", "withdrawal", {"actor": "government", "place": "Raqqa"}),
    ("Rebels handed Daraya over to the army.", "withdrawal", {"actor": "opposition", "place": "Daraya"}),
    # siege
    ("Government forces have besieged Madaya since July.", "siege", {"actor": "government", "place": "Madaya"}),
    ("Some 40,000 people are trapped in Madaya.", "siege", {"place": "Madaya", "counts": [40000]}),
    ("The army cut the road between Aleppo and Turkey.", "siege", {"actor": "government"}),
    # arms
    ("The army seized a cache of weapons in Daraa.", "arms_seizure", {"actor": "government", "place": "Daraa"}),
    (
        "Security forces defused two bombs in Damascus.",
        "arms_seizure",
        {"actor": "government", "place": "Damascus", "counts": [2]},
    ),
    ("Border guards intercepted a shipment of rifles near Tartus.", "arms_seizure", {"place": "Tartus"}),
    # aid, shortage
    ("The Red Crescent delivered food to Madaya on Monday.", "aid_delivered", {"place": "Madaya"}),
    ("An aid convoy reached Madaya on Monday.", "aid_delivered", {"place": "Madaya"}),
    ("Residents of Madaya face a shortage of bread.", "shortage", {"place": "Madaya"}),
    ("Hospitals in Aleppo have run out of medicine.", "shortage", {"place": "Aleppo"}),
    # displacement, population, damage
    ("About 5,000 residents fled Daraya.", "displacement", {"place": "Daraya", "counts": [5000]}),
    ("Some 40,000 people live in Madaya.", "population", {"place": "Madaya", "counts": [40000]}),
    ("Around 70 percent of Daraya was destroyed.", "damage", {"place": "Daraya", "counts": [70]}),
    ("The water plant in Aleppo was badly damaged.", "damage", {"place": "Aleppo"}),
    # chemical, suicide
    ("Government forces used chlorine gas in Sarmin.", "chemical_attack", {"actor": "government", "place": "Sarmin"}),
    ("A chemical attack on Ghouta killed hundreds of people.", "chemical_attack", {}),
    ("A suicide bomber blew himself up in Homs.", "suicide_bombing", {"place": "Homs"}),
    ("A suicide car bomb killed six soldiers in Hama.", "suicide_bombing", {"place": "Hama", "counts": [6]}),
    ("A car bomb exploded in Latakia.", "bombing", {"place": "Latakia"}),
    # persons
    ("Two generals defected from the army.", "defection", {}),
    ("Between 20 and 30 soldiers were killed near Palmyra.", "casualties", {"place": "Palmyra", "counts": [(20, 30)]}),
    # talks
    ("The government and rebels agreed on a ceasefire in Homs.", "agreement", {"place": "Homs"}),
    ("The opposition held talks with Russia in Geneva.", "negotiation", {"place": "Geneva"}),
    # control verbs, infinitives
    ("The army managed to capture Palmyra on Sunday.", "control", {"holder": "government", "place": "Palmyra"}),
    (
        "After capturing Palmyra, Islamic State executed soldiers.",
        "control",
        {"holder": "isis", "place": "Palmyra", "kinds": ["control", "killing"]},
    ),
    # more
    ("Hundreds of families have been displaced from Daraya.", "displacement", {"place": "Daraya"}),
    ("Nobody was abducted in Homs.", "abduction", {"polarity": "denied", "place": "Homs"}),
    ("More than 300 people were wounded in Aleppo.", "casualties", {"place": "Aleppo", "counts": [300]}),
    ("Fierce fighting raged in Harasta.", "clash", {"place": "Harasta"}),
    ("The Islamic State looted the museum in Palmyra.", "looting", {"actor": "isis", "place": "Palmyra"}),
    ("Rebels hold parts of Aleppo.", "control", {"holder": "opposition", "place": "Aleppo", "part": "part"}),
    ("The army regained the town of Morek from rebels.", "control", {"holder": "government", "place": "Morek"}),
    ("Some 15,000 people fled to Turkey from Aleppo.", "displacement", {"counts": [15000]}),
    (
        "A mine killed two children near Manbij.",
        "bombing",
        {"place": "Manbij", "counts": [2], "target": "two children"},
    ),
    ("The missile struck a bakery in Aleppo.", "shelling", {"target": "a bakery", "place": "Aleppo"}),
    ("Colonel Riad Mansour defected from the army.", "defection", {}),
    ("The two sides signed a truce in Madaya.", "agreement", {"place": "Madaya"}),
    ("Hezbollah acknowledged the loss of Qusayr.", "control", {"place": "Qusayr"}),
    # blame is no proof: who is blamed is the actor only of what somebody claims
    ("A car bomb blamed on Islamic State killed six people in Homs.", "bombing", {"actor": "isis", "counts": [6]}),
    (
        "Activists accused the army of shelling a school in Douma.",
        "shelling",
        {"actor": "government", "site": "school"},
    ),
    ("The government blamed the bombing in Homs on rebels.", "bombing", {"actor": "opposition", "place": "Homs"}),
    ("Islamic State claimed responsibility for the bombing in Damascus.", "bombing", {"actor": "isis"}),
    (
        "No group claimed responsibility for the car bomb in Latakia.",
        "bombing",
        {"polarity": "affirmed", "actor": None, "place": "Latakia"},
    ),
    ("The Nusra Front said it was behind the suicide attack in Aleppo.", "suicide_bombing", {"actor": "nusra"}),
    ("Moscow denied any involvement in the strike on Idlib.", "airstrike", {"polarity": "denied", "actor": "russia"}),
    # who remains in control, the whole of a place and part of it
    ("Rebels remain in control of Idlib.", "control", {"holder": "opposition", "place": "Idlib", "part": "whole"}),
    ("Raqqa remains in the hands of Islamic State.", "control", {"holder": "isis", "place": "Raqqa"}),
    ("Idlib is the last stronghold of the rebels.", "control", {"holder": "opposition", "place": "Idlib"}),
    ("Most of Aleppo is under rebel control.", "control", {"holder": "opposition", "place": "Aleppo", "part": "part"}),
    ("The army captured the whole of Zabadani.", "control", {"holder": "government", "part": "whole"}),
    ("Government forces control 80 percent of Daraya.", "control", {"holder": "government", "part": "part"}),
    ("The army captured several villages in Homs.", "control", {"holder": "government", "part": "part"}),
    ("Rebels seized new positions in Hama.", "control", {"holder": "opposition", "part": "part"}),
    ("The army captured the Salaheddin district of Aleppo.", "control", {"holder": "government", "part": "whole"}),
    ("Rebels surrendered the town of Daraya to the army.", "control", {"holder": "government", "place": "Daraya"}),
    ("Palmyra was lost to Islamic State.", "control", {"holder": "isis", "place": "Palmyra"}),
    # movement
    ("Troops moved from Hama to Idlib on Monday.", "deployment", {"actor": "government", "place": "Idlib"}),
    ("Fighters infiltrating from Jordan were arrested in Daraa.", "detention", {"place": "Daraa"}),
    ("The army foiled an attempt to infiltrate from Lebanon into Qusayr.", "clash", {"place": "Qusayr"}),
    # what was seized, found or defused is no attack
    ("An unexploded bomb was found in a school in Homs.", "arms_seizure", {"place": "Homs"}),
    ("The army destroyed a cache of mines near Palmyra.", "arms_seizure", {"actor": "government"}),
    ("Police in Daraa seized a shipment of explosives that came from Lebanon.", "arms_seizure", {"place": "Daraa"}),
    ("The army confiscated an arms cache near Palmyra.", "arms_seizure", {"actor": "government"}),
    ("Rebels seized weapons from a depot near Hama.", "arms_seizure", {"actor": "opposition", "place": "Hama"}),
    # who is struck: "came under attack"
    ("The convoy came under attack near Idlib.", "clash", {"actor": None, "target": "The convoy"}),
    # in an attack on somebody the attacked are not the actor
    (
        "Islamic State killed 15 people in an attack on a village in Hama.",
        "killing",
        {"actor": "isis", "place": "Hama", "counts": [15]},
    ),
    # an attack on people who bear no arms is a killing; on those who do, fighting
    ("Gunmen ambushed a bus near Idlib, killing nine passengers.", "killing", {"target": "a bus", "counts": [9]}),
    ("Six shepherds were killed in a rebel attack near Idlib.", "killing", {"actor": "opposition", "counts": [6]}),
    ("Rebels ambushed a patrol near Idlib, killing nine soldiers.", "clash", {"counts": [9]}),
    ("Rebels attacked a checkpoint near Idlib and killed three civilians.", "clash", {"counts": [3]}),
    ("Clashes between rebels and the army killed six civilians in Idlib.", "clash", {"counts": [6]}),
    ("Rebels attacked a village near Idlib and wounded four children.", "clash", {"counts": [4]}),
    # what is burned is destroyed; people who are burned suffer
    ("Militiamen burned 30 houses in Hama.", "damage", {"target": "30 houses"}),
    ("Soldiers burned a clinic in Hama.", "damage", {"actor": "government", "target": "a clinic"}),
    ("Guards burned two prisoners in Hama.", "torture", {"target": "two prisoners"}),
    # those who bear arms withdraw, others flee
    ("Rebel fighters fled from Hama.", "withdrawal", {"actor": "opposition", "place": "Hama"}),
    ("Policemen fled their post in Hama.", "withdrawal", {"place": "Hama"}),
    ("The general said his men had left Hama.", "withdrawal", {"place": "Hama"}),
    ("Hundreds of families fled from Hama.", "displacement", {"place": "Hama"}),
    # verbs that share an object
    (
        "The army killed and wounded dozens of rebels near Hama.",
        "casualties",
        {"actor": "government", "target": "dozens of rebels", "kinds": ["casualties"]},
    ),
    # searches, crowds
    ("Police arrested six men in raids across Damascus.", "detention", {"counts": [6], "place": "Damascus"}),
    ("Police fired tear gas at protesters in Damascus.", "protest", {"actor": "government", "weapon": "crowd_control"}),
    ("Protesters clashed with police in Hama.", "riot", {"place": "Hama"}),
    ("Clashes broke out between police and demonstrators in Hama.", "riot", {"place": "Hama"}),
    ("A mob lynched two men in Homs.", "killing", {"counts": [2]}),
    ("The strike by teachers in Aleppo entered its second week.", "protest", {"place": "Aleppo"}),
    ("Militants detonated a suicide vehicle bomb in Homs.", "suicide_bombing", {"place": "Homs"}),
    ("A grenade attack on a cafe in Latakia wounded six people.", "bombing", {"weapon": "grenade", "counts": [6]}),
    ("Turkish troops established an observation post in Idlib.", "deployment", {"actor": "turkey", "place": "Idlib"}),
    (
        "The pilot was forced to eject over Zabadani.",
        "shootdown",
        {"kinds": ["displacement", "shootdown"], "actor": None},
    ),
    ("Rescuers found 12 bodies in Homs.", "casualties", {"actor": None, "counts": [12], "place": "Homs"}),
    ("Their bodies were dumped in a well in Homs.", "casualties", {"actor": None, "target": None}),
    ("A gas explosion in Damascus killed four people.", "casualties", {"actor": None, "counts": [4]}),
]


@pytest.mark.parametrize(("text", "kind", "fields"), ROWS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_construction(text: str, kind: str, fields: dict[str, Any]) -> None:
    reading = read(text)
    wanted = dict(fields)
    assert [c.kind for c in claims(reading)] == wanted.pop("kinds", [kind])
    found = told(reading, next(c for c in claims(reading) if c.kind == kind))
    assert {name: found[name] for name in wanted} == wanted


NOTHING = [
    "Flour costs more in Homs this year.",
    "The market in Homs opens at nine.",
    "The team won the match in Damascus.",
    "Farmers planted wheat near Hama.",
    "Snow fell in Damascus on Friday.",
    "The minister arrived in Moscow on Monday.",
    "The river flooded its banks.",
    "The school in Homs reopened on Sunday.",
    "A storm hit the coast near Latakia.",
    "The price of bread rose in Hama.",
    "A crew shot a film in Damascus in May.",
    "The minister suffered a heart attack in Homs.",
    "The responsibility fell to the council in Homs.",
    "Officials launched a vaccination campaign in Hama.",
    "Doctors in Homs fight the disease.",
    "The candidate withdrew from the race in May.",
    "The ministry released a report in Damascus.",
    "Storms hit the camps near Idlib.",
    "Students took part in the festival in Damascus.",
    "The minister faced a barrage of questions in Damascus.",
    "Riot police stood at the gate in Homs.",
]
"""Words of war in peace, and peace: an invented claim is worse than one that is missed."""


@pytest.mark.parametrize("text", NOTHING)
def test_where_nothing_of_the_war_is_claimed(text: str) -> None:
    assert [c.kind for c in claims(read(text))] == []


def test_the_outlets_own_sentence_that_claims_nothing_is_no_statement() -> None:
    reading = read("Flour costs more in Homs this year. The army shelled Zabadani on Friday.")
    assert [(s.manner, [c.kind for c in s.claims]) for s in reading.statements] == [("narration", ["shelling"])]


def test_a_statement_of_two_things_has_two_claims() -> None:
    reading = read("Activists said that 12 people were killed in Homs, and that the army had captured Talbiseh.")
    (statement,) = reading.statements
    assert [c.kind for c in statement.claims] == ["casualties", "control"]
    assert [told(reading, c)["place"] for c in statement.claims] == ["Homs", "Talbiseh"]


def test_each_of_two_accounts_has_its_own_figure() -> None:
    reading = read("The army said it killed 30 rebels near Aleppo. The rebels said that four of their fighters died.")
    figures = [[reading.counts[i].low for c in s.claims for i in c.counts] for s in reading.statements]
    assert figures == [[30], [4]]
    assert [s.speaker.camp for s in reading.statements] == ["government", "opposition"]


CODES = [
    ("Gunmen opened fire on a bus near Homs, killing three women.", "Attack"),
    ("Rebels ambushed an army patrol near Daraa.", "Armed clash"),
    ("Fierce clashes broke out in Aleppo, killing 12 civilians.", "Armed clash"),
    ("Security forces opened fire on demonstrators in Daraa, killing four.", "Excessive force against protesters"),
    ("Police violently dispersed a protest in Hama.", "Excessive force against protesters"),
    ("Police dispersed a protest in Hama.", "Protest with intervention"),
    ("Police arrested dozens of protesters in Aleppo.", "Protest with intervention"),
    ("Thousands of people protested in Daraa on Friday.", "Peaceful protest"),
    ("Anti-government protesters marched in Hama.", "Peaceful protest"),
    ("Protesters clashed with police in Hama.", "Violent demonstration"),
    ("Villagers torched the council building in Idlib.", "Mob violence"),
    ("The army set up a checkpoint near Daraya.", "Headquarters or base established"),
    ("The army sent 300 soldiers to Hama.", "Change to group/activity"),
    ("The army and rebels exchanged prisoners near Homs.", "Agreement"),
    ("Ten rebels surrendered to the army in Daraa.", "Agreement"),
    ("Ten soldiers defected to the rebels in Daraa.", "Change to group/activity"),
    ("Militants captured the village of Hayan.", "Non-state actor overtakes territory"),
    ("The army recaptured the village of Hayan.", "Government regains territory"),
    ("The army holds the village of Hayan.", None),
    ("The army destroyed a cache of mines near Palmyra.", "Disrupted weapons use"),
]


@pytest.mark.parametrize(("text", "code"), CODES, ids=[text for text, _ in CODES])
def test_the_code_follows_who_did_it_to_whom(text: str, code: str | None) -> None:
    reading = read(text)
    assert [c.acled for c in claims(reading)] == [code]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The most lethal chemical attack in decades prompted an emergency meeting in Geneva.", "chemical_attack"),
        ("The bombing of the market prompted talks in Geneva.", "bombing"),
        ("An air strike that killed 40 people prompted an emergency meeting in Geneva.", "airstrike"),
    ],
)
def test_what_only_stands_near_a_deed_abroad_is_not_where_it_was(text: str, kind: str) -> None:
    reading = read(f"Syrian planes bombed a market in Rastan on Friday. {text}")
    places = {(c.kind, reading.places[c.place].text) for c in claims(reading) if c.place is not None}
    assert places == {("airstrike", "Rastan"), (kind, "Rastan"), ("negotiation", "Geneva")}
