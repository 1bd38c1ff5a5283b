"""The commands. Each is thin: opens the ledger, calls one room, and prints. Heavy modules are imported where used."""

from __future__ import annotations

import errno
import getpass
import io
import json
import os
import stat
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from rashomon.errors import RashomonError
from rashomon.version import __version__

if TYPE_CHECKING:
    from rashomon.intake import Skipped
    from rashomon.ledger import Ledger, Stored, Summary
    from rashomon.model import Reading, Refusal, Report
    from rashomon.sharing import Shared
    from rashomon.world import World


def main(args: Sequence[str] | None = None) -> None:
    """The entry point. Every error ends here: in words on standard error, with an exit status, without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a letter shows a question mark, and the rest of the report.
            stream.reconfigure(errors="replace")
    try:
        status = cli.main(args, prog_name="rashomon", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _tell("Stopped. What was stored before is whole; run the same command again to go on.")
        status = 130
    except RashomonError as error:
        _tell(f"Error: {error}")
        status = 1
    except BrokenPipeError:
        _close_output()  # whoever read it wants no more of it
        status = 1
    except Exception as error:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            if error.filename is None:  # what is read or written by name has one
                _close_output()
            _tell(f"Error: {error.filename or 'standard output'}: there is no room left. {MAKE_ROOM}")
        else:
            _tell(_fault(error))
        status = 1
    sys.exit(status if isinstance(status, int) else 0)


NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""Of the disk, of what the user may take of it, and of one file."""

MAKE_ROOM = "Free some space, or write elsewhere, and run this again."


def _fault(error: Exception) -> str:
    return (
        f"Error: a fault in Rashomon {__version__} itself ({type(error).__name__}: {error}). Nothing was"
        " half-stored. Please report it with the command that you ran; add the input only if it is safe to share."
    )


