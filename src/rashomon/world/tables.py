"""What of the world stands in our own tables? Reads the CSV files in `data/`."""

from __future__ import annotations

import csv
from importlib.resources import files

DATA = files("rashomon.world") / "data"


def table(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of `data/` by its header."""
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))
