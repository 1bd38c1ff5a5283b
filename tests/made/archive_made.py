"""Archives for tests: made-up reports, read by nobody, in parts so small that there are several."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from made_up import reading, report

from rashomon.archive import filling
from rashomon.intake import Skipped
from rashomon.model import Reading, Refusal, Report
from rashomon.version import __version__

pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'rashomon[archive]'")

TEXTS = (
    "The army shelled Kessin. The army holds Tarvan",
    "The army did not shell Kessin. The mayor left Orlen",
    "A helicopter struck Tarvan. The army holds Kessin",
)
PART = 4
"""Rows in a part here, in chunks of two."""


def incoming(n: int = 14) -> list[Report | Refusal | Skipped]:
    """Reports of three outlets over three months; one twice, one in another language, one that breaks, one refused."""
    outlets = ("The Harbour Post", "Meridian", None)
    found: list[Report | Refusal | Skipped] = [
        report(
            f"r{i}",
            f"{TEXTS[i % 3]} {i}.",
            outlet=outlets[i % 3],
            published=f"2026-0{1 + i % 3}-{10 + i}",
            language="en",
        )
        for i in range(n)
    ]
    found.insert(3, Refusal("torn.pdf", "it is no PDF"))
    found.insert(5, Skipped("notes.xyz", "of an unknown kind"))
    found.insert(6, report("r0-again", f"{TEXTS[0]} 0.", outlet=outlets[0], published="2026-01-10"))
    found.insert(8, report("fr", "L'armée tient Kessin.", language="fr"))
    found.insert(9, report("breaks", "This one breaks."))
    return found


def read_of(of: Report) -> Reading | Refusal | None:
    if of.id == "breaks":
        return Refusal(of.id, "a fault in the reading")
    return None if of.language != "en" else reading(of, version=__version__)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading without a model, and small chunks."""

    def read_among(items: Iterator[object], how: object, workers: int = 1) -> Iterator[tuple[object, object]]:
        return ((x, read_of(x) if isinstance(x, Report) else None) for x in items)

    monkeypatch.setattr(filling, "read_among", read_among)
    monkeypatch.setattr(filling, "CHUNK", 2)
    monkeypatch.setattr(filling, "world_hash", lambda how: "w1")


def files(folder: Path) -> dict[str, bytes]:
    """All that an archive is made of, by name."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