def _close_output() -> None:
    """What is still to be written goes nowhere: Python would complain of it once more on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="rashomon")
def cli() -> None:
    """Who says what happened: a ledger of attributed claims from conflict reports.

    Reads reports, keeps who said what (with the words that show it), and lays rival accounts side by side. It
    never says which account is true.

    \b
    Example:
      rashomon read reports/ --pack syria
      rashomon matters --status disputed
      rashomon brief -o brief.html
    """


ledger_option = click.option(
    "--ledger", "path", metavar="FILE", default="case.rashomon", show_default=True, help="The ledger."
)
pack_option = click.option(
    "--pack",
    "packs",
    metavar="NAME|FOLDER",
    multiple=True,
    help="What is known of the conflict before reading: a pack's name or folder. May be given several times.",
)
json_option = click.option("--json", "as_json_", is_flag=True, help="Print JSON instead of text.")


# Reading


@cli.command()
@click.argument("inputs", metavar="[INPUT]...", nargs=-1)
@click.option("--to", type=click.Choice(["jsonl"]), help="Print readings, one JSON object a line; use no ledger.")
@pack_option
@click.option("--published", metavar="DATE", help="When the reports were published (YYYY-MM-DD), if they do not say.")
@click.option("--outlet", metavar="NAME", help="Who published the reports, if they do not say.")
@ledger_option
def read(
    inputs: tuple[str, ...],
    to: str | None,
    packs: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    path: str,
) -> int:
    """Read reports into the ledger, or print what they say.

    INPUT is a file (text, HTML, PDF, feed, .jsonl with one report a line), a folder, a URL, or - for standard input. A
    URL that you name is the only thing that is ever fetched. With no INPUT, the ledger's reports are read again where a
    new version or a new pack would read them otherwise.

    \b
    Example:
      rashomon read report.txt --pack syria --published 2013-07-31
      rashomon read --to jsonl --pack syria reports.jsonl > readings.jsonl
    """
    if "" in inputs:
        raise click.UsageError('An INPUT is empty (a variable not set?). Name a file, or "." for the current folder.')
    if published is not None:
        published = _day(published)
    if to:
        if not inputs:
            raise click.UsageError("Name at least one INPUT to read (a file, a folder, a URL, or -).")
        return _print_readings(inputs, packs, published, outlet)
    if not inputs and not Path(path).exists():
        raise click.UsageError("Name at least one INPUT to read (a file, a folder, a URL, or -).")
    return _read_into(path, inputs, packs, published, outlet)


def _print_readings(inputs: Sequence[str], packs: Sequence[str], published: str | None, outlet: str | None) -> int:
    from rashomon.model import Refusal, as_json
    from rashomon.terminal import progress
    from rashomon.world import load_world

    world = load_world(packs)
    failed = unread = 0
    with progress("Reports read") as tick:
        for done, outcome in enumerate(_readings(_received(inputs, published, outlet), world), start=1):
            item = outcome.item
            if isinstance(item, Refusal):
                failed += 1
                _tell_about(item)
                _line({"id": item.id, "error": item.error})
            elif outcome.report is None:
                _tell_about(item)
            else:
                unread += outcome.reading is None
                reading = outcome.reading or _empty(outcome.report, world)
                _line(as_json(reading) | ({"unread": True} if outcome.reading is None else {}))
            tick(done)
    if unread:
        _tell(f'{unread} in a language that is not read: printed with no statements, and marked "unread".')
    return 1 if failed else 0


def _read_into(
    path: str, inputs: Sequence[str], packs: Sequence[str], published: str | None, outlet: str | None
) -> int:
    from rashomon import ledger as book
    from rashomon.terminal import progress
    from rashomon.world import load_world

    # The packs are loaded before the ledger remembers them, so that a pack that is not there is never remembered.
    if packs:
        load_world(packs)
    with book.open_ledger(path) as ledger:
        world = load_world(_remembered(ledger, packs))
        counts = Counter[str]()

        def is_read(report: Report) -> bool:
            return book.is_read(ledger, report, __version__, world.sha256)

        incoming = _received(inputs, published, outlet, besides=Path(path))
        with progress("Reports read") as tick:
            for done, outcome in enumerate(_readings(incoming, world, is_read), start=1):
                _put(ledger, outcome, counts)
                tick(done)
        if stale := book.outdated(ledger, __version__, world.sha256):
            with progress("Reports read again") as tick:
                for outcome in _readings(stale, world):
                    if outcome.report is None:
                        counts["failed"] += 1
                        _tell_about(outcome.item)
                    else:
                        book.read_again(ledger, outcome.report.key, outcome.reading, _now())
                        counts["again"] += 1
                        tick(counts["again"])
        _gather(ledger, world)
        now = book.summary(ledger)
    click.echo(_came_in(counts))
    click.echo(_holds(path, now))
    if counts["undated"]:
        _tell('Where no date is known, words such as "on Saturday" are dated by nothing: --published DATE gives one.')
    return 1 if counts["failed"] else 0


def _put(ledger: Ledger, outcome: Outcome, counts: Counter[str]) -> None:
    """Puts one report into the ledger, or says why not, and counts what became of it."""
    from rashomon import ledger as book
    from rashomon.model import Refusal

    if outcome.report is None:
        counts["failed" if isinstance(outcome.item, Refusal) else "skipped"] += 1
        return _tell_about(outcome.item)
    try:
        added = book.add(ledger, outcome.report, outcome.reading, _now())
    except RashomonError as error:
        if error.thing != outcome.report.id:  # it is the ledger that fails, not this report
            raise
        counts["failed"] += 1
        return _tell(f"Not stored: {error}")
    counts[added.how] += 1
    if added.how in ("new", "edition"):
        counts["unread"] += added.unread
        counts["undated"] += outcome.report.published is None
    return None


def _came_in(counts: Counter[str]) -> str:
    """What became of what came in, in a line; what did not happen is not in it."""
    counts["there"] = counts["same"] + counts["alias"]
    words = {
        "new": "new",
        "there": "already there",
        "alias": "of these under a new id",
        "edition": "a new edition",
        "again": "read again",
        "unread": "kept unread (language)",
        "undated": "with no published date",
        "skipped": "skipped",
        "failed": "failed",
    }
    said = [f"{counts[key]} {word}" for key, word in words.items() if counts[key] or key == "new"]
    return f"Reports: {', '.join(said)}."


def _holds(path: str, now: Summary) -> str:
    def some(n: int, what: str) -> str:
        return f"{n} {what}" if n == 1 else f"{n} {what}s"

    statuses = ", ".join(f"{n} {status.replace('_', ' ')}" for status, n in now.matters.items())
    parts = [some(now.reports, "report"), some(now.statements, "statement"), some(now.claims, "claim")]
    matters = some(sum(now.matters.values()), "matter") + (f" ({statuses})" if statuses else "")
    return f"{path} now holds {', '.join([*parts, matters])}."


def _remembered(ledger: Ledger, given: Sequence[str]) -> tuple[str, ...]:
    """The packs that this ledger is read with, these among them from now on."""
    from rashomon import ledger as book

    before = book.packs(ledger)
    if not given:
        return before
    # A pack's folder that was moved is given again under its new name; the old one would stop every command.
    gone = [p for p in before if Path(p).is_absolute() and not Path(p).is_dir()]
    for pack in gone:
        _tell(f"The pack {pack} is no longer there: this ledger is read without it from now on.")
    now = tuple(dict.fromkeys([*(p for p in before if p not in gone), *map(_lasting, given)]))
    book.remember_packs(ledger, now)
    return now


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one thing that came in: a report and its reading (None: it was not read), or something else."""

    item: Report | Refusal | Skipped
    report: Report | None
    reading: Reading | None


