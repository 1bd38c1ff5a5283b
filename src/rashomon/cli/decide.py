"""`decide` and `forget`: what people rule, and what has to vanish."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from rashomon.cli.common import (
    as_of_option,
    gather_matters,
    ledger_option,
    some,
    tell,
    then,
    to_ask,
    user_name,
    utc_now,
    write,
)
from rashomon.errors import RashomonError

if TYPE_CHECKING:
    from rashomon.ledger import Decision, Ledger
    from rashomon.ledger.write.forgetting import Forgotten

ACTIONS = (
    "accept", "reject", "correct", "add", "same", "different", "split", "set-aside", "sign-off", "protect", "release",
    "note", "tag", "assign", "undo",
)  # fmt: skip

BESIDE = ("note", "tag", "assign")


@click.command()
@click.argument("action", metavar="ACTION", type=click.Choice(ACTIONS))
@click.argument("targets", metavar="TARGET...", nargs=-1, required=True)
@click.option("--field", "fields", metavar="FIELD", multiple=True, help="What to correct, or what an added claim says.")
@click.option(
    "--value",
    "values",
    metavar="VALUE",
    multiple=True,
    help="One for each --field; '' is unknown. Of a note, tag or assignment.",
)
@click.option("--quote", metavar="TEXT", help="For add: the words of the report that say it, exactly as they stand.")
@click.option("--start", type=int, metavar="N", help="For add: which of several such places, by its first character.")
@click.option("--by", metavar="NAME", help="Who decides. Else RASHOMON_BY says so.")
@click.option("--why", default="", metavar="TEXT", help="Why.")
@click.option("--together", is_flag=True, help="For undo: all that was decided at one time with it.")
@ledger_option
def decide(
    action: str,
    targets: tuple[str, ...],
    fields: tuple[str, ...],
    values: tuple[str, ...],
    quote: str | None,
    start: int | None,
    by: str | None,
    why: str,
    together: bool,
    path: str,
) -> None:
    """Rule on claims, matters or persons. Decisions are added, never changed.

    \b
    ACTION is one of
      accept, reject      claims, or all claims of a matter
      correct             a claim: --field and --value (of a matter: its figure)
      add                 to a report or a claim's statement: --quote, --field kind ...
      same, different     matters that are about one thing, or not
      split               a matter, then the claims that leave it (or claims alone)
      set-aside           a matter (or a claim) that this case is not about
      sign-off            a matter as it is now
      protect, release    a person, by name, in all that leaves
      note, tag, assign   a matter, incident, claim or report: --value
      undo                a decision, by its number

    \b
    Example:
      rashomon decide reject 0a1b2c3d4e5f.s3.c1 --by "A. Editor" --why "about another town"
      rashomon decide correct 0a1b2c3d4e5f.s3.c1 --field killed --value 12-15 --why misread
      rashomon decide same M-7K2QXD M-QW3ERT --why "one strike, two names of the quarter"
      rashomon decide assign I-XL35UH --value "B. Reader"
      rashomon decide undo 7
    """
    from rashomon import ledger as book
    from rashomon.settings import who_decides
    from rashomon.work import whole_world

    if action in BESIDE:
        if fields or len(values) != 1:
            raise click.UsageError(f"To {action}, give one --value and no --field.")
        fields = ("value",)
    if len(fields) != len(values):
        raise click.UsageError(f"{len(fields)} --field and {len(values)} --value: give one value for each field.")
    who = who_decides(by)
    with to_ask(path) as ledger:
        before = _statuses(ledger)
        if action == "undo":
            told_by: dict[str, Any] = {"by": who, "why": why, "now": utc_now()}
            numbers = [_number(t) for t in targets]
            if together:
                made = [d for n in numbers for d in book.undo_act(ledger, n, **told_by)]
            else:
                made = [book.undo(ledger, n, **told_by) for n in numbers]
        else:
            verb: Any = action.replace("-", "_")
            known = any(f in ("kind", "place", "from_place", "to_place") or f.endswith("_camp") for f in fields)
            world = whole_world(ledger) if known else None
            told = dict(zip(fields, values, strict=True))
            made = list(
                book.decide(
                    ledger, verb, *targets, by=who, why=why, now=utc_now(), fields=told, quote=quote, start=start,
                    world=world,
                )
            )  # fmt: skip
        if not book.is_gathered(ledger):
            gather_matters(ledger, whole_world(ledger))
        if not made:
            click.echo("It stands so already: nothing is noted.")
        after = _statuses(ledger)
        now = {name: leads.id for name in before if name not in after and (leads := book.matter(ledger, name))}
        for line in (*_noted(made), *_changed(before, after, now)):
            click.echo(line)


@click.command()
@click.option(
    "--profile",
    type=click.Choice(["default", "full"]),
    default="default",
    show_default=True,
    help="What may leave: default hides names of private persons and of who wrote; full holds nothing back.",
)
@click.option(
    "-o", "--output", metavar="FILE", default="-", show_default=True, help="Where to write; - is standard output."
)
@as_of_option
@ledger_option
def notes(profile: str, output: str, as_of: str | None, path: str) -> None:
    """Write the notes, tags and assignments that hold, as CSV. They leave with nothing else.

    \b
    Example:
      rashomon notes -o notes.csv
      rashomon notes --profile full -o all-notes.csv
    """
    from rashomon import ledger as book
    from rashomon.ledger.read.beside_things import written_as_of
    from rashomon.sharing import share
    from rashomon.sharing.notes_table import as_csv, may_leave
    from rashomon.sharing.policy import FULL_WARNING
    from rashomon.work import whole_world

    named: Any = profile
    moment = then(as_of)
    with to_ask(path) as ledger:
        world = whole_world(ledger)
        matters, read = book.in_play(ledger, as_of=moment)
        people = book.persons(ledger, as_of=moment)
        shared = share(matters, read, world, profile=named, people=people)
        found, held = may_leave(written_as_of(ledger, moment), shared, matters, read, world, people, named)
        if ledger.key:
            tell("The ledger is encrypted. What is written here is not: keep it where the ledger could lie plain.")
    if profile == "full":
        tell(f"Warning: {FULL_WARNING}")
    elif held:
        tell(f"Held back: {some(held, 'row')}, on reports and on what may not leave.")
    write(output, as_csv(found))


def _number(text: str) -> int:
    if not text.isdecimal():
        raise RashomonError(
            text, "it is no number of a decision", "`rashomon history` lists decisions with their numbers."
        )
    return int(text)


def _statuses(ledger: Ledger) -> dict[str, str]:
    from rashomon import ledger as book

    return {m.id: m.status.replace("_", " ") for m in book.matters(ledger)}


def _noted(made: Sequence[Decision]) -> list[str]:
    return [f"Decision {d.id} is noted. To take it back: rashomon decide undo {d.id}" for d in made]


def _changed(before: dict[str, str], after: dict[str, str], leads: dict[str, str]) -> list[str]:
    """What became of the matters, a line each; what stayed as it was is not in it. `leads`: old ids to new ones."""
    lines = [
        f"{name} is {after[name]} now (was {status})."
        if name in after
        else f"{name} is {leads[name]} now."
        if name in leads
        else f"{name} is gone: nothing of it is left."
        for name, status in sorted(before.items())
        if after.get(name) != status
    ]
    return lines + [f"{name} is new: {status}." for name, status in sorted(after.items()) if name not in before]


@click.command()
@click.argument("target", metavar="[REPORT|PERSON]", required=False)
@click.option("--alias", "aliases", metavar="NAME", multiple=True, help="Another form of the person's name.")
@click.option("--dry-run", is_flag=True, help="Say what would go, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@ledger_option
def forget(target: str | None, aliases: tuple[str, ...], dry_run: bool, yes: bool, path: str) -> None:
    """Remove a report or a person for good. This cannot be undone.

    A report goes with its editions, readings and the decisions on it alone. A person's name (as given, as the packs
    list it, and each --alias) is struck out of every text, reading, matter and decision. What is an id, a key or a hash
    of a report is a report; anything else is a person. With no target, finishes what was interrupted.

    \b
    Example:
      rashomon forget "Jonah Brasc" --alias "Abu Brasc" --dry-run
      rashomon forget report.txt --yes
    """
    from rashomon import ledger as book
    from rashomon.ledger.write import forgetting

    with book.open_ledger(path, create=False) as ledger:
        if target is None:
            if not forgetting.is_unpurged(ledger):
                raise click.UsageError("Name a report or a person. (There is nothing to finish.)")
            book.purge(ledger)
            return click.echo("Finished: nothing of what was forgotten is left in the ledger.")
        is_report = bool(book.reports(ledger, target)) and not aliases
        names = () if is_report else _names_of(ledger, target, aliases)
        about = book.would_forget(ledger, report=target) if is_report else book.would_forget(ledger, person=names)
        for line in _told(about, names):
            click.echo(line)
        if dry_run:
            return click.echo("Nothing was changed.")
        if not is_report and not about.reports and not about.decisions:
            raise RashomonError(
                target, "no report, reading or decision has this name or id", "Check how it is written."
            )
        if not yes:
            click.confirm("This cannot be undone, and copies of the ledger are not touched. Go on?", abort=True)
        if is_report:
            book.forget_report(ledger, target, by=user_name(), now=utc_now())
        else:
            book.forget_person(ledger, names, by=user_name(), now=utc_now())
        _gather_anew(ledger)
        book.purge(ledger)
    click.echo("Forgotten. Backups, exports and briefs made before still hold it.")
    return None


def _gather_anew(ledger: Ledger) -> None:
    """Matters lost what they took from it. The file is cleaned also where they cannot be gathered now."""
    from rashomon.work import whole_world

    try:
        gather_matters(ledger, whole_world(ledger))
    except RashomonError as error:
        tell(f"The matters will be gathered anew by the next command: {error}")


def _names_of(ledger: Ledger, name: str, aliases: Sequence[str]) -> tuple[str, ...]:
    """The name with what the ledger's packs list under it, and the aliases given."""
    from rashomon.ledger.core import queries
    from rashomon.world.pack_files import load_packs

    try:
        entities = load_packs(queries.all_packs(ledger)).entities.values()
    except RashomonError as error:  # a pack that was moved away keeps nobody in the ledger
        tell(f"What the packs list of this person is not known: {error}")
        return (name, *aliases)
    known = [
        (entity.id, (entity.name, *entity.aliases))
        for entity in entities
        if entity.type == "person" and name.casefold() in {n.casefold() for n in (entity.name, *entity.aliases)}
    ]
    for id_, _ in known:
        tell(f"A pack lists this person ({id_}). Packs are your files: take the entry out there.")
    return tuple(dict.fromkeys((name, *aliases, *(n for _, listed in known for n in listed))))


def _told(about: Forgotten, names: Sequence[str]) -> list[str]:
    if about.what == "report":
        head = f"A report, in {some(about.reports, 'edition')}."
    else:
        where = f"{some(about.mentions, 'mention')} in the texts of {some(about.reports, 'report')}"
        head = f"A person, as {'; '.join(names)}: {where}."
    lines = [
        head,
        f"On it rest: {some(about.matters, 'matter')} (new ids). With it go: {some(about.decisions, 'decision')}.",
    ]
    if about.notes:
        lines.append(f"It is struck out of {some(about.notes, 'note')} of decisions and the log.")
    if about.parts_left:
        left = ", ".join(f"{word} ({n})" for word, n in about.parts_left)
        lines.append(
            f"Parts of the name stand alone elsewhere and stay: {left}. Give --alias for those that mean the person."
        )
    return lines
