"""Each construction in which a claim is made, some sentences each: what, who holds a place, movement, how sure.

A row is a sentence, the kind of the claim that is looked at (the last of that kind, since what takes up something
after it), and what that claim and its statement say. `by` is the camp of whoever makes the statement. All sentences are
ours, and tell of nothing that happened.
"""

from __future__ import annotations

from typing import Any

import pytest
from read_claims import Row, claims, read, seen

PASSIVES: list[Row] = [
    ("Douma was bombarded by the army on Friday.", "shelling", {"actor": "government", "place": "Douma"}),
    ("A school in Douma was hit by army shells.", "shelling", {"site": "school", "place": "Douma"}),
    ("The pilot was killed by a fighter from the Nusra Front, activists said.", "casualties", {"actor": "nusra"}),
    ("Zabadani has been captured by the army.", "control", {"holder": "government", "place": "Zabadani"}),
]

NOMINALS: list[Row] = [
    (
        "The shelling of Douma by government forces killed ten people.",
        "shelling",
        {"actor": "government", "counts": [10]},
    ),
    ("The regime's bombardment of Douma killed ten people.", "shelling", {"actor": "government", "counts": [10]}),
    ("Rocket fire by rebels killed four people in Aleppo.", "shelling", {"actor": "opposition", "counts": [4]}),
    ("Rebel shelling killed four people in Aleppo.", "shelling", {"actor": "opposition", "counts": [4]}),
    ("Coalition raids killed ten people near Raqqa.", "airstrike", {"actor": "us_coalition", "counts": [10]}),
    ("Six people were killed in US air strikes on Raqqa.", "airstrike", {"actor": "us_coalition", "counts": [6]}),
    (
        "Three teachers were among 29 people killed at noon in Syrian government shelling of a mountain village,"
        " a monitor said.",
        "shelling",
        {"actor": "government", "counts": [3, 29], "by": "monitor"},
    ),
    ("An Israeli drone struck a car near Quneitra.", "airstrike", {"actor": "israel", "place": "Quneitra"}),
    ("Its capture of the airbase near Hama cost 20 men, the Nusra Front said.", "control", {"holder": "nusra"}),
    ("A barrel bomb attack killed six people in Daraya.", "airstrike", {"weapon": "air_bomb", "counts": [6]}),
    ("The killing of two farmers by militants near Hama drew protests.", "killing", {"counts": [2]}),
]

LIGHT_VERBS: list[Row] = [
    ("The army carried out strikes on Zabadani.", "airstrike", {"actor": "government", "place": "Zabadani"}),
    ("Rebels staged an ambush near Daraa, killing eight soldiers.", "clash", {"actor": "opposition", "counts": [8]}),
    ("The village of Hayan came under fire from army positions.", "clash", {"actor": "government", "place": "Hayan"}),
    ("Rebels came under attack near Hama.", "clash", {"actor": None, "target": "Rebels"}),
    ("The air strikes on Raqqa were executed on Saturday.", "airstrike", {"place": "Raqqa"}),
]

COORDINATION: list[Row] = [
    ("The army shelled Douma and captured Zabadani.", "control", {"holder": "government", "place": "Zabadani"}),
    ("Jets bombed Idlib, killing 12 people and wounding 30.", "airstrike", {"counts": [12, 30]}),
    ("The army shelled and bombed Douma.", "shelling", {"actor": "government", "place": "Douma"}),
    (
        "The Nusra Front executed the pilot after rebels shot down his plane.",
        "killing",
        {"actor": "nusra", "target": "the pilot"},
    ),
    (
        "The Nusra Front executed the pilot after rebels shot down his plane.",
        "shootdown",
        {"actor": "opposition", "target": "his plane"},
    ),
]

RELATIVE_CLAUSES: list[Row] = [
    ("The strike, which hit a school in Idlib, killed nine children.", "airstrike", {"site": "school", "counts": [9]}),
    ("Rebels who hold the market in Homs attacked the army.", "clash", {"actor": "opposition", "target": "the army"}),
    ("Rebels, who captured Idlib on Saturday, shelled the airbase.", "shelling", {"day": (None, "2016-07-10")}),
    ("Rebels, who captured Idlib on Saturday, shelled the airbase.", "control", {"day": ("2016-07-09", "2016-07-09")}),
]

