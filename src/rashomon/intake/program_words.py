"""What programs write in the place of words, or beside them ("image omitted", "[Music]"): `program_words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words_of_programs(what: str) -> str:
    """The regular expressions of all languages for `what`, as one."""
    told = tomllib.loads((files("rashomon.intake") / "program_words.toml").read_text(encoding="utf-8"))
    return "|".join(pattern for patterns in told[what].values() for pattern in patterns)
