"""Whose answer may stand in a relation, by what the words of a page say of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from matters_made import OSK, TARN, entity, killed, party, report, said, world

from rashomon.matters import gather
from rashomon.matters.accounts import Account, accounts
from rashomon.matters.camps import sides
from rashomon.matters.may_relate import (
    by_hearsay,
    far_off,
    guesses_at_its_own,
    in_a_caption,
    laid_to_another,
    of_an_earlier_one,
)
from rashomon.model import Span
from rashomon.reading.how_sure.wording import _statement, lists

KNOWN = sides(world())


def at(text: str, trigger: str, speaker: str, content: str, **claim: Any) -> Account:
    """An account of one sentence: `speaker` says `content`, in which the claim's word is `trigger`."""
    base = accounts([report("r", said(entity("crown-army")))], KNOWN.kinds)[0]

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    statement = replace(
        base.statement,
        speaker=replace(base.statement.speaker, span=span(speaker), text=speaker, name=speaker),
        content=(span(content),),
        cue=(),
    )
    told = replace(base.claim, trigger=span(trigger), **claim)
    by = lists("en")
    assert by is not None
    noted = _statement(replace(statement, claims=(told,)), text, by)
    return replace(base, report=replace(base.report, text=text), statement=noted, claim=noted.claims[0])


@pytest.mark.parametrize(
    ("text", "content", "other"),
    [
        ("The crown said 90 people were hurt, according to medics.", "90 people were hurt", True),
        ("The crown said 90 people were hurt. It rained, according to medics.", "90 people were hurt", False),
        ("The crown said 90 people were hurt by shells.", "90 people were hurt", False),
    ],
)
def test_what_a_sentence_lays_to_another_source(text: str, content: str, other: bool) -> None:
    assert laid_to_another(at(text, "hurt", "The crown", content)) is other


@pytest.mark.parametrize(
    ("content", "earlier"),
    [
        ("previous accusations of using gas", True),
        ("prior gas", True),
        ("gas had been used the previous day", False),
        ("the previous day it used gas", False),
        ("that it had used gas", False),
    ],
)
def test_what_was_before_the_news(content: str, earlier: bool) -> None:
    assert of_an_earlier_one(at(f"The crown denied {content}.", "gas", "The crown", content)) is earlier


def test_a_caption_is_no_news() -> None:
    assert in_a_caption(
        at("The crown: people flee shelling (File photo)", "shelling", "The crown", "people flee shelling (File photo)")
    )
    assert not in_a_caption(at("The crown: people flee shelling", "shelling", "The crown", "people flee shelling"))


@pytest.mark.parametrize(
    ("content", "polarity", "false"),
    [
        ("reports on the use of gas are totally false", "affirmed", True),
        ("reports on the use of gas are totally false", "denied", False),
        ("the use of gas in the town was true to form", "affirmed", False),
    ],
)
def test_who_calls_it_false_is_not_taken_to_affirm_it(content: str, polarity: Any, false: bool) -> None:
    account = at(f"The crown said {content}.", "gas", "The crown", content, polarity=polarity)
    assert ("called_false" in account.claim.noted) is false


@pytest.mark.parametrize(
    ("verb", "heard"), [("reportedly claimed", True), ("spoke of reports suggesting", True), ("claimed", False)]
)
def test_what_the_outlet_only_heard(verb: str, heard: bool) -> None:
    assert by_hearsay(at(f"The crown {verb} the bombing.", "bombing", "The crown", "the bombing")) is heard


@pytest.mark.parametrize(
    ("words", "camp", "guess"),
    [("most likely", "crown", True), ("surely", "crown", False), ("most likely", "league", False)],
)
def test_who_guesses_at_a_side_is_none_of_it(words: str, camp: str, guess: bool) -> None:
    text = f"Ruhl said crown cells were {words} behind the bombing."
    account = at(text, "bombing", "Ruhl", text[10:-1], actor=party(camp))
    assert guesses_at_its_own(account) is guess


def test_another_town_is_far_off() -> None:
    assert not far_off(TARN, TARN)
    assert far_off(TARN, replace(OSK, lat=(TARN.lat or 0) + 1))
    assert not far_off(TARN, None)


@pytest.mark.parametrize(
    ("first", "second", "days", "told", "status"),
    [
        (12, 40, ("2031-05-04", "2031-05-05"), None, "unclear"),  # the later is larger: the count may have gone on
        (12, 40, ("2031-05-04", "2031-05-05"), "2031-05-03", "disputed"),  # both say of which day
        (40, 12, ("2031-05-04", "2031-05-05"), None, "disputed"),
        (12, 40, ("2031-05-04", "2031-05-04"), None, "disputed"),
    ],
)
def test_a_larger_figure_of_a_later_day(
    first: int, second: int, days: tuple[str, str], told: str | None, status: str
) -> None:
    day = {"day": told} if told else {}
    one = report("one", said(entity("crown-news"), counts=(killed(first),), **day), published=days[0])
    two = report("two", said(entity("watch"), counts=(killed(second),), **day), published=days[1], outlet="B")
    assert [m.status for m in gather([one, two], world()) if m.kind == "death_toll"] == [status]
