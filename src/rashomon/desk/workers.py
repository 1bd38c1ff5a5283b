"""One ledger, a few threads: pages are answered by one, gathering and exports are done by another, reading by a third.

A ledger belongs to the thread that opened it. One thread for all pages keeps each answer whole, and the lists in memory
are made once; what takes long has its own, and a page does not wait for it.
"""

from __future__ import annotations

import asyncio
import contextvars
import gc
import logging
import os
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from rashomon import ledger as book
from rashomon.errors import RashomonError
from rashomon.garbage import uncollected
from rashomon.ledger import Ledger
from rashomon.ledger.core import queries
from rashomon.ledger.core.file import is_damage, look_again
from rashomon.ledger.read import (
    beside_index,
    export_view,
    facets,
    geo_time_counts,
    outlet_facet,
    pair_proposals,
    queues,
)
from rashomon.ledger.write import intake_lines
from rashomon.ledger.write.privacy_index import heard_state
from rashomon.reading.persons.name_words import Phrase as NamePhrase
from rashomon.sharing import Shared, share
from rashomon.sharing.pack_gaps import Gap, countries, gaps
from rashomon.sharing.policy import Onward, Part, claim_order, incidents_together, share_part, shared_of
from rashomon.sharing.privacy_context import Known
from rashomon.sharing.privacy_scan import Listening, hear_all, hear_some
from rashomon.sharing.records import Profile
from rashomon.work import put_in_one, read_again, whole_world
from rashomon.world import World, load_world
from rashomon.world.automatic import worlds

T = TypeVar("T")
log = logging.getLogger("rashomon.desk")


class Unknown(NamedTuple):
    """What the packs of a ledger do not know; and the countries where its claims lie and the camps of their speakers,
    with how many."""

    gaps: list[Gap]
    countries: list[tuple[str, int]]
    camps: Mapping[str, int]


class Worker:
    """A thread with its own connection to the ledger, opened when it is first asked."""

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        self.threads = ThreadPoolExecutor(1, thread_name_prefix=name)
        self.ledger: Ledger | None = None
        self.closed = False
        self.seen: tuple[tuple[int, int], int] | None = None
        self.told = ""
        self.broken: RashomonError | None = None
        """The damage for which it answers nothing more: what is in memory would be shown as if nothing had happened."""

    def put(self, function: Callable[[Ledger], T]) -> Future[T]:
        context = contextvars.copy_context()
        return self.threads.submit(lambda: context.run(self._call, function))

    async def ask(self, function: Callable[[Ledger], T]) -> T:
        return await asyncio.wrap_future(self.put(function))

    def _call(self, function: Callable[[Ledger], T]) -> T:
        if self.ledger is None:
            writable = os.access(self.path, os.W_OK) and os.access(self.path.absolute().parent, os.W_OK)
            self.ledger = book.open_ledger(self.path, create=False, readonly=not writable)
        if self.broken:
            raise self.broken
        try:
            self.seen = look_again(self.ledger, self.seen)
            return function(self.ledger)
        except RashomonError as error:
            if error.thing == str(self.path) and str(error) != self.told:
                self.told = str(error)
                log.error("%s", error)
            if is_damage(error):
                self.broken = error
            raise

    def close(self) -> None:
        self.closed = True

        def close() -> None:
            if self.ledger is not None:
                self.ledger.close()

        self.threads.submit(close).result()
        self.threads.shutdown()


def warm(worker: Worker, then: Callable[[], None]) -> None:
    """Makes before somebody asks what the first page of some sort would wait for, in the thread of the pages, step by
    step: a page that is asked for meanwhile waits for one step at most. What goes wrong is told by the page that needs
    it. `then` comes last."""
    steps: Iterator[Callable[[Ledger], object]] = iter(
        (
            whole_world,
            lambda ledger: facets.facets(ledger, facets.Wanted()),
            beside_index.beside,
            lambda ledger: outlet_facet.outlets(ledger, facets.Wanted()),
            lambda ledger: geo_time_counts.spread(ledger, facets.Wanted()),
            lambda ledger: facets.how_many(ledger, facets.Wanted(words="a")),
            lambda ledger: queues.next_claim(ledger, facets.Wanted()),
            lambda ledger: pair_proposals.next_pair(ledger, facets.Wanted()),
            lambda ledger: _frozen(),
            lambda ledger: then(),
        )
    )

    def go_on(ledger: Ledger) -> None:
        if step := next(steps, None):
            try:
                step(ledger)
            finally:
                if not worker.closed:
                    worker.put(go_on)

    worker.put(go_on)


