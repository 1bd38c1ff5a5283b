"""Readings of short texts without a parser, for the tests of reading/surface."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Reading, Report
from rashomon.reading.surface.reader import reading_of
from rashomon.world import load_world


def read(text: str, language: str, packs: Sequence[str] = (), published: str | None = "2024-03-08") -> Reading:
    """The reading of a text of that language, in the world of these packs."""
    return reading_of(Report("r", text, "0" * 64, published=published, language=language), load_world(tuple(packs)))


def told(text: str, language: str, packs: Sequence[str] = ()) -> list[tuple[str | None, str, str]]:
    """(speaker, stance, content) of each statement that somebody makes."""
    reading = read(text, language, packs)
    return [
        (s.speaker.text, s.stance, " … ".join(text[a:b] for a, b in s.content)) for s in reading.statements if s.cue
    ]
