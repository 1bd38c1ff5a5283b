"""RSS and Atom: one report an entry, from the bytes alone (feedparser is never given anything to fetch).

An entry's bytes are its own stretch of the feed, so that an entry is the same report in tomorrow's copy of the feed.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any, BinaryIO

from rashomon import settings
from rashomon.errors import RashomonError
from rashomon.intake import cutting_bytes
from rashomon.intake.characters import mend, say_mended
from rashomon.intake.child import taken_apart
from rashomon.intake.days import Order, day_told, order_of
from rashomon.intake.html import body_text
from rashomon.intake.make_report import Source, freeze, log
from rashomon.intake.pieces import composed, said, unlike_ids
from rashomon.model import Part, Refusal, Report, Span

LARGEST_AT_ONCE = 2_000_000
"""Bytes. Parsing a feed takes some forty times its size in memory: longer ones are cut between two entries."""
MOST_SECONDS = 20.0
"""Of processor time."""
_ENTRY = re.compile(rb"<(item|entry)[\s>].*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_OPENS = re.compile(rb"<((?:\w{1,40}:)?(?:item|entry))[\s>]", re.IGNORECASE)
_ROOT = re.compile(rb"<([A-Za-z][\w:.-]{0,80})")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|$)", re.DOTALL)
"""Written into a text that was escaped once more: no mark of XML by then, but HTML takes it for a comment."""
_DATED = ("published", "updated", "created")


def read(data: bytes, source: Source, rest: BinaryIO | None = None) -> Iterator[Report | Refusal]:
    """The reports of a feed; of a long one, `rest` is what follows. Raises RashomonError for what is no feed, or one
    with nothing in it."""
    if _ENTITY.search(data):
        raise RashomonError(
            source.id,
            "it declares XML entities, which no feed needs and which can be made to fill the memory",
            "Leave it.",
        )
    unlike = unlike_ids()
    for part, first in (
        [(data, 1)] if len(data) <= LARGEST_AT_ONCE else _in_parts(data, rest or io.BytesIO(), source.id)
    ):
        if isinstance(part, Refusal):
            yield part
            continue
        try:
            found = taken_apart("rashomon.intake.feed:entries", part, source.id, MOST_SECONDS, first=first)
        except RashomonError as error:
            if part is data:
                raise
            yield Refusal(f"{source.id}#{first}", str(error))
            continue
        if not found and part is data:
            raise RashomonError(source.id, "no entry of it was published", "There is nothing in it to read.")
        mended = [entry.pop("mended") for entry in found]
        say_mended(source.id, sum(hidden for hidden, _ in mended), sum(repaired for _, repaired in mended))
        for entry in found:
            id_ = unlike(entry.pop("id"))
            try:
                yield _report(entry, part, source, id_)
            except RashomonError as error:
                yield Refusal(id_, str(error))


def _in_parts(data: bytes, rest: BinaryIO, name: str) -> Iterator[tuple[bytes | Refusal, int]]:
    """A long feed as short ones, each under the head of all of them, with the number of its first entry."""
    opening = _OPENS.search(data)
    root = _ROOT.search(data)
    if not opening or not root:
        raise RashomonError(name, f"no entry begins in its first {len(data) / 1e6:g} MB", "Is it a feed?")
    head, tag = data[: opening.start()], opening[1]
    closing = (b"</channel>" if head.count(b"<channel") > head.count(b"</channel") else b"") + b"</" + root[1] + b">"
    limit = settings.max_bytes()
    ends = re.compile(rb"</" + tag + rb"\s*>", re.IGNORECASE)
    opens = re.compile(rb"<" + tag + rb"[\s>]", re.IGNORECASE)
    found = cutting_bytes.stretches(cutting_bytes.portions(rest, data), ends, above=False, limit=limit)
    entries = (entry[hit.start() :] for entry in found if (hit := opens.search(entry)))
    for part, told in cutting_bytes.parts(entries, name, limit):
        if "error" in told:
            yield Refusal(told["id"], str(RashomonError(told["id"], *told["error"]))), 0
        else:
            yield head + part + closing, told["first"]


def entries(data: bytes, name: str, first: int) -> list[dict[str, Any]]:
    """The entries of a feed: what `freeze` is to be told of each, and its own stretch of the bytes; `first` is the
    number of the first one. For the child.

    Raises RashomonError for what is no feed, or one with nothing in it.
    """
    parsed = _parsed(data)
    if not parsed.get("version") and not parsed.entries:
        reason = f" ({parsed.bozo_exception})" if parsed.get("bozo") else ""
        raise RashomonError(
            name, f"it is XML but no RSS or Atom feed{reason}", "Save it as text, HTML or PDF, or name the feed itself."
        )
    if not parsed.entries:
        raise RashomonError(name, "the feed has no entries", "There is nothing in it to read.")
    if parsed.get("bozo"):
        log.warning("%s: the feed is damaged (%s); the entries found in it were read", name, parsed.bozo_exception)
    left = [number for number, entry in enumerate(parsed.entries, first) if _is_unpublished(entry)]
    said(name, {"drafts, pictures and menus of the site": len(left)})
    stretches = [m.span() for m in _ENTRY.finditer(data)]
    in_step = len(stretches) == len(parsed.entries)
    outlet, found, unlike = unescape(_text(parsed.feed, "title") or "") or None, [], unlike_ids()
    order = order_of((_written(entry) for entry in parsed.entries), _text(parsed.feed, "language"))
    for number, entry in enumerate(parsed.entries, first):
        if number in left:
            continue
        id_ = unlike(_text(entry, "id") or _text(entry, "link") or f"{name}#{number}")
        raw = stretches[number - first] if in_step else _as_json(entry).decode("latin-1")
        found.append({"id": id_, "raw": raw, "outlet": _from(entry) or outlet, **_told(entry, id_, order)})
    return found


def _is_unpublished(entry: Any) -> bool:
    """Whether an entry in the export of a site of WordPress is no post that readers saw."""
    status, kind = _text(entry, "wp_status") or "publish", _text(entry, "wp_post_type") or "post"
    return status != "publish" or kind in ("attachment", "nav_menu_item", "revision") or kind.startswith("wp_")


def _parsed(data: bytes) -> Any:
    import feedparser

    # As a stream: bytes would be tried as a file's name first. What is not asked of feedparser it can't do to us.
    return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)


def _told(entry: Any, name: str, order: Order | None) -> dict[str, Any]:
    """What an entry says of itself, and its text."""
    contents = [c.get("value") or "" for c in entry.get("content") or []] + [entry.get("summary") or ""]
    content = _CDATA.sub(r"\1", max(contents, key=len))
    headline = _CDATA.sub(r"\1", entry.get("title") or "")
    title = " ".join(body_text(f"<div>{headline}</div>")) or None
    if outlet := _from(entry):  # who gathers feeds puts the outlet's name behind the headline, and both into the text
        title = (title or "").removesuffix(f" - {outlet}") or None
        content = "" if " ".join(body_text(f"<div>{content}</div>")) == f"{title} {outlet}" else content
    author = _text(entry, "author")
    signed = author and re.search(r"[^\W\d_]\s[^\W\d_]", author) and "@" not in author
    paragraphs = [(p, None) for p in body_text(f"<div>{content}</div>")]
    return {
        **composed((title, "headline"), (f"By {author}" if signed else "", "byline"), *paragraphs),
        "url": _text(entry, "link"),
        "title": title and mend(title).text,
        "author": author,
        "published": _day(entry, name, order),
    }


def _from(entry: Any) -> str | None:
    """The outlet from whose feed an entry was taken over."""
    source = entry.get("source")
    return _text(source, "title") if isinstance(source, dict) else None


def _report(entry: dict[str, Any], data: bytes, source: Source, id_: str) -> Report:
    if not entry["text"]:
        raise RashomonError(id_, "the entry is empty", "There is no text in it to read.")
    link, raw = entry.pop("url"), entry.pop("raw")
    own = link if link and link.startswith(("http://", "https://")) else source.url  # not the feed's, if it has one
    return freeze(
        source=replace(source, id=id_, url=own),
        raw=raw.encode("latin-1") if isinstance(raw, str) else data[slice(*raw)],
        media_type="application/xml",
        known=[Part(kind, Span(start, end)) for kind, start, end in entry.pop("known")],
        **entry,
    )


def _text(of: Any, key: str) -> str | None:
    value = of.get(key)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _written(entry: Any) -> str:
    """The date of an entry as it writes it. What is no date is not helped by one that says something else."""
    return next((written for key in _DATED if (written := _text(entry, key))), "")


def _day(entry: Any, name: str, order: Order | None) -> str | None:
    """The day as the entry writes it, in its own time zone: "on Wednesday" counts from there."""
    written = _written(entry)
    if day := day_told(written, order):
        return day.isoformat()
    if written:
        log.warning("%s: its date, %r, tells no day, or two; none was taken from it", name, written[:60])
    return None


def _as_json(entry: Any) -> bytes:
    return json.dumps(entry, sort_keys=True, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")
