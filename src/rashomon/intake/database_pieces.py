"""What Factiva and Nexis tell of an article, as `pieces` wants it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rashomon.errors import RashomonError
from rashomon.intake.page_words import agency_name
from rashomon.intake.pieces import composed

_STAFF = r"(?: news)?(?:[ ,]+(?:staff|writers?|correspondents?|reporters?))*\.?"
_RIGHTS = r"(?:(?:copyright|\(c\)|©|by|source:?|(?:19|20)\d\d),?\s)*"
_FIRM = r"(?:,? (?:news|news service|newswires?|ltd|limited|inc)\.?)*"


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
    by, agency = writers_of(re.sub(r"(?i)^(?:by|von|par|por)\s+", "", author or "").strip())
    credits = [(agency, "credit")] if agency else []
    body = [(credit_of(words), kind) if kind == "credit" else (words, kind) for words, kind in body]
    body = [paragraph for paragraph in body if paragraph not in credits]  # both may name the same agency
    told = composed((headline, "headline"), (f"By {by}" if by else "", "byline"), *credits, *body)
    return {**told, "id": id_, "raw": raw, "title": headline or None, "author": by or None, "outlet": outlet,
            "published": day and day.isoformat()}  # fmt: skip


def writers_of(byline: str) -> tuple[str, str]:
    """The names of a byline, and the agency for which it says that they write, which is a credit to it.

    >>> writers_of("A. Keld, Associated Press Writer"), writers_of("A. Keld in Kessin"), writers_of("Reuters")
    (('A. Keld', 'Associated Press'), ('A. Keld in Kessin', ''), ('Reuters', ''))
    """
    hit = re.fullmatch(
        rf"(?P<names>.+?)(?:\s?[,;/]|\sof|\sfor)\s(?:the )?(?P<agency>{agency_name().pattern})(?i:{_STAFF})", byline
    )
    return (hit["names"], hit["agency"]) if hit else (byline, "")


def credit_of(written: str) -> str:
    """A credit as it is, or the agency's name alone where nothing but its firm and rights stand around it.

    >>> credit_of("(c) 2023 Reuters News Ltd."), credit_of("Varda Press Agency")
    ('Reuters', 'Varda Press Agency')
    """
    hit = re.fullmatch(rf"(?i:{_RIGHTS}(?:the )?)(?P<agency>{agency_name().pattern})(?i:{_FIRM})", written)
    return hit["agency"] if hit else written


def left_below(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """What is said of lines below the last article: the search, or an article that was cut off."""
    if size := sum(len(line.strip()) for line in lines):
        yield {"counted": {"characters below the last article": size}}


def none_told(name: str) -> RashomonError:
    fix = "Download it again, as HTML with the full articles."
    return RashomonError(name, "it is a download of a press database whose articles can't be told apart", fix)


def counted(articles: Iterable[dict[str, Any] | None], name: str, *, part: bool = False) -> Iterator[dict[str, Any]]:
    """The articles that could be told apart, how many could not, and what else was "counted". Raises RashomonError
    where none could, unless these are `part` of a file."""
    found = lost = 0
    for article in articles:
        if article is not None and "counted" in article:
            yield article
            continue
        found, lost = found + (article is not None), lost + (article is None)
        if article is not None:
            yield article
    if not found and not part:
        raise none_told(name)
    yield {"counted": {"articles that have no text, or no length": lost}}
