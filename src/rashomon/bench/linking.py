"""How fast are claims gathered into matters? Made-up readings of two sizes, and the growth from one to the other."""

from __future__ import annotations

import hashlib
import random
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import click

from rashomon.bench.named_kinds import named_kinds
from rashomon.garbage import uncollected
from rashomon.matters import link
from rashomon.matters.camps import Sides, sides
from rashomon.matters.question import matters_of
from rashomon.model import Claim, Count, Party, Place, Reading, Report, Span, Speaker, Statement, When
from rashomon.reading.how_sure.wording import worded
from rashomon.world import load_world
from rashomon.world.kind_files import load_kinds

SIZES = (20_000, 200_000)
RUNS = 3
A_DAY = 100
"""Claims made a day, all over the country: a larger archive covers more days, not busier ones."""
FIRST_DAY = date(2031, 1, 1)
AREAS, TOWNS, DISTRICTS = 12, 25, 4
"""First-order areas, towns in each, districts in each town."""
CAMPS = ("government", "opposition", "monitor", "narrator")
COPIED = 0.1
"""The share of reports that copy another's text."""
SYLLABLES = ("ta", "ren", "mi", "lo", "sar", "ke", "du", "vel", "o", "gath", "ni", "pru")


@dataclass(frozen=True, slots=True)
class Event:
    """What is made up to have happened, for reports to tell of."""

    kind: str
    place: Place
    day: date
    actor: str | None
    killed: int | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """Seconds of processor time for one size: to the incidents, and to the matters with their statuses."""

    claims: int
    reports: int
    incidents: int
    linked: float
    matters: int
    whole: float


def linking(sizes: Sequence[int] = SIZES, runs: int = RUNS) -> None:
    """Gathers made-up readings of each size and prints how long it took, on one core, and how it grew.

    The best of several runs is printed: what else a machine does makes a run slower and never quicker. The yardstick is
    a loop that does the same on every machine, timed between the runs.
    """
    known = sides(load_world(()))
    measure(made_up(200), known)  # what is loaded on first use is no speed
    before: Linked | None = None
    for size in sizes:
        read = made_up(size)
        sticks, tries = [yardstick()], list[Linked]()
        for _ in range(runs):
            tries.append(measure(read, known))
            sticks.append(yardstick())
        best = min(tries, key=lambda t: t.linked)
        now = replace(best, whole=min(t.whole for t in tries))
        click.echo(
            f"{now.claims:,} claims of {now.reports:,} reports: linked to {now.incidents:,} incidents in"
            f" {now.linked:.2f} s, {now.matters:,} matters with their statuses in {now.whole:.2f} s in all"
            f" (best of {runs}; yardstick {min(sticks):.2f} to {max(sticks):.2f} s)"
        )
        if before is not None:
            click.echo(
                f"{now.claims / before.claims:.3g} times the claims: {now.linked / before.linked:.3g} times the time to"
                f" link, {now.whole / before.whole:.3g} times in all"
            )
        before = now


def yardstick() -> float:
    """Seconds of processor time for a million words put into a dictionary: how quick the machine is just now."""
    start = time.process_time()
    counted: dict[str, int] = {}
    for n in range(1_000_000):
        word = str(n % 5000)
        counted[word] = counted.get(word, 0) + 1
    return time.process_time() - start


def measure(read: Sequence[tuple[Report, Reading]], known: Sides) -> Linked:
    """Links claims: copies and origins told apart, tellings made and gathered; then the matters of them."""
    claims = sum(len(s.claims) for _, reading in read for s in reading.statements)
    start = time.process_time()
    with uncollected():
        found, origins = link(read, known)
        linked = time.process_time() - start
        matters = [m for incident in found for m in matters_of(incident, origins, known)]
        whole = time.process_time() - start
    return Linked(claims, len(read), len(found), linked, len(matters), whole)


def made_up(claims: int, seed: int = 1, a_day: int = A_DAY, places: int | None = None) -> list[tuple[Report, Reading]]:
    """Readings with so many claims, made up: the same for the same arguments."""
    return list(one_after_another(claims, seed, a_day, places))


