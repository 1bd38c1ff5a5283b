"""RSS and Atom: one report an entry, from the bytes alone (feedparser is never given anything to fetch).

An entry's bytes are its own stretch of the feed, so that an entry is the same report in tomorrow's copy of the feed.
"""

from __future__ import annotations

import datetime
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import Any

from rashomon.errors import RashomonError
from rashomon.intake.html import body_text
from rashomon.intake.make_report import Source, freeze, iso_day, log
from rashomon.model import Part, Refusal, Report, Span

LARGEST_FEED = 10_000_000
"""Bytes. Parsing a feed takes some forty times its size in memory."""
_ENTRY = re.compile(rb"<(item|entry)[\s>].*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def read(data: bytes, source: Source) -> Iterator[Report | Refusal]:
    """The reports of a feed. Raises RashomonError for what is no feed, or one with nothing in it."""
    if len(data) > LARGEST_FEED:
        raise RashomonError(source.id, f"a feed of more than {LARGEST_FEED / 1e6:g} MB is not read", "Split it.")
    if _ENTITY.search(data):
        raise RashomonError(
            source.id,
            "it declares XML entities, which no feed needs and which can be made to fill the memory",
            "Leave it.",
        )
    parsed = _parsed(data)
    if not parsed.get("version") and not parsed.entries:
        reason = f" ({parsed.bozo_exception})" if parsed.get("bozo") else ""
        raise RashomonError(
            source.id,
            f"it is XML but no RSS or Atom feed{reason}",
            "Save it as text, HTML or PDF, or name the feed itself.",
        )
    if not parsed.entries:
        raise RashomonError(source.id, "the feed has no entries", "There is nothing in it to read.")
    if parsed.get("bozo"):
        log.warning("%s: the feed is damaged (%s); the entries found in it were read", source.id, parsed.bozo_exception)
    stretches = [m.group() for m in _ENTRY.finditer(data)]
    seen: set[str] = set()
    for number, entry in enumerate(parsed.entries, 1):
        id_ = _text(entry, "id") or _text(entry, "link") or f"{source.id}#{number}"
        if id_ in seen:
            id_ = f"{id_}#{number}"
        seen.add(id_)
        raw = stretches[number - 1] if len(stretches) == len(parsed.entries) else _as_json(entry)
        try:
            yield _report(entry, raw, source, id_, _text(parsed.feed, "title"))
        except RashomonError as error:
            yield Refusal(id_, str(error))


def _parsed(data: bytes) -> Any:
    import feedparser

    # As a stream: bytes would be tried as a file's name first. What is not asked of feedparser it can't do to us.
    return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)


def _report(entry: Any, raw: bytes, source: Source, id_: str, outlet: str | None) -> Report:
    contents = [c.get("value") or "" for c in entry.get("content") or []] + [entry.get("summary") or ""]
    paragraphs = list(body_text(f"<div>{max(contents, key=len)}</div>"))
    title = " ".join(body_text(f"<div>{entry.get('title') or ''}</div>")) or None
    author = _text(entry, "author")
    top = [(title, "headline")] if title else []
    if author and re.search(r"[^\W\d_]\s[^\W\d_]", author) and "@" not in author:
        top.append((f"By {author}", "byline"))
    if not paragraphs and not title:
        raise RashomonError(id_, "the entry is empty", "There is no text in it to read.")
    known, text = [], ""
    for line, kind in top:
        known.append(Part(kind, Span(len(text), len(text) + len(line))))  # type: ignore[arg-type]
        text += line + "\n\n"
    text += "\n\n".join(paragraphs)
    link = _text(entry, "link")
    own = link if link and link.startswith(("http://", "https://")) else source.url  # not the feed's, if it has one
    return freeze(
        text,
        replace(source, id=id_, url=own),
        raw=raw,
        media_type="application/xml",
        title=title,
        author=author,
        outlet=outlet,
        published=_day(entry),
        known=known,
    )


def _text(of: Any, key: str) -> str | None:
    value = of.get(key)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _day(entry: Any) -> str | None:
    """The day as the entry writes it, in its own time zone: "on Wednesday" counts from there."""
    for key in ("published", "updated", "created"):
        written = _text(entry, key)
        if not written:
            continue
        try:
            return parsedate_to_datetime(written).date().isoformat()
        except ValueError:
            pass
        try:
            return iso_day(written, key)
        except RashomonError:
            pass
        if parsed := entry.get(f"{key}_parsed"):
            return datetime.date(*parsed[:3]).isoformat()
    return None


def _as_json(entry: Any) -> bytes:
    return json.dumps(entry, sort_keys=True, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")
