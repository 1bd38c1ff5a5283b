"""What is told only in passing claims nothing, and what belongs to another clause stays there. All sentences are ours,
and tell of nothing that happened."""

from __future__ import annotations

import pytest
from read_claims import Row, claims, read, seen

NOTHING = [
    # what a vehicle has in it
    ("A truck carrying rifles was hit near Saraqeb on Monday.", "arms_transfer"),
    ("Two vans transporting rockets were destroyed in Saraqeb.", "arms_transfer"),
    ("The attacker drove a van carrying flour into the gate of Hama's hospital.", "aid_delivered"),
    # how people are
    ("Nine families remain trapped under the rubble in Saraqeb.", "population"),
    ("Residents of Saraqeb stayed silent on Monday.", "population"),
    # which sort is meant
    ("The minister condemned the states that arm those groups.", "arms_transfer"),
    ("She denounced militias that bomb hospitals.", "bombing"),
    ("The civilian population of Saraqeb lives in fear.", "population"),
    ("Buses with refugees waited in the rain.", "displacement"),
    ("Rebels hold the main supply route into Saraqeb.", "arms_transfer"),
    ("Rebels shelled displaced people near Saraqeb.", "displacement"),
    # which or what sort is meant
    ("Soldiers searched the surrounding villages near Saraqeb.", "siege"),
    ("Shells hit the area surrounding the town hall in Saraqeb.", "siege"),
    ("Jets bombed villages surrounding Saraqeb.", "siege"),
    ("Mines were found in fields that surround Saraqeb.", "siege"),
    ("A high wall surrounds the barracks in Saraqeb.", "siege"),
    ("A drone hit a fighting position near Saraqeb.", "clash"),
    ("He commands a fighting force in Saraqeb.", "clash"),
    ("The intensified air strikes by the army on Saraqeb are aimed at its roads.", "clash"),
    ("A coalition battling rebels killed nine people near Saraqeb.", "clash"),
    # what can be done, is demanded, is not mentioned
    ("Such bombs are capable of causing widespread casualties in Saraqeb.", "casualties"),
    ("A bomb exploded in Saraqeb, but the police did not mention casualties.", "casualties"),
    ("The ministry gave no details of casualties in Saraqeb.", "casualties"),
    ("They must not send weapons to the rebels in Saraqeb.", "arms_transfer"),
    ("The donors will end all weapons shipments to Saraqeb.", "arms_transfer"),
    ("The truce in Saraqeb collapsed on Monday.", "agreement"),
    ("The ceasefire in Saraqeb broke down on Monday.", "agreement"),
    # how people live, and where they go
    ("Residents of Saraqeb are living through hard times.", "population"),
    ("Shells hit the school in Saraqeb as pupils were leaving the building.", "displacement"),
    ("An aid convoy entered Saraqeb on Monday.", "clash"),
    ("A convoy of 30 buses arrived in Saraqeb with evacuees.", "deployment"),
    ("The 16 trucks left Saraqeb for Azaz on Monday.", "displacement"),
    # other senses
    ("The boy had been visiting his elder sister in Saraqeb.", "negotiation"),
    ("The network relies on volunteers in Saraqeb.", "shortage"),
    ("No date for the truce has been released.", "release"),
    # one person leaves no ground
    ("The rebel commander fled abroad after the fall of Saraqeb.", "withdrawal"),
    ("The governor of Idlib fled to Turkey on Monday.", "withdrawal"),
    ("The governor of Idlib fled to Turkey on Monday.", "displacement"),
]


@pytest.mark.parametrize(("text", "kind"), NOTHING)
def test_told_in_passing(text: str, kind: str) -> None:
    assert kind not in [c.kind for c in claims(read(text))]


