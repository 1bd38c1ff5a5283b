"""Readings and matters out of JSON again: the other direction of `rashomon.model.as_json`.

Generic over the records of `rashomon.model`: a field that the model gains is read with no change here. Keys that this
version does not know are passed over, so that an older program can read what a newer one wrote.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from operator import itemgetter
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from rashomon.errors import RashomonError
from rashomon.message import Phrase, phrase_of, remembered, to_json
from rashomon.model import Matter, Reading, Span, Speaker, Why
from rashomon.quick_records import putting_together

Make = Callable[[Any], Any]
MADE = "made"
"""The field of a `why` that says which rule found a claim or a statement at all."""


def reading_from_json(data: Mapping[str, Any]) -> Reading:
    """A `Reading` from the object that `as_json` made of it. A key that is missing is a RashomonError that names it."""
    reading: Reading = _record(Reading)(data)
    return reading


def compared_from_json(data: dict[str, Any]) -> Reading:
    """A `Reading` with what reports are compared by: without its times and names, and of the rules behind its fields
    with those that found it at all. It takes two thirds of the time, and `data` is changed."""
    for record in (r for s in data["statements"] for r in (s, *s["claims"])):
        made = (record.get("why") or {}).get(MADE)
        record["why"], record["why_at"] = {} if made is None else {MADE: made}, {}
    return reading_from_json(data | {"times": [], "names": None, "title_names": None})


def matter_from_json(data: Mapping[str, Any]) -> Matter:
    """A `Matter` from the object that `as_json` made of it. A key that is missing is a RashomonError that names it.

    With the `phrases` of the matter among the keys, its sentences remember what they are made of.
    """
    matter: Matter = _record(Matter)(data)
    kept = data.get("phrases")
    if not isinstance(kept, Mapping):
        return matter
    answers = kept.get("answers") or {}
    return replace(
        matter,
        question=remembered(matter.question, kept.get("question")),
        reason=remembered(matter.reason, kept.get("reason")),
        unsure=_remembered(matter.unsure, kept.get("unsure", ())),
        reasons=_remembered(matter.reasons, kept.get("reasons", ())),
        positions=tuple(
            replace(p, answer=remembered(p.answer, answers.get(str(n)))) if isinstance(p.answer, str) else p
            for n, p in enumerate(matter.positions)
        ),
    )


def _remembered(texts: Sequence[str], kept: Sequence[Any]) -> tuple[str, ...]:
    return tuple(map(remembered, texts, [*kept, *(None for _ in texts)]))


def speaker_from_json(data: Mapping[str, Any]) -> Speaker:
    """A `Speaker` from the object that `as_json` made of it. A key that is missing is a RashomonError that names it."""
    speaker: Speaker = _record(Speaker)(data)
    return speaker


def phrases(matter: Matter, written: Callable[[Phrase], Any] = to_json) -> dict[str, Any]:
    """What the sentences of a matter are made of, to be kept beside the sentences: see `rashomon.message`."""

    def parts(text: object) -> Any:
        phrase = phrase_of(text)
        return None if phrase is None else written(phrase)

    return {
        "question": parts(matter.question),
        "reason": parts(matter.reason),
        "unsure": [parts(u) for u in matter.unsure],
        "reasons": [parts(r) for r in matter.reasons],
        "answers": {str(n): told for n, p in enumerate(matter.positions) if (told := parts(p.answer))},
    }


def sentence(body: Mapping[str, Any], key: Literal["question", "reason"]) -> str:
    """A sentence of a matter's stored body, as a phrase where what it is made of was kept."""
    return remembered(body[key], (body.get("phrases") or {}).get(key))


@cache
def _maker(kind: Any) -> Make | None:
    """How a value of this type is made from JSON; None where it stands there as it is, which nothing need be asked."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        members = [a for a in args if a is not type(None)]
        by_sort = {dataclasses.is_dataclass(a): _maker(a) for a in members}
        of_object, plain = by_sort.get(True), by_sort.get(False)
        if of_object is None and plain is None:
            return None
        return _either(of_object, plain)
    if origin is tuple:
        if args[-1] is Ellipsis:
            each = _maker(args[0])
            return tuple if each is None else lambda items: tuple(map(each, items))
        makers = [_maker(a) or _as_is for a in args]
        return lambda items: tuple(make(x) for make, x in zip(makers, items, strict=True))
    if origin is Literal or not isinstance(kind, type):
        return None
    if dataclasses.is_dataclass(kind):
        return _record(kind)
    if issubclass(kind, tuple):  # a NamedTuple: Span
        return partial(tuple.__new__, kind)
    return None


def _either(of_object: Make | None, plain: Make | None) -> Make:
    """What is made of an object, of anything else but null, and of null."""

    def make(value: Any) -> Any:
        if value is None:
            return None
        of = of_object if type(value) is dict else plain
        return value if of is None else of(value)

    return make


def _why(data: Mapping[str, Any]) -> tuple[Why, ...]:
    at = data.get("why_at") or {}
    rules = data.get("why") or {}
    return tuple(Why(f, rule, Span(*at[f]) if f in at else None) for f, rule in rules.items())


def _grades(data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((data.get("grades") or {}).items())


OF_ALL: Mapping[str, Make] = {"why": _why, "grades": _grades}
"""Fields that stand otherwise in JSON, and how they are made of the whole object."""


def _as_is(value: Any) -> Any:
    return value


@cache
def _record(kind: type) -> Make:
    """How a record is made of an object: a key that has no default must be there."""
    hints, of = get_type_hints(kind), dataclasses.fields(kind)
    keys = [f.name.rstrip("_") for f in of]
    changed = [
        (n, change) for n, f in enumerate(of) if f.name not in OF_ALL and (change := _maker(_surely(hints[f.name])))
    ]
    of_all = [(n, OF_ALL[f.name]) for n, f in enumerate(of) if f.name in OF_ALL]
    together: Make = putting_together(kind)
    values_of: Make = itemgetter(*keys) if len(keys) > 1 else lambda data: (data[keys[0]],)

    def make(data: Mapping[str, Any]) -> Any:
        try:
            values = list(values_of(data))
        except KeyError:  # not all keys are there
            values = [_value(kind, f, key, data) for f, key in zip(of, keys, strict=True)]
        for n, change in changed:
            if values[n] is not None:
                values[n] = change(values[n])
        for n, change in of_all:
            values[n] = change(data)
        return together(values)

    return make


def _value(kind: type, field: dataclasses.Field[Any], key: str, data: Mapping[str, Any]) -> Any:
    if key in data or field.name in OF_ALL:
        return data.get(key)
    if field.default is dataclasses.MISSING:
        raise RashomonError(
            f"A stored {kind.__name__.lower()}",
            f"it has no {key!r}: another version of Rashomon wrote it",
            "Run `rashomon read` with no input to read the ledger's reports again.",
        )
    return field.default


def _surely(kind: Any) -> Any:
    """A type less None, where it is one type or None: nothing is made of null."""
    members = [a for a in get_args(kind) if a is not type(None)]
    optional = get_origin(kind) in (Union, types.UnionType) and len(members) == 1
    return members[0] if optional else kind
