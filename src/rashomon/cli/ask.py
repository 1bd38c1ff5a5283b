"""`matters`, `show`, `search`: what the ledger holds, in text or JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from rashomon.cli.common import (
    as_of_option,
    json_option,
    ledger_option,
    line,
    output_option,
    pretty,
    tell,
    then,
    to_ask,
    write,
)
from rashomon.cli.leaving import leaving_now
from rashomon.errors import RashomonError

if TYPE_CHECKING:
    from rashomon.ledger import Ledger
    from rashomon.ledger.core.queries import Stored
    from rashomon.model import Matter, Statement


_FILTERS = (
    click.option(
        "--status", multiple=True, metavar="STATUS", help="one_origin, one_camp, unclear, agreed, conceded or disputed."
    ),
    click.option(
        "--kind", multiple=True, metavar="KIND", help="A kind of matter (death_toll ...) or of claim (airstrike ...)."
    ),
    click.option("--place", metavar="NAME", help="Part of the name of the place."),
    click.option("--camp", multiple=True, metavar="CAMP", help="A camp that takes a position."),
    click.option("--set-aside", is_flag=True, help="Also those that a person set aside."),
    as_of_option,
)


TO = "One JSON object a line; or (xlsx) a workbook of what may leave of them, with -o."


def _filtered(command: Callable[..., None]) -> Callable[..., None]:
    """With the options by which matters are chosen, of which incidents are made."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


