"""Who is said to have done it, and by whom: blame in its many forms, and sources that the parse or the words half hide.

A row of DOERS is a text, the kind of the claim that is looked at (the last of that kind) and what it and its statement
say, as in test_constructions. Rows without commas are as scrapers leave texts. All sentences are ours, and tell of
nothing that happened.
"""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from read_claims import Row, claims, read, seen

from rashomon.intake.parts import parts
from rashomon.model import Reading, Report
from rashomon.reading import pipeline
from rashomon.world import load_world

LAID_TO: list[Row] = [
    ("Activists attributed the raid on Idlib to Russia.", "airstrike", {"by": "opposition", "actor": "russia"}),
    ("The bombing in Homs was attributed to rebels.", "bombing", {"actor": "opposition"}),
    ("The army is to blame for the strike on Idlib, residents said.", "airstrike", {"actor": "government"}),
    ("The blame for the shelling of Douma was laid on the army.", "shelling", {"actor": "government"}),
    ("Responsibility for the strike lies with Russia, activists said.", "airstrike", {"actor": "russia"}),
    (
        "The opposition holds the government responsible for the massacre.",
        "killing",
        {"actor": "government", "polarity": "affirmed"},
    ),
    (
        "The minister pointed the finger at rebels for the bombing.",
        "bombing",
        {"by": "government", "stance": "claims", "actor": "opposition"},
    ),
    (
        "The government has been responsible for the raid and other chemical attacks, activists said.",
        "chemical_attack",
        {"actor": "government"},
    ),
    ("The paper told of the army's responsibility for the car bomb.", "bombing", {"actor": "government"}),
    (
        "Nobody owned the attack which the army blamed on the rebels.",
        "clash",
        {"by": "government", "stance": "claims", "actor": "opposition"},
    ),
    (
        "A strike hit the market in Idlib. Observers point in all directions with the army denying the strike and the"
        " opposition implicating Russia.",
        "airstrike",
        {"by": "opposition", "stance": "claims", "actor": "russia", "place": "Idlib"},
    ),
]

WHOSE_ARMS: list[Row] = [
    ("Rebel rockets have been hitting the town of Hayan.", "shelling", {"actor": "opposition", "place": "Hayan"}),
    (
        "A strike hit a school in Idlib. The planes were Russian, the Observatory said.",
        "airstrike",
        {"by": "monitor", "actor": "russia", "place": "Idlib"},
    ),
    (
        "A strike hit a school in Idlib. The planes were either Russian or Syrian, the Observatory said.",
        "airstrike",
        {"actor": None},
    ),
    (
        "Many were buried and dozens were hurt when Russian jets raided the village of Hayan.",
        "airstrike",
        {"actor": "russia"},
    ),
    (
        "A mission says forces loyal to President Bashar al-Assad were behind the bombing.",
        "bombing",
        {"actor": "government"},
    ),
    ("Four people were killed when artillery hit the market killing four people.", "shelling", {"actor": None}),
]

HELD_OFF: list[Row] = [
    ("The army repelled the rebels' attack on Hayan.", "clash", {"actor": "opposition"}),
    ("The army repelled an attack on Hayan.", "clash", {"actor": "government"}),
]

WHOSE_FORCES: list[Row] = [
    # what an armed side has is its own, where "its" tells whose
    ("The army denied that its planes had bombed a market in Idlib.", "airstrike", {"actor": "government"}),
    ("Russia denied that its aircraft had bombed the town of Binnish.", "airstrike", {"actor": "russia"}),
    ("The army said its units had entered Palmyra.", "clash", {"actor": "government"}),
    ("The rebels said their fighters had shelled Hayan.", "shelling", {"actor": "opposition"}),
    ("The army denied its forces shelled Hayan.", "shelling", {"actor": "government", "polarity": "denied"}),
]

TOOK_PART: list[Row] = [
    ("Russia said it took part in the bombing of Idlib.", "bombing", {"actor": "russia", "polarity": "affirmed"}),
    ("The army was not involved in the strike on Idlib.", "airstrike", {"actor": "government", "polarity": "denied"}),
    (
        "The army had nothing to do with the strike on Idlib.",
        "airstrike",
        {"actor": "government", "polarity": "denied"},
    ),
    ('"We had nothing to do with the attack," the army said.', "clash", {"actor": "government", "polarity": "denied"}),
    ("Rebels participated in the assault on Aleppo.", "clash", {"actor": "opposition"}),
    ("The coalition joined the attack on Manbij.", "clash", {"actor": "us_coalition"}),
    ("The army said its planes were not involved in the raid on Idlib.", "airstrike", {"actor": "government"}),
]

BOMBERS: list[Row] = [
    # the word for the deed is also the word for who did it
    (
        "A suicide bomber drove a car full of explosives into an army checkpoint at Hama and killed seven soldiers.",
        "suicide_bombing",
        {"target": "an army checkpoint", "site": "checkpoint", "counts": [7]},
    ),
    (
        "An ISIS suicide bomber rammed a truck into a Kurdish checkpoint.",
        "suicide_bombing",
        {"target": "a Kurdish checkpoint"},
    ),
    ("Islamic State suicide bombers hit an army base.", "suicide_bombing", {"actor": "isis", "target": "an army base"}),
]