def _readings(
    incoming: Iterable[Report | Refusal | Skipped],
    world: World,
    is_read: Callable[[Report], bool] = lambda report: False,
) -> Iterator[Outcome]:
    """Reads what comes in, lazily and in order. A report that breaks the reading becomes a refusal; the rest go on."""
    from rashomon.model import Report
    from rashomon.reading import reader

    incoming = iter(incoming)
    waiting: deque[tuple[Report | Refusal | Skipped, bool]] = deque()
    ended: list[Exception | None] = []

    def to_read() -> Iterator[Report]:
        try:
            for item in incoming:
                new = isinstance(item, Report) and not is_read(item)
                waiting.append((item, new))
                if new and isinstance(item, Report):
                    yield item
            ended.append(None)
        except Exception as error:
            ended.append(error)

    def unread(upto: Report | None) -> Iterator[Outcome]:
        """What came before this report (or all that waits) and is not to be read."""
        while waiting and waiting[0][0] is not upto:
            item, new = waiting.popleft()
            if new and isinstance(item, Report):
                yield _alone(item, world)
            else:
                yield Outcome(item, item if isinstance(item, Report) else None, None)

    while not ended:
        try:
            for report, reading in reader.read(to_read(), world):
                yield from unread(report)
                waiting.popleft()
                yield Outcome(report, report, reading)
        except RashomonError:
            raise
        except Exception:
            # The reports in hand are read again below, one by one, to find the one that did it.
            if not waiting:
                raise
        yield from unread(None)
    if ended[0] is not None:
        raise ended[0]


def _alone(report: Report, world: World) -> Outcome:
    from rashomon.model import Refusal
    from rashomon.reading import reader

    try:
        [(_, reading)] = reader.read([report], world)
    except Exception as error:
        why = f"a fault in the reading ({type(error).__name__}: {error}); please report it"
        return Outcome(Refusal(report.id, why), None, None)
    return Outcome(report, report, reading)


def _received(
    inputs: Sequence[str], published: str | None, outlet: str | None, besides: Path | None = None
) -> Iterator[Report | Refusal | Skipped]:
    """What comes in; `besides` is the ledger, whose own files in a folder that is read are nothing to tell of."""
    from rashomon.intake import Skipped, receive

    ours = _files_of(besides) if besides else frozenset()

    def from_one(name: str, items: Iterator[Report | Refusal | Skipped]) -> Iterator[Report | Refusal | Skipped]:
        folder = Path(name)
        # Ids begin with a relative folder's whole name, and with the last part of an absolute one's.
        start = folder.parent if folder.is_absolute() else Path()
        for item in items:
            if not (ours and isinstance(item, Skipped) and Path(os.path.realpath(start / item.id)) in ours):
                yield item

    user = _user()
    received = [receive([i], published=published, outlet=outlet, added_by=user, stdin=sys.stdin.buffer) for i in inputs]
    return (item for name, items in zip(inputs, received, strict=True) for item in from_one(name, items))


