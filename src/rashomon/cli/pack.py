"""`pack`: what a pack lacks, a new one, whether one is right, and what it says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rashomon.cli.common import json_option, ledger_option, pretty, tell, to_ask, write
from rashomon.errors import RashomonError

if TYPE_CHECKING:
    from rashomon.sharing.pack_gaps import Gap

HEADINGS = {
    "speaker": "Speakers whose side no pack knows",
    "party": "Parties whose side no pack knows",
    "place": "Places that are found nowhere",
    "outlet": "Outlets that no pack knows",
}
COUNTED = {"speaker": "speaks in", "party": "stands in", "place": "place of", "outlet": "reported"}


@click.group()
def pack() -> None:
    """What is known of a conflict: look at it, write it, check it.

    \b
    Example:
      rashomon pack suggest
      rashomon pack new my-pack --from-ledger
      rashomon pack check my-pack
    """


@pack.command("suggest")
@click.option("--most", type=click.IntRange(1), default=20, show_default=True, help="How many of each kind to list.")
@json_option
@ledger_option
def pack_suggest(most: int, as_json_: bool, path: str) -> None:
    """List speakers, parties, places and outlets that the packs lack.

    The commonest first, each with a sentence. Of private persons nothing is told: organisations, offices and groups
    alone are listed, and other names in the sentences are hidden.

    \b
    Example:
      rashomon pack suggest --most 10
    """
    from rashomon.model import as_json
    from rashomon.sharing.pack_gaps import by_kind

    found, _countries = _gaps(path)
    shown = [g for gaps in by_kind(found).values() for g in gaps[:most]]
    if as_json_:
        return pretty(as_json(shown))
    for what, gaps in by_kind(found).items():
        if gaps:
            click.echo(f"{HEADINGS[what]} ({len(gaps)}):")
            for gap in gaps[:most]:
                click.echo(_line(gap))
            click.echo()
    return click.echo("" if shown else "Nothing: the packs know every speaker, party, place and outlet that is named.")


@pack.command("new")
@click.argument("folder", metavar="FOLDER")
@click.option("--from-ledger", is_flag=True, help="Fill it with what `pack suggest` finds; sides are left to you.")
@ledger_option
def pack_new(folder: str, from_ledger: bool, path: str) -> None:
    """Write the files of a new pack, with comments.

    FOLDER is made, or is empty. What is written is a pack from the start; `pack check` says what is left to fill in.

    \b
    Example:
      rashomon pack new my-pack --from-ledger
    """
    from rashomon.world.pack_files import load_packs
    from rashomon.world.pack_skeleton import Found, skeleton, slug

    to = Path(folder)
    name = slug(to.resolve().name)
    if not name:
        raise RashomonError(folder, "nothing of its name can be a pack's", "Use Latin letters or figures.")
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise RashomonError(folder, "it is there, and is no empty folder", "Name a folder that is not there yet.")
    found, home = _gaps(path) if from_ledger else ([], [])
    known = load_packs()
    bodies: dict[str, Found] = {}
    for g in found:
        if g.what in ("speaker", "party") and g.name[:1].isupper():
            role = g.role if g.role in known.roles else ""
            before = bodies.get(g.name.casefold())
            claims = g.claims + (before.claims if before else 0)
            bodies[g.name.casefold()] = Found(g.name, (before.role if before else "") or role, claims)
    actors = sorted(bodies.values(), key=lambda f: (-f.claims, f.name))
    actors += [Found(g.name, "media", g.claims, outlet=True) for g in found if g.what == "outlet"]
    places = [Found(g.name, g.role, g.claims) for g in found if g.what == "place"]
    files = skeleton(name, known.roles, known.camps, actors, places, home)
    to.mkdir(parents=True, exist_ok=True)
    for file, text in files.items():
        write(str(to / file), text)
    tell(f"Wrote {', '.join(files)} in {folder}. Fill in the sides, then `rashomon pack check {folder}`.")


@pack.command("check")
@click.argument("name", metavar="FOLDER|NAME")
@json_option
def pack_check(name: str, as_json_: bool) -> None:
    """Say what is wrong with a pack, all at once.

    Each mistake has its file and line. Then follow names to which a shipped pack gives another side, and what is
    still to be filled in; with these alone the pack can be used, and the exit status is 0.

    \b
    Example:
      rashomon pack check my-pack
    """
    from rashomon.model import as_json
    from rashomon.terminal import plain
    from rashomon.world.pack_check import check_pack
    from rashomon.world.pack_files import folder_of

    found = check_pack(Path(name) if Path(name).is_dir() else folder_of(name))
    if as_json_:
        pretty(as_json(found))
    else:
        for head, problems in (
            ("Mistakes", found.mistakes),
            ("Shipped packs say otherwise", found.clashes),
            ("Still to be filled in", found.unfilled),
        ):
            if problems:
                click.echo(f"{head} ({len(problems)}):")
                for problem in problems:
                    click.echo(f"  {plain(str(problem))}")
        if not found.mistakes:
            click.echo("It is a pack, with no mistakes.")
    if found.mistakes:
        raise click.exceptions.Exit(1)


@pack.command("show")
@click.argument("name", metavar="NAME|FOLDER")
@json_option
def pack_show(name: str, as_json_: bool) -> None:
    """Show the camps of a pack, their allies and their actors.

    \b
    Example:
      rashomon pack show syria
    """
    from rashomon.terminal import plain
    from rashomon.world.pack_check import own_entities, sides
    from rashomon.world.pack_files import load_packs

    shown = load_packs([name])
    number = len(own_entities(shown))
    if as_json_:
        camps = {
            c.id: {
                "label": c.label,
                "allies": sorted(c.allies),
                "incumbent": c.incumbent,
                "actors": {e.id: e.name for e in actors},
            }
            for c, actors in sides(shown)
        }
        told = {"name": shown.name, "label": shown.label, "home": list(shown.home), "camps": camps}
        return pretty(told | {"actors": number, "places": len(shown.places)})
    click.echo(f"{plain(shown.name)}: {plain(shown.label)}")
    click.echo(f"Home: {', '.join(shown.home) or 'no country'}. {number} actors, {len(shown.places)} places.")
    for camp, actors in sides(shown):
        click.echo(f"\n{camp.id}: {plain(camp.label)}{' (incumbent)' if camp.incumbent else ''}")
        if camp.allies:
            click.echo(f"  allies: {', '.join(sorted(camp.allies))}")
        if actors:
            click.echo(f"  {len(actors)} actor{'s' * (len(actors) != 1)}: {plain(', '.join(e.name for e in actors))}")
    return None


@pack.command("list")
@json_option
def pack_list(as_json_: bool) -> None:
    """List the packs that come with Rashomon.

    \b
    Example:
      rashomon pack list
    """
    from rashomon.cli.world import list_packs

    list_packs(as_json_)


def _line(gap: Gap) -> str:
    from rashomon.terminal import plain

    claims = "1 claim" if gap.claims == 1 else f"{gap.claims} claims"
    within = f", in {gap.role}" if gap.what == "place" and gap.role else ""
    sentence = f'\n      "{plain(gap.sentence)}"' if gap.sentence else ""
    return f"  {plain(gap.name)}{plain(within)}: {COUNTED[gap.what]} {claims}{sentence}"


def _gaps(path: str) -> tuple[list[Gap], list[tuple[str, int]]]:
    """What the packs of a ledger lack, and the countries where its claims lie."""
    from rashomon import ledger as book
    from rashomon.sharing.pack_gaps import countries, gaps
    from rashomon.sharing.privacy_context import known_of
    from rashomon.terminal import progress
    from rashomon.work import whole_world

    with to_ask(path) as ledger, progress("Looking for what the packs lack"):
        world = whole_world(ledger)
        matters, read = book.in_play(ledger)
        known = known_of(matters, read, world, book.persons(ledger))
        known.look_at(read, [m.id for m in matters])
        return gaps(read, world, known), countries(read)
