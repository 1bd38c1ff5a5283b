"""What was hit, and by how many? Answers on the deed itself, by the tables `hit` and `number` of questions.toml."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from rashomon.matters.accounts import Account, Origin
from rashomon.matters.answer import NUMBER, Answer
from rashomon.matters.answers import CALLING, is_vague_figure, toll_of
from rashomon.matters.kind_families import questions
from rashomon.model import Count

MILITARY = "military"
"""The sort of what fighters have, in the rows of `hit`."""


def hit_answers(told: Sequence[Account], origins: Mapping[str, Origin]) -> list[Answer]:
    """What each account says was hit. Who denies having done it says nothing of that.

    Nor does a fight, nor whom an attack killed: fighters may have been where civilians were.
    """
    found: list[Answer] = []
    for a in told:
        if a.kind in a.family.mutual | a.family.generic or (row := what_was_hit(a)) is None:
            continue
        if a.claim.polarity == "denied" and a.claim.actor is not None:
            continue
        excludes = frozenset(row["excludes"])
        origin, polarity = origins[a.claim.id], a.claim.polarity
        found.append(Answer(a, origin, "whether", row["says"], polarity, "hit", excludes=excludes, sort=row["sort"]))
    return found


def what_was_hit(account: Account) -> Mapping[str, Any] | None:
    """The row of `hit` in questions.toml that an account's target fits: by the sort of its site or by its words."""
    target = account.claim.target
    if target is None:
        return None
    rows: Sequence[Mapping[str, Any]] = questions()["hit"]
    words = set(re.findall(r"\w+", target.text.casefold()))
    return next((row for row in rows if target.site in row["sites"] or words & set(row["words"])), None)


def number_answers(told: Sequence[Account], origins: Mapping[str, Origin]) -> dict[str, list[Answer]]:
    """Figures of attackers, of strikes, of what was fired, by the question that asks for them."""
    found: dict[str, list[Answer]] = defaultdict(list)
    for a in told:
        if a.claim.polarity == "denied":
            continue
        for count in a.counts:
            if (asked := what_is_counted(a, count)) and (toll := toll_of(count)) is not None:
                found[asked].append(
                    Answer(a, origins[a.claim.id], "how_many", toll, "affirmed", scope=asked, sort=NUMBER)
                )
    return dict(found)


def what_is_counted(account: Account, count: Count) -> str | None:
    """The question of `number` in questions.toml that a figure answers.

    None for all others, for words of quantity ("several shells"), and for some of them ("one of the attackers"), unless
    they are all whom a side sent ("three of its fighters").
    """
    if count.what is not None or count.part_of is not None or count.scope in ("background", "earlier"):
        return None
    after = re.findall(r"\w+", account.report.text[count.span.end : count.span.end + CALLING].casefold())[:3]
    rows: Sequence[Mapping[str, Any]] = questions()["number"]
    if is_vague_figure(count):
        return None
    if after[:1] == ["of"]:
        own = after[1:2] and after[1] in questions()["own"]
        return next((row["asked"] for row in rows if own and set(after[2:]) & set(row["own"])), None)
    if count.unit is not None:
        return next((row["asked"] for row in rows if count.unit in row["units"]), None)
    words = {*re.findall(r"\w+", count.text.casefold()), *after[:2]}
    return next((row["asked"] for row in rows if words & set(row["words"])), None)
