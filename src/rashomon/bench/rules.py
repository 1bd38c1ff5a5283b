"""Which rules of the reading fire, how often, and in how many reports? A rule that never fires may be dead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from rashomon.errors import RashomonError
from rashomon.intake import receive
from rashomon.model import Reading, Report, Why
from rashomon.reading import readers
from rashomon.reading.rules import rules as listed
from rashomon.world.automatic import worlds


def rules(paths: Sequence[str | Path], packs: Sequence[str] = ()) -> None:
    """Reads the reports at `paths` and prints each rule with how often it fired, in how many reports.

    Raises:
        RashomonError: nothing there that can be read.
    """
    reports = (r for r in receive(list(map(str, paths))) if isinstance(r, Report))
    readings = [reading for _, reading in readers.read(reports, worlds(packs)) if reading is not None]
    if not readings:
        raise RashomonError(", ".join(map(str, paths)), "no report in it can be read", "Name files with reports.")
    click.echo(table(readings))


def table(readings: Sequence[Reading]) -> str:
    """The figures as text: the rule that fired most comes first, those of the lists that never did stand last."""
    times: Counter[str] = Counter()
    where: Counter[str] = Counter()
    for reading in readings:
        fired = Counter(why.rule for why in _whys(reading))
        times += fired
        where.update(fired.keys())
    rows = [f"{rule:40}{times[rule]:>8}{where[rule]:>9}" for rule in sorted(times, key=lambda r: (-times[r], r))]
    never = sorted(set(listed()) - times.keys())
    lines = [f"{len(readings)} reports, {len(times)} of {len(times) + len(never)} rules fired", ""]
    lines += [f"{'rule':40}{'times':>8}{'reports':>9}", *rows]
    return "\n".join([*lines, "", f"never: {', '.join(never) or 'none'}"])


def _whys(reading: Reading) -> Iterator[Why]:
    for statement in reading.statements:
        yield from statement.why
        for claim in statement.claims:
            yield from claim.why
