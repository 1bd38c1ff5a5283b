"""How long must somebody wait before another password of theirs is looked at?

Each try counts as a wrong one from the moment it comes, so that many at once gain nothing; a right one takes itself
back. By name the wait grows to half a minute: a password of 12 characters is not guessed at 3,000 tries a day, and
nobody can lock a colleague out for long. By address (of IPv6 by network) five are free, as an office may share one;
then it grows to a quarter of an hour. Names that nobody has are counted like others: nothing tells them apart.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

NAME_SECONDS, ADDRESS_SECONDS = 30.0, 900.0
FREE = 5
"""Wrong passwords from one address that cost it nothing."""
FORGOTTEN_SECONDS = 3600.0
MOST = 10_000
"""Names and addresses that are remembered: whoever sends more makes us forget the oldest, and fills no memory."""


def name_wait(wrong: int) -> float:
    """Seconds after so many wrong passwords for one name.

    >>> [name_wait(n) for n in (0, 1, 2, 5, 6, 99)]
    [0.0, 1.0, 2.0, 16.0, 30.0, 30.0]
    """
    return min(NAME_SECONDS, 2.0 ** (min(wrong, 20) - 1)) if wrong else 0.0


def address_wait(wrong: int) -> float:
    """Seconds after so many from one address.

    >>> [address_wait(n) for n in (0, 5, 6, 7, 15, 16, 99)]
    [0.0, 0.0, 1.0, 2.0, 512.0, 900.0, 900.0]
    """
    return min(ADDRESS_SECONDS, 2.0 ** (min(wrong, 30) - FREE - 1)) if wrong > FREE else 0.0


@dataclass(slots=True)
class _Wrong:
    tries: int
    last: float
    """When the last came, by the monotonic clock."""


@dataclass(slots=True)
class Attempts:
    """What was tried of late. Safe to use from several threads."""

    by_name: dict[str, _Wrong] = field(default_factory=dict)
    by_address: dict[str, _Wrong] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, name: str, address: str, now: float) -> float:
        """Counts a try and gives 0. Or the seconds until a password may be looked at, and counts nothing."""
        with self.lock:
            waits = (
                _left(self.by_name.get(name), now, name_wait),
                _left(self.by_address.get(address), now, address_wait),
            )
            if max(waits) > 0:
                return max(waits)
            _count(self.by_name, name, now)
            _count(self.by_address, address, now)
            return 0.0

    def right(self, name: str, address: str) -> None:
        """That password was right. What others tried from this address stays counted: nobody signs in to guess on."""
        with self.lock:
            self.by_name.pop(name, None)
            if (wrong := self.by_address.get(address)) is not None:
                wrong.tries -= 1
                if wrong.tries < 1:
                    del self.by_address[address]


def _left(wrong: _Wrong | None, now: float, wait: Callable[[int], float]) -> float:
    return 0.0 if wrong is None else max(0.0, wrong.last + wait(wrong.tries) - now)


def _count(counted: dict[str, _Wrong], who: str, now: float) -> None:
    was = counted.pop(who, None)  # and put in again, last: the first are the oldest
    tries = was.tries if was is not None and now - was.last < FORGOTTEN_SECONDS else 0
    counted[who] = _Wrong(tries + 1, now)
    while len(counted) > MOST:
        del counted[next(iter(counted))]
