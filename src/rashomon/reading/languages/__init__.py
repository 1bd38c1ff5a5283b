"""The words of each language: a folder a language, a TOML file a question. Data only; the rooms beside this read it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str, language: str = "en") -> dict[str, Any]:
    """`languages/LANGUAGE/NAME.toml`, read once. FileNotFoundError where the language has no such file."""
    return tomllib.loads(files(__package__).joinpath(language, f"{name}.toml").read_text(encoding="utf-8"))


def having(name: str) -> list[str]:
    """The languages that have a file of that name, in alphabetical order."""
    folders = (f for f in files(__package__).iterdir() if f.is_dir())
    return sorted(f.name for f in folders if f.joinpath(f"{name}.toml").is_file())
