"""What a child of `rashomon.intake.child` may be asked to do, good and bad."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import Any

from rashomon.errors import RashomonError
from rashomon.intake.make_report import log

KEPT: list[bytes] = []


def length(data: bytes, name: str) -> list[int]:
    print("what a library prints is no answer")
    log.warning("%s: noted", name)
    return [len(data), os.getpid()]


def spins(data: bytes, name: str) -> None:
    while True:
        pass


def sleeps(data: bytes, name: str) -> None:
    time.sleep(60)


def grows(data: bytes, name: str) -> int:
    """Takes the half of what there is, and does not give it back: the second time it is too much."""
    KEPT.append(bytes(800_000_000))
    return len(KEPT)


def too_much(data: bytes, name: str) -> None:
    bytes(10**12)


def dies(data: bytes, name: str) -> None:
    os.abort()


def refuses(data: bytes, name: str) -> None:
    raise RashomonError(name, "it is green", "Paint it.")


def breaks(data: bytes, name: str) -> Any:
    raise KeyError("x")


def counts(data: bytes, name: str) -> Iterator[int]:
    """The bytes, one at a time; of a byte 255 the process dies, of 254 it refuses."""
    for number in data:
        if number == 255:
            os.abort()
        if number == 254:
            raise RashomonError(name, "it is green", "Paint it.")
        log.warning("%s: %d", name, number)
        yield number
