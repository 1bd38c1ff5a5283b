"""Texts that lost their commas and apostrophes: whose words are those before a cue? sentence -> statements with a cue.

Each sentence is read in a text that is long enough for it to be seen that it has no commas. No other text is repaired.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from spacy.language import Language

from rashomon.model import Report, Span
from rashomon.reading import pipeline
from rashomon.world import World, load_world

REST = (
    " The road to the harbour was closed for two days and the market stood empty. Rain fell on the hills."
    " Trucks with bread reached the town on the third day. Many people waited at the bridge for news of their families."
    " The school near the river opened again on Monday. Nobody came to the old mill for a long time."
)
"""Nobody is quoted here."""

Row = tuple[str, str, str]


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(())


@pytest.fixture(scope="module")
def nlp(world: World) -> Iterator[Language]:
    nlp = pipeline.load(world)
    with nlp.select_pipes(disable=["rashomon_what", "rashomon_how_sure"]):
        yield nlp


def cued(nlp: Language, world: World, text: str) -> list[tuple[Row, str]]:
    """((speaker, cue, content), rule) of each statement with a cue."""
    doc = nlp(pipeline.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))
    return [
        (
            (
                s.speaker.text or s.speaker.name,
                " | ".join(text[a:b] for a, b in s.cue),
                " | ".join(text[a:b] for a, b in s.content),
            ),
            s.why[0].rule,
        )
        for s in doc._.statements
        if s.cue
    ]


TAILS: list[tuple[str, Row]] = [
    (
        "At least nine people were killed at the mill residents said.",
        ("residents", "said", "At least nine people were killed at the mill"),
    ),
    (
        "Shells fell on the eastern district of the town a monitoring group said on Sunday.",
        ("a monitoring group", "said", "Shells fell on the eastern district of the town"),
    ),
    (
        "A bomb killed six people near the old mill state television reported on Friday without giving details.",
        ("state television", "reported", "A bomb killed six people near the old mill"),
    ),
    (
        "The convoy was stopped twice by soldiers a medic told the Norvik Post by telephone.",
        ("a medic", "told", "The convoy was stopped twice by soldiers"),
    ),
    ("Six people died at the mill a medic told the Gazette.", ("a medic", "told", "Six people died at the mill")),
    ("Shells fell on the town all night said residents.", ("residents", "said", "Shells fell on the town all night")),
    (
        "Two soldiers died in the raid a local source told ANS.",
        ("a local source", "told", "Two soldiers died in the raid"),
    ),
    (
        "Four houses burned down in the shelling a rights group reported on Friday.",
        ("a rights group", "reported", "Four houses burned down in the shelling"),
    ),
    # when and on what occasion it was said is no part of it
    (
        "The army had shelled the mill a diplomat said on a visit to Norvik.",
        ("a diplomat", "said", "The army had shelled the mill"),
    ),
    (
        "The army shelled the mill a charity said on Tuesday recalling earlier raids.",
        ("a charity", "said", "The army shelled the mill"),
    ),
]


@pytest.mark.parametrize(("sentence", "row"), TAILS, ids=[r[0][:40] for r in TAILS])
def test_the_words_before_a_cue(nlp: Language, world: World, sentence: str, row: Row) -> None:
    assert cued(nlp, world, sentence + REST) == [(row, "made.unpunctuated_tail")]


@pytest.mark.parametrize(("sentence", "row"), TAILS, ids=[r[0][:40] for r in TAILS])
def test_no_text_with_commas_is_repaired(nlp: Language, world: World, sentence: str, row: Row) -> None:
    found = cued(nlp, world, sentence + REST + " At noon, nobody was there.")
    assert all(rule != "made.unpunctuated_tail" for _, rule in found)


def test_a_full_stop_ends_what_was_said(nlp: Language, world: World) -> None:
    text = (
        'A shell fired by rebels killed two people in the market of the river town the town council said. "The shell '
        'fell through the roof while people were buying bread" the market keeper said.'
    )
    assert [row for row, _ in cued(nlp, world, text + REST)] == [
        ("the town council", "said", "A shell fired by rebels killed two people in the market of the river town"),
        ("the market keeper", "said", "The shell fell through the roof while people were buying bread"),
    ]
