"""`bench`: what is measured."""

from __future__ import annotations

import click

from rashomon.cli.common import pack_option


@click.group()
def bench() -> None:
    """Measure speed on your files, and quality on the examples.

    \b
    Example:
      rashomon bench speed reports/
    """


@bench.command("speed")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def bench_speed(files: tuple[str, ...]) -> None:
    """Words a second, beside the bare parse of the same files.

    Of the whole reading and of each component, in one run.

    \b
    Example:
      rashomon bench speed reports.jsonl
    """
    from rashomon.bench.speed import speed

    speed(files)


@bench.command("quality")
@click.option("--update", is_flag=True, help="Raise the floors to what was measured now. Floors are never lowered.")
def bench_quality(update: bool) -> None:
    """What is found of the hand-made gold of the examples.

    Beside each figure stands the floor that the tests hold.

    \b
    Example:
      rashomon bench quality
    """
    from rashomon.bench.quality import quality

    quality(update=update)


@bench.command("calibration")
def bench_calibration() -> None:
    """How many of the claims called firm are right.

    And of the loose ones, and by how each field is known; against the hand-made gold of the examples.

    \b
    Example:
      rashomon bench calibration
    """
    from rashomon.bench.calibration import calibration

    calibration()


@bench.command("rules")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@pack_option
def bench_rules(files: tuple[str, ...], packs: tuple[str, ...]) -> None:
    """How often each rule of the reading fires, and where.

    Rules that are listed and never fired stand at the end.

    \b
    Example:
      rashomon bench rules reports.jsonl --pack syria
    """
    from rashomon.bench.rules import rules

    rules(files, packs)


@bench.command("neutrality")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@pack_option
def bench_neutrality(files: tuple[str, ...], packs: tuple[str, ...]) -> None:
    """Whether the reading takes sides.

    Reads reports twice, the second time with the two sides' names changed for each other, and compares claims and
    matters. Prints what does not change over. Without FILE the examples and made-up reports of several wars are read.
    Exits with 1 where less than 99 in 100 claims change over.

    \b
    Example:
      rashomon bench neutrality
      rashomon bench neutrality reports.jsonl
    """
    from rashomon.bench.neutrality import neutrality

    raise SystemExit(0 if neutrality(files, packs) else 1)


@bench.command("desk")
@click.option("--claims", type=click.IntRange(100), default=100_000, show_default=True, help="How many are made up.")
@click.option("--keep", metavar="FILE", help="Keep the ledger that is made there, or take the one that is there.")
def bench_desk(claims: int, keep: str | None) -> None:
    """Milliseconds for each page of the desk, in a large ledger.

    The ledger is made up for it, which takes minutes.

    \b
    Example:
      rashomon bench desk --claims 10000
    """
    from rashomon.bench.desk import desk

    desk(claims, keep)


@bench.command("archive")
@click.option(
    "--reports", type=click.IntRange(256), default=100_000, show_default=True, help="How many are made up and read."
)
@click.option(
    "--claims",
    type=click.IntRange(1000),
    default=1_000_000,
    show_default=True,
    help="How many are made up and gathered.",
)
@click.option("--keep", metavar="DIR", help="Keep the archive that two processes made there.")
def bench_archive(reports: int, claims: int, keep: str | None) -> None:
    """Words a second into an archive, by one process and by two.

    Reports are made up for it; read by one process, by two, and by two that are killed and called again. Exits with 1
    where the three archives are not the same to the byte. Claims are made up and gathered, in an archive and in a
    ledger with the desk on it. The defaults take a night.

    \b
    Example:
      rashomon bench archive --reports 512 --claims 20000
    """
    from rashomon.bench.archive import archive

    raise SystemExit(0 if archive(reports, keep, claims=claims) else 1)


@bench.command("linking")
def bench_linking() -> None:
    """Seconds to gather up to 200,000 made-up claims.

    Those for 20,000 and 200,000, and how the time grows from the one to the other; then the seconds to add one report
    to a ledger of so many, which takes minutes to fill.

    \b
    Example:
      rashomon bench linking
    """
    from rashomon.bench.linking import linking
    from rashomon.bench.one_more import adding

    linking()
    adding()


@bench.command("leaks")
@click.option("--size", default=800, show_default=True, help="Reports to write and read.")
@click.option("--seed", default=1, show_default=True, help="Another seed is another sample.")
def bench_leaks(size: int, seed: int) -> None:
    """Whether names of private persons leave.

    Writes invented reports and looks for the names in every format and the brief; and whether anything is hidden that
    is no private person's name. Exits with 1 where a name leaks.

    \b
    Example:
      rashomon bench leaks --size 200
    """
    from rashomon.bench.leaks import measure
    from rashomon.world import load_world

    result = measure(load_world(["syria"]), size, seed)
    for leak in result.leaks:
        how = ("whole" if leak.whole else "part") + (", beside other reports only" if leak.beside else "")
        click.echo(f"{how}: {', '.join(leak.words)} in {', '.join(leak.formats)}")
        click.echo(f"    {' '.join(leak.text.split())}")
    for masked in result.masked:
        click.echo(f"hidden for nothing: {masked}")
    whole = sum(leak.whole for leak in result.leaks)
    click.echo(f"{result.persons} persons named, {result.exposed} of them in what is read")
    click.echo(
        f"{whole} leak whole, {len(result.leaks) - whole} in part; "
        f"{len(result.masked)} of {result.controls} controls hidden"
    )
    raise SystemExit(1 if result.leaks else 0)
