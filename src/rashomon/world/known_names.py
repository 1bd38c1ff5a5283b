"""Which names of the whole world are no private person's? Reads `known_names.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class KnownNames(NamedTuple):
    organisations: tuple[str, ...]
    things: tuple[str, ...]
    officials: tuple[str, ...]
    territories: tuple[str, ...]


@cache
def known_names() -> KnownNames:
    table = tomllib.loads((files("rashomon.world") / "known_names.toml").read_text(encoding="utf-8"))
    return KnownNames(*(tuple(table[key]) for key in KnownNames._fields))