def one_after_another(
    claims: int, seed: int = 1, a_day: int = A_DAY, places: int | None = None
) -> Iterator[tuple[Report, Reading]]:
    """The same without holding them.

    Reports of a day tell of one to four of its happenings or of those of the two days before, in one to three claims
    of each, with the figures and the doer as this speaker has them; the towns that make the news are few. `places`
    keeps all of it in so many places: 1 makes the densest archive there can be.
    """
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    map_ = _places()[:places]
    vocabulary = ["".join(rng.choices(SYLLABLES, k=3)) for _ in range(4000)]
    last: deque[tuple[Report, Reading]] = deque(maxlen=20)
    n, made, day, recent = 0, 0, FIRST_DAY, list[Event]()
    while made < claims:
        today = [_event(rng, day, map_, vocabulary) for _ in range(max(1, a_day // 8))]
        recent = [e for e in recent if (day - e.day).days < 3] + today
        quota = min(claims, made + a_day)
        while made < quota:
            if last and rng.random() < COPIED:
                pair = _copy(n, last[-1 - rng.randrange(len(last))])
            else:
                events = sorted(
                    {rng.randrange(len(recent)) if rng.random() < 0.5 else _often(rng, len(recent)) for _ in range(3)}
                )
                pair = _report(rng, n, day, [recent[i] for i in events], vocabulary, quota - made)
            last.append(pair)
            n += 1
            made += sum(len(s.claims) for s in pair[1].statements)
            yield pair
        day += timedelta(days=1)


def _often(rng: random.Random, n: int) -> int:
    """A number below n, the small ones more often."""
    return int(n * rng.random() ** 3)


def _places() -> list[Place]:
    """Towns on a grid and the districts in them, in a fixed mixed order."""
    rng = random.Random(0)  # noqa: S311 - nothing secret
    found: list[Place] = []
    for area in range(AREAS):
        for town in range(TOWNS):
            name = f"Town {area}-{town}"
            lat, lon = 40 + area * 0.8 + (town // 5) * 0.15, 10 + (town % 5) * 0.2
            number, admin1 = f"bench:{area}-{town}", f"Area {area}"
            found.append(
                Place(Span(0, 0), name, name, lat, lon, 3.0, "locality", "XX", admin1, number, None),
            )
            for n in range(DISTRICTS):
                at = lat + 0.01 * (n - 1), lon + 0.01 * (n % 2)
                inner = f"Quarter {area}-{town}-{n}"
                found.append(Place(Span(0, 0), inner, inner, *at, 1.0, "locality", "XX", admin1, f"{number}-{n}", name))
    rng.shuffle(found)
    return found


def _event(rng: random.Random, day: date, map_: Sequence[Place], vocabulary: Sequence[str]) -> Event:
    return Event(
        kind=rng.choice(named_kinds()["made_up"]),
        place=map_[_often(rng, len(map_))],
        day=day,
        actor=rng.choice([None, "government", "opposition"]),
        killed=rng.choice([None, rng.randint(1, 60)]),
        words=tuple(rng.choices(vocabulary, k=8)),
    )


def _report(
    rng: random.Random, n: int, day: date, events: Sequence[Event], vocabulary: Sequence[str], most: int
) -> tuple[Report, Reading]:
    id_ = f"r{n}"
    key = hashlib.sha256(id_.encode()).hexdigest()
    text, statements = "", list[Statement]()
    places: list[Place] = []
    counts: list[Count] = []
    outlet = f"outlet {rng.randrange(15)}"
    for event in events:
        for _ in range(rng.choice((1, 2, 2, 3, 4))):
            if len(statements) == most:
                break
            words = [*rng.sample(event.words, 4), *rng.choices(vocabulary, k=12)]
            rng.shuffle(words)
            start, sentence = len(text), " ".join(words).capitalize() + "."
            text += sentence + "\n"
            span = Span(start, start + len(sentence))
            places.append(event.place)
            mine: tuple[int, ...] = ()
            if event.killed is not None and rng.random() < 0.6:
                figure = float(event.killed if rng.random() < 0.7 else rng.randint(1, 60))
                counts.append(Count(span, "n", "killed", None, figure, figure, True, None))
                mine = (len(counts) - 1,)
            dated = rng.random() < 0.5
            when = (
                When(event.day.isoformat(), event.day.isoformat(), "precise", span, "text")
                if dated
                else When(None, day.isoformat(), "imprecise", None, "published")
            )
            number = f"{key[:16]}:{len(statements)}"
            statements.append(_statement(rng, number, event, span, when, len(places) - 1, mine, outlet))
    published = day.isoformat()
    report = Report(id_, text, key, outlet=outlet, published=published, language="en")
    reading = Reading(
        id_, outlet, published, "en", key, "made up", "made up", tuple(statements), tuple(places), (), tuple(counts),
        None, None,
    )  # fmt: skip
    return report, worded(reading, text)


def _statement(
    rng: random.Random, id_: str, event: Event, span: Span, when: When, place: int, counts: tuple[int, ...], outlet: str
) -> Statement:
    camp = rng.choice(CAMPS)
    named = rng.random() < 0.6
    own = camp == "narrator"
    name = outlet if own else f"{camp} source {rng.randrange(6) if named else ''}".strip()
    actor = event.actor if rng.random() < 0.8 else rng.choice(("government", "opposition"))
    party = Party(actor, span, actor) if actor else None
    held = load_kinds()[event.kind].asks_holder
    claim = Claim(
        id=f"{id_}:0",
        kind=event.kind,
        acled=None,
        plover=None,
        polarity="denied" if rng.random() < 0.05 else "affirmed",
        modality="happened",
        actor=None if held else party,
        target=None,
        holder=party if held else None,
        means=None,
        place=place,
        from_place=None,
        to_place=None,
        part=None,
        reason=None,
        time=when,
        counts=counts,
        trigger=Span(span.start, span.start + 4),
        place_from="text",
    )
    return Statement(
        id=id_,
        manner="narration" if own else "indirect",
        stance="reports",
        said=None,
        speaker=Speaker(name, name, None if own else span, "media" if own else "activist", camp, None, named),
        via=None,
        cue=() if own else (Span(span.start, span.start + 2),),
        content=(span,),
        claims=(claim,),
    )


def _copy(n: int, pair: tuple[Report, Reading]) -> tuple[Report, Reading]:
    """The same text and claims as another outlet prints them, under ids of their own."""
    report, reading = pair
    key = hashlib.sha256(f"r{n}".encode()).hexdigest()
    statements = tuple(_renamed(s, f"{key[:16]}:{i}") for i, s in enumerate(reading.statements))
    fields = {"id": f"r{n}", "outlet": f"{report.outlet} too"}
    return (
        Report(fields["id"], report.text, key, outlet=fields["outlet"], published=report.published, language="en"),
        Reading(
            fields["id"], fields["outlet"], reading.published, "en", key, reading.version, reading.world, statements,
            reading.places, (), reading.counts, None, None,
        ),
    )  # fmt: skip


def _renamed(statement: Statement, id_: str) -> Statement:
    return replace(statement, id=id_, claims=tuple(replace(c, id=f"{id_}:{i}") for i, c in enumerate(statement.claims)))
