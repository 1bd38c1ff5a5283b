"""The word lists of words.toml, by name."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    text = files("rashomon.reading").joinpath("words.toml").read_text("utf-8")
    return {name: frozenset(entries) for name, entries in tomllib.loads(text).items()}


def words(name: str) -> frozenset[str]:
    """The list of that name; KeyError where words.toml has none."""
    return _lists()[name]
