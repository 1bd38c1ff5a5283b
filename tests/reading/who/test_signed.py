"""Whose words they are, told behind them or half lost: signed posts, headlines, "he asked". All texts are ours."""

from __future__ import annotations

import pytest
from spacy.language import Language

from rashomon.model import Report, Span
from rashomon.reading import pipeline
from rashomon.world import World, load_world

Row = tuple[str, str, str]


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(("syria",))


@pytest.fixture(scope="module")
def nlp(world: World) -> Language:
    return pipeline.load(world)


def last(nlp: Language, world: World, text: str, media_type: str = "text/plain") -> Row | None:
    """Speaker, camp and words of the last statement that somebody is quoted for; None where nobody is."""
    report = Report("r", text, "0" * 64, language="en", media_type=media_type)
    doc = nlp(pipeline.make_doc(nlp, report, Span(0, len(text)), world))
    found = [s for s in doc._.statements if s.cue]
    if not found:
        return None
    a, b = found[-1].content[0]
    return found[-1].speaker.text or "", found[-1].speaker.camp, text[a:b]


RAID = "Jets bombed the clinic"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        # signed
        (f"{RAID}. White Helmets (@example) May 4 2016", ("White Helmets", "opposition", RAID)),
        (f'"{RAID}" — Ila Noor (@example) May 4, 2016', ("Ila Noor", "unknown", RAID)),
        ("Write to us. Ila Noor (newsroom)", None),
        # a headline ends in who says so
        ("Twelve killed in shelling of Harasta, NGO", ("NGO", "humanitarian", "Twelve killed in shelling of Harasta")),
        ("Shells kill twelve in Harasta, says monitor", ("monitor", "monitor", "Shells kill twelve in Harasta")),
        ("Twelve killed in Harasta, Homs", None),
        # who asks
        ("Why did they bomb the clinic? he wondered.", ("he", "unknown", "Why did they bomb the clinic?")),
        ("Why did they bomb the clinic? Nobody knows.", None),
        # one of several, a report without an article, a misspelt opener
        (f'"{RAID}," one of them told us.', ("one of them", "unknown", RAID)),
        (
            "According to report Russian jets bombed the clinic.",
            ("report", "unknown", "Russian jets bombed the clinic"),
        ),
        ("Meanwhilee the army said it shelled the hill.", ("the army", "government", "it shelled the hill")),
        # things and places do not speak, whoever the clause is about goes on
        (
            "The army shelled northern Syria claiming to have hit a depot.",
            ("The army", "government", "to have hit a depot"),
        ),
        (
            "Activists said that shelling caused several buildings to collapse adding that the road was closed.",
            ("Activists", "opposition", "the road was closed"),
        ),
    ],
)
def test_who_says_so(nlp: Language, world: World, text: str, row: Row | None) -> None:
    assert last(nlp, world, text) == row


def test_a_headlines_ngo_is_the_monitor_that_the_text_names(nlp: Language, world: World) -> None:
    text = "Twelve killed in shelling of Harasta, NGO. The Syrian Observatory for Human Rights said twelve people died."
    report = Report("r", text, "0" * 64, language="en")
    doc = nlp(pipeline.make_doc(nlp, report, Span(0, len(text)), world))
    assert {s.speaker.camp for s in doc._.statements if s.cue} == {"monitor"}


@pytest.mark.parametrize(
    ("text", "speaker", "camp"),
    [
        ("The source said five were hurt.", "The source", "government"),
        ("The Britain-based group said five were hurt.", "The Britain-based group", "unknown"),
    ],
)
def test_the_source_is_the_one_that_was_quoted(nlp: Language, world: World, text: str, speaker: str, camp: str) -> None:
    before = "A source at Homs Police Command said that a rocket killed three people. "
    found = last(nlp, world, before + text)
    assert found is not None and found[:2] == (speaker, camp)


def test_a_group_known_by_its_seat(nlp: Language, world: World) -> None:
    before = "The Syrian Observatory for Human Rights said twelve people died. "
    found = last(nlp, world, before + "The Britain-based group said the army shelled Harasta.")
    assert found is not None and found[1] == "monitor"


def test_names_before_colons_label_a_transcript_with_time_codes(nlp: Language, world: World) -> None:
    text = "Ila Noor: Where is it?\n\nTal: The army shelled the hill."
    found = last(nlp, world, text, "text/vtt")
    assert found is not None and found[0] == "Tal"
    assert last(nlp, world, text) is None