FOLLOWED: list[Row] = [
    (
        "The Nusra Front attacked a checkpoint near Hama. The group killed eight soldiers.",
        "casualties",
        {"actor": "nusra", "counts": [8]},
    ),
    ("Rebels attacked a checkpoint near Hama. They killed eight soldiers.", "casualties", {"actor": "opposition"}),
    ("Jets struck a market in Idlib. The attack killed 20 people.", "airstrike", {"place": "Idlib", "counts": [20]}),
    ("A bomb exploded in a market in Homs. The blast killed six people.", "bombing", {"place": "Homs", "counts": [6]}),
    (
        "Activists said jets dropped chlorine on Saraqib. Rebels accused government forces of carrying out the attack.",
        "chemical_attack",
        {"by": "opposition", "actor": "government", "place": "Saraqib"},
    ),
    ("Islamic State said three of its fighters attacked a police station in Damascus.", "clash", {"actor": "isis"}),
]

BLAME: list[Row] = [
    ("A car bomb blamed on Islamic State killed six people in Homs.", "bombing", {"actor": "isis", "hedge": "blamed"}),
    ("The bombing in Homs was blamed on rebels.", "bombing", {"actor": "opposition", "hedge": "blamed"}),
    ("Rebels were blamed for the bombing in Homs.", "bombing", {"actor": "opposition", "hedge": "blamed"}),
    (
        "The government blamed the bombing in Homs on rebels.",
        "bombing",
        {"by": "government", "stance": "claims", "actor": "opposition", "hedge": None},
    ),
    ("State media blamed rebels for the bombing in Homs.", "bombing", {"by": "government", "actor": "opposition"}),
    (
        "The attack in Homs, which the army blamed on rebels, killed six people.",
        "clash",
        {"by": "government", "stance": "claims", "actor": "opposition"},
    ),
    (
        'A bomb hit the market in Idlib. The government blamed "terrorists".',
        "bombing",
        {"by": "government", "stance": "claims", "actor": "opposition", "place": "Idlib"},
    ),
]

ACCUSATIONS: list[Row] = [
    (
        "Activists accused rebels of the attack on the market in Homs.",
        "clash",
        {"by": "opposition", "stance": "claims"},
    ),
    ("Activists accused members of the army of shelling a school in Douma.", "shelling", {"actor": "government"}),
    (
        "A strike hit the market in Idlib. The opposition accused Russia.",
        "airstrike",
        {"by": "opposition", "stance": "claims", "actor": "russia", "place": "Idlib"},
    ),
    ("Rebels are suspected of bombing a market in Homs.", "bombing", {"actor": "opposition", "hedge": "suspected"}),
    (
        "The attack appeared to be the work of the Assad government, a US official said.",
        "clash",
        {"actor": "government"},
    ),
    ("A strike hit the market in Idlib. Russia was responsible, activists said.", "airstrike", {"actor": "russia"}),
    (
        "All the information shows that there was a chemical massacre near Damascus and that the Bashar regime is"
        " responsible, Foreign Minister Laurent Fabius said.",
        "chemical_attack",
        {"by": "western", "actor": "government"},
    ),
]

OWNED: list[Row] = [
    ("Islamic State claimed responsibility for the bombing in Damascus.", "bombing", {"by": "isis", "actor": "isis"}),
    ("The Islamic State (IS) group claimed the attack on a market in Homs.", "clash", {"by": "isis", "actor": "isis"}),
    (
        "Rebels took responsibility for the bombing in Homs.",
        "bombing",
        {"actor": "opposition", "stance": "acknowledges"},
    ),
    # of what was told before, with no word of what it was
    (
        "A car bomb hit a market in Homs. Islamic State has claimed responsibility.",
        "bombing",
        {"by": "isis", "actor": "isis", "stance": "claims", "place": "Homs"},
    ),
    (
        "Russian jets struck a depot in Idlib. The Russian army confirmed the strike.",
        "airstrike",
        {"by": "russia", "actor": "russia", "stance": "acknowledges", "place": "Idlib"},
    ),
    # who confirms what others did acknowledges nothing
    (
        "Russian jets struck a depot in Idlib. The Observatory confirmed the strike.",
        "airstrike",
        {"by": "monitor", "stance": "reports", "place": "Idlib"},
    ),
]

