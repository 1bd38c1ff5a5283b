"""Looking at feeds and folders: conditional, politely, and each thing once."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import feeds_made as made
import pytest

from rashomon import ledger as book
from rashomon.follow import looking
from rashomon.follow.looking import Hosts, at_feed, at_folder, leave_alone
from rashomon.follow.rounds import Rounds
from rashomon.follow.to_follow import Feed, Folder
from rashomon.intake import Refusal, Report, url
from rashomon.intake.make_report import Source
from rashomon.ledger import Ledger
from rashomon.ledger.core.rows import iso
from rashomon.ledger.write import following
from rashomon.ledger.write.following import Known

STORY = "Shells fell on the harbour of Kastrel on Thursday and killed three fishermen, the council of the town said."


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[made.Site]:
    let, fetch = made.let_in()
    monkeypatch.setattr(url, "fetch_if_new", let)
    monkeypatch.setattr(url, "fetch", fetch)
    with made.site() as there:
        yield there


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with book.open_ledger(tmp_path / "case.rashomon") as opened:
        yield opened


def ignored(name: str) -> None:
    pass


def looked(ledger: Ledger, feed: Feed, hosts: Hosts | None = None) -> list[Report | Refusal] | None:
    """What a look gives, stored as the real one stores it; None where nothing is to be had."""
    look = at_feed(ledger, feed, hosts or Hosts(sleep=lambda _: None), ignored)
    if look is None:
        return None
    found = []
    for item in look.items:
        found.append(item)
        if isinstance(item, Report):
            book.add(ledger, item, None, datetime.now(UTC))
    look.done()
    return found


def told(found: list[Report | Refusal] | None) -> list[str]:
    assert found is not None
    return [x.text if isinstance(x, Report) else x.error for x in found]


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    monkeypatch.setattr(looking, "now", lambda: datetime.now(UTC) + timedelta(seconds=seconds))


def test_a_feed_that_did_not_change_is_not_sent_again(ledger: Ledger, site: made.Site) -> None:
    last = "Fri, 27 Feb 2026 10:00:00 GMT"
    site.say("/feed", made.feed((f"{site.base}/one", STORY)), ETag='"v1"', Last_Modified=last)
    feed = Feed(f"{site.base}/feed", outlet="Lantern")
    [entry] = looked(ledger, feed) or []
    assert isinstance(entry, Report) and entry.outlet == "Lantern" and STORY in entry.text
    assert looked(ledger, feed) is None
    assert site.asked[1][1]["If-None-Match"] == '"v1"'
    assert site.asked[1][1]["If-Modified-Since"] == last
    site.say("/feed", made.feed((f"{site.base}/one", STORY), (f"{site.base}/two", STORY + " More.")), ETag='"v2"')
    assert len(looked(ledger, feed) or []) == 2  # what is there the ledger knows


def test_what_was_not_stored_to_the_end_is_fetched_again(ledger: Ledger, site: made.Site) -> None:
    site.say("/feed", made.feed((f"{site.base}/one", STORY)), ETag='"v1"')
    look = at_feed(ledger, Feed(f"{site.base}/feed"), Hosts(), ignored)
    assert look is not None and len(list(look.items)) == 1  # and then it is stopped
    assert len(looked(ledger, Feed(f"{site.base}/feed"), Hosts(sleep=lambda _: None)) or []) == 1


def test_hosts_are_left_in_peace_between_requests() -> None:
    slept: list[float] = []
    hosts = Hosts(sleep=slept.append)
    for host in ("//a", "//b", "//a"):
        hosts.wait(host)
    assert len(slept) == 1 and 0 < slept[0] <= looking.POLITE_SECONDS


@pytest.mark.parametrize(("since", "slept"), [(0.0, 2.0), (0.5, 1.5), (2.0, 0.0), (9.0, 0.0)])
def test_a_host_is_asked_every_two_seconds(monkeypatch: pytest.MonkeyPatch, since: float, slept: float) -> None:
    waited: list[float] = []
    hosts = Hosts({"//a": 100.0}, sleep=waited.append)
    monkeypatch.setattr(time, "monotonic", lambda: 100.0 + since)
    hosts.wait("//a")
    assert (waited, hosts.asked) == ([slept], {"//a": 100.0 + since})


@pytest.mark.parametrize(
    ("every", "since", "waits"),
    [(5.0, None, 0.0), (5.0, 0.0, 300.0), (5.0, 299.5, 0.5), (5.0, 300.0, 0.0), (0.5, 45.0, -15.0)],
)
def test_a_source_is_due_so_many_minutes_after_the_last_look(
    monkeypatch: pytest.MonkeyPatch, every: float, since: float | None, waits: float
) -> None:
    feed = Feed("https://harbour.example/feed", every=every)
    rounds = Rounds(None, looked={} if since is None else {feed: 1000.0})
    monkeypatch.setattr(time, "monotonic", lambda: 1000.0 + (since or 0.0))
    assert (rounds.waits(feed), rounds.is_due(feed)) == (waits, waits <= 0)


MINUTE, DAY = 60, 86_400


@pytest.mark.parametrize(
    ("failures", "said", "alone"),
    [
        (0, None, MINUTE), (1, None, 2 * MINUTE), (2, None, 4 * MINUTE), (10, None, 1024 * MINUTE), (11, None, DAY),
        (5000, None, DAY), (0, 600, 600), (4, 600, 600), (0, 0, 2), (0, 10 * DAY, DAY),
    ],
)  # fmt: skip
def test_how_long_a_source_is_left_alone(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, failures: int, said: float | None, alone: int
) -> None:
    """Twice as long each time, a day at most; or as long as the server says."""
    then = datetime(2031, 5, 14, 12, tzinfo=UTC)
    monkeypatch.setattr(looking, "now", lambda: then)
    feed = "https://harbour.example/feed"
    error = url.NotFetched(feed, "busy", "Wait.", passing=True, wait=said)
    leave_alone(ledger, feed, Known(failures=failures), error)
    known = following.known_of(ledger, feed)
    assert (known.not_till, known.failures) == (iso(then + timedelta(seconds=alone)), failures + 1)
    of_host = following.known_of(ledger, "//harbour.example")
    assert of_host.not_till == (None if said is None else known.not_till)
    assert at_feed(ledger, Feed(feed), Hosts(), ignored) is None


def test_a_feed_that_fails_is_left_alone_longer_and_longer(
    ledger: Ledger, site: made.Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = Feed(f"{site.base}/feed")
    site.say("/feed", "no", 500)
    assert "500" in told(looked(ledger, feed))[0]
    assert looked(ledger, feed) is None and len(site.asked) == 1
    later(monkeypatch, 61)
    assert "500" in told(looked(ledger, feed))[0]
    later(monkeypatch, 61 + 61)
    assert looked(ledger, feed) is None
    later(monkeypatch, 61 + 121)
    site.say("/feed", made.feed((f"{site.base}/one", STORY)))
    assert len(looked(ledger, feed) or []) == 1
    assert following.known_of(ledger, feed.url).failures == 0
    assert len(site.asked) == 3


@pytest.mark.parametrize("how", ["seconds", "date"])
def test_a_server_that_says_when_is_left_alone_until_then(
    ledger: Ledger, site: made.Site, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    when = datetime.now(UTC) + timedelta(seconds=600)
    site.say("/feed", "slow", 429, Retry_After="600" if how == "seconds" else format_datetime(when, usegmt=True))
    site.say("/other", made.feed((f"{site.base}/one", STORY)))
    assert "429" in told(looked(ledger, Feed(f"{site.base}/feed")))[0]
    assert looked(ledger, Feed(f"{site.base}/other")) is None  # the same host
    later(monkeypatch, 590)
    assert looked(ledger, Feed(f"{site.base}/feed")) is None
    later(monkeypatch, 610)
    assert len(looked(ledger, Feed(f"{site.base}/other")) or []) == 1


def test_private_addresses_are_not_asked(ledger: Ledger, tmp_path: Path) -> None:
    with made.site() as there:
        there.say("/feed", made.feed(("https://harbour.example/one", STORY)))
        assert "not on the public internet" in told(looked(ledger, Feed(f"{there.base}/feed")))[0]
        assert there.asked == []


def test_the_page_is_read_in_the_place_of_its_entry(ledger: Ledger, site: made.Site) -> None:
    site.say("/feed", made.feed((f"{site.base}/one", "A teaser.")))
    site.say("/one", made.page(STORY), Content_Type="text/html")
    feed = Feed(f"{site.base}/feed", pages=True)
    [page] = looked(ledger, feed) or []
    assert isinstance(page, Report) and STORY in page.text and page.url == f"{site.base}/one"
    site.asked.clear()
    assert looked(ledger, feed) == [] and site.paths == ["/feed"]


def test_an_entry_without_a_page_is_read_itself(ledger: Ledger, site: made.Site) -> None:
    site.say("/feed", made.feed((f"{site.base}/gone", STORY)))
    feed = Feed(f"{site.base}/feed", pages=True)
    [entry] = looked(ledger, feed) or []
    assert isinstance(entry, Report) and STORY in entry.text
    assert looked(ledger, feed) == []


def test_a_page_that_cannot_be_had_now_is_tried_again_and_then_its_entry_is_read(
    ledger: Ledger, site: made.Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = Feed(f"{site.base}/feed", pages=True)
    site.say("/feed", made.feed((f"{site.base}/one", STORY)), ETag='"v1"')
    site.say("/one", "busy", 503)
    assert looked(ledger, feed) == []
    assert looked(ledger, feed) is None  # its host is left alone
    later(monkeypatch, 61)
    assert looked(ledger, feed) == [] and site.paths == ["/feed", "/one", "/feed", "/one"]
    later(monkeypatch, 61 + 121)
    assert STORY in told(looked(ledger, feed))[0]
    later(monkeypatch, 10_000)
    site.asked.clear()
    assert looked(ledger, feed) is None and site.paths == ["/feed"]
    assert following.marks_of(ledger, feed.url) == {}


def test_a_page_is_had_later_though_its_feed_has_it_no_more(
    ledger: Ledger, site: made.Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = Feed(f"{site.base}/feed", pages=True)
    site.say("/feed", made.feed((f"{site.base}/one", "A teaser.")))
    site.say("/one", "busy", 503)
    assert looked(ledger, feed) == []
    later(monkeypatch, 61)
    site.say("/feed", made.feed((f"{site.base}/feed", "Nothing more.")))
    site.say("/one", made.page(STORY), Content_Type="text/html")
    assert any(STORY in x for x in told(looked(ledger, feed)))
    assert following.marks_of(ledger, feed.url) == {}


# Folders


def files(ledger: Ledger, folder: Folder, done: bool = True) -> list[str]:
    look = at_folder(ledger, folder, frozenset(), ignored)
    found = [item.id for item in look.items]
    if done:
        look.done()
    return found


def write(path: Path, text: str, ago: float = 60) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (time.time() - ago,) * 2)


def test_new_and_changed_files_are_read_once(ledger: Ledger, tmp_path: Path) -> None:
    inside, folder = tmp_path / "in", Folder(tmp_path / "in")
    write(inside / "a.txt", STORY)
    write(inside / "b.rtf", "{\\rtf1 x}")
    write(inside / "c.txt", STORY, ago=0)  # still being written, perhaps
    assert files(ledger, folder) == ["in/a.txt", "in/b.rtf"]
    assert files(ledger, folder) == []
    write(inside / "c.txt", STORY, ago=30)
    write(inside / "a.txt", f"{STORY} And more.", ago=20)
    assert files(ledger, folder, done=False) == ["in/a.txt", "in/c.txt"]  # and then it is stopped
    assert files(ledger, folder) == ["in/a.txt", "in/c.txt"]
    assert files(ledger, folder) == []


@pytest.mark.parametrize(("ago", "read"), [(60, True), (3.0, True), (2.9, False), (0, False), (-60, True)])
def test_a_file_that_was_written_to_a_moment_ago_waits(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ago: float, read: bool
) -> None:
    """One from the future is of a clock that goes wrong, and would wait for ever."""
    write(tmp_path / "in" / "a.txt", STORY)
    os.utime(tmp_path / "in" / "a.txt", (1e9, 1e9))
    monkeypatch.setattr(time, "time", lambda: 1e9 + ago)
    assert files(ledger, Folder(tmp_path / "in")) == (["in/a.txt"] if read else [])


def test_a_folder_that_is_not_there_is_said(ledger: Ledger, tmp_path: Path) -> None:
    [item] = at_folder(ledger, Folder(tmp_path / "nowhere"), frozenset(), ignored).items
    assert isinstance(item, Refusal) and "no such folder" in item.error and str(tmp_path) not in item.error


def test_the_ledger_in_its_own_folder_is_left_alone(ledger: Ledger, tmp_path: Path) -> None:
    from rashomon.work import files_of

    for name in tmp_path.iterdir():
        os.utime(name, (time.time() - 60,) * 2)
    look = at_folder(ledger, Folder(tmp_path), files_of(ledger.path), ignored)
    assert list(look.items) == []


def test_forgetting_reaches_what_following_knows(ledger: Ledger) -> None:
    following.mark(ledger, "/in", {"/in/jonah-brasc.txt": ("1:2", 0), "/in/other.txt": ("1:2", 0)})
    following.learn(ledger, "https://x.example/jonah%20brasc/feed", following.Known(etag='"a"'))
    book.add(ledger, Report("o", STORY, "0", raw=b"0"), None, datetime.now(UTC))
    book.forget_person(ledger, ["Jonah Brasc"], by="A. Editor", now=datetime.now(UTC))
    assert list(following.marks_of(ledger, "/in")) == ["/in/other.txt"]
    assert following.known_of(ledger, "https://x.example/jonah%20brasc/feed") == following.Known()


def test_a_source_is_named_by_its_address() -> None:
    got = url.Fetched(STORY.encode(), "text/plain", None, "https://a.example/x", "1.2.3.4", "now")
    [found] = url.reports_in(got, "https://a.example/x", Source("x", outlet="Lantern"))
    assert isinstance(found, Report)
    assert (found.id, found.url, found.outlet, found.fetched_from) == (
        "https://a.example/x", "https://a.example/x", "Lantern", "1.2.3.4",
    )  # fmt: skip
