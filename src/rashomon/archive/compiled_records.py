"""Readings out of JSON, matters into JSON, and statements as bytes and back, by msgspec: compiled, where an archive has
millions.

The same as `rashomon.ledger.core.from_json` and `rashomon.model.as_json` make, in a fifth of the time. What msgspec
would not take as it stands (a lone surrogate, another version's reading) goes the longer way.
"""

from __future__ import annotations

import dataclasses
import json
import pickle  # what is loaded was written by this program into a folder that is its own
from collections.abc import Callable
from functools import cache
from typing import Any, get_type_hints

from rashomon.archive.table_schemas import library
from rashomon.ledger.core.from_json import MADE, compared_from_json, phrases
from rashomon.message import phrase_of, shallow
from rashomon.model import Claim, Count, Matter, Place, Reading, Statement, When, Why, as_json

FROM = b'"from": ', b'"from_": '
"""A key that Python has as a word of its own. Within a text a quotation mark has a backslash before it."""


def reading_to_compare(text: str) -> Reading:
    """A reading without its times and names, and of the rules behind its fields with those that found it at all."""
    spec = library("msgspec")
    try:
        read = _reading()(text.encode().replace(*FROM))
    except (spec.DecodeError, UnicodeEncodeError):
        return compared_from_json(json.loads(text))
    for statement in read.statements:
        statement.why = _made(statement.why)
        for claim in statement.claims:
            claim.why = _made(claim.why)
            claim.grades = tuple(claim.grades.items())
            claim.time.__class__ = When
            claim.__class__ = Claim
        statement.__class__ = Statement
    for place in read.places:
        place.__class__ = Place
    for count in read.counts:
        count.__class__ = Count
    read.times, read.names, read.title_names = (), None, None
    read.__class__ = Reading
    return read  # type: ignore[no-any-return]


def _made(why: dict[str, str]) -> tuple[Why, ...]:
    rule = why.get(MADE)
    return () if rule is None else (Why(MADE, rule),)


@cache
def _reading() -> Callable[[bytes], Any]:
    """The records as they stand in JSON: the same fields, a few of another type. Once decoded, an object of one becomes
    one of ours by its class alone, so that msgspec makes it, and not Python."""
    when = _like(When, {})
    claim = _like(Claim, {"time": when, "why": dict[str, str], "grades": dict[str, str]})
    statement = _like(Statement, {"claims": tuple[claim, ...], "why": dict[str, str]})  # type: ignore[valid-type]
    number = int | float | None  # as it was written: `float` alone would make 12.0 of 12
    place = _like(Place, dict.fromkeys(("lat", "lon", "radius_km"), number))
    count = _like(Count, dict.fromkeys(("low", "high"), number))
    told = {"statements": tuple[statement, ...], "places": tuple[place, ...], "counts": tuple[count, ...]}  # type: ignore[valid-type]
    spec = library("msgspec")
    left = dict.fromkeys(("times", "names", "title_names"), spec.Raw)
    return spec.json.Decoder(_like(Reading, told | left)).decode  # type: ignore[no-any-return]


def _like(of: type, other: dict[str, Any]) -> type:
    hints = get_type_hints(of)
    fields = [(f.name, other.get(f.name, hints[f.name]), *_default(f)) for f in dataclasses.fields(of)]
    return dataclasses.make_dataclass(of.__name__, fields, slots=True, eq=False, repr=False)


def _default(field: dataclasses.Field[Any]) -> list[Any]:
    if field.name in ("why", "grades"):
        return [dataclasses.field(default_factory=dict)]
    return [] if field.default is dataclasses.MISSING else [field.default]


def matter_in_json(matter: Matter) -> str:
    """As `as_json` makes it, with what its sentences are made of."""
    try:
        bare: bytes = _matter()(matter)
        told: bytes = _phrases()(phrases(matter, lambda phrase: phrase))
        return b'%b, "phrases": %b}'.__mod__((bare[:-1], told)).decode()
    except UnicodeEncodeError:
        return json.dumps(as_json(matter) | {"phrases": phrases(matter)})


@cache
def _matter() -> Callable[[Any], bytes]:
    return library("msgspec").json.Encoder(enc_hook=str).encode  # type: ignore[no-any-return]


@cache
def _phrases() -> Callable[[Any], bytes]:
    return library("msgspec").json.Encoder(enc_hook=_said).encode  # type: ignore[no-any-return]


def _said(text: Any) -> Any:
    phrase = phrase_of(text)
    return str(text) if phrase is None else shallow(phrase)


def packed(value: Any) -> bytes:
    """Records as bytes, kept for the length of one gathering by the program that wrote them."""
    try:
        return b"%b." % _packing()(value)
    except UnicodeEncodeError:  # a lone surrogate
        return b"%bP" % pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpacked(of: Any, data: bytes | memoryview) -> Any:
    """And back. Numbers of `of` that are meant to be fractions come back as such."""
    how, inner = data[-1:], memoryview(data)[:-1]
    return _unpacking(of)(inner) if how == b"." else pickle.loads(inner)  # noqa: S301 - our own


@cache
def _packing() -> Callable[[Any], bytes]:
    return library("msgspec").msgpack.Encoder().encode  # type: ignore[no-any-return]


@cache
def _unpacking(of: Any) -> Callable[[Any], Any]:
    return library("msgspec").msgpack.Decoder(of).decode  # type: ignore[no-any-return]
