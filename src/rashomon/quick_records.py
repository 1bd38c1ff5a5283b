"""How are records made and changed that come by the thousand? Frozen where types are checked, and quick.

Type checkers see `dataclasses.replace` itself, which knows the fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

__all__ = ["record", "replace"]

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(of: type[T]) -> type[T]:
    """A dataclass that type checkers hold to be frozen. No guard at run time: it makes a record take 5 times as long.

    With it, 20,000 claims took .15 s of 2.4 s longer to gather. Equal and hashed by the fields, as a frozen one.
    """
    return dataclass(slots=True, unsafe_hash=True)(of)


if TYPE_CHECKING:
    from dataclasses import replace
else:

    def replace(record: Any, /, **changes: Any) -> Any:
        """The same record but for these fields, in a third of the time: a claim of 27 fields is changed half a dozen
        times on its way through a reading. Of dataclasses with slots and no `__post_init__`.
        """
        get, put = _slots(type(record))
        made = object.__new__(type(record))
        for set_field, value in zip(put.values(), get(record), strict=True):
            set_field(made, value)
        for name, value in changes.items():
            put[name](made, value)
        return made


@cache
def _slots(of: type) -> tuple[Callable[[Any], tuple[Any, ...]], Mapping[str, Callable[[Any, Any], None]]]:
    """What gets the fields of a record, and what sets each of them in a new one."""
    names = [f.name for f in fields(of)]
    return attrgetter(*names), {name: getattr(of, name).__set__ for name in names}
