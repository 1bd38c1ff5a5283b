"""How are records made that a gathering makes by the hundred thousand? Frozen where types are checked, and quick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(of: type[T]) -> type[T]:
    """A dataclass that type checkers hold to be frozen. No guard at run time: it makes a record take 5 times as long.

    With it, 20,000 claims took .15 s of 2.4 s longer to gather. Equal and hashed by the fields, as a frozen one.
    """
    return dataclass(slots=True, unsafe_hash=True)(of)
