"""How fast does the desk answer? A large made-up ledger, and the 95th percentile of the time for each page and file."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click

from rashomon import ledger as book
from rashomon.bench.linking import made_up
from rashomon.desk import make_app
from rashomon.desk.safety import safety
from rashomon.ledger import Ledger
from rashomon.ledger.decide.decisions import Verb
from rashomon.ledger.read import facets, incident_index, pair_proposals, saved_filters
from rashomon.model import Reading, Report
from rashomon.sharing.privacy_scan import hear_all
from rashomon.world import load_world

CLAIMS = 100_000
RULED = 1_000
"""Claims that a person ruled on before the pages are asked for."""
ASKED = 40
"""How often each page is asked for, of other matters, reports and filters each time."""
LIMIT = 100
"""Milliseconds that a page may take at the 95th percentile."""
BEGINNING = 300
"""Milliseconds in which a file must have begun, however large it is."""
WARM = 120
"""Seconds at most in which the lists are made after opening."""
IDLE = 0.05
"""Seconds of the processor in a second in which nothing is made any more."""
App = Callable[..., Awaitable[Any]]
Addresses = Mapping[str, Callable[[], str]]
NOW = datetime(2032, 1, 1, tzinfo=UTC)


def desk(claims: int = CLAIMS, keep: str | None = None) -> None:
    """Makes the ledger (or takes the one that is kept at `keep`), asks for every page, prints the times."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(keep or folder) / "large.rashomon" if keep is None else Path(keep)
        if not path.exists():
            start = time.perf_counter()
            large_ledger(path, claims)
            click.echo(f"made a ledger of {claims:,} claims in {time.perf_counter() - start:.0f} s")
        asyncio.run(_measure(path))


def large_ledger(path: Path, claims: int, last: int = 0) -> list[tuple[Report, Reading]]:
    """A ledger of so many made-up claims, gathered, with rulings on some of them.

    The last reports, as many as `last` says, are not put into it but given back.
    """
    read = [(report, as_read(report, reading)) for report, reading in made_up(claims)]
    into = len(read) - last
    with book.open_ledger(path) as ledger:
        ledger.db.execute("PRAGMA synchronous = OFF")  # it is made up: nothing is lost with it
        for report, reading in read[:into]:
            book.add(ledger, report, reading, NOW)
        world = load_world(())
        book.gather_matters(ledger, world, NOW)
        ids = [c.id for _, r in book.all_read(ledger) for s in r.statements for c in s.claims]
        hear_all(ledger, world)
        for claim in random.Random(1).sample(ids, min(RULED, len(ids))):  # noqa: S311 - nothing secret
            book.decide(ledger, "accept", claim, by="Bench", why="", now=NOW)
    return read[into:]


def as_read(report: Report, reading: Reading) -> Reading:
    """A made-up reading with ids as the real reading gives them."""
    statements = [
        replace(
            s,
            id=(id_ := f"{report.key}.s{n}"),
            claims=tuple(replace(c, id=f"{id_}.c{m}") for m, c in enumerate(s.claims, start=1)),
        )
        for n, s in enumerate(reading.statements, start=1)
    ]
    return replace(reading, statements=tuple(statements))


WHOLE = (
    "/matters.json", "/matters.csv", "/matters.xlsx", "/incidents.json", "/incidents.csv", "/review.json",
    "/review.csv", "/map.json", "/reports.csv", "/outlets.csv", "/speakers.csv", "/places.csv", "/coverage.csv",
    "/coverage.json", "/coverage.xlsx", "/matters.csv?outlet=outlet+0",
)  # fmt: skip
"""Files of the whole ledger, of which the beginning is waited for alone."""
NOTHING = "/matters.json?q=%22nothing+of+the+kind%22"
"""A file with nothing in it, made in the thread in which all files are made."""
VIEWS = {
    "Disputed airstrikes": "status=disputed&kind=airstrike",
    "Of the monitors": "camp=monitor",
    "In spring": "from=2031-03-01&to=2031-05-31",
    "What the government says": "q=government",
    "The south": "bbox=10,40,10.5,42",
}
"""Saved views, which the front page counts: each with what is new since somebody looked."""


def _pairs(ledger: Ledger) -> list[str]:
    """Pairs of the queue, as addresses name them."""
    found, after = [""], None
    for _ in range(20):
        pair = pair_proposals.next_pair(ledger, facets.Wanted(), after=after)
        if pair is None:
            break
        after = pair.one.id, pair.other.id
        found.append("~".join(after))
    return found


