"""Who is said to have done it, and who denies it: accusations, denials of what others say, blame that goes both ways.

A row of BLAME is a text and all that it says of who did it: "X: Y" where X says that Y did it, "X: not Y" where X
denies that. All sentences are ours, and tell of nothing that happened.
"""

from __future__ import annotations

import pytest
from read_claims import claims, read

BLAME: list[tuple[str, set[str]]] = [
    (
        "All allegations by activists that Russian aircraft bombed a market in Idlib are lies, the Russian army said.",
        {"opposition: russia", "russia: not russia"},
    ),
    (
        "The claim by rebels that the army shelled Homs is false, the minister said.",
        {"opposition: government", "government: not government"},
    ),
    ("Moscow insisted that the convoy had not been struck by Russian or Syrian aircraft.", {"russia: not russia"}),
    ("The Russian military denied that its jets had bombed the hospital in Aleppo.", {"russia: not russia"}),
    ("The Russian military denied bombing the hospital in Aleppo.", {"russia: not russia"}),
    ("Russia denied any role in the bombing of the hospital in Aleppo.", {"russia: not russia"}),
    ("Russia has denied involvement in the air strike on the hospital in Aleppo.", {"russia: not russia"}),
    ("Russia dismissed as fabricated reports that its planes had bombed a hospital in Aleppo.", {"russia: not russia"}),
    ("Russia rejected accusations that it bombed the hospital in Aleppo.", {"russia: not russia"}),
    (
        "Russia rejected the opposition's claim that it had bombed a hospital in Aleppo.",
        {"opposition: russia", "russia: not russia"},
    ),
    (
        "The army denied the rebels' claim that it shelled the market in Douma.",
        {"government: not government", "opposition: government"},
    ),
    (
        "Rebels denied a state media report that they had shelled a school in Aleppo.",
        {"government: opposition", "opposition: not opposition"},
    ),
    (
        "Rebels refuted the army's accusation that they had used chlorine in Aleppo.",
        {"government: opposition", "opposition: not opposition"},
    ),
    # whose arms brought it about
    ("The army said the blast in Douma was caused by a stray rebel rocket.", {"government: opposition"}),
    ("Rebels said the explosion in Douma was the result of a shell fired by the army.", {"opposition: government"}),
    ("The army said the blast in Douma resulted from a mine laid by rebels.", {"government: opposition"}),
    ("The opposition blamed the army for the deaths of nine people in Douma.", {"opposition: government"}),
    (
        "Activists said army jets bombed the market in Douma. The army denied it.",
        {"government: not government", "opposition: government"},
    ),
    (
        "Activists said army jets bombed the market in Douma. The army denied the report.",
        {"government: not government", "opposition: government"},
    ),
    (
        "Activists said army jets bombed the market in Douma. The army denied the accusation.",
        {"government: not government", "opposition: government"},
    ),
    (
        "Activists said army jets bombed the market in Douma, a charge the army denied.",
        {"government: not government", "opposition: government"},
    ),
    (
        "Activists said army jets bombed the market in Douma, which the army denied.",
        {"government: not government", "opposition: government"},
    ),
    (
        "The army and the rebels blamed each other for the shelling of the market in Aleppo.",
        {"government: opposition", "opposition: government"},
    ),
    (
        "The government and the rebels traded blame for the attack on the market in Aleppo.",
        {"government: opposition", "opposition: government"},
    ),
    (
        "Rebels and government forces accused each other of shelling the market in Aleppo.",
        {"government: opposition", "opposition: government"},
    ),
    (
        "Damascus and Moscow blamed rebels for the gas attack in Aleppo, while the opposition accused the army.",
        {"government: opposition", "opposition: government", "russia: opposition"},
    ),
    (
        "The government blamed rebels for the attack but rebels denied it.",
        {"government: opposition", "opposition: not opposition"},
    ),
    (
        "The rebels said the government carried out the attack, while the government said the rebels did it.",
        {"government: opposition", "opposition: government"},
    ),
    ("The car bomb in Homs was claimed by Islamic State.", {"isis: isis"}),
    ("Nobody has claimed the blast in Homs but the government blamed Islamic State.", {"government: isis"}),
    (
        "Ahrar al-Sham denied that its fighters were involved in the bombing of the convoy.",
        {"opposition: not opposition"},
    ),
    ("Ahrar al-Sham condemned the bombing of the convoy and denied any involvement.", {"opposition: not opposition"}),
    ("Ahrar al-Sham said it had nothing to do with the bombing of the convoy.", {"opposition: not opposition"}),
    ("Ahrar al-Sham said none of its men took part in the bombing of the convoy.", {"opposition: not opposition"}),
    (
        "State media reported what it said were rebel rocket attacks on Aleppo that killed six people.",
        {"government: opposition"},
    ),
    ("Russia published video of what it said were rebel mortars hitting the crossing.", {"russia: opposition"}),
    ("What activists said was an army rocket hit a bakery in Douma.", {"opposition: government"}),
    ("A rocket that activists said was fired by the army hit a bakery in Douma.", {"opposition: government"}),
    (
        "Residential areas in Aleppo were targeted with shells by terrorist organisations, SANA said.",
        {"government: opposition"},
    ),
    ("Damascus held rebels responsible for the car bomb in Homs.", {"government: opposition"}),
    ("Activists pointed the finger at the army over the massacre in Houla.", {"opposition: government"}),
    (
        "The Syrian foreign ministry said the United States was behind the strike on an army post near Deir ez-Zor.",
        {"government: us_coalition"},
    ),
    ("An activist said that warplanes, thought to be Russian, struck a hospital.", {"opposition: russia"}),
    ("It was the rebels who used gas in Ghouta, Moscow said.", {"russia: opposition"}),
    ("It was not the army that used gas in Ghouta, Moscow said.", {"russia: not government"}),
    (
        "A Russian helicopter was shot down by rebels near Saraqib, killing all five on board, the Kremlin said.",
        {"russia: opposition"},
    ),
    (
        "Turkey rejected a Syrian state media report that its planes had struck a school in Manbij.",
        {"government: turkey", "turkey: not turkey"},
    ),
    (
        "The coalition dismissed SANA's claim that its aircraft killed 12 civilians in Raqqa.",
        {"government: us_coalition", "us_coalition: not us_coalition"},
    ),
    (
        "Kurdish forces denied allegations by Turkey that they had shelled Azaz.",
        {"kurdish: not kurdish", "turkey: kurdish"},
    ),
    (
        "The Kremlin dismissed allegations by Western governments that Russian jets had struck a hospital.",
        {"russia: not russia", "western: russia"},
    ),
    (
        "A claim by rebels that the army had used chlorine was rejected by Damascus.",
        {"government: not government", "opposition: government"},
    ),
    (
        "Accusations by activists that army helicopters dropped barrel bombs on Daraya were denied by the government.",
        {"government: not government", "opposition: government"},
    ),
    ("Russia said reports of its jets striking a hospital were untrue.", {"russia: not russia"}),
    ("Reports that Russian jets hit a hospital were false, Moscow said.", {"russia: not russia"}),
    ("Turkey said it did not shell the Kurdish district of Aleppo.", {"turkey: not turkey"}),
    ("The coalition said none of its aircraft had bombed the bridge.", {"us_coalition: not us_coalition"}),
    ("The military said it had carried out no raids on the town.", {"government: not government"}),
    ("Nusra Front said its fighters played no part in the attack on the checkpoint.", {"nusra: not nusra"}),
    ("Jaish al-Islam denies having had any hand in the bombing of the courthouse.", {"opposition: not opposition"}),
    ("The rebels say they had no role in the shelling of the school.", {"opposition: not opposition"}),
    (
        "Activists say the army shelled the camp, an accusation that Damascus denies.",
        {"government: not government", "opposition: government"},
    ),
    (
        "Activists say the army shelled the camp. The government called the reports baseless.",
        {"government: not government", "opposition: government"},
    ),
    (
        "Activists say the army shelled the camp. A military source rejected the claim.",
        {"government: not government", "opposition: government"},
    ),
    (
        "Activists say the army shelled the camp. The government insists it was the rebels.",
        {"government: opposition", "opposition: government"},
    ),
    (
        "Activists say the army shelled the camp, but state television said rebels were to blame.",
        {"government: opposition", "opposition: government"},
    ),
    (
        "Russia and the United States accused each other of bombing the convoy.",
        {"russia: us_coalition", "us_coalition: russia"},
    ),
    (
        "The army and rebels have blamed one another for the attack on the water plant.",
        {"government: opposition", "opposition: government"},
    ),
    (
        "Moscow and Washington exchanged accusations over the bombing of the convoy.",
        {"russia: us_coalition", "us_coalition: russia"},
    ),
    (
        "State television showed what it said were the bodies of 14 people killed by rebel shells.",
        {"government: opposition"},
    ),
    ("The Observatory reported what it called a coalition air strike on Raqqa.", {"monitor: us_coalition"}),
    ("Activists posted video of what they said was a Russian raid on Saraqib.", {"opposition: russia"}),
    ("Rescuers dug through rubble after what activists said was a Russian strike on Saraqib.", {"opposition: russia"}),
    ("Responsibility for the blast was claimed by Nusra Front.", {"nusra: nusra"}),
    ("Nusra Front later claimed the bombing in a statement.", {"nusra: nusra"}),
    ("The army accused the rebels of looting shops and of killing six villagers in Homs.", {"government: opposition"}),
    ("Turkey accused Russia of shelling a market and of killing nine traders in Idlib.", {"turkey: russia"}),
    ("Activists blamed the army for bombing a school and for abducting two nurses.", {"opposition: government"}),
    ("The army accused the rebels of the raid and of the abduction of six nurses.", {"government: opposition"}),
    ("The army accused the rebels in a letter on Monday of shelling a school in Homs.", {"government: opposition"}),
    ("The army accused the rebels of stealing cattle before killing two herders in Idlib.", set()),
    ("The rebels held the town for a week after killing nine soldiers.", {"narrator: opposition"}),
    (
        "The army shelled the town a day after rebels killed a pilot, activists said.",
        {"opposition: government", "opposition: opposition"},
    ),
]


