"""Somebody who was met in a text, and the words that may stand for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from rashomon.model import Speaker
from rashomon.reading.actors.component import Side
from rashomon.reading.languages import table

LISTS = table("speakers")
HE, IT, THEY = (frozenset(LISTS["pronouns"][name]) for name in ("person", "body", "several"))
GROUP_NOUNS, ROLE_NOUNS = frozenset(LISTS["group_nouns"]), frozenset(LISTS["role_nouns"])
TOLD_BY_BRANCH = frozenset(LISTS["told_by_branch"])
LEFT_A_SIDE = frozenset(LISTS["left_a_side"])
OWNED_BY = frozenset(table("sides")["owned_by"])
FITS = {noun: frozenset(roles) for noun, roles in LISTS["fits"].items()}


@dataclass(slots=True)
class Known:
    """Somebody who has spoken or been named: what later words may refer to."""

    speaker: Speaker
    head: str
    words: frozenset[str]
    plural: bool
    person: bool
    at: int
    side: Side

    def is_body(self) -> bool:
        return not self.person and not self.plural

    def as_side(self, rule: str) -> Side:
        """This one's camp, as that of whoever speaks for it."""
        return self.side._replace(camp=self.speaker.camp, rule=rule)


class Identified(NamedTuple):
    """A speaker, the rule by which the words mean somebody met before (None: by themselves), and the camp with its."""

    speaker: Speaker
    rule: str | None
    side: Side


NOTHING = Side("unknown", "unknown")
