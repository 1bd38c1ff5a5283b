"""How are records made and changed that come by the thousand? Frozen where types are checked, and quick.

Type checkers see `dataclasses.replace` itself, which knows the fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

__all__ = ["fields_of", "put_together", "record", "replace"]

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
        _, put = _slots(type(record))
        made = put_together(type(record), fields_of(record))
        for name, value in changes.items():
            put[name](made, value)
        return made


def fields_of(record: Any) -> tuple[Any, ...]:
    """The values of its fields, of a dataclass with slots."""
    return _slots(type(record))[0](record)  # type: ignore[arg-type]  # mypy: a class has no hash


def put_together(of: type[T], values: tuple[Any, ...]) -> T:
    """The record that has these values of its fields, in their order: of dataclasses with slots and no
    `__post_init__`."""
    made = object.__new__(of)
    for set_field, value in zip(_slots(of)[1].values(), values, strict=True):  # type: ignore[arg-type]
        set_field(made, value)
    return made


@cache
def _slots(of: type) -> tuple[Callable[[Any], tuple[Any, ...]], Mapping[str, Callable[[Any, Any], None]]]:
    """What gets the fields of a record, and what sets each of them in a new one."""
    names = [f.name for f in fields(of)]
    get = attrgetter(*names)
    return (get if len(names) > 1 else lambda record: (get(record),)), {
        name: getattr(of, name).__set__ for name in names
    }