def listen(worker: Worker, exports: Exports) -> None:
    """The same for the first file, in the other thread: what reports tell of who is private is kept, where it is not
    yet (an earlier version made the ledger, or reports were read by another program)."""

    def go_on(ledger: Ledger) -> None:
        if worker.closed:
            return
        if hear_some(ledger, whole_world(ledger)):
            worker.put(go_on)
        else:
            exports.some(ledger, ())

    worker.put(go_on)


def _frozen() -> None:
    # What stays as long as the desk is open (the world, templates, lists) is set aside for good: else every full
    # collection goes through all of it, in the midst of somebody's page.
    gc.collect()
    gc.freeze()
    # Beside what is frozen nearly all counts as new, and a full collection (a twentieth of a second) would come with
    # every tenth page.
    gc.set_threshold(*gc.get_threshold()[:2], FULL_COLLECTION)


def utc_now() -> datetime:
    return datetime.now(UTC)


class Gathering:
    """Gathers what reports or decisions bear on, in the other thread, when they came."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.running: Future[None] | None = None
        self.failed: tuple[int, str] | None = None
        """The generation that could not be gathered, and why."""

    def look(self, ledger: Ledger) -> bool:
        """Whether the matters are older than what they are made from; if so, they are being gathered from now on."""
        if book.is_gathered(ledger) or ledger.readonly:
            return False
        idle = self.running is None or self.running.done()
        if idle and (self.failed is None or self.failed[0] != queries.generation(ledger)):
            self.running = self.worker.put(self._gather)
        return True

    async def wait(self, seconds: float) -> None:
        """Waits for what is running, not longer than this: a small ledger is done before the next page is shown."""
        if self.running is not None:
            await asyncio.wait([asyncio.wrap_future(self.running)], timeout=seconds)

    def _gather(self, ledger: Ledger) -> None:
        of = queries.generation(ledger)
        try:
            book.gather_matters(ledger, whole_world(ledger), utc_now())
        except RashomonError as error:
            self.failed = of, str(error)


class Rereading:
    """Reads reports again in a third thread, after the packs learned of somebody."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.running: Future[None] | None = None
        self.failed = ""

    @property
    def busy(self) -> bool:
        return self.running is not None and not self.running.done()

    def start(self, keys: Collection[str]) -> None:
        if keys:
            self.running = self.worker.put(lambda ledger: self._read(ledger, keys))

    async def wait(self, seconds: float) -> None:
        if self.running is not None:
            await asyncio.wait([asyncio.wrap_future(self.running)], timeout=seconds)

    def _read(self, ledger: Ledger, keys: Collection[str]) -> None:
        self.failed = ""
        try:
            for became in read_again(ledger, worlds(book.packs(ledger)), keys):
                if became.how == "refused":
                    self.failed = became.why
                if self.worker.closed:
                    return  # the others are read again with the next `rashomon read`
        except RashomonError as error:
            self.failed = str(error)


class Adding:
    """Reads what was taken in, in the thread in which reports are read again: one model, one thing at a time.

    What waits is in the ledger. Whoever closes the desk in between goes on with it the next time.
    """

    def __init__(self, worker: Worker, gathering: Gathering) -> None:
        self.worker, self.gathering = worker, gathering
        self.running: Future[None] | None = None
        self.told = 0
        """Of what is being read now, how many reports came of it so far."""
        self.failed = ""
        """Why the last one could not be read to the end."""
        self.lock = threading.Lock()

    @property
    def busy(self) -> bool:
        return self.running is not None and not self.running.done()

    def start(self) -> None:
        """Reads what waits, if it is not being read."""
        with self.lock:
            if not self.busy and not self.worker.closed:
                self.running = self.worker.put(self._read)

    def _read(self, ledger: Ledger) -> None:
        self.failed = ""
        try:
            while not self.worker.closed and (waiting := intake_lines.next_waiting(ledger)) is not None:
                self.told = 0
                for _ in put_in_one(ledger, waiting, worlds(book.packs(ledger))):
                    self.told += 1
                    if self.worker.closed:
                        return
                self.gathering.look(ledger)
        except Exception as error:
            told = str(error) if isinstance(error, RashomonError) else type(error).__name__
            self.failed = told
            log.error("%s", told)


