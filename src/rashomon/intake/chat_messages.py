"""Messages of a chat as pieces, whatever program exported it: edited ones, and those that run on in the next one.

A message is a report. Where a sentence runs on in the next message of the same author and minute, the two are one, as
neither can be read alone; what merely follows within a minute is not, as channels tell of two places in one minute.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from rashomon.errors import RashomonError
from rashomon.intake.make_report import log
from rashomon.intake.pieces import composed

LONGEST_MESSAGE = 4000
"""Characters: Telegram cuts what is longer than 4,096, at a blank."""
_PART = re.compile(r"[(\[]?(\d{1,2})\s?/\s?(\d{1,2})[)\]]?")
"""How people number what they send in parts: (1/2), 1/2, [1/2], at the head or at the end."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message with words."""

    id: str
    raw: str
    words: str
    author: str | None
    outlet: str | None
    day: datetime.date | None
    minute: str
    """The day and minute as the file writes them; empty where it does not."""
    relay: str = ""
    """Who passed it on, in words."""
    url: str | None = None
    edited: str | None = None
    """When it was changed last (ISO 8601)."""
    answers: bool = False
    """Whether it is an answer to another message."""


def pieces_of(messages: Iterable[Message | None], name: str) -> Iterator[dict[str, Any]]:
    """The pieces that messages are; None stands for one without words. Raises RashomonError where none has any."""
    found = wordless = joined = edited = 0
    before: Message | None = None
    for message in messages:
        if message is None:
            wordless += 1
            continue
        edited += message.edited is not None
        if before is not None and _runs_on(before, message):
            before, joined = _as_one(before, message), joined + 1
            continue
        if before is not None:
            yield _piece(before)
        before, found = message, found + 1
    if before is None:
        raise RashomonError(name, "no message of this chat has words", "There is nothing in it to read.")
    yield _piece(before)
    if joined:
        log.warning("%s: %d messages go on with the one before; each was read as one with it", name, joined)
    if edited:
        log.warning("%s: %d messages were edited; the file holds their last words alone", name, edited)
    yield {"counted": {"messages without words (pictures, calls, who joined)": wordless}}


def _piece(message: Message) -> dict[str, Any]:
    return {
        **composed((message.relay, "furniture"), (message.words, None)),
        "id": message.id,
        "raw": message.raw,
        "author": message.author,
        "outlet": message.outlet,
        "url": message.url,
        "published": message.day and message.day.isoformat(),
        "fetched_at": message.edited,  # its words stood so from then on: of two editions the later one is current
    }


def _runs_on(before: Message, after: Message) -> bool:
    """Whether a message goes on where the one before stopped."""
    if not before.minute or after.answers:
        return False
    if (before.minute, before.author, before.outlet, before.relay) != (
        after.minute, after.author, after.outlet, after.relay,
    ):  # fmt: skip
        return False
    first, second = before.words.rstrip(), after.words.lstrip()
    cut = first[-1:].isalnum() or first[-1:] in ",;-–—"
    return len(first) >= LONGEST_MESSAGE or (cut and second[:1].islower()) or _next_part(first, second)


def _next_part(first: str, second: str) -> bool:
    """Whether two messages are numbered as parts one after the other of the same whole."""
    for which in ("match", "fullmatch"):
        one, two = (
            _PART.match(x) if which == "match" else _PART.fullmatch(x.rsplit(None, 1)[-1]) for x in (first, second)
        )
        if one and two and one[2] == two[2] and int(one[1]) + 1 == int(two[1]) <= int(two[2]):
            return True
    return False


def _as_one(before: Message, after: Message) -> Message:
    words = f"{before.words.rstrip()} {after.words.lstrip()}"
    edited = max(filter(None, (before.edited, after.edited)), default=None)
    return replace(before, words=words, raw=f"{before.raw}\n{after.raw}", edited=edited)
