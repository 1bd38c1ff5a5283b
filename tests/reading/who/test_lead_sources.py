"""A toll in the outlet's own words that the report lays to a source is that source's account; else the outlet's own."""

from __future__ import annotations

import pytest
from spacy.language import Language

from rashomon.model import Report, Span, Statement
from rashomon.reading import pipeline
from rashomon.world import World, load_world


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(("syria",))


@pytest.fixture(scope="module")
def nlp(world: World) -> Language:
    return pipeline.load(world)


def first(nlp: Language, world: World, text: str, outlet: str | None = None) -> Statement:
    report = Report("r", text, "0" * 64, outlet=outlet, language="en")
    return nlp(pipeline.make_doc(nlp, report, Span(0, len(text)), world))._.statements[0]  # type: ignore[no-any-return]


LEAD = "An air strike killed 21 people in the town on Sunday. "


@pytest.mark.parametrize(
    ("below", "camp"),
    [
        ("The Syrian Observatory for Human Rights said 21 people were killed.", "monitor"),
        ("Five children were among those killed, the Syrian Observatory for Human Rights said.", "monitor"),
        ("The Syrian Observatory for Human Rights said 14 people were killed.", "narrator"),  # another figure
        ("The Observatory said 21 people were killed. SANA said 21 people were killed.", "narrator"),  # two sources
        ("Reuters said 21 people were killed.", "narrator"),  # another medium takes no side either
        ("Shopkeeper Mira Tal said 21 people were killed.", "narrator"),  # no lead is laid to a private person
        ("The Syrian Observatory for Human Rights denied that 21 people were killed.", "narrator"),
        ("Nobody knew who had done it.", "narrator"),
    ],
)
def test_whose_account_a_lead_is(nlp: Language, world: World, below: str, camp: str) -> None:
    lead = first(nlp, world, LEAD + below)
    assert (lead.manner, lead.speaker.camp) == ("narration", camp)


def test_the_source_is_shown_where_the_report_names_it(nlp: Language, world: World) -> None:
    text = LEAD + "The Syrian Observatory for Human Rights said 21 people were killed."
    where = first(nlp, world, text).speaker.span
    assert where is not None
    assert text[where.start : where.end] == "The Syrian Observatory for Human Rights"


def test_a_figure_that_comes_up_by_chance_is_too_small(nlp: Language, world: World) -> None:
    text = "A car bomb killed 2 people in Homs. The Observatory said 2 people were killed in Daraa."
    assert first(nlp, world, text).speaker.camp == "narrator"


def test_an_organ_of_a_camp_speaks_for_itself(nlp: Language, world: World) -> None:
    below = "The Syrian Observatory for Human Rights said 21 people were killed."
    assert first(nlp, world, LEAD + below, outlet="SANA").speaker.camp == "government"