def _files_of(ledger: Path) -> frozenset[Path]:
    """The ledger's file, and those that SQLite keeps beside it."""
    file = Path(os.path.realpath(ledger))
    return frozenset(file.with_name(file.name + end) for end in ("", "-wal", "-shm", "-journal"))


def _empty(report: Report, world: World) -> Reading:
    from rashomon.model import Reading

    return Reading(
        id=report.id,
        outlet=report.outlet,
        published=report.published,
        language=report.language,
        sha256=report.sha256,
        version=__version__,
        world=world.sha256,
        statements=(),
        places=(),
        times=(),
        counts=(),
        main=None,
        killed=None,
    )


def _gather(ledger: Ledger, world: World) -> None:
    from rashomon import ledger as book
    from rashomon.matters import gather
    from rashomon.terminal import progress

    with progress("Gathering matters"):
        of = book.generation(ledger)
        book.store_matters(ledger, gather(book.all_read(ledger), world), _now(), of)


# Asking


@cli.command()
@click.option("--status", multiple=True, metavar="STATUS", help="one_origin, one_camp, agreed, conceded or disputed.")
@click.option(
    "--kind", multiple=True, metavar="KIND", help="A kind of matter (death_toll ...) or of claim (airstrike ...)."
)
@click.option("--place", metavar="NAME", help="Part of the name of the place.")
@click.option("--camp", multiple=True, metavar="CAMP", help="A camp that takes a position.")
@click.option("--to", type=click.Choice(["jsonl"]), help="Print one JSON object a line.")
@json_option
@ledger_option
def matters(
    status: tuple[str, ...],
    kind: tuple[str, ...],
    place: str | None,
    camp: tuple[str, ...],
    to: str | None,
    as_json_: bool,
    path: str,
) -> None:
    """List the matters: who says, who denies, and the status.

    \b
    Example:
      rashomon matters --status disputed --place aleppo
      rashomon matters --to jsonl > matters.jsonl
    """
    from rashomon import ledger as book
    from rashomon.model import as_json
    from rashomon.terminal import matters_table

    _check_choices(status)
    with _to_ask(path) as ledger:
        found = book.matters(ledger, status=status, kind=kind, place=place, camp=camp)
    if to:
        for matter in found:
            _line(as_json(matter))
    elif as_json_:
        _pretty(as_json(found))
    elif found:
        click.echo(matters_table(found))
    else:
        click.echo("No matters." if not (status or kind or place or camp) else "No matters that fit these filters.")


@cli.command()
@click.argument("name", metavar="ID")
@json_option
@ledger_option
def show(name: str, as_json_: bool, path: str) -> None:
    """Show one matter, report or claim in full, with its words.

    ID is the id of a matter or an incident (an old one leads to the new), a report's id as it was given or its key, or
    a claim's id.

    \b
    Example:
      rashomon show M-7K2QXD
      rashomon show report.txt --json
    """
    from rashomon import ledger as book
    from rashomon.model import as_json
    from rashomon.terminal import matter_text, report_text, statement_text

    with _to_ask(path) as ledger:
        if matter := book.matter(ledger, name):
            if matter.id != name:
                _tell(f"{name} is {matter.id} now.")
            return _pretty(as_json(matter)) if as_json_ else click.echo(matter_text(matter))
        if found := book.claim(ledger, name):
            ids = book.matters_of(ledger, [name])
            stored, statement, claim = found
            if as_json_:
                shown = as_json(replace(statement, claims=(claim,))) | {"report_id": stored.report.id, "matters": ids}
                return _pretty(shown)
            return click.echo(statement_text(statement, (claim,), stored, ids))
        stored_ = book.reports(ledger, name)
        together, retired = book.matters(ledger, incident=name), book.is_retired(ledger, name)
    if together:
        return _pretty(as_json(together)) if as_json_ else click.echo("\n\n".join(map(matter_text, together)))
    if retired:
        raise RashomonError(
            name, "nothing of what it stood for is claimed any more", "`rashomon matters` lists the rest."
        )
    if not stored_:
        raise RashomonError(
            name,
            f"nothing in {path} has this id",
            "`rashomon matters` and `rashomon search WORDS` list the ids there are.",
        )
    if as_json_:
        shown = [_report_json(s) for s in stored_]
        return _pretty(shown[0] if len(shown) == 1 else shown)
    if len(stored_) > 1:
        _tell(f"{len(stored_)} reports came under the id {name}.")
    return click.echo("\n\n".join(report_text(s) for s in stored_))


