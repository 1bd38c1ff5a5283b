"""Whose is an outlet that no pack knows, by what it is called: "Ministry of Defence of Ruritania", "Ruritanian state
news agency", "pro-Front broadcaster".

An outlet's name is whatever the user wrote beside a report. It says a side where it names an organ and one state or
party; a "Ruritanian daily" is no organ and says none.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rashomon.model import NEUTRAL_CAMPS
from rashomon.reading.languages import table
from rashomon.world.packs import Pack

LISTS = table("sides")
STATE_ORGANS = tuple(LISTS["outlets_of_a_state"])
PARTY_ORGANS = tuple(LISTS["outlets_of_a_party"])
AT_SECOND_HAND = tuple(LISTS["outlets_at_second_hand"])
INDEPENDENT = tuple(LISTS["outlets_of_nobody"])
MEDIA = tuple(LISTS["outlets_that_report"])
WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
LONGEST = 5
"""Words in the name of a state or party."""


class OutletSide(NamedTuple):
    camp: str
    role: str


def side_of_outlet(packs: Pack, name: str | None) -> OutletSide | None:
    """The side of an outlet's name; None where it names no organ, or not exactly one side."""
    if not name:
        return None
    plain = " ".join(WORD.findall(name)).casefold()
    if any(_has(plain, words) for words in AT_SECOND_HAND):
        return None
    of_state = next((words for words in STATE_ORGANS if _has(plain, words)), None)
    of_party = next((words for words in PARTY_ORGANS if _has(plain, words)), None)
    independent = any(_has(plain, words) for words in INDEPENDENT) and not (of_state or "").startswith("state ")
    if independent or (of_state is None and of_party is None):
        return None
    states, parties = _camps(packs, WORD.findall(name))
    found = (states | parties) if of_state is not None else parties
    if len(found) != 1 or not found.isdisjoint(NO_SIDE):
        return None
    media = any(word in plain for word in MEDIA)
    return OutletSide(next(iter(found)), "state_media" if media else "government")


def _has(plain: str, words: str) -> bool:
    return f" {words} " in f" {plain} "


def _camps(packs: Pack, words: list[str]) -> tuple[set[str], set[str]]:
    """The camps of the states, and of the parties, that are named; the longest names first."""
    states: set[str] = set()
    parties: set[str] = set()
    at = 0
    while at < len(words):
        for length in range(min(LONGEST, len(words) - at), 0, -1):
            text = " ".join(words[at : at + length]).removesuffix("'s").removesuffix("’s")
            camp, state = _camp(packs, text.removeprefix("pro-").removeprefix("Pro-"))
            if camp is not None:
                (states if state else parties).add(camp)
                break
        else:
            length = 1
        at += length
    return states, parties


def _camp(packs: Pack, text: str) -> tuple[str | None, bool]:
    sides = packs.sides
    if (camp := sides.peoples.get(text) or sides.names.get(text)) is not None:
        return camp, camp in sides.states
    if (movement := sides.movements.get(text)) is not None:
        return movement[0], False
    entity = packs.find(text) if text[:1].isupper() else None
    if entity is not None and entity.type != "person" and entity.camp not in NO_SIDE:
        return entity.camp, entity.camp in sides.states
    return None, False


NO_SIDE = NEUTRAL_CAMPS | {"unknown", "media", "narrator", "local", "un", ""}
