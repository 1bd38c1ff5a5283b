"""How fast does the desk answer? A large made-up ledger, and the 95th percentile of the time for each page."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from rashomon import ledger as book
from rashomon.bench.linking import made_up
from rashomon.desk import make_app
from rashomon.desk.safety import safety
from rashomon.model import Reading, Report
from rashomon.world import load_world

CLAIMS = 100_000
RULED = 1_000
"""Claims that a person ruled on before the pages are asked for."""
ASKED = 40
"""How often each page is asked for, of other matters, reports and filters each time."""
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


def large_ledger(path: Path, claims: int) -> None:
    """A ledger of so many made-up claims, gathered, with rulings on some of them."""
    with book.open_ledger(path) as ledger:
        ledger.db.execute("PRAGMA synchronous = OFF")  # it is made up: nothing is lost with it
        for report, reading in made_up(claims):
            book.add(ledger, report, as_read(report, reading), NOW)
        world = load_world(())
        book.gather_matters(ledger, world, NOW)
        ids = [c.id for _, r in book.all_read(ledger) for s in r.statements for c in s.claims]
        for claim in random.Random(1).sample(ids, min(RULED, len(ids))):  # noqa: S311 - nothing secret
            book.decide(ledger, "accept", claim, by="Bench", why="", now=NOW)


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


async def _measure(path: Path) -> None:
    app = make_app(path, safety("127.0.0.1", None), by="Bench")
    rng = random.Random(2)  # noqa: S311 - nothing secret
    with book.open_ledger(path) as ledger:
        held = book.summary(ledger)
        ids = [row.id for row in book.listed(ledger, book.Wanted(), limit=400)[1]]
        ids += rng.sample(book.fitting(ledger, book.Wanted()), 400)
        places = list(
            dict.fromkeys(r.place_id for r in book.listed(ledger, book.Wanted(), limit=2000)[1] if r.place_id)
        )
        names = [value for value, _ in book.facets(ledger, book.Wanted(), most=40)["place"]]
        claims = [c.id for _, r in book.all_read(ledger) for s in r.statements for c in s.claims]
    click.echo(f"{held.claims:,} claims of {held.reports:,} reports in {sum(held.matters.values()):,} matters")
    some: dict[str, Callable[[], str]] = {
        "/": lambda: "/",
        "/matters": lambda: (
            f"/matters?page={rng.randint(1, 40)}&sort={rng.choice(['status', 'date', 'changed', 'place'])}"
        ),
        "/matters?status&place": lambda: f"/matters?status=disputed&place={rng.choice(names).replace(' ', '+')}",
        "/matters?q": lambda: f"/matters?q=government+{rng.randint(0, 5)}",
        "/matters/ID": lambda: f"/matters/{rng.choice(ids)}",
        "/reports/ID": lambda: f"/reports/{rng.choice(claims).split('.')[0]}",
        "/review": lambda: f"/review?after={rng.choice(claims)}",
        "/review?status": lambda: f"/review?status=disputed&after={rng.choice(claims)}",
        "/places/ID": lambda: f"/places/{rng.choice(places)}",
        "/map": lambda: f"/map?place={rng.choice(names).replace(' ', '+')}",
        "/export": lambda: "/export",
    }
    first = await _times(app, ["/"])
    click.echo(f"{'the first page':24} {first[0]:8.0f} ms (lists are made once, when the desk is opened)")
    for name, make in some.items():
        await _times(app, [make() for _ in range(3)])
        took = sorted(await _times(app, [make() for _ in range(ASKED)]))
        click.echo(f"{name:24} {took[len(took) // 2]:8.0f} ms in the middle, {took[int(len(took) * 0.95)]:5.0f} ms p95")


async def _times(app: Callable[..., Awaitable[Any]], addresses: Iterable[str]) -> list[float]:
    """Milliseconds to answer each address, whole, in one process."""
    found = []
    for address in addresses:
        path, _, query = address.partition("?")
        status: list[int] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any], status: list[int] = status) -> None:
            status.append(message.get("status", 0))

        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "path": path,
            "raw_path": path.encode(), "query_string": query.encode(), "root_path": "", "scheme": "http",
            "headers": [(b"host", b"127.0.0.1:8000")], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000),
        }  # fmt: skip
        start = time.perf_counter()
        await app(scope, receive, send)
        found.append(1000 * (time.perf_counter() - start))
        if status[0] != 200:
            click.echo(f"{address}: {status[0]}")
    return found