async def _measure(path: Path) -> None:
    rng = random.Random(2)  # noqa: S311 - nothing secret
    with book.open_ledger(path) as ledger:
        held = book.summary(ledger)
        rows = facets.listed(ledger, facets.Wanted(), limit=2000)[1]
        every = facets.fitting(ledger, facets.Wanted())
        ids = [row.id for row in rows[:400]] + rng.sample(every, min(400, len(every)))
        listed = incident_index.listed(ledger, facets.Wanted(), limit=2000)[1]
        incidents = [i.id for i in listed[:400]] + [i.id for i in rng.sample(listed, min(400, len(listed)))]
        places = list(dict.fromkeys(r.place_id for r in rows if r.place_id))
        names = [value for value, _ in facets.facets(ledger, facets.Wanted(), most=40)["place"]]
        claims = [c.id for _, r in book.all_read(ledger) for s in r.statements for c in s.claims]
        pairs = _pairs(ledger)
        for name, query in VIEWS.items():
            saved_filters.save_view(ledger, name, query, by="Bench", now=NOW)
            saved_filters.look(ledger, name, by="Bench", at="2031-05-01T00:00:00+00:00")
    click.echo(f"{held.claims:,} claims of {held.reports:,} reports in {sum(held.matters.values()):,} matters")
    click.echo(
        "milliseconds of one core, and in brackets as the clock has them: what else the machine does is in these"
    )

    def place() -> str:
        return rng.choice(names).replace(" ", "+")

    def report() -> str:
        return rng.choice(claims).split(".")[0]

    def box() -> str:
        west, south = 10 + rng.random() / 2, 40 + 8 * rng.random()
        return f"{west:.2f},{south:.2f},{west + 0.4:.2f},{south + 2:.2f}"

    pages: Addresses = {
        "/": lambda: "/",
        "/incidents": lambda: (
            f"/incidents?page={rng.randint(1, 40)}&sort={rng.choice(['status', 'date', 'changed', 'place'])}"
        ),
        "/incidents?status&place": lambda: f"/incidents?status=disputed&place={place()}",
        "/incidents?camp&since": lambda: (
            f"/incidents?camp=monitor&since=2031-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}"
        ),
        "/incidents/ID": lambda: f"/incidents/{rng.choice(incidents)}",
        "/changes": lambda: f"/changes?since=2031-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}",
        "/coverage": lambda: (
            f"/coverage?page={rng.randint(1, 40)}&by={rng.choice(['camp', 'outlet'])}"
            f"&only={rng.choice(['', 'government'])}"
        ),
        "/control": lambda: f"/control?page={rng.randint(1, 4)}",
        "/matters": lambda: (
            f"/matters?page={rng.randint(1, 40)}&sort={rng.choice(['status', 'date', 'changed', 'place'])}"
        ),
        "/matters?status&place": lambda: f"/matters?status=disputed&place={place()}",
        "/matters?camp&since": lambda: f"/matters?camp=monitor&since=2031-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}",
        "/matters?q": lambda: f"/matters?q=government+{rng.randint(0, 5)}",
        "/matters?q, a word of most": lambda: f"/matters?q={rng.choice(['source', 'outlet', 'government', 'monitor'])}",
        "/matters/ID": lambda: f"/matters/{rng.choice(ids)}",
        "/reports/ID": lambda: f"/reports/{report()}",
        "/review": lambda: f"/review?after={rng.choice(claims)}",
        "/review?status": lambda: f"/review?status=disputed&after={rng.choice(claims)}",
        "/places/ID": lambda: f"/places/{rng.choice(places)}",
        "/review?queue=joins": lambda: f"/review?queue=joins&after={rng.choice(pairs)}",
        "/map": lambda: "/map",
        "/map?place": lambda: f"/map?place={place()}",
        "/map?from&to": lambda: (
            f"/map?from=2031-0{rng.randint(1, 5)}-1{rng.randint(0, 9)}&to=2031-0{rng.randint(6, 9)}-20"
        ),
        "/map?at": lambda: f"/map?at={quote(rng.choice(places))}",
        "/map?bbox": lambda: f"/map?bbox={box()}",
        "/matters/ID?history=1": lambda: f"/matters/{rng.choice(ids)}?history=1",
        "/reports": lambda: f"/reports?page={rng.randint(1, 40)}",
        "/outlets": lambda: "/outlets",
        "/speakers": lambda: f"/speakers?page={rng.randint(1, 4)}",
        "/places": lambda: f"/places?page={rng.randint(1, 10)}",
        "/export": lambda: "/export",
    }
    files: Addresses = {
        "/incidents/ID.json": lambda: f"/incidents/{rng.choice(incidents)}.json",
        "/matters/ID.json": lambda: f"/matters/{rng.choice(ids)}.json",
        "/matters/ID.csv": lambda: f"/matters/{rng.choice(ids)}.csv",
        "/reports/ID.json": lambda: f"/reports/{report()}.json",
        "/matters.json?status&place": lambda: f"/matters.json?status=disputed&place={place()}",
        "/matters.csv?status&place": lambda: f"/matters.csv?status=agreed&place={place()}",
        "/matters.json?place": lambda: f"/matters.json?place={place()}",
        "/matters.csv?place": lambda: f"/matters.csv?place={place()}",
        "/map.json?status&place": lambda: f"/map.json?status=conceded&place={place()}",
        "/incidents/ID.md": lambda: f"/incidents/{rng.choice(incidents)}.md",
        "/changes.atom": lambda: f"/changes.atom?since=2031-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}",
        "/places/ID.json": lambda: f"/places/{rng.choice(places)}.json",
        **{name: partial(str, name) for name in WHOLE},
    }
    app = make_app(path, safety("127.0.0.1", None), by="Bench")
    async with _open(app):
        [first] = await times(app, ["/"])
        click.echo(f"{'a page at once after opening':32} {first[1]:6.0f} ({first[0]:.0f})")
        await _warm()
        await _print(app, path, pages, files, claims)