USED_FOR: list[Row] = [
    # what was hit was used for a deed of its own
    (
        "The army said its jets hit a field from which rebels had fired rockets into Hama.",
        "airstrike",
        {"by": "government", "actor": "government"},
    ),
]

DISOWNED: list[Row] = [
    (
        "The army said its troops had captured Zabadani. The opposition denied the statement.",
        "control",
        {"by": "opposition", "polarity": "denied", "actor": None, "place": "Zabadani"},
    ),
    ("The army denied carrying out air strikes on Idlib.", "airstrike", {"by": "government", "polarity": "denied"}),
    ("Moscow denied any involvement in the strike on Idlib.", "airstrike", {"actor": "russia", "polarity": "denied"}),
    (
        "A strike hit the market in Idlib. Moscow denied the allegations.",
        "airstrike",
        {"by": "russia", "actor": "russia", "polarity": "denied", "place": "Idlib"},
    ),
    (
        "Activists said the army shelled a school in Douma. State television denied the allegations.",
        "shelling",
        {"by": "government", "actor": "government", "polarity": "denied", "stance": "denies"},
    ),
    (
        "The opposition blamed the army for the chlorine attack in Saraqib. Russia said the claims were fabricated.",
        "chemical_attack",
        {"by": "russia", "actor": "government", "polarity": "denied"},
    ),
    (
        "Activists said the army shelled Douma. The reports were denied by state television.",
        "shelling",
        {"by": "government", "polarity": "denied"},
    ),
    (
        "The ministry said neither Russian nor Syrian jets were carrying out strikes on Idlib.",
        "airstrike",
        {"polarity": "denied"},
    ),
]

HELD: list[Row] = [
    ("Rebels retook Palmyra from the army.", "control", {"holder": "opposition", "target": "the army"}),
    ("Rebels lost the village of Hayan.", "control", {"holder": None, "target": "Rebels", "place": "Hayan"}),
    ("Daraya has not yet fallen.", "control", {"polarity": "denied", "holder": None, "place": "Daraya"}),
    ("Islamic State remains in Raqqa.", "control", {"holder": "isis", "place": "Raqqa"}),
    ("Rebels remain in Daraya.", "control", {"holder": "opposition", "place": "Daraya"}),
    ("The army controls 80 percent of Zabadani.", "control", {"holder": "government", "part": "part", "target": None}),
    ("Rebels still hold parts of Aleppo.", "control", {"holder": "opposition", "part": "part", "place": "Aleppo"}),
    ("Raqqa is the last Islamic State bastion in the north.", "control", {"holder": "isis", "place": "Raqqa"}),
    ("Zabadani, the last rebel stronghold near the border, fell to the army.", "control", {"holder": "government"}),
    ("Government forces besieged Daraya.", "siege", {"actor": "government", "place": "Daraya"}),
    (
        "Rebels handed over the town of Daraya to the army.",
        "withdrawal",
        {"actor": "opposition", "holder": "government"},
    ),
    (
        "Daraya was handed over to the army by the rebels.",
        "withdrawal",
        {"actor": "opposition", "holder": "government"},
    ),
    ("Rebels handed the town of Daraya over to government forces.", "withdrawal", {"holder": "government"}),
]

MOVED: list[Row] = [
    ("Fighters moved from Idlib to Hama.", "deployment", {"from": "Idlib", "to": "Hama"}),
    ("Buses carried rebels from Daraya to Idlib.", "displacement", {"from": "Daraya", "to": "Idlib"}),
    (
        "Rebels withdrew from Zabadani to Idlib.",
        "withdrawal",
        {"actor": "opposition", "place": "Zabadani", "to": "Idlib"},
    ),
    ("A bomb was defused outside a school in Damascus.", "arms_seizure", {"place": "Damascus"}),
    ("Militants infiltrating from Lebanon were killed in Qusayr.", "casualties", {"place": "Qusayr"}),
    (
        "Activists said on Friday that the army had shelled Douma on Tuesday.",
        "shelling",
        {"day": ("2016-07-05", "2016-07-05")},
    ),
]

