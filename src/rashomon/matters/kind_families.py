"""Which kinds tell of one sort of happening? The families of `questions.toml`, and how near two kinds are in them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Family:
    """Kinds that tell of one sort of happening; the fields are explained in questions.toml."""

    name: str
    lasting: bool = False
    within: bool = True
    area: bool = False
    sorts: tuple[frozenset[str], ...] = ()
    generic: frozenset[str] = frozenset()
    diffuse: frozenset[str] = frozenset()
    mutual: frozenset[str] = frozenset()
    broad: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()
    loosely: frozenset[str] = frozenset()
    loose: tuple[str, ...] = ()


@cache
def questions() -> dict[str, Any]:
    """`questions.toml`: families of kinds, question templates, sorts of reasons."""
    return tomllib.loads(resources.files("rashomon.matters").joinpath("questions.toml").read_text("utf-8"))


@cache
def families() -> dict[str, Family]:
    """Each kind's family."""
    found: dict[str, Family] = {}
    for name, row in questions()["family"].items():
        family = Family(
            name,
            row["lasting"],
            row["within"],
            area=row.get("area", False),
            sorts=tuple(frozenset(s) for s in row.get("sorts", [])),
            generic=frozenset(row.get("generic", [])),
            diffuse=frozenset(row.get("diffuse", [])),
            mutual=frozenset(row.get("mutual", [])),
            broad=frozenset(row.get("broad", [])),
            single=frozenset(row.get("single", [])),
            loosely=frozenset(row.get("loosely", [])),
            loose=tuple(row.get("loose", [])),
        )
        for kind in row["kinds"]:
            found[kind] = family
    return found


@cache
def family_of(kind: str) -> Family:
    """The family of a kind; a kind that the list leaves out is an event on its own.

    >>> family_of("airstrike").name, family_of("protest").name
    ('attack', 'protest')
    """
    return families().get(kind) or Family(kind)


LOOSE = "loose"
"""Stands for the kind of a claim whose words leave open which sort it is."""


def kind_as_told(kind: str, trigger: str, family: Family) -> str:
    """The kind of a claim as far as its words decide it: "the attack" may be a bombing and may be a battle.

    >>> [kind_as_told("bombing", words, family_of("bombing")) for words in ("attack", "car bomb")]
    ['loose', 'bombing']
    """
    return LOOSE if kind in family.loosely and trigger.casefold().startswith(family.loose) else kind


@cache
def sort_of(kind: str) -> int | None:
    """Which of its family's sorts a kind is of; None for a generic kind and for LOOSE."""
    return next((i for i, s in enumerate(family_of(kind).sorts) if kind in s), None)


def sorts_of(kinds: Iterable[str]) -> frozenset[int]:
    return frozenset(s for k in kinds if (s := sort_of(k)) is not None)


def kinds_fit(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether two sets of kinds of one family can be one happening: a shared sort, or one side only generic."""
    left, right = sorts_of(a), sorts_of(b)
    return not left or not right or bool(left & right)
