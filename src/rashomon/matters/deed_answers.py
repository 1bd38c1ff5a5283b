"""What was hit, and by how many? Answers on the deed itself, by the table `hit` of questions.toml."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from rashomon.matters.accounts import Account, Origin
from rashomon.matters.answer import NUMBER, Answer
from rashomon.matters.answers import toll_of
from rashomon.matters.kind_families import questions

NO_SORT = ""
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
    sort = target.sort or NO_SORT
    return next((row for row in rows if target.site in row["sites"] or row.get("named") == sort), None)


def number_answers(told: Sequence[Account], origins: Mapping[str, Origin]) -> dict[str, list[Answer]]:
    """Figures of attackers, of strikes, of what was fired, by the question that asks for them."""
    found: dict[str, list[Answer]] = defaultdict(list)
    for a in told:
        if a.claim.polarity == "denied":
            continue
        for count in a.counts:
            if (asked := count.of) and (toll := toll_of(count)) is not None:
                found[asked].append(
                    Answer(a, origins[a.claim.id], "how_many", toll, "affirmed", scope=asked, sort=NUMBER)
                )
    return dict(found)
