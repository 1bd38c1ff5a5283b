"""A fictional conflict to try the program on: reports, a pack, and a hand-made gold. `rashomon demo` reads it.

Arvessa, its towns, its people and its media do not exist; the pack puts it in an empty stretch of the Atlantic. All
texts were written for this project.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any


def folder() -> Path:
    """Where the examples lie: `reports/` (for `rashomon read`), `pack/` (for `--pack`) and `gold.json`."""
    return Path(str(files(__name__)))


def reports() -> Path:
    """The folder of example reports: HTML, an Atom feed, PDF, text and JSON lines; one of them is in French."""
    return folder() / "reports"


def pack() -> Path:
    """The pack of the fictional conflict, in the format of docs/packs.md."""
    return folder() / "pack"


def gold() -> dict[str, Any]:
    """What the reports say, by hand: {"reports": {id: {"published", "statements": [...]}}, "matters": [...]}."""
    read: dict[str, Any] = json.loads((folder() / "gold.json").read_text(encoding="utf-8"))
    return read
