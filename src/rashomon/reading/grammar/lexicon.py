"""The word lists of words.toml, by name."""

from __future__ import annotations

from functools import lru_cache

from rashomon.reading.languages import table


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(entries) for name, entries in table("words").items()}


def words(name: str) -> frozenset[str]:
    """The list of that name; KeyError where words.toml has none."""
    return _lists()[name]