@pytest.mark.parametrize(("text", "said"), BLAME, ids=[text for text, _ in BLAME])
def test_who_lays_it_to_whom(text: str, said: set[str]) -> None:
    found = {
        f"{s.speaker.camp}: {'not ' if c.polarity == 'denied' else ''}{c.actor.camp}"
        for s in read(text).statements
        for c in s.claims
        if c.actor is not None and c.modality in ("happened", "ongoing")
    }
    assert {told for told in found if "unknown" not in told} == said


WHEN_BLAMED = [
    ("The army accused the rebels on Thursday of killing nine people in Homs.", "Thursday", False),
    ("Turkey accused Russia late on Monday of bombing a clinic in Idlib.", "Monday", False),
    ("The rebels were accused on Monday of killing 12 soldiers in Homs.", "Monday", False),
    ("The UN blamed the army on 3 June for the killing of nine people in Homs.", "3 June", False),
    ("Turkey accused Russia of bombing a clinic in Idlib on Monday.", "Monday", True),
    ("The army accused rebels who shelled Homs on Friday of lying.", "Friday", True),
]


@pytest.mark.parametrize(("text", "day", "of_the_deed"), WHEN_BLAMED, ids=[text for text, *_ in WHEN_BLAMED])
def test_the_day_before_what_somebody_is_blamed_for_is_that_of_the_blame(
    text: str, day: str, of_the_deed: bool
) -> None:
    deed = claims(read(text))[0]
    assert deed.time.start is None or of_the_deed
    assert (deed.time.span is not None and text[deed.time.span.start : deed.time.span.end] == day) is of_the_deed