HEDGED: list[Row] = [
    ("Russian jets reportedly bombed a hospital in Idlib.", "airstrike", {"hedge": "reportedly", "actor": "russia"}),
    ("Dozens were reportedly killed in Douma.", "casualties", {"hedge": "reportedly"}),
    ("The army allegedly shelled a school in Douma.", "shelling", {"hedge": "allegedly", "polarity": "affirmed"}),
    (
        "An alleged chemical attack killed ten people in Saraqib.",
        "chemical_attack",
        {"hedge": "alleged", "counts": [10]},
    ),
    ("Suspected Russian jets struck a market in Idlib.", "airstrike", {"hedge": "Suspected", "actor": "russia"}),
    ("The army is said to have captured Zabadani.", "control", {"hedge": "said", "by": "unknown"}),
    ("The army shelled a school in Douma.", "shelling", {"hedge": None}),
    ("Activists said the army shelled a school in Douma.", "shelling", {"hedge": None, "by": "opposition"}),
]

QUOTED_ON: list[Row] = [
    (
        "State television quoted the army as saying that its troops had captured Zabadani.",
        "control",
        {"by": "government", "stance": "reports", "holder": "government"},
    ),
    (
        "The minister said the Observatory had claimed that the army shelled Douma.",
        "shelling",
        {"by": "monitor", "stance": "claims", "actor": "government"},
    ),
    (
        "Rebels said the army had admitted losing Zabadani.",
        "control",
        {"by": "government", "stance": "acknowledges", "target": "the army"},
    ),
    ("Activists denied reports that rebels had left Homs.", "withdrawal", {"by": "opposition", "polarity": "denied"}),
    (
        "Syria described the reports that its army had used chemical weapons in Homs as untrue.",
        "chemical_attack",
        {"by": "government", "polarity": "denied"},
    ),
]

LOADED: list[Row] = [
    ("SANA said the army eliminated 12 terrorists in Homs.", "clash", {"target": "12 terrorists", "counts": [12]}),
    (
        "Three children were killed in a terrorist rocket attack on a school in Aleppo, SANA reported.",
        "shelling",
        {"actor": "opposition", "site": "school", "by": "government"},
    ),
    (
        "The army liberated the village of Hayan from terrorists, SANA said.",
        "control",
        {"holder": "government", "target": "terrorists"},
    ),
    ("The army says Islamist rebels killed the envoy.", "casualties", {"actor": "opposition"}),
]

TOLLS: list[Row] = [
    ("The death toll from the strike on Idlib rose to 58, the Civil Defence said.", "airstrike", {"counts": [58]}),
    ("The Observatory gave a toll of 41 dead in Homs.", "casualties", {"by": "monitor", "counts": [41]}),
    ("The Observatory counted 24 dead in Homs.", "casualties", {"by": "monitor", "counts": [24]}),
    ("At least 12 people are dead after a strike on Idlib, the Observatory said.", "airstrike", {"by": "monitor"}),
]

UNTOLD: list[Row] = [
    # how people died is told, or it is not
    ("The army killed 40 militants near Hama.", "casualties", {"actor": "government", "counts": [40]}),
    ("Gunmen shot dead nine villagers near Hama.", "killing", {"counts": [9]}),
    ("The militants killed and crucified five men in Raqqa.", "killing", {"weapon": "execution", "counts": [5]}),
    ("Coalition jets staged an attack on Raqqa.", "airstrike", {"actor": "us_coalition"}),  # lemma "stag"
    ("Government forces committed a slaughter in Houla.", "killing", {"actor": "government", "place": "Houla"}),
]

