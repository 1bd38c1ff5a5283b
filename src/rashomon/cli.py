"""The commands. Each is thin: opens the ledger, calls one room, and prints. Heavy modules are imported where used."""

from __future__ import annotations

import getpass
import json
import os
import sys
import tempfile
import textwrap
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
    from rashomon.ledger import Ledger, Stored
    from rashomon.model import Claim, Reading, Refusal, Report, Statement
    from rashomon.sharing import Shared
    from rashomon.world import World


def main() -> None:
    """The entry point. Every error ends here: in words on standard error, with an exit status, without a traceback."""
    try:
        status = cli.main(prog_name="rashomon", standalone_mode=False)
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
        # Whoever read our output wants no more of it; Python would complain once more on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    except Exception as error:
        _tell(
            f"Error: a fault in Rashomon {__version__} itself ({type(error).__name__}: {error}). Nothing was"
            " half-stored. Please report it with the command that you ran; add the input only if it is safe to share."
        )
        status = 1
    sys.exit(status if isinstance(status, int) else 0)


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
    tick, failed, unread = progress("Reports read"), 0, 0
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
    from rashomon.model import Refusal
    from rashomon.terminal import progress
    from rashomon.world import load_world

    # The packs are loaded before the ledger remembers them, so that a pack that is not there is never remembered.
    if packs:
        load_world(packs)
    with book.open_ledger(path) as ledger:
        world = load_world(book.remember_packs(ledger, [_lasting(p) for p in packs]))
        tick, counts = progress("Reports read"), Counter[str]()

        def is_read(report: Report) -> bool:
            return book.is_read(ledger, report, __version__, world.sha256)

        for done, outcome in enumerate(_readings(_received(inputs, published, outlet), world, is_read), start=1):
            item = outcome.item
            if isinstance(item, Refusal):
                counts["failed"] += 1
                _tell_about(item)
            elif outcome.report is None:
                counts["skipped"] += 1
                _tell_about(item)
            else:
                added = book.add(ledger, outcome.report, outcome.reading, _now())
                counts[added.how] += 1
                counts["unread"] += added.unread and added.how in ("new", "edition")
            tick(done)
        again = 0
        if stale := book.outdated(ledger, __version__, world.sha256):
            tick = progress("Reports read again")
            for outcome in _readings(stale, world):
                if outcome.report is not None:
                    book.read_again(ledger, outcome.report.key, outcome.reading, _now())
                    again += 1
                    tick(again)
                else:
                    counts["failed"] += 1
                    _tell_about(outcome.item)
        _gather(ledger, world)
        now = book.summary(ledger)
    said = [f"{counts['new']} new"]
    said += [f"{counts['same'] + counts['alias']} already there"] if counts["same"] + counts["alias"] else []
    said += [f"{counts['alias']} of them under a new id"] if counts["alias"] else []
    said += [f"{counts['edition']} new editions"] if counts["edition"] else []
    said += [f"{again} read again"] if again else []
    said += [f"{counts['unread']} kept unread (language)"] if counts["unread"] else []
    said += [f"{counts['skipped']} skipped"] if counts["skipped"] else []
    said += [f"{counts['failed']} failed"] if counts["failed"] else []
    click.echo(f"Reports: {', '.join(said)}.")
    statuses = ", ".join(f"{n} {status.replace('_', ' ')}" for status, n in now.matters.items())
    click.echo(
        f"{path} now holds {now.reports} reports, {now.statements} statements, {now.claims} claims,"
        f" {sum(now.matters.values())} matters{f' ({statuses})' if statuses else ''}."
    )
    return 1 if counts["failed"] else 0


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


def _received(inputs: Sequence[str], published: str | None, outlet: str | None) -> Iterator[Report | Refusal | Skipped]:
    from rashomon.intake import receive

    return receive(inputs, published=published, outlet=outlet, added_by=_user(), stdin=sys.stdin.buffer)


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
    """List the matters: each question, who says, who denies, and where the accounts stand.

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
    """Show one matter, report or claim in full, with the words that show it.

    ID is a matter's id (an old one leads to the new), a report's id as it was given or its key, or a claim's id.

    \b
    Example:
      rashomon show M-7K2QXD
      rashomon show report.txt --json
    """
    from rashomon import ledger as book
    from rashomon.model import as_json
    from rashomon.terminal import matter_text

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
            return click.echo(_statement_text(statement, (claim,), stored, ids))
        stored_ = book.reports(ledger, name)
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
    return click.echo("\n\n".join(_report_text(s) for s in stored_))


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
        pieces, at = [], 0
        for start, end in hit.marks:
            pieces += [plain(hit.snippet[at:start]), click.style(plain(hit.snippet[start:end]), bold=True)]
            at = end
        click.echo(f"  {' '.join(filter(None, [*pieces, plain(hit.snippet[at:])]))}")
        if hit.statements:
            click.echo(f"  statements: {', '.join(hit.statements)}")
    return None


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
    """Write what may leave as CSV, GeoJSON or JSON lines, through a sharing profile.

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
    """Write the brief: one self-contained HTML page of the matters, under the default sharing profile.

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
    from rashomon.world import load_world

    with _to_ask(path) as ledger:
        world = load_world(book.packs(ledger))
        return share(book.matters(ledger), book.all_read(ledger), world, profile=profile, rulings=book.ruled(ledger))


# The rest


@cli.command()
@click.option(
    "--folder", metavar="FOLDER", default="demo", show_default=True, help="Where to put the ledger and the brief."
)
def demo(folder: str) -> int:
    """Read the example reports of a fictional conflict, list the matters, and write the brief.

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
    _clear_demo(path)
    status = _read_into(str(path), [str(examples.reports())], [str(examples.pack())], None, None)
    with book.open_ledger(path, create=False) as ledger:
        click.echo(f"\n{matters_table(book.matters(ledger))}\n")
    _write(str(where / "brief.html"), _brief(str(path), "Arvessa: who says what happened"))
    click.echo(f"The brief is {where / 'brief.html'}. To look further: rashomon show ID --ledger {path}")
    return status


