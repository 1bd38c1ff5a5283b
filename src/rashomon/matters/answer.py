"""What one account answers to one question, as a record and in words."""

from __future__ import annotations

from dataclasses import field as made_of

from rashomon.matters.accounts import Account, Origin
from rashomon.matters.camps import Sides
from rashomon.message import Phrase
from rashomon.model import Field, Polarity, Toll
from rashomon.quick_records import record

CHOICES = {"means": Phrase("by what means"), "hit": Phrase("what was hit")}
"""Scopes of questions with a table of answers in questions.toml, and what those who answer otherwise differ on."""
NUMBER = "number"
"""The sort of figures of what is no harm: attackers, strikes, shells."""


@record
class Answer:
    """What one account answers. `value` is a camp or an entity (who), "yes" (whether), words (why), a range (how many).

    `sort` is the sort of a reason, of a means or of what was hit. `scope` is whom a figure counts; figures of two
    scopes are not compared.
    """

    account: Account
    origin: Origin
    field: Field
    value: str | Toll
    polarity: Polarity
    scope: str = ""
    excludes: frozenset[str] = frozenset()
    """Reasons by sort, and means, that can't be true beside it."""
    sort: str = ""
    apart: frozenset[str] = frozenset()
    """Sorts of means that can't be true beside it where the two origins name different doers."""
    doer: str = ""
    """Of means: the one side that the origin names as the doer."""
    vague: bool = False
    """Whether a figure is a word like "dozens": its low end is the least that the word can mean, not a count."""
    covers: frozenset[str] = frozenset()
    """Camps that the words for a doer may mean, too: "the terrorists"."""

    camp: str = made_of(init=False, compare=False)
    """Of the origin. As a property it would be asked for 300,000 times where 20,000 claims are gathered."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "camp", self.origin.camp)

    @property
    def name(self) -> str:
        """Who is seen to say it: the speaker, or, of an outlet's own sentence, the origin that it restates."""
        return self.account.speaker.name if self.account.speaker.span is not None else self.origin.name


FIELD_WORDS: dict[Field, Phrase] = {
    "whether": Phrase("whether it is so"),
    "who": Phrase("who it was"),
    "how_many": Phrase("how many"),
    "where": Phrase("where"),
    "when": Phrase("when"),
    "why": Phrase("why"),
}


def says(answer: Answer, known: Sides | None = None) -> str:
    """An answer in a few words, for the sentence that gives the reason."""
    if answer.scope in CHOICES:
        words: str = Phrase(str(answer.value))
        return words if answer.polarity == "affirmed" else Phrase("not {answer}", answer=words)
    if answer.field == "whether":
        return Phrase("yes") if answer.polarity == "affirmed" else Phrase("no")
    if isinstance(answer.value, Toll):
        words = figure_words(answer.value)
    elif answer.field == "who":
        words = known.label(answer.value) if known else answer.value
    else:
        words = Phrase("“{words}”", words=answer.value)
    return words if answer.polarity == "affirmed" else Phrase("not {answer}", answer=words)


def figure_words(toll: Toll) -> Phrase:
    """A figure with at least one end.

    >>> figure_words(Toll(12, None)), figure_words(Toll(3, 3))
    ('at least 12', '3')
    """
    if toll.high is None:
        return Phrase("at least {low}", low=str(toll.low))
    if toll.low is None:
        return Phrase("at most {high}", high=str(toll.high))
    if toll.low == toll.high:
        return Phrase("{figure}", figure=str(toll.low))
    return Phrase("{low} to {high}", low=str(toll.low), high=str(toll.high))