HANDLED: list[Row] = [
    # arms that something is done to are no means
    ("Syrian forces destroyed two tanks near Hama.", "clash", {"actor": "government", "weapon": None}),
    ("The coalition killed a leader of the group's chemical weapons programme.", "casualties", {"weapon": None}),
    ("Soldiers killed two suicide bombers near Homs.", "casualties", {"actor": "government", "weapon": None}),
    ("The army attacked Douma with tanks.", "shelling", {"actor": "government", "weapon": "tank"}),
    # of two weapons the first; what a bomb holds
    ("Four people were killed in attacks with shells and explosive bullets on Aleppo.", "shelling", {"counts": [4]}),
    ("The army dropped barrel bombs containing chlorine on Kafr Zita.", "chemical_attack", {"actor": "government"}),
    ("State media accused rebels of using chemical arms in Jobar.", "chemical_attack", {"actor": "opposition"}),
    # gas destroys no building
    ("They destroyed 11 hospitals and used chlorine gas in Aleppo.", "damage", {"counts": [11]}),
    ("The Russian Aerospace Forces killed 77 fighters near Palmyra.", "airstrike", {"actor": "russia", "counts": [77]}),
]

OTHER_TIMES: list[Row] = [
    ("Weeks after the strike, nine people were killed in Homs.", "casualties", {"counts": [9]}),
    ("Nine people were killed after the strike hit Homs.", "airstrike", {"counts": [9]}),
]

LEFT_BEHIND: list[Row] = [
    ("The army left Morek on Monday.", "withdrawal", {"actor": "government"}),
    ("The army hit Homs on Monday, leaving five people dead.", "shelling", {"counts": [5]}),
    ("The army handed over the town of Morek to the rebels.", "withdrawal", {"actor": "government"}),
]

PRESUPPOSED: list[Row] = [
    ("The text would include a condemnation of the air strike on Douma.", "airstrike", {"modality": "happened"}),
    ("The council may investigate the shelling of Douma.", "shelling", {"modality": "happened"}),
    ("The army may shell Douma.", "shelling", {"modality": "hypothetical"}),
    ("The rebels planned an attack on Douma.", "clash", {"modality": "planned"}),
    ("They took the town of Morek without a fight.", "clash", {"polarity": "denied"}),
]

TIMES: list[Row] = [
    # a clause about the place has its own time
    (
        "On 4 May the army took Homs, which it had besieged since March.",
        "control",
        {"day": ("2016-05-04", "2016-05-04")},
    ),
    ("The army took Homs, which it had besieged since March.", "control", {"day": (None, "2016-07-10")}),
]

CLAIMED_LIVES: list[Row] = [
    # "claimed" is no saying here
    ("A car bomb claimed the lives of eight people in Homs.", "bombing", {"by": "narrator", "counts": [8]}),
    ("The raid on Idlib claimed 12 lives.", "airstrike", {"by": "narrator", "counts": [12]}),
    ("Rockets hit Homs, claiming the life of a child.", "shelling", {"by": "narrator", "counts": [1]}),
]

LACKING: list[Row] = [
    ("There is no flour left in Homs.", "shortage", {"place": "Homs", "polarity": "affirmed"}),
    ("Homs has no bread, residents said.", "shortage", {"polarity": "affirmed"}),
]

TREATED: list[Row] = [
    ("31 people were treated for burns in Homs.", "casualties", {"counts": [31], "place": "Homs"}),
    ("Doctors treated 31 patients in Homs.", "aid_delivered", {"counts": [31]}),
]

TABLES = {
    "times": TIMES,
    "claimed lives": CLAIMED_LIVES,
    "lacking": LACKING,
    "treated": TREATED,
    "untold": UNTOLD,
    "handled": HANDLED,
    "other times": OTHER_TIMES,
    "left behind": LEFT_BEHIND,
    "presupposed": PRESUPPOSED,
    "passive": PASSIVES,
    "nominal": NOMINALS,
    "light verb": LIGHT_VERBS,
    "coordination": COORDINATION,
    "relative clause": RELATIVE_CLAUSES,
    "followed": FOLLOWED,
    "blame": BLAME,
    "accusation": ACCUSATIONS,
    "owned": OWNED,
    "used_for": USED_FOR,
    "disowned": DISOWNED,
    "held": HELD,
    "moved": MOVED,
    "hedged": HEDGED,
    "quoted on": QUOTED_ON,
    "loaded": LOADED,
    "toll": TOLLS,
}


