"""Whose answer may stand in a relation, and which of two pairs is the better seen? By what a page's words say of it.

Each rule leaves a claim where it is, in its position, and keeps it from making accounts dispute or agree. Words are in
`questions.toml`; a language of which it has none keeps nothing back.
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
BEFORE = 5
"""Words before the claim's in which "previous" still speaks of it."""

SENTENCE_END = re.compile(r"[.!?]\s|\n")


@cache
def words_for(key: str) -> re.Pattern[str]:
    """Any of the words of a list of questions.toml, as whole words."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, questions()[key]))})\b", re.IGNORECASE)


def said_in(account: Account) -> tuple[int, int]:
    """Where the piece of the statement stands that the claim is in."""
    at = account.claim.trigger.start
    start, end = next((s for s in account.statement.content if s[0] <= at < s[1]), account.claim.trigger)
    return start, end


def laid_to_another(account: Account) -> bool:
    """Whether the words name another source within what a speaker is made to say: "since the army ended the truce 90
    people have died, according to medics"."""
    (start, end), text = said_in(account), account.report.text
    ends = SENTENCE_END.search(text, end)
    cues = account.statement.cue
    found = words_for("sourced").finditer(text, start, ends.start() if ends else len(text))
    return any(not any(c[0] <= m.start() < c[1] for c in cues) for m in found)


def of_an_earlier_one(account: Account) -> bool:
    """Whether it speaks of what was before the news: "previous accusations of shelling the town"."""
    start, _ = said_in(account)
    before = account.report.text[start : account.claim.trigger.end]
    found = list(words_for("earlier_ones").finditer(before))
    if not found:
        return False
    behind = before[found[-1].end() :].split()
    return bool(behind) and len(behind) <= BEFORE + 1 and behind[0].strip(",.").casefold() not in questions()["times"]


def in_a_caption(account: Account) -> bool:
    """Whether it stands under a picture: "residents flee the shelling (file photo)"."""
    start, end = said_in(account)
    return (
        account.statement.manner == "caption"
        or words_for("captions").search(account.report.text, start, end) is not None
    )


def named_by_the_page(account: Account) -> bool:
    """Whether its speaker is no more than a line of the page: "Tags Vale League"."""
    speaker = account.speaker
    return speaker.span is not None and words_for("page_words").match(speaker.name) is not None


def by_hearsay(account: Account) -> bool:
    """Whether the outlet only heard that the speaker says so: "the group reportedly claimed the bombing"."""
    span, text = account.speaker.span, account.report.text
    if span is None or span.end > account.claim.trigger.start:
        return False
    return words_for("hearsay").search(text, span.end, account.claim.trigger.start) is not None


def guesses_at_its_own(account: Account) -> bool:
    """Whether a speaker is made to guess that his own side did it: who guesses at them is none of theirs."""
    actor, camp = account.claim.actor, account.speaker.camp
    if account.speaker.span is None or actor is None or actor.camp != camp:
        return False
    start, _ = said_in(account)
    return words_for("guessed").search(account.report.text, start, account.claim.trigger.end) is not None


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
