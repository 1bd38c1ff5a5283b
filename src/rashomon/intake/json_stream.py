"""A JSON document that may be larger than memory, gone through value by value.

The standard library's parser takes each value apart; only the way to the lists that matter is walked here.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

from rashomon import settings

OPENED = object()
"""Stands for an object that is gone through: its members follow."""
_PORTION = 1 << 18
_NAMED = re.compile(r"window\.[\w.]{1,80}\s*=\s*")
"""What stands before the document in a file that is a script, as in the archive that X gives its users."""
_BLANK = " \t\r\n"


def walked(stream: BinaryIO, lists: Collection[str]) -> Iterator[tuple[str, Any]]:
    """Each value of the document with the names that lead to it, in the order of the file.

    `lists` name the lists whose items come one by one ("chats.list.messages"; "" is the document itself); what leads
    there is gone through, and all else comes whole. Raises ValueError for what is no JSON, when it is come to, and
    RecursionError for what is nested too deeply.
    """
    text = _Text(stream)
    text.sign()
    if given := _NAMED.match(text.text):
        text.at = given.end()
    yield from _value(text, "", lists)
    if text.sign():
        raise ValueError("something follows the document")


def _value(text: _Text, path: str, lists: Collection[str]) -> Iterator[tuple[str, Any]]:
    leads = any(path != name and name.startswith(f"{path}." if path else "") for name in lists)
    sign = text.sign()
    if sign == "[" and (leads or path in lists):
        for _ in _between(text, "]"):
            if path in lists:
                yield path, text.value()
            else:
                yield from _value(text, path, lists)
    elif sign == "{" and leads:
        yield path, OPENED
        for _ in _between(text, "}"):
            name = text.value()
            text.takes(":")
            yield from _value(text, f"{path}.{name}" if path else str(name), lists)
    else:
        yield path, text.value()


def _between(text: _Text, end: str) -> Iterator[None]:
    """Once for each item of the list or object that begins here, standing at its beginning."""
    text.takes("{[")
    if text.sign() == end:
        text.takes(end)
        return
    while True:
        yield
        if text.takes("," + end) == end:
            return


class _Text:
    """The text of a stream, of which only a portion is held, and how far it was read."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = io.TextIOWrapper(stream, "utf-8-sig")
        self.most = settings.max_bytes()
        self.text, self.at, self.ended = "", 0, False

    def more(self) -> None:
        """Doubles what is held, so that a long value is not begun too often."""
        held = len(self.text) - self.at
        if held > self.most:
            raise ValueError(f"a value in it is larger than {self.most / 1e6:g} MB")
        added = self.stream.read(max(_PORTION, held))
        self.text, self.at, self.ended = self.text[self.at :] + added, 0, not added

    def sign(self) -> str:
        """The next sign that is no blank; empty at the end."""
        while True:
            while self.at < len(self.text):
                if self.text[self.at] not in _BLANK:
                    return self.text[self.at]
                self.at += 1
            if self.ended:
                return ""
            self.more()

    def takes(self, signs: str) -> str:
        sign = self.sign()
        if not sign or sign not in signs:
            raise ValueError(f"{sign!r} stands where one of {signs!r} should" if sign else "it ends in the middle")
        self.at += 1
        return sign

    def value(self) -> Any:
        self.sign()
        while True:
            try:
                found, end = _DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError:
                if self.ended:
                    raise
            else:
                if end < len(self.text) or self.ended:  # a number may go on
                    self.at = end
                    return found
            self.more()


_DECODER = json.JSONDecoder()
