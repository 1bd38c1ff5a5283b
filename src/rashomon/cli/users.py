"""`users`: who may sign in at the desk, and with which role."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

import click

from rashomon.cli.common import json_option, ledger_option, pretty, some, tell, utc_now
from rashomon.errors import RashomonError

role_option = click.option(
    "--role",
    required=True,
    type=click.Choice(("reader", "analyst", "editor", "owner")),
    help="What they may do: look; decide and add; let out; say who may sign in.",
)
password_option = click.option(
    "--password-file",
    metavar="FILE",
    help="For scripts: its first line is the password; - is standard input. Else it is asked for, twice.",
)


@click.group()
def users() -> None:
    """Who may sign in at the desk.

    As long as there is nobody, nobody has to. The first is to be an owner.

    \b
    Example:
      rashomon users add "Dana Holt" --role owner
      rashomon users list
    """


@users.command()
@click.argument("name", metavar="NAME")
@role_option
@password_option
@ledger_option
def add(name: str, role: str, password_file: str | None, path: str) -> None:
    """Let somebody sign in.

    \b
    Example:
      rashomon users add "Dana Holt" --role owner
      head -c 18 /dev/urandom | base64 | rashomon users add guest --role reader --password-file -
    """
    from rashomon import ledger as book
    from rashomon.ledger.read import members
    from rashomon.ledger.write.change_members import add_member

    with book.open_ledger(path, create=False) as ledger:
        first = not members.has_members(ledger)
        add_member(ledger, name, role, _password(name, password_file), utc_now())
    click.echo(f"{name} may sign in, with the role {role}.")
    if first:
        tell("From now on the desk asks everybody to sign in; one that is open, too.")


@users.command("list")
@json_option
@ledger_option
def list_(as_json_: bool, path: str) -> None:
    """List who may sign in.

    \b
    Example:
      rashomon users list
    """
    from rashomon import ledger as book
    from rashomon.ledger.read import members
    from rashomon.terminal import table

    with book.open_ledger(path, create=False) as ledger:
        found = members.members(ledger)
    if as_json_:
        pretty([{"name": a.name, "role": a.role, "made": a.made, "seen": a.seen} for a in found])
    elif found:
        rows = [(a.name, a.role, a.made[:10], (a.seen or "-")[:16].replace("T", " ")) for a in found]
        click.echo(table(["Name", "Role", "Added", "Last here (UTC)"], rows, [0, 0, 0, 0]))
    else:
        click.echo("Nobody signs in here: the desk is one person’s.")


@users.command()
@click.argument("name", metavar="NAME")
@ledger_option
def remove(name: str, path: str) -> None:
    """Take somebody out; their sessions end. What they decided stays, with their name.

    \b
    Example:
      rashomon users remove "Dana Holt"
    """
    from rashomon import ledger as book
    from rashomon.ledger.read import members
    from rashomon.ledger.write.change_members import remove_member

    with book.open_ledger(path, create=False) as ledger:
        remove_member(ledger, name)
        left = len(members.members(ledger))
    click.echo(f"{name} may not sign in any more. {some(left, 'person')} may.".replace("persons", "people"))
    if not left:
        tell("Nobody signs in any more: on this machine the desk asks for nothing again.")


@users.command()
@click.argument("name", metavar="NAME")
@password_option
@ledger_option
def password(name: str, password_file: str | None, path: str) -> None:
    """Give somebody another password; their sessions end.

    \b
    Example:
      rashomon users password "Dana Holt"
    """
    from rashomon import ledger as book
    from rashomon.ledger.read import members
    from rashomon.ledger.write.change_members import set_password

    with book.open_ledger(path, create=False) as ledger:
        if members.member(ledger, name) is None:
            raise RashomonError(name, "nobody of this name may sign in", "See `rashomon users list`.")
        set_password(ledger, name, _password(name, password_file))
    click.echo(f"{name} has another password; all their sessions are over.")


@users.command("role")
@click.argument("name", metavar="NAME")
@role_option
@ledger_option
def role_(name: str, role: str, path: str) -> None:
    """Give somebody another role; it holds from their next page on.

    \b
    Example:
      rashomon users role "Dana Holt" --role editor
    """
    from rashomon import ledger as book
    from rashomon.ledger.write.change_members import set_role

    with book.open_ledger(path, create=False) as ledger:
        set_role(ledger, name, role)
    click.echo(f"{name} has the role {role}.")


def _password(name: str, file: str | None) -> str:
    """From a file, standard input or the terminal: an argument would be seen by everybody on this machine."""
    if file is not None:
        try:
            given = sys.stdin.readline() if file == "-" else Path(file).read_text(encoding="utf-8").partition("\n")[0]
        except OSError as error:
            why = (error.strerror or "it cannot be read").lower()
            raise RashomonError(file, why, "Name a file that holds the password in its first line.") from error
        except UnicodeDecodeError:
            # From None: what is in the file stands in that error.
            raise RashomonError(file, "its first line is not UTF-8", "Write the password as text.") from None
        return given.rstrip("\r\n")
    if not sys.stdin.isatty():
        fix = "Run it in a terminal, or name a file that holds it: --password-file FILE, or - for standard input."
        raise RashomonError(name, "it needs a password, and there is no terminal to ask on", fix)
    given = getpass.getpass(f"Password of {name}: ")
    if getpass.getpass("The same again: ") != given:
        raise RashomonError(name, "the two passwords differ", "Nothing was changed: run this again.")
    return given
