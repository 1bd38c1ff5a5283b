"""Looking at the feeds and folders once: what is new there, as `receive` would give it, politely.

Each thing is marked as done only after what came of it is stored: whoever stops in between looks at it once more, and
the ledger knows what it has.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from rashomon.errors import RashomonError
from rashomon.follow.to_follow import Feed, Folder
from rashomon.intake import Refusal, Report, Skipped, receive, url
from rashomon.intake.make_report import Source, log
from rashomon.ledger import Ledger
from rashomon.ledger.core.rows import iso
from rashomon.ledger.write import following
from rashomon.ledger.write.following import Known
from rashomon.ledger.write.store_reports import has_address

POLITE_SECONDS = 2.0
"""Between two requests to one host."""
FIRST_WAIT, LONGEST_WAIT = 60.0, 86_400.0
"""Seconds that a source is left alone after it failed once; the most, after it failed again and again."""
MOST_TRIES = 3
"""Of a page: after as many failures the feed's own text is read."""
SETTLED_SECONDS = 3.0
"""A file that was written to so lately may not be whole yet: it is read the next time."""

Item = Report | Refusal | Skipped


@dataclass(slots=True)
class Hosts:
    """When each host was asked last, in this process: each is left alone for a moment."""

    asked: dict[str, float] = field(default_factory=dict)
    sleep: Callable[[float], None] = time.sleep

    def wait(self, host: str) -> None:
        if (last := self.asked.get(host)) is not None:
            self.sleep(max(0.0, last + POLITE_SECONDS - time.monotonic()))
        self.asked[host] = time.monotonic()


@dataclass(slots=True)
class Look:
    """One look at one source: what it gives, and what is to be noted once that is stored."""

    items: Iterator[Item]
    done: Callable[[], None]


def now() -> datetime:
    return datetime.now(UTC)


def host_of(address: str) -> str:
    """The row under which a host is known, which no feed has."""
    return f"//{(urlsplit(address).hostname or '').lower()}"


# Feeds


def at_feed(ledger: Ledger, feed: Feed, hosts: Hosts, entering: Callable[[str], object]) -> Look | None:
    """What is new at a feed; None where it is left alone for now, or has nothing new."""
    known = following.known_of(ledger, feed.url)
    if _is_left_alone(known) or _is_left_alone(following.known_of(ledger, host_of(feed.url))):
        return None
    hosts.wait(host_of(feed.url))
    try:
        got = url.fetch_if_new(feed.url, known.etag, known.modified)
    except RashomonError as error:
        leave_alone(ledger, feed.url, known, error)
        return Look(iter([Refusal(feed.url, str(error))]), lambda: None)
    _answers(ledger, feed.url)
    pages = _Pages(ledger, feed, hosts, entering, following.marks_of(ledger, feed.url))
    if got is None:
        following.learn(ledger, feed.url, replace(known, at=iso(now()), not_till=None, failures=0, why=""))
        if not pages.pending:
            return None

    def done() -> None:
        following.mark(ledger, feed.url, {}, pages.read)
        if got is not None:
            whole = not pages.left  # with a page to come the feed is fetched in full the next time
            told = (got.etag, got.modified) if whole else (None, None)
            following.learn(ledger, feed.url, Known(*told, at=iso(now())))

    entering(feed.url)
    return Look(_feed_items(pages, got), done)


@dataclass(slots=True)
class _Pages:
    """The pages of a feed, in one look at it."""

    ledger: Ledger
    feed: Feed
    hosts: Hosts
    entering: Callable[[str], object]
    pending: dict[str, tuple[str | None, int]]
    """Links that could not be had so far, with how often that failed."""
    read: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """Links to be tried again."""


def _feed_items(pages: _Pages, got: url.Fetched | None) -> Iterator[Item]:
    feed, own = pages.feed, list[Report]()
    if got is not None:
        try:
            for item in url.reports_in(got, feed.url, Source(feed.url, outlet=feed.outlet)):
                if feed.pages and isinstance(item, Report) and _leads_on(item, feed):
                    own.append(item)
                else:
                    yield item
        except RashomonError as error:
            yield Refusal(feed.url, str(error))
    links = {entry.url: entry for entry in own if entry.url}
    for link in [p for p in pages.pending if p not in links]:  # the feed has it no more
        yield from _page(pages, link, None)
    for link, entry in links.items():
        if not has_address(pages.ledger, link):
            yield from _page(pages, link, entry)