@cli.command()
@click.argument("words", nargs=-1, required=True)
@json_option
@ledger_option
def search(words: tuple[str, ...], as_json_: bool, path: str) -> None:
    """Find the reports and statements that hold all these words.

    A phrase goes in double quotes (inside single ones for the shell); a * ends a word that may go on.

    \b
    Example:
      rashomon search refinery missile*
      rashomon search '"tactical retreat"' --json
    """
    from rashomon import ledger as book
    from rashomon.model import as_json
    from rashomon.terminal import plain

    with _to_ask(path, gathered=False) as ledger:
        found = book.search(ledger, " ".join(words))
    if as_json_:
        return _pretty(as_json(found))
    if not found:
        return click.echo("Nothing found.")
    for hit in found:
        about = [hit.outlet, hit.published, None if hit.current else "an earlier edition"]
        click.echo(f"{click.style(plain(hit.report_id), bold=True)}  {plain('; '.join(filter(None, about)))}")
        if hit.title:
            click.echo(f"  {plain(hit.title)}")
        marked, at = "", 0
        for start, end in hit.marks:
            marked += f"{hit.snippet[at:start]}\ue000{hit.snippet[start:end]}\ue001"
            at = end
        marked = plain(marked + hit.snippet[at:])
        click.echo(f"  {marked.replace(chr(0xE000), BOLD).replace(chr(0xE001), NORMAL)}")
        if hit.statements:
            click.echo(f"  statements: {', '.join(hit.statements)}")
    return None


BOLD, NORMAL = "\x1b[1m", "\x1b[0m"
"""click leaves these out where the output is no terminal."""


# What leaves


@cli.command()
@click.option("--format", "form", type=click.Choice(["csv", "geojson", "jsonl"]), required=True, help="The format.")
@click.option(
    "--profile",
    type=click.Choice(["default", "full"]),
    default="default",
    show_default=True,
    help="What may leave: default protects private persons and coarsens sensitive places; full holds nothing back.",
)
@click.option(
    "-o", "--output", metavar="FILE", default="-", show_default=True, help="Where to write; - is standard output."
)
@ledger_option
def export(form: str, profile: str, output: str, path: str) -> None:
    """Write what may leave as CSV, GeoJSON or JSON lines.

    A sharing profile decides what that is.

    \b
    Example:
      rashomon export --format csv -o claims.csv
      rashomon export --format geojson --profile full -o matters.geojson
    """
    from rashomon.sharing import FORMATS

    shared = _shared(path, "full" if profile == "full" else "default")
    if shared.warning:
        _tell(f"Warning: {shared.warning}")
    _write(output, FORMATS[form](shared))


@cli.command()
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    default="brief.html",
    show_default=True,
    help="Where to write; - is standard output.",
)
@ledger_option
def brief(output: str, path: str) -> None:
    """Write one HTML page of the matters, fit to be forwarded.

    It loads nothing from the network, and is made under the default sharing profile.

    \b
    Example:
      rashomon brief -o brief.html
    """
    _write(output, _brief(path, "Who says what happened"))


def _brief(path: str, title: str) -> str:
    from rashomon.pages import brief as page

    return page(_shared(path, "default"), title=title, generated=_now())


