"""`world`: the gazetteer and the packs."""

from __future__ import annotations

import io
from pathlib import Path

import click

from rashomon.cli.common import json_option, pretty, tell, write


@click.group()
def world() -> None:
    """What is known before reading: the gazetteer and the packs.

    \b
    Example:
      rashomon world list
      rashomon world compile
    """


@world.command("compile")
def world_compile() -> None:
    """Compile the gazetteer now, rather than at the first reading.

    It goes into the cache folder, and takes about half a minute, once.

    \b
    Example:
      rashomon world compile
    """
    from rashomon.world.places import compile_gazetteer

    click.echo(f"The gazetteer is {compile_gazetteer()}")


@world.command("import")
@click.argument("file", metavar="FILE")
@click.option(
    "-o", "--output", metavar="FILE", default="-", show_default=True, help="Where to write; - is standard output."
)
def world_import(file: str, output: str) -> None:
    """Turn a list of places into the places.csv of a pack.

    FILE is a GeoNames dump (a country's zip as it is, or the text in it), a CSV or TSV table with a header, or GeoJSON
    points.

    \b
    Example:
      rashomon world import UA.zip -o my-pack/places.csv
    """
    import csv

    from rashomon.world.importers import COLUMNS, areas_filled, import_places
    from rashomon.world.places import open_gazetteer

    entries, table = areas_filled(import_places(file), open_gazetteer()), io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(COLUMNS)
    for entry in entries:
        told = {"aliases": "|".join(entry.aliases), "source": Path(file).name}
        rows.writerow(told.get(name, getattr(entry, name, "")) for name in COLUMNS)
    write(output, table.getvalue())
    tell(f"{len(entries)} places.")


@world.command("list")
@json_option
def world_list(as_json_: bool) -> None:
    """List the packs that come with Rashomon.

    \b
    Example:
      rashomon world list --json
    """
    list_packs(as_json_)


def list_packs(as_json_: bool) -> None:
    """The shipped packs, for `world list` and `pack list`."""
    from rashomon.terminal import table
    from rashomon.world.pack_check import own_entities
    from rashomon.world.pack_files import load_packs, shipped

    packs = [(name, load_packs([name])) for name in shipped()]
    if as_json_:
        return pretty(
            [
                {
                    "name": name,
                    "label": pack.label,
                    "home": list(pack.home),
                    "camps": sorted(pack.camps),
                    "actors": len(own_entities(pack)),
                    "places": len(pack.places),
                }
                for name, pack in packs
            ]
        )
    rows = [(n, p.label, str(len(own_entities(p))), str(len(p.places)), ", ".join(sorted(p.camps))) for n, p in packs]
    return click.echo(table(("pack", "about", "actors", "places", "camps"), rows, (0, 2, 0, 0, 3)))