ROWS: list[Row] = [
    ("Government troops surrounded Madaya on Monday.", "siege", {"place": "Madaya"}),
    ("Trucks carrying food reached Madaya on Monday.", "aid_delivered", {"place": "Madaya"}),
    ("Rebel fighters fled Saraqeb on Monday.", "withdrawal", {"actor": "opposition", "place": "Saraqeb"}),
    ("Saraqeb has a population of 30,000.", "population", {"counts": [30000]}),
    ("Some 300 refugees from Saraqeb reached Atma.", "displacement", {"counts": [300]}),
    ("Ten civilians remain in Saraqeb.", "population", {"place": "Saraqeb", "counts": [10]}),
    ("About 300 people have reached the Atma camp, medics said.", "displacement", {"to": "Atma", "counts": [300]}),
    ("There are 400 internally displaced persons in Atma, medics said.", "displacement", {"counts": [400]}),
    ("The villagers of Saraqeb are now internally displaced persons.", "displacement", {}),
    ("The families from Saraqeb are now refugees in Atma.", "displacement", {"target": "The families"}),
    ("A convoy of troops arrived in Saraqeb.", "deployment", {"place": "Saraqeb"}),
    # which number is of what
    (
        "One soldier was killed in a car bomb in Saraqeb and 11 rebels were killed in clashes in Hama.",
        "bombing",
        {"counts": [1]},
    ),
    ("Two shells fell in a village 16 km from Saraqeb.", "shelling", {"counts": [2]}),
    ("Rebels began an offensive on Saraqeb with advice from 200 officers.", "clash", {"counts": []}),
    ("A string of bomb blasts hit parts of Saraqeb.", "bombing", {"place": "Saraqeb"}),
    ("The raids began at dawn and struck the mill at Saraqeb.", "airstrike", {"place": "Saraqeb"}),
    # who did it
    ("Israel said shelling from Lebanon hit Saraqeb.", "shelling", {"actor": None, "by": "israel"}),
    ("The ministry put the deaths down to shelling by rebels.", "shelling", {"actor": "opposition"}),
    ("The hill is used by rebels to shell Hama.", "shelling", {"actor": "opposition"}),
    ("The teachers had been beaten or executed in Saraqeb.", "killing", {"actor": None, "target": "The teachers"}),
    ("The killing of six herders in Saraqeb was laid to rebels.", "killing", {"actor": "opposition"}),
    ("Syria's bombing by Israel on Sunday hurt nobody.", "bombing", {"actor": "israel"}),
    ("On 2 July rebels shelled Hama.", "shelling", {"actor": "opposition", "day": ("2016-07-02", "2016-07-02")}),
    ("Saraqeb was subjected to shelling by the army.", "shelling", {"actor": "government"}),
    # what was meant, what is granted
    ("The army began an offensive two weeks ago to take Saraqeb.", "control", {"modality": "planned"}),
    ("The army began a campaign to clear Saraqeb of rebels.", "control", {"modality": "planned"}),
    ("Troops massed in preparation for the liberation of Saraqeb.", "control", {"modality": "planned"}),
    ("A truce was agreed to allow aid to enter Saraqeb.", "aid_delivered", {"modality": "planned"}),
    ("They would not be deterred by the bombing of Saraqeb.", "bombing", {"modality": "happened"}),
    ("Rebels are hoping to encircle Saraqeb.", "siege", {"modality": "planned"}),
    ("The envoy said that if fighting continued in Saraqeb, all would flee.", "clash", {"modality": "hypothetical"}),
    # whose time it is
    ("Jets struck streets in Saraqeb which are now under siege.", "airstrike", {"day": (None, "2016-07-10")}),
    ("Rebels took Saraqeb three days after Monday's attack on Hama.", "control", {"day": (None, "2016-07-10")}),
    (
        "On Friday raids hit the town of Saraqeb, where an attack took place on 19 May.",
        "airstrike",
        {"day": ("2016-07-08", "2016-07-08")},
    ),
    ("Aleppo has been ravaged by the war that began in March 2011.", "damage", {"day": (None, "2016-07-10")}),
    # where it is
    ("Hundreds fled the stronghold of Saraqeb in nearby Hama province.", "displacement", {"place": "Saraqeb"}),
    ("Rebels took the bridge over the Orontes in Saraqeb.", "control", {"place": "Saraqeb"}),
    (
        "Raids shook Hama. Officers executed by rebels had been seized in Saraqeb.",
        "killing",
        {"actor": "opposition", "place": "Hama"},
    ),
    # who says it
    (
        "Mira Tal, who spoke with the head of the Syrian National Coalition, said the army shelled Saraqeb.",
        "shelling",
        {"by": "unknown", "actor": "government"},
    ),
    ("An AFP correspondent in rebel-held Saraqeb said shells hit Hama.", "shelling", {"by": "media"}),
    ("All indications suggest that the army shelled Saraqeb.", "shelling", {"by": "narrator", "actor": "government"}),
    ("The bombardment suggested that rebels had seized Saraqeb.", "control", {"by": "narrator"}),
]


@pytest.mark.parametrize(("text", "kind", "expected"), ROWS)
def test_what_is_told(text: str, kind: str, expected: dict[str, object]) -> None:
    reading = read(text)
    claim = next(c for c in reversed(claims(reading)) if c.kind == kind)
    got = seen(reading, claim)
    assert {key: got[key] for key in expected} == expected