class Exports:
    """What may leave, of all matters or of some. What does not hang on a change of the ledger is kept from before it.

    Asked from one thread. That every name is looked for in the present state of the ledger is `InPlay`'s to see to.
    """

    def __init__(self) -> None:
        self.play: export_view.InPlay | None = None
        self.heard: object = None
        """The state of the ledger in which nothing was left to be heard."""
        self.listening: Listening | None = None
        self.kept: dict[object, tuple[int, Shared]] = {}
        """By what was asked for, with the state of the ledger that it is of."""
        self.lacking: tuple[int, str, Unknown] | None = None

    def what(self, ledger: Ledger, profile: Profile) -> Shared:
        """All that may leave under a profile."""
        with self._now(ledger) as play:
            return self._made(play, profile, None)

    def some(self, ledger: Ledger, matters: Iterable[str]) -> Shared:
        """What may leave of these matters under the default profile.

        As safe as all of it: who is private is known from all reports. Numbers of persons and reports are its own.
        """
        with self._now(ledger) as play:
            return self._made(play, "default", frozenset(matters))

    def found(
        self, ledger: Ledger, claims: Callable[[export_view.InPlay], Iterable[str]]
    ) -> tuple[frozenset[str], list[str]]:
        """Some claims, and the matters in play that they answer."""
        with self._now(ledger) as play:
            wanted = frozenset(claims(play))
            return wanted, play.matters_of(wanted)

    def parts(
        self, ledger: Ledger, matters: Sequence[str], claims: Collection[str] | None = None, *,
        lone: bool = False, alone: bool = False, profile: Profile = "default", on: Onward | None = None,
    ) -> Iterator[Part]:  # fmt: skip
        """What may leave of these matters, in this order, a few of them at a time, with those of their claims that are
        in `claims` (None: all of them); where `lone` says so, the claims of no matter come last.

        All of it is of one state of the ledger, the present one, however long it takes; nothing of a part is kept for
        the next but the numbers that were given. `alone`: the matters are asked for nothing but what the claims say of
        them. What was held back is counted in `on`.
        """
        with self._apart(ledger) as (own, world, known):
            yield from _some(own, world, known, matters, claims, on or Onward(), profile, lone=lone, alone=alone)

    def in_turn(
        self, ledger: Ledger, matters: Sequence[str], profile: Profile, on: Onward, counted: Onward | None = None
    ) -> Iterator[Shared | None]:
        """What may leave of these matters and of the claims of none, each time a few; all of an incident together where
        its matters follow one another. `counted` asks to go through all of it before and to count there what is held
        back: a None is a step of that. All of it is of one state of the ledger."""
        with self._apart(ledger) as (own, world, known):
            if counted is not None:
                yield from (None for _ in _some(own, world, known, matters, None, counted, profile, lone=True))
            parts = _some(own, world, known, matters, None, on, profile, lone=True)
            yield from (shared_of(part, profile, known, world) for part in incidents_together(parts))

    def by_report(self, ledger: Ledger, keys: Sequence[str], on: Onward | None = None) -> Iterator[Part]:
        """What may leave of all claims of these reports, in this order, a few reports at a time."""
        with self._apart(ledger) as (own, world, known):
            make = partial(_part, own, world, known, on or Onward(), "default", True, ())
            for some in _batches(keys, lambda key: len(own.claims_in([key]))):
                yield make(own.claims_in(some))

    def hidden_in(self, ledger: Ledger, keys: Sequence[str]) -> Iterator[frozenset[NamePhrase]]:
        """The names that are hidden in these reports, a few reports at a time."""
        with self._apart(ledger) as (own, _world, known):
            for some in _batches(keys, lambda key: len(own.claims_in([key]))):
                known.look_at(own.read(some), ())
                yield frozenset(p for hidden in known.hidden.values() for p in hidden.all)
                known.let_go()

    def known(self, ledger: Ledger) -> Known:
        """What all reports tell, in the present state of the ledger."""
        with self._now(ledger) as play:
            return self._heard_in(play, load_world(play.packs)).known()

    @contextmanager
    def _apart(self, ledger: Ledger) -> Iterator[tuple[export_view.InPlay, World, Known]]:
        """One state of the ledger for as long as a file takes, and what is known in it."""
        with self._now(ledger) as play:
            before = self._heard_in(play, load_world(play.packs)).known()
        with closing(export_view.InPlay(book.open_ledger(ledger.path, create=False, readonly=True))) as own, own.now():
            world = load_world(own.packs)
            known = Listening(own, world, before).known()
            known.let_go()
            yield own, world, known

    def unknown(self, ledger: Ledger) -> Unknown:
        """What the packs do not know, with what is said of private persons hidden; see `pack_gaps`."""
        with self._now(ledger) as play:
            world = load_world(play.packs)
            if self.lacking is None or self.lacking[:2] != (play.state, world.sha256):
                known = self._heard_in(play, world).known()
                told = play.played(None)
                known.look_at(told.read, [m.id for m in told.matters])
                camps = Counter(s.speaker.camp for _, g in told.read for s in g.statements for _ in s.claims)
                found = Unknown(gaps(told.read, world, known), countries(told.read), camps)
                self.lacking = play.state, world.sha256, found
            return self.lacking[2]

    def close(self) -> None:
        if self.play is not None:
            self.play.close()

    @contextmanager
    def _now(self, ledger: Ledger) -> Iterator[export_view.InPlay]:
        """The present state of the ledger, of which it is kept what each report tells, where it can be written."""
        if self.play is None:
            self.play = export_view.InPlay(book.open_ledger(ledger.path, create=False, readonly=True))
        with self.play.now() as db:
            state = heard_state(db)
        if state != self.heard:
            hear_all(ledger, whole_world(ledger))
        with self.play.now() as db:
            self.heard = heard_state(db)
            yield self.play

    def _heard_in(self, play: export_view.InPlay, world: World) -> Listening:
        if self.listening is None or self.listening.world is not world:
            self.listening = Listening(play, world)
            self.kept.clear()
        return self.listening

    def _made(self, play: export_view.InPlay, profile: Profile, ids: frozenset[str] | None) -> Shared:
        world = load_world(play.packs)
        listening = self._heard_in(play, world)
        asked = (profile, ids)
        if asked not in self.kept or self.kept[asked][0] != play.state:
            if len(self.kept) >= PARTS:
                self.kept.clear()
            with uncollected():
                known = listening.known() if profile == "default" else None
                told = play.played(ids)
                only = None
                if ids is not None:
                    only = frozenset(c for m in told.matters for p in m.positions for c in p.claims)
                self.kept[asked] = play.state, share(
                    told.matters, told.read, world, profile=profile, rulings=told.reviews, people=play.people,
                    ruled_figures=told.figures, only=only, known=known,
                )  # fmt: skip
        return self.kept[asked][1]


