"""What words say that no other field holds: each table is one rule of `reading/how_sure/wording.py`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from matters_made import entity, killed, party, report, said, speaker

from rashomon.model import Claim, Count, Reading, Span, Statement
from rashomon.reading.how_sure.wording import _count, lists, worded

WATCH = entity("watch")


def one(words: str, **fields: Any) -> tuple[Statement, Claim]:
    """The statement and the claim of a report that says only this."""
    _, reading = report("r", said(WATCH, words=words, **fields))
    return reading.statements[0], reading.statements[0].claims[0]


@pytest.mark.parametrize(
    ("target", "sort"),
    [
        ("six homes", "homes"),
        ("rebels in houses", "homes"),  # the first row that fits
        ("the rebels", "fighters"),
        ("children", "civilians"),
        ("two children", None),  # only by that word alone
        ("the bridge", None),
    ],
)
def test_what_was_hit_by_its_words(target: str, sort: str | None) -> None:
    _, claim = one("Something was told.", target=party("league", target))
    assert claim.target is not None
    assert claim.target.sort == sort


@pytest.mark.parametrize(
    ("reason", "sort"),
    [
        ("for tactical reasons", "by_choice"),
        ("under heavy losses", "by_force"),
        ("a planned retreat under heavy losses", "by_force"),  # two words to one
        ("planned, and forced", "by_choice"),  # one to one: the first listed
        ("because it rained", None),
    ],
)
def test_the_sort_of_a_reason(reason: str, sort: str | None) -> None:
    _, claim = one("Something was told.", reason=reason)
    assert claim.reason is not None
    assert claim.reason.sort == sort


@pytest.mark.parametrize(
    ("words", "noted"),
    [
        ("The shelling was a mistake, it said.", ("by_mistake",)),
        ("The shelling was mistaken for thunder.", ("by_mistake",)),
        ("The shelling went on.", ()),
    ],
)
def test_what_a_statement_says_of_itself(words: str, noted: tuple[str, ...]) -> None:
    assert one(words)[0].noted == noted


@pytest.mark.parametrize(
    ("name", "nobody"), [("a military source", True), ("initial reports", True), ("a baker", False)]
)
def test_who_is_nobody(name: str, nobody: bool) -> None:
    _, reading = report("r", said(speaker(name, named=False), words="Something was told."))
    assert ("nobody" in reading.statements[0].noted) is nobody


def with_trigger(words: str, trigger: str, **fields: Any) -> Claim:
    read, reading = report("r", said(WATCH, words=words, **fields))
    start = words.index(trigger)
    claim = replace(reading.statements[0].claims[0], trigger=Span(start, start + len(trigger)))
    statement = replace(reading.statements[0], claims=(claim,))
    return worded(replace(reading, statements=(statement,)), read.text).statements[0].claims[0]


@pytest.mark.parametrize(
    ("words", "modality", "noted"),
    [
        ("It was not clear whether jets struck.", "hypothetical", ("not_known",)),
        ("Nobody was clear whether jets struck.", "hypothetical", ()),
        ("It was not clear whether jets struck.", "happened", ()),
        ("Jets may have struck; by whom is not known.", "hypothetical", ()),  # after it
    ],
)
def test_words_of_not_knowing_stand_before_the_claim(words: str, modality: str, noted: tuple[str, ...]) -> None:
    claim = with_trigger(words, "struck", modality=modality)
    assert claim.noted == noted
    assert claim.words == "struck"


@pytest.mark.parametrize(
    ("words", "doer", "in_passing"),
    [
        ("Six died in rebel strikes.", "rebel", True),
        ("Six died in rebel air strikes.", "rebel", True),
        ("Six died in rebel and other air strikes.", "rebel", False),
        ("Six died in strikes conducted by a rebel band.", "rebel", False),  # that is said on purpose
    ],
)
def test_a_doer_named_in_passing(words: str, doer: str, in_passing: bool) -> None:
    at = words.index(doer)
    actor = replace(party("league", doer), span=Span(at, at + len(doer)))
    assert ("doer_in_passing" in with_trigger(words, "strikes", actor=actor).noted) is in_passing


@pytest.mark.parametrize(
    ("name", "text", "introduced"),
    [
        (
            "Bo Ard",
            "Bo Ard, head of the Mission in Osk, told of it. Others did not.",
            "head of the Mission in Osk, told of it",
        ),
        ("Bo Ard", "Bo Ard, who saw it, told of it.", None),
        ("Bo Ard", "Bo Ard fled. The head of the Mission stayed.", None),
    ],
)
def test_by_which_post_somebody_is_introduced(name: str, text: str, introduced: str | None) -> None:
    _, reading = report("r", said(speaker(name), words=text))
    found = reading.statements[0].introduced
    assert (found and found.text) == introduced
    if found is not None:
        assert text[found.span.start : found.span.end] == found.text


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("killed 11 teachers", "teachers"),
        ("killed 11 traffic police", "police"),
        ("killed 11 people, police said", None),  # who says it is not counted
        ("killed 11 people police said", None),
        ("killed 11, police said", None),
        ("killed 11 soldiers, police said", None),
    ],
)
def test_the_calling_of_those_counted(text: str, group: str | None) -> None:
    at = text.index("11")
    by = lists("en")
    assert by is not None
    assert _count(Count(Span(at, at + 2), "11", "killed", "people", 11, 11, True, None), text, by).calling == group


def test_a_word_of_quantity_is_vague_and_counts_nothing_else() -> None:
    count = replace(killed(24, None), text="dozens", span=Span(0, 6), what=None, who=None)
    _, reading = report("r", said(WATCH, counts=[count], words="dozens of gunmen came."))
    assert (reading.counts[0].vague, reading.counts[0].of) == (True, None)


def test_it_is_said_again_as_it_was() -> None:
    read, reading = report("r", said(WATCH, words="Six teachers died in a mistaken strike.", counts=[killed(6)]))
    assert worded(reading, read.text) == reading


def test_a_language_without_lists_leaves_it_unsaid() -> None:
    read, reading = report("r", said(WATCH, words="The shelling was a mistake."))
    bare = strip(reading)
    assert worded(replace(bare, language="xx"), read.text) == replace(bare, language="xx")
    assert worded(bare, read.text) == reading


def strip(reading: Reading) -> Reading:
    statements = tuple(
        replace(s, noted=(), introduced=None, claims=tuple(replace(c, words="", noted=()) for c in s.claims))
        for s in reading.statements
    )
    return replace(reading, statements=statements)
