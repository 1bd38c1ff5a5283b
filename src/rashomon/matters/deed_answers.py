"""What was hit, and by how many? Answers on the deed itself, by the table `hit` of questions.toml."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from typing import Any

from rashomon.matters.accounts import Account, Origin
from rashomon.matters.answer import NUMBER, Answer
from rashomon.matters.answers import toll_of
from rashomon.matters.camps import takes_side
from rashomon.matters.kind_families import questions
from rashomon.model import Polarity

NO_SORT = ""
CIVILIAN = frozenset({"civilians", "children", "women", "residents"})
"""Whom figures of civilians count."""
HARMED = frozenset({"killed", "injured"})
CIVILIANS, HARM = "civilians", "harm"
"""The answer to whether civilians were harmed, and its scope."""
MILITARY = "military"
"""The sort of what fighters have, in the rows of `hit`."""


def denials_of_what_was_hit(told: Sequence[Account], origins: Mapping[str, Origin]) -> set[str]:
    """The claims that deny whom or what an attack hit, and not the attack: their side says that there was one.

    "The army said that it had hit a depot, and denied that the market was bombed" denies no bombing; nor does "it
    denied that children were killed in these raids".
    """
    owning = {
        origins[a.claim.id].camp
        for a in told
        if a.claim.polarity == "affirmed" and a.claimed.asks_how and a.kind not in a.family.mutual
    }
    return {
        a.claim.id
        for a in told
        if a.claim.polarity == "denied"
        and origins[a.claim.id].camp in owning
        and takes_side(origins[a.claim.id].camp)
        and (what_was_hit(a) is not None or of_civilians(a))
    }


def of_civilians(account: Account) -> bool:
    """Whether it tells that civilians were hit, killed or hurt, or denies that."""
    target = account.claim.target
    if target is not None and target.sort == "civilians":
        return True
    return any(c.what in HARMED and c.who in CIVILIAN and (c.high is None or c.high > 0) for c in account.counts)


def of_fighters_only(account: Account) -> bool:
    """Whether it says that nobody but fighters was hit, or that no civilian was: "only militants were killed"."""
    target = account.claim.target
    if target is not None and target.sort == "fighters" and target.text.split()[0].casefold() in questions()["only"]:
        return True
    return any(c.what in HARMED and c.who in CIVILIAN and c.high == 0 for c in account.counts)


def of_intent(account: Account) -> bool:
    """Whether it tells at whom was aimed, and not who was hit: "denies targeting civilians"."""
    return account.claim.words.casefold() in questions()["intent"]


def harm_answers(told: Sequence[Account], origins: Mapping[str, Origin], limiting: Container[str]) -> list[Answer]:
    """Whether civilians were among those hit, by those who say so and those who say that there were none.

    `limiting` has the denials of what was hit. Who denies having done it says nothing of that.
    """
    found: list[Answer] = []
    for a in told:
        denied = a.claim.polarity == "denied"
        if of_fighters_only(a):
            says: Polarity = "affirmed" if denied else "denied"
        elif denied and (of_intent(a) or (a.claim.actor is not None and a.claim.id not in limiting)):
            continue
        elif of_civilians(a):
            says = a.claim.polarity
        else:
            continue
        found.append(Answer(a, origins[a.claim.id], "whether", CIVILIANS, says, scope=HARM))
    return found


def hit_answers(told: Sequence[Account], origins: Mapping[str, Origin], limiting: Container[str] = ()) -> list[Answer]:
    """What each account says was hit. Who denies having done it says nothing of that, unless he denies just that
    (`limiting`).

    Nor does a fight, nor whom an attack killed: fighters may have been where civilians were.
    """
    found: list[Answer] = []
    for a in told:
        if a.kind in a.family.mutual | a.family.generic or (row := what_was_hit(a)) is None:
            continue
        if a.claim.polarity == "denied" and a.claim.actor is not None and a.claim.id not in limiting:
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