def _shared(path: str, profile: Literal["default", "full"]) -> Shared:
    from rashomon import ledger as book
    from rashomon.sharing import share
    from rashomon.terminal import progress
    from rashomon.world import load_world

    with _to_ask(path) as ledger, progress("Preparing what may leave"):
        world = load_world(book.packs(ledger))
        return share(book.matters(ledger), book.all_read(ledger), world, profile=profile, rulings=book.ruled(ledger))


# The rest


@cli.command()
@click.option(
    "--folder", metavar="FOLDER", default="demo", show_default=True, help="Where to put the ledger and the brief."
)
def demo(folder: str) -> int:
    """Read the example reports, list their matters, write their brief.

    The conflict is fictional. A ledger in the folder that holds anything else is never touched.

    \b
    Example:
      rashomon demo --folder demo
    """
    from rashomon import examples
    from rashomon import ledger as book
    from rashomon.terminal import matters_table

    where = Path(folder)
    try:
        where.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RashomonError(
            folder, (error.strerror or str(error)).lower(), "Name a folder that can be written."
        ) from error
    path = where / "case.rashomon"
    with _demo_ledger(path) as ledger:
        book.set_setting(ledger, "demo", "being made")
    status = _read_into(str(path), [str(examples.reports())], [str(examples.pack())], None, None)
    with book.open_ledger(path, create=False) as ledger:
        book.set_setting(ledger, "demo", str(book.generation(ledger)))
        click.echo(f"\n{matters_table(book.matters(ledger))}\n")
    _write(str(where / "brief.html"), _brief(str(path), "Arvessa: who says what happened"))
    click.echo(f"The brief is {where / 'brief.html'}. To look further: rashomon show ID --ledger {path}")
    return status


def _demo_ledger(path: Path) -> Ledger:
    """A fresh ledger for the demo. One that is there is only replaced if a demo made it and nobody used it since."""
    from rashomon import ledger as book

    if path.exists():
        with book.open_ledger(path, create=False) as ledger:
            untouched = book.setting(ledger, "demo") in ("being made", str(book.generation(ledger)))
            if not untouched or book.decisions(ledger):
                raise RashomonError(
                    str(path), "it holds more than the demo", "Name another folder with --folder, or move it away."
                )
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
    return book.open_ledger(path)


@cli.command()
@click.argument("file", metavar="FILE")
@ledger_option
def backup(file: str, path: str) -> None:
    """Copy the ledger, whole and of one instant.

    FILE must not exist yet. Other programs may go on writing meanwhile.

    \b
    Example:
      rashomon backup /media/usb/case-2026-05-01.rashomon
    """
    from rashomon import ledger as book

    with _to_ask(path, gathered=False) as ledger:
        click.echo(f"Copied {path} to {book.backup(ledger, file)}.")


@cli.group()
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

    FILE is a GeoNames dump, a CSV or TSV table with a header, or GeoJSON points.

    \b
    Example:
      rashomon world import SY.txt -o my-pack/places.csv
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
    _write(output, table.getvalue())
    _tell(f"{len(entries)} places.")


@world.command("list")
@json_option
def world_list(as_json_: bool) -> None:
    """List the packs that come with Rashomon.

    \b
    Example:
      rashomon world list --json
    """
    from rashomon.terminal import table
    from rashomon.world.packs import load_packs, shipped

    packs = [(name, load_packs([name])) for name in shipped()]
    if as_json_:
        return _pretty(
            [
                {
                    "name": name,
                    "label": pack.label,
                    "home": list(pack.home),
                    "camps": sorted(pack.camps),
                    "actors": len(pack.entities),
                    "places": len(pack.places),
                }
                for name, pack in packs
            ]
        )
    rows = [(n, p.label, str(len(p.entities)), str(len(p.places)), ", ".join(sorted(p.camps))) for n, p in packs]
    return click.echo(table(("pack", "about", "actors", "places", "camps"), rows, (0, 2, 0, 0, 3)))


@cli.group()
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


# Helpers