@pytest.mark.parametrize(
    ("text", "kind", "fields"),
    [pytest.param(*row, id=f"{name}: {row[0]} [{row[1]}]") for name, rows in TABLES.items() for row in rows],
)
def test_a_construction_is_read(text: str, kind: str, fields: dict[str, Any]) -> None:
    reading = read(text)
    found = [c for c in claims(reading) if c.kind == kind]
    assert found, [c.kind for c in claims(reading)]
    last = seen(reading, found[-1])
    assert {name: last[name] for name in fields} == fields


KEPT_IN_THE_QUOTE = ["terrorists", "martyrs", "liberated", "cleansed"]


@pytest.mark.parametrize("word", KEPT_IN_THE_QUOTE)
def test_a_loaded_word_stands_in_no_normalised_field(word: str) -> None:
    """Kind, camps, codes and places are of no side's making; the words themselves stand only in texts with a span."""
    reading = read(
        "The army liberated Hayan from terrorists, SANA said. Rebels said three martyrs fell in Homs."
        " The army cleansed Zabadani of terrorists, SANA said."
    )
    assert claims(reading)
    for claim in claims(reading):
        parties = [p for p in (claim.actor, claim.target, claim.holder) if p is not None]
        fixed = [claim.kind, claim.acled, *(p.camp for p in parties), *(p.entity for p in parties)]
        assert not any(word.rstrip("s") in (value or "") for value in fixed)


def test_the_hedge_is_the_word_in_the_text() -> None:
    text = "Russian jets reportedly bombed a hospital in Idlib."
    (claim,) = claims(read(text))
    assert claim.hedge is not None
    assert text[claim.hedge.span.start : claim.hedge.span.end] == claim.hedge.text == "reportedly"


def test_what_could_not_be_verified_is_said_by_the_outlet() -> None:
    reading = read("Activists said the army shelled Douma. The report could not be independently verified.")
    told_by = [(s.speaker.camp, s.stance) for s in reading.statements]
    assert told_by == [("opposition", "reports"), ("narrator", "declines")]


def test_two_who_say_the_same_both_say_it() -> None:
    reading = read("A monitor and rebels said that thirty civilians were killed in strikes on Douma.")
    tolls = [(s.speaker.camp, [reading.counts[i].low for c in s.claims for i in c.counts]) for s in reading.statements]
    assert tolls == [("monitor", [30]), ("opposition", [30])]


def test_a_quoted_statement_has_its_words_to_itself() -> None:
    reading = read(
        "Government sources said rebels had shelled Aleppo, but militants accused government forces of carrying out"
        " the attack."
    )
    laid = {s.speaker.camp: [c.actor and c.actor.camp for c in s.claims] for s in reading.statements if s.claims}
    assert laid == {"government": ["opposition"], "unknown": ["government"]}


def test_who_acts_has_no_site() -> None:
    (claim,) = (
        c for c in claims(read("Rebels from a camp near a school attacked the army in Homs.")) if c.kind == "clash"
    )
    assert claim.actor is not None
    assert claim.actor.site is None


NO_SPEAKERS = [
    "Jets believed to be Russian struck a market in Idlib.",
    "Planes thought to be Israeli hit a depot near Damascus.",
    "A man suspected to be a bomber was arrested in Homs.",
]


@pytest.mark.parametrize("text", NO_SPEAKERS)
def test_who_is_believed_to_be_something_says_nothing(text: str) -> None:
    assert {s.speaker.role for s in read(text).statements} == {"narrator"}


@pytest.mark.parametrize(
    "text",
    [
        "The army hit Homs on Monday, leaving five people dead.",
        "Villagers fled the town, leaving weapons behind.",
        "Russia proposed that its ally hand over its chemical weapons stocks.",
    ],
)
def test_leaving_people_dead_or_giving_up_arms_is_no_withdrawal(text: str) -> None:
    assert "withdrawal" not in [c.kind for c in claims(read(text))]
