"""Which accounts may a relation rest on, and what is to be read where one is not sure?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rashomon.matters.accounts import Account
from rashomon.matters.answer import Answer
from rashomon.matters.may_relate import (
    by_hearsay,
    guesses_at_its_own,
    in_a_caption,
    laid_to_another,
    named_by_the_page,
    of_an_earlier_one,
)
from rashomon.message import Phrase, with_commas

BACKGROUND = "background"
UNSURE = {
    "speaker": Phrase("who says it"),
    "kind": Phrase("what happened"),
    "polarity": Phrase("whether it is denied"),
    "modality": Phrase("whether it took place"),
    "place": Phrase("where it was"),
    "time": Phrase("when it was"),
    "counts": Phrase("whom the figure counts"),
    BACKGROUND: Phrase("whether it is the news or told beside it"),
}
"""What of a claim may be known from its surroundings alone, in the order in which it is asked."""
NOTHING: frozenset[str] = frozenset()
UNGRADED = "kind"
"""What is asked of a claim that nobody graded, as an older version read it."""


def firm(answers: Iterable[Answer]) -> list[Answer]:
    """The answers that others may rest on: of firm claims, and of claims that a person ruled on."""
    return [a for a in answers if is_firm(a)]


def is_firm(answer: Answer) -> bool:
    known = answer.account.claim.firm or answer.account.settled
    return known and not answer.origin.lent and not under_denial(answer) and not kept_back(answer)


def kept_back(answer: Answer) -> frozenset[str]:
    """What the words of the page make unsure of it: whose it is, or whether it is the news."""
    account = answer.account
    if account.kept_back is None:
        object.__setattr__(account, "kept_back", kept_back_by_words(account))
    return account.kept_back or NOTHING


def kept_back_by_words(account: Account) -> frozenset[str]:
    doubtful = laid_to_another(account) or named_by_the_page(account) or guesses_at_its_own(account)
    doubtful = doubtful or by_hearsay(account)
    found = {"speaker"} if doubtful else set()
    return frozenset(found | ({BACKGROUND} if of_an_earlier_one(account) or in_a_caption(account) else set()))


def under_denial(answer: Answer) -> bool:
    """Whether a speaker who denies it, or calls it false, is taken to affirm: what of it he denies is to be read."""
    denies = answer.account.statement.stance == "denies" and answer.account.claim.polarity == "affirmed"
    return denies or "called_false" in answer.account.claim.noted


def unsure_of(answer: Answer) -> list[str]:
    """The fields of a loose claim that are not sure, `background` among them."""
    claim = answer.account.claim
    if is_firm(answer):
        return []
    loose = {*claim.loose, *([BACKGROUND] if claim.background else [])}
    loose |= {"polarity"} if under_denial(answer) else set()
    loose |= {"speaker"} if answer.origin.lent else set()
    loose |= kept_back(answer)
    return [field for field in UNSURE if field in loose] or [UNGRADED]


def to_read(answers: Sequence[Answer]) -> tuple[str, ...]:
    """For each loose answer, whose words are to be read, and for what."""
    found: dict[tuple[str, str], Phrase] = {}
    for answer in answers:
        if fields := unsure_of(answer):
            words = answer.account.claim.words
            what = with_commas([UNSURE[field] for field in fields])
            told = Phrase("{name}, at “{words}”: {what}.", name=answer.name, words=words, what=what)
            found.setdefault((answer.name, words), told)
    return tuple(found.values())
