"""What a rule of place looks at, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.model import Claim, PlaceFrom, Span, Statement
from rashomon.reading.what.mention_index import Draft, Words


class Located(NamedTuple):
    """An index into the places of the text (None: nowhere), how it is known, the rule, and the words it went by."""

    place: int | None
    how: PlaceFrom | None = None
    rule: str | None = None
    at: Span | None = None


class Sought(NamedTuple):
    """What a rule of place looks at."""

    doc: Doc
    words: Words
    statement: Statement
    draft: Draft
    told: Sequence[Claim] = ()
    """The claims of the text before this statement."""

    def named(self, place: int, rule: str) -> Located:
        return Located(place, "text", rule, self.doc._.places[place].span)

    @property
    def actors(self) -> list[Token]:
        return self.draft.roles.get("actor", [])


Rule = Callable[[Sought], Located | None]
