"""Exported chats: Telegram Desktop's result.json and the text that it copies, and the text that WhatsApp sends. Each
message is a report.

Messages without words (pictures, voices, calls, who joined) are left out and counted. Who wrote in a group is its
author, not its outlet: an outlet is a channel, or the group. A message of a public channel has an address, so that one
that was edited and comes again is an edition of the same report.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, BinaryIO

from rashomon.errors import RashomonError
from rashomon.intake import json_stream
from rashomon.intake.chat_messages import Message, pieces_of
from rashomon.intake.days import Order, day_told, order_in_time, order_of
from rashomon.intake.make_report import language_of, log
from rashomon.intake.program_words import words_of_programs
from rashomon.intake.text import lines_of

_MARK = "[\u200e\u200f]"
_BLANK = r"[\u200e\u200f\s]"
_STAMP = (
    rf"{_MARK}?\[?(?P<date>\d{{1,4}}{_MARK}?[./-]{_MARK}?\d{{1,2}}{_MARK}?[./-]{_MARK}?\d{{2,4}})[,،]?\s"
    r"(?:(?:at|um|à|a las|às)\s)?(?P<clock>\d{1,2}[:.]\d{2})(?:[:.]\d{2})?"
    rf"(?P<half>[\s\u202f\u00a0]?(?:[AaPp]\.?[\s\u00a0]?[Mm]\.?|[مص])(?![^\W\d_]))?{_MARK}?\]?(?:\s-)?\s"
)
_MESSAGE = re.compile(_STAMP + r"(?P<rest>.*)")
_AUTHOR = re.compile(r"[\u200e\u202a]?(?P<author>[^:\n]{1,60}?)[\u202c]?:\s(?P<words>.*)", re.DOTALL)
_NO_WORDS = re.compile(
    rf"(?i){_BLANK}*(?:<[^<>]{{3,60}}>|null"
    rf"|(?:{words_of_programs('deleted')}|{words_of_programs('omitted')})\.?"
    rf"|messages and calls are end-to-end encrypted\..*){_BLANK}*"
)
_ATTACHED = re.compile(
    rf"(?i){_BLANK}*(?:(?:img|vid|aud|ptt|stk|doc)-\d{{8}}-wa\d{{4}}\.\w{{2,5}} \([^()\n]{{3,40}}\)"
    rf"|[^\n]{{1,80}}\.\w{{2,5}} \((?:{words_of_programs('attached')})\)){_BLANK}*(?:\n|$)"
)
"""The line that stands for a file; what its sender wrote beneath it comes after. Files that WhatsApp names are known by
their names, in whatever language it says what they are."""
_NOT_TYPED = re.compile(r"\u200e[^\n]*")
"""A line that WhatsApp writes for the writer of a message on iOS, in their language: what was left out, or was done."""
_EDITED = re.compile(rf"(?i)\s*(?:\u200e<[^<>\n]{{4,60}}>|{_MARK}?<(?:{words_of_programs('edited')})\.?>)\s*$")
_COPIED = re.compile(
    r"(?m)^(?P<author>\S.{0,80}), \[(?P<date>\d{1,2}[./-]\d{1,2}[./-]\d{2,4}) (?P<clock>\d\d?:\d\d)[^\]\n]{0,6}\]$"
)
"""Above each message that was copied out of Telegram Desktop."""
_ASIDE = re.compile(r"\[(?P<what>Forwarded from|In reply to) (?P<whom>[^\n]{1,80})\]\n?|\[[^\n\[\]]{3,30}\]\n?")
_Stamped = tuple[re.Match[str], list[str]]
HABIT_WITHIN = 20_000
"""Messages from which it is told how the days of a chat are written."""
FIRST = 500
"""Messages from which it is told who writes, and in which language."""
_UNTOLD = "nothing in the chat tells whether the day or the month stands first"
FEWEST_STAMPED = 3
"""Stamped lines with an author in a file's head that make it a chat; one or two, or a list of times, are a report's."""


def is_whatsapp(head: str) -> bool:
    """Whether a text begins with messages as WhatsApp exports them."""
    lines = [line for line in head.splitlines()[:200] if line.strip()]
    stamped = [hit for line in lines if (hit := _MESSAGE.match(line))]
    written = sum(bool(_AUTHOR.match(hit["rest"])) for hit in stamped)
    return bool(stamped) and _MESSAGE.match(lines[0]) is not None and written >= max(FEWEST_STAMPED, len(stamped) / 2)


def whatsapp(stream: BinaryIO, name: str) -> Iterator[dict[str, Any]]:
    """The messages of a WhatsApp export, as `pieces` wants them. Raises RashomonError where none has words."""
    messages, order = _in_order(_messages(stream, name, _MESSAGE))
    held = list(islice(messages, FIRST))
    messages = chain(held, messages)
    writers = {hit["author"].strip() for stamp, _ in held if (hit := _AUTHOR.match(stamp["rest"]))}
    group = re.search(rf"(?i)(?:{words_of_programs('chats')})(.+?)(?:\.txt)?$", name)
    chat = group[1] if group else None  # a talk has the name of whom one talks with, which is no outlet
    yield from pieces_of(_of_whatsapp(messages, name, order, chat if chat not in writers else None), name)


def _in_order(messages: Iterator[_Stamped]) -> tuple[Iterator[_Stamped], Order | None]:
    """The messages, and in which order their days are written: by those that only one order allows, by the one in which
    time does not run backwards, or by the language."""
    held = list(islice(messages, HABIT_WITHIN))
    days = [_bare(stamp["date"]) for stamp, _ in held]
    order = order_of(days) or order_in_time(days)
    if order is None:
        order = order_of(days, language_of("\n".join(line for _, lines in held[:FIRST] for line in lines)))
    return chain(held, messages), order


def _of_whatsapp(
    messages: Iterable[_Stamped], name: str, order: Order | None, group: str | None
) -> Iterator[Message | None]:
    undated = edited = 0
    for number, (stamp, lines) in enumerate(messages, 1):
        written = _AUTHOR.match("\n".join([stamp["rest"], *lines[1:]]))
        typed = _ATTACHED.sub("", written["words"], count=1) if written else ""
        if not written or not typed or _NO_WORDS.fullmatch(typed) or _NOT_TYPED.fullmatch(typed):
            yield None
            continue
        words = _EDITED.sub("", typed)
        day = day_told(_bare(stamp["date"]), order)
        undated, edited = undated + (day is None), edited + (words != typed)
        yield Message(
            id=f"{name}#{number}",
            raw="\n".join(lines),
            words=words.replace("\u200e", "").strip(),
            author=written["author"].strip().removeprefix("~").strip(),  # so it marks who is not in the phone's list
            outlet=group,
            day=day,
            minute=f"{stamp['date']} {stamp['clock']}{stamp['half'] or ''}",
        )
    if undated:
        log.warning("%s: %d messages have no date, as %s", name, undated, _UNTOLD)
    if edited:
        log.warning("%s: %d messages were edited; the file holds their last words alone", name, edited)


def _bare(date: str) -> str:
    """A date without the marks for right to left."""
    return re.sub(_MARK, "", date)


def _messages(stream: BinaryIO, name: str, head: re.Pattern[str]) -> Iterator[_Stamped]:
    """The stamp and the lines of each message."""
    stamp: re.Match[str] | None = None
    lines: list[str] = []
    for ended in lines_of(stream, name):
        line = ended.rstrip("\r\n")
        if hit := head.match(line):
            if stamp:
                yield stamp, lines
            stamp, lines = hit, [line]
        elif lines:
            lines.append(line)
    if stamp:
        yield stamp, lines


def is_copied(head: str) -> bool:
    """Whether a text begins with messages that were copied out of Telegram Desktop."""
    return _COPIED.match(head) is not None


def copied(stream: BinaryIO, name: str) -> Iterator[dict[str, Any]]:
    """The messages of a text that was copied out of Telegram, as `pieces` wants them."""
    messages, order = _in_order(_messages(stream, name, _COPIED))
    yield from pieces_of(_of_copied(messages, name, order), name)


def _of_copied(messages: Iterable[_Stamped], name: str, order: Order | None) -> Iterator[Message | None]:
    undated = 0
    for number, (head, lines) in enumerate(messages, 1):
        words, origin, answers = "\n".join(lines[1:]).strip(), None, False
        while hit := _ASIDE.match(words):
            origin = hit["whom"] if hit["what"] == "Forwarded from" else origin
            answers = answers or hit["what"] == "In reply to"
            words = words[hit.end() :].strip()
        if not words:
            yield None
            continue
        day = day_told(head["date"], order)
        undated += day is None
        yield Message(
            id=f"{name}#{number}",
            raw="\n".join(lines).strip(),
            words=words,
            author=None if origin else head["author"],
            outlet=origin,
            day=day,
            minute=f"{head['date']} {head['clock']}",
            relay=f"Forwarded by {head['author']}" if origin else "",
            answers=answers,
        )
    if undated:
        log.warning("%s: %d messages have no date, as %s", name, undated, _UNTOLD)


def telegram(stream: BinaryIO, name: str) -> Iterator[dict[str, Any]]:
    """The messages of an export of Telegram Desktop, as `pieces` wants them.

    Raises RashomonError where none has words.
    """
    yield from pieces_of(_of_telegram(stream, name), name)


_LISTS = ("messages", "chats.list.messages", "left_chats.list.messages")
"""Where the messages stand: in the export of one chat, and in that of all of them."""


def _of_telegram(stream: BinaryIO, name: str) -> Iterator[Message | None]:
    chat: dict[str, Any] = {}
    try:
        for path, value in json_stream.walked(stream, _LISTS):
            if value is json_stream.OPENED:
                chat = {}
            elif not path:
                raise RashomonError(name, "it is no chat that Telegram exported", "Export the chat again, as JSON.")
            elif path in _LISTS:
                yield _message(value, chat, name, several=path != "messages")
            else:
                chat[path.rpartition(".")[2]] = value
    except (ValueError, RecursionError) as error:
        fix = "Export the chat again, as JSON."
        raise RashomonError(name, f"it is cut off or no JSON ({str(error)[:80]})", fix) from error


def _message(message: Any, chat: dict[str, Any], name: str, several: bool) -> Message | None:
    """A channel's message is the channel's; one that it passes on is that of the channel where it comes from."""
    words = _words(message.get("text")) if isinstance(message, dict) else ""
    if not words.strip() or message.get("type") != "message":
        return None
    channel = str(chat.get("name") or "") or None
    origin = message.get("forwarded_from") or None
    is_channel = "channel" in str(chat.get("type"))
    where = f"{chat.get('id')}/" if several else ""
    sent = str(message.get("date") or "")
    return Message(
        id=f"{name}#{where}{message.get('id')}",
        raw=json.dumps(message, ensure_ascii=False, sort_keys=True),
        words=words,
        author=None if is_channel or origin else message.get("from"),
        outlet=str(origin) if origin else None if chat.get("type") == "personal_chat" else channel,
        day=day_told(sent) or day_told(str(message.get("date_unixtime") or "")),
        minute=sent[: len("2023-05-03T23:10")],
        relay=f"Forwarded by {channel or 'this chat'}" if origin else "",
        url=_address(chat, message),
        edited=_edited(message),
        answers=bool(message.get("reply_to_message_id")),
    )


def _address(chat: dict[str, Any], message: dict[str, Any]) -> str | None:
    """Where Telegram shows a message of a public channel or group; of others nothing may lead there."""
    numbers = [str(of.get("id")) for of in (chat, message)]
    public = str(chat.get("type")) in ("public_channel", "public_supergroup") and all(n.isdigit() for n in numbers)
    return f"https://t.me/c/{numbers[0]}/{numbers[1]}" if public else None


def _edited(message: dict[str, Any]) -> str | None:
    """When a message was changed last, in UTC if the export tells it."""
    since = str(message.get("edited_unixtime") or "")
    if re.fullmatch(r"\d{9,10}", since):
        return datetime.datetime.fromtimestamp(int(since), datetime.UTC).isoformat()
    told = str(message.get("edited") or "")
    return told if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", told) and told[:4] != "1970" else None


def _words(text: Any) -> str:
    """A message's text is a string, or a list of strings and of {"type": "bold", "text": ...}."""
    if isinstance(text, list):
        return "".join(x if isinstance(x, str) else str(x.get("text", "")) for x in text if isinstance(x, (str, dict)))
    return text if isinstance(text, str) else ""
