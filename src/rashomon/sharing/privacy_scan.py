"""What all reports of a ledger tell of who is private: kept in it, so that no file waits for all to be gone through.

Of reports that people altered by their rulings it is what the altered readings tell that counts; that is never kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from rashomon.ledger import Ledger
from rashomon.ledger.read.export_view import InPlay
from rashomon.ledger.write import privacy_index
from rashomon.ledger.write.privacy_index import Tells
from rashomon.sharing.privacy_context import Known, heard_of, telling
from rashomon.version import __version__

if TYPE_CHECKING:
    from rashomon.world import World


def method(world: World) -> str:
    """What it depends on besides the reports and their readings. What another method found out is found out anew."""
    return f"{__version__} {world.sha256}"


def hear_some(ledger: Ledger, world: World) -> bool:
    """Keeps what some more reports tell, in one transaction that is not long; returns whether there are more."""
    return not ledger.readonly and privacy_index.hear(ledger, method(world), telling(world))


def hear_all(ledger: Ledger, world: World) -> None:
    """Keeps what all reports tell, where the ledger can be written."""
    while hear_some(ledger, world):
        pass


class Listening:
    """What is known of a ledger that people work on; asked inside `play.now()`."""

    def __init__(self, play: InPlay, world: World, before: Known | None = None) -> None:
        self.play, self.world, self._before = play, world, before
        self.tell = telling(world)
        self._sums: tuple[object, Mapping[str, Counter[str]], Sequence[str]] | None = None
        """With the state that they are of, and the reports that are not among them."""
        self._altered: dict[str, tuple[object, Tells]] = {}
        """By report: what it tells as people altered it, or of one of which it is not kept what it tells."""
        self._known: tuple[int, Known] | None = None

    def known(self) -> Known:
        """What all reports together tell, in the present state of the ledger."""
        play = self.play
        if self._known is None or self._known[0] != play.state:
            before = self._known[1] if self._known else self._before
            self._known = play.state, self._now(before)
        return self._known[1]

    def _now(self, before: Known | None) -> Known:
        play, db, by = self.play, self.play.ledger.db, method(self.world)
        state = privacy_index.heard_state(db)
        if self._sums is None or self._sums[0] != state:
            self._sums = state, privacy_index.sums_of(db, by), privacy_index.unheard(db, by)
        _state, sums, left = self._sums
        marks = {key: mark for key, (mark, _) in play.altered.items()} | {key: play.mark(key) for key in left}
        fresh = [k for k, mark in marks.items() if k not in self._altered or self._altered[k][0] != mark]
        self._altered = {k: told for k, told in self._altered.items() if k in marks}
        for key in fresh:
            for report, reading in play.read([key]):
                self._altered[key] = marks[key], self.tell(report, reading)
        if self._altered:
            sums = {what: Counter(values) for what, values in sums.items()}
            kept = privacy_index.told_of(db, self._altered.keys(), by)
            for key, (_, told) in self._altered.items():
                if key in kept:
                    privacy_index.change(sums, kept[key][1], -1)
                privacy_index.change(sums, told, 1)
        (kept_of,) = db.execute(
            "SELECT count(*) FROM told WHERE (SELECT value FROM meta WHERE name = 'told') = ?", (by,)
        )
        heard = heard_of(kept_of[0] + len(left), sums)
        return Known(heard, self._of, play.ties, self.world, play.people, before)

    def _of(self, keys: Collection[str]) -> Mapping[str, tuple[object, Tells]]:
        kept = privacy_index.told_of(
            self.play.ledger.db, [k for k in keys if k not in self._altered], method(self.world)
        )
        return kept | {k: self._altered[k] for k in keys if k in self._altered}