HABITS = [
    ("Government jets regularly bomb the town.", True),
    ("Russian planes often strike rebel-held areas in Idlib.", True),
    ("Rebels routinely fire rockets at the district.", True),
    ("The town is frequently shelled by the army.", True),
    ("The army has carried out near-daily air strikes on the town.", True),
    ("The army bombed the town.", False),
    ("The army bombed the town on Tuesday.", False),
    ("The town is shelled by the army as it is every week.", False),
]


@pytest.mark.parametrize(("text", "often"), HABITS, ids=[text for text, _ in HABITS])
def test_what_is_done_often_is_no_event_of_a_day(text: str, often: bool) -> None:
    deed = claims(read(text))[0]
    assert (deed.modality == "ongoing" and deed.time.span is not None and deed.time.start is None) is often


OPEN = [
    ("Air strikes by Syrian or Russian planes killed five people, the Observatory said.", "government_or_russia"),
    ("The raids were carried out by either Russian or Syrian jets, the Observatory said.", "government_or_russia"),
    ("Russian jets carried out the raids, the Observatory said.", "russia"),
]


@pytest.mark.parametrize(("text", "camp"), OPEN, ids=[text for text, _ in OPEN])
def test_one_side_or_the_other(text: str, camp: str) -> None:
    assert [c.actor.camp for c in claims(read(text)) if c.actor is not None] == [camp]


TOLLS = [
    ("Fourteen lives were lost in the strike on Daraya, residents said.", [14]),
    ("Nine people were killed on Monday and 13 on Tuesday in raids on Aleppo.", [9, 13]),
    ("The coalition's strikes have claimed 40 lives in the province.", [40]),
    ("Rebels shelled the district, claiming the lives of two children.", [2]),
]


@pytest.mark.parametrize(("text", "dead"), TOLLS, ids=[text for text, _ in TOLLS])
def test_how_many_lives(text: str, dead: list[int]) -> None:
    assert [c.low for c in read(text).counts if c.what == "killed"] == dead


def test_until_now_is_no_event() -> None:
    first = read("More than 500 people have been killed in the city this month, the Observatory says.").counts[0]
    assert first.scope == "background"


def test_the_day_that_the_next_sentence_tells() -> None:
    (deed,) = claims(read("A drone struck a farm near Hayan. The incident occurred on 8 July 2016."))
    assert (deed.time.start, deed.time.from_) == ("2016-07-08", "context")


def test_what_is_avenged_is_another_deed() -> None:
    deeds = claims(read("The strikes were in retaliation for the killing of a pilot, residents said."))
    assert [c.kind for c in deeds] == ["airstrike", "killing"]