@click.command()
@_filtered
@click.option("--to", type=click.Choice(["jsonl", "xlsx"]), help=TO)
@output_option
@json_option
@ledger_option
def matters(
    status: tuple[str, ...],
    kind: tuple[str, ...],
    place: str | None,
    camp: tuple[str, ...],
    set_aside: bool,
    as_of: str | None,
    to: str | None,
    output: str,
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
    from rashomon.matters.camps import sides
    from rashomon.model import as_json
    from rashomon.terminal import matters_table
    from rashomon.work import whole_world

    _check_choices(status)
    with to_ask(path) as ledger:
        filters: dict[str, Any] = {"status": status, "kind": kind, "place": place, "camp": camp}
        found = book.matters(ledger, **filters, set_aside=set_aside, as_of=then(as_of))
        for hint in () if found else _nowhere(book.matters(ledger, set_aside=True), kind, camp):
            tell(hint)
        if to == "xlsx":
            return write(output, leaving_now(ledger, as_of, [m.id for m in found], "matters.xlsx"))
        known = sides(whole_world(ledger)) if found and not (to or as_json_) else None
    if to:
        for matter in found:
            line(as_json(matter))
    elif as_json_:
        pretty(as_json(found))
    elif known is not None:
        click.echo(matters_table(found, known.label))
    else:
        click.echo("No matters." if not (status or kind or place or camp) else "No matters that fit these filters.")
    return None


def _nowhere(all_: Sequence[Matter], kinds: Sequence[str], camps: Sequence[str]) -> Iterator[str]:
    """Where nothing fits: kinds and camps that no matter of the ledger has, mistyped it may be, and those there are."""
    of_kind = {k for m in all_ for k in (m.kind, m.claim_kind)}
    of_camp = {p.camp for m in all_ for p in m.positions}
    for what, asked, there in (("kind", kinds, of_kind), ("camp", camps, of_camp)):
        for name in asked:
            if there and name not in there:
                yield f"No matter in this ledger has the {what} {name!r}. There are {', '.join(sorted(there))}."


@click.command()
@_filtered
@click.option("--to", type=click.Choice(["jsonl", "table", "xlsx"]), default="table", help=TO)
@output_option
@click.option("--all", "every", is_flag=True, help="In the table, also what an outlet tells beside another incident.")
@json_option
@ledger_option
def incidents(
    status: tuple[str, ...],
    kind: tuple[str, ...],
    place: str | None,
    camp: tuple[str, ...],
    set_aside: bool,
    as_of: str | None,
    to: str,
    output: str,
    every: bool,
    as_json_: bool,
    path: str,
) -> None:
    """List the incidents: what happened, who did it, who says so.

    One row for all that is told of one happening, with the dead by side. The status is the gravest that one of its
    questions has. `rashomon show ID` prints the questions. What an outlet only tells beside another incident of its
    report, with no doer and none who died, is counted below the table; `--all` lists it.

    \b
    Example:
      rashomon incidents --status disputed --place aleppo
      rashomon incidents --to jsonl > incidents.jsonl
    """
    from rashomon import ledger as book
    from rashomon.matters.camps import sides
    from rashomon.matters.told_beside import told_beside
    from rashomon.model import as_json
    from rashomon.terminal import incidents_table
    from rashomon.work import whole_world

    _check_choices(status)
    with to_ask(path) as ledger:
        found = book.incidents(
            ledger, status=status, kind=kind, place=place, camp=camp, set_aside=set_aside, as_of=then(as_of)
        )
        beside = told_beside(book.matters(ledger, set_aside=set_aside, as_of=then(as_of)))
        for hint in () if found else _nowhere(book.matters(ledger, set_aside=True), kind, camp):
            tell(hint)
        if to == "xlsx":
            ids = [question.id for incident in found for question in incident.questions]
            return write(output, leaving_now(ledger, as_of, ids, "incidents.xlsx"))
        known = sides(whole_world(ledger)) if found and to == "table" and not as_json_ else None
    if to == "jsonl":
        for incident in found:
            line({**as_json(incident), "beside": beside.get(incident.id)})
    elif as_json_:
        pretty([{**as_json(incident), "beside": beside.get(incident.id)} for incident in found])
    elif known is not None:
        shown = [incident for incident in found if every or incident.id not in beside]
        click.echo(incidents_table(shown, known.label))
        if more := len(found) - len(shown):
            click.echo(f"Also told of, beside these: {more}. --all lists them.")
    else:
        fit = " that fit these filters" if status or kind or place or camp else ""
        click.echo(f"No incidents{fit}.")
    return None


@click.command()
@click.argument("name", metavar="ID")
@as_of_option
@json_option
@click.option("--why", is_flag=True, help="Of a statement or claim: the rules that each field went by, in words.")
@ledger_option
def show(name: str, as_of: str | None, as_json_: bool, why: bool, path: str) -> None:
    """Show a matter, report, statement or claim in full.

    ID is the id of a matter or an incident (an old one leads to the new), a report's id as it was given or its key, or
    the id of a statement or a claim. --as-of holds for matters, --why for statements and claims.

    \b
    Example:
      rashomon show M-7K2QXD
      rashomon show report.txt --json
      rashomon show 0a1b2c3d4e5f.s3.c1 --why
    """
    from rashomon import ledger as book
    from rashomon.ledger.core import queries
    from rashomon.model import as_json
    from rashomon.terminal import claim_text, matter_text, report_text, statement_text

    with to_ask(path) as ledger:
        if matter := book.matter(ledger, name, as_of=then(as_of)):
            if matter.id != name:
                tell(f"{name} is {matter.id} now.")
            return pretty(as_json(matter)) if as_json_ else click.echo(matter_text(matter))
        if found := book.claim(ledger, name):
            ids = queries.matters_of(ledger, [name])
            if as_json_:
                shown = as_json(replace(found.statement, claims=(found.claim,)))
                shown |= {"report_id": found.stored.report.id, "matters": ids, "ruled": list(found.ruled)}
                return pretty(shown | {"rejected": found.out})
            return click.echo(claim_text(found, ids, why))
        if (of := _statement(ledger, name)) is not None:
            stored, said = of
            ids = queries.matters_of(ledger, [c.id for c in said.claims])
            if as_json_:
                return pretty(as_json(said) | {"report_id": stored.report.id, "matters": ids})
            return click.echo(statement_text(said, said.claims, stored, ids, why))
        stored_ = book.reports(ledger, name)
        together, retired = book.matters(ledger, incident=name, as_of=then(as_of)), queries.is_retired(ledger, name)
    if together:
        return pretty(as_json(together)) if as_json_ else click.echo("\n\n".join(map(matter_text, together)))
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
        return pretty(shown[0] if len(shown) == 1 else shown)
    if len(stored_) > 1:
        tell(f"{len(stored_)} reports came under the id {name}.")
    return click.echo("\n\n".join(report_text(s) for s in stored_))


def _statement(ledger: Ledger, name: str) -> tuple[Stored, Statement] | None:
    """The statement of this id, as the report's present reading has it."""
    from rashomon import ledger as book

    key, dot, _number = name.rpartition(".s")
    for stored in book.reports(ledger, key) if dot else ():
        for statement in stored.reading.statements if stored.reading else ():
            if statement.id == name:
                return stored, statement
    return None


@click.command()
@click.argument("name", metavar="[ID]", required=False)
@as_of_option
@json_option
@ledger_option
def history(name: str | None, as_of: str | None, as_json_: bool, path: str) -> None:
    """What became of a thing, and what people decided.

    Of a matter, a report or a claim: reports that came, readings made, states, why claims were joined, old ids, and
    decisions with who, when and why, those that were taken back too. With no ID, all decisions.

    \b
    Example:
      rashomon history M-7K2QXD
      rashomon history --as-of 2026-03-01 --json
    """
    from rashomon import ledger as book
    from rashomon.model import as_json
    from rashomon.terminal import history_text

    with to_ask(path) as ledger:
        found = book.history(ledger, name, as_of=then(as_of))
    if as_json_:
        return pretty(as_json(found))
    return click.echo(history_text(found) if found else "Nobody decided anything yet.")


@click.command()
@click.option(
    "--since", required=True, metavar="DATE", help="A day, or a time (UTC): what the ledger learned from then on."
)
@click.option("--to", type=click.Choice(["jsonl"]), help="Print one JSON object a line.")
@json_option
@ledger_option
def changes(since: str, to: str | None, as_json_: bool, path: str) -> None:
    """What changed since a day: new incidents, statuses, figures.

    Of each incident: what its status was and is, which questions turned or are new, which camps give another figure of
    the dead, and which reports came to it since.

    \b
    Example:
      rashomon changes --since 2026-03-01
      rashomon changes --since 2026-03-01T14:30 --to jsonl
    """
    from rashomon.ledger.core.as_of import beginning
    from rashomon.ledger.read import changes as changed
    from rashomon.model import as_json
    from rashomon.terminal import changes_text

    start = beginning(since)
    with to_ask(path) as ledger:
        found = changed.changes(ledger, start)
    if to:
        for change in found:
            line(as_json(change))
    elif as_json_:
        pretty(as_json(found))
    else:
        click.echo(changes_text(found) if found else "Nothing changed since then.")


@click.command()
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

    with to_ask(path, gathered=False) as ledger:
        found = book.search(ledger, " ".join(words))
    if as_json_:
        return pretty(as_json(found))
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


def _check_choices(statuses: Sequence[str]) -> None:
    from typing import get_args

    from rashomon.model import Status

    for status in statuses:
        if status not in get_args(Status):
            raise click.BadParameter(f"{status!r} is none of {', '.join(get_args(Status))}.", param_hint="--status")


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
