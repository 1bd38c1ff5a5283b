"""Whose words own a deed, and who only is proud of it or accuses: answers one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from matters_made import entity, killed, party, report, said, world

from rashomon.matters.accounts import Account, accounts
from rashomon.matters.answer import Answer
from rashomon.matters.camps import sides
from rashomon.matters.conceding import boasts, harms_civilians, is_victim, lays_it_to_an_enemy, must_answer, own_words
from rashomon.matters.origins import attributed_origin

KNOWN = sides(world())
ARMY = entity("crown-army")
OWN, ENEMY, ALLY, WATCH, NOBODY = party("crown"), party("league"), party("lowland"), party("monitor"), party("local")


def account(kind: str = "shelling", who: Any = ARMY, **fields: Any) -> Account:
    told = accounts([report("r", said(who, kind, **fields))], KNOWN.kinds)[0]
    claim = replace(told.claim, target=fields.get("target"))  # with its sort, which the reading tells by the words
    return replace(told, claim=claim, statement=replace(told.statement, claims=(claim,)))


def answer(kind: str = "shelling", who: Any = ARMY, **fields: Any) -> Answer:
    told = account(kind, who, **fields)
    return Answer(told, attributed_origin(told.speaker, KNOWN), "who", "crown", "affirmed")


def sorted_(of: Any, sort: str) -> Any:
    return replace(of, sort=sort)


@pytest.mark.parametrize(
    ("fields", "proud"),
    [
        ({}, False),
        ({"counts": (killed(60, who="fighters"),)}, True),
        ({"counts": (killed(60, who="soldiers"),)}, True),
        ({"counts": (killed(60, who="civilians"),)}, False),
        ({"target": ENEMY}, True),
        ({"target": WATCH}, False),
        ({"target": sorted_(NOBODY, "fighters")}, True),
        ({"target": sorted_(ENEMY, "civilians")}, False),
        ({"target": party("league", "a school", "school")}, False),
        ({"target": party("unknown", "a depot")}, True),
        ({"target": party("unknown", "Tarn")}, False),  # the place itself
        ({"target": party("local", "people")}, False),
    ],
)
def test_who_is_proud_of_a_blow(fields: dict[str, Any], proud: bool) -> None:
    assert boasts(answer(**fields), KNOWN) is proud


@pytest.mark.parametrize(
    ("fields", "harm"),
    [
        ({}, False),
        ({"counts": (killed(3, who="civilians"),)}, True),
        ({"counts": (killed(3, who="fighters"),)}, False),
        ({"target": sorted_(NOBODY, "civilians")}, True),
        ({"target": NOBODY}, False),
    ],
)
def test_harm_to_civilians(fields: dict[str, Any], harm: bool) -> None:
    assert harms_civilians(answer(**fields)) is harm


@pytest.mark.parametrize(
    ("about", "fields", "must"),
    [
        ("actor", {"actor": OWN}, True), ("actor", {"actor": ALLY}, False), ("actor", {}, False),
        ("target", {"target": OWN}, True), ("target", {"target": OWN, "actor": OWN}, False),
        ("target", {"target": ENEMY}, False), ("target", {"target": OWN, "actor": ENEMY}, True),
        ("holder", {"holder": ENEMY}, True), ("holder", {"holder": OWN}, False), ("holder", {"holder": ALLY}, False),
        ("holder", {"target": OWN}, True), ("holder", {}, False),
    ],
)  # fmt: skip
def test_what_a_side_must_answer_for(about: str, fields: dict[str, Any], must: bool) -> None:
    assert must_answer(answer(**fields), about, KNOWN) is must


@pytest.mark.parametrize(
    ("kind", "fields", "victim"),
    [
        ("shelling", {"actor": ENEMY, "counts": (killed(3, who="civilians"),)}, True),
        ("shelling", {"actor": ENEMY, "target": NOBODY}, True),
        ("shelling", {"actor": ENEMY, "target": party("crown", "a school", "school")}, True),
        ("shelling", {"actor": ENEMY, "target": party("crown", "a base", "base")}, False),
        ("shelling", {"actor": ENEMY}, False),
        ("shelling", {"actor": ALLY, "target": NOBODY}, False),
        ("shelling", {"target": NOBODY}, False),
        ("killing", {"actor": ENEMY}, True),  # what came of it is told of who did it
        ("killing", {"actor": ALLY}, False),
        ("killing", {"actor": ENEMY, "polarity": "denied"}, False),
    ],
)
def test_who_tells_what_an_enemy_did(kind: str, fields: dict[str, Any], victim: bool) -> None:
    assert is_victim(answer(kind, **fields), KNOWN) is victim
    assert lays_it_to_an_enemy(answer(kind, **fields), KNOWN) is (victim and kind == "killing")


@pytest.mark.parametrize(
    ("manner", "own"), [("direct", True), ("indirect", True), ("headline", False), ("caption", False)]
)
def test_a_side_says_it_itself(manner: Any, own: bool) -> None:
    told = answer()
    statement = replace(told.account.statement, manner=manner)
    assert own_words(replace(told, account=replace(told.account, statement=statement))) is own


def test_of_what_was_before_nobody_says_anything_new() -> None:
    assert not own_words(answer(background=True))