def _clear_demo(path: Path) -> None:
    """Makes room for a fresh demo. A ledger that holds anything but the demo's own reports is never touched."""
    from rashomon import ledger as book

    if not path.exists():
        return
    from rashomon import examples

    with book.open_ledger(path, create=False) as ledger:
        own = {str(examples.pack())}
        theirs = set(book.packs(ledger)) - own or book.decisions(ledger)
    if theirs:
        raise RashomonError(
            str(path), "it holds more than the demo", "Name another folder with --folder, or move that ledger away."
        )
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


@cli.command()
@click.argument("file", metavar="FILE")
@ledger_option
def backup(file: str, path: str) -> None:
    """Copy the ledger to FILE, whole and of one instant. FILE must not exist yet.

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
    """Compile the gazetteer into the cache folder now, rather than at the first reading.

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
    """Turn a GeoNames dump, a CSV or TSV table or a GeoJSON file of places into a pack's places.csv.

    \b
    Example:
      rashomon world import SY.txt -o my-pack/places.csv
    """
    import csv
    import io

    from rashomon.world.importers import COLUMNS, import_places

    entries, table = import_places(file), io.StringIO()
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
    """Measure speed on your own files, and quality on the example reports.

    \b
    Example:
      rashomon bench speed reports/
    """


@bench.command("speed")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def bench_speed(files: tuple[str, ...]) -> None:
    """Words a second of the whole reading and of each component, beside the bare parse in the same run.

    \b
    Example:
      rashomon bench speed reports.jsonl
    """
    from rashomon.bench.speed import speed

    speed(files)


@bench.command("quality")
@click.option("--update", is_flag=True, help="Raise the floors to what was measured now. Floors are never lowered.")
def bench_quality(update: bool) -> None:
    """What is found of the example reports' hand-made gold, against the floors.

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
    """Writes a file whole or not at all, in UTF-8; - is standard output."""
    data = text.encode("utf-8", "replace")
    if output == "-":
        return click.echo(data, nl=not data.endswith(b"\n"))
    file = Path(output)
    try:
        with tempfile.NamedTemporaryFile(dir=file.absolute().parent, prefix=f".{file.name}.", delete=False) as part:
            part.write(data)
        # Whoever can read the ledger made this: it starts as private as the ledger is (mode 0600).
        Path(part.name).replace(file)
    except OSError as error:
        raise RashomonError(
            output, (error.strerror or str(error)).lower(), "Name another file, or make room."
        ) from error
    return None


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


def _report_text(stored: Stored) -> str:
    from rashomon.terminal import plain

    report = stored.report
    told = {
        "title": report.title,
        "outlet": report.outlet,
        "author": report.author,
        "published": f"{report.published} ({report.published_from})" if report.published else "not known",
        "language": report.language,
        "URL": report.url,
        "final URL": report.final_url if report.final_url != report.url else None,
        "fetched": " from ".join(filter(None, (report.fetched_at, report.fetched_from))),
        "added": f"{stored.added_at}{f' by {report.added_by}' if report.added_by else ''}",
        "bytes": f"{len(report.raw)} ({report.media_type}), SHA-256 {report.sha256}",
        "key": report.key,
        "came as": ", ".join(stored.aliases) if list(stored.aliases) != [report.id] else None,
        "edition": f"{stored.edition} of {len(stored.editions)} ({', '.join(stored.editions)})"
        if len(stored.editions) > 1
        else None,
    }
    lines = [plain(report.id), *(f"  {name}: {plain(value)}" for name, value in told.items() if value)]
    if stored.reading is None:
        return "\n".join([*lines, "", "Not read: its language is not one that this version reads."])
    for statement in stored.reading.statements:
        lines += ["", _statement_text(statement, statement.claims, stored, [])]
    return "\n".join(lines)


def _statement_text(statement: Statement, claims: Iterable[Claim], stored: Stored, ids: Sequence[str]) -> str:
    from rashomon.terminal import days, plain, width

    text, reading = stored.report.text, stored.reading
    assert reading is not None
    speaker = statement.speaker
    quote = " … ".join(text[s:e] for s, e in statement.content)
    head = (
        f"{statement.id}  {plain(speaker.name)} ({speaker.role}, {speaker.camp}) {statement.stance}, {statement.manner}"
    )
    lines = [head, *textwrap.wrap(f"“{plain(quote)}”", width(), initial_indent="  ", subsequent_indent="  ")]
    for claim in claims:
        told = [claim.kind, *(["denied"] if claim.polarity == "denied" else [])]
        told += [claim.modality] if claim.modality != "happened" else []
        for name in ("actor", "target", "holder"):
            if party := getattr(claim, name):
                told.append(f"{name} {plain(party.text)} ({party.camp})")
        told += [f"with {plain(claim.means.text)}"] if claim.means else []
        if claim.place is not None:
            place = reading.places[claim.place]
            told.append(f"at {plain(place.name)} ({place.precision})")
        told.append(f"{days(claim.time.start, claim.time.end)} (from {claim.time.from_})")
        told += [f"“{plain(reading.counts[i].text)}” {reading.counts[i].what or ''}".strip() for i in claim.counts]
        told += [f"because “{plain(claim.reason.text)}”"] if claim.reason else []
        lines += textwrap.wrap(
            f"{claim.id}  {'; '.join(told)}", width(), initial_indent="  ", subsequent_indent="      "
        )
    if ids:
        lines.append(f"  matters: {', '.join(ids)}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
