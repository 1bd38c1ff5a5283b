"""A report of one text, as intake makes it, for tests of the reading."""

from __future__ import annotations

import hashlib

from rashomon.intake.parts import parts
from rashomon.model import Report

SAID = "The army shelled the town of Kessin on Friday, killing 12 civilians, residents said."


def report(text: str, name: str = "r", language: str | None = "en", published: str | None = "2016-07-10") -> Report:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Report(id=name, text=text, sha256=digest, parts=parts(text, None), published=published, language=language)
