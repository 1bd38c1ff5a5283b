"""How is a thing kept in a row? Texts, instants and the order of coming, as all that writes or asks has them."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from rashomon.ledger.core.file import meta, set_meta

ADDED = (
    "SELECT report || '.d' || decision || '.c1', report, span_start, span_end, kind FROM decision_claim"
    " JOIN decision ON id = decision WHERE verb = 'add' AND side = 1"
)
"""The claims that people added: id, and what anchors them. The id is made of the report's key and the decision."""


TOLD = (
    "title", "author", "outlet", "url", "final_url", "published", "published_from", "language", "fetched_at",
    "fetched_from", "added_by",
)  # fmt: skip
"""What is told about a report, beside its bytes and its text."""


def frozen_text(text: str, exact: bytes | None) -> str:
    return text if exact is None else exact.decode("utf-8", "surrogatepass")


def storable(text: str | None) -> str | None:
    """Text as a TEXT column takes it: a lone surrogate becomes U+FFFD, so that every offset still fits."""
    if text is None:
        return None
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def iso(now: datetime) -> str:
    """An instant as the ledger keeps it: ISO 8601, UTC, seconds. Instants compare as texts."""
    return now.astimezone(UTC).isoformat(timespec="seconds")


def moved_on(db: sqlite3.Connection, by_ruling: bool = False) -> None:
    """The reports are no longer those that the stored matters were gathered from, or what people ruled on them is not.

    How often it was a ruling is counted beside: one changes no report, and no matter before it is gathered."""
    set_meta(db, "generation", int(meta(db, "generation")) + 1)
    if by_ruling:
        db.execute(
            "INSERT INTO meta VALUES ('ruled', '1') ON CONFLICT (name) DO UPDATE SET value = CAST(value + 1 AS TEXT)"
        )
