"""Persons whom somebody ruled to protect or to release, as far as a page names them, and the form for ruling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rashomon import ledger as book
from rashomon.desk.request import Turn
from rashomon.ledger import Decision
from rashomon.ledger.read import detail
from rashomon.reading.persons.name_words import phrase


@dataclass(frozen=True, slots=True)
class People:
    """Names that can be chosen, the one that stands in the field at first, and the rulings that hold here."""

    names: tuple[str, ...]
    first: str
    ruled: tuple[Decision, ...]

    def verb(self, name: str) -> str:
        """What is ruled on this very name: "protect", "release" or nothing."""
        told = [d.verb for d in self.ruled if phrase(d.person or "") == phrase(name)]
        return told[-1] if told else ""


def people(turn: Turn, names: Iterable[str | None], texts: Iterable[str], first: str = "") -> People:
    """`names` are those of the speakers and parties on the page; `texts` is where a ruled name may stand besides."""
    named = tuple(dict.fromkeys(n for n in names if n and any(c.isalpha() for c in n)))
    ruled = detail.persons_ruled(turn.ledger)
    if not ruled:
        return People(named, first, ())
    words = " / ".join(" ".join(phrase(t)) for t in (*named, *texts))
    # The very last decision is shown wherever it was made, so that a name that was typed is seen to be ruled on.
    last = book.latest(turn.ledger)
    here = (d for d in ruled if d.id == last or _stands(" ".join(phrase(d.person or "")), words))
    return People(named, first, tuple(here))


def _stands(name: str, words: str) -> bool:
    return bool(name) and f" {name} " in f" {words} "