async def _warm() -> None:
    """Waits for the lists, until nothing is done any more: what is measured after them is pages alone."""
    for _ in range(WARM):
        before = time.process_time()
        await asyncio.sleep(1)
        if time.process_time() - before < IDLE:
            return


async def _print(app: App, path: Path, pages: Addresses, files: Addresses, claims: list[str]) -> None:
    rng = random.Random(3)  # noqa: S311 - nothing secret
    for title, some, limit in (("page", pages, LIMIT), ("file", files, BEGINNING)):
        begun = title == "file"
        if begun:
            click.echo("of files until they begin to come")
        [first] = await times(app, [next(iter(some.values()))()], begun)
        click.echo(f"{f'the first {title} after opening':32} {first[1]:6.0f} ({first[0]:.0f})")
        for name, make in some.items():
            # What is made when it is first asked for, and kept, is the 'first' of its own.
            [again] = await times(app, [make()], begun)
            took = await times(app, [make() for _ in range(ASKED if name not in WHOLE else 5)], begun)
            wall, processor = (sorted(t[i] for t in took) for i in (0, 1))
            middle, high = (int(len(took) * share) for share in (0.5, 0.95))
            click.echo(
                f"{name:32} {processor[middle]:6.0f} ({wall[middle]:.0f}) in the middle, {processor[high]:5.0f}"
                f" ({wall[high]:.0f}) p95, {'under' if processor[high] < limit else 'OVER'} {limit};"
                f" the first {again[1]:.0f} ({again[0]:.0f})"
            )
    rulings: list[tuple[Verb, str]] = [("accept", rng.choice(claims)), ("protect", "Somebody Whom Nobody Names")]
    for verb, target in rulings:
        with book.open_ledger(path) as ledger:
            [made] = book.decide(ledger, verb, target, by="Bench", why="", now=NOW)
        [listed] = await times(app, ["/"])
        [left] = await times(app, [files["/matters/ID.json"]()])
        with book.open_ledger(path) as ledger:
            book.undo(ledger, made.id, by="Bench", why="", now=NOW)
        click.echo(
            f"{f'after a decision to {verb}':32} {listed[1]:6.0f} ({listed[0]:.0f}) the next /,"
            f" {left[1]:5.0f} ({left[0]:.0f}) the next file"
        )


@asynccontextmanager
async def _open(app: App) -> AsyncIterator[None]:
    """The desk as a server opens and closes it (ASGI, "Lifespan")."""
    told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    done = asyncio.Event()

    async def send(message: dict[str, Any]) -> None:
        done.set()

    async def run() -> None:
        await app({"type": "lifespan", "asgi": {"version": "3.0"}}, told.get, send)

    running = asyncio.create_task(run())
    for step in ("startup", "shutdown"):
        done.clear()
        await told.put({"type": f"lifespan.{step}"})
        await done.wait()
        if step == "startup":
            yield
    await running


async def times(app: App, addresses: Iterable[str], begun: bool = False) -> list[tuple[float, float]]:
    """Milliseconds to answer each address, whole, or until the first of it came: by the clock, and of the processor."""
    found: list[tuple[float, float]] = []
    for address in addresses:
        path, _, query = address.partition("?")
        status: list[int] = []
        ends: list[tuple[float, float]] = []

        came, gone = asyncio.Event(), asyncio.Event()
        asked = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive(asked: list[dict[str, Any]] = asked, gone: asyncio.Event = gone) -> dict[str, Any]:
            if asked:
                return asked.pop()
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(
            message: dict[str, Any],
            status: list[int] = status,
            came: asyncio.Event = came,
            ends: list[tuple[float, float]] = ends,
        ) -> None:
            status.append(message.get("status", 0))
            if message.get("body") and not came.is_set():
                # Now, and not when somebody hears of it: on a busy machine parts that follow are made meanwhile.
                ends.append((time.perf_counter(), time.process_time()))
                came.set()

        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "path": path,
            "raw_path": path.encode(), "query_string": query.encode(), "root_path": "", "scheme": "http",
            "headers": [(b"host", b"127.0.0.1:8000")], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000),
        }  # fmt: skip
        start = time.perf_counter(), time.process_time()
        answering = asyncio.ensure_future(app(scope, receive, send))
        if begun:
            await asyncio.wait([answering, asyncio.create_task(came.wait())], return_when=asyncio.FIRST_COMPLETED)
        else:
            await answering
        end = ends[0] if begun and ends else (time.perf_counter(), time.process_time())
        found.append((1000 * (end[0] - start[0]), 1000 * (end[1] - start[1])))
        gone.set()
        await answering
        if begun:  # the step that was being made when nobody wanted more of it is not of the next file
            await times(app, [NOTHING])
        if status[0] != 200:
            click.echo(f"{address}: {status[0]}")
    return found