def _to_ask(path: str, gathered: bool = True) -> Ledger:
    """The ledger, to be asked: for reading only where it cannot be written, its matters gathered if they are not."""
    from rashomon import ledger as book

    file = Path(path)
    writable = not file.exists() or (os.access(file, os.W_OK) and os.access(file.absolute().parent, os.W_OK))
    ledger = book.open_ledger(path, create=False, readonly=not writable)
    try:
        if gathered and not book.is_gathered(ledger):
            if ledger.readonly:
                _tell(f"{path} cannot be written, and its matters were not gathered since the last reports were added.")
            else:
                from rashomon.world import load_world

                _tell("Gathering the matters of reports that were added ...")
                _gather(ledger, load_world(book.packs(ledger)))
    except BaseException:
        ledger.close()
        raise
    return ledger


def _check_choices(statuses: Sequence[str]) -> None:
    from typing import get_args

    from rashomon.model import Status

    for status in statuses:
        if status not in get_args(Status):
            raise click.BadParameter(f"{status!r} is none of {', '.join(get_args(Status))}.", param_hint="--status")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise RashomonError(f"--published {text}", "it is not a date", "Write it as YYYY-MM-DD, 2013-07-31.") from None


def _lasting(pack: str) -> str:
    """A pack as the ledger remembers it: a folder by its whole path, so that it is found from anywhere."""
    return str(Path(pack).resolve()) if Path(pack).is_dir() else pack


def _now() -> datetime:
    return datetime.now(UTC)


def _user() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None


def _tell(text: str) -> None:
    click.echo(text, err=True)


def _tell_about(item: Any) -> None:
    from rashomon.model import Refusal
    from rashomon.terminal import plain

    if isinstance(item, Refusal):
        error = plain(item.error).removeprefix(f"{plain(item.id)}: ")
        _tell(f"Not read: {plain(item.id)}: {error}")
    else:
        _tell(f"Skipped: {plain(item.id)}: {plain(item.why)}")


LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""Some programs take these for the end of a line; JSON may write them as escapes."""


def _line(record: Any) -> None:
    """One JSON object as one line of UTF-8, whatever the terminal's encoding; lone surrogates as escapes."""
    text = json.dumps(record, ensure_ascii=False)
    try:
        line = text.translate(LINE_ENDS).encode()
    except UnicodeEncodeError:
        line = json.dumps(record).encode()
    click.echo(line)


def _pretty(record: Any) -> None:
    click.echo(json.dumps(record, indent=2, ensure_ascii=not _speaks_unicode()))


def _speaks_unicode() -> bool:
    return (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"


def _write(output: str, text: str) -> None:
    """Writes a file whole or not at all, in UTF-8; - is standard output, and a device or a pipe is written to.

    Raises RashomonError, with what was there as it was, where it cannot be written, or is a ledger.
    """
    data = text.encode("utf-8", "replace")
    if output == "-":
        return click.echo(data, nl=not data.endswith(b"\n"))
    try:
        if Path(output).is_dir():
            raise RashomonError(output, "it is a folder", "Name a file in it.")
        if Path(output).exists() and not stat.S_ISREG(Path(output).stat().st_mode):
            with Path(output).open("wb") as stream:
                stream.write(data)
        else:
            _replace(Path(os.path.realpath(output)), data)
    except OSError as error:
        raise RashomonError(
            output, (error.strerror or str(error)).lower(), "Name another file, or make room."
        ) from error
    return None


def _replace(file: Path, data: bytes) -> None:
    if file.exists():
        with file.open("rb") as there:
            if there.read(len(SQLITE)) == SQLITE:
                raise RashomonError(str(file), "it is a ledger or another database", "Name another file to write to.")
    # Whoever can read the ledger made this: it starts as private as the ledger is (mode 0600).
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:40]}.")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


SQLITE = b"SQLite format 3\0"


def _report_json(stored: Stored) -> dict[str, Any]:
    from rashomon.model import as_json

    report = {k: v for k, v in as_json(replace(stored.report, raw=b"")).items() if k != "raw"}
    return report | {
        "key": stored.report.key,
        "text_sha256": stored.report.text_sha256,
        "aliases": list(stored.aliases),
        "added_at": stored.added_at,
        "edition": stored.edition,
        "current": stored.current,
        "editions": list(stored.editions),
        "reading": as_json(stored.reading),
    }


if __name__ == "__main__":
    main()
