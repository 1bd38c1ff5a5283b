"""A gzip file as a stream of what is in it. What unpacks to far more than it was is no archive, it is a bomb."""

from __future__ import annotations

import io
import zlib
from typing import Any, cast

from rashomon.errors import RashomonError

MOST_TIMES = 200
"""Pages and tables unpack to ten or twenty times their size, lists of zeros to a thousand."""
HARMLESS = 100_000_000
"""Bytes below which nobody counts."""
_CHUNK = 65_536
_FIX = "Is it cut off? Unpack it yourself and name what is in it."


def unpacked(stream: io.BufferedReader[Any], name: str) -> io.BufferedReader[Any]:
    """What is in a gzip file, all its members one after the other.

    Raises RashomonError about `name`, when it is read: for one that unpacks to more than MOST_TIMES its size, and for a
    damaged one. There it seems to end first, so that what stands before the damage is had: see `whole`.
    """
    return io.BufferedReader(cast(Any, _Unpacked(stream, name)), _CHUNK)


def whole(stream: io.BufferedReader[Any]) -> None:
    """Raises RashomonError where the end that was come to was none."""
    stream.read(1)


class _Unpacked(io.RawIOBase):
    """A class, as `io` asks for one."""

    def __init__(self, stream: io.BufferedReader[Any], name: str) -> None:
        self.stream, self.name = stream, name
        self.member: Any = zlib.decompressobj(31)
        self.rest = b""
        self.taken = self.given = 0
        self.damage = ""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self.damage:
            raise RashomonError(self.name, f"the gzip file is damaged ({self.damage})", _FIX)
        try:
            data = self._next(len(buffer))
        except zlib.error as error:
            self.damage = str(error)
            return 0
        self.given += len(data)
        if self.given > HARMLESS and self.given > MOST_TIMES * self.taken:
            raise RashomonError(self.name, f"it unpacks to more than {MOST_TIMES} times its size", "Leave it.")
        buffer[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        while True:
            if not self.rest:
                self.rest = self.stream.read1(_CHUNK)
                self.taken += len(self.rest)
            if not self.rest:
                if not self.member.eof and self.taken:
                    raise zlib.error("it ends in the middle")
                return b""
            if self.member.eof:
                if not self.rest.strip(b"\0"):  # padding behind the last member
                    self.rest = b""
                    continue
                self.member = zlib.decompressobj(31)
            data: bytes = self.member.decompress(self.rest, size)
            self.rest = self.member.unused_data if self.member.eof else self.member.unconsumed_tail
            if data:
                return data
