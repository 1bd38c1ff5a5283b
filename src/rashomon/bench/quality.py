"""How good is the reading? Scores it, and the matters made of it, against the examples' hand-made gold.

The figures are floors (`floors.toml`): the tests fail below one, `rashomon bench quality --update` only raises them.
The examples are few and ours, so the figures tell of loss between two versions, not of quality on anyone's news.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import click

from rashomon import examples
from rashomon.bench.scoring import MEANING, Figure, score
from rashomon.errors import RashomonError
from rashomon.intake import receive
from rashomon.matters import gather
from rashomon.model import Reading, Report
from rashomon.reading import readers
from rashomon.world import load_world

FLOORS = Path(__file__).with_name("floors.toml")


def quality(*, update: bool = False) -> None:
    """Prints each figure on the examples beside its floor; with `update`, raises the floors to what was measured.

    Raises:
        RashomonError: a figure is below its floor, or floors.toml can't be written.
    """
    figures = measure()
    floors = read_floors()
    for name, figure in figures.items():
        floor = f"floor {floors[name]:.2f}" if name in floors else "no floor  "
        click.echo(f"{name:12}{figure.right:>4} of {figure.of:<4}{figure.share:>6.2f}  {floor}  {MEANING[name]}")
    if low := below(figures, floors):
        raise RashomonError(
            "quality on the examples",
            "; ".join(f"{n} is {figures[n].share:.2f}, its floor {floors[n]:.2f}" for n in low),
            "Find what was lost. Floors are never lowered.",
        )
    if update:
        write_floors(raised(figures, floors))
        click.echo(f"Floors written: {FLOORS.name}")


def measure() -> dict[str, Figure]:
    """Reads the examples with their pack, gathers the matters, and scores both."""
    read = read_examples()
    return score(examples.gold(), read, gather(read, load_world((str(examples.pack()),))))


def read_examples() -> list[tuple[Report, Reading]]:
    """The examples, read with their pack."""
    world = load_world((str(examples.pack()),))
    reports = [r for r in receive([str(examples.reports())]) if isinstance(r, Report)]
    return [(report, reading) for report, reading in readers.read(reports, world) if reading is not None]


def read_floors() -> dict[str, float]:
    return {name: float(value) for name, value in tomllib.loads(FLOORS.read_text(encoding="utf-8"))["floors"].items()}


def below(figures: Mapping[str, Figure], floors: Mapping[str, float]) -> list[str]:
    """The names of the figures that lie below their floors, half a hundredth allowed for rounding."""
    return [name for name, floor in floors.items() if figures[name].share < floor - 0.005]


def raised(figures: Mapping[str, Figure], floors: Mapping[str, float]) -> dict[str, float]:
    """Each floor raised to its figure; none is ever lowered."""
    return {name: max(floors.get(name, 0.0), round(figure.share, 2)) for name, figure in figures.items()}


def write_floors(floors: Mapping[str, float]) -> None:
    lines = [
        "# What the reading reaches on the examples' gold, as shares. `rashomon bench quality --update` raises them,",
        "# and never lowers one. What each figure counts: docs/bench.md.",
        "[floors]",
        *(f"{name} = {value:.2f}" for name, value in floors.items()),
    ]
    try:
        FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise RashomonError(
            str(FLOORS), f"can't be written ({error.strerror})", "Raise floors in a checkout."
        ) from None
