"""Chats that Telegram Desktop exported as pages (messages.html, messages2.html ...), and what t.me shows of a channel
to whoever has no Telegram (t.me/s/NAME): each message is a report.

The pages have no name of the kind of chat. Where all messages are of the one name at its top it is a channel, and that
is the outlet; else who wrote is the author, as in a group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from rashomon.errors import RashomonError
from rashomon.intake.chat_messages import Message, pieces_of
from rashomon.intake.days import day_told
from rashomon.intake.html import markup
from rashomon.intake.page_tree import parsed

_SAID, _ANSWERED = "tgme_widget_message_text", "tgme_widget_message_reply"


def messages(data: bytes, name: str) -> Iterator[dict[str, Any]]:
    """The messages of a page, as `pieces` wants them. Raises RashomonError where none has words."""
    tree = parsed(markup(data, name))
    if tree is None:
        raise RashomonError(name, "the page can't be parsed", "Export the chat again.")
    if posts := tree.find_class("tgme_widget_message"):
        yield from pieces_of(_shown(posts, name), name)
        return
    chat = next((_words(x) for x in tree.find_class("page_header") if _words(x)), "")
    whole = [x for x in tree.iter("div") if "message" in (x.get("class") or "").split()]
    writers = {
        _words(x) for message in whole for x in message.find_class("from_name") if not _is_inside(x, "forwarded")
    }
    channel = writers <= {chat}
    of_two = chat in writers and len(writers) == 2  # a talk has the name of whom one talks with
    outlet = None if of_two else chat or None
    yield from pieces_of(_told(whole, name, chat, outlet, channel), name)


def _told(whole: Sequence[Any], name: str, chat: str, outlet: str | None, channel: bool) -> Iterator[Message | None]:
    """Each message; None for one without words."""
    from lxml import etree  # type: ignore[import-untyped]

    writer = ""
    for number, message in enumerate(whole, 1):
        names = [x for x in message.find_class("from_name") if not _is_inside(x, "forwarded")]
        writer = _words(names[0]) if names else writer
        passed = [x for x in message.find_class("forwarded") if "userpic_wrap" not in x.get("class").split()]
        raw = etree.tostring(message, encoding="unicode", method="html", with_tail=False)
        texts = (passed[0] if passed else message).find_class("text")
        words = "\n".join(line for text in texts for line in _lines(text)).strip()
        if "service" in (message.get("class") or "").split() or not words:
            yield None
            continue
        dates = [x.get("title") or "" for x in message.find_class("date")]
        origin = _origin(passed[0]) if passed else None
        yield Message(
            id=f"{name}#{(message.get('id') or str(number)).removeprefix('message')}",
            raw=raw,
            words=words,
            author=None if channel or origin else writer or None,
            outlet=origin or outlet,
            day=day_told(dates[0].split(" ")[0], "day first") if dates else None,
            minute=dates[0][: len("03.05.2023 23:10")] if dates else "",
            relay=f"Forwarded by {chat or 'this chat'}" if origin else "",
            answers=bool(message.find_class("reply_to")),
        )


def _shown(posts: Sequence[Any], name: str) -> Iterator[Message | None]:
    """Each message that t.me shows of a channel; None for one without words."""
    from lxml import etree

    for number, post in enumerate(posts, 1):
        texts = [x for x in post.find_class(_SAID) if not _is_inside(x, _SAID) and not _is_inside(x, _ANSWERED)]
        words = "\n".join(line for text in texts for line in _lines(text)).strip()
        if not words:
            yield None
            continue
        where = re.fullmatch(r"\w{3,64}/(\d+)", post.get("data-post") or "")
        sent = next(iter(post.xpath(".//time/@datetime")), "")
        channel = next((_words(x) for x in post.find_class("tgme_widget_message_owner_name")), "") or None
        origin = next((_words(x) for x in post.find_class("tgme_widget_message_forwarded_from_name")), "")
        yield Message(
            id=f"{name}#{where[1] if where else number}",
            raw=etree.tostring(post, encoding="unicode", method="html", with_tail=False),
            words=words,
            author=None,
            outlet=origin or channel,
            day=day_told(sent),
            minute=sent[: len("2023-05-03T23:10")],
            relay=f"Forwarded by {channel or 'this channel'}" if origin else "",
            url=f"https://t.me/{where[0]}" if where else None,
            answers=bool(post.find_class(_ANSWERED)),
        )


def _origin(passed: Any) -> str | None:
    """Whose message was passed on: the name, without the day behind it."""
    names = passed.find_class("from_name")
    if not names:
        return None
    for date in names[0].find_class("date"):
        date.drop_tree()
    return re.sub(r"\s+via @\w+$", "", _words(names[0])) or None


def _is_inside(node: Any, class_: str) -> bool:
    return any(class_ in (above.get("class") or "").split() for above in node.iterancestors())


def _lines(node: Any) -> list[str]:
    """The lines that a message shows: those of its mark-up are none."""
    for br in node.iter("br"):
        br.tail = "\u2028" + (br.tail or "")
    return [" ".join(line.split()) for line in node.text_content().split("\u2028")]


def _words(node: Any) -> str:
    return " ".join(node.text_content().split())
