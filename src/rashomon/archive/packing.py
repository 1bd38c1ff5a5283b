"""Records as plain values and back: what `marshal` writes in a fraction of the time that pickling takes.

Generic over the records of `rashomon.model`, by the types of their fields. Records become tuples of the values of their
fields; what is plain already stays as it is. Kept for the length of one gathering, by the program that wrote it.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from rashomon.quick_records import fields_of, putting_together

Change = Callable[[Any], Any]
Both = tuple[Change, Change]
"""How a value is packed, and how it is unpacked."""


@cache
def packer(kind: Any) -> Both:
    """Of a record's type."""
    hints = get_type_hints(kind)
    changed = [(n, both) for n, f in enumerate(dataclasses.fields(kind)) if (both := _of(hints[f.name])) is not None]
    ins = [(n, both[0]) for n, both in changed]
    outs = [(n, both[1]) for n, both in changed]
    make = putting_together(kind)

    def pack(record: Any) -> tuple[Any, ...]:
        values = list(fields_of(record))
        for n, change in ins:
            if values[n]:  # None and () stay
                values[n] = change(values[n])
        return tuple(values)

    def unpack(packed: Sequence[Any]) -> Any:
        values = list(packed)
        for n, change in outs:
            if values[n]:
                values[n] = change(values[n])
        return make(values)

    return pack, unpack


def _of(kind: Any) -> Both | None:
    """None for what is plain. Of what may be None or another: how the other is."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return next((both for a in args if (both := _of(a)) is not None), None)
    if origin is tuple:
        each = _of(args[0]) if args[-1] is Ellipsis else None
        if each is None:
            return None
        pack, unpack = each
        return lambda items: tuple([pack(x) for x in items]), lambda items: tuple([unpack(x) for x in items])
    if origin is Literal or not isinstance(kind, type):
        return None
    if dataclasses.is_dataclass(kind):
        return packer(kind)
    if issubclass(kind, tuple):  # a NamedTuple: Span
        new = tuple.__new__
        return tuple, lambda values: new(kind, values)
    return None