def _leads_on(entry: Report, feed: Feed) -> bool:
    return bool(entry.url) and entry.url != feed.url and url.is_url(entry.url or "")


def _page(pages: _Pages, link: str, entry: Report | None) -> Iterator[Item]:
    """The page that an entry links to; where it can't be had, the entry."""
    _, failures = pages.pending.get(link, (None, 0))
    host = host_of(link)
    if _is_left_alone(following.known_of(pages.ledger, host)):
        return _later(pages, link, failures)
    pages.hosts.wait(host)
    pages.entering(link)
    try:
        got = url.fetch(link)
        _answers(pages.ledger, link)
        yield from url.reports_in(got, link, Source(link, outlet=pages.feed.outlet))
    except RashomonError as error:
        passing = isinstance(error, url.NotFetched) and error.passing
        if passing:
            leave_alone(pages.ledger, host, following.known_of(pages.ledger, host), error)
        if passing and failures + 1 < MOST_TRIES:
            return _later(pages, link, failures + 1)
        if entry is None:
            yield Refusal(link, str(error))
        else:
            log.warning("%s: its page could not be had (%s); the text in the feed was read", link, error.why)
            yield entry
    pages.read.append(link)
    return None


def _later(pages: _Pages, link: str, failures: int) -> None:
    pages.left.append(link)
    following.mark(pages.ledger, pages.feed.url, {link: (None, failures)})


def _answers(ledger: Ledger, address: str) -> None:
    """Notes that a host answers again."""
    host = host_of(address)
    if following.known_of(ledger, host).failures:
        following.learn(ledger, host, Known())


def leave_alone(ledger: Ledger, source: str, known: Known, error: RashomonError) -> None:
    """Notes that it failed: it is asked again after twice the time as after the last failure, or when it says."""
    failures = known.failures + 1
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failures - 1, 20))
    if isinstance(error, url.NotFetched) and error.wait is not None:
        wait = min(LONGEST_WAIT, max(error.wait, POLITE_SECONDS))
        if not source.startswith("//"):
            following.learn(ledger, host_of(source), Known(not_till=_in(wait), failures=1, why=error.why))
    following.learn(ledger, source, replace(known, not_till=_in(wait), failures=failures, why=str(error)))


def _in(seconds: float) -> str:
    return iso(now() + timedelta(seconds=seconds))


def _is_left_alone(known: Known) -> bool:
    return known.not_till is not None and known.not_till > iso(now())


# Folders


def at_folder(ledger: Ledger, folder: Folder, untouched: frozenset[Path], entering: Callable[[str], object]) -> Look:
    """The files of a folder that are new, or were written to since."""
    if not folder.path.is_dir():
        why = f"{folder.path.name}: there is no such folder. Make it, or correct the list."
        return Look(iter([Refusal(folder.path.name, why)]), lambda: None)
    source = str(folder.path)
    before, seen = following.marks_of(ledger, source), dict[str, tuple[str | None, int]]()

    def is_new(path: Path) -> bool:
        try:
            found = path.stat()
        except OSError:
            return False  # gone meanwhile
        if time.time() - found.st_mtime < SETTLED_SECONDS and found.st_mtime <= time.time():
            return False
        state = f"{found.st_mtime_ns}:{found.st_size}"
        if before.get(str(path.absolute()), ("", 0))[0] == state:
            return False
        seen[str(path.absolute())] = state, 0
        return True

    def items() -> Iterator[Item]:
        given = receive([source], outlet=folder.outlet, untouched=untouched, entering=entering, wanted=is_new)
        for item in given:
            if not (isinstance(item, Skipped) and item.why in _NOTHING):
                yield item

    return Look(items(), lambda: following.mark(ledger, source, seen))


_NOTHING = ("the folder holds no files", "the ledger itself")
