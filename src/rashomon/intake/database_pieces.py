"""What Factiva and Nexis tell of an article, as `pieces` wants it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rashomon.errors import RashomonError
from rashomon.intake.pieces import composed


def piece_of(
    id_: str,
    raw: str,
    headline: str,
    author: str | None,
    body: Sequence[tuple[str, str | None]],
    outlet: str | None,
    day: datetime.date | None,
) -> dict[str, Any] | None:
    """The piece that an article is; None for one that has no words."""
    if not any(words and kind is None for words, kind in body):
        return None
    by = re.sub(r"(?i)^(?:by|von|par|por)\s+", "", author or "").strip()
    told = composed((headline, "headline"), (f"By {by}" if by else "", "byline"), *body)
    return {**told, "id": id_, "raw": raw, "title": headline or None, "author": by or None, "outlet": outlet,
            "published": day and day.isoformat()}  # fmt: skip


def counted(articles: Iterable[dict[str, Any] | None], name: str) -> Iterator[dict[str, Any]]:
    """The articles that could be told apart, and how many could not. Raises RashomonError where none could."""
    found = lost = 0
    for article in articles:
        found, lost = found + (article is not None), lost + (article is None)
        if article is not None:
            yield article
    if not found:
        fix = "Download it again, as HTML with the full articles."
        raise RashomonError(name, "it is a download of a press database whose articles can't be told apart", fix)
    yield {"counted": {"articles that have no text, or no length": lost}}
