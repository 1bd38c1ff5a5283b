"""`follow`: feeds and folders, again and again."""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rashomon.cli.common import ledger_option, tell, user_name
from rashomon.cli.reading import came_in, count
from rashomon.errors import RashomonError

if TYPE_CHECKING:
    from rashomon.follow.rounds import Rounds
    from rashomon.follow.to_follow import ToFollow
    from rashomon.ledger import Ledger


@click.command()
@click.argument("ledger", metavar="[LEDGER]", required=False)
@click.option(
    "--list", "list_", metavar="FILE", help="What to follow (TOML). Usually LEDGER-follow.toml beside the ledger."
)
@click.option("--once", is_flag=True, help="Look once and end, for cron.")
@ledger_option
def follow(ledger: str | None, list_: str | None, once: bool, path: str) -> int:
    """Follow feeds and folders: read what is new, say what changed.

    The list names feeds, folders, and saved views that are alerts. Only what it names is fetched, and the pages that
    its feeds link to where it says so. With --once each is looked at once; else until Ctrl-C. Stopped at any instant,
    it loses nothing and repeats nothing.

    \b
    Example:
      rashomon follow case.rashomon --once
      rashomon follow case.rashomon --list feeds.toml
    """
    from rashomon import ledger as book
    from rashomon.follow.rounds import Rounds
    from rashomon.follow.to_follow import list_beside, read_list

    file = Path(ledger or path)
    named = Path(list_) if list_ else list_beside(file)
    what = read_list(named)
    with book.open_ledger(file) as opened:
        rounds = Rounds(user_name())
        while True:
            failed = _round(opened, what, rounds)
            if once:
                return 1 if failed else 0
            time.sleep(max(1.0, min(map(rounds.waits, what.sources))))
            try:  # a list may be changed while it is followed
                what = read_list(named)
            except RashomonError as error:
                tell(f"Followed as before: {error}")


def _round(ledger: Ledger, what: ToFollow, rounds: Rounds) -> int:
    """One round, in words; where nothing is new it says nothing, but to a person at a terminal. How much failed."""
    from rashomon.follow import saying
    from rashomon.follow.rounds import one
    from rashomon.terminal import changes_text

    counts = Counter[str]()
    for became in one(ledger, what, rounds):
        count(became, counts)
    if counts["new"] or counts["edition"]:
        click.echo(came_in(counts))
    if (to_say := saying.to_say(ledger)) is not None:
        unsaid, found = to_say
        if found:
            click.echo(changes_text(found))
            sys.stdout.flush()
        for wrong in saying.say(ledger, unsaid, found, what.alerts):
            tell(wrong)
    elif not any(counts.values()) and sys.stdout.isatty():
        click.echo("Nothing is new.")
    for wrong in saying.send(ledger, what.alerts):
        tell(wrong)
    return counts["failed"]
