"""How near are two kinds of one family? And `questions.toml`, which says how claims become questions."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from rashomon.world.kinds import Family, Kind


@cache
def questions() -> dict[str, Any]:
    """`questions.toml`: question templates, sorts of reasons, means and things hit."""
    return tomllib.loads(resources.files("rashomon.matters").joinpath("questions.toml").read_text("utf-8"))


LOOSE = "loose"
"""Stands for the kind of a claim whose words leave open which sort it is."""


def kind_as_told(kind: Kind, trigger: str) -> str:
    """The kind of a claim as far as its words decide it: "the attack" may be a bombing and may be a battle.

    >>> from rashomon.world.kind_files import load_kinds
    >>> [kind_as_told(load_kinds()["bombing"], words) for words in ("attack", "car bomb")]
    ['loose', 'bombing']
    """
    return LOOSE if kind.loose and trigger.casefold().startswith(kind.loose) else kind.id


def sorts_of(family: Family, kinds: Iterable[str]) -> frozenset[int]:
    """The sorts of some kinds of a family; a kind that says only what came of it has none, nor has LOOSE."""
    return frozenset(family.sorts[k] for k in kinds if k in family.sorts)


def kinds_fit(family: Family, a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether two sets of kinds of one family can be one happening: a shared sort, or one side only generic."""
    left, right = sorts_of(family, a), sorts_of(family, b)
    return not left or not right or bool(left & right)
