"""One round of following: every source that is due is looked at, what is new is read, all of it is gathered."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from rashomon import ledger as book
from rashomon import work
from rashomon.follow.looking import Hosts, Look, at_feed, at_folder, now
from rashomon.follow.to_follow import Feed, Folder, ToFollow
from rashomon.ledger import Ledger
from rashomon.ledger.core.rows import iso
from rashomon.ledger.write import following
from rashomon.work import Became
from rashomon.world.automatic import worlds


@dataclass(slots=True)
class Rounds:
    """What lives as long as somebody follows: when each source was looked at, and each host was asked."""

    by: str | None
    hosts: Hosts = field(default_factory=Hosts)
    looked: dict[Feed | Folder, float] = field(default_factory=dict)

    def is_due(self, source: Feed | Folder) -> bool:
        return self.waits(source) <= 0

    def waits(self, source: Feed | Folder) -> float:
        """Seconds until it is looked at again."""
        last = self.looked.get(source)
        return 0.0 if last is None else last + 60 * source.every - time.monotonic()


def one(ledger: Ledger, what: ToFollow, rounds: Rounds) -> Iterator[Became]:
    """Looks at what is due, and stores what is new there; gathers when all is gone through.

    Stopped at any instant, what was told is stored, and the next round goes on from there.
    """
    following.begin_to_follow(ledger)  # before anything is stored: all that comes of it is to be said
    how = worlds(book.packs(ledger))
    round_ = work.Round("follow", rounds.by)
    yield from work.put_in_waiting(ledger, how)
    for source in what.sources:
        if rounds.is_due(source):
            look = _look(ledger, source, rounds.hosts, round_.enter)
            if look is not None:
                yield from work.put_in(ledger, look.items, how, round_)
                look.done()
            rounds.looked[source] = time.monotonic()
    if not book.is_gathered(ledger):
        _let_a_second_pass(ledger)
        work.bring_up(ledger, work.whole_world(ledger))


def _look(ledger: Ledger, source: Feed | Folder, hosts: Hosts, entering: Callable[[str], object]) -> Look | None:
    if isinstance(source, Feed):
        return at_feed(ledger, source, hosts, entering)
    return at_folder(ledger, source, work.files_of(ledger.path), entering)


def _let_a_second_pass(ledger: Ledger) -> None:
    """States are kept by the second: what is gathered now is to stand after what was said last."""
    last = following.last_state(ledger)
    for _ in range(30):
        if last is None or iso(now()) > last:
            return
        time.sleep(0.05)