def _some(
    own: export_view.InPlay, world: World, known: Known, matters: Sequence[str], claims: Collection[str] | None,
    on: Onward, profile: Profile, *, lone: bool = False, alone: bool = False,
) -> Iterator[Part]:  # fmt: skip
    make = partial(_part, own, world, known, on, profile, alone)
    for some in _batches(matters, lambda m: len(own.claims_of([m]))):
        yield make(some, None if claims is None else own.claims_of(some) & frozenset(claims))
    if lone:
        there = [c for c in own.of_no_matter() if claims is None or c[0] in claims]
        for several in _batches(sorted(there, key=lambda c: claim_order(*c)), lambda c: 1):
            yield make([], {c for c, _kind, _day in several})


def _part(
    play: export_view.InPlay, world: World, known: Known, on: Onward, profile: Profile, alone: bool,
    matters: Sequence[str], claims: Collection[str] | None,
) -> Part:  # fmt: skip
    with uncollected():
        if len(known.ranges) > LOOKED_AT:
            known.let_go()
        told = play.played(matters, claims)
        order = {m: n for n, m in enumerate(matters)}
        only = claims
        if only is None:
            only = frozenset(c for m in told.matters for p in m.positions for c in p.claims)
        return share_part(
            sorted(told.matters, key=lambda m: order[m.id]), told.read, world, known if profile == "default" else None,
            on, rulings=told.reviews, people=play.people, ruled_figures=told.figures, only=only, claims_alone=alone,
            outlets=known.heard.outlets,
        )  # fmt: skip


def _batches(every: Iterable[T], claims: Callable[[T], int]) -> Iterator[list[T]]:
    """A few at a time, by how many claims each has: what else the thread does waits for them."""
    some: list[T] = []
    weight = 0
    for one in every:
        weight += claims(one)
        some.append(one)
        if weight >= AT_ONCE:
            yield some
            some, weight = [], 0
    if some:
        yield some


FULL_COLLECTION = 50
"""How many collections of what is younger come before one of all that is not frozen; Python's own number is 10."""
AT_ONCE = 40
"""Claims from which on a part is full."""
LOOKED_AT = 400
"""Reports of which it is kept who is private in them, while a file is made part by part."""
PARTS = 16
"""Parts of the ledger that are kept as they may leave: who looks at one in one format takes it in another."""
