"""What people write beside a thing for each other: notes, tags, and who is to see to it. Rows of the same log.

None of them is a ruling: they change no claim, no matter and no status. They are undone and forgotten as rulings are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Literal, Protocol, get_args

from rashomon.errors import RashomonError
from rashomon.ledger.core.anchors import Anchor
from rashomon.ledger.core.queries import keys_of, now_called
from rashomon.ledger.core.rows import storable
from rashomon.ledger.decide.targets import anchor_of, incident_named, matter_named, report_named, spot, whole
from rashomon.message import Phrase

Beside = Literal["note", "tag", "assign"]
BESIDE: tuple[Beside, ...] = get_args(Beside)
LONGEST: dict[Beside, int] = {"note": 5000, "tag": 60, "assign": 200}

Thing = tuple[object, ...]
"""What a row is about: ("id", of a matter or an incident, as it is called now) or ("at", report, span, kind)."""


class Row(Protocol):
    """A decision, as far as it says what it is about."""

    @property
    def verb(self) -> str: ...
    @property
    def matter(self) -> str | None: ...
    @property
    def value(self) -> str | None: ...
    @property
    def one(self) -> Sequence[Anchor]: ...


def written(verb: Beside, value: str) -> str:
    """The value as it is kept. Raises RashomonError where it is empty (but nobody may be assigned) or too long."""
    value = (value.strip() if verb == "note" else " ".join(value.split())).replace("\r\n", "\n")
    if not value and verb != "assign":
        raise RashomonError(
            Phrase("The note") if verb == "note" else Phrase("The tag"),
            Phrase("there are no words in it"),
            Phrase("Write some."),
        )
    if len(value) > LONGEST[verb]:
        raise RashomonError(
            f"“{value[:60]}…”",
            Phrase("it is too long"),
            Phrase("Write up to {n} characters.", n=LONGEST[verb]),
        )
    return storable(value) or ""


def placed(db: sqlite3.Connection, target: str) -> tuple[str | None, Anchor | None]:
    """What an id names: a matter or an incident by its present id, or a claim or a report by an anchor."""
    if anchor := anchor_of(db, target):
        return None, anchor
    if incident := incident_named(db, target):
        return incident, None
    if keys_of(db, target):
        return None, whole(db, report_named(db, target))
    return matter_named(db, target, "claim, matter, incident or report"), None


def about(db: sqlite3.Connection, matter: str | None, one: Sequence[Anchor]) -> Thing:
    return ("id", now_called(db, matter) or matter) if matter else ("at", *spot(one[0])) if one else ()


def stands(db: sqlite3.Connection, verb: Beside, thing: Thing, value: str, there: Iterable[Row]) -> bool:
    """Whether this is so already, by the decisions that hold: the same tag, or the last assignment. A note never is."""
    before = [d.value or "" for d in there if d.verb == verb and about(db, d.matter, d.one) == thing]
    if verb == "tag":
        return any(tag.casefold() == value.casefold() for tag in before)
    return verb == "assign" and (before[-1] if before else "") == value
