"""Which kinds of claim do the benchmarks name? The lists of `kinds.toml` beside this file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def named_kinds() -> dict[str, Any]:
    """`alike` and `matters_alike` are lists of lists of kinds, `made_up` is one list."""
    return tomllib.loads(resources.files("rashomon.bench").joinpath("kinds.toml").read_text("utf-8"))
