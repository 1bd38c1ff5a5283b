"""Which databases of events have downloads that are read as accounts? `known_databases.toml` as records."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.model import Precision

MEDIA = "text/csv; rows="
"""The media type of a report that is a row, before the name of its database."""


@dataclass(frozen=True, slots=True)
class EventDatabase:
    """A table of `known_databases.toml`, which says what each key means."""

    name: str
    outlet: str
    entity: str
    header: frozenset[str]
    id: str
    published: str
    start: str
    end: str
    place: tuple[str, ...]
    admin1: str
    country: str
    lat: str
    lon: str
    precise: str
    by: str
    to: str
    low: str
    high: str
    civilians: str
    kind: str
    dropped: frozenset[str]
    precision: Mapping[str, tuple[Precision, float]]
    kinds: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ActorWords:
    """How the databases name a state's forces, civilians, and nobody."""

    of_state: tuple[str, ...]
    civilians: tuple[str, ...]
    unknown: tuple[str, ...]


@cache
def event_databases() -> Mapping[str, EventDatabase]:
    """Each by its name."""
    return {name: _database(name, told) for name, told in _tables().items() if name != "actors"}


@cache
def actor_words() -> ActorWords:
    return ActorWords(**{key: tuple(words) for key, words in _tables()["actors"].items()})


def known_by(header: Collection[str]) -> EventDatabase | None:
    """The database whose download has these columns."""
    return next((d for d in event_databases().values() if d.header <= set(header)), None)


def of_media_type(media_type: str) -> EventDatabase | None:
    """The database of which a report of this media type is a row."""
    return event_databases().get(media_type.removeprefix(MEDIA)) if media_type.startswith(MEDIA) else None


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("rashomon.world").joinpath("known_databases.toml").read_text(encoding="utf-8"))


def _database(name: str, told: Mapping[str, Any]) -> EventDatabase:
    made: dict[str, Any] = {
        key: frozenset(value) if key in ("header", "dropped") else tuple(value) if isinstance(value, list) else value
        for key, value in told.items()
    }
    made["precision"] = {code: tuple(row) for code, row in told["precision"].items()}
    return EventDatabase(name=name, **made)