NOT_THEIR_DOING: list[Row] = [
    ("The soldier heard shooting in Homs.", "killing", {"actor": None}),
    ("Rebels saw shells falling on Homs.", "shelling", {"actor": None}),
    # whom a group fights is not its side
    ("An armed group that fights the government attacked Homs.", "clash", {"actor": "unknown"}),
    ("Rebels who fight the government attacked Homs.", "clash", {"actor": "opposition"}),
]

ONE_SUBJECT: list[Row] = [
    # "they" of a side clause are who the main clause tells of
    ("Islamic State killed 70 soldiers when they captured a gas field near Homs.", "control", {"holder": "isis"}),
    ("Rebels shelled the army base as they advanced on Homs.", "clash", {"actor": "opposition"}),
    ("The army launched an offensive in a bid to recapture Raqqa.", "control", {"holder": "government"}),
    ("An army offensive to recapture Raqqa began.", "control", {"holder": "government"}),
]

AFTER_A_DATELINE: list[Row] = [
    ("ALEPPO, (SANA) - Terrorists shelled the market in Aleppo.", "shelling", {"actor": "unknown"}),
    ("A Nusra Front commander shelled the market in Aleppo.", "shelling", {"actor": "nusra"}),
]

SHOT_DOWN: list[Row] = [
    ("A helicopter crashed near Idlib. Rebels said they had shot it down.", "shootdown", {"actor": "opposition"}),
    ("Rebels said they shot down the helicopter near Idlib.", "shootdown", {"actor": "opposition"}),
]

OWNED_LATER: list[Row] = [
    (
        "Islamic State attacked villages near Hama. Amaq confirmed an attack near Hama.",
        "clash",
        {"by": "isis", "actor": "isis"},
    ),
    (
        "Islamic State attacked villages near Hama. The Observatory confirmed an attack near Hama.",
        "clash",
        {"by": "monitor", "actor": None},
    ),
    (
        "Ten people died in a chemical attack in Homs. Russia said it looked like a rebel provocation.",
        "chemical_attack",
        {"by": "russia", "actor": "opposition"},
    ),
    (
        "Ten people died in a chemical attack in Homs. The army insisted that it was not its doing.",
        "chemical_attack",
        {"by": "government", "actor": "government", "polarity": "denied"},
    ),
    (
        "Rebels may have released gas in Homs, the ministry said.",
        "chemical_attack",
        {"actor": "opposition", "by": "government"},
    ),
]

DENIED: list[Row] = [
    (
        "The coalition denied a Syrian army report that it had bombed Hatla.",
        "bombing",
        {"by": "government", "actor": "us_coalition", "polarity": "affirmed"},  # what the army says of the coalition
    ),
    (
        "The army rejected the rebels' claim that it had shelled the market in Douma.",
        "shelling",
        {"by": "opposition", "actor": "government", "polarity": "affirmed"},
    ),
]

IN_THE_AIR: list[Row] = [
    (
        "Two Belgian jets were identified near Hayan, the Russian defence ministry said.",
        "deployment",
        {"by": "russia", "actor": "us_coalition", "place": "Hayan", "polarity": "affirmed"},
    ),
    (
        "There were no Russian planes over Hayan, the Russian defence ministry said.",
        "deployment",
        {"by": "russia", "actor": "russia", "polarity": "denied"},
    ),
    (
        "The Russian ministry said neither Russian nor Syrian jets were flying over Hayan.",
        "deployment",
        {"by": "russia", "actor": "russia", "polarity": "denied"},  # of two sides its own, which it speaks for
    ),
    (
        "The French defence ministry denied the country's air force was active in the area.",
        "deployment",
        {"by": "western", "polarity": "denied"},
    ),
]

DOERS = {
    "whose forces": WHOSE_FORCES,
    "took part": TOOK_PART,
    "bombers": BOMBERS,
    "not their doing": NOT_THEIR_DOING,
    "one subject": ONE_SUBJECT,
    "after a dateline": AFTER_A_DATELINE,
    "shot down": SHOT_DOWN,
    "laid to": LAID_TO,
    "whose arms": WHOSE_ARMS,
    "held off": HELD_OFF,
    "owned later": OWNED_LATER,
    "denied": DENIED,
    "in the air": IN_THE_AIR,
}


@pytest.mark.parametrize(
    ("text", "kind", "fields"),
    [pytest.param(*row, id=f"{name}: {row[0]}") for name, rows in DOERS.items() for row in rows],
)
def test_who_did_it(text: str, kind: str, fields: dict[str, Any]) -> None:
    reading = read(text)
    found = [c for c in claims(reading) if c.kind == kind]
    assert found, [c.kind for c in claims(reading)]
    last = seen(reading, found[-1])
    assert {name: last[name] for name in fields} == fields


def from_outlet(text: str, outlet: str) -> Reading:
    digest = hashlib.sha256(text.encode()).hexdigest()
    report = Report(id="r", text=text, sha256=digest, parts=parts(text, None), outlet=outlet, language="en")
    ((_, reading),) = pipeline.read([report], load_world(("syria",)))
    assert reading is not None
    return reading


