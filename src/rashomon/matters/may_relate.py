"""Whose answer may stand in a relation, and which of two pairs is the better seen? By what a page's words say of it.

Each rule leaves a claim where it is, in its position, and keeps it from making accounts dispute or agree. The reading
notes what the words say (`noted` of a claim); a language of which it has no words keeps nothing back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rashomon.distance import kilometres
from rashomon.matters.accounts import Account
from rashomon.matters.answer import Answer
from rashomon.matters.comparators import COARSE, FAR_KM
from rashomon.matters.kind_families import questions
from rashomon.model import Place

OUTLETS = frozenset({"state_media", "party_media", "media", "agency", "unknown"})
"""Roles of those who print what others say."""


@cache
def words_for(key: str) -> re.Pattern[str]:
    """Any of the words of a list of questions.toml, as whole words."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, questions()[key]))})\b", re.IGNORECASE)


def laid_to_another(account: Account) -> bool:
    """Whether the words name another source within what a speaker is made to say."""
    return "sourced" in account.claim.noted


def of_an_earlier_one(account: Account) -> bool:
    """Whether it speaks of what was before the news: "previous accusations of shelling the town"."""
    return "earlier" in account.claim.noted


def in_a_caption(account: Account) -> bool:
    """Whether it stands under a picture: "residents flee the shelling (file photo)"."""
    return account.statement.manner == "caption" or "file_picture" in account.claim.noted


def named_by_the_page(account: Account) -> bool:
    """Whether its speaker is no more than a line of the page: "Tags Vale League"."""
    speaker = account.speaker
    return speaker.span is not None and words_for("page_words").match(speaker.name) is not None


def by_hearsay(account: Account) -> bool:
    """Whether the outlet only heard that the speaker says so ("the group reportedly claimed the bombing"), or he knows
    it from reports."""
    return "hearsay" in account.claim.noted


def guesses_at_its_own(account: Account) -> bool:
    """Whether a speaker is made to guess that his own side did it: who guesses at them is none of theirs."""
    actor, camp = account.claim.actor, account.speaker.camp
    own = account.speaker.span is not None and actor is not None and actor.camp == camp
    return own and "guessed" in account.claim.noted


def far_off(a: Place | None, b: Place | None) -> bool:
    """Whether two places, neither of them an area, lie so far apart that neither is in the other."""
    if a is b or a is None or b is None or {a.precision, b.precision} & COARSE:
        return False
    apart = kilometres(a, b)
    return apart is not None and apart > FAR_KM


def of_this_place(answers: Sequence[Answer], place: Place | None) -> list[Answer]:
    """The answers less those of another town than the one that is asked of."""
    return [a for a in answers if not far_off(a.account.place, place)]


def by_outlet(answer: Answer) -> bool:
    """Whether an outlet says it in its own voice. A party's or a council's own page is no outlet."""
    return answer.account.speaker.span is None and answer.account.speaker.role in OUTLETS


def by_two_outlets(a: Answer, b: Answer) -> bool:
    """Whether two outlets alone say it, each in its own voice: nobody knows from whom they have it."""
    return by_outlet(a) and by_outlet(b)


def rank(answer: Answer) -> int:
    """How well an answer is seen to be its speaker's, the lower the better: an official, a body, a monitor by name; who
    has no name; a headline; an outlet's own voice."""
    printed = answer.account.statement.manner in ("headline", "caption")
    return 2 * by_outlet(answer) + printed + answer.origin.unnamed + (not answer.origin.counts)
