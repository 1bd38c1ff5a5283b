"""Exported chats: Telegram Desktop's result.json, and the text that WhatsApp sends. Each message is a report.

Messages without words (pictures, voices, calls, who joined) are left out and counted. Who wrote in a group is its
author, not its outlet: an outlet is a channel, or the group.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from rashomon.errors import RashomonError
from rashomon.intake.days import day_told, order_of
from rashomon.intake.make_report import log
from rashomon.intake.pieces import composed
from rashomon.intake.text import decode

_STAMP = (
    r"[\u200e\u200f]?\[?(?P<date>\d{1,4}[./-]\d{1,2}[./-]\d{2,4}),?\s(?:(?:at|um|à|a las)\s)?"
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[\s\u202f\u00a0]?[AaPp]\.?\s?[Mm]\.?)?\]?(?:\s-)?\s"
)
_MESSAGE = re.compile(_STAMP + r"(?P<rest>.*)")
_AUTHOR = re.compile(r"[\u200e\u202a]?(?P<author>[^:\n]{1,60}?)[\u202c]?:\s(?P<words>.*)", re.DOTALL)
_NO_WORDS = re.compile(
    r"(?i)[\u200e\s]*(?:<[^<>]{3,40}omitted>|<attached: [^<>]+>|[^\n]{1,80} \(file attached\)|null"
    r"|(?:image|video|audio|sticker|gif|document|contact card) omitted"
    r"|this message was deleted\.?|you deleted this message\.?"
    r"|messages and calls are end-to-end encrypted\..*)[\u200e\s]*"
)
FEWEST_STAMPED = 3
"""Stamped lines with an author in a file's head that make it a chat; one or two, or a list of times, are a report's."""


def is_whatsapp(head: str) -> bool:
    """Whether a text begins with messages as WhatsApp exports them."""
    lines = [line for line in head.splitlines()[:200] if line.strip()]
    stamped = [hit for line in lines if (hit := _MESSAGE.match(line))]
    written = sum(bool(_AUTHOR.match(hit["rest"])) for hit in stamped)
    return bool(stamped) and _MESSAGE.match(lines[0]) is not None and written >= max(FEWEST_STAMPED, len(stamped) / 2)


def whatsapp(data: bytes, name: str) -> Iterator[dict[str, Any]]:
    """The messages of a WhatsApp export, as `pieces` wants them. Raises RashomonError where none has words."""
    text, _ = decode(data, name)
    order = order_of(hit["date"] for hit in map(_MESSAGE.match, text.splitlines()) if hit)
    group = re.search(r"WhatsApp Chat (?:with|-) (.+?)(?:\.txt)?$", name)
    found = wordless = undated = 0
    for number, (date, lines) in enumerate(_messages(text), 1):
        written = _AUTHOR.match("\n".join(lines)[_MESSAGE.match(lines[0]).start("rest") :])  # type: ignore[union-attr]
        if not written or _NO_WORDS.fullmatch(written["words"]):
            wordless += 1
            continue
        day = day_told(date, order)
        found, undated = found + 1, undated + (day is None)
        yield {
            **composed((written["words"].replace("\u200e", "").strip(), None)),
            "id": f"{name}#{number}",
            "raw": "\n".join(lines),
            "author": written["author"].strip(),
            "outlet": group[1] if group else None,
            "published": day and day.isoformat(),
        }
    if undated:
        fix = "nothing in the chat tells whether the day or the month stands first"
        log.warning("%s: %d messages have no date, as %s", name, undated, fix)
    yield counted(found, wordless, name)


def _messages(text: str) -> Iterator[tuple[str, list[str]]]:
    """The day and the lines of each message."""
    date, lines = "", list[str]()
    for line in text.splitlines():
        if hit := _MESSAGE.match(line):
            if lines:
                yield date, lines
            date, lines = hit["date"], [line]
        elif lines:
            lines.append(line)
    if lines:
        yield date, lines


def telegram(data: bytes, name: str) -> Iterator[dict[str, Any]]:
    """The messages of an export of Telegram Desktop, as `pieces` wants them.

    Raises RashomonError where none has words.
    """
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        fix = "Export the chat again, as JSON."
        raise RashomonError(name, f"it is cut off or no JSON ({str(error)[:80]})", fix) from error
    if not isinstance(told, dict):
        raise RashomonError(name, "it is no chat that Telegram exported", "Export the chat again, as JSON.")
    chats = [told] if "messages" in told else (told.get("chats") or {}).get("list") or []
    found = wordless = 0
    for chat in chats:
        for message in chat.get("messages") or []:
            words = _words(message.get("text")) if isinstance(message, dict) else ""
            if not words.strip() or message.get("type") != "message":
                wordless += 1
                continue
            found += 1
            yield _message(message, words, chat, name, several=len(chats) > 1)
    yield counted(found, wordless, name)


def _message(message: dict[str, Any], words: str, chat: dict[str, Any], name: str, several: bool) -> dict[str, Any]:
    """A channel's message is the channel's; one that it passes on is that of the channel where it comes from."""
    channel = str(chat.get("name") or "") or None
    origin = message.get("forwarded_from") or None
    is_channel = "channel" in str(chat.get("type"))
    relay = f"Forwarded by {channel or 'this chat'}" if origin else ""
    day = day_told(str(message.get("date") or "")) or day_told(str(message.get("date_unixtime") or ""))
    where = f"{chat.get('id')}/" if several else ""
    return {
        **composed((relay, "furniture"), (words, None)),
        "id": f"{name}#{where}{message.get('id')}",
        "raw": json.dumps(message, ensure_ascii=False, sort_keys=True),
        "author": None if is_channel or origin else message.get("from"),
        "outlet": str(origin) if origin else None if chat.get("type") == "personal_chat" else channel,
        "published": day and day.isoformat(),
    }


def _words(text: Any) -> str:
    """A message's text is a string, or a list of strings and of {"type": "bold", "text": ...}."""
    if isinstance(text, list):
        return "".join(x if isinstance(x, str) else str(x.get("text", "")) for x in text if isinstance(x, (str, dict)))
    return text if isinstance(text, str) else ""


def counted(found: int, wordless: int, name: str) -> dict[str, Any]:
    if not found:
        raise RashomonError(name, "no message of this chat has words", "There is nothing in it to read.")
    return {"counted": {"messages without words (pictures, calls, who joined)": wordless}}