def speakers(reading: Reading) -> list[tuple[str, str]]:
    """(camp, stance) of those who are quoted, in the order of the text."""
    return [(s.speaker.camp, s.stance) for s in reading.statements if s.cue]


SOURCES: list[tuple[str, list[tuple[str, str]]]] = [
    # who speaks is not of the side that the phrase names
    ("It was a raid which opponents of President Bashar al-Assad said killed ten.", [("opposition", "reports")]),
    ("A Syrian war monitoring group said ten people died.", [("monitor", "reports")]),
    ("Syria's southern neighbour Israel said the army had used gas.", [("israel", "reports")]),
    # what is only believed or shown is said by whoever tells it
    ("All ten are believed to have died in the raid, the Kremlin said.", [("russia", "reports")]),
    ("Evidence suggests the army shelled Douma, Human Rights Watch said.", [("rights_group", "reports")]),
    ("The Observatory said there were reports of shelling.", [("monitor", "reports"), ("unknown", "reports")]),
    # participles: whose they are
    (
        "Activists said jets flew over the town after the raid accusing the army of using gas.",
        [("opposition", "reports"), ("opposition", "claims")],
    ),
    ("Russia answered the report by saying rebels shelled the town.", [("russia", "reports")]),
    # headlines leave out article and verb
    ("Ten dead in Homs, health ministry says", [("government", "reports")]),
    ("38,000 people flee fighting in Idlib, aid agency says", [("humanitarian", "reports")]),
    ("On Monday in Homs, the army said.", []),
    # no saying, or none of what stands behind it
    (
        '"The town has fallen," said an army captain who asked not to be named. "Rockets destroyed the market."',
        [("government", "reports")],
    ),
    ("Activists have not changed the toll of four given on the day of the strike.", []),
    # two who say one thing
    ("Washington and Paris say the army shelled Douma.", [("us_coalition", "reports"), ("western", "reports")]),
    # who gave what others only hand on
    ("According to information provided to the mission by the White Helmets, ten died.", [("opposition", "reports")]),
    # a quotation belongs to the cue of its own sentence
    (
        'Russia accused Belgium of killing six people but the claim was denied by Brussels. "Six people were killed in'
        ' the raid on two houses" in the village of Hayan on Tuesday the Russian defence ministry said in a statement.',
        [("russia", "claims"), ("western", "denies"), ("russia", "reports")],
    ),
    # one of those who spoke before
    ("Pro-government forces said rockets hit Homs. A militia member said ten died.", [("government", "reports")] * 2),
]


@pytest.mark.parametrize(("text", "expected"), SOURCES, ids=[text for text, _ in SOURCES])
def test_who_says_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert speakers(read(text)) == expected


LATER: list[tuple[str, list[str | None]]] = [
    ("A monitor said ten died. The raid hit a market. The Observatory said rockets fell.", ["sohr", "sohr"]),
    ("A rights group said ten died. The Syrian Observatory for Human Rights said rockets fell.", ["sohr", "sohr"]),
    # two that the description fits: either may be meant
    ("A monitor said ten died. The Observatory said rockets fell. Airwars said jets flew.", [None, "sohr", "airwars"]),
    # named before: another is meant
    (
        "The Observatory said rockets fell. A rights group said ten died. Airwars said jets flew.",
        ["sohr", None, "airwars"],
    ),
    # no such organisation: an aid group is no monitor
    ("A monitor said ten died. Médecins Sans Frontières said rockets fell.", [None, "msf"]),
]


@pytest.mark.parametrize(("text", "entities"), LATER, ids=[text for text, _ in LATER])
def test_a_source_that_is_described_before_it_is_named(text: str, entities: list[str | None]) -> None:
    assert [s.speaker.entity for s in read(text).statements if s.cue] == entities


@pytest.mark.parametrize(
    ("outlet", "text", "camp"),
    [
        ("SANA", "A source said rebels shelled the market.", "government"),
        ("Etilaf", "Initial reports indicated that jets bombed the market.", "opposition"),
        ("Reuters", "A source said rebels shelled the market.", "unknown"),
        ("SANA", "A hospital source said ten people died.", "local"),  # of a place, not of the outlet
        ("SANA", "Reuters reports said ten people died.", "media"),
    ],
)
def test_whose_account_an_unnamed_source_gives(outlet: str, text: str, camp: str) -> None:
    """What nobody who is named tells an organ of a side is that side's account; elsewhere it stays of no side."""
    assert speakers(from_outlet(text, outlet))[0][0] == camp


VICTIMS = [
    ("The number of victims is 70 and 130 people were injured.", "killed"),
    ("At least 35 of the victims were shot and their bodies thrown into a well.", "killed"),
    ("The raid left 70 victims.", "casualties"),
]


@pytest.mark.parametrize(("text", "what"), VICTIMS, ids=[text for text, _ in VICTIMS])
def test_victims_beside_the_wounded_are_the_dead(text: str, what: str) -> None:
    assert read(text).counts[0].what == what
